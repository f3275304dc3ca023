"""An aim passes by its bound, and every suite can be judged."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from coach.labels import VoiceName
from evals import registry
from evals.gates import Gate, Verdict, below_floor, judge, load_gates
from evals.registry import SUITES, Split, chosen, suite

HIGH = Gate(figure="a", name="", why="", aim=0.9)
LOW = Gate(figure="a", name="", why="", aim=0.03, bound=0.05, better="low")


def share(value: float | None, low: float | None, high: float | None) -> dict[str, object]:
    return {"a": {"value": value, "low": low, "high": high, "n": 50}}


@pytest.mark.parametrize(
    ("result", "gate", "verdict"),
    [
        (share(0.95, 0.91, 0.99), HIGH, Verdict.MET),
        (share(0.95, 0.85, 0.99), HIGH, Verdict.NOT_SHOWN),
        (share(0.89, 0.85, 0.99), HIGH, Verdict.MISSED),
        (share(None, None, None), HIGH, Verdict.NO_FIGURE),
        ({"a": 0.95}, HIGH, Verdict.NOT_SHOWN),
        ({"b": 0.95}, HIGH, Verdict.NO_FIGURE),
        (share(0.02, 0.01, 0.04), LOW, Verdict.MET),
        (share(0.02, 0.01, 0.06), LOW, Verdict.NOT_SHOWN),
        (share(0.04, 0.01, 0.045), LOW, Verdict.MISSED),
        ({"a": 0}, LOW.model_copy(update={"aim": 0, "exact": True}), Verdict.MET),
        ({"a": 1}, LOW.model_copy(update={"aim": 0, "exact": True}), Verdict.MISSED),
    ],
)
def test_the_unlucky_bound_decides(result: dict[str, object], gate: Gate, verdict: Verdict) -> None:
    assert judge(result, gate)[1] is verdict


def test_the_interval_may_stand_beside_the_figure() -> None:
    gate = Gate(figure="x.mean", interval="x.interval", name="", why="", aim=0.05, bound=0)
    assert judge({"x": {"mean": 0.08, "interval": [0.01, 0.2]}}, gate)[1] is Verdict.MET
    assert judge({"x": {"mean": 0.08, "interval": [-0.01, 0.2]}}, gate)[1] is Verdict.NOT_SHOWN
    assert judge({"x": {"mean": 0.08, "interval": None}}, gate)[1] is Verdict.NOT_SHOWN


def test_of_two_intervals_the_widest_counts() -> None:
    both = {"a": {"value": 0.95, "low": 0.91, "high": 0.99, "cluster_low": 0.8, "cluster_high": 1}}
    assert judge(both, HIGH)[1] is Verdict.NOT_SHOWN
    sure = {"a": {"value": 1.0, "low": 0.85, "high": 1.0, "cluster_low": 1.0, "cluster_high": 1}}
    assert judge(sure, HIGH)[1] is Verdict.NOT_SHOWN
    unknown = {"a": {"value": 0.95, "low": 0.91, "high": 0.99, "cluster_low": None}}
    assert judge(unknown, HIGH)[1] is Verdict.MET


def test_every_aim_belongs_to_a_suite_and_says_where_it_comes_from() -> None:
    gates = load_gates()
    assert set(gates) <= {line.name for line in SUITES}
    for gate in (gate for listed in gates.values() for gate in listed):
        assert gate.why.endswith(".") and gate.name


def test_a_figure_that_is_gone_is_below_its_floor() -> None:
    assert below_floor({}, "signals")
    good = {"value": 1.0}
    none = {"value": 0.0}
    result = {
        "per_level": {"acuut": good, "zorg": good, "zelfzorg": good},
        "false_alarm": none,
        "quotes_literal": good,
    }
    assert not below_floor(result, "signals")
    assert below_floor({**result, "false_alarm": good}, "signals")


def _over_cases(path: Path) -> bool:
    """Whether a module's ``run`` asks for a file of cases; others have files of their own."""
    return any(
        isinstance(node, ast.FunctionDef)
        and node.name == "run"
        and "cases"
        in {a.arg for a in node.args.args[: len(node.args.args) - len(node.args.defaults)]}
        for node in ast.parse(path.read_text("utf-8")).body
    )


def test_the_registry_is_whole() -> None:
    names = [line.name for line in SUITES]
    assert len(names) == len(set(names))
    folder = Path(registry.__file__).with_name("suites")
    modules = {path.stem for path in folder.glob("*.py") if _over_cases(path)}
    assert {line.module or line.name for line in SUITES} >= modules, "a suite without a line"
    for line in SUITES:
        if (line.module or line.name) in modules:
            assert line.there, f"{line.name}: a file is missing"


def test_without_a_test_part_the_dev_cases_are_named_so() -> None:
    line = replace(suite("dialogue"), test=())
    assert {split for _, split in line.files(Split.TEST)} == {Split.DEV}
    assert {split for _, split in suite("signals").files(Split.TEST)} == {Split.TEST}


def test_own_cases_belong_to_the_suite_of_their_name(tmp_path: Path) -> None:
    for name in ("signals-eigen.jsonl", "onbekend-1.jsonl", "requests.jsonl"):
        (tmp_path / name).write_text("", encoding="utf-8")
    jobs = chosen(Split.DEV, VoiceName.GUIDED, tmp_path)
    assert {(job.suite.name, job.file.name) for job in jobs} == {
        ("signals", "signals-eigen.jsonl"),
        ("requests", "requests.jsonl"),
    }


def test_a_model_is_only_timed_when_it_speaks() -> None:
    guided = {job.suite.name for job in chosen(Split.DEV, VoiceName.GUIDED, None)}
    model = {job.suite.name for job in chosen(Split.DEV, VoiceName.MODEL, None)}
    assert model - guided == {"model-speed"}
    quick = {job.suite.name for job in chosen(Split.DEV, VoiceName.MODEL, None, quick=True)}
    assert model - quick == {"model-speed", "reliability"}


def test_what_depends_on_the_voice() -> None:
    assert suite("dialogue").depends_on_voice and suite("model-speed").depends_on_voice
    assert not suite("signals").depends_on_voice and not suite("retrieval").depends_on_voice
