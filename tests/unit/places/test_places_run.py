"""Every board's area of England runs: two years, with everything finite and in its range."""

from __future__ import annotations

import numpy as np
import pytest

from relsim.domain.months import month_number
from relsim.domain.sectors import Kind
from relsim.engine.simulation import Simulation
from relsim.places.england.facts import facts
from relsim.places.library import built_in
from relsim.timetable.network import network
from relsim.timetable.timetable import build_timetable


@pytest.mark.parametrize("code", sorted(facts().systems))
def test_two_years_of_every_board(code: str) -> None:
    place = built_in(code)
    run = Simulation(build_timetable(place, network(place), None, place.starts + 24), seed=1)
    run.advance()
    series = run.series()
    met = series["coverage"][:, -1]
    assert np.all((met[6:12] > 0.3) & (met[6:12] < 1))  # after the first months, when nobody knows anybody
    assert np.all((met[12:] > 0) & (met[12:] < 1))  # groups become trusts from the second year on
    assert series["influence"][-1, :-1].sum() == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("code", ["QNQ", "15D", "E10000030"])
def test_the_whole_history_of_areas_whose_bodies_lie_partly_outside(code: str) -> None:
    place = built_in(code)
    run = Simulation(build_timetable(place, network(place), None, month_number("2022-07")), seed=1)
    run.advance()
    kinds = run.structure.layout.kind
    assert (kinds == Kind.COMMISSIONER).sum() == {"QNQ": 1, "15D": 1, "E10000030": 2}[code]
    assert np.isfinite(run.series()["coverage"][:, -1]).all()
