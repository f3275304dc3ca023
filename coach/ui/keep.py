"""The page 'Bewaard' and the button 'Bewaren' on other pages. Wiring only.

Contract: ``build`` lays out the room; ``save_button`` puts one button on another page and keeps
what its ``parcel`` function makes. Both share ``house.kept``, the session's own vault. A page that
can take a kept conversation up again sets ``house.resume``.
"""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import gradio as gr

from coach.errors import KierError
from coach.ui import keep_actions, render, texts
from coach.ui.keep_actions import Board, Face, KeepSession, Parcel
from coach.ui.rooms import House
from coach.ui.texts import keep as words
from coach.ui.theme import DOWNLOAD

NAME = "keep"
_COMMON: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_IN_SIGHT = """() => document.querySelector('#%s .kier-notice')
  ?.scrollIntoView({block: 'nearest'})"""


def state() -> gr.State:
    """The session's own vault; locked when the page has been gone for an hour."""
    return gr.State(KeepSession(), time_to_live=3600, delete_callback=_closed)


def _closed(session: KeepSession) -> None:
    session.close()


def save_button(
    house: House,
    parcel: Callable[..., Parcel | None],
    inputs: Sequence[Any],
    notice: gr.HTML,
    label: str = words.BUTTON,
    elem_id: str = "kier-keep-talk",
) -> gr.Button:
    """A button that keeps ``parcel(*inputs)``, or leads to the vault first."""
    button = gr.Button(label, size="sm", elem_id=elem_id, min_width=110)

    def on_keep(session: KeepSession, *given: Any) -> list[Any]:
        said, away = keep_actions.keep(house.settings, session, parcel(*given))
        moved = house.opening(NAME) if away else [gr.skip() for _ in house.columns]
        return [session, render.notice(said), *moved]

    outputs = [house.kept, notice, *house.outputs()]
    done = button.click(on_keep, [house.kept, *inputs], outputs, **_COMMON)
    house.moves.append((done, NAME))
    # On a narrow screen what is said would stand half below the edge.
    if notice.elem_id:
        done.then(None, None, None, js=_IN_SIGHT % notice.elem_id, **_COMMON)
    return button


def _explained(house: House) -> str:
    shown = [
        line.format(days=house.settings.keep_days, minutes=house.settings.lock_minutes)
        for line in words.WHAT_IT_MEANS
    ]
    items = "".join(f"<li>{escape(line)}</li>" for line in shown)
    return f'<p>{escape(words.NO_VAULT)}</p><ul class="kier-promises">{items}</ul>'


def _recovery(said: str) -> str:
    listed = "".join(f"<li>{escape(word)}</li>" for word in said.split())
    return f'<ol class="kier-words">{listed}</ol>' if said else ""


def _card(held: Mapping[str, str]) -> str:
    labels = {field.value: label for field, label in texts.CARD_FIELDS.items()}
    lines = [
        f"<dt>{escape(labels.get(name, name))}</dt><dd>{escape(text)}</dd>"
        for name, text in held.items()
    ]
    head = f"<h3>{escape(words.CARD_HEAD)}</h3>"
    return f"{head}<dl class='kier-kept-card'>{''.join(lines)}</dl>" if lines else ""


def _shown(payload: str) -> str:
    """A kept item as text: conversation, card, or whatever fields it has."""
    conversation, card = keep_actions.conversation_in(payload), keep_actions.card_in(payload)
    if conversation is None and not card:
        return render.notice(words.UNREADABLE)
    return (render.log(conversation, {}, {}) if conversation else "") + _card(card)


