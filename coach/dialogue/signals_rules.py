"""Signals by wording: the pattern lexicon and the frames that take a wording away.

Contract: ``SignalRules.hits`` reads one message cut into sentences and gives every wording found,
each marked as standing (``muted`` empty) or taken away by named frames. The module weighs
nothing; ``signals`` decides. It does not see words outside the lexicon.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.dialogue.listen_lexicon import Frame, Lexicon, Rule, ruled
from coach.dialogue.listen_patterns import Stretch, find_any
from coach.dialogue.listen_text import Piece, plain, words
from coach.knowledge.content import Reader
from coach.knowledge.schemas import SignalPattern
from coach.labels import Level
from coach.settings import settings

#: A frame with reach ``ervoor`` works on wordings that start within this many words after it.
BEFORE_WORDS = 8
_BREAK = re.compile(r"[,;:()]|\b(?:maar|want|dus)\b")


@dataclass(frozen=True)
class Hit:
    """One wording found in sentence number ``sentence``; offsets are in the message.

    ``sure``: while it stands, nothing else that is told takes its level away.
    """

    id: str
    level: Level
    about: str
    sentence: int
    start: int
    end: int
    muted: tuple[str, ...]
    sure: bool = False


@dataclass(frozen=True)
class _Known:
    pattern: SignalPattern
    rule: Rule


class SignalRules:
    """The compiled signal lexicon."""

    def __init__(self, lexicon: Lexicon, folder: Path | None = None) -> None:
        reader = Reader(folder or settings().content)
        found = ruled(reader, SignalPattern, "signals/*.yaml", lexicon.groups)
        self._known = tuple(_Known(entry, rule) for entry, rule in found)
        self._frames = lexicon.scopes

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
                place = (number, start, end)
                found.append(Hit(entry.id, entry.level, entry.about, *place, muted, entry.altijd))
        return found

    def present(self, pieces: Sequence[Piece]) -> frozenset[str]:
        """Ids of the frames in any of the sentences."""
        return frozenset(
            frame.id for piece in pieces for frame, _ in self.frames(plain(piece.text))
        )

    def framed(self, pieces: Sequence[Piece], level: Level) -> bool:
        """Whether a frame over whole sentences (past, handled, training) takes ``level`` away."""
        return any(
            frame.reach != "ervoor" and level in frame.lifts
            for piece in pieces
            for frame, _ in self.frames(plain(piece.text))
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
            near = between is not None and len(words(between)) <= BEFORE_WORDS
            if near and between is not None and not _BREAK.search(between):
                return True
        offset = place[1]
        again = find_any(frame.rule.patterns, " " * offset + text[offset:])
        if again is None or again[0] < offset:
            return False
        place = again
