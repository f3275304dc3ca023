"""A tiny reader and cutter: headings with '#', pages at form feeds, pieces at blank lines."""

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from coach.knowledge.documents.shapes import Block, Page, Piece, Read


def read(path: Path, progress: Callable[[int, int], None] = lambda done, all: None) -> Read:
    text = path.read_text(encoding="utf-8")
    blocks, pages, start = [], [], 0
    for match in re.finditer(r"[^\n\f]+", text):
        heading = match.group().startswith("# ")
        kind, level = ("heading", 1) if heading else ("paragraph", 0)
        blocks.append(Block(kind, match.start(), match.end(), level))  # type: ignore[arg-type]
    for number, part in enumerate(text.split("\f"), 1):
        pages.append(Page(number, start, start + len(part) + 1))
        start += len(part) + 1
    progress(1, 1)
    return Read(path.stem, "txt", text, tuple(blocks), tuple(pages), ())


def cut(read: Read) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    headings: tuple[str, ...] = ()
    for match in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", read.text):
        said = match.group().strip()
        start = match.start() + match.group().find(said)
        if said.startswith("# "):
            headings = (said[2:],)
        elif said:
            digest = sha256(said.encode()).hexdigest()
            page = read.page_of(start)
            pieces.append(Piece(said, start, start + len(said), headings, page, digest))
    return tuple(pieces)
