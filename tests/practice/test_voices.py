"""Authored lines: fitting, not twice, different from run to run, nothing told too early."""

from collections.abc import Sequence
from itertools import combinations
from random import Random

import pytest

from coach.labels import Code, Door, Trigger
from coach.practice.engine import begin, step
from coach.practice.persona import Persona
from coach.practice.state import Exchange, Practice
from coach.practice.transitions import Transitions
from coach.practice.voices import AuthoredVoice, body_line

TALK: list[set[Code]] = [
    {Code.OVERIG},
    {Code.OPEN_VRAAG},
    {Code.BOODSCHAP},
    {Code.ERKENNING},
    {Code.REFLECTIE_COMPLEX},
    {Code.OPEN_VRAAG},
    {Code.ADVIES_ZONDER_TOESTEMMING},
    {Code.ERKENNING},
    {Code.REFLECTIE_EENVOUDIG},
    {Code.OPEN_VRAAG},
    {Code.ERKENNING},
    {Code.AUTONOMIE},
]


def run(persona: Persona, transitions: Transitions, seed: int) -> Practice:
    voice = AuthoredVoice(transitions)
    start = begin(transitions, persona)
    practice = Practice(
        persona=persona.id,
        aim=persona.aims[0].id,
        seed=seed,
        start=start,
        opens=voice.opening(persona, start, seed),
        body=body_line(persona, start, (), Random(seed)),
    )
    for number, codes in enumerate(TALK, 1):
        moved = step(transitions, persona, practice.standing, codes, hard=persona.hard)
        practice.exchanges.append(
            Exchange(
                number=number,
                said="x",
                codes=sorted(codes),
                standing=moved.standing,
                trigger=moved.trigger,
                reply=voice.reply(persona, practice, moved, None),
                body=body_line(persona, moved.standing, practice.bodies, Random(seed)),
                disclosed=moved.disclosed.id if moved.disclosed else None,
            )
        )
    return practice


def test_no_line_comes_twice_and_three_runs_differ(
    personas: tuple[Persona, ...], transitions: Transitions
) -> None:
    for persona in personas:
        runs = [run(persona, transitions, seed).replies for seed in (1, 2, 3)]
        for replies in runs:
            assert len(set(replies)) == len(replies), persona.id
        for one, other in combinations(runs, 2):
            assert len(set(one) & set(other)) <= 0.6 * len(one), persona.id


def test_the_same_seed_gives_the_same_conversation(anja: Persona, transitions: Transitions) -> None:
    first, second = run(anja, transitions, 7), run(anja, transitions, 7)
    assert first.replies == second.replies and first.bodies == second.bodies


def test_words_of_a_secret_are_not_said_before_it_is_told(
    personas: tuple[Persona, ...], transitions: Transitions
) -> None:
    for persona in personas:
        for seed in range(6):
            practice = run(persona, transitions, seed)
            for exchange in practice.exchanges:
                for secret in persona.hidden:
                    if secret.id in exchange.standing.disclosed:
                        continue
                    said = exchange.reply.casefold()
                    assert not any(word.casefold() in said for word in secret.words), persona.id


@pytest.mark.parametrize("door", list(Door))
def test_every_trigger_has_an_answer_behind_every_door(
    personas: tuple[Persona, ...], transitions: Transitions, door: Door
) -> None:
    voice = AuthoredVoice(transitions)
    for persona in personas:
        standing = begin(transitions, persona).model_copy(update={"seen": door})
        for trigger in Trigger:
            if trigger is Trigger.OPENT:
                continue
            if not persona.hard and trigger in (Trigger.BOODSCHAP, Trigger.BOODSCHAP_HERHAALD):
                continue
            assert voice.line(persona, standing, trigger, None, (), Random(1))


def test_a_line_on_the_topic_goes_first(anja: Persona, transitions: Transitions) -> None:
    voice = AuthoredVoice(transitions)
    standing = begin(transitions, anja).model_copy(update={"seen": Door.KIER})
    about = {
        text
        for group in anja.lines
        if group.about == "bezoek" and Trigger.OPEN_VRAAG in group.when
        for text in group.says
    }
    said = [
        voice.line(anja, standing, Trigger.OPEN_VRAAG, "bezoek", (), Random(n)) for n in range(40)
    ]
    assert set(said) <= about
    other = [voice.line(anja, standing, Trigger.OPEN_VRAAG, None, (), Random(n)) for n in range(40)]
    assert not about & set(other)


