"""What a search ranks by: own texts on an equal footing, themes guessed from ways of asking."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from coach.knowledge.collection import Library
from coach.knowledge.index import Index
from coach.knowledge.lexical import Tokens
from coach.knowledge.likeness import Likenesses, UnitVectors
from coach.knowledge.ranking import ThemeGuess, likeliest
from tests.conftest import WordEncoder
from tests.knowledge.test_retrieval import TEXTS


def test_a_text_that_nobody_wrote_questions_for_is_not_behind(
    tmp_path: Path, encoder: WordEncoder
) -> None:
    """The same words, once with a middling way of asking and once without any."""
    asked = replace(TEXTS[0], asked=("het bezoek is weer eens achter de rug",), hash="ver")
    own = replace(TEXTS[0], id="eigen", asked=(), hash="eigen")
    held = [asked, own, *TEXTS[1:]]
    index = Index(tmp_path)
    index.build(held, encoder)
    library = Library(held, index, encoder, Tokens([]))
    scores = library.scores("na het bezoek huilt hij op de achterbank")
    assert scores.dense[1] > scores.dense[0]
    whole, sentence, ways = scores.features[:2, :3].T
    assert whole[0] == whole[1] and sentence[0] == sentence[1] and ways[1] > ways[0]


def test_the_three_nearest_ways_of_asking_count_and_a_fourth_does_not() -> None:
    class Held:
        def count(self) -> int:
            return 6

        def get(self, **_: object) -> dict[str, object]:
            ways = [[1, 0], [0.8, 0], [0.6, 0], [-1, 0], [0.5, 0]]
            ids = ["a~0", "a~1", "a~2", "a~3", "b~0"]
            return {"ids": ["a", *ids], "embeddings": [[0.1, 0], *ways]}

    found = Likenesses.unseen(3)
    UnitVectors(Held(), {"a": 0, "b": 1, "c": 2}).into(np.array([1, 0], dtype=np.float32), found)
    assert np.allclose(found.ways[:2], [0.8, 0.5]) and np.isnan(found.ways[2])
    assert np.allclose(found.asked[:2], [1.0, 0.5])


def test_the_theme_of_like_questions_is_guessed() -> None:
    dice = np.random.default_rng(4)
    centres = np.eye(3, 8, dtype=np.float32)
    of = dice.integers(0, 3, 300)
    vectors = (centres[of] + 0.2 * dice.standard_normal((300, 8))).astype(np.float32)
    guess = ThemeGuess(vectors, np.eye(3, dtype=np.float32)[of]).of(centres[1])
    assert guess.argmax() == 1 and guess[1] > 0.6 > 0.3 > max(guess[0], guess[2])


def test_a_text_counts_with_its_likeliest_theme_and_without_themes_with_none() -> None:
    membership = np.array([[1, 1, 0], [0, 0, 1], [0, 0, 0]], dtype=np.float32)
    assert np.allclose(likeliest(np.array([0.2, 0.9, -0.3]), membership), [0.9, -0.3, 0.0])
