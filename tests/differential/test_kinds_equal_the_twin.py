"""Kernels and slow twin give the same to the bit for every kind of change of every kind of body, alone and together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from comparing import run_both
from kinds_example import CASES, LATELY, TWOSHIRE, M, N, S, table_of, to, told
from model_example import VESTING

from relsim.domain.reorganisation import Reorganisation
from relsim.engine.rules.switches import Switches
from relsim.timetable.timetable import Timetable
from relsim.worlds.parameters import World
from relsim.worlds.plausible import plausible_worlds

AFTER = 4
"""Months to watch: a quarter's stock is among them."""
TIRING = World()._replace(energy_drained=0.3, giving_up_below=0.55)


def watched(*changes: Reorganisation, **said: Any) -> Timetable:
    """A timetable that ends some months after the last change."""
    until = max(change.vesting for change in changes) + AFTER
    return table_of(*changes, **({"place": LATELY, "until": until} | said))


@pytest.mark.parametrize("name", CASES)
def test_each_kind_for_each_kind_of_body(name: str) -> None:
    run_both(watched(CASES[name].change), seed=5)


def at(months: int, name: str, kind: str, predecessors: str, *successors: Any, **said: Any) -> Reorganisation:
    """A change so many months after the first."""
    return told(kind, predecessors, *successors, name=name, vesting=VESTING + months, **said)


