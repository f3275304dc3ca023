"""Minutes add up exactly, for any time, and no step falls below its floor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.intervision.errors import TooShort
from coach.intervision.methods import load_methods
from coach.intervision.timing import divide, floor_of, plan, usual
from coach.intervision.words import load_closing
from tests.conftest import ROOT

METHODS = load_methods(ROOT / "knowledge")
CLOSING = load_closing(ROOT / "knowledge")


@given(st.sampled_from(METHODS), st.integers(0, 180))
def test_any_time_is_divided_exactly(method, extra: int) -> None:  # type: ignore[no-untyped-def]
    minutes = floor_of(method, CLOSING) + extra
    steps = plan(method, CLOSING, minutes)
    assert sum(step.minutes for step in steps) == minutes
    assert all(step.minutes >= step.step.floor for step in steps)


@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 30)), min_size=1, max_size=16),
    st.integers(0, 200),
)
def test_division_holds_for_any_weights_and_floors(
    pairs: list[tuple[int, int]], extra: int
) -> None:
    weights, floors = [w for w, _ in pairs], [f for _, f in pairs]
    shares = divide(sum(floors) + extra, weights, floors)
    assert sum(shares) == sum(floors) + extra
    assert all(share >= floor for share, floor in zip(shares, floors, strict=True))


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
def test_the_usual_time_gives_the_times_of_the_source(method) -> None:  # type: ignore[no-untyped-def]
    for minutes in (None, usual(method, CLOSING)):
        own = [step.minutes for step in plan(method, CLOSING, minutes) if step.own]
        assert own == [step.minutes for step in method.steps]


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
def test_every_meeting_ends_with_a_line_of_each_member(method) -> None:  # type: ignore[no-untyped-def]
    steps = plan(method, CLOSING)
    assert "regel" in steps[-1].step.collects
    assert sum(not step.own for step in steps) == (0 if method.closes else 1)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
def test_too_short_says_how_much_is_needed(method) -> None:  # type: ignore[no-untyped-def]
    floor = floor_of(method, CLOSING)
    with pytest.raises(TooShort, match=str(floor)):
        plan(method, CLOSING, floor - 1)


def test_long_steps_get_more_of_what_is_added() -> None:
    assert divide(30, [5, 10, 15], [1, 1, 1]) == [5, 10, 15]
    assert divide(60, [5, 10, 15], [1, 1, 1]) == [10, 20, 30]
