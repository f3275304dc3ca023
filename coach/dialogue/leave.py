"""Whether a message takes leave of the conversation, and what it says before that.

Contract: ``Leave.of`` gives the ``Left`` of a message that takes leave, else None: a short one with
a phrase of ``lexicon/closing.yaml``, one that ends in a few words of goodbye, one whose last
sentences hold a phrase and that was heard as done, or one that was heard so beyond doubt. A message
that ends in a question takes no leave, nor one in which somebody else says so. Pure.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coach.dialogue.listen_form import SPEECH
from coach.dialogue.listen_text import sentences, words
from coach.dialogue.state import Call
from coach.knowledge.lexical import fold

_MOST_WORDS = 6
#: A last sentence of at most so many words with a goodbye needs nothing else.
_GOODBYE_WORDS = 9
#: The last sentences of a longer message that may hold a phrase, and their words at most.
_LAST, _LAST_WORDS = 2, 14
#: The hook of who has enough, and from which chance on it counts, with a phrase and without.
DONE = "klaar"
WITH_PHRASE, ALONE = 0.1, 0.6


@dataclass(frozen=True)
class Left:
    """Leave taken; ``before`` is the sentence said just before that, or an empty string."""

    before: str = ""


class Leave:
    """The phrases people end a conversation with; ``goodbyes`` mean nothing else."""

    def __init__(self, phrases: Iterable[object], goodbyes: Iterable[object] = ()) -> None:
        bye, other = list(map(str, goodbyes)), list(map(str, phrases))
        self._goodbye, self._any = _pattern(bye), _pattern([*bye, *other])

    @classmethod
    def read(cls, listed: Mapping[str, Sequence[object]]) -> "Leave":
        """From the file, as it was read."""
        return cls(listed.get("genoeg", ()), listed.get("afscheid", ()))

    def of(self, text: str, calls: Sequence[Call] = ()) -> Left | None:
        """How the message takes leave, or None; ``calls`` is what it was heard to do."""
        said = [piece.text for piece in sentences(text)]
        if not said or text.rstrip().endswith("?"):
            return None
        done = max((call.sure for call in calls if call.hook == DONE), default=0.0)
        last = said[-1]
        goodbye = len(words(last)) <= _GOODBYE_WORDS and _holds(self._goodbye, last)
        ending = [one for one in said[-_LAST:] if len(words(one)) <= _LAST_WORDS]
        phrased = done >= WITH_PHRASE and any(_holds(self._any, one) for one in ending)
        short = len(text.split()) <= _MOST_WORDS and _holds(self._any, text)
        # Who asks something wants an answer, unless they say goodbye after it.
        if not goodbye and ("?" in text or not (short or phrased or done >= ALONE)):
            return None
        rest = [one for one in said if "?" not in one and not _holds(self._any, one)]
        return Left(rest[-1] if rest else "")


def _pattern(phrases: Sequence[str]) -> re.Pattern[str] | None:
    listed = [re.escape(fold(phrase)) for phrase in phrases]
    return re.compile(r"\b(?:" + "|".join(listed) + r")\b") if listed else None


def _holds(pattern: re.Pattern[str] | None, text: str) -> bool:
    """Whether a phrase stands there, outside what somebody else is quoted to say."""
    return pattern is not None and pattern.search(fold(SPEECH.sub(" ", text))) is not None
