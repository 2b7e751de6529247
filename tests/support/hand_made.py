"""Small systems made by hand, and the rules as they are written, not compiled, to try them with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import strategies as st

from relsim.domain.sectors import Sector
from relsim.engine.organisation_influence import influence_of_organisations
from relsim.engine.rules import governance
from relsim.engine.rules.governance import MOST_SUSCEPTIBLE
from relsim.engine.state import VOICES
from relsim.timetable.era_dates import NEVER
from relsim.worlds.parameters import World

SECTORS = len(Sector)


@contextmanager
def as_written(module: ModuleType) -> Iterator[None]:
    """While this lasts, the compiled functions that a module's functions find by name are plain Python."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in list(vars(module).items()):
            if hasattr(value, "py_func"):
                patch.setattr(module, name, value.py_func)
        yield


class System(NamedTuple):
    """Who meets, trusts and decides, of n organisations: contact is symmetric; trust[x, y] is x's in y."""

    contact: np.ndarray
    trust: np.ndarray
    seats: np.ndarray
    sector: np.ndarray
    attention: np.ndarray
    """(n, sectors) part of its attention that an organisation has for each sector."""
    represents: np.ndarray
    overseer: np.ndarray
    """Who runs it; −1: nobody."""
    oversight: np.ndarray
    kappa: float


def by_hand(
    sectors: list[int], contact: Mapping[tuple[int, int], float], trust: Mapping[tuple[int, int], float], kappa: float,
    represents: tuple[int, ...] = (), overseen: Mapping[int, tuple[int, float]] | None = None,
) -> System:  # fmt: skip
    """Organisations that attend in equal parts to the sectors they meet; the first has all seats."""
    count = len(sectors)
    meets, trusts = np.zeros((count, count)), np.zeros((count, count))
    for (x, y), value in contact.items():
        meets[x, y] = meets[y, x] = value
    for pair, value in trust.items():
        trusts[pair] = value
    sector = np.array(sectors, np.int32)
    attends = (meets @ in_sectors(sector)) > 0
    speaks = np.zeros(count, np.uint8)
    for x in represents:
        speaks[x] = 1
        attends[x] &= np.arange(SECTORS) == sectors[x]
    overseer, oversight = np.full(count, -1, np.int32), np.zeros(count)
    for x, (by, part) in (overseen or {}).items():
        overseer[x], oversight[x] = by, part
    attention = attends / np.maximum(1, attends.sum(axis=1, keepdims=True))
    return System(meets, trusts, np.eye(count)[0], sector, attention, speaks, overseer, oversight, kappa)


def in_sectors(sector: np.ndarray) -> np.ndarray:
    """(n, sectors) 1 in an organisation's own sector."""
    return np.eye(SECTORS)[sector]


def passing(system: System) -> tuple[np.ndarray, np.ndarray]:
    """The dense system x = K·own + P·x: K (n) what each keeps of its own, P (n, n) what it passes on of others'."""
    count = len(system.seats)
    met = (system.contact @ in_sectors(system.sector))[:, system.sector]
    attention = system.attention[:, system.sector] * system.contact
    attention = np.divide(attention, met, out=np.zeros((count, count)), where=met > 0)
    taken_up = attention * np.where(system.represents[:, None] == 1, system.trust.T, system.trust)
    trusted = taken_up.sum(axis=1)
    susceptible = np.minimum(MOST_SUSCEPTIBLE, trusted / (system.kappa + trusted))
    passes = taken_up * np.divide(susceptible, trusted, out=np.zeros(count), where=trusted > 0)[:, None]
    passes *= 1 - system.oversight[:, None]
    run = np.flatnonzero(system.overseer >= 0)
    passes[run, system.overseer[run]] += system.oversight[run]
    return (1 - susceptible) * (1 - system.oversight), passes


def solved(system: System) -> np.ndarray:
    """(n, sectors) what each voices, by plain linear algebra."""
    kept, passes = passing(system)
    return np.linalg.solve(np.eye(len(kept)) - passes, kept[:, None] * in_sectors(system.sector))


