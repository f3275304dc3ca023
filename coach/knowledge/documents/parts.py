"""What a reader of one file format hands over: parts in reading order, not yet cleaned.

Contract: a ``Part`` is one heading, paragraph, list or table; ``breaks`` says where in its text
which page begins (offset, page number), the first at offset 0, none for formats without pages.
``Tally`` counts what was left out, with a short sample of the first. Knows no file format.
"""

from dataclasses import dataclass, field

from coach.knowledge.documents.shapes import BlockKind, Removed

_SAMPLE = 80


@dataclass(frozen=True)
class Part:
    """One structural part with its raw text; items of a list and rows of a table are lines."""

    kind: BlockKind
    text: str
    level: int = 0
    breaks: tuple[tuple[int, int], ...] = ()


class Tally:
    """Counts what was left out, by kind."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._samples: dict[str, str] = {}

    def add(self, kind: str, sample: str = "", count: int = 1) -> None:
        """Counts ``count`` more of a kind; the first sample with visible text is kept."""
        self._counts[kind] = self._counts.get(kind, 0) + count
        if not self._samples.get(kind):
            shown = " ".join("".join(c if c.isprintable() else " " for c in sample).split())
            self._samples[kind] = shown if len(shown) <= _SAMPLE else shown[: _SAMPLE - 1] + "…"

    def removed(self) -> tuple[Removed, ...]:
        """What was counted, in the order of first meeting."""
        return tuple(
            Removed(kind, count, self._samples.get(kind, ""))
            for kind, count in self._counts.items()
        )


@dataclass
class Draft:
    """A document as its reader found it; ``pages`` counts them, 0 for formats without pages."""

    format: str
    title: str = ""
    parts: list[Part] = field(default_factory=list)
    pages: int = 0
    tally: Tally = field(default_factory=Tally)
    by_ocr: bool = False
