"""The intervision page: choosing, the shared screen, closing, the second screen. Wiring only.

Contract: ``build`` lays out the page inside an open ``gr.Blocks`` and wires it to ``group_actions``
and ``group_closing``. The meeting lives in the process's ``Hall``; the page asks every
``POLL_SECONDS`` whether something changed there and draws only then.
"""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import gradio as gr
from gradio.context import Context

from coach.errors import KierError
from coach.intervision import events as e
from coach.intervision.facilitation import Facilitation
from coach.intervision.labels import Leap
from coach.labels import Dimension
from coach.ui import group_actions as actions
from coach.ui import group_closing as closing
from coach.ui import keep, names_panel, render
from coach.ui.group_actions import Session, Stage, View
from coach.ui.group_loading import GroupLoader
from coach.ui.group_shown import Page
from coach.ui.rooms import House
from coach.ui.texts import group_page as texts
from coach.ui.theme import DOWNLOAD

NAME = "group"
_COMMON: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_QUICK: dict[str, Any] = {**_COMMON, "queue": False}
# The clock waits for nothing that is being written, and no press of a key is lost.
_AT_ONCE: dict[str, Any] = {"queue": False, "trigger_mode": "multiple"}
_REMEMBER = "(held) => { if (held) { window.kierRemember(held); } }"


def build(house: House) -> None:
    """The page's components and events; a notice alone when there are no methods."""
    loader = GroupLoader(house.loader, house.settings)
    try:
        facilitation = loader.facilitation
    except KierError as error:
        gr.HTML(render.notice(str(error)))
        return
    loader.start()
    _Wired(house, facilitation, loader).wire()


