"""Whose voice could be brought in now.

Contract: ``other_voices`` are perspectives already spoken of, most recent first;
``absent_voices`` are those no question has looked through yet. Both always hold at least one actor
other than the professional. ``voice_welcome`` says when one may come in out of the story and
``overdue`` when one has to; ``known_absent`` are absent persons whom the story knows. Pure.
"""

from collections import Counter

from coach.dialogue.state import Conversation, Heard, Move
from coach.labels import Actor, Answer

#: The turn by which somebody absent has been heard of.
ABSENT_VOICE_BY = 4
#: So many turns are the user's own before anybody else's eyes are looked for.
WELCOME_AFTER = 1

_ORDER = (
    Actor.KIND,
    Actor.OUDER,
    Actor.PLEEGOUDER,
    Actor.JEUGDBESCHERMER,
    Actor.TEAM,
    Actor.NETWERK,
)


def _spoken_of(heard: Heard, conversation: Conversation) -> list[Actor]:
    newest = list(heard.actors)
    for turn in reversed(conversation.turns):
        newest.extend(turn.heard.actors)
    return [actor for actor in dict.fromkeys(newest) if actor is not Actor.PROFESSIONAL]


def other_voices(heard: Heard, conversation: Conversation) -> tuple[Actor, ...]:
    """Persons spoken of, newest first; the usual order when nobody was."""
    return tuple(_spoken_of(heard, conversation)) or _ORDER


def absent_voices(heard: Heard, conversation: Conversation) -> tuple[Actor, ...]:
    """Persons whose eyes no question has looked through yet.

    Those of this message when there are any, else those spoken of before, else the usual ones;
    the ones most spoken of first. The user's own colleagues only when nobody of the family is left.
    """
    said = [actor for turn in conversation.turns for actor in turn.heard.actors]
    counted = Counter([*said, *heard.actors])
    others = counted.keys() - {Actor.PROFESSIONAL}
    spoken = sorted(others, key=lambda who: (-counted[who], _place(who)))
    now = [actor for actor in spoken if actor in heard.actors]
    family = [actor for actor in spoken if actor is not Actor.TEAM]
    near = [actor for actor in now if actor is not Actor.TEAM]
    for people in (near, family, now, spoken, _ORDER[:3]):
        absent = tuple(actor for actor in people if actor not in conversation.voices)
        if absent:
            return absent
    return tuple(spoken) or _ORDER


def _place(actor: Actor) -> int:
    """Ties fall to who is nearest to the child, whoever was named first."""
    return _ORDER.index(actor) if actor in _ORDER else len(_ORDER)


def overdue(conversation: Conversation) -> bool:
    """Whether this turn has to bring in a voice that was not heard yet."""
    heard = conversation.voices - {Actor.PROFESSIONAL}
    return not heard and len(conversation.turns) + 1 >= ABSENT_VOICE_BY


def voice_welcome(heard: Heard, conversation: Conversation) -> bool:
    """Whether another's eyes go before the user's own, where the message leads there of itself.

    From the second message on, until one was heard; never when a feeling was said: a message about
    oneself is met as such.
    """
    if len(conversation.turns) < WELCOME_AFTER or heard.feelings or heard.answer is Answer.GEVOEL:
        return False
    return not conversation.voices - {Actor.PROFESSIONAL}


def known_absent(heard: Heard, conversation: Conversation) -> tuple[Actor, ...]:
    """Absent persons of whom the user speaks, the one spoken of most first.

    A colleague may be the one it is about. Who speaks of nobody at all works with a child all the
    same.
    """
    said = [actor for turn in conversation.turns for actor in turn.heard.actors]
    counted = Counter([*said, *heard.actors, *heard.actors])
    people = counted.keys() - {Actor.PROFESSIONAL}
    if not people:
        return absent_voices(heard, conversation)
    ranked = sorted(people, key=lambda who: (-counted[who], _place(who)))
    return tuple(who for who in ranked if who not in conversation.voices)


def after_signal(conversation: Conversation) -> bool:
    """Whether the last turn was a card's: then there is room for the person first."""
    last = conversation.last
    return last is not None and last.plan.move is Move.SIGNAAL
