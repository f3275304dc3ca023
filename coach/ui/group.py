"""The intervision page: choosing, the shared screen, closing, the second screen. Wiring only.

Contract: ``build`` lays out the page inside an open ``gr.Blocks`` and wires it to ``group_actions``
and ``group_closing``. The meeting lives in the process's ``Hall``; the page asks every
``_POLL_SECONDS`` whether something changed there and draws only then.
"""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import gradio as gr
from gradio.context import Context

from coach.errors import KierError
from coach.intervision import events as e
from coach.intervision.labels import SORTS, Leap, Phase
from coach.intervision.leaps import guards
from coach.intervision.state import Session as Standing
from coach.labels import Dimension
from coach.ui import group_actions as actions
from coach.ui import group_closing as closing
from coach.ui import group_layout as layout
from coach.ui import group_render as shown
from coach.ui import keep, names_panel, render
from coach.ui.group_actions import Session, Stage, View
from coach.ui.group_form import Forms
from coach.ui.group_hall import Hall, Table
from coach.ui.group_loading import GroupLoader
from coach.ui.rooms import House
from coach.ui.texts import group_page as texts
from coach.ui.theme import DOWNLOAD

NAME = "group"
_POLL_SECONDS = 1.5
_CLEAR_AFTER_SECONDS = 12 * 3600
_COMMON: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_QUICK: dict[str, Any] = {**_COMMON, "queue": False}
_REMEMBER = "(held) => { if (held) { window.kierRemember(held); } }"
_LOCAL = ("127.0.0.1", "localhost", "::1")


def build(house: House) -> None:
    """The page's components and events; a notice alone when there are no methods."""
    loader = GroupLoader(house.loader, house.settings)
    try:
        facilitation = loader.facilitation
    except KierError as error:
        gr.HTML(render.notice(str(error)))
        return
    loader.start()
    _Page(house, facilitation).wire()


