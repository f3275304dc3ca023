"""The question bank with vectors: which questions fit this turn, best first.

Contract: ``Bank.rank`` returns candidates whose premises hold and that were not asked before,
ordered by fit: closeness of meaning to what was just said, the theme, an untouched dimension, an
empty card field, a feeling to meet. A plain question wins unless one of the theme is clearly
closer: on the labelled contexts even the closest theme questions are right in one of three.
``rank`` never returns a question outside the wanted stage and perspectives unless nothing inside
is left, and then widens step by step. Deterministic.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.slots import fill, slots_of
from coach.knowledge.schemas import Question
from coach.labels import Actor, CardField, Dimension, Feeling, Premise, Stage, Theme

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True)
class Wanted:
    """What the plan asks of a question."""

    stages: tuple[Stage, ...]
    perspectives: tuple[Actor, ...]
    themes: tuple[Theme, ...]
    premises: frozenset[Premise]
    feelings: tuple[Feeling, ...] = ()
    fields: tuple[CardField, ...] = ()
    dimensions: frozenset[Dimension] = frozenset()
    asked: frozenset[str] = frozenset()
    seed: str = ""


@dataclass(frozen=True)
class Weights:
    """How much each ground for a question counts (tuned on the dev contexts)."""

    meaning: float = 1.0
    main_theme: float = 0.22
    theme: float = 0.09
    dimension: float = 0.06
    field: float = 0.14
    feeling: float = 0.3
    premise: float = 0.02
    plain: float = 0.55
    unmet: float = 0.12
    variety: float = 0.15
    farther: float = 0.2


@dataclass(frozen=True)
class Candidate:
    """One question, how well it fits, and how far outside the wanted cell it lies (0: inside)."""

    question: Question
    fit: float
    tier: int


class Bank:
    """All questions, their vectors, and the choice among them."""

    def __init__(
        self, questions: Sequence[Question], embed: Embed, weights: Weights | None = None
    ) -> None:
        self.questions = list(questions)
        self.by_id = {question.id: question for question in self.questions}
        self._weights = weights or Weights()
        self._needs = [
            frozenset(question.assumes) | {Premise(actor) for actor in slots_of(question.text)}
            for question in self.questions
        ]
        self._vectors = embed([fill(question.text, {}) for question in self.questions])

    def rank(self, wanted: Wanted, context: NDArray[np.float32]) -> list[Candidate]:
        """Fitting questions, best first; ``context`` is the vector of what was just said."""
        meaning = self._vectors @ context
        found = [
            Candidate(
                question,
                self._fit(question, wanted, float(meaning[place])),
                _tier(question, wanted),
            )
            for place, question in enumerate(self.questions)
            if question.id not in wanted.asked and wanted.premises.issuperset(self._needs[place])
        ]
        found.sort(key=lambda item: (item.tier, -item.fit, item.question.id))
        return found

    def _fit(self, question: Question, wanted: Wanted, meaning: float) -> float:
        weights = self._weights
        fit = weights.meaning * meaning
        if question.plain:
            fit += weights.plain
        elif wanted.themes and wanted.themes[0] in question.themes:
            fit += weights.main_theme
        fit += weights.theme * len(set(wanted.themes[1:3]) & set(question.themes))
        if question.dimension in wanted.dimensions:
            fit += weights.dimension
        if question.fills is not None and question.fills in wanted.fields:
            # The first wanted field counts most: it is the one the road is at.
            fit += weights.field * (1.0 - 0.25 * wanted.fields.index(question.fills))
        if set(question.meets) & set(wanted.feelings):
            fit += weights.feeling
        elif question.plain and question.meets:
            fit -= weights.unmet
        fit += weights.premise * len(question.assumes)
        if question.perspective in wanted.perspectives:
            # The one most spoken of stands first: whose turn it is, the talk itself says.
            fit -= weights.farther * wanted.perspectives.index(question.perspective)
        return fit + weights.variety * _chance(wanted.seed, question.id)


def _chance(seed: str, name: str) -> float:
    """Between 0 and 1, the same for one conversation and question: no two talks run alike."""
    return crc32(f"{seed}:{name}".encode()) / 0xFFFFFFFF if seed else 0.0


def _tier(question: Question, wanted: Wanted) -> int:
    """0 inside stage and perspectives; then another stage, then another perspective, then both."""
    return 2 * (question.perspective not in wanted.perspectives) + (
        question.stage not in wanted.stages
    )
