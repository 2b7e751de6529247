"""Who knows whom to ask, who reaches them, and what becomes of what they say: practices and voluntary organisations."""

from __future__ import annotations

from relsim.domain.sectors import Sector
from relsim.evidence.findings.finding import Finding, beside_comparator
from relsim.evidence.findings.rules_of_evidence import NORMAL_95
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences.influence import points
from relsim.measures import catalogue
from relsim.wording.numbers import percent, plus_minus
from relsim.wording.phrases import quoted

STEPS = {
    catalogue.KNOWS_WHOM_TO_ASK.name: "know whom to ask",
    catalogue.REACHES_DIRECTLY.name: "reach the commissioner directly",
    catalogue.REACHES_IN_TWO_STEPS.name: "reach it, or somebody who does",
    catalogue.CONCERNS_RAISED.name: "can raise a concern",
    catalogue.CONCERNS_HEARD.name: "would be heard",
    catalogue.CONCERNS_ACTED_ON.name: "would see a concern acted on",
}
"""Measure → what those of whom it counts the share do, in the order in which one comes after the other."""
WHO = {Sector.GENERAL_PRACTICE.code: "practices", Sector.VCSE.code: "voluntary organisations"}
SOON = "24"
"""Months after vesting at which the answer is given: ten years later little is left of most differences."""
_TOLD = (catalogue.KNOWS_WHOM_TO_ASK.name, catalogue.REACHES_DIRECTLY.name, catalogue.CONCERNS_ACTED_ON.name)


def who_knows(results: Results, plan: PlanInfo) -> str:
    """Where the first plan clearly differs from the comparator, soon after it holds; nothing where it does not."""
    told: list[str] = []
    for measure in _TOLD:
        found = [beside_comparator(results, plan.name, measure, SOON, sector) for sector in WHO]
        rows = [row for row in found if row is not None]
        if len(rows) == len(WHO) and any(row.clear for row in rows):
            told.append(_both(rows, STEPS[measure], results.comparator if not told else ""))
    return f"{SOON} months after {plan.moment} {'; '.join(told)}." if told else ""


def _both(rows: list[Finding], step: str, comparator: str) -> str:
    """Practices and voluntary organisations, beside the comparator: who they are is said with the comparator's name."""
    own, base = [percent(row.value) for row in rows], [percent(row.versus_value) for row in rows]
    who = list(WHO.values()) if comparator else ["", ""]
    first = " and ".join(f"{share} of {one}" if one else share for share, one in zip(own, who, strict=True))
    under = f" under {quoted(comparator)}" if comparator else ""
    ranges = [points(row, said=True).split(";")[0] for row in rows]
    ending = f" {' '.join(ranges[-1].split(' ')[-2:])}"
    if all(one.endswith(ending) for one in ranges):  # "points less" is said once
        ranges[0] = ranges[0].removesuffix(ending)
    error = max(100 * NORMAL_95 * row.chance for row in rows)
    across = " across worlds" if comparator else ""
    between = " and ".join(ranges)
    return f"{first} {step}, against {' and '.join(base)}{under} ({between}{across}; {plus_minus(error)})"
