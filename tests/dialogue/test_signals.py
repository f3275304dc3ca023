"""Signals: what must never be missed, what must not raise, and what is quoted."""

import numpy as np
import pytest

from coach.dialogue.listen_lexicon import load_lexicon
from coach.dialogue.listen_text import sentences
from coach.dialogue.signals import Reading, SignalDetector, quotable, standing
from coach.dialogue.signals_marks import Unit, cut
from coach.dialogue.signals_rules import SignalRules
from coach.labels import Level
from tests.learned import signals


@pytest.fixture(scope="module")
def detector() -> SignalDetector:
    """A detector without sentence vectors: these cases must hold without them."""
    return signals()


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
    ("chances", "level"),
    [
        ((0.97, 0.95, 0.98), Level.ACUUT),
        ((0.60, 0.80, 0.98), Level.ZELFZORG),
    ],
)
def test_own_load_does_not_hide_sure_danger(
    detector: SignalDetector, chances: tuple[float, float, float], level: Level
) -> None:
    """Who tells of being tired and of danger now is heard in both; a faint alarm gives way."""
    text = "Ik luister maar half, zij is vanochtend uit bed verdwenen."
    unit = Unit(0, 0, text)
    reading = Reading(cut(text), [], [unit], np.asarray([chances]))
    assert detector.decide(reading)[0] is level


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


def test_a_negated_wording_does_not_count() -> None:
    """What was denied helps no level to be raised."""
    rules = SignalRules(load_lexicon())
    for text, levels in (
        ("hij heeft haar nooit geslagen", set()),
        ("hij heeft haar geslagen", {Level.ZORG}),
    ):
        assert standing(rules.hits(sentences(text)), Unit(0, 0, text)) == levels


CALM = (
    "Het bezoek was woensdag in de oude school. Moeder had een taart meegenomen en hij wilde "
    "er niet van eten. Pleegvader las de krant op de gang. We praatten over zwemles en over de "
    "verjaardag van zijn zusje. "
)


@pytest.mark.parametrize(
    ("remark", "level"),
    [
        ("O ja, hij staat nu met een mes op zijn pols in de badkamer.", Level.ACUUT),
        ("Trouwens, pleegvader slaat hem met een riem als hij huilt.", Level.ZORG),
    ],
)
@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
def test_side_remark_in_a_message_of_8000_characters(
    detector: SignalDetector, remark: str, level: Level, place: float
) -> None:
    """Wherever it stands in a long calm story, danger is found and quoted."""
    rows = [CALM] * (8_000 // len(CALM))
    assert detector.detect("".join(rows)).level is Level.GEEN
    rows.insert(int(place * len(rows)), remark + " ")
    signal = detector.detect("".join(rows))
    assert signal.level is level
    assert all(quote in remark for quote in signal.quotes)


@pytest.mark.parametrize(
    ("raised", "calm"),
    [
        ("Hij slaat haar elke avond.", "Hij slaat haar niet en dat heeft hij nooit gedaan."),
        (
            "hij staat met een mes voor de deur",
            "in de film die we keken staat een man met een mes voor de deur",
        ),
        ("ze zegt dat ze dood wil", "ze zegt dat ze doodmoe is"),
        (
            "stiefvader heeft haar misbruikt, ze vertelde het vandaag voor het eerst",
            "haar stiefvader is jaren geleden veroordeeld voor misbruik, ze is daarvoor behandeld",
        ),
        ("Vader dreigt pleegouders dood te schieten.", "Vader dreigt met een advocaat."),
        ("vader heeft gezegd dat hij mij neersteekt", "Vader is woedend op mij."),
        (
            "vader dreigt haar iets aan te doen als hij geen gelijk krijgt",
            "vader dreigt met een klacht als hij geen gelijk krijgt",
        ),
        (
            "hij dreigt met een klacht en met een mes",
            "hij dreigt zijn abonnement op te zeggen",
        ),
    ],
)
def test_minimal_pairs(detector: SignalDetector, raised: str, calm: str) -> None:
    """Denied, told long after, seen in a film or only angry: nearly the same words, no signal."""
    assert detector.detect(raised).level in (Level.ACUUT, Level.ZORG)
    assert detector.detect(calm).level not in (Level.ACUUT, Level.ZORG)


def test_messages_read_together_are_read_the_same(detector: SignalDetector) -> None:
    """Reading many at once, as calibration does, changes nothing."""
    texts = ["ze wil dood. Ik weet het niet.", "", "Het bezoek ging goed."]
    for text, reading in zip(texts, detector.read_all(texts), strict=True):
        assert np.allclose(reading.chances, detector.read(text).chances)


def test_a_sentence_is_quoted_whole_when_a_clause_says_nothing() -> None:
    (said,) = sentences("Hij zegt: dat gaat hij niet lezen onder mijn dak.")
    assert [part.text for part in quotable(said)] == [said.text]
    (told,) = sentences("Hij zwaaide met een mes naar haar, maar ik weet niet wat ik moet doen.")
    assert len(quotable(told)) == 2


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Mijn eigen leidinggevende zit met een burn-out thuis.", False),
        ("Mijn leidinggevende zegt dat ik een burn-out heb.", True),
        ("Ik ben op leeftijd, ik snap het ook wel.", False),
        ("Ik ben op, ik trek het niet meer.", True),
    ],
)
def test_whose_burden_it_is(detector: SignalDetector, text: str, own: bool) -> None:
    assert bool(detector.detect(text).ids) is own


@pytest.mark.parametrize(
    ("text", "acute"),
    [
        ("Niemand weet het. Of 112? Ik zit hier met mijn zoontje.", True),
        ("Ik weet het niet hoor, moet ik nu 112 bellen?", True),
        ("Ik heb 112 gebeld, ze sturen iemand langs.", True),
        ("In de training moesten we 112 bellen.", False),
        (
            "Vorig jaar hebben we 112 gebeld toen hij een bord had ingeslikt, nu gaat het goed.",
            False,
        ),
    ],
)
def test_who_thinks_of_the_emergency_number_sees_the_card(
    detector: SignalDetector, text: str, acute: bool
) -> None:
    assert (detector.detect(text).level is Level.ACUUT) is acute


def test_a_threat_against_who_writes_is_heard(detector: SignalDetector) -> None:
    told = "Vorige week zei hij op kantoor dat hij wel wist waar ik woonde."
    assert detector.detect(told).ids == ["verhulde-dreiging"]
