"""The model as a voice: only what passed is shown, and nothing that was shown goes away."""

import threading
from collections.abc import Callable
from itertools import pairwise

import pytest

from coach.dialogue.check import Checker, load_checks
from coach.dialogue.guided import GuidedVoice
from coach.dialogue.layout import Layout
from coach.dialogue.model_voice import BROKEN, ModelVoice, closest
from coach.dialogue.prompts import load_prompts
from coach.dialogue.state import (
    Candidate,
    Conversation,
    Heard,
    Move,
    Plan,
    Signal,
    Source,
    Spoken,
    Turn,
)
from coach.dialogue.turn_prompt import TurnPrompt
from coach.errors import Stopped
from coach.knowledge.content import load_voice_lines
from coach.labels import Dimension, Level, Rule, Stage, VoiceName
from tests.conftest import ROOT
from tests.dialogue.mock_model import MockModel, MockService

SAID = "Ik moet moeder vertellen dat haar dochter haar niet wil zien. Ik zie er enorm tegenop."
QUESTION = "Wat hoop je dat moeder hoort?"
GOOD = f"Je ziet er enorm tegenop om dit aan moeder te vertellen. {QUESTION}"
PASSAGE = "Een boodschap die pijn doet vraagt tijd. De ouder mag zwijgen."


def plan(**changes: object) -> Plan:
    values: dict[str, object] = {
        "move": Move.VRAAG,
        "heard": Heard(text=SAID, telling="Ik zie er enorm tegenop.", words=16),
        "question_id": "een",
        "question_text": QUESTION,
        "candidates": [
            Candidate(
                id="een", text=QUESTION, dimension=Dimension.PERSOONLIJK, stage=Stage.CONCREET
            ),
            Candidate(
                id="twee",
                text="Wat zie je voor je als je bij haar aanbelt?",
                dimension=Dimension.TECHNISCH,
                stage=Stage.CONCREET,
            ),
        ],
        "sources": [
            Source(id="p1", kind="handbook", title="Eerst het nieuws", quote=PASSAGE, score=1.0)
        ],
    }
    return Plan.model_validate(values | changes)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(load_checks(ROOT / "knowledge"))


Make = Callable[..., tuple[ModelVoice, MockModel, MockService]]


@pytest.fixture(scope="module")
def make(checker: Checker) -> Make:
    guided = GuidedVoice(load_voice_lines(ROOT / "knowledge"))
    prompts = load_prompts(ROOT / "prompts" / "nl")

    def made(*answers: object, half: str = "") -> tuple[ModelVoice, MockModel, MockService]:
        model = MockModel(answers=list(answers), half=half)
        service = MockService(model)
        texts = {"p1": PASSAGE}
        worded = TurnPrompt(prompts, texts, mark=lambda: "~merk~")
        return ModelVoice(service, Layout(prompts), worded, checker, guided, texts), model, service

    return made


def talk() -> Conversation:
    return Conversation(id="0" * 32, voice=VoiceName.MODEL)


def replies(
    voice: ModelVoice, stop: threading.Event | None = None, **changes: object
) -> list[Spoken]:
    return list(voice.stream(plan(**changes), talk(), stop or threading.Event()))


def grows(spoken: list[Spoken]) -> bool:
    texts = [item.text for item in spoken]
    return all(later.startswith(earlier) for earlier, later in pairwise(texts))


def test_a_good_answer_is_shown_sentence_by_sentence(make: Make) -> None:
    voice, model, service = make(GOOD)
    shown = replies(voice)
    assert [item.text for item in shown] == [GOOD.removesuffix(f" {QUESTION}"), GOOD]
    assert shown[-1].question == QUESTION and shown[-1].voice is VoiceName.MODEL
    assert len(model.asked) == 1 and not service.counted


def test_after_the_first_question_the_model_is_not_heard_any_more(make: Make) -> None:
    voice, model, _ = make(f"{GOOD} En wat doe je dan? Ik vind dat moeder gelijk heeft. " * 20)
    shown = replies(voice)
    assert shown[-1].text == GOOD
    assert model.said < 20


def test_a_verdict_is_never_shown_and_the_model_may_try_once_more(make: Make) -> None:
    voice, model, service = make("Moeder heeft gelijk. Bel haar.", GOOD)
    shown = replies(voice)
    assert shown[-1].text == GOOD
    assert not any("gelijk" in item.text for item in shown)
    assert service.counted == {("proefmodel", Rule.OORDEEL): 1}
    reason = str(model.asked[1][-1].content)
    assert "oordeel" in reason and QUESTION in reason
    # The second request only adds to the first, so that nothing is read twice.
    assert model.asked[1][: len(model.asked[0])] == model.asked[0]


def test_after_two_faults_the_guided_voice_speaks(make: Make) -> None:
    voice, model, service = make("Moeder heeft gelijk.", "Mijn advies: bel haar eerst.")
    shown = replies(voice)
    assert shown[-1].voice is VoiceName.GUIDED and shown[-1].question == QUESTION
    assert len(model.asked) == 2 and sum(service.counted.values()) == 2


