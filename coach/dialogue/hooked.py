"""A hook with its compiled rule, and one of its questions as it can be asked now.

Contract: the shapes that ``hooks`` chooses among, and which questions of a hook can be asked; it
chooses none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coach.dialogue.hook_entries import HookEntry, HookQuestion
from coach.dialogue.listen_lexicon import Rule
from coach.dialogue.pointed import Pointed
from coach.dialogue.slots import fill, role_for
from coach.dialogue.state import Conversation, Role
from coach.labels import Actor, CardField, Dimension, Stage

#: How the ids of questions of a hook begin.
MARK = "haak-"
#: The place of the other person's name in a question.
OTHER = "{ander}"
_ANYBODY = re.compile(r"\b(?:de|die|een) ander\b(?!e)", re.IGNORECASE)
# Not one of two who are told apart: 'tegen de een wel en tegen de ander niet'.
_SOMEBODY = re.compile(r"(?<!\ben tegen )\b(?:de|die) ander\b(?!e)")


@dataclass(frozen=True)
class Hook:
    """One entry with its compiled rule."""

    entry: HookEntry
    rule: Rule


@dataclass(frozen=True)
class Hooked:
    """A question that takes up the message; ``about`` is the sentence of it that is taken up.

    A ``general`` one fits nearly any message: it needs the words it is about before it. ``worth``:
    how well it would go with the message, where that is known (see ``worth``).
    """

    id: str
    text: str
    stage: Stage
    dimension: Dimension
    perspective: Actor
    fills: CardField | None
    about: str = ""
    general: bool = False
    worth: float = 0.0


def named(entry: HookEntry, number: int) -> str:
    """The id of the question with this number, counted from one."""
    return f"{MARK}{entry.id}-{number:02}"


def eyes(
    question: HookQuestion, other: Actor | None, whose: Actor | None, said: Pointed | None = None
) -> Actor | None:
    """Through whose eyes a question looks; None when it cannot be asked now."""
    if question.door == "genoemd":
        return (other or whose) if said else None
    if question.door == "iemand":
        return whose
    if question.door:
        return other
    return Actor.PROFESSIONAL if other is not None or OTHER not in question.text else None


def somebody(text: str) -> bool:
    """Whether a question speaks of 'de ander' without saying who that is."""
    return _ANYBODY.search(text) is not None


def askable(
    entry: HookEntry,
    other: Actor | None,
    conversation: Conversation,
    roles: Mapping[Actor, Role],
    whose: Actor | None,
    near: Actor | None = None,
    said: Pointed | None = None,
) -> Iterator[tuple[HookQuestion, Hooked]]:
    """Questions of a hook that were not asked yet and look through eyes that are there.

    ``near`` is the one other person the message is about: 'de ander' is called by their word.
    ``said`` are the pronouns of who the message points at.
    """
    called = near is not None and not role_for(near, roles).plural
    for number, question in enumerate(entry.vragen, start=1):
        name, through = named(entry, number), eyes(question, other, whose, said)
        if name in conversation.asked or through is None:
            continue
        text = said.put(question.text) if said and question.door == "genoemd" else question.text
        text = _SOMEBODY.sub(OTHER, text) if called else text
        text = fill(text.replace(OTHER, f"{{{other or near}}}"), roles)
        if text not in conversation.asked_texts:
            yield (
                question,
                Hooked(
                    name,
                    text,
                    entry.fase,
                    question.dimension,
                    through,
                    question.fills,
                    general=entry.algemeen,
                ),
            )
