"""Buttons of the conversation page without a browser: nothing typed and no reply is lost."""

import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from coach.dialogue.events import Done, Event, Partial, Reply, Signals
from coach.dialogue.state import Conversation, Heard, Move, Plan, Signal, Spoken, Turn
from coach.errors import Stopped
from coach.labels import Level
from coach.privacy.roles import load_roles
from coach.privacy.watch import Watch
from coach.ui import talk_actions, texts
from coach.ui.talk_actions import Session, View
from tests.conftest import ROOT


class Coach:
    """Says ``n`` sentences; breaks or is stopped where told."""

    def __init__(self) -> None:
        self.fails: Exception | None = None
        self.stops = False
        self.heard: list[Conversation] = []

    def turn(
        self, conversation: Conversation, message: str, stop: threading.Event
    ) -> Iterator[Event]:
        self.heard.append(conversation)
        number = len(conversation.turns) + 1
        signal = Signal(level=Level.ZORG)
        yield Signals(signal, ())
        yield Partial(Spoken(reflection="Een."))
        if self.stops:
            stop.set()
        if self.fails is not None:
            raise self.fails
        if stop.is_set():
            raise Stopped
        heard = Heard(text=message)
        spoken = Spoken(reflection="Een.", question=f"Vraag {number}?")
        plan = Plan(move=Move.VRAAG, heard=heard, question_id=f"q{len(self.heard)}")
        yield Reply(spoken)
        done = Turn(
            number=number, user=message, signal=signal, heard=heard, plan=plan, spoken=spoken
        )
        conversation.turns.append(done)
        yield Done(done)


class Loader:
    status = ""

    def __init__(self) -> None:
        self.coach = Coach()
        self.guard = SimpleNamespace(watch=Watch(load_roles(ROOT / "knowledge")))


@pytest.fixture
def loader() -> Any:
    return Loader()


@pytest.fixture
def session(loader: Any) -> Session:
    made = Session()
    list(talk_actions.send(loader, made, "Ik zit vast."))
    return made


def test_what_passed_is_shown_while_the_rest_is_made(loader: Any) -> None:
    views = list(talk_actions.send(loader, Session(), "Ik zit vast."))
    partial = [view.partial.text for view in views if view.partial]
    assert partial == ["Een."] and all(view.pending for view in views[:-1])
    # What is typed while the reply is made stays: only the first view empties the box.
    assert views[0].box == "" and all(view.box is None for view in views[1:])
    assert views[-1] == View(views[-1].session, box=None, log=views[-1].session.conversation)
    assert len(views[-1].session.conversation.turns) == 1


@pytest.mark.parametrize("fault", [RuntimeError("x"), Stopped()])
def test_a_turn_that_ends_early_leaves_everything_as_it_was(
    loader: Any, session: Session, fault: Exception
) -> None:
    before, raised = session.conversation, list(session.signals)
    loader.coach.fails = fault
    last = list(talk_actions.send(loader, session, "Nog iets."))[-1]
    assert last.box == "Nog iets." and last.notice in (texts.UNEXPECTED, texts.STOPPED)
    assert session.conversation is before and session.signals == raised
    assert len(before.turns) == 1


def test_another_reply_replaces_the_last_and_passes_its_question_over(
    loader: Any, session: Session
) -> None:
    list(talk_actions.again(loader, session))
    assert [turn.user for turn in session.conversation.turns] == ["Ik zit vast."]
    assert session.conversation.passed_over == ["q1"] and len(session.signals) == 1
    assert "q1" in session.conversation.asked


def test_when_another_reply_fails_the_old_one_stays(loader: Any, session: Session) -> None:
    loader.coach.fails = RuntimeError("x")
    before = session.conversation
    last = list(talk_actions.again(loader, session))[-1]
    assert session.conversation is before and last.log is before and last.box is None
    assert len(session.signals) == 1


def test_stop_tells_the_coach_and_a_late_reply_is_not_recorded(loader: Any) -> None:
    session = Session()
    stream = talk_actions.send(loader, session, "Ik zit vast.")
    while not next(stream).partial:
        pass
    talk_actions.halt(session)
    last = list(stream)[-1]
    assert last.box == "Ik zit vast." and last.notice == texts.STOPPED and not last.pending
    assert session.conversation.turns == [] and session.signals == []


def test_a_page_that_goes_away_stops_the_model(loader: Any) -> None:
    session = Session()
    stream = talk_actions.send(loader, session, "Ik zit vast.")
    next(stream)
    stream.close()
    assert session.stop is not None and session.stop.is_set()


def test_one_turn_back_gives_what_was_typed_and_not_what_was_read(loader: Any) -> None:
    session = Session()
    list(talk_actions.send(loader, session, "Bel 06-12345678 en zeg het."))
    # What the coach keeps is without the number; Kier's stand-in here keeps what it is given.
    session.conversation.turns[0] = session.conversation.turns[0].model_copy(
        update={"user": session.sent[1].text}
    )
    list(talk_actions.again(loader, session))
    assert "06-12345678" not in session.conversation.turns[0].user
    assert talk_actions.undo(session).box == "Bel 06-12345678 en zeg het."
    assert session.sent == {}


def test_practice_hears_how_the_conversation_began(session: Session) -> None:
    assert talk_actions.carried(session)["start"] == "Ik zit vast."
    assert talk_actions.carried(Session())["start"] == ""
