"""A persona file with a mistake names file, entry and field."""

from pathlib import Path

import pytest
import yaml

from coach.errors import ContentError
from coach.practice.persona import Persona
from coach.practice.personas import check_file, load_personas, read_personas
from tests.conftest import ROOT

MODEL = ROOT / "knowledge" / "personas" / "moeder-anja.yaml"


def changed(folder: Path, **changes: object) -> Path:
    data = yaml.safe_load(MODEL.read_text(encoding="utf-8"))
    data.update(changes)
    path = folder / "moeder-proef.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def faults(path: Path) -> str:
    with pytest.raises(ContentError) as caught:
        check_file(path)
    return str(caught.value)


def test_all_personas_are_good_and_say_enough(personas: tuple[Persona, ...]) -> None:
    assert len(load_personas(ROOT / "knowledge")) >= len(personas) > 0
    assert all(persona.count() >= 60 for persona in personas)
    assert len({persona.name for persona in personas}) == len(personas)


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    assert "moeder-proef.yaml › moeder-anja › temperr" in faults(changed(tmp_path, temperr={}))


def test_a_line_that_gives_a_secret_away_is_named(tmp_path: Path) -> None:
    data = yaml.safe_load(MODEL.read_text(encoding="utf-8"))
    data["lines"][1]["says"].append("Ze heeft me geappt dat het klaar is.")
    told = faults(changed(tmp_path, lines=data["lines"]))
    assert "lines.2" in told and "geappt" in told and "after: appje" in told


def test_a_trigger_without_answer_is_named(tmp_path: Path) -> None:
    data = yaml.safe_load(MODEL.read_text(encoding="utf-8"))
    kept = [group for group in data["lines"] if "advies" not in group["when"]]
    told = faults(changed(tmp_path, lines=kept))
    assert "'advies'" in told and "'dicht'" in told


def test_a_secret_that_pushing_would_open_is_refused(tmp_path: Path) -> None:
    data = yaml.safe_load(MODEL.read_text(encoding="utf-8"))
    data["hidden"][0]["by"] = {"advies-zonder-toestemming": 1}
    assert "hidden.appje" in faults(changed(tmp_path, hidden=data["hidden"]))


def test_a_message_needs_a_hard_aim(tmp_path: Path) -> None:
    assert "hard: true" in faults(changed(tmp_path, message=""))


def test_one_bad_file_leaves_the_others_to_practise_with(tmp_path: Path) -> None:
    (tmp_path / "practice").mkdir()
    (tmp_path / "personas").mkdir()
    for name in ("transitions.yaml", "topics.yaml"):
        source = ROOT / "knowledge" / "practice" / name
        (tmp_path / "practice" / name).write_bytes(source.read_bytes())
    (tmp_path / "personas" / "a.yaml").write_bytes(MODEL.read_bytes())
    (tmp_path / "personas" / "b.yaml").write_text("id: [", encoding="utf-8")
    good, found = read_personas(tmp_path)
    assert [persona.id for persona in good] == ["moeder-anja"]
    assert [fault.file for fault in found] == ["personas/b.yaml"]
