"""What the lists and boxes of the intervision page offer, given where a meeting stands.

Contract: pure functions of the meeting's state; nothing changes in here.
"""

from collections.abc import Sequence

from coach.intervision.labels import Advice, Kind, Leap, Phase
from coach.intervision.state import Item, Session
from coach.ui.texts import group_page as texts

#: What the closing writes down.
CLOSING = (Kind.REGEL, Kind.OOGST, Kind.AFSPRAAK, Kind.PROCES)


def kinds_now(standing: Session) -> tuple[Kind, ...]:
    """What can be written down now, without the case itself."""
    if standing.phase is Phase.KLAAR:
        return CLOSING
    found = tuple(kind for kind in standing.step.collects if kind is not Kind.CASUS)
    return found or (Kind.NOTITIE,)


def to_sort(standing: Session) -> list[Item]:
    """What the step asks to sort, the unsorted first."""
    wanted = standing.step.sorted_kind
    if standing.phase is Phase.KLAAR or wanted is None:
        return []
    found = standing.collected(wanted)
    return sorted(found, key=lambda item: item.sort is not None)


def may_advise(standing: Session) -> bool:
    """Whether advice has its place now."""
    return standing.phase is Phase.KLAAR or standing.step.advice is Advice.WELKOM


def first_held(standing: Session) -> int | None:
    """Which of what waits stands first in the list: the latest, in an advice round advice."""
    waiting = standing.held
    if may_advise(standing):
        waiting = tuple(i for i in waiting if i.held is Leap.ADVIES) or waiting
    return waiting[-1].number if waiting else None


def labelled(items: Sequence[Item]) -> list[tuple[str, int]]:
    """Choices of a list: the words and the number."""
    return [(texts.ITEM.format(number=i.number, text=i.text[:70]), i.number) for i in items]
