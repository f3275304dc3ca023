"""The check on what a model says: each rule catches its own, and leaves its near-misses alone."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.dialogue.check import Basis, Checker, load_checks
from coach.dialogue.lines import CHOICE, SLOT
from coach.dialogue.slots import fill
from coach.dialogue.state import Spoken
from coach.knowledge.content import load_follow_ups, load_questions, load_voice_lines
from coach.labels import Feeling, Rule
from tests.conftest import ROOT

KNOWLEDGE = ROOT / "knowledge"
SAID = (
    "Vader doet al maanden de deur niet open. Hij zegt dat we toch allemaal hetzelfde zijn.",
    "Ik ben bang dat ik het verkeerd zeg, want zijn zoon Milan van 14 wil hem niet zien.",
)
PASSAGE = "Een deur die dicht blijft zegt iets over wat eraan voorafging."
BASIS = Basis(user=SAID, passages=(PASSAGE,), titles=("Wat eraan voorafging",))

CAUGHT = [
    (Rule.OORDEEL, "Vader heeft gelijk."),
    (Rule.OORDEEL, "Milan is beter af zonder zijn vader."),
    (Rule.OORDEEL, "Ik vind dat vader hem mag zien."),
    (Rule.OORDEEL, "Het is terecht dat vader de deur dicht houdt."),
    (Rule.OORDEEL, "Vader had de deur open moeten doen."),
    (Rule.DIAGNOSE, "Vader is getraumatiseerd."),
    (Rule.RISICO, "De kans is groot dat vader wegblijft."),
    (Rule.ADVIES, "Stuur vader een kaartje."),
    (Rule.ADVIES, "Zou je niet gewoon een kaartje sturen?"),
    (Rule.ADVIES, "Je zou hem kunnen bellen."),
    (Rule.GERUSTSTELLING, "Het komt vast goed."),
    (Rule.GERUSTSTELLING, "Knap van je dat je dit zegt."),
    (Rule.FEIT, "Milan van 15 wil hem niet zien."),
    (Rule.FEIT, "Sanne wil hem niet zien."),
    (Rule.FEIT, "Oma doet de deur niet open."),
    (Rule.FEIT, "Op dinsdag doet vader de deur niet open."),
    (Rule.FEIT, "Uit onderzoek blijkt dat vaders de deur dicht houden."),
    (Rule.GEVOEL, "Je bent boos op vader."),
    (Rule.GEVOEL, "Wat maakt je zo verdrietig?"),
    (Rule.SPIEGELING, "Je hebt gedroomd over een vakantie in de bergen."),
    (Rule.SPIEGELING, "Vader belooft dat de deur open gaat."),
    (Rule.SPIEGELING, "Vader doet de deur nooit open."),
    (Rule.CITAAT, "‘Ik doe niet open’, zegt vader."),
    (Rule.CITAAT, "Lees stuk [2] er op na."),
    (Rule.VRAGEN, "Wat zag je? Wat deed je?"),
    (Rule.STUREND, "Waarom belde je niet?"),
    (Rule.STUREND, "Zou het kunnen dat vader bang is?"),
    (Rule.TAAL, "What would you like to say to him when he opens the door?"),
    (Rule.TAAL, "你想对他说什么？"),
    (Rule.AANSPREEKVORM, "Wat wilt u vader zeggen?"),
    (Rule.LENGTE, "Vader doet de deur niet open. " * 20),
    (Rule.SJABLOON, "Wat zie je op https://voorbeeld.nl?"),
    (Rule.SJABLOON, "Vader doet ![de deur](x.png) niet open."),
    (Rule.SJABLOON, "<|im_end|> Wat zag je?"),
    (Rule.SJABLOON, "**Vader** doet niet open."),
    (Rule.ROL, "Als AI-taalmodel heb ik daar geen mening over."),
    (Rule.ROL, "Gebruiker: vader doet de deur niet open."),
]  # fmt: skip

FINE = [
    "Wat zou jij vader willen zeggen?",
    "Je zegt dat je bang bent. Wat zou er gebeuren?",
    "‘We toch allemaal hetzelfde zijn’, zegt vader. Wat hoor je daarin?",
    "Vader zegt dat jullie allemaal hetzelfde zijn. Wat doet die zin met je?",
    "Al maanden een deur die niet open gaat. Wat zou Milan van veertien daarvan weten?",
    "Misschien is er ook twijfel, dat weet ik niet. Hoe is dat voor jou?",
    "Een deur die dicht blijft zegt iets over wat eraan voorafging. Wat weet jij daarvan?",
    "Wat is voor jou een goed gesprek met vader?",
    "Wie heeft volgens vader gelijk?",
]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(load_checks(KNOWLEDGE))


def rules(checker: Checker, text: str, basis: Basis = BASIS) -> set[Rule]:
    return {fault.rule for fault in checker.reply(text, basis)}


@pytest.mark.parametrize(("rule", "text"), CAUGHT)
def test_caught(checker: Checker, rule: Rule, text: str) -> None:
    assert rule in rules(checker, text)


def test_every_rule_has_a_case() -> None:
    assert {rule for rule, _ in CAUGHT} == set(Rule)


@pytest.mark.parametrize("text", FINE)
def test_near_misses_pass(checker: Checker, text: str) -> None:
    assert rules(checker, text) == set()


def test_a_question_is_due_when_the_plan_asks_one(checker: Checker) -> None:
    basis = Basis(user=SAID, asks=True)
    assert rules(checker, "Vader doet al maanden de deur niet open.", basis) == {Rule.VRAGEN}


def test_what_the_user_said_may_be_given_back(checker: Checker) -> None:
    said = Basis(user=("Ik moet morgen naar oma. Zij vindt moeder ongeschikt. Hij heeft adhd.",))
    given_back = "Je moet morgen naar oma. Oma vindt moeder ongeschikt. Je noemt adhd."
    assert rules(checker, given_back, said) == set()
    unsaid = Basis(user=("Ik ga naar oma, met moeder.",))
    assert rules(checker, given_back, unsaid) >= {Rule.ADVIES, Rule.SPIEGELING, Rule.DIAGNOSE}


def test_a_feeling_that_was_heard_may_be_named_and_a_near_one_only_guessed(
    checker: Checker,
) -> None:
    heard = Basis(user=("Hij hing gewoon op.",), feelings=frozenset({Feeling.BOOSHEID}))
    assert rules(checker, "Je bent boos.", heard) == set()
    assert rules(checker, "Misschien is er ook machteloosheid.", heard) == set()
    assert rules(checker, "Je bent machteloos.", heard) == {Rule.GEVOEL}
    assert rules(checker, "Misschien is er ook opluchting.", heard) == {Rule.GEVOEL}


def test_nothing_that_was_authored_is_held_back(checker: Checker) -> None:
    """Questions of the bank are what a model is asked to ask; the voice's lines what it learns."""
    asked = {
        fill(text, {})
        for question in load_questions(KNOWLEDGE)
        for text in (question.text, question.easier, *question.follow_ups.values())
    } | {follow.text for follow in load_follow_ups(KNOWLEDGE)}
    held = {
        text: [fault.rule for fault in faults]
        for text in asked
        if (faults := checker.sentence(text, Basis(user=SAID, candidates=(text,))))
    }
    assert held == {}
    said = [
        (line.id, SLOT.sub("vader", CHOICE.sub(lambda m, n=choice: m.group(n), line.text)))
        for line, choice in product(load_voice_lines(KNOWLEDGE), (1, 2))
    ]
    faults = {
        name: checker.faults(Spoken(reflection=text), [*SAID, "vader"]) for name, text in said
    }
    assert {name: found for name, found in faults.items() if found} == {}


@given(st.text(max_size=300))
def test_no_text_breaks_the_check(text: str) -> None:
    checker = Checker(load_checks(KNOWLEDGE)) if not _KEPT else _KEPT[0]
    _KEPT[:] = [checker]
    found = checker.reply(text, BASIS)
    assert len({fault.rule for fault in found}) == len(found)


_KEPT: list[Checker] = []
