"""What the guided voice says after a card when help is asked for, and what it does not say back."""

import pytest

from coach.dialogue.guided import GuidedVoice
from coach.dialogue.lines import tagged
from coach.dialogue.state import Conversation, Move, Signal
from coach.knowledge.schemas import LineKind
from coach.labels import Feeling, Level
from coach.privacy.roles import load_roles
from tests.conftest import ROOT
from tests.dialogue.test_guided import BY_ID, LINES, STORY, VOICE, heard, plan, said


@pytest.mark.parametrize("level", [Level.ACUUT, Level.ZORG])
def test_who_asks_whom_to_call_after_a_card_hears_where_that_stands(level: Level) -> None:
    asks = heard("Wie moet ik dan bellen?", whom=True)
    for number in range(5):
        conversation = Conversation(id=f"{number:08x}")
        said(plan(heard(STORY)), conversation)
        signal = Signal(level=level)
        one = plan(asks, Move.SIGNAAL, signal=signal, question_id="", question_text="")
        spoken = said(one, conversation)
        assert tagged(BY_ID[spoken.line_ids[0]], "wie")
        assert spoken.text.count("?") == 1


def test_doubt_is_not_said_back() -> None:
    for number in range(12):
        what = heard("ik weet niet of ik twijfel aan hem", feelings=[Feeling.TWIJFEL])
        spoken = VOICE.speak(plan(what), Conversation(id=f"{number:08x}"))
        kinds = {BY_ID[id_].kind for id_ in spoken.line_ids}
        assert LineKind.GEVOEL_GEZEGD not in kinds


def test_what_stands_in_place_of_an_age_is_not_given_back() -> None:
    veiled = load_roles(ROOT / "knowledge").ages.phrases()
    story = "Hij zei dat hij wel klaar is met ons. Mijn zoon is basisscholier en hij liegt."
    for number in range(20):
        conversation = Conversation(id=f"{number:08x}")
        spoken = GuidedVoice(LINES, veiled).speak(plan(heard(story)), conversation)
        assert "basisscholier" not in spoken.text
        danger = Signal(level=Level.ZORG, quotes=["Mijn zoon is basisscholier en hij liegt."])
        card = plan(heard(story), Move.SIGNAAL, signal=danger)
        assert "basisscholier" not in GuidedVoice(LINES, veiled).speak(card, conversation).text
