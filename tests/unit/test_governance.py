"""Influence: against the dense solution, by hand for three organisations, and what may not change it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))

from model_example import VESTING, change, examples, month_by_month, timetable

from relsim.parameters import World
from relsim.rules import governance
from relsim.rules.governance import MOST_SUSCEPTIBLE
from relsim.sectors import Sector


class System(NamedTuple):
    """Who meets, trusts and decides: contact and need are symmetric; trust[x, y] is x's in y."""

    contact: np.ndarray
    trust: np.ndarray
    seats: np.ndarray
    sector: np.ndarray
    needs: np.ndarray
    kappa: float


def by_hand(contact: dict[tuple[int, int], float], trust: dict[tuple[int, int], float], kappa: float, sector=None):
    """Three organisations, each in a sector of its own unless said; the first has all seats."""
    meets, trusts = np.zeros((3, 3)), np.zeros((3, 3))
    for (x, y), value in contact.items():
        meets[x, y] = meets[y, x] = value
    for pair, value in trust.items():
        trusts[pair] = value
    sectors = np.array(sector or [0, 1, 2], np.int32)
    return System(meets, trusts, np.array([1.0, 0.0, 0.0]), sectors, meets > 0, kappa)


def solved(system: System) -> np.ndarray:
    """Influence by plain linear algebra: b'(I − AW)⁻¹(I − A)."""
    count = len(system.seats)
    of_sector = system.sector[:, None] == np.arange(len(Sector))
    met = (system.contact @ of_sector)[:, system.sector]
    sectors = np.maximum(1, ((system.needs @ of_sector) > 0).sum(axis=1))
    attention = np.divide(system.contact, met, out=np.zeros((count, count)), where=met > 0) / sectors[:, None]
    listening = (attention * system.trust).sum(axis=1)
    susceptible = np.minimum(MOST_SUSCEPTIBLE, listening / (system.kappa + listening))
    total = np.where(listening > 0, listening, 1.0)[:, None]
    through = np.linalg.solve((np.eye(count) - susceptible[:, None] * attention * system.trust / total).T, system.seats)
    return through * (1 - susceptible)


