"""`coach eval` without a suite, from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from coach.cli import app
from evals import leaks, ledger, registry
from evals.mutations import figures, trial
from evals.registry import Given, Suite


class Quick(Suite):
    """A suite that asks nothing of the machine."""

    @property
    def wants_coach(self) -> bool:
        return False

    @property
    def depends_on_voice(self) -> bool:
        return False

    def run(self, cases: Path, given: Given) -> dict[str, Any]:
        return {"false_alarm": {"value": 0.01, "low": 0.0, "high": 0.04, "n": 200}}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One quick suite, and a ledger on paper: no test opens real test cases."""
    booked: list[str] = []
    monkeypatch.setattr(ledger, "note", lambda suite, *rest: booked.append(suite))
    line = Quick("signals", "", ("signals-dev.jsonl",), ("signals-test.jsonl",))
    monkeypatch.setattr(registry, "SUITES", (line,))
    return booked


def test_the_test_split_stays_shut_without_the_flag(quick: list[str]) -> None:
    shut = CliRunner().invoke(app, ["eval", "--split", "test"])
    assert shut.exit_code == 1 and "--open-test" in shut.output and quick == []
    opened = CliRunner().invoke(app, ["eval", "--split", "test", "--open-test"])
    assert opened.exit_code == 0 and quick == ["signals"]


@pytest.mark.usefixtures("quick")
def test_the_voice_of_a_model_asks_for_a_model() -> None:
    told = CliRunner().invoke(app, ["eval", "--voice", "model"])
    assert told.exit_code == 1 and "--model" in told.output


@pytest.mark.usefixtures("quick")
def test_all_suites_give_a_report(tmp_path: Path) -> None:
    out, md = tmp_path / "uit", tmp_path / "rapport.md"
    told = CliRunner().invoke(app, ["eval", "--out", str(out), "--md", str(md)])
    assert told.exit_code == 0, told.output
    assert "✓ kaart bij een bericht zonder signaal: 0,01 [0–0,04]" in told.output
    assert {path.name for path in out.iterdir()} == {
        "report.json", "report.md", "report.html", "results",
    }  # fmt: skip
    assert md.read_text("utf-8") == (out / "report.md").read_text("utf-8")
    again = CliRunner().invoke(app, ["eval", "--out", str(out), "--json"])
    found = json.loads(again.stdout)
    assert found["suites"][0]["reused"] and found["head"]["encoder"].startswith("kier-nl")


@pytest.mark.usefixtures("quick")
def test_a_report_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    place = tmp_path / "dicht" / "rapport.md"
    told = CliRunner().invoke(app, ["eval", "--md", str(place)])
    assert told.exit_code == 1 and "geen rapport geschreven" in " ".join(told.output.split())


def test_leaks_are_listed_and_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        leaks.Leak("signals-test.jsonl sa-001", "knowledge/exemplars/x.yaml", "gram", 0.2),
        leaks.Leak("signals-test.jsonl sa-002", "signals-dev.jsonl sd-1", "cosine", 0.93),
    ]
    monkeypatch.setattr(leaks, "check", lambda settings: found)
    told = CliRunner().invoke(app, ["eval", "--leaks"])
    assert told.exit_code == 1
    assert "sa-001: 20 % van de rijtjes" in told.output and "(0,93)" in told.output
    as_data = json.loads(CliRunner().invoke(app, ["eval", "--leaks", "--json"]).stdout)
    assert [leak["kind"] for leak in as_data["leaks"]] == ["gram", "cosine"]
    monkeypatch.setattr(leaks, "check", lambda settings: [])
    assert CliRunner().invoke(app, ["eval", "--leaks"]).exit_code == 0


def test_a_guard_that_nobody_misses_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen = trial.Trial("slot", "open", "lock", {"t::a": "groen"}, {"t::a": "rood"}, 1.0)
    missed = trial.Trial("kluis", "weg", "", {"t::b": "groen"}, {"t::b": "groen"}, 1.0)
    rows = [figures.Row("signalen", "signals", "per_level.acuut", 0.93, 0.0, True)]
    trials = [seen]
    monkeypatch.setattr(figures, "run", lambda tell, listed, every: rows)
    monkeypatch.setattr(trial, "run", lambda breaks, tell, book: trials)
    told = CliRunner().invoke(app, ["eval", "--mutate"])
    assert told.exit_code == 0 and "2 van de 2" in told.output and "0,93" in told.output
    trials.append(missed)
    told = CliRunner().invoke(app, ["eval", "--mutate"])
    assert told.exit_code == 1 and "t::b: groen → groen" in told.output
    trials.pop()
    rows.append(figures.Row("namen", "deid", "patterned", 0.93, 0.93, False))
    paper = tmp_path / "mutaties.md"
    told = CliRunner().invoke(app, ["eval", "--mutate", "--json", "--md", str(paper)])
    assert told.exit_code == 1 and json.loads(told.stdout)[1]["noticed"] is False
    assert "`t::a`: groen → rood" in paper.read_text(encoding="utf-8")


def test_what_was_not_tried_counts_for_nothing(tmp_path: Path) -> None:
    paper = tmp_path / "mutaties.md"
    asked = ["eval", "--mutate", "--tried", "--out", str(tmp_path), "--md", str(paper)]
    assert CliRunner().invoke(app, asked).exit_code == 0
    text = paper.read_text(encoding="utf-8")
    assert "0 van de 0" in text and "niet geprobeerd" in text
    assert "→" not in text and "| opgemerkt |" not in text
