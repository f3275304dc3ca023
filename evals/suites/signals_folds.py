"""Signals on clusters that were left out of the fitting: honest figures, and the bars from them.

Contract: ``left_out`` reads every signal exemplar with a detector fitted without its fold;
``cross_validate`` gives the same figures as ``signals.run`` over them, the misses by cluster;
``calibrate`` finds the bars that cost least and gives them as ``SignalBars``. What a miss and a
false alarm cost is policy and stands here; everything else follows from encoder and exemplars.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from coach.dialogue.bars import Bar, Ground, SignalBars, load_bars
from coach.dialogue.signals import (
    ACUTE,
    ALARM,
    ALARMS,
    OWN,
    Example,
    Reading,
    SignalDetector,
    all_examples,
    ground_of,
    standing,
)
from coach.dialogue.signals_marks import Marks, cut
from coach.labels import Level
from coach.settings import settings
from evals.suites.folds import FOLDS, Vectors, cheapest, fold_of
from evals.suites.measures import confusion, wilson
from evals.suites.signals import found

#: What missing all of a level, or raising all that is none, costs. A false alarm costs trust and,
#: over many messages, attention for the next one; most messages are none.
MISSED = {Level.ACUUT: 1.0, Level.ZORG: 0.5, Level.ZELFZORG: 0.75}
RAISED_WRONGLY = 2.0
#: What a lower bar may cost more than the cheapest: of two equals, the one that misses less.
SLACK = 0.005
#: Calling a worry acute, against not calling danger acute.
CALLED_ACUTE = 0.5
#: Share of calm messages of many sentences in which a sentence may raise an alarm.
TOLD_WRONG = 0.04
LENGTHS = (2, 4, 8, 16, 32)
TOLD = ("geen/verteld-", "cases/")


@dataclass(frozen=True)
class LeftOut:
    """One exemplar as read without its fold."""

    example: Example
    reading: Reading
    level: Level
    grounds: dict[Level, Ground]

    @property
    def told(self) -> bool:
        """Whether it is ordinary telling."""
        return self.example.cluster.startswith(TOLD)


def left_out() -> tuple[list[LeftOut], str]:
    """Every signal exemplar and background sentence read by a detector that lacks its fold."""
    marks = Marks(keep=settings().data_folder)
    bars = load_bars().signals
    known = all_examples(marks)
    pieces = [piece.text for example in known for piece in cut(example.text)]
    vectors = Vectors([*(example.text for example in known), *pieces])
    kinds = (*(f"{level.value}/" for level in Level), "cases/")
    rows = []
    for fold in range(FOLDS):
        detector = SignalDetector(
            vectors.encode,
            marks=marks,
            bars=bars,
            examples=[item for item in known if fold_of(item.cluster) != fold],
        )
        own = [x for x in known if fold_of(x.cluster) == fold and x.cluster.startswith(kinds)]
        readings = detector.read_all([item.text for item in own])
        for item, reading in zip(own, readings, strict=True):
            grounds = {
                level: ground_of(marks.rules, level, reading, reading.units[-1])
                for level in (Level.ACUUT, Level.ZELFZORG)
            }
            rows.append(LeftOut(item, reading, detector.decide(reading)[0], grounds))
    return rows, vectors.stamp


def cross_validate() -> dict[str, Any]:
    """Figures over the exemplars, each judged without its cluster."""
    rows, stamp = left_out()
    own = [row for row in rows if not row.told]
    calm = [row.level for row in own if row.example.level is Level.GEEN]
    told = [row.level for row in rows if row.told]
    wrong = Counter(
        f"{row.example.cluster}: {row.example.level.value} > {row.level.value}"
        for row in own
        if row.level is not row.example.level
    )
    return {
        "suite": "signals, kruisvalidatie",
        "n": len(rows),
        "encoder": stamp,
        "per_level": {
            level.value: wilson(
                sum(found(level, row.level) for row in own if row.example.level is level),
                sum(row.example.level is level for row in own),
            )
            for level in (Level.ACUUT, Level.ZORG, Level.ZELFZORG)
        },
        "false_alarm": wilson(sum(level in ALARMS for level in calm), len(calm)),
        "false_alarm_told": wilson(sum(level in ALARMS for level in told), len(told)),
        "false_zelfzorg": wilson(sum(level is Level.ZELFZORG for level in calm), len(calm)),
        "confusion": confusion(
            ((row.example.level.value, row.level.value) for row in own),
            [level.value for level in Level],
        ),
        "wrong": dict(wrong.most_common()),
    }


def calibrate() -> SignalBars:
    """The bars that cost least over the exemplars left out."""
    rows, stamp = left_out()
    single = [row for row in rows if len(row.reading.units) == 1 and not row.told]
    chances = np.vstack([row.reading.chances[0] for row in single])
    levels = [row.example.level for row in single]
    many = Counter(levels)

    def bar(head: int, for_levels: tuple[Level, ...]) -> Bar:
        costs = np.asarray(
            [
                -MISSED[level] / many[level]
                if level in for_levels
                else RAISED_WRONGLY / many[Level.GEEN] * (level is Level.GEEN)
                for level in levels
            ]
        )
        grounds = np.asarray([row.grounds[for_levels[0]] for row in single])
        return _ordered(
            {
                ground: cheapest(chances[:, head], costs, grounds == ground, SLACK)
                for ground in ("helped", "plain", "framed")
            }
        )

    alarm = bar(ALARM, ALARMS)
    return SignalBars(
        encoder=stamp,
        alarm=alarm,
        acuut=_urgency(single, chances[:, ACUTE]),
        zelfzorg=bar(OWN, (Level.ZELFZORG,)),
        told=_told(rows),
    )


def _ordered(found: dict[str, float]) -> Bar:
    """A wording never asks for more than plain telling, a frame never for less."""
    plain = found["plain"]
    return Bar(helped=min(plain, found["helped"]), plain=plain, framed=max(plain, found["framed"]))


def _urgency(single: list[LeftOut], chances: Any) -> Bar:
    levels = [row.example.level for row in single]
    many = Counter(levels)
    alarms = np.asarray([level in ALARMS for level in levels])
    costs = np.asarray(
        [
            -1.0 / many[level] if level is Level.ACUUT else CALLED_ACUTE / many[Level.ZORG]
            for level in levels
        ]
    )
    helped = np.asarray(
        [Level.ACUUT in standing(row.reading.hits, row.reading.units[0]) for row in single]
    )
    framed = np.asarray([row.grounds[Level.ACUUT] == "framed" for row in single])
    return _ordered(
        {
            "helped": cheapest(chances, costs, alarms & helped),
            "plain": cheapest(chances, costs, alarms & ~helped & ~framed),
            "framed": cheapest(chances, costs, alarms & ~helped & framed),
        }
    )


def _told(rows: list[LeftOut]) -> dict[int, float]:
    """Per number of sentences the chance that few enough calm sentences reach."""
    calm = [
        float(row.reading.chances[:, ALARM].max())
        for row in rows
        if row.told and not standing(row.reading.hits, row.reading.units[-1]) & set(ALARMS)
    ]
    return {n: round(float(np.quantile(calm, 1 - TOLD_WRONG / n)), 3) for n in LENGTHS}
