"""Who has influence under the first plan and under the comparator, and what can be said of why."""

from __future__ import annotations

import numpy as np
import pandas as pd

from relsim.evidence.facts import longest_influence
from relsim.evidence.folder import Results
from relsim.evidence.words import NORMAL_95, number, percent, plus_minus, quoted
from relsim.sectors import Sector

MOST_OF_IT = 0.8
"""A part is called most of a shift only where at least this much of it stays, whatever else is taken out."""
_ACUTE = ("acute_dominance", Sector.ACUTE.code)


def who_is_heard(results: Results, plan: str) -> str:
    """Acute trusts among the others, general practice, and the commissioner itself, each beside the comparator."""
    told: list[str] = []
    window = ""
    for start, name, sector in (
        ("acute trusts hold {} of the influence of everybody but the commissioner", *_ACUTE),
        ("General practice holds {} of all influence", "influence", Sector.GENERAL_PRACTICE.code),
        ("The commissioner itself holds {}", "influence", Sector.COMMISSIONER.code),
    ):
        found = longest_influence(results, plan, name, sector)
        if found is None:
            continue
        window, row = found
        beside = f"against {percent(float(row['mean_versus_value']))} under {quoted(results.comparator)}"
        told.append(f"{start.format(percent(float(row['mean_value'])))}, {beside} ({points(row, bool(told))}).")
    if not told:
        return ""
    unmeasured = "No record of influence exists to check this by."
    first = f"{window} months after vesting, {told[0][0].lower()}{told[0][1:]}"
    return " ".join(text for text in (first, *told[1:], what_stays(results, plan), unmeasured) if text)


def points(row: pd.Series, said: bool = False) -> str:
    """The range of a difference in shares over worlds, in points: ``4 to 9 points more across worlds; ±0.1``."""
    low, high = sorted((100 * float(row[c]) for c in ("world_low", "world_high")), key=abs)
    error = plus_minus(100 * NORMAL_95 * float(row["mc_standard_error"]))
    if not (np.isfinite(low) and np.isfinite(high)):
        return f"one world only; {error}"
    decimals = 0 if abs(high) >= 1.95 else 1
    word, across = ("more" if high > 0 else "less"), "" if said else " across worlds"
    if low * high >= 0:
        return f"{number(abs(low), decimals)} to {number(abs(high), decimals)} points {word}{across}; {error}"
    less, more = sorted((low, high))
    return f"{number(-less, decimals)} points less to {number(more, decimals)} more{across}; {error}"


def what_stays(results: Results, plan: str) -> str:
    """Whether the shift stays when people, procedures, distraction and settling-in are taken out, by the numbers."""
    part = share_that_stays(results, plan)
    if part is None:
        return ""
    if part >= MOST_OF_IT:
        return (
            f"At least {percent(min(part, 1.0))} of the acute trusts’ change stays when lost people and procedures, "
            "distraction or settling-in are taken out: what stays is the new board’s seats and one body in place of "
            "others, which these runs don’t tell apart."
        )
    return (
        f"As little as {percent(max(part, 0.0))} of the acute trusts’ change stays when one part is taken out, so "
        "seats alone don’t account for it."
    )


def share_that_stays(results: Results, plan: str) -> float | None:
    """The least part of the acute trusts' gain that stays in any diagnostic; None where there was no clear gain."""
    whole = longest_influence(results, plan, *_ACUTE)
    if whole is None or abs(float(whole[1]["mean"])) <= NORMAL_95 * float(whole[1]["mc_standard_error"]):
        return None
    window, parts = whole[0], []
    for diagnostic in results.of_role("diagnostic"):
        change = results.summary_row(diagnostic.name, plan, _ACUTE[0], window, _ACUTE[1])
        own = results.summary_row(diagnostic.name, results.comparator, _ACUTE[0], window, _ACUTE[1])
        if change is not None and own is not None:
            parts.append(float(own["mean"]) / (float(own["mean"]) - float(change["mean"])))
    return min(parts) if parts else None
