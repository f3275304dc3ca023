"""A question goes on with the *hij* or *ze* of the message."""

import pytest

from coach.dialogue.pointed import HE, SHE, THEY, Pointed, pointed
from coach.dialogue.state import Conversation, Heard, Role
from coach.labels import Actor
from tests.dialogue.test_worth import hooks_with


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dan zegt hij dat ik soft ben.", HE),
        ("Ze reed heel hard en zei niks.", SHE),
        ("Ze stonden samen bij de deur.", THEY),
        ("Toen ze opstond, wist ik het.", SHE),
        ("Ik heb hun niks verteld.", THEY),
        ("Mijn man zweeg. Voor haar was het nooit maar een beest.", SHE),
        ("Hij belde haar op en ze huilde.", None),
        ("Hij keek naar haar.", HE),
        ("Ik zat daar maar.", None),
        ("Ik zei: 'zij moet het zelf weten'.", None),
    ],
)
def test_who_is_pointed_at_last(text: str, found: Pointed | None) -> None:
    assert pointed(text) == found


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Ze keek weg en zei niks.", "Wat zou je haar willen vragen?"),
        ("Hij keek weg en zei niks.", "Wat zou je hem willen vragen?"),
        ("Ze liepen samen weg.", "Wat zou je hen willen vragen?"),
    ],
)
def test_the_absent_voice_is_called_by_that_word(text: str, asked: str) -> None:
    hooks = hooks_with({"haak-stem-02": 1.0})
    heard = Heard(text=text, words=len(text.split()))
    found = hooks.find(heard, Conversation(), {}, through="ander", whose=Actor.KIND)
    assert (found[0].text, found[0].perspective) == (asked, Actor.KIND)


def test_without_such_a_word_nobody_is_called_by_it() -> None:
    hooks = hooks_with({"haak-stem-02": 1.0})
    heard = Heard(text="Ik stond daar maar.", words=4)
    found = hooks.find(heard, Conversation(), {}, through="ander", whose=Actor.KIND)
    assert not any(one.id.startswith("haak-stem-") for one in found)


@pytest.mark.parametrize(
    ("due", "asked"), [(True, "Wat zou je pleegmoeder willen vragen?"), (False, "")]
)
def test_who_is_due_is_called_by_their_own_word(due: bool, asked: str) -> None:
    hooks = hooks_with({"haak-stem-02": 1.0})
    roles = {Actor.PLEEGOUDER: Role(display="pleegmoeder")}
    heard = Heard(text="Ik stond daar maar.", words=4)
    found = hooks.find(
        heard, Conversation(), roles, through="ander", due=due, whose=Actor.PLEEGOUDER
    )
    texts = [one.text for one in found if one.id == "haak-stem-02"]
    assert texts == ([asked] if asked else [])


def test_a_voice_that_is_due_does_not_always_come_with_the_same_words() -> None:
    hooks = hooks_with({"haak-stem-02": 0.6, "haak-stem-03": 0.45, "haak-stem-10": 0.2})
    heard = Heard(text="Ze keek weg en zei niks.", words=6)
    talks = [Conversation(id=f"{number:032x}") for number in range(20)]
    first = {
        hooks.find(heard, talk, {}, through="ander", due=True, whose=Actor.KIND)[0].id
        for talk in talks
    }
    assert first == {"haak-stem-02", "haak-stem-03"}
