"""What holds of verdicts, shares and ranges whatever the differences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from relsim.measures.bounds import Bounds
from relsim.measures.design_error import mean_interval, quantile_interval
from relsim.measures.durations import NEVER, Durations
from relsim.measures.equivalence import Reason, Rule, Verdict, WorldMeans, judge, verdict_of
from relsim.measures.noise_removed import Side, noise_removed
from relsim.measures.share_lost import Kind, share_lost
from relsim.measures.shares_of_worlds import Share
from relsim.measures.small_sectors import FEWEST_UNITS, reported_sectors

few = settings(max_examples=60, deadline=None)
ends = st.floats(-5, 5)
intervals = st.tuples(ends, ends).map(lambda pair: Bounds(min(pair), max(pair)))
seeds = st.integers(0, 10_000)
SMALLEST = 1.0
CONTRADICTION = {Verdict.EFFECT, Verdict.NONE}


def pairs(seed: int, worlds: int = 30, replicates: int = 8) -> np.ndarray:
    """Differences by world and seed, of any size beside the smallest of interest."""
    rng = np.random.default_rng(seed)
    own = rng.normal(rng.uniform(-2, 2), rng.uniform(0, 1.5), (worlds, 1))
    return own + rng.normal(0, rng.uniform(0.1, 3), (worlds, replicates))


@few
@given(intervals, intervals)
def test_intervals_that_overlap_never_contradict_each_other(one: Bounds, other: Bounds):
    assume(max(one.low, other.low) <= min(one.high, other.high))
    assert {verdict_of(one, SMALLEST), verdict_of(other, SMALLEST)} != CONTRADICTION


@few
@given(intervals, st.floats(0, 5), st.floats(0, 5))
def test_a_wider_interval_says_the_same_or_less(interval: Bounds, down: float, up: float):
    wider = verdict_of(Bounds(interval.low - down, interval.high + up), SMALLEST)
    assert wider in (verdict_of(interval, SMALLEST), Verdict.CANT_TELL)


@few
@given(seeds, st.integers(2, 30), st.integers(2, 8))
def test_part_of_a_run_contradicts_all_of_it_only_where_their_intervals_lie_apart(
    seed: int, worlds: int, replicates: int
):
    every = pairs(seed)
    chosen = np.random.default_rng(seed).choice(30, worlds, replace=False)
    large, small = (judge(WorldMeans.of(each), Rule(SMALLEST)) for each in (every, every[chosen, :replicates]))
    if {large.verdict, small.verdict} == CONTRADICTION:
        assert large.interval.high < small.interval.low or small.interval.high < large.interval.low
    if worlds < 10:
        assert small.reason is Reason.TOO_FEW_WORLDS


@few
@given(seeds, st.floats(0.01, 100))
def test_the_other_way_round_and_in_another_unit_the_verdict_is_the_same(seed: int, unit: float):
    data = pairs(seed)
    one = judge(WorldMeans.of(data), Rule(SMALLEST))
    other = judge(WorldMeans.of(-unit * data), Rule(unit * SMALLEST))
    assume(all(abs(abs(end) - SMALLEST) > 1e-6 for end in one.interval))
    assert (one.verdict, one.sign) == (other.verdict, -other.sign)


@few
@given(seeds)
def test_what_would_tell_is_more_than_there_is(seed: int):
    judged = judge(WorldMeans.of(pairs(seed)), Rule(SMALLEST))
    if judged.reason is Reason.TOO_WIDE:
        assert judged.would_tell.worlds is None or judged.would_tell.worlds > 30
        assert judged.would_tell.replicates is None or judged.would_tell.replicates > 8


@few
@given(seeds, st.integers(2, 60))
def test_the_mean_is_in_its_interval(seed: int, worlds: int):
    values = np.random.default_rng(seed).lognormal(0, 1, worlds)
    low, high = mean_interval(values)
    assert low < values.mean() < high


@few
@given(seeds, st.integers(2, 40), st.integers(2, 30))
def test_noise_is_only_ever_taken_away(seed: int, worlds: int, replicates: int):
    data = pairs(seed, worlds, replicates)
    raw, errors = data.mean(axis=1), data.std(axis=1, ddof=1) / replicates**0.5
    found = noise_removed(raw, errors, replicates)
    assert (abs(found.shrunk - found.mean) <= abs(raw - found.mean) + 1e-12).all()
    assert found.between <= found.between_upper + 1e-9
    if found.worlds_differ:
        assert found.range().low < found.range().high, "a range is no point"
        assert (abs(found.own - found.mean) <= abs(raw - found.mean) + 1e-12).all()
        assert sum(found.counts(SMALLEST).values()) == worlds
    else:
        assert found.range() is None
        assert found.counts(SMALLEST) is None


@few
@given(seeds, st.floats(0, 1), st.floats(0, 1))
def test_a_larger_smallest_of_interest_moves_no_world_to_a_side(seed: int, one: float, other: float):
    data = pairs(seed)
    found = noise_removed(data.mean(axis=1), data.std(axis=1, ddof=1) / 8**0.5, 8)
    small, large = (found.sides(smallest) for smallest in sorted((one, other)))
    for side in (Side.HIGHER, Side.LOWER):
        assert all(before is side for before, after in zip(small, large, strict=True) if after is side)


@few
@given(st.integers(1, 500), st.data())
def test_a_share_is_in_its_interval_and_holds_with_more(worlds: int, data: st.DataObject):
    share = Share(data.draw(st.integers(0, worlds)), worlds)
    assert share.interval.low <= share.value <= share.interval.high
    if share.holds:
        assert share.value > 0.8
        assert Share(worlds, worlds).holds


@few
@given(seeds, st.integers(72, 400), st.sampled_from([0.05, 0.5, 0.95]))
def test_a_quantile_of_the_worlds_is_in_its_interval(seed: int, worlds: int, quantile: float):
    values = np.random.default_rng(seed).normal(size=worlds)
    low, high = quantile_interval(values, quantile)
    assert low <= np.quantile(values, quantile) <= high


@few
@given(seeds, st.floats(0.1, 1.9))
def test_no_size_is_negative_and_no_loss_more_than_all(seed: int, kept: float):
    rng = np.random.default_rng(seed)
    comparator = rng.uniform(50, 150, (12, 5))
    plan = comparator * np.clip(kept + rng.normal(0, 0.2, (12, 5)), 0, None)
    called = share_lost(plan, comparator).called(Rule(0.02))
    assert called.size >= 0
    if called.kind is Kind.LOSS:
        assert called.size <= 1
        assert plan.sum() < comparator.sum() * 1.02
    if called.kind is Kind.GAIN:
        assert called.interval.low > 0.02


@few
@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.floats(0, 60)))
def test_every_sector_with_units_is_somewhere_once(units: dict[str, float]):
    found = reported_sectors(units)
    assert sorted((*found.alone, *found.pooled, *found.refused)) == sorted(name for name in units if units[name] > 0)
    assert all(units[name] >= FEWEST_UNITS for name in found.alone)
    assert not found.pooled or sum(units[name] for name in found.pooled) >= FEWEST_UNITS


@few
@given(st.lists(st.one_of(st.integers(0, 200), st.just(NEVER)), min_size=1), st.floats(0, 200))
def test_worlds_come_before_at_or_after_or_never(months: list[float], at: float):
    found = Durations(np.array(months, dtype=np.float64))
    before = sum(each < at for each in months)
    assert before + found.came_after(at).count + found.never.count == len(months)
    assert (found.quantile(1.0) == NEVER) == (found.never.count > 0)
    assert found.within(at).value == pytest.approx(np.mean(np.array(months) <= at))
