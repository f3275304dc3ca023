"""Whether a short message takes leave of the conversation.

Contract: ``Leave.takes_leave`` looks for the phrases of ``lexicon/closing.yaml`` in messages of at
most six words; longer messages say something else as well. Pure.
"""

import re
from collections.abc import Iterable

from coach.knowledge.lexical import fold

_MOST_WORDS = 6


class Leave:
    """The phrases people end a conversation with."""

    def __init__(self, phrases: Iterable[object]) -> None:
        listed = [re.escape(fold(str(phrase))) for phrase in phrases]
        self._pattern = re.compile(r"\b(?:" + "|".join(listed) + r")\b") if listed else None

    def takes_leave(self, text: str) -> bool:
        """Whether the message is such a phrase, with little around it."""
        if self._pattern is None or len(text.split()) > _MOST_WORDS or "?" in text:
            return False
        return self._pattern.search(fold(text)) is not None
