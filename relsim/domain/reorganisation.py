"""Reorganisations: what changes for which bodies, when, and what becomes of staff."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from relsim.domain.description import Description, Share
from relsim.domain.months import Month, month_text

ChangeKind = Literal["merge", "replace", "split", "transfer", "cluster", "cut", "abolish", "layer"]
"""The kinds of change, by what they do with bodies:

- ``merge``: two or more become one, which may be one of them (as when a trust acquires another); several such mergers
  may be one change;
- ``replace``: bodies give way to new ones, however many;
- ``split``: one becomes several, of which it may be one itself;
- ``transfer``: localities go from the predecessors to bodies that there are already; all of them go on;
- ``cluster``: bodies go on by law, but one team works for all of them;
- ``cut``: bodies go on with fewer posts;
- ``abolish``: bodies end; others that there are already take over what they did, or nobody does;
- ``layer``: new bodies come beside those that there are.
"""
_GOING_ON: frozenset[str] = frozenset({"transfer", "cluster", "cut"})
"""Kinds of change whose predecessors go on by law."""


class Successor(Description):
    """A body that a reorganisation brings into being, or that takes over from its predecessors.

    `localities` may be left out where there is one successor (it takes them all) or where `of` names the predecessors
    whose area it takes whole.
    """

    code: Annotated[str, Field(min_length=1)]
    name: str = ""
    form: str = ""
    """The legal form in words, such as ``ICB``."""
    board: str = ""
    """The one of the place's boards that governs it; empty: that of the predecessor with the most people."""
    kind: str = ""
    """The kind of organisation, such as ``pcn``; empty: what its predecessors are."""
    of: tuple[str, ...] = ()
    localities: tuple[str, ...] = ()


class ReorganisationContent(Description):
    """A dated change of bodies, commissioners or others, and what becomes of their people; in a file as in a run.

    Shares are of the predecessors' liaison posts: `kept` (same person, same portfolio), `moved` (same person at the
    successor, another portfolio), the rest leave.  `posts` is the successors' posts over the predecessors'.
    """

    name: Annotated[str, Field(min_length=1)]
    """Identifies the change whatever its date: the same change on two dates shares the fates of its staff."""
    kind: ChangeKind
    announced: Month
    vesting: Month
    predecessors: tuple[str, ...] = ()
    successors: tuple[Successor, ...] = ()
    posts: Annotated[float, Field(gt=0.0, le=1.0)] = 1.0
    kept: Share = 0.0
    moved: Share = 0.0
    contracts: Share = 1.0
    """Share of contracts carried to the successor (by law, all)."""
    procedures: Share = 0.0
    """Share of working procedures carried to the successor."""
    written_handover: bool = False
    """True if those who leave at vesting write down whom they dealt with and how, so that an heir is introduced."""
    shadow_months: Annotated[int, Field(ge=0, le=24)] = 0
    """For how long before vesting the successor already works beside its predecessors: it settles in meanwhile."""
    distraction: bool = True
    """True if the announcement distracts the bodies concerned, and makes their people leave sooner."""
    settling_in: bool = True
    """True if the successor has to settle in as a new body."""
    status: Literal["happened", "planned"] = "happened"
    """Of a real change: whether it has happened, or is planned only."""
    source: str = ""

    @property
    def goes_on(self) -> bool:
        """True if the predecessors go on by law."""
        return self.kind in _GOING_ON

    @property
    def makes_bodies(self) -> bool:
        """True if its successors are new bodies, or clusters, in the place of their predecessors."""
        return self.kind in _SAYS_WHAT_BECOMES

    @model_validator(mode="before")
    @classmethod
    def _who_is_not_cut_stays(cls, said: Any) -> Any:
        """In a cut everybody whose post goes on is kept, unless it says otherwise."""
        if isinstance(said, dict) and said.get("kind") == "cut" and "kept" not in said:
            posts, moved = said.get("posts", 1.0), said.get("moved", 0.0)
            if all(isinstance(each, (int, float)) and 0 <= each <= 1 for each in (posts, moved)) and moved <= posts:
                return said | {"kept": posts - moved}
        return said

    @model_validator(mode="after")
    def _who_takes_part(self) -> ReorganisationContent:
        least_before, least_after, most_after = _TAKE_PART[self.kind]
        if len(self.predecessors) < least_before or (self.kind == "layer" and self.predecessors):
            some = {0: "no predecessors", 1: "a predecessor"}
            wanted = some.get(least_before, f"{least_before} predecessors or more")
            raise ValueError(f"to {self.kind} takes {wanted}; predecessors names {len(self.predecessors)}")
        if self.kind == "split" and len(self.predecessors) > 1:
            raise ValueError("one body is split at a time; several that give way to others are a replace")
        if not least_after <= len(self.successors) <= most_after:
            several = "a successor" if least_after == 1 else f"{least_after} successors or more"
            wanted = {0: "no successors", 1: "one successor"}.get(most_after, several)
            raise ValueError(f"to {self.kind} takes {wanted}; successors names {len(self.successors)}")
        stated = {"kept", "moved", "procedures"} if self.kind in _SAYS_WHAT_BECOMES else set()
        if missing := sorted(stated - self.model_fields_set):
            raise ValueError(f"it does not say {' and '.join(missing)}: what becomes of people and agreements")
        return self

    @model_validator(mode="after")
    def _dates_and_shares(self) -> ReorganisationContent:
        if self.vesting < self.announced:
            raise ValueError(
                f"vesting ({month_text(self.vesting)}) is before the announcement ({month_text(self.announced)}); "
                "a change is announced first"
            )
        if self.shadow_months > self.vesting - self.announced:
            raise ValueError(
                f"shadow_months ({self.shadow_months}) is longer than the notice "
                f"({self.vesting - self.announced} months); a body can't run in shadow before it is announced"
            )
        if self.kept + self.moved > self.posts + 1e-9:
            raise ValueError(
                f"kept + moved ({self.kept:g} + {self.moved:g}) is more than the successor's posts ({self.posts:g} of "
                "the predecessors'); nobody can be kept in a post that does not exist"
            )
        return self


class Reorganisation(ReorganisationContent):
    """One change, at one date."""

    repeats: str = ""
    """Name of the change in the same plan that it repeats, where relsim wrote it out from one that happens again and
    again; empty: it repeats none.
    """


_MANY = 10_000
_TAKE_PART: dict[str, tuple[int, int, int]] = {
    "merge": (1, 1, _MANY), "replace": (1, 1, _MANY), "split": (1, 2, _MANY), "transfer": (1, 1, _MANY),
    "cluster": (2, 1, 1), "cut": (1, 0, 0), "abolish": (1, 0, _MANY), "layer": (0, 1, _MANY),
}  # fmt: skip
"""Kind of change → least number of predecessors, least and most of successors."""
_SAYS_WHAT_BECOMES = frozenset({"merge", "replace", "split", "cluster"})
"""Kinds of change that have to say what becomes of people and working procedures; with the others, those who stay
behind keep what they have, and it is 0 for those who go unless it is said."""
