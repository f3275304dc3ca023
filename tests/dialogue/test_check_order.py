"""What the learnt rules are unsure of comes after facts and feelings, and still holds back."""

from typing import Any

import pytest

from coach.dialogue.check import Basis, Checker, Fault, load_checks
from coach.dialogue.check_learned import _own
from coach.labels import Rule


class Suspicious:
    """Sure of nothing, but finds every sentence likelier a verdict than not."""

    def faults(self, sentence: str, basis: Basis, *, sure: bool = True) -> list[Fault]:
        return [] if sure else [Fault(Rule.OORDEEL, sentence)]


@pytest.fixture(scope="module")
def checker() -> Checker:
    learned: Any = Suspicious()
    return Checker(load_checks(), None, learned)


BASIS = Basis(user=("Vader komt te laat en ik ben moe.",))


def rules(checker: Checker, text: str) -> list[Rule]:
    return [fault.rule for fault in checker.sentence(text, BASIS)]


def test_a_likely_verdict_holds_a_sentence_back(checker: Checker) -> None:
    assert rules(checker, "Vader komt te laat.") == [Rule.OORDEEL]


def test_an_invented_fact_keeps_its_own_name(checker: Checker) -> None:
    assert rules(checker, "Vader kwam negen keer te laat.") == [Rule.FEIT]


def test_a_question_on_offer_is_left_alone(checker: Checker) -> None:
    question = "Wat zie jij?"
    basis = Basis(user=BASIS.user, candidates=(question,))
    assert checker.sentence(question, basis) == []


@pytest.mark.parametrize(
    ("sentence", "own"),
    [("Je bent moe.", True), ("Je bent slordig.", False), ("Vader komt te laat.", False)],
)
def test_own_words_are_those_said_to_the_user_and_by_the_user(sentence: str, own: bool) -> None:
    assert _own(sentence, BASIS) is own
