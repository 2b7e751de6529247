"""The plans at a glance: a row for each, for the report and for the terminal."""

from __future__ import annotations

import numpy as np
import pandas as pd

from relsim.evidence.findings.comparison import MONTHS_UNDER, YEARS_LOST, share_lost, times
from relsim.evidence.findings.rules_of_evidence import NORMAL_95
from relsim.evidence.results import Results
from relsim.evidence.sentences import break_even
from relsim.evidence.sentences.loss import months, share_words
from relsim.wording.numbers import number, percent, spread_words

COLUMNS = [
    "Plan", "Months below 90%", "Back at 90%, month", "Never", "Relationship-years lost", "Share lost", "To break even",
]  # fmt: skip
"""Back at 90 %: that of the median world; share: of the relationship-years that would have worked."""


def glance(results: Results) -> list[list[str]]:
    """A row for each plan that holds from some month, in the order of `COLUMNS`."""
    rows = []
    for plan in results.vested:
        row = results.summary_row(plan.name, results.comparator, *MONTHS_UNDER)
        lost = results.summary_row(plan.name, results.comparator, *YEARS_LOST)
        if row is None:
            continue
        reached, share = times(results, plan.name, "all"), share_lost(results, plan)
        middle = float(np.quantile(reached, 0.5, method="inverted_cdf")) if len(reached) else np.nan
        rows.append(
            [
                plan.name,
                months(row).replace(" months", "").replace(" across worlds", ""),
                "–" if np.isnan(middle) else "never" if np.isinf(middle) else f"{middle:.0f}",
                percent(float(np.isinf(reached).mean())) if len(reached) else "–",
                "–" if lost is None else _years(lost),
                "–" if share is None else share_words(share),
                break_even.in_a_cell(results, plan),
            ]
        )
    return rows


def _years(row: pd.Series) -> str:
    low, high = number(float(row["world_low"]), 0), number(float(row["world_high"]), 0)
    spread = spread_words(low, high, NORMAL_95 * float(row["mc_standard_error"])).replace(" across worlds", "")
    return f"{number(float(row['mean_value']), 0)} ({spread})"
