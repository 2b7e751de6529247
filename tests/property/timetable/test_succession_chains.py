"""Chains of changes of any kind and any body: nobody is lost or doubled, however they are written or forked to."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from kinds_example import LATE_NETWORK, LATELY, M, N, S, late_table, line_of, table_of, to, told
from model_example import KEYS, VESTING, examples, same_record, same_state, worlds

from relsim.domain.bodies import responsibilities_at
from relsim.domain.consistency import follow
from relsim.domain.reorganisation import Reorganisation
from relsim.domain.responsibilities import Responsibilities, after, founding
from relsim.domain.sectors import TRUST_KINDS, Kind
from relsim.engine.simulation import Simulation
from relsim.timetable.need_units import NeedUnits, need_units
from relsim.timetable.network import with_layers
from relsim.timetable.structure import Structure
from relsim.worlds.parameters import World

KINDS = ("merge", "replace", "split", "transfer", "cluster", "cut", "abolish", "layer")


def of_one_kind(law: Responsibilities) -> list[list[str]]:
    """The bodies that can take part in one change together, with something to do."""
    groups: dict[object, list[str]] = {}
    for code, kind in law.kinds.items():
        if law.functions[code]:
            groups.setdefault("trust" if kind in TRUST_KINDS else kind, []).append(code)
    return list(groups.values())


def area(law: Responsibilities, *codes: str) -> list[str]:
    return sorted({locality for code in codes for _, locality in law.functions[code]})


@st.composite
def a_change(draw: st.DrawFn, law: Responsibilities, number: int, vesting: int) -> Reorganisation | None:
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
def chains(draw: st.DrawFn, most: int = 7) -> list[Reorganisation]:
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


@examples(300)
@given(chains(), worlds(), KEYS)
def test_nobody_is_lost_or_doubled_whatever_follows_what(
    changes: list[Reorganisation], world: World, seed: int
) -> None:
    table = late_table(*changes)
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
    law = responsibilities_at(LATELY, changes, simulation.month - 1)
    # Every locality is commissioned once, and whoever acts for somebody is there.
    held = Counter(locality for body in structure.bodies for locality in body.localities)
    assert held == Counter([N, M, S])
    assert set(law.acting_bodies) - {code for code in law.kinds if not law.functions[code]} <= set(structure.row)
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


def needs_with(changes: list[Reorganisation]) -> NeedUnits:
    """The place's need units, and those of what layers add to it."""
    return need_units(with_layers(LATE_NETWORK, LATELY, changes))


def needs_are_conserved(structure: Structure, units: NeedUnits) -> None:
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


@examples(80)
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
    straight, crooked = (Simulation(late_table(*each), seed=seed) for each in (changes, other))
    straight.advance()
    crooked.advance()
    assert straight.structure.codes == crooked.structure.codes
    assert same_record(straight, crooked)
    assert same_state(straight, crooked)


@examples(80)
@given(chains(), KEYS, st.integers(-6, 0))
def test_a_fork_to_a_chain_is_the_run_that_it_saves(changes: list[Reorganisation], seed: int, early: int) -> None:
    changed = late_table(*changes)
    never = table_of(place=LATELY, until=changed.until)
    first = never.first_difference(changed)
    trunk = Simulation(never, seed=seed)
    trunk.advance(max(never.starts, first + early))
    fork, straight = trunk.fork(changed), Simulation(changed, seed=seed)
    fork.advance()
    straight.advance()
    assert same_record(fork, straight)
    assert same_state(fork, straight)
