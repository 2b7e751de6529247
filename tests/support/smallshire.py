"""Numbers of Smallshire, to be kept until somebody means to change them.

``python tests/support/smallshire.py`` writes them anew.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from model_example import AREAS_AFTER, VESTING, change, position, run, timetable

from relsim.domain.sectors import Sector
from relsim.timetable.timetable import Timetable

TABLE = Path(__file__).parents[1] / "regression" / "smallshire.csv"
COLUMNS = ("plan", "seed", "month", "measure", "sector", "value")
MONTHS = ("2012-04", "2018-04", "2020-06", "2021-04", "2022-04", "2023-12")
SECTORS = (Sector.GENERAL_PRACTICE, Sector.VCSE, Sector.ACUTE, Sector.LOCAL_GOVERNMENT)
WHO_ASKS = SECTORS[:2]
MEASURES = {
    **dict.fromkeys(("coverage", "trust", "influence", "spend"), SECTORS),
    **dict.fromkeys(("given_up", "reaches_in_two_steps", "concerns_heard", "concerns_acted_on"), WHO_ASKS),
    "closed": (Sector.VCSE,),
}
"""Measure → sectors that have it."""
DECIMALS = 6


def tables() -> dict[str, Timetable]:
    """No plan, a merger of all, and a plan with everything that a plan can hold."""
    areas = AREAS_AFTER[0]
    everything = timetable(
        change(areas, written_handover=True, shadow_months=3),
        governance=[{"name": "Places", "begins": VESTING + 6, "bodies": ["X"], "board": "icb_places"}],
        ring_fences=[{"sector": "general_practice", "begins": VESTING}],
        grants=[{"to": "vcse", "begins": VESTING, "time": 1.5}],
        hostile_acts=[{"practice": "P4", "month": VESTING + 2, "time_lost": 0.2}],
        integrated_providers=[{"trust": "T2", "begins": VESTING + 3}],
        benefits={"one_counterpart": 0.2, "common_footprint": 0.05, "pooled_capacity": 0.1, "cost_saved": 0.005},
    )  # fmt: skip
    return {"Never": timetable(), "All in one": timetable(change(areas)), "Everything": everything}


def rows() -> Iterator[tuple[str, ...]]:
    """Measures in the default world, of two seeds of each plan."""
    for plan, table in tables().items():
        for seed in (1, 2):
            series = run(table, seed=seed).series()
            for month in MONTHS:
                for measure, sectors in MEASURES.items():
                    for sector in sectors:
                        value = series[measure][position(table, month), sector]
                        yield plan, str(seed), month, measure, sector.code, f"{value:.{DECIMALS}f}"


def kept() -> list[tuple[str, ...]]:
    """The rows of the file."""
    with TABLE.open(newline="", encoding="utf-8") as file:
        head, *lines = csv.reader(file)
    assert tuple(head) == COLUMNS
    return [tuple(line) for line in lines]


def write() -> None:
    """Write the file anew."""
    with TABLE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows())


if __name__ == "__main__":
    write()
    print(f"Wrote {TABLE.name}. Record in CHANGELOG.md that numbers have moved, and why.")
