"""How well a question would go with a message, as readers would say, and the choice by that.

Contract: ``Worth.of`` gives per question from about -1 (beside the point) to 1 (good); a question
whose wording changed since readers judged it, or that none judged, has no worth of its own.
``ranked`` orders what could be asked: the best first, but among those about as good a lot
decides, so that no two conversations run alike. It judges wordings beside messages, nothing else.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Protocol, TypeVar

from coach.dialogue.listen_text import words
from coach.dialogue.state import Conversation
from coach.labels import CardField, Dimension

#: What a question nobody judged beside messages is worth: less than most that are asked.
UNKNOWN = -0.2
#: Within this much of the best a lot decides, among so many.
CLOSE, MOST_CLOSE = 0.12, 4
#: The share of words from which one question sounds like another.
ALIKE = 0.5


class Weighs(Protocol):
    """Judges fixed questions beside a message; ``questions`` are their ids and wording stamps."""

    @property
    def questions(self) -> Mapping[str, str]: ...

    def worth(self, asked: str, text: str) -> dict[str, float]: ...


class Worth:
    """Judged by ``weighs``; ``wordings`` are the stamps of the questions as they read now."""

    def __init__(self, weighs: Weighs, wordings: Mapping[str, str]) -> None:
        self._weighs = weighs
        self._known = {
            name for name, stamp in weighs.questions.items() if wordings.get(name) == stamp
        }
        self._last: tuple[bytes, dict[str, float]] = (b"", {})

    def of(self, asked: str, text: str) -> dict[str, float]:
        """The worth of every question that is known beside a message that answers ``asked``."""
        # A turn looks several times at one message; none of its words are kept for that.
        key = sha256(f"{asked}\0{text}".encode("utf-8", "replace")).digest()
        last, found = self._last
        if last != key:
            every = self._weighs.worth(asked, text)
            found = {name: value for name, value in every.items() if name in self._known}
            self._last = (key, found)
        return found


class Askable(Protocol):
    """A question that could be asked."""

    @property
    def id(self) -> str: ...
    @property
    def fills(self) -> CardField | None: ...
    @property
    def dimension(self) -> Dimension: ...


def alike(text: str, others: Iterable[str]) -> bool:
    """Whether a question has most of its words from one of the others: it would sound the same."""
    own = set(words(text))
    return any(
        len(own & said) >= ALIKE * len(own | said) for said in (set(words(one)) for one in others)
    )


Item = TypeVar("Item")


def ranked(
    found: Sequence[tuple[Item, float]], order: Callable[[Item], tuple[bool | int, ...]]
) -> list[Item]:
    """All items, those about as good as the best by ``order``, the others by their worth."""
    best = sorted(found, key=lambda pair: -pair[1])
    near = [item for item, value in best[:MOST_CLOSE] if value >= best[0][1] - CLOSE]
    return [*sorted(near, key=order), *(item for item, _ in best[len(near) :])]


def order(conversation: Conversation) -> Callable[[Askable], tuple[bool | int, ...]]:
    """What decides among questions about as good: the card, what was not touched yet, a lot."""
    told, touched = _told_of(conversation), conversation.dimensions
    return lambda one: (one.fills in told, one.dimension in touched, conversation.lot(one.id))


def _told_of(conversation: Conversation) -> set[CardField]:
    """Fields of the card that the last question asked about or that hold an answer already.

    What others need and what is still to be found out has no end.
    """
    last = conversation.last
    asked = {last.plan.fills} if last is not None and last.plan.fills is not None else set()
    held = {field for field, text in conversation.card().items() if text}
    return (asked | held) - {CardField.ERKENNING, CardField.OPEN_VRAGEN}
