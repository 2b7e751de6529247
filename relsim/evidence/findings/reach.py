"""Steps by which practices and voluntary organisations reach the commissioner, under a plan beside the comparator."""

from __future__ import annotations

from dataclasses import dataclass

from relsim.domain.sectors import Sector
from relsim.evidence.findings.finding import Finding, beside_comparator
from relsim.evidence.results import PlanInfo, Results
from relsim.measures import catalogue

WHO = (Sector.GENERAL_PRACTICE.code, Sector.VCSE.code)
STEPS = tuple(outcome.name for outcome in catalogue.REACH)
"""Outcomes in the order in which one comes after the other."""
SOON = "24"
"""Months after vesting at which the answer is given: ten years later little is left of most differences."""
TOLD = (catalogue.KNOWS_WHOM_TO_ASK.name, catalogue.REACHES_DIRECTLY.name, catalogue.CONCERNS_ACTED_ON.name)


@dataclass(frozen=True)
class Step:
    """One step, for practices and for voluntary organisations."""

    outcome: str
    practices: Finding
    vcse: Finding


def reach(results: Results, plan: PlanInfo) -> list[Step]:
    """The steps in which the plan clearly differs from the comparator for either, soon after it holds."""
    found = []
    for outcome in TOLD:
        practices, vcse = (beside_comparator(results, plan.name, outcome, SOON, sector) for sector in WHO)
        if practices is not None and vcse is not None and (practices.clear or vcse.clear):
            found.append(Step(outcome, practices, vcse))
    return found
