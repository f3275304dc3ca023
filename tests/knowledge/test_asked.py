"""Finding by how people ask, and moving towards the themes that the best texts share."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from coach.encoder.fieldpairs import asked_pairs, library_texts
from coach.errors import ContentError
from coach.knowledge.collection import Library
from coach.knowledge.content import load_all
from coach.knowledge.fusion import first, theme_gain
from coach.knowledge.index import Index
from coach.knowledge.lexical import Tokens
from coach.knowledge.theme_groups import ThemeGroups
from coach.knowledge.units import units
from tests.conftest import WordEncoder
from tests.knowledge.test_retrieval import TEXTS

ASKS = "dat kind zit weer met zn jas aan te wachten"


def _library(folder: Path, encoder: WordEncoder, asked: tuple[str, ...]) -> Library:
    held = [replace(TEXTS[0], asked=asked, hash=f"h{len(asked)}"), *TEXTS[1:]]
    index = Index(folder)
    index.build(held, encoder)
    return Library(held, index, encoder, Tokens([]))


def test_a_way_of_asking_finds_the_text_and_is_never_quoted(
    tmp_path: Path, encoder: WordEncoder
) -> None:
    query = "zit dat kind weer te wachten met zn jas"
    assert all(
        hit.text.id != "bezoek" for hit in _library(tmp_path / "a", encoder, ()).search(query)
    )
    hits = _library(tmp_path / "b", encoder, (ASKS,)).search(query)
    assert hits[0].text.id == "bezoek"
    assert hits[0].quote in hits[0].text.text and ASKS not in hits[0].quote


def test_units_name_ways_of_asking_apart_from_sentences() -> None:
    found = units(replace(TEXTS[0], asked=(ASKS,)))
    assert found["bezoek~0"] == ASKS and found["bezoek#0"] in TEXTS[0].text


def test_a_way_of_asking_about_an_unknown_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "asked").mkdir()
    (tmp_path / "asked" / "x.yaml").write_text(
        "- id: weg-01\n  ways: ['hoe dan']\n", encoding="utf-8"
    )
    with pytest.raises(ContentError, match=r"asked/x.yaml.*weg-01"):
        load_all(tmp_path)
    with pytest.raises(ValueError, match=r"x.yaml.*passage:weg-01"):
        asked_pairs(tmp_path, library_texts(tmp_path))


SCORES = arrays(np.float32, 12, elements=st.floats(0, 1, width=32))
THEMES = arrays(np.float32, (12, 3), elements=st.sampled_from([0.0, 1.0]))


@given(SCORES, THEMES)
def test_texts_with_the_same_themes_keep_their_order(
    scores: np.ndarray, membership: np.ndarray
) -> None:
    moved = scores + theme_gain(scores, ThemeGroups.of(membership))
    for a in range(12):
        for b in range(12):
            if (membership[a] == membership[b]).all() and scores[a] > scores[b] + 1e-5:
                assert moved[a] > moved[b]


@given(arrays(np.float32, 12, elements=st.sampled_from([0.0, 0.25, 0.5, -1.0])))
def test_the_first_few_are_those_of_sorting_all(scores: np.ndarray) -> None:
    assert (first(scores, 5) == np.argsort(-scores, kind="stable")[:5]).all()


def test_the_theme_of_the_best_texts_lifts_a_lower_one() -> None:
    scores = np.array([0.8, 0.79, 0.5, 0.5], dtype=np.float32)
    membership = np.array([[1, 0], [1, 0], [1, 0], [0, 1]], dtype=np.float32)
    moved = scores + theme_gain(scores, ThemeGroups.of(membership))
    assert moved[2] > moved[3] and moved[:2].argmax() == 0
    assert not theme_gain(scores, ThemeGroups.of(np.zeros((4, 2), dtype=np.float32))).any()


def test_a_large_collection_answers_like_a_small_one(
    tmp_path: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "zit dat kind weer te wachten met zn jas"
    exact = _library(tmp_path / "a", encoder, (ASKS,)).scores(query)
    monkeypatch.setattr("coach.knowledge.likeness.EXACT_UNITS", 0)
    nearest = _library(tmp_path / "b", encoder, (ASKS,)).scores(query)
    assert np.allclose(exact.dense, nearest.dense, atol=1e-5)


def test_a_text_of_which_only_a_sentence_came_along_is_still_found(
    tmp_path: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "de hanglamp in de nachtkamer valt uit"
    rest = "Iedereen eet om zes uur aan de grote tafel. Daarna wast een kind de borden af."
    wanted = replace(TEXTS[0], id="lamp", text=f"De hanglamp in de nachtkamer valt uit. {rest}")
    others = [
        replace(TEXTS[0], id=f"ander{n}", text=f"De hanglamp {word} in de nachtkamer.")
        for n, word in enumerate(("brandt", "hangt", "flikkert", "bromt"))
    ]
    monkeypatch.setattr("coach.knowledge.likeness.EXACT_UNITS", 0)
    monkeypatch.setattr("coach.knowledge.likeness.NEAREST_UNITS", 6)
    index = Index(tmp_path)
    index.build([wanted, *others], encoder)
    library = Library([wanted, *others], index, encoder, Tokens([]))
    alike = library._units["handbook"]
    assert (
        "lamp"
        not in alike._collection.query(query_embeddings=encoder.encode([query]), n_results=6)[
            "ids"
        ][0]
    )
    scores = library.scores(query)
    assert scores.dense[0] > 0.44 and library.search(query)
