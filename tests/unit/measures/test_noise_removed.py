"""Between-world variance, and what is told of worlds, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from relsim.measures.noise_removed import Side, noise_removed


def test_variance_is_the_raw_one_less_that_of_noise():
    found = noise_removed(np.array([1.0, 3.0, 5.0, 7.0]), np.full(4, 1.0), 30)
    assert found.between**2 == pytest.approx(20 / 3 - 1)
    assert found.mean == 4.0


def test_with_equal_errors_the_test_is_the_analysis_of_variance():
    pairs = np.random.default_rng(1).normal(0, 1, (6, 5)) + np.arange(6)[:, np.newaxis] / 3
    pairs = pairs / pairs.std(axis=1, ddof=1, keepdims=True)
    found = noise_removed(pairs.mean(axis=1), np.full(6, 5**-0.5), 5)
    assert found.p_value == pytest.approx(stats.f_oneway(*pairs).pvalue)


def test_worlds_without_noise_stay_as_they_are():
    differences = np.array([-1.0, 0.05, 2.0])
    found = noise_removed(differences, np.zeros(3), 2)
    np.testing.assert_array_equal(found.shrunk, differences)
    np.testing.assert_array_equal(found.own, differences)
    assert found.sides(0.1) == (Side.LOWER, Side.NO_DIFFERENCE, Side.HIGHER)
    assert found.counts(0.1) == {Side.HIGHER: 1, Side.LOWER: 1, Side.NO_DIFFERENCE: 1}


def test_shrinking_draws_in_by_the_share_that_is_noise():
    differences = np.array([0.0, 4.0, 8.0, 12.0])  # variance 80/3, noise 4
    found = noise_removed(differences, np.full(4, 2.0), 100)
    kept = 1 - 4 / (80 / 3)
    np.testing.assert_allclose(found.shrunk, 6 + kept * (differences - 6))
    np.testing.assert_allclose(found.own, 6 + np.sqrt(kept) * (differences - 6))
    assert np.var(found.own, ddof=1) == pytest.approx(found.between**2)


def test_worlds_that_noise_explains_have_no_range_and_no_share():
    found = noise_removed(np.array([1.0, 1.1, 0.9, 1.05]), np.full(4, 1.0), 8)
    assert not found.worlds_differ
    assert found.range() is None
    assert found.counts(0.1) is None
    assert found.between == 0.0
    assert found.between_upper > 1.0
    assert set(found.sides(0.1)) == {Side.UNDECIDED}


def test_worlds_that_are_exactly_alike_do_not_differ():
    found = noise_removed(np.zeros(5), np.zeros(5), 4)
    assert found.range() is None
    assert set(found.sides(0.1)) == {Side.NO_DIFFERENCE}


def test_where_worlds_cant_be_told_apart_one_is_not_carried_by_the_others():
    differences = np.array([2.5, 2.1, 2.3, 2.7, 0.4])
    found = noise_removed(differences, np.full(5, 1.0), 10)
    assert not found.worlds_differ
    assert found.sides(0.0)[4] is Side.UNDECIDED
    assert found.likely.surely(0.0)[0, 4], "by the variance as estimated, which is 0, it would be"


@pytest.mark.parametrize(
    ("differences", "errors", "replicates"),
    [([1.0], [1.0], 5), ([1.0, 2.0], [1.0, 1.0], 1), ([1.0, np.nan], [1.0, 1.0], 5), ([1.0, 2.0], [1.0], 5),
     ([1.0, 2.0], [1.0, -1.0], 5)],
)  # fmt: skip
def test_what_cant_be_judged_is_refused(differences: list[float], errors: list[float], replicates: int):
    with pytest.raises(ValueError, match=r"worlds|finite"):
        noise_removed(np.array(differences), np.array(errors), replicates)
