"""Cuts a read document into passages along its headings and paragraphs.

Contract: ``cut(read)`` gives passages in order with ``piece.text == read.text[start:end]``, never
overlapping, never across a heading of level 1 or 2, of 120 to 250 words where the text allows.
The headings above a passage are its path and not part of its text; a heading with nothing under
it becomes a passage, so that no word is lost, unless it is the document's title, which stands above
every passage anyway. Where to cut inside a section is the cheapest of all
ways: between paragraphs is free, inside one costs, inside a list or table costs more. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from langchain_text_splitters import RecursiveCharacterTextSplitter

from coach.knowledge.documents.shapes import Block, Piece, Read

SPLITTER = "koppen-1"
_LEAST, _MOST = 120, 250
_NEVER = 420  # words; only a single unbreakable run of text is longer
_DEEP = 2  # headings of this level and above part passages
_LETTERS_PER_WORD = 7  # text without spaces counts by its length
_UNIT = 900  # letters: a sentence above this is cut at lesser marks
_IN_PARAGRAPH, _IN_WHOLE, _AFTER_COLON = 0.35, 0.9, 0.6
_SENTENCES = RecursiveCharacterTextSplitter(
    chunk_size=1,
    chunk_overlap=0,
    separators=[r"(?<=[.?!…])[\"'’”)\]]*\s+(?=[\"'‘“(\[]*[A-ZÀ-Ý0-9])"],
    is_separator_regex=True,
    keep_separator="end",
    strip_whitespace=False,
)
_LESSER = RecursiveCharacterTextSplitter(
    chunk_size=_UNIT,
    chunk_overlap=0,
    separators=["\n", "; ", ": ", ", ", " ", ""],
    keep_separator="end",
    strip_whitespace=False,
)


@dataclass(frozen=True)
class _Unit:
    """The smallest run of text; ``price`` is what a cut after it costs."""

    start: int
    end: int
    words: float
    price: float


def cut(read: Read) -> tuple[Piece, ...]:
    """All passages of a document."""
    found: list[Piece] = []
    path: list[tuple[int, str]] = []
    section: list[Block] = []
    bare: Block | None = None  # a heading under which nothing stood yet

    def close() -> None:
        nonlocal section
        if section:
            names = tuple(name for _, name in path)
            found.extend(_piece(read, start, end, names) for start, end in _cuts(read, section))
            section = []

    def lonely(level: int) -> None:
        if bare is None or level > bare.level:
            return
        if _one_line(read, bare) != read.title:
            above = tuple(name for depth, name in path if depth < bare.level)
            found.append(_piece(read, bare.start, bare.end, above))

    for block in read.blocks:
        if block.kind != "heading":
            section.append(block)
            bare = None
            continue
        words = sum(_words(read.text[b.start : b.end]) for b in section)
        if block.level > _DEEP and section and words < _LEAST:
            # A small heading inside a short passage stays in it.
            section.append(block)
            continue
        close()
        lonely(block.level)
        path = [(level, name) for level, name in path if level < block.level]
        path.append((block.level, _one_line(read, block)))
        bare = block
    close()
    lonely(0)
    return tuple(found)


def _one_line(read: Read, block: Block) -> str:
    return " ".join(read.text[block.start : block.end].split())


def _piece(read: Read, start: int, end: int, headings: tuple[str, ...]) -> Piece:
    text = read.text[start:end]
    digest = sha256(text.encode("utf-8")).hexdigest()
    return Piece(text, start, end, headings, read.page_of(start), digest)


def _words(text: str) -> float:
    return max(len(text.split()), len(text) / _LETTERS_PER_WORD / 2)


def _cuts(read: Read, section: Sequence[Block]) -> list[tuple[int, int]]:
    """The passages of one section as ranges."""
    units = [unit for block in section for unit in _units(read.text, block)]
    best = [0.0] + [float("inf")] * len(units)
    back = [0] * (len(units) + 1)
    for end in range(1, len(units) + 1):
        words = 0.0
        for start in range(end - 1, -1, -1):
            words += units[start].words
            if words > _NEVER and start < end - 1:
                break
            price = units[end - 1].price if end < len(units) else 0.0
            cost = best[start] + _length_price(words) + price
            if cost < best[end]:
                best[end], back[end] = cost, start
    ranges: list[tuple[int, int]] = []
    end = len(units)
    while end > 0:
        start = back[end]
        ranges.append(_trimmed(read.text, units[start].start, units[end - 1].end))
        end = start
    return [part for part in reversed(ranges) if part[0] < part[1]]


def _length_price(words: float) -> float:
    if words < _LEAST:
        return 0.3 + ((_LEAST - words) / _LEAST) ** 2
    if words > _MOST:
        return 0.3 + 2.5 * (words - _MOST) / _MOST
    return 0.3


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))


def _units(text: str, block: Block) -> list[_Unit]:
    """A block as units; the last one carries the price of a cut after the block."""
    own = text[block.start : block.end]
    if block.kind in ("list", "table"):
        pieces, inside = own.splitlines(keepends=True), _IN_WHOLE
    elif block.kind == "heading":
        pieces, inside = [own], _IN_WHOLE
    else:
        pieces, inside = _SENTENCES.split_text(own) or [own], _IN_PARAGRAPH
    small = [part for piece in pieces for part in _small(piece)]
    after = _AFTER_COLON if own.rstrip().endswith(":") or block.kind == "heading" else 0.0
    units: list[_Unit] = []
    place = block.start
    for number, part in enumerate(small):
        last = number == len(small) - 1
        price = after if last else inside
        units.append(_Unit(place, place + len(part), _words(part), price))
        place += len(part)
    return units


def _small(piece: str) -> list[str]:
    return _LESSER.split_text(piece) if len(piece) > _UNIT else [piece]
