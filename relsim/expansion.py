"""One change that happens in waves, or again and again: what a file may say in the place of many changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field, model_validator

from relsim.months import LAST_MONTH
from relsim.plans import Reorganisation, Successor

_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


class ReorganisationInFile(Reorganisation):
    """A reorganisation as a file has it: once, in waves, or repeated."""

    waves: Annotated[int, Field(ge=1, le=60)] = 1
    """In how many waves it happens: its successors, or the bodies that it cuts or ends, in the order in which they are
    named, in parts as equal as can be.
    """
    months_between: Annotated[int, Field(ge=1, le=240)] = 12
    """Months from one wave, or time, to the next."""
    times: Annotated[int, Field(ge=1, le=60)] = 1
    """How often it happens: each time the successors of the time before give way to others of the same areas."""

    @model_validator(mode="after")
    def _can_be_many(self) -> ReorganisationInFile:
        if self.waves > 1 and self.times > 1:
            raise ValueError("waves and times are both said; a change happens in waves, or again and again")
        if self.times > 1 and not self.makes_bodies:
            raise ValueError(f"times is {self.times}, but to {self.kind} makes no body that could give way again")
        if self.waves > 1 and self.waves > (count := len(self._parts())):
            raise ValueError(f"waves is {self.waves}, but there are only {count} parts that could take turns")
        if self.waves > 1 and self.successors and not all(each.of for each in self.successors):
            raise ValueError("with waves every successor says of which predecessors it is made (of)")
        codes = [code for each in self.successors for code in each.of]
        if self.waves > 1 and len(codes) != len(set(codes)):
            raise ValueError("with waves no predecessor can go to two successors; write the changes one by one")
        if self.vesting + self.months_between * (max(self.waves, self.times) - 1) > LAST_MONTH:
            raise ValueError("the last of its dates is later than any month that relsim knows")
        return self

    def _parts(self) -> Sequence[Successor | str]:
        return self.successors or self.predecessors

    def written_out(self) -> Iterator[Reorganisation]:
        """The changes that it stands for, each announced as long before as the first."""
        if self.waves > 1:
            yield from self._waves()
        else:
            yield from self._times()

    def _once(self, number: int, **other: object) -> Reorganisation:
        """The change of one date."""
        later = number * self.months_between
        said = {key: getattr(self, key) for key in Reorganisation.model_fields}
        said |= {"announced": self.announced + later, "vesting": self.vesting + later, **other}
        return Reorganisation(**said)

    def _waves(self) -> Iterator[Reorganisation]:
        parts, taken = self._parts(), 0
        for number in range(self.waves):
            last = round(len(parts) * (number + 1) / self.waves)
            part, taken = parts[taken:last], last
            name = f"{self.name}, wave {number + 1}"
            if self.successors:
                successors = tuple(each for each in part if isinstance(each, Successor))
                codes = tuple(code for each in successors for code in each.of)
                yield self._once(number, name=name, predecessors=codes, successors=successors)
            else:
                yield self._once(number, name=name, predecessors=tuple(part))

    def _times(self) -> Iterator[Reorganisation]:
        before = self._once(0)
        yield before
        for number in range(1, self.times):
            new = tuple(
                each.model_copy(update={"code": f"{each.code}-{number + 1}", "of": (old.code,), "localities": ()})
                for each, old in zip(self.successors, before.successors, strict=True)
            )
            name = f"{self.name}, {number + 1}{_ending(number + 1)} time"
            codes = tuple(old.code for old in before.successors)
            before = self._once(number, name=name, kind="replace", predecessors=codes, successors=new)
            yield before


def repeats(change: Reorganisation, changes: Sequence[Reorganisation]) -> str:
    """The name of the change that this one repeats, as written out from one; empty: none."""
    root, comma, ending = change.name.rpartition(", ")
    again = comma and ending.endswith(" time") and any(one.name == root for one in changes)
    return root if again else ""


def _ending(number: int) -> str:
    return "th" if number % 100 in (11, 12, 13) else _ORDINALS.get(number % 10, "th")