def arrays(system: System) -> tuple[SimpleNamespace, SimpleNamespace, SimpleNamespace]:
    """The system as a layout, dates and a state, as far as governance looks at them; nobody has listened yet."""
    count = len(system.seats)
    a, b = (rows.astype(np.int32) for rows in np.nonzero(np.triu(system.contact + system.contact.T, 1)))
    edges = sorted(
        [(x, y, 2 * i) for i, (x, y) in enumerate(zip(a, b, strict=True))]
        + [(y, x, 2 * i + 1) for i, (x, y) in enumerate(zip(a, b, strict=True))]
    )
    listener, partner, origin = np.array(edges, np.int32).reshape(-1, 3).T
    layout = SimpleNamespace(
        kind=np.zeros(count), opinion=system.seats, sector=system.sector, a=a, b=b, attention=system.attention,
        represents=system.represents, edge_first=np.searchsorted(listener, np.arange(count + 1)),
        edge_partner=partner, edge_from=origin,
    )  # fmt: skip
    dates = SimpleNamespace(
        overseen_from=np.where(system.overseer >= 0, 0, NEVER), overseer=system.overseer, oversight=system.oversight
    )
    state = SimpleNamespace(
        contact=system.contact[a, b], effective_ab=system.trust[a, b], effective_ba=system.trust[b, a],
        voice=np.eye(VOICES)[system.sector],
    )  # fmt: skip
    return layout, dates, state


def spread(system: System) -> tuple[np.ndarray, SimpleNamespace]:
    """(n, sectors) what each voices, by the rule as it is written; and the rule's scratch."""
    layout, dates, state = arrays(system)
    count, directed = len(system.seats), 2 * len(layout.a)
    scratch = SimpleNamespace(
        **{name: np.zeros((count, SECTORS)) for name in ("meets", "share")},
        **{name: np.zeros(directed) for name in ("taken_up", "strength")},
        **{name: np.zeros(count) for name in ("hears", "susceptible", "passes")},
    )
    with as_written(governance):
        governance.opinions_spread(1, layout, dates, state, scratch, World(listening_half=system.kappa))
    return state.voice[:, :SECTORS], scratch


def influence(system: System) -> np.ndarray:
    """(sectors) what the seats decide, by the rule as it is written."""
    total = np.zeros(SECTORS)
    governance.boards_decide.py_func(arrays(system)[0], SimpleNamespace(voice=voices(system)), total)
    return total


def voices(system: System) -> np.ndarray:
    """(n, sectors) what each voices, by the rule as it is written."""
    return spread(system)[0]


def with_seats(system: System, holders: np.ndarray, seats: float) -> System:
    """So many seats more for each seat that there is, held in these shares."""
    return system._replace(seats=(system.seats + seats * holders) / (1 + seats))


def of_organisations(system: System) -> np.ndarray:
    """(n) the influence of each organisation, by the function as it is compiled."""
    layout, dates, state = arrays(system)
    return influence_of_organisations(layout, dates, state, World(listening_half=system.kappa), 1)


def by_sector(values: np.ndarray, sector: np.ndarray) -> np.ndarray:
    """(sectors) sums of what there is a value of for each organisation."""
    return np.bincount(sector, values, SECTORS)


@st.composite
def systems(draw: st.DrawFn) -> System:
    """2 to 10 organisations: some meet nobody or trust nobody, speak for others, or are run by another."""
    count = draw(st.integers(2, 10))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    contact = np.triu(rng.random((count, count)) < draw(st.floats(0, 1)), 1) * rng.random((count, count)) * 5
    trust = rng.random((count, count)) * (rng.random((count, count)) < draw(st.floats(0, 1)))
    seats = rng.random(count) * (rng.random(count) < 0.7)
    seats[0] += 0.1
    sector = rng.integers(0, SECTORS, count).astype(np.int32)
    attention = rng.random((count, SECTORS)) * (rng.random((count, SECTORS)) < 0.8)
    attention /= np.maximum(1e-9, attention.sum(axis=1, keepdims=True))
    represents = (rng.random(count) < 0.2).astype(np.uint8)
    boss = rng.integers(count)
    run = (rng.random(count) < 0.3) & (np.arange(count) != boss)
    overseer = np.where(run, boss, -1).astype(np.int32)
    oversight = np.where(run, rng.random(count), 0.0)
    return System(
        contact + contact.T, trust, seats / seats.sum(), sector, attention, represents, overseer, oversight,
        draw(st.floats(0.02, 0.6)),
    )  # fmt: skip
