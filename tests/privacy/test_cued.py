"""Organisations by the words around them, in small letters and capitals, and what is none."""

import pytest

from coach.labels import Identifier
from coach.privacy.ages import AgeFinder
from coach.privacy.cued import CuedFinder
from coach.privacy.links import LinkFinder
from coach.privacy.tables import Tables, load_tables
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables(ROOT / "knowledge")


@pytest.fixture(scope="module")
def cued(tables: Tables) -> CuedFinder:
    return CuedFinder(tables)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("na school gaat hij naar bso de hinkelstap", "de hinkelstap"),
        ("ze zit op de springbok en vindt het leuk", "de springbok"),
        ("terug naar de blauwe reiger wil ze", "de blauwe reiger"),
        ("verblijft in gezinshuis morgenrood", "morgenrood"),
        ("BIJ GEZINSHUIS DE BUIZERD IS GEEN PLEK", "DE BUIZERD"),
        ("jeugdhulp salland belt niet terug", "jeugdhulp salland"),
        ("de imam van de mevlana moskee", "mevlana moskee"),
        ("opa ligt in het sint jozef", "sint jozef"),
        ("moeder werkt bij reinaerde", "reinaerde"),
    ],
)
def test_an_organisation_is_found_by_its_cue(cued: CuedFinder, text: str, name: str) -> None:
    found = [text[span.start : span.end] for span in cued.find(text)]
    assert any(name in said for said in found), found


@pytest.mark.parametrize(
    "text",
    [
        "in het gezinshuis de afwas doen hoort erbij",
        "naar de kerk gaan ze niet meer",
        "hij zit op de bank en zwijgt",
        "ze wil naar een andere school de komende tijd",
        "bij de stichting werken veel mensen",
        "de richtlijn pleegzorg en de richtlijn jeugdhulp",
        "het evaluatieverslag pleegzorg is af",
        "hij werkt bij een bakker",
        "een stoornis in het spectrum",
        "een stip op de horizon",
        "zij komt op de bso de hele week",
    ],
)
def test_ordinary_words_stay(cued: CuedFinder, text: str) -> None:
    assert [text[span.start : span.end] for span in cued.find(text)] == []


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("nordin wordt zaterdag negen", "negen"),
        ("ze is vandaag zestien geworden", "zestien"),
        ("ze wordt over twee weken twaalf en dan mag het", "twaalf"),
        ("hij is nog geen twee, het is een baby", "twee"),
        ("een meisje van een jaar of zeven", "zeven"),
        ("hij vindt twaalf te jong", "twaalf"),
        ("het kind (16;4) zit in klas 3B", "16;4"),
        ("het kind (16;4) zit in klas 3B", "klas 3B"),
    ],
)
def test_an_age_in_words_or_beside_a_day(text: str, age: str) -> None:
    assert age in [text[span.start : span.end] for span in AgeFinder().find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "ik ken hem vier jaar.",
        "het duurt een jaar of langer",
        "ze is over twee weken terug",
        "er is een van de drie kinderen ziek",
        "hij is zaterdag twee keer geweest",
        "oma van twee kleinkinderen belde",
        "een moeder van twee jonge meiden",
        "het bezoek van het kind van drie maanden geleden",
    ],
)
def test_a_duration_is_no_age(text: str) -> None:
    assert not AgeFinder().find(text)


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("haar snap is lisannexkes en hij voegde haar toe", "lisannexkes"),
        ("op discord noemt hij zich DarkWolf2011", "DarkWolf2011"),
        ("ze heet daar prinsesje.010x", "prinsesje.010x"),
    ],
)
def test_a_handle(tables: Tables, text: str, handle: str) -> None:
    finder = LinkFinder(lambda word: tables.zipf(word) < 1)
    found = {(text[s.start : s.end], s.label) for s in finder.find(text)}
    assert found == {(handle, Identifier.URL)}


@pytest.mark.parametrize(
    "text", ["vraag het de instantie.", "Ja, snap ik. Dat is zo.", "lees de handleidingen."]
)
def test_a_word_that_begins_like_a_platform_is_no_handle(tables: Tables, text: str) -> None:
    assert not LinkFinder(lambda word: tables.zipf(word) < 1).find(text)
