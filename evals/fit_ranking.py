"""Learns the weights by which a search ranks, and shows what they do on queries held out.

Contract: ``run`` reads a file of queries with graded texts (as ``coach eval retrieval``), fits a
logistic regression over ``Library.scores(...).features`` in five folds by situation, and gives
nDCG@10 of the shipped weights and of weights learnt without the fold; then the weights learnt from
all, in the scale that the margins of ``Library`` are in, and the line (slope, base) from a text's
own likeness to that of its nearest way of asking and to the mean of its three nearest.

    python -m evals.fit_ranking --cases evals/cases/retrieval-dev.jsonl
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.coach import Coach
from coach.knowledge.collection import ASKED_SHARE, Library
from coach.knowledge.likeness import WHOLE_SHARE
from coach.knowledge.ranking import rank
from coach.knowledge.scores import Scores
from coach.settings import settings
from evals.suites.retrieval import DEPTH, RetrievalCase, read_cases
from evals.voices import coach_for

FOLDS = 5
#: How far scores of one query lie apart (standard deviation, on average).
SPREAD = 0.125
_STRENGTH = 0.1
Row = NDArray[np.float32]


def ndcg(scores: Row, grades: Row) -> float:
    """Gain at ten over the ideal one (nDCG@10, Järvelin and Kekäläinen 2002)."""
    best = grades[np.argsort(-scores, kind="stable")[:DEPTH]]
    ideal = np.sort(grades)[::-1][:DEPTH]
    steps = np.log2(np.arange(2, len(best) + 2))
    return float((best / steps).sum() / (ideal / steps).sum())


def learn(features: Sequence[Row], grades: Sequence[Row]) -> Row:
    """Weights over features; every query counts the same, and good texts as much as others."""
    from sklearn.linear_model import LogisticRegression

    rows = np.concatenate([found - found.mean(axis=0) for found in features])
    spread = rows.std(axis=0)
    good = np.concatenate([found > 0 for found in grades])
    worth = np.concatenate(
        [np.where(g > 0, g / g.sum(), 1.0 / max(1, (g == 0).sum())) for g in grades]
    )
    model = LogisticRegression(C=_STRENGTH, max_iter=1000)
    model.fit(rows / spread, good, sample_weight=worth * 50)
    return np.asarray(model.coef_[0] / spread, dtype=np.float32)


def _folds(cases: Sequence[RetrievalCase]) -> list[int]:
    clusters = list(dict.fromkeys(case.cluster for case in cases))
    return [clusters.index(case.cluster) % FOLDS for case in cases]


def run(coach: Coach, path: Path) -> dict[str, Any]:
    """The figures and the weights."""
    library = coach.collection
    everything = read_cases(path, library)
    cases = [case for case in everything if case.grades]
    kept = np.array([text.quotable for text in library.texts])
    scores = [library.scores(case.query) for case in cases]
    features = [score.features[kept] for score in scores]
    grades = [_grades(case, library)[kept] for case in cases]
    folds, held_out = _folds(cases), np.zeros(len(cases))
    for fold in range(FOLDS):
        train = [n for n, own in enumerate(folds) if own != fold]
        weights = learn([features[n] for n in train], [grades[n] for n in train])
        for n in (n for n, own in enumerate(folds) if own == fold):
            held_out[n] = ndcg(features[n] @ weights, grades[n])
    weights = learn(features, grades)
    scale = SPREAD / np.mean([(found @ weights).std() for found in features])
    shipped = [ndcg(rank(found), own) for found, own in zip(features, grades, strict=True)]
    return {
        "queries": len(cases),
        "ndcg10_shipped": round(float(np.mean(shipped)), 4),
        "ndcg10_held_out": round(float(held_out.mean()), 4),
        "weights": [round(float(weight * scale), 4) for weight in weights],
        **_expected(library, [library.scores(case.query) for case in everything]),
    }


def _expected(library: Library, scores: Sequence[Scores]) -> dict[str, list[float]]:
    """What ways of asking score beside the text itself, over texts that have them."""
    with_ways = np.array([text.quotable and bool(text.asked) for text in library.texts])
    features = np.concatenate([score.features[with_ways] for score in scores])
    own = WHOLE_SHARE * features[:, 0] + (1 - WHOLE_SHARE) * features[:, 1]
    dense = np.concatenate([score.dense[with_ways] for score in scores])
    nearest = (dense - (1 - ASKED_SHARE) * own) / ASKED_SHARE
    lines = {"expected_nearest": nearest, "expected_three": features[:, 2]}
    return {name: [round(float(x), 4) for x in np.polyfit(own, y, 1)] for name, y in lines.items()}


def _grades(case: RetrievalCase, library: Library) -> Row:
    return np.array([case.grades.get(text.id, 0) for text in library.texts], dtype=np.float32)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, required=True)
    found = run(coach_for(settings()), parser.parse_args().cases)
    sys.stdout.write(json.dumps(found, indent=2) + "\n")
