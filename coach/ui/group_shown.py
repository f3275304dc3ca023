"""What the intervision page consists of and what it shows for a ``View``. No events.

Contract: ``Page`` lays everything out; ``page`` gives the values of all components for a view, and
``outputs`` are those components. Boxes keep what is typed in them unless the view says otherwise.
"""

import json
from typing import Any

import gradio as gr

from coach.intervision.facilitation import Facilitation
from coach.intervision.labels import SORTS, Kind, Phase
from coach.intervision.leaps import guards
from coach.intervision.state import Session as Standing
from coach.ui import group_actions as actions
from coach.ui import group_layout as layout
from coach.ui import group_offers as offers
from coach.ui import group_render as shown
from coach.ui import render
from coach.ui.group_actions import Session, Stage, View
from coach.ui.group_form import Forms
from coach.ui.group_hall import Hall, Table
from coach.ui.rooms import House
from coach.ui.texts import group_page as texts

POLL_SECONDS = 1.5
_CLEAR_AFTER_SECONDS = 12 * 3600
_LOCAL = ("127.0.0.1", "localhost", "::1")


class Page:
    """The components, and what they show."""

    def __init__(self, house: House, facilitation: Facilitation) -> None:
        self.house, self.fac = house, facilitation
        self.words = facilitation.words
        self.hall = Hall(Forms(house.settings.data_folder))
        self.in_house = house.settings.host not in _LOCAL
        self.session = gr.State(Session(), time_to_live=_CLEAR_AFTER_SECONDS)
        self.held = gr.Textbox(visible=False)
        self.payload = gr.Textbox(visible=False)
        self.typed = gr.Textbox(visible=False)
        self.timer = gr.Timer(POLL_SECONDS)
        with gr.Column(elem_id="kier-group-choose") as self.choose:
            self.c = layout.choosing(self.words)
        with gr.Column(visible=False, elem_id="kier-group-run") as self.run:
            self.board = gr.HTML("", elem_id="kier-group-board")
            self.small = gr.Button(
                texts.SMALL, elem_id="kier-group-small", elem_classes=["kier-gexit"], size="sm"
            )
            self.controls, self.buttons = layout.controls()
        with gr.Column(visible=False, elem_id="kier-group-close") as self.close_head:
            self.closing = gr.HTML("")
        with gr.Column(visible=False, elem_id="kier-group-both") as self.both:
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
        with gr.Column(visible=False, elem_classes=["kier-ghide"]) as self.close:
            self.k = layout.closing(self.words)
        with gr.Column(visible=False, elem_id="kier-group-follow") as self.follow:
            self.f = layout.following()
            self.f_notice = gr.HTML("")
        self.boxes: dict[str, Any] = {
            "case": self.w.case, "question": self.w.question, "written": self.w.text,
            "who": self.w.who,
            "names": self.c.names, "joining": self.c.code,
            **{f"own_{dimension}": box for dimension, box in self.k.own.items()},
        }  # fmt: skip
        self.outputs = [
            self.session, self.held, self.choose, self.run, self.close_head, self.both,
            self.lead_part, self.close, self.follow, self.board, self.signals, self.notice,
            self.table, *self.buttons, self.lead, self.leap_head, *self.leaps.values(), self.ask,
            self.proposals, self.plan, self.pairing, self.pair, self.w.case_part, self.w.kind,
            self.w.sorting, self.w.which, *self.w.sorts.values(), self.w.holding,
            self.w.held, self.w.advises, self.w.fixing, self.w.fix, self.w.preview, self.w.keep,
            self.c.waiting, self.c.picked, self.c.found, self.c.again, self.c.proposal,
            self.c.picking, self.c.pick, self.c.card, self.closing, self.k.consented,
            self.k.notice, self.k.present, self.k.agreed, self.k.hours, self.f.screen,
            self.f.pause, self.f_notice, *self.boxes.values(),
        ]  # fmt: skip

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
            found |= self.choosing(session, view.notice)
        else:
            session.drawn = table.version
            with table.lock:
                standing = table.meeting.session
                if stage is Stage.FOLLOW:
                    found |= self._following(table, standing)
                else:
                    found |= self._shared(session, table, standing, running, view)
        if view.fresh:
            told = ("", "", session.given)
            if table is not None and not session.given:
                told = (table.secret, table.key, "")
            found[self.held] = json.dumps(told)
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

    def choosing(self, session: Session, notice: str) -> dict[Any, Any]:
        """The first part of the page."""
        faults = ", ".join(sorted({fault.file for fault in self.fac.faults}))
        told = texts.FAULTS.format(files=faults) if faults else ""
        return {
            self.c.waiting: render.notice(told if session.choice else notice or told),
            self.c.picked: render.notice(notice) if session.choice else "",
            self.c.found: shown.found(session.found) if session.found else "",
            self.c.again: gr.update(visible=session.found is not None),
            **({} if session.choice else {
                self.c.proposal: "", self.c.picking: gr.update(visible=False), self.c.card: ""
            }),
        }  # fmt: skip

    def _stamp(self, table: Table) -> str:
        return f"{table.version}-{self.hall.clock().timestamp():.3f}"

    def _shared(
        self, session: Session, table: Table, standing: Standing, running: bool, view: View
    ) -> dict[Any, Any]:
        now, step = self.hall.clock(), standing.step
        card = self.fac.signals_of(standing) if standing.raised else None
        kinds = [(self.words.kinds[k], k.value) for k in offers.kinds_now(standing)]
        items = offers.labelled(standing.items)
        sortable = offers.to_sort(standing)
        may = SORTS[sortable[0].kind] if sortable else ()
        # A choice that was made stays while the step does.
        written = {"value": view.boxes["written"]} if "written" in view.boxes else {}
        who = {"value": view.boxes["who"]} if "who" in view.boxes else {}
        here = f"{table.secret}/{standing.at}/{running}"
        first = {} if session.step == here else {"value": kinds[0][1]}
        who = who if session.step == here else {"value": texts.NOBODY}
        opens = {} if session.step == here else {"open": Kind.CASUS in step.collects}
        session.step = here
        label = texts.WRITE_TEXT if len(kinds) > 1 else kinds[0][0][:1].upper() + kinds[0][0][1:]
        people = [person.name for person in standing.people if person.name]
        found: dict[Any, Any] = {
            self.board: shown.screen(standing, self.words, now, self._stamp(table), bool(card)),
            self.signals: render.signal_card(card),
            self.table: shown.table(standing, self.words),
            self.w.kind: gr.update(choices=kinds, visible=len(kinds) > 1, **first),
            self.w.text: gr.update(label=label, **written),
            self.w.who: gr.update(choices=[texts.NOBODY, *people], visible=bool(people), **who),
            self.w.sorting: gr.update(visible=bool(sortable)),
            self.w.which: gr.update(
                choices=offers.labelled(sortable),
                value=sortable[0].number if sortable else None,
            ),
            **{part: gr.update(visible=sort in may) for sort, part in self.w.sorts.items()},
            self.w.holding: gr.update(visible=bool(standing.held)),
            self.w.held: gr.update(
                choices=offers.labelled(standing.held), value=offers.first_held(standing)
            ),
            self.w.advises: gr.update(visible=offers.may_advise(standing)),
            self.w.fixing: gr.update(visible=bool(items)),
            self.w.fix: gr.update(choices=items, value=items[-1][1] if items else None),
            self.k.consented: shown.consent(standing),
        }
        if running:
            found |= self._buttons(standing)
            found |= {
                self.w.case_part: gr.update(visible=True, **opens),
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
            found[self.closing] = shown.closing(standing, self.words)
        return found

    def _buttons(self, standing: Standing) -> dict[Any, Any]:
        back, pause, onward, extend, skip, refit, _, _, stop = self.buttons
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

    def proposed(
        self, session: Session, everything: bool, picked: str | None = None
    ) -> dict[Any, Any]:
        """The proposal with its reasons, and the methods to pick from; ``picked`` stays picked."""
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
        # A longer list says nothing about the choice: another may be picked before it arrives.
        stays = picked in [method for _, method in names]
        first = {} if stays else {"value": choice.first.method.id}
        return {
            self.c.proposal: cards,
            self.c.picking: gr.update(visible=True),
            self.c.pick: gr.update(choices=names, **first),
            self.c.card: self.picked(session, picked if stays else None),
        }

    def picked(self, session: Session, name: str | None) -> str:
        """The card of a method that Kier did not propose, with its warnings; else nothing."""
        if session.choice is None:
            return ""
        proposed = 1 + len(session.choice.others)
        for item in actions.options(self.fac, session.choice, True)[proposed:]:
            if item.method.id == name:
                steps = shown.steps_of(item, item.method.closes)
                return shown.option(item, steps, texts.PICKED_HEAD, full=True)
        return ""
