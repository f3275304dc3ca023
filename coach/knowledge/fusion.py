"""One ranking out of two: meaning, and words only as far as they have something to say.

Contract: pure functions on score arrays. The fused score is the dense likeness plus the BM25 score
(scaled to its best), weighed by how much of the query BM25's best match carries. Plain rank fusion
(Cormack et al. 2009) lost on colloquial questions, where BM25 finds next to nothing, and won less
on ordinary ones; docs/evals.md has the figures and the command.
"""

import numpy as np
from numpy.typing import NDArray

from coach.knowledge.theme_groups import ThemeGroups

LEXICAL_SHARE = 0.4
#: How far texts move up that share the themes of the best ones, how many best ones are asked, and
#: by how much a lower score counts less there (measured on the dev queries; docs/evals.md).
THEME_SHARE, THEME_VOTERS, THEME_WIDTH = 0.4, 15, 0.05
_SILENT, _SURE = 0.2, 0.6


def ranks(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """1 for the best score, 2 for the next; ties by position."""
    order = np.argsort(-scores, kind="stable")
    result = np.empty(len(scores), dtype=np.float32)
    result[order] = np.arange(1, len(scores) + 1, dtype=np.float32)
    return result


def first(scores: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """Places of the ``count`` best scores, best first; ties by position.

    The same as sorting all of them, which takes long for 100,000.
    """
    if len(scores) <= count:
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, -count)[-count]
    places = np.flatnonzero(scores >= least)
    return places[np.argsort(-scores[places], kind="stable")][:count]


def lexical_weight(confidence: float) -> float:
    """How much BM25 counts, 0 to 1, from how much of the query its best match carries."""
    return float(np.clip((confidence - _SILENT) / (_SURE - _SILENT), 0.0, 1.0))


def fuse(
    dense: NDArray[np.float32], lexical: NDArray[np.float32], confidence: float
) -> NDArray[np.float32]:
    """Fused scores, higher is better; both inputs hold one score per text in the same order."""
    best = float(lexical.max()) if len(lexical) else 0.0
    if best <= 0.0:
        return dense.astype(np.float32)
    words = LEXICAL_SHARE * lexical_weight(confidence) * lexical / best
    return (dense + words).astype(np.float32)


def theme_gain(scores: NDArray[np.float32], groups: ThemeGroups) -> NDArray[np.float32]:
    """What each text (n,) gains by the themes that the best texts share.

    The best texts vote with a softmax of their scores; a text gains by the share of the votes for
    its themes (pseudo-relevance feedback after Rocchio 1971, over labels instead of words). One
    text among strangers gains nothing that the strangers do not.
    """
    if not groups.sets.any():
        return np.zeros(len(scores), dtype=np.float32)
    best = first(scores, THEME_VOTERS)
    weight = np.exp((scores[best] - scores[best[0]]) / THEME_WIDTH)
    each = np.maximum(groups.sets.sum(axis=1), 1.0)
    voters = groups.of_text[best]
    votes = (weight / weight.sum()) @ groups.sets[voters] / float(each[voters].mean())
    return groups.spread(THEME_SHARE * (groups.sets @ votes) / np.sqrt(each))
