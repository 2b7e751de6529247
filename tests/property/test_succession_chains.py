"""Chains of changes of any kind and any body: nobody is lost or doubled, and a chain does what its composition says."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))

from kinds_example import LATE_NETWORK, LATELY, M, N, S, line_of, table_of, to, told
from model_example import KEYS, VESTING, examples, same_record, same_state, worlds

from relsim.network import with_layers
from relsim.parameters import World
from relsim.places.bodies import standing_at
from relsim.places.standing import Standing, after, founding
from relsim.places.walk import follow
from relsim.plans import Reorganisation
from relsim.rules.month import Switches
from relsim.sectors import TRUST_KINDS, Kind
from relsim.simulation import Simulation
from relsim.state import State
from relsim.structure import Structure
from relsim.timetable import Timetable
from relsim.units import Units, need_units

ALL_STAY: dict[str, Any] = {
    "posts": 1.0, "kept": 1.0, "moved": 0.0, "contracts": 1.0, "procedures": 1.0, "distraction": False,
    "settling_in": False,
}  # fmt: skip
KINDS = ("merge", "replace", "split", "transfer", "cluster", "cut", "abolish", "layer")


def of_one_kind(law: Standing) -> list[list[str]]:
    """The bodies that can take part in one change together, with something to do."""
    groups: dict[object, list[str]] = {}
    for code, kind in law.kinds.items():
        if law.portions[code]:
            groups.setdefault("trust" if kind in TRUST_KINDS else kind, []).append(code)
    return list(groups.values())


def area(law: Standing, *codes: str) -> list[str]:
    return sorted({locality for code in codes for _, locality in law.portions[code]})


@st.composite
def a_change(draw: st.DrawFn, law: Standing, number: int, vesting: int) -> Reorganisation | None:
    """Any change of the bodies of a moment; None where there is nobody for what was drawn."""
    kind = draw(st.sampled_from(KINDS))
    group = draw(st.sampled_from(of_one_kind(law)))
    new = [f"B{number}{letter}" for letter in "XYZ"]
    if kind == "layer":
        where = draw(st.lists(st.sampled_from([N, M, S]), min_size=1, unique=True))
        successors = [to(new[0], *where, kind=draw(st.sampled_from(["pcn", "lmc", "alliance", "healthwatch"])))]
        return told("layer", "", *successors, name=f"Change {number}", vesting=vesting)
    most = {"split": 1, "merge": 3, "cluster": 3, "replace": 2, "cut": 2}.get(kind, 1)
    least = 2 if kind in ("cluster", "merge") else 1
    if len(group) < least:
        return None
    old = draw(st.lists(st.sampled_from(group), min_size=least, max_size=max(most, least), unique=True))
    others = [code for code in group if code not in old]
    kinds = [law.kinds[code] for code in old]
    named = {"kind": kinds[0].code} if len(set(kinds)) > 1 else {}
    where = area(law, *old)
    cut_at = draw(st.integers(1, max(1, len(where) - 1)))
    parts = (where[:cut_at], where[cut_at:])
    successors = []
    if kind == "merge":
        into = draw(st.sampled_from([new[0], *old]))
        successors = [to(into, **(named if into == new[0] else {}))]
    elif kind == "replace" or kind == "split":
        if not parts[1]:
            return None if kind == "split" else told_of(draw, kind, old, [to(new[0], **named)], number, vesting)
        first = draw(st.sampled_from([new[0], *old])) if kind == "split" else new[0]
        successors = [to(first, *parts[0], **(named if first == new[0] else {})), to(new[1], *parts[1], **named)]
    elif kind == "transfer":
        if not others or not parts[1]:
            return None
        successors = [to(draw(st.sampled_from(others)), *parts[0])]
    elif kind == "cluster":
        successors = [to(new[0], **named)]
    elif kind == "abolish":
        if others and (kinds[0] is Kind.COMMISSIONER or draw(st.booleans())):
            successors = [to(draw(st.sampled_from(others)))]
        elif kinds[0] is Kind.COMMISSIONER:
            return None
    return told_of(draw, kind, old, successors, number, vesting)


def told_of(
    draw: st.DrawFn, kind: str, old: list[str], successors: list[dict[str, Any]], number: int, vesting: int
) -> Reorganisation:  # fmt: skip
    """The change, with any fates."""
    posts = draw(st.integers(1, 100))
    kept = draw(st.integers(0, posts))
    return told(
        kind, " ".join(old), *successors, name=f"Change {number}", vesting=vesting, posts=posts / 100, kept=kept / 100,
        moved=draw(st.integers(0, posts - kept)) / 100, procedures=draw(st.integers(0, 100)) / 100,
        contracts=draw(st.integers(0, 100)) / 100, written_handover=draw(st.booleans()),
        settling_in=draw(st.booleans()), distraction=draw(st.booleans()),
    )  # fmt: skip


@st.composite
def chains(draw: st.DrawFn, most: int = 5) -> list[Reorganisation]:
    """Changes one upon another, some in the same month; all can be carried out."""
    law, month, found = founding(LATELY), VESTING, list[Reorganisation]()
    for number in range(draw(st.integers(1, most))):
        one = draw(a_change(law, number, month))
        if one is not None and not follow(LATELY, [*found, one]):
            found.append(one)
            law = after(LATELY, one, law)
        month += draw(st.integers(0, 3))
    assume(found)
    return found


def table_for(changes: list[Reorganisation], months: int = 4, **said: Any) -> Timetable:
    until = max(change.vesting for change in changes) + months
    return table_of(*changes, place=LATELY, until=until, **said)


@examples(60)
@given(chains(), worlds(), KEYS)
def test_nobody_is_lost_or_doubled_whatever_follows_what(
    changes: list[Reorganisation], world: World, seed: int
) -> None:
    table = table_for(changes)
    simulation = Simulation(table, world=world, seed=seed)
    for era in table.eras:
        simulation.advance(era.begins + 1)
        everything_hangs_together(simulation, changes)
    simulation.advance()
    everything_hangs_together(simulation, changes)
    series = simulation.series()
    for name in ("coverage", "trust", "knowing", "given_up"):
        values = series[name][~np.isnan(series[name])]
        assert ((values >= 0) & (values <= 1 + 1e-9)).all(), name


def everything_hangs_together(simulation: Simulation, changes: list[Reorganisation]) -> None:
    """Bodies, needs, posts, lineages and state of a moment."""
    structure, state, layout = simulation.structure, simulation.state, simulation.structure.layout
    law = standing_at(LATELY, changes, simulation.month - 1)
    # Every locality is commissioned once, and whoever acts for somebody is there.
    held = Counter(locality for body in structure.bodies for locality in body.localities)
    assert held == Counter([N, M, S])
    assert set(law.acting_bodies) - {code for code in law.kinds if not law.portions[code]} <= set(structure.row)
    # Everybody is somewhere once: posts by lineage, and each deals with what is its organisation's.
    lines = [line_of(state, post) for post in range(len(state.status))]
    assert len(set(lines)) == len(lines)
    assert len(set(structure.lineages)) == len(structure.lineages)
    assert len(set(structure.relationship_lineages)) == len(structure.relationship_lineages)
    assert (np.diff(layout.first_post.astype(np.int64)) >= 1).all()
    for side, ends in (("a", layout.a), ("b", layout.b)):
        first, second = getattr(state, f"post_{side}").astype(np.int64), getattr(state, f"second_{side}")
        assert (layout.organisation_of[first] == ends).all()
        has = second >= 0
        assert (layout.organisation_of[second[has]] == ends[has]).all()
        assert (second != first).all()
    for name in ("trust_ab", "trust_ba", "knowing_ab", "knowing_ba", "contracts", "procedures", "energy"):
        values = getattr(state, name)
        assert ((values >= 0) & (values <= 1)).all(), name
    assert (state.voice.sum(axis=1) == pytest.approx(1)) or not len(state.voice)
    needs_are_conserved(structure, needs_with(changes))


def needs_with(changes: list[Reorganisation]) -> Units:
    """The place's need units, and those of what layers add to it."""
    return need_units(with_layers(LATE_NETWORK, LATELY, changes))


