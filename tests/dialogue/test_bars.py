"""Bars come from data: the cheapest one is found, and longer messages ask for surer grounds."""

import numpy as np
import pytest

from coach.dialogue.bars import Ground, SignalBars, load_bars
from coach.dialogue.listen_text import sentences
from coach.dialogue.signals import Example, Reading, SignalDetector
from coach.dialogue.signals_marks import Unit
from coach.labels import Level
from evals.suites import signals_folds
from evals.suites.folds import FOLDS, cheapest, fold_of
from evals.suites.signals_folds import LeftOut

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


def bars(**more: object) -> SignalBars:
    known = {"helped": 0.5, "plain": 0.7, "framed": 0.8}
    return SignalBars.model_validate(
        {"encoder": "x", "alarm": known, "acuut": {**known, "plain": 0.5, "helped": 0.3}}
        | {"zelfzorg": known, "danger": {"worded": 0.4, "tired": 0.65}}
        | {"told": {4: 0.9}, "doubt": {1: 0.5, 4: 0.6}, **more}
    )


def small(**more: object) -> SignalDetector:
    """A detector from two sentences: what it is told of a message comes from the tests."""
    taught = [
        Example("hij slaat haar met een riem", Level.ACUUT, "a"),
        Example("ze wil dood zijn", Level.ZORG, "b"),
        Example("ik slaap al weken niet", Level.ZELFZORG, "c"),
        Example("het bezoek was woensdag", Level.GEEN, "d"),
    ]
    return SignalDetector(bars=bars(**more), examples=taught)


def seen(text: str, acute: float, alarm: float, own: float = 0.0) -> Reading:
    pieces = sentences(text)
    return Reading(pieces, [], [Unit(0, 0, text)], np.asarray([[acute, alarm, own]]))


def test_a_faint_alarm_is_never_called_acute() -> None:
    """However sure it is that an alarm would be acute, the alarm itself must be sure as well."""
    detector = small()
    faint = detector.decide(seen("de stoel bij het raam bleef leeg", 0.65, 0.75))
    sure = detector.decide(seen("de stoel bij het raam bleef leeg", 0.65, 0.95))
    assert (faint[0], sure[0]) == (Level.ZORG, Level.ACUUT)


def test_what_holds_no_word_of_danger_must_be_surer() -> None:
    detector = small(danger={"worded": 0.4, "tired": 0.65, "bare": 0.81})
    heard = {
        text: detector.decide(seen(text, 0.1, 0.78))[0]
        for text in ("de stoel bij het raam bleef leeg", "er lag bloed op de stoel bij het raam")
    }
    assert list(heard.values()) == [Level.GEEN, Level.ZORG]


def test_what_stays_under_the_bar_is_asked_about_and_what_is_calm_is_not() -> None:
    detector = small()
    text = "de stoel bij het raam bleef leeg"
    assert [detector.doubts(seen(text, 0.5, chance)) for chance in (0.4, 0.55)] == [False, True]
    assert not detector.doubts(seen(text, 0.5, 0.55, own=0.9))
    assert not detector.doubts(seen("in de cursus bleef de stoel bij het raam leeg", 0.5, 0.55))
    assert not small(doubt={}).doubts(seen(text, 0.5, 0.69))


def test_danger_told_with_exhaustion_is_heard_as_danger() -> None:
    told = seen("ik kan niet meer en de stoel bij het raam bleef leeg", 0.9, 0.75, own=0.8)
    heard = [small(danger={"worded": 0.4, "tired": bar}).decide(told)[0] for bar in (0.65, 0.7)]
    assert heard == [Level.ACUUT, Level.ZELFZORG]


def row(cluster: str, level: Level, alarm: float) -> LeftOut:
    example = Example("de stoel bij het raam bleef leeg", level, cluster)
    grounds: dict[Level, Ground] = {Level.ACUUT: "plain", Level.ZELFZORG: "plain"}
    return LeftOut(example, seen(example.text, 0.9, alarm, 0.0), level, grounds)


def test_false_alarms_in_ordinary_talk_raise_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few that sound like talk weigh as much as many that are hard: they are not drowned."""
    rows = [row("acuut/a", Level.ACUUT, chance) for chance in (0.6, 0.95, 0.95, 0.95, 0.95)]
    rows += [row("zorg/b", Level.ZORG, 0.95), row("zelfzorg/c", Level.ZELFZORG, 0.1)]
    rows += [row("geen/hard", Level.GEEN, 0.1)] * 200 + [row("geen/verteld-a", Level.GEEN, 0.1)] * 9

    def found(*talk: float) -> SignalBars:
        more = [row("geen/praat-a", Level.GEEN, chance) for chance in talk]
        monkeypatch.setattr(signals_folds, "left_out", lambda: ([*rows, *more], "x"))
        return signals_folds.calibrate()

    calm, loud = found(*[0.1] * 10), found(*[0.1] * 7, 0.7, 0.7, 0.7)
    assert calm.alarm.plain < 0.6 < loud.alarm.plain < 0.95
    assert loud.doubt[1] <= 0.7


def test_the_bar_of_danger_with_exhaustion_follows_enough_exemplars(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Danger beside exhaustion above, exhaustion alone below; few exemplars leave it as it was."""

    def told(level: Level, alarm: float) -> LeftOut:
        example = Example("de stoel bij het raam bleef leeg", level, f"{level.value}/x")
        grounds: dict[Level, Ground] = {Level.ACUUT: "plain", Level.ZELFZORG: "plain"}
        return LeftOut(example, seen(example.text, 0.9, alarm, 0.99), level, grounds)

    def found(count: int) -> float:
        rows = [told(Level.ACUUT, 0.6)] * count + [told(Level.ZELFZORG, 0.2)] * 30
        rows += [row("zorg/b", Level.ZORG, 0.95), row("geen/a", Level.GEEN, 0.1)]
        rows += [row("geen/praat-a", Level.GEEN, 0.1), row("geen/verteld-a", Level.GEEN, 0.1)]
        monkeypatch.setattr(signals_folds, "left_out", lambda: (rows, "x"))
        return signals_folds.calibrate().danger.tired

    assert 0.9 * 0.2 < found(12) < 0.9 * 0.6
    assert found(3) == load_bars().signals.danger.tired
