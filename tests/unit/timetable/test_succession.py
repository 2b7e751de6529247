"""Succession: posts dealt to exact quotas, nested fates, lineages inherited by the largest share."""

from __future__ import annotations

import numpy as np
import pytest
from fates_example import around, fates
from model_example import AREAS_AFTER, SMALLSHIRE, VESTING, change, run, timetable

from relsim.engine.randomness import Key
from relsim.engine.rules.reorganisation import KEPT, crossing, fates_of_posts
from relsim.engine.rules.switches import Switches
from relsim.engine.simulation import Simulation
from relsim.timetable.lineage import lineage
from relsim.timetable.timetable import Era


def test_fates_depend_on_seed_world_and_event() -> None:
    told = change(AREAS_AFTER[0], kept=0.5, moved=0.2)
    renamed = told.model_copy(update={"name": "Another change"})
    alike = [fates(told, 1)[0], fates(told, 2)[0], fates(told, 1, world=1)[0], fates(renamed, 1)[0]]
    assert len({tuple(fate.tolist()) for fate in alike}) == 4


def test_everybody_is_kept_as_often_as_anybody_else() -> None:
    """Over 2,000 seeds; 7 posts, 4 kept, so the standard error is 0.011."""
    told = change({"X": ("NORTH", "MIDDLE", "SOUTH")}, posts=1.0, kept=0.5, moved=0.0)
    _, _, before, after, _, era = fates(told, 0)
    posts, passage = era.passage.group_post, era.passage
    kept = np.zeros(len(posts))
    day = crossing(passage, era.structure.layout, before, after)
    for seed in range(2000):
        fates_of_posts(Key(seed, 0), day, Switches())
        kept += day.fates.fate[posts] == KEPT
    quota = round(0.5 * len(posts)) / len(posts)
    assert kept / 2000 == pytest.approx(quota, abs=0.05)


@pytest.mark.parametrize("areas", AREAS_AFTER)
def test_lineages_of_relationships_and_posts_are_all_different(areas) -> None:
    again = change(
        {"W": ("NORTH", "MIDDLE", "SOUTH")}, name="And again", announced=VESTING + 6, vesting=VESTING + 12,
        predecessors=tuple(areas),
    )  # fmt: skip
    table = timetable(change(areas), again)
    for era in table.eras:
        assert len(set(era.structure.relationship_lineages)) == len(era.structure.relationship_lineages)
        assert len(set(era.structure.lineages)) == len(era.structure.lineages)
    simulation = Simulation(table)
    for until in (VESTING + 1, VESTING + 13):
        simulation.advance(until)
        pairs = list(zip(simulation.state.post_low.tolist(), simulation.state.post_high.tolist(), strict=True))
        assert len(set(pairs)) == len(pairs)


def test_the_largest_share_inherits_the_body() -> None:
    """NORTH 40,000 and MIDDLE 60,000 people: C12, from C2, goes on in MIDDLE when it is split."""
    table = timetable(change({"X": ("NORTH",), "Y": ("MIDDLE",), "Z": ("SOUTH",)}))
    old, era = around(table, VESTING)
    new = era.structure
    assert new.lineages[new.row["Y"]] == old.lineages[old.row["C12"]] == lineage("organisation", "C2")
    assert new.lineages[new.row["X"]] == lineage(lineage("organisation", "C2"), "The change", "X")
    assert new.lineages[new.row["Z"]] == old.lineages[old.row["C3"]]


def test_a_relationship_descends_from_the_one_with_the_largest_need() -> None:
    """All become one: a practice's relationship goes on from its own group, the council's from C12's."""
    table = timetable(change({"X": ("NORTH", "MIDDLE", "SOUTH")}))
    old, era = around(table, VESTING)
    new = era.structure
    for code, group in (("P1", "C12"), ("P8", "C3"), ("SC", "C12"), ("T2", "C12")):
        partner = new.lineages[new.row[code]]
        now = new.of_commissioner[partner, new.row["X"]]
        before = old.of_commissioner[partner, old.row[group]]
        assert era.passage.relationship_from[now] == before
        assert new.relationship_lineages[now] == old.relationship_lineages[before]


