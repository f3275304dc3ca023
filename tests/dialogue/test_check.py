"""The last look: what a reply may never hold."""

import pytest

from coach.dialogue.check import Checker, load_checks
from coach.dialogue.state import Spoken
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(load_checks(ROOT / "knowledge"))


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        ("Je moet eerlijk zijn tegen moeder.", "advies"),
        ("De pleegouders hebben gelijk.", "oordeel"),
        ("Terugplaatsing lijkt verstandig.", "oordeel"),
        ("Mijn advies: bel haar eerst.", "advies"),
        ("Misschien kun je een kaartje sturen.", "advies"),
        ("Er is sprake van ouderverstoting.", "diagnose"),
        ("Maak je geen zorgen.", "geruststelling"),
        ("De kans dat ze terugkomt is klein.", "risico"),
        ("Hoe ging dat? En toen?", "vragen"),
        ("Kijk op https://voorbeeld.nl", "sjabloon"),
        ("‘Dit zei niemand’. Dat hoorde ik.", "citaat"),
        ("woord " * 120, "lengte"),
    ],
)
def test_caught(checker: Checker, reply: str, fault: str) -> None:
    assert fault in checker.faults(Spoken(reflection=reply), ["iets anders"])


def test_the_users_own_words_are_not_held_against_the_reply(checker: Checker) -> None:
    said = "ze zeggen dat het mijn schuld is en dat ik moet stoppen, je moet weg"
    spoken = Spoken(reflection="‘je moet weg’. Dat kwam binnen.", question="Wat zei je toen?")
    assert checker.faults(spoken, [said]) == []


def test_an_ordinary_reply_passes(checker: Checker) -> None:
    spoken = Spoken(reflection="Dat is geen klein gesprek.", question="Wat zie je voor je?")
    assert checker.faults(spoken, []) == []
