"""Content files: all faults at once, each with file, entry, field and what was expected."""

from pathlib import Path

import pytest

from coach.errors import ContentError
from coach.knowledge.content import load_all, load_questions
from coach.labels import Stage

GOOD = """
- id: v-1
  text: Wat zei ze precies?
  easier: Wat zei ze?
  stage: concreet
  dimension: technisch
  perspective: kind
  themes: [geen-contact]
"""


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def faults(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_all(folder)
    return [str(fault) for fault in caught.value.faults]


def test_a_good_question_is_read(tmp_path: Path) -> None:
    write(tmp_path, "questions/a.yaml", GOOD)
    (question,) = load_questions(tmp_path)
    assert question.stage is Stage.CONCREET
    assert question.text == "Wat zei ze precies?"


def test_every_fault_of_every_file_is_named_at_once(tmp_path: Path) -> None:
    write(tmp_path, "questions/a.yaml", GOOD.replace("concreet", "begin").replace("v-1", "v-9"))
    write(tmp_path, "questions/b.yaml", "- id: [los")
    write(tmp_path, "handbook/x/01.md", "Geen kop\n")
    found = faults(tmp_path)
    assert any("questions/a.yaml › v-9 › stage" in f and "'concreet'" in f for f in found)
    assert any(f.startswith("questions/b.yaml") and "YAML" in f for f in found)
    assert any(f.startswith("handbook/x/01.md") for f in found)


def test_unknown_keys_and_double_ids_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "questions/a.yaml", GOOD + "  kleur: rood\n")
    assert any("kleur" in fault for fault in faults(tmp_path))
    write(tmp_path, "questions/a.yaml", GOOD)
    write(tmp_path, "questions/b.yaml", GOOD)
    assert any("v-1 › id" in fault and "questions/a.yaml" in fault for fault in faults(tmp_path))


def test_a_source_must_stand_in_the_bibliography(tmp_path: Path) -> None:
    body = "Een zin die lang genoeg is om te tellen. " * 8
    front = (
        "---\nid: p-1\ntitle: Titel\nthemes: [geen-contact]\nactors: [kind]\n"
        "source: [nergens]\nchecked: 2026-11-23\n---\n"
    )
    write(tmp_path, "handbook/p.md", front + body)
    assert any("p-1 › source" in fault and "nergens" in fault for fault in faults(tmp_path))


def test_not_utf8_is_a_fault_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "a.yaml").write_bytes(b"\xff\xfe\x00- id")
    assert faults(tmp_path)
