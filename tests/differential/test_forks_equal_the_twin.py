"""A run forked from another is, to the bit, the run that it saves, as the slow twin goes through it from the start."""

from __future__ import annotations

import numpy as np
import pytest
from comparing import UNTIL, assert_same_record, change, compare_from, run_both, timetable
from much_happens import EVERYTHING, everything, only
from numpy.typing import NDArray

from relsim.domain.months import month_number
from relsim.domain.sectors import Sector
from relsim.engine.simulation import Simulation

ONE_BODY = change("one body", "2021-04", ["C12", "C3"], [{"code": "ICB", "form": "ICB", "board": "icb"}])


@pytest.mark.parametrize("fork_at", [ONE_BODY.announced, ONE_BODY.announced - 7, UNTIL - 132 + 1])
def test_a_fork_equals_a_run_that_was_never_forked(fork_at: int) -> None:
    history, planned = timetable(), timetable([ONE_BODY])
    trunk = Simulation(history, seed=5)
    trunk.advance(fork_at)
    fork = trunk.fork(planned)
    trunk.advance()
    fork.advance()
    straight, _ = run_both(planned, seed=5)
    for name, found, wanted in zip(fork.state._fields, fork.state, straight.state, strict=True):
        assert found.tobytes() == wanted.tobytes(), name
    assert_same_record(fork, straight)
    alone, _ = run_both(history, seed=5)
    assert_same_record(trunk, alone)
    assert trunk.record.sums.tobytes() != fork.record.sums.tobytes()


BEGINS = {
    "changes": "2020-01", "governance": "2019-08", "ring_fences": "2019-06", "grants": "2019-02",
    "hostile_acts": "2019-11", "integrated_providers": "2020-05",
}  # fmt: skip
"""The month in which each part of `EVERYTHING` begins to matter; benefits come with changes."""


@pytest.mark.parametrize("part", BEGINS)
def test_each_part_of_a_plan_can_be_forked_in_the_month_in_which_it_begins(part: str) -> None:
    planned, begins = only(part), month_number(BEGINS[part])
    nothing = only()
    assert {*BEGINS, "benefits"} == set(EVERYTHING)
    assert nothing.first_difference(planned) == begins
    trunk = Simulation(nothing, seed=5)
    trunk.advance(begins)
    fork, _ = compare_from(trunk.fork(planned), planned, seed=5)
    trunk.advance()
    assert any(np.any(one != other) for one, other in zip(fork.record, trunk.record, strict=True))


@pytest.mark.parametrize("fork_at", ["2019-02", "2016-11", "2013-05"])
def test_a_fork_to_everything_at_once(fork_at: str) -> None:
    trunk = Simulation(only(), seed=6)
    trunk.advance(month_number(fork_at))
    compare_from(trunk.fork(everything()), everything(), seed=6)


@pytest.mark.parametrize("fork_at", ["2019-02", "2016-04", "2012-06"])
def test_a_fork_with_the_money_of_another_run(fork_at: str) -> None:
    """From the fork on money goes as it did in the other run; what came of it, everybody's time included, follows."""
    month, other = month_number(fork_at), Simulation(everything(), seed=8)
    other.advance()
    nothing = only()
    trunk = Simulation(nothing, seed=8)
    trunk.advance(month)
    imposed = other.money.copy()
    imposed[: month - nothing.starts] = np.nan
    fork, _ = compare_from(trunk.fork(nothing, money=other.money), nothing, seed=8, imposed=imposed)
    first_april = month_number("2019-04") - nothing.starts
    assert (fork.money[first_april:] == other.money[first_april:]).all()
    trunk.advance()
    assert (trunk.money[-1] != fork.money[-1]).any()
    assert (trunk.record.sums[-1] != fork.record.sums[-1]).any()


def made_up() -> NDArray[np.float64]:
    """Money that no run of Smallshire would have: everybody the same, and half of what is decided afresh unfunded."""
    months = only().until - only().starts
    return np.hstack([np.full((months, len(Sector)), 1 / len(Sector)), np.full((months, 1), 0.5)])


def test_whatever_is_imposed_holds() -> None:
    fork, _ = compare_from(Simulation(only(), seed=8).fork(only(), money=made_up()), only(), seed=8, imposed=made_up())
    decided = month_number("2014-04") - fork.timetable.starts
    assert (fork.money[decided:] == made_up()[decided:]).all()


def test_a_fork_of_a_fork_keeps_the_imposed_money() -> None:
    first = Simulation(only(), seed=8).fork(only(), money=made_up())
    first.advance(month_number("2019-01"))
    compare_from(first.fork(everything()), everything(), seed=8, imposed=made_up())


def test_a_fork_that_comes_too_late_is_refused() -> None:
    """From the announcement on the plan has had its effect, and the trunk did not."""
    trunk = Simulation(timetable())
    trunk.advance(ONE_BODY.announced + 1)
    with pytest.raises(ValueError, match="differ"):
        trunk.fork(timetable([ONE_BODY]))


@pytest.mark.parametrize("until", [UNTIL - 12, UNTIL + 12])
def test_a_fork_to_another_end_is_refused(until: int) -> None:
    """Its record has no room for more months."""
    trunk = Simulation(timetable())
    trunk.advance(trunk.month + 20)
    with pytest.raises(ValueError, match="2023-04"):
        trunk.fork(timetable(until=until))
