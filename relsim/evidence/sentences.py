"""Sentences that never say more than their numbers bear.

Contrasts between plans within a world come first and durations second.  Three uncertainties are told apart and never
pooled: Monte Carlo error with the worlds fixed; the 5-95 % range over plausible worlds; the share of worlds that favour
each plan.  A ranking is stated only where it holds in at least 80 % of worlds.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import numpy as np
import pandas as pd

from relsim import tables
from relsim.evidence.claims import NOT_IDENTIFIED, times
from relsim.evidence.folder import Results, finite, read_results
from relsim.evidence.placebo import check_placebo
from relsim.evidence.words import (
    COVERAGE_GLOSS,
    FEWEST_WORLDS,
    NORMAL_95,
    RANKING,
    decimals_for,
    measure,
    number,
    percent,
    plural,
    quoted,
    significant,
)
from relsim.measures import opposite_windows
from relsim.sectors import Sector

_ALL = tables.ALL_SECTORS
_MONTHS = ("months_not_bedded_in", "120")
_COLUMNS = 100


def answer(results: Results) -> list[str]:
    """The answer in three to six sentences or short groups of them, the most important first."""
    placebo = check_placebo(results)
    told = [placebo.sentence()] if placebo.present and not placebo.passes else []
    told += windows_disagree(results)
    told += headline(results)
    if results.vested:
        first = results.vested[0].name
        told += [text for text in (duration(results, first), by_sector(results, first)) if text]
    if len(results.vested) > 1:
        told.append("How long it takes under the other plans is in the tables.")
    told.append(NOT_IDENTIFIED.split(":", 1)[0] + "; the model says what follows from its assumptions.")
    return told


def windows_disagree(results: Results) -> list[str]:
    """Said first of all: where counting from announcement and counting over the calendar point opposite ways."""
    found = [o for o in opposite_windows(results.summary) if o.clear and o.sector == _ALL]
    if not found:
        return []
    longest = max(found, key=lambda o: int(o.window))
    pairs = {(o.plan, o.versus) for o in found}
    fewer, more = (longest.plan, longest.versus) if longest.from_announcement < 0 else (longest.versus, longest.plan)
    text = (
        f"Which date loses less depends on how it is counted: over {longest.window} months from each plan’s own "
        f"announcement, {quoted(fewer)} loses {significant(abs(longest.from_announcement))} fewer relationship-years "
        f"than {quoted(more)}; over the same calendar months it loses {significant(abs(longest.calendar))} more."
    )
    if len(pairs) > 1:
        text += f" The same holds for {plural(len(pairs) - 1, 'other pair')} of plans."
    return [text]


def headline(results: Results) -> list[str]:
    """The contrast between plans on the primary scalar, or on the first primary outcome that the tables hold."""
    for name, window in (*(tables.PRIMARY), ("relationship_years_lost", "calendar")):
        sector = Sector.ACUTE.code if name == "acute_dominance" else _ALL
        rows = [(a, b, results.summary_row(a, b, name, window, sector)) for a, b in results.pairs()]
        known = [(a, b, row) for a, b, row in rows if row is not None and finite(row["mean"])]
        if known:
            a, b, row = max(known, key=lambda item: (_clear(item[2]), abs(float(item[2]["mean"]))))
            told = [contrast(row, a, b)]
            if len(known) > 1 and int(row["worlds"]) >= FEWEST_WORLDS:
                told[0] = "The widest contrast between two plans: " + told[0][0].lower() + told[0][1:]
                told.append(ranking(known))
            return told
    return ["The tables hold no outcome in which the plans can be compared."]


def _clear(row: pd.Series) -> bool:
    """Whether the mean difference is further from zero than its Monte Carlo error explains."""
    return abs(float(row["mean"])) > NORMAL_95 * float(row["mc_standard_error"])


def contrast(row: pd.Series, plan: str, versus: str) -> str:
    """One paired difference with its three uncertainties, and whether it bears a ranking."""
    kind, name, window = measure(str(row["measure"])), str(row["measure"]), str(row["window"])
    mean, error = kind.scale * float(row["mean"]), kind.scale * NORMAL_95 * float(row["mc_standard_error"])
    noun, decimals = _noun(name, window), decimals_for(kind, error)
    if abs(mean) == 0.0 and error == 0.0:
        return f"Within the same world, {quoted(plan)} and {quoted(versus)} do not differ at all in {noun}."

    def sized(value: float) -> str:
        if round(abs(value), decimals) == 0.0:
            return "0"
        return f"{number(abs(value), decimals)} {kind.more if value > 0 else kind.less}"

    if abs(mean) <= error:
        first = (
            f"Within the same world, the runs can’t tell {quoted(plan)} and {quoted(versus)} apart in {noun}: the mean "
            f"difference is {sized(mean)}"
        )
    else:
        first = f"Within the same world, {quoted(plan)} has on average {sized(mean)} {noun} than {quoted(versus)}"
    interval = f"95% Monte Carlo interval with the worlds fixed: {sized(mean - error)} to {sized(mean + error)}"
    low, high = kind.scale * float(row["world_low"]), kind.scale * float(row["world_high"])
    if not (finite(low) and finite(high)):
        spread = "one world only, so no range over worlds"
    elif high - low <= 1e-9:
        spread = "no spread over plausible worlds beyond Monte Carlo noise"
    else:
        spread = f"5–95% range over plausible worlds: {sized(low)} to {sized(high)}"
    return f"{first} ({interval}; {spread}). {_shares(row, plan, versus)}"


def _noun(name: str, window: str) -> str:
    if name == "relationship_years_lost" and window == "calendar":
        return "relationship-years lost over the same calendar months"
    kind = measure(name)
    return (kind.noun or kind.label).replace("{window}", window)


def _shares(row: pd.Series, plan: str, versus: str) -> str:
    first, second, undecided = (float(row[c]) for c in ("favours_plan", "favours_versus", "undecided"))
    worlds = plural(int(row["worlds"]), "world")
    if not row["better"]:
        return (
            f"It is higher under {quoted(plan)} in {percent(first)} of {worlds}, under {quoted(versus)} in "
            f"{percent(second)}, and {percent(undecided)} are undecided; neither direction is called better."
        )
    told = (
        f"Of {worlds}, {percent(first)} favour {quoted(plan)}, {percent(second)} favour {quoted(versus)}, and "
        f"{percent(undecided)} are undecided"
    )
    winner = ranked(row, plan, versus)
    if int(row["worlds"]) < FEWEST_WORLDS:
        return f"{told}: too few worlds for a ranking to be stated (at least {FEWEST_WORLDS} are needed)."
    if winner is None:
        return f"{told}: too few agree for a ranking to be stated (at least {RANKING:.0%} are needed)."
    return f"{told}, so {quoted(winner)} comes out better on this outcome."


def ranked(row: pd.Series, plan: str, versus: str) -> str | None:
    """The plan that at least 80 % of enough worlds favour, if there is one and a direction is better."""
    if not row["better"] or int(row["worlds"]) < FEWEST_WORLDS:
        return None
    if float(row["favours_plan"]) >= RANKING - 1e-9:
        return plan
    return versus if float(row["favours_versus"]) >= RANKING - 1e-9 else None


def ranking(rows: list[tuple[str, str, pd.Series]]) -> str:
    """For how many pairs a ranking holds, and whether one plan leads all the others."""
    held = [(ranked(row, a, b), a, b) for a, b, row in rows]
    wins: dict[str, int] = {}
    for winner, _, _ in held:
        if winner is not None:
            wins[winner] = wins.get(winner, 0) + 1
    count = sum(wins.values())
    names = {name for _, a, b in held for name in (a, b)}
    leader = next((name for name, won in wins.items() if won == len(names) - 1), None)
    told = f"A ranking holds in at least {RANKING:.0%} of worlds for {count} of {plural(len(held), 'pair')} of plans"
    return (
        f"{told}; {quoted(leader)} comes out better than every other plan."
        if leader
        else f"{told}; no plan leads all others."
    )


def by_sector(results: Results, plan: str) -> str:
    """Which sector is longest and which is shortest without being bedded in, on average over worlds."""
    found = [(s.label, results.summary_row(plan, results.comparator, *_MONTHS, s.code)) for s in results.sectors]
    known = [(label, row) for label, row in found if row is not None and finite(row["mean_value"])]
    if len(known) < 2:
        return ""
    known.sort(key=lambda item: float(item[1]["mean_value"]))
    told = [f"{label} ({number(float(row['mean_value']))} months; {world_range(row)})" for label, row in known]
    return f"By sector under {quoted(plan)}, the mean is longest for {told[-1]} and shortest for {told[0]}."


def duration(results: Results, plan: str) -> str:
    """Months not bedded in under one plan, and when it is back at 90 %; "never" as a share of worlds."""
    row = results.summary_row(plan, results.comparator, *_MONTHS)
    if row is None or not finite(row["mean_value"]):
        return ""
    error = f"Monte Carlo error ±{significant(NORMAL_95 * float(row['mc_standard_error']))}, worlds fixed"
    told = (
        f"Under {quoted(plan)}, {number(float(row['mean_value']))} of the first 120 months after vesting are not "
        f"bedded in, on average ({error}; {world_range(row)})"
    )
    told += f": months with coverage, the {COVERAGE_GLOSS}, below 90% of the comparator’s."
    reached = times(results, plan, _ALL)
    return f"{told} {never(reached)}" if len(reached) else told


def world_range(row: pd.Series, scale: float = 1.0, decimals: int = 0) -> str:
    """The 5-95 % range over worlds in words."""
    if not (finite(row["world_low"]) and finite(row["world_high"])):
        return "one world only, so no range over worlds"
    low, high = (number(scale * float(row[c]), decimals) for c in ("world_low", "world_high"))
    return f"5–95% range over plausible worlds {low} to {high}"


def never(months: pd.Series) -> str:
    """When 90 % is reached, with never as longer than any number of months."""
    share = float(np.isinf(months).mean())
    middle = float(np.quantile(months, 0.5, method="inverted_cdf"))
    if np.isinf(middle):
        return f"In {percent(share)} of worlds coverage never gets back to 90% for 12 months running within 120 months."
    if len(months) == 1:
        return (
            f"In its one world coverage is back at 90%, and stays there for 12 months running, by month {middle:.0f}."
        )
    told = (
        f"In half of the worlds coverage is back at 90%, and stays there for 12 months running, by month {middle:.0f}"
    )
    return (
        f"{told}; in {percent(share)} it never is within 120 months."
        if share
        else f"{told}; it gets there in every world."
    )


def findings(folder: Path) -> str:
    """A short plain-text account for the terminal, at most 100 columns wide."""
    results = read_results(folder)
    experiment = results.manifest["experiment"]
    lines = [*_wrap(str(experiment.get("title") or experiment.get("name") or folder.name)), ""]
    for text in answer(results):
        lines += [*_wrap(text, "- ", "  ")]
    lines += ["", *_durations(results), *_contrasts(results), *_wrap(check_placebo(results).sentence())]
    return "\n".join(line.rstrip() for line in lines)


def _wrap(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, _COLUMNS, initial_indent=first, subsequent_indent=rest)


def _durations(results: Results) -> list[str]:
    """A line for each plan: months not bedded in, and the share of worlds that never are."""
    lines = []
    for plan in results.vested:
        row = results.summary_row(plan.name, results.comparator, *_MONTHS)
        if row is None:
            continue
        months = times(results, plan.name, _ALL)
        share = percent(float(np.isinf(months).mean())) if len(months) else "–"
        error = significant(NORMAL_95 * float(row["mc_standard_error"]))
        spread = f"{number(float(row['world_low']), 0)} to {number(float(row['world_high']), 0)}"
        lines.append(
            f"{_cut(plan.name, 46):46} {number(float(row['mean_value'])):>8} {'±' + error:>9} {spread:>14} {share:>12}"
        )
    head = f"{'Months not bedded in, of the first 120':46}" + _heads(
        ("mean", 8), ("MC error", 9), ("5–95% worlds", 14), ("never at 90%", 12)
    )
    return [head, "-" * len(head), *lines, ""] if lines else []


def _contrasts(results: Results) -> list[str]:
    """A line for each pair of plans: the paired difference of months not bedded in."""
    lines = []
    for a, b in results.pairs():
        row = results.summary_row(a, b, *_MONTHS)
        if row is None or not finite(row["mean"]):
            continue
        shares = " / ".join(percent(float(row[c])) for c in ("favours_plan", "undecided", "favours_versus"))
        spread = f"{number(float(row['world_low']))} to {number(float(row['world_high']))}"
        name = f"{_cut(a, 18)} less {_cut(b, 18)}"
        lines.append(f"{name:42} {number(float(row['mean'])):>7} {spread:>16} {shares:>31}")
    head = f"{'Difference of months not bedded in':42}" + _heads(
        ("mean", 7), ("5–95% worlds", 16), ("favour 1st / undecided / 2nd", 31)
    )
    return [head, "-" * len(head), *lines, ""] if lines else []


def _heads(*columns: tuple[str, int]) -> str:
    """Column headings, each set right in its width."""
    return "".join(f" {name:>{width}}" for name, width in columns)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
