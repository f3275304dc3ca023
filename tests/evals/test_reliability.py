"""The walks see what breaks, and pass what is whole."""

import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from coach.dialogue.events import Done
from coach.dialogue.layout import Layout
from coach.dialogue.state import (
    CardEntry,
    Conversation,
    Heard,
    Move,
    Plan,
    Signal,
    Source,
    Spoken,
    Turn,
)
from coach.errors import Stopped, TooLong
from coach.labels import CardField, Level
from evals.suites import reliability

MESSAGES = ["moeder belt elke dag", "ik weet niet meer wat ik moet zeggen", "vader zwijgt"]
PASSAGE = "Een kind mag van iedereen houden."


class Stub:
    """A coach that keeps its promises, unless told to break one."""

    collection = SimpleNamespace(by_id={"p": SimpleNamespace(text=PASSAGE)})

    def __init__(self, spoil: Callable[[Turn, Conversation], None] | None = None) -> None:
        self.spoil = spoil
        self.reads_all = False
        self.stops = True

    def turn(
        self, talk: Conversation, message: str, stop: threading.Event | None = None
    ) -> Iterator[Any]:
        if len(message) > 8000 and not self.reads_all:
            raise TooLong(length=len(message), limit=8000)
        if stop is not None and stop.is_set() and self.stops:
            raise Stopped
        number = len(talk.turns) + 1
        said = message.replace(reliability.BSN, "[BSN]").replace(reliability.PHONE, "[TELEFOON]")
        said = said.encode("utf-8", "replace").decode()
        heard = Heard(text=said)
        source = Source(id="p", kind="handbook", title="t", quote=PASSAGE, score=1.0)
        plan = Plan(
            move=Move.VRAAG, heard=heard, question_id=f"q{number}", question_text="Wat nu?",
            sources=[source],
        )  # fmt: skip
        turn = Turn(
            number=number,
            user=said,
            signal=Signal(level=Level.ACUUT) if number == 1 else Signal(),
            heard=heard,
            plan=plan,
            spoken=Spoken(reflection="Je schrijft.", question="Wat nu?"),
            card=[CardEntry(field=next(iter(CardField)), text=said, turn=number)],
        )
        talk.turns.append(turn)
        if self.spoil is not None:
            self.spoil(turn, talk)
        yield Done(turn)


def walked(coach: Stub) -> dict[str, Any]:
    return reliability.walks(coach, MESSAGES, 8000, count=4, steps=40)  # type: ignore[arg-type]


def test_a_whole_coach_breaks_nothing() -> None:
    found = walked(Stub())
    assert found["per_promise"] == {} and found["broken_walks"] == []
    assert set(found["steps"]) == {
        "message", "undo", "restart", "stop", "too_long", "strange", "empty", "new",
    }  # fmt: skip


def _two_questions(turn: Turn, talk: Conversation) -> None:
    turn.spoken.question = "Wat nu? En dan?"


def _no_question(turn: Turn, talk: Conversation) -> None:
    turn.spoken.question = ""


def _again(turn: Turn, talk: Conversation) -> None:
    turn.plan.question_id = "q1"


def _misquote(turn: Turn, talk: Conversation) -> None:
    turn.plan.sources[0].quote = "Een kind moet kiezen."


def _said_never(turn: Turn, talk: Conversation) -> None:
    turn.spoken.reflection = "‘Ik haat hem’, schrijf je."


def _card_gone(turn: Turn, talk: Conversation) -> None:
    for old in talk.turns[:-1]:
        old.card = []


def _number(turn: Turn, talk: Conversation) -> None:
    turn.heard.text += reliability.BSN


def _calm(turn: Turn, talk: Conversation) -> None:
    if len(talk.turns) > 1:
        talk.turns[0].signal = Signal()


def _silent(turn: Turn, talk: Conversation) -> None:
    turn.spoken.reflection = turn.spoken.question = ""


def _crash(turn: Turn, talk: Conversation) -> None:
    raise ValueError("stuk")


@pytest.mark.parametrize(
    ("spoil", "promise"),
    [
        (_two_questions, "meer dan één vraag"),
        (_no_question, "geen vraag"),
        (_again, "vraag herhaald"),
        (_misquote, "citaat niet letterlijk"),
        (_said_never, "aanhaling niet letterlijk"),
        (_card_gone, "kaart kwijt"),
        (_number, "nummer niet vervangen"),
        (_calm, "signaal kwijt"),
        (_silent, "leeg antwoord"),
        (_crash, "onverwachte fout"),
    ],
)
def test_each_breach_is_seen(spoil: Callable[[Turn, Conversation], None], promise: str) -> None:
    found = walked(Stub(spoil))
    assert promise in found["per_promise"] and found["broken"] > 0
    assert found["broken_walks"][0] == "wandeling-00"


def test_reading_what_is_too_long_and_not_stopping_are_seen() -> None:
    deaf, greedy = Stub(), Stub()
    deaf.stops, greedy.reads_all = False, True
    assert "stop werkte niet" in walked(deaf)["per_promise"]
    assert "te lang werd gelezen" in walked(greedy)["per_promise"]


def test_a_long_talk_keeps_its_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = reliability.overflow(MESSAGES, talks=3, turns=50)
    assert (whole["system_lost"], whole["newest_lost"], whole["over_budget"]) == (0, 0, 0)
    kept = Layout.messages
    monkeypatch.setattr(
        Layout, "messages", lambda self, talk, newest, tail: kept(self, talk, newest, tail)[-8:]
    )
    assert reliability.overflow(MESSAGES, talks=1, turns=50)["system_lost"] > 0


def test_memory_that_grows_is_seen() -> None:
    class Hoarder(Stub):
        held: list[bytes] = []

        def turn(self, *args: Any, **named: Any) -> Iterator[Any]:
            self.held.append(bytes([len(self.held) + 1]) * (4 << 20))
            yield from super().turn(*args, **named)

    found = reliability.soak(Hoarder(), MESSAGES, turns=100)  # type: ignore[arg-type]
    Hoarder.held.clear()
    assert found["growth"] > 0.05
