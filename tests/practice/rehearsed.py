"""A practice with Anja in which what words do is fixed, for the tests of page and answers.

Contract: the fixtures ``rehearsal`` and ``session`` (just begun), and ``say``, which types lines
and gives the last view. Danger and overload are heard by a few words.
"""

from types import SimpleNamespace

import pytest

from coach.dialogue.state import Signal
from coach.knowledge.schemas import Helpline
from coach.labels import Code, Level
from coach.practice.feedback import load_feedback
from coach.practice.persona import Persona
from coach.practice.rehearsal import Rehearsal
from coach.practice.topics import Topics
from coach.practice.transitions import Transitions
from coach.privacy.roles import load_roles
from coach.privacy.watch import Watch
from coach.ui import practice_actions as actions
from coach.ui.practice_actions import Session, View
from tests.conftest import ROOT, WordEncoder

SAID = {
    "Je moet haar met rust laten.": [Code.ADVIES_ZONDER_TOESTEMMING],
    "Kim wil je nu niet zien.": [Code.BOODSCHAP],
    "Dat komt hard aan.": [Code.ERKENNING],
    "Je bent bang haar te verliezen.": [Code.REFLECTIE_COMPLEX],
    "Wat gaat er door je heen?": [Code.OPEN_VRAAG],
}


class FixedCoder:
    def codes(
        self, text: str, context: str = "", lean: Code | None = None, never: Code | None = None
    ) -> list[Code]:
        return SAID.get(text, [Code.OVERIG])


class WordDetector:
    def detect(self, text: str) -> Signal:
        if "maak me van kant" in text:
            return Signal(level=Level.ACUUT, quotes=["maak me van kant"])
        if "helemaal op" in text:
            return Signal(level=Level.ZELFZORG, quotes=["helemaal op"])
        return Signal(level=Level.ZORG) if "word geslagen" in text else Signal()


@pytest.fixture
def rehearsal(anja: Persona, transitions: Transitions) -> Rehearsal:
    encoder = WordEncoder()
    return Rehearsal(
        personas=[anja],
        transitions=transitions,
        feedback=load_feedback(ROOT / "knowledge"),
        coder=FixedCoder(),
        topics=Topics([anja], encoder.encode, encoder.encode),
        detector=WordDetector(),
        guard=SimpleNamespace(watch=Watch(load_roles(ROOT / "knowledge"))),
        max_characters=400,
    )


def no_routes(signal: Signal) -> tuple[Helpline, ...]:
    return ()


@pytest.fixture
def session(rehearsal: Rehearsal) -> Session:
    found = actions.chosen(Session(), rehearsal, "moeder-anja", "boodschap")
    return actions.begin(found, rehearsal, seed=5).session


def say(session: Session, rehearsal: Rehearsal, *lines: str) -> View:
    """Says the lines; the last view."""
    views = [
        view for line in lines for view in list(actions.say(session, rehearsal, no_routes, line))
    ]
    return views[-1]
