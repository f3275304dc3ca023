"""The hearing suite holds what was heard against every hook that would do."""

import json
from pathlib import Path

import pytest

from coach.dialogue.state import Call
from coach.errors import CasesUnreadable
from evals.suites import hearing

HEARD = {
    "een": [("plan-gesprek", 0.9)],
    "twee": [("kind-zei", 0.7), ("plan-gesprek", 0.2)],
    "drie": [("kind-zei", 0.3)],
    "vier": [],
    "vijf": [("plan-gesprek", 0.1)],
}
OK = {
    "een": ["plan-gesprek"],
    "twee": ["plan-gesprek"],
    "drie": ["kind-deed", "kind-zei"],
    "vier": ["rest"],
    "vijf": ["rest"],
}


class Heeding:
    def calls(self, text: str, asked: str = "") -> list[Call]:
        return [Call(hook=hook, sure=sure) for hook, sure in HEARD[text]]


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    known = frozenset({"plan-gesprek", "kind-zei", "kind-deed"})
    monkeypatch.setattr(hearing, "load_heeding", lambda: (Heeding(), known))
    path = tmp_path / "hearing.jsonl"
    lines = [{"id": text, "asked": "", "text": text, "ok": ok} for text, ok in OK.items()]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_any_hook_that_would_do_counts_and_no_call_is_rest(cases: Path) -> None:
    found = hearing.run(cases)
    assert found["fitting"]["value"] == 0.6
    assert found["among_three"]["value"] == 0.8


def test_the_surest_are_counted_apart_and_chances_by_range(cases: Path) -> None:
    found = hearing.run(cases)
    assert found["fitting_surest"]["n"] == 2 and found["fitting_surest"]["value"] == 0.5
    ranges = {one["from"]: (one["n"], one["value"]) for one in found["by_chance"]}
    assert ranges[0.8] == (1, 1.0) and ranges[0.6] == (1, 0.0) and ranges[0.0] == (2, 0.5)


@pytest.mark.parametrize("ok", [["bestaat-niet"], []])
def test_a_hook_that_is_not_there_is_named(cases: Path, ok: list[str]) -> None:
    case = {"id": "x", "asked": "", "text": "een", "ok": ok}
    cases.write_text(json.dumps(case), encoding="utf-8")
    with pytest.raises(CasesUnreadable, match=r"bestaat-niet|ok"):
        hearing.run(cases)
