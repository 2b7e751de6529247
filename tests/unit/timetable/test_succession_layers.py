"""A layer adds bodies and what they need, and takes nothing from anybody; they are reorganised like others."""

from __future__ import annotations

from typing import Any

import pytest
from kinds_example import CASES, NETWORK, TWOSHIRE, M, N, S, day, of, table_of, to, told
from model_example import VESTING

from relsim.domain.plan import Plan
from relsim.domain.reorganisation import Reorganisation
from relsim.domain.sectors import Sector
from relsim.timetable.network import Network, network, with_layers
from relsim.timetable.structure import Structure
from relsim.timetable.timetable import Timetables

LAYERS = [name for name in CASES if CASES[name].change.kind == "layer"]
PCNS = told("layer", "", to("L1", N, kind="pcn"), to("L2", M, S, kind="pcn"), name="A")
VOICE = told("layer", "", to("LV", N, M, S, kind="federation"), name="B", vesting=VESTING + 3)


def needs(structure: Structure) -> dict[frozenset[str], float]:
    layout, codes = structure.layout, structure.codes
    rows = zip(layout.a.tolist(), layout.b.tolist(), layout.need.tolist(), strict=True)
    return {frozenset((codes[a], codes[b])): need for a, b, need in rows}


def wanted(of_whom: Network) -> dict[frozenset[str], float]:
    return {
        frozenset((of_whom.organisations[a].code, of_whom.organisations[b].code)): need
        for a, b, need, _ in of_whom.pairs
    }


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_alters_nobody_else_s_needs(name: str) -> None:
    now = of(name)
    before, after, new = needs(now.old), needs(now.new), set(CASES[name].does)
    assert {ends: need for ends, need in after.items() if not ends & new} == before
    assert all(sum(need for ends, need in after.items() if code in ends) > 0.5 for code in new)


@pytest.mark.parametrize("name", LAYERS)
def test_who_is_layered_starts_from_scratch_with_posts_that_are_filled(name: str) -> None:
    now = of(name)
    for code in CASES[name].does:
        assert len(now.posts(now.new, code)) >= 2
        assert all(now.people(True, code).values())
        row = now.new.row[code]
        mine = (now.new.layout.a == row) | (now.new.layout.b == row)
        assert (now.after.knowing_ab[mine] == 0.1).all()
        assert (now.after.procedures[mine] == 0.0).all()


def test_a_second_layer_takes_nothing_from_the_first() -> None:
    first, both = with_layers(NETWORK, TWOSHIRE, [PCNS]), with_layers(NETWORK, TWOSHIRE, [VOICE, PCNS])
    before, after = wanted(first), wanted(both)
    assert {ends: need for ends, need in after.items() if "LV" not in ends} == before
    assert {"L1", "L2"} <= {code for ends in after if "LV" in ends for code in ends}  # it speaks for networks too


@pytest.mark.parametrize("more", [PCNS, VOICE])
def test_what_history_layered_and_what_a_plan_layers_need_each_other(more: Reorganisation) -> None:
    """The same whichever of the two is history."""
    other = VOICE if more is PCNS else PCNS
    past = TWOSHIRE.model_copy(update={"history": (*TWOSHIRE.history, other)})
    plan = Plan(name="More", reorganisations=(more,))
    found = Timetables(past, network(past), VESTING + 6).build(plan).eras[-1].structure
    assert needs(found) == needs(table_of(PCNS, VOICE, until=VESTING + 6).eras[-1].structure)
    assert frozenset(("L1", "LV")) in needs(found)


@pytest.mark.parametrize(
    ("then", "who"),
    [
        (told("merge", "L1 L2 U1", to("X"), name="B", vesting=VESTING + 4), {"X", "U2"}),
        (told("split", "L2", to("X", M), to("Y", S), name="B", vesting=VESTING + 4), {"L1", "X", "Y", "U1", "U2"}),
        (told("transfer", "L2", to("L1", M), name="B", vesting=VESTING + 4), {"L1", "L2", "U1", "U2"}),
        (told("cluster", "L1 L2", to("K"), name="B", vesting=VESTING + 4), {"K", "U1", "U2"}),
        (told("abolish", "L1", to("U1"), name="B", vesting=VESTING + 4), {"L2", "U1", "U2"}),
    ],
)
def test_what_is_layered_is_reorganised_like_others(then: Reorganisation, who: set[str]) -> None:
    now = day(PCNS, then)
    networks = {code for code, kind in zip(now.new.codes, now.new.layout.kind, strict=True) if kind == 1}
    assert networks == who
    # Each of the others needs as much of all of them together as before.
    for partner in set(now.old.codes) - {"L1", "L2", "U1", "U2"}:
        before, after = (
            sum(need for ends, need in needs(each).items() if partner in ends and ends & {"L1", "L2", "U1", "U2", *who})
            for each in (now.old, now.new)
        )
        assert after == pytest.approx(before)


def test_a_layer_s_need_of_the_commissioner_counts_from_the_day_on_which_it_begins() -> None:
    weights = table_of(CASES["layer Healthwatch"].change, until=VESTING + 2).denominators.weights
    voice = weights[:, Sector.PUBLIC_VOICE]
    assert voice[-1] > voice[-3]
    assert voice[-3] == voice[-4]


def test_what_is_layered_may_be_abolished_and_its_need_stays() -> None:
    gone: Any = told("abolish", "L", name="B", vesting=VESTING + 4)
    now = day(CASES["layer an alliance"].change, gone)
    assert "L" not in now.new.row
    assert now.new.unserved[Sector.VCSE] > 0
