"""A simulation: what a record means, forks, and what the state of a small place is made of."""

from __future__ import annotations

import numpy as np
import pytest
from model_example import (
    AREAS_AFTER,
    NETWORK,
    SMALLSHIRE,
    UNTIL,
    VESTING,
    change,
    month_by_month,
    plan,
    rename,
    run,
    timetable,
)

from relsim.domain.months import month_number
from relsim.domain.sectors import Kind, Sector
from relsim.engine.record import MEASURES
from relsim.engine.rules.switches import Switches
from relsim.engine.simulation import Simulation
from relsim.engine.state import VACANT, VOICES, second_posts
from relsim.measures.recorded import MEASURED
from relsim.timetable.era_dates import NEVER
from relsim.timetable.timetable import Timetables
from relsim.worlds.parameters import World

NETWORKS_OPEN = month_number("2019-07")


def test_a_record_is_the_sums_of_its_states() -> None:
    """Coverage, contacts, successes, those who gave up and influence, from the state of each month by hand."""
    table = timetable(change(AREAS_AFTER[0]))
    record = run(table, seed=3).record.sums
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
                "influence": (layout.opinion * state.voice[:, sector]).sum(),
            }
            for measure, value in expected.items():
                assert record[row, MEASURES.index(measure), sector] == pytest.approx(value, abs=1e-12), measure


def test_series_are_shares_of_what_there_is() -> None:
    simulation = run(timetable())
    series = simulation.series()
    layout = simulation.structure.layout
    last = simulation.record.sums[-1]
    assert series["coverage"][-1, -1] == pytest.approx(last[0].sum() / layout.counted_weight.sum())
    voluntary = last[MEASURES.index("given_up"), Sector.VCSE]
    assert series["given_up"][-1, Sector.VCSE] == pytest.approx(voluntary / (layout.kind == Kind.VCSE).sum())
    assert np.isnan(series["given_up"][:, Sector.ACUTE]).all()  # a statutory body can't give up
    assert np.isnan(series["coverage"][:, Sector.COMMISSIONER]).all()  # it needs no commissioner
    assert series["influence"][:, -1] == pytest.approx(1.0)


def test_the_series_of_a_run_are_those_that_measures_are_made_of() -> None:
    simulation = run(timetable(until=SMALLSHIRE.starts + 13))
    assert tuple(simulation.series()) == MEASURED
    assert all(values.shape == (13, len(Sector) + 1) for values in simulation.series().values())
    assert simulation.place_series().shape == (13, 1, len(Sector))


def test_where_there_is_one_place_without_committees_what_is_decided_for_it_is_all() -> None:
    """Smallshire is one council's; as of each quarter."""
    simulation = run(timetable())
    quarters = np.arange(len(simulation.place_series()))[(-simulation.timetable.starts) % 3 :: 3]
    for_place, in_all = simulation.place_series()[:, 0], simulation.series()["influence"][:, :-1]
    assert for_place[quarters] == pytest.approx(in_all[quarters], abs=1e-12)
    between = np.delete(np.arange(len(for_place)), quarters)
    assert (for_place[between] == for_place[between - 1]).all()


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
    provided = [
        ((), {"governance": [{"name": "Places", "begins": VESTING, "bodies": ["C12", "C3"], "board": "icb_places"}]}),
        ((), {"governance": [{"name": "Places", "begins": VESTING, "bodies": ["C12"], "board": "icb_places"}]}),
        ((), {"integrated_providers": [{"trust": "T2", "begins": VESTING}]}),
        ((), {"grants": [{"to": "vcse", "begins": VESTING, "time": 2.0}]}),
        ((told,), {"benefits": {"one_counterpart": 0.4}}), ((told,), {"benefits": {"common_footprint": 0.1}}),
        ((told,), {"ring_fences": [{"sector": "vcse", "begins": VESTING}]}),
    ]  # fmt: skip
    for changes, more in [*((changes, {}) for changes in plans), *provided]:
        shared, alone = run(together.build(plan(*changes, **more))), run(timetable(*changes, **more))
        for one, other in zip(shared.record, alone.record, strict=True):
            assert (one == other).all()


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


