"""What a run leaves behind, month by month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from relsim.domain.sectors import Sector
from relsim.timetable.structure import Floats

REACHES = (
    "knows_whom_to_ask", "reaches_directly", "reaches_in_two_steps",
    "concerns_raised", "concerns_heard", "concerns_acted_on",
)  # fmt: skip
"""What is known each quarter of practices and VCSE organisations: `relsim.engine.rules.reach`."""

MEASURES = (
    "coverage", "trust", "knowing", "contacts", "successes", "given_up", "influence", *REACHES, "closed",
)  # fmt: skip
"""What is recorded every month, a column for each sector."""


class Record(NamedTuple):
    """What a run leaves behind, month by month."""

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
