"""What comes in the place of an age or an address can be read in its sentence."""

import pytest

from coach.labels import Identifier
from coach.privacy.memory import Pseudonyms
from coach.privacy.roles import load_roles
from coach.privacy.spans import Span
from coach.privacy.watch import Watch
from tests.conftest import ROOT

ROLES = load_roles(ROOT / "knowledge")


def _told(text: str) -> str:
    return Pseudonyms().apply(text, Watch(ROLES))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Hij wordt in maart 18.", "Hij wordt in maart volwassen."),
        ("Toen ze 9 was, ging hij weg.", "Toen ze basisscholier was, ging hij weg."),
        ("Ze is bijna 13.", "Ze is bijna tiener."),
        ("Een 9-jarige jongen huilt.", "Een schoolgaande jongen huilt."),
        ("Onze 8-jarige vraagt alles.", "Onze basisscholier vraagt alles."),
        ("Die 15-jarige wil niets.", "Die tiener wil niets."),
        ("De 4-jarige is boos.", "De kleuter is boos."),
        ("Een jongen van 9.", "Een jongen van basisschoolleeftijd."),
        ("Een puber van 15 zwijgt.", "Een puber zwijgt."),
        ("Een baby van acht maanden huilt.", "Een baby huilt."),
        ("Een meisje van anderhalf huilt.", "Een meisje van babyleeftijd huilt."),
        ("Een jochie van een jaar of zeven.", "Een jochie van basisschoolleeftijd."),
        ("Ze is een jaar of twaalf.", "Ze is tiener."),
        ("Hij was vier jaar oud toen hij kwam.", "Hij was kleuter toen hij kwam."),
        ("Op zijn 12e ging hij weg.", "Als tiener ging hij weg."),
        ("Sinds haar 15e woont ze hier.", "Sinds haar tienerleeftijd woont ze hier."),
        ("Hij liep op de leeftijd van acht weg.", "Hij liep als basisscholier weg."),
        (
            "Onze zoon is sinds hij zes jaar is hier.",
            "Onze zoon is sinds hij basisscholier is hier.",
        ),
        ("Zijn 12e verjaardag vierde hij hier.", "Zijn eigen verjaardag vierde hij hier."),
        ("Hij zit er met zijn zes jaar tussen.", "Hij zit er als basisscholier tussen."),
        ("Zo'n kind van tweeëntwintig.", "Zo'n volwassen kind."),
        ("Ze heeft een vriend van 27.", "Ze heeft een volwassen vriend."),
        ("Oma van 74 zorgt voor hem.", "Oma zorgt voor hem."),
        ("Pleegmoeder van 48 belde.", "Pleegmoeder belde."),
        ("Oma is 74 en zorgt.", "Oma is op leeftijd en zorgt."),
        ("Mijn man (58) is moe.", "Mijn man (van middelbare leeftijd) is moe."),
        ("Vader, 31 jaar, zit vast.", "Vader, volwassen, zit vast."),
        ("Leeftijd: 14", "Leeftijd: tiener"),
        ("Hij wordt zes.", "Hij wordt een jaar ouder."),
        ("Ze werd gisteren negen.", "Ze werd gisteren een jaar ouder."),
        ("Als hij twaalf wordt, mag hij mee.", "Als hij ouder wordt, mag hij mee."),
        ("Als je achttien wordt, stopt het.", "Als je volwassen wordt, stopt het."),
        ("Ze is net zestien geworden.", "Ze is net een jaar ouder geworden."),
        ("Ze wordt 18 jaar.", "Ze wordt volwassen."),
        ("Tot zijn achttiende blijft hij.", "Tot zijn volwassen leeftijd blijft hij."),
        ("Drie kinderen (3, 5 en 9).", "Drie kinderen (peuter, kleuter en basisscholier)."),
        ("Mijn zoon is 1 jaar en 3 maanden.", "Mijn zoon is baby."),
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