@pytest.mark.parametrize(
    "provision",
    [
        {"governance": [{"name": "Places", "begins": VESTING, "bodies": ["C3"], "board": "icb_places"}]},
        {"ring_fences": [{"sector": "general_practice", "begins": VESTING}]},
        {"grants": [{"to": "vcse", "begins": VESTING, "time": 1.5}]},
        {"hostile_acts": [{"practice": "P1", "month": VESTING}]},
        {"integrated_providers": [{"trust": "T2", "begins": VESTING}]},
    ],
)
def test_whatever_a_plan_provides_matters_from_when_it_begins(provision: dict[str, list[dict[str, object]]]) -> None:
    """And no month before: the same run to the bit, up to there, whole or forked."""
    with_it, without = timetable(**provision), timetable()
    assert with_it.first_difference(without) == VESTING
    row = VESTING - with_it.starts
    whole = run(with_it)
    for ours, theirs in zip(whole.record, run(without).record, strict=True):
        assert (ours[:row] == theirs[:row]).all()
    trunk = Simulation(without)
    trunk.advance(VESTING)
    fork = trunk.fork(with_it)
    fork.advance()
    for ours, theirs in zip(fork.record, whole.record, strict=True):
        assert (ours == theirs).all()


def test_what_is_for_a_reorganisation_matters_from_its_vesting() -> None:
    """Benefits, of a change that nobody is distracted by."""
    quiet = change(AREAS_AFTER[0], distraction=False)
    assert timetable(quiet, benefits={"common_footprint": 0.1}).first_difference(timetable(quiet)) == VESTING


def test_members_of_one_board_meet_more_than_they_need() -> None:
    """By 0.5 contacts a month for each two people; with the rule off they want what they need."""
    table = timetable(change(AREAS_AFTER[0], successors=ON_THE_ICB))
    simulation, off = (Simulation(table, switches=Switches.without(*rules)) for rules in ((), ("board_contact",)))
    for each in (simulation, off):
        each.advance(VESTING)
        each.reorganise()
    off.state = simulation.state.copy()
    for each in (simulation, off):
        each.advance(VESTING + 1)
    layout, more = simulation.structure.layout, simulation.state.wanted - off.state.wanted
    assert more == pytest.approx(0.5 * layout.shared_boards * simulation.state.reachable, abs=1e-12)
    x, council = simulation.structure.row["X"], simulation.structure.row["SC"]
    together = (layout.a == min(x, council)) & (layout.b == max(x, council))
    assert more[together] == pytest.approx(0.5)
    assert (more[layout.shared_boards == 0] == 0).all()


ON_THE_ICB = [{"code": "X", "board": "icb", "localities": AREAS_AFTER[0]["X"]}]


def test_closed_decisions_lower_the_chance_of_success_with_the_commissioner_alone() -> None:
    """A board that decides nothing in public: in the month of vesting the same pairs meet, and only its fail more.

    400 seeds; with the commissioner the chance is 0.1 lower.
    """
    world = World(closed_cost=0.1)
    tables = []
    for openness in (1.0, 0.0):
        boards = {**SMALLSHIRE.boards, "tried": SMALLSHIRE.boards["icb"].model_copy(update={"openness": openness})}
        place = SMALLSHIRE.model_copy(update={"boards": boards})
        told = change(AREAS_AFTER[0], successors=[{**ON_THE_ICB[0], "board": "tried"}])
        tables.append(timetable(told, place=place, of=NETWORK, until=VESTING + 1))
    layout = tables[0].eras[-1].structure.layout
    x = tables[0].eras[-1].structure.row["X"]
    with_it = (layout.a == x) | (layout.b == x)
    judged = np.zeros((2, 2))
    for seed in range(400):
        trunk = Simulation(tables[0], world=world, seed=seed)
        trunk.advance(VESTING)
        states = []
        for table in tables:
            fork = trunk.fork(table)
            fork.advance()
            states.append(fork.state)
        open_one, closed_one = states
        assert (open_one.met == closed_one.met).all()
        assert (open_one.good[~with_it] == closed_one.good[~with_it]).all()
        # Who judges a contact good behind closed doors judges it good in public.
        assert ((closed_one.good & ~open_one.good) == 0).all()
        met = with_it & (open_one.met > 0)
        judged[0] += met.sum(), (open_one.good[met] & 1).sum()
        judged[1] += met.sum(), (closed_one.good[met] & 1).sum()
    count, good = judged.T
    fewer = (good[0] - good[1]) / count[0]
    assert fewer == pytest.approx(0.1, abs=4 * np.sqrt(0.1 * 0.9 / count[0]))


