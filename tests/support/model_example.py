"""Small places, plans and worlds for the tests of the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from relsim.domain.months import month_number
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.domain.sectors import Kind
from relsim.engine.rules.switches import RULES, Switches
from relsim.engine.simulation import Simulation
from relsim.places.library import read_place
from relsim.timetable.network import Network, network
from relsim.timetable.timetable import Timetable, build_timetable
from relsim.worlds.parameters import World, parameters

SMALLSHIRE: Place = read_place(Path(__file__).parents[1] / "places" / "smallshire.toml")
NETWORK: Network = network(SMALLSHIRE)
BOARDS: tuple[str, ...] = tuple(sorted(SMALLSHIRE.boards))
UNTIL = month_number("2024-01")
VESTING = month_number("2021-04")
# From April 2018 on Smallshire has two groups: C12 (NORTH and MIDDLE) and C3 (SOUTH).
AREAS_AFTER: tuple[dict[str, tuple[str, ...]], ...] = (
    {"X": ("NORTH", "MIDDLE", "SOUTH")},  # all become one
    {"X": ("NORTH", "MIDDLE"), "Y": ("SOUTH",)},  # both replaced
    {"X": ("NORTH",), "Y": ("MIDDLE",), "Z": ("SOUTH",)},  # one is split
    {"X": ("NORTH",), "Y": ("MIDDLE", "SOUTH")},  # a boundary moves
    {"X": ("NORTH", "SOUTH"), "Y": ("MIDDLE",)},
)


def change(areas: dict[str, tuple[str, ...]], **other: object) -> Reorganisation:
    """C12 and C3 become bodies with these areas."""
    told: dict[str, object] = {
        "name": "The change", "kind": "replace", "announced": VESTING - 17, "vesting": VESTING,
        "predecessors": ("C12", "C3"), "posts": 0.95, "kept": 0.6, "moved": 0.25, "procedures": 0.5,
        "successors": tuple(Successor(code=code, localities=area) for code, area in areas.items()),
    }  # fmt: skip
    return Reorganisation.model_validate(told | other)


def rename(vesting: int = VESTING) -> tuple[Reorganisation, ...]:
    """A new code and name for each body, and nothing else."""
    return tuple(
        Reorganisation(
            name=f"{old} is renamed", kind="replace", announced=vesting, vesting=vesting, predecessors=(old,),
            successors=(Successor(code=f"RENAMED-{old}", name="Another name"),),
            posts=1.0, kept=1.0, moved=0.0, contracts=1.0, procedures=1.0, distraction=False, settling_in=False,
        )
        for old in ("C12", "C3")
    )  # fmt: skip


def timetable(
    *changes: Reorganisation, place: Place = SMALLSHIRE, of: Network | None = None, until: int = UNTIL,
    **provisions: object,
) -> Timetable:  # fmt: skip
    """Smallshire's timetable with these changes after its history, and whatever else a plan can hold."""
    of = of or (NETWORK if place is SMALLSHIRE else network(place))
    return build_timetable(place, of, plan(*changes, **provisions), until)


def plan(*changes: Reorganisation, **provisions: object) -> Plan:
    """A plan of these changes, and whatever else a plan can hold."""
    return Plan.model_validate({"name": "A plan", "reorganisations": changes, **provisions})


def run(table: Timetable, **options: object) -> Simulation:
    """A simulation of a timetable, carried to its end."""
    simulation = Simulation(table, **options)  # type: ignore[arg-type]
    simulation.advance()
    return simulation


def month_by_month(table: Timetable, **options: object) -> Iterator[Simulation]:
    """The same simulation after each of its months."""
    simulation = Simulation(table, **options)  # type: ignore[arg-type]
    for month in range(table.starts, table.until):
        simulation.advance(month + 1)
        yield simulation


def same_record(one: Simulation, other: Simulation, until: int | None = None) -> bool:
    """Whether two simulations have left the same behind, number by number, in months before `until` (all)."""
    rows = slice(None if until is None else until - one.timetable.starts)
    return all(np.array_equal(ours[rows], theirs[rows]) for ours, theirs in zip(one.record, other.record, strict=True))


def same_state(one: Simulation, other: Simulation, *but: str) -> bool:
    """Whether every array of two simulations' states is the same, but for those named."""
    pairs = zip(one.state._fields, one.state, other.state, strict=True)
    return all(np.array_equal(ours, theirs) for name, ours, theirs in pairs if name not in but)


