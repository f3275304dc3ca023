"""The partner's movement holds for every persona and every row of codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.labels import Code, Door, Emotion, TalkPhase, Trigger
from coach.practice.engine import Form, begin, step
from coach.practice.persona import Persona
from coach.practice.personas import read_personas
from coach.practice.state import Standing
from coach.practice.transitions import Transitions, load_transitions
from tests.conftest import ROOT

T = load_transitions(ROOT / "knowledge")
PERSONAS = read_personas(ROOT / "knowledge")[0]
ORDER = list(Door)
OPENING = sorted(T.opening)
CLOSING = sorted(T.closing)
COOLING = {code for code, effect in T.opening.items() if effect.heat < 0}

persona_any = st.sampled_from(PERSONAS)
codes_any = st.frozensets(st.sampled_from(list(Code)), min_size=1, max_size=4)
script = st.lists(codes_any, max_size=14)


def walked(persona: Persona, turns: list[frozenset[Code]], hard: bool) -> Standing:
    standing = begin(T, persona)
    for codes in turns:
        standing = step(T, persona, standing, codes, hard=hard).standing
    return standing


@given(persona_any, script, codes_any, st.sampled_from(OPENING), st.booleans())
def test_listening_more_never_closes_or_heats(
    persona: Persona, turns: list[frozenset[Code]], codes: frozenset[Code], more: Code, hard: bool
) -> None:
    before = walked(persona, turns, hard)
    without = step(T, persona, before, codes, hard=hard).standing
    with_it = step(T, persona, before, codes | {more}, hard=hard).standing
    assert with_it.door >= without.door - 1e-9
    assert with_it.heat <= without.heat + 1e-9


@given(persona_any, script, codes_any, st.sampled_from(CLOSING), st.booleans())
def test_pushing_more_never_opens_or_cools(
    persona: Persona, turns: list[frozenset[Code]], codes: frozenset[Code], more: Code, hard: bool
) -> None:
    before = walked(persona, turns, hard)
    without = step(T, persona, before, codes, hard=hard).standing
    with_it = step(T, persona, before, codes | {more}, hard=hard).standing
    assert with_it.door <= without.door + 1e-9
    assert with_it.heat >= without.heat - 1e-9


@given(persona_any, script, codes_any, st.booleans())
def test_anger_falls_only_after_what_acknowledges(
    persona: Persona, turns: list[frozenset[Code]], codes: frozenset[Code], hard: bool
) -> None:
    before = walked(persona, turns, hard)
    after = step(T, persona, before, codes, hard=hard).standing
    if after.heat < before.heat - 1e-9:
        assert codes & COOLING


@given(persona_any, script, st.booleans())
def test_no_dead_ends(persona: Persona, turns: list[frozenset[Code]], hard: bool) -> None:
    """Whatever was said, listening on (and saying the message) opens the door in the end."""
    standing = walked(persona, turns, hard)
    listening = [{Code.BOODSCHAP}] if persona.hard else []
    listening += [{Code.ERKENNING}, {Code.REFLECTIE_COMPLEX}, {Code.OPEN_VRAAG}] * 12
    for codes in listening:
        standing = step(T, persona, standing, codes, hard=hard).standing
    assert standing.seen is Door.OPEN
    assert standing.phase in (TalkPhase.VASTHOUDEN, TalkPhase.AFSPRAKEN)


@given(persona_any, script, st.booleans())
def test_hidden_facts_come_only_when_earned(
    persona: Persona, turns: list[frozenset[Code]], hard: bool
) -> None:
    secrets = {secret.id: secret for secret in persona.hidden}
    topics = [None, *(topic.id for topic in persona.topics)]
    standing = begin(T, persona)
    heard: dict[Code, int] = {}
    told: list[str] = []
    for place, codes in enumerate(turns):
        topic = topics[place % len(topics)]
        moved = step(T, persona, standing, codes, hard=hard, topic=topic)
        standing = moved.standing
        for code in codes:
            heard[code] = heard.get(code, 0) + 1
        if moved.disclosed is not None:
            secret = secrets[moved.disclosed.id]
            assert ORDER.index(standing.seen) >= ORDER.index(secret.door)
            assert all(heard.get(code, 0) >= times for code, times in secret.by.items())
            assert not codes & set(CLOSING)
            assert secret.about in (None, topic, persona.wider(topic))
            told.append(secret.id)
    assert told == standing.disclosed and len(set(told)) == len(told)


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.id)
def test_listening_in_every_way_but_one_opens_no_secret_that_asks_for_it(persona: Persona) -> None:
    """What a secret asks for has to be done; an open door alone does not bring it out."""
    for secret in persona.hidden:
        for missing in secret.by:
            standing = begin(T, persona)
            for code in [code for code in OPENING if code is not missing] * 12:
                said = frozenset({code})
                moved = step(T, persona, standing, said, hard=False, topic=secret.about)
                standing = moved.standing
            assert secret.id not in standing.disclosed


@given(persona_any, st.frozensets(st.sampled_from(OPENING), min_size=1))
def test_resistance_does_not_melt_at_the_first_kind_word(
    persona: Persona, codes: frozenset[Code]
) -> None:
    start = begin(T, persona)
    after = step(T, persona, start, codes, hard=False).standing
    assert after.door - start.door < 0.5 * (T.doors[Door.HALF_OPEN] - T.doors[Door.KIER])
    if persona.temper.door <= 15:
        assert after.seen is Door.DICHT


@given(persona_any, script, codes_any, st.booleans())
def test_values_stay_in_their_range(
    persona: Persona, turns: list[frozenset[Code]], codes: frozenset[Code], hard: bool
) -> None:
    standing = walked(persona, [*turns, codes], hard)
    for value in (standing.door, standing.heat, standing.pain):
        assert 0 <= value <= 100


def hard_personas() -> list[Persona]:
    return [persona for persona in PERSONAS if persona.hard]


@given(st.sampled_from(hard_personas()))
def test_a_plain_message_hurts_and_can_be_received(persona: Persona) -> None:
    standing = begin(T, persona)
    for codes in ({Code.ERKENNING}, {Code.REFLECTIE_COMPLEX}):
        standing = step(T, persona, standing, codes, hard=True).standing
    told = step(T, persona, standing, {Code.BOODSCHAP}, hard=True)
    assert told.trigger is Trigger.BOODSCHAP
    assert told.standing.pain > standing.pain and told.standing.door < standing.door
    after = told.standing
    for codes in ({Code.ERKENNING}, {Code.REFLECTIE_COMPLEX}, {Code.ERKENNING}):
        after = step(T, persona, after, codes, hard=True).standing
    assert after.door > standing.door


@given(st.sampled_from(hard_personas()))
def test_wrapping_the_message_costs_more_than_saying_it(persona: Persona) -> None:
    start = begin(T, persona)
    plainly = step(T, persona, start, {Code.BOODSCHAP}, hard=True).standing
    wrapped = step(
        T, persona, start, {Code.BOODSCHAP, Code.VERZACHTEN_OF_OMZEILEN}, hard=True
    ).standing
    assert wrapped.door < plainly.door and wrapped.heat > plainly.heat


def test_keeping_the_message_back_is_noticed(anja: Persona) -> None:
    standing = begin(T, anja)
    triggers = []
    for _ in range(T.delay.after + 2):
        moved = step(T, anja, standing, {Code.OVERIG}, hard=True)
        triggers.append(moved.trigger)
        standing = moved.standing
    assert Trigger.UITSTEL in triggers
    assert standing.heat > begin(T, anja).heat


def test_agreements_come_after_holding_and_stay_out_of_reach_when_pushed(anja: Persona) -> None:
    standing = begin(T, anja)
    said = [{Code.BOODSCHAP}, *[{Code.ERKENNING}, {Code.REFLECTIE_COMPLEX}] * 4, {Code.OPEN_VRAAG}]
    for codes in said:
        standing = step(T, anja, standing, codes, hard=True).standing
    assert standing.phase is TalkPhase.AFSPRAKEN
    pushed = begin(T, anja)
    for codes in [{Code.BOODSCHAP}, *[{Code.ADVIES_ZONDER_TOESTEMMING}] * 6, {Code.OPEN_VRAAG}]:
        pushed = step(T, anja, pushed, codes, hard=True).standing
    assert pushed.phase is TalkPhase.REACTIE
    assert pushed.emotion is Emotion(anja.temper.reacts)


@given(persona_any, script, st.booleans(), st.integers(0, 9))
def test_secrets_come_one_at_a_time_and_to_their_own_question(
    persona: Persona, turns: list[frozenset[Code]], hard: bool, offset: int
) -> None:
    secrets = {secret.id: secret for secret in persona.hidden}
    topics = [None, *(topic.id for topic in persona.topics)]
    standing = begin(T, persona)
    listening = [frozenset({code}) for code in OPENING] * 3
    last = None
    for place, codes in enumerate([*turns, *listening]):
        topic = topics[(place + offset) % len(topics)]
        moved = step(T, persona, standing, codes, hard=hard, topic=topic)
        standing = moved.standing
        if moved.disclosed is None:
            continue
        secret = secrets[moved.disclosed.id]
        assert codes & secret.by.keys()
        assert moved.trigger not in (Trigger.AFSPRAAK, Trigger.AFSCHEID)
        assert last is None or place - last >= T.breath
        if Code.OPEN_VRAAG in codes and topic is not None:
            assert secret.about == topic
        last = place


def test_every_secret_can_be_earned() -> None:
    listening = [{Code.ERKENNING}, {Code.REFLECTIE_COMPLEX}, {Code.OPEN_VRAAG}]
    listening += [{Code.REFLECTIE_EENVOUDIG}, {Code.AUTONOMIE}]
    for persona in PERSONAS:
        standing = begin(T, persona)
        if persona.hard:
            standing = step(T, persona, standing, {Code.BOODSCHAP}, hard=True).standing
        for topic in [None, *(topic.id for topic in persona.topics)] * 4:
            for codes in listening:
                moved = step(T, persona, standing, codes, hard=persona.hard, topic=topic)
                standing = moved.standing
        assert set(standing.disclosed) == {secret.id for secret in persona.hidden}, persona.id


def test_a_silence_is_answered_as_a_silence_and_a_greeting_only_at_first(
    anja: Persona, transitions: Transitions
) -> None:
    standing = begin(transitions, anja)
    silent = step(transitions, anja, standing, {Code.OVERIG}, hard=False, form=Form.SILENCE)
    assert silent.trigger is Trigger.STILTE and silent.standing.door == standing.door
    assert step(transitions, anja, standing, {Code.OVERIG}, hard=False).trigger is Trigger.GROET
    later = standing.model_copy(update={"turns": transitions.greeting})
    assert step(transitions, anja, later, {Code.OVERIG}, hard=False).trigger is Trigger.ONDUIDELIJK
    bye = step(transitions, anja, later, {Code.OVERIG}, hard=False, form=Form.FAREWELL)
    assert bye.trigger is Trigger.AFSCHEID


def test_yes_is_no_answer_to_who_and_when(anja: Persona, transitions: Transitions) -> None:
    standing = begin(transitions, anja)
    asked = {Code.GESLOTEN_VRAAG}
    plain = step(transitions, anja, standing, asked, hard=False)
    fact = step(transitions, anja, standing, asked, hard=False, form=Form.ASKS_FACT)
    assert plain.trigger is Trigger.GESLOTEN_VRAAG and fact.trigger is Trigger.WATVRAAG
    assert plain.standing == fact.standing


def test_an_exact_fact_is_answered_as_one_only_when_it_is_on_nothing_known(
    anja: Persona, transitions: Transitions
) -> None:
    standing = begin(transitions, anja)
    triggers = [
        step(
            transitions,
            anja,
            standing,
            {Code.GESLOTEN_VRAAG},
            hard=False,
            topic=topic,
            form=Form.ASKS_EXACT,
        ).trigger
        for topic in (None, "werk")
    ]
    assert triggers == [Trigger.FEITVRAAG, Trigger.OPEN_VRAAG]


@pytest.mark.parametrize("emotion", list(Emotion))
def test_only_who_lashes_out_hears_a_limit(
    anja: Persona, transitions: Transitions, emotion: Emotion
) -> None:
    standing = begin(transitions, anja).model_copy(update={"emotion": emotion})
    heard = step(transitions, anja, standing, {Code.BEGRENZING}, hard=False).trigger
    loud = {Emotion.BOOS, Emotion.DREIGEND, Emotion.CHARMANT}
    assert (heard is Trigger.GRENS) == (emotion in loud)


def test_what_is_said_word_for_word_again_opens_nothing(
    anja: Persona, transitions: Transitions
) -> None:
    standing = walked(anja, [frozenset({Code.BOODSCHAP}), frozenset({Code.ERKENNING})], True)
    fresh = step(transitions, anja, standing, {Code.ERKENNING}, hard=True)
    again = step(transitions, anja, standing, {Code.ERKENNING}, hard=True, form=Form.AGAIN)
    assert fresh.standing.door > standing.door
    assert again.standing.door == standing.door and again.trigger is Trigger.NOG_EENS


def test_one_fine_sentence_earns_no_secret() -> None:
    """However much is in it, and wherever the door stands."""
    everything = frozenset(OPENING)
    for persona in PERSONAS:
        standing = begin(T, persona).model_copy(update={"door": 90.0})
        for turn in range(T.earned):
            topics = [None, *(secret.about for secret in persona.hidden)]
            moved = [
                step(T, persona, standing, everything, hard=False, topic=topic) for topic in topics
            ]
            told = [one.disclosed is not None for one in moved]
            assert any(told) == (turn == T.earned - 1), (persona.id, turn)
            standing = moved[0].standing


def test_asking_leave_is_no_agreement(anja: Persona) -> None:
    standing = begin(T, anja).model_copy(update={"phase": TalkPhase.AFSPRAKEN, "door": 60.0})
    codes = {Code.AUTONOMIE}
    assert step(T, anja, standing, codes, hard=False).trigger is Trigger.AFSPRAAK
    asked = step(T, anja, standing, codes, hard=False, form=Form.ASKS_LEAVE)
    assert asked.trigger is Trigger.RUIMTE


def about_to_tell(personas: tuple[Persona, ...]) -> tuple[Persona, Standing]:
    """Mirek, who was heard long enough to tell what he hides."""
    mirek = next(persona for persona in personas if persona.id == "vader-mirek")
    heard = {"door": 60.0, "listened": 6, "turns": 8, "heard": dict.fromkeys(OPENING, 5)}
    return mirek, begin(T, mirek).model_copy(update=heard)


def test_a_yes_or_no_about_something_else_opens_no_secret(personas: tuple[Persona, ...]) -> None:
    mirek, standing = about_to_tell(personas)
    kind = {Code.ERKENNING}
    assert step(T, mirek, standing, kind, hard=False).disclosed is not None
    assert step(T, mirek, standing, kind | {Code.GESLOTEN_VRAAG}, hard=False).disclosed is None


def test_goodbye_is_answered_as_one_whatever_was_said_beside_it(anja: Persona) -> None:
    standing = begin(T, anja)
    kind = {Code.ERKENNING, Code.INFORMATIE}
    assert step(T, anja, standing, kind, hard=False, form=Form.LEAVES).trigger is Trigger.AFSCHEID
    slam = step(T, anja, standing, {Code.CONFRONTATIE}, hard=False, form=Form.LEAVES)
    assert slam.trigger is Trigger.STRIJD


def test_nothing_is_agreed_on_when_nothing_was_proposed(anja: Persona) -> None:
    standing = begin(T, anja).model_copy(update={"phase": TalkPhase.AFSPRAKEN, "door": 60.0})
    codes = {Code.AUTONOMIE}
    assert step(T, anja, standing, codes, hard=False).trigger is Trigger.AFSPRAAK
    assert step(T, anja, standing, codes, hard=False, proposes=False).trigger is Trigger.RUIMTE


def test_a_secret_is_no_answer_to_where_nor_to_small_talk(personas: tuple[Persona, ...]) -> None:
    mirek, standing = about_to_tell(personas)
    kind = {Code.ERKENNING}
    assert step(T, mirek, standing, kind, hard=False).disclosed is not None
    assert step(T, mirek, standing, kind | {Code.OVERIG}, hard=False).disclosed is None
    asked = step(T, mirek, standing, kind, hard=False, form=Form.ASKS_FACT)
    assert asked.disclosed is None


def test_yes_is_never_the_answer_to_who(anja: Persona) -> None:
    """Not even when something kind was said first."""
    codes = {Code.ERKENNING, Code.GESLOTEN_VRAAG}
    moved = step(T, anja, begin(T, anja), codes, hard=False, topic="kim", form=Form.ASKS_FACT)
    heard = {moved.trigger, *moved.also}
    assert Trigger.OPEN_VRAAG in heard and Trigger.GESLOTEN_VRAAG not in heard
