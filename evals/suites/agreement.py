"""How far two labellers agree on what an utterance does.

Contract: ``run`` reads lines ``{"id", "text", "first": […], "second": […]}`` (optional ``seen``:
the second labeller had seen the sentence with its label before) and gives, per code, counts, the
share of equal decisions and Cohen's kappa, their mean over codes that occur, and how often the
whole row of codes is the same. The rows keep what was written down first, so that mending an
exemplar afterwards changes nothing here.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from coach.labels import Code
from evals.casefiles import read_lines
from evals.suites.measures import wilson

SECOND = Path("evals/cases/utterances-second.jsonl")
Row = tuple[frozenset[Code], frozenset[Code]]


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Cohen's kappa of two yes-or-no labellers; None when chance alone would agree fully."""
    if not pairs:
        return None
    same = sum(one == two for one, two in pairs) / len(pairs)
    first = sum(one for one, _ in pairs) / len(pairs)
    second = sum(two for _, two in pairs) / len(pairs)
    chance = first * second + (1 - first) * (1 - second)
    return None if chance == 1 else round((same - chance) / (1 - chance), 4)


def agreement(rows: Sequence[Row]) -> dict[str, Any]:
    """Agreement per code and over whole rows."""
    per_code = {}
    for code in Code:
        pairs = [(code in first, code in second) for first, second in rows]
        if not any(one or two for one, two in pairs):
            continue
        per_code[code.value] = {
            "first": sum(one for one, _ in pairs),
            "second": sum(two for _, two in pairs),
            "both": sum(one and two for one, two in pairs),
            "same": round(sum(one == two for one, two in pairs) / len(pairs), 4),
            "kappa": kappa(pairs),
        }
    values = [item["kappa"] for item in per_code.values() if item["kappa"] is not None]
    return {
        "n": len(rows),
        "mean_kappa": round(float(np.mean(values)), 4) if values else None,
        "exact": wilson(sum(first == second for first, second in rows), len(rows)),
        "per_code": per_code,
    }


def run(cases: Path = SECOND) -> dict[str, Any]:
    """Agreement on a file, over all rows and over those the second labeller had not seen."""
    rows: list[Row] = []
    fresh: list[Row] = []
    for case in read_lines(cases, ("id", "text", "first", "second")):
        row = (frozenset(map(Code, case["first"])), frozenset(map(Code, case["second"])))
        rows.append(row)
        if not case.get("seen"):
            fresh.append(row)
    return {"suite": "utterances-agreement", **agreement(rows), "unseen": agreement(fresh)}
