"""A word-piece lexicon from sentence pairs: IBM model 1, in both directions.

Contract: ``align`` gives, for every Dutch piece seen, weights over English pieces. IBM model 1
(Brown et al. 1993) runs Dutch → English with a NULL word and English → Dutch; the square root of
the product of both keeps what both directions agree on, so that frequent English words do not
collect rare Dutch ones. It knows nothing about vectors or texts: pieces are integers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class PiecePair:
    """One sentence pair as piece ids, with the weight of its source."""

    dutch: Sequence[int]
    english: Sequence[int]
    weight: float = 1.0


@dataclass(frozen=True)
class _Cells:
    """Every (Dutch piece, English piece) meeting in a pair; one row per meeting."""

    key: IntArray  # which distinct (Dutch, English) couple
    english_slot: IntArray  # which English token of which pair
    weight: FloatArray
    couple_dutch: IntArray
    couple_english: IntArray


def _cells(pairs: Sequence[PiecePair], english_size: int, null: int) -> _Cells:
    keys, slots, weights, offset = [], [], [], 0
    for pair in pairs:
        dutch = np.asarray([null, *pair.dutch], dtype=np.int64)
        english = np.asarray(pair.english, dtype=np.int64)
        keys.append((dutch[:, None] * english_size + english[None, :]).ravel())
        slots.append(np.tile(np.arange(len(english)) + offset, len(dutch)))
        weights.append(np.full(len(dutch) * len(english), pair.weight))
        offset += len(english)
    couples, key = np.unique(np.concatenate(keys), return_inverse=True)
    return _Cells(
        key=key.astype(np.int64),
        english_slot=np.concatenate(slots),
        weight=np.concatenate(weights),
        couple_dutch=couples // english_size,
        couple_english=couples % english_size,
    )


def model_one(
    pairs: Sequence[PiecePair], dutch_size: int, english_size: int, rounds: int
) -> csr_matrix:
    """Return t(english | dutch) as a (dutch_size, english_size) matrix after ``rounds`` of EM."""
    null = dutch_size
    cells = _cells([p for p in pairs if p.dutch and p.english], english_size, null)
    slots = int(cells.english_slot.max()) + 1
    translation = np.ones(len(cells.couple_dutch))
    for _ in range(rounds):
        share = translation[cells.key]
        total = np.bincount(cells.english_slot, share, minlength=slots)
        share = share / total[cells.english_slot] * cells.weight
        counts = np.bincount(cells.key, share, minlength=len(translation))
        by_dutch = np.bincount(cells.couple_dutch, counts, minlength=dutch_size + 1)
        translation = counts / by_dutch[cells.couple_dutch]
    kept = (cells.couple_dutch != null) & (translation > 1e-4)
    return csr_matrix(
        (translation[kept], (cells.couple_dutch[kept], cells.couple_english[kept])),
        shape=(dutch_size, english_size),
    )


def align(
    pairs: Sequence[PiecePair], dutch_size: int, english_size: int, rounds: int = 6, top: int = 6
) -> csr_matrix:
    """Return row-normalised weights (dutch_size, english_size), at most ``top`` per Dutch piece."""
    forward = model_one(pairs, dutch_size, english_size, rounds)
    turned = [PiecePair(p.english, p.dutch, p.weight) for p in pairs]
    backward = model_one(turned, english_size, dutch_size, rounds).T.tocsr()
    agreed = forward.multiply(backward).sqrt().tocsr()
    rows, columns, values = [], [], []
    for row in range(dutch_size):
        start, end = agreed.indptr[row], agreed.indptr[row + 1]
        if start == end:
            continue
        order = np.argsort(-agreed.data[start:end], kind="stable")[:top]
        found = agreed.data[start:end][order]
        # Far weaker candidates are noise of co-occurrence.
        order, found = order[found > 0.1 * found[0]], found[found > 0.1 * found[0]]
        rows += [row] * len(order)
        columns += list(agreed.indices[start:end][order])
        values += list(found / found.sum())
    return csr_matrix((values, (rows, columns)), shape=(dutch_size, english_size))
