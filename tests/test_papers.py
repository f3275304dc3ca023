"""docs/privacy.md follows from the code, and every promise has a test that exists."""

import ast

import pytest

from coach.privacy import inventory
from coach.settings import Settings
from coach.ui.privacy_report import inventory_table, promise_table, state_now
from coach.ui.texts import inventory as listed
from coach.ui.texts import promises as words
from tests.conftest import ROOT


def test_the_papers_follow_from_the_code() -> None:
    """When this fails: put the output of ``coach doctor --tables`` into docs/privacy.md."""
    paper = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    assert inventory_table() in paper and promise_table() in paper


@pytest.mark.parametrize("item", words.PROMISES, ids=lambda item: item.name)
def test_every_promise_has_tests_that_exist(item: words.Promise) -> None:
    assert item.tests and item.broken and item.how
    for test in item.tests:
        file, name = test.split("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, test


def test_every_file_has_its_wording() -> None:
    assert {entry.pattern for entry in inventory.ENTRIES} == set(listed.INVENTORY)


def test_an_unknown_file_in_the_data_folder_shows(settings: Settings) -> None:
    def files() -> bool:
        return {s.name: s.holds for s in state_now(settings)}["files"]

    assert files()
    (settings.data_folder / "kladje.txt").write_text("x")
    assert not files()


def test_an_open_folder_and_another_address_show(settings: Settings) -> None:
    settings.data_folder.chmod(0o755)
    other = settings.model_copy(update={"host": "0.0.0.0"})
    held = {s.name: s.holds for s in state_now(other)}
    assert not held["loopback"]
    # Asking for the folder closes it again.
    assert held["folder"]


def test_a_model_server_shows(settings: Settings) -> None:
    def said(address: str) -> str:
        other = settings.model_copy(update={"server": address})
        return next(s.sentence for s in state_now(other) if s.name == "server")

    assert "modellen.huis.example" in said("http://modellen.huis.example:8080/v1")
    assert said("http://127.0.0.1:8080/v1") == said("")


@pytest.mark.parametrize(
    "word", ["werkaantekening", "artikel 50", "DPIA", "niet bedoeld", "anoniem", "inzage"]
)
def test_the_papers_name_what_a_privacy_officer_looks_for(word: str) -> None:
    assert word in (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
