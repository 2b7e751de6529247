"""A year of money, decided by anything that it can be decided by."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hand_made import SECTORS
from hypothesis import given
from hypothesis import strategies as st
from model_example import examples
from money_by_hand import ACUTE, COMMISSIONER, GP, MENTAL, ON, PUBLIC, VCSE, WORLD, april, purse

from relsim.engine.rules import money
from relsim.engine.rules.switches import Switches
from relsim.timetable.outside_events import AT_ITS_SHARE, NOT_FENCED


@st.composite
def years(draw: st.DrawFn) -> dict[str, object]:
    """Anything that money can be decided by."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    spend, then, now = (rng.random(SECTORS) * (rng.random(SECTORS) < 0.8) + 1e-3 for _ in range(3))
    fences = np.where(rng.random(SECTORS) < 0.3, rng.choice([AT_ITS_SHARE, 0.05, 0.3, 0.9], SECTORS), NOT_FENCED)
    return {
        "spend": spend / spend.sum(), "then": then / then.sum(), "influence": now / now.sum(), "fences": fences,
        "overspend": rng.random(SECTORS) * 0.2 * (rng.random(SECTORS) < 0.4),
        "saved": draw(st.sampled_from([0.0, 0.01, 0.05])),
    }  # fmt: skip


def decide(year: dict[str, object], switches: Switches = ON) -> SimpleNamespace:
    told = dict(year)
    return april(purse(told.pop("spend"), told.pop("then")), switches=switches, **told)  # type: ignore[arg-type]


@examples(300)
@given(years())
def test_shares_sum_to_one_and_none_is_negative(year: dict[str, object]) -> None:
    state = decide(year)
    assert state.spend.sum() == pytest.approx(1.0, abs=1e-12)
    assert (state.spend >= -1e-15).all()
    assert 0.0 <= state.unfunded[0] <= 1.0 + 1e-12
    assert ((state.sector_time > 0.0) & (state.sector_time <= money.MOST_TIME)).all()


@examples(300)
@given(years())
def test_a_floor_holds_unless_all_that_is_open_is_gone(year: dict[str, object]) -> None:
    state = decide(year)
    floors = state.fence > 0
    short = floors & (state.spend < state.fence - 1e-12)
    assert not short.any() or state.spend[~floors].sum() == pytest.approx(0.0, abs=1e-12)


@examples(300)
@given(years(), st.permutations([GP, VCSE, ACUTE, MENTAL, PUBLIC]))
def test_which_sector_it_is_makes_no_difference(year: dict[str, object], order: list[int]) -> None:
    """All but the commissioner, whose the savings are: exchange inputs, and outputs are exchanged.

    To 1e-14, because sums over sectors are added in their order.
    """
    to = np.arange(SECTORS)
    to[[GP, VCSE, ACUTE, MENTAL, PUBLIC]] = order
    moved = {name: value if name == "saved" else value[to] for name, value in year.items()}  # type: ignore[index]
    ours, theirs = decide(year), decide(moved)
    assert ours.spend[to] == pytest.approx(theirs.spend, abs=1e-14)
    assert ours.fence[to] == pytest.approx(theirs.fence, abs=1e-14)
    assert ours.unfunded[0] == pytest.approx(theirs.unfunded[0], abs=1e-12)


@examples(100)
@given(st.floats(0.001, 0.2), st.integers(1, 63), st.integers(1, 63))
def test_an_overspend_is_treated_alike_whoever_s_it_is_to_the_bit(share: float, one: int, other: int) -> None:
    """Two sectors with such numbers that every sum is exact: exchange their inputs, and outputs are exchanged."""
    rest = 256 - one - other
    results = []
    for mine, theirs in ((ACUTE, MENTAL), (MENTAL, ACUTE)):
        spend = np.zeros(SECTORS)
        spend[mine], spend[theirs], spend[COMMISSIONER] = one / 256, other / 256, rest / 256
        overspend = np.zeros(SECTORS)
        overspend[mine] = share
        state = april(purse(spend), overspend=overspend, world=WORLD._replace(decided_afresh=1 / 32))
        results.append((state.spend[mine], state.spend[theirs], state.sector_time[mine], state.sector_time[theirs],
                        state.unfunded[0], state.sector_time[GP]))  # fmt: skip
    assert results[0] == results[1]
