"""Other plans beside the first: which loses less, where that can be told."""

from __future__ import annotations

from dataclasses import dataclass

from relsim.evidence.findings.comparison import YEARS_CALENDAR, YEARS_LOST, paired_differences, unjudged
from relsim.evidence.findings.finding import Finding, finding
from relsim.evidence.findings.rules_of_evidence import FEWEST_WORLDS
from relsim.evidence.results import Results
from relsim.measures import tables
from relsim.measures.catalogue import RELATIONSHIP_YEARS_LOST

_ALL = tables.ALL_SECTORS
LESS, MORE, SAME, ALIKE, UNTOLD = "less", "more", "exactly as much", "as much", "can’t tell"
_ALIKE_WITHIN = 0.5
"""Relationship-years: plans that are nearer than this in 90 % of worlds cost as much."""


@dataclass(frozen=True)
class Rival:
    """Another plan beside the first: the loss counted both ways, and what may be said."""

    plan: str
    first: str
    counts: tuple[Finding, ...]
    """The loss of the plan less the first's: from announcement, and over the same calendar months."""
    verdict: str
    why: str
    """Why it can't be told, where it can't."""


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
            verdict, why = _judge(results, plan.name, first, counts)
            found.append(Rival(plan.name, first, counts, verdict, why))
    return found


def _judge(results: Results, plan: str, first: str, counts: tuple[Finding, ...]) -> tuple[str, str]:
    if all(_nothing_differs(results, plan, first, one.window) for one in counts):
        return SAME, ""
    ends = [abs(end) for one in counts for end in (one.difference, one.low, one.high)]
    if all(end < _ALIKE_WITHIN for end in ends):
        return ALIKE, ""
    for one in counts:
        reason = unjudged(results, plan, first, one.outcome, one.window, _ALL)
        if reason:
            return UNTOLD, reason
        if one.worlds < FEWEST_WORLDS:
            return UNTOLD, f"too few worlds (under {FEWEST_WORLDS})"
    winners = {one.favoured for one in counts}
    if winners == {plan}:
        return LESS, ""
    return (MORE, "") if winners == {first} else (UNTOLD, "")


def _nothing_differs(results: Results, plan: str, first: str, window: str) -> bool:
    """Whether two plans lose the same in every pair of runs: as plans do that differ by their seats alone."""
    differences = paired_differences(results, plan, first, RELATIONSHIP_YEARS_LOST.name, window, _ALL)
    return not differences.empty and bool((differences == 0.0).all())


def _most_worlds_agree(results: Results, plan: str, versus: str, window: str) -> bool:
    """Whether, by both counts, more than half of the worlds are on the side that the mean is on."""
    for one in (window, "calendar"):
        row = finding(results, plan, versus, RELATIONSHIP_YEARS_LOST.name, one)
        if row is None:
            return False
        share = row.for_plan if row.difference < 0 else row.for_versus
        if share <= 0.5 or unjudged(results, plan, versus, RELATIONSHIP_YEARS_LOST.name, one, _ALL):
            return False
    return True
