"""A tiny encoder that the tests make themselves."""

from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from coach.encoder.minibert import BertShape, MiniBert
from coach.encoder.ship import ship
from coach.encoder.tokenizer import train_tokenizer

LINES = [
    "de moeder ziet haar dochter op zaterdag",
    "het kind wil geen bezoek van vader",
    "de pleegmoeder belt de begeleider",
    "vader is boos over de brief",
    "het bezoek ging niet door",
] * 4


@pytest.fixture(scope="session")
def tiny_tokenizer() -> Tokenizer:
    return train_tokenizer(LINES, 120)


@pytest.fixture
def tiny(tiny_tokenizer: Tokenizer) -> MiniBert:
    torch.manual_seed(1)
    shape = BertShape(
        vocab_size=tiny_tokenizer.get_vocab_size(),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=32,
    )
    return MiniBert(shape, Tokenizer.from_str(tiny_tokenizer.to_str())).eval()


@pytest.fixture
def tiny_folder(tiny: MiniBert, tiny_tokenizer: Tokenizer, tmp_path: Path) -> Path:
    ship(tiny, tiny_tokenizer, tmp_path / "tiny", revision="test")
    return tmp_path / "tiny"
