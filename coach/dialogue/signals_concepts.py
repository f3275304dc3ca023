"""Groups of meaning in a text: weapons, injuries, times, negations, training, play.

Contract: ``Concepts.groups`` names the groups that a text says and the dangers that it only
denies ('geen blauwe plekken'); ``row`` gives the same as numbers. No group
is a signal by itself. Which words belong to a group stands in ``knowledge/lexicon/concepts.yaml``.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.listen_patterns import fits, tokenise
from coach.dialogue.listen_text import plain

#: Groups whose name begins so are dangers; without one, a signal needs much surer grounds.
DANGER = "gevaar-"
#: A negation takes a group's word away when it stands at most this many words before it.
NEGATION_WORDS = 4
#: So many words are remembered, for speed only.
_MOST_WORDS = 20_000


class Concepts:
    """The groups, laid out so that a text is read in one pass."""

    def __init__(self, lists: Mapping[str, Sequence[str]], negations: Sequence[str]) -> None:
        self.names = tuple(lists)
        self._negations = frozenset(negations)
        self._exact: dict[str, set[int]] = {}
        self._open: list[tuple[str, int]] = []
        self._begun: dict[str, set[int]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self._loose: list[tuple[tuple[str, ...], int]] = []
        self._memo: dict[str, tuple[frozenset[int], tuple[tuple[tuple[str, ...], int], ...]]] = {}
        for number, name in enumerate(self.names):
            for entry in lists[name]:
                self._add(tuple(plain(entry).split()), number)

    def _add(self, words: tuple[str, ...], number: int) -> None:
        open_first = "*" in words[0] or words[0] == "#"
        if len(words) > 1:
            if open_first:
                self._loose.append((words, number))
            else:
                self._phrases.setdefault(words[0], []).append((words, number))
        elif words[0].endswith("*") and "*" not in words[0][:-1]:
            self._begun.setdefault(words[0][:-1], set()).add(number)
        elif open_first:
            self._open.append((words[0], number))
        else:
            self._exact.setdefault(words[0], set()).add(number)

    def groups(self, text: str) -> tuple[frozenset[str], frozenset[str]]:
        """Names of the groups that ``text`` says, and of the dangers that it only denies."""
        words = tokenise(plain(text)).words
        denials = [place for place, word in enumerate(words) if word in self._negations]
        said: set[int] = set()
        denied: set[int] = set()
        for place, word in enumerate(words):
            found = self._at(words, place, word)
            if not found:
                continue
            if any(0 < place - denial <= NEGATION_WORDS for denial in denials):
                denied |= found
            else:
                said |= found
        harmless = {n for n in denied if not self.names[n].startswith(DANGER)}
        return self._named(said | harmless), self._named(denied - harmless - said)

    def row(self, text: str) -> NDArray[np.float64]:
        """Groups said, and whether any danger is denied."""
        said, denied = self.groups(text)
        return np.asarray([*(float(name in said) for name in self.names), float(bool(denied))])

    def has_danger(self, text: str) -> bool:
        """Whether ``text`` says any group of danger."""
        return any(name.startswith(DANGER) for name in self.groups(text)[0])

    def _named(self, numbers: set[int]) -> frozenset[str]:
        return frozenset(self.names[number] for number in numbers)

    def _at(self, words: list[str], place: int, word: str) -> frozenset[int]:
        known = self._memo.get(word)
        if known is None:
            exact = self._exact.get(word, set())
            opened = {number for wanted, number in self._open if fits(word, wanted)}
            starts = (self._begun.get(word[:end], set()) for end in range(len(word) + 1))
            loose = tuple(one for one in self._loose if fits(word, one[0][0]))
            known = (
                frozenset(exact | opened).union(*starts),
                (*self._phrases.get(word, ()), *loose),
            )
            if len(self._memo) < _MOST_WORDS:
                self._memo[word] = known
        found, phrases = known
        more = {
            number
            for phrase, number in phrases
            if len(words) - place >= len(phrase)
            and all(map(fits, words[place : place + len(phrase)], phrase))
        }
        return found | more if more else found
