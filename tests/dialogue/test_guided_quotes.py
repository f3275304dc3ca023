"""What is given back: the sentence that the question takes up, and never half a clause."""

import pytest

from coach.dialogue.guided import GuidedVoice
from coach.dialogue.guided_words import clip
from coach.dialogue.listen_lexicon import load_lexicon
from coach.dialogue.state import Conversation, Heard, Move, Plan
from coach.dialogue.telling import Telling
from coach.knowledge.content import load_voice_lines
from tests.conftest import ROOT

VOICE = GuidedVoice(load_voice_lines(ROOT / "knowledge"))
QUESTION = "Wat zag je toen?"


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        (
            "Ik zie dat de oudste, die er al vier jaar woont, steeds meer op haar eigen kamer eet.",
            "",
        ),
        (
            "Ik sprak de oudste, die er al vier jaar woont, en ze vertelde me van alles over daar.",
            "Ik sprak de oudste, die er al vier jaar woont",
        ),
        (
            "Vanmorgen zei ze tegen mij: jij zit straks thuis en ik zit hier met zijn kind.",
            "Vanmorgen zei ze tegen mij: jij zit straks thuis",
        ),
        (
            "Vanmorgen zei ze: jij bent zo weg, en dat bleef wel bij mij hangen, de hele dag door.",
            "Vanmorgen zei ze: jij bent zo weg, en dat bleef wel bij mij hangen",
        ),
    ],
)
def test_a_quote_does_not_stop_inside_a_clause(said: str, quote: str) -> None:
    assert clip(said, said) == quote


def test_what_somebody_else_said_is_not_told_as_ones_own() -> None:
    telling = Telling(load_lexicon(ROOT / "knowledge"))
    said = (
        "Toen ik vroeg hoe het ging zei ze na een hele lange stilte in de gang: ik voel me alleen "
        "en ik ben bang dat hij mij vergeet."
    )
    picked = telling.pick(said)
    assert "zei ze" in picked or not any(part in picked for part in ("ik voel", "ik ben bang"))


def test_what_the_question_takes_up_is_what_is_quoted() -> None:
    said = "Oma belt mij elke week over van alles. Zelf heb ik haar nog niet gesproken."
    about = "Zelf heb ik haar nog niet gesproken"
    one = Heard(text=said, telling="Oma belt mij elke week over van alles", words=14)
    for number in range(20):
        plan = Plan(move=Move.VRAAG, heard=one, question_text=QUESTION, taken_up=True, about=about)
        reply = VOICE.speak(plan, Conversation(id=f"{number:032}")).reflection
        assert "Oma belt" not in reply


def test_where_a_message_ends_is_given_back_before_how_it_began() -> None:
    began = "Ik ben gedragswetenschapper en heb geadviseerd om ze apart te plaatsen"
    said = f"{began}. Ik begin te twijfelen aan mijn eigen advies."
    one = Heard(text=said, telling=began, words=20)
    replies = set()
    for number in range(20):
        plan = Plan(move=Move.VRAAG, heard=one, question_text=QUESTION, taken_up=True, about=began)
        replies.add(VOICE.speak(plan, Conversation(id=f"{number:032}")).reflection)
    given = [reply for reply in replies if reply]
    assert given and all("twijfelen aan" in reply for reply in given)
