"""A safeguard: one thing that can be added to a plan to soften it, or the reasons why it cannot."""

from __future__ import annotations

from collections.abc import Callable

from relsim.domain.boards import Boards
from relsim.domain.bodies import responsibilities_at
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.sectors import Kind
from relsim.wording.texts import Texts

Added = tuple[Plan, Boards]
"""A plan with a safeguard, and the boards that it needs besides the place's."""
_WHY = Texts("relsim.experiments", "safeguard_reasons")


class CannotProtect(ValueError):  # noqa: N818 - it says why, and reads so where it is caught
    """Safeguards would change nothing about a plan; each reason is a sentence without its stop."""

    def __init__(self, *reasons: str, remedy: str = "") -> None:
        """Take the reasons, and what somebody could write so that it would change something."""
        super().__init__(*reasons)
        self.reasons, self.remedy = reasons, remedy


Safeguard = Callable[[Plan, Place, str], Added]
"""A function that adds one thing to a plan; the last argument is its name, after which new boards are called.

It raises `CannotProtect`, with the true reason, where it would change nothing that is simulated.  Each is said in words
by `relsim.evidence.sentences.provisions.safeguard_sentence`.
"""


def must_do_something(plan: Plan) -> None:
    """Raise `CannotProtect` if a plan does nothing."""
    if plan.announced is None:
        raise CannotProtect(_WHY("nothing"))


def must_reorganise(plan: Plan) -> None:
    """Raise `CannotProtect` if a plan does nothing, or reorganises nothing."""
    must_do_something(plan)
    if not plan.reorganisations:
        raise CannotProtect(_WHY("no_reorganisations"))


def begins(plan: Plan) -> int:
    """The month in which the first new body, or board, takes over; of a plan that makes none: its first.

    Raises:
        CannotProtect: It does nothing.
    """
    must_do_something(plan)
    changes = [change.vesting for change in plan.reorganisations] + [change.begins for change in plan.governance]
    first = min(changes, default=plan.announced)
    assert first is not None, "it does something"
    return first


def bodies_of(kind: Kind, plan: Plan, place: Place, month: int) -> list[str]:
    """Codes of the bodies of a kind that can be reorganised and are open in a month, under a plan."""
    there = responsibilities_at(place, (*place.history, *plan.reorganisations), month).kinds
    opened = {one.code: one.opened for one in place.representatives} | {one.code: one.opened for one in place.pcns}
    return [code for code, of in there.items() if of is kind and opened.get(code, month) <= month]
