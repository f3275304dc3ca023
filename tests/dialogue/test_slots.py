"""Role slots: the user's own word, with the verb that agrees."""

from coach.dialogue.slots import fill
from coach.dialogue.state import Role
from coach.labels import Actor

TEXT = "Wat [zou|zouden] {ouder} als eerste willen weten?"


def test_the_users_word_and_its_number() -> None:
    one = {Actor.OUDER: Role(display="de vader")}
    many = {Actor.OUDER: Role(display="de ouders", plural=True)}
    assert fill(TEXT, one) == "Wat zou de vader als eerste willen weten?"
    assert fill(TEXT, many) == "Wat zouden de ouders als eerste willen weten?"


def test_without_a_word_the_default_stands() -> None:
    assert fill(TEXT, {}) == "Wat zou de ouder als eerste willen weten?"


def test_a_sentence_begins_with_a_capital() -> None:
    assert fill("{kind} zweeg. Wat zag je?", {}).startswith("Het kind")
