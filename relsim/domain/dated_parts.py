"""The kinds of things with dates that a plan holds, defined once: for moving, checking and comparing plans."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from relsim.domain.description import Description


class DatedPart(NamedTuple):
    """One kind of thing with dates, which a plan holds a tuple of."""

    key: str
    """Name of the field of `relsim.domain.plan.PlanContent`, in a file as in Python."""
    begins: str
    """Field of each thing with the month in which it is announced, or in which it happens unannounced."""
    later: tuple[str, ...] = ()
    """Fields of each thing with its other months."""

    @property
    def months(self) -> tuple[str, ...]:
        """Every field of a thing that is a month; one that is None has no such month."""
        return self.begins, *self.later

    def of(self, plan: Description) -> tuple[Any, ...]:
        """The things of this kind in a plan, or in a plan as a file has it, in the order in which it has them."""
        things: tuple[Any, ...] = getattr(plan, self.key)
        return things

    def beginnings(self, plan: Description) -> Iterator[int]:
        """The month in which each of them begins, or is announced."""
        return (getattr(thing, self.begins) for thing in self.of(plan))


REORGANISATIONS = DatedPart("reorganisations", "announced", ("vesting",))
PROVISIONS = (
    DatedPart("governance", "begins"),
    DatedPart("ring_fences", "begins", ("ends",)),
    DatedPart("grants", "begins", ("ends",)),
    DatedPart("hostile_acts", "month"),
    DatedPart("integrated_providers", "begins"),
)
"""All that a plan can hold besides reorganisations; a plan that is like another can add any of it."""
DATED_PARTS = (REORGANISATIONS, *PROVISIONS)
