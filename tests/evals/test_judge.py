"""A judge counts only where it agrees with people."""

import json
import sys
import types
from pathlib import Path

import pytest

from coach.errors import CasesUnreadable
from evals import judge


def test_alpha_as_published() -> None:
    # Krippendorff 2011, example C without order: four raters, twelve units, some missing.
    rows = [
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    ]
    raters = [[None if mark == "." else mark for mark in row.split()] for row in rows]
    units = [list(unit) for unit in zip(*raters, strict=True)]
    assert judge.alpha(units) == pytest.approx(0.743, abs=1e-3)
    assert judge.alpha([["ja", "ja"]] * 5) is None


def labels(folder: Path, count: int = 60) -> Path:
    path = folder / "labels.jsonl"
    lines = [
        {"id": f"c{n}", "text": f"geval {n}", "question": "Oordeel?", "human": ("nee", "ja")[n % 2]}
        for n in range(count)
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def right(prompt: str) -> str:
    number = int(prompt.split("geval ")[1].split("\n")[0])
    return "Ja." if number % 2 else "nee"


def test_a_judge_that_agrees_is_shown(tmp_path: Path) -> None:
    found = judge.run(labels(tmp_path), right)
    assert found["usable"] and found["agreement"] == 1.0 and found["said_yes"]["value"] == 0.5


def test_a_judge_that_does_not_agree_gives_no_share(tmp_path: Path) -> None:
    found = judge.run(labels(tmp_path), lambda prompt: "ja")
    assert not found["usable"] and found["said_yes"] is None


def test_a_judge_that_follows_the_order_has_no_opinion(tmp_path: Path) -> None:
    found = judge.run(labels(tmp_path), lambda p: p.rsplit("woord: ", 1)[1].split()[0])
    assert found["answered"]["value"] == 0.0 and not found["usable"]


def test_few_cases_are_not_enough(tmp_path: Path) -> None:
    found = judge.run(labels(tmp_path, judge.LEAST_CASES - 1), right)
    assert found["agreement"] == 1.0 and not found["usable"]


def test_another_label_is_said(tmp_path: Path) -> None:
    path = tmp_path / "l.jsonl"
    path.write_text('{"id": "a", "text": "t", "question": "q", "human": ["misschien"]}')
    with pytest.raises(CasesUnreadable):
        judge.run(path, right)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "inspect_ai.model", None)
    with pytest.raises(judge.JudgeMissing, match="inspect_ai"):
        judge.through_inspect("mockllm/model")


def test_through_inspect(monkeypatch: pytest.MonkeyPatch) -> None:
    class Model:
        async def generate(self, prompt: str) -> types.SimpleNamespace:
            return types.SimpleNamespace(completion=f"ja op {prompt}")

    fake = types.ModuleType("inspect_ai.model")
    fake.GenerateConfig = dict  # type: ignore[attr-defined]
    fake.get_model = lambda name, config: Model()  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "inspect_ai", types.ModuleType("inspect_ai"))
    monkeypatch.setitem(sys.modules, "inspect_ai.model", fake)
    assert judge.through_inspect("mockllm/model")("iets") == "ja op iets"
