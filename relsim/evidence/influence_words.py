"""Who has influence under the first plan and under the comparator, and what can be said of why."""

from __future__ import annotations

import numpy as np
import pandas as pd

from relsim.evidence.facts import SEATS_ALONE, SEATS_OF_BEFORE, longest_influence, over_worlds
from relsim.evidence.folder import Results
from relsim.evidence.words import FEWEST_WORLDS, NORMAL_95, RANKING, listed, number, percent, plus_minus, quoted
from relsim.measures.decomposition import seats_and_relationships
from relsim.sectors import Sector

MOST_OF_IT = 0.8
"""Seats are called most of a shift only where they make at least this much of it, in at least 80 % of worlds."""
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
    others = other_seats(results, plan)
    return " ".join(text for text in (first, *told[1:], why(results, plan), others, unmeasured) if text)


def other_seats(results: Results, plan: str) -> str:
    """Who is heard under the other plans whose boards have other seats; nothing where all have the same."""
    seats = {str(entry["name"]): entry.get("seats") for entry in results.manifest["plans"]}
    told = []
    for other in results.vested:
        if not seats.get(other.name) or seats[other.name] == seats.get(plan):
            continue
        parts = []
        for measure, sector, words in (
            ("influence", Sector.GENERAL_PRACTICE.code, "general practice {}"),
            ("influence", Sector.VCSE.code, "the voluntary sector {}"),
            (*_ACUTE, "acute trusts {} of all but the commissioner’s"),
        ):
            found = longest_influence(results, other.name, measure, sector)
            if found is not None:
                parts.append(words.format(percent(float(found[1]["mean_value"]))))
        if parts:
            told.append(f"under {quoted(other.name)} {listed(parts)}")
    return f"With other seats: {'; '.join(told)}." if told else ""


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


def why(results: Results, plan: str) -> str:
    """How much of the acute trusts' change the seats make, and how much relationships, where runs take it apart."""
    apart = taken_apart(results, plan)
    if apart is None:
        return ""
    whole, seats, rest = (100 * apart[name] for name in ("whole", "seats", "relationships"))
    mean, low, high = over_worlds(seats)
    across = f" ({number(low)} to {number(high)} across worlds)" if np.isfinite(low) else ""
    told = (
        f"Of the acute trusts’ {number(float(whole.mean()))} points the change of seats makes {number(mean)}{across}, "
        f"and relationships, with one body in place of others, {number(float(rest.mean()))}"
    )
    most = float((seats.abs() >= MOST_OF_IT * whole.abs()).mean())
    if most < RANKING or len(seats) < FEWEST_WORLDS:
        return f"{told}."
    return f"{told}: in {percent(most)} of worlds seats make at least {MOST_OF_IT:.0%} of it."


def taken_apart(results: Results, plan: str) -> pd.DataFrame | None:
    """Whole, seats and relationships by world (Shapley values); None without runs for it, or a clear shift."""
    whole = longest_influence(results, plan, *_ACUTE)
    names = {diagnostic.name for diagnostic in results.of_role("diagnostic")}
    ties, seats = (f"{plan}, {label}" for label in (SEATS_OF_BEFORE, SEATS_ALONE))
    if whole is None or not {ties, seats} <= names:
        return None
    if abs(float(whole[1]["mean"])) <= NORMAL_95 * float(whole[1]["mc_standard_error"]):
        return None
    found = seats_and_relationships(
        results.by_world, plan, results.comparator, ties, seats, _ACUTE[0], whole[0], _ACUTE[1]
    )
    return found if len(found) else None
