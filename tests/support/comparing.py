"""Holding the compiled kernels against the slow twin: the same run in both, equal to the bit after every month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from slow_twin import SlowTwin
from slow_twin_parts import Organisation

from relsim.domain.months import month_number, month_text
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.reorganisation import Reorganisation
from relsim.engine.randomness import UNIT, Purpose, draw
from relsim.engine.record import Record
from relsim.engine.simulation import Simulation
from relsim.engine.state import VOICES, State
from relsim.places.library import read_place
from relsim.timetable.network import network
from relsim.timetable.timetable import Timetable, build_timetable

MASK = 0xFFFFFFFF
known_draw = lru_cache(maxsize=1024)(draw)
"""Philox in plain Python, remembered for as long as a month: the twin and the comparison ask for the same draws."""
SMALLSHIRE: Place = read_place(Path(__file__).parents[1] / "places" / "smallshire.toml")
"""The invented place of the tests: twenty-odd organisations, a merger in 2018, networks from 2019."""
UNTIL = month_number("2023-04")


def timetable(
    changes: Sequence[Reorganisation] = (), until: int = UNTIL, place: Place = SMALLSHIRE, **said: Any
) -> Timetable:
    """Smallshire's history, and these changes after it, and whatever else a plan can hold."""
    plan = Plan.model_validate({"name": "A plan", "reorganisations": changes, **said})
    return build_timetable(place, network(place), plan, until)


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
    """The twin's objects as the rows of `relsim.engine.state.State`, the draws apart."""
    return of_organisations(twin) | of_posts(twin) | of_relationships(twin) | of_sectors(twin)


def of_organisations(twin: SlowTwin) -> dict[str, list[Any]]:
    """What there is a row of for each organisation."""
    names = ("energy", "readiness", "leaving", "time", "capacity", "load", "part", "filled", "closures")
    arrays: dict[str, list[Any]] = {name: [getattr(one, name) for one in twin.organisations] for name in names}
    arrays["given_up"] = [int(one.given_up) for one in twin.organisations]
    empty = [0.0] * (VOICES - len(twin.money.spend))
    arrays["voice"] = [[*one.voice.values(), *empty] for one in twin.organisations]
    return arrays


def of_posts(twin: SlowTwin) -> dict[str, list[Any]]:
    """What there is a row of for each post."""
    posts = [post for one in twin.organisations for post in one.posts]
    row_of = {relationship: row for row, relationship in enumerate(twin.relationships)}
    portfolios = [[2 * row_of[each] + (each.post_b is post) for each in post.portfolio] for post in posts]
    return {
        "status": [post.vacant + 2 * post.just_left for post in posts],
        "holder": [post.holder for post in posts],
        "post_low": [post.lineage & MASK for post in posts],
        "post_high": [post.lineage >> 32 for post in posts],
        "portfolio_first": [0, *np.cumsum([len(portfolio) for portfolio in portfolios])],
        "portfolio": [entry for portfolio in portfolios for entry in portfolio],
    }


def of_relationships(twin: SlowTwin) -> dict[str, list[Any]]:
    """What there is a row of for each relationship."""
    number = {post: row for row, post in enumerate(post for one in twin.organisations for post in one.posts)}
    names = (
        "trust_ab", "trust_ba", "knowing_ab", "knowing_ba", "contracts", "procedures", "effective_ab", "effective_ba",
        "wanted", "contact", "ready", "met",
    )  # fmt: skip
    arrays: dict[str, list[Any]] = {name: [getattr(each, name) for each in twin.relationships] for name in names}
    arrays |= {name: [int(getattr(each, name)) for each in twin.relationships] for name in ("works", "reachable")}
    arrays["good"] = [each.good_a + 2 * each.good_b for each in twin.relationships]
    for name in ("post_a", "post_b", "second_a", "second_b"):
        arrays[name] = [number.get(getattr(each, name), -1) for each in twin.relationships]
    return arrays


