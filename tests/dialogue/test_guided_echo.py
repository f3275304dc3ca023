"""The guided voice gives words back in moderation, and rests no sentence on a mishearing."""

from itertools import product

import pytest

from coach.dialogue.guided_recipe import MOST_BARE
from coach.dialogue.state import Conversation
from coach.knowledge.schemas import LineKind
from coach.labels import Theme
from tests.dialogue.test_guided import BY_ID, STORY, VOICE, heard, plan, said


def test_words_that_the_question_takes_up_are_seldom_echoed_before_it() -> None:
    echoing = {LineKind.CITAAT, LineKind.SPIEGEL}
    echoed = {True: 0, False: 0}
    for number, taken_up in product(range(400), echoed):
        conversation = Conversation(id=str(number))
        said(plan(heard(STORY)), conversation)
        told = heard("Hij kroop weg achter pleegmoeder en moeder liep halverwege naar buiten.")
        kinds = {
            BY_ID[id_].kind for id_ in said(plan(told, taken_up=taken_up), conversation).line_ids
        }
        echoed[taken_up] += bool(kinds & echoing)
        if not kinds and taken_up:
            for _ in range(MOST_BARE):
                said(plan(told, taken_up=True), conversation)
            bare = [not turn.spoken.line_ids for turn in conversation.turns]
            # One more bare question running would be an interrogation.
            assert bare[-MOST_BARE - 1 :] != [True] * (MOST_BARE + 1)
        elif not kinds:
            assert said(plan(told), conversation).reflection
    assert echoed[True] < echoed[False] < 200


def test_a_theme_heard_only_now_decides_no_sentence() -> None:
    for number in range(60):
        conversation = Conversation(id=str(number))
        said(plan(heard(STORY)), conversation)
        told = heard(
            "Hij slaapt niet en zij dus ook niet.", telling="", themes=[Theme.LOYALITEIT_EN_VERLIES]
        )
        for line in said(plan(told), conversation).line_ids:
            assert not BY_ID[line].themes


@pytest.mark.parametrize(
    "text",
    [
        "ik moet haar gewoon bellen",
        "ik had gelijk en zij niet",
        "ik ben tekortgeschoten bij dit kind",
        "moeder is een leugenaar en ik ben er klaar mee",
        "hij is de moeilijkste vader die ik ooit heb gehad",
    ],
)
def test_no_verdict_or_blame_is_said_back_as_the_coachs_own(text: str) -> None:
    for number in range(20):
        spoken = VOICE.speak(plan(heard(text)), Conversation(id=str(number)))
        kinds = {BY_ID[id_].kind for id_ in spoken.line_ids}
        assert LineKind.SPIEGEL not in kinds