def test_what_is_seen_does_not_come_back_soon(
    personas: tuple[Persona, ...], transitions: Transitions
) -> None:
    for persona in personas:
        bodies = run(persona, transitions, 5).bodies
        for place, body in enumerate(bodies):
            assert body not in bodies[max(0, place - 4) : place], (persona.id, body)


def test_what_only_fits_after_a_secret_is_no_answer_to_a_question_on_something_else(
    anja: Persona, transitions: Transitions
) -> None:
    voice = AuthoredVoice(transitions)
    standing = begin(transitions, anja).model_copy(
        update={"seen": Door.HALF_OPEN, "disclosed": ["appje", "tehuis"]}
    )
    later = {text for group in anja.lines if group.after for text in group.says}
    lines = [
        voice.line(anja, standing, Trigger.OPEN_VRAAG, "zelf", (), Random(n)) for n in range(40)
    ]
    assert not later & set(lines)
    free = [voice.line(anja, standing, Trigger.OPEN_VRAAG, None, (), Random(n)) for n in range(40)]
    assert later & set(free)


def _asked(persona: Persona, topic: str, trigger: Trigger) -> set[str]:
    return {
        text
        for group in persona.lines
        if group.about == topic and trigger in group.when
        for text in group.says
    }


def test_one_particular_question_goes_before_its_wider_topic_and_is_not_answered_for_ever(
    personas: tuple[Persona, ...], transitions: Transitions
) -> None:
    """Every narrow topic is answered as such, and the same question again is noticed."""
    voice = AuthoredVoice(transitions)
    noticed = 0
    for persona in personas:
        start = begin(transitions, persona)
        again = {
            text for group in persona.lines if Trigger.NOG_EENS in group.when for text in group.says
        }
        for topic in [topic for topic in persona.topics if topic.within]:
            own = _asked(persona, topic.id, Trigger.OPEN_VRAAG)
            said = [
                voice.line(persona, start, Trigger.OPEN_VRAAG, topic.id, (), Random(n))
                for n in range(8)
            ]
            if not set(said) & own:
                continue
            assert set(said) <= own, (persona.id, topic.id)
            used = sorted(own)
            more = voice.line(persona, start, Trigger.OPEN_VRAAG, topic.id, used, Random(1))
            assert more in again, (persona.id, topic.id)
            noticed += 1
    assert noticed > 30


def test_what_answers_best_is_said(anja: Persona, transitions: Transitions) -> None:
    """Of lines that fit as well, the one that is like what was said."""
    wanted = "Die zaterdagen, daar leef ik naartoe."

    def likeness(said: str, lines: Sequence[str]) -> list[float]:
        return [float(line.startswith(wanted)) for line in lines]

    voice = AuthoredVoice(transitions, likeness)
    standing = begin(transitions, anja).model_copy(update={"seen": Door.KIER})
    lines = [
        voice.line(anja, standing, Trigger.OPEN_VRAAG, "bezoek", (), Random(n), "Hoe was het?")
        for n in range(20)
    ]
    assert all(line.startswith(wanted) for line in lines)


def test_what_is_given_back_and_acknowledged_may_be_answered_as_either(
    personas: tuple[Persona, ...], transitions: Transitions
) -> None:
    voice = AuthoredVoice(transitions)
    jelle = next(persona for persona in personas if persona.id == "pleegvader-jelle")
    standing = begin(transitions, jelle).model_copy(update={"door": 40.0, "seen": Door.KIER})

    def all_said(*also: Trigger) -> set[str]:
        return {
            voice.line(jelle, standing, Trigger.ERKEND, None, (), Random(seed), "", also)
            for seed in range(200)
        }

    heard = {
        text
        for group in jelle.lines
        if Trigger.GEHOORD in group.when and Trigger.ERKEND not in group.when
        for text in group.says
    }
    assert not all_said() & heard
    assert all_said(Trigger.GEHOORD) & heard and all_said(Trigger.GEHOORD) - heard
