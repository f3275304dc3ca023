"""A question that anybody may be asked stands in one file; a persona takes part by having lines."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from coach.errors import ContentError
from coach.knowledge.content import Reader
from coach.practice.persona import Persona
from coach.practice.personas import check_file
from coach.practice.shared_topics import read_shared
from tests.conftest import ROOT

MODEL = ROOT / "knowledge" / "personas" / "moeder-anja.yaml"


def persona(folder: Path, *, about: str, **changes: object) -> Persona:
    data: dict[str, Any] = yaml.safe_load(MODEL.read_text(encoding="utf-8"))
    data["lines"] = [group for group in data["lines"] if group.get("about") != about]
    data["topics"] = [topic for topic in data["topics"] if topic["id"] != about]
    data["lines"].append({"when": ["open-vraag"], "about": about, "says": ["Dat zeg ik niet."]})
    data.update(changes)
    path = folder / "moeder-proef.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return check_file(path)


def asked(found: Persona, topic: str) -> list[str]:
    return next(t.about for t in found.topics if t.id == topic)


def test_who_has_lines_takes_part_and_who_has_none_does_not(tmp_path: Path) -> None:
    found = persona(tmp_path, about="spijt")
    assert "Waar heb je spijt van?" in asked(found, "spijt")
    silent = [group for group in found.lines if group.about != "spijt"]
    data = found.model_dump(mode="json") | {
        "lines": [group.model_dump(mode="json") for group in silent],
        "topics": [t.model_dump() for t in found.topics if t.id != "spijt"],
        "also_about": {},
    }
    path = tmp_path / "moeder-stil.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    assert "spijt" not in {topic.id for topic in check_file(path).topics}


def test_a_child_is_called_by_its_name_and_its_pronoun(tmp_path: Path) -> None:
    child = {"name": "Kim", "he": "ze", "him": "haar", "his": "haar", "topic": "kim"}
    found = persona(tmp_path, about="kind-hoe", child=child)
    said = asked(found, "kind-hoe")
    assert {"Hoe zit Kim in haar vel?", "Hoe zit ze in haar vel?"} <= set(said)
    assert not any("{" in text for text in said)
    assert found.wider("kind-hoe") == "kim"


def test_lines_on_a_child_nobody_named_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"kind-hoe.*child"):
        persona(tmp_path, about="kind-hoe", child=None)


def test_who_says_u_is_asked_with_u(tmp_path: Path) -> None:
    language = yaml.safe_load(MODEL.read_text(encoding="utf-8"))["language"] | {"address": "u"}
    found = persona(tmp_path, about="spijt", language=language)
    assert "Waar hebt u spijt van?" in asked(found, "spijt")
    assert "Waar heb je spijt van?" not in asked(found, "spijt")


def test_an_own_topic_goes_before_and_other_ways_come_beside(tmp_path: Path) -> None:
    found = persona(tmp_path, about="spijt", also_about={"spijt": ["Wroeging?"]})
    assert "Wroeging?" in asked(found, "spijt")
    own = [{"id": "spijt", "alone": True, "about": ["Een.", "Twee.", "Drie."]}]
    kept = [topic.model_dump() for topic in found.topics if topic.id != "spijt"]
    assert asked(persona(tmp_path, about="spijt", topics=[*kept, *own]), "spijt") == own[0]["about"]


def test_other_ways_of_asking_what_nobody_answers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="also_about"):
        persona(tmp_path, about="spijt", also_about={"bestaat-niet": ["Wat?"]})


def test_the_shared_file_is_good_and_a_topic_with_too_little_is_named(tmp_path: Path) -> None:
    reader = Reader(ROOT / "knowledge")
    assert len(read_shared(reader)) > 50 and not reader.faults
    folder = tmp_path / "practice"
    folder.mkdir()
    few = [{"id": "leeg", "alone": True, "familiar": ["Een?", "Twee?", "Drie?"]}]
    (folder / "topics.yaml").write_text(yaml.safe_dump(few), encoding="utf-8")
    reader = Reader(tmp_path)
    assert read_shared(reader) == () and "leeg" in str(reader.faults)


@pytest.mark.parametrize(
    "wrong", [{"within": "school", "alone": False}, {"about": ["Hoe gaat het met {naam}?"] * 3}]
)
def test_what_a_shared_topic_cannot_mean_is_refused(tmp_path: Path, wrong: Any) -> None:
    folder = tmp_path / "practice"
    folder.mkdir()
    topic = {"id": "fout", "alone": True, "about": ["Een?", "Twee?", "Drie?"]} | wrong
    (folder / "topics.yaml").write_text(yaml.safe_dump([topic]), encoding="utf-8")
    reader = Reader(tmp_path)
    assert read_shared(reader) == () and "fout" in str(reader.faults)
