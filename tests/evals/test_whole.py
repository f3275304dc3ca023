"""All suites at once: picked up where it stopped, no text kept, the test split watched."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from coach.cli import app
from coach.errors import CasesUnreadable
from evals import registry, whole
from evals.errors import LedgerUnusable
from evals.registry import Given, Job, Split, Suite
from evals.report import build, figures, page, words
from evals.slim import failures, slim
from tests.conftest import ROOT

HEAD: dict[str, Any] = {
    "versions": {"kier": "0.1.0", "numpy": "2"},
    "content": "c" * 64, "prompts": "p" * 64, "code": "d" * 64, "encoder": "e-1", "model": None,
    "machine": {"processor": "x", "cores": 2, "memory_gb": 8.0, "python": "3.11"},
}  # fmt: skip
SECRET = "de zeldzame kanariepiet van moeder floot tijdens het hele bezoek"


class Counted(Suite):
    """A suite that counts its runs."""

    ran: list[Path] = []

    @property
    def wants_coach(self) -> bool:
        return False

    @property
    def depends_on_voice(self) -> bool:
        return self.call == "speaks"

    def run(self, cases: Path, given: Given) -> dict[str, Any]:
        self.ran.append(cases)
        if "stuk" in cases.name:
            raise CasesUnreadable(file=cases, line=1, detail="JSON")
        if "fout" in cases.name:
            raise RuntimeError(SECRET)
        return {
            "suite": self.name,
            "per_level": {"acuut": {"value": 0.9, "low": 0.83, "high": 0.94, "n": 99}},
            "false_alarm": {"value": 0.1, "low": 0.06, "high": 0.15, "n": 99},
            "wrong": [{"id": "sa-001", "level": "acuut", "raised": "geen"}],
            "dialogues": [{"turns": [{"user": SECRET}]}],
            "note": SECRET,
        }


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    Counted.ran = []
    line = Counted("signals", "", ())
    files = [tmp_path / name for name in ("signals-a.jsonl", "signals-b.jsonl")]
    for path in files:
        path.write_text("{}", encoding="utf-8")
    return [Job(line, path, Split.DEV) for path in files]


def ran(jobs: list[Job], out: Path, head: dict[str, Any] = HEAD) -> list[whole.Record]:
    return whole.run_all(jobs, head, Given(), lambda: None, out, book=out / "ledger.md")


def test_what_has_not_changed_is_not_run_again(jobs: list[Job], tmp_path: Path) -> None:
    first = ran(jobs, tmp_path)
    second = ran(jobs, tmp_path)
    assert len(Counted.ran) == 2
    assert [r.reused for r in first] == [False, False]
    assert [r.reused for r in second] == [True, True]
    assert [r.aims for r in first] == [r.aims for r in second]
    jobs[0].file.write_text("{} ", encoding="utf-8")
    ran(jobs, tmp_path)
    assert Counted.ran[2:] == [jobs[0].file]


def test_another_model_repeats_only_what_speaks(jobs: list[Job], tmp_path: Path) -> None:
    speaks = Job(Counted("signals", "", (), call="speaks"), jobs[0].file, Split.DEV)
    ran([speaks, jobs[1]], tmp_path)
    ran([speaks, jobs[1]], tmp_path, {**HEAD, "model": {"name": "m", "sha256": "x"}})
    assert Counted.ran == [jobs[0].file, jobs[1].file, jobs[0].file]


@pytest.mark.parametrize("part", ["versions", "content", "prompts", "code", "encoder"])
def test_each_part_of_the_stamp_counts(jobs: list[Job], tmp_path: Path, part: str) -> None:
    ran(jobs, tmp_path)
    ran(jobs, tmp_path, {**HEAD, part: "anders"})
    assert len(Counted.ran) == 4


def test_a_run_that_stopped_goes_on(jobs: list[Job], tmp_path: Path) -> None:
    ran(jobs[:1], tmp_path)
    ran(jobs, tmp_path)
    assert Counted.ran == [job.file for job in jobs]


def test_one_broken_suite_stops_nothing_and_says_nothing_of_a_case(tmp_path: Path) -> None:
    Counted.ran = []
    line = Counted("signals", "", ())
    files = [tmp_path / f"signals-{name}.jsonl" for name in ("stuk", "fout", "goed")]
    for path in files:
        path.write_text("{}", encoding="utf-8")
    records = ran([Job(line, path, Split.DEV) for path in files], tmp_path)
    assert [bool(r.error) for r in records] == [True, True, False]
    assert "RuntimeError" in records[1].error
    build.write(build.report(HEAD, "dev", "guided", records), tmp_path)
    for path in tmp_path.rglob("*.*"):
        assert "kanariepiet" not in path.read_text("utf-8"), path


def test_opening_the_test_split_is_written_down_once(jobs: list[Job], tmp_path: Path) -> None:
    book = tmp_path / "ledger.md"
    book.write_text("", encoding="utf-8")
    opened = [Job(job.suite, job.file, Split.TEST) for job in jobs]
    for _ in range(2):
        records = ran(opened, tmp_path)
    lines = book.read_text("utf-8").splitlines()
    assert len(lines) == 2
    assert "| signals | signals-a.jsonl (" in lines[0] and "0.90 [0.83-0.94]" in lines[0]
    assert [r.openings for r in records] == [1, 1]


def test_what_cannot_be_written_down_is_not_shown(jobs: list[Job], tmp_path: Path) -> None:
    out = tmp_path / "uit"
    opened = [Job(jobs[0].suite, jobs[0].file, Split.TEST)]
    with pytest.raises(LedgerUnusable):
        whole.run_all(opened, HEAD, Given(), lambda: None, out, book=tmp_path / "weg" / "l.md")
    assert not list(out.rglob("*.json"))


def test_a_file_opened_too_often_says_so(jobs: list[Job], tmp_path: Path) -> None:
    row = "| 2026-01-01 | signals | signals-a.jsonl (abc) | Kier | – |\n"
    (tmp_path / "ledger.md").write_text(row * 3, encoding="utf-8")
    records = ran([Job(jobs[0].suite, jobs[0].file, Split.TEST)], tmp_path)
    found = build.report(HEAD, "test", "guided", records)
    assert found["suites"][0]["tuned"]
    assert "4 keer geopend; het cijfer telt niet meer als ongezien" in page.html(found)


def test_the_report_stands_on_its_own(jobs: list[Job], tmp_path: Path) -> None:
    build.write(build.report(HEAD, "dev", "guided", ran(jobs, tmp_path)), tmp_path)
    shown = (tmp_path / "report.html").read_text("utf-8")
    assert "<script" not in shown and "http" not in shown and "url(#doel)" in shown
    assert "sa-001" in shown and "niet gehaald" in shown and "0,90 [0,83–0,94]" in shown
    found = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert found["counts"]["niet gehaald"] == 4
    assert "sa-001" in (tmp_path / "report.md").read_text("utf-8")


def test_slim_keeps_figures_and_ids_only() -> None:
    result = {"a": 1, "pairs": [{"id": "p1", "strong_more_open": False}], "x": SECRET, "y": "kort"}
    assert slim(result) == {"a": 1, "x": "…", "y": "kort"}
    assert failures(result) == ["p1"]


def test_slim_keeps_tables_of_counts() -> None:
    assert slim({"pairs": {"both_right": 3, "both_wrong": 0}}) == {
        "pairs": {"both_right": 3, "both_wrong": 0}
    }
    named = {"wrong": {"missed": ["a", "b"], "refused": ["b"]}, "talks": {"broken": {"x": ["c:1"]}}}
    assert failures({**named, "pairs": {"both_right": 3}}) == ["a", "b", "c:1"]
    assert failures({"broken": 3, "broken_walks": ["wandeling-01"]}) == ["wandeling-01"]


def test_failures_of_each_kind_of_suite() -> None:
    fine = {"level": "geen", "reply": "En jij?", "question_id": "q1"}
    result = {
        "misses": [{"id": "d1", "missed": SECRET}, {"id": "d2", "leaks": True}],
        "per_case": [{"id": "r1", "ndcg10": {"fused": 0}}, {"id": "r2", "ndcg10": {"fused": 0.1}}],
        "dialogues": [
            {"id": "heel", "turns": [fine, {**fine, "question_id": "q2"}]},
            {"id": "herhaald", "turns": [fine, fine]},
            {"id": "geen-vraag", "turns": [{**fine, "reply": "Ik hoor je."}]},
            {"id": "acuut", "turns": [{**fine, "level": "acuut", "reply": "Bel 112."}]},
            {"id": "fout", "turns": [{"error": "te lang"}]},
        ],
    }
    assert failures(result) == ["d2", "r1", "herhaald", "geen-vraag", "fout"]


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.9273, "0,93"), (1.0, "1,00"), (0.0345, "0,035"), (0.975, "0,97"), (0.03, "0,03"),
     (0, "0"), (150.0, "150"), (None, "–"), (-0.0312, "-0,031"), (44.27, "44,27")],
)  # fmt: skip
def test_figures_in_dutch(value: float | None, said: str) -> None:
    assert words.number(value) == said


def test_aims_are_not_rounded() -> None:
    assert [words.exactly(aim) for aim in (0.975, 0.95, 1.0, 0.048, 150)] == [
        "0,975", "0,95", "1,00", "0,048", "150",
    ]  # fmt: skip


def test_every_shape_of_drawing() -> None:
    share = {"value": 0.9, "low": 0.8, "high": 0.95, "n": 30}
    kinds = {"kinds": {"trefwoord": {"cases": 3, "ndcg10": 0.5}}}
    gap = {"ndcg10": {"mean": 0.08, "interval": [0.03, 0.14], "p": 0.01}}
    results = {
        "retrieval": {**dict.fromkeys(("bm25", "dense", "fused"), kinds), "difference": {"a": gap}},
        "deid": {"per_class": {"PERSOON": {"recall_blind": share}}, "per_origin": {"nl": share}},
        "signals": {"per_level": {"acuut": share}, "false_alarm": share},
        "model-speed": {
            "series": {
                "kier_first": [1.0, 1.1], "chain_first": [1.0, 2.0, 5.0],
                "kier_tokens": [500.0, 90.0], "chain_tokens": [500.0, 700.0],
            }
        },
    }  # fmt: skip
    records = [{"suite": name, "file": "f", "result": result} for name, result in results.items()]
    drawings = figures.drawn(records)
    assert len(drawings) == 7
    assert all(svg.startswith("<svg") and svg.endswith("</svg>") for _, _, svg in drawings)
    assert figures.drawn([{"suite": "signals", "file": "f", "result": {}}]) == []


def test_a_folder_without_cases_is_said(tmp_path: Path) -> None:
    found = CliRunner().invoke(app, ["eval", "--cases", str(tmp_path)])
    assert found.exit_code == 1 and "hoort bij de toets" in " ".join(found.output.split())


def test_every_suite_is_a_command() -> None:
    shown = CliRunner().invoke(app, ["eval", "--help"]).output
    for line in registry.SUITES:
        assert line.needs_model or not line.there or line.name in shown, line.name


def test_the_report_in_docs_is_a_report() -> None:
    text = (ROOT / "docs" / "rapport.md").read_text("utf-8")
    assert text.startswith("# Toetsrapport") and "coach eval --split" in text
