"""The whole in-domain step: pairs in, folder out, figures before and after.

Contract: ``specialise`` reads field pairs, trains on the train clusters mixed with general pairs,
writes the folder and returns figures on the dev clusters per kind (``before``/``after`` nDCG@10
of the right text among all distinct texts of that kind). It decides nothing: whoever runs it
compares and copies.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from coach.encoder.build import gather
from coach.encoder.contrast import ContrastSettings, contrast
from coach.encoder.corpus import load_recipe
from coach.encoder.fieldpairs import (
    FieldPair,
    asked_pairs,
    library_texts,
    read_field_pairs,
    split,
)
from coach.encoder.graded import read_graded
from coach.encoder.manifest import TOKENIZER
from coach.encoder.minibert import MiniBert
from coach.encoder.packing import Precision
from coach.encoder.selfpairs import self_pairs, signal_pairs
from coach.encoder.ship import read_student, ship
from coach.encoder.teachings import prepare


def vectors(student: MiniBert, texts: Sequence[str], batch: int = 32) -> NDArray[np.float32]:
    """Return unit vectors (n, 384) of ``texts`` in their order."""
    rows = np.zeros((len(texts), student.shape.hidden_size), dtype=np.float32)
    order = np.argsort([len(text) for text in texts], kind="stable")
    for start in range(0, len(order), batch):
        part = order[start : start + batch]
        features = student.preprocess([texts[row] for row in part])
        with torch.inference_mode():
            found = student.vectors(features["input_ids"], features["attention_mask"])
        rows[part] = found.numpy()
    return rows


def field_ndcg(student: MiniBert, pairs: Sequence[FieldPair]) -> dict[str, float]:
    """Return nDCG@10 per kind: how high the nearest right text stands among all of its kind."""
    figures: dict[str, float] = {}
    for kind in sorted({pair.kind for pair in pairs}):
        chosen = [pair for pair in pairs if pair.kind == kind]
        pool = list(dict.fromkeys(text for pair in chosen for text in (pair.b, *pair.hard)))
        place = {text: index for index, text in enumerate(pool)}
        scores = vectors(student, [pair.a for pair in chosen]) @ vectors(student, pool).T
        gains = []
        for row, pair in enumerate(chosen):
            rank = 1 + int((scores[row] > scores[row, place[pair.b]]).sum())
            gains.append(1 / np.log2(rank + 1) if rank <= 10 else 0.0)
        figures[kind] = float(np.mean(gains))
    return figures


def specialise(
    pair_files: list[Path],
    parallel: list[Path],
    glossary: Path | None,
    start: Path,
    out: Path,
    *,
    content: Path,
    settings: ContrastSettings,
    with_library: bool = True,
    everything: bool = False,
    precision: Precision = "int8",
    cache: Path | None = None,
    alike: Sequence[Path] = (),
) -> dict[str, float]:
    """Run the in-domain step from folder ``start`` to folder ``out``; return the figures.

    ``with_library`` adds the pairs that passages and questions hold by themselves;
    ``everything`` trains on the dev clusters too, for weights to ship: their figures then say
    nothing, and only independent cases count.
    """
    recipe = load_recipe()
    texts = library_texts(content)
    train, dev = split(
        read_field_pairs(pair_files, texts) + asked_pairs(content, texts) + signal_pairs(content)
    )
    if everything:
        train = train + dev
    if with_library:
        # Only trained on: what counts on the dev side is how people ask, not how we write.
        train += split(self_pairs(content))[0]
    student, manifest = read_student(start)
    figures = {f"before {kind}": value for kind, value in field_ndcg(student, dev).items()}
    general = None
    if parallel or glossary is not None:
        corpora = gather(parallel, [], glossary, recipe)
        general = prepare(
            corpora.pairs, seed=recipe.seed, passage_share=0.0, passage_pool=0, cache=cache
        )
    grades = [pair for path in alike for pair in read_graded(path)]
    contrast(student, train, general, settings, alike=grades)
    figures |= {f"after {kind}": value for kind, value in field_ndcg(student, dev).items()}
    ship(
        student,
        Tokenizer.from_file(str(start / TOKENIZER)),
        out,
        revision="contrast",
        precision=precision,
        teacher=manifest.teacher,
        sources=manifest.sources,
        recipe={
            **manifest.recipe,
            "contrast_steps": settings.steps,
            "contrast_pairs": len(train),
            "graded": len(grades),
        },
        figures=figures,
    )
    return figures
