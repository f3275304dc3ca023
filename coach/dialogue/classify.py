"""One small linear classifier, fitted at load from example sentences.

Contract: ``TextFeatures`` turns texts into rows of word and letter n-gram weights plus, when an
``embed`` function is given, sentence vectors; ``Classifier`` fits one yes/no model per label on
such rows and gives probabilities of shape ``(texts, labels)``. Fitting is deterministic and no
fitted model is stored: only sentence vectors are cached, as NPZ without pickle, by content hash.
The module knows nothing about what the labels mean.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from coach.dialogue.listen_text import plain

Vectors = NDArray[np.float32]
#: Turns n texts into a ``(n, d)`` array of unit vectors.
Embed = Callable[[list[str]], Vectors]


def cached_embed(embed: Embed, texts: Sequence[str], folder: Path | None) -> Vectors:
    """Vectors of ``texts``, kept as NPZ in ``folder`` under a hash of texts and encoder.

    The encoder is recognised by its vector of one fixed probe text, so that another encoder
    never reads older vectors. A damaged or unwritable cache is passed over in silence.
    """
    if folder is None:
        return embed(list(texts)).astype(np.float32)
    probe = np.round(embed(["kier"])[0].astype(np.float64), 3)
    key = hashlib.sha256("\x1f".join(texts).encode("utf-8", "replace") + probe.tobytes())
    path = folder / f"exemplars-{key.hexdigest()[:24]}.npz"
    try:
        with np.load(path, allow_pickle=False) as stored:
            kept: Vectors = stored["vectors"].astype(np.float32)
        if kept.shape == (len(texts), probe.shape[0]):
            return kept
    except (OSError, ValueError, KeyError, EOFError):
        pass
    vectors = embed(list(texts)).astype(np.float32)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(".tmp")
        with scratch.open("wb") as file:
            np.savez_compressed(file, vectors=vectors.astype(np.float16))
        scratch.replace(path)
    except OSError:
        pass
    return vectors


class TextFeatures:
    """Rows of features for texts; ``dense_weight`` and ``extra_weight`` scale the other parts."""

    def __init__(self, embed: Embed | None = None, *, dense_weight: float = 2.0) -> None:
        self.embed = embed
        self.dense_weight = dense_weight
        self._words = TfidfVectorizer(
            preprocessor=plain, token_pattern=r"[\w']+", ngram_range=(1, 2), sublinear_tf=True
        )
        self._letters = TfidfVectorizer(
            preprocessor=plain, analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2
        )

    def fit(self, texts: Sequence[str], cache: Path | None = None) -> csr_matrix:
        """Learn the n-grams of ``texts`` and give their rows."""
        self._words.fit(texts)
        self._letters.fit(texts)
        vectors = None if self.embed is None else cached_embed(self.embed, texts, cache)
        return self.rows(texts, vectors)

    def rows(self, texts: Sequence[str], vectors: Vectors | None = None) -> csr_matrix:
        """Rows for ``texts``, shape ``(n, features)``; vectors are made when not given."""
        parts = [self._words.transform(texts), self._letters.transform(texts)]
        if self.embed is not None:
            made = self.embed(list(texts)) if vectors is None else vectors
            parts.append(csr_matrix(made * self.dense_weight))
        return csr_matrix(hstack(parts))


class Classifier:
    """Independent yes/no models, one per label, on shared feature rows."""

    def __init__(self, strength: float = 8.0) -> None:
        self.strength = strength
        self.labels: tuple[str, ...] = ()
        self._weights: NDArray[np.float64] = np.zeros((0, 0))
        self._offsets: NDArray[np.float64] = np.zeros(0)

    def fit(self, rows: csr_matrix, targets: Mapping[str, NDArray[np.bool_]]) -> "Classifier":
        """Fit on ``rows``; ``targets`` gives for each label which rows belong to it."""
        self.labels = tuple(targets)
        weights, offsets = [], []
        for label in self.labels:
            model = LogisticRegression(
                C=self.strength, class_weight="balanced", solver="liblinear", random_state=0
            )
            model.fit(rows, targets[label])
            weights.append(model.coef_[0])
            offsets.append(model.intercept_[0])
        self._weights = np.asarray(weights)
        self._offsets = np.asarray(offsets)
        return self

    def chances(self, rows: csr_matrix) -> NDArray[np.float64]:
        """Chance per label for each row, shape ``(rows, labels)``; labels are independent."""
        scores = np.asarray(rows @ self._weights.T) + self._offsets
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30))))
