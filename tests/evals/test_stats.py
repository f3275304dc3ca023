"""Intervals and tests against values that can be worked out by hand or were published."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.stats import cluster_interval, paired_permutation, wilson


def test_wilson_matches_known_values() -> None:
    # Newcombe 1998, table I: 81 of 263 and 0 of 20.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(0, 0) == (0.0, 1.0)
    with pytest.raises(ValueError):
        wilson(3, 2)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_rate(counts: tuple[int, int]) -> None:
    low, high = wilson(*counts)
    rate = counts[0] / counts[1]
    assert 0.0 <= low <= rate + 1e-12 and rate - 1e-12 <= high <= 1.0


def test_an_interval_is_the_same_twice_and_holds_the_mean() -> None:
    values = list(np.random.default_rng(1).normal(0.6, 0.2, size=60))
    clusters = [place // 2 for place in range(60)]
    first = cluster_interval(values, clusters, resamples=2000)
    assert first is not None and first == cluster_interval(values, clusters, resamples=2000)
    assert first[0] < float(np.mean(values)) < first[1]
    # Close to the usual interval of a mean when clusters say nothing extra.
    half = 1.96 * float(np.std(values, ddof=1)) / 60**0.5
    assert (first[1] - first[0]) / 2 == pytest.approx(half, rel=0.3)


def test_repeats_within_a_cluster_do_not_narrow_the_interval() -> None:
    once = [0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0]
    alone = cluster_interval(once, list(range(8)), resamples=4000)
    repeated = cluster_interval(
        [value for value in once for _ in range(5)],
        [place for place in range(8) for _ in range(5)],
        resamples=4000,
    )
    assert alone is not None and alone == repeated


def test_an_interval_that_cannot_be_known_or_does_not_vary() -> None:
    assert cluster_interval([], []) is None
    assert cluster_interval([0.5, 0.7], ["a", "a"]) is None
    assert cluster_interval([0.5, 0.5], ["a", "b"]) == (0.5, 0.5)
    with pytest.raises(ValueError):
        cluster_interval([0.5], ["a", "b"])


def test_permutation_is_exact_for_few_clusters() -> None:
    # All four clusters point one way: only 2 of the 16 flips are as far out.
    assert paired_permutation([0.1, 0.2, 0.3, 0.4], list("abcd")) == pytest.approx(2 / 16)
    # Taken as one cluster, either flip is as far out.
    assert paired_permutation([0.1, 0.2, 0.3, 0.4], list("aaaa")) == 1.0
    assert paired_permutation([0.0, 0.0], ["a", "b"]) == 1.0
    assert paired_permutation([], []) == 1.0


def test_permutation_of_many_clusters() -> None:
    clusters = list(range(40))
    assert paired_permutation([0.1] * 40, clusters, resamples=2000) < 0.001
    back_and_forth = [0.1, -0.1] * 20
    assert paired_permutation(back_and_forth, clusters, resamples=2000) > 0.9