CHAINS: dict[str, list[Reorganisation]] = {
    "both sides of a relationship on one day": [
        at(0, "council", "split", "SC", to("CX", M), to("CY", S)),
        at(0, "commissioner", "merge", "C12 C3", to("X"), written_handover=True),
        at(0, "trust", "merge", "T1 T2", to("T2"), procedures=0.9),
        at(0, "networks", "transfer", "U1", to("U2", M), kept=1.0, posts=1.0, moved=0.0),
    ],
    "two changes into one body in one month": [
        at(0, "from one", "transfer", "C12", to("C3", N)),
        at(0, "of trusts", "abolish", "T1", to("T3")),
        at(0, "to the same trust", "transfer", "T2", to("T3", S), kept=0.5),
    ],
    "what is taken in is not cut with the body": [
        at(0, "a cut", "cut", "T3", posts=0.6),
        at(0, "taken in", "abolish", "T1", to("T3"), kept=0.6, moved=0.3, procedures=0.4),
    ],
    "a cluster, and then the merger": [
        at(0, "first a team", "cluster", "C12 C3", to("K"), shadow_months=3),
        at(14, "then a body", "merge", "C12 C3", to("X")),
    ],
    "a cluster of which one body goes": [
        at(0, "a team", "cluster", "T1 T2 T3", to("K", kind="acute")),
        at(9, "out of it", "split", "T3", to("TX", N), to("TY", M, S)),
        at(12, "a cut of the team", "cut", "T1", posts=0.6),
        at(18, "the others", "merge", "T1 T2", to("T1")),
    ],
    "clusters, one after another": [
        at(0, "a team", "cluster", "NC SC", to("K")),
        at(6, "another team", "cluster", "NC SC", to("L"), kept=0.0, moved=0.0),
        at(10, "apart", "replace", "NC", to("CX")),
    ],
    "in waves, announced together": [
        at(0, "first wave", "merge", "U1 U2", to("UX"), announced=VESTING - 20),
        at(6, "second wave", "replace", "C12", to("X"), announced=VESTING - 20),
        at(12, "third wave", "merge", "X C3", to("Y"), announced=VESTING - 20),
    ],
    "overlapping, the second announced before the first has vested": [
        at(0, "one", "replace", "C12 C3", to("X", N), to("Y", M, S)),
        at(4, "two", "transfer", "Y", to("X", M), announced=VESTING - 6, kept=0.4, moved=0.2),
        at(5, "three", "cut", "X Y", posts=0.5, announced=VESTING - 2),
        at(9, "four", "abolish", "X", to("Y"), announced=VESTING - 2),
    ],
    "there and back": [
        at(0, "there", "transfer", "C12", to("C3", M)),
        at(3, "back", "transfer", "C3", to("C12", M)),
        at(5, "there again", "transfer", "C12", to("C3", M), written_handover=True),
    ],
    "all posts go, and what is left needs somebody": [
        at(0, "cut", "cut", "C12", posts=0.1, kept=0.0),
        at(2, "most of it", "transfer", "C12", to("C3", M), kept=0.1),
        at(4, "back", "transfer", "C3", to("C12", M)),
        at(6, "again", "transfer", "C12", to("C3", M)),
    ],
    "layers, reorganised": [
        at(0, "a tier", "layer", "", to("L1", N, kind="pcn"), to("L2", M, S, kind="pcn")),
        at(3, "a voice", "layer", "", to("LV", N, M, kind="alliance")),
        at(6, "merged", "merge", "L1 U1", to("UX")),
        at(8, "gone", "abolish", "L2 U2"),
        at(10, "voices", "replace", "SALL LV", to("VX")),
    ],
    "nobody speaks any more": [
        at(0, "gone", "abolish", "NHW SHW"),
        at(2, "nor for practices", "abolish", "SLMC SFED"),
        at(3, "nor for the voluntary sector", "abolish", "SALL"),
        at(4, "nor networks", "abolish", "U1 U2"),
        at(6, "nor a trust", "abolish", "T3"),
        at(7, "a new one", "layer", "", to("HX", N, M, S, kind="healthwatch")),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", CHAINS)
def test_chains(name: str) -> None:
    run_both(watched(*CHAINS[name]), seed=6)


@pytest.mark.parametrize("name", ["both sides of a relationship on one day", "there and back"])
@pytest.mark.parametrize("off", ["reorganisation", "second_contact"])
def test_chains_with_a_rule_off(name: str, off: str) -> None:
    run_both(watched(*CHAINS[name]), seed=6, switches=Switches.without(off))


@pytest.mark.parametrize("number", [0, 1])
def test_chains_in_other_worlds(number: int) -> None:
    worlds = [plausible_worlds(4)[3], TIRING]
    changes = CHAINS["a cluster of which one body goes"] + CHAINS["layers, reorganised"]
    run_both(watched(*changes), seed=7, world=worlds[number], world_number=number)


def test_chains_with_all_else_that_a_plan_holds() -> None:
    changes = CHAINS["both sides of a relationship on one day"]
    said = {
        "governance": [{"name": "places", "begins": VESTING + 3, "bodies": ["X"], "board": "icb_places"}],
        "grants": [{"to": "pcn", "begins": VESTING - 3, "time": 1.5}],
        "integrated_providers": [{"trust": "T3", "pcns": ["U1"], "begins": VESTING - 2, "oversight": 0.6}],
        "benefits": {"one_counterpart": 0.4, "common_footprint": 0.05, "pooled_capacity": 0.2, "cost_saved": 0.02},
    }
    run_both(watched(*changes, place=TWOSHIRE, until=VESTING + 14, **said), seed=8)


def test_the_chains_reach_what_they_are_meant_to_reach() -> None:
    """Otherwise the comparisons above would be of less than they say."""
    eras = [era for changes in CHAINS.values() for era in watched(*changes).eras if era.begins >= VESTING]
    passages = [era.passage for era in eras if era.passage is not None]
    assert any(np.any((each.side_a == 1) & (each.side_b == 1)) for each in passages), "no two sides change at once"
    assert any(np.any(each.mix_procedures != 1) for each in passages), "agreements of all sources fare alike"
    assert any(np.any(each.turned) for each in passages), "no relationship has its sides turned"
    assert any(np.any(np.diff(each.group_first) == 0) for each in passages), "nobody starts without posts"
    assert any(np.any(each.post_to < 0) and not len(each.group_post) for each in passages), "nobody ends for good"
    assert any(era.structure.unserved.any() for era in eras), "every need is served"
