"""``coach intervision``: what it prints, for people and for machines."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coach.cli import app
from tests.conftest import ROOT

ASKED = ("--choose", "--minutes", "60", "--size", "5")


def call(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["intervision", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_list_marks_estimates() -> None:
    code, out, _ = call("--list")
    assert code == 0 and "incidentmethode: Incidentmethode, 65 minuten, 4" in out
    assert "tien-stappen: Tien stappen, 80 minuten (onze schatting)" in out


def test_choosing_prints_proposal_reason_and_times() -> None:
    code, out, _ = call(
        "--choose", "--question", "andere-kijk", "--minutes", "60", "--size", "4",
        "--safety", "nieuw",
    )  # fmt: skip
    assert code == 0 and "Voorstel: Incidentmethode" in out and "Nu niet: Roddelmethode" in out
    assert "Met 4 mensen is ‘Roddelmethode’ geen goed idee" in out


def test_choosing_as_json() -> None:
    _, out, _ = call(
        "--choose", "--question", "voorval", "--minutes", "65", "--size", "6",
        "--safety", "veilig", "--json",
    )  # fmt: skip
    found = json.loads(out)
    assert found["proposed"]["method"] == "incidentmethode" and len(found["others"]) == 2


def test_a_meeting_on_schedule_as_json() -> None:
    code, out, _ = call("--method", "incidentmethode", "--minutes", "60", "--json")
    data = json.loads(out)
    assert code == 0 and sum(step["used_minutes"] for step in data["steps"]) == 60
    assert data["totals"]["finished"] and data["warnings"] == []


def test_a_report_without_consent_is_refused(tmp_path: Path) -> None:
    code, _, err = call("--method", "vijf-stappen", "--report", str(tmp_path / "v.md"))
    assert code == 1 and "nog niet aan iedereen gevraagd" in " ".join(err.split())
    assert not (tmp_path / "v.md").exists()


def test_a_report_with_consent_is_written(tmp_path: Path) -> None:
    script = tmp_path / "script.json"
    script.write_text('[{"at":"0:00","event":"next"},{"event":"consent","present":5,"agreed":5}]')
    for name in ("v.md", "v.docx"):
        code, _, err = call(
            "--method", "vijf-stappen", "--script", str(script), "--report", str(tmp_path / name)
        )
        assert code == 0, err
    assert "Alle 5 vonden dat goed" in (tmp_path / "v.md").read_text()
    assert (tmp_path / "v.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Kies --list, --choose of --method"),
        (("--choose",), "Voor een keuze zijn"),
        (("--method", "praatpaal"), "‘praatpaal’ bestaat niet"),
        (("--method", "balint", "--minutes", "20"), "In 20 minuten past ‘Balintmethode’ niet"),
        ((*ASKED, "--question", "ruzie", "--safety", "veilig"), "‘ruzie’ past niet"),
        ((*ASKED, "--question", "succes", "--safety", "knus"), "‘knus’ past niet"),
        (("--method", "balint", "--script", "er-niet.json"), "niet te openen"),
        (("--method", "balint", "--size", "40"), "Met 40 mensen"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_dutch(arguments: tuple[str, ...], said: str) -> None:
    code, _, err = call(*arguments)
    assert code == 1 and said in " ".join(err.split())


def test_an_own_method_is_checked(tmp_path: Path) -> None:
    good = ROOT / "knowledge" / "methods" / "vijf-stappen.yaml"
    assert call("--check", str(good))[0] == 0
    bad = tmp_path / "eigen.yaml"
    bad.write_text(good.read_text().replace("minutes: 18", "minutes: 0"))
    code, _, err = call("--check", str(bad))
    assert code == 1 and "stap 2 (verkennen)" in err and "minutes" in err
