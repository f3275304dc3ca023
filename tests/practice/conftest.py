import pytest

from coach.practice.persona import Persona
from coach.practice.personas import read_personas
from coach.practice.transitions import Transitions, load_transitions
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def transitions() -> Transitions:
    return load_transitions(ROOT / "knowledge")


@pytest.fixture(scope="session")
def personas() -> tuple[Persona, ...]:
    return read_personas(ROOT / "knowledge")[0]


@pytest.fixture(scope="session")
def anja(personas: tuple[Persona, ...]) -> Persona:
    return next(persona for persona in personas if persona.id == "moeder-anja")
