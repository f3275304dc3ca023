"""A hook with its compiled rule, and one of its questions as it can be asked now.

Contract: the shapes that ``hooks`` chooses among, and small facts about them; it chooses nothing.
"""

from dataclasses import dataclass

from coach.dialogue.hook_entries import HookEntry, HookQuestion
from coach.dialogue.listen_lexicon import Rule
from coach.labels import Actor, CardField, Dimension, Stage

#: How the ids of questions of a hook begin.
MARK = "haak-"
#: The place of the other person's name in a question.
OTHER = "{ander}"


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


def eyes(question: HookQuestion, other: Actor | None, whose: Actor | None) -> Actor | None:
    """Through whose eyes a question looks; None when it cannot be asked now."""
    if question.door == "iemand":
        return whose
    if question.door:
        return other
    return Actor.PROFESSIONAL if other is not None or OTHER not in question.text else None
