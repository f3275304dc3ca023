"""The one number by which a search ranks, out of six measurements of a text.

Contract: ``rank`` weighs likeness of the whole, of its best sentence and of the nearest ways of
asking, BM25, what the text gains by themes that the best texts share, and how likely its themes
are for the question. The weights are a logistic regression over the dev queries, for the encoder
that comes with Kier; ``python -m evals.fit_ranking`` learns them again and shows what they do on
queries held out. ``expected`` says what the ways of asking would probably score for a text that
has none, such as one that an organisation added itself: nobody wrote down how people ask about it,
and that must not put it behind. ``ThemeGuess`` learns from the ways of asking which themes a
question is about. Pure arithmetic; knows no texts.
"""

import numpy as np
from numpy.typing import NDArray

Row = NDArray[np.float32]

#: Whole, sentence, ways of asking, BM25 (a point each), shared themes, likeliest theme. In a
#: scale in which the scores of one query lie 0.125 apart (standard deviation).
WEIGHTS = (0.26, 0.06, 0.35, 0.0355, 1.26, 0.22)
#: Which of these the gain by shared themes is.
THEMED = 4
#: Nearest and mean of the three nearest ways of asking, from the likeness of the text: slope, base.
_NEAREST, _THREE = (0.80, 0.20), (0.78, 0.16)
#: How strongly the theme guess is held back (ridge regression, Hoerl and Kennard 1970).
_RIDGE = 10.0


def expected_nearest(own: Row) -> Row:
    """The nearest way of asking that a text of this likeness (n,) usually has."""
    return np.asarray(_NEAREST[0] * own + _NEAREST[1], dtype=np.float32)


def expected_three(own: Row) -> Row:
    """The mean of the three nearest ways of asking that such a text (n,) usually has."""
    return np.asarray(_THREE[0] * own + _THREE[1], dtype=np.float32)


def rank(features: Row, weights: tuple[float, ...] = WEIGHTS) -> Row:
    """Scores (n,), higher is better, from ``features`` (n, 6) in the order of ``WEIGHTS``."""
    return np.asarray(features @ np.array(weights, dtype=np.float32), dtype=np.float32)


class ThemeGuess:
    """Which themes a question is about, learnt from ways of asking about texts with themes."""

    def __init__(self, vectors: Row, membership: Row) -> None:
        """``vectors`` (m, dim) of ways of asking; ``membership`` (m, themes) of their texts."""
        with_one = np.c_[vectors, np.ones(len(vectors))].astype(np.float64)
        held_back = _RIDGE * np.eye(with_one.shape[1])
        held_back[-1, -1] = 0.0
        self._weights = np.linalg.solve(
            with_one.T @ with_one + held_back, with_one.T @ membership
        ).astype(np.float32)

    def of(self, row: Row) -> Row:
        """About 1 for a theme (themes,) that the question is surely about, about 0 for others."""
        return np.asarray(row @ self._weights[:-1] + self._weights[-1], dtype=np.float32)


def likeliest(guess: Row, membership: Row) -> Row:
    """For each text (n,) the guess for its likeliest theme; 0 for a text without themes."""
    if not membership.size:
        return np.zeros(len(membership), dtype=np.float32)
    best = np.where(membership > 0, guess, -np.inf).max(axis=1)
    return np.asarray(np.where(np.isfinite(best), best, 0.0), dtype=np.float32)
