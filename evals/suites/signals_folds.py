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

from coach.dialogue.bars import Bar, DangerBars, Ground, SignalBars, load_bars
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
#: over many messages, attention for the next one; most messages are none. Hard negatives and what
#: is said in ordinary talk count as two wholes: without that, the many of the one hide the other.
MISSED = {Level.ACUUT: 1.0, Level.ZORG: 0.5, Level.ZELFZORG: 0.75}
RAISED_WRONGLY = 2.0
#: What a lower bar may cost more than the cheapest: of two equals, the one that misses less.
SLACK = 0.005
#: Calling a worry (or what is calm) acute, against not calling danger acute.
CALLED_ACUTE = 0.75
#: Share of what is said in a conversation without signal that may raise an alarm or be asked about.
TALK_ASKED = 0.12
#: Share of calm messages of many sentences in which a sentence may raise an alarm.
TOLD_WRONG = 0.04
LENGTHS = (2, 4, 8, 16, 32)
#: With fewer exemplars than this a bar is left as it was.
ENOUGH = 10
TOLD = ("geen/verteld-", "cases/")
TALK = ("geen/praat-",)


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

    @property
    def talk(self) -> bool:
        """Whether it is said in a conversation, without a signal."""
        return self.example.cluster.startswith(TALK)


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
    talk = [row.level for row in rows if row.talk]
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
        "false_alarm_talk": wilson(sum(level in ALARMS for level in talk), len(talk)),
        "false_acute_talk": wilson(sum(level is Level.ACUUT for level in talk), len(talk)),
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
    talk = sum(row.talk for row in single)

    def cost(row: LeftOut, for_levels: tuple[Level, ...]) -> float:
        level = row.example.level
        if level in for_levels:
            return -MISSED[level] / many[level]
        if level is not Level.GEEN:
            return 0.0
        return RAISED_WRONGLY / max(1, talk if row.talk else many[level] - talk)

    def bar(head: int, for_levels: tuple[Level, ...]) -> Bar:
        costs = np.asarray([cost(row, for_levels) for row in single])
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
        acuut=_urgency(single, chances, alarm),
        zelfzorg=bar(OWN, (Level.ZELFZORG,)),
        danger=_danger(single, chances, alarm),
        told=_told(rows),
        doubt=_doubt(rows),
    )


def _ordered(found: dict[str, float]) -> Bar:
    """A wording never asks for more than plain telling, a frame never for less."""
    plain = found["plain"]
    return Bar(helped=min(plain, found["helped"]), plain=plain, framed=max(plain, found["framed"]))


def _urgency(single: list[LeftOut], chances: Any, alarm: Bar) -> Bar:
    levels = [row.example.level for row in single]
    many = Counter(levels)
    # What is calm and would raise an alarm is not to be called acute either.
    calm = np.asarray([level is Level.GEEN for level in levels])
    alarms = np.asarray([level in ALARMS for level in levels])
    alarms |= calm & (chances[:, ALARM] >= alarm.plain)
    costs = np.asarray(
        [
            -1.0 / many[level] if level is Level.ACUUT else CALLED_ACUTE / many[Level.ZORG]
            for level in levels
        ]
    )
    helped = np.asarray(
        [Level.ACUUT in standing(row.reading.hits, row.reading.units[0]) for row in single]
    )
    both = np.where(helped, chances[:, ACUTE], chances[:, ACUTE] * chances[:, ALARM])
    framed = np.asarray([row.grounds[Level.ACUUT] == "framed" for row in single])
    return _ordered(
        {
            "helped": cheapest(both, costs, alarms & helped),
            "plain": cheapest(both, costs, alarms & ~helped & ~framed),
            "framed": cheapest(both, costs, alarms & ~helped & framed),
        }
    )


def _danger(single: list[LeftOut], chances: Any, alarm: Bar) -> DangerBars:
    """The bars of danger now: with a wording of it, and beside exhaustion.

    Too few exemplars to tell leave a bar as it was. A wording never asks for more than others do.
    """
    levels = [row.example.level for row in single]
    many = Counter(levels)
    old = load_bars().signals.danger
    worded = np.asarray(
        [Level.ACUUT in standing(row.reading.hits, row.reading.units[0]) for row in single]
    )
    helped = np.asarray([row.grounds[Level.ACUUT] == "helped" for row in single])
    tired = ~helped & (chances[:, OWN] > chances[:, ALARM])
    alarms = np.asarray([level in ALARMS for level in levels])
    acute = np.asarray([level is Level.ACUUT for level in levels])
    missed = np.asarray([-MISSED.get(level, 0.0) / many[level] for level in levels])
    wrongly = RAISED_WRONGLY / max(1, many[Level.GEEN])
    called = CALLED_ACUTE / max(1, many[Level.ZELFZORG])
    found = {"worded": old.worded, "tired": old.tired, "bare": old.bare}
    if np.count_nonzero(worded & alarms) >= ENOUGH:
        costs = np.where(alarms, missed, wrongly)
        found["worded"] = min(alarm.helped, cheapest(chances[:, ALARM], costs, worded, SLACK))
    if np.count_nonzero(tired & acute) >= ENOUGH:
        costs = np.where(acute, missed, called)
        found["tired"] = cheapest(chances[:, ACUTE] * chances[:, ALARM], costs, tired)
    return DangerBars(**found)


def _told(rows: list[LeftOut]) -> dict[int, float]:
    """Per number of sentences the chance that few enough calm sentences reach."""
    calm = [_surest(row) for row in rows if row.told and not _worded(row)]
    return {n: round(float(np.quantile(calm, 1 - TOLD_WRONG / n)), 3) for n in LENGTHS}


def _doubt(rows: list[LeftOut]) -> dict[int, float]:
    """Per number of sentences the chance from which a message is asked about."""
    talk = [_surest(row) for row in rows if row.talk and not _worded(row)]
    told = [_surest(row) for row in rows if row.told and not _worded(row)]
    short = {1: round(float(np.quantile(talk, 1 - TALK_ASKED)), 3)}
    # A sentence of a long story is calmer than an answer; its bar never lies below theirs.
    return short | {
        n: max(short[1], round(float(np.quantile(told, 1 - TALK_ASKED / n)), 3)) for n in LENGTHS
    }


def _surest(row: LeftOut) -> float:
    return float(row.reading.chances[:, ALARM].max())


def _worded(row: LeftOut) -> bool:
    """Whether a wording of danger stands in it."""
    return bool(standing(row.reading.hits, row.reading.units[-1]) & set(ALARMS))
