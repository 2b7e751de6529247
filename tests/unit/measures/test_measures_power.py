"""Seat shares and the Shapley–Shubik index, on cases worked by hand."""

from __future__ import annotations

import pytest

from relsim.measures.power import seat_shares, shapley_shubik


def test_shares_are_of_all_seats():
    assert seat_shares({"gp": 1, "trusts": 1, "commissioner": 8}) == pytest.approx(
        {"commissioner": 0.8, "gp": 0.1, "trusts": 0.1}
    )


def test_a_majority_has_all_the_power():
    assert shapley_shubik({"commissioner": 7, "trusts": 1, "gp": 1, "council": 1}) == pytest.approx(
        {"commissioner": 1.0, "council": 0.0, "gp": 0.0, "trusts": 0.0}
    )


def test_a_large_and_two_small_holders():
    """2, 1 and 1 of 4: of six orders the large one turns those in which it comes second or third, four."""
    assert shapley_shubik({"large": 2, "a": 1, "b": 1}) == pytest.approx({"a": 1 / 6, "b": 1 / 6, "large": 4 / 6})


def test_half_of_the_seats_is_no_majority():
    assert shapley_shubik({"a": 1, "b": 1}) == pytest.approx({"a": 0.5, "b": 0.5})


def test_a_board_of_half_general_practitioners_decides_nothing_alone():
    power = shapley_shubik({"general_practice": 6.45, "commissioner": 6.8})
    assert power == pytest.approx({"commissioner": 1.0, "general_practice": 0.0})


@pytest.mark.parametrize("seats", [{}, {"gp": 0.0}])
def test_no_seats_no_shares(seats: dict[str, float]):
    with pytest.raises(ValueError, match="without seats"):
        seat_shares(seats)


def test_many_holders_are_no_trouble():
    """40 with one seat each are equal; one with 20 beside 20 with 1 turns all but the first and the last place."""
    assert shapley_shubik({str(number): 1.0 for number in range(40)}) == pytest.approx(
        {str(number): 1 / 40 for number in range(40)}
    )
    power = shapley_shubik({"large": 19.0} | {str(number): 1.0 for number in range(20)})
    # 39 seats: with k small ones before it, the large one turns them where k ≤ 19 and k + 19 ≥ 20, 19 of 21 places.
    assert power["large"] == pytest.approx(19 / 21)
