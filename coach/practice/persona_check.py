"""What a persona file must have beyond its schema.

Contract: ``problems`` gives (field, expected) pairs in Dutch, empty for a good persona: enough
lines, an answer to every trigger behind every door, known topics and secrets, and hidden facts
whose give-away words stand in no line that can be said before. ``remarks`` are advice, not faults.
"""

from collections.abc import Iterator

from coach.knowledge import faults as wording
from coach.knowledge.lexical import fold
from coach.labels import Door, Trigger
from coach.practice.persona import Lines, Persona
from coach.practice.transitions import Transitions, chain

FEWEST_LINES = 60
FEWEST_PER_TRIGGER = 3
LONGEST_WORDS = 45
#: Only asked of a persona with a hard message.
MESSAGE_TRIGGERS = frozenset({Trigger.BOODSCHAP, Trigger.BOODSCHAP_HERHAALD, Trigger.UITSTEL})

Problem = tuple[str, str]


def answering(
    persona: Persona, transitions: Transitions, trigger: Trigger, door: Door
) -> list[Lines]:
    """Groups that can always be said to a trigger behind a door, after falling back."""
    for step in chain(transitions, trigger):
        found = [
            group
            for group in persona.lines
            if step in group.when
            and (not group.door or door in group.door)
            and not (group.emotion or group.phase or group.about or group.after)
        ]
        if found:
            return found
    return []


def _where(place: int, group: Lines) -> str:
    return f"lines.{place} ({', '.join(group.when)})"


def _references(persona: Persona) -> Iterator[Problem]:
    topics = {topic.id for topic in persona.topics}
    secrets = {secret.id for secret in persona.hidden}
    for place, group in enumerate(persona.lines, 1):
        if group.about and group.about not in topics:
            yield (_where(place, group), wording.UNKNOWN_TOPIC.format(name=group.about))
        if group.after and group.after not in secrets:
            yield (_where(place, group), wording.UNKNOWN_SECRET.format(name=group.after))
    for topic in persona.topics:
        if topic.within and topic.within not in topics - {topic.id}:
            yield (f"topics.{topic.id}", wording.UNKNOWN_TOPIC.format(name=topic.within))
    for name in persona.also_about.keys() - topics:
        yield ("also_about", wording.UNKNOWN_TOPIC.format(name=name))
    if persona.child and persona.child.topic not in topics:
        yield ("child", wording.UNKNOWN_TOPIC.format(name=persona.child.topic))
    for secret in persona.hidden:
        if secret.about and secret.about not in topics:
            yield (f"hidden.{secret.id}", wording.UNKNOWN_TOPIC.format(name=secret.about))


def _leaks(persona: Persona) -> Iterator[Problem]:
    for secret in persona.hidden:
        words = [fold(word) for word in secret.words]
        open_text: list[tuple[str, str]] = [
            (_where(place, group), text)
            for place, group in enumerate(persona.lines, 1)
            if group.after != secret.id
            for text in group.says
        ]
        open_text += [("body", text) for body in persona.body for text in body.says]
        open_text += [("facts", text) for text in persona.facts]
        open_text += [("scene", persona.scene), ("you", persona.you), ("message", persona.message)]
        open_text += [("hints", hint.text) for hint in persona.hints]
        open_text += [
            (f"hidden.{other.id}", text)
            for other in persona.hidden
            if other.id != secret.id
            for text in other.says
        ]
        for place_name, text in open_text:
            for word in words:
                if word in fold(text):
                    yield (place_name, wording.LEAK.format(word=word, secret=secret.id))


def _lines(persona: Persona, transitions: Transitions) -> Iterator[Problem]:
    if persona.count() < FEWEST_LINES:
        yield ("lines", wording.FEW_LINES.format(count=persona.count(), wanted=FEWEST_LINES))
    seen: dict[str, str] = {}
    for place, group in enumerate(persona.lines, 1):
        for text in group.says:
            where = _where(place, group)
            if "!" in text:
                yield (where, wording.EXCLAMATION)
            if len(text.split()) > LONGEST_WORDS:
                yield (where, wording.LONG_LINE.format(words=LONGEST_WORDS))
            if fold(text) in seen:
                yield (where, wording.TWICE.format(other=seen[fold(text)]))
            seen[fold(text)] = where
    for trigger in Trigger:
        if trigger in MESSAGE_TRIGGERS and not persona.hard:
            continue
        for door in Door:
            if trigger is Trigger.OPENT and door is not Door.DICHT:
                continue
            found = answering(persona, transitions, trigger, door)
            count = sum(len(group.says) for group in found)
            if count == 0:
                yield ("lines", wording.NO_ANSWER.format(trigger=trigger, door=door))
            elif count < FEWEST_PER_TRIGGER:
                yield (
                    "lines",
                    wording.FEW_ANSWERS.format(
                        trigger=trigger, door=door, count=count, wanted=FEWEST_PER_TRIGGER
                    ),
                )
    for door in Door:
        if not any((not b.door or door in b.door) and not b.emotion for b in persona.body):
            yield ("body", wording.NO_BODY.format(door=door))


def problems(persona: Persona, transitions: Transitions) -> list[Problem]:
    """All that is wrong, each once."""
    found = [*_references(persona), *_leaks(persona), *_lines(persona, transitions)]
    if any(aim.hard for aim in persona.aims) != persona.hard or (
        persona.message_as and not persona.hard
    ):
        found.append(("message", wording.MESSAGE_AND_AIM))
    closed = set(transitions.closing)
    for secret in persona.hidden:
        if closed & set(secret.by):
            found.append((f"hidden.{secret.id}", wording.CLOSED_KEY))
    return list(dict.fromkeys(found))
