"""One small linear classifier, fitted at load from example sentences.

Contract: ``TextFeatures`` turns texts into rows of word and letter n-gram weights plus, when an
``embed`` function is given, sentence vectors; ``Classifier`` fits one yes/no model per label on
such rows and gives probabilities of shape ``(texts, labels)``. Fitting is deterministic; both give
what they learnt as arrays, to be kept by ``fitted``. The module knows nothing about what the labels
mean.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from coach.dialogue.listen_text import plain

Vectors = NDArray[np.float32]
#: Turns n texts into a ``(n, d)`` array of unit vectors.
Embed = Callable[[list[str]], Vectors]
_END = "\n"
#: Turns a margin, mostly between -1 and 1, into something like a chance.
STEEP = 2.0
#: Where learning a margin stops: finer takes twice as long and changes no order.
ROUGHLY = 0.1


def _terms(vectorizer: TfidfVectorizer) -> dict[str, NDArray[Any]]:
    terms = _END.join(vectorizer.get_feature_names_out())
    return {"terms": np.frombuffer(terms.encode(), dtype=np.uint8), "weights": vectorizer.idf_}


def _restore(vectorizer: TfidfVectorizer, terms: NDArray[Any], weights: NDArray[Any]) -> None:
    vectorizer.set_params(vocabulary=terms.tobytes().decode().split(_END))
    vectorizer.idf_ = weights


class TextFeatures:
    """Rows of features for texts; ``dense_weight`` scales the sentence vectors.

    ``embed`` makes the vectors of what a user writes and should keep nothing. ``embed_examples``
    makes those of the exemplars and may keep them on disk; without it ``embed`` does both.
    """

    def __init__(
        self,
        embed: Embed | None = None,
        embed_examples: Embed | None = None,
        *,
        dense_weight: float = 2.0,
    ) -> None:
        self.embed = embed
        self._embed_examples = embed_examples or embed
        self.dense_weight = dense_weight
        self._words = TfidfVectorizer(
            preprocessor=plain, token_pattern=r"[\w']+", ngram_range=(1, 2), sublinear_tf=True
        )
        self._letters = TfidfVectorizer(
            preprocessor=plain, analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2
        )

    def fit(self, texts: Sequence[str]) -> csr_matrix:
        """Learn the n-grams of ``texts`` and give their rows."""
        self._words.fit(texts)
        self._letters.fit(texts)
        if self._embed_examples is None or self.embed is None:
            return self.rows(texts)
        return self.rows(texts, self._embed_examples(list(texts)))

    @property
    def learnt(self) -> dict[str, NDArray[Any]]:
        """The n-grams as arrays."""
        kinds = {"words": self._words, "letters": self._letters}
        return {
            f"{kind}-{name}": array
            for kind, vectorizer in kinds.items()
            for name, array in _terms(vectorizer).items()
        }

    def restore(self, learnt: Mapping[str, NDArray[Any]]) -> None:
        """Takes ``learnt`` over instead of fitting."""
        _restore(self._words, learnt["words-terms"], learnt["words-weights"])
        _restore(self._letters, learnt["letters-terms"], learnt["letters-weights"])

    def rows(self, texts: Sequence[str], vectors: Vectors | None = None) -> csr_matrix:
        """Rows for ``texts``, shape ``(n, features)``; vectors are made when not given."""
        parts = [self._words.transform(texts), self._letters.transform(texts)]
        if self.embed is not None:
            made = self.embed(list(texts)) if vectors is None else vectors
            parts.append(csr_matrix(made * self.dense_weight))
        return csr_matrix(hstack(parts))


class Classifier:
    """Independent yes/no models, one per label, on shared feature rows.

    ``margin``: support vectors instead of chances proper, four times as quick to learn; for many
    labels of which only the order counts. What comes out runs from 0 to 1 all the same.
    """

    def __init__(self, strength: float = 8.0, *, margin: bool = False) -> None:
        self.strength, self.margin = strength, margin
        self.labels: tuple[str, ...] = ()
        self._weights: NDArray[np.float32] = np.zeros((0, 0), dtype=np.float32)
        self._offsets: NDArray[np.float64] = np.zeros(0)

    def fit(self, rows: csr_matrix, targets: Mapping[str, NDArray[np.bool_]]) -> "Classifier":
        """Fit on ``rows``; ``targets`` gives for each label which rows belong to it."""
        self.labels = tuple(targets)
        weights, offsets = [], []
        for label in self.labels:
            model = self._model().fit(rows, targets[label])
            weights.append(model.coef_[0])
            offsets.append(model.intercept_[0])
        self._weights = np.ascontiguousarray(np.asarray(weights, dtype=np.float32).T)
        self._offsets = np.asarray(offsets)
        return self

    def _model(self) -> LogisticRegression | LinearSVC:
        # Far more features than rows: the dual finds the same weights several times as quickly.
        kept = {"class_weight": "balanced", "dual": True, "random_state": 0}
        if self.margin:
            return LinearSVC(C=self.strength, tol=ROUGHLY, **kept)
        return LogisticRegression(C=self.strength, solver="liblinear", max_iter=1000, **kept)

    @property
    def learnt(self) -> dict[str, NDArray[Any]]:
        """Labels and weights as arrays."""
        labels = np.asarray(self.labels, dtype=str)
        return {"labels": labels, "weights": self._weights, "offsets": self._offsets}

    def restore(self, learnt: Mapping[str, NDArray[Any]]) -> None:
        """Takes ``learnt`` over instead of fitting."""
        self.labels = tuple(map(str, learnt["labels"]))
        self._weights, self._offsets = learnt["weights"], learnt["offsets"]

    def chances(self, rows: csr_matrix) -> NDArray[np.float64]:
        """Chance per label for each row, shape ``(rows, labels)``; labels are independent."""
        # A message uses a few hundred of some hundred thousand columns; only those are multiplied.
        used, place = np.unique(rows.indices, return_inverse=True)
        slim = csr_matrix((rows.data, place, rows.indptr), shape=(rows.shape[0], len(used)))
        scores = np.asarray(slim @ self._weights[used].astype(np.float64)) + self._offsets
        scores *= STEEP if self.margin else 1.0
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30))))
