"""A simulation: what a record means, forks, and what the state of a small place is made of."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from model_example import (
    AREAS_AFTER,
    NETWORK,
    SMALLSHIRE,
    UNTIL,
    VESTING,
    change,
    month_by_month,
    position,
    rename,
    run,
    timetable,
)

from relsim.months import month_number
from relsim.rules.month import Switches
from relsim.sectors import Kind, Sector
from relsim.simulation import Simulation
from relsim.state import MEASURES, VACANT, second_posts
from relsim.timetable import LEAVING_NOTICE, NEVER, Timetables

NETWORKS_OPEN = month_number("2019-07")


def test_a_record_is_the_sums_of_its_states() -> None:
    """Coverage, contacts, successes, those who gave up and influence, from the state of each month by hand."""
    table = timetable(change(AREAS_AFTER[0]))
    record = run(table, seed=3).record
    for row, simulation in enumerate(month_by_month(table, seed=3)):
        layout, state = simulation.structure.layout, simulation.state
        for sector in Sector:
            mine = layout.counted_sector == sector
            rows, weight = layout.counted[mine], layout.counted_weight[mine]
            of = layout.sector == sector
            good = state.good[rows] == 3
            expected = {
                "coverage": (weight * state.works[rows]).sum(),
                "trust": (weight * np.minimum(state.effective_ab, state.effective_ba)[rows]).sum(),
                "contacts": state.met[rows].sum(),
                "successes": state.met[rows][good].sum(),
                "given_up": state.given_up[of].sum(),
                "influence": state.influence[of].sum(),
            }
            for measure, value in expected.items():
                assert record[row, MEASURES.index(measure), sector] == pytest.approx(value, abs=1e-12), measure


def test_series_are_shares_of_what_there_is() -> None:
    simulation = run(timetable())
    series = simulation.series()
    layout = simulation.structure.layout
    last = simulation.record[-1]
    assert series["coverage"][-1, -1] == pytest.approx(last[0].sum() / layout.counted_weight.sum())
    voluntary = last[MEASURES.index("given_up"), Sector.VCSE]
    assert series["given_up"][-1, Sector.VCSE] == pytest.approx(voluntary / (layout.kind == Kind.VCSE).sum())
    assert np.isnan(series["given_up"][:, Sector.ACUTE]).all()  # a statutory body can't give up
    assert np.isnan(series["coverage"][:, Sector.PUBLIC_VOICE]).all()  # nobody there
    assert series["influence"][:, -1] == pytest.approx(1.0)


def test_a_fork_from_too_late_is_refused() -> None:
    never, changed = timetable(), timetable(change(AREAS_AFTER[0]))
    simulation = Simulation(never)
    simulation.advance(never.first_difference(changed) + 1)
    with pytest.raises(ValueError, match="differ before"):
        simulation.fork(changed)


def test_plans_built_together_are_those_built_alone() -> None:
    """What `Timetables` shares between plans makes no difference to any of them."""
    together = Timetables(SMALLSHIRE, NETWORK, UNTIL)
    told = change(AREAS_AFTER[2])
    plans = [
        (), (told,), (told.model_copy(update={"vesting": VESTING + 5}),), rename(), (change(AREAS_AFTER[3]),),
        (told.model_copy(update={"kept": 0.1}),), (told.model_copy(update={"settling_in": False}),),
        (told.model_copy(update={"vesting": NETWORKS_OPEN, "announced": NETWORKS_OPEN - 3}),),
        (told.model_copy(update={"name": "Other fates"}),), (told,),
    ]  # fmt: skip
    for plan in plans:
        assert (run(together.build(plan)).record == run(timetable(*plan)).record).all()


def test_dates_follow_from_the_announcement() -> None:
    table = timetable(change(AREAS_AFTER[0], announced=VESTING - 17))
    before, after = table.eras[-2], table.eras[-1]
    rows = [before.structure.row[code] for code in ("C12", "C3")]
    assert before.dates.distracted_from[rows].tolist() == [VESTING - 17] * 2
    assert before.dates.leaving_from[rows].tolist() == [VESTING - LEAVING_NOTICE] * 2
    assert before.dates.until[rows].tolist() == [VESTING] * 2
    others = np.setdiff1d(np.arange(len(before.structure.codes)), rows)
    assert (before.dates.until[others] == NEVER).all()
    new = after.structure.row["X"]
    assert after.dates.settling_from[new] == VESTING
    assert after.dates.until[new] == NEVER


def test_settling_in_goes_on_under_a_new_name() -> None:
    """The merger of April 2018, renamed in June without a settling in of its own."""
    merged, renamed = month_number("2018-04"), month_number("2018-06")
    era = next(era for era in timetable(*rename(renamed)).eras if era.begins == renamed)
    assert era.dates.settling_from[era.structure.row["RENAMED-C12"]] == merged
    assert era.dates.settling_from[era.structure.row["RENAMED-C3"]] == -NEVER


def test_pressure_is_the_place_s() -> None:
    """The pandemic from March 2020 to June 2021 at 0.75."""
    table = timetable()
    first, last = position(table, "2020-03"), position(table, "2021-07")
    assert (table.pressure[first:last] == 0.75).all()
    assert (np.delete(table.pressure, np.arange(first, last)) == 1.0).all()


def test_pressure_bears_on_a_contact_once() -> None:
    """Where nobody settles in or is distracted, a contact's readiness is 0.75, not its square."""
    simulation = Simulation(timetable())
    simulation.advance(month_number("2020-04"))
    assert simulation.state.ready == pytest.approx(0.75)