def iterated(system: System) -> np.ndarray:
    """Influence by the rule as it is written, not compiled."""
    count = len(system.seats)
    a, b = (rows.astype(np.int32) for rows in np.nonzero(np.triu(system.needs, 1)))
    # Who is heard, by whom, in which relationship; sorted by whom is heard, then by the listener.
    edges = sorted([(y, x, 2 * i) for i, (x, y) in enumerate(zip(a, b, strict=True))]
                   + [(x, y, 2 * i + 1) for i, (x, y) in enumerate(zip(a, b, strict=True))])  # fmt: skip
    heard, listener, origin = np.array(edges, np.int32).reshape(-1, 3).T
    layout = SimpleNamespace(
        kind=np.zeros(count), opinion=system.seats, sector=system.sector, a=a, b=b,
        edge_first=np.searchsorted(heard, np.arange(count + 1)), edge_listener=listener, edge_from=origin,
        sectors_needed=[max(1, len(set(system.sector[system.needs[x]].tolist()))) for x in range(count)],
    )  # fmt: skip
    state = SimpleNamespace(
        contact=system.contact[a, b], effective_ab=system.trust[a, b], effective_ba=system.trust[b, a],
        influence=np.zeros(count),
    )  # fmt: skip
    scratch = SimpleNamespace(
        **{name: np.zeros((count, len(Sector))) for name in ("meets", "share")},
        **{name: np.zeros(2 * len(a)) for name in ("taken_up", "strength")},
        **{name: np.zeros(count) for name in ROOM},
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(governance, "how_far_each_listens", governance.how_far_each_listens.py_func)
        governance.spread_of_opinion.py_func(layout, state, scratch, World(listening_half=system.kappa))
    return state.influence


ROOM = ("hears", "susceptible", "passes", "weight")


@st.composite
def systems(draw: st.DrawFn) -> System:
    """2 to 12 organisations, some of whom meet nobody or trust nobody."""
    count = draw(st.integers(2, 12))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    needs = np.triu(rng.random((count, count)) < draw(st.floats(0, 1)), 1)
    contact = needs * rng.random((count, count)) * 5 * (rng.random((count, count)) < 0.8)
    trust = rng.random((count, count)) * (rng.random((count, count)) < draw(st.floats(0, 1)))
    seats = rng.random(count) * (rng.random(count) < 0.7)
    seats[0] += 0.1
    sector = rng.integers(0, len(Sector), count).astype(np.int32)
    return System(contact + contact.T, trust, seats / seats.sum(), sector, needs | needs.T, draw(st.floats(0.02, 0.6)))


def test_by_hand_one_seat_that_listens_to_one_other() -> None:
    """x decides alone, trusts y at 0.5, y trusts nobody; κ = 0.5: x's susceptibility is ½, so half goes to y."""
    assert iterated(by_hand({(0, 1): 2.0}, {(0, 1): 0.5}, 0.5)) == pytest.approx([0.5, 0.5, 0])


def test_by_hand_a_chain() -> None:
    """x listens to y only, y to z only.  y's attention is half on x, whom it does not trust: 0.6 × ½ = κ, as is x's."""
    system = by_hand({(0, 1): 1.0, (1, 2): 1.0}, {(0, 1): 0.3, (1, 2): 0.6}, 0.3)
    assert iterated(system) == pytest.approx([0.5, 0.25, 0.25])


def test_by_hand_two_who_listen_to_each_other() -> None:
    """Susceptibility ½ each: weights are 1/(1 − ¼) and half of that; each keeps half of its own."""
    system = by_hand({(0, 1): 1.0}, {(0, 1): 0.3, (1, 0): 0.3}, 0.3)
    assert iterated(system) == pytest.approx([2 / 3, 1 / 3, 0])


def test_by_hand_within_a_sector_contact_counts() -> None:
    """y and z of one sector: met three times as often at a third of the trust, y weighs as much as z."""
    system = by_hand({(0, 1): 3.0, (0, 2): 1.0}, {(0, 1): 0.2, (0, 2): 0.6}, 0.3, [0, 1, 1])
    assert iterated(system) == pytest.approx([0.5, 0.25, 0.25])


def test_by_hand_between_sectors_contact_does_not_count() -> None:
    """y and z of two sectors, trusted alike: each weighs the same, however often it is met."""
    system = by_hand({(0, 1): 30.0, (0, 2): 1.0}, {(0, 1): 0.3, (0, 2): 0.3}, 0.3)
    assert iterated(system) == pytest.approx([0.5, 0.25, 0.25])


def test_by_hand_a_sector_that_is_not_met_is_not_heard() -> None:
    """z is needed but can't be met: x's attention for its sector is lost, 0.5 × ½ against κ = 0.25."""
    system = by_hand({(0, 1): 1.0}, {(0, 1): 0.5, (0, 2): 0.5}, 0.25)
    needs = system.needs.copy()
    needs[0, 2] = needs[2, 0] = True
    assert iterated(system._replace(needs=needs)) == pytest.approx([0.5, 0.5, 0])


@examples(300)
@given(systems())
def test_iteration_gives_what_linear_algebra_gives(system: System) -> None:
    assert iterated(system) == pytest.approx(solved(system), abs=1e-9)


@examples(300)
@given(systems())
def test_influence_sums_to_one_without_normalising(system: System) -> None:
    assert iterated(system).sum() == pytest.approx(1.0, abs=1e-9)


@examples(100)
@given(systems())
def test_where_nobody_trusts_seats_decide(system: System) -> None:
    assert (iterated(system._replace(trust=0 * system.trust)) == system.seats).all()


@examples(300)
@given(systems(), st.integers(0, 11))
def test_an_organisation_split_in_two_keeps_its_influence(system: System, which: int) -> None:
    """Each half has half the contact, half the seats, and the same trust both ways; the halves don't meet."""
    x = which % len(system.seats)
    rows = [*range(len(system.seats)), x]
    halves = np.ones(len(rows))
    halves[[x, -1]] = 0.5
    square = np.ix_(rows, rows)
    split = iterated(
        System(
            system.contact[square] * np.outer(halves, halves), system.trust[square], system.seats[rows] * halves,
            system.sector[rows], system.needs[square], system.kappa,
        )
    )  # fmt: skip
    whole = iterated(system)
    assert split[x] + split[-1] == pytest.approx(whole[x], abs=1e-9)
    assert np.delete(split, [x, len(system.seats)]) == pytest.approx(np.delete(whole, x), abs=1e-9)


@examples(100)
@given(systems(), st.integers(0, 11))
def test_who_listens_to_nobody_keeps_all_that_reaches_it(system: System, which: int) -> None:
    """Its trust lost, an organisation's own influence can't fall below its seats."""
    x = which % len(system.seats)
    deaf = system.trust.copy()
    deaf[x] = 0
    assert iterated(system._replace(trust=deaf))[x] >= system.seats[x] - 1e-12


def test_compiled_influence_is_the_dense_solution_before_and_after_a_change() -> None:
    """Every solve of a run of Smallshire, from its own contacts and trust of the month."""
    table = timetable(change({"X": ("NORTH", "MIDDLE", "SOUTH")}), until=VESTING + 24)
    solves = 0
    for simulation in month_by_month(table):
        month = simulation.month - 1
        if month % governance.EVERY_MONTHS and month != table.starts:
            continue
        solves += 1
        layout, state = simulation.structure.layout, simulation.state
        count = len(layout.kind)
        needs = np.zeros((count, count), bool)
        needs[layout.a, layout.b] = needs[layout.b, layout.a] = True
        contact, trust = np.zeros((count, count)), np.zeros((count, count))
        contact[layout.a, layout.b] = contact[layout.b, layout.a] = state.contact
        trust[layout.a, layout.b], trust[layout.b, layout.a] = state.effective_ab, state.effective_ba
        expected = solved(System(contact, trust, layout.opinion, layout.sector, needs, World().listening_half))
        assert state.influence == pytest.approx(expected, abs=1e-9)
        assert layout.opinion.sum() == pytest.approx(1.0, abs=1e-12)
    assert solves >= 12
