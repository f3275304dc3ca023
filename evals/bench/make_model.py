"""Writes GGUF files with random weights: tiny ones for tests, real-sized ones for speed.

Contract: ``write(path, shape)`` makes a file that llama.cpp loads like any other: architecture
qwen3, a byte-level BPE vocabulary trained on Kier's own Dutch texts, a chat template with a switch
for thinking. Speed does not depend on what weights say, so the weights are noise; what such a
model says is gibberish. The same shape and seed give the same file.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

TEMPLATE = Path(__file__).parent / "chat.jinja"
SPECIALS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
_BLOCK = 256  # values in one Q4_K block
_BLOCK_BYTES = 144
_SPREAD = 0.02
# Larger in small models, so that what was said before changes what comes next.
_SPREAD_SMALL = 0.3
_NORMAL, _CONTROL, _UNUSED = 1, 3, 5  # token types of the GGUF format


@dataclass(frozen=True)
class Shape:
    """The sizes of a qwen3 model; ``quantised`` asks for Q4_K instead of float16."""

    layers: int
    width: int
    inner: int
    heads: int
    kv_heads: int
    head: int
    vocabulary: int
    context: int = 32768
    quantised: bool = True


TINY = Shape(2, 64, 128, 4, 2, 16, 1200, context=8192, quantised=False)
SHAPES = {
    "tiny": TINY,
    "150m": Shape(14, 768, 2304, 6, 2, 128, 32768),
    "1b": Shape(28, 1536, 4608, 12, 4, 128, 151936),
    "4b": Shape(36, 2560, 9728, 32, 8, 128, 151936),
}


def corpus(folder: Path) -> Iterator[str]:
    """Kier's own Dutch, line by line."""
    for path in sorted(folder.rglob("*.md")):
        yield from path.read_text(encoding="utf-8").splitlines()


def vocabulary(lines: Iterator[str], size: int) -> tuple[list[str], list[str]]:
    """Tokens and merges of a byte-level BPE vocabulary; at most ``size`` tokens."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        special_tokens=[],
    )
    made.train_from_iterator(lines, trainer)
    import json

    model = json.loads(made.to_str())["model"]
    tokens = sorted(model["vocab"], key=model["vocab"].__getitem__)
    merges = [m if isinstance(m, str) else " ".join(m) for m in model["merges"]]
    return tokens, merges


class _Noise:
    def __init__(self, quantised: bool, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self._quantised = quantised

    def matrix(self, rows: int, columns: int) -> tuple[np.ndarray[Any, Any], bool]:
        """Random weights, and whether they are raw Q4_K blocks."""
        if not self._quantised or columns % _BLOCK:
            values = self._random.standard_normal((rows, columns), dtype=np.float32) * _SPREAD_SMALL
            return values.astype(np.float16), False
        blocks = columns // _BLOCK
        raw = self._random.integers(0, 256, (rows, blocks, _BLOCK_BYTES), dtype=np.uint8)
        # Scale and minimum of a block are float16; random bytes there would be infinite.
        scales = np.array([_SPREAD / 400, _SPREAD / 50], dtype=np.float16).view(np.uint8)
        raw[:, :, :4] = scales
        return raw.reshape(rows, blocks * _BLOCK_BYTES), True


def write(path: Path, shape: Shape = TINY, seed: int = 7, template: str | None = None) -> Path:
    """Writes the file and returns its path."""
    from gguf import GGMLQuantizationType, GGUFWriter

    from coach.settings import ROOT

    writer = GGUFWriter(path, "qwen3")
    writer.add_name(f"kier-bench-{shape.layers}x{shape.width}")
    writer.add_block_count(shape.layers)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_feed_forward_length(shape.inner)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_key_length(shape.head)
    writer.add_value_length(shape.head)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(1_000_000.0)
    writer.add_file_type(15 if shape.quantised else 1)
    _add_vocabulary(writer, ROOT / "knowledge", shape.vocabulary)
    text = TEMPLATE.read_text(encoding="utf-8") if template is None else template
    if text:
        writer.add_chat_template(text)
    noise = _Noise(shape.quantised, seed)

    def add(name: str, rows: int, columns: int) -> None:
        values, raw = noise.matrix(rows, columns)
        writer.add_tensor(name, values, raw_dtype=GGMLQuantizationType.Q4_K if raw else None)

    def ones(name: str, size: int) -> None:
        writer.add_tensor(name, np.ones(size, dtype=np.float32))

    add("token_embd.weight", shape.vocabulary, shape.width)
    ones("output_norm.weight", shape.width)
    wide, narrow = shape.heads * shape.head, shape.kv_heads * shape.head
    for layer in range(shape.layers):
        block = f"blk.{layer}"
        for norm, size in (("attn", shape.width), ("ffn", shape.width)):
            ones(f"{block}.{norm}_norm.weight", size)
        for norm in ("attn_q", "attn_k"):
            ones(f"{block}.{norm}_norm.weight", shape.head)
        add(f"{block}.attn_q.weight", wide, shape.width)
        add(f"{block}.attn_k.weight", narrow, shape.width)
        add(f"{block}.attn_v.weight", narrow, shape.width)
        add(f"{block}.attn_output.weight", shape.width, wide)
        add(f"{block}.ffn_gate.weight", shape.inner, shape.width)
        add(f"{block}.ffn_up.weight", shape.inner, shape.width)
        add(f"{block}.ffn_down.weight", shape.width, shape.inner)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_vocabulary(writer: Any, folder: Path, size: int) -> None:
    tokens, merges = vocabulary(corpus(folder), min(size - len(SPECIALS), 24000))
    types = [_NORMAL] * len(tokens) + [_CONTROL] * len(SPECIALS)
    first = len(tokens)
    tokens = [*tokens, *SPECIALS]
    spare = size - len(tokens)
    tokens += [f"[ongebruikt{number}]" for number in range(spare)]
    types += [_UNUSED] * spare
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    writer.add_token_merges(merges)
    writer.add_bos_token_id(first)
    writer.add_eos_token_id(first + 2)
    writer.add_pad_token_id(first)
    writer.add_add_bos_token(False)


def main() -> None:
    """``python -m evals.bench.make_model 1b FILE``."""
    parser = argparse.ArgumentParser(description="Maakt een modelbestand met willekeurige inhoud.")
    parser.add_argument("shape", choices=sorted(SHAPES))
    parser.add_argument("file", type=Path)
    chosen = parser.parse_args()
    write(chosen.file, SHAPES[chosen.shape])


if __name__ == "__main__":
    main()
