"""Which drawings a report has, from the results of its suites.

Contract: ``drawn`` gives (title, note, svg) for each drawing that has data; a suite that did not
run costs its drawing and nothing else.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from evals.gates import at, load_gates
from evals.report import words
from evals.report.svg import Dot, Line, curves, dots, plane, shown

Drawing = tuple[str, str, str]


def drawn(records: list[dict[str, Any]]) -> list[Drawing]:
    """All drawings in reading order."""
    makers: tuple[Callable[[list[dict[str, Any]]], Iterator[Drawing]], ...] = (
        _forest, _signals, _retrieval, _deid, _model,
    )  # fmt: skip
    return [drawing for maker in makers for drawing in maker(records)]


def differences(value: Any, path: str = "") -> Iterator[tuple[str, float, float, float]]:
    """Every paired difference in a result: (path, mean, low, high)."""
    if not isinstance(value, Mapping):
        return
    mean = value.get("mean", value.get("difference"))
    edges = value.get("interval", [value.get("low"), value.get("high")])
    if not isinstance(edges, list) or None in edges:
        edges = None
    if isinstance(mean, (int, float)) and isinstance(edges, list) and len(edges) == 2:
        yield path, float(mean), float(edges[0]), float(edges[1])
        return
    for key, item in value.items():
        yield from differences(item, f"{path} {key}".strip())


def _of(records: list[dict[str, Any]], suite: str) -> list[dict[str, Any]]:
    return [record for record in records if record["suite"] == suite and record["result"]]


def _dot(share: Mapping[str, Any] | None, shape: int = 0) -> Dot | None:
    if not share or share.get("value") is None:
        return None
    return Dot(share["value"], share.get("low"), share.get("high"), shape)


def _forest(records: list[dict[str, Any]]) -> Iterator[Drawing]:
    lines = []
    for record in records:
        for path, mean, low, high in differences(record["result"]):
            if "recall" in path or "success" in path or "mrr" in path:
                continue
            label = f"{record['suite']} {path}"
            label = words.DIFFERENCES.get(label, label.replace("_", " "))
            note = f"{shown(mean)} [{shown(low)}; {shown(high)}] {record['file'].split('.')[0]}"
            lines.append(Line(label, [Dot(mean, low, high, 1)], note))
    if lines:
        edges = [abs(edge or 0) for line in lines for d in line.dots for edge in (d.low, d.high)]
        most = max(0.1, *edges)
        svg = dots(words.FOREST, lines, (-most, most), rule=0.0)
        yield words.FOREST, words.FOREST_NOTE, svg


def _signals(records: list[dict[str, Any]]) -> Iterator[Drawing]:
    aims = {gate.figure: gate.aim for gate in load_gates()["signals"]}
    corner = (aims["false_alarm"], aims["per_level.acuut"])
    for record in _of(records, "signals"):
        alarm = _dot(record["result"].get("false_alarm"))
        levels = (record["result"].get("per_level") or {}).items()
        points = [
            (f"{level} ({share['n']})", alarm, seen)
            for shape, (level, share) in enumerate(levels)
            if alarm is not None and (seen := _dot(share, shape)) is not None
        ]
        if points:
            title = f"{words.SIGNALS} ({record['file']})"
            across = max(0.3, *(dot.high or dot.value for _, dot, _ in points))
            least = min(dot.low or dot.value for _, _, dot in points)
            svg = plane(
                title, points, words.SIGNALS_AXES, corner, round(across + 0.04, 1),
                min(0.5, int(least * 10) / 10),
            )  # fmt: skip
            yield title, words.SIGNALS_NOTE, svg


def _retrieval(records: list[dict[str, Any]]) -> Iterator[Drawing]:
    aim = next(g.aim for g in load_gates()["retrieval"] if g.figure == "fused.ndcg10")
    for record in _of(records, "retrieval"):
        kinds = at(record["result"], "fused.kinds") or {}
        lines = []
        for kind, part in kinds.items():
            found = [at(record["result"], f"{name}.kinds.{kind}.ndcg10") for name in words.SYSTEMS]
            marks = [Dot(v, shape=place) for place, v in enumerate(found) if v is not None]
            lines.append(Line(kind, marks, f"({part['cases']})"))
        if lines:
            title = f"{words.RETRIEVAL} ({record['file']})"
            names = list(words.SYSTEMS.values())
            svg = dots(title, lines, (0, 1), rule=aim, names=names)
            yield title, words.RETRIEVAL_NOTE, svg


def _deid(records: list[dict[str, Any]]) -> Iterator[Drawing]:
    figure = "per_class.PERSOON.recall_blind"
    aim = next(g.aim for g in load_gates()["deid"] if g.figure == figure)
    for record in _of(records, "deid"):
        classes = record["result"].get("per_class") or {}
        parts = (
            (words.DEID, {name: part.get("recall_blind") for name, part in classes.items()}),
            (words.ORIGINS, record["result"].get("per_origin") or {}),
        )
        for title, shares in parts:
            lines = [
                Line(
                    words.ORIGIN.get(name, name.lower()),
                    [dot],
                    f"{shown(dot.value)} ({share['n']})",
                )
                for name, share in shares.items()
                if (dot := _dot(share)) is not None
            ]
            if lines:
                full = f"{title} ({record['file']})"
                yield full, words.DEID_NOTE, dots(full, lines, (0, 1), rule=aim)


def _model(records: list[dict[str, Any]]) -> Iterator[Drawing]:
    for record in _of(records, "model-speed"):
        series = record["result"].get("series") or {}
        first = _turns(series.get("kier_first"))
        # The chain reads nearly everything anew, so it is timed at a few turns only.
        chain = list(zip((1.0, 2.0, 10.0), series.get("chain_first") or (), strict=False))
        if first:
            yield (
                words.FIRST_TOKEN,
                words.FIRST_TOKEN_NOTE,
                curves(
                    words.FIRST_TOKEN,
                    ((words.KIER, first), (words.CHAIN, chain)),
                    (words.TURN, words.SECONDS),
                ),
            )
        read = tuple(_turns(series.get(name)) for name in ("kier_tokens", "chain_tokens"))
        if all(read):
            named = tuple(zip((words.KIER, words.CHAIN), read, strict=True))
            svg = curves(words.TOKENS_READ, named, (words.TURN, words.TOKENS))
            yield words.TOKENS_READ, words.FIRST_TOKEN_NOTE, svg


def _turns(values: list[float] | None) -> list[tuple[float, float]]:
    return [(float(turn), float(value)) for turn, value in enumerate(values or (), start=1)]