class _Page:
    """The components, what they show for a view, and what they do."""

    def __init__(self, house: House, facilitation: Any) -> None:
        self.house, self.fac = house, facilitation
        self.words = facilitation.words
        self.hall = Hall(Forms(house.settings.data_folder))
        self.in_house = house.settings.host not in _LOCAL
        self.session = gr.State(Session(), time_to_live=_CLEAR_AFTER_SECONDS)
        self.held = gr.Textbox(visible=False)
        self.payload = gr.Textbox(visible=False)
        self.timer = gr.Timer(_POLL_SECONDS)
        with gr.Column(elem_id="kier-group-choose") as self.choose:
            self.c = layout.choosing(self.words)
        with gr.Column(visible=False, elem_id="kier-group-run") as self.run:
            self.board = gr.HTML("", elem_id="kier-group-board")
            self.small = gr.Button(
                texts.SMALL, elem_id="kier-group-small", elem_classes=["kier-gexit"], size="sm"
            )
            self.controls, self.buttons = layout.controls()
        with gr.Column(visible=False, elem_id="kier-group-close") as self.close_head:
            gr.HTML(shown.closing(self.words))
        with gr.Column(visible=False) as self.both:
            self.signals = gr.HTML("", elem_id="kier-group-signals")
            self.notice = gr.HTML("", elem_id="kier-group-notice", elem_classes=["kier-ghide"])
            self.table = gr.HTML("", elem_id="kier-group-table")
            with gr.Row(equal_height=False, elem_classes=["kier-ghide"]):
                with gr.Column(min_width=300, scale=3):
                    self.w = layout.writing(self.words)
                with gr.Column(
                    min_width=300, scale=2, elem_classes=["kier-card"]
                ) as self.lead_part:
                    (self.lead, self.leap_head, self.leaps, self.ask, self.proposals,
                     self.plan) = layout.leading()  # fmt: skip
                    self.pairing, self.pair = layout.pairing()
        with gr.Column(visible=False) as self.close:
            self.k = layout.closing(self.words)
        with gr.Column(visible=False, elem_id="kier-group-follow") as self.follow:
            self.f = layout.following()
            self.f_notice = gr.HTML("")
        self.boxes: dict[str, Any] = {
            "case": self.w.case, "question": self.w.question, "written": self.w.text,
            "names": self.c.names, "joining": self.c.code,
            **{f"own_{dimension}": box for dimension, box in self.k.own.items()},
        }  # fmt: skip
        self.outputs = [
            self.session, self.held, self.choose, self.run, self.close_head, self.both,
            self.lead_part, self.close, self.follow, self.board, self.signals, self.notice,
            self.table, *self.buttons, self.lead, self.leap_head, *self.leaps.values(), self.ask,
            self.proposals, self.plan, self.pairing, self.pair, self.w.case_part, self.w.kind,
            self.w.who, self.w.sorting, self.w.which, *self.w.sorts.values(), self.w.fixing,
            self.w.fix, self.w.preview, self.w.keep, self.c.waiting, self.c.found, self.c.again,
            self.c.proposal, self.c.picking, self.c.pick, self.k.consented, self.k.notice,
            self.k.present, self.k.agreed, self.k.hours, self.f.screen, self.f.pause,
            self.f_notice, *self.boxes.values(),
        ]  # fmt: skip

    # -- what is shown ---------------------------------------------------------------------------

    def page(self, session: Session, view: View) -> dict[Any, Any]:
        """The page's components for a view."""
        stage, table = view.stage, view.table
        running = stage is Stage.RUN
        found: dict[Any, Any] = {
            self.session: session,
            self.choose: gr.update(visible=stage is Stage.CHOOSE),
            self.run: gr.update(visible=running),
            self.close_head: gr.update(visible=stage is Stage.CLOSE),
            self.both: gr.update(visible=stage in (Stage.RUN, Stage.CLOSE)),
            self.lead_part: gr.update(visible=running),
            self.close: gr.update(visible=stage is Stage.CLOSE),
            self.follow: gr.update(visible=stage is Stage.FOLLOW),
            self.notice: render.notice(view.notice) if table else "",
            self.k.notice: render.notice(view.notice) if stage is Stage.CLOSE else "",
            self.f_notice: render.notice(view.notice) if stage is Stage.FOLLOW else "",
            **{self.boxes[name]: text for name, text in view.boxes.items()},
        }
        if stage is Stage.CLOSE:
            found[self.notice] = ""
        if stage is Stage.CHOOSE or table is None:
            found |= self._choosing(session, view.notice)
        else:
            session.drawn = table.version
            with table.lock:
                standing = table.meeting.session
                if stage is Stage.FOLLOW:
                    found |= self._following(table, standing)
                else:
                    found |= self._shared(session, table, standing, running)
        if view.fresh:
            held = f'["{table.secret}", "{table.key}"]' if table else '["", ""]'
            found[self.held] = held
            found |= self._emptied()
        return found

    def _emptied(self) -> dict[Any, Any]:
        return {
            self.w.preview: "",
            self.w.keep: gr.update(choices=[], value=[], visible=False),
            self.k.present: gr.update(value=None),
            self.k.agreed: gr.update(value=None),
            self.k.hours: gr.update(value=None),
        }

    def _choosing(self, session: Session, notice: str) -> dict[Any, Any]:
        faults = ", ".join(sorted({fault.file for fault in self.fac.faults}))
        told = texts.FAULTS.format(files=faults) if faults else ""
        return {
            self.c.waiting: render.notice(notice or told),
            self.c.found: shown.found(session.found) if session.found else "",
            self.c.again: gr.update(visible=session.found is not None),
            **({} if session.choice else {
                self.c.proposal: "", self.c.picking: gr.update(visible=False)
            }),
        }  # fmt: skip

    def _stamp(self, table: Table) -> str:
        return f"{table.version}-{self.hall.clock().timestamp():.3f}"

    def _shared(
        self, session: Session, table: Table, standing: Standing, running: bool
    ) -> dict[Any, Any]:
        now, step = self.hall.clock(), standing.step
        card = self.fac.signals_of(standing) if standing.raised else None
        kinds = [(self.words.kinds[k], k.value) for k in actions.kinds_now(standing)]
        items = actions.labelled(standing.items)
        sortable = actions.to_sort(standing)
        may = SORTS[sortable[0].kind] if sortable else ()
        # A choice that was made stays while the step does.
        here = f"{table.secret}/{standing.at}/{running}"
        first = {} if session.step == here else {"value": kinds[0][1]}
        session.step = here
        people = [person.name for person in standing.people if person.name]
        found: dict[Any, Any] = {
            self.board: shown.screen(standing, self.words, now, self._stamp(table), bool(card)),
            self.signals: render.signal_card(card),
            self.table: shown.table(standing, self.words),
            self.w.kind: gr.update(choices=kinds, visible=len(kinds) > 1, **first),
            self.w.who: gr.update(choices=[texts.NOBODY, *people], visible=bool(people)),
            self.w.sorting: gr.update(visible=bool(sortable)),
            self.w.which: gr.update(
                choices=actions.labelled(sortable),
                value=sortable[0].number if sortable else None,
            ),
            **{part: gr.update(visible=sort in may) for sort, part in self.w.sorts.items()},
            self.w.fixing: gr.update(visible=bool(items)),
            self.w.fix: gr.update(choices=items, value=items[-1][1] if items else None),
            self.k.consented: shown.consent(standing),
        }
        if running:
            found |= self._buttons(standing)
            found |= {
                self.w.case_part: gr.update(visible=True),
                self.lead: shown.lead(standing),
                self.proposals: shown.proposals(standing),
                self.ask: gr.update(visible=step.proposes and not step.still),
                self.plan: shown.plan(standing) if standing.phase is Phase.VOORAF else "",
                self.pairing: shown.pairing(
                    table.code, len(table.passes), self.hall.wrong, self.in_house
                ),
                self.pair: gr.update(value=texts.PAIR_AGAIN if table.code else texts.PAIR),
            }
            if not self.hall.forms.works:
                found[self.notice] = render.notice(texts.NOT_ON_DISK)
        else:
            found[self.w.case_part] = gr.update(visible=False)
        return found

    def _buttons(self, standing: Standing) -> dict[Any, Any]:
        back, pause, onward, extend, skip, refit, _, stop = self.buttons
        begun = standing.phase is not Phase.VOORAF
        watched = guards(standing.step) if begun else frozenset()
        last = standing.next_step is None
        label = {Phase.VOORAF: texts.START, Phase.PAUZE: texts.RESUME}
        return {
            back: gr.update(interactive=begun and standing.at > 0),
            pause: gr.update(value=label.get(standing.phase, texts.PAUSE)),
            onward: gr.update(value=texts.FINISH if last else texts.ONWARD, interactive=begun),
            extend: gr.update(interactive=begun),
            skip: gr.update(visible=begun and not last),
            refit: gr.update(visible=begun and not last),
            stop: gr.update(visible=begun),
            self.leap_head: gr.update(visible=bool(watched)),
            **{part: gr.update(visible=leap in watched) for leap, part in self.leaps.items()},
        }

    def _following(self, table: Table, standing: Standing) -> dict[Any, Any]:
        card = self.fac.signals_of(standing) if standing.raised else None
        stamp, now = self._stamp(table), self.hall.clock()
        label = {Phase.VOORAF: texts.START, Phase.PAUZE: texts.RESUME}
        return {
            self.f.screen: shown.follow(standing, self.words, now, stamp, card),
            self.f.pause: gr.update(value=label.get(standing.phase, texts.PAUSE)),
        }

    # -- what it does ----------------------------------------------------------------------------

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

    def event(self, part: Any, event: e.Event) -> None:
        """Wires a button to one event of the meeting."""
        self.on(
            part.click, lambda s: actions.act(self.hall, self.fac, s, event), trigger_mode="once"
        )

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

        def on_propose(session: Session, *given: Any) -> dict[Any, Any]:
            *answers, everything = given
            notice = actions.propose(fac, session, *answers)
            found = self._choosing(session, notice)
            if session.choice is not None and not notice:
                found |= self._proposed(session, everything)
            else:
                found |= {c.proposal: "", c.picking: gr.update(visible=False)}
            return {self.session: session, **found}

        answers = [c.question, c.minutes, c.size, c.safety, c.everything]
        gr.on([c.propose.click, c.everything.input], on_propose, [self.session, *answers],
              self.outputs, **_COMMON)  # fmt: skip
        made = self.on(
            c.set_out.click, lambda s, m, n: actions.set_out(hall, fac, s, m, n), [c.pick, c.names]
        )
        on = self.on(c.go_on.click, lambda s: actions.go_on(hall, s))
        off = self.on(c.leave.click, lambda s: actions.let_go(hall, s))
        for done in (made, on, off):
            done.then(None, self.held, None, js=_REMEMBER, **_QUICK)
        self.on(partial(gr.on, [c.join.click, c.code.submit]),
                lambda s, typed: actions.join(hall, s, typed), [c.code])  # fmt: skip

    def _proposed(self, session: Session, everything: bool) -> dict[Any, Any]:
        choice = session.choice
        assert choice is not None
        found = actions.options(self.fac, choice, everything)
        heads = [texts.FIRST_HEAD, *[texts.OTHERS_HEAD] * (len(found) - 1)]
        cards = "".join(
            shown.option(item, shown.steps_of(item, item.method.closes), head, full=not n)
            for n, (item, head) in enumerate(zip(found[:3], heads, strict=False))
        )
        listed = {item.method.id for item in found[:3]}
        cards += "".join(
            shown.option(item, shown.steps_of(item, item.method.closes), texts.NOT_NOW_HEAD, False)
            for item in choice.not_now if item.method.id not in listed
        )  # fmt: skip
        names = [(item.method.name, item.method.id) for item in found]
        return {
            self.c.proposal: cards,
            self.c.picking: gr.update(visible=True),
            self.c.pick: gr.update(choices=names, value=choice.first.method.id),
        }

    def _wire_running(self) -> None:
        hall, fac = self.hall, self.fac
        back, pause, onward, extend, skip, refit, big, stop = self.buttons
        self.event(back, e.Back())
        self.event(onward, e.Next())
        self.event(skip, e.Skip())
        self.event(refit, e.Refit())
        self.event(extend, e.Extend(minutes=texts.EXTEND_MINUTES))
        self.on(pause.click, lambda s: actions.pause_or_go_on(hall, fac, s), trigger_mode="once")
        for part in (big, self.small):
            part.click(None, None, None, js="() => window.kierBig()", **_QUICK)

        def on_stop(session: Session, sure: bool) -> View:
            if not sure:
                return actions.view(hall, session)
            return actions.act(hall, fac, session, e.Close())

        self._sure(stop, on_stop, texts.STOP_SURE)
        for leap, part in self.leaps.items():
            self.event(part, e.Hear(leap=Leap(leap)))
        self.on(self.ask.click, lambda s: actions.ask(hall, fac, s))
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

        self.on(
            w.case_save.click, lambda s, c, q: actions.put_case(hall, fac, s, c, q),
            [w.case, w.question],
        )  # fmt: skip
        self.on(partial(gr.on, [w.write.click, w.text.submit]), on_write, [w.kind, w.who, w.text])
        for sort, part in w.sorts.items():
            self.on(
                part.click,
                lambda s, n, to=sort: actions.sort(hall, fac, s, n, to),
                [w.which],
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
        self.on(f.pause.click, lambda s: actions.pause_or_go_on(hall, fac, s), trigger_mode="once")
        self.on(f.leave.click, lambda s: actions.leave(hall, s))

    def _wire_clock(self) -> None:
        """Looking at the meeting every so often, and finding it again when the page is loaded."""

        def on_poll(session: Session) -> dict[Any, Any]:
            if session.given:
                table = self.hall.followed(session.given)
                same = table is not None and table.version == session.drawn
                return {self.timer: gr.skip()} if same else self._redrawn(session)
            table = self.hall.of(session.secret)
            if table is None:
                return {self.timer: gr.skip()}
            self.hall.beat(table)
            if table.version == session.drawn:
                return {self.timer: gr.skip()}
            return self._redrawn(session)

        self.timer.tick(on_poll, [self.session], [self.timer, *self.outputs], **_QUICK)

        def on_load(session: Session, held: str) -> dict[Any, Any]:
            secret, key = _remembered(held)
            here = actions.returned(self.hall, session, secret, key)
            view = actions.view(self.hall, session)
            if here and view.table is not None:
                standing = view.table.meeting.session
                boxes = {"case": standing.case, "question": standing.question}
                boxes |= {f"own_{d}": standing.reflection.get(d, "") for d in Dimension}
                found = self.page(session, View(view.stage, view.table, "", boxes))
                rooms = dict(zip(self.house.outputs(), self.house.opening(NAME), strict=True))
                return {**found, **rooms}
            return {self.session: session, **self._choosing(session, "")}

        blocks = Context.root_block
        assert blocks is not None
        memory = gr.Textbox(visible=False)
        blocks.load(
            on_load, [self.session, memory], [*self.outputs, *self.house.outputs()],
            js="(session, _) => [session, window.kierTable()]", **_QUICK,
        )  # fmt: skip

    def _redrawn(self, session: Session) -> dict[Any, Any]:
        return self.page(session, actions.view(self.hall, session))


def _remembered(told: str) -> tuple[str, str]:
    """What the browser says it remembers, whatever it sends."""
    try:
        held = json.loads(told)
    except (ValueError, TypeError):
        return "", ""
    if isinstance(held, list) and len(held) == 2 and all(isinstance(part, str) for part in held):
        return held[0], held[1]
    return "", ""
