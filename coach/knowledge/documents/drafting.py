"""Makes a draft out of what was read: passages with proposals, nothing decided yet.

Contract: ``draft`` gives one passage for each piece, with the text as it would be kept
(replacements made), where its pages begin, suggested themes and doubles. Passages that were
reviewed before (same text as read, in the version that this one replaces) carry that decision.
Headings are pseudonymised as well. Writes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.knowledge.documents.doubles import Doubles, fingerprint
from coach.knowledge.documents.records import as_text
from coach.knowledge.documents.remembered import Remembered
from coach.knowledge.documents.review import (
    Document,
    Duplicate,
    Pages,
    Passage,
    Swap,
    carried,
    moved,
    swapped,
)
from coach.knowledge.documents.shapes import Piece, Read
from coach.knowledge.documents.themes import Themes
from coach.knowledge.units import units

Looked = Callable[[int, int], None]
# Few, so that the bar moves also on a slow computer.
_AT_ONCE = 8


class Proposer(Protocol):
    """Finds what identifies people; one for each document, so that a name keeps its role."""

    def propose(self, text: str) -> Sequence[Swap]: ...


def draft(
    document: Document,
    read: Read,
    pieces: Sequence[Piece],
    *,
    proposer: Proposer,
    encoder: Remembered,
    themes: Themes,
    doubles: Doubles,
    earlier: Mapping[str, Passage],
    looked: Looked = lambda done, all: None,
) -> list[Passage]:
    """The passages of a document, in order."""
    made: list[Passage] = []
    said: dict[str, str] = {}
    seen: dict[str, Passage] = {}
    looked(0, len(pieces))
    for start in range(0, len(pieces), _AT_ONCE):
        batch = [
            _passage(document, read, piece, start + n, proposer, said)
            for n, piece in enumerate(pieces[start : start + _AT_ONCE])
        ]
        rows = _rows(document, batch, encoder)
        for passage, row, suggested in zip(batch, rows, themes.suggest(rows), strict=True):
            passage = replace(passage, suggested=suggested, themes=suggested)
            print_ = fingerprint(passage.text)
            twin = seen.setdefault(print_, passage)
            found = doubles.find(passage.text, row)
            if twin is not passage:
                found = (_twin(twin), *found)
            passage = replace(passage, duplicates=found)
            known = earlier.get(passage.source)
            made.append(carried(passage, known) if known is not None else passage)
        looked(len(made), len(pieces))
    return made


def _twin(twin: Passage) -> Duplicate:
    return Duplicate(twin.id, " › ".join(twin.headings), own=True, exact=True, likeness=1.0)


def _rows(document: Document, batch: Sequence[Passage], encoder: Remembered) -> NDArray[np.float32]:
    """A row for each passage; its sentences are embedded along, and indexing finds them made."""
    parts = [units(as_text(document, passage)) for passage in batch]
    vectors = encoder.encode_passages([said for part in parts for said in part.values()])
    wholes = np.cumsum([0, *(len(part) for part in parts)])[:-1]
    return np.asarray(vectors[wholes], dtype=np.float32)


def _passage(
    document: Document,
    read: Read,
    piece: Piece,
    number: int,
    proposer: Proposer,
    said: dict[str, str],
) -> Passage:
    pages = starts(read, piece)
    swaps = tuple(proposer.propose(piece.text))
    text = swapped(piece.text, swaps)
    for heading in piece.headings:
        # A chapter's heading stands above each of its passages: looked at once, said the same.
        if heading not in said:
            said[heading] = swapped(heading, proposer.propose(heading))
    return Passage(
        id=f"{document.id}-{number}",
        document=document.id,
        number=number,
        headings=tuple(said[heading] for heading in piece.headings),
        original=piece.text,
        text=text,
        source=piece.hash,
        swaps=swaps,
        pages=moved(piece.text, text, pages),
        original_pages=pages,
    )


def starts(read: Read, piece: Piece) -> Pages:
    """Where pages begin inside a piece, as (offset in its text, page number)."""
    found = [
        (max(page.start - piece.start, 0), page.number)
        for page in read.pages
        if page.start < piece.end and page.end > piece.start
    ]
    if not found:
        return () if piece.page is None else ((0, piece.page),)
    return ((0, found[0][1]), *found[1:])
