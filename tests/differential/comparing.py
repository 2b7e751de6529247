"""Holding the compiled kernels against the slow twin: the same run in both, equal to the bit after every month."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from slow_twin import SlowTwin

from relsim.months import month_number
from relsim.network import network
from relsim.places.library import read_place
from relsim.places.place import Place
from relsim.plans import Reorganisation
from relsim.randomness import UNIT, Purpose, draw
from relsim.simulation import Simulation
from relsim.state import State
from relsim.timetable import Timetable, build_timetable

MASK = 0xFFFFFFFF
known_draw = lru_cache(maxsize=1024)(draw)
"""Philox in plain Python, remembered for as long as a month: the twin and the comparison ask for the same draws."""
SMALLSHIRE = Path(__file__).parents[1] / "places" / "smallshire.toml"
UNTIL = month_number("2023-04")


@cache
def smallshire() -> Place:
    """The invented place of the tests: twenty-odd organisations, a merger in 2018, networks from 2019."""
    return read_place(SMALLSHIRE)


def timetable(changes: Sequence[Reorganisation] = (), until: int = UNTIL, place: Place | None = None) -> Timetable:
    """Smallshire's history, and these changes after it."""
    place = place or smallshire()
    return build_timetable(place, network(place), changes, until, frozenset())


def change(
    name: str, vesting: str, predecessors: Sequence[str], successors: Sequence[Any], **said: Any
) -> Reorganisation:
    """A reorganisation in which people are kept, moved and leave, announced ten months before."""
    defaults: dict[str, Any] = {
        "kind": "replace", "announced": month_number(vesting) - 10, "vesting": month_number(vesting),
        "posts": 0.9, "kept": 0.4, "moved": 0.3, "contracts": 0.9, "procedures": 0.5,
    }  # fmt: skip
    described = defaults | said | {"name": name, "predecessors": predecessors, "successors": successors}
    return Reorganisation.model_validate(described)


def as_arrays(twin: SlowTwin) -> dict[str, list[Any]]:
    """The twin's objects as the rows of `relsim.state.State`, the draws apart."""
    bodies, posts = twin.organisations, [post for one in twin.organisations for post in one.posts]
    number = {post: row for row, post in enumerate(posts)} | {None: -1}
    row_of = {relationship: row for row, relationship in enumerate(twin.relationships)}
    of_organisations = ("energy", "readiness", "leaving", "time", "capacity", "load", "part", "influence", "filled")
    arrays: dict[str, list[Any]] = {name: [getattr(one, name) for one in bodies] for name in of_organisations}
    arrays["given_up"] = [int(one.given_up) for one in bodies]
    arrays["status"] = [post.vacant + 2 * post.just_left for post in posts]
    arrays["holder"] = [post.holder for post in posts]
    arrays["post_low"] = [post.lineage & MASK for post in posts]
    arrays["post_high"] = [post.lineage >> 32 for post in posts]
    names = (
        "trust_ab", "trust_ba", "knowing_ab", "knowing_ba", "contracts", "procedures", "effective_ab", "effective_ba",
        "wanted", "contact", "ready", "met",
    )  # fmt: skip
    arrays |= {name: [getattr(each, name) for each in twin.relationships] for name in names}
    arrays |= {name: [int(getattr(each, name)) for each in twin.relationships] for name in ("works", "reachable")}
    arrays["good"] = [each.good_a + 2 * each.good_b for each in twin.relationships]
    for name in ("post_a", "post_b", "second_a", "second_b"):
        arrays[name] = [number[getattr(each, name)] for each in twin.relationships]
    arrays["portfolio_first"] = [0]
    arrays["portfolio"] = []
    for post in posts:
        arrays["portfolio"] += [2 * row_of[each] + (each.post_b is post) for each in post.portfolio]
        arrays["portfolio_first"].append(len(arrays["portfolio"]))
    return arrays


def lanes(simulation: Simulation, month: int) -> dict[str, list[int]]:
    """The month's draws by the plain-Python Philox."""
    layout, state = simulation.structure.layout, simulation.state
    who = {
        "lane": (Purpose.CONTACT, layout.relationship_low, layout.relationship_high),
        "post_lane": (Purpose.PEOPLE, state.post_low, state.post_high),
    }
    arrays: dict[str, list[int]] = {}
    for name, (purpose, low, high) in who.items():
        lineages = [low | high << 32 for low, high in zip(low.tolist(), high.tolist(), strict=True)]
        draws = [known_draw(simulation.seed, simulation.world_number, purpose, month, line) for line in lineages]
        arrays |= {f"{name}{lane}": [int(each[lane] / UNIT) for each in draws] for lane in range(4)}
    return arrays


def assert_same_bits(simulation: Simulation, twin: SlowTwin) -> None:
    """Every array of the state, and the month's row of the record, are equal."""
    month = simulation.month - 1
    expected = as_arrays(twin) | lanes(simulation, month)
    assert set(expected) == set(State._fields)
    for name, values in expected.items():
        found = getattr(simulation.state, name)
        wanted = np.array(values, found.dtype)
        assert found.shape == wanted.shape, f"{name}, month {month}: {found.shape[0]} rows, not {wanted.shape[0]}"
        if found.tobytes() != wanted.tobytes():
            row = int(np.flatnonzero((found != wanted) | (np.signbit(found) != np.signbit(wanted)))[0])
            raise AssertionError(f"{name}[{row}], month {month}: kernels {found[row]!r}, twin {wanted[row]!r}")
    row = simulation.record[month - simulation.timetable.starts]
    assert row.tobytes() == np.array(twin.record[-1]).tobytes(), f"record, month {month}: {row} and {twin.record[-1]}"


def run_both(
    timetable: Timetable, *, each_month: Callable[[SlowTwin], None] = lambda _: None, **settings: Any
) -> tuple[Simulation, SlowTwin]:
    """Run both from the first month to the last, and compare after every month."""
    simulation = Simulation(timetable, **settings)
    key = (simulation.seed, simulation.world_number)
    settings["draws"] = lambda *what: iter(known_draw(*key, *what)).__next__
    twin = SlowTwin(timetable, **settings)
    for month in range(timetable.starts + 1, timetable.until + 1):
        simulation.advance(month)
        twin.advance(month)
        assert_same_bits(simulation, twin)
        each_month(twin)
    return simulation, twin
