"""Planning a second stage from the first, and the one interval in the end."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from relsim.measures.precision import FEWEST_NON_ZERO, confidence_of_each, interval, non_zero, pairs_wanted, too_rare

RNG_SEED = 1


def normal(scales: list[float], count: int = 50) -> list[np.ndarray]:
    rng = np.random.default_rng(RNG_SEED)
    return [scale * rng.standard_normal(count) for scale in scales]


def test_intervals_that_hold_together_are_each_surer():
    assert confidence_of_each(0.95, 1) == pytest.approx(0.95)
    assert confidence_of_each(0.95, 5) == pytest.approx(0.99)


def test_half_the_width_takes_four_times_the_pairs():
    first = normal([1.0] * 4)
    wide, narrow = (pairs_wanted(first, width, 0.95) for width in (0.02, 0.01))
    assert wide is not None
    assert narrow is not None
    assert narrow / wide == pytest.approx(4, rel=0.01)


def test_as_many_are_wanted_as_the_upper_bound_of_the_variance_takes():
    """Of one world with normal differences: a little more than (z σ / h)², by the bound of the variance."""
    first = normal([1.0], 400)
    found = pairs_wanted(first, 0.05, 0.95)
    assert found is not None
    least = (1.96 * first[0].std(ddof=1) / 0.05) ** 2
    assert 1.05 * least < found[0] < 1.2 * least


def test_worlds_that_vary_more_have_more_pairs_and_none_too_few():
    found = pairs_wanted(normal([0.0, 0.1, 1.0, 3.0]), 0.05, 0.95, fewest=25)
    assert found is not None
    assert (np.diff(found) > 0).all()
    wide = pairs_wanted(normal([0.1, 1.0, 3.0]), 100.0, 0.95, fewest=25)
    assert wide is not None
    assert wide.tolist() == [25, 25, 25]


def test_few_pairs_of_a_world_are_not_believed_alone():
    """Of four pairs a world's own variance says little, of a thousand nearly all."""
    shares = []
    for count in (4, 1000):
        quiet, loud = normal([1.0, 1.0], count)
        found = pairs_wanted([*normal([1.0] * 20, 50), 0.01 * quiet, loud], 0.05, 0.95)
        assert found is not None
        shares.append(found[-2] / found[-1])
    assert shares[0] > 0.5
    assert shares[1] < 0.3


def test_what_is_rare_or_undefined_can_not_be_planned_by():
    rare = np.zeros(1000)
    rare[: FEWEST_NON_ZERO - 1] = 1.0
    assert non_zero([rare, rare]) == 2 * (FEWEST_NON_ZERO - 1)
    assert too_rare([rare])
    assert pairs_wanted([rare], 0.01, 0.95) is None
    rare[FEWEST_NON_ZERO] = 1.0
    assert not too_rare([rare])
    assert pairs_wanted([rare], 0.01, 0.95) is not None
    rare[-1] = np.nan
    assert pairs_wanted([rare], 0.01, 0.95) is None


def test_of_one_world_it_is_the_ordinary_interval():
    (values,) = normal([2.0], 30)
    found = interval([values], 0.95)
    low, high = stats.t.interval(0.95, 29, values.mean(), stats.sem(values))
    assert (found.mean - found.half_width, found.mean + found.half_width) == pytest.approx((low, high))


def test_of_two_worlds_it_is_welch_s():
    ours, theirs = normal([1.0], 20)[0], 3 + normal([4.0], 60)[0]
    found = interval([ours, -theirs], 0.9)
    welch = stats.ttest_ind(ours, theirs, equal_var=False).confidence_interval(0.9)
    assert (2 * (found.mean - found.half_width), 2 * (found.mean + found.half_width)) == pytest.approx(
        (welch.low, welch.high)
    )


def test_worlds_count_alike_however_many_pairs_they_have():
    found = interval([np.full(3, 2.0), np.full(300, 4.0)], 0.95)
    assert (found.mean, found.half_width) == (3.0, 0.0)


def test_differences_that_do_not_vary_take_no_more_than_the_fewest():
    found = pairs_wanted([np.full(20, 2.0), np.full(20, 4.0)], 0.01, 0.95, fewest=5)
    assert found is not None
    assert found.tolist() == [5, 5]
