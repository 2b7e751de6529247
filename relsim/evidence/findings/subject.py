"""The subject of an experiment: what its plans differ in, and so what its answer is led by."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from relsim.domain.sectors import Kind, Sector
from relsim.evidence.findings.comparison import HEADLINE
from relsim.evidence.findings.finding import beside_comparator
from relsim.evidence.findings.rivals import dates_differ
from relsim.evidence.results import PlanInfo, Results

_MONEY = ("ring_fences", "grants", "benefits")
_BOARDS = ("governance", "integrated_providers")
_LEAST_SPREAD = 0.001


class Subject(StrEnum):
    """What is asked."""

    LOSS = "loss"
    """What a single change does to relationships."""
    CLOSURE = "closure"
    """What is lost where bodies close and nobody takes over."""
    DATE = "date"
    """Which of several dates."""
    PLAN = "plan"
    """Which of several plans."""
    REMEDY = "remedy"
    """What safeguards add to a plan."""
    SEAT = "seat"
    """Who is heard with other seats."""
    MONEY = "money"
    """Who is given money."""


def subject(results: Results) -> Subject:
    """The subject, from what the experiment's own plans differ in: never from their names."""
    written = {str(plan["name"]): plan for plan in results.manifest["experiment"].get("plans") or ()}
    first, *others = [written[plan.name] for plan in results.options if plan.name in written] or [{}]
    if not others:
        return _of_one(first)
    if _relationships_stay(results):
        return Subject.SEAT if len({repr(_boards(plan)) for plan in (first, *others)}) > 1 else _of_one(first)
    if dates_differ(results):
        return Subject.DATE
    if not first.get("reorganisations") and not any(first.get(key) for key in _MONEY):
        return Subject.SEAT
    differ = [_differences(first, other) for other in others]
    if sum(one == {"boards"} for one in differ) * 2 > len(differ):
        return Subject.SEAT
    if all(one == {"money"} for one in differ) and any(plan.get("ring_fences") for plan in others):
        return Subject.MONEY
    if all(plan.safeguards and plan.like == results.options[0].name for plan in results.options[1:]):
        return Subject.REMEDY
    return Subject.PLAN


def _relationships_stay(results: Results) -> bool:
    """True if under no option as much relationship time is lost or gained as is worth speaking of."""
    found = [beside_comparator(results, plan.name, *HEADLINE) for plan in results.options]
    known = [one for one in found if one is not None and one.has_value]
    return bool(known) and all(abs(one.value) < (one.smallest or 0.0) for one in known)


def _of_one(plan: Mapping[str, Any]) -> Subject:
    changes = plan.get("reorganisations") or ()
    if not changes:
        return Subject.SEAT if plan.get("governance") else Subject.LOSS
    closes = all(change.get("kind") == "abolish" and not change.get("successors") for change in changes)
    return Subject.CLOSURE if closes else Subject.LOSS


def _differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> set[str]:
    """Which of bodies, boards and money two plans differ in."""
    found = set()
    if _without_boards(one) != _without_boards(other):
        found.add("bodies")
    if _boards(one) != _boards(other):
        found.add("boards")
    if [one.get(key) for key in _MONEY] != [other.get(key) for key in _MONEY]:
        found.add("money")
    return found


def _without_boards(plan: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {**change, "name": "", "successors": [{**one, "board": ""} for one in change.get("successors") or ()]}
        for change in plan.get("reorganisations") or ()
    ]


def _boards(plan: Mapping[str, Any]) -> list[Any]:
    under = [one.get("board") for change in plan.get("reorganisations") or () for one in change.get("successors") or ()]
    governed = [{**one, "name": ""} for key in _BOARDS for one in plan.get(key) or ()]
    return [under, governed]


def sector_of_seats(results: Results) -> str:
    """Code of the sector whose share of the seats the options differ in most; where none, with the comparator.

    The commissioner and councils hold what others lose, and are never it.  Seats for those who speak for a sector, such
    as an LMC, count as that sector's.
    """
    options = [plan for plan in results.options if plan.seats]
    for plans in (options, [*options, results.plan(results.comparator)]):
        spread = {
            sector.code: max(shares) - min(shares)
            for sector in Sector
            if sector not in (Sector.COMMISSIONER, Sector.LOCAL_GOVERNMENT)
            and (shares := [_share(plan, sector) for plan in plans])
        }
        if spread and max(spread.values()) > _LEAST_SPREAD:
            return max(spread, key=lambda code: spread[code])
    return Sector.GENERAL_PRACTICE.code


def _share(plan: PlanInfo, sector: Sector) -> float:
    own = {sector.code, *(kind.code for kind in Kind if kind.sector is sector)}
    return sum(float(share) for holder, share in plan.seats.items() if holder in own)
