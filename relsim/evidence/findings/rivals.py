"""Other plans beside the first: which loses less of what would have worked, where that can be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from relsim.evidence.findings.comparison import HEADLINE, HEADLINE_CALENDAR
from relsim.evidence.findings.finding import Finding, finding
from relsim.evidence.results import Results
from relsim.measures.design_error import FEWEST_FOR_RANGE
from relsim.measures.noise_removed import Side
from relsim.measures.verdicts import Why


class Cost(StrEnum):
    """The loss of another plan beside the first."""

    LESS = "less"
    MORE = "more"
    SAME = "same"
    """Exactly as much, run for run."""
    ALIKE = "alike"
    """Told to differ by less than is worth speaking of."""
    UNTOLD = "untold"


class Unsettled(StrEnum):
    """The reason why plans can't be ranked that is not in any one finding."""

    WAYS_OF_COUNTING = "ways of counting"
    """From announcement and over the same calendar months something else is told."""
    OUTSIDE_PRESSURE = "outside pressure"
    """With outside pressure off it is not told, or the other way round."""
    DATES_NEED_MORE = "dates need more"
    """An answer on dates takes as many worlds as a published range."""


@dataclass(frozen=True)
class Rival:
    """Another plan beside the first: the headline counted both ways, with outside pressure off, and what is told."""

    plan: str
    first: str
    counts: tuple[Finding, ...]
    """The share lost less the first plan's: from announcement, and over the same calendar months."""
    pressure_off: Finding | None
    """From announcement, both with outside pressure switched off; None where that was not run."""
    cost: Cost
    why: Why | Unsettled | None
    """The reason why it can't be told; None where it is."""


def rivals(results: Results) -> list[Rival]:
    """Every option but the first, beside the first; those that the tables can't compare are left out.

    The first plan with safeguards is no rival: what those are worth is told by itself.
    """
    first = results.options[0].name if results.options else ""
    dates = dates_differ(results)
    found = []
    for plan in results.options[1:]:
        if plan.safeguards and plan.like == first:
            continue
        both = (finding(results, plan.name, first, *which) for which in (HEADLINE, HEADLINE_CALENDAR))
        counts = tuple(one for one in both if one is not None and one.has_difference)
        if counts:
            calm = _pressure_off(results, plan.name, first)
            found.append(Rival(plan.name, first, counts, calm, *_judge(counts, calm, dates)))
    return found


def dates_differ(results: Results) -> bool:
    """True if the options are one change on several dates, so that the question is of dates."""
    moments = [plan.vesting for plan in results.options if not (plan.safeguards and plan.like)]
    return len(moments) > 1 and None not in moments and len(set(moments)) == len(moments) and results.replace_bodies


def _pressure_off(results: Results, plan: str, first: str) -> Finding | None:
    made = {one.of: one.name for one in results.of_role("pressure_off")}
    if plan not in made or first not in made:
        return None
    return finding(results, made[plan], made[first], *HEADLINE)


def _judge(counts: tuple[Finding, ...], calm: Finding | None, dates: bool) -> tuple[Cost, Why | Unsettled | None]:
    if all(one.identical for one in counts):
        return Cost.SAME, None
    for one in counts:
        if one.why is not None:
            return Cost.UNTOLD, one.why
    sides = {one.side for one in counts}
    if len(sides) > 1:
        return Cost.UNTOLD, Unsettled.WAYS_OF_COUNTING
    side = sides.pop()
    if dates and counts[0].worlds < FEWEST_FOR_RANGE:
        return Cost.UNTOLD, Unsettled.DATES_NEED_MORE
    if dates and side is not Side.NO_DIFFERENCE and (calm is None or calm.side is not side):
        return Cost.UNTOLD, Unsettled.OUTSIDE_PRESSURE
    return {Side.NO_DIFFERENCE: Cost.ALIKE, Side.LOWER: Cost.LESS, Side.HIGHER: Cost.MORE}[side], None


@dataclass(frozen=True)
class Disagreement:
    """Two plans of which the one loses less from its own announcement, and more over the same calendar months."""

    fewer: str
    """The plan that loses less from announcement."""
    more: str
    from_announcement: float
    """Share of what would have worked: the size of the difference."""
    calendar: float


def disagreement(results: Results) -> Disagreement | None:
    """The first case in which the two ways of counting are told to point opposite ways."""
    for plan, versus in results.pairs():
        announced, calendar = (finding(results, plan, versus, *which) for which in (HEADLINE, HEADLINE_CALENDAR))
        if announced is None or calendar is None:
            continue
        if {announced.side, calendar.side} == {Side.LOWER, Side.HIGHER}:
            fewer, more = (plan, versus) if announced.side is Side.LOWER else (versus, plan)
            return Disagreement(fewer, more, abs(announced.difference), abs(calendar.difference))
    return None