def test_agreements_come_from_all_predecessors_by_their_need() -> None:
    """The council's procedures: 0.8 with C12 (100,000 of 120,000 people) and 0.2 with C3, of which half is carried."""
    table = timetable(change({"X": ("NORTH", "MIDDLE", "SOUTH")}, procedures=0.5, contracts=0.9))
    old, era = around(table, VESTING)
    simulation = Simulation(table)
    simulation.advance(VESTING)
    council = old.lineages[old.row["SC"]]
    for code, procedures, contracts in (("C12", 0.8, 1.0), ("C3", 0.2, 0.4)):
        row = old.of_commissioner[council, old.row[code]]
        simulation.state.procedures[row], simulation.state.contracts[row] = procedures, contracts
    simulation.reorganise()
    row = era.structure.of_commissioner[council, era.structure.row["X"]]
    assert simulation.state.procedures[row] == pytest.approx(0.5 * (0.8 * 5 / 6 + 0.2 / 6))
    assert simulation.state.contracts[row] == pytest.approx(0.9 * (1.0 * 5 / 6 + 0.4 / 6))


PLACES = {"name": "Committees of places", "begins": VESTING, "bodies": ["C12", "C3"], "board": "icb_places"}


def test_a_change_of_boards_keeps_posts_people_relationships_and_lineages() -> None:
    """Everything that was there is there, by row; no fate is drawn, and nothing of a structure but seats differs."""
    table = timetable(governance=[PLACES])
    old, era = around(table, VESTING)
    new, passage = era.structure, era.passage
    for name in ("codes", "names", "lineages", "relationship_lineages", "row", "of_commissioner"):
        assert getattr(new, name) == getattr(old, name)
    assert [(body.code, body.lineage, body.posts, body.localities) for body in new.bodies] == [
        (body.code, body.lineage, body.posts, body.localities) for body in old.bodies
    ]
    for name in ("organisation_from", "relationship_from", "post_to"):
        rows = getattr(passage, name)
        assert rows.tolist() == list(range(len(rows)))
    assert not (passage.side_a | passage.side_b).any()
    assert not len(passage.group_body)
    seats = {"opinion", "place_first", "place_member", "place_weight", "shared_boards", "closed"}
    for name in old.layout._fields:
        same = np.array_equal(getattr(new.layout, name), getattr(old.layout, name))
        assert same or name in seats, name
    assert (new.layout.opinion != old.layout.opinion).any()


def test_a_change_of_boards_changes_no_state() -> None:
    """Trust, knowing, agreements, people, energy, money, voices: to the bit, but for what is of a month alone."""
    simulation = Simulation(timetable(governance=[PLACES]), seed=8)
    simulation.advance(VESTING)
    before = simulation.state.copy()
    simulation.reorganise()
    of_a_month = {
        "readiness", "filled", "leaving", "time", "capacity", "load", "part", "effective_ab", "effective_ba",
        "reachable", "wanted", "contact", "ready", "met", "good",
    }  # fmt: skip
    for name in before._fields:
        if name not in of_a_month and "lane" not in name:
            assert np.array_equal(getattr(simulation.state, name), getattr(before, name)), name


def test_a_change_to_the_same_board_changes_nothing_at_all() -> None:
    """To the bit, years on."""
    same = [{**PLACES, "name": code, "bodies": [code], "board": "ccg"} for code in PLACES["bodies"]]
    for ours, theirs in zip(run(timetable(governance=same)).record, run(timetable()).record, strict=True):
        assert (ours == theirs).all()


def test_boards_that_change_on_the_day_of_a_merger_are_the_successor_s() -> None:
    told = change(AREAS_AFTER[0])
    table = timetable(told, governance=[{**PLACES, "bodies": ["X"], "begins": VESTING + 12}])
    boards = [era.structure.bodies[0].board for era in table.eras if "X" in era.structure.row]
    assert boards == [SMALLSHIRE.boards["ccg"], SMALLSHIRE.boards["icb_places"]]
    at_once = timetable(told, governance=[{**PLACES, "bodies": ["X"]}])
    assert at_once.eras[-1].structure.bodies[0].board == SMALLSHIRE.boards["icb_places"]


def passed_on(written: bool, **other: object) -> tuple[Simulation, object, Era]:
    """A run just after the vesting of a merger that keeps nobody, the state before, and the era."""
    told = change(AREAS_AFTER[0], **{"posts": 1.0, "kept": 0.0, "moved": 0.0, "written_handover": written, **other})
    simulation = Simulation(timetable(told), seed=2)
    simulation.advance(VESTING)
    before = simulation.state.copy()
    simulation.reorganise()
    return simulation, before, simulation.era


