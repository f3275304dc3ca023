"""Names that are words too, names known from an e-mail address, and streets with an odd name."""

import pytest

from coach.labels import Identifier
from coach.privacy.names import NameFinder
from coach.privacy.streets import StreetFinder
from coach.privacy.tables import Tables, load_tables
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables(ROOT / "knowledge")


@pytest.fixture(scope="module")
def names(tables: Tables) -> NameFinder:
    """Rules alone, so that no tagger hides what they find."""
    return NameFinder(tables, None)


def persons(names: NameFinder, text: str) -> list[str]:
    found = names.find(text)
    return [text[s.start : s.end] for s in found if s.label is Identifier.PERSOON]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("pleegmoeder vindt Storm lastig en druk", "Storm"),
        ("Wil zei dat ze stopt", "Wil"),
        ("zij zegt dat mees liegt", "mees"),
        ("bericht van k.wolthuizen@zorg.nl, dat wolthuizen is altijd kortaf", "wolthuizen"),
    ],
)
def test_a_name_that_may_be_a_word_is_found(names: NameFinder, text: str, name: str) -> None:
    assert name in persons(names, text)


@pytest.mark.parametrize(
    "text",
    [
        "de storm kwam en de roos was kapot",
        "Dat zegt hij altijd, dat weet ik",
        "hij wil het niet en zij wil het wel",
        "toen kwam moeder, en oma zei niets",
        "een lieve jongen, zei ze, en wat een storm",
        "Er kwam niemand. Door wie wist zij het",
        "mail naar info@zorg.nl voor informatie",
        "hij heeft mijn zus al bij dr haren gehad",
        "moeder slaapt dr roes uit en pakt dr sleutels",
        "hij keek zoals je naar een mevrouw in de bus kijkt",
        "pleegma belt dat pleegpa het niet meer weet",
    ],
)
def test_a_word_stays_a_word(names: NameFinder, text: str) -> None:
    assert persons(names, text) == []


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("ze stond op de Sterremuur 14 voor de deur", "Sterremuur 14"),
        ("bij hen thuis, Terpleane 6 in Oudega", "Terpleane 6"),
        ("hij zit op de Groep 5", ""),
        ("bij Fatima, Parsa 13 in Zwolle", ""),
    ],
)
def test_a_street_without_the_ending_of_one(tables: Tables, text: str, street: str) -> None:
    found = [text[span.start : span.end] for span in StreetFinder(tables).find(text)]
    assert found == ([street] if street else [])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("volgens dr. jansen slaapt ze slecht", "jansen"),
        ("volgens dr Jansen slaapt ze slecht", "Jansen"),
        ("het bericht van mevrouw in de Berg kwam laat", "in de Berg"),
    ],
)
def test_a_doctor_and_a_surname_that_begins_with_in_are_found(
    names: NameFinder, text: str, name: str
) -> None:
    assert name in persons(names, text)


def test_who_overdid_it_does_not_live_there(tables: Tables) -> None:
    assert StreetFinder(tables).find("ik vond dat ze overdreef") == []
    assert StreetFinder(tables).find("ze woont aan de lindedreef") != []
