"""The conversation's state: everything is read off the turns, so undo is dropping one."""

from coach.dialogue.state import CardEntry, Conversation, Heard, Move, Plan, Signal, Spoken, Turn
from coach.labels import Actor, CardField, Level


def turn(number: int, level: Level = Level.GEEN, question: str = "", card: str = "") -> Turn:
    heard = Heard(text=f"zin {number}", words=2)
    entries = [CardEntry(field=CardField.DOEL, text=card, turn=number)] if card else []
    return Turn(
        number=number,
        user=heard.text,
        signal=Signal(level=level),
        heard=heard,
        plan=Plan(move=Move.VRAAG, heard=heard, question_id=question, perspective=Actor.KIND),
        spoken=Spoken(reflection="", question=question),
        card=entries,
    )


def test_the_most_urgent_level_stays() -> None:
    talk = Conversation(turns=[turn(1, Level.ACUUT), turn(2), turn(3, Level.ZORG)])
    assert talk.level is Level.ACUUT


def test_undo_takes_question_and_card_entry_back_but_keeps_hand_edits() -> None:
    talk = Conversation(turns=[turn(1, question="a"), turn(2, question="b", card="rust")])
    talk.edits[CardField.BOODSCHAP] = "mijn eigen zin"
    assert talk.card()[CardField.DOEL] == "rust"
    before = talk.rewound()
    assert before.asked == {"a"}
    assert before.card()[CardField.DOEL] == ""
    assert before.card()[CardField.BOODSCHAP] == "mijn eigen zin"
    assert len(talk.turns) == 2


def test_hand_edits_win_over_what_was_said() -> None:
    talk = Conversation(turns=[turn(1, card="eerst dit")])
    talk.edits[CardField.DOEL] = "toch dat"
    assert talk.card()[CardField.DOEL] == "toch dat"


def test_state_survives_a_round_trip_through_json() -> None:
    talk = Conversation(turns=[turn(1, Level.ZORG, "a", "kaart")])
    assert Conversation.model_validate_json(talk.model_dump_json()) == talk
