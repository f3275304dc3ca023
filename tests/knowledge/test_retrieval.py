"""Finding: literal quotes, confidence, nothing found, an index that lives on."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import IndexMissing
from coach.knowledge.collection import Library
from coach.knowledge.fusion import fuse, lexical_weight
from coach.knowledge.index import Index, stamp_of
from coach.knowledge.lexical import Lexical, Tokens
from coach.knowledge.quotes import sentences
from coach.knowledge.retriever import LibraryRetriever
from coach.knowledge.units import Text
from coach.labels import Actor, Theme
from tests.conftest import WordEncoder


def text(name: str, body: str, kind: str = "handbook", quotable: bool = True) -> Text:
    return Text(
        id=name,
        kind=kind,
        title=name,
        text=body,
        themes=(Theme.GEEN_CONTACT,),
        actors=(Actor.KIND,),
        quotable=quotable,
        hash=str(hash(body)),
    )


TEXTS = [
    text("bezoek", "De bezoekregeling loopt vast op tijd. Moeder komt steeds te laat."),
    text("erkenning", "Erkenning is geen instemming. Een ouder wil eerst gehoord worden."),
    text("casus-1", "De jongen wil zijn vader niet zien. Hij zegt het zacht aan tafel.", "cases"),
]


@pytest.fixture
def library(tmp_path: Path, encoder: WordEncoder) -> Library:
    index = Index(tmp_path)
    index.build(TEXTS, encoder)
    return Library(TEXTS, index, encoder, Tokens([("omgangsregeling", "bezoekregeling")]))


def test_every_quote_is_a_literal_sentence_of_its_text(library: Library) -> None:
    for query in ("de bezoekregeling met moeder", "erkenning voor een ouder", "de jongen en vader"):
        for hit in library.search(query):
            assert hit.quote and hit.quote in hit.text.text


def test_the_fitting_text_comes_first_and_nothing_comes_for_nonsense(library: Library) -> None:
    assert library.search("moeder komt te laat bij de bezoekregeling")[0].text.id == "bezoek"
    assert library.search("xyzzy qwerty plugh") == []


def test_a_question_like_those_from_outside_the_field_finds_nothing(
    tmp_path: Path, encoder: WordEncoder
) -> None:
    asked = replace(TEXTS[0], asked=("moeder komt steeds te laat bij het bezoek",))
    index = Index(tmp_path)
    index.build([asked], encoder)
    outside = encoder.encode(["moeder zoekt een recept op tijd voor de soep"] * 3)
    near, far = "een recept voor soep, moeder komt te laat", "moeder komt te laat bij het bezoek"
    plain = Library([asked], index, encoder, Tokens())
    strict = Library([asked], index, encoder, Tokens(), outside=outside)
    assert plain.search(near) and not strict.search(near)
    assert strict.search(far)


def test_kinds_narrow_the_search(library: Library) -> None:
    hits = library.search("de jongen wil zijn vader niet zien", kinds=("cases",))
    assert {hit.text.kind for hit in hits} == {"cases"}


def test_what_may_not_be_quoted_is_not_found(tmp_path: Path, encoder: WordEncoder) -> None:
    texts = [text("a", "De bezoekregeling loopt vast op de tijden van school.", quotable=False)]
    index = Index(tmp_path)
    index.build(texts, encoder)
    assert Library(texts, index, encoder, Tokens()).search("de bezoekregeling loopt vast") == []


def test_as_a_langchain_retriever(library: Library) -> None:
    documents = LibraryRetriever(collection=library, k=2).invoke("de bezoekregeling met moeder")
    assert documents[0].metadata["id"] == "bezoek"
    assert documents[0].metadata["quote"] in documents[0].page_content


def test_unchanged_texts_are_not_embedded_again(tmp_path: Path) -> None:
    class Counting(WordEncoder):
        seen = 0

        def encode(self, texts):  # type: ignore[no-untyped-def]
            type(self).seen += len(texts)
            return super().encode(texts)

    encoder, index = Counting(), Index(tmp_path)
    first = index.build(TEXTS, encoder)
    before = Counting.seen
    again = index.build(TEXTS, encoder)
    assert (first.added, again.added, again.unchanged) == (3, 0, 3)
    assert Counting.seen == before
    changed = [text("bezoek", "Heel andere woorden over een regeling die goed loopt."), *TEXTS[1:]]
    assert index.build(changed, encoder).added == 1
    assert index.build(changed[:2], encoder).removed == 1


def test_another_encoder_means_another_space(tmp_path: Path, encoder: WordEncoder) -> None:
    index = Index(tmp_path)
    index.build(TEXTS, encoder)
    other = WordEncoder()
    other.stamp = "woorden-2"
    with pytest.raises(IndexMissing):
        index.collections(stamp_of(other))
    assert index.build(TEXTS, other).rebuilt
    with pytest.raises(IndexMissing):
        index.collections(stamp_of(encoder))


def test_compounds_and_synonyms_meet() -> None:
    tokens = Tokens([("omgangsregeling", "bezoekregeling")], ["pleeg", "ouder", "ouders", "zorg"])
    assert set(tokens("pleegouders")) & set(tokens("ouders"))
    assert set(tokens("de omgangsregeling")) & set(tokens("een bezoekregeling"))


def test_confidence_says_how_much_of_the_query_is_carried() -> None:
    lexical = Lexical(["de kat zit op de mat", "de hond blaft hard"], Tokens())
    assert lexical.search("kat mat").confidence > 0.9
    assert lexical.search("fiets trein kat boot").confidence < 0.5
    assert lexical.search("vliegtuig").confidence == 0.0


def test_without_confidence_fusion_is_the_dense_ranking() -> None:
    import numpy as np

    dense = np.array([0.9, 0.1, 0.5], dtype=np.float32)
    lexical = np.array([0.0, 9.0, 0.0], dtype=np.float32)
    assert list(np.argsort(-fuse(dense, lexical, 0.0))) == [0, 2, 1]
    assert fuse(dense, lexical, 1.0)[1] > fuse(dense, lexical, 0.0)[1]
    assert lexical_weight(0.0) == 0.0 < lexical_weight(0.4) < lexical_weight(1.0)


@given(st.text(max_size=400))
def test_sentences_are_always_literal(body: str) -> None:
    for sentence in sentences(body):
        assert sentence in body
