"""The page 'Kennis': searching, and the organisation's own documents. Wiring only.

Contract: ``build`` lays out the room and wires it to ``collection_actions``; reviewing a document
is laid out by ``collection_review``. Searching works without a vault; the rest asks for this
session's own vault (``house.kept``), which can be opened here.
"""

from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from coach.knowledge.documents.limits import Limits
from coach.knowledge.documents.review import Stage
from coach.ui import (
    collection_actions,
    collection_render,
    collection_review,
    collection_search,
    keep,
    keep_actions,
    render,
)
from coach.ui.collection_actions import Board, Going
from coach.ui.keep_actions import Face, KeepSession
from coach.ui.review_actions import Desk
from coach.ui.rooms import House
from coach.ui.shield import UPLOAD_MEGABYTES
from coach.ui.texts import keep as keep_words
from coach.ui.texts import library as words

NAME = words.NAME
Updates = dict[Any, Any]
_COMMON: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_WORKING: dict[str, Any] = {**_COMMON, "concurrency_id": "kier-documents", "concurrency_limit": 8}


# On a narrow screen the form and the buttons stand far below what is said about them.
_TO_PROGRESS = """() => document.querySelector('#kier-library-tabs')
  ?.scrollIntoView({block: 'start'})"""

# There what was found stands below the filters, out of sight.
_TO_FOUND = """() => {
  const found = document.querySelector('#kier-found');
  if (found && found.getBoundingClientRect().top > innerHeight * 0.6) {
    found.scrollIntoView({block: 'start'});
  }
}"""


def build(house: House) -> None:
    """The room's components and events."""
    gr.HTML(f"<h2>{escape(words.TITLE)}</h2>")
    with gr.Tabs(elem_id="kier-library-tabs"):
        with gr.Tab(words.TAB_SEARCH, id="search") as search:
            _searching(house)
        with gr.Tab(words.TAB_DOCUMENTS, id="documents") as tab:
            refresh, inputs, outputs, notice = _documents(house)
    house.arriving[NAME] = (refresh, inputs, outputs)
    # Looking afresh may take a while, so what was said goes by itself and at once.
    gr.on([search.select, tab.select], lambda: "", None, notice, queue=False, **_COMMON)
    tab.select(refresh, inputs, outputs, preprocess=False, **_COMMON)


# -- searching ----------------------------------------------------------------------------------


def _searching(house: House) -> None:
    loader = house.loader
    gr.HTML(f'<p class="kier-small">{escape(words.SEARCH_ABOUT)}</p>')
    with gr.Row(elem_classes=["kier-search"], equal_height=True):
        query = gr.Textbox(
            label=words.QUERY, placeholder=words.QUERY_PLACEHOLDER, lines=1, max_lines=3,
            elem_id="kier-query", elem_classes=["kier-message"], scale=5, min_width=240,
        )  # fmt: skip
        go = gr.Button(
            words.SEARCH, variant="primary", elem_id="kier-search", scale=1, min_width=110
        )
    with gr.Row(elem_classes=["kier-filters"]):
        where = gr.Radio(
            [(label, name) for name, label in words.WHERES.items()], value=words.ALL,
            label=words.WHERE, elem_id="kier-where", scale=3, min_width=260,
        )  # fmt: skip
        theme = gr.Dropdown(
            [(words.ANY_THEME, ""), *((label, name) for name, label in words.THEME_NAMES.items())],
            value="", label=words.THEME, elem_id="kier-theme", scale=2, min_width=220,
            filterable=False,
        )  # fmt: skip
    with gr.Column(elem_classes=["kier-example"]) as examples:
        gr.HTML(f'<p class="kier-small">{escape(words.EXAMPLES_HEAD)}</p>')
        with gr.Row(elem_classes=["kier-chips"]):
            chips = [
                gr.Button(text, size="sm", elem_classes=["kier-example"], min_width=120)
                for text in words.EXAMPLES
            ]
    found = gr.HTML("", elem_id="kier-found")

    def on_search(typed: str, chosen: str, about: str, session: KeepSession) -> Iterator[Updates]:
        if typed.strip() or about:
            yield {found: f'<p class="kier-status" role="status">{escape(words.WAITING)}</p>'}
        given = collection_search.search(loader, session, typed, chosen, about or "")
        shown = collection_render.results(given, house.bibliography, _picture(house, session))
        yield {found: shown, examples: gr.update(visible=not given.found)}

    def on_filter(typed: str, chosen: str, about: str, session: KeepSession) -> Iterator[Updates]:
        if typed.strip() or about:
            yield from on_search(typed, chosen, about, session)
        else:
            yield {found: "", examples: gr.update(visible=True)}

    inputs, outputs = [query, where, theme, house.kept], [found, examples]
    searching: dict[str, Any] = {**_COMMON, "concurrency_limit": 4, "concurrency_id": "kier-search"}
    asked = gr.on([go.click, query.submit], on_search, inputs, outputs, **searching)
    asked.then(None, None, None, js=_TO_FOUND, **_COMMON)
    gr.on([where.input, theme.input], on_filter, inputs, outputs, **searching)
    for chip, text in zip(chips, words.EXAMPLES, strict=True):
        chip.click(partial(str, text), None, query, **_COMMON).then(
            on_search, inputs, outputs, **searching
        ).then(None, None, None, js=_TO_FOUND, **_COMMON)


