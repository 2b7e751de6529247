"""Whether errors, ranges and ratios are what they say, on data whose truth is known.

Seeds are fixed, and tolerances are four standard errors of the share that is counted unless a reason is given.
"""

from __future__ import annotations

import numpy as np
import pytest

from relsim.measures.bedding_in import bedded_in, months_not_bedded_in, months_to
from relsim.measures.over_worlds import monte_carlo_error
from relsim.measures.paired import (
    bootstrap_standard_error,
    favours,
    favours_sooner,
    standard_error,
    variance,
    variance_ratio,
)
from relsim.measures.resampling import resample_counts

TRIALS = 4000
TOLERANCE = 4 * np.sqrt(0.95 * 0.05 / TRIALS)


def covered(differences: np.ndarray, truth: float) -> float:
    """Share of trials whose 95 % interval holds the truth: those in which a shift by it leaves matters undecided."""
    replicates = differences.shape[1]
    mean, error = differences.mean(axis=1), standard_error(differences)
    verdicts = favours(mean - truth, error, replicates, np.ones(len(mean), dtype=bool))
    return float((verdicts == "undecided").mean())


@pytest.mark.parametrize("replicates", [5, 20, 100])
def test_interval_covers_normal_differences(replicates: int) -> None:
    differences = np.random.default_rng(1).normal(3.0, 2.0, (TRIALS, replicates))
    assert covered(differences, 3.0) == pytest.approx(0.95, abs=TOLERANCE)


def test_interval_covers_skewed_differences_given_enough_runs() -> None:
    """Exponential differences: at 20 runs a few points short, at 200 nearly as stated."""
    rng = np.random.default_rng(2)
    assert 0.90 < covered(rng.exponential(1.0, (TRIALS, 20)), 1.0) < 0.945
    assert covered(rng.exponential(1.0, (TRIALS, 200)), 1.0) == pytest.approx(0.95, abs=TOLERANCE + 0.01)


def test_interval_fails_on_rare_differences_and_recovers_with_thirty_of_them() -> None:
    """Why an outcome with fewer than 30 non-zero differences is to be called too rare to judge."""
    rng = np.random.default_rng(3)
    rare = rng.exponential(1.0, (TRIALS, 600)) * (rng.random((TRIALS, 600)) < 0.1)
    assert covered(rare[:, :20], 0.1) < 0.85
    assert covered(rare, 0.1) == pytest.approx(0.94, abs=TOLERANCE + 0.01)


def test_monte_carlo_error_of_the_mean_over_worlds() -> None:
    """Ten worlds of different effects and noise: the error is that of other seeds in these worlds, not other worlds."""
    rng = np.random.default_rng(4)
    effects, noise = np.linspace(-5, 5, 10), np.linspace(0.2, 3, 10)
    differences = effects[:, np.newaxis] + noise[:, np.newaxis] * rng.normal(size=(TRIALS, 10, 30))
    mean = differences.mean(axis=(1, 2))
    error = monte_carlo_error(standard_error(differences))
    assert np.sqrt(np.mean(error**2)) == pytest.approx(mean.std(), rel=0.05)
    assert (np.abs(mean) < 1.96 * error).mean() == pytest.approx(0.95, abs=TOLERANCE + 0.005)


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.95])
def test_ratio_is_what_correlation_makes_it(correlation: float) -> None:
    """With correlation ρ and equal variances, (var A + var B) / var(A − B) is 1 / (1 − ρ)."""
    rng = np.random.default_rng(7)
    shared, own = np.sqrt(correlation), np.sqrt(1 - correlation)
    common = shared * rng.normal(size=40_000)
    one, other = (common + own * rng.normal(size=40_000) for _ in range(2))
    found = variance_ratio(variance(one[np.newaxis]) + variance(other[np.newaxis]), variance((one - other)[np.newaxis]))
    assert found.item() == pytest.approx(1 / (1 - correlation), rel=0.04)


def resampled_means(values: np.ndarray, world: int) -> np.ndarray:
    """Means of (replicates, ...) and of their resamples, shape (1 + resamples, ...)."""
    return np.tensordot(resample_counts(world, len(values)), values, axes=1) / len(values)


def test_bootstrap_error_of_a_mean_is_the_known_one() -> None:
    rng = np.random.default_rng(8)
    values = rng.normal(0, 1, (1000, 10))
    errors = [
        bootstrap_standard_error(resampled_means(one, world)[1:, np.newaxis], 10) for world, one in enumerate(values)
    ]
    # Without the factor n / (n − 1) the mean square would be a tenth too small; its own error is about 1.6 %.
    assert np.mean(np.square(errors)) == pytest.approx(1 / 10, rel=0.05)


def recovering(rng: np.random.Generator, replicates: int, spread: float = 0.06) -> tuple[np.ndarray, np.ndarray]:
    """Coverage of plan and comparator, shape (replicates, 120, 1): a recovery whose level differs by run."""
    level = 0.6 * (1 + spread * rng.normal(size=(replicates, 1, 1)))
    comparator = level * (1 + 0.02 * rng.normal(size=(replicates, 120, 1)))
    recovery = (1 - 0.5 * np.exp(-np.arange(120) / 25))[:, np.newaxis]
    lasting = 1 + spread * rng.normal(size=(replicates, 1, 1))
    return comparator * recovery * lasting * (1 + 0.02 * rng.normal(size=(replicates, 120, 1))), comparator


def test_bootstrap_error_of_months_not_bedded_in() -> None:
    rng = np.random.default_rng(9)
    found, squares = [], []
    for world in range(400):
        plan, comparator = recovering(rng, 20)
        months = months_not_bedded_in(bedded_in(resampled_means(plan, world), resampled_means(comparator, world)))
        found.append(months[0, 0])
        squares.append(bootstrap_standard_error(months[1:], 20).item() ** 2)
    # A variance from 400 worlds is known to 7 %, and the bootstrap of a count of months is approximate.
    assert np.sqrt(np.mean(squares)) == pytest.approx(np.std(found, ddof=1), rel=0.15)


def test_equal_durations_are_seldom_decided() -> None:
    """Two plans of the same truth: one in twenty may be decided by chance, by the percentile bootstrap a few more."""
    rng = np.random.default_rng(10)
    decided = 0
    for world in range(600):
        plans = [recovering(rng, 20) for _ in range(2)]
        ours, theirs = (
            months_to(bedded_in(resampled_means(p, world), resampled_means(c, world)), 12) for p, c in plans
        )
        decided += favours_sooner(ours, theirs, 20).item(0) != "undecided"
    assert 0.01 <= decided / 600 <= 0.09
