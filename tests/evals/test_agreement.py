"""Two labellers: kappa as known examples have it, and a file that can be counted again."""

import json
from pathlib import Path

import pytest

from coach.labels import Code
from evals.suites.agreement import agreement, kappa, run
from tests.conftest import ROOT

SECOND = ROOT / "evals" / "cases" / "utterances-second.jsonl"


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(True, True), (False, False)], 1.0),
        ([(True, True), (True, False), (False, True), (False, False)], 0.0),
        ([(True, False), (False, True)], -1.0),
        # 20 both yes, 15 both no, 5 and 10 apart: 0.4 in every textbook.
        (
            [(True, True)] * 20
            + [(True, False)] * 5
            + [(False, True)] * 10
            + [(False, False)] * 15,
            0.4,
        ),
        ([(False, False)], None),
        ([], None),
    ],
)
def test_kappa(pairs: list[tuple[bool, bool]], expected: float | None) -> None:
    assert kappa(pairs) == expected


def test_a_code_that_nobody_gave_has_no_row() -> None:
    row = (frozenset({Code.ERKENNING}), frozenset({Code.ERKENNING, Code.OVERIG}))
    found = agreement([row])
    assert set(found["per_code"]) == {"erkenning", "overig"}
    assert found["exact"]["value"] == 0.0


def test_the_second_labelling_is_counted_again() -> None:
    found = run(SECOND)
    assert found["n"] == 250 and found["unseen"]["n"] < 250
    text = (ROOT / "docs" / "labels-oefenzinnen.md").read_text("utf-8")
    for code, item in found["per_code"].items():
        value, unseen = item["kappa"], found["unseen"]["per_code"][code]["kappa"]
        row = f"| {item['both']} | {item['same']:.3f} | {value:.2f} | {unseen:.2f} |".replace(
            ".", ","
        )
        assert f"| {code} | {item['first']} | {item['second']} {row}" in text


def test_a_row_without_its_second_labels_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"id": "a", "text": "b", "first": []}) + "\n", "utf-8")
    with pytest.raises(Exception, match="second"):
        run(path)
