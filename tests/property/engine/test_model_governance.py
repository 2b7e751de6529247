"""Influence in every month of every run: of all that is decided, and of what is decided for each place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_example import (
    KEYS,
    SMALLSHIRE,
    benefits,
    changes,
    examples,
    month_by_month,
    provisions,
    run,
    same_record,
    timetable,
    worlds,
)

from relsim.domain.place import Council
from relsim.domain.reorganisation import Reorganisation
from relsim.domain.sectors import Sector
from relsim.engine.record import MEASURES
from relsim.engine.rules.governance import EVERY_MONTHS, TOLERANCE
from relsim.engine.rules.switches import Switches
from relsim.engine.simulation import Simulation
from relsim.worlds.parameters import World

TWO_PLACES = SMALLSHIRE.model_copy(
    update={
        "councils": (*SMALLSHIRE.councils, Council(code="NC", name="North Smallshire Council")),
        "localities": tuple(
            each.model_copy(update={"council": "NC"}) if each.code == "NORTH" else each
            for each in SMALLSHIRE.localities
        ),
    }
)
ROUNDING = 1e-9
OVERSHOT = -TOLERANCE
"""A step that goes further than it needs may leave a share just under 0, within the tolerance of the solution."""


@examples(60)
@given(
    changes(), provisions(), benefits(), worlds(), KEYS,
    st.sampled_from(["", "people", "trust", "participation", "contact", "closures", "money"]),
)  # fmt: skip
def test_influence_sums_to_one_in_every_month_and_place(
    told: Reorganisation, said: dict[str, Any], good: dict[str, float], world: World, seed: int, off: str
) -> None:
    """Also under committees, hearings and networks that a trust runs."""
    rules = Switches.without(*filter(None, [off]))
    table = timetable(told, place=TWO_PLACES, **said, benefits=good)
    simulation = run(table, world=world, seed=seed, switches=rules)
    influence = simulation.record.sums[:, MEASURES.index("influence")]
    assert table.places == ("NC", "SC")
    for shares in (influence, simulation.place_series()):
        assert shares.sum(axis=-1) == pytest.approx(1.0, abs=ROUNDING)
        assert shares.min() >= OVERSHOT


@examples(40)
@given(changes(), provisions(), worlds(), KEYS)
def test_what_everybody_voices_comes_from_somewhere(
    told: Reorganisation, said: dict[str, Any], world: World, seed: int
) -> None:
    """Rows of voices sum to 1, whoever is new; they move every quarter only, and when a body is succeeded."""
    table, before = timetable(told, **said), None
    begins = {era.begins for era in table.eras}
    for simulation in month_by_month(table, world=world, seed=seed):
        voice, month = simulation.state.voice, simulation.month - 1
        assert voice.sum(axis=1) == pytest.approx(1.0, abs=ROUNDING)
        assert voice.min() >= OVERSHOT
        assert not voice[:, len(Sector) :].any()
        if month % EVERY_MONTHS and month not in begins:
            assert (voice == before).all()
        before = voice.copy()


def test_where_nobody_listens_seats_decide() -> None:
    """No trust, no agreements: influence is the seats' share, to the bit."""
    simulation = Simulation(timetable(until=SMALLSHIRE.starts + 1))
    for name in ("trust_ab", "trust_ba", "knowing_ab", "knowing_ba", "contracts", "procedures"):
        getattr(simulation.state, name)[:] = 0.0
    simulation.advance()
    layout = simulation.structure.layout
    seats = np.zeros(len(Sector))
    np.add.at(seats, layout.sector, layout.opinion)
    assert (simulation.record.sums[0, MEASURES.index("influence")] == seats).all()


@examples(20)
@given(changes(), provisions(), worlds(), KEYS)
def test_without_governance_nobody_listens(told: Reorganisation, said: dict[str, Any], world: World, seed: int) -> None:
    """The rule off, everybody voices their own opinion for good, and money sees seats alone."""
    table = timetable(told, **said)
    off = run(table, world=world, seed=seed, switches=Switches.without("governance"))
    own = np.zeros_like(off.state.voice)
    own[np.arange(len(own)), off.structure.layout.sector] = 1.0
    assert (off.state.voice == own).all()
    assert not off.record.places.any()
    # So what bears on trust bears on no money.
    deaf = ("governance", "unfunded_work", "funded_time", "contact", "openness", "board_contact")
    other = run(table, world=world, seed=(seed + 1) % 2**32, switches=Switches.without(*deaf))
    assert (off.money == other.money).all()
    assert not same_record(off, other)
