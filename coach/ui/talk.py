"""The conversation page: chat on the left, gesprekskaart on the right. Wiring only.

Contract: ``build`` lays out the page inside an open ``gr.Blocks`` and wires it to
``talk_actions``; all generating events share one ``concurrency_id``.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import gradio as gr

from coach.labels import CardField
from coach.ui import keep, keep_actions, render, talk_actions, texts
from coach.ui.rooms import House
from coach.ui.talk_actions import Session, View
from coach.ui.texts import keep as keep_texts
from coach.ui.theme import DOWNLOAD, SCROLL

GENERATING = "kier-voice"
_FIELDS = list(texts.CARD_FIELDS)
_CLEAR_AFTER_SECONDS = 12 * 3600


def build(house: House) -> None:
    """The page's components and events."""
    loader, bibliography, welcome = house.loader, house.bibliography, house.welcome
    session = gr.State(Session(), time_to_live=_CLEAR_AFTER_SECONDS)
    pending = gr.State("")
    with gr.Row(equal_height=False):
        with gr.Column(scale=3, min_width=320):
            signals = gr.HTML("", elem_id="kier-signals")
            log = gr.HTML(
                render.log(Session().conversation, {}, bibliography, welcome),
                elem_classes=["kier-scroll"],
                elem_id="kier-log",
            )
            notice = gr.HTML("", elem_id="kier-notice")
            box = gr.Textbox(
                label=texts.MESSAGE_LABEL,
                placeholder=texts.MESSAGE_PLACEHOLDER,
                lines=1,
                max_lines=12,
                autofocus=True,
                elem_id="kier-box",
                elem_classes=["kier-message"],
            )
            gr.HTML(f'<p class="kier-hint">{texts.MESSAGE_HINT} {texts.NO_NAMES}</p>')
            with gr.Row(elem_classes=["kier-actions"]):
                send = gr.Button(texts.SEND, variant="primary", elem_id="kier-send", min_width=110)
                stop = gr.Button(texts.STOP, elem_id="kier-stop", min_width=80)
                undo = gr.Button(texts.UNDO, elem_id="kier-undo", min_width=130)
                restart = gr.Button(texts.RESTART, elem_id="kier-restart", min_width=130)
            with gr.Column(elem_classes=["kier-example"]) as examples:
                gr.HTML(f'<p class="kier-small">{texts.EXAMPLES_HEAD}</p>')
                for who, text in texts.EXAMPLES:
                    gr.Button(f"{who}: {text}", size="sm", elem_classes=["kier-example"]).click(
                        partial(str, text), None, box, api_visibility="private", queue=False
                    )
        with gr.Column(scale=2, min_width=300, elem_classes=["kier-card"]):
            gr.HTML(
                f"<h2>{texts.CARD_TITLE}</h2>"
                f'<p class="kier-small">{texts.CARD_ABOUT} {texts.CARD_NOTE}</p>'
            )
            fields = [
                gr.Textbox(
                    label=texts.CARD_FIELDS[name],
                    lines=1,
                    max_lines=8,
                    placeholder=" ",
                    elem_id=f"kier-card-{name}",
                )
                for name in _FIELDS
            ]
            with gr.Row():
                word = gr.Button(texts.EXPORT_WORD, size="sm", elem_id="kier-word")
                markdown = gr.Button(texts.EXPORT_MARKDOWN, size="sm", elem_id="kier-markdown")
            payload = gr.Textbox(visible=False)
            keeping = gr.Row()

    def kept(now: Session, typed: Sequence[str]) -> dict[CardField, str]:
        """What stands in the card's boxes, kept as the user's before anything else happens."""
        boxes = dict(zip(_FIELDS, typed, strict=True))
        talk_actions.edit(now, boxes)
        return boxes

    def shown(view: View, boxes: Mapping[CardField, str]) -> dict[Any, Any]:
        """The page's components for a view; card boxes only where they change."""
        conversation = view.session.conversation
        library = loader.coach.library.by_id if conversation.turns else {}
        first = not conversation.turns and not view.pending
        card = conversation.card()
        return {
            session: view.session,
            log: render.log(
                conversation, library, bibliography, welcome, view.pending, view.status
            ),
            signals: render.signal_card(view.session.standing),
            notice: render.notice(view.notice),
            box: view.box,
            pending: view.pending,
            examples: gr.update(visible=first),
            **{
                part: card[name]
                for part, name in zip(fields, _FIELDS, strict=True)
                if card[name] != boxes[name]
            },
        }

    outputs = [session, log, signals, notice, box, pending, examples, *fields]

    def on_send(message: str, now: Session, *typed: str) -> Iterator[dict[Any, Any]]:
        boxes = kept(now, typed)
        for view in talk_actions.send(loader, now, message):
            yield shown(view, boxes)

    def on_stop(message: str, now: Session, *typed: str) -> dict[Any, Any]:
        boxes = kept(now, typed)
        return shown(talk_actions.stopped(now, message), boxes)

    def on_undo(now: Session, *typed: str) -> dict[Any, Any]:
        boxes = kept(now, typed)
        return shown(talk_actions.undo(now), boxes)

    def on_restart(sure: bool, now: Session, *typed: str) -> dict[Any, Any]:
        boxes = kept(now, typed)
        return shown(talk_actions.restart() if sure else View(now), boxes)

    def on_export(kind: str, now: Session, *typed: str) -> str:
        kept(now, typed)
        return talk_actions.export(now, kind)

    def to_keep(now: Session, *typed: str) -> keep_actions.Parcel | None:
        kept(now, typed)
        return keep_actions.parcel_of(now.conversation)

    def card_to_keep(now: Session, *typed: str) -> keep_actions.Parcel | None:
        kept(now, typed)
        return keep_actions.card_of(now.conversation)

    with keeping:
        card_label, card_id = keep_texts.BUTTON_CARD, "kier-keep-card"
        keep.save_button(house, to_keep, [session, *fields], notice)
        keep.save_button(house, card_to_keep, [session, *fields], notice, card_label, card_id)
    house.resume = (
        # Boxes that hold nothing known: the whole card of the kept conversation is put in.
        lambda found: shown(talk_actions.resumed(loader, found), dict.fromkeys(_FIELDS, "\0")),
        outputs,
    )

    common: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    sending = gr.on(
        [send.click, box.submit],
        on_send,
        [box, session, *fields],
        outputs,
        concurrency_id=GENERATING,
        concurrency_limit=2,
        trigger_mode="once",
        **common,
    )
    sending.then(None, None, None, js=SCROLL, **common)
    stop.click(
        on_stop, [pending, session, *fields], outputs, cancels=[sending], queue=False, **common
    )
    undo.click(on_undo, [session, *fields], outputs, **common)
    restart.click(
        on_restart,
        [gr.Checkbox(False, visible=False), session, *fields],
        outputs,
        js=f"(sure, ...rest) => [confirm({texts.RESTART_SURE!r}), ...rest]",
        **common,
    )
    for button, kind in ((word, "word"), (markdown, "markdown")):
        button.click(partial(on_export, kind), [session, *fields], payload, **common).then(
            None, payload, None, js=DOWNLOAD, **common
        )
