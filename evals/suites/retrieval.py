"""How well the library finds: BM25, vectors and both fused, and whether it admits finding nothing.

Contract: ``run`` reads lines ``{"id", "query", "passages": {id: grade 1|2} or "themes": [...],
"kind", "cluster"}``; with themes a text is relevant (grade 1) when it carries one of them; a case
with neither has nothing relevant. Each system ranks all quotable texts; ir_measures does the
arithmetic. Intervals and tests draw whole clusters. ``no_hit`` asks ``Library.search`` as the
coach does. ``calibrate`` shows what other thresholds would give; it changes nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.coach import Coach
from coach.errors import CasesUnreadable, KierError
from coach.knowledge.collection import Library, Thresholds
from coach.knowledge.scores import Scores
from coach.labels import Theme
from evals.casefiles import read_lines
from evals.stats import cluster_interval, paired_permutation, wilson

SYSTEMS = ("bm25", "dense", "fused")
MEASURES = {
    "ndcg10": "nDCG@10",
    "recall5": "R@5",
    "success1": "Success@1",
    "success5": "Success@5",
    "mrr10": "RR@10",
}
DEPTH = 10
DENSE_GRID = tuple(round(0.20 + 0.02 * step, 2) for step in range(16))
LEXICAL_GRID = (0.20, 0.25, 0.30, 0.36, 0.42, 0.50, 0.56, 0.62, 0.70, 0.80, 1.01)


class MeasuresMissing(KierError):
    """ir_measures is not installed."""

    template = "Voor deze toets is het pakket ir-measures nodig en dat is niet geïnstalleerd."
    advice = "Draai 'make dev' (of: pip install -e '.[dev]') en probeer het opnieuw."


@dataclass(frozen=True)
class RetrievalCase:
    """One query with the grades of the texts that are relevant to it."""

    id: str
    query: str
    kind: str
    cluster: str
    grades: dict[str, int]
    by_passage: bool


def read_cases(path: Path, library: Library) -> list[RetrievalCase]:
    """The cases of a file; CasesUnreadable with the line of an unknown id, theme or grade."""
    seen: set[str] = set()
    cases = []
    for number, raw in enumerate(read_lines(path, ("id", "query")), start=1):
        try:
            case = _case(raw, library)
        except (TypeError, ValueError, AttributeError) as error:
            raise CasesUnreadable(file=path, line=number, detail=str(error)) from error
        if case.id in seen:
            raise CasesUnreadable(file=path, line=number, detail=f"id {case.id} (2x)")
        seen.add(case.id)
        cases.append(case)
    return cases


def _case(raw: dict[str, Any], library: Library) -> RetrievalCase:
    grades = {str(name): int(grade) for name, grade in (raw.get("passages") or {}).items()}
    for name, grade in grades.items():
        if name not in library.by_id or grade not in (1, 2):
            raise ValueError(f"passages {name}: {grade}")
    themes = {Theme(name) for name in raw.get("themes") or ()}
    for text in library.texts:
        if themes & set(text.themes):
            grades.setdefault(text.id, 1)
    name = str(raw["id"])
    return RetrievalCase(
        id=name,
        query=str(raw["query"]),
        kind=str(raw.get("kind") or "?"),
        cluster=str(raw.get("cluster") or name),
        grades=grades,
        by_passage=bool(raw.get("passages")),
    )


def ranked(scores: Scores, library: Library) -> dict[str, list[str]]:
    """The best ten quotable texts of each system; BM25 leaves out what shares no word."""
    arrays = {"bm25": scores.lexical, "dense": scores.dense, "fused": scores.fused}
    return {system: _top(array, library, system == "bm25") for system, array in arrays.items()}


def _top(scores: NDArray[np.float32], library: Library, positive: bool) -> list[str]:
    order = (int(place) for place in np.argsort(-scores, kind="stable"))
    kept = [
        library.texts[place].id
        for place in order
        if library.texts[place].quotable and (scores[place] > 0 or not positive)
    ]
    return kept[:DEPTH]


def _vectors(cases: Sequence[RetrievalCase], library: Library) -> NDArray[np.float32]:
    # All at once and only once, for ranking and for searching.
    return library._encoder.encode([case.query for case in cases])


def _arithmetic() -> Any:
    try:
        import ir_measures
    except ImportError as error:
        raise MeasuresMissing() from error
    return ir_measures


def per_case(
    cases: Sequence[RetrievalCase], rankings: Sequence[dict[str, list[str]]]
) -> list[dict[str, dict[str, float]]]:
    """For each case and system its measures; recall only where passages were graded."""
    arithmetic = _arithmetic()
    parsed = {name: arithmetic.parse_measure(text) for name, text in MEASURES.items()}
    names = {str(measure): name for name, measure in parsed.items()}
    qrels = {case.id: case.grades for case in cases}
    rows: dict[str, dict[str, dict[str, float]]] = {
        case.id: {system: dict.fromkeys(MEASURES, 0.0) for system in SYSTEMS} for case in cases
    }
    for system in SYSTEMS:
        run = {
            case.id: {text: 1.0 / (place + 1) for place, text in enumerate(ranking[system])}
            for case, ranking in zip(cases, rankings, strict=True)
        }
        for found in arithmetic.iter_calc(list(parsed.values()), qrels, run) if cases else ():
            rows[found.query_id][system][names[str(found.measure)]] = float(found.value)
    for case in cases:
        if not case.by_passage:
            for system in SYSTEMS:
                del rows[case.id][system]["recall5"]
    return [rows[case.id] for case in cases]


Rows = Sequence[tuple[RetrievalCase, dict[str, dict[str, float]]]]


def _values(rows: Rows, system: str, measure: str) -> tuple[list[float], list[str]]:
    kept = [(case, row) for case, row in rows if measure in row[system]]
    return [row[system][measure] for _, row in kept], [case.cluster for case, _ in kept]


def _means(rows: Rows, system: str) -> dict[str, float | None]:
    result: dict[str, float | None] = {}
    for measure in MEASURES:
        values, _ = _values(rows, system, measure)
        result[measure] = round(sum(values) / len(values), 4) if values else None
    return result


def _rounded(interval: tuple[float, float] | None) -> list[float] | None:
    return None if interval is None else [round(edge, 4) for edge in interval]


def _split(rows: Rows, key: Callable[[RetrievalCase], str]) -> dict[str, Rows]:
    parts: dict[str, list[tuple[RetrievalCase, dict[str, dict[str, float]]]]] = {}
    for case, row in rows:
        parts.setdefault(key(case), []).append((case, row))
    return dict(sorted(parts.items()))


def figures(rows: Rows, system: str) -> dict[str, Any]:
    """Means of one system, with intervals, per kind and per way of judging."""
    by_judgement = _split(rows, lambda case: "passages" if case.by_passage else "themes")
    return {
        **_means(rows, system),
        "intervals": {
            measure: _rounded(cluster_interval(*_values(rows, system, measure)))
            for measure in MEASURES
        },
        "kinds": {
            kind: {"cases": len(part), **_means(part, system)}
            for kind, part in _split(rows, lambda case: case.kind).items()
        },
        "judged_by": {
            name: {"cases": len(part), **_means(part, system)}
            for name, part in by_judgement.items()
        },
    }


def difference(rows: Rows, left: str, right: str) -> dict[str, Any]:
    """Paired difference ``left`` minus ``right`` per measure: mean, interval, permutation p."""
    result: dict[str, Any] = {}
    for measure in MEASURES:
        ours, clusters = _values(rows, left, measure)
        theirs, _ = _values(rows, right, measure)
        gaps = [a - b for a, b in zip(ours, theirs, strict=True)]
        result[measure] = {
            "mean": round(sum(gaps) / len(gaps), 4) if gaps else None,
            "interval": _rounded(cluster_interval(gaps, clusters)),
            "p": round(paired_permutation(gaps, clusters), 4) if gaps else None,
            "cases": len(gaps),
        }
    return result


def no_hit(cases: Sequence[RetrievalCase], nothing_found: Sequence[bool]) -> dict[str, Any]:
    """Precision and recall of saying that nothing fits, with Wilson intervals.

    Precision: of the queries that got nothing, those for which nothing is relevant. Recall: of
    the queries for which nothing is relevant, those that got nothing. None when nothing counts.
    """
    pairs = list(zip((not case.grades for case in cases), nothing_found, strict=True))
    right = sum(none and empty for none, empty in pairs)
    said, there = sum(empty for _, empty in pairs), sum(none for none, _ in pairs)
    return {
        "precision": round(right / said, 4) if said else None,
        "precision_interval": _rounded(wilson(right, said)) if said else None,
        "recall": round(right / there, 4) if there else None,
        "recall_interval": _rounded(wilson(right, there)) if there else None,
        "right": right,
        "said": said,
        "nothing_relevant": there,
    }


def run(coach: Coach, cases: Path) -> dict[str, Any]:
    """All figures over a file of cases."""
    library = coach.collection
    read = read_cases(cases, library)
    vectors = _vectors(read, library)
    rankings, empty = [], []
    for case, vector in zip(read, vectors, strict=True):
        rankings.append(ranked(library.scores(case.query, vector), library))
        empty.append(not library.search(case.query, k=1, vector=vector))
    asked = [place for place, case in enumerate(read) if case.grades]
    found = per_case([read[p] for p in asked], [rankings[p] for p in asked])
    rows: Rows = [(read[place], row) for place, row in zip(asked, found, strict=True)]
    systems = {system: figures(rows, system) for system in SYSTEMS}
    gaps = {
        "fused_minus_bm25": difference(rows, "fused", "bm25"),
        "fused_minus_dense": difference(rows, "fused", "dense"),
    }
    silence = no_hit(read, empty)
    return {
        "suite": "retrieval",
        "encoder": library._encoder.stamp,
        "cases": {
            "all": len(read),
            "passages": sum(case.by_passage for case in read),
            "themes": sum(bool(case.grades) and not case.by_passage for case in read),
            "nothing_relevant": len(read) - len(asked),
            "clusters": len({case.cluster for case in read}),
        },
        **systems,
        "no_hit": silence,
        "difference": gaps,
        "per_case": [
            {
                "id": case.id,
                "kind": case.kind,
                "ndcg10": {system: round(row[system]["ndcg10"], 4) for system in SYSTEMS},
                "first": rankings[place]["fused"][:3],
                "nothing_found": empty[place],
            }
            for place, (case, row) in zip(asked, rows, strict=True)
        ],
        "measures": dict(_flat(systems, silence, gaps["fused_minus_bm25"]["ndcg10"])),
    }


def _flat(
    systems: dict[str, dict[str, Any]], silence: dict[str, Any], gap: dict[str, Any]
) -> Iterator[tuple[str, Any]]:
    """The figures line by line, for printing without JSON."""
    for system, found in systems.items():
        for measure in MEASURES:
            yield f"{system} {measure}", found[measure]
        for kind, part in found["kinds"].items():
            yield f"{system} {kind} ndcg10", part["ndcg10"]
    for name in ("precision", "recall"):
        yield f"no_hit {name}", silence[name]
    low, high = gap["interval"] or (None, None)
    yield "fused - bm25 ndcg10", f"{gap['mean']} [{low}, {high}] p={gap['p']}"


def calibrate(
    coach: Coach,
    cases: Path,
    dense: Sequence[float] = DENSE_GRID,
    lexical: Sequence[float] = LEXICAL_GRID,
    show: Callable[[str], None] | None = None,
) -> list[dict[str, Any]]:
    """What each pair of thresholds would give in no-hit precision and recall; for dev files.

    Prints a line per pair (``show``, default the terminal) and returns the same rows, best
    balance (F1) first, with ``refused``: the share of answerable cases that would get nothing.
    """
    if show is None:
        from typer import echo

        show = echo
    library = coach.collection
    read = read_cases(cases, library)
    vectors = _vectors(read, library)
    scores = [library.scores(case.query, row) for case, row in zip(read, vectors, strict=True)]
    answerable = sum(bool(case.grades) for case in read)
    rows: list[dict[str, Any]] = []
    for meaning in dense:
        for words in lexical:
            trial = copy(library)
            trial._thresholds = Thresholds(dense=meaning, lexical=words)
            silence = no_hit(read, [not _anything_fits(trial, score) for score in scores])
            precision, recall = silence["precision"] or 0.0, silence["recall"] or 0.0
            wrong = silence["said"] - silence["right"]
            rows.append(
                {
                    "dense": meaning,
                    "lexical": words,
                    "precision": precision,
                    "recall": recall,
                    "f1": round(2 * precision * recall / ((precision + recall) or 1.0), 4),
                    "refused": round(wrong / answerable, 4) if answerable else None,
                }
            )
    rows.sort(key=lambda row: (-row["f1"], row["dense"], row["lexical"]))
    show("\t".join(rows[0]) if rows else "")
    for row in rows:
        show("\t".join(str(value) for value in row.values()))
    return rows


def _anything_fits(library: Library, scores: Scores) -> bool:
    # The library's own rule, so that calibration follows it when it changes.
    return bool((library._fitting(scores) & library._quotable).any())
