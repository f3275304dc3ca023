"""Sentence pairs with a grade of likeness, and the loss that learns their order.

Contract: ``read_graded`` reads lines ``grade TAB sentence TAB sentence`` with grades 0 to 5 and
raises ``ValueError`` naming file and line; ``graded_loss`` asks that a pair with a higher grade
gets a higher cosine than one with a lower grade (CoSENT, Su 2022: pairwise logistic over all
ordered pairs in the batch). It knows nothing about where the sentences came from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

HIGHEST = 5.0
_SCALE = 20.0


@dataclass(frozen=True)
class GradedPair:
    """Two sentences and how alike they are, 0 (unrelated) to 5 (the same)."""

    grade: float
    a: str
    b: str


def read_graded(path: Path) -> list[GradedPair]:
    """The pairs of a file, in order."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        parts = line.split("\t")
        try:
            grade = float(parts[0].replace(",", "."))
            _, a, b = parts
        except ValueError as error:
            raise ValueError(
                f"{path.name}, line {number}: want grade, sentence, sentence"
            ) from error
        if not 0.0 <= grade <= HIGHEST or not a.strip() or not b.strip():
            raise ValueError(f"{path.name}, line {number}: grade outside 0-5 or empty sentence")
        found.append(GradedPair(grade, a.strip(), b.strip()))
    return found


def graded_loss(cosines: Tensor, grades: Tensor) -> Tensor:
    """CoSENT over one batch: cosines (n,) and grades (n,); zero when all grades are equal."""
    gaps = _SCALE * (cosines[None, :] - cosines[:, None])
    wrong_if_positive = grades[:, None] > grades[None, :]
    if not bool(wrong_if_positive.any()):
        return cosines.sum() * 0.0
    terms = gaps[wrong_if_positive]
    return torch.logsumexp(torch.cat([terms.new_zeros(1), terms]), dim=0)


def draws(
    pairs: Sequence[GradedPair], size: int, generator: np.random.Generator
) -> Iterator[list[GradedPair]]:
    """Endless batches of ``size`` pairs, every pair once before any comes again."""
    while True:
        order = generator.permutation(len(pairs))
        for start in range(0, max(1, len(order) - size + 1), size):
            yield [pairs[row] for row in order[start : start + size]]
