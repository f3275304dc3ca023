"""Exemplars judged by a model that has not seen their cluster.

Contract: ``fold_of`` gives each cluster one of ``FOLDS`` folds, the same in every run and on every
machine; ``Vectors`` embeds all texts once, so that fitting five times costs no embedding;
``keep`` writes new bars into the content folder, whole, and gives them back.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from coach.dialogue.bars import FILE, Bars, RequestBars, SignalBars, load_bars
from coach.encoder.others import load_listening
from coach.knowledge.vectors import VectorCache
from coach.settings import settings

FOLDS = 5


def fold_of(cluster: str) -> int:
    """The fold of a cluster, from its name."""
    return int(sha256(cluster.encode()).hexdigest(), 16) % FOLDS


class Vectors:
    """Vectors of content sentences, all made at the start."""

    def __init__(self, texts: Iterable[str]) -> None:
        encoder = load_listening(settings().encoder)
        self.stamp = encoder.stamp
        different = list(dict.fromkeys(texts))
        rows = VectorCache(encoder, settings().data_folder).encode(different)
        self._rows = dict(zip(different, rows, strict=True))

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """One row per text; every text must have been among the first."""
        return np.stack([self._rows[text] for text in texts])


def cheapest(
    chances: NDArray[np.float64],
    costs: NDArray[np.float64],
    among: NDArray[np.bool_],
    slack: float = 0.0,
) -> float:
    """The bar with the least cost: ``costs`` is what raising each row costs (gains negative).

    Of bars that cost at most ``slack`` more than the least, the lowest: near the least, cost is
    flat, and without this a few exemplars would move the bar far. The middle of the gap below the
    last row that is raised; 1.0 when raising never pays.
    """
    order = np.argsort(-chances[among], kind="stable")
    sorted_chances = chances[among][order]
    total = np.concatenate([[0.0], np.cumsum(costs[among][order])])
    # Rows of equal chance are raised together.
    ends = [
        0,
        *(
            n
            for n in range(1, len(total))
            if n == len(order) or sorted_chances[n] < sorted_chances[n - 1]
        ),
    ]
    least = min(total[n] for n in ends)
    best = max(n for n in ends if total[n] <= least + slack) if least < 0 else 0
    if best == 0:
        return 1.0
    below = sorted_chances[best] if best < len(order) else 0.0
    return float((sorted_chances[best - 1] + below) / 2)


def keep(name: str, found: SignalBars | RequestBars) -> dict[str, Any]:
    """Writes the bars of one suite beside those of the other."""
    bars = load_bars().model_copy(update={name: found})
    path = settings().content / FILE
    text = (
        "# Geschreven door `coach eval signals --calibrate` en `coach eval requests --calibrate`.\n"
        "# Wat een misser en een vals alarm kosten, ook bij gewoon gepraat, staat in\n"
        "# evals/suites/signals_folds.py. Wat hier met de hand verandert, verdwijnt bij ijken.\n"
    )
    text += yaml.safe_dump(rounded(Bars.model_validate(bars.model_dump())), sort_keys=False)
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
    return {"suite": name, **rounded(found)}


def rounded(bars: Bars | SignalBars | RequestBars) -> dict[str, Any]:
    """As plain data with three decimals."""

    def cut(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: cut(item) for key, item in value.items()}
        return round(value, 3) if isinstance(value, float) else value

    return {key: cut(value) for key, value in bars.model_dump().items()}
