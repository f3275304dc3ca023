"""What the clock says: left in this step, expected end, what the shared screen shows.

Contract: every function takes the moment (``now``, with a time zone) instead of reading a clock,
so that a script runs a meeting without waiting. ``Clock`` is what gives the moment; ``wall`` is
the computer's. A step never ends by itself: the facilitator moves on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from coach.intervision.labels import Phase
from coach.intervision.method import Step
from coach.intervision.state import Session, seconds

Clock = Callable[[], datetime]


def wall() -> datetime:
    """Now, by the computer's clock; it goes on while the page or Kier is closed."""
    return datetime.now(UTC)


class FakeClock:
    """A clock that stands where it is put."""

    def __init__(self, start: datetime | None = None) -> None:
        self.start = start or datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
        self.now = self.start

    def __call__(self) -> datetime:
        return self.now

    def at(self, moment: float) -> datetime:
        """Puts the clock ``moment`` seconds after its start."""
        self.now = self.start + timedelta(seconds=moment)
        return self.now


def elapsed(session: Session, now: datetime, place: int | None = None) -> float:
    """Seconds used in a step (this one by default), pauses left out."""
    where = session.at if place is None else place
    running = session.since is not None and where == session.at
    return session.used[where] + (seconds(now - session.since) if running else 0.0)  # type: ignore[operator]


def given(session: Session, place: int | None = None) -> int:
    """Minutes a step has, extensions counted."""
    where = session.at if place is None else place
    return session.steps[where].minutes + session.extra[where]


def left(session: Session, now: datetime) -> float:
    """Seconds left in this step; below zero when it runs over."""
    return given(session) * 60 - elapsed(session, now)


def to_come(session: Session) -> int:
    """Minutes of the steps after this one."""
    return sum(given(session, place) for place in range(session.at + 1, len(session.steps)))


def total_used(session: Session, now: datetime) -> float:
    """Seconds used in all steps, pauses left out."""
    return sum(elapsed(session, now, place) for place in range(len(session.steps)))


def expected_end(session: Session, now: datetime) -> datetime:
    """When the meeting ends if every step takes what it still has."""
    if session.ended is not None:
        return session.ended
    if session.phase is Phase.VOORAF:
        return now + timedelta(minutes=sum(given(session, n) for n in range(len(session.steps))))
    return now + timedelta(seconds=max(0.0, left(session, now)), minutes=to_come(session))


def agreed_end(session: Session) -> datetime | None:
    """When the meeting would end as planned at its start; None before that."""
    return None if session.started is None else session.started + timedelta(minutes=session.minutes)


@dataclass(frozen=True)
class Board:
    """What the shared screen shows; ``left`` in seconds, ``progress`` through the step (0 to 1).

    ``late`` are the minutes by which the expected end lies behind the agreed one, below zero when
    there is time to spare.
    """

    phase: Phase
    step: Step
    number: int
    count: int
    minutes: int
    left: int
    progress: float
    over: bool
    next_step: Step | None
    next_minutes: int
    ends: datetime
    late: int


def board(session: Session, now: datetime) -> Board:
    """The screen at this moment."""
    rest, agreed = left(session, now), agreed_end(session)
    ends = expected_end(session, now)
    late = 0 if agreed is None else round((ends - agreed).total_seconds() / 60)
    following = session.next_step
    return Board(
        phase=session.phase,
        step=session.step,
        number=session.at + 1,
        count=len(session.steps),
        minutes=given(session),
        left=round(rest),
        progress=min(1.0, elapsed(session, now) / (given(session) * 60)),
        over=rest < 0,
        next_step=following,
        next_minutes=given(session, session.at + 1) if following else 0,
        ends=ends,
        late=late,
    )


def parked(session: Session, seen: datetime) -> Session:
    """The meeting as it stood when it was last seen, paused: for after a crash or a closed lid."""
    if session.since is None:
        return session
    used = list(session.used)
    used[session.at] = elapsed(session, max(seen, session.since))
    return session.model_copy(
        update={"used": tuple(used), "since": None, "phase": Phase.PAUZE},
    )
