"""The question that takes up what was just said, and what follows a correction of Kier.

Contract: ``TakeUp.find`` gives the plan with a question from the hooks, or None when the road goes
on; ``set_right`` the plan after a correction, or None when there was none. An absent voice comes
out of the story, and when it is due as a look at the user. Knows nothing of the road's own
questions.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from coach.dialogue.hooked import Hooked
from coach.dialogue.hooks import Hooks
from coach.dialogue.listen_text import words
from coach.dialogue.repair import Repairs
from coach.dialogue.state import Candidate, Conversation, Heard, Move, Plan, Role
from coach.dialogue.voices import (
    after_signal,
    known_absent,
    overdue,
    voice_welcome,
)
from coach.knowledge.schemas import Question
from coach.labels import Actor, Answer, Level, Request, Stage

#: A message that turns away or does not know, and has more words than this, tells more as well.
MOST_OF_NOTHING = 14
MOST_CANDIDATES = 3
#: Of a correction with fewer words besides there is nothing to take up.
LEAST_SAID = 4
#: Another's eyes may be worth so much less than the user's own when they are welcome, in the
#: second message and after that: the nearer they are due, the less they have to be better.
NEARLY_AS_GOOD = (0.15, 0.25)
_AHEAD = frozenset({Stage.WEGEN, Stage.STAP})


class TakeUp:
    """Hooks and corrections, by turn."""

    def __init__(self, hooks: Hooks, repairs: Repairs) -> None:
        self._hooks, self._repairs = hooks, repairs

    def of_oneself(self, heard: Heard) -> bool:
        """Whether the message is about who writes."""
        return self._hooks.of_oneself(heard)

    def reading(self, heard: Heard) -> dict[str, float]:
        """Texts that go with what the message does, and how sure that is."""
        return self._hooks.reading(heard)

    def set_right(
        self, plan: Plan, conversation: Conversation, roles: dict[Actor, Role]
    ) -> Plan | None:
        """After a correction: what was said besides is taken up, else it is asked how it is."""
        kind = plan.heard.corrects
        if not kind or plan.move is not Move.VRAAG:
            return None
        # What is said besides is gone on with; with next to nothing the user says where to go.
        if len(words(plan.heard.rest)) >= LEAST_SAID:
            found = self._hooks.find(plan.heard, conversation, roles, through="zelf")
            if found:
                return self._hooked(plan, found)
        asked = self._repairs.ask(kind, conversation)
        if asked is None:
            return None
        return plan.model_copy(
            update={
                "stage": conversation.turns[-1].plan.stage,
                "dimension": asked.dimension,
                "question_id": asked.id,
                "question_text": asked.text,
            }
        )

    def find(self, plan: Plan, conversation: Conversation, roles: dict[Actor, Role]) -> Plan | None:
        """A question that takes up the user's own words, wherever the road is."""
        heard = plan.heard
        # 'Weet ik niet' in front of a story is no end of it.
        said_nothing = (
            heard.answer in (Answer.WEET_NIET, Answer.ONTWIJKT) and heard.words <= MOST_OF_NOTHING
        )
        if plan.move is Move.SIGNAAL:
            # The card is about the user, and so is the question beside it.
            found = self._hooks.find(heard, conversation, roles, through="zelf")
            if plan.signal.level is Level.ZORG and overdue(conversation):
                found = self._gaze(heard, conversation, roles) or found
            return self._hooked(plan, found)
        late = plan.move is Move.VRAAG and overdue(conversation)
        if plan.move is not Move.VRAAG or (said_nothing and not late):
            return None
        if after_signal(conversation):
            # After a safety turn there is room for the person first.
            found = self._hooks.find(heard, conversation, roles, through="zelf")
        else:
            # Who opens with a talk to prepare is met where that road begins.
            prepares = heard.request is Request.GESPREK_VOORBEREIDEN and not conversation.turns
            found = self._hooks.find(heard, conversation, roles, general=not prepares)
            if voice_welcome(heard, conversation):
                # Out of the story rather than by the clock, and when it goes about as well.
                whose = next(iter(known_absent(heard, conversation)), None)
                others = self._hooks.find(heard, conversation, roles, through="ander", whose=whose)
                less = NEARLY_AS_GOOD[min(len(conversation.turns), len(NEARLY_AS_GOOD)) - 1]
                if others and (not found or others[0].worth >= found[0].worth - less):
                    found = others
        if late and (said_nothing or not found or found[0].perspective is Actor.PROFESSIONAL):
            whose = next(iter(known_absent(heard, conversation)), None)
            others = self._hooks.find(
                heard, conversation, roles, through="ander", due=True, whose=whose
            )
            found = others or self._gaze(heard, conversation, roles) or found
        return None if said_nothing and not late else self._hooked(plan, found)

    def _gaze(
        self, heard: Heard, conversation: Conversation, roles: dict[Actor, Role]
    ) -> list[Hooked]:
        """What somebody absent sees of the user: that voice, and still about the user."""
        known = known_absent(heard, conversation)
        return self._hooks.gaze(known[0], heard, conversation, roles) if known else []

    @staticmethod
    def _hooked(plan: Plan, found: Sequence[Hooked]) -> Plan | None:
        """The plan with the first question found; None when there is none."""
        if not found:
            return None
        chosen = found[0]
        same = [item for item in found if item.perspective is chosen.perspective]
        felt = bool(plan.heard.feelings) and chosen.stage not in _AHEAD
        return plan.model_copy(
            update={
                "stage": chosen.stage,
                "perspective": chosen.perspective,
                "dimension": chosen.dimension,
                "question_id": chosen.id,
                "question_text": chosen.text,
                "fills": chosen.fills,
                "emotion_first": felt,
                "taken_up": not chosen.general,
                "about": chosen.about,
                "candidates": listed((item, item.text) for item in same),
            }
        )


def listed(found: Iterable[tuple[Question | Hooked, str]]) -> list[Candidate]:
    """What a voice may choose from: the first few questions with their wording."""
    return [
        Candidate(
            id=question.id,
            text=wording,
            dimension=question.dimension,
            stage=question.stage,
            fills=question.fills,
        )
        for question, wording in islice(found, MOST_CANDIDATES)
    ]
