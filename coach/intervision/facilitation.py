"""One meeting kept by Kier: names out, danger first, then the rules of the engine.

Contract: ``Facilitation.handle`` takes a ``Meeting`` and an event, changes the meeting by exactly
that event and gives an ``Outcome``: the new state, a word for the facilitator, a signal card,
questions. An error leaves meeting and memory as they were. The parts that need loading (names,
signals, bank) are asked for only when an event needs them. Knows no page.
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from coach.dialogue.bank import Bank
from coach.dialogue.cleaning import clean
from coach.dialogue.coach import Detector, Encoder, Guarding, Listening
from coach.dialogue.events import Signals
from coach.dialogue.helplines import Helplines
from coach.dialogue.state import Conversation
from coach.errors import Fault, TooLong
from coach.intervision import events as e
from coach.intervision.choosing import (
    LEAST_SIZE,
    MOST_SIZE,
    Answers,
    Choice,
    choose,
    warnings_for,
)
from coach.intervision.choosing import Warning as Caution
from coach.intervision.engine import apply, begin
from coach.intervision.errors import GroupSize
from coach.intervision.labels import Kind, Phase
from coach.intervision.leaps import HOLDS, LeapDetector, line_for
from coach.intervision.method import Method, Step
from coach.intervision.methods import method_of
from coach.intervision.proposals import propose
from coach.intervision.state import Leapt, Proposal, Raised, Session
from coach.intervision.words import Words
from coach.labels import Level
from coach.privacy.memory import Proposal as Replacement
from coach.privacy.memory import Pseudonyms

_TEXTS = ("text", "question")
#: Items of this step that say what the group is at, newest last.
_LATEST = 4


@dataclass(frozen=True)
class Parts:
    """What needs loading."""

    guard: Guarding
    detector: Detector
    helplines: Helplines
    listener: Listening
    bank: Bank
    encoder: Encoder


class Meeting:
    """A session and who got which role in it.

    Real names live in ``pseudonyms`` and nowhere else; they go when the meeting goes, and are not
    in what ``state.kept`` writes.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.pseudonyms = Pseudonyms()


@dataclass(frozen=True)
class Outcome:
    """What one event brought; ``replaced`` are the texts with what was taken out of them."""

    session: Session
    leap: Leapt | None = None
    signals: Signals | None = None
    proposals: tuple[Proposal, ...] = ()
    replaced: tuple[Replacement, ...] = field(default=())


