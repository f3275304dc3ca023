"""What is typed reaches nothing in Kier before names and numbers were looked for."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.coach import Coach
from coach.dialogue.state import Conversation, Heard, Move, Plan, Signal, Spoken
from coach.practice.names import without_names
from coach.practice.personas import load_personas
from coach.privacy.memory import Pseudonyms
from coach.privacy.roles import load_roles
from coach.privacy.watch import Watch
from tests.conftest import ROOT

TYPED = "Yonas belde. Zijn BSN is 123456782 en mailen kan naar yonas.tekle@example.nl."
NEVER = ("onas", "123456782", "example.nl")


class Everything:
    """Each part of a turn; ``seen`` holds all that reached one of them."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.watch = Watch(load_roles(ROOT / "knowledge"))
        self.texts: dict[str, Any] = {}

    def detect(self, text: str) -> Signal:
        self.seen.append(text)
        return Signal()

    def hear(self, text: str, conversation: Conversation) -> Heard:
        self.seen += [text, repr(conversation)]
        return Heard(text=text, telling=text, words=2, dutch=False)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.seen += texts
        return np.ones((len(texts), 4), dtype=np.float32)

    def plan(self, heard: Heard, *rest: object) -> Plan:
        self.seen += [repr(heard), *map(repr, rest)]
        return Plan(move=Move.VRAAG, heard=heard, question_id="een", question_text="Wat nu?")

    def reading(self, heard: Heard, conversation: Conversation) -> dict[str, float]:
        self.seen += [repr(heard), repr(conversation)]
        return {}

    def places(self, named: dict[str, float]) -> dict[int, float]:
        self.seen.append(repr(named))
        return {}

    def speak(self, plan: Plan, conversation: Conversation) -> Spoken:
        self.seen += [repr(plan), repr(conversation)]
        return Spoken(reflection="", question="Wat nu?")

    def faults(self, spoken: Spoken, sayings: Sequence[str]) -> list[str]:
        self.seen += sayings
        return []


def test_nothing_after_the_door_sees_a_name_or_number() -> None:
    parts: Any = Everything()
    coach = Coach(
        encoder=parts, detector=parts, listener=parts, library=parts, planner=parts, voice=parts,
        checker=parts, helplines=parts, guard=parts, max_characters=1000,
    )  # fmt: skip
    talk = Conversation()
    talk.pseudonyms.roster = ("Yonas",)
    for _ in range(2):
        list(coach.turn(talk, TYPED))
    parts.seen.append(talk.model_dump_json())
    assert len(talk.turns) == 2 and any("mailen kan naar" in text for text in parts.seen)
    for said in NEVER:
        assert not any(said in text for text in parts.seen), said


def test_in_practice_only_the_names_of_the_persona_stay() -> None:
    persona = next(p for p in load_personas(ROOT / "knowledge") if p.id == "moeder-anja")
    practice: Any = SimpleNamespace(pseudonyms=Pseudonyms())
    practice.pseudonyms.roster = ("Anja", "Yonas")
    watch = Watch(load_roles(ROOT / "knowledge"))
    said = without_names(f"Dag Anja. {TYPED}", practice, persona, watch)
    assert "Dag Anja." in said
    for never in NEVER:
        assert never not in said
