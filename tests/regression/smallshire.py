"""Numbers of Smallshire, to be kept until somebody means to change them.

``python tests/regression/smallshire.py`` writes them anew.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from model_example import AREAS_AFTER, change, position, run, timetable

from relsim.sectors import Sector

TABLE = Path(__file__).with_name("smallshire.csv")
COLUMNS = ("plan", "seed", "month", "measure", "sector", "value")
MONTHS = ("2012-04", "2018-04", "2020-06", "2021-04", "2022-04", "2023-12")
SECTORS = (Sector.GENERAL_PRACTICE, Sector.VCSE, Sector.ACUTE, Sector.LOCAL_GOVERNMENT)
DECIMALS = 6


def rows() -> Iterator[tuple[str, ...]]:
    """Coverage, trust and influence in the default world, of two seeds with and without a merger of all."""
    tables = {"Never": timetable(), "All in one": timetable(change(AREAS_AFTER[0]))}
    for plan, table in tables.items():
        for seed in (1, 2):
            series = run(table, seed=seed).series()
            for month in MONTHS:
                for measure in ("coverage", "trust", "influence"):
                    for sector in SECTORS:
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
