"""One ranking out of two: dense and lexical, the latter only as far as it has something to say.

Contract: pure functions on score arrays. Weighted reciprocal-rank fusion (Cormack et al. 2009)
with the lexical weight taken from BM25's confidence; plain fusion hurts where BM25 finds nothing
(docs/evals.md has the figures).
"""

import numpy as np
from numpy.typing import NDArray

RANK_CONSTANT = 10.0


def ranks(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """1 for the best score, 2 for the next; ties by position."""
    order = np.argsort(-scores, kind="stable")
    result = np.empty(len(scores), dtype=np.float32)
    result[order] = np.arange(1, len(scores) + 1, dtype=np.float32)
    return result


def lexical_weight(confidence: float) -> float:
    """How much BM25 counts beside the dense ranking, from how much of the query it carries."""
    return float(np.clip((confidence - 0.15) / 0.6, 0.0, 1.0))


def fuse(
    dense: NDArray[np.float32], lexical: NDArray[np.float32], confidence: float
) -> NDArray[np.float32]:
    """Fused scores, higher is better; both inputs hold one score per text in the same order."""
    weight = lexical_weight(confidence)
    fused = 1.0 / (RANK_CONSTANT + ranks(dense))
    matched = lexical > 0
    fused[matched] += weight / (RANK_CONSTANT + ranks(lexical)[matched])
    return fused.astype(np.float32)
