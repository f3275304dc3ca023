"""How well the next question is chosen, against labelled candidates.

Contract: ``run`` reads lines ``{"id","cluster","history","message","themes","stage",
"perspectives","feelings","candidates":{question id: [grade of rater 1, grade of rater 2]}}`` with
grades 0-3 and gives nDCG@3 of the bank's ranking, of BM25 and of chance over just those
candidates, the paired differences with cluster intervals, and the raters' agreement (quadratic
weighted kappa, Cohen 1968). ``pool`` proposes candidates to label. Chance is exact: the mean over
all orders.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.bank import Bank, Wanted
from coach.dialogue.slots import fill
from coach.encoder.others import load_listening
from coach.knowledge.content import load_questions
from coach.knowledge.index import Encoder
from coach.knowledge.lexical import Lexical, Tokens
from coach.knowledge.vectors import VectorCache
from coach.labels import Actor, Feeling, Premise, Stage, Theme
from coach.settings import Settings
from evals.casefiles import read_lines
from evals.stats import cluster_interval, paired_permutation

TOP = 3
_GRADES = 4


def wanted_of(case: Mapping[str, Any]) -> Wanted:
    """What the plan would ask of a question in this context; every premise counts as said."""
    return Wanted(
        stages=(Stage(case["stage"]),),
        perspectives=tuple(Actor(name) for name in case["perspectives"]),
        themes=tuple(Theme(name) for name in case["themes"]),
        premises=frozenset(Premise),
        feelings=tuple(Feeling(name) for name in case.get("feelings", ())),
    )


def context_of(case: Mapping[str, Any], encoder: Encoder) -> NDArray[np.float32]:
    """The vector of what was said, as a turn makes it."""
    row: NDArray[np.float32] = encoder.encode([str(case["message"])])[0]
    return row


def _scores(case: Mapping[str, Any], bank: Bank, encoder: Encoder) -> dict[str, float]:
    ranked = bank.rank(wanted_of(case), context_of(case, encoder))
    return {candidate.question.id: candidate.fit for candidate in ranked}


def _dcg(grades: Sequence[float]) -> float:
    return float(sum((2**grade - 1) / np.log2(rank + 2) for rank, grade in enumerate(grades[:TOP])))


def ndcg(order: Sequence[str], grades: Mapping[str, float]) -> float:
    """nDCG@3 of an order of candidate ids; 0 when no candidate has a grade above 0."""
    best = _dcg(sorted(grades.values(), reverse=True))
    return _dcg([grades[name] for name in order]) / best if best else 0.0


def chance(grades: Mapping[str, float]) -> float:
    """The expected nDCG@3 of a random order."""
    best = _dcg(sorted(grades.values(), reverse=True))
    if not best:
        return 0.0
    gain = float(np.mean([2**grade - 1 for grade in grades.values()]))
    places = min(TOP, len(grades))
    return gain * float(sum(1 / np.log2(rank + 2) for rank in range(places))) / best


def kappa(pairs: Sequence[tuple[int, int]]) -> float:
    """Quadratic weighted kappa of two raters."""
    table = np.zeros((_GRADES, _GRADES))
    for one, other in pairs:
        table[one, other] += 1
    grid = np.arange(_GRADES)
    weight = (grid[:, None] - grid[None, :]) ** 2
    expected = np.outer(table.sum(1), table.sum(0)) / table.sum()
    return float(1 - (weight * table).sum() / (weight * expected).sum())


def pool(
    cases: Sequence[Mapping[str, Any]], bank: Bank, encoder: Encoder, seed: int = 1
) -> list[list[str]]:
    """Candidates to label per case: the bank's best, BM25's best, and some of the same cell."""
    lexical = Lexical([fill(question.text, {}) for question in bank.questions], Tokens())
    rng = np.random.default_rng(seed)
    found: list[list[str]] = []
    for case in cases:
        cell = [
            place
            for place, question in enumerate(bank.questions)
            if question.stage == case["stage"] and question.perspective in case["perspectives"]
        ]
        words = lexical.search(str(case["message"])).scores
        fit = _scores(case, bank, encoder)
        best = sorted(cell, key=lambda place: -fit[bank.questions[place].id])[:3]
        by_words = sorted(cell, key=lambda place: -words[place])[:1]
        other = rng.choice(cell, size=min(2, len(cell)), replace=False).tolist()
        order = list(dict.fromkeys([*best, *by_words, *other]))
        rng.shuffle(order)
        found.append([bank.questions[place].id for place in order])
    return found


def run(cases: Path) -> dict[str, Any]:
    """The shipped bank and encoder on a case file."""
    settings = Settings()
    encoder = load_listening(settings.encoder)
    vectors = VectorCache(encoder, settings.data_folder)
    return measure(Bank(load_questions(settings.content), vectors.encode), encoder, cases)


def measure(bank: Bank, encoder: Encoder, cases: Path) -> dict[str, Any]:
    """nDCG@3 of a bank against BM25 and chance."""
    lines = read_lines(cases, ("id", "message", "candidates"))
    texts = {question.id: fill(question.text, {}) for question in bank.questions}
    rows: dict[str, list[float]] = {"bank": [], "bm25": [], "chance": []}
    clusters, pairs = [], []
    for case in lines:
        grades = {
            name: float(np.mean(given))
            for name, given in case["candidates"].items()
            if name in texts
        }
        if not grades or not any(grades.values()):
            continue
        pairs += [(int(given[0]), int(given[-1])) for given in case["candidates"].values()]
        names = sorted(grades)
        fit = _scores(case, bank, encoder)
        words = Lexical([texts[name] for name in names], Tokens()).search(case["message"]).scores
        rows["bank"].append(ndcg(sorted(names, key=lambda n: -fit[n]), grades))
        rows["bm25"].append(ndcg([names[n] for n in np.argsort(-words, kind="stable")], grades))
        rows["chance"].append(chance(grades))
        clusters.append(case.get("cluster", case["id"]))
    result: dict[str, Any] = {"suite": "questions", "n": len(clusters)}
    for name, values in rows.items():
        result[f"ndcg3_{name}"] = round(float(np.mean(values)), 4)
    for name in ("bm25", "chance"):
        gaps = [a - b for a, b in zip(rows["bank"], rows[name], strict=True)]
        bounds = cluster_interval(gaps, clusters)
        result[f"bank_minus_{name}"] = {
            "difference": round(float(np.mean(gaps)), 4),
            "interval": [round(bound, 4) for bound in bounds] if bounds else None,
            "p": paired_permutation(gaps, clusters),
        }
    result["kappa"] = round(kappa(pairs), 3)
    return result
