"""``coach ingest``, ``documents`` and ``search`` as typed, with a stand-in for reading."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from coach.cli import app
from coach.cli import documents as commands
from coach.knowledge.collection import Library
from coach.knowledge.documents.shelf import Shelf
from coach.privacy import vault
from coach.settings import Settings
from tests.knowledge.shelf.conftest import HANDBOOK, SHIPPED, Counting, shelf_over
from tests.quick_vault import quick  # noqa: F401  a fixture for all

PHRASE = "vier losse woorden samen"


@pytest.fixture
def here(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("coach.cli.documents", "coach.cli.vaults"):
        monkeypatch.setattr(f"{name}.settings", lambda: settings)
    monkeypatch.setattr(commands, "_shelf", lambda opened: shelf_over(settings, opened, Counting()))

    def shipped() -> Library:
        base = shelf_over(settings, vault.open_with_words(settings, PHRASE), Counting())._base
        return Library(SHIPPED, base.index, base.encoder, base.tokens)

    monkeypatch.setattr(commands, "_shipped", shipped)
    return settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "handboek.txt"
    path.write_text(HANDBOOK, encoding="utf-8")
    return path


def said(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, list(words), input=f"{PHRASE}\n{typed}")


def test_with_yes_a_handbook_counts_and_is_quoted_by_page(here: Settings, file: Path) -> None:
    done = said("ingest", str(file), "--title", "Nacht", "--priority", "--yes")
    assert done.exit_code == 0 and "Overgenomen: 3" in done.output
    found = said("search", "de groepsleiding belt als een kind wegloopt", "--own", "--json")
    answer = json.loads(found.stdout)
    hit = answer["hits"][0]
    assert answer["own"] == "open" and hit["own"] and hit["priority"] and hit["page"] == 1
    assert hit["passage"][hit["start"] : hit["end"]] == hit["quote"]
    assert (hit["kind"], hit["source"]) == ("handbook", "Nacht › Nachtrust")


def test_without_the_vault_only_the_shipped_library_answers(here: Settings, file: Path) -> None:
    said("ingest", str(file), "--yes")
    found = CliRunner().invoke(app, ["search", "moeder komt te laat bij het bezoek", "--json"])
    answer = json.loads(found.stdout)
    assert answer["own"] == "locked"
    assert {hit["own"] for hit in answer["hits"]} == {False}
    plain = CliRunner().invoke(app, ["search", "de groepsleiding belt als een kind wegloopt"])
    assert "op slot" in plain.stderr and "wegloopt" not in plain.stdout


def test_a_case_is_refused_with_yes_and_nothing_is_added(here: Settings, file: Path) -> None:
    done = said("ingest", str(file), "--kind", "case", "--yes")
    assert done.exit_code == 1 and "niet ongezien" in done.stderr
    assert vault.present(here) is None


def test_a_review_in_the_terminal(here: Settings, file: Path) -> None:
    typed = "o\nh\n1\nt\nde wacht\nde nachtdienst\nm\nintervisie, gespreksvoering\no\ns\n"
    done = said("ingest", str(file), "--kind", "case", typed=typed)
    assert done.exit_code == 0, done.output
    assert "Zonnebloemina Wervelwind → De begeleider" in done.output.replace(" de beg", " De beg")
    listed = json.loads(said("documents", "--json").stdout)
    assert listed[0]["stage"] == "kept" and listed[0]["counts"]["accepted"] == 2


def test_stopping_keeps_the_draft_and_it_can_be_taken_up(here: Settings, file: Path) -> None:
    done = said("ingest", str(file), typed="o\nq\n")
    id = json.loads(said("documents", "--json").stdout)[0]["id"]
    assert f"coach documents --review {id}" in done.output
    again = said("documents", "--review", id, typed="a\ny\n")
    assert "Overgenomen: 3" in again.output


def test_the_same_file_twice_is_told_and_no_error(here: Settings, file: Path) -> None:
    said("ingest", str(file), "--yes")
    again = said("ingest", str(file), "--yes")
    assert again.exit_code == 0 and "staat er al" in again.output


def test_one_bad_file_does_not_stop_the_others(here: Settings, file: Path, tmp_path: Path) -> None:
    (tmp_path / "a-leeg.txt").write_text("\n")
    done = said("ingest", str(tmp_path / "a-leeg.txt"), str(file), "--yes")
    assert done.exit_code == 1 and "geen tekst" in done.stderr
    assert len(json.loads(said("documents", "--json").stdout)) == 1


def test_removing_shows_its_proof(here: Settings, file: Path) -> None:
    said("ingest", str(file), "--yes")
    id = json.loads(said("documents", "--json").stdout)[0]["id"]
    kept = said("documents", "--remove", id, typed="n\n")
    assert "niets veranderd" in kept.output
    gone = said("documents", "--remove", id, "--proof", "--yes")
    assert gone.exit_code == 0 and "niets gevonden" in gone.output
    assert "Er zijn nog geen eigen documenten" in said("documents").output
    assert said("documents", "--remove", id, "--yes").exit_code == 1


def test_a_wrong_phrase_is_told(here: Settings, file: Path) -> None:
    said("ingest", str(file), "--yes")
    wrong = CliRunner().invoke(app, ["documents"], input="een andere zin\n")
    assert wrong.exit_code == 1 and "opent de kluis niet" in wrong.stderr


def test_shelves_are_of_one_vault(here: Settings, file: Path) -> None:
    said("ingest", str(file), "--yes")
    one = vault.open_with_words(here, PHRASE)
    two = vault.open_with_words(here, PHRASE)
    shelf: Shelf = shelf_over(here, one, Counting())
    other: Shelf = shelf_over(here, two, Counting())
    one.lock()
    assert not shelf.open and other.open and other.search("een kind wegloopt")
