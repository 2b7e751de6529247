"""Who has influence under the first plan, beside the comparator and the other plans, and what makes the difference."""

from __future__ import annotations

import numpy as np

from relsim.domain.sectors import Sector
from relsim.evidence.findings import influence_shift as influence_shift_findings
from relsim.evidence.findings.comparison import longest
from relsim.evidence.findings.finding import Direction, Finding
from relsim.evidence.findings.gp_seats import _how_many, added_seats
from relsim.evidence.findings.rules_of_evidence import NORMAL_95
from relsim.evidence.results import Results
from relsim.evidence.sentences import influence_shift as influence_shift_sentences
from relsim.measures import catalogue
from relsim.wording.numbers import number, percent, plus_minus
from relsim.wording.phrases import listed, quoted

ACUTE_DOMINANCE = (catalogue.ACUTE_DOMINANCE.name, Sector.ACUTE.code)
OWN_SHARE = ("influence", Sector.COMMISSIONER.code)
GENERAL_PRACTICE = ("influence", Sector.GENERAL_PRACTICE.code)
_TOLD = (
    ("acute trusts hold {} of the influence of everybody but the commissioner", *ACUTE_DOMINANCE),
    ("The commissioner itself holds {} of all influence", *OWN_SHARE),
    ("General practice holds {}", *GENERAL_PRACTICE),
)
"""Acute trusts' share never stands without the commissioner's own, since it is of what the commissioner leaves."""


def who_is_heard(results: Results, plan: str) -> str:
    """The three shares beside the comparator's, what makes the shift, and the range over the other plans."""
    told: list[str] = []
    window = ""
    for start, name, sector in _TOLD:
        found = longest(results, plan, name, sector)
        if found is None:
            continue
        window, row = found.window, found
        under = f" under {quoted(results.comparator)}" if not told else ""
        beside = f"against {percent(row.versus_value)}{under}"
        told.append(f"{start.format(percent(row.value))}, {beside} ({points(row, bool(told))}).")
    if not told:
        return ""
    first = f"{window} months after {results.plan(plan).moment}, {told[0][0].lower()}{told[0][1:]}"
    last = [what_makes_it(results, in_brief=True), seats_that_cost_influence(results), other_plans(results, plan)]
    return " ".join(
        [first, *told[1:], *(text for text in last if text), "No record of influence exists to check this."]
    )


def what_makes_it(results: Results, in_brief: bool = False) -> str:
    """How much of each shift seats, relationships and money make, where runs take it apart and it is clear."""
    every = [influence_shift_findings.shift(results, *which) for which in influence_shift_findings.SHIFTS]
    found = [shift for shift in every if shift is not None]
    if in_brief:
        return influence_shift_sentences.in_brief(found)
    return " ".join(text for one in found if (text := influence_shift_sentences.sentence(one)))


def other_plans(results: Results, plan: str) -> str:
    """How far the two shares that are asked for most range over the other plans; nothing without any."""
    others = [other.name for other in results.vested if other.name != plan]
    told = []
    for words, name, sector in (
        ("general practice holds {}", *GENERAL_PRACTICE),
        ("acute trusts {} of all but the commissioner’s", *ACUTE_DOMINANCE),
    ):
        rows = {other: longest(results, other, name, sector) for other in others}
        shares = {other: row.value for other, row in rows.items() if row is not None}
        if shares:
            told.append(words.format(between(shares)))
    if not told:
        return ""
    one = f"Under {quoted(others[0])}" if len(others) == 1 else "Under the other plans"
    return f"{one} {listed(told)}."


def between(shares: dict[str, float], decimals: int = 0) -> str:
    """The lowest and the highest share, each with its plan; just the share where both are the same."""
    low, high = min(shares, key=lambda one: shares[one]), max(shares, key=lambda one: shares[one])
    least, most = percent(shares[low], decimals), percent(shares[high], decimals)
    return least if least == most else f"{least} ({quoted(low)}) to {most} ({quoted(high)})"


def points(row: Finding, said: bool = False) -> str:
    """The range of a difference in shares over worlds, in points: ``4 to 9 points more across worlds; ±0.1``."""
    low, high = sorted((100 * row.low, 100 * row.high), key=abs)
    error = plus_minus(100 * NORMAL_95 * row.chance)
    if not (np.isfinite(low) and np.isfinite(high)):
        return f"one world only; {error}"
    if low == high == 0.0:
        return f"the same; {error}" if said else f"the same in every world; {error}"
    decimals = 0 if abs(high) >= 1.95 else 1
    word, across = ("more" if high > 0 else "less"), "" if said else " across worlds"
    if low * high >= 0:
        return f"{number(abs(low), decimals)} to {number(abs(high), decimals)} points {word}{across}; {error}"
    less, more = sorted((low, high))
    return f"{number(-less, decimals)} points less to {number(more, decimals)} more{across}; {error}"


def seats_that_cost_influence(results: Results) -> str:
    """Plain words where added seats of general practice lower its influence in at least 80 % of worlds."""
    told = []
    for one in added_seats(results):
        if one.row.direction is Direction.LOWER:
            fall = number(abs(100 * one.row.difference))
            told.append(
                f"{quoted(one.plan)} adds {_how_many(one.seats)} of general practice to {quoted(one.like)}, and "
                "general "
                f"practice’s influence falls, by {fall} points (in {percent(one.row.for_versus)} of "
                "worlds): the new member listens elsewhere, and what it voices holds less of general practice than "
                "the board did without it."
            )
    return " ".join(told)
