"""Shares with their uncertainty.

Contract: ``wilson`` gives a share with its 95 % Wilson interval as ``{"value", "low", "high",
"n"}`` (``value`` None when there is nothing to count); ``confusion`` counts gold against found.
"""

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Any

Z = 1.959964


def wilson(found: int, total: int) -> dict[str, Any]:
    """The share ``found / total`` with its two-sided 95 % Wilson interval, four decimals."""
    if total == 0:
        return {"value": None, "low": None, "high": None, "n": 0}
    share = found / total
    spread = Z * sqrt(share * (1 - share) / total + Z * Z / (4 * total * total))
    middle = share + Z * Z / (2 * total)
    scale = 1 + Z * Z / total
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return {
        "value": round(share, 4),
        "low": round(max(0.0, low), 4),
        "high": round(min(1.0, high), 4),
        "n": total,
    }


def confusion(pairs: Iterable[tuple[str, str]], labels: Sequence[str]) -> dict[str, dict[str, int]]:
    """Counts per gold label (rows) and found label (columns)."""
    table = {gold: dict.fromkeys(labels, 0) for gold in labels}
    for gold, found in pairs:
        table[gold][found] += 1
    return table
