"""The conversation page: chat on the left, gesprekskaart on the right. Wiring only.

Contract: ``build`` lays out the page inside an open ``gr.Blocks`` and wires it to
``talk_actions``.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import gradio as gr

from coach.labels import CardField, VoiceName
from coach.ui import keep, keep_actions, names_panel, render, talk_actions, texts, voice_choice
from coach.ui.rooms import House
from coach.ui.talk_actions import Session, View
from coach.ui.texts import keep as keep_texts
from coach.ui.texts import practice as practice_texts
from coach.ui.texts import voice as voice_texts
from coach.ui.theme import DOWNLOAD, ENTERED, FOLLOW, SCROLL

_FIELDS = list(texts.CARD_FIELDS)
_CLEAR_AFTER_SECONDS = 12 * 3600


def build(house: House) -> None:
    """The page's components and events."""
    loader, bibliography, welcome = house.loader, house.bibliography, house.welcome
    session = gr.State(Session(), time_to_live=_CLEAR_AFTER_SECONDS)
    with gr.Row(equal_height=False):
        with gr.Column(scale=3, min_width=320):
            with gr.Column(elem_classes=["kier-scroll"]):
                log = gr.HTML(
                    render.log(Session().conversation, {}, bibliography, welcome),
                    elem_id="kier-log",
                )
                # Apart from the log, so that what is being written redraws nothing else.
                live = gr.HTML("", elem_id="kier-live")
            # Between the reply and the box: above the log nobody sees it on a phone.
            signals = gr.HTML("", elem_id="kier-signals")
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
            panel = names_panel.build()
            with gr.Row(elem_classes=["kier-actions"]):
                send = gr.Button(texts.SEND, variant="primary", elem_id="kier-send", min_width=110)
                stop = gr.Button(texts.STOP, elem_id="kier-stop", min_width=80)
                more = gr.Button(voice_texts.AGAIN, elem_id="kier-again", min_width=130)
                undo = gr.Button(texts.UNDO, elem_id="kier-undo", min_width=130)
                restart = gr.Button(texts.RESTART, elem_id="kier-restart", min_width=130)
            voice = voice_choice.build(loader)
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
            practise = gr.Button(practice_texts.TO_PRACTICE, size="sm", elem_id="kier-practise")
            payload = gr.Textbox(visible=False)
            keeping = gr.Row()
            # On a phone the card stands far below the log: what is said of it stands with it.
            card_notice = gr.HTML("", elem_id="kier-card-notice")

    def kept(now: Session, typed: Sequence[str]) -> dict[CardField, str]:
        """What stands in the card's boxes, kept as the user's before anything else happens."""
        boxes = dict(zip(_FIELDS, typed, strict=True))
        talk_actions.edit(now, boxes)
        return boxes

    def names(text: str, now: Session) -> list[Any]:
        """The panel under the box for what stands in the box."""
        memory = now.conversation.pseudonyms
        return names_panel.shown(text, memory, loader.guard.watch, loader.names_status)

    def on_choose(chosen: list[str], text: str, now: Session) -> list[Any]:
        memory = now.conversation.pseudonyms
        names_panel.choose(text, memory, loader.guard.watch, chosen)
        return names(text, now)

    def on_roster(typed: str, text: str, now: Session) -> list[Any]:
        names_panel.take_roster(typed, now.conversation.pseudonyms)
        return names(text, now)

    def in_box(view: View) -> dict[Any, Any]:
        if view.box is None:
            return {}
        found = names(view.box, view.session)
        return {box: view.box, **dict(zip(panel.parts, found, strict=True))}

    def shown(view: View, boxes: Mapping[CardField, str]) -> dict[Any, Any]:
        """The page's components for a view; card boxes only where they change."""
        if view.log is None:
            return {live: render.live(view.pending, view.status, view.partial)}
        conversation = view.session.conversation
        coach = talk_actions.coach_of(loader, view.session) if view.log.turns else None
        library = coach.collection.by_id if coach is not None else {}
        card = conversation.card()
        return {
            session: view.session,
            log: render.log(view.log, library, bibliography, welcome, sent=view.session.sent),
            live: render.live(view.pending, view.status, view.partial),
            signals: render.signal_card(view.session.standing),
            notice: render.notice(view.notice),
            card_notice: "",
            **in_box(view),
            **({panel.roster: ""} if view.fresh else {}),
            examples: gr.update(visible=not view.log.turns and not view.pending),
            **{
                part: card[name]
                for part, name in zip(fields, _FIELDS, strict=True)
                if card[name] != boxes[name]
            },
        }

    outputs = [
        session,
        log,
        live,
        signals,
        notice,
        card_notice,
        box,
        examples,
        panel.roster,
        *panel.parts,
        *fields,
    ]

    def on_send(
        vault: keep_actions.KeepSession, chosen: str, message: str, now: Session, *typed: str
    ) -> Iterator[dict[Any, Any]]:
        boxes = kept(now, typed)
        now.kept = vault
        now.conversation.voice = VoiceName(chosen)
        for view in talk_actions.send(loader, now, message):
            yield shown(view, boxes)

    def on_again(
        vault: keep_actions.KeepSession, chosen: str, now: Session, *typed: str
    ) -> Iterator[dict[Any, Any]]:
        boxes = kept(now, typed)
        now.kept = vault
        now.conversation.voice = VoiceName(chosen)
        for view in talk_actions.again(loader, now):
            yield shown(view, boxes)

    def on_undo(now: Session, *typed: str) -> dict[Any, Any]:
        boxes = kept(now, typed)
        return shown(talk_actions.undo(now), boxes)

    def on_restart(sure: bool, now: Session, *typed: str) -> dict[Any, Any]:
        boxes = kept(now, typed)
        return shown(talk_actions.restart() if sure else talk_actions.settled(now), boxes)

    def on_export(kind: str, now: Session, *typed: str) -> str:
        kept(now, typed)
        return talk_actions.export(now, kind)

    def on_practise(now: Session, *typed: str) -> list[Any]:
        kept(now, typed)
        return [talk_actions.carried(now), *house.opening("practice")]

    def to_keep(now: Session, *typed: str) -> keep_actions.Parcel | None:
        kept(now, typed)
        return keep_actions.parcel_of(now.conversation)

    def card_to_keep(now: Session, *typed: str) -> keep_actions.Parcel | None:
        kept(now, typed)
        return keep_actions.card_of(now.conversation)

    with keeping:
        card_label, card_id = keep_texts.BUTTON_CARD, "kier-keep-card"
        keep.save_button(house, to_keep, [session, *fields], card_notice)
        keep.save_button(house, card_to_keep, [session, *fields], card_notice, card_label, card_id)
    house.resume = (
        # Boxes that hold nothing known: the whole card of the kept conversation is put in.
        lambda found: shown(talk_actions.resumed(loader, found), dict.fromkeys(_FIELDS, "\0")),
        outputs,
    )

    common: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    gone = practise.click(
        on_practise, [session, *fields], [house.carried, *house.outputs()], **common
    )
    gone.then(None, None, None, js=ENTERED, **common)
    generating: dict[str, Any] = {
        # The model keeps its own queue; nobody waits for it unseen, where Stop would not reach.
        "concurrency_limit": None,
        "trigger_mode": "once",
        **common,
    }
    sending = gr.on(
        [send.click, box.submit],
        on_send,
        [house.kept, voice, box, session, *fields],
        outputs,
        **generating,
    )
    repeating = more.click(on_again, [house.kept, voice, session, *fields], outputs, **generating)
    for made in (sending, repeating):
        made.then(None, None, None, js=SCROLL, **common)
    live.change(None, None, None, js=FOLLOW, **common)
    # Without Gradio's own cancelling: it waits for what is shown next, which may be long in coming.
    stop.click(talk_actions.halt, session, None, queue=False, **common)
    undo.click(on_undo, [session, *fields], outputs, **common)
    restart.click(
        on_restart,
        [gr.Checkbox(False, visible=False), session, *fields],
        outputs,
        js=f"(sure, ...rest) => [confirm({texts.RESTART_SURE!r}), ...rest]",
        **common,
    )
    typing: dict[str, Any] = {
        **common, "queue": False, "trigger_mode": "multiple", "js": names_panel.PAUSE,
    }  # fmt: skip
    box.change(names, [box, session], panel.parts, **typing)
    panel.roster.change(on_roster, [panel.roster, box, session], panel.parts, **typing)
    panel.keep.input(on_choose, [panel.keep, box, session], panel.parts, queue=False, **common)
    for button, kind in ((word, "word"), (markdown, "markdown")):
        button.click(partial(on_export, kind), [session, *fields], payload, **common).then(
            None, payload, None, js=DOWNLOAD, **common
        )
