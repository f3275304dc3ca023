"""What shows from the words themselves: leave asked before a question, and of whom is spoken."""

import pytest

from coach.knowledge.content import load_role_words
from coach.labels import Actor
from coach.practice.openers import Openers
from coach.practice.persona import Persona
from coach.practice.topics import Topics
from tests.conftest import ROOT, WordEncoder

OPENERS = Openers.load(ROOT / "knowledge")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Mag ik even iets vragen?", ""),
        ("En mag ik u vragen hoe Rishi dat vond?", "hoe Rishi dat vond?"),
        ("Mag ik je maandag bellen?", "Mag ik je maandag bellen?"),
        ("Hoe oud is Finn?", "Hoe oud is Finn?"),
    ],
)
def test_the_question_comes_after_the_leave(said: str, asked: str) -> None:
    assert OPENERS.past_leave(said) == asked


@pytest.mark.parametrize(
    ("said", "theirs"),
    [
        ("Ik hoor dat je helemaal op bent.", True),
        ("Dat heeft u maanden alleen gedragen.", True),
        ("Ik hoor je, en zelf slaap ik ook al weken niet.", False),
        ("Ik merk dat ik het niet meer trek.", False),
        ("Het gaat niet meer.", False),
    ],
)
def test_of_whom_is_spoken(said: str, theirs: bool) -> None:
    assert OPENERS.about_other(said) is theirs


def test_who_is_told_about_their_child_is_a_parent_who_has_something_to_hear(
    personas: tuple[Persona, ...],
) -> None:
    encoder = WordEncoder()
    topics = Topics(personas, encoder.encode, encoder.encode)
    for message in ("Je dochter wil geen contact.", "Uw zoon blijft daar wonen."):
        found = topics.choose(f"{message} Dat de pleegouders de schuld krijgen.", message)
        assert found.actor is Actor.OUDER and found.hard


@pytest.mark.parametrize(
    ("about", "actor"),
    [
        (
            "Mijn pleegdochter wil haar vader niet meer zien, ik moet het hem vertellen.",
            Actor.OUDER,
        ),
        ("Ik zie op tegen het gesprek met het meisje dat haar moeder niet wil zien.", Actor.KIND),
        ("meisje van vijftien dat haar moeder niet wil zien", Actor.KIND),
        ("Ik moet pleegmoeder vertellen dat het kind gaat verhuizen.", Actor.PLEEGOUDER),
    ],
)
def test_a_talk_is_with_who_must_hear_it(
    personas: tuple[Persona, ...], about: str, actor: Actor
) -> None:
    encoder = WordEncoder()
    roles = load_role_words()
    topics = Topics(personas, encoder.encode, encoder.encode, roles)
    assert topics.choose(about).actor is actor


def test_a_question_about_one_is_not_answered_with_another(personas: tuple[Persona, ...]) -> None:
    wouter = next(persona for persona in personas if persona.id == "gezinshuisouder-wouter")
    encoder = WordEncoder()
    topics = Topics([wouter], encoder.encode, encoder.encode)
    assert topics.of(wouter, "Wat vindt Imke van je plan?") == "imke-vindt"
    assert topics.of(wouter, "Wat vindt Carolien van je plan?") == "carolien-vindt"


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ("En wat zei ze toen?", True),
        ("Wat een verhaal. Met wie?", True),
        ("Wat vindt Imke daarvan?", False),
        ("Wat verwacht je eigenlijk van de komende maanden?", False),
        ("Dan weet ik dat.", False),
    ],
)
def test_a_question_that_names_nothing_goes_on(
    personas: tuple[Persona, ...], said: str, on: bool
) -> None:
    wouter = next(persona for persona in personas if persona.id == "gezinshuisouder-wouter")
    encoder = WordEncoder()
    assert Topics([wouter], encoder.encode, encoder.encode).goes_on(wouter, said) is on
