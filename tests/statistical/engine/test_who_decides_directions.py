"""Whether seats, money and safeguards push the way that the rules say, on the built-in place in 2022.

The sample is stated with each test; plans of a world meet the same seeds, so differences are paired.  A direction is
taken as found if the mean over worlds is more than four standard errors from 0, chance of the seeds alone.
"""

from __future__ import annotations

import model_example
import numpy as np
import pytest
from model_example import SMALLSHIRE, VESTING
from paired_runs import (
    ALL,
    EVENT,
    PLACE,
    differences,
    event,
    is_above_0,
    mean_of,
    plan,
    plausible,
    timetable,
    with_boards,
)

from relsim.domain.boards import Board
from relsim.domain.place import Place
from relsim.domain.sectors import Sector
from relsim.engine.rules.switches import Switches

GP, VCSE = Sector.GENERAL_PRACTICE, Sector.VCSE
START = EVENT.vesting
UNTIL = START + 61
SEEDS = range(1, 11)
BOARD = PLACE.boards["icb_minimum"]


def board(**update: object) -> Board:
    return Board.model_validate({**BOARD.model_dump(), **update})


def beside(tried: Board, *values: object, worlds: int = 4, seeds: range = SEEDS) -> np.ndarray:
    """The event with that board, less the event as it was."""
    place = with_boards(tried=tried)
    one, other = timetable(plan(event("tried")), UNTIL, place), timetable(plan(event()), UNTIL, place)
    return differences(one, other, values, plausible(worlds), seeds)  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_seat_for_the_local_medical_committee_raises_general_practice_s_influence() -> None:
    """One seat more, of eleven; 4 plausible worlds × 10 seeds, the 60 months from vesting; in every world."""
    (found,) = beside(board(seats={**BOARD.seats, "lmc": 1}), mean_of("influence", GP, START, 60))
    assert (found.mean(axis=1) > 0).all()
    assert is_above_0(found)


@pytest.mark.slow
def test_committees_of_places_with_more_gp_seats_raise_general_practice_s_influence() -> None:
    """Half left to committees, 3 of 6 seats general practice's; 4 plausible worlds × 10 seeds; in every world."""
    committee = {"commissioner": 1, "trusts": 1, "general_practice": 3, "local_government": 1}
    tried = board(delegated=0.5, place_seats=committee)
    (found,) = beside(tried, mean_of("influence", GP, START, 60))
    assert (found.mean(axis=1) > 0).all()
    assert is_above_0(found)
    # And as much on what is decided for each place: the model's three, all of them.
    one, other = (
        timetable(plan(event(name)), UNTIL, with_boards(tried=tried)) for name in ("tried", "icb_minimum")
    )
    for place in range(len(one.places)):

        def of_place(simulation, place=place) -> float:  # type: ignore[no-untyped-def]
            return float(simulation.place_series()[START - one.starts + 3 :, place, GP].mean())

        assert is_above_0(differences(one, other, [of_place], plausible(2), range(1, 6))[0])


@pytest.mark.slow
def test_decisions_behind_closed_doors_lower_coverage() -> None:
    """Nothing in public; 8 plausible worlds × 20 seeds, the 60 months from vesting."""
    (found,) = beside(board(openness=0.0), mean_of("coverage", ALL, START, 60), worlds=8, seeds=range(1, 21))
    assert is_above_0(-found)


@pytest.mark.slow
def test_hearings_bring_influence_nearer_to_equal() -> None:
    """Half of all decisions challenged; 4 plausible worlds × 10 seeds: less for who had most, more for charities."""
    commissioner, voluntary = beside(
        board(challenge=0.5),
        mean_of("influence", Sector.COMMISSIONER, START, 60), mean_of("influence", VCSE, START, 60),
    )  # fmt: skip
    assert is_above_0(-commissioner)
    assert is_above_0(voluntary)


def provided(*values: object, worlds: int = 4, seeds: range = SEEDS, **provisions: object) -> np.ndarray:
    """The event with these provisions, less the event as it was."""
    one, other = timetable(plan(event(), **provisions), UNTIL), timetable(plan(event()), UNTIL)
    return differences(one, other, values, plausible(worlds), seeds)  # type: ignore[arg-type]


@pytest.mark.slow
def test_a_ring_fence_holds_general_practice_s_spend_up() -> None:
    """From vesting on, at what it has; 4 plausible worlds × 10 seeds.  Never lower, in no run, and not at its cost."""
    fence = [{"sector": "general_practice", "begins": START}]
    practice, acute = provided(
        mean_of("spend", GP, START, 60), mean_of("spend", Sector.ACUTE, START, 60), ring_fences=fence
    )
    assert is_above_0(practice)
    assert (practice > -1e-4).all()
    assert is_above_0(-acute)


@pytest.mark.slow
def test_grants_for_engagement_keep_voluntary_organisations_from_giving_up_and_raise_their_coverage() -> None:
    """Half as much time again from vesting on; 8 plausible worlds × 20 seeds."""
    given_up, coverage = provided(
        mean_of("given_up", VCSE, START, 60), mean_of("coverage", VCSE, START, 60), worlds=8, seeds=range(1, 21),
        grants=[{"to": "vcse", "begins": START, "time": 1.5}],
    )  # fmt: skip
    assert is_above_0(-given_up)
    assert is_above_0(coverage)


