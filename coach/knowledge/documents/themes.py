"""What a passage is probably about: a suggestion for whoever reviews it.

Contract: ``Themes.suggest`` gives per vector at most two themes, the likeliest first, none when
nothing is near. Examples are lines and texts whose themes people chose (exemplars, the shipped
library); a theme is as near as its ``_NEAREST`` nearest examples are on average. Decides nothing.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from coach.labels import Theme

_NEAREST = 3
_LEAST = 0.40
_BESIDE = 0.04
_MOST = 2


class Themes:
    """Nearest examples by theme."""

    def __init__(self, themes: Sequence[Sequence[Theme]], rows: NDArray[np.float32]) -> None:
        self._rows = rows
        self._places = {
            theme: np.array([n for n, own in enumerate(themes) if theme in own], dtype=np.intp)
            for theme in Theme
        }

    def suggest(self, rows: NDArray[np.float32]) -> list[tuple[Theme, ...]]:
        """Per row at most two themes, the likeliest first."""
        if not len(rows):
            return []
        if not len(self._rows):
            return [()] * len(rows)
        likeness = np.asarray(rows @ self._rows.T, dtype=np.float32)
        known = [theme for theme, places in self._places.items() if len(places)]
        table = np.stack([_nearest(likeness[:, self._places[theme]]) for theme in known], axis=1)
        return [_chosen(known, scores) for scores in table]


def _nearest(likeness: NDArray[np.float32]) -> NDArray[np.float32]:
    count = min(_NEAREST, likeness.shape[1])
    best = np.sort(likeness, axis=1)[:, -count:]
    return np.asarray(best.mean(axis=1), dtype=np.float32)


def _chosen(themes: Sequence[Theme], scores: Iterable[float]) -> tuple[Theme, ...]:
    ranked = sorted(zip(scores, themes, strict=True), key=lambda pair: -pair[0])[:_MOST]
    return tuple(theme for score, theme in ranked if score >= max(_LEAST, ranked[0][0] - _BESIDE))
