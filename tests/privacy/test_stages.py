"""What comes in the place of an age or an address can be read in its sentence."""

import pytest

from coach.labels import Identifier
from coach.privacy.ages import AgeFinder
from coach.privacy.roles import load_roles
from coach.privacy.spans import Span
from tests.conftest import ROOT

ROLES = load_roles(ROOT / "knowledge")


def _told(text: str) -> str:
    found: list[Span] = []
    for span in sorted(AgeFinder().find(text), key=lambda span: (span.start, -span.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    for span in reversed(found):
        word, begins = ROLES.stands_for(text, span)
        text = text[:begins] + word + text[span.end :]
    return text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Hij wordt in maart 18.", "Hij wordt in maart volwassen."),
        ("Toen ze 9 was, ging hij weg.", "Toen ze basisscholier was, ging hij weg."),
        ("Ze is bijna 13.", "Ze is bijna tiener."),
        ("Een 9-jarige jongen huilt.", "Een schoolgaande jongen huilt."),
        ("Die 15-jarige wil niets.", "Die tiener wil niets."),
        ("De 4-jarige is boos.", "De kleuter is boos."),
        ("Een jongen van 9.", "Een jongen van basisschoolleeftijd."),
        ("Op zijn 12e ging hij weg.", "Op zijn tienerleeftijd ging hij weg."),
        ("Zijn 12e verjaardag vierde hij hier.", "Zijn eigen verjaardag vierde hij hier."),
        ("Hij zit er met zijn zes jaar tussen.", "Hij zit er met zijn basisschoolleeftijd tussen."),
        ("Een kind van tweeëntwintig.", "Een kind van volwassen leeftijd."),
        ("Ze zijn 9 en 12.", "Ze zijn basisscholier en tiener."),
        ("Ze woont hier al twee jaar.", "Ze woont hier al twee jaar."),
    ],
)
def test_the_stage_fits_its_sentence(said: str, told: str) -> None:
    assert _told(said) == told


def test_a_word_with_its_own_article_takes_the_place_of_the_article_before_it() -> None:
    text = "Ze wonen aan de Kerkstraat 5."
    span = Span(text.index("Kerk"), text.index("."), Identifier.LOCATIE, 1.0)
    word, begins = ROLES.stands_for(text, span)
    assert text[:begins] + word + text[span.end :] == "Ze wonen aan een adres."
