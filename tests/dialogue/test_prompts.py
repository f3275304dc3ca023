"""Prompts are files: a variable that does not fit is told at load, with file and name."""

import shutil
from pathlib import Path

import pytest

from coach.dialogue.prompts import VARIABLES, PromptName, load_prompts
from coach.errors import ContentError
from tests.conftest import ROOT

FOLDER = ROOT / "prompts" / "nl"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "nl")
    return tmp_path / "nl"


def faults(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_prompts(folder)
    return [str(fault) for fault in caught.value.faults]


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_prompt_loads_and_holds_each_value() -> None:
    prompts = load_prompts(FOLDER)
    for name, variables in VARIABLES.items():
        filled = prompts.fill(name, **{variable: f"«{variable}»" for variable in variables})
        assert all(f"«{variable}»" in filled for variable in variables)


def test_braces_in_a_value_are_text() -> None:
    values = {variable: "{x} {0} {{y}}" for variable in VARIABLES[PromptName.HERSCHRIJF]}
    assert "{x} {0} {{y}}" in load_prompts(FOLDER).fill(PromptName.HERSCHRIJF, **values)


@pytest.mark.parametrize("name", list(PromptName))
def test_values_too_many_or_too_few_are_refused(name: PromptName) -> None:
    with pytest.raises(KeyError):
        load_prompts(FOLDER).fill(name, **{v: "x" for v in VARIABLES[name]}, extra="x")


def test_an_unknown_variable_is_named(folder: Path) -> None:
    change(folder, "beurt.md", "{fase}", "{fase} {datum}")
    assert any("beurt.md › datum" in fault for fault in faults(folder))


def test_a_missing_variable_is_named(folder: Path) -> None:
    change(folder, "herschrijf.md", "{reden}", "dit was niet goed")
    assert any("herschrijf.md › reden" in fault for fault in faults(folder))


def test_a_declared_variable_that_kier_does_not_fill_is_named(folder: Path) -> None:
    change(folder, "beurt.md", "  fase: waar", "  weer: hoe het weer is\n  fase: waar")
    change(folder, "beurt.md", "{fase}", "{fase} {weer}")
    assert any("beurt.md › weer" in fault for fault in faults(folder))


def test_broken_braces_missing_files_and_missing_reasons_are_named(folder: Path) -> None:
    change(folder, "terugblik.md", "{doel}", "{doel")
    (folder / "systeem.md").unlink()
    change(folder, "woorden.yaml", "  advies: je gaf", "  raad: je gaf")
    found = "\n".join(faults(folder))
    assert "terugblik.md" in found and "systeem.md" in found and "woorden.yaml" in found


def test_the_system_prompt_is_the_same_every_day() -> None:
    system = load_prompts(FOLDER).fill(PromptName.SYSTEEM)
    assert not any(char.isdigit() for char in system) and "{" not in system
