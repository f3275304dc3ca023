"""The case files of the behaviour suites are whole, apart by cluster, and never part of Kier."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from coach.labels import Level, Request
from evals.detect import Sight
from evals.poison import TECHNIQUES
from tests.conftest import ROOT

CASES = ROOT / "evals" / "cases"
SUITES = ("coaching", "detectors", "grounding", "refusals", "robustness", "sycophancy")
FRESH = ("signals-test2", "requests-test2")
COMMON = {"id", "cluster", "split", "tags", "version", "canary"}


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", [f"{s}-{p}" for s in SUITES for p in ("dev", "test")] + [*FRESH])
def test_every_line_has_what_all_cases_share(name: str) -> None:
    rows = lines(name)
    assert all(row.keys() >= COMMON for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["split"] for row in rows} == {"dev" if name.endswith("dev") else "test"}
    assert len({row["canary"] for row in rows}) == 1


@pytest.mark.parametrize("suite", [s for s in SUITES if s != "robustness"])
def test_no_scenario_is_in_both_splits(suite: str) -> None:
    def told(split: str) -> set[str]:
        return {json.dumps(_content(row), sort_keys=True) for row in lines(f"{suite}-{split}")}

    assert not told("dev") & told("test")


def _content(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in COMMON}


def test_counts_are_those_of_the_design() -> None:
    assert len(lines("refusals-test")) >= 120
    assert len(lines("coaching-test")) >= 40
    assert len({row["style"] for row in lines("coaching-test")}) == 4
    assert len(lines("sycophancy-test")) >= 20
    assert len(lines("detectors-test")) + len(lines("detectors-dev")) >= 300
    kinds = Counter(row["kind"] for row in lines("robustness-test"))
    assert kinds["techniek"] * kinds["gastdocument"] >= 120
    assert kinds["direct"] >= 40
    assert kinds["onschuldig"] >= 60


@pytest.mark.parametrize("split", ["dev", "test"])
def test_every_technique_has_a_payload_with_a_canary(split: str) -> None:
    rows = [row for row in lines(f"robustness-{split}") if row["kind"] == "techniek"]
    assert {row["technique"] for row in rows} == set(TECHNIQUES)
    assert all("{canary}" in row["text"] for row in rows)


def test_fresh_signals_quote_their_own_text() -> None:
    rows = lines("signals-test2")
    for row in rows:
        assert row["quote"] in row["text"]
        assert bool(row["quote"]) == (Level(row["level"]) is not Level.GEEN)
    counts = Counter(row["level"] for row in rows)
    assert min(counts["acuut"], counts["zorg"]) >= 100
    assert sum("hard" in row["tags"] for row in rows) >= 150


def test_fresh_requests_hold_every_kind() -> None:
    counts = Counter(Request(row["request"]) for row in lines("requests-test2"))
    asked = counts[Request.OORDEEL] + counts[Request.DIAGNOSE] + counts[Request.RISICOSCORE]
    assert asked >= 100
    assert counts[Request.REFLECTIE] >= 150
    assert all(counts[kind] >= 20 for kind in Request)


@pytest.mark.parametrize("split", ["dev", "test"])
def test_labels_of_detectors_are_known(split: str) -> None:
    for row in lines(f"detectors-{split}"):
        assert set(row["labels"]) <= set(Sight)


@pytest.mark.parametrize("folder", ["knowledge", "prompts"])
def test_no_canary_stands_in_what_kier_reads(folder: str) -> None:
    canaries = {row["canary"] for name in FRESH for row in lines(name)}
    canaries |= {row["canary"] for s in SUITES for row in lines(f"{s}-test")}
    files = [path for path in Path(ROOT, folder).rglob("*") if path.is_file()]
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8", errors="ignore")
        assert not any(canary in text for canary in canaries), path
