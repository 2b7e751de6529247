"""Small sectors and the measured null, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from relsim.measures.small_sectors import BeyondNull, beyond_null, beyond_separate_null, reported_sectors


def test_small_sectors_are_pooled_where_together_they_are_enough():
    found = reported_sectors({"gp": 70, "vcse": 200, "acute": 9, "community": 6, "councils": 15, "commissioner": 0})
    assert found.alone == ("gp", "vcse")
    assert found.pooled == ("acute", "community", "councils")
    assert found.refused == ()


def test_what_is_too_small_even_pooled_is_refused():
    assert reported_sectors({"gp": 30, "acute": 9, "councils": 5}).refused == ("acute", "councils")


def test_a_pool_of_one_is_none():
    found = reported_sectors({"gp": 70, "acute": 29.9})
    assert (found.pooled, found.refused) == ((), ("acute",))


def test_need_units_are_numbers():
    with pytest.raises(ValueError, match="need units"):
        reported_sectors({"gp": float("nan")})


def test_a_null_on_the_same_seeds_takes_their_noise_with_it():
    shared = np.random.default_rng(2).normal(0, 5, (3, 10))
    found = beyond_null(shared + 2.0, shared)
    np.testing.assert_allclose(found.value, 2.0)
    np.testing.assert_allclose(found.error, 0.0, atol=1e-12)


def test_a_null_on_other_seeds_adds_its_error():
    found = beyond_separate_null(
        BeyondNull(np.array([11.0]), np.array([3.0])), BeyondNull(np.array([4.0]), np.array([4.0]))
    )
    assert (found.value[0], found.error[0]) == (7.0, 5.0)


def test_nulls_of_another_shape_are_refused():
    with pytest.raises(ValueError, match="same shape"):
        beyond_null(np.ones((2, 3)), np.ones((2, 4)))
