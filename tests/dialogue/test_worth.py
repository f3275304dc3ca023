"""Of what could be asked, the question that goes best with the message is asked."""

from collections.abc import Mapping

import pytest

from coach.dialogue.hooks import SHAKY, VAGUE, Hooks, load_hooks
from coach.dialogue.state import Call, Conversation, Heard, Move, Plan, Signal, Spoken, Turn
from coach.dialogue.worth import CLOSE, MOST_CLOSE, UNKNOWN, Worth, alike, ranked
from coach.encoder.manifest import wording

STAMP = wording("Met welke zin begin je?")


class Weighing:
    """Gives fixed worths and counts how often it was asked."""

    def __init__(self, worths: Mapping[str, float], stamps: Mapping[str, str]) -> None:
        self.worths, self.questions, self.asked = dict(worths), stamps, 0

    def worth(self, asked: str, text: str) -> dict[str, float]:
        self.asked += 1
        return self.worths


def heard(text: str, *hooks: tuple[str, float]) -> Heard:
    return Heard(text=text, calls=[Call(hook=hook, sure=sure) for hook, sure in hooks])


def after(question: str) -> Conversation:
    one = Heard(text="Het bezoek ging niet door.")
    turn = Turn(
        number=1,
        user=one.text,
        signal=Signal(),
        heard=one,
        plan=Plan(move=Move.VRAAG, heard=one),
        spoken=Spoken(reflection="", question=question),
    )
    return Conversation(turns=[turn])


def hooks_with(worths: Mapping[str, float]) -> Hooks:
    plain = load_hooks()
    stamps = {
        f"haak-{hook.entry.id}-{number:02}": wording(question.text)
        for hook in plain.all
        for number, question in enumerate(hook.entry.vragen, start=1)
    }
    return load_hooks(weighs=Weighing(worths, stamps))


def test_another_wording_has_no_worth_of_its_own() -> None:
    weighing = Weighing(
        {"haak-a-01": 0.5, "haak-a-02": 0.5}, {"haak-a-01": STAMP, "haak-a-02": STAMP}
    )
    worth = Worth(weighing, {"haak-a-01": STAMP, "haak-a-02": wording("Iets anders?")})
    assert worth.of("", "ik bel haar") == {"haak-a-01": 0.5}


def test_one_message_is_weighed_once() -> None:
    weighing = Weighing({"haak-a-01": 0.5}, {"haak-a-01": STAMP})
    worth = Worth(weighing, {"haak-a-01": STAMP})
    for text in ("ik bel haar", "ik bel haar", "ik bel hem"):
        worth.of("", text)
    assert weighing.asked == 2


def test_the_best_come_first_and_a_lot_decides_among_those_about_as_good() -> None:
    found = [("goed", 0.5), ("matig", 0.1), ("bijna", 0.5 - CLOSE / 2), ("mis", -0.6)]
    assert ranked(found, lambda item: (item != "bijna",)) == ["bijna", "goed", "matig", "mis"]
    assert ranked([], lambda item: (True,)) == []


@pytest.mark.parametrize("best", ["haak-plan-gesprek-02", "haak-plan-gesprek-03"])
def test_the_question_that_goes_best_is_asked(best: str) -> None:
    hooks = hooks_with({best: 0.8})
    found = hooks.find(
        heard("Ik bel haar morgen en zeg het", ("plan-gesprek", 0.9)), Conversation(), {}
    )
    assert found[0].id == best
    assert found[0].worth == 0.8
    assert max(one.worth for one in found[1:]) == UNKNOWN


def test_what_takes_too_much_for_granted_or_names_nobody_is_worth_less() -> None:
    worths = {"haak-plan-gesprek-03": 0.8}
    hooks, message = hooks_with(worths), "Ik weet het niet"
    sure, unsure = (
        hooks.find(heard(message, ("plan-gesprek", chance)), Conversation(), {})
        for chance in (0.9, 0.2)
    )
    assert sure[0].worth == 0.8
    found = next(one for one in unsure if one.id == "haak-plan-gesprek-03")
    assert found.worth == pytest.approx(0.8 - SHAKY)
    vague = [one for one in sure if "de ander " in one.text]
    assert vague and all(one.worth <= UNKNOWN - VAGUE for one in vague)


def test_no_question_sounds_like_one_that_was_asked() -> None:
    assert alike("Wat schoot er toen door je heen?", {"Wat ging er door je heen?"})
    assert not alike("Wat hoop je terug te horen?", {"Wat ging er door je heen?"})


def test_what_goes_best_may_belong_to_what_was_heard_less_surely() -> None:
    both = heard("Ik bel haar morgen en ben er bang voor", ("plan-gesprek", 0.7), ("angst", 0.1))
    asked = [
        hooks_with({name: 0.8}).find(both, Conversation(), {})[0].id
        for name in ("haak-plan-gesprek-02", "haak-bang-reactie-04")
    ]
    assert asked == ["haak-plan-gesprek-02", "haak-bang-reactie-04"]


def test_what_sounds_like_an_earlier_question_is_not_asked() -> None:
    hooks, message = hooks_with({}), heard("Ik bel haar morgen en zeg het", ("plan-gesprek", 0.9))
    first = hooks.find(message, Conversation(), {})
    talk = after(first[0].text)
    assert not any(alike(one.text, {first[0].text}) for one in hooks.find(message, talk, {}))


def test_a_lot_decides_among_a_few_only() -> None:
    found = [(str(number), 0.5 - number / 1000) for number in range(MOST_CLOSE + 3)]
    last_first = ranked(found, lambda item: (-int(item),))
    assert last_first[0] == str(MOST_CLOSE - 1)
    assert last_first[MOST_CLOSE:] == [name for name, _ in found[MOST_CLOSE:]]
