"""A small learnt tagger for names of persons, organisations and places.

Contract: ``Tagger`` gives for each token the chance of each tag (O, B- and I- of three labels); it
is a linear model over hashed features, fitted with scikit-learn from sentences made by
``training`` and kept as NPZ without pickle. The previous word's tag is part of what it sees.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

TAGS = ("O", "B-PERSOON", "I-PERSOON", "B-ORGANISATIE", "I-ORGANISATIE", "B-LOCATIE", "I-LOCATIE")
BITS = 18
_MASK = (1 << BITS) - 1
_ITERATIONS = 6
NAMES_WEIGH = 2.0

Rows = list[list[str]]


def _hashed(features: Sequence[str]) -> list[int]:
    return [crc32(feature.encode()) & _MASK for feature in features]


def _previous(tag: str) -> list[str]:
    return ["t=" + tag]


class Tagger:
    """Weights of shape (2**BITS, tags) and an intercept per tag."""

    def __init__(self, weights: NDArray[np.float32], intercept: NDArray[np.float32]) -> None:
        self._weights = weights
        self._intercept = intercept
        self._tags = {tag: weights[_hashed(_previous(tag))[0]] for tag in TAGS}

    def chances(self, rows: Rows) -> NDArray[np.float32]:
        """Chance of each tag per token, shape (tokens, tags), read from left to right."""
        found = np.zeros((len(rows), len(TAGS)), dtype=np.float32)
        last = "O"
        for place, features in enumerate(rows):
            score = (
                self._weights[_hashed(features)].sum(axis=0) + self._tags[last] + self._intercept
            )
            grown = np.exp(score - score.max())
            found[place] = grown / grown.sum()
            last = TAGS[int(found[place].argmax())]
        return found

    def save(self, path: Path, stamp: str) -> None:
        """Writes the weights that are not zero."""
        rows = np.flatnonzero(np.abs(self._weights).sum(axis=1) > 1e-6)
        temporary = path.with_suffix(".tmp.npz")
        np.savez_compressed(
            temporary,
            rows=rows.astype(np.int32),
            weights=self._weights[rows].astype(np.float16),
            intercept=self._intercept,
            stamp=np.array(stamp),
        )
        temporary.replace(path)

    @classmethod
    def load(cls, path: Path, stamp: str) -> "Tagger | None":
        """The tagger kept under this stamp, or None when there is none that can be read."""
        try:
            with np.load(path, allow_pickle=False) as kept:
                if str(kept["stamp"]) != stamp:
                    return None
                weights = np.zeros((1 << BITS, len(TAGS)), dtype=np.float32)
                weights[kept["rows"]] = kept["weights"].astype(np.float32)
                return cls(weights, kept["intercept"].astype(np.float32))
        except (OSError, ValueError, KeyError, IndexError, EOFError):
            return None


def fit(
    sentences: Sequence[tuple[Rows, list[str]]],
    progress: Callable[[float], None] = lambda share: None,
    seed: int = 7,
) -> Tagger:
    """Fits the tagger on sentences of feature rows with their tags."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import SGDClassifier

    place = {tag: number for number, tag in enumerate(TAGS)}
    columns: list[int] = []
    pointers = [0]
    targets: list[int] = []
    for rows, tags in sentences:
        last = "O"
        for features, tag in zip(rows, tags, strict=True):
            columns += _hashed([*features, *_previous(last)])
            pointers.append(len(columns))
            targets.append(place[tag])
            last = tag
    matrix = csr_matrix(
        (np.ones(len(columns), dtype=np.float32), np.array(columns), np.array(pointers)),
        shape=(len(targets), 1 << BITS),
    )
    model = SGDClassifier(
        loss="log_loss", alpha=1e-5, max_iter=1, tol=None, random_state=seed, average=True,
        learning_rate="optimal",
    )  # fmt: skip
    wanted = np.array(targets)
    order = np.random.default_rng(seed)
    for step in range(_ITERATIONS):
        mixed = order.permutation(len(wanted))
        # A name missed costs more than a word replaced, so names weigh double.
        weights = np.where(wanted[mixed] == 0, 1.0, NAMES_WEIGH)
        model.partial_fit(
            matrix[mixed], wanted[mixed], classes=np.arange(len(TAGS)), sample_weight=weights
        )
        progress((step + 1) / _ITERATIONS)
    return Tagger(
        np.ascontiguousarray(model.coef_.T, dtype=np.float32), model.intercept_.astype(np.float32)
    )