def needs_are_conserved(structure: Structure, units: Units) -> None:
    """All need that there is, is met by a relationship, or lies within one body, or nobody serves it (any more)."""
    one, other = structure.unit_ends
    within = (one == other) & (one >= 0)
    nobody = (one < 0) | (other < 0)
    served = structure.unit_row >= 0
    assert (served.astype(int) + within + nobody == 1).all()
    layout = structure.layout
    assert layout.need == pytest.approx(np.bincount(structure.unit_row[served], units.need[served], len(layout.need)))
    assert (layout.a[structure.unit_row[served]] == np.minimum(one, other)[served]).all()
    assert (layout.b[structure.unit_row[served]] == np.maximum(one, other)[served]).all()


def test_the_needs_of_a_chain_add_up() -> None:
    """In contacts a month: the same before and after, but for what has come to lie within one body, and for whom."""
    changes = [
        told("merge", "T1 T2", to("TX"), name="A"),
        told("abolish", "SHW", name="B", vesting=VESTING + 1),
        told("split", "TX", to("TY", N), to("TZ", M, S), name="C", vesting=VESTING + 2),
    ]
    table = table_for(changes)
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


@examples(30)
@given(chains(), KEYS, st.randoms(use_true_random=False))
def test_the_order_in_which_a_chain_is_written_changes_nothing(
    changes: list[Reorganisation], seed: int, rng: random.Random
) -> None:
    """Of changes, predecessors, successors and localities."""

    def mixed(values: Sequence[Any]) -> list[Any]:
        return rng.sample(values, len(values))

    other = [
        Reorganisation.model_validate(
            change.model_dump() | {
                "predecessors": mixed(change.predecessors),
                "successors": [
                    one.model_dump() | {"localities": mixed(one.localities)} for one in mixed(change.successors)
                ],
            }
        )
        for change in mixed(changes)
    ]  # fmt: skip
    assert follow(LATELY, other) == []
    straight, crooked = (Simulation(table_for(each), seed=seed) for each in (changes, other))
    straight.advance()
    crooked.advance()
    assert straight.structure.codes == crooked.structure.codes
    assert same_record(straight, crooked)
    assert same_state(straight, crooked)


@examples(30)
@given(chains(), KEYS, st.integers(-6, 0))
def test_a_fork_to_a_chain_is_the_run_that_it_saves(changes: list[Reorganisation], seed: int, early: int) -> None:
    changed = table_for(changes)
    never = table_of(place=LATELY, until=changed.until)
    first = never.first_difference(changed)
    trunk = Simulation(never, seed=seed)
    trunk.advance(max(never.starts, first + early))
    fork, straight = trunk.fork(changed), Simulation(changed, seed=seed)
    fork.advance()
    straight.advance()
    assert same_record(fork, straight)
    assert same_state(fork, straight)


# --- Compositions ----------------------------------------------------------------------------------------------------


def end_of(*changes: Reorganisation) -> Structure:
    """What exists after the last change."""
    return table_for(list(changes)).eras[-1].structure


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
    before = table_for([at_once]).eras[0].structure
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
    table = table_for([there, back])
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
    simulation._reorganise()
    simulation._reorganise()
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
    table = table_for([split, merge])
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
