"""A signal card stays: over later turns, and when later turns are taken back."""

from collections.abc import Iterator
from threading import Event
from types import SimpleNamespace
from typing import Any, cast

import pytest

from coach.dialogue.events import Signals
from coach.dialogue.state import Conversation, Heard, Move, Plan, Signal, Spoken, Turn
from coach.labels import Answer, Level
from coach.privacy.roles import load_roles
from coach.privacy.watch import Watch
from coach.ui.loading import Loader
from coach.ui.talk_actions import Session, send, undo
from tests.conftest import ROOT
from tests.learned import signals


class _Coach:
    """Only listens for danger; replies with nothing."""

    def turn(self, conversation: Conversation, message: str, stop: Event) -> Iterator[Signals]:
        signal = signals().detect(message)
        if signal.level is not Level.GEEN:
            yield Signals(signal, ())
        conversation.turns.append(_turn(len(conversation.turns) + 1, message, signal))


class _Loader:
    coach = _Coach()
    guard = SimpleNamespace(watch=Watch(load_roles(ROOT / "knowledge")))
    status = ""


def _turn(number: int, message: str, signal: Signal) -> Turn:
    heard = Heard(text=message, sureness=1.0, answer=Answer.VERTELT, dutch=True, words=1)
    plan = Plan(move=Move.VRAAG, heard=heard)
    return Turn(
        number=number,
        user=message,
        signal=signal,
        heard=heard,
        plan=plan,
        spoken=Spoken(reflection="", question=""),
    )


def _say(session: Session, *messages: str) -> None:
    for message in messages:
        list(send(cast(Loader, cast(Any, _Loader())), session, message))


def test_card_stays_over_later_turns_and_their_undoing() -> None:
    session = Session()
    _say(
        session,
        "ze heeft net een hele strip paracetamol ingenomen",
        "het bezoek was woensdag",
        "pleegvader heeft hem geslagen met een riem",
        "moeder bracht een taart mee",
    )
    for _ in range(3):
        assert session.standing and session.standing.signal.level is Level.ACUUT
        undo(session)
    assert session.standing and session.standing.signal.level is Level.ACUUT
    assert [number for number, _ in session.signals] == [1]
    undo(session)
    assert session.standing is None


def test_an_acute_card_stays_when_the_reply_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(
        self: _Coach, conversation: Conversation, message: str, stop: Event
    ) -> Iterator[Signals]:
        yield Signals(signals().detect(message), ())
        raise RuntimeError

    monkeypatch.setattr(_Coach, "turn", fails)
    session = Session()
    _say(session, "ze heeft net een hele strip paracetamol ingenomen")
    assert session.standing is not None
    assert session.standing.signal.level is Level.ACUUT
    assert not session.conversation.turns
