"""A request is one when it is put to Kier, not when somebody in the story says it."""

import pytest

from coach.dialogue.bars import RequestBars, load_bars
from coach.dialogue.listen_lexicon import load_lexicon
from coach.dialogue.listen_put import Put
from coach.dialogue.listen_requests import choose_request
from coach.dialogue.listen_text import sentences
from coach.labels import Request


@pytest.fixture(scope="module")
def put() -> Put:
    return Put(load_lexicon())


def _unput(put: Put, text: str, *, running: bool) -> bool:
    """Whether the last sentence that asks or orders is put to nobody."""
    pieces = [piece.text for piece in sentences(text)]
    asked = [piece for piece in pieces if "?" in piece] or pieces
    return put.unput(text, asked[-1:], running=running)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Pleegvader zegt dan: dus jij kon ook niks doen?",
        "Oma riep door de gang: wie heeft hier nou gelijk, jij of ik?",
        "Ze mailde gister, hoe groot is de kans dat hij blijft?",
        "En toen hij weer: mag dat wel van de wet?",
        "Moeder: ‘Heeft hij autisme of niet?’",
        "Heb slaande ruzie met mijn collega over het bezoek.",
        "De gemeente wil een cijfer voor de veiligheid.",
        "Mag niet van de voogd.",
        "moet morgen moeder vertellen dat hij niet terugkomt",
        "Iets van: wie heeft er nou gelijk?",
        "Het lastigst is als ze gaat zeggen 'vind je dat ik het niet goed doe?'.",
    ],
)
def test_what_is_said_in_the_story_is_put_to_nobody(put: Put, text: str) -> None:
    assert _unput(put, text, running=False)


@pytest.mark.parametrize(
    "text",
    [
        "milder. ik zou zeggen jij hebt 23 zaken, bel hem morgen",
        "Dan zou ik zeggen: jij moet zelf beslissen.",
        "Kan toch allebei?",
        "Dat mag toch ook?",
    ],
)
def test_what_one_would_say_and_a_rhetorical_question_ask_nothing(put: Put, text: str) -> None:
    assert _unput(put, text, running=True)


@pytest.mark.parametrize(
    "text",
    ["Welke school?", "Hoe bedoel je dat?", "Heb ik al verteld, toch?", "Laat die tante?"],
)
def test_a_word_about_kiers_reply_is_no_request_once_the_talk_runs(put: Put, text: str) -> None:
    message = f"{text} Het ging me om het bezoek."
    assert _unput(put, message, running=True)
    assert not _unput(put, message, running=False)


@pytest.mark.parametrize(
    "text",
    [
        "Wie heeft er gelijk?",
        "Moeder zegt dat hij liegt. Wie moet ik geloven?",
        "Pleegmoeder vroeg: mag hij bellen? Wat vind jij?",
        "mijn collega zegt wachten, ik zeg nu, wie volg jij?",
        "Wil je zeggen zoals zij het zei: is hij schuldig?",
        "Heb ik haar tekortgedaan?",
        "Schrijf jij de brief aan de rechter?",
        "Is het strafbaar?",
    ],
)
def test_what_is_asked_of_kier_stays_a_request(put: Put, text: str) -> None:
    assert not _unput(put, text, running=True)


def test_amid_a_talk_a_request_has_to_be_surer() -> None:
    bars = RequestBars(encoder="x", declined_asked=0.5, declined_unasked=0.65, asking=0.5, amid=0.7)
    part = [{Request.OORDEEL: 0.6, Request.REFLECTIE: 0.4}]
    assert choose_request(part, [True], bars)[0] is Request.OORDEEL
    assert choose_request(part, [True], bars, amid=True)[0] is Request.REFLECTIE
    assert load_bars().requests.amid > load_bars().requests.declined_asked


def test_a_question_that_the_message_answers_itself_is_put_to_nobody(put: Put) -> None:
    text = "Aan mijn man? Dat hij niet zo moet schreeuwen."
    parts = [piece.text for piece in sentences(text)]
    assert put.answered(text, parts, running=True) == [True, False]
    assert put.answered(text, parts, running=False) == [False, False]
    last = "Ik weet het niet meer. Heeft zij gelijk?"
    assert put.answered(last, [piece.text for piece in sentences(last)], running=True)[1] is False
