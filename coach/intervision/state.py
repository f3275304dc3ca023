"""The state of one meeting: where it stands, what time was used, what was written down.

Contract: ``Session`` is immutable and holds everything needed to go on after a reload or restart
(the steps themselves too, so that a changed content file moves nothing under a running group);
``restored(kept(session))`` gives it back unchanged. All texts in it are pseudonymised before they
come in. Names of participants are a first name or a colour, or absent; ``unnamed`` drops them. The
module knows no rules (``engine`` does) and reads no clock.
"""

from datetime import datetime, timedelta
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coach.dialogue.state import Signal
from coach.intervision.errors import StateUnreadable
from coach.intervision.labels import Kind, Leap, Phase, Sort, Who
from coach.intervision.method import Step
from coach.intervision.timing import Planned
from coach.labels import Dimension, Level


class Frozen(BaseModel):
    """Base of the state's parts: immutable, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(Frozen):
    """Somebody in the group: a number, and a first name or colour when given."""

    number: int
    name: str = ""


class Item(Frozen):
    """One thing written down; ``step`` is the place of the step, ``who`` a person's number.

    ``held`` is what it jumps to when it came before its time: it waits beside the screen and stays
    out of the report until the facilitator puts it in its place.
    """

    number: int
    kind: Kind
    text: str
    step: int
    who: int | None = None
    sort: Sort | None = None
    held: Leap | None = None


class Proposal(Frozen):
    """One question Kier offered; ``source`` is its id in the bank, or the method's own."""

    source: str
    text: str
    step: int


class Raised(Frozen):
    """A signal in something that was written down; it stays for the rest of the meeting."""

    signal: Signal
    step: int


class Leapt(Frozen):
    """A word for the facilitator, and what it was about."""

    leap: Leap
    line: str
    step: int


class Consent(Frozen):
    """What everyone present answered to the question whether there may be a report."""

    at: datetime
    present: int
    agreed: int

    @property
    def all(self) -> bool:
        """Whether nobody said no."""
        return self.agreed == self.present


class Logged(Frozen):
    """One event in the log: when, in which step, what. Holds no text of the case."""

    at: datetime
    step: int
    event: str
    note: str = ""


class Session(Frozen):
    """One meeting with one case.

    ``used`` are seconds per step up to ``since``; ``since`` is when the clock started to run in
    the step at ``at``, None while it stands still. ``extra`` are minutes added per step,
    ``planned`` the minutes at the start. ``hours`` is what the presenter notes, None for what the
    clock says.
    """

    id: str = Field(default_factory=lambda: uuid4().hex)
    method: str
    name: str
    sources: tuple[str, ...] = ()
    size: int
    steps: tuple[Planned, ...]
    planned: tuple[int, ...]
    used: tuple[float, ...]
    extra: tuple[int, ...]
    skipped: frozenset[int] = frozenset()
    visited: frozenset[int] = frozenset()
    at: int = 0
    phase: Phase = Phase.VOORAF
    since: datetime | None = None
    started: datetime | None = None
    ended: datetime | None = None
    people: tuple[Person, ...] = ()
    case: str = ""
    question: str = ""
    items: tuple[Item, ...] = ()
    made: int = 0
    proposals: tuple[Proposal, ...] = ()
    raised: tuple[Raised, ...] = ()
    leapt: tuple[Leapt, ...] = ()
    consent: Consent | None = None
    reflection: dict[Dimension, str] = {}
    hours: float | None = None
    log: tuple[Logged, ...] = ()

    @property
    def step(self) -> Step:
        """The step the group is in."""
        return self.steps[self.at].step

    @property
    def next_step(self) -> Step | None:
        """The step after this one."""
        return self.steps[self.at + 1].step if self.at + 1 < len(self.steps) else None

    @property
    def minutes(self) -> int:
        """Minutes planned at the start, all steps together."""
        return sum(self.planned)

    @property
    def level(self) -> Level:
        """The most urgent level raised so far."""
        order = (Level.ACUUT, Level.ZORG, Level.ZELFZORG)
        found = {raised.signal.level for raised in self.raised}
        return next((level for level in order if level in found), Level.GEEN)

    def collected(self, kind: Kind, sort: Sort | None = None) -> tuple[Item, ...]:
        """What was written down of one kind, in order, held ones left out; of one sort if given."""
        found = (item for item in self.items if item.kind is kind and item.held is None)
        return tuple(item for item in found if sort is None or item.sort is sort)

    def led(self, place: int) -> bool:
        """Whether the presenter speaks in a step, alone or before the group."""
        return self.steps[place].step.speaks[:1] == [Who.INBRENGER]

    @property
    def again(self) -> tuple[Item, ...]:
        """How the presenter said the question anew: the core, written down in a step of theirs."""
        return tuple(item for item in self.collected(Kind.KERN) if self.led(item.step))

    @property
    def held(self) -> tuple[Item, ...]:
        """What came before its time and waits."""
        return tuple(item for item in self.items if item.held is not None)

    def name_of(self, who: int | None) -> str:
        """The person's name, empty without one."""
        return next((p.name for p in self.people if p.number == who), "")

    def unnamed(self) -> "Session":
        """The same without anyone's name: what may be kept."""
        return self.model_copy(
            update={"people": tuple(p.model_copy(update={"name": ""}) for p in self.people)}
        )


def seconds(span: timedelta) -> float:
    """Seconds, never below zero: a clock that is set back takes no time away."""
    return max(0.0, span.total_seconds())


def kept(session: Session) -> str:
    """The meeting as JSON."""
    return session.model_dump_json()


def restored(text: str) -> Session:
    """The meeting from JSON. Raises StateUnreadable."""
    try:
        return Session.model_validate_json(text)
    except ValidationError as error:
        raise StateUnreadable from error
