"""What chains of changes come to: mergers one after another, new names, there and back, a split and a merger."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kinds_example import ALL_STAY, LATE_NETWORK, LATELY, M, N, S, late_table, line_of, table_of, to, told
from model_example import KEYS, VESTING, examples, same_record, worlds

from relsim.domain.reorganisation import Reorganisation
from relsim.engine.rules.switches import Switches
from relsim.engine.simulation import Simulation
from relsim.engine.state import State
from relsim.timetable.need_units import need_units
from relsim.timetable.structure import Structure
from relsim.timetable.timetable import Timetable
from relsim.worlds.parameters import World


def test_the_needs_of_a_chain_add_up() -> None:
    """In contacts a month: the same before and after, but for what has come to lie within one body, and for whom."""
    changes = [
        told("merge", "T1 T2", to("TX"), name="A"),
        told("abolish", "SHW", name="B", vesting=VESTING + 1),
        told("split", "TX", to("TY", N), to("TZ", M, S), name="C", vesting=VESTING + 2),
    ]
    table = late_table(*changes)
    units = need_units(LATE_NETWORK)
    total = {era.begins: era.structure.layout.need.sum() for era in table.eras}
    healthwatch = [row for row, one in enumerate(units.network.organisations) if one.code == "SHW"]
    gone = units.need[np.isin(units.one, healthwatch) | np.isin(units.other, healthwatch)].sum()
    trusts = [row for row, one in enumerate(units.network.organisations) if one.code in ("T1", "T2")]
    within = units.need[np.isin(units.one, trusts) & np.isin(units.other, trusts)].sum()
    start = total[table.eras[0].begins]
    assert within > 0
    assert total[VESTING] == pytest.approx(start - within)
    assert total[VESTING + 1] == pytest.approx(start - within - gone)
    assert total[VESTING + 2] == pytest.approx(start - within - gone)


def end_of(*changes: Reorganisation) -> Structure:
    """What exists after the last change."""
    return late_table(*changes).eras[-1].structure


def needs_between(structure: Structure) -> dict[frozenset[str], float]:
    layout, codes = structure.layout, structure.codes
    rows = zip(layout.a.tolist(), layout.b.tolist(), layout.need.tolist(), strict=True)
    return {frozenset((codes[a], codes[b])): need for a, b, need in rows}


@examples(6)
@given(st.permutations(["T1", "T2", "T3"]))
def test_merging_two_and_then_a_third_is_merging_all_three(order: list[str]) -> None:
    """In bodies, needs and the lineage of the largest, which is T3: it serves everybody."""
    one, two, three = order
    both = told("merge", f"{one} {two}", to("TW", kind="acute"), name="A", **ALL_STAY)
    then = told("merge", f"TW {three}", to("TX", kind="acute"), name="B", vesting=VESTING + 1, **ALL_STAY)
    at_once = told("merge", "T1 T2 T3", to("TX", kind="acute"), name="C", vesting=VESTING + 1, **ALL_STAY)
    chain, whole = end_of(both, then), end_of(at_once)
    before = late_table(at_once).eras[0].structure
    assert set(chain.codes) == set(whole.codes)
    assert needs_between(chain) == pytest.approx(needs_between(whole))
    largest = before.lineages[before.row["T3"]]
    assert whole.lineages[whole.row["TX"]] == largest
    # Of two and one it may be the two together.
    sizes = {"T1": 66, "T2": 54, "T3": 120}
    first = max((one, two), key=sizes.__getitem__)
    heir = first if sizes[one] + sizes[two] > sizes[three] else three
    if sizes[one] + sizes[two] != sizes[three]:
        assert chain.lineages[chain.row["TX"]] == before.lineages[before.row[heir]]


@examples(20)
@given(KEYS, worlds(), st.sampled_from(["C12", "T2", "SC", "U1", "SHW"]))
def test_a_chain_of_new_names_changes_nothing(seed: int, world: World, code: str) -> None:
    """To the bit, in every measure and month."""
    names = [code, "B0", "B1", "B2"]
    changes = [
        told("replace", old, to(new), name=new, vesting=VESTING + number, announced=VESTING + number, **ALL_STAY)
        for number, (old, new) in enumerate(pairwise(names))
    ]
    until = VESTING + 9
    ours = Simulation(table_of(*changes, place=LATELY, until=until), seed=seed, world=world)
    theirs = Simulation(table_of(place=LATELY, until=until), seed=seed, world=world)
    ours.advance()
    theirs.advance()
    assert same_record(ours, theirs)
    assert "B2" in ours.structure.row


THERE_AND_BACK = [
    ("C12", "C3", N), ("C12", "C3", M), ("T2", "T1", S), ("SC", "NC", M), ("SC", "NC", S), ("U1", "U2", N),
    ("U2", "U1", S), ("SHW", "NHW", M), ("SHW", "NHW", S),
]  # fmt: skip
"""Localities in which the receiver did nothing before; otherwise that would go with the way back."""


@examples(20)
@given(st.sampled_from(THERE_AND_BACK), KEYS)
def test_a_transfer_there_and_back_gives_everybody_back_what_was_theirs(way: tuple[str, str, str], seed: int) -> None:
    """Bodies and needs; and every relationship's lineage, trust, knowing and agreements, if it was whole in between.

    Where it had come together with another, that one has gone on, and what was mixed keeps its sum.
    """
    one, other, locality = way
    there = told("transfer", one, to(other, locality), name="There", **ALL_STAY)
    back = told("transfer", other, to(one, locality), name="Back", vesting=VESTING + 1, **ALL_STAY)
    table = late_table(there, back)
    start, end = table.eras[-3].structure, table.eras[-1].structure
    assert (start.codes, start.lineages) == (end.codes, end.lineages)
    assert end.layout.need == pytest.approx(start.layout.need)
    before, after_all, mixed = carried_through(table, seed, off="reorganisation")
    assert (~mixed).sum() > 150
    for mine, was, has in zip(end.relationship_lineages, start.relationship_lineages, mixed, strict=True):
        assert mine == was or has
    for name in ("trust_ab", "trust_ba", "knowing_ab", "knowing_ba", "contracts", "procedures"):
        ours, theirs = getattr(after_all, name)[~mixed], getattr(before, name)[~mixed]
        assert np.array_equal(ours, theirs) if name.startswith(("tr", "kn")) else ours == pytest.approx(theirs)
    for name in ("contracts", "procedures"):
        sums = [(getattr(state, name) * start.layout.need).sum() for state in (before, after_all)]
        assert sums[1] == pytest.approx(sums[0])


def carried_through(table: Timetable, seed: int, off: str = "") -> tuple[State, State, np.ndarray]:
    """The state before two changes and after both, nobody having met in between; and which relationships were mixed."""
    simulation = Simulation(table, seed=seed, switches=Switches.without(*off.split()))
    simulation.advance(VESTING)
    before = simulation.state.copy()
    simulation.reorganise()
    simulation.reorganise()
    there, back = (era.passage for era in table.eras[-2:])
    assert there is not None
    assert back is not None
    origin = back.relationship_from
    several = [np.diff(passage.mix_first) > 1 for passage in (there, back)]
    return before, simulation.state, several[1] | several[0][origin]


DIVIDED = [("C12", [N], [M]), ("T2", [N, M], [S]), ("SC", [M], [S]), ("U2", [M], [S]), ("SHW", [M], [S])]


@examples(20)
@given(st.sampled_from(DIVIDED), KEYS, st.booleans())
def test_a_split_and_the_merger_after_it_lose_only_who_was_divided(
    way: tuple[str, list[str], list[str]], seed: int, goes_on: bool
) -> None:
    """All kept and all carried: the same people, needs and agreements; trust only where somebody went another way."""
    code, some, others = way
    first, again = (code, code) if goes_on else ("B1", "B3")
    split = told("split", code, to(first, *some), to("B2", *others), name="A", **ALL_STAY)
    merge = told("merge", f"{first} B2", to(again), name="B", vesting=VESTING + 1, **ALL_STAY)
    table = late_table(split, merge)
    start, end = table.eras[-3].structure, table.eras[-1].structure
    assert end.layout.need == pytest.approx(start.layout.need)
    assert set(end.lineages) == set(start.lineages)
    before, after_all, _ = carried_through(table, seed)
    # A body that was left with no post of its own has found one, which is vacant.
    people = [{line_of(state, post) for post in np.flatnonzero(state.status & 1 == 0)} for state in (before, after_all)]
    assert people[1] == people[0]
    for name in ("contracts", "procedures"):
        assert getattr(after_all, name) == pytest.approx(getattr(before, name))
    ends = ("trust_ab", "trust_ba", "knowing_ab", "knowing_ba")
    assert all((getattr(after_all, name) <= getattr(before, name)).all() for name in ends)
    row = end.row[again]
    strangers = (end.layout.a != row) & (end.layout.b != row)
    for name in ends:
        assert (getattr(after_all, name) == getattr(before, name))[strangers].all()
        assert (getattr(after_all, name) == getattr(before, name))[~strangers].any()
    untouched, still, _ = carried_through(table, seed, off="reorganisation")
    for name in ends:
        assert np.array_equal(getattr(still, name), getattr(untouched, name))
