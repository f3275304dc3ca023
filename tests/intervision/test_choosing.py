"""Four answers: what is proposed, and what is warned about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.intervision.choosing import Answers
from coach.intervision.errors import GroupSize, NothingFits
from coach.intervision.facilitation import Facilitation
from coach.intervision.labels import QuestionKind, Safety, Seat, Warned
from coach.intervision.methods import load_methods
from coach.intervision.timing import floor_of
from coach.intervision.words import load_closing, load_words
from tests.conftest import ROOT

KNOWLEDGE = ROOT / "knowledge"
METHODS, CLOSING, WORDS = load_methods(KNOWLEDGE), load_closing(KNOWLEDGE), load_words(KNOWLEDGE)


def kinds(warnings) -> set[Warned]:  # type: ignore[no-untyped-def]
    return {warning.kind for warning in warnings}


@pytest.mark.parametrize(
    ("question", "minutes", "method"),
    [
        (QuestionKind.VOORVAL, 70, "incidentmethode"),
        (QuestionKind.VRAAGSTUK, 85, "tien-stappen"),
        (QuestionKind.EIGEN_AANDEEL, 90, "balint"),
        (QuestionKind.DILEMMA, 55, "socratisch-kort"),
        (QuestionKind.ANDERE_KIJK, 45, "roddelmethode"),
        (QuestionKind.VAKINHOUD, 60, "zes-fasen"),
        (QuestionKind.VERDER, 55, "oplossingsgericht"),
        (QuestionKind.SUCCES, 60, "waarderend"),
        (QuestionKind.ONBEKEND, 45, "vijf-stappen"),
    ],
)
def test_a_safe_group_with_time_gets_the_method_of_its_question(
    facilitation: Facilitation, question: QuestionKind, minutes: int, method: str
) -> None:
    choice = facilitation.choose(Answers(question, minutes, 6, Safety.VEILIG))
    assert choice.first.method.id == method
    assert choice.first.reason == choice.first.method.suits[question]
    assert len(choice.others) == 2 and choice.not_now == ()


@pytest.mark.parametrize("safety", [Safety.NIEUW, Safety.REDELIJK])
def test_gossip_is_not_for_a_group_that_is_new(facilitation: Facilitation, safety: Safety) -> None:
    choice = facilitation.choose(Answers(QuestionKind.ANDERE_KIJK, 60, 6, safety))
    assert "roddelmethode" not in {o.method.id for o in (choice.first, *choice.others)}
    against = {option.method.id: kinds(option.warnings) for option in choice.not_now}
    assert Warned.NIEUW in against["roddelmethode"]
    assert any("elkaar kennen" in w.text for o in choice.not_now for w in o.warnings)


def test_four_people_do_not_gossip_and_stay_together(facilitation: Facilitation) -> None:
    choice = facilitation.choose(Answers(QuestionKind.ANDERE_KIJK, 60, 4, Safety.VEILIG))
    against = {option.method.id: kinds(option.warnings) for option in choice.not_now}
    assert Warned.VIER in against["roddelmethode"]
    answers = Answers(QuestionKind.VOORVAL, 65, 4, Safety.VEILIG)
    assert Warned.GROEPJES in kinds(facilitation.warnings("incidentmethode", answers))
    five = Answers(QuestionKind.VOORVAL, 65, 5, Safety.VEILIG)
    assert Warned.GROEPJES not in kinds(facilitation.warnings("incidentmethode", five))


def test_size_time_and_experience_are_warned_about(facilitation: Facilitation) -> None:
    def warned(method: str, minutes: int, size: int) -> set[Warned]:
        answers = Answers(QuestionKind.ONBEKEND, minutes, size, Safety.VEILIG)
        return kinds(facilitation.warnings(method, answers))

    assert warned("vijf-stappen", 50, 6) == set()
    assert warned("vijf-stappen", 50, 10) == {Warned.GROOT}
    assert warned("vijf-stappen", 50, 2) == {Warned.KLEIN}
    assert warned("vijf-stappen", 30, 6) == {Warned.KRAP}
    assert warned("vijf-stappen", 120, 6) == {Warned.RUIM}
    assert Warned.ERVAREN in warned("balint", 90, 6)
    # What cannot be done in the time is not called tight.
    assert warned("incidentmethode", 30, 6) == {Warned.TE_KORT}


@pytest.mark.parametrize("question", [q for q in QuestionKind if q is not QuestionKind.SUCCES])
@pytest.mark.parametrize(("minutes", "size", "safety"), [(60, 6, "redelijk"), (45, 5, "veilig")])
def test_what_stands_in_for_a_question_is_no_stranger_to_it(
    facilitation: Facilitation, question: QuestionKind, minutes: int, size: int, safety: str
) -> None:
    choice = facilitation.choose(Answers(question, minutes, size, Safety(safety)))
    strange = [
        option.method.id
        for option in (choice.first, *choice.others)
        if question not in option.method.suits
        and (
            next(iter(option.method.suits)) is QuestionKind.SUCCES
            or option.method.safety is not Safety.NIEUW
        )
    ]
    # No learning from successes for who is stuck, and no gossip where nobody asked for it.
    assert strange == []


answers = st.builds(
    Answers,
    question=st.sampled_from(QuestionKind),
    minutes=st.integers(24, 240),
    size=st.integers(2, 12),
    safety=st.sampled_from(Safety),
)


@given(answers)
def test_what_is_proposed_always_fits(given_answers: Answers) -> None:
    from coach.intervision.choosing import choose

    choice = choose(METHODS, CLOSING, given_answers, WORDS)
    offered = (choice.first, *choice.others)
    assert len({option.method.id for option in offered}) == len(offered)
    for option in offered:
        assert floor_of(option.method, CLOSING) <= given_answers.minutes
        assert option.method.safety.rank <= given_answers.safety.rank
        turned = any(step.presenter is Seat.RUG for step in option.method.steps)
        assert not (turned and given_answers.size <= 4)
        assert option.reason and all("{" not in w.text for w in option.warnings)


def test_no_time_and_no_group_are_said_in_dutch(facilitation: Facilitation) -> None:
    with pytest.raises(NothingFits, match="12 minuten"):
        facilitation.choose(Answers(QuestionKind.VOORVAL, 12, 6, Safety.VEILIG))
    with pytest.raises(GroupSize, match="40 mensen"):
        facilitation.choose(Answers(QuestionKind.VOORVAL, 60, 40, Safety.VEILIG))
