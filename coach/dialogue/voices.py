"""Whose voice could be brought in now.

Contract: ``other_voices`` are perspectives already spoken of, most recent first;
``absent_voices`` are those no question has looked through yet: those of this message first, then
the ones most spoken of. Both always hold at least one actor other than the professional. Pure.
"""

from collections import Counter

from coach.dialogue.state import Conversation, Heard
from coach.labels import Actor

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
    """Persons whose eyes no question has looked through yet, most spoken of first."""
    said = [actor for turn in conversation.turns for actor in turn.heard.actors]
    counted = Counter([*said, *heard.actors])
    # Counter keeps the order of first mention, so that ties fall to who came up first.
    often = [actor for actor, _ in counted.most_common() if actor is not Actor.PROFESSIONAL]
    # Whoever this message is about goes first.
    now = [actor for actor in heard.actors if actor is not Actor.PROFESSIONAL]
    spoken = list(dict.fromkeys([*now, *often]))
    order = [*spoken, *(actor for actor in _ORDER[:3] if actor not in spoken)]
    absent = tuple(actor for actor in order if actor not in conversation.voices)
    return absent or tuple(order)