def test_first_difference_is_where_it_starts_to_matter() -> None:
    told = change(AREAS_AFTER[0])
    quiet = told.model_copy(update={"distraction": False})
    assert timetable().first_difference(timetable(told)) == told.announced
    assert timetable().first_difference(timetable(quiet)) == told.vesting
    assert timetable(told).first_difference(timetable(told)) == NEVER


def test_without_people_and_reorganisation_nobody_leaves() -> None:
    table = timetable(change(AREAS_AFTER[2], posts=0.5, kept=0.0, moved=0.0))
    for simulation in month_by_month(table, switches=Switches.without("people", "reorganisation")):
        assert not (simulation.state.status & VACANT).any()
        assert not simulation.state.holder.any()


def test_posts_are_filled_at_the_stated_rate() -> None:
    """Share of posts vacant in the long run is leaving / (leaving + filling); 60 seeds, within four standard errors."""
    vacant, expected = [], []
    for seed in range(60):
        simulation = Simulation(timetable(until=SMALLSHIRE.starts + 60), seed=seed)
        simulation.advance()
        layout, state = simulation.structure.layout, simulation.state
        leaving = state.leaving[layout.organisation_of]
        vacant.append((state.status & VACANT).mean())
        expected.append((leaving / (leaving + simulation.world.filling)).mean())
    error = np.std(vacant) / np.sqrt(len(vacant))
    assert np.mean(vacant) == pytest.approx(np.mean(expected), abs=4 * error)


def test_a_second_contact_is_the_next_post_of_who_has_more_than_one() -> None:
    structure = timetable().eras[0].structure
    layout = structure.layout
    second = second_posts(layout, layout.a, structure.first_portfolio_a)
    for i, (organisation, first) in enumerate(zip(layout.a, structure.first_portfolio_a, strict=True)):
        posts = range(layout.first_post[organisation], layout.first_post[organisation + 1])
        assert first in posts
        if layout.need[i] < 0.75 or len(posts) == 1:
            assert second[i] == -1
        else:
            assert second[i] in posts
            assert second[i] != first


def test_organisations_open_when_they_open() -> None:
    """Smallshire's networks begin in July 2019, met with goodwill but no acquaintance."""
    simulation = Simulation(timetable())
    simulation.advance(NETWORKS_OPEN)
    assert "U1" not in simulation.structure.row
    simulation._reorganise()
    layout, state = simulation.structure.layout, simulation.state
    networks = [simulation.structure.row[code] for code in ("U1", "U2")]
    new = np.isin(layout.a, networks) | np.isin(layout.b, networks)
    assert new.sum() > 0
    assert (state.knowing_ab[new] == 0.1).all()
    assert (state.trust_ab[new] == 0.4).all()
    assert (state.procedures[new] == 0.0).all()
