"""How many identifiers are found, how many texts still leak, and how much is taken for nothing.

Contract: ``run`` reads lines ``{"id", "kind", "text", "spans": [{"start", "end", "label"}]}``
(optional ``roster`` and ``origin``) and gives one object. Definitions:

- ``recall_blind``: share of gold spans of which every character that is no space lies in some
  predicted span, whatever its label;
- ``recall_strict``: share of gold spans predicted with the same start, end and label;
- ``precision``: share of predicted spans of which at least half of the characters lie in gold
  spans, whatever their label;
- ``f2``: 5PR / (4P + R) over precision and blind recall; its bounds take those of both;
- ``leak_free``: share of texts in which every PERSOON, BSN, TELEFOON, EMAIL, IBAN, ZAAKNUMMER and
  street address (a LOCATIE with a house number or the ending of a street) is found, blind;
- ``origin_gap``: largest minus smallest blind recall of PERSOON over origins with 20 or more.

Shares come with their 95 % Wilson interval. No text of a case is in the result unless ``misses``
is asked for.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

from coach.errors import CasesUnreadable
from coach.labels import Identifier
from coach.privacy.spans import Span
from evals.casefiles import read_lines
from evals.suites.measures import wilson

_DIRECT = frozenset(
    {
        Identifier.PERSOON,
        Identifier.BSN,
        Identifier.TELEFOON,
        Identifier.EMAIL,
        Identifier.IBAN,
        Identifier.ZAAKNUMMER,
    }
)
_PATTERNED = frozenset({Identifier.BSN, Identifier.IBAN, Identifier.TELEFOON, Identifier.EMAIL})
_STREET = re.compile(
    r"[^\W\d_]{3,}.*\s\d|(?:straat|laan|weg|plein|gracht|singel|kade|steeg|dreef)$", re.I
)
_POSTCODE = re.compile(r"^\d{4}\s?[a-z]{2}$", re.I)
_ENOUGH = 20


class Watch(Protocol):
    """What is measured."""

    def find(self, text: str, known: Collection[str] = ()) -> Sequence[Span]: ...


@cache
def load_watch() -> Watch:
    """The recognisers as Kier uses them, with their tables built."""
    from coach.privacy.ready import Guard
    from coach.settings import settings

    return Guard(settings().content, settings().data_folder).build()


def gold_spans(case: dict[str, Any], file: Path, line: int) -> list[Span]:
    """The gold spans of a case; raises CasesUnreadable when one lies outside the text."""
    spans = []
    for item in case["spans"]:
        try:
            span = Span(int(item["start"]), int(item["end"]), Identifier(item["label"]))
        except (KeyError, TypeError, ValueError) as error:
            raise CasesUnreadable(file=file, line=line, detail="spans") from error
        if not 0 <= span.start < span.end <= len(str(case["text"])):
            raise CasesUnreadable(file=file, line=line, detail="spans")
        spans.append(span)
    return spans


def covered(text: str, spans: Sequence[Span]) -> list[bool]:
    """For each character whether some span holds it; spaces count as held."""
    held = [char.isspace() for char in text]
    for span in spans:
        held[span.start : span.end] = [True] * (span.end - span.start)
    return held


def is_direct(text: str, span: Span) -> bool:
    """Whether a text leaks when this span survives."""
    said = text[span.start : span.end]
    street = span.label is Identifier.LOCATIE and _STREET.search(said) and not _POSTCODE.match(said)
    return span.label in _DIRECT or bool(street)


def f2(precision: float | None, recall: float | None) -> float | None:
    """F-measure in which recall counts double."""
    if precision is None or recall is None or precision + recall == 0:
        return None
    return round(5 * precision * recall / (4 * precision + recall), 4)


class _Count:
    def __init__(self) -> None:
        self.found = 0
        self.total = 0

    def add(self, hit: bool) -> None:
        self.found += hit
        self.total += 1

    @property
    def share(self) -> dict[str, Any]:
        return wilson(self.found, self.total)


def run(
    cases: Path,
    watch: Watch | None = None,
    *,
    roster: bool = True,
    split: str = "",
    misses: bool = False,
) -> dict[str, Any]:
    """Measures on a file of cases; ``roster`` False leaves the rosters of the cases unused."""
    finder = watch or load_watch()
    blind, strict, precise, safe, patterned = _Count(), _Count(), _Count(), _Count(), _Count()
    by_class: dict[str, tuple[_Count, _Count, _Count]] = defaultdict(
        lambda: (_Count(), _Count(), _Count())
    )
    by_origin: dict[str, _Count] = defaultdict(_Count)
    wrong: list[dict[str, Any]] = []
    took: list[float] = []
    rows = read_lines(cases, ("id", "text", "spans"))
    for line, case in enumerate(rows, start=1):
        gold = gold_spans(case, cases, line)
        if split and case.get("split", "") != split:
            continue
        text = str(case["text"])
        known = [str(name) for name in case.get("roster", ())] if roster else []
        started = perf_counter()
        predicted = list(finder.find(text, known))
        took.append((perf_counter() - started) * 1000)
        held, real = covered(text, predicted), covered(text, gold)
        exact = {(span.start, span.end, span.label) for span in predicted}
        leaks = False
        for span in gold:
            hit = all(held[span.start : span.end])
            same = (span.start, span.end, span.label) in exact
            blind.add(hit)
            strict.add(same)
            by_class[span.label.value][0].add(hit)
            by_class[span.label.value][1].add(same)
            said = text[span.start : span.end]
            if span.label in _PATTERNED or (
                span.label is Identifier.LOCATIE and _POSTCODE.match(said)
            ):
                patterned.add(hit)
            if span.label is Identifier.PERSOON and case.get("origin"):
                by_origin[str(case["origin"])].add(hit)
            leaks = leaks or (not hit and is_direct(text, span))
            if misses and not hit:
                wrong.append({"id": case["id"], "missed": said, "label": span.label.value})
        for span in predicted:
            places = [place for place in range(span.start, span.end) if not text[place].isspace()]
            right = sum(real[place] for place in places) * 2 >= len(places)
            precise.add(right)
            by_class[span.label.value][2].add(right)
            if misses and not right:
                said = text[span.start : span.end]
                wrong.append({"id": case["id"], "extra": said, "label": span.label.value})
        safe.add(not leaks)
        if misses and leaks:
            wrong.append({"id": case["id"], "leaks": True})
    origins = {name: count.share for name, count in sorted(by_origin.items())}
    compared = [share["value"] for share in origins.values() if share["n"] >= _ENOUGH]
    precision, recall = precise.share, blind.share
    return {
        "suite": "deid",
        "n": safe.total,
        "roster": roster,
        "entities": blind.total,
        "recall_blind": recall,
        "recall_strict": strict.share,
        "precision": precision,
        "f2": {
            "value": f2(precision["value"], recall["value"]),
            "low": f2(precision["low"], recall["low"]),
            "high": f2(precision["high"], recall["high"]),
        },
        "leak_free": safe.share,
        "patterned": patterned.share,
        "per_class": {
            name: {"recall_blind": a.share, "recall_strict": b.share, "precision": c.share}
            for name, (a, b, c) in sorted(by_class.items())
        },
        "per_origin": origins,
        "origin_gap": round(max(compared) - min(compared), 4) if len(compared) > 1 else None,
        "milliseconds": {
            "median": round(sorted(took)[len(took) // 2], 2) if took else None,
            "p95": round(sorted(took)[int(len(took) * 0.95)], 2) if took else None,
            "max": round(max(took), 2) if took else None,
        },
        **({"misses": wrong} if misses else {}),
    }
