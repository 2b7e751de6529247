"""Other plans beside the first: which loses less, where that can be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from relsim.evidence.findings.comparison import YEARS_CALENDAR, YEARS_LOST, paired_differences, unjudged
from relsim.evidence.findings.finding import Finding, Why, finding
from relsim.evidence.findings.rules_of_evidence import FEWEST_WORLDS
from relsim.evidence.results import Results
from relsim.measures import tables
from relsim.measures.catalogue import CALENDAR, RELATIONSHIP_YEARS_LOST
from relsim.measures.windows import opposite_windows

_ALL = tables.ALL_SECTORS
_ALIKE_WITHIN = 0.5
"""Relationship-years: plans that are nearer than this in 90 % of worlds cost as much."""


class Cost(StrEnum):
    """The cost of another plan beside the first."""

    LESS = "less"
    MORE = "more"
    SAME = "same"
    """Exactly as much, run for run."""
    ALIKE = "alike"
    """As much, to within half a relationship-year in 90 % of worlds."""
    UNTOLD = "untold"


@dataclass(frozen=True)
class Rival:
    """Another plan beside the first: the loss counted both ways, and what may be said."""

    plan: str
    first: str
    counts: tuple[Finding, ...]
    """The loss of the plan less the first's: from announcement, and over the same calendar months."""
    cost: Cost
    why: Why | None
    """The reason why it can't be told; None where it can, and where only the worlds disagree."""


def rivals(results: Results) -> list[Rival]:
    """Every option but the first, beside the first; those that the tables can't compare are left out.

    The first plan with safeguards is no rival: what those are worth is told by itself.
    """
    first = results.options[0].name if results.options else ""
    found = []
    for plan in results.options[1:]:
        if plan.safeguards and plan.like == first:
            continue
        both = (finding(results, plan.name, first, *which) for which in (YEARS_LOST, YEARS_CALENDAR))
        counts = tuple(one for one in both if one is not None and one.has_difference)
        if counts:
            cost, why = _judge(results, plan.name, first, counts)
            found.append(Rival(plan.name, first, counts, cost, why))
    return found


def _judge(results: Results, plan: str, first: str, counts: tuple[Finding, ...]) -> tuple[Cost, Why | None]:
    if all(_nothing_differs(results, plan, first, one.window) for one in counts):
        return Cost.SAME, None
    if all(abs(end) < _ALIKE_WITHIN for one in counts for end in (one.difference, one.low, one.high)):
        return Cost.ALIKE, None
    for one in counts:
        if reason := unjudged(results, plan, first, one.outcome, one.window, _ALL):
            return Cost.UNTOLD, reason
        if one.worlds < FEWEST_WORLDS:
            return Cost.UNTOLD, Why.TOO_FEW_WORLDS
    winners = {one.favoured for one in counts}
    if winners == {plan}:
        return Cost.LESS, None
    return (Cost.MORE if winners == {first} else Cost.UNTOLD), None


def _nothing_differs(results: Results, plan: str, first: str, window: str) -> bool:
    """True if two plans lose the same in every pair of runs: as plans do that differ by their seats alone."""
    differences = paired_differences(results, plan, first, RELATIONSHIP_YEARS_LOST.name, window, _ALL)
    return not differences.empty and bool((differences == 0.0).all())


@dataclass(frozen=True)
class Disagreement:
    """Two plans of which the one loses less from its own announcement, and more over the same calendar months."""

    fewer: str
    """The plan that loses less from announcement."""
    more: str
    months: str
    from_announcement: float
    """Relationship-years: the size of the difference."""
    calendar: float
    other_pairs: int
    """Pairs of plans besides of which the same holds."""


def disagreement(results: Results) -> Disagreement | None:
    """The clearest case in which the two ways of counting point opposite ways, beyond chance and in most worlds."""
    found = [
        one
        for one in opposite_windows(results.summary)
        if one.clear
        and one.sector == _ALL
        and min(abs(one.from_announcement), abs(one.calendar)) >= _ALIKE_WITHIN
        and _most_worlds_agree(results, one.plan, one.versus, one.window)
    ]
    if not found:
        return None
    longest = max(found, key=lambda one: int(one.window))
    fewer, more = (longest.plan, longest.versus) if longest.from_announcement < 0 else (longest.versus, longest.plan)
    others = len({(one.plan, one.versus) for one in found}) - 1
    return Disagreement(fewer, more, longest.window, abs(longest.from_announcement), abs(longest.calendar), others)


def _most_worlds_agree(results: Results, plan: str, versus: str, window: str) -> bool:
    """True if, by both counts, more than half of the worlds are on the side that the mean is on."""
    for one in (window, CALENDAR):
        row = finding(results, plan, versus, RELATIONSHIP_YEARS_LOST.name, one)
        if row is None:
            return False
        share = row.for_plan if row.difference < 0 else row.for_versus
        if share <= 0.5 or unjudged(results, plan, versus, RELATIONSHIP_YEARS_LOST.name, one, _ALL):
            return False
    return True
