"""Bedding-in, settling and what they decide, against numbers worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from relsim.measures.bedding_in import bedded_in, months_not_bedded_in, months_to, permanent_shift, settling_time
from relsim.measures.paired import (
    bootstrap_standard_error,
    favours,
    favours_sooner,
    standard_error,
    variance,
    variance_ratio,
)
from relsim.measures.resampling import resample_counts

NEVER = np.nan


def months(*spans: tuple[int, float]) -> np.ndarray:
    """Shape (1, months, 1): each value for so many months."""
    return np.concatenate([np.full(length, value) for length, value in spans])[np.newaxis, :, np.newaxis]


def test_a_relapse_counts_in_months_and_starts_the_twelve_again() -> None:
    plan = months((20, 0.5), (5, 0.95), (3, 0.8), (92, 0.9))
    bedded = bedded_in(plan, np.ones_like(plan))
    assert months_not_bedded_in(bedded).item() == 23
    assert [months_to(bedded, running).item() for running in (12, 6, 5, 3)] == [28, 28, 20, 20]


def test_bedded_in_at_once_is_nought_and_never_is_nan() -> None:
    whole, none = months((120, 1.0)), months((120, 0.899))
    assert months_to(bedded_in(whole, whole), 12).item() == 0
    assert np.isnan(months_to(bedded_in(none, whole), 12).item())
    assert months_to(bedded_in(none, whole, 80), 12).item() == 0


def test_all_months_of_persistence_lie_within_the_horizon() -> None:
    whole = months((120, 1.0))
    assert months_to(bedded_in(months((108, 0.5), (12, 1.0)), whole), 12).item() == 108
    assert np.isnan(months_to(bedded_in(months((109, 0.5), (11, 1.0)), whole), 12).item())
    assert months_to(bedded_in(months((109, 0.5), (11, 1.0)), whole), 3).item() == 109


def test_ninety_per_cent_is_reached_whatever_the_rounding() -> None:
    comparator = months((120, 0.1 + 0.2))
    assert bedded_in(months((120, 0.27)), comparator).all()
    assert not bedded_in(months((120, 0.27 - 1e-7)), comparator).any()


def test_settling_is_to_the_plans_own_normal() -> None:
    assert settling_time(months((30, 0.3), (10, 0.579), (80, 0.6))).item() == 40
    assert settling_time(months((30, 0.3), (10, 0.581), (80, 0.6))).item() == 30
    assert settling_time(months((120, 0.2))).item() == 0
    assert np.isnan(settling_time(months((114, 0.2), (6, 0.6))).item())
    # Within 2 points only from month 112 on, for 8 of the last 12 months.
    assert np.isnan(settling_time(months((112, 0.56), (8, 0.6))).item())
    assert settling_time(months((108, 0.5), (12, 0.6))).item() == 108


def test_permanent_shift_is_of_the_last_two_years() -> None:
    assert permanent_shift(months((96, 0.1), (12, 0.5), (12, 0.7)), months((120, 0.5))).item() == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("plan", "versus", "expected"),
    [(10, 20, "plan"), (20, 10, "versus"), (10, 10, "undecided"), (10, NEVER, "plan"), (NEVER, 108, "versus"),
     (NEVER, NEVER, "undecided")],
)  # fmt: skip
def test_never_is_later_than_any_month(plan: float, versus: float, expected: str) -> None:
    assert favours_sooner(np.full((201, 1), plan), np.full((201, 1), versus), 20).item() == expected


def test_sooner_needs_nearly_all_resamples_and_the_world_itself() -> None:
    plan, versus = np.full((201, 1), 10.0), np.full((201, 1), 20.0)
    plan[1:6] = NEVER  # 5 of 200
    assert favours_sooner(plan, versus, 20).item() == "plan"
    plan[6] = NEVER
    assert favours_sooner(plan, versus, 20).item() == "undecided"
    plan[:] = 10
    plan[0] = 20
    assert favours_sooner(plan, versus, 20).item() == "undecided"
    assert favours_sooner(np.full((201, 1), 10.0), versus, 1).item() == "undecided"


def test_favours_takes_the_better_direction() -> None:
    difference, error = np.array([1.0, -1.0, 1.0, 0.0, 1.0, np.nan]), np.array([0.1, 0.1, 0.6, 0.0, 0.0, 0.1])
    lower = favours(difference, error, 20, np.ones(6, dtype=bool)).tolist()
    higher = favours(difference, error, 20, np.zeros(6, dtype=bool)).tolist()
    assert lower == ["versus", "plan", "undecided", "undecided", "versus", "undecided"]
    assert higher == ["plan", "versus", "undecided", "undecided", "plan", "undecided"]


def test_equal_numbers_do_not_vary() -> None:
    tenths = np.full((1, 20), 0.1)
    assert np.var(tenths) > 0, "numpy's own rounding, without which this test shows nothing"
    assert variance(tenths).item() == 0
    assert standard_error(tenths).item() == 0
    assert np.isnan(variance(np.array([[1.0]]))).item()


def test_ratio_where_the_paired_variance_is_nothing() -> None:
    ratio = variance_ratio(np.array([4.0, 4.0, 0.0]), np.array([2.0, 0.0, 0.0]))
    np.testing.assert_array_equal(ratio, [2, np.inf, np.nan])


def test_bootstrap_error_leaves_out_never() -> None:
    resampled = np.array([[1.0, NEVER, NEVER], [3.0, 5.0, NEVER], [NEVER, NEVER, 2.0]])
    # Of 1 and 3: variance 2; by 10/9, for a resample of 10 seeds varies 9 parts in 10 as much as seeds do.
    np.testing.assert_allclose(bootstrap_standard_error(resampled, 10), [np.sqrt(20 / 9), NEVER, NEVER])
    assert np.isnan(bootstrap_standard_error(resampled, 1)).all()


def test_resamples_are_the_same_for_every_plan_and_hold_every_seed_alike() -> None:
    counts = resample_counts(world=3, replicates=20)
    np.testing.assert_array_equal(counts, resample_counts(world=3, replicates=20))
    assert (counts != resample_counts(world=4, replicates=20)).any()
    assert (counts[0] == 1).all()
    assert (counts.sum(axis=1) == 20).all()
    assert abs(counts[1:].mean(axis=0) - 1).max() < 5 / np.sqrt(200)
    assert counts[1:4, :6].astype(int).tolist() == FIRST_COUNTS


FIRST_COUNTS = [[2, 0, 0, 2, 1, 1], [0, 1, 3, 1, 0, 2], [0, 1, 1, 1, 0, 0]]
"""Written down when it was made: a platform or version that draws otherwise would give other standard errors."""
