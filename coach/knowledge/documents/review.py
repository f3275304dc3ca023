"""A document on its way in: what a person decides about each passage, and when it may count.

Contract: frozen data and pure functions. ``decided`` applies one decision to a passage;
``accepted`` gives what remains when reviewing is done, without the text as it was read, so that
replaced names do not live on. A passage is open until a person decides; ``may_finish`` raises what
stands in the way. Offsets in ``pages`` are (offset in ``text``, page number) pairs, ascending.
Knows no storage, no index, and not how replacements are found.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum

from coach.knowledge.documents.refusals import (
    EmptyPassage,
    LooksNeeded,
    NothingAccepted,
    StillOpen,
)
from coach.knowledge.documents.shapes import DocumentKind, Removed
from coach.labels import Theme

MOST_CHARACTERS = 6000
Pages = tuple[tuple[int, int], ...]


class State(StrEnum):
    """What was decided about a passage."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Stage(StrEnum):
    """Where a document is: being reviewed, counting, or being removed."""

    DRAFT = "draft"
    KEPT = "kept"
    LEAVING = "leaving"


@dataclass(frozen=True)
class Swap:
    """One proposed replacement: characters of ``original``, what stood there and what comes.

    ``kept`` leaves it as it was; ``fixed`` ones (a BSN) cannot be kept. ``label`` is an
    ``Identifier`` value.
    """

    start: int
    end: int
    label: str
    name: str
    shown: str
    kept: bool = False
    fixed: bool = False


@dataclass(frozen=True)
class Duplicate:
    """A text that says (nearly) the same; ``likeness`` is the share of words, 0 to 1."""

    id: str
    title: str
    own: bool
    exact: bool
    likeness: float


