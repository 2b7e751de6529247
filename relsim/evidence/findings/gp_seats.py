"""Seats of general practice that cost general practice influence: they can, and where they do it is said plainly.

A member decides by what they have heard, from their own sector and from others.  A new seat dilutes all that sit there
already; so it raises a sector's influence only if who takes it voices more of that sector than the board did without.
"""

from __future__ import annotations

from typing import NamedTuple

from relsim.domain.sectors import Kind, Sector
from relsim.evidence.findings.comparison import longest
from relsim.evidence.findings.finding import Finding
from relsim.evidence.results import PlanInfo, Results
from relsim.measures.noise_removed import Side

HOLDERS = frozenset(
    {Sector.GENERAL_PRACTICE.code, *(kind.code for kind in Kind if kind.sector is Sector.GENERAL_PRACTICE)}
)
"""Holders of seats that are general practice's: the sector, and its kinds of organisation."""


class AddedSeats(NamedTuple):
    """A plan with more seats of general practice than the one it is made from, and what becomes of its influence."""

    plan: str
    like: str
    seats: float
    """Number of seats more, over all boards and, where both have them, committees of places."""
    holders: frozenset[str]
    """Holders of more seats than before."""
    influence: Finding
    """General practice's, under the plan beside the other."""

    @property
    def lowers(self) -> bool:
        """True if its influence clearly falls."""
        return self.influence.side is Side.LOWER


def added_seats(results: Results) -> list[AddedSeats]:
    """Every option that adds seats of general practice to the boards of the plan that it is made from."""
    found = []
    for plan in results.options:
        base = _base(results, plan)
        if base is None or len(plan.boards) != len(base.boards) or _has_committees(plan) != _has_committees(base):
            continue
        before, after = (_seats(one) for one in (base, plan))
        more = sum(after.values()) - sum(before.values())
        if more <= 0.0:
            continue
        holders = frozenset(holder for holder in after if after[holder] > before[holder])
        of_influence = longest(results, plan.name, "influence", Sector.GENERAL_PRACTICE.code, base.name)
        if of_influence is not None:
            found.append(AddedSeats(plan.name, base.name, more, holders, of_influence))
    return found


def _base(results: Results, plan: PlanInfo) -> PlanInfo | None:
    """The plan that it is made from; for one that only changes boards, the comparator."""
    names = {one.name for one in results.plans}
    if plan.like in names:
        return results.plan(plan.like)
    return None if plan.replaces else results.plan(results.comparator)


def _seats(plan: PlanInfo) -> dict[str, float]:
    """Seats of general practice by holder, over all boards and committees of places."""
    found = dict.fromkeys(sorted(HOLDERS), 0.0)
    for board in plan.boards:
        for holder, count in (*(board.get("seats") or {}).items(), *(board.get("place_seats") or {}).items()):
            if holder in HOLDERS:
                found[holder] += float(count)
    return found


def _has_committees(plan: PlanInfo) -> bool:
    return any(float(board.get("delegated") or 0.0) > 0.0 for board in plan.boards)
