"""What the student learns from: texts with the teacher's vectors, drawn by weight.

Contract: ``prepare`` gives Dutch texts, the teacher's vectors of their English sides and how
often each is drawn. Part of the texts are passages, made by joining a few everyday pairs, so
that the student meets texts of the length it will be used on. Vectors are cached by content.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.encoder.corpus import Pair
from coach.encoder.teacher import load_teacher, teach

# Legal pairs are long and dear; this many say what they have to say.
_MOST_PER_SOURCE = 12_000
_LONGEST_PAIR = 400


@dataclass(frozen=True)
class Teachings:
    """Parallel arrays: Dutch texts, targets (n, 384) and draw weights (n,)."""

    texts: list[str]
    targets: NDArray[np.float16]
    weights: NDArray[np.float64]


def thin(pairs: list[Pair], generator: np.random.Generator) -> list[Pair]:
    """Leave out very long pairs and cap light sources (weight below 0.5) at 12,000 pairs.

    A capped source keeps about half of its total weight, so thinning does not silence it.
    """
    kept: list[Pair] = []
    by_source: dict[str, list[Pair]] = {}
    for pair in pairs:
        if len(pair.english) <= _LONGEST_PAIR and len(pair.dutch) <= _LONGEST_PAIR:
            by_source.setdefault(pair.source, []).append(pair)
    for found in by_source.values():
        if found[0].weight < 0.5 and len(found) > _MOST_PER_SOURCE:
            chosen = generator.choice(len(found), _MOST_PER_SOURCE, replace=False)
            found = [
                Pair(p.english, p.dutch, p.source, min(1.0, p.weight * 2.5))
                for p in (found[index] for index in sorted(chosen))
            ]
        kept += found
    return kept


def passages(pairs: list[Pair], count: int, generator: np.random.Generator) -> list[Pair]:
    """Join two to six pairs of the heavier sources into ``count`` passages."""
    everyday = [p for p in pairs if p.weight >= 1.5 and len(p.dutch) <= 160]
    if len(everyday) < 6:
        return []
    weight = np.array([p.weight for p in everyday])
    joined = []
    for _ in range(count):
        chosen = generator.choice(
            len(everyday), int(generator.integers(2, 7)), p=weight / weight.sum()
        )
        parts = [everyday[index] for index in chosen]
        joined.append(
            Pair(
                " ".join(p.english for p in parts), " ".join(p.dutch for p in parts), "joined", 1.0
            )
        )
    return joined


def _cached(texts: list[str], cache: Path | None) -> NDArray[np.float16]:
    """Return the teacher's vectors, from ``cache`` where the same texts were taught before."""
    digest = hashlib.sha256("\n".join(texts).encode("utf-8", "ignore")).hexdigest()[:16]
    file = cache / f"teacher-{digest}.npy" if cache is not None else None
    if file is not None and file.is_file():
        held: NDArray[np.float16] = np.load(file, allow_pickle=False)
        return held
    vectors = teach(load_teacher()[0], texts)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        np.save(file, vectors, allow_pickle=False)
    return vectors


def prepare(
    pairs: list[Pair], *, seed: int, passage_share: float, passage_pool: int, cache: Path | None
) -> Teachings:
    """Return everything the distillation draws from.

    ``passage_share`` is the share of draws that are joined passages; ``passage_pool`` how many
    different ones there are.
    """
    generator = np.random.default_rng(seed)
    single = thin(pairs, generator)
    joined = passages(single, passage_pool, generator) if passage_share > 0 else []
    # Per source, so that a new source does not void the cache of the others.
    groups: dict[str, list[Pair]] = {}
    for pair in [*single, *joined]:
        groups.setdefault(pair.source, []).append(pair)
    vectors: list[NDArray[np.float16]] = [
        _cached([p.english for p in group], cache) for group in groups.values()
    ]
    ordered = [pair for group in groups.values() for pair in group]
    weights = np.array([p.weight for p in ordered], dtype=np.float64)
    is_joined = np.array([p.source == "joined" for p in ordered])
    if joined:
        weights[is_joined] *= passage_share / weights[is_joined].sum()
        weights[~is_joined] *= (1 - passage_share) / weights[~is_joined].sum()
    return Teachings([p.dutch for p in ordered], np.concatenate(vectors), weights / weights.sum())