def _picture(house: House, session: KeepSession) -> collection_render.Picture:
    return partial(collection_search.picture, house.loader, session)


# -- the organisation's own documents -------------------------------------------------------------


def _limits() -> str:
    from coach.knowledge.documents import ocr

    limits = Limits()
    said = words.LIMITS.format(
        megabytes=UPLOAD_MEGABYTES, pages=limits.pages, minutes=round(limits.seconds / 60)
    )
    scan = words.SCAN_ON.format(pages=limits.scanned_pages) if ocr.available() else words.SCAN_OFF
    return f'<p class="kier-hint">{escape(f"{said} {scan}")}</p>'


def _documents(house: House) -> tuple[Callable[..., Any], list[Any], list[Any], gr.HTML]:
    """How the list looks afresh (function, inputs, outputs), and where the page says things."""
    settings, loader = house.settings, house.loader
    notice = gr.HTML("", elem_id="kier-library-notice")
    with gr.Column() as overview:
        # Above the list and the form, where what is said about it appears as well.
        progress = gr.HTML("", elem_id="kier-library-progress")
        gr.HTML(f"<p>{escape(words.OWN_ABOUT)}</p>")
        with gr.Column(visible=False) as never:
            gr.HTML(f"<p>{escape(words.NEVER)}</p>")
        with gr.Column(visible=False, elem_id="kier-library-none") as none:
            gr.HTML(f"<p>{escape(words.NO_VAULT)}</p>")
            make = gr.Button(words.MAKE_VAULT, variant="primary", elem_id="kier-library-make")
        with gr.Column(visible=False, elem_id="kier-library-locked") as locked:
            gr.HTML(f"<p>{escape(words.LOCKED)}</p>")
            phrase = keep.secret(keep_words.PHRASE, "library")
            enter = gr.Button(keep_words.OPEN, variant="primary", elem_id="kier-library-enter")
        with gr.Column(visible=False, elem_id="kier-library-open") as opened:  # noqa: SIM117
            with gr.Row(equal_height=False):
                with gr.Column(scale=3, min_width=300):
                    gr.HTML(f"<h3>{escape(words.LIST_HEAD)}</h3>")
                    empty = gr.HTML("")
                    listed = gr.Radio([], label=words.LIST, elem_id="kier-documents")
                    with gr.Row(elem_classes=["kier-actions"]) as buttons:
                        review = gr.Button(words.REVIEW, variant="primary",
                                           elem_id="kier-review", min_width=90)  # fmt: skip
                        reopen = gr.Button(words.REOPEN, elem_id="kier-reopen", min_width=120)
                        first = gr.Button(
                            words.PRIORITY_SWITCH, elem_id="kier-priority", min_width=150
                        )
                        remove = gr.Button(words.REMOVE, elem_id="kier-remove", min_width=90)
                    lock = gr.Button(words.LOCK, size="sm", elem_id="kier-library-lock")
                with gr.Column(scale=2, min_width=300, elem_classes=["kier-add"]):
                    gr.HTML(f"<h3>{escape(words.ADD_HEAD)}</h3>")
                    kind = gr.Radio(
                        [(label, name) for name, label in words.KINDS.items()], value="handbook",
                        label=words.KIND, elem_id="kier-kind",
                    )  # fmt: skip
                    case_note = gr.HTML(
                        f'<p class="kier-hint">{escape(words.CASE_NOTE)}</p>', visible=False
                    )
                    priority = gr.Checkbox(label=words.PRIORITY, elem_id="kier-add-priority")
                    pictures = gr.Checkbox(
                        True, label=words.PICTURES, info=words.PICTURES_ABOUT,
                        elem_id="kier-add-pictures",
                    )  # fmt: skip
                    # In place of Gradio's own words, which follow the browser's language.
                    gr.HTML(
                        f"<style>#kier-drop .wrap::before {{ content: {words.DROP!r}; }}</style>"
                    )
                    drop = gr.File(
                        label=words.DROP, show_label=False, file_count="multiple", height=130,
                        elem_id="kier-drop",
                    )  # fmt: skip
                    gr.HTML(_limits())

    faces = {Face.NEVER: never, Face.NONE: none, Face.LOCKED: locked, Face.OPEN: opened}
    outputs = [
        notice, phrase, empty, listed, buttons, progress, overview, drop, *faces.values(),
    ]  # fmt: skip

    def shown(board: Board, chosen: str | None = None, choose: str = "") -> Updates:
        ids = [one.document.id for one in board.documents]
        lines = list(zip(collection_actions.lines(board.documents), ids, strict=True))
        there = bool(lines)
        choices: dict[str, Any] = {"choices": lines, "visible": there}
        if choose in ids:
            choices["value"] = choose
        elif not there or (chosen and chosen not in ids):
            choices["value"] = None  # else what somebody chose meanwhile stays chosen
        return {
            notice: render.notice(board.notice),
            # What is being typed stays: this also comes when the page looks afresh.
            phrase: gr.update(visible=not board.keyring),
            empty: "" if there else f"<p>{escape(words.EMPTY)}</p>",
            listed: gr.update(**choices),
            buttons: gr.update(visible=there),
            progress: "",
            drop: None,
            **{part: gr.update(visible=board.face is face) for face, part in faces.items()},
        }

    def here(session: KeepSession, said: str = "", chosen: str | None = None) -> Updates:
        return shown(collection_actions.board(loader, session, said), chosen)

    desk = gr.State(Desk())
    reviewing = collection_review.build(house, desk, overview, notice, here, outputs)

    def refresh(session: KeepSession, at: Desk, chosen: str | None) -> Updates:
        """The list as it is now. It may come late, so it takes nothing away that goes on."""
        board = collection_actions.board(loader, session)
        found = shown(board, chosen)
        for part in (progress, drop, *(() if board.notice else (notice,))):
            del found[part]
        drafts = {one.document.id for one in board.documents if one.document.stage is Stage.DRAFT}
        if at.document and at.document not in drafts:
            at.leave()
            found |= reviewing.away()
        return found

    def on_enter(session: KeepSession, said: str) -> Iterator[Updates]:
        yield {notice: render.notice(words.OPENING), phrase: ""}
        if said or not keep_actions.board(settings, session).keyring:
            done = keep_actions.unlock(settings, session, said)
        else:
            done = keep_actions.unlock_with_keyring(settings, session)
        for going_on in collection_actions.unlocked(loader, session):
            yield {progress: going_on}
        yield here(session, done.notice)

    def on_lock(session: KeepSession) -> Updates:
        return here(session, keep_actions.lock(settings, session).notice)

    def going(
        steps: Iterator[Going], session: KeepSession, chosen: str | None = None
    ) -> Iterator[Updates]:
        for step in steps:
            said = "\n".join(step.notices)  # a line for each file
            if step.done:
                yield shown(collection_actions.board(loader, session, said), chosen, step.choose)
            else:
                yield {progress: step.progress, notice: render.notice(said)}

    def on_drop(
        raw: Any, kind: Any, first: bool, drawn: bool, session: KeepSession
    ) -> Iterator[Updates]:
        folder = Path(get_upload_folder())
        files = collection_actions.uploads(raw, folder)
        wish = collection_actions.Wish(kind, first, drawn)
        yield {drop: None}
        yield from going(collection_actions.add(loader, session, files, wish, folder), session)

    def on_remove(id: str | None, session: KeepSession) -> Iterator[Updates]:
        if id == "":
            yield here(session)
            return
        yield from going(collection_actions.remove(loader, session, id or ""), session, id)

    def on_priority(id: str | None, session: KeepSession) -> Updates:
        return shown(collection_actions.switch_priority(loader, session, id or ""))

    gr.on([enter.click, phrase.submit], on_enter, [house.kept, phrase], outputs, **_COMMON)
    away = make.click(partial(house.opening, keep.NAME), None, house.outputs(), **_COMMON)
    house.moves.append((away, keep.NAME))
    lock.click(on_lock, house.kept, outputs, **_COMMON)
    # What is chosen comes as it is: it may have gone meanwhile, which is then said in words.
    first.click(on_priority, [listed, house.kept], outputs, preprocess=False, **_COMMON)
    kind.input(lambda chosen: gr.update(visible=chosen == "case"), kind, case_note, **_COMMON)
    # Taken as it comes: Gradio's own reading of a file leaves an empty one behind. A file that is
    # dropped while another is read is read as well, and not left lying in the folder for uploads.
    drop.upload(
        on_drop, [drop, kind, priority, pictures, house.kept], outputs, preprocess=False,
        trigger_mode="multiple", **_WORKING,
    )  # fmt: skip
    remove.click(
        on_remove, [listed, house.kept], outputs,
        js=f"(id, ...rest) => [id === null ? null : (confirm({words.REMOVE_SURE!r}) ? id : ''),"
        " ...rest]",
        preprocess=False, **_WORKING,
    )  # fmt: skip
    gr.on([drop.upload, remove.click], None, js=_TO_PROGRESS, **_COMMON)
    reviewing.opened_by(review, reopen, listed)
    return refresh, [house.kept, desk, listed], [*outputs, *reviewing.parts], notice
