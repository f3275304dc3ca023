"""The review of an own document on the page 'Kennis'. Wiring only.

Contract: ``build`` lays out the review beside the overview and returns a ``Reviewing``: its parts,
``away`` (updates that hide it) and ``opened_by`` (wires the buttons that open it). What it does is
in ``review_actions``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

import gradio as gr

from coach.errors import KierError
from coach.knowledge.documents.review import Stage, State
from coach.ui import collection_actions, collection_render, render, review_actions
from coach.ui.keep_actions import KeepSession
from coach.ui.model_actions import bar
from coach.ui.own_documents import OwnDocuments
from coach.ui.review_actions import PER_SCREEN, Desk, Sheet
from coach.ui.rooms import House
from coach.ui.texts import library as words

_COMMON: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_WORKING: dict[str, Any] = {**_COMMON, "concurrency_id": "kier-documents", "concurrency_limit": 8}
Updates = dict[Any, Any]
# Brings the passage into view after a decision, where the page is long.
_TO_PIECE = """() => {
  const piece = document.querySelector('#kier-piece');
  if (piece && piece.getBoundingClientRect().top < 0) { piece.scrollIntoView({block: 'start'}); }
}"""


@dataclass
class Reviewing:
    """What the overview needs of the review."""

    parts: list[Any]
    away: Callable[[], Updates]
    opened_by: Callable[[gr.Button, gr.Button, gr.Radio], None]


@dataclass
class _Slot:
    """One place of the list."""

    column: gr.Column
    html: gr.HTML
    buttons: tuple[gr.Button, gr.Button, gr.Button]


def _slot(place: int) -> _Slot:
    with gr.Column(visible=False, elem_classes=["kier-slot"]) as column:
        html = gr.HTML("", elem_id=f"kier-slot-{place}")
        with gr.Row(elem_classes=["kier-actions"]):
            buttons = tuple(
                gr.Button(label, size="sm", elem_id=f"kier-slot-{place}-{name}", min_width=90)
                for name, label in (
                    ("accept", words.ACCEPT), ("reject", words.REJECT), ("look", words.LOOK),
                )
            )  # fmt: skip
    return _Slot(column, html, (buttons[0], buttons[1], buttons[2]))


def build(
    house: House,
    desk: gr.State,
    overview: gr.Column,
    notice: gr.HTML,
    here: Callable[[KeepSession, str, str | None], Updates],
    outputs: list[Any],
) -> Reviewing:
    """The review's components and events; ``here`` and ``outputs`` are the overview's."""
    loader = house.loader
    with gr.Column(visible=False, elem_id="kier-review-room") as room:
        back = gr.Button(words.TO_DOCUMENTS, size="sm", scale=0, elem_id="kier-review-back")
        head = gr.HTML("", elem_id="kier-review-head")
        removed = gr.HTML("", elem_id="kier-removed")
        names = gr.HTML("", elem_id="kier-all-names")
        with gr.Accordion(words.ABOUT_DOCUMENT, open=False, elem_id="kier-about"):
            title = gr.Textbox(label=words.DOCUMENT_TITLE, max_lines=1, elem_id="kier-title")
            kind = gr.Radio(
                [(label, name) for name, label in words.KINDS.items()], label=words.KIND,
                elem_id="kier-review-kind",
            )  # fmt: skip
            priority = gr.Checkbox(label=words.PRIORITY)
            save = gr.Button(words.SAVE_ABOUT, size="sm", elem_id="kier-about-save")
        with gr.Row(elem_classes=["kier-filters"]):
            mode = gr.Radio(
                [(label, name) for name, label in words.MODES.items()], value=words.ONE,
                label=words.MODE, elem_id="kier-mode", min_width=220,
            )  # fmt: skip
            show = gr.Radio(
                [(label, name) for name, label in words.SHOWS.items()], value=words.OPEN_ONLY,
                label=words.SHOW, elem_id="kier-show", min_width=300,
            )  # fmt: skip
        nothing = gr.HTML("", elem_id="kier-nothing")
        with gr.Column(visible=False, elem_id="kier-piece") as single:  # noqa: SIM117
            with gr.Row(equal_height=False):
                with gr.Column(scale=3, min_width=300):
                    text = gr.HTML("", elem_id="kier-text")
                    box = gr.Textbox(
                        label=words.EDIT_LABEL, lines=6, max_lines=20, visible=False,
                        elem_id="kier-reword",
                    )  # fmt: skip
                    with gr.Row(visible=False, elem_classes=["kier-actions"]) as editing:
                        edit_save = gr.Button(words.EDIT_SAVE, variant="primary",
                                              elem_id="kier-reword-save")  # fmt: skip
                        edit_stop = gr.Button(words.EDIT_CANCEL, elem_id="kier-reword-stop")
                    with gr.Row(elem_classes=["kier-actions"]) as deciding:
                        accept = gr.Button(words.ACCEPT, variant="primary",
                                           elem_id="kier-accept", min_width=110)  # fmt: skip
                        reject = gr.Button(words.REJECT, elem_id="kier-reject", min_width=90)
                        edit = gr.Button(words.EDIT, elem_id="kier-edit", min_width=130)
                        original = gr.Button(
                            words.BACK_TO_PROPOSAL, elem_id="kier-proposal", min_width=160
                        )
                with gr.Column(scale=2, min_width=280):
                    kept = gr.CheckboxGroup([], label=words.UNDO_LABEL, elem_id="kier-undo-names")
                    everywhere = gr.Checkbox(label=words.UNDO_EVERYWHERE, elem_id="kier-everywhere")
                    no_names = gr.HTML("", elem_id="kier-no-names")
                    themes = gr.Dropdown(
                        [(label, name) for name, label in words.THEME_NAMES.items()],
                        label=words.THEMES, multiselect=True, elem_id="kier-themes",
                        filterable=False,
                    )  # fmt: skip
                    doubles = gr.HTML("", elem_id="kier-doubles")
                    picture = gr.HTML("", elem_id="kier-picture")
        slots = [_slot(place) for place in range(PER_SCREEN)]
        with gr.Row(elem_classes=["kier-actions"]) as moving:
            previous = gr.Button(words.PREVIOUS, elem_id="kier-previous", min_width=100)
            following = gr.Button(words.NEXT, elem_id="kier-next", min_width=100)
            rest = gr.Button(words.REST, elem_id="kier-rest", min_width=140)
            reject_rest = gr.Button(words.REJECT_REST, elem_id="kier-reject-rest", min_width=140)
        done = gr.Button(words.FINISH, variant="primary", visible=False, elem_id="kier-finish")
        progress = gr.HTML("", elem_id="kier-finish-progress")
    parts = [
        desk, room, overview, notice, head, removed, names, title, kind, priority, mode, show,
        nothing, single, text, box, editing, deciding, original, kept, everywhere, no_names,
        themes, doubles, picture, moving, rest, reject_rest, done, progress,
        *[part for slot in slots for part in (slot.column, slot.html, *slot.buttons)],
    ]  # fmt: skip

    def shown(now: Sheet, at: Desk) -> Updates:
        one = now.passage
        choices = [(f"{n.name} → {n.shown}", n.name) for n in now.its_names if not n.fixed]
        undoable = bool(choices) and one is not None and not one.edited
        return {
            desk: at,
            room: gr.update(visible=True),
            overview: gr.update(visible=False),
            notice: render.notice(now.notice),
            head: collection_render.review_head(now),
            removed: collection_render.removed(now.document),
            names: collection_render.names(now),
            nothing: _nothing(now),
            single: gr.update(visible=one is not None),
            text: collection_render.passage(one, now.place[1]) if one is not None else "",
            box: gr.update(value=one.text if one is not None else "", visible=at.editing),
            editing: gr.update(visible=at.editing),
            deciding: gr.update(visible=not at.editing),
            original: gr.update(visible=one is not None and one.edited and bool(one.original)),
            kept: gr.update(
                choices=choices, value=[n.name for n in now.its_names if n.kept], visible=undoable
            ),
            everywhere: gr.update(visible=undoable),
            no_names: _remark(now),
            themes: [theme.value for theme in one.themes] if one is not None else [],
            doubles: collection_render.doubles(now.doubles),
            picture: collection_render.review_picture(now),
            moving: gr.update(visible=bool(now.shown)),
            rest: gr.update(visible=now.counts.open > 0),
            reject_rest: gr.update(visible=now.counts.open > 0),
            done: gr.update(visible=now.counts.open == 0),
            progress: "",
            **_list(now, slots),
        }

    def entered(now: Sheet, at: Desk) -> Updates:
        """Also the parts that a person changes, which other updates leave alone."""
        document = now.document
        about = {title: document.title, kind: document.kind, priority: document.priority}
        return {**shown(now, at), **about, mode: at.mode, show: at.show}

    def away() -> Updates:
        return {room: gr.update(visible=False), overview: gr.update(visible=True)}

    def left(session: KeepSession, at: Desk, said: str = "") -> Updates:
        """Back to the list; what was reviewed stays chosen there."""
        document = at.document
        at.leave()
        return {**here(session, said, document), **away()}

    def acting(
        action: Callable[..., Sheet], view: Callable[[Sheet, Desk], Updates] = shown
    ) -> Callable[..., Updates]:
        """An event: ``action`` over own documents and desk; trouble is one sentence."""

        def act(session: KeepSession, at: Desk, *given: Any) -> Updates:
            try:
                own = collection_actions.opened(loader, session)
            except KierError as error:
                return left(session, at, str(error))
            try:
                return view(action(own, at, *given), at)
            except KierError as error:
                said = str(error)
            try:
                return shown(review_actions.sheet(own, at, said), at)
            except KierError as error:
                # The vault locked, or the document went away meanwhile.
                return left(session, at, str(error))

        return act

    def switched(own: OwnDocuments, at: Desk, to: str) -> Sheet:
        at.mode, at.editing = to, False
        return review_actions.sheet(own, at)

    every = [*parts, *(part for part in outputs if part not in parts)]

    def wire(event: Any, action: Callable[..., Sheet], *inputs: Any, **more: Any) -> Any:
        return event(acting(action), [house.kept, desk, *inputs], every, **{**_COMMON, **more})

    def deciding_as(state: State) -> Callable[..., Sheet]:
        return lambda own, at: review_actions.decide(own, at, state)

    for button, state in ((accept, State.ACCEPTED), (reject, State.REJECTED)):
        wire(button.click, deciding_as(state)).then(None, None, None, js=_TO_PIECE, **_COMMON)
    for button, by in ((previous, -1), (following, 1)):
        wire(button.click, lambda own, at, by=by: review_actions.move(own, at, by)).then(
            None, None, None, js=_TO_PIECE, **_COMMON
        )
    wire(mode.input, switched, mode)
    wire(show.input, review_actions.show, show)
    wire(kept.input, review_actions.undo, kept, everywhere)
    wire(themes.input, review_actions.themes, themes)
    wire(edit.click, lambda own, at: review_actions.edit(own, at, True))
    wire(edit_stop.click, lambda own, at: review_actions.edit(own, at, False))
    wire(edit_save.click, review_actions.reword, box)
    wire(original.click, review_actions.proposal)
    wire(save.click, review_actions.about, title, kind, priority)
    for place, slot in enumerate(slots):
        for button, state in zip(slot.buttons, (State.ACCEPTED, State.REJECTED), strict=False):
            wire(
                button.click,
                lambda own, at, n=place, s=state: review_actions.decide_at(own, at, n, s),
            )
        slot.buttons[2].click(
            acting(lambda own, at, n=place: review_actions.look(own, at, n), entered),
            [house.kept, desk], every, **_COMMON,
        )  # fmt: skip
    for button, state, sure in (
        (rest, State.ACCEPTED, words.REST_SURE),
        (reject_rest, State.REJECTED, words.REJECT_REST_SURE),
    ):
        wire(
            button.click,
            lambda own, at, yes, s=state: (
                review_actions.rest(own, at, s) if yes else review_actions.sheet(own, at)
            ),
            gr.Checkbox(False, visible=False),
            js=f"(kept, desk, yes) => [kept, desk, confirm({sure!r})]",
        )

    def on_finish(session: KeepSession, at: Desk) -> Iterator[Updates]:
        document = at.document
        try:
            own = collection_actions.opened(loader, session)
            name = own.shelf.document(document).title
            begun = words.STEP_BEGUN.format(what=name, step=words.STEPS["indexing"])
            yield {progress: bar(0, begun)}  # the first passages take a while
            for shown_now, said in collection_actions.watched(
                name, lambda tick: review_actions.finish(own, at, tick)
            ):
                if said is None:
                    yield {progress: shown_now}
                elif at.document in ("", document):
                    yield {**left(session, at, said), progress: ""}
                else:  # another document is being reviewed by now
                    yield {notice: render.notice(said), progress: ""}
        except KierError as error:
            yield {notice: render.notice(str(error)), progress: render.notice(str(error))}

    done.click(on_finish, [house.kept, desk], every, **_WORKING)
    back.click(left, [house.kept, desk], every, **_COMMON)

    def opened_by(review: gr.Button, reopen: gr.Button, listed: gr.Radio) -> None:
        def on_review(
            session: KeepSession, at: Desk, id: str | None, again: bool
        ) -> Iterator[Updates]:
            if not id:
                yield {notice: render.notice(words.CHOOSE_FIRST)}
                return
            said = ""
            try:
                own = collection_actions.opened(loader, session)
                document = own.shelf.document(id)
                if document.stage is not Stage.DRAFT:
                    if not again:
                        said = words.KEPT_ALREADY.format(title=document.title)
                        yield {notice: render.notice(said)}
                        return
                    own.shelf.reopen(id)
                    said = words.REOPENED.format(title=document.title)
                at.begin(id)
                if said:
                    at.show = words.EVERY
                now = review_actions.sheet(own, at, said)
                if not now.counts.open and not said:
                    at.show = words.EVERY
                    now = review_actions.sheet(own, at)
                yield entered(now, at)
            except KierError as error:
                yield here(session, str(error), id)

        for button, again in ((review, False), (reopen, True)):
            button.click(
                partial(on_review, again=again), [house.kept, desk, listed], every,
                preprocess=False, **_COMMON,
            )  # fmt: skip

    return Reviewing(parts, away, opened_by)


def _nothing(now: Sheet) -> str:
    if now.shown:
        return ""
    said = words.ALL_DONE if now.counts.open == 0 else words.NONE_HERE
    return f'<p class="kier-notice" role="status">{escape(said)}</p>'


def _remark(now: Sheet) -> str:
    if now.passage is None:
        return ""
    said = "" if now.its_names else words.NO_NAMES
    if any(name.fixed for name in now.its_names):
        said = words.FIXED_NOTE
    return f'<p class="kier-hint">{escape(said)}</p>' if said else ""


def _list(now: Sheet, slots: list[_Slot]) -> Updates:
    found: Updates = {}
    for place, slot in enumerate(slots):
        there = place < len(now.screen)
        found[slot.column] = gr.update(visible=there)
        if there:
            one = now.screen[place]
            doubles = [review_actions.Double(double, "") for double in one.duplicates]
            passage = collection_render.passage(one, now.counts.all)
            found[slot.html] = passage + collection_render.doubles(doubles)
    return found
