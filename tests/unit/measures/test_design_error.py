"""Design errors and ends of ranges, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from relsim.measures.design_error import (
    design_error,
    fewest_for_interval,
    mean_interval,
    published_range,
    quantile_interval,
)


def test_worlds_means_hold_their_noise_already():
    found = design_error(np.array([1.0, 3.0, 5.0, 7.0]), np.full(4, 1.0))
    assert found.total**2 == pytest.approx(20 / 3 / 4)
    assert found.seeds == pytest.approx(0.5)
    assert found.worlds_alone**2 == pytest.approx((20 / 3 - 1) / 4)


def test_where_seeds_explain_it_all_worlds_alone_add_nothing():
    assert design_error(np.array([1.0, 1.1]), np.full(2, 3.0)).worlds_alone == 0.0


def test_of_symmetric_values_the_interval_is_students():
    values = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    low, high = mean_interval(values)
    reach = stats.t.ppf(0.975, 4) * values.std(ddof=1) / 5**0.5
    assert (low, high) == pytest.approx((-reach, reach))


def test_a_long_tail_reaches_further_on_its_own_side():
    values = np.array([0.0] * 9 + [10.0])
    low, high = mean_interval(values)
    assert high - 1.0 > 2 * (1.0 - low)
    mirrored = mean_interval(-values)
    assert mirrored == pytest.approx((-high, -low))


def test_ends_are_where_halls_transformation_of_t_is_students():
    values = np.array([0.0, 0.0, 1.0, 1.0, 2.0, 7.0])
    root, error = 6**0.5, values.std(ddof=1) / 6**0.5
    skew = ((values - values.mean()) ** 3).mean() / values.std(ddof=1) ** 3
    t = (values.mean() - np.array(mean_interval(values))) / error
    transformed = t + skew * t**2 / (3 * root) + skew**2 * t**3 / 27 / 6 + skew / (6 * root)
    reach = stats.t.ppf(0.975, 5)
    np.testing.assert_allclose(transformed, [reach, -reach])


def test_values_that_are_all_the_same_have_no_width():
    assert mean_interval(np.full(5, 0.1)) == pytest.approx((0.1, 0.1))


def test_ends_of_200_values_are_enclosed_by_order_statistics():
    values = np.arange(1.0, 201.0)
    low, high = quantile_interval(values[::-1], 0.05)
    below = stats.binom(200, 0.05)
    assert below.cdf(low - 1) <= 0.025 < below.cdf(low)
    assert below.sf(high - 1) <= 0.025 < below.sf(high - 2)
    assert quantile_interval(values, 0.95) == pytest.approx((201 - high, 201 - low))


def test_72_worlds_are_the_fewest():
    assert fewest_for_interval(0.05) == fewest_for_interval(0.95) == 72
    assert quantile_interval(np.arange(71.0), 0.95) is None
    assert quantile_interval(np.arange(72.0), 0.95).high == 71.0


def test_a_range_is_published_of_200_worlds_or_more():
    assert published_range(np.arange(199.0)) is None
    found = published_range(np.arange(200.0))
    assert found.low.value == pytest.approx(np.quantile(np.arange(200.0), 0.05))
    assert found.low.interval.low < found.low.value < found.low.interval.high


def test_a_single_world_has_no_design_error():
    with pytest.raises(ValueError, match="at least two"):
        design_error(np.array([1.0]), np.array([1.0]))
