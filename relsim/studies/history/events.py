"""The events of a place's history: changes that vest in the same month count as one."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from functools import cached_property

from relsim.domain.bodies import responsibilities_at
from relsim.domain.months import month_text
from relsim.domain.place import Place
from relsim.domain.reorganisation import Reorganisation
from relsim.domain.responsibilities import Function, functions_before

_KINDS = {
    "merge": "merger", "replace": "replacement", "split": "split", "transfer": "transfer", "cluster": "shared team",
    "cut": "cut", "abolish": "abolition", "layer": "new layer",
}  # fmt: skip
_LONGEST = 40
"""Letters of an event's name in the name of its folder."""


@dataclass(frozen=True)
class HistoryEvent:
    """The changes that vested in one month, in a place whose history is what came before."""

    before: Place
    """The place with the history up to the event, without it."""
    changes: tuple[Reorganisation, ...]

    @property
    def month(self) -> int:
        """Month in which it vested."""
        return self.changes[0].vesting

    @property
    def announced(self) -> int:
        """Month in which the first of its changes was announced."""
        return min(change.announced for change in self.changes)

    @property
    def name(self) -> str:
        """Its name: its changes in a few words."""
        names = [change.name for change in self.changes]
        if len(names) < 4:
            return "; ".join(names)
        return f"{names[0]}; {names[1]}; and {len(names) - 2} more"

    @property
    def kind(self) -> str:
        """The kind of change that it was, in words."""
        return " and ".join(dict.fromkeys(_KINDS[change.kind] for change in self.changes))

    @property
    def slug(self) -> str:
        """A name for its folder: ``2006-10-primary-care-trusts-merge-2006``."""
        words = re.sub(r"[^a-z0-9]+", " ", self.changes[0].name.lower())
        name = "-".join(textwrap.shorten(words, _LONGEST, placeholder="").split()) or "event"
        return f"{month_text(self.month)}-{name}{'-and-others' if len(self.changes) > 1 else ''}"

    @cached_property
    def bodies(self) -> tuple[int, int]:
        """Number of the bodies concerned that there were by law before, and afterwards."""
        then = responsibilities_at(self.before, self.before.history, self.month)
        now = responsibilities_at(self.before, (*self.before.history, *self.changes), self.month)
        concerned = {code for change in self.changes for code in change.predecessors}
        concerned |= {one.code for change in self.changes for one in change.successors}
        return len(concerned & then.kinds.keys()), len(concerned & now.kinds.keys())

    @cached_property
    def touched(self) -> frozenset[Function]:
        """The work of the bodies concerned, area by area."""
        then = responsibilities_at(self.before, self.before.history, self.month)
        given = {function for change in self.changes for function in functions_before(change, then)}
        added = {
            (one.code, locality)
            for change in self.changes
            if change.kind == "layer"
            for one in change.successors
            for locality in one.localities
        }
        return frozenset(given | added)


def events_of(place: Place) -> tuple[HistoryEvent, ...]:
    """Every event of a place's history, in date order."""
    months = sorted({change.vesting for change in place.history})
    return tuple(
        HistoryEvent(
            before=place.model_copy(update={"history": tuple(one for one in place.history if one.vesting < month)}),
            changes=tuple(one for one in place.history if one.vesting == month),
        )
        for month in months
    )


def followed_by(event: HistoryEvent, place: Place) -> HistoryEvent | None:
    """The first later event in a place's history that touched any of the same bodies' work."""
    later = [one for one in events_of(place) if one.month > event.month and one.touched & event.touched]
    return min(later, key=lambda one: one.month, default=None)
