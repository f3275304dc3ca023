"""Up to three questions for a step, from the method itself and from the question bank.

Contract: ``propose`` gives questions that fit the step, the case and its themes, none twice in a
meeting, of different dimensions and persons where it can; nothing in a step where somebody is
silent. All are authored questions with at most a role word filled in: never a word about the case.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.bank import Bank, Candidate, Wanted
from coach.dialogue.slots import fill
from coach.dialogue.state import Heard
from coach.intervision.method import Step
from coach.intervision.state import Proposal, Session
from coach.knowledge.schemas import Question
from coach.labels import Actor, Premise, Stage, Theme

MOST = 3
#: Of the method's own questions when the bank joins in.
OWN = 2
_STAGES = (Stage.CONCREET, Stage.TERUGBLIK)
_CLOSEST = 24


def propose(
    session: Session, bank: Bank, heard: Heard, context: NDArray[np.float32]
) -> tuple[Proposal, ...]:
    """At most three new questions for the step the group is in."""
    step = session.step
    if step.still or not step.proposes:
        return ()
    said = {proposal.text for proposal in session.proposals}
    own = [text for text in step.questions if text not in said]
    wants_bank = bool(step.stages) or not step.questions
    found = [
        Proposal(source=f"{session.method}/{step.id}", text=text, step=session.at)
        for text in own[: OWN if wants_bank else MOST]
    ]
    if wants_bank or len(found) < MOST:
        taken = said | {proposal.text for proposal in found}
        for question in _spread(_candidates(session, step, bank, heard, context)):
            text = fill(question.text, heard.roles)
            if len(found) == MOST:
                break
            if text not in taken:
                found.append(Proposal(source=question.id, text=text, step=session.at))
                taken.add(text)
    return tuple(found)


def _candidates(
    session: Session, step: Step, bank: Bank, heard: Heard, context: NDArray[np.float32]
) -> list[Candidate]:
    about_group = step.about == "groep"
    people = tuple(step.perspectives) or (
        (Actor.PROFESSIONAL, Actor.TEAM)
        if about_group
        else (Actor.PROFESSIONAL, *(a for a in heard.actors if a is not Actor.PROFESSIONAL))
    )
    premises = frozenset(heard.premises) | ({Premise.TEAM} if about_group else set())
    wanted = Wanted(
        stages=tuple(step.stages) or _STAGES,
        perspectives=people,
        themes=(Theme.INTERVISIE,) if about_group else tuple(heard.themes),
        premises=premises,
        feelings=tuple(heard.feelings),
        asked=frozenset(proposal.source for proposal in session.proposals),
        seed=f"{session.id}-{step.id}",
    )
    return [
        candidate
        for candidate in bank.rank(wanted, context)
        # What the bank knows about groups is asked about the group, and only then.
        if (Theme.INTERVISIE in candidate.question.themes) == about_group
    ]


def _spread(candidates: Sequence[Candidate]) -> list[Question]:
    """The best about the presenter, then each time the best that adds a dimension or a person."""
    inside = [c.question for c in candidates if c.tier == 0] or [c.question for c in candidates]
    # The presenter's own thinking and doing stands in the middle, also when others were named.
    own = [question for question in inside if question.perspective is Actor.PROFESSIONAL]
    rest = [*own[:_CLOSEST], *[q for q in inside if q not in own][:_CLOSEST]]
    chosen: list[Question] = own[:1]
    rest = [question for question in rest if question not in chosen]
    while rest and len(chosen) < 2 * MOST:
        best = max(rest, key=lambda question: (_news(question, chosen), -rest.index(question)))
        chosen.append(best)
        rest.remove(best)
    return chosen


def _news(question: Question, chosen: Sequence[Question]) -> int:
    """How much a question adds: a dimension, a person, or both."""
    return (question.dimension not in {q.dimension for q in chosen}) + (
        question.perspective not in {q.perspective for q in chosen}
    )
