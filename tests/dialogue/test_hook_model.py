"""What a message does is learnt from examples, and a question follows from it."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.dialogue.guided import GuidedVoice
from coach.dialogue.hook_entries import HookEntry
from coach.dialogue.hook_model import REST, HookModel
from coach.dialogue.hooks import SURE, Hooks, load_hooks
from coach.dialogue.listen_models import load_labelled
from coach.dialogue.state import Call, Conversation, Heard, Move, Plan, Signal, Spoken, Turn
from coach.errors import ContentError
from coach.knowledge.content import load_cases, load_passages, load_voice_lines
from coach.knowledge.schemas import LineKind
from coach.labels import Actor, CardField
from tests.conftest import ROOT

KNOWLEDGE = ROOT / "knowledge"
HOOKS = load_hooks(KNOWLEDGE)
LEARNT = {"bang-reactie", "stil-gebleven", "plan-gesprek", "kind-deed", "groep-tips", REST}
CHILD = Actor.KIND


@pytest.fixture(scope="module")
def model() -> HookModel:
    """Learnt from six of the labels, without vectors: enough to see that it listens."""
    examples = [one for one in load_labelled("hook", KNOWLEDGE) if one.label in LEARNT]
    return HookModel(HOOKS.all, examples)


def turn(question_id: str = "altijd-01", text: str = "Het bezoek ging niet door.") -> Turn:
    one = Heard(text=text)
    plan = Plan(move=Move.VRAAG, heard=one, question_id=question_id, question_text="Wat nu?")
    said = Spoken(reflection="", question="Wat nu?", line_ids=[])
    return Turn(number=1, user=text, signal=Signal(), heard=one, plan=plan, spoken=said)


def _entry(name: str) -> HookEntry:
    return next(hook.entry for hook in HOOKS.all if hook.entry.id == name)


def asked(*calls: tuple[str, float], after: str = "altijd-01") -> str:
    """The hook of the question after a message that calls for these, in a talk that runs."""
    text = "In de groep samen iets bedenken."
    heard = Heard(text=text, words=6, calls=[Call(hook=h, sure=s) for h, s in calls])
    found = HOOKS.find(heard, Conversation(id="0" * 32, turns=[turn(after)]), {}, general=False)
    return Hooks.of(found[0].id) if found else ""


@pytest.mark.parametrize(
    ("text", "hook"),
    [
        ("Ik vrees dat ze gaat gillen en met de deur slaat als ik het vertel.", "bang-reactie"),
        ("Ik zat erbij en er kwam gewoon geen woord uit.", "stil-gebleven"),
        ("Ik spreek haar maandag aan na het overleg.", "plan-gesprek"),
        ("Hij kroop met zijn knuffel achter de bank en kwam er niet meer uit.", "kind-deed"),
        ("Iedereen begon meteen adviezen te roepen naar de inbrenger.", "groep-tips"),
    ],
)
def test_what_a_message_does_is_heard_in_other_words_too(
    model: HookModel, text: str, hook: str
) -> None:
    assert model.calls(text)[0].hook == hook


def test_the_sentence_that_does_it_comes_along(model: HookModel) -> None:
    fear = "Ik ben zo bang dat ze instort en gaat huilen."
    best = model.calls(f"Ze woont in Almelo met haar zus. {fear}")[0]
    assert (best.hook, best.about) == ("bang-reactie", fear)


def test_a_bare_answer_calls_for_nothing(model: HookModel) -> None:
    assert [call for call in model.calls("dinsdag geloof ik") if call.sure >= SURE] == []
    assert model.calls("") == []


def test_examples_of_a_hook_that_is_not_there_are_a_named_fault(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE / "lexicon", folder / "lexicon")
    shutil.copytree(KNOWLEDGE / "aanhaken", folder / "aanhaken")
    (folder / "exemplars").mkdir()
    (folder / "exemplars" / "x.yaml").write_text(
        'kind: hook\nlabel: zomaar-iets\nclusters: {a: ["Ik weet het niet meer."]}\n',
        encoding="utf-8",
    )
    with pytest.raises(ContentError, match="zomaar-iets"):
        HookModel.load(content=folder)


def test_what_was_heard_goes_before_a_mere_wording() -> None:
    heard = Heard(
        text="Ik schaam me daarvoor.", words=4, calls=[Call(hook="plan-gesprek", sure=0.8)]
    )
    found = HOOKS.find(heard, Conversation(id="0" * 32, turns=[turn()]), {})
    assert Hooks.of(found[0].id) == "plan-gesprek"


def test_when_only_the_direction_is_clear_that_is_asked_about() -> None:
    assert asked(("plan-groep", SURE - 0.01), ("kind-zei", 0.2)) == "groep-plannen"
    assert asked(("kind-zei", 0.22), ("plan-groep", 0.2), ("plan-laten", 0.2)) == "groep-plannen"
    assert asked(("plan-groep", SURE), ("kind-zei", 0.2)) == "plan-groep"
    assert asked(("plan-groep", 0.05)) == ""


def test_an_opening_is_met_as_such_and_only_at_the_start() -> None:
    calls = [Call(hook="partij", sure=0.9), Call(hook="open-boos", sure=0.6)]
    heard = Heard(text="Zo.", words=1, calls=calls)
    first = HOOKS.find(heard, Conversation(id="0" * 32), {})
    assert Hooks.of(first[0].id) == "open-boos"
    assert asked(("open-boos", 0.9), ("partij", 0.5)) == "partij"


def test_the_same_is_asked_about_again_only_when_it_is_clear() -> None:
    assert asked(("partij", 0.9), ("dubbel", 0.5), after="haak-partij-01") == "partij"
    assert asked(("partij", 0.35), ("dubbel", 0.32), after="haak-partij-01") == "dubbel"


def test_every_hook_that_is_learnt_is_whole() -> None:
    examples = load_labelled("hook", KNOWLEDGE)
    known = {hook.entry.id: hook.entry for hook in HOOKS.all}
    texts = {one.id for one in (*load_passages(KNOWLEDGE), *load_cases(KNOWLEDGE))}
    for label in {one.label for one in examples} - {REST}:
        entry = known[label]
        assert sum(one.label == label for one in examples) >= 30, label
        assert entry.eerste or f"groep-{entry.groep}" in known, label
        assert set(entry.lezen) <= texts, label
    nods = [line for line in load_voice_lines(KNOWLEDGE) if line.kind is LineKind.HAAK]
    assert nods and {hook for line in nods for hook in line.hooks} <= set(known)


def test_a_few_words_for_what_was_heard_are_only_said_when_it_is_sure() -> None:
    voice = GuidedVoice()
    nods = {line.id for line in load_voice_lines(KNOWLEDGE) if line.kind is LineKind.HAAK}

    def nodding(sure: float) -> bool:
        heard = Heard(text="Zo ging dat.", words=3, calls=[Call(hook="schaamte-spijt", sure=sure)])
        plan = Plan(
            move=Move.VRAAG,
            heard=heard,
            question_id="haak-schaamte-spijt-01",
            question_text="Wat nu?",
            taken_up=True,
        )
        talks = (Conversation(id=f"{n:032}", turns=[turn()]) for n in range(60))
        return any(set(voice.speak(plan, talk).line_ids) & nods for talk in talks)

    assert nodding(0.9)
    assert not nodding(0.5)


def test_a_question_that_takes_much_for_granted_is_only_asked_beyond_doubt() -> None:
    certain = {
        f"haak-{hook.entry.id}-{number:02}"
        for hook in HOOKS.all
        for number, question in enumerate(hook.entry.vragen, start=1)
        if question.zeker
    }
    talks = [Conversation(id=f"{n:032}", turns=[turn()]) for n in range(3)]

    def asked_of(sure: float) -> set[str]:
        heard = Heard(text="Zo.", words=1, calls=[Call(hook="kinderen-botsen", sure=sure)])
        return {one.id for talk in talks for one in HOOKS.find(heard, talk, {})}

    assert asked_of(0.9) & certain
    assert asked_of(0.5) and not asked_of(0.5) & certain


def test_a_voice_that_is_due_follows_from_what_was_said_when_nobody_can_be_named() -> None:
    """'Hoe zou die keer van de andere kant verteld worden?' rather than a look at anybody."""
    heard = Heard(
        text="Toen ging ik gewoon door met praten.",
        words=7,
        calls=[Call(hook="vorige-keer", sure=0.6)],
    )
    talk = Conversation(id="0" * 32, turns=[turn()])
    named = HOOKS.find(heard, talk, {}, through="ander", due=True)
    nameless = HOOKS.find(heard, talk, {}, through="ander", due=True, whose=Actor.OUDER)
    assert named == []
    assert {Hooks.of(one.id) for one in nameless} == {"vorige-keer"}
    assert {one.perspective for one in nameless} == {Actor.OUDER}
    ordinary = HOOKS.find(heard, talk, {}, whose=Actor.OUDER)
    assert {one.perspective for one in ordinary} == {Actor.PROFESSIONAL}


def test_what_was_just_asked_about_is_asked_last() -> None:
    """'Hoe wil je het gesprek openen?' is not followed by 'Met welke zin begin je?'"""
    heard = Heard(text="Zo.", words=1, calls=[Call(hook="plan-gesprek", sure=0.9)])
    fills = {
        f"haak-plan-gesprek-{number:02}": question.fills
        for number, question in enumerate(_entry("plan-gesprek").vragen, start=1)
    }
    before = turn()
    for n in range(6):
        talk = Conversation(id=f"{n:032}", turns=[before])
        assert CardField.EERSTE_ZIN in [fills[one.id] for one in HOOKS.find(heard, talk, {})]
        last = before.model_copy(deep=True)
        last.plan.fills = CardField.EERSTE_ZIN
        after = HOOKS.find(heard, Conversation(id=f"{n:032}", turns=[last]), {})
        assert fills[after[-1].id] is CardField.EERSTE_ZIN


class _Copy:
    """Hears one thing in everything."""

    def __init__(self, label: str) -> None:
        self.labels = (label, "rest")
        self.heard: list[tuple[str, str]] = []

    def chances(self, messages: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        self.heard += messages
        return np.tile([0.98, 0.02], (len(messages), 1))


def test_the_taught_copy_listens_along_and_does_not_decide_alone() -> None:
    """'Ik bel haar morgen' stays a plan, whatever the copy makes of it; doubt goes its way."""
    taught = {"plan-gesprek", "kind-deed", REST}
    examples = [one for one in load_labelled("hook", KNOWLEDGE) if one.label in taught]
    copy = _Copy("kind-deed")
    alone, both = HookModel(HOOKS.all, examples), HookModel(HOOKS.all, examples, hearing=copy)

    def sure(model: HookModel, text: str) -> float:
        found = {call.hook: call.sure for call in model.calls(text, "Wat nu?")}
        return found.get("kind-deed", 0.0)

    doubtful = "Daarna gingen we samen naar binnen."
    assert sure(both, doubtful) > sure(alone, doubtful)
    assert copy.heard == [("Wat nu?", doubtful)]
    assert both.calls("Ik spreek haar maandag aan na het overleg.")[0].hook == "plan-gesprek"