class _Wired(Page):
    """The page with its events."""

    def __init__(self, house: House, facilitation: Facilitation, loader: GroupLoader) -> None:
        super().__init__(house, facilitation)
        self.loader = loader

    def doing(self, action: Callable[..., View]) -> Callable[..., dict[Any, Any]]:
        """A handler: the session first, then what the boxes hold."""

        def handler(session: Session, *given: Any) -> dict[Any, Any]:
            return self.page(session, action(session, *given))

        return handler

    def on(self, event: Any, action: Callable[..., View], inputs: Any = (), **how: Any) -> Any:
        """Wires one event to one action over the session and the inputs."""
        return event(
            self.doing(action), [self.session, *inputs], self.outputs, **{**_COMMON, **how}
        )

    def on_words(self, event: Any, action: Callable[..., View], inputs: Any, **how: Any) -> Any:
        """As ``on``, for what needs names and signals: says so first when those still load."""
        handler = self.doing(action)

        def patient(session: Session, *given: Any) -> Iterator[dict[Any, Any]]:
            if not self.loader.ready:
                yield {self.notice: render.notice(texts.LOADING)}
            yield handler(session, *given)

        return event(patient, [self.session, *inputs], self.outputs, **{**_COMMON, **how})

    def event(self, part: Any, event: e.Event) -> None:
        """Wires a button to one event of the meeting."""
        self.on(part.click, lambda s: actions.act(self.hall, self.fac, s, event), **_AT_ONCE)

    def wire(self) -> None:
        """All events of the page."""
        self._wire_choosing()
        self._wire_running()
        self._wire_writing()
        self._wire_closing()
        self._wire_following()
        self._wire_clock()

    def _wire_choosing(self) -> None:
        c, hall, fac = self.c, self.hall, self.fac

        def on_propose(again: bool, session: Session, *given: Any) -> dict[Any, Any]:
            *answers, everything, picked = given
            notice = actions.propose(fac, session, *answers)
            found = self.choosing(session, notice)
            if session.choice is not None and not notice:
                found |= self.proposed(session, everything, picked if again else None)
            else:
                found |= {
                    c.proposal: "", c.picking: gr.update(visible=False),
                    c.waiting: render.notice(notice), c.picked: "",
                }  # fmt: skip
            return {self.session: session, **found}

        answers = [c.question, c.minutes, c.size, c.safety, c.everything, c.pick]
        for asked, again in ((c.propose.click, False), (c.everything.input, True)):
            made = asked(
                partial(on_propose, again), [self.session, *answers], self.outputs, **_COMMON
            )
            if not again:
                asked_for = "() => window.kierShow('kier-group-proposal')"
                made.then(None, None, None, js=asked_for, **_QUICK)
        # A method that Kier did not propose has its warnings where it is picked.
        c.pick.change(self.picked, [self.session, c.pick], [c.card], **_QUICK)
        made = self.on(
            c.set_out.click, lambda s, m, n: actions.set_out(hall, fac, s, m, n), [c.pick, c.names]
        )
        on = self.on(c.go_on.click, lambda s: actions.go_on(hall, s))
        off = self.on(c.leave.click, lambda s: actions.let_go(hall, s))
        for done in (made, on, off):
            done.then(None, self.held, None, js=_REMEMBER, **_QUICK)
        joined = self.on(
            partial(gr.on, [c.join.click, c.code.submit]),
            lambda s, typed: actions.join(hall, s, typed), [c.code],
        )  # fmt: skip
        joined.then(None, self.held, None, js=_REMEMBER, **_QUICK)

    def _wire_running(self) -> None:
        hall, fac = self.hall, self.fac
        back, pause, onward, extend, skip, refit, big, second, stop = self.buttons
        self.event(back, e.Back())
        self.event(onward, e.Next())
        self.event(skip, e.Skip())
        self.event(refit, e.Refit())
        self.event(extend, e.Extend(minutes=texts.EXTEND_MINUTES))
        self.on(pause.click, lambda s: actions.pause_or_go_on(hall, fac, s), **_AT_ONCE)
        for part in (big, self.small):
            part.click(None, None, None, js="() => window.kierBig()", **_QUICK)
        second.click(None, None, None, js="() => window.kierSecond()", **_QUICK)

        def on_stop(session: Session, sure: bool) -> View:
            if not sure:
                return actions.view(hall, session)
            return actions.act(hall, fac, session, e.Close())

        self._sure(stop, on_stop, texts.STOP_SURE)
        for leap, part in self.leaps.items():
            self.event(part, e.Hear(leap=Leap(leap)))
        self.on_words(self.ask.click, lambda s: actions.ask(hall, fac, s), [])
        self.on(self.pair.click, lambda s: actions.pair(hall, s))

    def _sure(self, part: gr.Button, action: Callable[..., View], question: str) -> Any:
        return self.on(
            part.click, action, [gr.Checkbox(False, visible=False)],
            js=f"(session, sure) => [session, confirm({question!r})]",
        )  # fmt: skip

    def _wire_writing(self) -> None:
        hall, fac, w = self.hall, self.fac, self.w

        def on_write(session: Session, kind: str | None, who: str, text: str) -> View:
            return actions.write(hall, fac, session, kind, who, text)

        self.on_words(
            w.case_save.click, lambda s, c, q: actions.put_case(hall, fac, s, c, q),
            [w.case, w.question],
        )  # fmt: skip
        # The box is empty at once, so that what is typed next is not taken away by the answer.
        sent = gr.on(
            [w.write.click, w.text.submit], None, [w.text], [w.text, self.typed],
            js="(text) => ['', text]", trigger_mode="multiple", **_QUICK,
        )  # fmt: skip
        self.on_words(sent.then, on_write, [w.kind, w.who, self.typed], trigger_mode="multiple")
        for sort, part in w.sorts.items():
            self.on(
                part.click,
                lambda s, n, to=sort: actions.sort(hall, fac, s, n, to),
                [w.which],
            )
        for part, advice in ((w.stays, False), (w.advises, True)):
            self.on(
                part.click,
                lambda s, n, a=advice: actions.place(hall, fac, s, n, a),
                [w.held],
            )
        for part, change in ((w.change, True), (w.remove, False)):
            self.on(
                part.click,
                lambda s, n, t, c=change: actions.take_back(hall, fac, s, n, t, c),
                [w.fix, w.text],
            )

        def names(text: str, session: Session) -> list[Any]:
            table = hall.of(session.secret)
            if table is None or not text:
                return ["", gr.update(choices=[], value=[], visible=False)]
            loader = self.house.loader
            memory = table.meeting.pseudonyms
            return names_panel.shown(text, memory, loader.guard.watch, loader.names_status)

        def on_keep(chosen: list[str], text: str, session: Session) -> list[Any]:
            table = hall.of(session.secret)
            if table is not None:
                watch = self.house.loader.guard.watch
                names_panel.choose(text, table.meeting.pseudonyms, watch, chosen)
            return names(text, session)

        w.case.change(
            names, [w.case, self.session], [w.preview, w.keep], trigger_mode="multiple",
            js=names_panel.PAUSE, **_QUICK,
        )  # fmt: skip
        w.keep.input(on_keep, [w.keep, w.case, self.session], [w.preview, w.keep], **_QUICK)

    def _wire_closing(self) -> None:
        hall, fac, k = self.hall, self.fac, self.k
        self.event(k.back, e.Back())
        self.on(
            k.consent.click, lambda s, p, a: closing.consent(hall, fac, s, p, a),
            [k.present, k.agreed],
        )  # fmt: skip

        def taken(session: Session, hours: float | None, *own: str) -> View:
            typed = dict(zip(k.own, own, strict=True))
            return closing.own_words(hall, fac, session, typed, hours)

        def on_export(word: bool, session: Session, *given: Any) -> dict[Any, Any]:
            view = taken(session, *given)
            payload, notice = closing.export(hall, fac, session, word)
            told = " ".join(filter(None, (view.notice, notice)))
            shown_now = self.page(session, View(view.stage, view.table, told, view.boxes))
            return {**shown_now, self.payload: payload}

        boxes = [k.hours, *k.own.values()]
        for part, word in ((k.word, True), (k.markdown, False)):
            part.click(
                partial(on_export, word), [self.session, *boxes], [*self.outputs, self.payload],
                **_COMMON,
            ).then(None, self.payload, None, js=DOWNLOAD, **_COMMON)  # fmt: skip

        def parcel(session: Session, *given: Any) -> Any:
            taken(session, *given)
            return closing.parcel(hall, fac, session)

        with k.keeping:
            keep.save_button(
                self.house, parcel, [self.session, *boxes], k.notice, texts.KEEP,
                "kier-group-keep",
            )  # fmt: skip

        def on_erase(session: Session, sure: bool) -> View:
            return closing.erase(hall, session) if sure else actions.view(hall, session)

        self._sure(k.erase, on_erase, texts.ERASE_SURE).then(
            None, self.held, None, js=_REMEMBER, **_QUICK
        )

    def _wire_following(self) -> None:
        hall, fac, f = self.hall, self.fac, self.f
        self.event(f.back, e.Back())
        self.event(f.onward, e.Next())
        self.event(f.extend, e.Extend(minutes=texts.EXTEND_MINUTES))
        self.on(f.pause.click, lambda s: actions.pause_or_go_on(hall, fac, s), **_AT_ONCE)
        left = self.on(f.leave.click, lambda s: actions.leave(hall, s))
        left.then(None, None, None, js="() => window.kierLeft()", **_QUICK)

    def _wire_clock(self) -> None:
        """Looking at the meeting every so often, and finding it again when the page is loaded."""

        def on_poll(session: Session) -> dict[Any, Any]:
            if session.given:
                table = self.hall.followed(session.given)
                same = table is not None and table.version == session.drawn
                return {self.timer: gr.skip()} if same else self._redrawn(session)
            table = self.hall.of(session.secret)
            if table is None:
                if not session.secret:
                    return {self.timer: gr.skip()}
                # Erased in another window: nothing of it stays here either.
                return self.page(session, actions.gone(self.hall, session))
            self.hall.beat(table)
            if table.version == session.drawn:
                return {self.timer: gr.skip()}
            return self._redrawn(session)

        self.timer.tick(on_poll, [self.session], [self.timer, *self.outputs], **_QUICK)

        def on_load(session: Session, held: str) -> dict[Any, Any]:
            here = actions.returned(self.hall, session, *_remembered(held))
            view = actions.view(self.hall, session)
            if here and view.table is not None:
                boxes: dict[str, object] = {}
                if view.stage is not Stage.FOLLOW:
                    standing = view.table.meeting.session
                    boxes = {"case": standing.case, "question": standing.question}
                    boxes |= {f"own_{d}": standing.reflection.get(d, "") for d in Dimension}
                found = self.page(session, View(view.stage, view.table, "", boxes))
                rooms = dict(zip(self.house.outputs(), self.house.opening(NAME), strict=True))
                return {**found, **rooms}
            return {self.session: session, **self.choosing(session, "")}

        blocks = Context.root_block
        assert blocks is not None
        memory = gr.Textbox(visible=False)
        blocks.load(
            on_load, [self.session, memory], [*self.outputs, *self.house.outputs()],
            js="(session, _) => [session, window.kierTable()]", **_QUICK,
        )  # fmt: skip

    def _redrawn(self, session: Session) -> dict[Any, Any]:
        return self.page(session, actions.view(self.hall, session))


def _remembered(told: str) -> tuple[str, str, str]:
    """What the browser says it remembers (secret, key, pass), whatever it sends."""
    try:
        held = json.loads(told)
    except (ValueError, TypeError):
        return "", "", ""
    if isinstance(held, list) and len(held) == 3 and all(isinstance(part, str) for part in held):
        return held[0], held[1], held[2]
    return "", "", ""
