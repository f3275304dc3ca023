"""Intervision without waiting: stand-ins for what needs loading."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from coach.dialogue.bank import Bank
from coach.dialogue.check_content import load_checks
from coach.dialogue.helplines import Helplines
from coach.dialogue.state import Conversation, Heard, Role, Signal
from coach.intervision.facilitation import Facilitation, Parts
from coach.intervision.leaps import LeapDetector
from coach.intervision.methods import load_methods
from coach.intervision.words import load_closing, load_leaps, load_words
from coach.knowledge.content import load_helplines, load_questions
from coach.labels import Actor, Level, Premise, Theme
from coach.privacy.ready import Guard
from tests.conftest import ROOT, WordEncoder

KNOWLEDGE = ROOT / "knowledge"


class WordDetector:
    """Raises a level for one word."""

    def detect(self, text: str) -> Signal:
        if "blauwe plek" in text:
            return Signal(level=Level.ZORG, quotes=["blauwe plek"])
        return Signal()


class MotherListener:
    """Hears a mother and the theme of bringing a message, whatever was said."""

    def hear(self, text: str, conversation: Conversation) -> Heard:
        return Heard(
            text=text,
            actors=[Actor.OUDER],
            premises=[Premise.OUDER],
            roles={Actor.OUDER: Role(display="de moeder")},
            themes=[Theme.BOODSCHAP_AAN_OUDER],
            words=len(text.split()),
        )


def quick_parts() -> Parts:
    """Parts that are there at once."""
    encoder = WordEncoder()
    return Parts(
        guard=Guard(KNOWLEDGE, None),
        detector=WordDetector(),
        helplines=Helplines(load_helplines(KNOWLEDGE)),
        listener=MotherListener(),
        bank=Bank(load_questions(KNOWLEDGE), encoder.encode),
        encoder=encoder,
    )


@pytest.fixture(scope="session")
def parts() -> Parts:
    return quick_parts()


@pytest.fixture(scope="session")
def content() -> SimpleNamespace:
    return SimpleNamespace(
        methods=load_methods(KNOWLEDGE),
        closing=load_closing(KNOWLEDGE),
        words=load_words(KNOWLEDGE),
        leaps=LeapDetector(load_checks(KNOWLEDGE), load_leaps(KNOWLEDGE)),
    )


def _wired(content: SimpleNamespace, parts: Callable[[], Parts]) -> Facilitation:
    return Facilitation(
        methods=content.methods,
        closing=content.closing,
        words=content.words,
        leaps=content.leaps,
        parts=parts,
        max_characters=8000,
    )


@pytest.fixture
def facilitation(content: SimpleNamespace, parts: Parts) -> Facilitation:
    return _wired(content, lambda: parts)


@pytest.fixture
def unloaded(content: SimpleNamespace) -> Facilitation:
    """Nothing may be loaded."""

    def never() -> Parts:
        raise AssertionError("loaded")

    return _wired(content, never)
