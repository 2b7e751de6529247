"""Reach: whom somebody knows to ask, has a working contact with, and what becomes of a concern; worked by hand."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import numpy as np
import pytest
from hand_made import SECTORS, as_written
from model_example import VESTING, month_by_month, run, timetable

from relsim.domain.sectors import Kind, Sector
from relsim.engine.rules import reach
from relsim.engine.rules.governance import EVERY_MONTHS
from relsim.engine.rules.switches import Switches
from relsim.engine.simulation import Simulation
from relsim.measures.recorded import REACH
from relsim.worlds.parameters import World

P, V, N, L, C, D = range(6)
KINDS = (Kind.PRACTICE, Kind.VCSE, Kind.PCN, Kind.LMC, Kind.COMMISSIONER, Kind.COMMISSIONER)
# Chance of success: 0.5 without trust, 0.9 with it.
WORLD = World(success_without_trust=0.5, success_with_trust=0.9)
WORKING, KNOWN_ONLY, NOTHING = (0.8, 1), (0.5, 0), (0.49, 0)
"""(knowing of the first, whether it works)"""
Tie = tuple[float, int]


def shares_who_reach(
    ties: Mapping[tuple[int, int], Tie], trust: float = 0.5, asks: tuple[int, ...] = (P,), ready: float = 1.0,
    unreachable: tuple[tuple[int, int], ...] = (), offset: float = 0.0,
) -> dict[str, np.ndarray]:  # fmt: skip
    """Measure → (sectors) numbers of those who ask, of these ties: (who, whom) → what the first knows, what works.

    Each is trusted by `trust` by whom it turns to, and trusts nobody itself.
    """
    pairs = sorted({(min(pair), max(pair)) for pair in ties})
    forward = [ties.get(pair, NOTHING) for pair in pairs]
    backward = [ties.get((b, a), NOTHING) for a, b in pairs]
    edges = sorted(
        [(a, b, 2 * i) for i, (a, b) in enumerate(pairs)] + [(b, a, 2 * i + 1) for i, (a, b) in enumerate(pairs)]
    )
    listener, partner, origin = np.array(edges, np.int32).T
    layout = SimpleNamespace(
        kind=np.array(KINDS), sector=np.array([kind.sector for kind in KINDS]),
        asks=[o in asks for o in range(len(KINDS))], intermediary=[kind.intermediary for kind in KINDS],
        edge_first=np.searchsorted(listener, np.arange(len(KINDS) + 1)), edge_partner=partner, edge_from=origin,
    )  # fmt: skip
    state = SimpleNamespace(
        knowing_ab=[tie[0] for tie in forward], knowing_ba=[tie[0] for tie in backward],
        # Whoever is turned to is trusting; who turns trusts at 0.
        effective_ab=[trust if (b, a) in ties else 0.0 for a, b in pairs],
        effective_ba=[trust if (a, b) in ties else 0.0 for a, b in pairs],
        works=[max(here[1], there[1]) for here, there in zip(forward, backward, strict=True)],
        reachable=[0.0 if pair in unreachable else 1.0 for pair in pairs], ready=[ready] * len(pairs),
        reach=np.zeros((len(REACH), SECTORS)),
    )  # fmt: skip
    scratch = SimpleNamespace(
        **{name: np.zeros(len(KINDS)) for name in ("knows", "reaches", "heard", "acted_on")},
        offset=[offset] * len(pairs),
    )
    with as_written(reach):
        reach.who_reaches_whom(layout, state, scratch, WORLD)
    return dict(zip(REACH, state.reach, strict=True))


def of_practice(*told: object, **more: object) -> list[float]:
    """The six numbers of the one practice."""
    return [float(values[Sector.GENERAL_PRACTICE]) for values in shares_who_reach(*told, **more).values()]  # type: ignore[arg-type]


# Trust 0.5 is a chance of 0.7.
@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        pytest.param({(P, C): WORKING}, [1, 1, 1, 1, 1, 0.7], id="a working contact"),
        pytest.param({(P, C): KNOWN_ONLY}, [1, 0, 0, 1, 0, 0], id="knows whom to ask, and can't reach them"),
        pytest.param({(P, C): (0.49, 1)}, [0, 1, 1, 0, 0, 0], id="reaches somebody, and does not know whom to ask"),
        pytest.param({(P, C): NOTHING}, [0, 0, 0, 0, 0, 0], id="nobody"),
        pytest.param({(P, C): NOTHING, (P, N): WORKING, (N, C): WORKING}, [0, 0, 1, 1, 1, 0.49], id="in two steps"),
        pytest.param({(P, L): WORKING, (L, C): WORKING}, [0, 0, 1, 1, 1, 0.49], id="through the committee alone"),
        pytest.param(
            {(P, C): KNOWN_ONLY, (P, N): (0.1, 1), (N, C): WORKING}, [1, 0, 1, 1, 0, 0],
            id="it reaches a network that it does not know whom to ask in",
        ),
        pytest.param({(P, N): KNOWN_ONLY, (N, C): WORKING}, [0, 0, 0, 1, 0, 0], id="the first step does not work"),
        pytest.param({(P, N): WORKING, (N, C): KNOWN_ONLY}, [0, 0, 0, 1, 0, 0], id="the second step does not work"),
        pytest.param({(P, N): WORKING, (N, C): (0.1, 1)}, [0, 0, 1, 0, 0, 0], id="the network knows nobody to ask"),
        pytest.param({(P, N): WORKING, (N, L): WORKING, (L, C): WORKING}, [0] * 6, id="three steps are too many"),
        pytest.param({(P, V): WORKING, (V, C): WORKING}, [0] * 6, id="a charity is nobody to go through"),
        pytest.param({(P, C): WORKING, (P, N): WORKING, (N, C): WORKING}, [1, 1, 1, 1, 1, 0.7], id="the best way"),
        pytest.param({(P, C): KNOWN_ONLY, (P, D): WORKING}, [1, 1, 1, 1, 1, 0.7], id="another commissioner"),
        pytest.param(
            {(P, C): KNOWN_ONLY, (P, D): (0.1, 1)}, [1, 1, 1, 1, 0, 0],
            id="knows whom to ask at one commissioner, and has a working contact with another",
        ),
        pytest.param(
            {(P, N): WORKING, (N, C): KNOWN_ONLY, (N, D): (0.1, 1)}, [0, 0, 1, 1, 0, 0], id="the same of its network"
        ),
    ],
)  # fmt: skip
def test_by_hand(ties: dict[tuple[int, int], Tie], expected: list[float]) -> None:
    """Knows whom to ask, reaches directly, in two steps; a concern raised, heard, acted on."""
    assert of_practice(ties) == pytest.approx(expected)


def test_it_is_acted_on_with_the_chance_that_who_receives_it_judges_it_good() -> None:
    assert of_practice({(P, C): WORKING}, trust=1.0)[5] == pytest.approx(0.9)
    assert of_practice({(P, C): WORKING}, trust=0.0)[5] == pytest.approx(0.5)
    assert of_practice({(P, C): WORKING}, ready=0.5)[5] == pytest.approx(0.35)
    assert of_practice({(P, C): WORKING}, offset=0.1)[5] == pytest.approx(0.6)  # behind closed doors
    assert of_practice({(P, C): WORKING}, trust=1.0, offset=-0.2)[5] == 1.0  # never more than certain
    assert of_practice({(P, C): WORKING}, trust=0.0, offset=0.9)[5] == 0.0


def test_a_way_that_cannot_be_gone_this_month_is_none() -> None:
    """A vacant post, or a side that has given up; whom to ask is known all the same."""
    assert of_practice({(P, C): WORKING}, unreachable=((P, C),)) == [1, 0, 0, 1, 0, 0]
    through = {(P, N): WORKING, (N, C): WORKING}
    assert of_practice(through, unreachable=((P, N),)) == [0, 0, 0, 1, 0, 0]
    assert of_practice(through, unreachable=((N, C),)) == [0, 0, 0, 1, 0, 0]


def test_only_those_who_ask_are_counted_each_in_its_sector() -> None:
    ties = {(P, C): WORKING, (V, C): KNOWN_ONLY, (N, C): WORKING, (L, C): WORKING}
    counted = shares_who_reach(ties, asks=(P, V))
    assert counted["knows_whom_to_ask"].tolist() == [1, 1, 0, 0, 0, 0, 0]
    assert counted["reaches_directly"].tolist() == [1, 0, 0, 0, 0, 0, 0]
    assert not any(values.any() for values in shares_who_reach(ties, asks=()).values())


def test_in_a_run_shares_are_of_those_who_ask_and_nest() -> None:
    """Nobody is heard without having raised, or acted on without being heard; two steps include one."""
    series = run(timetable(), seed=2).series()
    for sector in (Sector.GENERAL_PRACTICE, Sector.VCSE, -1):
        told = {name: series[name][:, sector] for name in REACH}
        for values in told.values():
            assert ((values >= 0) & (values <= 1)).all()
        assert (told["reaches_directly"] <= told["reaches_in_two_steps"]).all()
        assert (told["knows_whom_to_ask"] <= told["concerns_raised"]).all()
        assert (told["concerns_heard"] <= told["concerns_raised"]).all()
        assert (told["concerns_heard"] <= told["reaches_in_two_steps"]).all()
        assert (told["concerns_acted_on"] <= told["concerns_heard"]).all()
    for sector in (Sector.ACUTE, Sector.LOCAL_GOVERNMENT, Sector.COMMISSIONER, Sector.PUBLIC_VOICE):
        assert np.isnan(series["concerns_heard"][:, sector]).all()
    both = 8 * series["concerns_heard"][:, Sector.GENERAL_PRACTICE] + 6 * series["concerns_heard"][:, Sector.VCSE]
    assert series["concerns_heard"][:, -1] == pytest.approx(both / 14)


def test_in_a_run_it_is_worked_out_every_quarter_from_what_there_is() -> None:
    """Practices of Smallshire that know whom to ask, and reach somebody, from the state of each quarter."""
    table = timetable(until=VESTING)
    changes = 0
    for simulation in month_by_month(table, seed=5):
        month, layout, state = simulation.month - 1, simulation.structure.layout, simulation.state
        told = simulation.series()
        row = month - table.starts
        if month % EVERY_MONTHS:
            assert row == 0 or told["reaches_directly"][row, 0] == told["reaches_directly"][row - 1, 0]
            continue
        knows, reaches = set(), set()
        for i, (a, b) in enumerate(zip(layout.a, layout.b, strict=True)):
            for one, other, knowing in ((a, b, state.knowing_ab[i]), (b, a, state.knowing_ba[i])):
                if layout.kind[one] == Kind.PRACTICE and layout.kind[other] == Kind.COMMISSIONER:
                    knows |= {int(one)} if knowing >= 0.5 else set()
                    reaches |= {int(one)} if state.works[i] and state.reachable[i] else set()
        assert told["knows_whom_to_ask"][row, Sector.GENERAL_PRACTICE] == pytest.approx(len(knows) / 8)
        assert told["reaches_directly"][row, Sector.GENERAL_PRACTICE] == pytest.approx(len(reaches) / 8)
        changes += len(reaches) < 8
    assert changes > 5


def given_up(simulation: Simulation, quarter: int, *others: Kind) -> dict[str, float]:
    """What practices can do in a quarter in which they and others have given up, and everybody trusts everybody."""
    simulation.state.given_up[np.isin(simulation.structure.layout.kind, (Kind.PRACTICE, *others))] = 1
    for trust in (simulation.state.trust_ab, simulation.state.trust_ba):
        trust[:] = 1.0
    simulation.advance(quarter + 1)
    row = quarter - simulation.timetable.starts
    return {name: simulation.series()[name][row, Sector.GENERAL_PRACTICE] for name in REACH}


def test_who_has_given_up_reaches_no_commissioner_but_may_be_heard_through_a_network() -> None:
    """All practices of Smallshire give up in January 2021, when they have networks."""
    january = VESTING - 3
    found = []
    for others in ((), (Kind.PCN, Kind.LMC, Kind.FEDERATION, Kind.HEALTHWATCH)):
        simulation = Simulation(timetable(), world=World(returning=0.0), switches=Switches.without("people"))
        simulation.advance(january)
        found.append(given_up(simulation, january, *others))
    for told in found:
        assert told["reaches_directly"] == 0.0
        assert told["knows_whom_to_ask"] == told["concerns_raised"] == 1.0
    assert found[0]["reaches_in_two_steps"] == found[0]["concerns_heard"] == 1.0
    # The council is a public body: practices that gave up seek it no more either.
    assert found[1]["reaches_in_two_steps"] == found[1]["concerns_heard"] == 0.0
