"""Documents and passages as the rows that the vault keeps, and as texts that can be found.

Contract: ``document_row`` and ``passage_row`` give plain values with JSON text; ``read_document``
and ``read_passage`` give the data back, or raise DocumentGone when this version cannot read it.
``as_text`` makes a passage findable. ``Store`` is what is needed of a vault.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Protocol

from pydantic import TypeAdapter, ValidationError

from coach.knowledge.documents.refusals import DocumentGone
from coach.knowledge.documents.review import Document, Passage
from coach.knowledge.documents.shapes import DocumentKind
from coach.knowledge.units import OWN_CASE, OWN_HANDBOOK, OWN_PROTOCOL, Text

PassageRow = tuple[str, str, int, str, str]
KIND: dict[DocumentKind, str] = {
    "handbook": OWN_HANDBOOK,
    "case": OWN_CASE,
    "protocol": OWN_PROTOCOL,
}
SMALL_CHARACTERS = 1050
"""A document of at most this length may be read whole (350 tokens at 3 characters a token)."""

_DOCUMENT = TypeAdapter(Document)
_PASSAGE = TypeAdapter(Passage)


class Store(Protocol):
    """An open vault, as far as documents go; every call raises VaultLocked once it is shut."""

    @property
    def locked(self) -> bool: ...

    def documents(self) -> list[tuple[str, str, str]]: ...

    def counts(self) -> dict[str, dict[str, int]]: ...

    def passages(self, *documents: str) -> list[PassageRow]: ...

    def put_document(
        self,
        id: str,
        stage: str,
        payload: str,
        passages: Iterable[PassageRow] = (),
        *,
        only: bool = False,
    ) -> None: ...

    def put_pictures(self, document: str, pictures: Mapping[int, str]) -> None: ...

    def picture(self, document: str, number: int) -> str | None: ...

    def keep_pictures(self, document: str, numbers: Collection[int]) -> None: ...

    def erase_document(self, id: str) -> None: ...


def document_row(document: Document) -> tuple[str, str, str]:
    """(id, stage, payload)."""
    payload = _DOCUMENT.dump_json(document).decode("utf-8")
    return document.id, document.stage.value, payload


def passage_row(passage: Passage) -> PassageRow:
    """(id, document, number, state, payload)."""
    payload = _PASSAGE.dump_json(passage).decode("utf-8")
    return passage.id, passage.document, passage.number, passage.state.value, payload


def read_document(row: tuple[str, str, str]) -> Document:
    """A document from its row."""
    try:
        return _DOCUMENT.validate_json(row[2])
    except ValidationError as error:
        raise DocumentGone from error


def read_passage(row: PassageRow) -> Passage:
    """A passage from its row."""
    try:
        return _PASSAGE.validate_json(row[4])
    except ValidationError as error:
        raise DocumentGone from error


def as_texts(document: Document, passages: Sequence[Passage]) -> list[Text]:
    """The accepted passages of one document as findable texts."""
    ordered = sorted(passages, key=lambda passage: passage.number)
    whole = "\n\n".join(passage.text for passage in ordered)
    small = whole if len(ordered) > 1 and len(whole) <= SMALL_CHARACTERS else ""
    return [as_text(document, passage, small) for passage in ordered]


def as_text(document: Document, passage: Passage, whole: str = "") -> Text:
    """One passage as a findable text; ``whole`` is all of a document that is short enough."""
    headings = passage.headings
    if headings[:1] == (document.title,):
        headings = headings[1:]  # the title on top of a PDF: said once is enough
    parts = (document.title, *headings, passage.text)
    return Text(
        id=passage.id,
        kind=KIND[document.kind],
        title=document.title,
        text=passage.text,
        themes=passage.themes,
        actors=(),
        hash=sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:24],
        document=document.id,
        headings=headings,
        pages=passage.pages,
        priority=document.priority,
        whole=whole,
    )
