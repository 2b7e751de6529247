"""Nothing in the model favours a kind of trust: call hospitals mental health trusts and the other way round.

Everything else kept - who needs whom, posts, agreements, seats, spend, overspends - a run gives the same numbers with
the two sectors' columns exchanged.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from model_example import AREAS_AFTER, NETWORK, SMALLSHIRE, VESTING, change, run, timetable

from relsim.domain.place import Place
from relsim.domain.sectors import Kind, Sector
from relsim.engine.rules.switches import Switches
from relsim.engine.simulation import Simulation
from relsim.timetable.network import Network

OTHER = {Kind.ACUTE: Kind.MENTAL_HEALTH, Kind.MENTAL_HEALTH: Kind.ACUTE}
NAMES = {"acute": "community_mental_health", "community_mental_health": "acute"}
COLUMNS = [*(int(Sector[NAMES.get(sector.code, sector.code).upper()]) for sector in Sector), len(Sector)]
"""The sectors and all, with two exchanged."""


def renamed(of: Network) -> Network:
    """The same organisations, needs and agreements, of other kinds."""
    organisations = tuple(replace(one, kind=OTHER.get(one.kind, one.kind)) for one in of.organisations)
    return replace(of, organisations=organisations)


def place(names: dict[str, str]) -> Place:
    """Smallshire with overspends of two sectors and a seat for hospitals; sectors called by these names."""
    told = SMALLSHIRE.model_dump()
    told["spend"] = {names.get(sector, sector): share for sector, share in told["spend"].items()}
    told["overspends"] = [
        {"sector": names.get(one, one), "begins": begins, "ends": "2023-04", "share": share, "source": "Invented."}
        for one, begins, share in (("acute", "2015-04", 0.03), ("community_mental_health", "2016-04", 0.02))
    ]
    hospital = names.get("acute", "acute")
    seats = {"commissioner": 3, "trusts": 2, "general_practice": 1, "local_government": 1, hospital: 1}
    told["boards"]["tried"] = {
        "seats": seats, "openness": 0.7, "challenge": 0.125, "delegated": 0.25, "place_seats": {**seats, "vcse": 1},
    }  # fmt: skip
    return Place.model_validate(told)


def both(**options: object) -> list[Simulation]:
    """A merger onto that board, with a fence and a network that a trust runs: as it is, and renamed."""
    areas = AREAS_AFTER[0]
    told = change(areas, successors=[{"code": "X", "board": "tried", "localities": areas["X"]}])
    runs = []
    for names, of in (({}, NETWORK), (NAMES, renamed(NETWORK))):
        table = timetable(
            told, place=place(names), of=of,
            ring_fences=[{"sector": names.get("acute", "acute"), "begins": VESTING + 12, "ends": VESTING + 30}],
            integrated_providers=[{"trust": "T3", "begins": VESTING + 6}],
            hostile_acts=[{"practice": "P2", "month": VESTING + 7}],
        )  # fmt: skip
        runs.append(run(table, **options))
    return runs


def test_the_networks_differ_in_what_trusts_are_called_and_in_nothing_else() -> None:
    one, other = (simulation.structure.layout for simulation in both())
    assert (one.sector != other.sector).sum() == 3
    assert (one.kind != other.kind).sum() == 3
    for name in ("a", "b", "need", "opinion", "dependence_a", "first_post", "shared_boards", "relationship_low"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    assert np.array_equal(one.attention, other.attention[:, COLUMNS[:-1]])


def test_without_money_a_whole_run_is_the_same_to_the_bit() -> None:
    one, other = both(seed=3, switches=Switches.without("money"))
    for measure, values in one.series().items():
        renamed_back = other.series()[measure][:, COLUMNS]
        assert np.array_equal(values[:, :-1], renamed_back[:, :-1], equal_nan=True), measure
        # The column for all adds the sectors up in their order.
        assert values[:, -1] == pytest.approx(renamed_back[:, -1], abs=1e-12, nan_ok=True), measure
    assert np.array_equal(one.place_series(), other.place_series()[:, :, COLUMNS[:-1]])
    assert np.array_equal(one.state.trust_ab, other.state.trust_ab)
    assert np.array_equal(one.state.voice[:, : len(Sector)], other.state.voice[:, COLUMNS[:-1]])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_with_money_a_whole_run_is_the_same(seed: int) -> None:
    """Claims, calls and what is decided afresh are sums over sectors in their order, so spend is to 1e-12.

    And what follows from spend: everybody's time, and so contacts and trust.  What is counted is the same to the bit.
    """
    one, other = both(seed=seed)
    ours, theirs = one.series(), other.series()
    for measure, values in ours.items():
        assert values == pytest.approx(theirs[measure][:, COLUMNS], abs=1e-12, nan_ok=True), measure
    for measure in ("contacts", "successes", "given_up", "closed", "knows_whom_to_ask", "concerns_heard"):
        assert np.array_equal(ours[measure], theirs[measure][:, COLUMNS], equal_nan=True), measure
    assert one.place_series() == pytest.approx(other.place_series()[:, :, COLUMNS[:-1]], abs=1e-12)
    assert one.money[:, -1] == pytest.approx(other.money[:, -1], abs=1e-12)
    assert one.money[:, -1].max() > 0.4


def test_the_two_sectors_are_not_alike_to_begin_with() -> None:
    """Or the test above would be no test."""
    series = both()[0].series()
    for measure in ("influence", "spend", "coverage"):
        acute, mental = (series[measure][-12:, sector].mean() for sector in (Sector.ACUTE, 3))
        assert abs(acute - mental) > 0.02, measure
