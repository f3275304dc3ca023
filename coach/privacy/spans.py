"""What a recogniser finds: spans of the text with a label and how sure it is.

Contract: a ``Finder`` turns a text into spans inside that text. ``merge`` makes one list without
overlaps out of those of many finders: the surest wins, of equals the longest, of those the first.
Knows nothing about what is put in place of a span.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from coach.labels import Identifier

CERTAIN, LIKELY = 0.985, 0.6


@dataclass(frozen=True)
class Span:
    """Characters ``start`` up to ``end`` hold an identifier; ``sure`` runs from 0 to 1.

    Patterns with a check stand at 1, names from the roster at 0.99, the tagger at what it says.
    """

    start: int
    end: int
    label: Identifier
    sure: float = 1.0

    def holds(self, other: "Span") -> bool:
        """Whether the other lies inside this one, which is longer."""
        longer = self.end - self.start > other.end - other.start
        return longer and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Finder(Protocol):
    """A recogniser of one or more classes."""

    def find(self, text: str) -> Sequence[Span]: ...


def merge(spans: Iterable[Span]) -> list[Span]:
    """Spans without overlaps, in the order of the text."""
    everything = offered = [span for span in spans if span.start < span.end]
    # A name that holds another one whole ("Leo van Lieshout") is the better reading of both.
    offered = [
        span
        for span in offered
        if span.sure >= CERTAIN
        or not any(other.holds(span) and other.sure >= LIKELY for other in offered)
    ]
    kept: list[Span] = []
    for span in sorted(offered, key=lambda s: (-s.sure, s.start - s.end, s.start)):
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    # What gave way to a longer span that lost in its turn is still there to be found.
    for span in sorted(everything, key=lambda s: (-s.sure, s.start - s.end, s.start)):
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)
