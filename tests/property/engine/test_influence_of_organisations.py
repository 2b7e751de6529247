"""The influence of organisations in any small system, beside linear algebra."""

from __future__ import annotations

import numpy as np
import pytest
from hand_made import System, by_sector, influence, of_organisations, passing, systems
from hypothesis import given
from model_example import examples

CLOSE = 1e-5


@examples(300)
@given(systems())
def test_it_sums_to_one_and_by_sector_to_what_boards_decide(system: System) -> None:
    found = of_organisations(system)
    assert found.sum() == pytest.approx(1.0, abs=1e-9)
    assert (found >= 0).all()
    assert by_sector(found, system.sector) == pytest.approx(influence(system), abs=CLOSE)


@examples(300)
@given(systems())
def test_it_is_what_linear_algebra_gives(system: System) -> None:
    kept, passes = passing(system)
    through = np.linalg.solve((np.eye(len(kept)) - passes).T, system.seats)
    assert of_organisations(system) == pytest.approx(through * kept, abs=1e-9)
