"""Signals by wording: the pattern lexicon and the frames that take a wording away.

Contract: ``SignalRules.hits`` reads one message cut into sentences and gives every wording found,
each marked as standing (``muted`` empty) or taken away by named frames. The module weighs
nothing; ``signals`` decides. It does not see words outside the lexicon.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.listen_lexicon import Frame, Lexicon, Rule, compiled
from coach.dialogue.listen_patterns import Stretch, find_any, tokenise
from coach.dialogue.listen_text import Piece, plain, words
from coach.knowledge.content import Reader
from coach.knowledge.schemas import SignalPattern
from coach.labels import Level
from coach.settings import settings

#: A frame with reach ``ervoor`` works on wordings that start within this many words after it.
BEFORE_WORDS = 8
#: Groups whose name begins so are dangers; without one, a signal needs much surer grounds.
DANGER = "gevaar-"
#: A negation takes a group's word away when it stands at most this many words before it.
NEGATION_WORDS = 4
_BREAK = re.compile(r"[,;:()]|\b(?:maar|want|dus)\b")
#: A pair of groups counts for less than one group: there are many more pairs.
PAIR_WEIGHT = 0.5


@dataclass(frozen=True)
class Hit:
    """One wording found in sentence number ``sentence``; offsets are in the message."""

    id: str
    level: Level
    about: str
    sentence: int
    start: int
    end: int
    muted: tuple[str, ...]


@dataclass(frozen=True)
class _Known:
    pattern: SignalPattern
    rule: Rule


class SignalRules:
    """The compiled signal lexicon."""

    def __init__(self, lexicon: Lexicon, folder: Path | None = None) -> None:
        reader = Reader(folder or settings().content)
        known = []
        for path, entry in reader.entries(SignalPattern, "signals/*.yaml"):
            rule = compiled(
                reader, path, entry.id, entry.patterns, entry.unless, lexicon.groups
            )
            known.append(_Known(entry, rule))
        reader.raise_faults()
        self._known = tuple(known)
        self._frames = lexicon.scopes
        self._concepts = lexicon.concepts
        self._negations = frozenset(lexicon.groups.get("ontkenners", ()))

    @property
    def frame_ids(self) -> tuple[str, ...]:
        """Ids of all frames, in file order."""
        return tuple(frame.id for frame in self._frames)

    def hits(self, pieces: Sequence[Piece]) -> list[Hit]:
        """Every wording in the sentences, in reading order."""
        folded = [plain(piece.text) for piece in pieces]
        frames = [self.frames(text) for text in folded]
        found = []
        for number, (piece, text) in enumerate(zip(pieces, folded, strict=True)):
            for known in self._known:
                found_words = known.rule.pieces(text)
                if not found_words:
                    continue
                muted = self._muting(known.pattern.level, number, found_words, text, frames)
                start = piece.start + found_words[0][0]
                end = piece.start + max(last for _, last in found_words)
                entry = known.pattern
                found.append(Hit(entry.id, entry.level, entry.about, number, start, end, muted))
        return found

    def concepts(self, text: str) -> NDArray[np.float64]:
        """Which groups of meaning are in ``text``, and which pairs of them, as a row of 0 and 1.

        Words after a negation do not count for their group; that there are such words counts.
        """
        said, denied = self._groups(text)
        single = np.asarray([float(rule.label in said) for rule in self._concepts])
        upper = np.triu_indices(len(single), 1)
        pairs = np.outer(single, single)[upper] * PAIR_WEIGHT
        return np.concatenate([single, pairs, [float(bool(denied))]])

    def has_danger(self, text: str) -> bool:
        """Whether any group of danger is in ``text`` without a negation before it."""
        return any(name.startswith(DANGER) for name in self._groups(text)[0])

    def _groups(self, text: str) -> tuple[frozenset[str], frozenset[str]]:
        """Names of the groups that ``text`` says, and of the dangers that it only denies."""
        folded = plain(text)
        tokens = tokenise(folded)
        denials = [place for place, word in enumerate(tokens.words) if word in self._negations]
        said, denied = set(), set()
        for rule in self._concepts:
            for pattern in rule.patterns:
                places = pattern.parts[0][0][1].find(tokens)
                if not places:
                    continue
                free = [p for p in places if not any(0 < p[0] - d <= NEGATION_WORDS for d in denials)]
                if free or not rule.label.startswith(DANGER):
                    said.add(rule.label)
                else:
                    denied.add(rule.label)
        return frozenset(said), frozenset(denied)

    def present(self, pieces: Sequence[Piece]) -> frozenset[str]:
        """Ids of the frames in any of the sentences."""
        return frozenset(
            frame.id for piece in pieces for frame, _ in self.frames(plain(piece.text))
        )

    def frames(self, text: str) -> list[tuple[Frame, tuple[int, int]]]:
        """The frames present in one folded sentence, with their place."""
        present = []
        for frame in self._frames:
            span = frame.rule.find(text)
            if span is not None:
                present.append((frame, span))
        return present

    def _muting(
        self,
        level: Level,
        number: int,
        found: list[Stretch],
        text: str,
        frames: list[list[tuple[Frame, tuple[int, int]]]],
    ) -> tuple[str, ...]:
        muted = []
        for where in (number - 1, number, number + 1):
            if not 0 <= where < len(frames):
                continue
            for frame, place in frames[where]:
                if level not in frame.lifts:
                    continue
                if where != number:
                    reaches = frame.reach == "buren"
                elif any(start <= place[0] and place[1] <= end for start, end in found):
                    reaches = False  # the wording itself says 'niet meer leven'
                elif frame.reach == "ervoor":
                    reaches = _shortly_before(frame, place, found, text)
                else:
                    reaches = True
                if reaches:
                    muted.append(frame.id)
        return tuple(dict.fromkeys(muted))


def _shortly_before(frame: Frame, place: Stretch, found: list[Stretch], text: str) -> bool:
    """Whether the frame stands at most ``BEFORE_WORDS`` before a word that was found.

    Later places of the same frame count too: 'niet gegeten en daarna niet geslagen'.
    """
    while True:
        for start, _ in found:
            between = text[place[1] : start] if place[1] <= start else None
            if between is not None and len(words(between)) <= BEFORE_WORDS:
                if not _BREAK.search(between):
                    return True
        offset = place[1]
        again = find_any(frame.rule.patterns, " " * offset + text[offset:])
        if again is None or again[0] < offset:
            return False
        place = again
