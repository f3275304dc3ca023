"""Writing and reading a student as a folder that can be shipped.

Contract: ``ship`` writes weights (safetensors), tokenizer, config and a manifest with hashes;
``read_student`` gives the ``MiniBert`` back in float32 after checking the hashes. Used by the
training and by the runtime; it does not import training code.
"""

import json
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from coach.encoder.manifest import (
    CONFIG,
    MANIFEST,
    TOKENIZER,
    WEIGHTS,
    Manifest,
    Source,
    read_manifest,
    sha256,
)
from coach.encoder.minibert import BertShape, MiniBert
from coach.encoder.packing import Precision, pack, unpack

NAME = "kier-nl-mini"


def ship(
    student: MiniBert,
    tokenizer: Tokenizer,
    folder: Path,
    *,
    revision: str,
    precision: Precision = "int8",
    teacher: str = "",
    sources: list[Source] | None = None,
    recipe: dict[str, object] | None = None,
    figures: dict[str, float] | None = None,
) -> Manifest:
    """Write ``student`` to ``folder`` and return its manifest; existing files are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {
        name: tensor.detach().cpu().float().numpy() for name, tensor in student.state_dict().items()
    }
    save_file(pack(weights, precision), folder / WEIGHTS)
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    shape = {"model_type": "bert", **student.shape.model_dump()}
    (folder / CONFIG).write_text(json.dumps(shape, indent=1) + "\n", encoding="utf-8")
    manifest = Manifest(
        name=NAME,
        revision=revision,
        precision=precision,
        files={name: sha256(folder / name) for name in (WEIGHTS, TOKENIZER, CONFIG)},
        teacher=teacher,
        sources=sources or [],
        recipe=dict(recipe or {}),
        figures=figures or {},
    )
    text = manifest.model_dump_json(indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return manifest


def read_student(folder: Path) -> tuple[MiniBert, Manifest]:
    """Return the network of ``folder`` in float32, ready to encode, and its manifest."""
    manifest = read_manifest(folder)
    student = MiniBert(*read_shape(folder))
    student.load_state_dict(read_state(folder))
    return student.eval(), manifest


def read_shape(folder: Path) -> tuple[BertShape, Tokenizer]:
    """Return the shape and the tokenizer of a folder whose hashes were checked."""
    shape = BertShape.model_validate_json((folder / CONFIG).read_text(encoding="utf-8"))
    return shape, Tokenizer.from_file(str(folder / TOKENIZER))


def read_state(folder: Path) -> dict[str, torch.Tensor]:
    """Return the weights of a folder whose hashes were checked, in float32."""
    return {
        name: torch.from_numpy(np.ascontiguousarray(array))
        for name, array in unpack(load_file(folder / WEIGHTS)).items()
    }
