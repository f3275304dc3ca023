"""The practice page: contract, role play, own observation, looking back. Wiring only.

Contract: ``build`` lays out the page inside an open ``gr.Blocks`` and wires it to
``practice_actions``; events that generate share the page's ``concurrency_id``.
"""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import gradio as gr

from coach.errors import KierError
from coach.labels import VoiceName
from coach.practice import lookback
from coach.practice.persona import Persona
from coach.ui import practice_actions as actions
from coach.ui import practice_render as shown
from coach.ui import render, voice_choice
from coach.ui import texts as common_texts
from coach.ui.practice_actions import Session, Stage, View
from coach.ui.practice_loading import PracticeLoader
from coach.ui.rooms import House
from coach.ui.texts import practice as texts
from coach.ui.theme import DOWNLOAD, SCROLL

_CLEAR_AFTER_SECONDS = 12 * 3600
_POLL_SECONDS = 0.8

# A new part of the page is read from its beginning, also where the button stood far down.
_TOP = "() => window.scrollTo({top: 0})"
_ENDED = """() => {
  if (document.querySelector('#kier-observe')?.checkVisibility()) { window.scrollTo({top: 0}); }
}"""
# On a phone whom Kier chose stands far below all who can be chosen.
_TO_BRIEF = """() => setTimeout(() => {
  const chosen = document.querySelector('#kier-brief');
  if (chosen?.checkVisibility() && chosen.getBoundingClientRect().top > innerHeight * 0.6) {
    chosen.scrollIntoView({block: 'start'});
  }
}, 200)"""
_TO_BOX = "() => document.querySelector('#kier-practice-box')?.scrollIntoView({block: 'center'})"


