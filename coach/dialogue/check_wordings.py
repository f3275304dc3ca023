"""Verdicts, advice, diagnoses, estimates, reassurance: what is seen by how it is worded.

Contract: ``wording_faults`` looks at one sentence (quotes left out, folded) and gives the rules it
breaks. A match is excused when the rule's ``unless`` wording stands in the sentence, or by the
user's own words as the rule says (``own``). Knows nothing about facts.
"""

import re

from coach.dialogue.check_basis import Basis, Fault, unquoted
from coach.dialogue.check_content import Checks, WordingRule
from coach.dialogue.check_lemmas import all_lemmas, content_lemmas, nameless
from coach.knowledge.lexical import fold

#: Share of an attribution's content words that must be the user's.
ATTRIBUTED = 0.6
_DUTY = re.compile(r"\bje (?:moet|moest)\b")
_OWN_DUTY = re.compile(r"\b(?:ik (?:\w+ )?moet|moet ik|ik moest|moest ik)\b")


def wording_faults(sentence: str, basis: Basis, checks: Checks) -> list[Fault]:
    """The wording rules that this sentence breaks, each once."""
    bare = " ".join(fold(nameless(unquoted(sentence), " ".join(basis.user))).split())
    asks = bare.rstrip().endswith("?")
    found = []
    for rule in checks.rules:
        if (rule.where == "vraag" and not asks) or (rule.where == "bewering" and asks):
            continue
        if any(pattern.search(bare) for pattern in rule.unless):
            continue
        # One match that the user's words excuse does not excuse the next.
        hits = (match.group() for pattern in rule.patterns for match in pattern.finditer(bare))
        for hit in hits:
            if not _excused(rule, hit, sentence, bare, basis, checks):
                found.append(Fault(rule.rule, hit.strip()))
                break
    return found


def _excused(
    rule: WordingRule, matched: str, sentence: str, bare: str, basis: Basis, checks: Checks
) -> bool:
    if rule.own == "nee":
        return False
    said = frozenset().union(*(all_lemmas(text) for text in basis.user), frozenset())
    if rule.own == "woord":
        # An echo of the user's own term is no diagnosis of ours.
        terms = [base for _, base in content_lemmas(matched)]
        return bool(terms) and all(term in said for term in terms)
    attributed = any(pattern.search(bare) for pattern in checks.attributing)
    # ‘Je moet morgen naar haar toe’ gives back an ‘ik moet’ of the user's.
    own_duty = _DUTY.search(bare) and any(_OWN_DUTY.search(fold(text)) for text in basis.user)
    if not attributed and not own_duty:
        return False
    terms = [base for _, base in content_lemmas(unquoted(sentence)) if base not in checks.common]
    if not terms:
        return True
    return sum(term in said for term in terms) / len(terms) >= ATTRIBUTED
