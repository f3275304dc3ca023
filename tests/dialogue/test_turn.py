"""One turn in its order: names out, danger first, a voice that is checked, one turn added."""

from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.dialogue.check import Checker, load_checks
from coach.dialogue.coach import Coach
from coach.dialogue.events import Done, Event, Phase, Reply, Signals, Sources, Status
from coach.dialogue.helplines import Helplines
from coach.dialogue.state import Conversation, Heard, Move, Plan, Signal, Source, Spoken
from coach.errors import TooLong
from coach.knowledge.collection import Hit
from coach.knowledge.ranking import WEIGHTS
from coach.knowledge.scores import Scores
from coach.knowledge.units import Text
from coach.labels import Level
from coach.privacy.ready import Guard
from coach.settings import Settings
from tests.conftest import ROOT, WordEncoder

QUESTION = "Wat zag je toen?"
SAID = "moeder belde en haar bsn is 111222333, ik schrok ervan"
PASSAGE = Text(
    id="p", kind="handbook", title="Bezoek", text="Na het bezoek is er tijd nodig.", themes=(),
    actors=(),
)  # fmt: skip
CHECKER = Checker(load_checks(ROOT / "knowledge"))
GUARD = Guard(Settings().content, None)  # not started: patterns and roster only


class Ears:
    """Hears, and finds danger where it is told to; remembers what it was given."""

    def __init__(self, level: Level = Level.GEEN) -> None:
        self.level = level
        self.given: list[str] = []

    def detect(self, text: str) -> Signal:
        self.given.append(text)
        return Signal(level=self.level)

    def hear(self, text: str, conversation: Conversation) -> Heard:
        self.given.append(text)
        return Heard(text=text, telling=text, words=len(text.split()))


class Finds:
    """A library with one passage that always fits."""

    texts = (PASSAGE,)
    by_id = {"p": PASSAGE}

    def __init__(self) -> None:
        self.queries: list[str] = []

    def scores(self, query: str, vector: object = None) -> Scores:
        self.queries.append(query)
        fits = np.ones(1, dtype=np.float32)
        return Scores(fits, fits, np.ones((1, len(WEIGHTS)), dtype=np.float32), 1.0)

    def places(self, named: Mapping[str, float]) -> dict[int, float]:
        return dict.fromkeys([0] if PASSAGE.id in named else [], 0.5)

    def among(self, kinds: Iterable[str]) -> NDArray[np.bool_]:
        return np.zeros(1, dtype=np.bool_)

    def most_likely(self, chances: Any, least: float, query: str, *rest: Any, **given: Any) -> Hit:
        return Hit(PASSAGE, PASSAGE.text, 1.0, 0.9, 0.9, 1.0)


class Plans:
    """Always the same question, or a safety turn."""

    def reading(self, heard: Heard, conversation: Conversation) -> dict[str, float]:
        return {PASSAGE.id: 0.5}

    def plan(
        self,
        heard: Heard,
        signal: Signal,
        conversation: Conversation,
        context: NDArray[np.float32],
        sources: Sequence[Source] = (),
    ) -> Plan:
        move = Move.VRAAG if signal.level is Level.GEEN else Move.SIGNAAL
        return Plan(
            move=move, heard=heard, signal=signal, sources=list(sources), question_id="q",
            question_text=QUESTION,
        )  # fmt: skip


def made(reflection: str, ears: Ears | None = None, library: Finds | None = None) -> Coach:
    ears = ears or Ears()
    parts: dict[str, Any] = {
        "encoder": WordEncoder(),
        "detector": ears,
        "listener": ears,
        "library": library or Finds(),
        "planner": Plans(),
        "voice": SimpleNamespace(
            speak=lambda plan, conversation: Spoken(reflection=reflection, question=QUESTION)
        ),
        "checker": CHECKER,
        "helplines": Helplines([]),
        "guard": GUARD,
        "max_characters": 200,
    }
    return Coach(**parts)


def events(coach: Coach, said: str, talk: Conversation | None = None) -> list[Event]:
    return list(coach.turn(Conversation() if talk is None else talk, said))


def test_names_and_numbers_are_out_before_anything_is_read() -> None:
    ears, library, talk = Ears(), Finds(), Conversation()
    events(made("Dat kwam binnen.", ears, library), SAID, talk)
    for given in (*ears.given, *library.queries, talk.model_dump_json()):
        assert "moeder belde" in given and "111222333" not in given


def test_danger_is_shown_before_anything_is_looked_up() -> None:
    found = events(
        made("Je schrijft over gevaar.", Ears(Level.ACUUT)), "hij heeft een mes bij zich"
    )
    kinds = [type(event) for event in found]
    assert Signals in kinds
    assert kinds.index(Signals) < found.index(Status(Phase.ZOEKEN))
    assert Sources not in kinds


@pytest.mark.parametrize(
    "reflection",
    [
        "Moeder is een slechte moeder.",
        "Je moet haar bellen.",
        "‘Dat heb ik nooit gezegd’, schrijf je.",
        "Wat deed je? Dat wil ik weten.",
    ],
)
def test_a_reply_with_a_fault_becomes_the_plain_question(reflection: str) -> None:
    talk = Conversation()
    found = events(made(reflection), "ik zie op tegen het bezoek van moeder", talk)
    assert Reply(Spoken(reflection="", question=QUESTION)) in found
    assert talk.turns[0].spoken.text == QUESTION


def test_a_sound_reply_with_the_users_own_words_is_given() -> None:
    found = events(made("‘Ik zie op’, schrijf je."), "Ik zie op tegen het bezoek van moeder")
    assert Reply(Spoken(reflection="‘Ik zie op’, schrijf je.", question=QUESTION)) in found


def test_a_turn_adds_one_turn_with_a_literal_source() -> None:
    talk = Conversation()
    found = events(made("Dat kwam binnen."), "ik zie op tegen het bezoek van moeder", talk)
    assert [turn.number for turn in talk.turns] == [1]
    assert isinstance(found[-1], Done) and found[-1].turn is talk.turns[0]
    assert {source.quote for source in talk.turns[0].plan.sources} == {PASSAGE.text}


def test_too_long_a_message_changes_nothing() -> None:
    talk = Conversation()
    with pytest.raises(TooLong):
        events(made("Dat kwam binnen."), "woord " * 100, talk)
    assert talk.turns == []


def test_the_card_on_self_care_is_announced_once_and_the_talk_goes_on() -> None:
    talk, coach = Conversation(), made("Dat kwam binnen.", Ears(Level.ZELFZORG))
    first = events(coach, "ik heb al weken niet geslapen", talk)
    later = events(coach, "in de auto moest ik ook huilen", talk)
    assert any(isinstance(event, Signals) for event in first)
    assert not any(isinstance(event, Signals) for event in later)
    assert [turn.plan.move for turn in talk.turns] == [Move.SIGNAAL, Move.VRAAG]
