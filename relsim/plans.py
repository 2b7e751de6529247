"""What a consultation is about: reorganisations, and the plans that are made of them.

Everything here only describes.  `relsim.experiment` reads it from a file, `relsim.timetable` works out what it means
for a place, month by month.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from relsim.months import Month, month_text

Share = Annotated[float, Field(ge=0.0, le=1.0)]


class Description(BaseModel):
    """Base of everything that describes: immutable, and a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


class Successor(Description):
    """A body that a reorganisation brings into being.

    `localities` may be left out where there is one successor (it takes them all) or where `of` names the predecessors
    whose area it takes whole.
    """

    code: Annotated[str, Field(min_length=1)]
    name: str = ""
    form: str = ""
    """The legal form in words, such as ``ICB``."""
    board: str = ""
    """Which of the place's boards governs it; empty: that of the predecessor with the most people."""
    of: tuple[str, ...] = ()
    localities: tuple[str, ...] = ()


class Reorganisation(Description):
    """A dated change of commissioners, and what becomes of their people and agreements.

    Shares are of the predecessors' liaison posts: `kept` (same person, same portfolio), `moved` (same person at the
    successor, another portfolio), the rest leave.  `posts` is the successors' posts over the predecessors'.
    """

    name: Annotated[str, Field(min_length=1)]
    """Identifies the change whatever its date: the same change on two dates shares the fates of its staff."""
    kind: Literal["merge", "replace"]
    announced: Month
    vesting: Month
    predecessors: Annotated[tuple[str, ...], Field(min_length=1)]
    successors: Annotated[tuple[Successor, ...], Field(min_length=1)]
    posts: Annotated[float, Field(gt=0.0, le=1.0)] = 1.0
    kept: Share
    moved: Share
    contracts: Share = 1.0
    """Share of contracts carried to the successor (by law, all)."""
    procedures: Share
    """Share of working procedures carried to the successor."""
    distraction: bool = True
    """Whether the announcement distracts the bodies concerned, and makes their people leave sooner."""
    settling_in: bool = True
    """Whether the successor has to settle in as a new body."""
    source: str = ""

    @model_validator(mode="after")
    def _dates_and_shares(self) -> Reorganisation:
        if self.vesting < self.announced:
            raise ValueError(
                f"vesting ({month_text(self.vesting)}) is before the announcement ({month_text(self.announced)}); "
                "a change is announced first"
            )
        if self.kept + self.moved > self.posts + 1e-9:
            raise ValueError(
                f"kept + moved ({self.kept:g} + {self.moved:g}) is more than the successor's posts ({self.posts:g} of "
                "the predecessors'); nobody can be kept in a post that does not exist"
            )
        return self


class Plan(Description):
    """One option in a consultation: what is done to the place's commissioners after its real history."""

    name: Annotated[str, Field(min_length=1)]
    reorganisations: tuple[Reorganisation, ...] = ()
