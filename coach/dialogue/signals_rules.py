"""Signals by wording: the pattern lexicon and the frames that take a wording away.

Contract: ``SignalRules.hits`` reads one message cut into sentences and gives every wording found,
each marked as standing (``muted`` empty) or taken away by named frames. The module weighs
nothing; ``signals`` decides. It does not see words outside the lexicon.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.listen_lexicon import Frame, Lexicon, Rule, compiled
from coach.dialogue.listen_patterns import find_any
from coach.dialogue.listen_text import Piece, clauses, plain, words
from coach.knowledge.content import Reader
from coach.knowledge.schemas import SignalPattern
from coach.labels import Level
from coach.settings import settings

#: A frame with reach ``ervoor`` works on wordings that start within this many words after it.
BEFORE_WORDS = 8
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
                span = known.rule.find(text)
                if span is None:
                    continue
                muted = self._muting(known.pattern.level, number, span, text, frames)
                start, end = piece.start + span[0], piece.start + span[1]
                entry = known.pattern
                found.append(Hit(entry.id, entry.level, entry.about, number, start, end, muted))
        return found

    def concepts(self, text: str) -> NDArray[np.float64]:
        """Which groups of meaning are in ``text``, and which pairs of them, as a row of 0 and 1."""
        folded = plain(text)
        single = np.asarray([float(rule.find(folded) is not None) for rule in self._concepts])
        upper = np.triu_indices(len(single), 1)
        pairs = np.outer(single, single)[upper]
        return np.concatenate([single, pairs * PAIR_WEIGHT])

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
        span: tuple[int, int],
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
                elif frame.reach == "ervoor":
                    reaches = _shortly_before(frame, place, span, text)
                else:
                    reaches = True
                if reaches:
                    muted.append(frame.id)
        return tuple(dict.fromkeys(muted))


def _shortly_before(
    frame: Frame, place: tuple[int, int], span: tuple[int, int], text: str
) -> bool:
    """Whether the frame stands in the same clause, at most ``BEFORE_WORDS`` before the span.

    A second place of the same frame further on counts too: 'niet gegeten en niet geslagen'.
    """
    start = place[1]
    offset = 0
    while True:
        if start <= span[0]:
            between = text[start : span[0]]
            same = len(clauses(Piece(0, len(between), between))) <= 1
            if same and len(words(between)) <= BEFORE_WORDS:
                return True
        elif place[0] >= span[0] and place[1] <= span[1]:
            return True  # inside the wording itself: 'heeft haar niet geslagen'
        offset = max(place[1], offset + 1)
        again = find_any(frame.rule.patterns, " " * offset + text[offset:])
        if again is None or again == place:
            return False
        place = again
        start = place[1]