def test_a_written_handover_introduces_the_heirs_of_those_who_leave() -> None:
    """Everybody leaves: of trust 0.25, or 0.30 where it is written; of knowing 0.05, or 0.30."""
    shares = {}
    for written in (False, True):
        simulation, before, era = passed_on(written)
        passage, state = era.passage, simulation.state
        old = passage.relationship_from
        # A vacant post has nobody to lose, and hands over nothing.
        origin = timetable(change(AREAS_AFTER[0])).eras[-2].structure
        body = np.where(np.isin(origin.layout.a[old], [origin.row["C12"], origin.row["C3"]]), 0, 1)
        post = np.where(body == 0, before.post_a[old], before.post_b[old])
        left = ((passage.side_a | passage.side_b) == 1) & (before.status[post] == 0)
        assert left.sum() > 15
        trust = np.where(passage.turned == 1, before.trust_ba[old], before.trust_ab[old])
        knowing = np.where(passage.turned == 1, before.knowing_ba[old], before.knowing_ab[old])
        shares[written] = state.trust_ab[left] / trust[left], state.knowing_ab[left] / knowing[left]
        kept = ((passage.side_a | passage.side_b) == 1) & ~left
        assert state.trust_ab[kept] == pytest.approx(trust[kept])
    assert shares[False][0] == pytest.approx(0.25)
    assert shares[False][1] == pytest.approx(0.05)
    assert shares[True][0] == pytest.approx(0.30)
    assert shares[True][1] == pytest.approx(0.30)


def test_a_written_handover_takes_nothing_from_who_stays() -> None:
    """Where all are kept it changes nothing."""
    everybody = {"kept": 1.0}
    one, other = (passed_on(written, **everybody)[0].state for written in (False, True))
    assert all(np.array_equal(ours, theirs) for ours, theirs in zip(one, other, strict=True))


def test_one_counterpart_in_the_place_of_two_saves_half_of_what_it_could() -> None:
    """0.4 said, of two: 0.2.  T1 had dealt with C12 alone, T2, the council and the committee with both."""
    told = change(AREAS_AFTER[0])
    plain, saved = (timetable(told, benefits={"one_counterpart": part}).eras[-1].structure for part in (0.0, 0.4))
    ratio = saved.layout.need / plain.layout.need
    of = {code: ratio[saved.of_commissioner[saved.lineages[saved.row[code]], saved.row["X"]]] for code in saved.codes
          if code != "X"}  # fmt: skip
    both = {code for code, share in of.items() if share < 1}
    assert {"T2", "T3", "SC", "SLMC", "SFED", "SALL", "SHW"} <= both
    assert all(of[code] == pytest.approx(0.8) for code in both)
    assert of["T1"] == of["P1"] == of["P8"] == of["U1"] == 1.0
    others = (saved.layout.a != saved.row["X"]) & (saved.layout.b != saved.row["X"])
    assert (ratio[others] == 1).all()
    assert (saved.layout.counted_weight == plain.layout.counted_weight).all()  # nothing is counted less


def test_one_counterpart_saves_nobody_anything_in_a_split() -> None:
    told = change(AREAS_AFTER[2])
    plain, split = (timetable(told, benefits={"one_counterpart": part}).eras[-1].structure for part in (0.0, 0.4))
    assert (plain.layout.need == split.layout.need).all()


def test_what_is_saved_is_kept_under_another_board_and_as_organisations_open() -> None:
    told = change(AREAS_AFTER[0], vesting=VESTING - 30, announced=VESTING - 40)  # before the networks of July 2019
    board = {**PLACES, "bodies": ["X"]}
    table = timetable(told, governance=[board], benefits={"one_counterpart": 0.4, "pooled_capacity": 0.2})
    after = [era.structure for era in table.eras if "X" in era.structure.row]
    assert len(after) == 3
    needs = [
        one.layout.need[one.of_commissioner[one.lineages[one.row["SC"]], one.row["X"]]] for one in after
    ]
    assert needs[0] == needs[1] == needs[2]
    assert needs[0] == pytest.approx(0.8 * 1.5 * 1.2)  # 1.5 contacts per 100,000 of 120,000 people
    for era in table.eras[-3:]:
        assert era.dates.time_factor[era.structure.row["X"]] == pytest.approx(1.2)
