"""Which numbers and routes stand on the signal card.

Contract: ``Helplines.for_signal`` gives the entries of ``helplines.yaml`` for a level, those on
the signal's topics first. Never makes up a number.
"""

from collections.abc import Sequence

from coach.dialogue.state import Signal
from coach.knowledge.schemas import Helpline


class Helplines:
    """All helplines, by level and topic."""

    def __init__(self, entries: Sequence[Helpline]) -> None:
        self._entries = list(entries)

    def for_signal(self, signal: Signal) -> tuple[Helpline, ...]:
        """Entries for the signal's level; on its topics, or general ones, in file order."""
        topics = set(signal.topics)
        fitting = [
            entry
            for entry in self._entries
            if signal.level in entry.levels
            and (not entry.topics or not topics or topics & set(entry.topics))
        ]
        return tuple(fitting)
