"""Bars come from data: the cheapest one is found, and longer messages ask for surer grounds."""

import numpy as np
import pytest

from coach.dialogue.bars import load_bars
from evals.suites.folds import FOLDS, cheapest, fold_of

ALL = np.ones(6, dtype=bool)


def test_cheapest_bar_lies_between_what_pays_and_what_does_not() -> None:
    chances = np.asarray([0.9, 0.8, 0.7, 0.4, 0.3, 0.1])
    costs = np.asarray([-1.0, -1.0, 2.0, -1.5, 3.0, 3.0])
    assert cheapest(chances, costs, ALL) == pytest.approx(0.75)
    costs[2] = 0.5
    assert cheapest(chances, costs, ALL) == pytest.approx(0.35)


def test_equal_chances_are_raised_together() -> None:
    chances = np.asarray([0.9, 0.6, 0.6, 0.6, 0.2, 0.1])
    costs = np.asarray([-1.0, -1.0, 3.0, 3.0, 3.0, 3.0])
    assert 0.6 < cheapest(chances, costs, ALL) < 0.9


def test_nothing_is_raised_when_raising_never_pays() -> None:
    assert cheapest(np.linspace(0, 1, 6), np.ones(6), ALL) == 1.0


def test_more_sentences_never_lower_the_bar() -> None:
    bars = load_bars().signals
    raised = [bars.raised(bars.alarm.plain, count) for count in range(1, 81)]
    assert raised == sorted(raised) and raised[0] == bars.alarm.plain


def test_folds_are_stable_and_all_used() -> None:
    assert fold_of("acuut/vermist") == fold_of("acuut/vermist")
    assert {fold_of(f"groep-{n}") for n in range(100)} == set(range(FOLDS))


def test_of_bars_that_cost_about_the_same_the_lowest_is_taken() -> None:
    chances = np.asarray([0.9, 0.8, 0.7, 0.4, 0.3, 0.1])
    costs = np.asarray([-1.0, -1.0, 0.02, -0.01, 3.0, 3.0])
    assert cheapest(chances, costs, ALL) == pytest.approx(0.75)
    assert cheapest(chances, costs, ALL, slack=0.05) == pytest.approx(0.35)
