"""One ranking out of two: meaning, and words only as far as they have something to say.

Contract: pure functions on score arrays. The fused score is the dense likeness plus the BM25 score
(scaled to its best), weighed by how much of the query BM25's best match carries. Plain rank fusion
(Cormack et al. 2009) lost on colloquial questions, where BM25 finds next to nothing, and won less
on ordinary ones; docs/evals.md has the figures and the command.
"""

import numpy as np
from numpy.typing import NDArray

LEXICAL_SHARE = 0.4
_SILENT, _SURE = 0.2, 0.6


def ranks(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """1 for the best score, 2 for the next; ties by position."""
    order = np.argsort(-scores, kind="stable")
    result = np.empty(len(scores), dtype=np.float32)
    result[order] = np.arange(1, len(scores) + 1, dtype=np.float32)
    return result


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
