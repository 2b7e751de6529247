"""The share lost, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from relsim.measures.equivalence import Rule
from relsim.measures.share_lost import Kind, of_the_whole, share_lost

RULE = Rule(smallest=0.01)


def sums(share: float, worlds: int = 12, seeds: int = 6) -> tuple[np.ndarray, np.ndarray]:
    """Plan and comparator, with a share lost that varies a little by seed and world."""
    rng = np.random.default_rng(4)
    comparator = rng.uniform(80, 120, (worlds, seeds))
    return comparator * (1 - share + rng.normal(0, 0.002, (worlds, seeds))), comparator


def test_it_is_a_ratio_of_sums_and_no_mean_of_ratios():
    found = share_lost(np.array([[90.0, 0.0]]), np.array([[100.0, 1.0]]))
    assert found.mean == pytest.approx(11 / 101)


def test_its_error_is_near_the_jackknifes():
    plan, comparator = sums(0.2, seeds=40)
    found = share_lost(plan, comparator)
    lost = comparator - plan
    left_out = (lost.sum(1, keepdims=True) - lost) / (comparator.sum(1, keepdims=True) - comparator)
    jackknife = np.sqrt(39 / 40 * ((left_out - left_out.mean(1, keepdims=True)) ** 2).sum(1))
    np.testing.assert_allclose(found.worlds.errors, jackknife, rtol=0.03)


def test_seeds_that_a_world_lacks_count_for_nothing():
    plan, comparator = sums(0.2)
    with_gap = [np.concatenate([each, np.full((12, 1), np.nan)], axis=1) for each in (plan, comparator)]
    one, other = share_lost(plan, comparator), share_lost(*with_gap)
    np.testing.assert_allclose(one.worlds.means, other.worlds.means)
    np.testing.assert_allclose(one.worlds.errors, other.worlds.errors)
    assert one.worlds.replicates == other.worlds.replicates


def test_a_single_seed_has_no_error_and_a_mean_all_the_same():
    found = share_lost(np.array([[90.0], [80.0]]), np.full((2, 1), 100.0))
    assert found.mean == pytest.approx(0.15)
    assert np.isnan(found.worlds.errors).all()


def test_a_gain_is_called_one():
    loss, gain = share_lost(*sums(0.2)).called(RULE), share_lost(*sums(-0.2)).called(RULE)
    assert (loss.kind, gain.kind) == (Kind.LOSS, Kind.GAIN)
    assert loss.size == pytest.approx(0.2, abs=0.002)
    assert gain.size == pytest.approx(0.2, abs=0.002)
    assert 0 < gain.interval.low < gain.size < gain.interval.high


def test_nothing_lost_is_none_and_a_few_worlds_cant_tell():
    assert share_lost(*sums(0.0)).called(RULE).kind is Kind.NONE
    assert share_lost(*sums(0.2, worlds=6)).called(RULE).kind is Kind.CANT_TELL


def test_a_share_of_next_to_nothing_has_no_size():
    assert of_the_whole(1.0, 0.1, 1.0, 0.6) is None
    assert of_the_whole(0.0, 0.0, 0.0, 0.0) is None
    assert of_the_whole(30.0, 3.0, 100.0, 10.0) == pytest.approx((0.3, (0.03**2 + 0.03**2) ** 0.5))


@pytest.mark.parametrize(
    ("plan", "comparator", "what"),
    [([[1.0, 1.0]], [[0.0, 0.0]], "world 0"), ([[-1.0, 1.0]], [[1.0, 1.0]], "negative"),
     ([[1.0, np.nan]], [[1.0, 1.0]], "gaps"), ([[1.0]], [[1.0, 1.0]], "shape")],
)  # fmt: skip
def test_what_has_no_share_is_refused(plan: list, comparator: list, what: str):
    with pytest.raises(ValueError, match=what):
        share_lost(np.array(plan), np.array(comparator))
