"""The matching suite holds what Kier would ask against what readers gave to each question."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from coach.errors import CasesUnreadable
from evals.suites import matching

WORTH = {
    "een": {"a": 0.9, "b": 0.1, "c": -0.5},
    "twee": {"a": -0.2, "b": 0.4, "c": 0.3},
}
LETTERS = {
    "een": {"a": "g", "b": "v", "c": "m"},
    "twee": {"a": "g", "b": "m", "c": "v"},
}


class Values:
    known = frozenset("abc")

    def of(self, asked: str, text: str) -> Mapping[str, float]:
        return WORTH[text]


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(matching, "load_values", Values)
    path = tmp_path / "matching.jsonl"
    lines = [
        {"id": text, "asked": "", "text": text, "letters": letters}
        for text, letters in LETTERS.items()
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_what_counts_for_most_is_held_against_its_letter(cases: Path) -> None:
    found = matching.run(cases)
    assert (found["top"]["good"]["value"], found["top"]["off"]["value"]) == (0.5, 0.5)
    assert found["any"]["good"]["value"] == 0.3333


def test_the_order_counts_as_a_whole(cases: Path) -> None:
    found = matching.run(cases)
    # The good ones are worth .9 and -.2: above 4 and 1 of the four others.
    assert found["auc_good"] == 0.625
    assert found["auc_off"] == 0.625


@pytest.mark.parametrize("letters", [{"bestaat-niet": "g"}, {"a": "x"}, {}])
def test_an_unknown_question_or_letter_is_named(cases: Path, letters: dict[str, str]) -> None:
    case = {"id": "x", "asked": "", "text": "een", "letters": letters}
    cases.write_text(json.dumps(case), encoding="utf-8")
    with pytest.raises(CasesUnreadable, match=r"bestaat-niet|x|letters"):
        matching.run(cases)
