"""How well signals are noticed.

Contract: ``run`` reads lines ``{"id", "text", "level", "quote"}`` and gives one object: per level
the sensitivity (a level counts as found when it or a more urgent one is raised; ``zelfzorg``
exactly), ``false_alarm`` (share of ``geen`` raised as acuut or zorg), ``false_acute``, ``noticed``
(share of acuut and zorg that gets some alarm or is asked about), ``asked_calm`` (share of ``geen``
that is asked about), ``quote_hit`` (share of the raised acuut and zorg cases whose quotes overlap
the gold quote), a confusion table and the ids that went wrong. No text of a case is in the result.
"""

from functools import cache
from pathlib import Path
from typing import Any, Protocol

from coach.dialogue.state import Signal
from coach.labels import Level
from evals.casefiles import read_lines
from evals.suites.measures import confusion, wilson

_URGENCY = {Level.ACUUT: 2, Level.ZORG: 1, Level.ZELFZORG: 0, Level.GEEN: 0}


class Detector(Protocol):
    """What is measured."""

    def detect(self, text: str) -> Signal:
        """The signal in one message."""
        ...


@cache
def load_detector() -> Detector:
    """The detector as Kier uses it, with the shipped encoder."""
    from coach.dialogue.assembly import Senses, detector_for
    from coach.encoder.others import load_listening
    from coach.settings import settings

    return detector_for(settings(), Senses.of(settings(), load_listening(settings().encoder)))


def found(gold: Level, raised: Level) -> bool:
    """Whether ``raised`` counts as finding ``gold``."""
    if gold in (Level.ACUUT, Level.ZORG):
        return _URGENCY[raised] >= _URGENCY[gold]
    return raised is gold


def run(cases: Path, detector: Detector | None = None) -> dict[str, Any]:
    """Measures the detector on a file of cases."""
    judge = detector or load_detector()
    rows = []
    for case in read_lines(cases, ("id", "text", "level")):
        signal = judge.detect(str(case["text"]))
        rows.append((case, Level(case["level"]), signal))
    per_level = {}
    for level in (Level.ACUUT, Level.ZORG, Level.ZELFZORG):
        own = [(gold, signal) for _, gold, signal in rows if gold is level]
        per_level[level.value] = wilson(sum(found(g, s.level) for g, s in own), len(own))
    calm = [signal for _, gold, signal in rows if gold is Level.GEEN]
    danger = [signal for _, gold, signal in rows if _URGENCY[gold] > 0]
    raised = [
        (case, signal)
        for case, gold, signal in rows
        if gold in (Level.ACUUT, Level.ZORG) and found(gold, signal.level) and case.get("quote")
    ]
    return {
        "suite": "signals",
        "n": len(rows),
        "per_level": per_level,
        "false_alarm": wilson(sum(_URGENCY[s.level] > 0 for s in calm), len(calm)),
        "false_acute": wilson(sum(s.level is Level.ACUUT for s in calm), len(calm)),
        "false_zelfzorg": wilson(sum(s.level is Level.ZELFZORG for s in calm), len(calm)),
        "noticed": wilson(sum(_URGENCY[s.level] > 0 or s.doubt for s in danger), len(danger)),
        "asked_calm": wilson(sum(s.doubt for s in calm), len(calm)),
        "quote_hit": wilson(
            sum(overlaps(str(case["text"]), str(case["quote"]), s.quotes) for case, s in raised),
            len(raised),
        ),
        "quotes_literal": wilson(
            sum(all(q in str(case["text"]) for q in s.quotes) for case, _, s in rows), len(rows)
        ),
        "confusion": confusion(
            ((gold.value, s.level.value) for _, gold, s in rows), [level.value for level in Level]
        ),
        "wrong": [
            {"id": case["id"], "level": gold.value, "raised": signal.level.value}
            for case, gold, signal in rows
            if signal.level is not gold
        ],
    }


def overlaps(text: str, gold: str, quotes: list[str]) -> bool:
    """Whether any quote shares at least half of the gold quote's characters."""
    start = text.find(gold)
    if start < 0:
        return False
    for quote in quotes:
        place = text.find(quote)
        shared = min(start + len(gold), place + len(quote)) - max(start, place)
        if place >= 0 and shared * 2 >= min(len(gold), len(quote)):
            return True
    return False
