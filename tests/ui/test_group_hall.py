"""Who may see which meeting, how guessing is slowed, and what a restart leaves."""

import json
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from coach.intervision import events as e
from coach.intervision.clock import FakeClock, left
from coach.intervision.facilitation import Facilitation, Parts
from coach.intervision.labels import Phase
from coach.intervision.state import Session as Standing
from coach.labels import Dimension
from coach.settings import Settings
from coach.ui.group_errors import CodeWaits, CodeWrong, MeetingGone
from coach.ui.group_form import FILE, HOURS, Forms, bare
from coach.ui.group_hall import FREE_TRIES, IDLE, LONGEST_WAIT, REMEMBERED, Hall, seat

SENTINEL = "Zonnebloemina"


class Ticks:
    """Seconds that stand where they are put."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def hall(tmp_path: Path, clock: FakeClock, ticks: Ticks) -> Hall:
    return Hall(Forms(tmp_path), clock, ticks)


def _wrong(hall: Hall, table_code: str) -> str:
    return "000000" if table_code != "000000" else "000001"


def test_a_meeting_is_found_by_its_secret_and_nothing_else(
    hall: Hall, facilitation: Facilitation
) -> None:
    mine = hall.open(facilitation.begin("incidentmethode", 6, 65))
    other = hall.open(facilitation.begin("balint", 6, 90))
    assert hall.of(mine.secret) is mine and hall.of(other.secret) is other
    for guess in ("", mine.key, mine.secret[:-1], mine.meeting.session.id):
        assert hall.of(guess) is None
    with pytest.raises(MeetingGone):
        seat(hall, "")


def test_without_a_code_nobody_joins(hall: Hall, facilitation: Facilitation) -> None:
    hall.open(facilitation.begin("incidentmethode", 6, 65))
    for typed in ("", " ", "000000", "١٢٣٤٥٦"):
        with pytest.raises(CodeWrong):
            hall.join(typed)


def test_a_code_leads_to_its_own_meeting(hall: Hall, facilitation: Facilitation) -> None:
    one = hall.open(facilitation.begin("incidentmethode", 6, 65))
    two = hall.open(facilitation.begin("balint", 6, 90))
    codes = hall.pair(one), hall.pair(two)
    assert len(set(codes)) == 2 and all(len(code) == 6 and code.isdecimal() for code in codes)
    assert hall.followed(hall.join(f"{codes[0][:3]} {codes[0][3:]}")) is one
    assert hall.followed(hall.join(codes[1])) is two
    assert hall.followed("") is None and hall.followed(one.secret) is None


def test_a_new_code_cuts_off_the_old_one(hall: Hall, facilitation: Facilitation) -> None:
    table = hall.open(facilitation.begin("incidentmethode", 6, 65))
    old = hall.pair(table)
    given = hall.join(old)
    new = hall.pair(table)
    assert hall.followed(given) is None
    if old != new:
        with pytest.raises(CodeWrong):
            hall.join(old)


def test_a_code_ends_with_the_meeting(hall: Hall, facilitation: Facilitation) -> None:
    table = hall.open(facilitation.begin("incidentmethode", 6, 65))
    code = hall.pair(table)
    given = hall.join(code)
    hall.handle(table, facilitation, e.Start())
    hall.handle(table, facilitation, e.Close())
    assert hall.followed(given) is None
    with pytest.raises(CodeWrong):
        hall.join(code)


def test_guessing_gets_slower_and_a_right_code_waits_too(
    hall: Hall, facilitation: Facilitation, ticks: Ticks
) -> None:
    table = hall.open(facilitation.begin("incidentmethode", 6, 65))
    code = hall.pair(table)
    for _ in range(FREE_TRIES):
        with pytest.raises(CodeWrong):
            hall.join(_wrong(hall, code))
    assert hall.wrong == FREE_TRIES
    with pytest.raises(CodeWaits):
        hall.join(code)
    first = hall.waits
    ticks.now += first
    with pytest.raises(CodeWrong):
        hall.join(_wrong(hall, code))
    assert first < hall.waits <= LONGEST_WAIT
    ticks.now += hall.waits
    assert hall.followed(hall.join(code)) is table


def test_a_meeting_of_ones_own_forgives_no_wrong_codes(
    hall: Hall, facilitation: Facilitation, ticks: Ticks
) -> None:
    own = hall.pair(hall.open(facilitation.begin("incidentmethode", 6, 65)))
    for _ in range(FREE_TRIES - 1):
        with pytest.raises(CodeWrong):
            hall.join(_wrong(hall, own))
    hall.join(own)
    with pytest.raises(CodeWrong):
        hall.join(_wrong(hall, own))
    with pytest.raises(CodeWaits):
        hall.join(own)
    ticks.now += REMEMBERED + 1
    assert hall.wrong == 0 and hall.waits == 0


def test_a_page_that_stays_away_loses_its_meeting(
    hall: Hall, facilitation: Facilitation, ticks: Ticks
) -> None:
    table = hall.open(facilitation.begin("incidentmethode", 6, 65))
    ticks.now += IDLE - 1
    assert hall.of(table.secret) is table
    ticks.now += IDLE - 1
    given = hall.join(hall.pair(table))
    ticks.now += 2
    # The phone alone keeps no meeting in memory.
    assert hall.followed(given) is None and hall.of(table.secret) is None


def _full(hall: Hall, facilitation: Facilitation) -> Standing:
    """A meeting in which everything that can be said was said."""
    table = hall.open(facilitation.begin("incidentmethode", 6, 65))
    for event in (
        e.Start(people=(SENTINEL,)),
        e.Case(text=f"{SENTINEL} en de blauwe plek", question=f"Wat doet {SENTINEL}?"),
        e.Add(text=f"Wat zei {SENTINEL}?", who="1"),
        e.Hear(text=f"{SENTINEL}, je moet haar gewoon bellen."),
        e.Reflect(dimension=Dimension.PERSOONLIJK, text=SENTINEL),
        e.Hours(hours=1.5),
        e.AskConsent(present=6, agreed=6),
        e.Next(),
    ):
        hall.handle(table, facilitation, event)
    return table.meeting.session


def test_the_form_on_the_disk_holds_nothing_that_was_said(
    hall: Hall, facilitation: Facilitation, tmp_path: Path
) -> None:
    standing = _full(hall, facilitation)
    written = (tmp_path / FILE).read_text(encoding="utf-8")
    assert SENTINEL not in written and "blauwe plek" not in written
    (row,) = json.loads(written).values()
    plain = bare(standing)
    assert (plain.people, plain.items, plain.raised, plain.reflection, plain.log) == (
        (), (), (), {}, ()
    )  # fmt: skip
    # Whatever is added to a session later must be looked at here: it is written unless emptied.
    assert set(row["session"]) == {
        "id", "method", "name", "sources", "size", "steps", "planned", "used", "extra", "skipped",
        "visited", "at", "phase", "since", "started", "ended", "people", "case", "question",
        "items", "made", "proposals", "raised", "leapt", "consent", "reflection", "hours", "log",
    }  # fmt: skip
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_after_a_restart_the_clock_stands_where_it_was_seen(
    hall: Hall, facilitation: Facilitation, clock: FakeClock, ticks: Ticks, tmp_path: Path
) -> None:
    table = hall.open(facilitation.begin("incidentmethode", 6, 65))
    hall.handle(table, facilitation, e.Start())
    clock.at(100)
    ticks.now += 100
    hall.beat(table)
    clock.at(4000)
    again = Hall(Forms(tmp_path), clock, ticks)
    assert again.of(table.secret) is None
    found = again.forms.find(table.key, clock.now)
    assert found is not None and found.phase is Phase.PAUZE
    assert left(found, clock.now) == 5 * 60 - 100
    assert again.forms.find(table.secret, clock.now) is None
    assert again.forms.find("", clock.now) is None


def test_a_form_goes_when_it_is_closed_or_old(
    hall: Hall, facilitation: Facilitation, clock: FakeClock, tmp_path: Path
) -> None:
    table = hall.open(facilitation.begin("incidentmethode", 6, 65))
    assert not (tmp_path / FILE).exists()
    hall.handle(table, facilitation, e.Start())
    late = clock.now + timedelta(hours=HOURS)
    assert hall.forms.find(table.key, late) is None
    hall.close(table)
    assert not (tmp_path / FILE).exists() and hall.of(table.secret) is None


def test_the_form_goes_when_the_meeting_is_done(
    hall: Hall, facilitation: Facilitation, tmp_path: Path
) -> None:
    table = hall.open(facilitation.begin("incidentmethode", 6, 65))
    hall.handle(table, facilitation, e.Start())
    hall.handle(table, facilitation, e.Close())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("held", ["", "[]", "{", '{"x": 1}', '{"x": {"seen": "gisteren"}}', "\0"])
def test_a_form_file_that_is_damaged_stops_nothing(
    hall: Hall, facilitation: Facilitation, tmp_path: Path, held: str
) -> None:
    (tmp_path / FILE).write_text(held, encoding="utf-8")
    table = hall.open(facilitation.begin("incidentmethode", 6, 65))
    hall.handle(table, facilitation, e.Start())
    assert hall.forms.find(table.key, hall.clock()) is not None


def test_a_disk_that_fails_stops_no_meeting(
    facilitation: Facilitation, tmp_path: Path, clock: FakeClock
) -> None:
    hall = Hall(Forms(tmp_path / "nergens"), clock)
    table = hall.open(facilitation.begin("incidentmethode", 6, 65))
    hall.handle(table, facilitation, e.Start())
    assert table.meeting.session.phase is Phase.BEZIG and not hall.forms.works


def test_the_form_is_announced(settings: Settings) -> None:
    from coach.privacy.inventory import entry_of

    for name in (FILE, FILE + ".nieuw"):
        entry = entry_of(name)
        assert entry is not None and not entry.personal


def test_an_idle_meeting_leaves_memory_without_anyone_calling(
    tmp_path: Path, clock: FakeClock, ticks: Ticks, facilitation: Facilitation
) -> None:
    hall = Hall(Forms(tmp_path), clock, ticks, sweep=0.01)
    ticks.now += IDLE
    hall.open(facilitation.begin("incidentmethode", 6, 65))
    sweeper = hall._sweeper
    assert sweeper is not None and hall._tables
    ticks.now += IDLE + 1
    sweeper.join(timeout=30)
    assert not hall._tables and hall._sweeper is None


def test_words_wait_for_loading_and_the_clock_does_not(
    hall: Hall, facilitation: Facilitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = hall.open(facilitation.begin("incidentmethode", 6, 65))
    hall.handle(table, facilitation, e.Start())
    loading, loaded = threading.Event(), threading.Event()
    parts = facilitation._parts

    def slow() -> Parts:
        loading.set()
        assert loaded.wait(30)
        return parts()

    monkeypatch.setattr(facilitation, "_parts", slow)
    writer = threading.Thread(target=hall.handle, args=(table, facilitation, e.Add(text="Een zin")))
    writer.start()
    assert loading.wait(30)
    try:
        assert table.lock.acquire(timeout=10), "the clock waits for what is being loaded"
        table.lock.release()
        hall.handle(table, facilitation, e.Next())
        assert table.meeting.session.at == 1
    finally:
        loaded.set()
        writer.join(30)
    assert [item.text for item in table.meeting.session.items] == ["Een zin"]