@pytest.mark.slow
def test_written_handovers_raise_knowing_after_vesting() -> None:
    """4 plausible worlds × 20 seeds, the 12 months from vesting; in every world."""
    one, other = timetable(plan(event(written_handover=True)), UNTIL), timetable(plan(event()), UNTIL)
    (found,) = differences(one, other, [mean_of("knowing", ALL, START, 12)], plausible(4), range(1, 21))
    assert (found.mean(axis=1) > 0).all()
    assert is_above_0(found)


@pytest.mark.slow
def test_the_more_hospitals_overspend_the_less_general_practice_has() -> None:
    """None, 2 % and 4 % a year from 2022 on; 4 plausible worlds × 5 seeds, 60 months from July 2022; in every run."""
    tables = []
    for share in (0.0, 0.02, 0.04):
        told = PLACE.model_dump()
        told["overspends"] = [one for one in told["overspends"] if one["ends"] <= EVENT.announced]
        if share:
            more = {"sector": "acute", "begins": "2022-04", "ends": "2032-04", "share": share, "source": "Invented."}
            told["overspends"] = [*told["overspends"], more]
        tables.append(timetable(plan(event()), UNTIL, Place.model_validate(told)))
    values = [mean_of("spend", GP, START, 60), mean_of("spend", Sector.ACUTE, START, 60)]
    none, some, much = (by_run(table, values) for table in tables)
    assert (none[:, 0] > some[:, 0]).all()
    assert (some[:, 0] > much[:, 0]).all()
    assert (none[:, 1] < some[:, 1]).all()
    assert (some[:, 1] < much[:, 1]).all()


def by_run(table, values) -> np.ndarray:  # type: ignore[no-untyped-def]
    """(runs, values) of 4 plausible worlds × 5 seeds."""
    runs = []
    for number, world in plausible(4):
        for seed in range(1, 6):
            simulation = model_example.run(table, world=world, world_number=number, seed=seed)
            runs.append([value(simulation) for value in values])
    return np.array(runs)


@pytest.mark.slow
def test_networks_that_a_hospital_runs_raise_its_sector_s_influence_and_lower_practices() -> None:
    """Oversight of a half from vesting on; 4 plausible worlds × 10 seeds."""
    trust = next(one.code for one in PLACE.trusts if one.kind == "acute")
    acute, practice = provided(
        mean_of("influence", Sector.ACUTE, START, 60), mean_of("influence", GP, START, 60),
        integrated_providers=[{"trust": trust, "begins": START, "oversight": 0.5}],
    )  # fmt: skip
    assert is_above_0(acute)
    assert is_above_0(-practice)


@pytest.mark.slow
def test_hostile_acts_lower_practices_trust() -> None:
    """Ten practices put out to tender a year after vesting; 4 plausible worlds × 10 seeds, the 12 months from then."""
    acts = [{"practice": one.code, "month": START + 12, "trust_lost": 0.8} for one in PLACE.practices[:10]]
    (found,) = provided(mean_of("trust", GP, START + 12, 12), hostile_acts=acts)
    assert is_above_0(-found)


NOTHING = [
    pytest.param({"governance": [{"name": "Same", "begins": VESTING, "bodies": ["C12"], "board": "ccg"}]}, id="board"),
    pytest.param({"grants": [{"to": "vcse", "begins": VESTING, "time": 1.0}]}, id="grant"),
    pytest.param({"ring_fences": [{"sector": "vcse", "begins": VESTING, "share": 1e-6}]}, id="floor below all"),
    pytest.param({"hostile_acts": [{"practice": "P1", "month": VESTING, "trust_lost": 0.0}]}, id="act without loss"),
    pytest.param({"grants": [{"to": "ambulance", "begins": VESTING, "time": 3.0}]}, id="grant to nobody"),
    pytest.param({"benefits": {"cost_saved": 0.05, "one_counterpart": 1.0}}, id="benefits of no reorganisation"),
]


@pytest.mark.parametrize("provision", NOTHING)
def test_what_changes_nothing_changes_nothing(provision: dict[str, object]) -> None:
    """Smallshire, 3 seeds, to the bit, to the end of 2023."""
    table, without = model_example.timetable(**provision), model_example.timetable()
    for seed in range(1, 4):
        for ours, theirs in zip(
            model_example.run(table, seed=seed).record, model_example.run(without, seed=seed).record, strict=True
        ):
            assert (ours == theirs).all()


def test_a_board_described_otherwise_decides_the_same() -> None:
    """Twice the seats; committees to which nothing is left; a seat of nobody's; to 1e-12."""
    ccg = SMALLSHIRE.boards["ccg"]
    doubled = ccg.model_copy(update={"seats": {name: 2 * seats for name, seats in ccg.seats.items()}})
    idle = ccg.model_copy(update={"place_seats": {"vcse": 1.0}})
    nobody = ccg.model_copy(update={"seats": {**ccg.seats, "vcse": 0.0}})
    # With twice as many seats more people sit there, and meet; without that rule only shares of seats count.
    options = {"switches": Switches.without("board_contact")}
    expected = model_example.run(model_example.timetable(), **options).series()["influence"]
    for told in (doubled, idle, nobody):
        place = SMALLSHIRE.model_copy(update={"boards": {**SMALLSHIRE.boards, "ccg": told}})
        found = model_example.run(model_example.timetable(place=place), **options).series()["influence"]
        assert found == pytest.approx(expected, abs=1e-12)
