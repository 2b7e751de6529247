"""Adding safeguards to a plan, by their names.

An experiment names them (``safeguards = ["lmc_seat", "longer_notice"]``), and they are applied in the order of
`relsim.experiments.safeguard_list.SAFEGUARDS`, whatever the order in the file.
"""

from __future__ import annotations

from collections.abc import Iterable

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
    chosen = [name for name in SAFEGUARDS if name in set(names)]
    reasons: list[str] = []
    for name in chosen:
        try:
            changed, boards = SAFEGUARDS[name](plan, place, name)
        except CannotProtect as error:
            reasons += [f'"{name}" would change nothing: {reason}' for reason in error.reasons]
            continue
        if changed == plan:
            reasons.append(f'"{name}" would change nothing: this plan has as much already')
        plan, place = changed, place.model_copy(update={"boards": {**place.boards, **boards}})
    if reasons:
        raise CannotProtect(*reasons)
    return plan.model_copy(update={"safeguards": tuple(chosen)}), place
