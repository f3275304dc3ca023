"""Whether a reflection gives back what the user said, and nothing else.

Contract: ``Support.faults`` judges one statement: the share of its content words that the user, a
passage or the plain language of a conversation holds, helped by the likeness of meaning to what
the user said. ‘Altijd’ or ‘eerder’ about somebody is a claim of its own and has to be told.
Questions are not judged here. Knows no wording of rules.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.check_basis import Basis, Fault, unquoted
from coach.dialogue.check_content import Checks
from coach.dialogue.check_lemmas import all_lemmas, content_lemmas, lemma, nameless, words
from coach.dialogue.listen_text import sentences
from coach.knowledge.lexical import fold
from coach.labels import Rule

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

#: Unsupported words a statement may hold, as share of its content words.
MOST_NEW = 0.34
#: A guess may choose its words a little more freely.
MOST_NEW_GUESS = 0.5
#: Likeness of meaning from which half of the new words are forgiven.
ALIKE = 0.62
#: The user's newest sentences that likeness is measured against.
SENTENCES = 24
_EVERY = re.compile(r"\b(?:elke|iedere|elk|ieder) (?:dag|nacht|week|avond|ochtend|maand|weekend)\b")
_RECURRING = frozenset(
    {"elke", "iedere", "elk", "ieder", "altijd", "steeds", "telkens", "dagelijks"}
)


class Support:
    """Measures support; ``embed`` gives unit vectors, without it only words count."""

    def __init__(self, checks: Checks, embed: Embed | None = None) -> None:
        self._common = frozenset(lemma(word) for word in checks.common) | checks.common
        self._always = frozenset(fold(word) for word in checks.always)
        self._others, self._who = checks.others, checks.who
        self._embed = embed

    def faults(self, sentence: str, basis: Basis, guess: bool) -> list[Fault]:
        """SPIEGELING when too much of the statement was never said."""
        bare = unquoted(sentence)
        if bare.rstrip().endswith("?"):
            return []
        told = self._told(basis)
        claimed = [fold(w) for w in words(bare) if fold(w) in self._always and fold(w) not in told]
        if not told & _RECURRING:
            claimed += [match.group() for match in _EVERY.finditer(fold(bare))]
        claimed += [verb for verb in self._of_others(bare) if verb not in told]
        if claimed:
            return [Fault(Rule.SPIEGELING, claimed[0])]
        carried = [
            (word, base)
            for word, base in content_lemmas(bare)
            if base not in self._common and fold(word) not in self._common
        ]
        new = [word for word, base in carried if base not in told and fold(word) not in told]
        if not new:
            return []
        share = len(new) / max(len(carried), 3)
        limit = MOST_NEW_GUESS if guess else MOST_NEW
        if share <= limit:
            return []
        if share <= 2 * limit and self.likeness(sentence, basis) >= ALIKE:
            return []
        return [Fault(Rule.SPIEGELING, ", ".join(new))]

    def _of_others(self, bare: str) -> list[str]:
        """Verbs by which the sentence says what somebody else wants, thinks or did."""
        plain = fold(nameless(bare))
        found = []
        for match in self._who.finditer(plain):
            following = [lemma(word) for word in words(plain[match.end() :])[:1]]
            if following in (["hebben"], ["zijn"]):
                following = [lemma(word) for word in words(plain[match.end() :])[1:]]
            found += [verb for verb in following if verb in self._others]
        return found

    def likeness(self, sentence: str, basis: Basis) -> float:
        """The highest likeness of meaning to a sentence of the user's; 0 without an encoder."""
        if self._embed is None:
            return 0.0
        said = [piece.text for text in basis.user for piece in sentences(text)][-SENTENCES:]
        if not said:
            return 0.0
        rows = self._embed([sentence, *said])
        return float(np.max(rows[1:] @ rows[0]))

    @staticmethod
    def _told(basis: Basis) -> frozenset[str]:
        return frozenset().union(*(all_lemmas(text) for text in basis.sayings), frozenset())
