"""Which texts say the same as a passage, word for word or nearly.

Contract: ``Doubles.find`` names texts with the same words in the same order (``exact``), and, among
the texts that mean nearly the same, those that share most groups of words. Meaning only proposes;
words decide, so that two passages on one subject are no doubles. Knows no storage.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from coach.knowledge.documents.review import Duplicate
from coach.knowledge.lexical import fold, words
from coach.knowledge.units import Text

_GROUP = 3
_LEAST_WORDS = 12
_LEAST_LIKENESS = 0.5
_MOST = 3

Nearest = Callable[[NDArray[np.float32]], Sequence[Text]]


def fingerprint(text: str) -> str:
    """The same for texts that differ only in capitals, accents, spaces and punctuation."""
    return sha256(" ".join(words(fold(text))).encode()).hexdigest()


def _groups(text: str) -> frozenset[tuple[str, ...]]:
    said = words(fold(text))
    return frozenset(zip(*(said[n:] for n in range(_GROUP)), strict=False))


class Doubles:
    """Finds doubles among texts that are there already."""

    def __init__(self, texts: Iterable[Text], nearest: Nearest) -> None:
        self._exact: dict[str, Text] = {}
        for text in texts:
            self._exact.setdefault(fingerprint(text.text), text)
        self._nearest = nearest
        # The same few texts are near to many passages of one document.
        self._groups: dict[str, frozenset[tuple[str, ...]]] = {}

    def find(self, text: str, row: NDArray[np.float32]) -> tuple[Duplicate, ...]:
        """Doubles of a text, the most alike first."""
        same = self._exact.get(fingerprint(text))
        if same is not None:
            return (_double(same, True, 1.0),)
        own = _groups(text)
        if len(own) < _LEAST_WORDS - _GROUP + 1:
            return ()
        found = []
        for other in self._nearest(row):
            theirs = self._groups_of(other)
            # Share of the shorter one: a passage that stands whole in a longer one is a double.
            shorter = min(len(own), len(theirs))
            likeness = len(own & theirs) / shorter if shorter else 0.0
            if likeness >= _LEAST_LIKENESS:
                found.append(_double(other, False, round(likeness, 3)))
        return tuple(sorted(found, key=lambda double: -double.likeness)[:_MOST])

    def _groups_of(self, text: Text) -> frozenset[tuple[str, ...]]:
        if text.id not in self._groups:
            self._groups[text.id] = _groups(text.text)
        return self._groups[text.id]


def _double(text: Text, exact: bool, likeness: float) -> Duplicate:
    return Duplicate(text.id, text.heading, bool(text.document), exact, likeness)
