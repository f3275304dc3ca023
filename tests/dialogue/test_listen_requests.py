"""A question in a short message is heard with what is told around it."""

from coach.dialogue.bars import RequestBars
from coach.dialogue.listen_requests import choose_request, in_context
from coach.labels import Request

BARS = RequestBars(encoder="x", declined_asked=0.5, declined_unasked=0.65, asking=0.5)
VERDICT = {"oordeel": 0.8, "reflectie": 0.2}
TELLING = {"oordeel": 0.1, "reflectie": 0.9}


def test_a_question_to_oneself_is_heard_with_what_is_told_around_it() -> None:
    question, told = "Heb ik haar laten vallen?", "Dat krijg ik er niet uit."
    text = f"{question} {told}"
    parts = in_context(text, [text, question, told], [TELLING, VERDICT, TELLING])
    assert choose_request(parts, [True, True, False], BARS)[0] is Request.REFLECTIE
    alone = in_context(question, [question], [VERDICT])
    assert choose_request(alone, [True], BARS)[0] is Request.OORDEEL


def test_the_last_question_of_a_story_is_heard_by_itself() -> None:
    parts = in_context("Een. Twee. Drie. Mag het?", ["Een.", "Mag het?"], [TELLING, VERDICT])
    assert choose_request(parts, [False, True], BARS)[0] is Request.OORDEEL


def test_amid_an_answer_only_what_asks_is_declined() -> None:
    parts, asking = [TELLING, VERDICT], [False, False]
    assert choose_request(parts, asking, BARS, amid=True)[0] is Request.REFLECTIE
    assert choose_request(parts, [False, True], BARS, amid=True)[0] is Request.OORDEEL
    assert choose_request(parts, asking, BARS)[0] is Request.OORDEEL
