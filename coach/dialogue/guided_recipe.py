"""Which kinds of line open a reply, before any line is chosen.

Contract: ``opening`` gives the parts of a reflection in order, at most two and sometimes none, for
a move that goes on asking. A feeling that was said is met before anything else; after an answer of
a known kind the opening fits that kind; otherwise quoting, giving back and recognising take turns.
The module knows no Dutch and no lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from coach.knowledge.schemas import LineKind
from coach.labels import Answer


class Part(StrEnum):
    """One part of a reflection. ``ERKENNING_GEVOEL`` is an erkenning written for a feeling."""

    ERKENNING = "erkenning"
    ERKENNING_GEVOEL = "erkenning-gevoel"
    GEVOEL = "gevoel"
    CITAAT = "citaat"
    SPIEGEL = "spiegel"
    NA = "na"


AFTER: dict[Answer, LineKind] = {
    Answer.KORT: LineKind.NA_KORT,
    Answer.WEET_NIET: LineKind.NA_WEET_NIET,
    Answer.PLAN: LineKind.NA_PLAN,
    Answer.WIJST_ANDER: LineKind.NA_WIJST_ANDER,
    Answer.ONTWIJKT: LineKind.NA_ONTWIJKT,
}

_Recipe = tuple[Part, ...]

_FELT: dict[_Recipe, float] = {
    (Part.GEVOEL,): 2,
    (Part.ERKENNING_GEVOEL,): 3,
    (Part.CITAAT, Part.GEVOEL): 2,
    (Part.CITAAT, Part.ERKENNING_GEVOEL): 3,
    (Part.SPIEGEL, Part.ERKENNING_GEVOEL): 3,
}
# A general erkenning after every message sounds like a calendar; mostly the user's own words do.
_TOLD: dict[_Recipe, float] = {
    (Part.CITAAT,): 4,
    (Part.SPIEGEL,): 4,
    (Part.ERKENNING,): 1,
    (): 2,
}
_FIRST: dict[_Recipe, float] = {
    (Part.CITAAT,): 2,
    (Part.SPIEGEL,): 3,
    (Part.CITAAT, Part.ERKENNING): 2,
    (Part.SPIEGEL, Part.ERKENNING): 2,
}


@dataclass(frozen=True)
class Situation:
    """What decides the opening: what can be made now and what was done the turn before.

    ``felt``: a feeling was heard; ``guessable``: one that was not named in words.
    """

    answer: Answer
    first: bool
    felt: bool
    quotable: bool
    mirrored: bool
    before: frozenset[LineKind]
    guessable: bool = False


def opening(situation: Situation, rng: Random) -> Sequence[Part]:
    """The parts of the reflection, in order."""
    if not situation.first and situation.answer in AFTER and not situation.felt:
        return (Part.NA,)
    menu = _FELT if situation.felt else _FIRST if situation.first else _TOLD
    recipes = [recipe for recipe in menu if _possible(recipe, situation)]
    if not recipes:
        return (Part.ERKENNING,)
    weights = [menu[recipe] * _freshness(recipe, situation.before) for recipe in recipes]
    return rng.choices(recipes, weights)[0]


def _possible(recipe: _Recipe, situation: Situation) -> bool:
    """Whether every part of the recipe can be made; two bare questions running never are."""
    if not recipe:
        return bool(situation.before)
    return not (
        (Part.CITAAT in recipe and not situation.quotable)
        or (Part.SPIEGEL in recipe and not situation.mirrored)
        or (Part.GEVOEL in recipe and not situation.guessable)
    )


def _freshness(recipe: _Recipe, before: frozenset[LineKind]) -> float:
    """Less likely what the last reply did already; giving back twice running sounds like echo."""
    weight = 1.0
    done = {str(kind) for kind in before}
    for part in recipe:
        kind = "erkenning" if part is Part.ERKENNING_GEVOEL else str(part)
        if kind in done:
            weight *= 0.25 if part is Part.ERKENNING_GEVOEL else 0.12
    return weight
