"""Money: first call, floors, influence, and what they make of time, equal in kernels and twin to the bit, and shown."""

from __future__ import annotations

from typing import Any

import pytest
from comparing import change, timetable, watch
from much_happens import LARGER, only
from slow_twin import SlowTwin

from relsim.domain.sectors import Sector
from relsim.worlds.parameters import World

GP, VCSE, ACUTE = Sector.GENERAL_PRACTICE, Sector.VCSE, Sector.ACUTE


def look_at_money(twin: SlowTwin) -> Any:
    """Spend, floors, what was unfunded, time."""
    money = twin.money
    return dict(money.spend), dict(money.fence), money.unfunded, dict(money.time)


def test_overspends_of_more_than_there_is_take_it_all() -> None:
    """In April 2019 and 2020, of the larger place; in 2015 and 2016 in part, and in other years nothing."""
    seen = watch(only(), look_at_money)
    assert seen["2015-03"][2] == 0.0
    assert 0 < seen["2015-04"][2] < 1
    assert seen["2017-04"][2] == 0.0
    assert seen["2019-04"][2] == seen["2020-04"][2] == 1.0
    assert seen["2019-04"][0][ACUTE] > seen["2019-03"][0][ACUTE]
    time_by_spend = 1 + World().funded_time * (seen["2019-04"][0][GP] / seen["2012-04"][0][GP] - 1)
    assert seen["2019-04"][3][GP] == pytest.approx(time_by_spend * (1 - World().unfunded_work))
    assert seen["2019-04"][3][Sector.COMMISSIONER] == seen["2019-04"][3][Sector.LOCAL_GOVERNMENT] == 1.0


def test_ring_fences_bind_and_end() -> None:
    """Without a share: what it had, from April 2020 until April 2022; with one: raised to it at others' cost."""
    seen, without = watch(only("ring_fences"), look_at_money), watch(only(), look_at_money)
    assert seen["2020-03"] == without["2020-03"]
    spend, fence = seen["2020-04"][:2]
    assert fence[GP] == seen["2020-03"][0][GP] == spend[GP] > without["2020-04"][0][GP]
    assert fence[VCSE] == 0.03
    assert spend[VCSE] == pytest.approx(0.03)
    assert without["2020-04"][0][VCSE] < 0.015
    assert seen["2021-04"][1][GP] == fence[GP]
    assert seen["2022-04"][1][GP] == 0.0
    assert seen["2023-03"][1][VCSE] == 0.03


def test_a_floor_stays_where_it_was_when_influence_lifts_spend_above_it() -> None:
    world = World(money_follows_influence=0.3, decided_afresh=0.06)
    fences = [{"sector": sector.code, "begins": "2014-04"} for sector in (GP, VCSE, Sector.LOCAL_GOVERNMENT)]
    seen = watch(timetable(ring_fences=fences), look_at_money, world=world)
    fences_kept = [{sector: fence for sector, fence in seen[f"{year}-04"][1].items() if fence} for year in (2014, 2022)]
    assert fences_kept[0] == fences_kept[1]
    assert any(seen["2022-04"][0][sector] > floor for sector, floor in fences_kept[1].items())


def test_floors_higher_than_all_that_is_open_take_all_of_it() -> None:
    fences = [
        {"sector": "acute", "begins": "2019-01", "share": 0.8},
        {"sector": "vcse", "begins": "2019-01", "share": 0.6},
    ]
    seen = watch(timetable(ring_fences=fences), look_at_money)
    spend = seen["2019-04"][0]
    assert spend[GP] == spend[Sector.COMMISSIONER] == 0.0
    assert spend[ACUTE] + spend[VCSE] == pytest.approx(1.0)
    assert seen["2020-04"][3][GP] == 1 - World().funded_time


def test_money_follows_influence() -> None:
    world = World(money_follows_influence=0.3, decided_afresh=0.06)
    governed = {"governance": [{"name": "joint", "begins": "2019-02", "bodies": ["C12", "C3"], "board": "joint"}]}
    ways = [watch(timetable(place=LARGER, **said), look_at_money, world=world) for said in (governed, {})]
    assert ways[0]["2019-03"] == ways[1]["2019-03"]
    # In 2019 and 2020 nothing is left to be decided by influence.
    assert ways[0]["2020-04"][0] == ways[1]["2020-04"][0]
    assert ways[0]["2021-04"][0][VCSE] > ways[1]["2021-04"][0][VCSE]


@pytest.mark.parametrize(
    ("vesting", "decided"), [("2021-04", "2021-04"), ("2020-05", "2021-04"), ("2021-03", "2021-04")]
)
def test_what_a_change_saves_is_decided_once(vesting: str, decided: str) -> None:
    """In the April of its vesting or the first after it, and in no other."""
    one_body = change("one body", vesting, ["C12", "C3"], [{"code": "ICB"}])
    seen = watch(timetable([one_body], benefits={"cost_saved": 0.02}), look_at_money)
    spend = {month: money[0][Sector.COMMISSIONER] for month, money in seen.items()}
    years = range(2013, 2023)
    dropped = [f"{year}-04" for year in years if spend[f"{year}-04"] < spend[f"{year}-03"] - 0.01]
    assert dropped == [decided]
