"""The identity of the code that makes numbers: runs of different code never mix."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from relsim.engine.compiled import PACKAGE, hash_of

NUMBER_MAKING = ("domain", "worlds", "places", "timetable", "engine", "measures", "batch/runs")
"""The rooms in which the numbers of a run are made; all others talk to people, or store and report what was made."""
_FACTS_OF_MAINTAINERS = "places/maintenance"
"""It makes the embedded facts, never a run's numbers: what a place holds is part of a run's key anyway."""


def number_making_sources() -> list[Path]:
    """The sources whose text can change a number in a table of runs, in a fixed order."""
    return sorted(
        path
        for room in NUMBER_MAKING
        for path in (PACKAGE / room).rglob("*.py")
        if (PACKAGE / _FACTS_OF_MAINTAINERS) not in path.parents
    )


@cache
def code_hash() -> str:
    """SHA-256 (hex) of the number-making sources."""
    return hash_of(number_making_sources())
