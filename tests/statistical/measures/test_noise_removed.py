"""Shares and ranges of worlds are those of worlds, whatever the noise of their seeds.

Bounds are three standard errors of what is counted.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from relsim.measures.design_error import published_range
from relsim.measures.noise_removed import PERCENTILES, Side, noise_removed
from relsim.measures.shares_of_worlds import share_interval

MEAN, SPREAD = 0.5, 1.0
TRUE_SHARE = stats.norm.cdf(MEAN / SPREAD)
"""Of worlds above 0: 69 %."""


def worlds(
    rng: np.random.Generator, count: int, replicates: int, spread: float = SPREAD, scale: float | np.ndarray = 1.0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Own differences, differences as seen, and their errors, which are about `scale`."""
    own = rng.normal(MEAN, spread, count)
    pairs = own[:, np.newaxis] + np.reshape(scale, (-1, 1)) * rng.normal(0, replicates**0.5, (count, replicates))
    return own, pairs.mean(axis=1), pairs.std(axis=1, ddof=1) / replicates**0.5


def test_shares_and_ranges_are_unbiased_where_raw_ones_are_not():
    rng, trials, count, replicates = np.random.default_rng(11), 200, 200, 8
    shares, decided, ends, raw_ends, shrunk = [], [], [], [], []
    for _ in range(trials):
        _, seen, errors = worlds(rng, count, replicates)
        found = noise_removed(seen, errors, replicates)
        assert found.worlds_differ
        shares.append(found.counts(0.0)[Side.HIGHER] / count)
        decided.append((seen > stats.t.ppf(0.975, replicates - 1) * errors).mean())
        shrunk.append((found.shrunk > 0).mean())
        ends.append(found.range())
        raw_ends.append(np.percentile(seen, PERCENTILES))
    true_ends = stats.norm.ppf([0.05, 0.95], MEAN, SPREAD)
    assert np.mean(shares) == pytest.approx(TRUE_SHARE, abs=0.012)
    np.testing.assert_allclose(np.mean(ends, axis=0), true_ends, atol=0.06)
    assert np.mean(decided) < 0.2, "intervals that leave out 0 count replicates"
    assert np.mean(shrunk) > TRUE_SHARE + 0.04, "posterior means lie too close together"
    assert (abs(np.mean(raw_ends, axis=0) - true_ends) > 0.5).all()


@pytest.mark.parametrize("spread", [2.0, 0.7])
def test_a_range_recovers_worlds_own_spread_under_unlike_noise(spread: float):
    """Noise of 0.5 to 1.5: twice the variance of the worlds themselves in the mean, where they differ least."""
    rng, count, found, raw = np.random.default_rng(17), 400, [], []
    for _ in range(100):
        _, seen, errors = worlds(rng, count, 30, spread, rng.uniform(0.5, 1.5, count))
        published = published_range(noise_removed(seen, errors, 30).own)
        found.append(published.high.value - published.low.value)
        raw.append(np.subtract(*np.percentile(seen, PERCENTILES[::-1])))
    assert np.mean(found) == pytest.approx(2 * 1.645 * spread, rel=0.04 if spread > 1 else 0.08)
    assert np.mean(raw) > 1.08 * np.mean(found)


def test_a_range_keeps_skewness():
    rng, count, ends = np.random.default_rng(18), 400, []
    for _ in range(100):
        pairs = rng.exponential(2.0, count)[:, np.newaxis] + rng.normal(0, 0.5 * 8**0.5, (count, 8))
        ends.append(noise_removed(pairs.mean(axis=1), pairs.std(axis=1, ddof=1) / 8**0.5, 8).range())
    low, high = np.mean(ends, axis=0)
    assert low == pytest.approx(-2 * np.log(0.95), abs=0.3)
    assert high == pytest.approx(-2 * np.log(0.05), rel=0.03)


@pytest.mark.parametrize("count", [50, 200])
def test_the_interval_of_a_share_holds_the_true_share(count: int):
    """Worlds drawn anew, and their noise removed by what they show themselves."""
    rng, trials, covered, said = np.random.default_rng(12), 400, 0, 0
    for _ in range(trials):
        _, seen, errors = worlds(rng, count, 8, scale=0.7)
        counts = noise_removed(seen, errors, 8).counts(0.0)
        if counts is not None:
            said += 1
            low, high = share_interval(counts[Side.HIGHER], count)
            covered += low <= TRUE_SHARE <= high
    assert said > 0.95 * trials
    assert covered / said >= 0.95 - 3 * (0.95 * 0.05 / said) ** 0.5


@pytest.mark.parametrize("replicates", [4, 8])
@pytest.mark.parametrize("scales", ["alike", "unlike"])
def test_worlds_that_are_alike_are_seldom_told_apart_and_cochrans_q_does_not_hold(replicates: int, scales: str):
    rng, trials, count = np.random.default_rng(13), 1500, 20
    scale = np.ones(count) if scales == "alike" else np.exp(rng.normal(0, 0.7, count))
    ours = cochran = 0
    for _ in range(trials):
        _, seen, errors = worlds(rng, count, replicates, 0.0, scale)
        ours += noise_removed(seen, errors, replicates).worlds_differ
        weights = errors**-2
        centre = np.average(seen, weights=weights)
        cochran += stats.chi2.sf((weights * (seen - centre) ** 2).sum(), count - 1) < 0.05
    allowed = 0.05 if scales == "alike" else 0.07  # unlike variances, estimated from four seeds
    assert ours / trials <= allowed + 3 * (0.05 * 0.95 / trials) ** 0.5
    assert cochran / trials > 0.2


def told(seed: int, means: np.ndarray, spread: float, smallest: float = 0.2) -> tuple[int, int, int]:
    """Worlds that are told wrongly, told, and all, in batches of 20 worlds of 4 seeds with these means."""
    rng, wrong, said = np.random.default_rng(seed), 0, 0
    for mean in means:
        own, seen, errors = worlds(rng, 20, 4, spread)
        own, seen = own + mean - MEAN, seen + mean - MEAN
        for true, side in zip(own, noise_removed(seen, errors, 4).sides(smallest), strict=True):
            expected = Side.HIGHER if true > smallest else Side.LOWER if true < -smallest else Side.NO_DIFFERENCE
            said += side is not Side.UNDECIDED
            wrong += side not in (Side.UNDECIDED, expected)
    return wrong, said, 20 * len(means)


@pytest.mark.parametrize("spread", [0.0, 0.3, 0.6, 1.0])
def test_of_worlds_that_are_told_few_are_told_wrongly(spread: float):
    """Over means of all sizes, which is what a posterior promises: of a mean at the bound no rule can hold it."""
    wrong, said, _ = told(14, np.random.default_rng(15).normal(0, 1, 600), spread)
    assert said > 1000
    assert wrong / said <= 0.05


@pytest.mark.parametrize("spread", [0.0, 0.3, 0.6, 1.0])
@pytest.mark.parametrize("mean", [0.2, 0.5])
def test_whatever_the_mean_few_of_all_worlds_are_told_wrongly(mean: float, spread: float):
    wrong, _, every = told(16, np.full(300, mean), spread)
    assert wrong / every <= 0.025
