"""Verdicts by the smallest difference of interest, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from relsim.measures.bounds import Bounds
from relsim.measures.equivalence import Reason, Rule, Verdict, WorldMeans, judge, verdict_of

RULE = Rule(smallest=1.0)


def worlds(mean: float, spread: float, count: int = 20, error: float = 0.1) -> WorldMeans:
    """Worlds with exactly this mean and standard deviation, without skew."""
    shape = np.linspace(-1, 1, count)
    means = mean + spread * shape / shape.std(ddof=1)
    return WorldMeans(means, np.full(count, error), 8, 1000, count)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(1.1, 2.0, Verdict.EFFECT), (-2.0, -1.1, Verdict.EFFECT), (-0.9, 0.9, Verdict.NONE), (0.1, 0.9, Verdict.NONE),
     (0.5, 1.5, Verdict.CANT_TELL), (-1.5, 1.5, Verdict.CANT_TELL), (-1.0, 1.0, Verdict.NONE)],
)  # fmt: skip
def test_an_interval_bears_a_verdict(low: float, high: float, verdict: Verdict):
    assert verdict_of(Bounds(low, high), 1.0) is verdict


def test_a_sign_is_told_where_its_size_is_not():
    judged = judge(worlds(1.2, 1.0), RULE)
    assert judged.verdict is Verdict.CANT_TELL
    assert judged.reason is Reason.TOO_WIDE
    assert judged.sign == 1
    assert judge(worlds(-3.0, 1.0), RULE).sign == -1
    assert judge(worlds(0.1, 1.0), RULE).sign == 0


@pytest.mark.parametrize("mean", [0.0, 0.7, 1.5, -1.5])
def test_so_many_worlds_would_tell_and_one_fewer_would_not(mean: float):
    judged = judge(worlds(mean, 3.0), RULE)
    assert judged.verdict is Verdict.CANT_TELL
    enough = judged.would_tell.worlds
    assert enough > 20

    def told(count: int) -> bool:
        return judge(worlds(mean, 3.0, count), RULE).verdict is not Verdict.CANT_TELL

    assert told(enough)
    assert not told(enough - 1)


def test_so_many_replicates_would_tell():
    error, own = 3.0, 0.5
    judged = judge(worlds(0.0, (own**2 + error**2) ** 0.5, error=error), RULE)
    enough = judged.would_tell.replicates
    assert enough > 8

    def told(replicates: int) -> bool:
        spread = (own**2 + error**2 * 8 / replicates) ** 0.5
        return judge(worlds(0.0, spread), RULE).verdict is Verdict.NONE

    assert told(enough)
    assert not told(enough - 1)


def test_replicates_that_would_tell_allow_for_the_longer_arm_of_a_skewed_interval():
    means = np.array([0.0] * 17 + [2.0, 2.0, 3.5])
    reach = stats.t.ppf(0.975, 19) * means.std(ddof=1) / 20**0.5
    smallest = means.mean() + 1.05 * reach  # wide enough for Student's interval, and not for the longer arm
    judged = judge(WorldMeans(means, np.full(20, means.std(ddof=1)), 8, 1000, 20), Rule(smallest))
    assert judged.verdict is Verdict.CANT_TELL
    assert judged.would_tell.replicates > 8
    assert judged.would_tell.worlds > 20


def test_no_number_of_replicates_tells_what_worlds_leave_open():
    judged = judge(worlds(0.0, 3.0, error=0.5), RULE)
    assert judged.would_tell.replicates is None
    assert judged.would_tell.worlds is not None


def test_no_number_of_worlds_tells_a_mean_at_the_bound():
    assert judge(worlds(1.0, 3.0), RULE).would_tell.worlds is None


def test_few_worlds_tell_nothing_however_clear():
    judged = judge(worlds(5.0, 0.1, count=9), RULE)
    assert (judged.verdict, judged.reason) == (Verdict.CANT_TELL, Reason.TOO_FEW_WORLDS)
    assert judged.would_tell.worlds == 10


def test_what_is_hardly_ever_seen_is_not_called_none():
    pairs = np.zeros((20, 8))
    assert judge(WorldMeans.of(pairs), RULE).reason is Reason.TOO_RARE
    pairs[:, 0] = 0.001
    assert judge(WorldMeans.of(pairs), RULE).reason is Reason.TOO_RARE, "20 pairs"
    pairs[:10, 1] = 0.001
    assert judge(WorldMeans.of(pairs), RULE).verdict is Verdict.NONE, "30 pairs"
    pairs[:] = 0
    pairs[:9] = 0.001
    assert judge(WorldMeans.of(pairs), RULE).reason is Reason.TOO_RARE, "72 pairs of 9 worlds"


def test_more_outcomes_ask_for_a_surer_interval():
    one, many = (judge(worlds(1.9, 1.5), Rule(1.0, outcomes)) for outcomes in (1, 8))
    assert one.verdict is Verdict.EFFECT
    assert many.verdict is Verdict.CANT_TELL
    assert Rule(1.0, 5).confidence == pytest.approx(0.99)


def test_what_cant_be_judged_is_refused():
    with pytest.raises(ValueError, match="smallest"):
        Rule(0.0)
    with pytest.raises(ValueError, match="finite"):
        WorldMeans.of(np.array([[1.0, np.nan], [1.0, 2.0]]))
    with pytest.raises(ValueError, match="at least two"):
        WorldMeans.of(np.ones((3, 1)))
