"""The answer to an experiment's question, in plain words that say no more than their numbers bear.

In the order in which a reader asks: what the first plan does beside the comparator; whether another date would have
cost less; who is heard; what no data can settle.  Three uncertainties are told apart and never pooled: in brackets
after a number the 5-95 % range over worlds and the Monte Carlo error with the worlds fixed; and where plans are
compared, the shares of worlds that favour each.  A yes or a no is given only where at least 80 % of worlds bear it.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from relsim.evidence.claims import times
from relsim.evidence.effect import how_long, how_much, months, share_words, which_sectors
from relsim.evidence.facts import MONTHS_UNDER, SEATS_ALONE, SEATS_OF_BEFORE, YEARS_LOST, part, share_lost
from relsim.evidence.folder import Results, finite, read_results
from relsim.evidence.history import contradiction
from relsim.evidence.influence_words import who_is_heard
from relsim.evidence.placebo import check_placebo
from relsim.evidence.timing import another_date, windows_disagree
from relsim.evidence.words import NORMAL_95, number, percent, plural, plus_minus, quoted, spread_words

_COLUMNS = 100


@dataclass(frozen=True)
class Point:
    """A part of the answer: the question that it answers, and the answer."""

    lead: str
    text: str

    def __str__(self) -> str:
        return f"{self.lead} {self.text}".strip()


def answer(results: Results) -> list[Point]:
    """The answer in a handful of short paragraphs, in the order in which the questions are asked."""
    placebo, told = check_placebo(results), []
    if placebo.present and not placebo.passes:
        told.append(Point("", placebo.sentence()))
    opposite = windows_disagree(results)
    if opposite:
        told.append(Point("", opposite))
    if results.options:
        told += _of_the_first(results)
    other = another_date(results)
    if other:
        told.append(Point(*other))
    if results.options:
        heard = who_is_heard(results, results.options[0].name)
        told += [Point("Who is heard?", heard)] if heard else []
    told.append(Point("What no data can settle.", _unsettled(results)))
    return told


def _of_the_first(results: Results) -> list[Point]:
    """What the first plan does: for how long, how much, to whom."""
    first = results.options[0]
    lead = f"What does {quoted(first.name)} do, beside {quoted(results.comparator)}?"
    told = [text for text in (how_long(results, first.name), how_much(results, first)) if text]
    if not told:
        told = ["The tables hold no outcome in which it can be compared."]
    sectors = which_sectors(results, first.name)
    return [Point(lead, " ".join(told))] + ([Point("Who bears it?", sectors)] if sectors else [])


def _unsettled(results: Results) -> str:
    parts = [
        "No source follows the same relationships before and after a reorganisation, so how long recovery takes is not "
        "identified by data.",
        assumptions_that_matter(results),
        contradiction(results),
    ]
    return " ".join(part for part in parts if part)


def assumptions_that_matter(results: Results) -> str:
    """How far the duration moves with the part of the plan that matters most, and with settling-in."""
    changes = {
        plan.name: change_without(results, plan.name)
        for plan in results.of_role("diagnostic")
        if part(results, plan.name) not in (SEATS_OF_BEFORE, SEATS_ALONE)
    }
    known = {name: row for name, row in changes.items() if row is not None and _clear(row)}
    if not known:
        return ""
    largest = max(known, key=lambda name: abs(float(known[name]["mean"])))
    settling = next((name for name in changes if "settling-in" in name), None)
    told = [f"{part(results, largest)}, {change_words(known[largest])}"]
    if settling in known and settling != largest:
        told.append(f"{part(results, settling)}, {change_words(known[settling])}")
    return f"Months below 90% turn on assumptions: {'; '.join(told)}."


def change_without(results: Results, diagnostic: str) -> pd.Series | None:
    """Change of months not bedded in when one part is taken out of the first plan."""
    row = results.summary_row(diagnostic, results.vested[0].name, *MONTHS_UNDER) if results.vested else None
    return row if row is not None and finite(row["mean"]) else None


def _clear(row: pd.Series) -> bool:
    return abs(float(row["mean"])) > NORMAL_95 * float(row["mc_standard_error"])


def change_words(row: pd.Series) -> str:
    """A change of months: ``7 fewer (3 to 13 fewer across worlds; ±0.9)``."""
    mean, error = float(row["mean"]), NORMAL_95 * float(row["mc_standard_error"])
    ends = sorted((float(row["world_low"]), float(row["world_high"])), key=abs)
    decimals = 0 if abs(mean) >= 1.95 else 1
    word = "fewer" if mean < 0 else "more"
    if not all(finite(end) for end in ends):
        spread = "one world only"
    elif ends[0] * ends[1] > 0:
        spread = f"{number(abs(ends[0]), decimals)} to {number(abs(ends[1]), decimals)} {word} across worlds"
    else:
        low, high = sorted(ends)
        spread = f"{number(-low, decimals)} fewer to {number(high, decimals)} more across worlds"
    return f"{number(abs(mean), decimals)} {word} ({spread}; {plus_minus(error)})"


def key_to_numbers(results: Results) -> str:
    """How to read what stands in brackets, and the two words that the answer can't do without."""
    worlds = len(results.manifest.get("worlds") or ()) or int(results.by_world["world"].nunique())
    return (
        "A relationship works when two bodies know whom to ask and trust each other enough for joint work to happen. "
        "A relationship-year lost is one that would have worked and does not, for a year. In brackets: where "
        f"90% of {plural(worlds, 'world')} lie, each one plausible set of what nobody knows about people and bodies; "
        "after ±, what chance in the runs leaves open (95%). Neither covers errors of the model."
    )


