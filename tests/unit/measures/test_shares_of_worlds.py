"""Shares of worlds: exact intervals, the rule of 80 %, and what would do."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from relsim.measures.shares_of_worlds import (
    RULE,
    Share,
    chance_of_holding,
    fewest_that_hold,
    replicates_that_would_do,
    share_interval,
    worlds_that_would_do,
)


@pytest.mark.parametrize(("count", "worlds"), [(0, 20), (16, 20), (20, 20), (129, 200)])
def test_the_interval_is_clopper_and_pearsons(count: int, worlds: int):
    expected = stats.binomtest(count, worlds).proportion_ci(0.95, "exact")
    assert share_interval(count, worlds) == pytest.approx((expected.low, expected.high))


def test_16_of_20_is_80_percent_and_does_not_hold():
    share = Share(16, 20)
    assert share.value == RULE
    assert not share.holds
    assert share.interval == pytest.approx((0.5634, 0.9427), abs=1e-4)


@pytest.mark.parametrize(("worlds", "fewest"), [(16, None), (17, 17), (20, 20), (50, 46), (200, 172)])
def test_the_fewest_that_hold(worlds: int, fewest: int | None):
    assert fewest_that_hold(worlds) == fewest


@pytest.mark.parametrize("worlds", [20, 50, 100, 200])
def test_each_end_is_wrong_as_seldom_as_it_says_and_wilsons_is_not(worlds: int):
    """Exact, over shares near the rule: no trials."""
    counts = np.arange(worlds + 1)
    exact = np.array([share_interval(int(count), worlds).low for count in counts])
    wilson = np.array([stats.binomtest(int(c), worlds).proportion_ci(0.95, "wilson").low for c in counts])

    def worst(low: np.ndarray) -> float:
        return max(stats.binom.pmf(counts, worlds, true)[low > true].sum() for true in np.linspace(0.7, 0.95, 251))

    assert worst(exact) <= 0.025
    assert worst(wilson) > 0.027


def test_a_share_at_the_rule_passes_seldom_and_no_number_of_worlds_would_do():
    assert chance_of_holding(RULE, 200) <= 0.025
    assert worlds_that_would_do(RULE) is None
    assert worlds_that_would_do(0.645) is None


def test_a_clearer_share_takes_fewer_worlds():
    wanted = [worlds_that_would_do(share) for share in (0.82, 0.85, 0.9, 0.95, 1.0)]
    assert wanted == [3070, 490, 120, 50, 20]
    assert chance_of_holding(0.9, 120) >= 0.8 > chance_of_holding(0.9, 110)


def test_replicates_are_those_of_the_last_world_that_is_needed():
    beyond = np.array([*np.full(45, 1.0), 0.5, 0.1, 0.1, 0.1, -1.0])  # 46 of 50 are needed
    assert replicates_that_would_do(beyond, np.full(50, 4.0)) == int(np.ceil(1.959964**2 * 4 / 0.25))
    beyond[:5] = -1.0
    assert replicates_that_would_do(beyond, np.full(50, 4.0)) is None


@pytest.mark.parametrize(("count", "worlds"), [(-1, 20), (21, 20), (0, 0)])
def test_what_is_no_share_is_refused(count: int, worlds: int):
    with pytest.raises(ValueError, match="no share"):
        Share(count, worlds)
