"""An England for the benchmark: 42 boards, each with an area like a built-in place, and 153 places among them.

Every area is the same place run with another seed, under codes of its own, so that contacts, trust and voices differ;
nobody works across a border.  What is timed is what a quarter of one run takes: whose opinions are voiced, from the
voices of the quarter before, and what boards and places make of them.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

from relsim.domain.place import Place
from relsim.engine.rules import governance
from relsim.engine.simulation import Simulation
from relsim.engine.state import scratch_for
from relsim.timetable.network import network
from relsim.timetable.timetable import build_timetable
from relsim.worlds.parameters import World

BOARDS, PLACES = 42, 153
_spread, _heard = governance.opinions_spread, governance.places_are_heard


@numba.njit(fastmath=False, error_model="numpy")
def quarter(month, layout, dates, state, scratch, world):  # type: ignore[no-untyped-def]
    """Voices, and what is decided wherever the layout says who decides."""
    _spread(month, layout, dates, state, scratch, world)
    _heard(layout, state)


def fewer(place: Place) -> Place:
    """The place with about as many organisations as a 42nd of 10,000, and relationships as a 42nd of 80,000."""
    return place.model_copy(update={"practices": place.practices[::2], "vcse_per_thousand": 0.04})


class England:
    """42 areas laid side by side as one layout and one state."""

    def __init__(self, place: Place, month: int) -> None:
        """Run the place up to a quarter's month, as often as there are boards.

        Args:
            place: The place that every area is like.
            month: A month in which voices are worked out.
        """
        timetable = build_timetable(place, network(place), None, month + 1)
        runs, before = [], []
        for seed in range(BOARDS):
            run = Simulation(timetable, seed=seed)
            run.advance(month)
            before.append(run.state.voice.copy())
            run.advance(month + 1)
            runs.append(run)
        self.month, self.world = month, World()
        self._area = runs[0].structure.layout
        self.organisations, self.relationships = BOARDS * len(self._area.kind), BOARDS * len(self._area.a)
        self.dates = runs[0].dates._replace(**{name: _side_by_side(getattr(runs[0].dates, name)) for name in _OF_DATES})
        self.before = np.concatenate(before)
        names = ("contact", "effective_ab", "effective_ba")
        alike = {name: np.concatenate([getattr(run.state, name) for run in runs]) for name in names}
        self._state = runs[0].state._replace(voice=self.before.copy(), **alike)
        self._layout = self._laid_out()
        self.scratch = scratch_for(self._layout)

    def _laid_out(self) -> Any:
        area = self._area
        n, r = len(area.kind), len(area.a)
        return area._replace(
            kind=_side_by_side(area.kind), sector=_side_by_side(area.sector), represents=_side_by_side(area.represents),
            attention=np.tile(area.attention, (BOARDS, 1)),
            a=_side_by_side(area.a, n), b=_side_by_side(area.b, n),
            edge_partner=_side_by_side(area.edge_partner, n), edge_from=_side_by_side(area.edge_from, 2 * r),
            edge_first=_rows_side_by_side(area.edge_first, BOARDS),
        )  # fmt: skip

    def deciding(self, places: int) -> Any:
        """The layout with 42 boards and so many places: who decides for each, in compressed rows."""
        area = self._area
        members = np.flatnonzero(area.opinion)
        rows = [(members + board * len(area.kind), area.opinion[members]) for board in range(BOARDS)]
        here = len(area.place_first) - 1
        for number in range(places):
            place, board = number // BOARDS % here, number % BOARDS
            entries = slice(int(area.place_first[place]), int(area.place_first[place + 1]))
            rows.append((area.place_member[entries] + board * len(area.kind), area.place_weight[entries]))
        return self._layout._replace(
            place_first=np.concatenate([[0], np.cumsum([len(row) for row, _ in rows])]).astype(np.uint32),
            place_member=np.concatenate([row for row, _ in rows]).astype(np.uint32),
            place_weight=np.concatenate([weight for _, weight in rows]),
        )

    def state(self, places: int) -> Any:
        """The state as it was before the quarter, with room for so many places."""
        self._state.voice[:] = self.before
        return self._state._replace(place_influence=np.zeros((BOARDS + places, self._area.attention.shape[1])))


_OF_DATES = ("overseen_from", "overseer", "oversight")


def _side_by_side(values: NDArray[Any], step: int = 0) -> NDArray[Any]:
    """The values once for each board; row numbers go up by a step each time."""
    moved = np.tile(values.astype(np.int64) if step else values, BOARDS)
    return (moved + np.repeat(step * np.arange(BOARDS), len(values))).astype(values.dtype) if step else moved


def _rows_side_by_side(first: NDArray[Any], count: int) -> NDArray[Any]:
    """Where rows start, of compressed rows laid one after the other."""
    lengths = np.tile(np.diff(first.astype(np.int64)), count)
    return np.concatenate([[0], np.cumsum(lengths)]).astype(first.dtype)
