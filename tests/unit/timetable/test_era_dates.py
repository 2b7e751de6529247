"""From when something holds for an organisation: announcements, settling in, shadow running, cuts, overseers."""

from __future__ import annotations

import numpy as np
import pytest
from model_example import AREAS_AFTER, VESTING, change, rename, run, timetable

from relsim.domain.months import month_number
from relsim.domain.sectors import Kind
from relsim.engine.rates import rates
from relsim.engine.rules.switches import Switches
from relsim.engine.simulation import Simulation
from relsim.timetable.era_dates import LEAVING_NOTICE, NEVER


def test_dates_follow_from_the_announcement() -> None:
    table = timetable(change(AREAS_AFTER[0], announced=VESTING - 17))
    before, after = table.eras[-2], table.eras[-1]
    rows = [before.structure.row[code] for code in ("C12", "C3")]
    assert before.dates.distracted_from[rows].tolist() == [VESTING - 17] * 2
    assert before.dates.leaving_from[rows].tolist() == [VESTING - LEAVING_NOTICE] * 2
    assert before.dates.until[rows].tolist() == [VESTING] * 2
    others = np.setdiff1d(np.arange(len(before.structure.codes)), rows)
    assert (before.dates.until[others] == NEVER).all()
    assert before.dates.rows.tolist() == sorted(rows)
    new = after.structure.row["X"]
    assert after.dates.settling_from[new] == VESTING
    assert after.dates.until[new] == NEVER
    assert after.dates.rows.tolist() == [new]


def test_settling_in_goes_on_under_a_new_name() -> None:
    """The merger of April 2018, renamed in June without a settling in of its own."""
    merged, renamed = month_number("2018-04"), month_number("2018-06")
    era = next(era for era in timetable(*rename(renamed)).eras if era.begins == renamed)
    assert era.dates.settling_from[era.structure.row["RENAMED-C12"]] == merged
    assert era.dates.settling_from[era.structure.row["RENAMED-C3"]] == -NEVER


def readiness(table, code: str, month: int) -> float:
    """How ready a body is in a month."""
    simulation = Simulation(table)
    simulation.advance(month + 1)
    return float(simulation.state.readiness[simulation.structure.row[code]])


def test_a_body_that_ran_in_shadow_has_settled_in_by_so_much() -> None:
    """Half ready at first, wholly after 9 months: after 6 months in shadow, five sixths of the way at vesting."""
    table = timetable(change(AREAS_AFTER[0], shadow_months=6))
    assert table.eras[-1].dates.settling_from[table.eras[-1].structure.row["X"]] == VESTING - 6
    assert readiness(table, "X", VESTING) == pytest.approx(0.5 + 0.5 * 6 / 9)
    assert readiness(timetable(change(AREAS_AFTER[0])), "X", VESTING) == pytest.approx(0.5)
    assert readiness(timetable(change(AREAS_AFTER[0], shadow_months=12)), "X", VESTING) == 1.0


def test_shadow_running_changes_nothing_before_vesting_and_no_structure() -> None:
    shadow, without = timetable(change(AREAS_AFTER[0], shadow_months=6)), timetable(change(AREAS_AFTER[0]))
    row = VESTING - shadow.starts
    assert (run(shadow).record.sums[:row] == run(without).record.sums[:row]).all()
    assert shadow.eras[-1].structure.relationship_lineages == without.eras[-1].structure.relationship_lineages


def test_a_merger_pools_the_time_of_its_posts() -> None:
    plain, pooled = (timetable(change(AREAS_AFTER[0]), benefits={"pooled_capacity": part}) for part in (0.0, 0.2))
    for month in (VESTING, VESTING + 30):
        simulations = [Simulation(table) for table in (plain, pooled)]
        for simulation in simulations:
            simulation.advance(month + 1)
        ratio = simulations[1].state.time / simulations[0].state.time
        row = simulations[0].structure.row["X"]
        assert ratio[row] == pytest.approx(1.2)
        assert (np.delete(ratio, row) == 1.0).all()


def test_a_cut_is_of_the_practice_from_the_month_of_the_act() -> None:
    acts = [{"practice": "P4", "month": VESTING + 2, "time_lost": 0.3}, {"practice": "P5", "month": VESTING}]
    era = timetable(hostile_acts=acts).eras[-1]
    row = era.structure.row["P4"]
    assert era.dates.time_from[row] == VESTING + 2
    assert era.dates.time_factor[row] == pytest.approx(0.7)
    assert (np.delete(era.dates.time_from, row) == NEVER).all()


def test_a_trust_runs_the_networks_that_need_it_unless_some_are_named() -> None:
    provider = {"trust": "T2", "begins": VESTING, "oversight": 0.4}
    for pcns, expected in ((), {"U1", "U2"}), (("U2",), {"U2"}):
        era = timetable(integrated_providers=[{**provider, "pcns": pcns}]).eras[-1]
        run_by = np.flatnonzero(era.dates.overseen_from != NEVER)
        assert {era.structure.codes[row] for row in run_by} == expected
        assert (era.dates.overseer[run_by] == era.structure.row["T2"]).all()
        assert (era.dates.oversight[run_by] == 0.4).all()
        assert (era.dates.overseen_from[run_by] == VESTING).all()
        assert set(run_by.tolist()) <= set(era.dates.rows.tolist())


def test_a_council_runs_no_network_nor_does_who_does_not_exist() -> None:
    for trust in ("SC", "nobody"):
        era = timetable(integrated_providers=[{"trust": trust, "begins": VESTING}]).eras[-1]
        assert (era.dates.overseen_from == NEVER).all()


def test_where_two_trusts_would_run_a_network_the_first_does() -> None:
    providers = [{"trust": "T1", "begins": VESTING + 1, "oversight": 0.9}, {"trust": "T2", "begins": VESTING}]
    for order in (1, -1):
        era = timetable(integrated_providers=providers[::order]).eras[-1]
        assert era.dates.overseer[era.structure.row["U1"]] == era.structure.row["T2"]
        assert era.dates.oversight[era.structure.row["U1"]] == 0.5


def test_the_staff_of_a_network_that_a_trust_runs_leave_as_a_trust_s_do() -> None:
    table = timetable(integrated_providers=[{"trust": "T2", "begins": VESTING}])
    simulation = Simulation(table)
    for month, kind in ((VESTING - 1, Kind.PCN), (VESTING, Kind.ACUTE)):
        simulation.advance(month + 1)
        row = simulation.structure.row["U1"]
        assert simulation.state.leaving[row] == rates(simulation.world).leaving[kind]


def test_an_overseer_changes_nothing_where_nobody_listens_or_leaves() -> None:
    table = timetable(integrated_providers=[{"trust": "T2", "begins": VESTING}])
    off = Switches.without("governance", "people")
    assert (run(table, switches=off).record.sums == run(timetable(), switches=off).record.sums).all()
    assert (run(table).record.sums != run(timetable()).record.sums).any()
