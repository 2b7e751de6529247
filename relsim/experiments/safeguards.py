"""Adding safeguards to a plan, by their names.

An experiment names them (``safeguards = ["lmc_seat", "longer_notice"]``), and they are applied in the order of
`relsim.experiments.safeguard_list.SAFEGUARDS`, whatever the order in the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.experiments.safeguard import CannotProtect
from relsim.experiments.safeguard_list import SAFEGUARDS


def protected(plan: Plan, place: Place, names: Iterable[str]) -> tuple[Plan, Place]:
    """The plan with safeguards, and the place with the boards that they make.

    Args:
        plan: A plan that is in order.
        place: Its place.
        names: Keys of `SAFEGUARDS`, in any order.

    Raises:
        CannotProtect: With every safeguard that would change nothing, and why.
    """
    plan, place, refused = with_safeguards(plan, place, names)
    if refused:
        raise CannotProtect(
            *(f'"{name}" would change nothing: {"; ".join(filter(None, told))}' for name, told in refused.items())
        )
    return plan, place


class Refused(NamedTuple):
    """A reason why a safeguard would change nothing, and what could be written so that it would, without stops."""

    why: str
    remedy: str


def with_safeguards(plan: Plan, place: Place, names: Iterable[str]) -> tuple[Plan, Place, dict[str, Refused]]:
    """The same with those that would change something, and for each of the others why it would not."""
    wanted, refused = set(names), dict[str, Refused]()
    chosen = [name for name in SAFEGUARDS if name in wanted]
    for name in chosen:
        try:
            plan, boards = SAFEGUARDS[name](plan, place, name)
        except CannotProtect as error:
            refused[name] = Refused("; ".join(error.reasons), error.remedy)
            continue
        place = place.model_copy(update={"boards": {**place.boards, **boards}})
    added = tuple(name for name in chosen if name not in refused)
    return plan.model_copy(update={"safeguards": added}), place, refused
