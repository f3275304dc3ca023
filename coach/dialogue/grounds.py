"""What a message gives a question to stand on.

Contract: ``Grounds.of`` gives what one message holds, ``Grounds.under`` that together with what the
message before it held and a question may still point at. Which words show what stands in
``lexicon/grounds.yaml``. It knows no questions.
"""

from collections.abc import Sequence

from coach.dialogue.listen_lexicon import Rule
from coach.dialogue.listen_text import plain
from coach.dialogue.state import Conversation, Heard
from coach.labels import Actor, Ground

#: What was told one message ago can still be pointed at.
_LASTING = frozenset(
    {Ground.TOEN, Ground.GESPREK, Ground.KIND, Ground.ANDER, Ground.GROEP, Ground.WERK}
)


class Grounds:
    """The rules of the lexicon; without rules everything is taken for said."""

    def __init__(self, rules: Sequence[Rule] = ()) -> None:
        self._rules = list(rules)

    def of(self, heard: Heard) -> frozenset[Ground]:
        """What this message holds."""
        folded = plain(heard.said)
        found = {Ground(rule.label) for rule in self._rules if rule.find(folded) is not None}
        return frozenset(found | ({Ground.GEVOEL} if heard.feelings else set()))

    def under(self, heard: Heard, conversation: Conversation) -> frozenset[Ground]:
        """What a question about this message may point at."""
        if not self._rules:
            return frozenset(Ground)
        last = conversation.last.heard if conversation.last else None
        found = self.of(heard) | (_LASTING & self.of(last) if last else frozenset())
        others = _others(heard) or (_others(last) if last else set())
        one = Ground.ANDER in found and len(others) <= 1
        return found | ({Ground.EEN_ANDER} if one else frozenset())


def _others(heard: Heard) -> set[Actor]:
    return set(heard.actors) - {Actor.PROFESSIONAL}
