"""The record that a run leaves behind, month by month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from relsim.domain.sectors import Sector
from relsim.measures.recorded import SUMMED
from relsim.timetable.structure import Floats

MEASURES = tuple(column.name for column in SUMMED)
"""The names of what is recorded every month, a sum for each sector, in the order of the record."""


class Record(NamedTuple):
    """The record that a run leaves behind, month by month."""

    sums: Floats
    """(months, measures, sectors) sums by sector; `relsim.engine.simulation` says how they become shares."""
    money: Floats
    """(months, sectors + 1) shares of spend, and last the unfunded part of what is decided afresh."""
    places: Floats
    """(months, places, sectors) influence on what is decided for each place."""

    def copy_until(self, month: int) -> Record:
        """A record of the same shape that holds the first months only."""
        copies = Record(*(np.zeros_like(array) for array in self))
        for copied, array in zip(copies, self, strict=True):
            copied[:month] = array[:month]
        return copies


def empty_record(months: int, places: int) -> Record:
    """A record of nothing yet."""
    sectors = len(Sector)
    shapes = ((months, len(MEASURES), sectors), (months, sectors + 1), (months, places, sectors))
    return Record(*(np.zeros(shape) for shape in shapes))
