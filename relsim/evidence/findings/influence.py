"""Influence under a plan, beside the comparator and the other plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from relsim.domain.sectors import Sector
from relsim.evidence.findings.comparison import longest
from relsim.evidence.findings.finding import Finding
from relsim.evidence.findings.gp_seats import AddedSeats, added_seats
from relsim.evidence.findings.influence_shift import SHIFTS, Shift, shift
from relsim.evidence.results import PlanInfo, Results
from relsim.measures import catalogue

ACUTE_DOMINANCE = (catalogue.ACUTE_DOMINANCE.name, Sector.ACUTE.code)
"""Acute trusts' share never stands without the commissioner's own, since it is of what the commissioner leaves."""
OWN_SHARE = (catalogue.INFLUENCE.name, Sector.COMMISSIONER.code)
GENERAL_PRACTICE = (catalogue.INFLUENCE.name, Sector.GENERAL_PRACTICE.code)
TOLD = (ACUTE_DOMINANCE, OWN_SHARE, GENERAL_PRACTICE)
"""The shares that are told, in this order."""
COMPARED = (GENERAL_PRACTICE, ACUTE_DOMINANCE)
"""The two that are asked for most, told of the other plans too."""


@dataclass(frozen=True)
class Heard:
    """Influence under one plan."""

    plan: PlanInfo
    comparator: str
    shares: Mapping[tuple[str, str], Finding]
    """One of `TOLD` → the finding at its longest window; without those that the tables lack."""
    others: Mapping[tuple[str, str], Mapping[str, float]]
    """One of `COMPARED` → other plan → its share."""
    shifts: tuple[Shift, ...]
    """The shifts that runs take apart."""
    costly_seats: tuple[AddedSeats, ...]
    """Seats of general practice under which its influence falls."""


def heard(results: Results, plan: PlanInfo) -> Heard:
    """Influence under a plan, beside the comparator and the other plans."""
    found = {which: longest(results, plan.name, *which) for which in TOLD}
    others = [other.name for other in results.vested if other.name != plan.name]
    compared = {which: {name: longest(results, name, *which) for name in others} for which in COMPARED}
    return Heard(
        plan, results.comparator, {which: one for which, one in found.items() if one is not None},
        {which: {name: one.value for name, one in every.items() if one is not None}
         for which, every in compared.items()},
        shifts(results), costly_seats(results),
    )  # fmt: skip


def shifts(results: Results) -> tuple[Shift, ...]:
    """The shifts of influence under the first plan that runs take apart."""
    found = (shift(results, *which) for which in SHIFTS)
    return tuple(one for one in found if one is not None)


def costly_seats(results: Results) -> tuple[AddedSeats, ...]:
    """Seats of general practice under which its influence clearly falls."""
    return tuple(one for one in added_seats(results) if one.lowers)
