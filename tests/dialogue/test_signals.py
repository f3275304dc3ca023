"""Signals: what must never be missed, what must not raise, and what is quoted."""

import pytest

from coach.dialogue.listen_lexicon import load_lexicon
from coach.dialogue.listen_text import sentences
from coach.dialogue.signals import SignalDetector
from coach.dialogue.signals_rules import SignalRules
from coach.labels import Level


@pytest.fixture(scope="module")
def detector() -> SignalDetector:
    """A detector without sentence vectors: these cases must hold without them."""
    return SignalDetector()


@pytest.mark.parametrize(
    "text",
    [
        "Vader staat met een mes voor de deur van het pleeggezin.",
        "ze heeft net een hele strip paracetamol ingenomen",
        "Mijn vraag gaat over de evaluatie. O ja, hij heeft een afscheidsbrief achtergelaten.",
        "vader is dronken met de kinderen in de auto weggereden",
        "ik wil niet meer leven, ik heb de pillen al klaarliggen",
    ],
)
def test_acute(detector: SignalDetector, text: str) -> None:
    """Danger now is raised as acute, with words from the message."""
    signal = detector.detect(text)
    assert signal.level is Level.ACUUT
    assert signal.quotes and all(quote in text for quote in signal.quotes)


@pytest.mark.parametrize(
    "text",
    [
        "trouwens, ze had weer blauwe plekken op haar rug maar mijn vraag is hoe ik begin",
        "Hij vertelde dat pleegvader hem slaat als hij huilt.",
        "ze zegt dat ze liever dood wil zijn",
    ],
)
def test_worry(detector: SignalDetector, text: str) -> None:
    """A suspicion or disclosure is raised, also in a side remark."""
    assert detector.detect(text).level in (Level.ZORG, Level.ACUUT)


def test_own_load(detector: SignalDetector) -> None:
    """Exhaustion of the professional is its own level."""
    signal = detector.detect("Ik ben helemaal op, ik slaap al weken niet en huil in de auto.")
    assert signal.level is Level.ZELFZORG


@pytest.mark.parametrize(
    "text",
    [
        "Ik kan hem soms wel achter het behang plakken.",
        "die rapportages worden mijn dood",
        "Er zijn geen signalen van mishandeling.",
        "Hoe herken je signalen van kindermishandeling?",
        "in de cursus ging het over suïcide",
        "Moeder huilde en ik wist niet wat ik moest zeggen.",
        "hoe vertel ik een moeder dat haar dochter haar niet wil zien",
        "",
        "🙂🙂🙂",
        "\x00\ud800",
    ],
)
def test_calm(detector: SignalDetector, text: str) -> None:
    """Figures of speech, negations, training questions, sadness and noise raise nothing."""
    assert detector.detect(text).level is Level.GEEN


def test_long_calm_story_is_not_raised(detector: SignalDetector) -> None:
    """Many ordinary sentences together are no signal."""
    text = "Het bezoek was woensdag. Moeder bracht een taart mee. Hij at er niet van. " * 8
    assert detector.detect(text).level is Level.GEEN


def test_negation_takes_a_wording_away() -> None:
    """A negation just before a wording mutes it; a wording that holds one itself stands."""
    rules = SignalRules(load_lexicon())
    denied = rules.hits(sentences("hij heeft haar nooit geslagen"))
    said = rules.hits(sentences("hij heeft haar geslagen"))
    assert denied and all(hit.muted for hit in denied)
    assert any(not hit.muted for hit in said)
