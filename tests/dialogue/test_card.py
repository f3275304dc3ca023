"""The gesprekskaart holds the user's own words, and only when they say something."""

import pytest

from coach.dialogue.card import entries
from coach.dialogue.state import Conversation, Heard, Move, Plan, Signal, Spoken, Turn
from coach.labels import Answer, CardField, Request


def asked(fills: CardField | None) -> Conversation:
    heard = Heard(text="eerst", words=1)
    plan = Plan(move=Move.VRAAG, heard=heard, question_id="q", fills=fills)
    return Conversation(
        turns=[
            Turn(number=1, user="eerst", signal=Signal(), heard=heard, plan=plan,
                 spoken=Spoken(reflection="", question="Wat wil je bereiken?"))
        ]
    )  # fmt: skip


def test_the_answer_goes_on_the_card_literally() -> None:
    (entry,) = entries(Heard(text="Dat ze blijft komen.", words=4), asked(CardField.DOEL))
    assert (entry.field, entry.text) == (CardField.DOEL, "Dat ze blijft komen.")


@pytest.mark.parametrize(
    "heard",
    [
        Heard(text="weet ik niet", words=3, answer=Answer.WEET_NIET),
        Heard(text="ja", words=1),
        Heard(text="wie heeft er gelijk?", words=4, request=Request.OORDEEL),
        Heard(text="I do not know", words=4, dutch=False),
    ],
)
def test_what_says_nothing_stays_off_the_card(heard: Heard) -> None:
    assert entries(heard, asked(CardField.DOEL)) == []


def test_a_question_without_field_fills_nothing() -> None:
    assert entries(Heard(text="Dat ze blijft komen.", words=4), asked(None)) == []


def test_a_long_answer_is_cut_at_a_sentence() -> None:
    text = "Ik wil dat ze blijft komen. " * 40
    (entry,) = entries(Heard(text=text, words=240), asked(CardField.DOEL))
    assert len(entry.text) <= 400 and entry.text in text and entry.text.endswith(".")


@pytest.mark.parametrize(
    ("field", "text", "answer"),
    [
        (CardField.TEGENOP, "Ik ga haar morgen bellen.", Answer.PLAN),
        (CardField.ERKENNING, "Dan vraag ik wat ze nodig heeft.", Answer.PLAN),
        (CardField.DOEL, "Hij belt nooit terug.", Answer.WIJST_ANDER),
        (CardField.EERSTE_ZIN, "Moeder belde haar zus.", Answer.VERTELT),
        (CardField.WIE_WAAR_WANNEER, "Dat zij er niets over zegt.", Answer.VERTELT),
    ],
)
def test_what_belongs_elsewhere_stays_off_the_field(
    field: CardField, text: str, answer: Answer
) -> None:
    assert entries(Heard(text=text, words=len(text.split()), answer=answer), asked(field)) == []


@pytest.mark.parametrize(
    ("field", "text", "answer"),
    [
        (CardField.EERSTE_ZIN, "Ik begin met: er is een brief.", Answer.PLAN),
        (CardField.WIE_WAAR_WANNEER, "Woensdag, bij haar thuis.", Answer.VERTELT),
        (CardField.ERKENNING, "Dat hij ertoe doet als vader.", Answer.VERTELT),
        (CardField.TEGENOP, "Dat ze weer gaat gebruiken.", Answer.WIJST_ANDER),
    ],
)
def test_what_does_belong_is_noted(field: CardField, text: str, answer: Answer) -> None:
    (entry,) = entries(Heard(text=text, words=len(text.split()), answer=answer), asked(field))
    assert entry.text == text