def of_sectors(twin: SlowTwin) -> dict[str, list[Any]]:
    """What there is a row of for each sector, or for each sector and place."""
    money = twin.money
    return {
        "spend": list(money.spend.values()),
        "first_spend": list(money.first_spend.values()),
        "first_influence": list((money.first_influence or dict.fromkeys(money.spend, 0.0)).values()),
        "fence": list(money.fence.values()),
        "sector_time": list(money.time.values()),
        "unfunded": [money.unfunded],
        "reach": [list(each.values()) for each in twin.reach],
        "place_influence": [list(each.values()) for each in twin.place_influence],
    }


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
    """Every array of the state, and the month's rows of the record, are equal."""
    month = simulation.month - 1
    expected = as_arrays(twin) | lanes(simulation, month)
    assert set(expected) == set(State._fields)
    for name, values in expected.items():
        assert_equal(getattr(simulation.state, name), values, f"{name}, month {month}")
    row = month - simulation.timetable.starts
    written = Record(twin.record[-1], twin.money_record[-1], twin.place_record[-1])  # type: ignore[arg-type]
    for name, values in written._asdict().items():
        assert_equal(getattr(simulation.record, name)[row], values, f"record.{name}, month {month}")


def assert_equal(found: NDArray[Any], values: list[Any], what: str) -> None:
    """An array of the kernels and the twin's lists have the same shape and the same bits."""
    wanted = np.array(values, found.dtype)
    assert found.shape == wanted.shape, f"{what}: the kernels' shape is {found.shape}, not {wanted.shape}"
    if found.tobytes() != wanted.tobytes():
        differs = (found != wanted) | (np.signbit(found) != np.signbit(wanted))
        at = tuple(np.argwhere(differs)[0].tolist())
        raise AssertionError(f"{what}, at {at}: kernels {found[at]!r}, twin {wanted[at]!r}")


def assert_same_record(one: Simulation, other: Simulation) -> None:
    """Two simulations have left the same behind, to the bit."""
    for name, found, wanted in zip(Record._fields, one.record, other.record, strict=True):
        assert found.tobytes() == wanted.tobytes(), name


def run_both(
    timetable: Timetable, *, each_month: Callable[[SlowTwin], None] = lambda _: None, **settings: Any
) -> tuple[Simulation, SlowTwin]:
    """Run both from the first month to the last, and compare after every month."""
    return compare_from(Simulation(timetable, **settings), timetable, each_month=each_month, **settings)


def compare_from(
    simulation: Simulation, timetable: Timetable, *, each_month: Callable[[SlowTwin], None] = lambda _: None,
    **settings: Any,
) -> tuple[Simulation, SlowTwin]:  # fmt: skip
    """Carry a simulation on from wherever it is, and compare with a twin that began at the beginning."""
    key = (simulation.seed, simulation.world_number)
    twin = SlowTwin(timetable, draws=lambda *what: iter(known_draw(*key, *what)).__next__, **settings)
    for month in range(timetable.starts + 1, timetable.until + 1):
        twin.advance(month)
        each_month(twin)
        if month > simulation.month:
            simulation.advance(month)
            assert_same_bits(simulation, twin)
    return simulation, twin


def watch(table: Timetable, look: Callable[[SlowTwin], Any], since: str = "2012-04", **settings: Any) -> dict[str, Any]:
    """Month → what a look at the twin finds at its end, in a run in which kernels and twin are equal."""
    found: dict[str, Any] = {}

    def each_month(twin: SlowTwin) -> None:
        if twin.month > month_number(since):
            found[month_text(twin.month - 1)] = look(twin)

    run_both(table, each_month=each_month, **({"seed": 4} | settings))
    return found


def one(twin: SlowTwin, code: str) -> Organisation:
    """The organisation of a code."""
    return next(each for each in twin.organisations if each.code == code)
