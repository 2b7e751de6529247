"""The history that a place would have had without one of its events: pure, and the same for every experiment.

What came before stays as it was.  What came later is adapted by area: whichever bodies then do what a change's
successors took over are its predecessors.  A body that does more than that goes on with the rest.  Where a change would
have had nothing to do, or it cannot be told what it would have done, it is left out, and why is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from relsim.domain.bodies import in_date_order
from relsim.domain.months import month_text
from relsim.domain.place import Place
from relsim.domain.reorganisation import Reorganisation
from relsim.domain.responsibilities import Responsibilities, after, founding, taken_over
from relsim.studies.history.adapting import NotThenError, adapted_to, changed, covering


@dataclass(frozen=True)
class LeftOut:
    """A later change that would not have happened, or of which it cannot be told how."""

    name: str
    vesting: int
    why: str

    def sentence(self) -> str:
        """The sentence for the reader of a report on the change that is left out, and why."""
        return f"“{self.name}” ({month_text(self.vesting)}) is left out: {self.why}."


@dataclass(frozen=True)
class Without:
    """A history in which something did not happen."""

    changes: tuple[Reorganisation, ...]
    """The changes that would have happened, in date order."""
    left_out: tuple[LeftOut, ...]


class _SharedError(Exception):
    """Two changes of one month would both have changed one body; names their positions."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__(first, second)
        self.first, self.second = first, second


def without(place: Place, month: int) -> Without:
    """A place's history without the changes that vested in a month.

    A change that meets the same bodies as it really did is the same object, so that nothing about it can differ.  Where
    two changes of one month would both have changed one body, they are one change, if they say the same of its people.

    Args:
        place: The place, with its real history.
        month: Month number; every change that vested in it is taken away.

    Raises:
        ValueError: The place's own history cannot be carried out.
    """
    real = would = founding(place)
    found: list[Reorganisation] = []
    left_out: list[LeftOut] = []
    used = set(would.kinds)
    for vesting, in_month in groupby(in_date_order(place.history), key=lambda change: change.vesting):
        changes = list(in_month)
        if vesting != month:
            adapted, gone, would = _month(place, changes, real, would, used)
            found += adapted
            left_out += gone
            used |= {one.code for change in adapted for one in change.successors}
        for change in changes:
            real = after(place, change, real)
    return Without(tuple(found), tuple(left_out))


def _month(
    place: Place,
    changes: Sequence[Reorganisation],
    real: Responsibilities,
    would: Responsibilities,
    used: Iterable[str],
) -> tuple[list[Reorganisation], list[LeftOut], Responsibilities]:
    """The changes of one month that would have been, those that would not, and the bodies that are there then."""
    try:
        return _one_by_one(place, changes, real, would, used)
    except _SharedError as shared:
        first, second = changes[shared.first], changes[shared.second]
        others = [change for change in changes if change not in (first, second)]
        if first.kind != "cluster" and _fates(first) == _fates(second):
            together = _as_one(place, first, second, real)
            return _month(place, in_date_order([*others, together]), real, would, used)
        adapted, gone, then = _month(place, in_date_order([*others, first]), real, would, used)
        why = f"“{first.name}” would have changed one of its bodies in the same month"
        return adapted, [*gone, LeftOut(second.name, second.vesting, why)], then


def _one_by_one(
    place: Place,
    changes: Sequence[Reorganisation],
    real: Responsibilities,
    would: Responsibilities,
    used: Iterable[str],
) -> tuple[list[Reorganisation], list[LeftOut], Responsibilities]:
    """The same, if no body is changed twice.

    Raises:
        _SharedError: One is.
    """
    adapted: list[Reorganisation] = []
    left_out: list[LeftOut] = []
    changed_by: dict[str, int] = {}
    for number, change in enumerate(changes):
        try:
            instead = adapted_to(place, change, real, would, used)
        except NotThenError as reason:
            left_out.append(LeftOut(change.name, change.vesting, str(reason)))
        else:
            for code in instead.predecessors:
                if change.kind != "transfer" and code in changed_by:
                    raise _SharedError(changed_by[code], number)
            if change.kind != "transfer":
                changed_by |= dict.fromkeys(instead.predecessors, number)
            would = after(place, instead, would)
            adapted.append(instead)
        real = after(place, change, real)
    return adapted, left_out, would


def _fates(change: Reorganisation) -> str:
    """All that a change says of people and agreements, and what kind it is."""
    return change.model_dump_json(exclude={"name", "predecessors", "successors", "source", "status", "vesting"})


def _as_one(place: Place, first: Reorganisation, second: Reorganisation, real: Responsibilities) -> Reorganisation:
    """Two real changes of one month and of different bodies, said as one."""
    successors = tuple(
        covering(place, one, set(functions), real, alone=False)
        for change in (first, second)
        for one, functions in zip(change.successors, taken_over(place, change, real).values(), strict=True)
    )
    together = changed(first, first.kind, (*first.predecessors, *second.predecessors), successors)
    return together.model_copy(update={"name": f"{first.name}; {second.name}"})
