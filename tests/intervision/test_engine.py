"""The meeting itself: clock, moves, what is written down, and that any state can be kept."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.intervision import events as e
from coach.intervision.clock import FakeClock, board, left, parked, total_used
from coach.intervision.engine import apply, begin
from coach.intervision.errors import NameNotShort, NotNow, StateUnreadable
from coach.intervision.labels import Kind, Phase, Sort
from coach.intervision.methods import load_methods, method_of
from coach.intervision.state import Session, kept, restored
from coach.intervision.words import load_closing
from coach.labels import Dimension
from tests.conftest import ROOT

METHODS = load_methods(ROOT / "knowledge")
CLOSING = load_closing(ROOT / "knowledge")
CLOCK = FakeClock()


def at(minutes: float) -> datetime:
    return CLOCK.start + timedelta(minutes=minutes)


def started(name: str = "vijf-stappen", minutes: int = 50) -> Session:
    session = begin(method_of(METHODS, name), CLOSING, 6, minutes)
    return apply(session, e.Start(people=("Noor", "blauw")), at(0))


def test_an_event_leaves_the_old_state_as_it_was() -> None:
    before = started()
    copy = kept(before)
    apply(before, e.Next(), at(4))
    assert kept(before) == copy


def test_the_clock_stands_still_in_a_pause() -> None:
    session = apply(started(), e.Pause(), at(2))
    assert left(session, at(30)) == left(session, at(2)) == 3 * 60
    session = apply(session, e.Resume(), at(30))
    assert left(session, at(31)) == 2 * 60
    assert total_used(session, at(31)) == 3 * 60


def test_a_step_runs_over_and_does_not_end_by_itself() -> None:
    seen = board(started(), at(7))
    assert (seen.left, seen.over, seen.number) == (-120, True, 1)
    assert seen.late == 2


def test_extending_gives_time_and_moves_the_end() -> None:
    session = apply(started(), e.Extend(minutes=4), at(1))
    seen = board(session, at(1))
    assert (seen.minutes, seen.left, seen.late) == (9, 8 * 60, 4)


def test_skipping_and_going_back() -> None:
    session = apply(apply(started(), e.Next(), at(5)), e.Skip(), at(6))
    assert session.at == 2 and session.skipped == {1}
    session = apply(session, e.Back(), at(8))
    assert session.at == 1 and session.skipped == frozenset()
    # The minute that was used before still counts.
    assert left(session, at(9)) == session.steps[1].minutes * 60 - 2 * 60
    with pytest.raises(NotNow, match="eerste stap"):
        apply(started(), e.Back(), at(1))


def test_what_comes_is_fitted_into_the_time_that_is_left() -> None:
    session = apply(started(), e.Next(), at(12))
    assert board(session, at(12)).late == 7
    fitted = apply(session, e.Refit(), at(12))
    assert board(fitted, at(12)).late == 0
    assert [p.step.floor <= p.minutes for p in fitted.steps] == [True] * 5
    with pytest.raises(NotNow, match="minstens"):
        apply(session, e.Refit(minutes=10), at(12))


def test_the_last_step_ends_the_meeting_and_it_can_be_opened_again() -> None:
    session = started()
    for minute in (5, 23, 32, 44, 50):
        session = apply(session, e.Next(), at(minute))
    assert session.phase is Phase.KLAAR and session.ended == at(50)
    assert total_used(session, at(99)) == 50 * 60
    # Lines and reflection may come after the bell; moving on may not.
    session = apply(session, e.Add(text="Ik ga stiller vragen.", kind=Kind.REGEL), at(51))
    with pytest.raises(NotNow, match="afgesloten"):
        apply(session, e.Next(), at(52))
    assert apply(session, e.Back(), at(52)).phase is Phase.BEZIG


def test_nothing_moves_before_the_start() -> None:
    session = begin(METHODS[0], CLOSING, 6)
    with pytest.raises(NotNow, match="nog niet begonnen"):
        apply(session, e.Next(), at(0))
    assert board(session, at(0)).phase is Phase.VOORAF


def test_a_clock_that_is_set_back_takes_no_time_away() -> None:
    session = apply(started(), e.Pause(), at(-30))
    assert session.used[0] == 0.0


def test_a_meeting_that_was_cut_off_stands_where_it_stood() -> None:
    session = apply(started(), e.Next(), at(5))
    found = parked(restored(kept(session)), at(9))
    assert found.phase is Phase.PAUZE and found.at == 1
    assert left(found, at(500)) == left(session, at(9))
    assert left(apply(found, e.Resume(), at(500)), at(501)) == left(session, at(10))


def test_questions_are_sorted_by_warmth_and_nothing_else_is() -> None:
    session = apply(started(), e.Add(text="Wat raakte je?", kind=Kind.VRAAG, who="Noor"), at(1))
    session = apply(session, e.Add(text="Een golf.", kind=Kind.ASSOCIATIE, who="2"), at(1))
    session = apply(session, e.SortItem(item=1, sort=Sort.WARM), at(2))
    assert [item.text for item in session.collected(Kind.VRAAG, Sort.WARM)] == ["Wat raakte je?"]
    for event in (e.SortItem(item=2, sort=Sort.WARM), e.SortItem(item=1, sort=Sort.ZELF)):
        with pytest.raises(NotNow, match="gesorteerd"):
            apply(session, event, at(3))
    session = apply(session, e.Remove(item=1), at(4))
    session = apply(session, e.Add(text="Nog een vraag?", kind=Kind.VRAAG), at(5))
    assert [item.number for item in session.items] == [2, 3]
    with pytest.raises(NotNow, match="onderdeel 1"):
        apply(session, e.Change(item=1, text="weg"), at(6))


@pytest.mark.parametrize("name", ["Jan de Vries", "Noor1", "n@huis.nl", "M. Bakker", "x" * 30])
def test_only_first_names_and_colours(name: str) -> None:
    with pytest.raises(NameNotShort):
        apply(started(), e.People(people=(name,)), at(1))
    with pytest.raises(NameNotShort):
        apply(started(), e.Add(text="Hoi", kind=Kind.VRAAG, who=name), at(1))


@pytest.mark.parametrize("name", ["Noor", "blauw", "Anne-Marie", "Loïs", ""])
def test_names_are_optional(name: str) -> None:
    assert apply(started(), e.People(people=(name,)), at(1)).people[0].name == name


def test_names_go_when_asked() -> None:
    session = apply(started(), e.Add(text="Wat nu?", kind=Kind.VRAAG, who="Noor"), at(1))
    assert "Noor" not in kept(session.unnamed())
    assert session.unnamed().items == session.items


def test_a_broken_state_is_said_in_dutch() -> None:
    with pytest.raises(StateUnreadable):
        restored('{"method": 3}')


def test_consent_counts_no_more_than_there_are() -> None:
    with pytest.raises(NotNow):
        apply(started(), e.AskConsent(present=4, agreed=5), at(1))


moves = st.one_of(
    st.sampled_from(
        [e.Next(), e.Skip(), e.Back(), e.Pause(), e.Resume(), e.Refit(), e.Close(), e.Propose()]
    ),
    st.builds(e.Extend, minutes=st.integers(1, 20)),
    st.builds(e.Case, text=st.text(max_size=40), question=st.text(max_size=20)),
    st.builds(
        e.Add,
        text=st.text(min_size=1, max_size=40),
        kind=st.one_of(st.none(), st.sampled_from(Kind)),
        who=st.sampled_from(["", "Noor", "groen", "2", "inbrenger"]),
    ),
    st.builds(e.SortItem, item=st.integers(1, 5), sort=st.sampled_from(Sort)),
    st.builds(e.Reflect, dimension=st.sampled_from(Dimension), text=st.text(max_size=30)),
    st.builds(e.AskConsent, present=st.integers(1, 8), agreed=st.integers(0, 8)),
)


@given(
    st.sampled_from(METHODS),
    st.lists(st.tuples(st.integers(0, 900), moves), max_size=25),
)
def test_any_state_can_be_kept_and_taken_up_again(method, steps) -> None:  # type: ignore[no-untyped-def]
    session = apply(begin(method, CLOSING, 6), e.Start(), at(0))
    now = at(0)
    for seconds, event in steps:
        now += timedelta(seconds=seconds)
        before = kept(session)
        try:
            session = apply(session, event, now)
        except NotNow:
            assert kept(session) == before
            continue
        again = restored(kept(session))
        assert again == session
        assert board(again, now) == board(session, now)
        spent = (now - at(0)).total_seconds()
        assert 0 <= total_used(session, now) <= spent + 1e-6
