"""Searching on the page 'Kennis': the shipped library, and the own documents of an open vault.

Contract: functions over one page's ``KeepSession``; no Gradio in here. Searching works without a
vault, over the shipped library; whatever goes wrong becomes one sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.errors import KierError
from coach.knowledge.documents.review import Document, Stage
from coach.labels import Theme
from coach.privacy.vault.errors import VaultLocked
from coach.ui import keep_actions
from coach.ui.keep_actions import Face, KeepSession
from coach.ui.loading import Loader
from coach.ui.own_documents import own_of
from coach.ui.texts import library as words

if TYPE_CHECKING:
    from coach.knowledge.collection import Library
    from coach.knowledge.units import Text

MOST_FOUND, MOST_BROWSED = 8, 20
_MOST_LOOKED = 60


@dataclass(frozen=True)
class Found:
    """One text to show; without ``quote`` it was browsed to. ``document`` is its own document."""

    text: "Text"
    quote: str = ""
    page: int | None = None
    document: Document | None = None


@dataclass(frozen=True)
class Results:
    """What a search gives: the sentence above, the texts, what to do next, and a remark."""

    said: str
    found: tuple[Found, ...] = ()
    next_steps: tuple[str, ...] = ()
    remark: str = ""


def _counted(forms: dict[int, str], count: int) -> str:
    return forms[min(count, max(forms))].format(count=count)


def search(
    loader: Loader,
    session: KeepSession,
    query: str,
    where: str,
    theme: str,
) -> Results:
    """Texts that fit, best first; or all texts of a theme when nothing was typed."""
    query, chosen = query.strip(), Theme(theme) if theme else None
    if not query and chosen is None:
        return Results(words.NOTHING_TYPED)
    try:
        library, documents, remark = _searched(loader, session, where)
        kinds = _kinds(where)
        if query:
            found = _hits(library, query[: loader.settings.max_characters], kinds, chosen)
        else:
            found = [
                Found(text)
                for text in library.texts
                if text.quotable and chosen in text.themes and (not kinds or text.kind in kinds)
            ]
    except KierError as error:
        return Results(str(error))
    known = [
        Found(one.text, one.quote, one.page, documents.get(one.text.document)) for one in found
    ]
    if not known:
        # With the vault locked nobody knows what is in there.
        add = () if documents or remark == words.SHUT else (words.NOTHING_ADD,)
        return Results(words.NOTHING, (), (*words.NOTHING_NEXT, *add), remark)
    said = _counted(words.FOUND if query else words.BROWSED, len(known))
    if len(known) > MOST_BROWSED:
        remark = f"{words.MORE} {remark}".strip()
    return Results(said, tuple(known[:MOST_BROWSED]), (), remark)


def _searched(
    loader: Loader, session: KeepSession, where: str
) -> "tuple[Library, dict[str, Document], str]":
    """The library to search, the own documents in it, and what was left out."""
    try:
        own = own_of(loader, session)
        if own is not None:
            documents = {one.document.id: one.document for one in own.shelf.documents()}
            kept = any(document.stage is Stage.KEPT for document in documents.values())
            remark = words.NO_OWN if where == words.OWN and not kept else ""
            return own.shelf.collection, documents, remark
        remark = ""
        face = keep_actions.board(loader.settings, session).face
        if face is Face.LOCKED:
            remark = words.SHUT
        elif where == words.OWN:
            remark = words.NO_OWN
    except VaultLocked:
        remark = words.SHUT
    except KierError as error:
        remark = str(error)
    return loader.coach.collection, {}, remark


def _hits(library: "Library", query: str, kinds: Sequence[str], theme: Theme | None) -> list[Found]:
    wanted = MOST_FOUND if theme is None else _MOST_LOOKED
    hits = library.search(query, wanted, kinds=kinds, themes=() if theme is None else (theme,))
    fitting = [hit for hit in hits if theme is None or theme in hit.text.themes]
    return [Found(hit.text, hit.quote, hit.page) for hit in fitting[:MOST_FOUND]]


def _kinds(where: str) -> tuple[str, ...]:
    from coach.knowledge import units

    return {
        words.ALL: (),
        words.HANDBOOK: units.TO_READ,
        words.CASES: units.STORIES,
        words.OWN: units.OWN_KINDS,
    }[where]


def picture(loader: Loader, session: KeepSession, document: str, page: int) -> bytes | None:
    """A page of an own document as it looks; None when that is not kept or cannot be had."""
    try:
        own = own_of(loader, session)
        return own.shelf.picture(document, page) if own is not None else None
    except KierError:
        return None
