"""What comes from outside, month by month: whose it is, from when, until when."""

from __future__ import annotations

import numpy as np
import pytest
from model_example import AREAS_AFTER, SMALLSHIRE, UNTIL, VESTING, change, plan, position, run, timetable

from relsim.domain.place import Place
from relsim.domain.sectors import Kind, Sector
from relsim.engine.simulation import Simulation
from relsim.timetable.outside_events import AT_ITS_SHARE, NOT_FENCED, outside_events, shocks

STARTS = SMALLSHIRE.starts


def place(**update: list[dict[str, object]]) -> Place:
    return Place.model_validate({**SMALLSHIRE.model_dump(), **update})


def months(values: np.ndarray) -> tuple[int, int]:
    """First month in which something is so, and the first after it; it lasts without a break."""
    rows = np.flatnonzero(values)
    assert (np.diff(rows) == 1).all()
    return STARTS + int(rows[0]), STARTS + int(rows[-1]) + 1


def test_pressure_is_the_place_s() -> None:
    """The pandemic from March 2020 to June 2021 at 0.75."""
    table = timetable()
    pressure = table.outside_events.pressure
    first, last = position(table, "2020-03"), position(table, "2021-07")
    assert (pressure[first:last] == 0.75).all()
    assert (np.delete(pressure, np.arange(first, last)) == 1.0).all()


def test_pressures_at_one_time_are_multiplied() -> None:
    more = {"name": "Strike", "begins": "2021-01", "ends": "2021-03", "readiness": 0.8, "source": "Invented."}
    pressure = outside_events(place(pressures=[*SMALLSHIRE.model_dump()["pressures"], more]), plan(), UNTIL).pressure
    table = timetable()
    assert pressure[position(table, "2021-02")] == pytest.approx(0.6)
    assert pressure[position(table, "2021-03")] == 0.75


def test_overspends_are_of_a_sector_and_its_months_and_add_up() -> None:
    two = [
        {"sector": "acute", "begins": "2015-04", "ends": "2017-04", "share": 0.03, "source": "Invented."},
        {"sector": "acute", "begins": "2016-04", "ends": "2018-04", "share": 0.02, "source": "Invented."},
        {"sector": "vcse", "begins": "2000-01", "ends": "2012-06", "share": 0.01, "source": "Invented."},
    ]
    overspend = outside_events(place(overspends=two), plan(), UNTIL).overspend
    table = timetable()
    acute = [overspend[position(table, month), Sector.ACUTE] for month in ("2015-03", "2015-04", "2016-04", "2017-04")]
    assert acute == pytest.approx([0, 0.03, 0.05, 0.02])
    assert months(overspend[:, Sector.VCSE] > 0) == (STARTS, STARTS + 2)
    assert not overspend[:, [Sector.GENERAL_PRACTICE, Sector.COMMISSIONER]].any()


def test_a_ring_fence_holds_from_when_it_begins_until_it_ends() -> None:
    fences = [
        {"sector": "general_practice", "begins": VESTING, "ends": VESTING + 24, "share": 0.1},
        {"sector": "vcse", "begins": VESTING + 6},
    ]
    found = outside_events(SMALLSHIRE, plan(ring_fences=fences), UNTIL).fences
    assert months(found[:, Sector.GENERAL_PRACTICE] == 0.1) == (VESTING, VESTING + 24)
    assert months(found[:, Sector.VCSE] == AT_ITS_SHARE) == (VESTING + 6, UNTIL)
    assert (found[:, Sector.ACUTE] == NOT_FENCED).all()
    assert (found[: VESTING - STARTS] == NOT_FENCED).all()


