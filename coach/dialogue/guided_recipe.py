"""Which kinds of line open a reply, before any line is chosen.

Contract: ``opening`` gives the parts of a reflection in order, at most two and sometimes none, for
a move that goes on asking. A feeling that was said is met before anything else; after an answer of
a known kind the opening fits that kind; otherwise quoting, giving back and recognising take turns.
The module knows no Dutch and no lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from random import Random

from coach.dialogue.state import Conversation, Heard, Turn
from coach.knowledge.schemas import LineKind
from coach.labels import Answer


class Part(StrEnum):
    """One part of a reflection.

    ``GEZEGD`` names a feeling in the user's own word for it, ``GEVOEL`` guesses at one that was
    not named; ``ERKENNING_GEVOEL`` is an erkenning written for a feeling.
    """

    ERKENNING = "erkenning"
    ERKENNING_GEVOEL = "erkenning-gevoel"
    GEVOEL = "gevoel"
    GEZEGD = "gevoel-gezegd"
    CITAAT = "citaat"
    SPIEGEL = "spiegel"
    NA = "na"
    HAAK = "haak"


AFTER: dict[Answer, LineKind] = {
    Answer.KORT: LineKind.NA_KORT,
    Answer.WEET_NIET: LineKind.NA_WEET_NIET,
    Answer.PLAN: LineKind.NA_PLAN,
    Answer.WIJST_ANDER: LineKind.NA_WIJST_ANDER,
    Answer.ONTWIJKT: LineKind.NA_ONTWIJKT,
}

_Recipe = tuple[Part, ...]

# What was felt is said in the user's words. A guess is seldom better than those: mostly it says
# what was just told.
_NAMED: dict[_Recipe, float] = {
    (Part.GEZEGD,): 2,
    (Part.SPIEGEL,): 4,
    (Part.CITAAT,): 2,
    (Part.CITAAT, Part.GEZEGD): 1,
}
_FELT: dict[_Recipe, float] = {
    (Part.CITAAT,): 3,
    (Part.SPIEGEL,): 3,
    (Part.GEVOEL,): 0.3,
}
# No general erkenning: 'Dat is veel tegelijk' sounds like a calendar. The user's own words do.
_TOLD: dict[_Recipe, float] = {
    (Part.CITAAT,): 4,
    (Part.SPIEGEL,): 5,
    (): 1.5,
}
# After an answer of a known kind, the user's words before a line about that kind.
_ANSWERED: dict[Answer, dict[_Recipe, float]] = {
    Answer.PLAN: {(Part.SPIEGEL,): 3, (Part.CITAAT,): 2, (Part.NA,): 0.3, (): 2},
    Answer.WIJST_ANDER: {(Part.CITAAT,): 3, (Part.SPIEGEL,): 2, (Part.NA,): 1, (): 2},
    Answer.KORT: {(Part.CITAAT,): 3, (Part.NA,): 0.5, (): 2},
}
_FIRST: dict[_Recipe, float] = {
    (Part.CITAAT,): 2,
    (Part.SPIEGEL,): 3,
}

# A question that takes up the user's words needs them less often before it as well: hearing one's
# own sentence back every time sounds like an echo. A few words for what the message does may.
_TAKEN_UP: dict[_Recipe, float] = {
    (): 2,
    (Part.HAAK,): 2,
    (Part.CITAAT,): 2,
    (Part.SPIEGEL,): 9,
}
#: With more words, not knowing or turning away is only how the message begins.
LONGEST_NO_ANSWER = 9
_TURNED_AWAY = frozenset({Answer.WEET_NIET, Answer.ONTWIJKT})
#: So many replies running may be a question alone.
MOST_BARE = 1
_GIVEN_BACK = frozenset({str(Part.CITAAT), str(Part.SPIEGEL)})


@dataclass(frozen=True)
class Situation:
    """What decides the opening: what was heard, what can be made now and what was done before.

    ``felt``: a feeling was heard; ``guessable``: it was not named in words; ``named``: there is a
    line with the user's word for it; ``taken_up``: the question takes up their words already;
    ``nodded``: there is a line for what the message does; ``before``: kinds of the last reply.
    """

    heard: Heard
    turns: Sequence[Turn]
    felt: bool
    quotable: bool
    mirrored: bool
    before: frozenset[LineKind]
    guessable: bool = False
    named: bool = False
    taken_up: bool = False
    nodded: bool = False

    @property
    def answer(self) -> Answer:
        """The kind of answer to go by: who goes on after 'weet ik niet' has told."""
        told = self.heard.answer in _TURNED_AWAY and self.heard.words > LONGEST_NO_ANSWER
        return Answer.VERTELT if told else self.heard.answer

    @property
    def bare(self) -> int:
        """How many of the last replies were a question alone."""
        return sum(1 for _ in takewhile(lambda turn: not turn.spoken.line_ids, self.turns[::-1]))


def opening(situation: Situation, rng: Random) -> Sequence[Part]:
    """The parts of the reflection, in order."""
    after = situation.turns and situation.answer in AFTER
    if situation.felt:
        menu = _FELT if situation.guessable else _NAMED
    elif after and situation.answer not in _ANSWERED:
        return (Part.NA,)
    elif after:
        menu = _ANSWERED[situation.answer]
    else:
        menu = _TOLD if situation.turns else _FIRST
    if situation.taken_up and not situation.felt:
        menu = _TAKEN_UP
    recipes = [recipe for recipe in menu if _possible(recipe, situation)]
    if not recipes:
        # A general erkenning fits nothing: then rather the question alone.
        return (Part.ERKENNING_GEVOEL,) if situation.felt else ()
    weights = [menu[recipe] * _freshness(recipe, situation.before) for recipe in recipes]
    return rng.choices(recipes, weights)[0]


def _possible(recipe: _Recipe, situation: Situation) -> bool:
    """Whether every part of the recipe can be made; bare questions do not run on."""
    if not recipe:
        return situation.bare < (MOST_BARE if situation.taken_up else 1)
    return not (
        (Part.CITAAT in recipe and not situation.quotable)
        or (Part.SPIEGEL in recipe and not situation.mirrored)
        or (Part.GEVOEL in recipe and not situation.guessable)
        or (Part.GEZEGD in recipe and not situation.named)
        or (Part.HAAK in recipe and not situation.nodded)
    )


def _freshness(recipe: _Recipe, before: frozenset[LineKind]) -> float:
    """Less likely what the last reply did already; giving back twice running sounds like echo."""
    weight = 1.0
    done = {str(kind) for kind in before}
    for part in recipe:
        kind = "erkenning" if part is Part.ERKENNING_GEVOEL else str(part)
        if kind in done:
            weight *= 0.4
        if kind in _GIVEN_BACK and done & _GIVEN_BACK:
            weight *= 0.5
    return weight


def seed_of(conversation: Conversation) -> str:
    """The same turn gives the same reply, until the user asks for another one."""
    again = f":{len(conversation.passed_over)}" if conversation.passed_over else ""
    return f"{conversation.id}:{len(conversation.turns) + 1}{again}"
