"""Knowing whom to ask, reaching them, and what becomes of concerns, in every run."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from model_example import KEYS, benefits, changes, examples, month_by_month, provisions, switches, timetable, worlds

from relsim.domain.reorganisation import Reorganisation
from relsim.domain.sectors import Kind, Sector
from relsim.engine.rules.switches import Switches
from relsim.worlds.parameters import World

ROUNDING = 1e-12


@examples(60)
@given(changes(), provisions(), benefits(), worlds(), switches(), KEYS)
def test_what_is_heard_was_raised_and_what_is_acted_on_was_heard(
    told: Reorganisation, said: dict[str, Any], good: dict[str, float], world: World, rules: Switches, seed: int
) -> None:
    """Counts of those who ask, each a part of another; worked out every quarter, and kept in between."""
    table, before = timetable(told, **said, benefits=good), None
    for simulation in month_by_month(table, world=world, switches=rules, seed=seed):
        layout, reach, month = (
            simulation.structure.layout,
            simulation.state.reach,
            simulation.month - 1,
        )
        askers = np.bincount(layout.sector[layout.asks == 1], minlength=len(Sector))
        assert set(layout.kind[layout.asks == 1]) == {Kind.PRACTICE, Kind.VCSE}
        assert (reach >= 0).all()
        assert (reach <= askers + ROUNDING).all()
        knows, direct, two_steps, raised, heard, acted_on = reach
        assert (direct <= two_steps).all()
        assert (knows <= raised).all()
        assert (heard <= raised).all()
        assert (heard <= two_steps).all()
        assert (acted_on <= heard + ROUNDING).all()
        assert (reach[:5] == reach[:5].round()).all()
        assert month % 3 == 0 or (reach == before).all()
        before = reach.copy()
