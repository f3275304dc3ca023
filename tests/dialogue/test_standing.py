"""The card on self-care comes once in a conversation; danger always comes."""

import pytest

from coach.dialogue import standing
from coach.dialogue.state import Conversation, Heard, Move, Plan, Signal, Spoken, Turn
from coach.labels import Level
from tests.learned import signals


def _after(*signals: Signal) -> Conversation:
    turns = []
    for number, signal in enumerate(signals, start=1):
        heard = Heard(text="ik zit hier", words=3)
        plan = Plan(move=Move.VRAAG, heard=heard, signal=signal)
        turns.append(
            Turn(
                number=number,
                user=heard.text,
                signal=signal,
                heard=heard,
                plan=plan,
                spoken=Spoken(reflection=""),
            )
        )
    return Conversation(turns=turns)


OWN = Signal(level=Level.ZELFZORG, quotes=["ik huilde"])


def test_the_first_card_comes() -> None:
    assert standing.met(OWN, _after()) == OWN
    said = OWN.model_copy(update={"ids": ["uitputting"]})
    assert standing.met(said, _after(Signal(level=Level.ZORG), Signal())) == said


def test_in_a_running_talk_only_words_for_it_bring_the_card() -> None:
    assert standing.met(OWN, _after(Signal())) == Signal()


def test_the_same_again_is_an_ordinary_message() -> None:
    assert standing.met(OWN, _after(OWN, Signal(), Signal())) == Signal()
    again = OWN.model_copy(update={"ids": ["uitputting"]})
    assert standing.met(again, _after(again)) == Signal()


def test_heavier_words_than_before_bring_the_card_again() -> None:
    heavier = OWN.model_copy(update={"ids": ["uitputting"]})
    assert standing.met(heavier, _after(OWN)) == heavier
    assert standing.met(heavier, _after(OWN, heavier)) == Signal()


@pytest.mark.parametrize("level", [Level.ACUUT, Level.ZORG])
def test_danger_is_never_passed_over(level: Level) -> None:
    danger = Signal(level=level, ids=["uitputting"])
    assert standing.met(danger, _after(OWN, danger, danger)) == danger


@pytest.mark.parametrize(
    "text",
    [
        "Bij het afscheid moest ik even huilen, ik schaamde me tegenover de moeder.",
        "Straks vindt mijn stagebegeleider mij te zacht voor dit werk.",
        "Ik word kattig als hij zo begint.",
        "Het was een lange dag en ik zie tegen morgen op.",
    ],
)
def test_what_belongs_to_the_work_raises_no_card(text: str) -> None:
    assert signals().detect(text).level is Level.GEEN


@pytest.mark.parametrize(
    "text",
    [
        "Ik schaam me, maar ik huil al weken elke avond en ik slaap niet meer.",
        "Als stagiaire hou ik dit niet vol, ik ben helemaal op.",
    ],
)
def test_what_goes_on_and_on_still_raises_it(text: str) -> None:
    assert signals().detect(text).level is Level.ZELFZORG


@pytest.mark.parametrize("level", [Level.ACUUT, Level.ZORG])
def test_who_says_that_nobody_is_in_danger_is_asked_and_not_warned(level: Level) -> None:
    found = Signal(level=level, quotes=["ze staat voor de deur"])
    assert standing.met(found, _after(), calm=True) == Signal(doubt=True)
    worded = found.model_copy(update={"ids": ["mes"]})
    assert standing.met(worded, _after(), calm=True) == worded


def test_after_a_card_that_was_sent_back_a_concern_needs_words_and_danger_does_not() -> None:
    concern = Signal(level=Level.ZORG, quotes=["hij slaapt slecht"])
    before = _after(concern, Signal())
    before.turns[-1].heard.corrects = standing.CARD_WRONG
    assert standing.met(concern, before) == Signal(doubt=True)
    now = Signal(level=Level.ACUUT, quotes=["hij slaat"])
    assert standing.met(now, before) == now
    assert standing.met(concern, _after(concern, Signal())) == concern
    never = _after(Signal())
    never.turns[-1].heard.calm = True
    assert standing.met(concern, never) == concern


@pytest.mark.parametrize("level", [Level.ACUUT, Level.ZORG])
def test_who_asks_whom_to_call_after_a_card_of_danger_sees_it_again(level: Level) -> None:
    card = Signal(level=level, quotes=["blauwe plekken"], ids=["plek"], topics=["mishandeling"])
    again = standing.met(Signal(), _after(card, Signal()), whom=True)
    assert again == card.model_copy(update={"quotes": []})
    assert standing.met(Signal(), _after(Signal()), whom=True) == Signal()
    tired = Signal(level=Level.ZELFZORG, ids=["op"])
    assert standing.met(Signal(), _after(tired), whom=True) == Signal()