def test_grants_are_of_a_kind_and_multiply() -> None:
    grants = [{"to": "vcse", "begins": VESTING, "time": 1.5}, {"to": "vcse", "begins": VESTING + 3, "time": 2.0,
                                                               "ends": VESTING + 5}]  # fmt: skip
    found = outside_events(SMALLSHIRE, plan(grants=grants), UNTIL).engagement
    vcse = found[VESTING - STARTS - 1 : VESTING - STARTS + 6, Kind.VCSE]
    assert vcse.tolist() == [1.0, 1.5, 1.5, 1.5, 3.0, 3.0, 1.5]
    assert (np.delete(found, Kind.VCSE, axis=1) == 1.0).all()


def test_a_grant_gives_time_at_once_and_takes_it_back() -> None:
    """In June, which is no April; to voluntary organisations and to nobody else."""
    table = timetable(grants=[{"to": "vcse", "begins": VESTING + 2, "time": 1.5, "ends": VESTING + 4}])
    for month, times in ((VESTING + 1, 1.0), (VESTING + 2, 1.5), (VESTING + 3, 1.5), (VESTING + 4, 1.0)):
        # Each in one go, because a run that goes on brings everybody's time up to date.
        simulation, without = Simulation(table), Simulation(timetable())
        simulation.advance(month + 1)
        without.advance(month + 1)
        voluntary = simulation.structure.layout.kind == Kind.VCSE
        ratio = simulation.state.time / without.state.time
        assert ratio[voluntary] == pytest.approx(times)
        assert (ratio[~voluntary] == 1.0).all()


def test_savings_come_at_the_last_vesting() -> None:
    saved = outside_events(SMALLSHIRE, plan(change(AREAS_AFTER[0]), benefits={"cost_saved": 0.01}), UNTIL).saved
    assert np.flatnonzero(saved).tolist() == [VESTING - STARTS]
    assert saved.max() == 0.01
    assert not outside_events(SMALLSHIRE, plan(benefits={"cost_saved": 0.01}), UNTIL).saved.any()


def test_the_order_in_a_file_makes_no_difference() -> None:
    """Overspends, pressures, grants, ring-fences and acts, backwards; to the bit."""
    overspends = [
        {"sector": sector, "begins": f"201{year}-04", "ends": "2020-04", "share": share, "source": "Invented."}
        for year, sector, share in ((4, "acute", 0.013), (5, "acute", 0.007), (5, "community_mental_health", 0.011))
    ]
    pressures = [
        {"name": name, "begins": "2019-01", "ends": "2021-01", "readiness": ready, "source": "Invented."}
        for name, ready in (("One", 0.9), ("Two", 0.7), ("Three", 0.97))
    ]
    grants = [{"to": "vcse", "begins": VESTING, "time": time} for time in (1.1, 1.3, 1.7)]
    acts = [{"practice": practice, "month": VESTING, "spread": 0.7} for practice in ("P2", "P1", "P3")]
    fences = [{"sector": "general_practice", "begins": VESTING, "share": 0.1}, {"sector": "vcse", "begins": VESTING}]
    sums = []
    for step in (1, -1):
        somewhere = place(overspends=overspends[::step], pressures=pressures[::step])
        table = timetable(place=somewhere, grants=grants[::step], hostile_acts=acts[::step], ring_fences=fences[::step])
        sums.append(run(table).record)
    for one, other in zip(*sums, strict=True):
        assert (one == other).all()


def test_acts_are_in_order_of_month_and_practice() -> None:
    told = (("P2", VESTING), ("P1", VESTING), ("P9", VESTING - 9))
    acts = [{"practice": name, "month": month} for name, month in told]
    assert [(one.month, one.practice) for one in shocks(plan(hostile_acts=acts))] == [
        (VESTING - 9, "P9"), (VESTING, "P1"), (VESTING, "P2"),
    ]  # fmt: skip


def test_spend_is_the_place_s_and_0_where_it_names_none() -> None:
    spend = outside_events(SMALLSHIRE, plan(), UNTIL).spend
    assert spend[Sector.ACUTE] == SMALLSHIRE.spend["acute"]
    assert spend[Sector.PUBLIC_VOICE] == 0.0
    assert spend.sum() == pytest.approx(1.0)
