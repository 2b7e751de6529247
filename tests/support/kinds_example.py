"""Every kind of reorganisation of every kind of body, in a place small enough to say by hand what comes of it.

Twoshire is Smallshire with a council and a Healthwatch of its own for NORTH.  When a change vests there are

    commissioners  C12 (NORTH, MIDDLE), C3 (SOUTH)
    trusts         T1 (NORTH, MIDDLE), T2 and T3 (everywhere)
    councils       NC (NORTH), SC (MIDDLE, SOUTH)
    PCNs           U1 (NORTH, MIDDLE), U2 (MIDDLE, SOUTH)
    Healthwatch    NHW (NORTH), SHW (MIDDLE, SOUTH)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from model_example import SMALLSHIRE, VESTING

from relsim.domain.bodies import responsibilities_at
from relsim.domain.place import Council, Place, Representative
from relsim.domain.plan import Plan
from relsim.domain.reorganisation import Reorganisation
from relsim.domain.responsibilities import Responsibilities
from relsim.engine.rules.switches import Switches
from relsim.engine.simulation import Simulation
from relsim.engine.state import VACANT, State
from relsim.timetable.network import Network, network
from relsim.timetable.structure import Structure
from relsim.timetable.timetable import Era, Timetable, build_timetable
from relsim.worlds.parameters import World

N, M, S = "NORTH", "MIDDLE", "SOUTH"
TWOSHIRE: Place = SMALLSHIRE.model_copy(
    update={
        "vcse_per_thousand": 0.1,
        "councils": (*SMALLSHIRE.councils, Council(code="NC", name="North Smallshire Council")),
        "localities": tuple(
            each.model_copy(update={"council": "NC"}) if each.code == N else each for each in SMALLSHIRE.localities
        ),
        "representatives": (
            *(one for one in SMALLSHIRE.representatives if one.code != "SHW"),
            Representative(code="NHW", name="Healthwatch North", kind="healthwatch", localities=(N,), opened=24159),
            Representative(code="SHW", name="Healthwatch South", kind="healthwatch", localities=(M, S), opened=24159),
        ),
    }
)
NETWORK: Network = network(TWOSHIRE)
LATELY: Place = TWOSHIRE.model_copy(
    update={
        "starts": VESTING - 13,
        "history": (),
        "commissioners": tuple(
            TWOSHIRE.commissioners[0].model_copy(update={"code": code, "name": code, "localities": area})
            for code, area in (("C12", (N, M)), ("C3", (S,)))
        ),
    }
)
"""The same place without a past, for what has to be done many times."""
LATE_NETWORK: Network = network(LATELY)


ALL_STAY: dict[str, Any] = {
    "posts": 1.0, "kept": 1.0, "moved": 0.0, "contracts": 1.0, "procedures": 1.0, "distraction": False,
    "settling_in": False,
}  # fmt: skip
"""What a change says that takes nothing from anybody."""


def told(
    kind: str, predecessors: str, *successors: Mapping[str, Any], name: str = "The change", vesting: int = VESTING,
    **said: Any,
) -> Reorganisation:  # fmt: skip
    """A reorganisation of this kind, announced a year before."""
    defaults: dict[str, Any] = {"announced": vesting - 12, "vesting": vesting}
    if kind not in ("cut", "layer"):
        defaults |= {"posts": 0.9, "kept": 0.5, "moved": 0.2, "procedures": 0.5, "contracts": 0.9}
    described = {"name": name, "kind": kind, "predecessors": tuple(predecessors.split()), "successors": successors}
    return Reorganisation.model_validate(defaults | described | said)


def to(code: str, *localities: str, **said: Any) -> dict[str, Any]:
    """A successor."""
    return {"code": code, "localities": localities, **said}


@dataclass(frozen=True)
class Case:
    """A change, and what is to come of it by law."""

    change: Reorganisation
    does: Mapping[str, str]
    """Who does what by law afterwards, of all who take part: body → what it was founded for, ``T1@N``, or ``@N``."""
    ended: tuple[str, ...] = ()
    teams: Mapping[str, str] = field(default_factory=dict)


def _case(change: Reorganisation, ended: str = "", teams: Mapping[str, str] | None = None, **does: str) -> Case:
    return Case(change, does, tuple(ended.split()), teams or {})


CASES: dict[str, Case] = {
    # merge
    "merge commissioners": _case(told("merge", "C12 C3", to("X")), "C12 C3", X="@N @M @S"),
    "merge trusts": _case(told("merge", "T1 T2", to("TX")), "T1 T2", TX="T1@N T1@M T2@N T2@M T2@S"),
    "a trust acquires another": _case(told("merge", "T1 T2", to("T1")), "T2", T1="T1@N T1@M T2@N T2@M T2@S"),
    "a commissioner takes another in": _case(told("merge", "C12 C3", to("C3")), "C12", C3="@N @M @S"),
    "merge councils": _case(told("merge", "NC SC", to("UC")), "NC SC", UC="NC@N SC@M SC@S"),
    "merge PCNs": _case(told("merge", "U1 U2", to("UX")), "U1 U2", UX="U1@N U1@M U2@M U2@S"),
    "merge Healthwatch": _case(told("merge", "NHW SHW", to("HX")), "NHW SHW", HX="NHW@N SHW@M SHW@S"),
    # replace
    "replace a commissioner": _case(told("replace", "C12", to("X")), "C12", X="@N @M"),
    "replace commissioners across": _case(
        told("replace", "C12 C3", to("X", N), to("Y", M, S)), "C12 C3", X="@N", Y="@M @S"
    ),
    "replace a trust": _case(told("replace", "T3", to("TX")), "T3", TX="T3@N T3@M T3@S"),
    "replace trusts across": _case(
        told("replace", "T1 T2", to("TX", N, M), to("TY", S)), "T1 T2", TX="T1@N T1@M T2@N T2@M", TY="T2@S"
    ),
    "replace councils across": _case(
        told("replace", "NC SC", to("CX", N, M), to("CY", S)), "NC SC", CX="NC@N SC@M", CY="SC@S"
    ),
    "replace a PCN": _case(told("replace", "U2", to("UX")), "U2", UX="U2@M U2@S"),
    "replace Healthwatch": _case(told("replace", "SHW", to("HX")), "SHW", HX="SHW@M SHW@S"),
    # split
    "split a commissioner": _case(told("split", "C12", to("X", N), to("Y", M)), "C12", X="@N", Y="@M"),
    "split one off a commissioner": _case(told("split", "C12", to("C12", N), to("Y", M)), C12="@N", Y="@M"),
    "split a trust": _case(told("split", "T2", to("TX", N, M), to("TY", S)), "T2", TX="T2@N T2@M", TY="T2@S"),
    "split one off a trust": _case(told("split", "T2", to("T2", S), to("TX", N, M)), T2="T2@S", TX="T2@N T2@M"),
    "split a council": _case(told("split", "SC", to("CX", M), to("CY", S)), "SC", CX="SC@M", CY="SC@S"),
    "split a PCN": _case(told("split", "U2", to("UX", M), to("UY", S)), "U2", UX="U2@M", UY="U2@S"),
    "split Healthwatch": _case(told("split", "SHW", to("HX", M), to("HY", S)), "SHW", HX="SHW@M", HY="SHW@S"),
    # transfer
    "transfer to a commissioner": _case(told("transfer", "C12", to("C3", N)), C12="@M", C3="@N @S"),
    "transfer most to a commissioner": _case(told("transfer", "C12", to("C3", M)), C12="@N", C3="@M @S"),
    "transfer to a trust": _case(told("transfer", "T2", to("T1", N)), T1="T1@N T1@M T2@N", T2="T2@M T2@S"),
    "transfer to a council": _case(told("transfer", "SC", to("NC", M)), NC="NC@N SC@M", SC="SC@S"),
    "transfer to a PCN": _case(told("transfer", "U1", to("U2", M)), U1="U1@N", U2="U1@M U2@M U2@S"),
    "transfer to Healthwatch": _case(told("transfer", "SHW", to("NHW", M)), NHW="NHW@N SHW@M", SHW="SHW@S"),
    # cluster
    "cluster commissioners": _case(
        told("cluster", "C12 C3", to("K")), teams={"C12": "K", "C3": "K"}, C12="@N @M", C3="@S"
    ),
    "cluster trusts": _case(
        told("cluster", "T1 T2", to("K")), teams={"T1": "K", "T2": "K"}, T1="T1@N T1@M", T2="T2@N T2@M T2@S"
    ),
    "cluster councils": _case(
        told("cluster", "NC SC", to("K")), teams={"NC": "K", "SC": "K"}, NC="NC@N", SC="SC@M SC@S"
    ),
    "cluster PCNs": _case(
        told("cluster", "U1 U2", to("K")), teams={"U1": "K", "U2": "K"}, U1="U1@N U1@M", U2="U2@M U2@S"
    ),
    "cluster Healthwatch": _case(
        told("cluster", "NHW SHW", to("K")), teams={"NHW": "K", "SHW": "K"}, NHW="NHW@N", SHW="SHW@M SHW@S"
    ),
    # cut
    "cut a commissioner": _case(told("cut", "C12", posts=0.5), C12="@N @M"),
    "cut two commissioners": _case(told("cut", "C12 C3", posts=0.7, kept=0.4, moved=0.2), C12="@N @M", C3="@S"),
    "cut a trust": _case(told("cut", "T2", posts=0.5), T2="T2@N T2@M T2@S"),
    "cut a council": _case(told("cut", "SC", posts=0.6), SC="SC@M SC@S"),
    "cut a PCN": _case(told("cut", "U1", posts=0.5), U1="U1@N U1@M"),
    "cut Healthwatch": _case(told("cut", "SHW", posts=0.5), SHW="SHW@M SHW@S"),
    # abolish
    "abolish a commissioner": _case(told("abolish", "C3", to("C12")), "C3", C12="@N @M @S"),
    "abolish a trust": _case(told("abolish", "T1", to("T2")), "T1", T2="T1@N T1@M T2@N T2@M T2@S"),
    "abolish a council": _case(told("abolish", "NC", to("SC")), "NC", SC="NC@N SC@M SC@S"),
    "abolish a trust to two": _case(
        told("abolish", "T1", to("T2", N), to("T3", M)), "T1", T2="T1@N T2@N T2@M T2@S", T3="T1@M T3@N T3@M T3@S"
    ),
    "abolish a PCN": _case(told("abolish", "U1"), "U1"),
    "abolish Healthwatch": _case(told("abolish", "SHW"), "SHW"),
    "abolish Healthwatch to another": _case(told("abolish", "SHW", to("NHW")), "SHW", NHW="NHW@N SHW@M SHW@S"),
    # layer
    "layer PCNs": _case(
        told("layer", "", to("L1", N, kind="pcn"), to("L2", M, S, kind="pcn")), L1="L1@N", L2="L2@M L2@S"
    ),
    "layer an LMC": _case(told("layer", "", to("L", S, kind="lmc")), L="L@S"),
    "layer a federation": _case(told("layer", "", to("L", N, M, kind="federation")), L="L@N L@M"),
    "layer an alliance": _case(told("layer", "", to("L", N, M, S, kind="alliance")), L="L@N L@M L@S"),
    "layer Healthwatch": _case(told("layer", "", to("L", M, kind="healthwatch")), L="L@M"),
}
"""What is said of it → the case; every kind of change, and every kind of body as far as it can be changed so."""


def table_of(
    *changes: Reorganisation, until: int = VESTING + 1, place: Place = TWOSHIRE, **said: Any
) -> Timetable:  # fmt: skip
    """Twoshire's history, and these changes after it."""
    plan = Plan.model_validate({"name": "A plan", "reorganisations": changes, **said})
    known = NETWORK if place is TWOSHIRE else LATE_NETWORK if place is LATELY else network(place)
    return build_timetable(place, known, plan, until)


