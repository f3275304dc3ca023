"""How far the project's own detectors can be trusted, on hand-labelled turns.

Contract: ``run`` reads lines ``{"id", "cluster", "user", "text", "labels"}`` (labels are ``Sight``
values) and gives precision and recall with Wilson intervals per sight, the share of turns with a
verdict that are held back under any name, and the ids that went wrong. For language and address
the *faults* are counted: ``vreemde-taal`` and ``u-vorm``.
"""

from pathlib import Path
from typing import Any

from coach.errors import CasesUnreadable
from coach.labels import Rule
from evals.casefiles import read_lines
from evals.detect import Detectors, Sight
from evals.suites.measures import wilson

_FAULTS = {Sight.NEDERLANDS: "vreemde-taal", Sight.JE: "u-vorm"}
_HOLDING = frozenset({Rule.OORDEEL, Rule.ADVIES, Rule.DIAGNOSE, Rule.GERUSTSTELLING, Rule.RISICO})


def run(cases: Path, detectors: Detectors | None = None) -> dict[str, Any]:
    """Measures every detector on a file of labelled turns."""
    detectors = detectors or Detectors()
    rows: list[tuple[str, set[str], set[str]]] = []
    held: list[bool] = []
    for number, case in enumerate(read_lines(cases, ("id", "user", "text", "labels")), start=1):
        given = _sights(case["labels"], cases, number)
        text, user = str(case["text"]), tuple(map(str, case["user"]))
        rows.append((str(case["id"]), _named(given), _named(detectors.seen(text, user))))
        if Sight.OORDEEL in given:
            rules = {fault.rule for fault in detectors.faults(text, detectors.basis(user))}
            held.append(bool(rules & _HOLDING))
    names = [_FAULTS.get(sight, sight.value) for sight in Sight]
    return {
        "suite": "detectors",
        "n": len(rows),
        "per_sight": {name: _measured(name, rows) for name in names},
        "verdict_held_back": wilson(sum(held), len(held)),
        "wrong": [
            {"id": case, "missed": sorted(gold - found), "false": sorted(found - gold)}
            for case, gold, found in rows
            if gold != found
        ],
    }


def _sights(given: list[Any], cases: Path, line: int) -> set[Sight]:
    try:
        return {Sight(str(label)) for label in given}
    except ValueError as error:
        raise CasesUnreadable(file=cases, line=line, detail=str(error)) from error


def _named(sights: set[Sight]) -> set[str]:
    """Names as they are counted: what is present, or for language and address what is wrong."""
    plain = {sight.value for sight in sights if sight not in _FAULTS}
    return plain | {fault for sight, fault in _FAULTS.items() if sight not in sights}


def _measured(name: str, rows: list[tuple[str, set[str], set[str]]]) -> dict[str, Any]:
    right = sum(name in gold and name in found for _, gold, found in rows)
    return {
        "precision": wilson(right, sum(name in found for _, _, found in rows)),
        "recall": wilson(right, sum(name in gold for _, gold, _ in rows)),
    }