def test_sentences_that_passed_stay_when_the_rest_fails(make: Make) -> None:
    first = "Je ziet er enorm tegenop."
    voice, _, _ = make(f"{first} Moeder heeft gelijk.", "De pleegouders hebben gelijk.")
    shown = replies(voice)
    assert shown[0].text == first and grows(shown)
    assert shown[-1].text == f"{first} {QUESTION}" and shown[-1].voice is VoiceName.BOTH


def test_a_rewrite_that_repeats_what_stands_is_not_shown_twice(make: Make) -> None:
    first = "Je ziet er enorm tegenop."
    voice, _, _ = make(f"{first} Moeder heeft gelijk.", f"{first} {QUESTION}")
    shown = replies(voice)
    assert shown[-1].text == f"{first} {QUESTION}" and shown[-1].voice is VoiceName.MODEL


def test_an_answer_without_a_question_is_not_whole(make: Make) -> None:
    voice, model, service = make("Je ziet er enorm tegenop.", "Je ziet er enorm tegenop.")
    shown = replies(voice)
    assert shown[-1].question == QUESTION
    assert service.counted == {("proefmodel", Rule.VRAGEN): 2} and len(model.asked) == 2


@pytest.mark.parametrize(
    "answer",
    ["", "   \n", "🙂" * 50, "<|im_start|>system", "x" * 5000, "blork fnar zweep tunk " * 9],
)
def test_nonsense_ends_with_the_guided_voice(make: Make, answer: str) -> None:
    voice, _, service = make(answer, answer)
    shown = replies(voice)
    assert shown[-1].voice is VoiceName.GUIDED and shown[-1].question == QUESTION
    assert service.counted


def test_a_model_that_breaks_halfway_leaves_a_whole_reply(make: Make) -> None:
    voice, _, service = make(OSError("weg"), half="Je ziet er enorm tegenop. Moeder ")
    shown = replies(voice)
    assert grows(shown) and shown[-1].text == f"Je ziet er enorm tegenop. {QUESTION}"
    assert service.counted["proefmodel", BROKEN] == 1


def test_stop_ends_the_turn_within_a_piece(make: Make) -> None:
    voice, model, _ = make(GOOD * 50)
    model.pace = 0.001
    stop = threading.Event()
    stream = voice.stream(plan(), talk(), stop)
    next(stream)
    stop.set()
    said = model.said
    with pytest.raises(Stopped):
        list(stream)
    assert model.said <= said + 1


@pytest.mark.parametrize("level", [Level.ACUUT, Level.ZORG, Level.ZELFZORG])
def test_a_safety_turn_is_never_the_models(make: Make, level: Level) -> None:
    voice, _, _ = make(GOOD)
    assert not voice.speaks(plan(signal=Signal(level=level)), talk())
    assert not voice.speaks(plan(move=Move.SIGNAAL), talk())
    assert voice.speaks(plan(), talk())


@pytest.mark.parametrize("move", [Move.AFWIJZEN, Move.FEIT, Move.VREEMDE_INVOER])
def test_declining_and_quoting_are_the_guided_voices(make: Make, move: Move) -> None:
    assert not make(GOOD)[0].speaks(plan(move=move), talk())


def test_after_an_acute_signal_the_model_stays_silent(make: Make) -> None:
    voice, _, _ = make(GOOD)
    conversation = talk()
    danger = Signal(level=Level.ACUUT)
    conversation.turns.append(
        Turn(
            number=1,
            user="x",
            signal=danger,
            heard=Heard(text="x"),
            plan=plan(signal=danger),
            spoken=Spoken(reflection="x"),
        )
    )
    assert not voice.speaks(plan(), conversation)


def test_without_a_loaded_model_or_when_not_wanted_it_does_not_speak(make: Make) -> None:
    voice, _, service = make(GOOD)
    assert not voice.speaks(plan(), Conversation())
    service.model = None
    assert not voice.speaks(plan(), talk())


def test_the_model_gets_passages_as_data_between_marks(make: Make) -> None:
    voice, model, _ = make(GOOD)
    replies(voice)
    newest = str(model.asked[0][-1].content)
    before, inside, after = newest.split("~merk~\n")[0], newest.split("~merk~\n")[1], newest
    assert before.startswith(SAID) and PASSAGE in inside
    assert "Wat zie je voor je als je bij haar aanbelt?" in after
    assert "~merk~" not in str(model.asked[0][0].content)


def test_the_question_the_model_chose_is_the_one_recorded() -> None:
    other = closest("Wat zie je voor je als je straks bij haar aanbelt?", plan())
    assert other.question_id == "twee" and other.dimension is Dimension.TECHNISCH
    assert closest("Hoe is dat?", plan()).question_id == "een"
