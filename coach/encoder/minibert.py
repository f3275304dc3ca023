"""A six-layer BERT with mean pooling in plain torch, usable as a sentence-transformers module.

Contract: ``MiniBert`` maps word-piece ids to one unit vector per text; parameter names follow the
Hugging Face ``BertModel`` so weights of a MiniLM load unchanged. ``preprocess`` and ``forward``
make it a module of ``sentence_transformers.SentenceTransformer``. It knows nothing about files.
Layers after Devlin et al. 2019 (BERT) and Wang et al. 2020 (MiniLM).
"""

# mypy: disable-error-code="misc"
# (torch is not followed by mypy, so nn.Module is Any there and cannot be subclassed strictly)

from collections.abc import Sequence
from typing import Any

import torch
from pydantic import BaseModel, ConfigDict
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from coach.encoder.clean import clean


class BertShape(BaseModel):
    """Sizes of the network; the field names are those of a Hugging Face ``config.json``."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    vocab_size: int
    hidden_size: int = 384
    num_hidden_layers: int = 6
    num_attention_heads: int = 12
    intermediate_size: int = 1536
    max_position_embeddings: int = 256
    type_vocab_size: int = 2
    layer_norm_eps: float = 1e-12


class _Embeddings(nn.Module):
    def __init__(self, shape: BertShape) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(shape.vocab_size, shape.hidden_size, padding_idx=0)
        self.position_embeddings = nn.Embedding(shape.max_position_embeddings, shape.hidden_size)
        self.token_type_embeddings = nn.Embedding(shape.type_vocab_size, shape.hidden_size)
        self.LayerNorm = nn.LayerNorm(shape.hidden_size, eps=shape.layer_norm_eps)

    def forward(self, ids: Tensor) -> Tensor:
        positions = torch.arange(ids.shape[1], device=ids.device)
        summed = (
            self.word_embeddings(ids)
            + self.position_embeddings(positions)
            + self.token_type_embeddings.weight[0]
        )
        out: Tensor = self.LayerNorm(summed)
        return out


class _Projections(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)


class _DenseNorm(nn.Module):
    """Linear layer, residual sum and layer norm: the closing half of both sublayers."""

    def __init__(self, wide: int, width: int, eps: float) -> None:
        super().__init__()
        self.dense = nn.Linear(wide, width)
        self.LayerNorm = nn.LayerNorm(width, eps=eps)

    def forward(self, hidden: Tensor, residual: Tensor) -> Tensor:
        out: Tensor = self.LayerNorm(self.dense(hidden) + residual)
        return out


class _Attention(nn.Module):
    def __init__(self, shape: BertShape) -> None:
        super().__init__()
        self.heads = shape.num_attention_heads
        self.self = _Projections(shape.hidden_size)
        self.output = _DenseNorm(shape.hidden_size, shape.hidden_size, shape.layer_norm_eps)

    def forward(self, hidden: Tensor, bias: Tensor | None) -> Tensor:
        batch, length, width = hidden.shape

        def split(projected: Tensor) -> Tensor:
            return projected.view(batch, length, self.heads, -1).transpose(1, 2)

        mixed = functional.scaled_dot_product_attention(
            split(self.self.query(hidden)),
            split(self.self.key(hidden)),
            split(self.self.value(hidden)),
            attn_mask=bias,
        )
        out: Tensor = self.output(mixed.transpose(1, 2).reshape(batch, length, width), hidden)
        return out


class _Intermediate(nn.Module):
    def __init__(self, width: int, wide: int) -> None:
        super().__init__()
        self.dense = nn.Linear(width, wide)


class _Layer(nn.Module):
    def __init__(self, shape: BertShape) -> None:
        super().__init__()
        self.attention = _Attention(shape)
        self.intermediate = _Intermediate(shape.hidden_size, shape.intermediate_size)
        self.output = _DenseNorm(shape.intermediate_size, shape.hidden_size, shape.layer_norm_eps)

    def forward(self, hidden: Tensor, bias: Tensor | None) -> Tensor:
        attended = self.attention(hidden, bias)
        out: Tensor = self.output(functional.gelu(self.intermediate.dense(attended)), attended)
        return out


class _Stack(nn.Module):
    def __init__(self, shape: BertShape) -> None:
        super().__init__()
        self.layer = nn.ModuleList(_Layer(shape) for _ in range(shape.num_hidden_layers))


class MiniBert(nn.Module):
    """BERT encoder with mean pooling; one unit vector of ``hidden_size`` per text."""

    def __init__(self, shape: BertShape, tokenizer: Tokenizer | None = None) -> None:
        super().__init__()
        self.shape = shape
        self.embeddings = _Embeddings(shape)
        self.encoder = _Stack(shape)
        self._tokenizer = tokenizer
        if tokenizer is not None:
            tokenizer.enable_truncation(shape.max_position_embeddings)
            tokenizer.enable_padding(pad_id=0)

    def pad_to(self, multiple: int) -> None:
        """Pad batches to a multiple of so many pieces (1: no more than needed)."""
        if self._tokenizer is not None:
            self._tokenizer.enable_padding(pad_id=0, pad_to_multiple_of=multiple)

    def vectors(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Map ids and mask, both (n, length) integers, to unit vectors (n, hidden_size)."""
        return functional.normalize(self.means(ids, mask), dim=1)

    def means(self, ids: Tensor, mask: Tensor) -> Tensor:
        """As ``vectors``, before they get their length of one."""
        hidden = self.embeddings(ids)
        # Without padding no mask is needed, and attention takes its fastest road.
        bias = None if bool(mask.all()) else mask[:, None, None, :].bool()
        for layer in self.encoder.layer:
            hidden = layer(hidden, bias)
        weight = mask.unsqueeze(-1).to(torch.float32)
        return (hidden.float() * weight).sum(1) / weight.sum(1).clamp(min=1.0)

    def pieces(self, text: str) -> int:
        """Return how many word pieces ``text`` takes, special tokens included."""
        if self._tokenizer is None:
            raise ValueError("this MiniBert was made without a tokenizer")
        return len(self._tokenizer.encode(clean(text)).ids)

    def preprocess(self, inputs: Sequence[str], **_: Any) -> dict[str, Tensor]:
        """Turn texts into ``input_ids`` and ``attention_mask``, padded to the longest."""
        if self._tokenizer is None:
            raise ValueError("this MiniBert was made without a tokenizer")
        encodings = self._tokenizer.encode_batch([clean(text) for text in inputs])
        return {
            "input_ids": torch.tensor([e.ids for e in encodings], dtype=torch.long),
            "attention_mask": torch.tensor([e.attention_mask for e in encodings]),
        }

    def forward(self, features: dict[str, Any]) -> dict[str, Any]:
        """Add ``sentence_embedding`` (n, hidden_size) to a batch of sentence-transformers."""
        features["sentence_embedding"] = self.vectors(
            features["input_ids"], features["attention_mask"]
        )
        return features