@dataclass(frozen=True)
class Passage:
    """A passage under review, or accepted; ``original`` is empty once reviewing is done."""

    id: str
    document: str
    number: int
    headings: tuple[str, ...]
    original: str
    text: str
    source: str
    swaps: tuple[Swap, ...] = ()
    pages: Pages = ()
    original_pages: Pages = ()
    themes: tuple[Theme, ...] = ()
    suggested: tuple[Theme, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    state: State = State.OPEN
    edited: bool = False

    @property
    def page(self) -> int | None:
        """The page on which it begins."""
        return self.pages[0][1] if self.pages else None


@dataclass(frozen=True)
class Document:
    """A document of the organisation, without its passages.

    ``file`` is the name it came by; ``source`` the SHA-256 of that file; ``pages`` how many there
    are (0 for formats without); ``replaces`` the id of the earlier version that goes when this one
    counts; ``added`` is an ISO date.
    """

    id: str
    kind: DocumentKind
    title: str
    file: str
    source: str
    format: str = ""
    stage: Stage = Stage.DRAFT
    priority: bool = False
    pages: int = 0
    by_ocr: bool = False
    added: str = ""
    removed: tuple[Removed, ...] = ()
    replaces: str = ""


@dataclass(frozen=True)
class Decision:
    """What a person decides; None leaves that part as it is.

    ``text`` is a text of the person's own; ``undo`` are places in ``swaps`` to leave as they were
    (and makes the text anew).
    """

    state: State | None = None
    text: str | None = None
    themes: tuple[Theme, ...] | None = None
    undo: frozenset[int] | None = None


@dataclass(frozen=True)
class Counts:
    """How many passages are in each state."""

    open: int = 0
    accepted: int = 0
    rejected: int = 0

    @property
    def all(self) -> int:
        """All passages."""
        return self.open + self.accepted + self.rejected


@dataclass(frozen=True)
class Listed:
    """One line of the list of documents."""

    document: Document
    counts: Counts = field(default_factory=Counts)


def moved(before: str, after: str, pages: Pages) -> Pages:
    """Page offsets in ``before`` as offsets in ``after``, whatever was changed in between."""
    if before == after or len(pages) < 2:
        return pages
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()

    def place(offset: int) -> int:
        for kind, b0, b1, a0, a1 in steps:
            if b0 <= offset < b1:
                return a0 + (offset - b0) if kind == "equal" else min(a0 + (offset - b0), a1)
        return len(after)

    return (pages[0], *((place(offset), number) for offset, number in pages[1:]))


def page_of(pages: Pages, offset: int) -> int | None:
    """The page that holds an offset; None without pages."""
    found = [number for start, number in pages if start <= offset]
    return found[-1] if found else None


def swapped(original: str, swaps: Sequence[Swap]) -> str:
    """The text with every swap made that is not kept."""
    parts, last = [], 0
    for swap in swaps:
        if not swap.kept or swap.fixed:
            parts += [original[last : swap.start], swap.shown]
            last = swap.end
    return "".join([*parts, original[last:]])


def decided(passage: Passage, decision: Decision) -> Passage:
    """The passage after a decision; raises EmptyPassage for a text that cannot be one."""
    changed = passage
    if decision.undo is not None and passage.swaps:
        swaps = tuple(
            replace(swap, kept=place in decision.undo and not swap.fixed)
            for place, swap in enumerate(passage.swaps)
        )
        changed = _worded(changed, swapped(passage.original, swaps), edited=False)
        changed = replace(changed, swaps=swaps)
    if decision.text is not None and decision.text.strip() != changed.text:
        changed = _worded(changed, decision.text.strip(), edited=True)
    if decision.themes is not None:
        changed = replace(changed, themes=tuple(dict.fromkeys(decision.themes)))
    if decision.state is not None:
        changed = replace(changed, state=decision.state)
    return changed


def _worded(passage: Passage, text: str, *, edited: bool) -> Passage:
    if not 0 < len(text) <= MOST_CHARACTERS:
        raise EmptyPassage(limit=MOST_CHARACTERS)
    before, pages = passage.text, passage.pages
    if passage.original:
        before, pages = passage.original, passage.original_pages
    return replace(passage, text=text, pages=moved(before, text, pages), edited=edited)


def proposed(passage: Passage, propose: Callable[[str], Sequence[Swap]]) -> Passage:
    """The passage looked at anew for names, and open again; a person's own words stay."""
    read, pages = passage.text, passage.pages
    if passage.original:
        read, pages = passage.original, passage.original_pages
    headings = tuple(swapped(heading, propose(heading)) for heading in passage.headings)
    passage = replace(passage, headings=headings, state=State.OPEN)
    if passage.edited:
        return passage
    swaps = tuple(propose(read))
    passage = replace(passage, original=read, original_pages=pages, swaps=swaps)
    return _worded(passage, swapped(read, swaps), edited=False)


def may_finish(document: Document, passages: Sequence[Passage]) -> None:
    """Raises StillOpen or NothingAccepted when the document cannot count yet."""
    still = sum(passage.state is State.OPEN for passage in passages)
    if still:
        raise StillOpen(title=document.title, count=still)
    if not any(passage.state is State.ACCEPTED for passage in passages):
        raise NothingAccepted(title=document.title)


def unseen(document: Document, passages: Sequence[Passage]) -> list[Passage]:
    """All passages accepted as proposed, doubles left out; LooksNeeded for a practice case."""
    if document.kind == "case":
        raise LooksNeeded
    return [
        replace(passage, state=_as_proposed(passage)) if passage.state is State.OPEN else passage
        for passage in passages
    ]


def _as_proposed(passage: Passage) -> State:
    double = any(found.exact for found in passage.duplicates)
    return State.REJECTED if double else State.ACCEPTED


def accepted(passages: Sequence[Passage]) -> list[Passage]:
    """What stays once reviewing is done: accepted passages, without what was read."""
    return [
        replace(passage, original="", swaps=(), original_pages=(), duplicates=(), suggested=())
        for passage in passages
        if passage.state is State.ACCEPTED
    ]


def showable(passages: Sequence[Passage]) -> frozenset[int]:
    """Pages of which everything was accepted as it stands there: their picture may stay.

    A picture of any other page would show what was replaced, changed or left out.
    """
    whole: set[int] = set()
    other: set[int] = set()
    for passage in passages:
        pages = {number for _, number in passage.original_pages or passage.pages}
        as_read = not passage.edited and passage.original in ("", passage.text)
        (whole if as_read and passage.state is State.ACCEPTED else other).update(pages)
    return frozenset(whole - other)


def carried(passage: Passage, earlier: Passage) -> Passage:
    """A passage of a new version with what was decided about the same passage before."""
    pages = moved(passage.original, earlier.text, passage.original_pages)
    return replace(
        passage,
        text=earlier.text,
        pages=pages,
        themes=earlier.themes,
        state=State.ACCEPTED,
        edited=earlier.text != swapped(passage.original, passage.swaps),
    )
