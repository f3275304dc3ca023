"""What a document of the organisation looks like once it has been read.

Contract: plain frozen data that can cross a process border as JSON. ``Read.text`` is the cleaned
text; every block, page and piece points into it with character offsets (end exclusive), so that
each quote is a literal substring with its page. Knows no file format and no storage.
"""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "list", "table"]
DocumentKind = Literal["handbook", "case", "protocol"]


@dataclass(frozen=True)
class Block:
    """One structural part of the text; ``level`` counts headings from 1, else 0."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True)
class Page:
    """One page: its number as printed in the file's order (from 1) and its range in the text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True)
class Removed:
    """Something that was left out while reading: what kind, how often, and a short sample."""

    kind: str
    count: int
    sample: str = ""


@dataclass(frozen=True)
class Read:
    """A document after reading and cleaning. ``pages`` is empty for formats without pages."""

    title: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    removed: tuple[Removed, ...]
    by_ocr: bool = False

    def page_of(self, position: int) -> int | None:
        """The number of the page that holds a position; None for formats without pages."""
        for page in self.pages:
            if page.start <= position < page.end:
                return page.number
        return None


@dataclass(frozen=True)
class Piece:
    """A passage: ``text == read.text[start:end]``; ``hash`` is that of the text (SHA-256, hex)."""

    text: str
    start: int
    end: int
    headings: tuple[str, ...]
    page: int | None
    hash: str
