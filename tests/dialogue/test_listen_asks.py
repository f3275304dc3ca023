"""Who asks Kier what it cannot know gets no question back as if nothing was asked."""

import pytest

from coach.dialogue.guided import GuidedVoice
from coach.dialogue.listen_asks import Asks
from coach.dialogue.listen_lexicon import load_lexicon
from coach.dialogue.listen_put import Put
from coach.dialogue.state import Conversation, Heard, Move, Plan, Signal, Spoken, Turn
from coach.knowledge.content import load_voice_lines
from coach.knowledge.schemas import LineKind
from tests.conftest import ROOT

LEXICON = load_lexicon(ROOT / "knowledge")
ASKS = Asks(LEXICON, Put(LEXICON))
KINDS = {line.id: line.kind for line in load_voice_lines()}


@pytest.mark.parametrize(
    "text",
    [
        "Ze heeft er maar vier. Mag ik dat pyjamaatje houden?",
        "Nu die sleutel. Wil hij er nou vanaf of is het netjes bedoeld?",
        "Ik vroeg iets. Of ik het mag houden.",
        "Hij zei: tot morgen. Maar is dat genoeg?",
    ],
)
def test_a_question_that_yes_or_no_would_answer_is_heard(text: str) -> None:
    assert ASKS.found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ze stond er gewoon weer, snap je?",
        "Dat is toch raar?",
        "Weet je wat?",
        "En toen zei hij: 'Mag ik dan niet mee?'",
        "Moeder vroeg: mag hij dan mee?",
        "Wie telt er nou sokken voordat je belt?",
        "Mag ik dat houden? Nee, dat weet ik zelf ook wel.",
        "Ik vroeg hem of hij mee wilde.",
    ],
)
def test_what_is_told_is_no_question_to_kier(text: str) -> None:
    assert not ASKS.found(text)


def test_kier_says_that_it_has_no_answer_and_asks_on() -> None:
    one = Heard(text="Ze huilde bij de deur.")
    plan = Plan(move=Move.VRAAG, heard=one, question_id="x", question_text="Wat zag je?")
    turn = Turn(
        number=1,
        user=one.text,
        signal=Signal(),
        heard=one,
        plan=plan,
        spoken=Spoken(reflection="", question="Wat zag je?"),
    )
    talk = Conversation(id="0" * 32, turns=[turn])
    heard = Heard(text="Dat ze bleef staan. Moet ik haar bellen?", asks=True, words=8)
    said = GuidedVoice().speak(
        Plan(move=Move.VRAAG, heard=heard, question_id="y", question_text="Wat neig je te doen?"),
        talk,
    )
    assert [KINDS[line] for line in said.line_ids] == [LineKind.NA_VRAAG]
    assert said.question == "Wat neig je te doen?"
