"""The gesprekskaart holds the user's own words, and only when they say something."""

import pytest

from coach.dialogue.card import entries
from coach.dialogue.listen_lexicon import load_lexicon
from coach.dialogue.listen_notes import Notes
from coach.dialogue.state import Call, Conversation, Heard, Move, Plan, Signal, Spoken, Turn
from coach.labels import Answer, CardField, Level, Request

NOTES = Notes(load_lexicon())


def told(text: str) -> Heard:
    return Heard(text=text, words=len(text.split()), notes=NOTES.find(text))


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


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (CardField.TEGENOP, "Ik zie er vooral tegenop dat ze gaat huilen."),
        (CardField.TEGENOP, "Ik slaap er slecht van. Maar ik ben bang dat ze instort."),
        (CardField.TEGENOP, "Morgen moet ik het hem vertellen en ik zie er enorm tegenop."),
        (CardField.DOEL, "Ik wil dat ze hoort dat ze belangrijk blijft."),
        (CardField.BOODSCHAP, "Ik moet moeder vertellen dat haar zoon niet komt."),
        (CardField.ALS_MISGAAT, "Als hij boos wordt, dan blijf ik zitten."),
        (CardField.DAARNA, "Na twee weken bel ik haar."),
        (CardField.WIE_WAAR_WANNEER, "Volgende week bij haar thuis, samen met de voogd."),
        (CardField.WIE_WAAR_WANNEER, "Ik ga het haar gewoon zeggen, vrijdag bij haar thuis."),
        (CardField.OPEN_VRAGEN, "Ik wil haar vragen hoe zij het ziet."),
    ],
)  # fmt: skip
def test_a_sentence_that_says_where_it_belongs_goes_there(field: CardField, text: str) -> None:
    """Also unasked, and also when the question was about something else."""
    other = CardField.DOEL if field is not CardField.DOEL else CardField.TEGENOP
    own = text.split(". ")[-1]
    assert [(e.field, e.text) for e in entries(told(text), asked(None))] == [(field, own)]
    assert (field, own) in [(e.field, e.text) for e in entries(told(text), asked(other))]


@pytest.mark.parametrize(
    "text",
    [
        "Ze zegt: ik ben bang dat hij mij vergeet.",
        "Ik ben niet bang dat het misgaat.",
        "In haar brief stond: ik hoop dat hij mij niet vergeet.",
        "Ben ik bang voor haar tranen?",
        "Ik wil hem uitnodigen maar hij zegt dat hij geen tijd heeft.",
        "Ik ben bang voor wat ik hem aandoe, zei ze.",
        "Ik hoop dat je me kunt helpen.",
        "Morgen is ze met haar vader op school.",
    ],
)
def test_what_others_say_and_what_is_asked_is_no_note(text: str) -> None:
    assert entries(told(text), asked(None)) == []


def test_the_rest_of_an_answer_follows_the_question() -> None:
    text = "Dat ze blijft komen. Ik zie er wel tegenop. Ze houdt van haar zoon."
    found = [(entry.field, entry.text) for entry in entries(told(text), asked(CardField.ERKENNING))]
    assert found == [
        (CardField.ERKENNING, "Dat ze blijft komen."),
        (CardField.TEGENOP, "Ik zie er wel tegenop."),
        (CardField.ERKENNING, "Ze houdt van haar zoon."),
    ]


def test_unasked_lines_stay_few_and_come_once() -> None:
    text = "Ik zie er tegenop. Het is laat. Ik zie er tegenop. En toen. Ik ben bang dat ze huilt. "
    found = entries(told(text + "En nu. Ik vrees dat hij boos wordt."), asked(None))
    assert [entry.text for entry in found] == ["Ik zie er tegenop.", "Ik ben bang dat ze huilt."]


@pytest.mark.parametrize("level", [Level.ACUUT, Level.ZORG, Level.ZELFZORG])
def test_beside_a_signal_nothing_is_noted_unasked(level: Level) -> None:
    heard = told("Ik ben bang dat hij haar iets aandoet.")
    assert entries(heard, asked(None), Signal(level=level)) == []
    assert entries(heard, asked(None), Signal()) != []


def test_a_fear_is_no_answer_to_what_comes_afterwards() -> None:
    """'Wie heeft ze daarna om zich heen?' - 'Dat ze instort, denk ik.'"""
    text = "Dat ze instort, denk ik."
    fear = Call(hook="bang-reactie", sure=0.7, field=CardField.TEGENOP)
    (entry,) = entries(Heard(text=text, words=5, calls=[fear]), asked(CardField.DAARNA))
    assert (entry.field, entry.text) == (CardField.TEGENOP, text)
    unsure = fear.model_copy(update={"sure": 0.3})
    (entry,) = entries(Heard(text=text, words=5, calls=[unsure]), asked(CardField.DOEL))
    assert entry.field is CardField.DOEL


def test_nobody_asked_and_what_was_heard_alone_fills_nothing() -> None:
    fear = Call(hook="bang-reactie", sure=0.9, field=CardField.TEGENOP)
    heard = Heard(text="Dat ze instort.", words=3, calls=[fear])
    assert entries(heard, asked(None)) == []


def test_a_story_behind_not_knowing_is_no_answer() -> None:
    text = "weet ik niet, dat kind zit op school. ik wil weten hoe dat bellen minder kan"
    heard = Heard(text=text, words=18, unknowing=True)
    assert entries(heard, asked(CardField.ERKENNING)) == []


def test_what_is_put_to_kier_is_no_note() -> None:
    said = "Dat ze blijft komen. Mag ik het haar aan de telefoon zeggen?"
    (entry,) = entries(Heard(text=said, words=12, asks=True), asked(CardField.DOEL))
    assert entry.text == "Dat ze blijft komen."
    (whole,) = entries(Heard(text=said, words=12), asked(CardField.DOEL))
    assert whole.text == said
