"""What is given back: the sentence that the question takes up, and never half a clause."""

import pytest

from coach.dialogue.guided import GuidedVoice
from coach.dialogue.guided_words import clip
from coach.dialogue.state import Conversation, Heard, Move, Plan
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
    ],
)
def test_a_quote_does_not_stop_inside_a_clause(said: str, quote: str) -> None:
    assert clip(said, said) == quote


def test_what_the_question_takes_up_is_what_is_quoted() -> None:
    said = "Oma belt mij elke week over van alles. Zelf heb ik haar nog niet gesproken."
    about = "Zelf heb ik haar nog niet gesproken"
    one = Heard(text=said, telling="Oma belt mij elke week over van alles", words=14)
    for number in range(20):
        plan = Plan(move=Move.VRAAG, heard=one, question_text=QUESTION, taken_up=True, about=about)
        reply = VOICE.speak(plan, Conversation(id=f"{number:032}")).reflection
        assert "Oma belt" not in reply