def coverage(table: Timetable, seeds: Sequence[int], **options: object) -> np.ndarray:
    """Coverage of all sectors, shape (seeds, months)."""
    return np.array([run(table, seed=seed, **options).series()["coverage"][:, -1] for seed in seeds])


def position(table: Timetable, month: str) -> int:
    """Row of a month in the series of a timetable."""
    return month_number(month) - table.starts


def worlds() -> st.SearchStrategy[World]:
    """Any world in the ranges, edges included."""
    return st.builds(
        World,
        **{
            name: st.one_of(st.sampled_from([each.low, each.high]), st.floats(each.low, each.high))
            for name, each in parameters().items()
        },
    )


def switches() -> st.SearchStrategy[Switches]:
    """Any rules off."""
    return st.sets(st.sampled_from(sorted(RULES)), max_size=4).map(lambda off: Switches.without(*sorted(off)))


@st.composite
def changes(draw: st.DrawFn, most_posts: float = 1.0) -> Reorganisation:
    """Any reorganisation of Smallshire's two groups."""
    percents = st.integers(0, 100)
    posts = draw(st.integers(1, round(100 * most_posts)))
    kept = draw(st.integers(0, posts))
    moved = draw(st.integers(0, posts - kept))
    vesting, notice = draw(st.integers(month_number("2018-05"), month_number("2023-06"))), draw(st.integers(0, 24))
    return change(
        draw(st.sampled_from(AREAS_AFTER)), vesting=vesting, announced=vesting - notice,
        posts=posts / 100, kept=kept / 100, moved=moved / 100,
        contracts=draw(percents) / 100, procedures=draw(percents) / 100,
        distraction=draw(st.booleans()), settling_in=draw(st.booleans()),
        written_handover=draw(st.booleans()), shadow_months=draw(st.integers(0, notice)),
    )  # fmt: skip


@st.composite
def provisions(draw: st.DrawFn) -> dict[str, Any]:
    """Whatever else a plan can hold, each in about half of the plans; everything begins after history is over."""
    months = st.integers(month_number("2018-05"), month_number("2023-06"))
    shares, practices = st.floats(0, 1), [practice.code for practice in SMALLSHIRE.practices]

    def some(one: st.SearchStrategy[dict[str, Any]], **options: Any) -> list[dict[str, Any]]:
        return draw(st.lists(one, max_size=2, **options))

    def lasting(**said: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
        lasts = st.none() | st.integers(1, 40)
        return st.fixed_dictionaries({"begins": months, "ends": lasts} | said).map(
            lambda one: one | {"ends": one["ends"] and one["begins"] + one["ends"]}
        )

    boards = {"bodies": st.sampled_from([("C12",), ("C3",), ("C12", "C3")]), "board": st.sampled_from(BOARDS)}
    acts = {"practice": st.sampled_from(practices), "month": months, "trust_lost": shares, "spread": shares}
    networks = st.sampled_from([{"U1": "T1"}, {"U1": "T3"}, {"U1": "T2", "U2": "T3"}, {}])
    begins = st.integers(month_number("2019-07"), month_number("2023-06"))
    return {
        "governance": some(
            st.fixed_dictionaries({"name": st.sampled_from("AB"), "begins": months} | boards),
            unique_by=(lambda one: one["name"], lambda one: one["begins"]),
        ),
        "ring_fences": some(
            lasting(sector=st.sampled_from(sorted(SMALLSHIRE.spend)), share=st.none() | st.floats(0.01, 0.6)),
            unique_by=lambda one: one["sector"],
        ),
        "grants": some(
            lasting(to=st.sampled_from([kind.code for kind in Kind]), time=st.floats(1, 3)),
            unique_by=lambda one: one["to"],
        ),
        "hostile_acts": some(
            st.fixed_dictionaries(acts | {"time_lost": shares}), unique_by=lambda one: one["practice"]
        ),
        "integrated_providers": [
            {"trust": trust, "pcns": (pcn,), "begins": draw(begins), "oversight": draw(shares)}
            for pcn, trust in draw(networks).items()
        ],
    }


def benefits() -> st.SearchStrategy[dict[str, float]]:
    """What a reorganisation may be for."""
    most = {"one_counterpart": 1.0, "common_footprint": 1.0, "pooled_capacity": 1.0, "cost_saved": 0.05}
    return st.fixed_dictionaries({name: st.sampled_from([0.0, end]) | st.floats(0, end) for name, end in most.items()})


KEYS = st.integers(0, 2**32 - 1)


def examples(count: int) -> settings:
    """So many examples, without a deadline: the first one may wait for the compiler."""
    return settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])
