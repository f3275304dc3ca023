"""Intervals and tests for figures over cases that belong together.

Contract: cases of one cluster (one scenario in several wordings) are not independent, so both the
bootstrap and the permutation test draw whole clusters (Miller 2024, arXiv 2411.00640). Everything
is seeded: the same numbers give the same interval. Knows nothing about what the numbers measure.
"""

from collections.abc import Hashable, Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

Interval = tuple[float, float]

SEED = 20_260
RESAMPLES = 10_000
_EXACT_UP_TO = 12  # clusters; above it sign flips are drawn instead of all tried


def _by_cluster(
    values: Sequence[float], clusters: Sequence[Hashable]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sum of the values and number of cases of each cluster, in order of appearance."""
    if len(values) != len(clusters):
        raise ValueError(f"{len(values)} values but {len(clusters)} cluster names")
    places = {name: place for place, name in enumerate(dict.fromkeys(clusters))}
    sums, counts = np.zeros(len(places)), np.zeros(len(places))
    for value, name in zip(values, clusters, strict=True):
        sums[places[name]] += value
        counts[places[name]] += 1
    return sums, counts


def cluster_interval(
    values: Sequence[float],
    clusters: Sequence[Hashable],
    *,
    resamples: int = RESAMPLES,
    level: float = 0.95,
    seed: int = SEED,
) -> Interval | None:
    """BCa bootstrap interval of the mean over cases, resampling clusters.

    ``values`` and ``clusters`` hold one entry per case. None without cases or with one cluster
    (nothing is known about spread). Efron & Tibshirani 1993, chapter 14; the acceleration comes
    from leaving out one cluster at a time.
    """
    sums, counts = _by_cluster(values, clusters)
    groups = len(sums)
    if groups < 2:
        return None
    mean = float(sums.sum() / counts.sum())
    drawn = np.random.default_rng(seed).integers(0, groups, size=(resamples, groups))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    if np.ptp(means) < 1e-12:
        return (mean, mean)
    # Half of the ties count as below, so that a discrete figure is not pushed to one side.
    below = float(np.mean(means < mean - 1e-12) + 0.5 * np.mean(np.abs(means - mean) <= 1e-12))
    bias = float(norm.ppf(min(max(below, 1 / resamples), 1 - 1 / resamples)))
    left_out = (sums.sum() - sums) / (counts.sum() - counts)
    away = left_out.mean() - left_out
    spread = float((away**2).sum()) ** 1.5
    acceleration = float((away**3).sum()) / (6 * spread) if spread > 0 else 0.0

    def quantile(z: float) -> float:
        moved = bias + (bias + z) / max(1 - acceleration * (bias + z), 1e-9)
        return float(np.quantile(means, norm.cdf(moved)))

    edge = float(norm.ppf(1 - (1 - level) / 2))
    return (quantile(-edge), quantile(edge))


def paired_permutation(
    differences: Sequence[float],
    clusters: Sequence[Hashable],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> float:
    """Two-sided p of a mean paired difference when either system could have been either.

    Signs flip per cluster. Up to 12 clusters all flips are tried and p is exact; above it p is
    (hits + 1) / (resamples + 1). 1.0 without cases.
    """
    sums, _ = _by_cluster(differences, clusters)
    groups = len(sums)
    if not groups:
        return 1.0
    seen = abs(float(sums.sum())) - 1e-12
    if groups <= _EXACT_UP_TO:
        bits = (np.arange(2**groups)[:, None] >> np.arange(groups)) & 1
        return float(np.mean(np.abs((1 - 2 * bits) @ sums) >= seen))
    signs = np.random.default_rng(seed).integers(0, 2, size=(resamples, groups)) * 2 - 1
    hits = int(np.sum(np.abs(signs @ sums) >= seen))
    return (hits + 1) / (resamples + 1)


def wilson(successes: int, total: int, *, level: float = 0.95) -> Interval:
    """Wilson score interval of a rate; (0, 1) when nothing was counted."""
    if not 0 <= successes <= total:
        raise ValueError(f"{successes} of {total}")
    if total == 0:
        return (0.0, 1.0)
    z = float(norm.ppf(1 - (1 - level) / 2))
    rate, weight = successes / total, z * z / total
    middle = (rate + weight / 2) / (1 + weight)
    half = z * sqrt(rate * (1 - rate) / total + weight / (4 * total)) / (1 + weight)
    return (max(0.0, middle - half), min(1.0, middle + half))
