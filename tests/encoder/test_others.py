"""Another embedder to search with: prefixes, stamp, faults, and messages still heard by ours."""

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from coach.encoder.others import is_ours, known, load_embedder, prefixes, propose
from coach.errors import EmbedderError
from coach.knowledge.collection import Library
from coach.knowledge.index import Index
from coach.knowledge.lexical import Tokens
from tests.knowledge.test_retrieval import TEXTS

WORDS = [
    "[PAD]", "[UNK]", "query", "passage", ":", ".", "moeder", "komt", "te", "laat", "bij",
    "bezoekregeling", "de", "loopt", "vast", "op", "tijd", "steeds", "jongen", "vader",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model with random weights in the usual format, named after a known family."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    base = tmp_path_factory.mktemp("st")
    words = Tokenizer(WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    words.pre_tokenizer = Whitespace()
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=32, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=64,
    )  # fmt: skip
    BertModel(config).save_pretrained(base / "bert")
    PreTrainedTokenizerFast(
        tokenizer_object=words, pad_token="[PAD]", unk_token="[UNK]"
    ).save_pretrained(base / "bert")
    body = Transformer(str(base / "bert"), max_seq_length=48)
    whole = SentenceTransformer(modules=[body, Pooling(32, "mean")], device="cpu")
    whole.save(str(base / "e5-small-eigen"))
    return base / "e5-small-eigen"


def test_questions_and_passages_get_their_own_prefix(folder: Path) -> None:
    encoder = load_embedder(folder)
    text = "moeder komt te laat"
    asked, told = encoder.encode([text]), encoder.encode_passages([text])
    assert np.allclose(np.linalg.norm(asked), 1.0, atol=1e-5)
    assert not np.allclose(asked, told)
    assert np.allclose(asked, encoder._rows(["query: " + text], ""), atol=1e-6)
    assert np.allclose(told, encoder._rows(["passage: " + text], ""), atol=1e-6)


def test_the_stamp_follows_the_weights(folder: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / folder.name
    shutil.copytree(folder, copy)
    assert load_embedder(copy).stamp == load_embedder(folder).stamp
    (copy / "extra.json").write_text("{}", encoding="utf-8")
    assert load_embedder(copy).stamp != load_embedder(folder).stamp


def test_the_library_asks_its_own_encoder_and_not_the_listening_one(
    folder: Path, tmp_path: Path
) -> None:
    encoder = load_embedder(folder)
    index = Index(tmp_path)
    index.build(TEXTS, encoder)
    library = Library(TEXTS, index, encoder, Tokens([]), own_vectors=True)
    foreign = np.ones(384, dtype=np.float32)  # what the listening encoder would hand over
    query = "de bezoekregeling loopt vast"
    assert np.array_equal(library.scores(query, foreign).dense, library.scores(query).dense)
    assert library.search(query, vector=foreign)[0].text.id == "bezoek"


def test_a_folder_that_holds_no_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError):
        load_embedder(tmp_path)
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EmbedderError):
        load_embedder(tmp_path)
    assert is_ours(None) and not is_ours(tmp_path)


def test_the_table_and_the_proposal() -> None:
    assert prefixes(Path("multilingual-e5-base")) == ("query: ", "passage: ")
    assert prefixes(Path("bge-m3")) == ("", "") == prefixes(Path("iets-anders"))
    assert propose(4.0) is None
    big, small = propose(64.0), propose(9.0)
    assert big is not None and small is not None
    assert big.nl == max(row.nl for row in known()) and small.memory_gb < big.memory_gb