def test_without_the_rule_closed_decisions_cost_nothing() -> None:
    board = SMALLSHIRE.boards["ccg"].model_copy(update={"openness": 0.0})
    closed = SMALLSHIRE.model_copy(update={"boards": {**SMALLSHIRE.boards, "ccg": board}})
    off = Switches.without("openness")
    assert (run(timetable(place=closed), switches=off).record.sums == run(timetable(), switches=off).record.sums).all()
    assert (run(timetable(place=closed)).record.sums != run(timetable()).record.sums).any()


def test_a_common_footprint_raises_the_chance_by_what_is_said() -> None:
    """Smallshire's councils and trusts with the successor of both groups; nobody else's contacts, in that month."""
    told = change(AREAS_AFTER[0])
    plain, footprint = (timetable(told, benefits={"common_footprint": more}) for more in (0.0, 0.5))
    layout = footprint.eras[-1].structure.layout
    raised = layout.footprint > 0
    more_good = 0
    for seed in range(20):
        one, other = (Simulation(table, seed=seed) for table in (plain, footprint))
        for each in (one, other):
            each.advance(VESTING + 1)
        assert other._scratch.offset == pytest.approx(-0.5 * raised)
        assert (one.state.good[~raised] == other.state.good[~raised]).all()
        # A chance of at least a half more than it was, for both sides: nothing that was good is not.
        assert ((one.state.good & ~other.state.good)[raised] == 0).all()
        more_good += (other.state.good[raised] != one.state.good[raised]).sum()
    assert more_good >= 10


def test_without_people_and_reorganisation_nobody_leaves() -> None:
    table = timetable(change(AREAS_AFTER[2], posts=0.5, kept=0.0, moved=0.0))
    for simulation in month_by_month(table, switches=Switches.without("people", "reorganisation", "closures")):
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
    second = np.zeros(len(layout.a), np.int32)
    second_posts(layout.need, layout.first_post, layout.a, structure.first_portfolio_a.astype(np.uint32), second)
    for i, (organisation, first) in enumerate(zip(layout.a, structure.first_portfolio_a, strict=True)):
        posts = range(layout.first_post[organisation], layout.first_post[organisation + 1])
        assert first in posts
        if layout.need[i] < 0.75 or len(posts) == 1:
            assert second[i] == -1
        else:
            assert second[i] in posts
            assert second[i] != first


def test_organisations_open_when_they_open() -> None:
    """Smallshire's networks begin in July 2019, met with goodwill but no acquaintance; each voices its own."""
    simulation = Simulation(timetable())
    simulation.advance(NETWORKS_OPEN)
    assert "U1" not in simulation.structure.row
    simulation.reorganise()
    layout, state = simulation.structure.layout, simulation.state
    networks = [simulation.structure.row[code] for code in ("U1", "U2")]
    new = np.isin(layout.a, networks) | np.isin(layout.b, networks)
    assert new.sum() > 0
    assert (state.knowing_ab[new] == 0.1).all()
    assert (state.trust_ab[new] == 0.4).all()
    assert (state.procedures[new] == 0.0).all()
    assert (state.voice[networks] == np.eye(VOICES)[Sector.GENERAL_PRACTICE]).all()
