"""The small classifier: deterministic, sure of what it has seen, separate vectors for exemplars."""

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.classify import Classifier, TextFeatures

TEXTS = ["de kat zit op de mat", "de kat slaapt", "het regent buiten", "het regent hard vandaag"]
TARGET = {"kat": np.asarray([True, True, False, False])}


def _fit() -> NDArray[np.float64]:
    features = TextFeatures()
    rows = features.fit(TEXTS)
    return Classifier().fit(rows, TARGET).chances(features.rows(["een kat", "regent het"]))


def test_learns_and_repeats() -> None:
    """Chances point the right way and are the same each time."""
    first, second = _fit(), _fit()
    assert first[0, 0] > 0.5 > first[1, 0]
    assert np.array_equal(first, second)


def test_users_text_never_reaches_the_exemplar_encoder() -> None:
    """What embeds exemplars may keep them on disk, so it must not see users' texts."""
    seen: list[str] = []

    def keep(texts: list[str]) -> NDArray[np.float32]:
        seen.extend(texts)
        return np.ones((len(texts), 3), dtype=np.float32)

    def forget(texts: list[str]) -> NDArray[np.float32]:
        return np.ones((len(texts), 3), dtype=np.float32)

    features = TextFeatures(forget, keep)
    features.fit(TEXTS)
    features.rows(["iets van een gebruiker"])
    assert seen == TEXTS