def findings(folder: Path) -> str:
    """A short plain-text account for the terminal, at most 100 columns wide."""
    results = read_results(folder)
    experiment = results.manifest["experiment"]
    lines = [*_wrap(str(experiment.get("title") or experiment.get("name") or folder.name)), ""]
    for point in answer(results):
        lines += [*_wrap(str(point), "- ", "  ")]
    lines += ["", *_glance(results), *_wrap(key_to_numbers(results)), "", *_wrap(check_placebo(results).sentence())]
    return "\n".join(line.rstrip() for line in lines)


def _wrap(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, _COLUMNS, initial_indent=first, subsequent_indent=rest)


def glance(results: Results) -> list[list[str]]:
    """A row for each plan with a vesting date: months under 90 %, back at 90 %, years lost, and as a share."""
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
            ]
        )
    return rows


GLANCE_COLUMNS = ["Plan", "Months below 90%", "Back at 90%, month", "Never", "Relationship-years lost", "Share lost"]
"""Of `glance`: the third is that of the median world, the last of the relationship-years that would have worked."""


def _years(row: pd.Series) -> str:
    low, high = number(float(row["world_low"]), 0), number(float(row["world_high"]), 0)
    spread = spread_words(low, high, NORMAL_95 * float(row["mc_standard_error"])).replace(" across worlds", "")
    return f"{number(float(row['mean_value']), 0)} ({spread})"


def _glance(results: Results) -> list[str]:
    rows = glance(results)
    if not rows:
        return []
    table = [GLANCE_COLUMNS, *([*row[:-1], row[-1].split(" (")[0]] for row in rows)]
    widths = [max(len(row[i]) for row in table) for i in range(len(GLANCE_COLUMNS))]
    # The plans' names get what the numbers leave of the line.
    widths[0] = min(widths[0], max(12, _COLUMNS - sum(widths[1:]) - 2 * (len(widths) - 1)))
    table = [[_cut(row[0], widths[0]), *row[1:]] for row in table]
    lines = [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in table
    ]
    return [lines[0], "-" * len(lines[0]), *lines[1:], ""]


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
