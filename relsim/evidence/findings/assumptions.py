"""Parts of the plan that the duration turns on: what taking each out changes."""

from __future__ import annotations

from dataclasses import dataclass

from relsim.evidence.findings.comparison import MONTHS_UNDER
from relsim.evidence.findings.finding import Finding, finding
from relsim.evidence.results import PlanInfo, Results


@dataclass(frozen=True)
class Without:
    """A diagnostic, and the months below 90 % beside the whole plan."""

    plan: PlanInfo
    found: Finding


def without(results: Results) -> list[Without]:
    """Every diagnostic of the first plan that changes anything, beside that plan."""
    if not results.vested:
        return []
    whole = results.vested[0].name
    found = ((plan, finding(results, plan.name, whole, *MONTHS_UNDER)) for plan in results.of_role("diagnostic"))
    return [Without(plan, one) for plan, one in found if one is not None and one.has_difference]


def without_settling_in(results: Results) -> Without | None:
    """The one without settling-in, which comes nearest to putting the answer in; None where the plan has none."""
    return next((one for one in without(results) if one.plan.takes_out == "settling_in"), None)


def that_matter(results: Results) -> list[Without]:
    """The part that matters most, and settling-in where that is another, as far as they are beyond chance."""
    known = [one for one in without(results) if one.found.clear]
    if not known:
        return []
    largest = max(known, key=lambda one: abs(one.found.difference))
    settling = [one for one in known if one.plan.takes_out == "settling_in" and one is not largest]
    return [largest, *settling]