def late_table(*changes: Reorganisation, months: int = 4) -> Timetable:
    """The place without a past, and these changes, until some months after the last."""
    return table_of(*changes, place=LATELY, until=max(change.vesting for change in changes) + months)


def does(responsibilities: Responsibilities, code: str) -> set[str]:
    """What a body does by law, in the words of `Case.does`."""
    return {f"{founder}@{locality[0]}" for founder, locality in responsibilities.functions[code]}


@dataclass(frozen=True)
class Day:
    """The day on which an era begins, in one run."""

    timetable: Timetable
    law_before: Responsibilities
    law: Responsibilities
    old: Structure
    new: Structure
    before: State
    after: State
    era: Era

    def number(self, structure: Structure, one: str, other: str) -> int:
        """The row of the relationship of two bodies; −1: there is none."""
        if one not in structure.row or other not in structure.row:
            return -1
        ends = sorted((structure.row[one], structure.row[other]))
        rows = np.flatnonzero((structure.layout.a == ends[0]) & (structure.layout.b == ends[1]))
        return int(rows[0]) if len(rows) else -1

    def posts(self, structure: Structure, code: str) -> list[int]:
        """Rows of a body's posts."""
        row = structure.row[code]
        return list(range(int(structure.layout.first_post[row]), int(structure.layout.first_post[row + 1])))

    def people(self, after: bool, code: str) -> dict[int, bool]:
        """Lineage of each post of a body → whether somebody is in it."""
        state, structure = (self.after, self.new) if after else (self.before, self.old)
        return {line_of(state, post): not state.status[post] & VACANT for post in self.posts(structure, code)}


def line_of(state: State, post: int) -> int:
    """The lineage of a post."""
    return int(state.post_low[post]) | int(state.post_high[post]) << 32


def day(*changes: Reorganisation, seed: int = 3, world: World | None = None, off: str = "", **said: Any) -> Day:
    """The day on which the last of some changes vests."""
    vesting = max(change.vesting for change in changes)
    table = table_of(*changes, until=vesting + 1, **said)
    simulation = Simulation(table, seed=seed, world=world, switches=Switches.without(*off.split()))
    simulation.advance(vesting)
    before, old = simulation.state.copy(), simulation.structure
    simulation.reorganise()
    history = (*TWOSHIRE.history, *changes)
    return Day(
        table, responsibilities_at(TWOSHIRE, history, vesting - 1), responsibilities_at(TWOSHIRE, history, vesting),
        old, simulation.structure, before, simulation.state, simulation.era,
    )  # fmt: skip


@cache
def of(name: str) -> Day:
    """The day of a case."""
    return day(CASES[name].change)