class Facilitation:
    """Methods, words and parts, wired. ``faults`` are those of method files left out."""

    def __init__(
        self,
        *,
        methods: Sequence[Method],
        closing: Step,
        words: Words,
        leaps: LeapDetector,
        parts: Callable[[], Parts],
        max_characters: int,
        faults: Sequence[Fault] = (),
    ) -> None:
        self.methods = tuple(methods)
        self.closing = closing
        self.words = words
        self.faults = tuple(faults)
        self._leaps = leaps
        self._parts = parts
        self._max_characters = max_characters

    def choose(self, answers: Answers) -> Choice:
        """The method these answers propose, two others, and what is advised against."""
        return choose(self.methods, self.closing, answers, self.words)

    def warnings(self, method: str, answers: Answers) -> tuple[Caution, ...]:
        """What to mind with this method for this group."""
        return warnings_for(method_of(self.methods, method), self.closing, answers, self.words)

    def begin(self, method: str, size: int, minutes: int | None = None) -> Meeting:
        """A meeting that waits to start. Raises MethodUnknown, GroupSize or TooShort."""
        if not LEAST_SIZE <= size <= MOST_SIZE:
            raise GroupSize(size=size)
        return Meeting(begin(method_of(self.methods, method), self.closing, size, minutes))

    def handle(self, meeting: Meeting, event: e.Event, now: datetime) -> Outcome:
        """One event further."""
        event, memory, replaced = self._without_names(meeting, event)
        session = apply(meeting.session, event, now)
        session, signals = self._danger(session, event)
        session, leap = self._leap(session, event, meeting.session.made)
        proposals: tuple[Proposal, ...] = ()
        if isinstance(event, e.Propose):
            proposals = self._questions(session)
            session = session.model_copy(update={"proposals": (*session.proposals, *proposals)})
        meeting.session, meeting.pseudonyms = session, memory
        return Outcome(session, leap, signals, proposals, replaced)

    def prepare(self, event: e.Event) -> None:
        """Loads what this event needs, which may take long: for before a lock is taken."""
        if isinstance(event, e.Propose) or any(getattr(event, name, "") for name in _TEXTS):
            self._parts()

    def signals_of(self, session: Session) -> Signals | None:
        """The most urgent card raised so far; of equals the newest."""
        fitting = [r.signal for r in session.raised if r.signal.level is session.level]
        if not fitting:
            return None
        return Signals(fitting[-1], self._parts().helplines.for_signal(fitting[-1]))

    def _without_names(
        self, meeting: Meeting, event: e.Event
    ) -> tuple[e.Event, Pseudonyms, tuple[Replacement, ...]]:
        """The event without names, and the memory to keep when the event goes through."""
        memory = deepcopy(meeting.pseudonyms)
        changed: dict[str, str] = {}
        found: list[Replacement] = []
        for name in _TEXTS:
            typed = getattr(event, name, "")
            if not typed:
                continue
            text = clean(typed)
            if len(text) > self._max_characters:
                raise TooLong(length=len(text), limit=self._max_characters)
            replacement = memory.propose(text, self._parts().guard.watch)
            changed[name] = memory.accept(replacement)
            found.append(replacement)
        bare = event.model_copy(update=changed) if changed else event
        return bare, memory, tuple(found)

    def _danger(self, session: Session, event: e.Event) -> tuple[Session, Signals | None]:
        texts = [getattr(event, name, "") for name in _TEXTS]
        text = "\n".join(part for part in texts if part)
        if not text:
            return session, None
        signal = self._parts().detector.detect(text)
        if signal.level is Level.GEEN:
            return session, None
        card = Signals(signal, self._parts().helplines.for_signal(signal))
        raised = Raised(signal=signal, step=session.at)
        return session.model_copy(update={"raised": (*session.raised, raised)}), card

    def _leap(self, session: Session, event: e.Event, made: int) -> tuple[Session, Leapt | None]:
        """A word after a leap; what was written down (more than ``made``) too early is held."""
        leap = None
        if isinstance(event, e.Hear):
            leap = event.leap or (
                self._leaps.find(event.text, session.step) if event.text else None
            )
        elif isinstance(event, e.Add) and session.made > made:
            added = session.items[-1]
            own = event.who.strip().casefold() == "inbrenger"
            if not own and session.phase in (Phase.BEZIG, Phase.PAUZE):
                leap = self._leaps.find(event.text, session.step, added.kind)
            if leap in HOLDS and added.kind is not Kind.NOTITIE:
                waits = added.model_copy(update={"held": leap})
                session = session.model_copy(update={"items": (*session.items[:-1], waits)})
        if leap is None:
            return session, None
        said = Leapt(leap=leap, line=line_for(session, leap, self.words), step=session.at)
        return session.model_copy(update={"leapt": (*session.leapt, said)}), said

    def _questions(self, session: Session) -> tuple[Proposal, ...]:
        if session.step.still or not session.step.proposes:
            return ()
        parts = self._parts()
        latest = [item.text for item in session.items if item.step == session.at][-_LATEST:]
        told = " ".join(part for part in (session.case, session.question) if part)
        heard = parts.listener.hear(told, Conversation())
        rows = parts.encoder.encode([told or session.step.screen, *latest])
        context = rows[0] + (0.3 * rows[1:].sum(axis=0) if latest else 0.0)
        norm = float(np.linalg.norm(context))
        return propose(session, parts.bank, heard, context / norm if norm else context)
