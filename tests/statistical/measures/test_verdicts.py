"""Intervals hold what they say, and verdicts of small runs contradict those of large ones no oftener than that.

Three standard errors of a share are allowed for, and of skewed differences what is known to lack: see each test.
"""

from __future__ import annotations

import numpy as np
import pytest

from relsim.measures.design_error import design_error, mean_interval, quantile_interval
from relsim.measures.equivalence import Reason, Rule, Verdict, WorldMeans, judge, verdict_of
from relsim.measures.share_lost import share_lost

TRIALS = 1500
THREE_ERRORS = 3 * (0.95 * 0.05 / TRIALS) ** 0.5


def drawn(rng: np.random.Generator, shape: str, worlds: int, replicates: int, mean: float = 1.0) -> np.ndarray:
    """Differences by world and seed, whose mean over all worlds and seeds that there could be is `mean`."""
    size = (worlds, replicates)
    if shape == "normal":
        return rng.normal(mean, 0.5, (worlds, 1)) + rng.normal(0, 1.5, size)
    if shape == "skewed":
        return mean * rng.lognormal(-0.18, 0.6, (worlds, 1)) * rng.lognormal(-0.5, 1, size)
    share = {"6 in 10 are zero": 0.4, "9 in 10 are zero": 0.1}[shape]
    scale = mean / share * rng.lognormal(-0.08, 0.4, (worlds, 1))
    return scale * (rng.random(size) < share) * rng.exponential(1, size)


@pytest.mark.parametrize(
    ("shape", "worlds", "replicates", "less"),
    [("normal", 10, 4, 0.0), ("normal", 20, 8, 0.0), ("normal", 200, 4, 0.0), ("skewed", 20, 8, 0.02),
     ("skewed", 200, 8, 0.005), ("6 in 10 are zero", 20, 8, 0.02), ("9 in 10 are zero", 20, 30, 0.02),
     ("9 in 10 are zero", 200, 8, 0.005)],
)  # fmt: skip
def test_the_interval_over_worlds_holds_the_mean(shape: str, worlds: int, replicates: int, less: float):
    rng = np.random.default_rng(21)
    covered = sum(
        low <= 1.0 <= high
        for low, high in (mean_interval(drawn(rng, shape, worlds, replicates).mean(axis=1)) for _ in range(TRIALS))
    )
    assert covered / TRIALS >= 0.95 - less - THREE_ERRORS
    assert covered / TRIALS <= 0.95 + THREE_ERRORS, "wider than it says"


def test_a_design_error_is_what_another_draw_makes_and_holds_the_noise_once():
    rng, means, totals, seeds = np.random.default_rng(22), [], [], []
    for _ in range(TRIALS):
        pairs = drawn(rng, "normal", 20, 4)
        means.append(pairs.mean())
        found = design_error(pairs.mean(axis=1), pairs.std(axis=1, ddof=1) / 2)
        totals.append(found.total**2)
        seeds.append(found.seeds**2)
    assert np.mean(totals) == pytest.approx(np.var(means), rel=0.12)
    assert np.mean(np.add(totals, seeds)) > 1.4 * np.var(means), "the Monte Carlo error added once more"


@pytest.mark.parametrize(("worlds", "quantile"), [(72, 0.95), (200, 0.05), (200, 0.5)])
def test_the_interval_of_a_quantile_holds_it(worlds: int, quantile: float):
    rng = np.random.default_rng(23)
    truth = -np.log1p(-quantile)  # of exponential values
    intervals = (quantile_interval(rng.exponential(1, worlds), quantile) for _ in range(TRIALS))
    covered = sum(low <= truth <= high for low, high in intervals)
    assert covered / TRIALS >= 0.95 - THREE_ERRORS
    assert covered / TRIALS < 0.99


@pytest.mark.parametrize("mean", [0.0, 0.3, 0.45, 0.55, 0.8])
def test_a_small_run_contradicts_a_large_one_no_oftener_than_its_error(mean: float):
    rng, smallest, trials = np.random.default_rng(24), 0.5, 400
    contradictions = loose = told = 0
    for _ in range(trials):
        every = drawn(rng, "normal", 400, 8, mean)
        part = every[rng.choice(400, 15, replace=False), :4]
        large, small = (judge(WorldMeans.of(each), Rule(smallest)) for each in (every, part))
        contradictions += {large.verdict, small.verdict} == {Verdict.EFFECT, Verdict.NONE}
        loose += large.verdict is Verdict.NONE and small.sign != 0 and abs(small.mean) > smallest
        told += large.verdict is not Verdict.CANT_TELL
    assert contradictions / trials <= 0.025 + 3 * (0.025 * 0.975 / trials) ** 0.5
    if mean == 0.3:
        assert told > 0.9 * trials
        assert loose > 0.1 * trials, "one sign and a mean worth speaking of: why that is no effect"


@pytest.mark.parametrize(("truth", "wrong"), [(0.5, Verdict.EFFECT), (0.55, Verdict.NONE)])
@pytest.mark.parametrize("worlds", [10, 200])
def test_at_the_smallest_of_interest_a_verdict_is_wrong_as_seldom_as_it_says(truth: float, wrong: Verdict, worlds: int):
    rng = np.random.default_rng(25)
    said = [judge(WorldMeans.of(drawn(rng, "normal", worlds, 4, truth)), Rule(0.5)).verdict for _ in range(TRIALS)]
    assert said.count(wrong) / TRIALS <= 0.025 + 3 * (0.025 * 0.975 / TRIALS) ** 0.5


@pytest.mark.parametrize(("worlds", "share", "without"), [(20, 0.02, 0.06), (20, 0.005, 0.4)])
def test_an_event_hardly_seen_is_not_called_none(worlds: int, share: float, without: float):
    rng, said, unguarded, rare = np.random.default_rng(26), 0, 0, 0
    for _ in range(TRIALS):
        pairs = (rng.random((worlds, 8)) < share) * rng.exponential(1 / share, (worlds, 8))  # whose mean is 1
        judged = judge(WorldMeans.of(pairs), Rule(0.9))
        said += judged.verdict is Verdict.NONE
        rare += judged.reason is Reason.TOO_RARE
        unguarded += verdict_of(judged.interval, 0.9) is Verdict.NONE
    assert said / TRIALS <= 0.025
    assert rare / TRIALS > 0.9
    assert unguarded / TRIALS > without, "why there is a guard"


def test_all_verdicts_that_are_given_together_are_right_in_95_percent():
    rng, wrong, rule = np.random.default_rng(27), 0, Rule(0.5, outcomes=8)
    for _ in range(500):
        verdicts = {judge(WorldMeans.of(drawn(rng, "normal", 20, 4, 0.5)), rule).verdict for _ in range(8)}
        wrong += Verdict.EFFECT in verdicts
    assert wrong / 500 <= 0.025 + 3 * (0.025 * 0.975 / 500) ** 0.5


def test_the_error_of_a_share_lost_is_what_other_seeds_make():
    rng, shares, squares = np.random.default_rng(28), [], []
    for _ in range(TRIALS):
        luck = rng.lognormal(0, 0.4, (1, 12))
        comparator = 100 * luck
        plan = comparator * np.clip(rng.normal(0.8, 0.1, (1, 12)), 0, None)
        found = share_lost(plan, comparator).worlds
        shares.append(found.means[0])
        squares.append(found.errors[0] ** 2)
    assert np.mean(squares) == pytest.approx(np.var(shares), rel=0.15)
    assert np.mean(shares) == pytest.approx(0.2, abs=0.003)
