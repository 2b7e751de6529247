"""Makes the table of Wales's practices from the practice file of the NHS Organisation Data Service."""

from __future__ import annotations

import csv
from pathlib import Path

from relsim.places.maintenance.place_extract import (
    COMMISSIONER,
    GP_PRACTICE,
    POSTCODE,
    PRACTICE_FILE,
    ROLE,
    STATUS,
    register,
)
from relsim.places.wales import locality_of

FILES = {PRACTICE_FILE: "the practice file of the NHS Organisation Data Service, March 2026"}


def extract(folder: Path, out: Path) -> int:
    """Write the open GP practices of Wales with the locality of each, and return their number."""
    rows = [
        (code, row[1], locality_of(row[POSTCODE], row[COMMISSIONER]))
        for code, row in sorted(register(folder).items())
        if row[ROLE] == GP_PRACTICE and row[COMMISSIONER].startswith("7A") and row[STATUS] == "ACTIVE"
    ]
    with out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("code", "name", "locality"), *rows])
    return len(rows)
