"""What the shipped version reaches is kept: the guided voice, and each guard bites.

Recorded answers of a model are played in tests/dialogue/test_recordings.py.
"""

import os

import pytest

from evals.gates import below_floor
from evals.mutations import figures
from evals.registry import Given, Split, suite

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("kept_settings")]


@pytest.mark.parametrize("name", ["signals", "requests", "deid"])
def test_no_figure_falls_through_its_floor(name: str) -> None:
    line = suite(name)
    result = line.run(line.files(Split.DEV)[0][0], Given())
    assert [gate.figure for gate in below_floor(result, name)] == []


@pytest.mark.skipif(
    not os.environ.get("KIER_MUTATE"), reason="takes minutes; `coach eval --mutate` does it too"
)
def test_every_guard_bites() -> None:
    rows = figures.run(every=8)
    assert [row.guard for row in rows if not row.noticed] == [], rows
