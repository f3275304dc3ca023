"""What is seen without knowing what a reply says: questions, length, markup, address, language.

Contract: ``form_faults`` looks at a whole reply or at one sentence of it; ``dutch`` says whether a
text looks Dutch by its frequent words. Pure.
"""

import re
from collections.abc import Mapping

from coach.dialogue.check_basis import Basis, Fault, quotes, unquoted
from coach.dialogue.check_lemmas import known, small
from coach.dialogue.listen_text import plain, words
from coach.labels import Rule

MAX_WORDS = 90
#: From this many words on a sentence shows its language.
LANGUAGE_WORDS = 5
DUTCH_SHARE = 0.14
#: Share of words that a Dutch dictionary holds; names and compounds are the rest.
KNOWN_SHARE = 0.55
SURELY_KNOWN = 0.75
FOREIGN = 0.12
LONGEST_WORD = 38

_MARKUP = re.compile(
    r"[{}<>`|\\]|\[\[|!\[|\]\(|https?:|www\.|\w@\w|\*\*|__|~~|^\s{0,3}#{1,6}\s|^\s*[-*•–]\s|"
    r"^\s*\d{1,2}[.)]\s|\bdata:\w+/|\[/?[A-Z]{3,}\]|[\U0001F000-\U0001FAFF\u2600-\u27BF]|"
    r"\[(?!\d+\]|…\])|^\s*(?:\*|_)\w|\b\w+\.(?:nl|com|org|net|be)\b",
    re.MULTILINE,
)
_FORMAL = re.compile(r"\b(?:u|uw|uzelf)\b")
_FOREIGN = re.compile(r"[\u0370-\u1fff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\uffef]")
_CITED = re.compile(r"\[(\d+)\]")
_SOURCE = re.compile(
    r"\b(?:in|uit|volgens) (?:het|ons|dit) (?:handboek|boek|artikel|stuk)|\bhet handboek\b"
    r"|\bin de (?:bibliotheek|literatuur|casus)\b"
)
_SCARE = 1


def questions(text: str) -> int:
    """How many questions stand outside quotes."""
    return len(re.findall(r"\?+", unquoted(text)))


def dutch(text: str, languages: Mapping[str, frozenset[str]]) -> bool:
    """Whether the text looks Dutch; short ones get the benefit of the doubt."""
    if _FOREIGN.search(text):
        return False
    found = words(text)
    if any(len(word) > LONGEST_WORD for word in found):
        return False
    if len(found) < LANGUAGE_WORDS:
        return True
    in_dictionary = sum(known(word) or small(word) for word in found) / len(found)
    if in_dictionary < KNOWN_SHARE:
        return False
    shares = {
        name: sum(word in frequent for word in found) / len(found)
        for name, frequent in languages.items()
    }
    own = shares.pop("nl", 0.0)
    if own >= max(DUTCH_SHARE, *shares.values()):
        return True
    # A short sentence may do without the most frequent words: ‘in’ and ‘of’ are also Dutch.
    foreign = frozenset().union(*(languages[name] for name in shares))
    strange = sum(word in foreign and not known(word) for word in found) / len(found)
    return in_dictionary >= SURELY_KNOWN and strange < FOREIGN


def form_faults(text: str, basis: Basis, languages: Mapping[str, frozenset[str]]) -> list[Fault]:
    """Faults of form in a sentence or a reply; whether a question is missing is not seen here."""
    found = []
    bare = unquoted(text)
    markup = _MARKUP.search(text)
    if markup is not None:
        found.append(Fault(Rule.SJABLOON, markup.group()))
    if _FORMAL.search(plain(bare)):
        found.append(Fault(Rule.AANSPREEKVORM))
    if not dutch(bare, languages):
        found.append(Fault(Rule.TAAL))
    if len(text.split()) > MAX_WORDS:
        found.append(Fault(Rule.LENGTE))
    if questions(text) > 1:
        found.append(Fault(Rule.VRAGEN))
    return found + citation_faults(text, basis)


def citation_faults(text: str, basis: Basis) -> list[Fault]:
    """Quotes that stand nowhere, numbers without a passage, a source that was not given."""
    found = []
    sayings = [_levelled(saying) for saying in basis.sayings]
    for quote in quotes(text):
        wanted = _levelled(quote).strip(" .,;:!?…")
        if wanted and not any(wanted in saying for saying in sayings):
            found.append(Fault(Rule.CITAAT, quote))
    if any(int(number) not in range(1, len(basis.passages) + 1) for number in _CITED.findall(text)):
        found.append(Fault(Rule.CITAAT, text))
    if not basis.passages and _SOURCE.search(plain(unquoted(text))):
        found.append(Fault(Rule.CITAAT, text))
    return found


def _levelled(text: str) -> str:
    """One form for marks, case and white space."""
    return " ".join(plain(text).replace('"', "'").split())
