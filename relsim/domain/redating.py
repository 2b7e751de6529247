"""The same plan at another date, or under other boards."""

from __future__ import annotations

from typing import Any, TypeVar

from relsim.domain.dated_parts import DATED_PARTS, DatedPart
from relsim.domain.description import Description
from relsim.domain.months import LAST_MONTH
from relsim.domain.plan import Plan

_ThingT = TypeVar("_ThingT", bound=Description)


def moved(plan: Plan, months: int, *, announcements: bool = True) -> Plan:
    """The plan with everything in it so many months later.

    Args:
        plan: The plan.
        months: How much later; negative: sooner.
        announcements: True if announcements move as well; if not, notice is longer by as much.
    """

    def later(part: DatedPart) -> tuple[Any, ...]:
        keys = [key for key in part.months if announcements or key != "announced"]
        return tuple(_later(thing, months, keys) for thing in part.of(plan))

    return plan.model_copy(update={part.key: later(part) for part in DATED_PARTS})


def governed_by(plan: Plan, board: str) -> Plan:
    """The plan with all bodies that it makes under this board; if it makes none, those that it gives another board."""
    if not plan.reorganisations:
        governance = tuple(change.model_copy(update={"board": board}) for change in plan.governance)
        return plan.model_copy(update={"governance": governance})
    changes = (
        change.model_copy(
            update={"successors": tuple(one.model_copy(update={"board": board}) for one in change.successors)}
        )
        if change.makes_bodies
        else change
        for change in plan.reorganisations
    )
    return plan.model_copy(update={"reorganisations": tuple(changes)})


def _later(thing: _ThingT, months: int, keys: list[str]) -> _ThingT:
    when = {key: getattr(thing, key) for key in keys}
    dates = {key: month + months for key, month in when.items() if month is not None}
    if "ends" in dates:
        # Nothing is simulated beyond the last month that there is, so an end beyond it is as good there.
        dates["ends"] = min(dates["ends"], LAST_MONTH)
    return thing.model_copy(update=dates)
