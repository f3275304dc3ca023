"""Chooses the next move: which stage, whose perspective, which question.

Contract: ``Planner.plan`` takes what was heard and gives a ``Plan``; rules decide, no voice and no
model has a say. Who sets Kier right is met there; emotion is met first; an absent voice comes in as
soon as the story is about somebody, and by turn four at the latest; no question comes twice, nor
one that was answered already; a question that takes up the user's own words goes before the road's;
after a curt answer the easier wording is asked; after an answer of a special kind a follow-up may
come; when the road is done and all three dimensions were touched the talk is offered to be rounded
off. Knows nothing about wording beyond the question itself.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.bank import Bank, Wanted
from coach.dialogue.bank import Candidate as Ranked
from coach.dialogue.followups import FollowUps
from coach.dialogue.hooks import Hooks
from coach.dialogue.leave import Leave
from coach.dialogue.listen_text import sentences
from coach.dialogue.repair import Repairs
from coach.dialogue.route import Routes, Step
from coach.dialogue.slots import fill, role_for
from coach.dialogue.state import (
    Candidate,
    Conversation,
    Heard,
    Move,
    Plan,
    Role,
    Signal,
    Source,
)
from coach.dialogue.take_up import MOST_OF_NOTHING, TakeUp, listed
from coach.dialogue.told import Told
from coach.dialogue.voices import (
    absent_voices,
    after_signal,
    known_absent,
    other_voices,
    overdue,
)
from coach.labels import (
    DECLINED,
    Actor,
    Answer,
    CardField,
    Dimension,
    Level,
    Premise,
    Request,
    Stage,
)

ROUND_OFF_FROM = 10
ROUND_OFF_EVERY = 6
SIMPLER_MARGIN = 0.02
FOLLOW_UP_REST = 3
CHECK_REST = 4
# What was told this many messages back is not asked again.
TOLD_FOR = 12
_FOLLOWED = frozenset(
    {Answer.ONTWIJKT, Answer.WIJST_ANDER, Answer.WEET_NIET, Answer.PLAN, Answer.GEVOEL}
)


class Planner:
    """Turns what was heard into a plan."""

    def __init__(
        self,
        bank: Bank,
        routes: Routes,
        follow_ups: FollowUps,
        leave: Leave,
        hooks: Hooks | None = None,
        told: Told | None = None,
        repairs: Repairs | None = None,
    ) -> None:
        self._leave = leave
        self._take_up = TakeUp(hooks or Hooks(()), repairs or Repairs())
        self._told = told or Told()
        self._bank = bank
        self._routes = routes
        self._follow_ups = follow_ups

    def reading(self, heard: Heard, conversation: Conversation) -> dict[str, float]:
        """Texts that go with how the talk began or with this message, and how sure that is."""
        first = [turn.heard for turn in conversation.turns[:1]]
        found: dict[str, float] = {}
        for one in [*first, heard]:
            for name, sure in self._take_up.reading(one).items():
                found[name] = max(found.get(name, 0.0), sure)
        return found

    def plan(
        self,
        heard: Heard,
        signal: Signal,
        conversation: Conversation,
        context: NDArray[np.float32],
        sources: Sequence[Source] = (),
    ) -> Plan:
        """The plan for the reply to ``heard``."""
        move = self._move(heard, signal, conversation, found=bool(sources))
        if move is Move.VRAAG and sources and heard.asks_origin:
            move = Move.FEIT
        plan = Plan(
            move=move,
            heard=heard,
            signal=signal,
            sources=list(sources),
        )
        worded = signal.level is Level.ZORG and bool(signal.ids)
        if plan.move is Move.SIGNAAL and (signal.level is Level.ACUUT or worded or heard.whom):
            # The question of a safety turn is who to consult; the voice's own lines hold it. A
            # concern without a wording of its own is shown as well, and the talk goes on beside it.
            return plan
        return self._with_question(plan, conversation, context)

    def _move(
        self, heard: Heard, signal: Signal, conversation: Conversation, *, found: bool
    ) -> Move:
        if signal.level is not Level.GEEN:
            return Move.SIGNAAL
        if not heard.dutch or not heard.words:
            return Move.VREEMDE_INVOER
        if conversation.turns and self._leave.of(heard.text, heard.calls):
            return Move.AFRONDEN
        if heard.request in DECLINED:
            return Move.AFWIJZEN
        if heard.request is Request.FEITVRAAG and (found or not _amid(heard, conversation)):
            return Move.FEIT
        done = len(conversation.turns) + 1
        due = done >= ROUND_OFF_FROM and (done - ROUND_OFF_FROM) % ROUND_OFF_EVERY == 0
        if due and len(conversation.dimensions) == len(Dimension):
            return Move.AFRONDEN
        return Move.VRAAG

    def _with_question(
        self, plan: Plan, conversation: Conversation, context: NDArray[np.float32]
    ) -> Plan:
        heard = plan.heard
        roles = {**conversation.roles, **heard.roles}
        follow = (
            self._closing(plan, conversation)
            or self._take_up.set_right(plan, conversation, roles)
            or self._checking(plan, conversation)
            or self._stuck(plan, conversation, roles)
            or self._take_up.find(plan, conversation, roles)
            or self._follow_up(plan, conversation, roles)
        )
        if follow is not None:
            return follow
        step = self._step(plan, conversation)
        wanted, emotion_first = self._wanted(step, plan, conversation)
        ranked = self._bank.rank(wanted, context)
        if not ranked:
            return plan
        said = conversation.asked_texts
        # Two ids may come out alike once the slots are filled; none is asked twice.
        fresh = [item for item in ranked[:12] if fill(item.question.text, roles) not in said]
        chosen = self._choose(fresh or ranked)
        question = chosen.question
        curt = heard.answer in (Answer.KORT, Answer.WEET_NIET) and not after_signal(conversation)
        text = fill(question.easier if curt else question.text, roles)
        if text in said:
            text = fill(question.text, roles)
        new_voice = question.perspective not in conversation.voices
        brought = (
            question.perspective
            if new_voice and question.perspective is not Actor.PROFESSIONAL
            else None
        )
        return plan.model_copy(
            update={
                "stage": question.stage,
                "perspective": question.perspective,
                "dimension": question.dimension,
                "question_id": question.id,
                "question_text": text,
                "fills": question.fills,
                "candidates": self._candidates(chosen, text, fresh, roles),
                "emotion_first": emotion_first,
                "brings_in": brought,
                "role": role_for(brought, roles) if brought else None,
            }
        )

    @staticmethod
    def _candidates(
        chosen: Ranked, text: str, ranked: Sequence[Ranked], roles: dict[Actor, Role]
    ) -> list[Candidate]:
        """The chosen question and up to two that look through the same eyes."""
        found = [(chosen.question, text)]
        for item in ranked:
            same = item.question.perspective is chosen.question.perspective
            if same and item.tier == chosen.tier and item is not chosen:
                found.append((item.question, fill(item.question.text, roles)))
        return listed(found)

    def _closing(self, plan: Plan, conversation: Conversation) -> Plan | None:
        """The rounding-off question when it is time to offer one; who takes leave is let go."""
        if plan.move is not Move.AFRONDEN:
            return None
        left = self._leave.of(plan.heard.text, plan.heard.calls)
        if left is not None:
            return plan.model_copy(update={"stage": Stage.STAP, "about": left.before})
        found = self._follow_ups.closing(conversation)
        if found is None:
            return None
        return plan.model_copy(
            update={
                "stage": Stage.STAP,
                "dimension": found.dimension,
                "question_id": found.id,
                "question_text": found.text,
            }
        )

    def _stuck(
        self, plan: Plan, conversation: Conversation, roles: dict[Actor, Role]
    ) -> Plan | None:
        """Who does not know or turns away is followed first; nothing was said to take up."""
        heard = plan.heard
        if heard.answer not in (Answer.WEET_NIET, Answer.ONTWIJKT, Answer.KORT):
            return None
        if heard.words > MOST_OF_NOTHING or overdue(conversation):
            return None
        return self._follow_up(plan, conversation, roles)

    def _checking(self, plan: Plan, conversation: Conversation) -> Plan | None:
        """How things are now, when something was said that might be a signal.

        Not while the voice of somebody absent is due: then in the turn after.
        """
        if plan.move is not Move.VRAAG or overdue(conversation):
            return None
        recent = conversation.turns[-CHECK_REST:]
        if any(self._follow_ups.checks(turn.plan.question_id) for turn in recent):
            return None
        doubts = [turn.signal.doubt and turn.plan.move is Move.VRAAG for turn in recent[-1:]]
        if not plan.signal.doubt and not any(doubts):
            return None
        found = self._follow_ups.checking(conversation)
        if found is None:
            return None
        last = conversation.last
        return plan.model_copy(
            update={
                "stage": last.plan.stage if last else Stage.CONCREET,
                "dimension": found.dimension,
                "question_id": found.id,
                "question_text": found.text,
            }
        )

    def _follow_up(
        self, plan: Plan, conversation: Conversation, roles: dict[Actor, Role]
    ) -> Plan | None:
        """A follow-up on the last question, at most once for each question."""
        last = conversation.last
        if plan.move is not Move.VRAAG or last is None or last.plan.question_id == "":
            return None
        if plan.heard.answer is Answer.GEVOEL and not plan.heard.feelings:
            return None  # a feeling of somebody else's
        if plan.heard.answer not in _FOLLOWED or self._follow_ups.is_follow_up(
            last.plan.question_id
        ):
            return None
        recent = conversation.turns[-FOLLOW_UP_REST:]
        if any(self._follow_ups.is_follow_up(turn.plan.question_id) for turn in recent):
            return None
        asked = self._bank.by_id.get(last.plan.question_id)
        found = self._follow_ups.find(plan.heard.answer, asked, last.plan.stage, conversation)
        if found is None:
            return None
        return plan.model_copy(
            update={
                "stage": last.plan.stage,
                "perspective": last.plan.perspective,
                "dimension": found.dimension,
                "question_id": found.id,
                "question_text": fill(found.text, roles),
                "fills": last.plan.fills if found.same_question else None,
            }
        )

    def _step(self, plan: Plan, conversation: Conversation) -> Step:
        asked = sum(
            1
            for turn in conversation.turns
            if turn.plan.question_id
            and turn.plan.move in (Move.VRAAG, Move.AFRONDEN, Move.FEIT)
            and not self._follow_ups.is_follow_up(turn.plan.question_id)
        )
        kinds = [turn.heard.request for turn in conversation.turns] + [plan.heard.request]
        prepares = Request.GESPREK_VOORBEREIDEN in kinds
        return self._routes.of(
            Request.GESPREK_VOORBEREIDEN if prepares else Request.REFLECTIE
        ).step(asked)

    def _wanted(self, step: Step, plan: Plan, conversation: Conversation) -> tuple[Wanted, bool]:
        heard = plan.heard
        themes = tuple(dict.fromkeys([*heard.themes, *conversation.themes]))
        premises = conversation.premises | set(heard.premises)
        premises |= {Premise(actor) for actor in heard.actors if actor is not Actor.PROFESSIONAL}
        perspectives = self._perspectives(step, heard, conversation)
        if plan.move is Move.SIGNAAL or after_signal(conversation):
            # Beside a card, and after it, there is room for the person first.
            perspectives = (Actor.PROFESSIONAL,)
        stages: tuple[Stage, ...] = (step.fase,)
        previous = conversation.last
        emotion_first = bool(heard.feelings) and not (previous and previous.plan.emotion_first)
        if emotion_first and len(conversation.turns) < 2:
            stages = (Stage.CONCREET, Stage.TERUGBLIK)
        card = conversation.card()
        fields = tuple(field for field in step.kaart if not card[field])
        if not fields and len(conversation.turns) > 2:
            fields = tuple(field for field in CardField if not card[field])[:3]
        wanted = Wanted(
            stages=stages,
            perspectives=perspectives,
            themes=themes,
            premises=frozenset(premises),
            feelings=tuple(heard.feelings) if emotion_first else (),
            fields=fields,
            dimensions=frozenset(set(Dimension) - conversation.dimensions),
            asked=frozenset(conversation.asked | self._answered(heard, conversation)),
            seed=conversation.id,
        )
        return wanted, emotion_first

    def _answered(self, heard: Heard, conversation: Conversation) -> set[str]:
        """Questions that the last messages answer already."""
        recent = [turn.user for turn in conversation.turns[-TOLD_FOR:]]
        return self._told.answered([*recent, heard.text])

    def _perspectives(
        self, step: Step, heard: Heard, conversation: Conversation
    ) -> tuple[Actor, ...]:
        known = known_absent(heard, conversation)
        if overdue(conversation) and known:
            return known
        if step.stem == "professional" or self._take_up.of_oneself(heard):
            return (Actor.PROFESSIONAL,)
        if step.stem == "afwezig":
            return absent_voices(heard, conversation)
        return other_voices(heard, conversation)

    @staticmethod
    def _choose(ranked: Sequence[Ranked]) -> Ranked:
        """The best; within the margin the one that takes least for granted."""
        best = ranked[0]
        close = [
            item
            for item in ranked[:3]
            if item.tier == best.tier and best.fit - item.fit <= SIMPLER_MARGIN
        ]
        return min(
            close, key=lambda item: (len(item.question.assumes), len(item.question.text.split()))
        )


def _amid(heard: Heard, conversation: Conversation) -> bool:
    """Whether a question stands in an answer of more sentences.

    That nothing was found is no reply to the rest of it.
    """
    return bool(conversation.turns) and len(sentences(heard.said)) > 1
