"""The next move: emotion first, absent voices by turn four, nothing twice, easier after curt."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.dialogue.bank import Bank
from coach.dialogue.followups import FollowUps
from coach.dialogue.hooks import Hooks, load_hooks
from coach.dialogue.leave import Leave
from coach.dialogue.plan import Planner
from coach.dialogue.route import load_routes
from coach.dialogue.state import (
    Call,
    Conversation,
    Heard,
    Move,
    Role,
    Signal,
    Source,
    Spoken,
    Turn,
)
from coach.dialogue.told import load_told
from coach.dialogue.voices import ABSENT_VOICE_BY, absent_voices
from coach.knowledge.content import load_follow_ups, load_questions
from coach.labels import (
    DECLINED,
    Actor,
    Answer,
    Dimension,
    Feeling,
    Level,
    Premise,
    Request,
    Stage,
    Theme,
)
from tests.conftest import ROOT, WordEncoder

KNOWLEDGE = ROOT / "knowledge"
ENCODER = WordEncoder()
BANK = Bank(load_questions(KNOWLEDGE), ENCODER.encode)
PLANNER = Planner(
    BANK,
    load_routes(KNOWLEDGE),
    FollowUps(load_follow_ups(KNOWLEDGE)),
    Leave(["dank je", "tot zover"]),
    load_hooks(KNOWLEDGE),
    load_told(KNOWLEDGE),
)


def heard(text: str = "moeder wil haar dochter zien", **more: object) -> Heard:
    known: dict[str, object] = {
        "text": text,
        "words": len(text.split()),
        "themes": [Theme.GEEN_CONTACT],
        "actors": [Actor.OUDER, Actor.KIND],
        "premises": [Premise.OUDER, Premise.KIND],
    }
    return Heard.model_validate({**known, **more})


def talk(
    messages: Sequence[Heard], level: Level = Level.GEEN, doubt: Sequence[int] = ()
) -> Conversation:
    conversation = Conversation(id="0" * 32)
    for number, message in enumerate(messages, start=1):
        signal = Signal(level=level if number == 1 else Level.GEEN, doubt=number in doubt)
        context = ENCODER.encode([message.text])[0]
        plan = PLANNER.plan(message, signal, conversation, context)
        conversation.turns.append(
            Turn(
                number=number,
                user=message.text,
                signal=signal,
                heard=message,
                plan=plan,
                spoken=Spoken(reflection="", question=plan.question_text),
            )
        )
    return conversation


@given(
    st.lists(
        st.sampled_from(
            [
                heard(),
                heard("ja", answer=Answer.KORT),
                heard("weet ik niet", answer=Answer.WEET_NIET),
                heard("ik voel me schuldig", answer=Answer.GEVOEL, feelings=[Feeling.SCHULD]),
                heard("ik ga haar bellen", answer=Answer.PLAN),
                heard("het ligt aan de voogd", answer=Answer.WIJST_ANDER),
                heard("wie heeft er gelijk", request=Request.OORDEEL),
            ]
        ),
        min_size=ABSENT_VOICE_BY,
        max_size=14,
    )
)
def test_whatever_is_said_the_promises_hold(messages: list[Heard]) -> None:
    conversation = talk(messages)
    asked = [turn.plan.question_text for turn in conversation.turns]
    assert all(text.count("?") == 1 for text in asked)
    assert len(set(asked)) == len(asked)
    early = conversation.turns[:ABSENT_VOICE_BY]
    assert {turn.plan.perspective for turn in early} - {Actor.PROFESSIONAL}


def test_fifty_turns_never_run_dry_and_never_repeat() -> None:
    conversation = talk([heard(f"er gebeurde iets met moeder op dag {n}") for n in range(50)])
    asked = [turn.plan.question_text for turn in conversation.turns]
    assert all(asked) and len(set(asked)) == 50
    assert conversation.dimensions == set(Dimension)


def test_a_feeling_is_met_first() -> None:
    (turn,) = talk([heard("ik ben zo verdrietig", feelings=[Feeling.VERDRIET])]).turns
    assert turn.plan.emotion_first
    assert Feeling.VERDRIET in BANK.by_id[turn.plan.question_id].meets


def test_the_users_own_words_are_taken_up_before_the_road_goes_on() -> None:
    _, last = talk([heard(), heard("Ik ben bang dat ze instort.")]).turns
    assert Hooks.of(last.plan.question_id) == "bang-reactie"
    assert last.plan.candidates[0].id == last.plan.question_id


def test_a_feeling_does_not_have_to_wait_for_an_absent_voice() -> None:
    told = [heard("moeder belde"), heard("ze kwam niet"), heard("vader was er ook")]
    shame = heard("Ik schaam me daarvoor.", feelings=[Feeling.SCHULD], actors=[], premises=[])
    turns = talk([*told, shame]).turns
    early = {turn.plan.perspective for turn in turns[:3]}
    assert early - {Actor.PROFESSIONAL}
    assert turns[3].plan.perspective is Actor.PROFESSIONAL


def test_the_absent_voice_is_one_that_the_message_is_about() -> None:
    told = [heard("het bezoek ging niet door", actors=[Actor.KIND]) for _ in range(3)]
    now = heard("oma belde", actors=[Actor.NETWERK])
    assert absent_voices(now, talk([])) == (Actor.NETWERK,)
    conversation = talk(told[:1])
    assert absent_voices(heard("zo gaat het", actors=[]), conversation)[:1] == (Actor.KIND,)
    # A colleague who is named now waits for the family that was spoken of.
    colleague = heard("mijn werkbegeleider zegt iets", actors=[Actor.TEAM])
    assert Actor.TEAM not in absent_voices(colleague, conversation)
    assert absent_voices(colleague, talk([])) == (Actor.TEAM,)
    # Of those spoken of as often, who is nearest to the child comes first.
    both = talk([heard("op school en thuis", actors=[Actor.NETWERK, Actor.KIND])])
    assert absent_voices(heard("zo gaat het", actors=[]), both) == (Actor.KIND, Actor.NETWERK)


def test_what_was_told_is_not_asked_again() -> None:
    told = [heard("Moeder is bang dat ze erbuiten valt."), *(heard() for _ in range(30))]
    asked = {turn.plan.question_id for turn in talk(told[:12]).turns}
    assert not asked & {"altijd-terugblik-21", "altijd-terugblik-24"}


def test_after_a_curt_answer_the_easier_wording_is_asked() -> None:
    last = talk([heard(), heard("ja", answer=Answer.KORT)]).turns[-1]
    question = BANK.by_id[last.plan.question_id]
    assert last.plan.question_text.split()[-1] == question.easier.split()[-1]


def test_where_a_quote_comes_from_is_told_and_not_reflected() -> None:
    said = heard("Waar komt dit vandaan?", themes=[], actors=[], premises=[], asks_origin=True)
    quoted = Source(id="nacht", kind="own-handbook", title="Nacht", quote="Bel de wacht.", score=1)
    conversation, context = talk([heard()]), np.zeros(96, dtype=np.float32)
    plan = PLANNER.plan(said, Signal(), conversation, context, [quoted])
    assert plan.move is Move.FEIT and plan.sources == [quoted]
    other = PLANNER.plan(
        heard("Hij komt ergens vandaan."), Signal(), conversation, context, [quoted]
    )
    assert other.move is Move.VRAAG


@pytest.mark.parametrize("request_kind", sorted(DECLINED))
def test_what_is_not_for_a_coach_is_declined_with_a_question(request_kind: Request) -> None:
    (turn,) = talk([heard("zeg jij het maar", request=request_kind)]).turns
    assert turn.plan.move is Move.AFWIJZEN and turn.plan.question_text.endswith("?")


def test_danger_stops_the_reflection() -> None:
    first, second = talk([heard(), heard("de politie komt")], Level.ACUUT).turns
    assert first.plan.move is Move.SIGNAAL and first.plan.question_id == ""
    assert second.plan.move is Move.VRAAG


def test_a_concern_stops_it_when_it_was_said_in_so_many_words() -> None:
    message = heard("moeder vertelde het")
    context = ENCODER.encode([message.text])[0]
    worded = Signal(level=Level.ZORG, ids=["mishandeling"])
    stopped = PLANNER.plan(message, worded, Conversation(id="0" * 32), context)
    assert stopped.move is Move.SIGNAAL and stopped.question_id == ""
    likely = PLANNER.plan(message, Signal(level=Level.ZORG), Conversation(id="0" * 32), context)
    assert likely.move is Move.SIGNAAL and likely.question_text.endswith("?")
    assert likely.perspective is Actor.PROFESSIONAL


def asks_how_it_is(turn: Turn) -> bool:
    return turn.plan.question_id.startswith("nagaan-")


def test_what_might_be_a_signal_is_asked_about_without_a_card() -> None:
    first, second, _ = talk([heard()] * 3, doubt=[2]).turns
    assert second.plan.move is Move.VRAAG
    assert asks_how_it_is(second) and not asks_how_it_is(first)


def test_a_check_question_does_not_come_back_at_once() -> None:
    turns = talk([heard()] * 6, doubt=range(1, 7)).turns
    assert [turn.number for turn in turns if asks_how_it_is(turn)] == [1, 6]


def test_a_voice_that_is_due_goes_first_and_the_check_follows() -> None:
    unsure = heard("ik weet het niet", answer=Answer.WEET_NIET, actors=[Actor.PROFESSIONAL])
    named = heard("moeder weet het ook niet", answer=Answer.WEET_NIET)
    told = [heard(), unsure, unsure, named, unsure]
    turns = talk(told, Level.ZELFZORG, doubt=[ABSENT_VOICE_BY]).turns
    early = [turn.plan.perspective for turn in turns[:ABSENT_VOICE_BY]]
    assert early[:-1] == [Actor.PROFESSIONAL] * (ABSENT_VOICE_BY - 1)
    assert early[-1] is not Actor.PROFESSIONAL
    assert [turn.number for turn in turns if asks_how_it_is(turn)] == [ABSENT_VOICE_BY + 1]


def test_nothing_is_assumed_that_was_not_said() -> None:
    bare = heard("het loopt niet lekker", actors=[], premises=[], themes=[])
    for turn in talk([bare] * 6).turns:
        question = BANK.by_id.get(turn.plan.question_id)
        assert question is None or not question.assumes


def test_the_users_own_word_for_a_person_is_used() -> None:
    word = {Actor.OUDER: Role(display="de biologische moeder")}
    told = heard("de biologische moeder belt elke dag", roles=word, actors=[Actor.OUDER])
    turns = talk([told] * 12).turns
    filled = [turn.plan.question_text for turn in turns]
    assert any("biologische moeder" in text for text in filled)
    assert not any("{" in text or "[" in text for text in filled)


def test_who_takes_leave_is_let_go_without_a_question() -> None:
    last = talk([heard(), heard("Ik bel haar morgen. Dank je, tot zover")]).turns[-1]
    assert last.plan.move is Move.VRAAG  # a longer message only when it is heard as done
    last = talk([heard(), heard("dank je, tot zover", answer=Answer.KORT)]).turns[-1]
    assert last.plan.move is Move.AFRONDEN and not last.plan.question_text
    done = heard("Ik bel haar morgen. Dank je, tot zover", calls=[Call(hook="klaar", sure=0.3)])
    last = talk([heard(), done]).turns[-1]
    assert last.plan.move is Move.AFRONDEN and not last.plan.question_text
    assert last.plan.about == "Ik bel haar morgen."


def test_plan_is_the_same_every_time() -> None:
    messages = [heard(), heard("ja", answer=Answer.KORT), heard()]
    assert [t.plan for t in talk(messages).turns] == [t.plan for t in talk(messages).turns]


def test_of_two_voices_the_first_wanted_goes_first() -> None:
    from coach.dialogue.bank import Wanted

    def fits(*voices: Actor) -> dict[str, float]:
        wanted = Wanted(
            stages=(Stage.TERUGBLIK,),
            perspectives=voices,
            themes=(),
            premises=frozenset({Premise.KIND, Premise.OUDER}),
        )
        none = np.zeros_like(ENCODER.encode(["x"])[0])
        return {c.question.id: c.fit for c in BANK.rank(wanted, none) if c.tier == 0}

    first, second = fits(Actor.KIND, Actor.OUDER), fits(Actor.OUDER, Actor.KIND)
    child = [name for name in first if BANK.by_id[name].perspective is Actor.KIND]
    assert child and all(first[name] > second[name] for name in child)


def test_ranking_prefers_what_is_close_to_what_was_said() -> None:
    from coach.dialogue.bank import Wanted

    question = next(q for q in BANK.questions if not q.assumes)
    wanted = Wanted(
        stages=(question.stage,),
        perspectives=(question.perspective,),
        themes=tuple(question.themes),
        premises=frozenset(),
    )
    near = ENCODER.encode([question.text])[0]
    assert BANK.rank(wanted, near)[0].question.stage is question.stage
    far = np.zeros_like(near)
    fit = {c.question.id: c.fit for c in BANK.rank(wanted, near)}
    plain = {c.question.id: c.fit for c in BANK.rank(wanted, far)}
    assert fit[question.id] > plain[question.id]


def test_that_nothing_was_found_is_no_reply_to_an_answer() -> None:
    conversation, context = talk([heard()]), np.zeros(96, dtype=np.float32)
    within = heard("In de auto. Wie telt er nou sokken voor je belt?", request=Request.FEITVRAAG)
    assert PLANNER.plan(within, Signal(), conversation, context).move is Move.VRAAG
    found = Source(id="nacht", kind="passage", title="Nacht", quote="Bel de wacht.", score=1)
    assert PLANNER.plan(within, Signal(), conversation, context, [found]).move is Move.FEIT
    alone = heard("hoe lang is een verslag eigenlijk", request=Request.FEITVRAAG)
    assert PLANNER.plan(alone, Signal(), conversation, context).move is Move.FEIT
