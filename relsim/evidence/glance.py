"""The plans at a glance: a row for each, for the report and for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from relsim.evidence import break_even
from relsim.evidence.effect import months, share_words
from relsim.evidence.facts import MONTHS_UNDER, YEARS_LOST, share_lost, times
from relsim.evidence.folder import Results
from relsim.evidence.words import NORMAL_95, number, percent, spread_words

COLUMNS = [
    "Plan", "Months below 90%", "Back at 90%, month", "Never", "Relationship-years lost", "Share lost", "To break even",
]  # fmt: skip
"""Back at 90 %: that of the median world; share: of the relationship-years that would have worked."""
_IN_TERMINAL = COLUMNS[:-1]


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


def in_terminal(results: Results, width: int) -> list[str]:
    """The same as lines of text, at most `width` characters wide; nothing without plans."""
    rows = glance(results)
    if not rows:
        return []
    table = [_IN_TERMINAL, *([*row[:5], row[5].split(" (")[0]] for row in rows)]
    widths = [max(len(row[i]) for row in table) for i in range(len(_IN_TERMINAL))]
    # What does not fit beside a name of twelve letters is left to the report.
    while len(widths) > 1 and 12 + sum(widths[1:]) + 2 * (len(widths) - 1) > width:
        widths.pop()
    table = [row[: len(widths)] for row in table]
    # The plans' names get what the numbers leave of the line.
    widths[0] = min(widths[0], max(12, width - sum(widths[1:]) - 2 * (len(widths) - 1)))
    head, *lines = [line for row in table for line in _lines(row, widths)]
    return [head, "-" * len(head), *lines, ""]


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """A row of the table; a long name goes on below, so that plans can always be told apart."""
    name, *more = textwrap.wrap(row[0], widths[0], subsequent_indent="  ")
    numbers = [cell.rjust(wide) for cell, wide in zip(row[1:], widths[1:], strict=True)]
    yield "  ".join([name.ljust(widths[0]), *numbers])
    yield from more
