"""Follow-up questions: the bank's own for a question, else the general ones.

Contract: ``FollowUps.find`` returns one that was not asked in this conversation, or None. A
follow-up of the question itself keeps the card field that question fills. ``checking`` gives one
for when something might be a signal. Deterministic.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.dialogue.state import Conversation
from coach.knowledge.schemas import FollowUp, Question
from coach.labels import Answer, Dimension, Stage

_MARK = "+"


@dataclass(frozen=True)
class Found:
    """A chosen follow-up; ``same_question`` when it belongs to the question just asked."""

    id: str
    text: str
    dimension: Dimension
    same_question: bool


class FollowUps:
    """The general follow-ups and the choice among them."""

    def __init__(self, general: Sequence[FollowUp]) -> None:
        self._general = list(general)
        self._ids = {entry.id for entry in general}
        self._checking = {entry.id for entry in general if entry.doubt}

    def is_follow_up(self, question_id: str) -> bool:
        """Whether an asked id was a follow-up."""
        return _MARK in question_id or question_id in self._ids

    def closing(self, conversation: Conversation) -> Found | None:
        """A question to round off with that was not asked yet."""
        free = [
            entry
            for entry in self._general
            if entry.answer is Answer.VERTELT and entry.id not in conversation.asked
        ]
        if not free:
            return None
        entry = free[int(conversation.id[:8], 16) % len(free)]
        return Found(entry.id, entry.text, entry.dimension, False)

    def checking(self, conversation: Conversation) -> Found | None:
        """A question that asks how things are now, and was not asked yet."""
        free = [
            entry
            for entry in self._general
            if entry.doubt
            and entry.id not in conversation.asked
            and entry.text not in conversation.asked_texts
        ]
        if not free:
            return None
        entry = free[int(conversation.id[:8], 16) % len(free)]
        return Found(entry.id, entry.text, entry.dimension, False)

    def checks(self, question_id: str) -> bool:
        """Whether an asked id was such a question."""
        return question_id in self._checking

    def find(
        self,
        answer: Answer,
        asked: Question | None,
        stage: Stage,
        conversation: Conversation,
    ) -> Found | None:
        """A follow-up that fits this kind of answer."""
        if asked is not None and answer in asked.follow_ups:
            own = f"{asked.id}{_MARK}{answer}"
            if own not in conversation.asked:
                return Found(own, asked.follow_ups[answer], asked.dimension, True)
        fitting = [
            entry
            for entry in self._general
            if entry.answer is answer
            and entry.id not in conversation.asked
            and entry.text not in conversation.asked_texts
            and (not entry.stages or stage in entry.stages)
        ]
        if not fitting:
            return None
        # By a number that differs between conversations, so that no two run alike.
        fitting.sort(key=lambda entry: entry.id)
        entry = fitting[(int(conversation.id[:8], 16) + len(conversation.turns)) % len(fitting)]
        return Found(entry.id, entry.text, entry.dimension, False)
