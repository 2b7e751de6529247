"""What may be told of a comparison, world by world by hand: a small run never says more than a large one."""

from __future__ import annotations

import numpy as np
import pytest

from relsim.measures.catalogue import RELATIONSHIP_YEARS_LOST, SHARE_LOST
from relsim.measures.equivalence import Rule
from relsim.measures.noise_removed import Side
from relsim.measures.shares_of_worlds import Share, chance_of_holding
from relsim.measures.verdicts import CONFIDENCE, TOGETHER, Comparison, RangeOf, Told, Why, told

SMALLEST = SHARE_LOST.smallest
ALL_OF_THEM = 17
"""The fewest worlds of which all are at least 80 % by the lower end of the share's interval."""


def of(differences: np.ndarray, error: float = 0.0002, replicates: int = 4) -> Told:
    """What is told of a share lost whose pairs of runs all differ, unless a world's difference is exactly 0."""
    differences = np.asarray(differences, dtype=np.float64)
    count = np.full(len(differences), replicates)
    return told(Comparison(differences, np.where(differences == 0, 0.0, error), count,
                           np.where(differences == 0, 0, replicates)), SHARE_LOST)  # fmt: skip


def spread(mean: float, worlds: int, width: float = 0.01) -> np.ndarray:
    return np.linspace(mean - width, mean + width, worlds)


def test_intervals_are_wide_enough_for_all_that_is_told_together():
    assert TOGETHER == 5
    assert Rule(SMALLEST, TOGETHER).confidence == CONFIDENCE == pytest.approx(0.99)


def test_of_one_world_there_is_no_interval_and_no_range():
    found = of(np.array([0.3]))
    assert np.isnan([*found.interval, found.design_error]).all()
    assert (found.side, found.why) == (Side.UNDECIDED, Why.TOO_FEW_WORLDS)
    assert found.worlds_would_do == ALL_OF_THEM
    assert (found.range, found.range_of, found.higher) == (None, RangeOf.NOBODY, None)


def test_two_worlds_have_an_interval_and_tell_nothing():
    found = of(np.array([0.29, 0.31]))
    assert found.interval.low < 0.29 < 0.31 < found.interval.high
    assert (found.side, found.why) == (Side.UNDECIDED, Why.TOO_FEW_WORLDS)
    assert found.worlds_would_do >= ALL_OF_THEM


@pytest.mark.parametrize("worlds", [9, 10, 12, 16])
def test_too_few_worlds_tell_nothing_however_clear(worlds: int):
    found = of(spread(0.3, worlds))
    assert found.interval.low > SMALLEST
    assert (found.higher, found.lower, found.no_difference) == (worlds, 0, 0)
    assert (found.side, found.why) == (Side.UNDECIDED, Why.TOO_FEW_WORLDS)
    assert found.worlds_would_do >= ALL_OF_THEM


@pytest.mark.parametrize(("of_wanted", "worlds"), [(17, 17), (20, 20), (46, 50), (172, 200)])
def test_it_takes_so_many_of_so_many(of_wanted: int, worlds: int):
    """One world less on that side, and it is not told: 16 of 20 are 80 %, and are not enough by far."""
    differences = spread(0.3, worlds)
    differences[of_wanted:] = -0.001
    enough = of(differences)
    assert (enough.side, enough.why, enough.same_side) == (Side.HIGHER, None, of_wanted)
    assert enough.worlds_would_do is None
    differences[of_wanted - 1] = -0.001
    less = of(differences)
    assert less.same_side == of_wanted - 1
    assert (less.side, less.why) == (Side.UNDECIDED, Why.TOO_FEW_WORLDS)


def test_more_worlds_that_would_do_are_enough_were_the_share_as_it_seems():
    differences = spread(0.3, 50)
    differences[45:] = -0.001
    wanted = of(differences).worlds_would_do
    assert wanted > 50
    assert chance_of_holding(45.5 / 51, wanted) >= 0.8


def test_lower_is_higher_seen_from_the_other_side():
    up, down = of(spread(0.3, 20)), of(-spread(0.3, 20))
    assert (up.side, down.side) == (Side.HIGHER, Side.LOWER)
    assert (up.higher, up.lower) == (down.lower, down.higher) == (20, 0)
    assert tuple(down.interval) == pytest.approx((-up.interval.high, -up.interval.low))
    assert tuple(down.range) == pytest.approx((-up.range.high, -up.range.low))


