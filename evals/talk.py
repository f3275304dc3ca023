"""Whole conversations for the suites, as the typed records that Kier keeps.

Contract: ``talk`` plays messages through a coach and gives the ``Conversation``; its id follows
from the case's, so the same case gives the same replies. ``share`` is a rate with its Wilson
interval and, over clusters, a bootstrap interval. Raises the coach's KierError.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from coach.dialogue.state import Conversation, Move, Turn
from coach.labels import Level, VoiceName
from evals.stats import cluster_interval
from evals.suites.dialogue import conversation_for
from evals.suites.measures import wilson

if TYPE_CHECKING:
    from coach.dialogue.coach import Coach


def talk(
    coach: "Coach", case_id: str, messages: Iterable[str], voice: VoiceName = VoiceName.GUIDED
) -> Conversation:
    """The conversation after all messages."""
    conversation = conversation_for(case_id)
    conversation.voice = voice
    for message in messages:
        for _ in coach.turn(conversation, str(message)):
            pass
    return conversation


def ready(coach: "Coach | None") -> "Coach":
    """The given coach, or the one that Kier would start."""
    if coach is not None:
        return coach
    from coach.cli.common import ready_coach

    return ready_coach()


def ordinary(turn: Turn) -> bool:
    """Whether the turn is reflection: no danger card, no refusal, no foreign input."""
    return turn.plan.move in (Move.VRAAG, Move.AFRONDEN) and turn.signal.level in (
        Level.GEEN,
        Level.ZELFZORG,
    )


def share(holds: Sequence[bool], clusters: Sequence[Hashable] = ()) -> dict[str, Any]:
    """A rate; with ``clusters`` (one name a case) also the interval over whole clusters."""
    found = wilson(sum(holds), len(holds))
    if clusters:
        between = cluster_interval([float(value) for value in holds], clusters)
        found["clusters"] = len(set(clusters))
        found["cluster_low"], found["cluster_high"] = between or (None, None)
    return found