def build(house: House) -> None:
    """The room's components and events."""
    settings = house.settings
    gr.HTML(f"<h2>{escape(words.TITLE)}</h2>")
    notice = gr.HTML("", elem_id="kier-keep-notice")
    with gr.Column(visible=False) as never:
        gr.HTML(f"<p>{escape(words.NEVER)}</p>")
    with gr.Column(visible=False, elem_id="kier-keep-none") as none:
        gr.HTML(_explained(house))
        waiting = gr.HTML("")
        gr.HTML(f"<h3>{escape(words.PHRASE_HEAD)}</h3><p>{escape(words.PHRASE_HINT)}</p>")
        first, second = secret(words.PHRASE, "new"), secret(words.PHRASE_AGAIN, "again")
        make = gr.Button(words.MAKE_WITH_PHRASE, variant="primary", elem_id="kier-keep-make")
        with gr.Column(visible=False) as ring:
            gr.HTML(f"<h3>{escape(words.KEYRING_HEAD)}</h3><p>{escape(words.KEYRING_HINT)}</p>")
            make_ring = gr.Button(words.MAKE_WITH_KEYRING, elem_id="kier-keep-ring")
    with gr.Column(visible=False, elem_id="kier-keep-words") as once:
        gr.HTML(f"<h3>{escape(words.WORDS_HEAD)}</h3><p>{escape(words.WORDS_ABOUT)}</p>")
        recovery = gr.HTML("")
        noted = gr.Button(words.WORDS_DONE, variant="primary", elem_id="kier-keep-noted")
    with gr.Column(visible=False, elem_id="kier-keep-locked") as locked:
        gr.HTML(f"<p>{escape(words.LOCKED)}</p>")
        phrase = secret(words.PHRASE, "open")
        enter = gr.Button(words.OPEN, variant="primary", elem_id="kier-keep-enter")
        with gr.Accordion(words.LOST_HEAD, open=False):
            twelve = secret(words.WORDS, "recover")
            recover = gr.Button(words.OPEN_WITH_WORDS, elem_id="kier-keep-recover")
    with gr.Column(visible=False, elem_id="kier-keep-open") as opened:
        lines = gr.Radio([], label=words.LIST, elem_id="kier-keep-list")
        empty = gr.HTML("")
        with gr.Row(elem_classes=["kier-actions"]):
            read = gr.Button(words.READ, variant="primary", elem_id="kier-keep-read", min_width=90)
            resume = gr.Button(words.RESUME, elem_id="kier-keep-resume", min_width=200)
            export = gr.Button(words.EXPORT, elem_id="kier-keep-export", min_width=200)
            one = gr.Button(words.ERASE_ONE, elem_id="kier-keep-erase", min_width=90)
            lock = gr.Button(words.LOCK, elem_id="kier-keep-lock", min_width=110)
        text = gr.HTML("", elem_id="kier-keep-text")
        with gr.Accordion(words.CHANGE_HEAD, open=False):
            third, fourth = secret(words.PHRASE, "c1"), secret(words.PHRASE_AGAIN, "c2")
            change = gr.Button(words.CHANGE, elem_id="kier-keep-change")
    with gr.Accordion(words.ERASE_HEAD, open=False):
        gr.HTML(f"<p>{escape(words.ERASE_ALL_ABOUT)}</p>")
        everything = gr.Button(words.ERASE_ALL, variant="stop", elem_id="kier-keep-erase-all")
    payload = gr.Textbox(visible=False)

    secrets = [first, second, phrase, twelve, third, fourth]
    faces = {
        Face.NEVER: never,
        Face.NONE: none,
        Face.WORDS: once,
        Face.LOCKED: locked,
        Face.OPEN: opened,
    }
    outputs = [
        house.kept, notice, waiting, ring, phrase, recovery, lines, empty, text, *faces.values(),
        *[box for box in secrets if box is not phrase],
    ]  # fmt: skip

    def shown(session: KeepSession, board: Board) -> dict[Any, Any]:
        with_phrase = not (board.face is Face.LOCKED and board.keyring)
        return {
            house.kept: session,
            notice: render.notice(board.notice),
            waiting: f"<p><b>{escape(words.WAITING)}</b></p>" if board.waiting else "",
            ring: gr.update(visible=board.keyring),
            recovery: _recovery(board.recovery),
            lines: gr.update(choices=board.lines, value=None, visible=bool(board.lines)),
            empty: "" if board.lines else f"<p>{escape(words.EMPTY)}</p>",
            text: "",
            **{part: gr.update(visible=board.face is face) for face, part in faces.items()},
            # Whatever was typed in secret leaves the page.
            **{box: "" for box in secrets},
            phrase: gr.update(value="", visible=with_phrase),
        }

    def acting(action: Callable[..., Board]) -> Callable[..., dict[Any, Any]]:
        def act(session: KeepSession, *given: str) -> dict[Any, Any]:
            return shown(session, action(settings, session, *given))

        return act

    def on_enter(session: KeepSession, said: str) -> dict[Any, Any]:
        if said:
            return shown(session, keep_actions.unlock(settings, session, said))
        return shown(session, keep_actions.unlock_with_keyring(settings, session))

    def on_read(session: KeepSession, id: str | None) -> list[str]:
        if not id:
            return [render.notice(words.CHOOSE_FIRST), ""]
        try:
            held = keep_actions.read(session, id).payload
        except KierError as error:
            return [render.notice(str(error)), ""]
        return ["", _shown(held)]

    def on_export(session: KeepSession, id: str | None) -> list[str]:
        try:
            return ["", keep_actions.export(session, id)] if id else [
                render.notice(words.CHOOSE_FIRST), ""
            ]  # fmt: skip
        except KierError as error:
            return [render.notice(str(error)), ""]

    def on_erase(id: str | None, session: KeepSession) -> dict[Any, Any]:
        if id is None:
            return shown(session, keep_actions.board(settings, session, words.CHOOSE_FIRST))
        if not id:
            return shown(session, keep_actions.board(settings, session))
        return shown(session, keep_actions.erase_one(settings, session, id))

    def on_erase_all(sure: bool, session: KeepSession) -> dict[Any, Any]:
        if not sure:
            return shown(session, keep_actions.board(settings, session))
        return shown(session, keep_actions.erase_everything(settings, session))

    here = acting(keep_actions.board)
    gr.on([make.click, second.submit], acting(keep_actions.make), [house.kept, first, second],
          outputs, **_COMMON)  # fmt: skip
    make_ring.click(acting(keep_actions.make_with_keyring), house.kept, outputs, **_COMMON)
    noted.click(here, house.kept, outputs, **_COMMON)
    gr.on([enter.click, phrase.submit], on_enter, [house.kept, phrase], outputs, **_COMMON)
    recover.click(acting(keep_actions.recover), [house.kept, twelve], outputs, **_COMMON)
    lock.click(acting(keep_actions.lock), house.kept, outputs, **_COMMON)
    change.click(acting(keep_actions.change), [house.kept, third, fourth], outputs, **_COMMON)
    read.click(on_read, [house.kept, lines], [notice, text], **_COMMON)
    export.click(on_export, [house.kept, lines], [notice, payload], **_COMMON).then(
        None, payload, None, js=DOWNLOAD, **_COMMON
    )
    one.click(
        on_erase,
        [lines, house.kept],
        outputs,
        js=f"(id, ...rest) => [id === null ? null : (confirm({words.ERASE_ONE_SURE!r}) ? id : ''),"
        " ...rest]",
        **_COMMON,
    )
    everything.click(
        on_erase_all,
        [gr.Checkbox(False, visible=False), house.kept],
        outputs,
        js=f"(sure, ...rest) => [confirm({words.ERASE_ALL_SURE!r}), ...rest]",
        **_COMMON,
    )
    house.arriving[NAME] = (here, [house.kept], outputs)
    _resuming(house, resume, lines, notice)


def _resuming(house: House, button: gr.Button, lines: gr.Radio, notice: gr.HTML) -> None:
    """Takes a kept conversation back to the page that can go on with it."""
    if house.resume is None:
        button.visible = False
        return
    taken_up, parts = house.resume

    def on_resume(session: KeepSession, id: str | None) -> dict[Any, Any]:
        if not id:
            return {notice: render.notice(words.CHOOSE_FIRST)}
        try:
            conversation = keep_actions.conversation_in(keep_actions.read(session, id).payload)
        except KierError as error:
            return {notice: render.notice(str(error))}
        if conversation is None:
            return {notice: render.notice(words.UNREADABLE)}
        moved = dict(zip(house.outputs(), house.opening("talk"), strict=True))
        return {**taken_up(conversation), **moved}

    button.click(on_resume, [house.kept, lines], [notice, *parts, *house.outputs()], **_COMMON)


def secret(label: str, name: str) -> gr.Textbox:
    """A box for a passphrase or recovery words."""
    return gr.Textbox(
        elem_classes=["kier-secret"],
        label=label, type="password", max_lines=1, elem_id=f"kier-keep-{name}",
        html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
    )  # fmt: skip