def test_no_difference_is_told_only_where_the_whole_interval_and_the_worlds_lie_within():
    within = of(spread(0.001, 20, 0.004))
    assert (within.side, within.why) == (Side.NO_DIFFERENCE, None)
    assert within.no_difference == 20
    beyond = spread(0.0, 20, 0.0)
    beyond[:4], beyond[4:] = 0.03, -0.0075  # a mean of 0 with four worlds that are not within
    assert of(beyond).side is Side.UNDECIDED
    wide = of(spread(0.0, 20, 0.05))
    assert (wide.side, wide.why) == (Side.UNDECIDED, Why.TOO_WIDE)


def test_exactly_nothing_tells_nothing_of_other_runs():
    found = of(np.zeros(20))
    assert (found.side, found.why) == (Side.UNDECIDED, Why.TOO_RARE)
    assert (tuple(found.interval), found.design_error) == ((0.0, 0.0), 0.0)
    assert (found.range, found.higher) == (None, None)


def test_what_differs_in_a_few_pairs_is_too_rare():
    differences = np.zeros(20)
    differences[:5] = 0.2
    assert of(differences).why is Why.TOO_RARE


def test_worlds_that_disagree_are_no_matter_of_more_of_them():
    differences = np.concatenate([spread(0.4, 140), spread(-0.1, 60)])
    found = of(differences)
    assert found.interval.low > SMALLEST
    assert (found.higher, found.lower) == (140, 60)
    assert (found.side, found.why) == (Side.UNDECIDED, Why.WORLDS_DISAGREE)
    assert found.worlds_would_do is None
    assert Share(140, 200).interval.high < 0.8


def test_what_is_too_wide_says_what_would_tell():
    found = of(spread(0.03, 20, 0.06), error=0.01)
    assert found.interval.low < SMALLEST < found.interval.high
    assert (found.side, found.why) == (Side.UNDECIDED, Why.TOO_WIDE)
    assert found.worlds_would_do > 20


def test_where_worlds_cant_be_told_apart_there_is_no_range_and_no_count():
    """All are alike as far as their seeds can tell; the side is told if the most that they may differ by allows it."""
    rng = np.random.default_rng(5)
    alike = 0.3 + rng.normal(0, 0.01, 20)
    found = of(alike, error=0.01)
    assert (found.range, found.range_of) == (None, RangeOf.NOBODY)
    assert (found.higher, found.lower, found.no_difference) == (None, None, None)
    assert (found.side, found.why) == (Side.HIGHER, None)


def test_a_world_on_the_same_side_need_not_differ_by_what_is_worth_speaking_of():
    """The mean has to: a saving of a small loss is small, and a saving all the same."""
    differences = spread(0.05, 20, 0.045)
    found = of(differences)
    assert found.interval.low > SMALLEST
    assert (found.side, found.same_side) == (Side.HIGHER, 20)
    assert found.higher < 20


def test_single_runs_of_worlds_show_no_noise_and_so_nothing_to_count():
    found = of(spread(0.3, 40), replicates=1)
    assert (found.range, found.higher) == (None, None)
    assert (found.side, found.why) == (Side.UNDECIDED, Why.TOO_WIDE)


def test_a_range_of_few_worlds_is_of_those_tried():
    found = of(spread(0.3, 199), error=0.0)
    assert found.range_of is RangeOf.TRIED
    assert tuple(found.range) == pytest.approx((0.29, 0.31))
    assert (found.range_low, found.range_high) == (None, None)


def test_a_range_of_200_worlds_is_the_middle_and_its_ends_have_intervals():
    found = of(spread(0.3, 200), error=0.0)
    assert found.range_of is RangeOf.MIDDLE
    assert tuple(found.range) == pytest.approx((0.291, 0.309), abs=1e-4)
    assert found.range_low.low < found.range.low < found.range_low.high
    assert found.range_high.low < found.range.high < found.range_high.high


def test_without_a_smallest_of_interest_there_is_an_interval_and_no_side():
    differences = spread(300.0, 20)
    found = told(Comparison(differences, np.full(20, 0.001), np.full(20, 4), np.full(20, 4)), RELATIONSHIP_YEARS_LOST)
    assert found.interval.low > 299
    assert (found.side, found.why, found.higher) == (Side.UNDECIDED, None, None)
    assert found.range_of is RangeOf.TRIED
    one = told(Comparison(differences[:1], np.array([0.1]), np.array([4]), np.array([4])), RELATIONSHIP_YEARS_LOST)
    assert (one.why, one.worlds_would_do) == (None, None)
