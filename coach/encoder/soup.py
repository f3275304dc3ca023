"""The mean of several runs from one start: often better than each, never slower.

Contract: ``average`` reads folders whose networks have the same shape and tokenizer and writes
their mean (Wortsman et al. 2022, model soups) with int8 weights. ``shares`` weigh the folders.
"""

from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from coach.encoder.manifest import TOKENIZER, Manifest
from coach.encoder.packing import Precision
from coach.encoder.ship import read_student, ship


def average(
    folders: Sequence[Path],
    out: Path,
    *,
    revision: str,
    shares: Sequence[float] = (),
    precision: Precision = "int8",
) -> Manifest:
    """Write the weighted mean of ``folders`` to ``out``; equal shares without ``shares``."""
    weights = list(shares) or [1.0] * len(folders)
    if len(weights) != len(folders):
        raise ValueError("one share per folder")
    total = sum(weights)
    student, manifest = read_student(folders[0])
    states = [read_student(folder)[0].state_dict() for folder in folders]
    with torch.no_grad():
        student.load_state_dict(
            {
                name: sum(
                    (w / total) * state[name] for w, state in zip(weights, states, strict=True)
                )
                for name in states[0]
            }
        )
    return ship(
        student,
        Tokenizer.from_file(str(folders[0] / TOKENIZER)),
        out,
        revision=revision,
        precision=precision,
        teacher=manifest.teacher,
        sources=manifest.sources,
        recipe={**manifest.recipe, "averaged": len(folders)},
    )
