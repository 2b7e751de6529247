"""The table of what was to be known to a precision."""

from __future__ import annotations

import math

from relsim.domain.sectors import Sector
from relsim.evidence.results import Results
from relsim.evidence.tables.table import Table
from relsim.measures.catalogue import Outcome, outcome
from relsim.measures.tables import ALL_SECTORS
from relsim.wording.numbers import number, significant


def precision_table(results: Results) -> Table:
    """Each difference that was to be known to a precision, with its interval."""
    rows = []
    for row in results.precision.to_dict("records"):
        kind = outcome(str(row["measure"]))
        where = "" if row["sector"] == ALL_SECTORS else f", {Sector[str(row['sector']).upper()].label}"
        mean, low, high = (number(kind.scale * float(row[end]), kind.decimals + 1) for end in ("mean", "low", "high"))
        rows.append([
            kind.label(str(row["window"])) + where,
            mean,
            f"{low} to {high}" if math.isfinite(float(row["mean"])) else "–",
            _half_width(kind, float(row["half_width"])),
            _half_width(kind, float(row["wanted"])),
            f"{int(row['first_pairs']):,} + {int(row['pairs']):,}",
            str(row["verdict"]),
        ])  # fmt: skip
    return Table(
        "Differences that were to be known to a precision",
        ["Difference", "Mean over worlds", "Interval", "That is", "Asked for", "Pairs of runs, both stages", "So"],
        rows,
        note="Coverage and shares are in percentage points. Worlds that vary more have more runs; each counts alike.",
    )


def _half_width(kind: Outcome, value: float) -> str:
    return f"±{significant(kind.scale * value)}" if math.isfinite(value) else "–"
