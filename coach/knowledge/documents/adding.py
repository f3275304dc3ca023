"""From a file to a draft: read, cut, look for names, themes and doubles.

Contract: ``drafted`` gives the document with its passages and the pictures of its pages; it writes
nothing, so that nothing is half added when something goes wrong. Raises DocumentKnown, NoPassages,
and what reading raises.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from uuid import uuid4

from coach.knowledge.collection import Library
from coach.knowledge.documents.base import Base, Progress, Step
from coach.knowledge.documents.doubles import Doubles
from coach.knowledge.documents.drafting import draft
from coach.knowledge.documents.refusals import DocumentKnown, NoPassages
from coach.knowledge.documents.remembered import Remembered
from coach.knowledge.documents.review import Document, Passage, Stage, swapped
from coach.knowledge.documents.shapes import DocumentKind, Piece, Read
from coach.knowledge.documents.themes import Themes


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to add, and how."""

    path: Path
    kind: DocumentKind
    title: str = ""
    priority: bool = False
    pictures: bool = False


@dataclass(frozen=True)
class Around:
    """What there is already: documents, the passages of one of them, and what can be found."""

    documents: Sequence[Document]
    passages: Callable[[str], Sequence[Passage]]
    collection: Callable[[], Library]


@dataclass(frozen=True)
class Drafted:
    """A draft; ``pictures`` are PNG bytes by page."""

    document: Document
    passages: Sequence[Passage]
    pictures: Mapping[int, bytes]


def drafted(
    wanted: Wanted,
    base: Base,
    around: Around,
    encoder: Remembered,
    themes: Callable[[], Themes],
    progress: Progress,
) -> Drafted:
    """Reads a file; see the module."""
    path = wanted.path
    source = _source(path)
    for other in around.documents:
        if source and other.source == source:
            raise DocumentKnown(other.id, other.title, path.name)
    read = base.read(path, lambda done, all: progress(Step.READING, done, all))
    pieces = base.cut(read)
    named = wanted.title.strip() or read.title.strip() or path.stem
    if not pieces:
        raise NoPassages(title=named)
    former = [d for d in around.documents if d.file == path.name and d.stage is Stage.KEPT]
    document = Document(
        id=uuid4().hex,
        kind=wanted.kind,
        title=named,
        file=path.name,
        source=source,
        format=read.format,
        priority=wanted.priority,
        pages=len(read.pages),
        by_ocr=read.by_ocr,
        added=datetime.now(UTC).date().isoformat(),
        removed=read.removed,
        replaces=former[-1].id if former else "",
    )
    earlier = around.passages(document.replaces) if document.replaces else []
    proposer = base.proposer(wanted.kind)
    passages = draft(
        document,
        read,
        pieces,
        proposer=proposer,
        encoder=encoder,
        themes=themes(),
        doubles=_doubles(around.collection(), without=document.replaces),
        earlier={passage.source: passage for passage in earlier},
        looked=lambda done, all: progress(Step.LOOKING, done, all),
    )
    if not wanted.title.strip():
        # Last, when it is known who is who in this document.
        document = replace(document, title=swapped(named, proposer.propose(named)))
    pictures: Mapping[int, bytes] = {}
    if wanted.pictures and read.format == "pdf" and wanted.kind != "case":
        pictures = _pictures(path, base, document, read, pieces, passages)
    return Drafted(document, passages, pictures)


def _source(path: Path) -> str:
    """The SHA-256 of a file; empty when it cannot be opened, which reading says in words."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _doubles(library: Library, without: str) -> Doubles:
    texts = [text for text in library.texts if not without or text.document != without]
    allowed = {text.id for text in texts}
    return Doubles(texts, lambda row: [text for text in library.nearest(row) if text.id in allowed])


def _pictures(
    path: Path,
    base: Base,
    document: Document,
    read: Read,
    pieces: Sequence[Piece],
    passages: Sequence[Passage],
) -> dict[int, bytes]:
    # Names in a title or a heading are not part of a passage, but they are in the picture.
    named = {1} if document.title != (read.title.strip() or path.stem) else set()
    for piece, passage in zip(pieces, passages, strict=True):
        if piece.headings != passage.headings:
            named |= {number for _, number in passage.original_pages}
    return {number: png for number, png in base.pictures(path).items() if number not in named}
