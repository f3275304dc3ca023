"""Each guard, taken away, turns a suite red; and one that does not is named."""

import sys

import pytest

from coach.errors import OutsideRefused
from coach.guard import install
from evals.gates import Gate
from evals.mutations import figures
from evals.mutations.figures import Guard, Patch


class House:
    def speak(self) -> str:
        return "vraag"


GATE = Gate(figure="a", name="", why="", aim=1.0, floor=0.9)


def test_a_patch_is_put_back_whatever_happens() -> None:
    with (
        pytest.raises(RuntimeError),
        figures.without(Patch(House, "speak", lambda self: "oordeel")),
    ):
        assert House().speak() == "oordeel"
        raise RuntimeError
    assert House().speak() == "vraag"


@pytest.mark.parametrize(
    ("before", "after", "noticed"),
    [
        (0.95, 0.2, True),
        (0.95, 0.91, False),
        (0.8, 0.1, False),
        (None, 0.1, False),
        (1.0, None, True),
    ],
)
def test_noticed_is_falling_through_the_floor(
    before: float | None, after: float | None, noticed: bool
) -> None:
    assert figures.fell(GATE, before, after) is noticed


def test_a_guard_that_no_suite_sees_is_named() -> None:
    def suite() -> dict[str, object]:
        return {"per_level": {"acuut": {"value": 1.0 if House().speak() == "vraag" else 0.0}}}

    biting = Guard("g", "signals", "per_level.acuut", (Patch(House, "speak", lambda self: "x"),))
    idle = Guard("h", "signals", "per_level.acuut", (Patch(House, "__doc__", "x"),))
    rows = figures.run(listed=[biting, idle], suites={"signals": suite})
    assert [(row.before, row.after, row.noticed) for row in rows] == [
        (1.0, 0.0, True),
        (1.0, 1.0, False),
    ]


def test_the_network_guard_is_seen_without_a_socket() -> None:
    install()
    (guard,) = [item for item in figures.guards() if item.suite == "network"]
    (row,) = figures.run(listed=[guard], suites={"network": figures._network})
    assert (row.before, row.after, row.noticed) == (1.0, 0.0, True)
    with pytest.raises(OutsideRefused):
        sys.audit("socket.getaddrinfo", figures.OUTSIDE[0], 443, 0, 0, 0)


def test_every_guard_names_a_figure_with_a_floor_and_something_that_is_there() -> None:
    for guard in figures.guards():
        assert figures._gate(guard).floor is not None, guard.name
        for patch in guard.patches:
            assert patch.name in patch.owner.__dict__, guard.name
