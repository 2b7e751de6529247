"""The placebo: a reorganisation that changes nothing but a name must show exactly nothing, in every table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from relsim.evidence.results import Results
from relsim.measures.monthly_sums import SQUARED, X_COMPARATOR
from relsim.measures.recorded import MEASURED

_RATED = (SQUARED, X_COMPARATOR)
_SUMMARY = ("mean", "median", "mc_standard_error", "non_zero")


@dataclass(frozen=True)
class Placebo:
    """The placebos of a results folder, looked at."""

    names: tuple[str, ...]
    largest: dict[str, float]
    """Table → largest absolute difference from the comparator found in it."""
    compared: int
    """Differences that were looked at."""

    @property
    def present(self) -> bool:
        """True if the experiment holds a placebo, with outcomes to look at."""
        return bool(self.names) and self.compared > 0

    @property
    def worst(self) -> float:
        """The largest absolute difference in any table."""
        return max(self.largest.values(), default=0.0)

    @property
    def passes(self) -> bool:
        """True if there is a placebo and it shows exactly nothing."""
        return self.present and self.worst == 0.0


def check_placebo(results: Results) -> Placebo:
    """Look for any difference between the placebos and the comparator in every table that can hold one."""
    names = tuple(plan.name for plan in results.of_role("placebo"))
    largest: dict[str, float] = {}
    compared = 0
    for table, values in (
        ("outcomes", _of(results.outcomes, names)["difference"]),
        ("by_world", _of(results.by_world, names)[["difference", "standard_error"]].stack()),
        ("summary", _of(results.summary, names)[list(_SUMMARY)].stack()),
        ("monthly", _monthly(results, names)),
        ("single_runs", _against(results.single_runs, names, results.comparator, ["world", "replicate"], MEASURED)),
    ):
        known = pd.Series(values, dtype=float).dropna().abs()
        compared += len(known)
        largest[table] = float(known.max()) if len(known) else 0.0
    return Placebo(names, largest, compared)


def _of(table: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    return table[table["plan"].isin(names)]


def _monthly(results: Results, names: tuple[str, ...]) -> pd.Series:
    return _against(results.monthly, names, results.comparator, ["world"], ("replicates", *MEASURED, *_RATED))


def _against(
    table: pd.DataFrame, names: tuple[str, ...], comparator: str, who: list[str], columns: tuple[str, ...]
) -> pd.Series:
    """Differences of the placebos' rows from the comparator's same rows; a row that it lacks is no difference."""
    keys = [*who, "month", "sector"]
    shown = [column for column in columns if column in table.columns]
    base = table[table["plan"] == comparator].set_index(keys)[shown]
    parts = []
    for name in names:
        own = table[table["plan"] == name].set_index(keys)[shown]
        gap = own - base.reindex(own.index)
        # A number against a gap is a difference, never a match.
        gap = gap.where(own.notna() == base.reindex(own.index).notna(), np.inf)
        parts.append(gap.stack())
    return pd.Series(pd.concat(parts), dtype=float) if parts else pd.Series(dtype=float)
