"""The suite of what is laid beside a conversation counts what was shown, and when."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from coach.errors import CasesUnreadable
from evals.suites import sources as suite

COACH: Any = SimpleNamespace(collection=SimpleNamespace(by_id={"a": None, "b": None, "c": None}))
GRADES = {"a": 2, "b": 1}


def write(folder: Path, **changed: Any) -> Path:
    talk = {"id": "t", "turns": ["een", "twee"]}
    (folder / "talks.jsonl").write_text(json.dumps(talk) + "\n", encoding="utf-8")
    case = {"id": "t", "dialogue": "talks.jsonl", "half": "odd", "grades": GRADES} | changed
    path = folder / "sources.jsonl"
    path.write_text(json.dumps(case) + "\n", encoding="utf-8")
    return path


def turns(*shown: list[str]) -> list[dict[str, Any]]:
    return [{"sources": [{"id": name} for name in names]} for names in shown]


def test_what_comes_too_early_or_was_never_graded_does_not_fit(tmp_path: Path) -> None:
    (case,) = suite.read_cases(write(tmp_path, **{"from": {"a": 2}}), COACH)
    early = suite.figures([(case, suite.shown_in(case, turns(["a"], ["c"])))])
    assert (early["shown"], early["ungraded"]) == (2, 1)
    assert early["fitting"]["value"] == 0.0 and early["with_one_that_fits"]["value"] == 0.0
    later = suite.figures([(case, suite.shown_in(case, turns(["b"], ["a"])))])
    assert later["fitting"]["value"] == 1.0 and later["fitting_well"]["value"] == 0.5
    assert later["with_one_that_fits_well"]["value"] == 1.0


def test_the_same_text_twice_is_counted(tmp_path: Path) -> None:
    (case,) = suite.read_cases(write(tmp_path), COACH)
    assert suite.figures([(case, suite.shown_in(case, turns(["a"], ["a"])))])["shown_again"] == 1


def test_both_halves_stand_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite, "play", lambda coach, name, messages: turns(["a"], []))
    result = suite.run(COACH, write(tmp_path))
    assert set(result["halves"]) == {"odd"} and result["wrong"] == []
    monkeypatch.setattr(suite, "play", lambda coach, name, messages: turns([], []))
    assert suite.run(COACH, write(tmp_path))["wrong"] == ["t"]


@pytest.mark.parametrize(
    "changed",
    [{"id": "weg"}, {"grades": {"x": 1}}, {"grades": {"a": 3}}, {"from": {"c": 2}}],
)
def test_an_unknown_talk_text_or_grade_names_its_line(
    tmp_path: Path, changed: dict[str, Any]
) -> None:
    with pytest.raises(CasesUnreadable, match="1"):
        suite.read_cases(write(tmp_path, **changed), COACH)
