"""Fits the steps of a method to the minutes there are.

Contract: ``divide`` gives whole minutes per step that add up exactly to the minutes available, in
proportion to the steps' own minutes and never below a floor. ``plan`` does so for a method,
with the closing round added where the method has none of its own. Pure.
"""

from collections.abc import Sequence

from pydantic import Field

from coach.intervision.errors import TooShort
from coach.intervision.method import Method, Step
from coach.knowledge.schemas import Entry


class Planned(Entry):
    """A step with its minutes for today; ``own`` is false for the closing round Kier adds."""

    step: Step
    minutes: int = Field(ge=1)
    own: bool = True


def divide(minutes: int, weights: Sequence[int], floors: Sequence[int]) -> list[int]:
    """Whole minutes that add up to ``minutes``, in proportion to ``weights`` above ``floors``.

    Steps that would fall below their floor get the floor; the others share what is left. What
    rounding leaves goes to the largest remainders, the earliest first. Raises ValueError when
    the floors do not fit.
    """
    if minutes < sum(floors):
        raise ValueError("the floors do not fit")
    open_places = set(range(len(weights)))
    shares = [float(floor) for floor in floors]
    while open_places:
        left = minutes - sum(floors[n] for n in range(len(weights)) if n not in open_places)
        weight = sum(weights[n] for n in open_places)
        low = {n for n in open_places if left * weights[n] / weight < floors[n]}
        if not low:
            for n in open_places:
                shares[n] = left * weights[n] / weight
            break
        open_places -= low
    whole = [int(share + 1e-9) for share in shares]
    order = sorted(range(len(shares)), key=lambda n: (-(shares[n] - whole[n]), n))
    short = minutes - sum(whole)
    for place in range(short):
        whole[order[place % len(order)]] += 1
    return whole


def steps_of(method: Method, closing: Step) -> list[tuple[Step, bool]]:
    """The steps of a meeting, and whether each is the method's own."""
    steps = [(step, True) for step in method.steps]
    return steps if method.closes else [*steps, (closing, False)]


def floor_of(method: Method, closing: Step) -> int:
    """The least minutes in which the method fits."""
    return sum(step.floor for step, _ in steps_of(method, closing))


def usual(method: Method, closing: Step) -> int:
    """The minutes the method takes as described, closing round counted."""
    return sum(step.minutes for step, _ in steps_of(method, closing))


def plan(method: Method, closing: Step, minutes: int | None = None) -> tuple[Planned, ...]:
    """The steps with today's minutes; without ``minutes`` as described. Raises TooShort."""
    steps = steps_of(method, closing)
    floors = [step.floor for step, _ in steps]
    wanted = usual(method, closing) if minutes is None else minutes
    if wanted < sum(floors):
        raise TooShort(minutes=wanted, method=method.name, floor=sum(floors))
    given = divide(wanted, [step.minutes for step, _ in steps], floors)
    return tuple(
        Planned(step=step, minutes=share, own=own)
        for (step, own), share in zip(steps, given, strict=True)
    )
