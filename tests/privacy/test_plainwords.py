"""Ordinary words in small letters stay, even where the tagger takes every word for a name."""

import numpy as np
import pytest

from coach.labels import Identifier
from coach.privacy.names import NameFinder
from coach.privacy.phrases import PhraseFinder
from coach.privacy.plainwords import PlainWords
from coach.privacy.tables import Tables, load_tables
from coach.privacy.tagger import BITS, TAGS, Tagger
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables(ROOT / "knowledge")


@pytest.fixture(scope="module")
def names(tables: Tables) -> NameFinder:
    """With a tagger that sees a person in every word."""
    persons = np.array([tag == "B-PERSOON" for tag in TAGS], dtype=np.float32)
    return NameFinder(tables, Tagger(np.zeros((1 << BITS, len(TAGS)), np.float32), 5 * persons))


def persons(names: NameFinder, text: str) -> set[str]:
    found = names.find(text)
    return {text[s.start : s.end] for s in found if s.label is Identifier.PERSOON}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("zijn fiets heeft een kapot wiel", "wiel"),
        ("als ik haar afkap dan zegt ze niks", "afkap"),
        ("dat hij zondag meeeet", "meeeet"),
        ("dat ze bij ons mee-eet", "mee-eet"),
        ("of hij de vaatwasser inruimt", "inruimt"),
        ("dat ik haar kind inpik", "inpik"),
        ("onze pleegdochter bemoedert haar broertje", "bemoedert"),
        ("niet meteen pakken met signaleringsplan", "signaleringsplan"),
        ("bah. gewoon", "bah"),
        ("Dan ga je toch", "Dan"),
        ("Caseload overgenomen van een collega", "Caseload"),
        ("Standaardzinnetje.", "Standaardzinnetje"),
    ],
)
def test_a_plain_word_is_not_replaced(names: NameFinder, text: str, word: str) -> None:
    assert word not in persons(names, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("gesprek met zaniah vandaag", "zaniah"),
        ("vandaag belde noor weer", "noor"),
        ("hij woont bij joke thuis", "joke"),
        ("Kapstok zegt niets", "Kapstok"),
        ("Wiel kwam niet opdagen", "Wiel"),
        ("mevrouw kapstok belde terug", "kapstok"),
        ("gisteren woutje gezien", "woutje"),
    ],
)
def test_a_name_in_small_letters_is_still_replaced(names: NameFinder, text: str, name: str) -> None:
    assert name in persons(names, text)


def test_a_prefix_of_a_surname_is_no_plain_word(tables: Tables) -> None:
    assert not PlainWords(tables).plain("van")


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("gevraagd om intervisie te leiden", ""),
        ("Ik zat te glimmen achter het stuur", ""),
        ("nu jou aan t appen", ""),
        ("Draai ik me om, staat hij daar", ""),
        ("hij is gewend dat hij nummer één is", ""),
        ("hij gaat naar glimmen verhuizen", "glimmen"),
    ],
)
def test_a_verb_is_no_town(tables: Tables, text: str, town: str) -> None:
    found = [text[span.start : span.end] for span in PhraseFinder(tables).find(text)]
    assert found == ([town] if town else [])