def build(house: House) -> None:
    """The page's components and events."""
    loader = PracticeLoader(house.loader, house.settings).start()
    session = gr.State(Session(), time_to_live=_CLEAR_AFTER_SECONDS)
    signals = gr.HTML("", elem_id="kier-practice-signals")
    with gr.Column(elem_id="kier-practice-choose") as choose:
        gr.HTML(shown.contract())
        waiting = gr.HTML(render.notice(texts.LOADING))
        with gr.Row(equal_height=False):
            with gr.Column(min_width=300):
                who = gr.Radio([], label=texts.CHOOSE_PERSONA, elem_id="kier-who")
                what = gr.Radio([], label=texts.CHOOSE_AIM, elem_id="kier-aim")
            with gr.Column(min_width=300):
                brief = gr.HTML("", elem_id="kier-brief")
                # Beside whom one chose and not below all others, where it is out of sight.
                start = gr.Button(texts.BEGIN, variant="primary", elem_id="kier-practice-begin")
                voice = voice_choice.build(house.loader, "kier-practice-voice")
    with gr.Column(visible=False) as talk, gr.Row(equal_height=False):
        with gr.Column(scale=3, min_width=320):
            partner = gr.HTML("", elem_id="kier-partner")
            log = gr.HTML("", elem_classes=["kier-scroll"], elem_id="kier-practice-log")
            sides = gr.HTML("", elem_id="kier-sides")
            live = gr.HTML("", elem_id="kier-practice-live")
            notice = gr.HTML("", elem_id="kier-practice-notice")
            with gr.Column() as speaking:
                box = gr.Textbox(
                    label=texts.BOX_LABEL,
                    placeholder=texts.BOX_PLACEHOLDER,
                    lines=1,
                    max_lines=8,
                    elem_id="kier-practice-box",
                    elem_classes=["kier-message"],
                )
                gr.HTML(f'<p class="kier-hint">{texts.BOX_HINT}</p>')
                with gr.Row(elem_classes=["kier-actions"]):
                    say = gr.Button(texts.SAY, variant="primary", elem_id="kier-say", min_width=110)
                    stop = gr.Button(
                        common_texts.STOP, visible=False, elem_id="kier-practice-stop", min_width=80
                    )
                    nudge = gr.Button(texts.HINT, elem_id="kier-nudge", min_width=110)
                    rest = gr.Button(texts.PAUSE, elem_id="kier-pause", min_width=90)
            with gr.Column(visible=False) as resting:
                gr.HTML(render.notice(texts.PAUSED))
                resume = gr.Button(texts.RESUME, variant="primary", elem_id="kier-resume")
            with gr.Row(elem_classes=["kier-actions"]):
                finish = gr.Button(texts.FINISH, elem_id="kier-finish")
        with gr.Column(scale=2, min_width=280, elem_classes=["kier-card"]):
            card = gr.HTML("")
            gr.HTML(f"<h3>{texts.AGAIN_TITLE}</h3><p class='kier-small'>{texts.AGAIN_ABOUT}</p>")
            lines = gr.Dropdown([], label=texts.AGAIN_PICK, elem_id="kier-lines")
            with gr.Row():
                again = gr.Button(texts.AGAIN, size="sm", elem_id="kier-again")
                swap = gr.Button(texts.SWAP, size="sm", visible=False, elem_id="kier-swap")
    with gr.Column(visible=False, elem_id="kier-observe") as observe:
        gr.HTML(f"<h2>{texts.OBSERVE_TITLE}</h2><p class='kier-small'>{texts.OBSERVE_ABOUT}</p>")
        first = gr.Textbox(label="", lines=2, elem_id="kier-first-answer")
        second = gr.Textbox(label="", lines=2, elem_id="kier-second-answer")
        missing = gr.HTML("")
        onward = gr.Button(texts.OBSERVE_NEXT, variant="primary", elem_id="kier-observe-next")
    with gr.Column(visible=False, elem_id="kier-look") as look:
        gr.HTML(f"<h2>{texts.LOOK_TITLE}</h2>")
        looked = gr.HTML("", elem_id="kier-looked")
        retry_about = gr.HTML("")
        with gr.Column() as trying:
            retry_box = gr.Textbox(
                label=texts.BOX_LABEL, lines=1, max_lines=6, elem_id="kier-retry-box"
            )
            with gr.Row(elem_classes=["kier-actions"]):
                retry = gr.Button(texts.RETRY_DO, variant="primary", elem_id="kier-retry")
        retried = gr.HTML("", elem_id="kier-retried")
        closing = gr.HTML("")
        with gr.Row(elem_classes=["kier-actions"]):
            once_more = gr.Button(texts.ONCE_MORE, elem_id="kier-once-more", min_width=230)
            other = gr.Button(texts.OTHER, elem_id="kier-other", min_width=200)
            save = gr.Button(texts.SAVE, elem_id="kier-save", min_width=200)
        payload = gr.Textbox(visible=False)

    def people(now: Session) -> dict[Any, Any]:
        """The partners to choose from, and who is chosen."""
        rehearsal = loader.rehearsal
        known = list(rehearsal.personas.values())
        if not known:
            return {waiting: render.notice(texts.NOBODY)}
        if now.persona is None:
            actions.chosen(now, rehearsal, known[0].id)
        assert now.persona is not None and now.aim is not None
        faults = ", ".join(sorted({fault.file for fault in rehearsal.faults}))
        return {
            waiting: render.notice(texts.FAULTS.format(files=faults) if faults else ""),
            who: gr.update(
                choices=[(_named(persona), persona.id) for persona in known],
                value=now.persona.id,
            ),
            what: gr.update(
                choices=[(aim.text, aim.id) for aim in now.persona.aims], value=now.aim.id
            ),
            # On a phone whom one chose stands far above.
            brief: f"<h3>{escape(_named(now.persona))}</h3>"
            + shown.briefing(now.persona, now.aim.hard, now.carried),
            session: now,
        }

    def page(view: View) -> dict[Any, Any]:
        """The page's components for a view; only the answer in the making when that is all."""
        now = view.session
        stage = now.stage
        if view.live:
            return {live: _waiting(view)}
        found: dict[Any, Any] = {
            session: now,
            choose: gr.update(visible=stage is Stage.CHOOSE),
            talk: gr.update(visible=stage in (Stage.TALK, Stage.PAUSE)),
            speaking: gr.update(visible=stage is Stage.TALK),
            resting: gr.update(visible=stage is Stage.PAUSE),
            observe: gr.update(visible=stage is Stage.OBSERVE),
            look: gr.update(visible=stage is Stage.LOOK),
            live: _waiting(view),
            signals: _signals(now),
        }
        if view.notice is not None:
            found[notice] = render.notice(view.notice)
        if view.box is not None:
            found[box] = view.box
        if stage in (Stage.CHOOSE, Stage.TALK):
            # Not shown now; what was tried after an earlier practice must not come back.
            found[retry_box] = ""
        if stage is Stage.CHOOSE:
            found |= people(now)
            if view.notice:
                found[waiting] = render.notice(view.notice)
        elif stage in (Stage.TALK, Stage.PAUSE):
            found |= talking(now)
        elif stage is Stage.OBSERVE and now.practice is not None:
            one, two = lookback.questions(loader.rehearsal.feedback, now.practice)
            found[first] = gr.update(label=one, value=now.answers[0])
            found[second] = gr.update(label=two, value=now.answers[1])
            found[missing] = render.notice(view.notice or "")
        elif stage is Stage.LOOK:
            found |= looking(now, view)
        return found

    def talking(now: Session) -> dict[Any, Any]:
        practice, persona, aim = now.practice, now.persona, now.aim
        assert practice is not None and persona is not None and aim is not None
        body = practice.bodies[-1]
        beside, shared = "", practice
        if now.other is not None:
            shared = practice.until(now.branched_at)
            titles = texts.BRANCH_OTHER, texts.BRANCH_ON
            beside = shown.branches(persona, practice, now.other, now.branched_at, titles)
        said = [(f"{e.number}. {e.said[:60]}", e.number) for e in practice.exchanges]
        return {
            partner: shown.partner(persona, practice.standing, body),
            log: shown.log(persona, shared),
            sides: beside,
            card: shown.briefing(persona, aim.hard, now.carried),
            lines: gr.update(choices=said, value=said[-1][1] if said else None),
            swap: gr.update(visible=now.other is not None),
            stop: gr.update(visible=practice.voice is VoiceName.MODEL),
        }

    def looking(now: Session, view: View) -> dict[Any, Any]:
        rehearsal = loader.rehearsal
        practice, persona = now.practice, now.persona
        assert practice is not None and persona is not None
        asked = lookback.questions(rehearsal.feedback, practice)
        library = house.loader.coach.collection.by_id
        told = "".join(shown.note(item, library) for item in actions.notes(now, rehearsal))
        number = actions.moment(now, rehearsal)
        before = practice.until(number).last_reply
        own = practice.exchanges[number - 1].said
        compared = ""
        if now.retried is not None:
            compared = f'<p class="kier-small">{texts.RETRY_DONE}</p>' + shown.branches(
                persona, now.retried, practice, now.retried_at
            )
        return {
            looked: shown.observations(list(zip(asked, now.answers, strict=True)))
            + told
            + shown.timeline(practice, rehearsal.doors),
            retry_about: shown.retry_about(before, own),
            trying: gr.update(visible=now.retried is None),
            retried: compared + _waiting(view) + render.notice(view.notice or ""),
            closing: shown.along(lookback.take_along(rehearsal.feedback, practice)),
        }

    outputs = [
        session, signals, choose, waiting, who, what, brief, talk, partner, log, sides, live,
        notice, stop, speaking, resting, box, card, lines, swap, observe, first, second, missing,
        look, looked, retry_about, trying, retry_box, retried, closing,
    ]  # fmt: skip

    def shielded(do: Any) -> Any:
        """A handler that shows a loading error as a notice instead of failing."""

        def handler(*given: Any) -> dict[Any, Any]:
            try:
                return page(do(*given))
            except KierError as error:
                return broken(error)

        return handler

    def streamed(do: Callable[..., Iterator[View]]) -> Any:
        """The same for a handler that shows more than one view."""

        def handler(*given: Any) -> Iterator[dict[Any, Any]]:
            try:
                for view in do(*given):
                    yield page(view)
            except KierError as error:
                yield broken(error)

        return handler

    def broken(error: KierError) -> dict[Any, Any]:
        return {waiting: render.notice(str(error)), notice: render.notice(str(error))}

    def on_who(persona_id: str | None, now: Session) -> dict[Any, Any]:
        if not persona_id or (now.persona is not None and now.persona.id == persona_id):
            return {session: now}
        actions.chosen(now, loader.rehearsal, persona_id)
        return people(now)

    def on_what(aim_id: str | None, now: Session) -> dict[Any, Any]:
        if not aim_id or now.persona is None or (now.aim is not None and now.aim.id == aim_id):
            return {session: now}
        actions.chosen(now, loader.rehearsal, now.persona.id, aim_id)
        return people(now)

    common: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    generating: dict[str, Any] = {
        **common,
        # As on the conversation page: nobody waits where Stop would not reach.
        "concurrency_limit": None,
        "trigger_mode": "once",
    }

    timer = gr.Timer(_POLL_SECONDS)

    def on_ready(now: Session) -> dict[Any, Any]:
        if not loader.ready:
            return {timer: gr.Timer()}
        try:
            found = people(now)
        except KierError as error:
            found = {waiting: render.notice(str(error))}
        return {**found, timer: gr.Timer(active=False)}

    timer.tick(on_ready, [session], [timer, *outputs], **common)
    who.input(on_who, [who, session], outputs, **common)
    what.input(on_what, [what, session], outputs, **common)

    def wire(event: Any, do: Any, inputs: list[Any], scroll: str = "") -> None:
        done = event(shielded(do), inputs, outputs, **common)
        if scroll:
            done.then(None, None, None, js=scroll, **common)

    wire(
        start.click,
        lambda chosen, now: actions.begin(actions.speaking(now, chosen), loader.rehearsal),
        [voice, session],
        _TOP,
    )

    def on_say(message: str, now: Session) -> Iterator[View]:
        return actions.say(now, loader.rehearsal, loader.routes, message)

    saying = gr.on([say.click, box.submit], streamed(on_say), [box, session], outputs, **generating)
    saying.then(None, None, None, js=SCROLL, **common).then(None, None, None, js=_ENDED, **common)
    stop.click(actions.halt, session, None, queue=False, **common)
    wire(nudge.click, lambda now: actions.hint(now, loader.rehearsal), [session])
    wire(rest.click, actions.pause, [session])
    wire(resume.click, actions.resume, [session])
    wire(finish.click, actions.finish, [session], _TOP)
    wire(
        again.click, lambda number, now: actions.again(now, number or 0), [lines, session], _TO_BOX
    )
    wire(swap.click, actions.swap, [session])
    wire(
        onward.click, lambda one, two, now: actions.observed(now, one, two),
        [first, second, session], _TOP,
    )  # fmt: skip

    def on_retry(message: str, now: Session) -> Iterator[View]:
        return actions.retry(now, loader.rehearsal, loader.routes, message)

    gr.on(
        [retry.click, retry_box.submit], streamed(on_retry), [retry_box, session], outputs,
        **generating,
    )  # fmt: skip
    wire(once_more.click, lambda now: actions.restart(now, loader.rehearsal), [session], _TOP)
    wire(other.click, actions.other_partner, [session], _TOP)
    save.click(lambda now: actions.saved(now, loader.rehearsal), [session], payload, **common).then(
        None, payload, None, js=DOWNLOAD, **common
    )

    if house.carried is not None:

        def on_carried(brought: dict[str, str] | None, now: Session) -> View:
            if not brought:
                return View(now)
            return View(actions.bring(now, loader.rehearsal, brought))

        wire(house.carried.change, on_carried, [house.carried, session], _TO_BRIEF)


def _named(persona: Persona) -> str:
    return f"{persona.name}, {persona.role}"


def _waiting(view: View) -> str:
    persona = view.session.persona
    if persona is None or not view.pending:
        return ""
    return shown.live(persona, view.pending, view.partial)


def _signals(now: Session) -> str:
    if now.raised is None:
        return ""
    return render.signal_card(now.raised) + f'<p class="kier-small">{texts.SIGNAL_NOTE}</p>'
