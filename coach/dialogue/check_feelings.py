"""Feelings that nobody named.

Contract: ``Feelings.faults`` gives the feelings in a sentence that the user neither named nor, in a
sentence marked as a guess, came near. A question counts too: ‘Wat maakte je zo boos?’ takes anger
for granted. Pure but for the dictionary.
"""

import re

from coach.dialogue.check_basis import Basis, Fault, unquoted
from coach.dialogue.check_content import Checks
from coach.dialogue.check_lemmas import lemma, words
from coach.knowledge.lexical import fold
from coach.labels import Rule

# ‘Hoe was het voor haar, boos of juist opgelucht?’ leaves it open.
_OPEN = re.compile(r"\b(?:of|en ook|allebei)\b.*\?\s*$")
# Words of a feeling in a sense that is none.
_NO_FEELING = re.compile(
    r"\b(?:zorgen (?:voor|dat)|zorg (?:voor|verlenen)|jeugdzorg|pleegzorg|de zorg\b"
    r"|raken (?:aan|kwijt)|kwijt ?raken|kwijt geraakt|aangeraakt|aan de hand"
    r"|iemand missen|missen we|in zorg|nazorg)"
)


class Feelings:
    """Knows which words stand for which feeling."""

    def __init__(self, checks: Checks) -> None:
        self._of: dict[str, str] = {}
        self._near: dict[str, frozenset[str]] = {}
        for entry in checks.feelings:
            self._near[entry.id] = frozenset(entry.near)
            for word in entry.words:
                self._of[fold(word)] = entry.id
        self._guessing = checks.guessing

    def named(self, text: str) -> dict[str, str]:
        """Feelings that a text names, each with the word."""
        found: dict[str, str] = {}
        for word in words(_NO_FEELING.sub(" ", fold(text))):
            feeling = self._of.get(fold(word)) or self._of.get(lemma(word))
            if feeling is not None:
                found.setdefault(feeling, word)
        return found

    def guesses(self, sentence: str) -> bool:
        """Whether the sentence marks what it says as a guess."""
        bare = fold(unquoted(sentence))
        return any(pattern.search(bare) for pattern in self._guessing)

    def faults(self, sentence: str, basis: Basis) -> list[Fault]:
        """The feelings in the sentence that nobody named."""
        named = self.named(unquoted(sentence))
        if not named:
            return []
        told = set(self.named(" ".join(basis.sayings))) | {str(f) for f in basis.feelings}
        if self.guesses(sentence):
            told |= {near for feeling in told for near in self._near.get(feeling, ())}
        return [Fault(Rule.GEVOEL, word) for feeling, word in named.items() if feeling not in told]
