"""The running meetings of this process: who may see which, and the facilitator's second screen.

Contract: a ``Table`` is one meeting. Its ``secret`` is known to the page that opened it and gives
everything; ``key`` gives back only its form after a restart (``group_form``); a pairing code of six
digits gives the view of a ``Pass``, valid while the meeting runs and until a new code is made.
Wrong codes are counted and slow down everyone's next try. Nothing is found without one of these
three. ``version`` grows with every change, so that pages know when to draw. A meeting whose page
was not seen for ``IDLE`` seconds leaves the memory, at most ``SWEEP`` seconds later and
also when nobody is there any more.
"""

import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from coach.intervision.clock import Clock, wall
from coach.intervision.events import Event
from coach.intervision.facilitation import Facilitation, Meeting, Outcome
from coach.intervision.labels import Phase
from coach.ui.group_errors import CodeWaits, CodeWrong, MeetingGone
from coach.ui.group_form import Forms

CODE_DIGITS = 6
FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = 30.0, 900.0
#: Wrong codes are remembered this long, in seconds.
REMEMBERED = 3600.0
IDLE = 3600.0
SWEEP = 60.0
#: The form on the disk follows a running clock this often, in seconds.
HEARTBEAT = 15.0


@dataclass(eq=False)
class Table:
    """One meeting and the ways to it."""

    meeting: Meeting
    secret: str
    key: str
    code: str = ""
    version: int = 0
    seen: float = 0.0
    written: float = 0.0
    passes: set[str] = field(default_factory=set)
    lock: threading.RLock = field(default_factory=threading.RLock)


class Hall:
    """All meetings; safe to call from several threads. ``clock`` is the meetings' clock."""

    def __init__(
        self,
        forms: Forms,
        clock: Clock = wall,
        tick: Callable[[], float] = time.monotonic,
        sweep: float = SWEEP,
    ) -> None:
        self.forms, self.clock, self._tick = forms, clock, tick
        self._sweep_every = sweep
        self._sweeper: threading.Thread | None = None
        self._tables: dict[str, Table] = {}
        self._wrong: list[float] = []
        self._lock = threading.RLock()

    def open(self, meeting: Meeting, key: str = "") -> Table:
        """A table for a meeting; ``key`` is that of the form it goes on from."""
        table = Table(meeting, secrets.token_urlsafe(32), key or secrets.token_urlsafe(32))
        table.seen = self._tick()
        with self._lock:
            self._sweep()
            self._tables[table.secret] = table
            if self._sweeper is None:
                self._sweeper = threading.Thread(target=self._sweeping, daemon=True)
                self._sweeper.start()
        return table

    def of(self, secret: str) -> Table | None:
        """The table of this secret."""
        with self._lock:
            self._sweep()
            table = self._tables.get(secret) if secret else None
        if table is not None:
            table.seen = self._tick()
        return table

    def close(self, table: Table) -> None:
        """The meeting leaves memory and disk."""
        with self._lock:
            self._tables.pop(table.secret, None)
        self.forms.drop(table.key, self.clock())

    def handle(self, table: Table, facilitation: Facilitation, event: Event) -> Outcome:
        """One event further, and the form on the disk."""
        # Nobody's clock stands still because names and signals are still being loaded.
        facilitation.prepare(event)
        with table.lock:
            now = self.clock()
            outcome = facilitation.handle(table.meeting, event, now)
            table.version += 1
            if table.meeting.session.phase is Phase.KLAAR:
                table.code, table.passes = "", set()
            self._keep(table)
        return outcome

    def beat(self, table: Table) -> None:
        """The page is there: now and then the disk hears how far the clock is."""
        if self._tick() - table.written >= HEARTBEAT:
            with table.lock:
                self._keep(table)

    def _keep(self, table: Table) -> None:
        table.written = self._tick()
        self.forms.save(table.key, table.meeting.session, self.clock())

    def _sweep(self) -> None:
        late = self._tick() - IDLE
        for secret in [s for s, table in self._tables.items() if table.seen < late]:
            del self._tables[secret]

    def _sweeping(self) -> None:
        """Goes on for as long as there are meetings."""
        while True:
            time.sleep(self._sweep_every)
            with self._lock:
                self._sweep()
                if not self._tables:
                    self._sweeper = None
                    return

    # -- the second screen ---------------------------------------------------------------------

    def pair(self, table: Table) -> str:
        """A new code for this meeting; whoever followed with an older one is cut off."""
        with self._lock:
            taken = {other.code for other in self._tables.values()}
            code = next(c for c in iter(_code, None) if c not in taken)
            with table.lock:
                table.code, table.passes = code, set()
                table.version += 1
        return code

    @property
    def wrong(self) -> int:
        """Wrong codes in the last hour."""
        since = self._tick() - REMEMBERED
        with self._lock:
            self._wrong = [moment for moment in self._wrong if moment > since]
            return len(self._wrong)

    @property
    def waits(self) -> float:
        """Seconds to go before a code is looked at again."""
        count = self.wrong
        if count < FREE_TRIES:
            return 0.0
        wait = min(FIRST_WAIT * 2.0 ** (count - FREE_TRIES), LONGEST_WAIT)
        return max(0.0, self._wrong[-1] + wait - self._tick())

    def join(self, typed: str) -> str:
        """A pass to the meeting with this code. Raises CodeWaits and CodeWrong."""
        code = "".join(sign for sign in typed if sign.isdecimal())
        with self._lock:
            if self.waits > 0:
                raise CodeWaits(seconds=int(self.waits) + 1)
            self._sweep()
            for table in self._tables.values():
                if table.code and hmac.compare_digest(table.code.encode(), code.encode()):
                    given = secrets.token_urlsafe(24)
                    table.passes.add(given)
                    table.version += 1
                    return given
            # A right code forgives nothing: whoever runs a meeting of their own could use it to
            # go on guessing.
            self._wrong.append(self._tick())
        raise CodeWrong

    def followed(self, given: str) -> Table | None:
        """The table of a pass that still counts."""
        with self._lock:
            self._sweep()
            return next((t for t in self._tables.values() if given and given in t.passes), None)

    def leave(self, given: str) -> None:
        """The second screen goes away."""
        table = self.followed(given)
        if table is not None:
            table.passes.discard(given)
            table.version += 1


def _code() -> str:
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def seat(hall: Hall, secret: str) -> Table:
    """The table of a secret. Raises MeetingGone."""
    table = hall.of(secret)
    if table is None:
        raise MeetingGone
    return table
