"""Whether a message takes leave of the conversation, and what it says before that.

Contract: ``Leave.of`` gives the ``Left`` of a message that takes leave, else None: a short one with
a phrase of ``lexicon/closing.yaml``, one whose last sentence holds such a phrase and that was heard
as done, or one that was heard so beyond doubt. A message that asks something takes no leave, nor
one in which somebody else says so. Pure.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coach.dialogue.listen_form import SPEECH
from coach.dialogue.listen_text import sentences, words
from coach.dialogue.state import Call
from coach.knowledge.lexical import fold

_MOST_WORDS = 6
#: The last sentence of a longer message takes leave when it has at most this many words.
_LAST_WORDS = 12
#: The hook of who has enough, and from which chance on it counts, with a phrase and without.
DONE = "klaar"
WITH_PHRASE, ALONE = 0.1, 0.6


@dataclass(frozen=True)
class Left:
    """Leave taken; ``before`` is the sentence said just before that, or an empty string."""

    before: str = ""


class Leave:
    """The phrases people end a conversation with."""

    def __init__(self, phrases: Iterable[object]) -> None:
        listed = [re.escape(fold(str(phrase))) for phrase in phrases]
        self._pattern = re.compile(r"\b(?:" + "|".join(listed) + r")\b") if listed else None

    def of(self, text: str, calls: Sequence[Call] = ()) -> Left | None:
        """How the message takes leave, or None; ``calls`` is what it was heard to do."""
        said = [piece.text for piece in sentences(text)]
        if not said or "?" in text:
            return None
        done = max((call.sure for call in calls if call.hook == DONE), default=0.0)
        last = said[-1]
        phrased = self._phrased(last) and len(words(last)) <= _LAST_WORDS
        short = len(text.split()) <= _MOST_WORDS and self._phrased(text)
        if not short and not (phrased and done >= WITH_PHRASE) and done < ALONE:
            return None
        rest = [one for one in said if not self._phrased(one)]
        return Left(rest[-1] if rest else "")

    def _phrased(self, text: str) -> bool:
        own = SPEECH.sub(" ", text)
        return self._pattern is not None and self._pattern.search(fold(own)) is not None
