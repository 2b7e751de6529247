"""One change that happens in waves, or again and again: what a file may say in the place of many changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from pydantic import Field, model_validator

from relsim.domain.dated_parts import DATED_PARTS, PROVISIONS
from relsim.domain.months import LAST_MONTH, Month
from relsim.domain.place import Place
from relsim.domain.plan import Plan, PlanContent
from relsim.domain.redating import governed_by, moved
from relsim.domain.reorganisation import Reorganisation, ReorganisationContent, Successor
from relsim.experiments import plan_checks as checks
from relsim.experiments.safeguard import CannotProtect
from relsim.experiments.safeguard_list import SAFEGUARDS
from relsim.experiments.safeguards import protected
from relsim.wording.problems import Problem, did_you_mean, quoted

_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


class ReorganisationInFile(ReorganisationContent):
    """A reorganisation as a file has it: once, in waves, or repeated."""

    waves: Annotated[int, Field(ge=1, le=60)] = 1
    """In how many waves it happens: its successors, or the bodies that it cuts or ends, in the order in which they are
    named, in parts as equal as can be.
    """
    months_between: Annotated[int, Field(ge=1, le=240)] = 12
    """Months from one wave, or time, to the next."""
    times: Annotated[int, Field(ge=1, le=60)] = 1
    """Number of times that it happens: each time the last successors give way to others of the same areas."""

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
        said = {key: getattr(self, key) for key in ReorganisationContent.model_fields}
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
            before = self._once(
                number, name=name, repeats=self.name, kind="replace", predecessors=codes, successors=new
            )
            yield before


def _ending(number: int) -> str:
    return "th" if number % 100 in (11, 12, 13) else _ORDINALS.get(number % 10, "th")


class PlanInFile(PlanContent):
    """A plan as a file has it.

    A plan that is `like` another has all that the other has, and what stands here besides; `safeguards` come on top.
    """

    reorganisations: tuple[ReorganisationInFile, ...] = ()
    vesting: Month | None = None
    """With `like`: when the last change of the other vests; all its dates move by as many months."""
    board: str = ""
    """With `like`: which board governs the bodies that the other makes; if it makes none, those that it gives one."""

    def written(self) -> Plan:
        """The plan's own entries in the file, without what it is like and without safeguards."""
        written_here = Plan.model_fields.keys() - {"like", "safeguards", "reorganisations"}
        changes = tuple(change for each in self.reorganisations for change in each.written_out())
        return Plan(**{key: getattr(self, key) for key in written_here}, reorganisations=changes)

    def like_pattern(self, pattern: Plan) -> Plan:
        """This plan without its safeguards: another, on this plan's date and under its board, and what is added."""
        last = pattern.vesting
        plan = pattern if self.vesting is None or last is None else moved(pattern, self.vesting - last)
        plan = governed_by(plan, self.board) if self.board else plan
        added = {part.key: (*part.of(plan), *part.of(self)) for part in PROVISIONS}
        benefits = self.benefits if "benefits" in self.model_fields_set else plan.benefits
        return plan.model_copy(update={**added, "name": self.name, "like": self.like, "benefits": benefits})

    @property
    def adds(self) -> bool:
        """True if anything is different about it from the plan that it is like."""
        return bool(
            self.vesting is not None or self.board or self.safeguards or self.benefits.any
            or any(part.of(self) for part in PROVISIONS)
        )  # fmt: skip


class PlansInFile:
    """The plans of one file, on the way to being plans in full."""

    def __init__(self, entries: Iterable[PlanInFile | None], names: Sequence[str], place: Place | None) -> None:
        """Read nothing yet.

        Args:
            entries: The plans of the file, None for those with a mistake.
            names: The names of all plans, of those with a mistake too.
            place: The place with all boards; None: it could not be read, and safeguards are only looked at by name.
        """
        self.place = place
        """With the boards that safeguards make, once plans are `in_full`."""
        self.problems: list[Problem] = []
        self._entries = tuple(entries)
        self._names = names
        self._patterns = {entry.name: entry for entry in self._entries if entry is not None}

    def in_full(self) -> list[checks.PlanInDraft]:
        """The plans with those that are like another spelt out, and all safeguards in them."""
        drafts = []
        for number, entry in enumerate(self._entries, start=1):
            if entry is None:
                continue
            where = f"plans[{number}] {quoted(entry.name)}"
            wrong = [Problem(f"{where} › {key}", *said) for key, *said in (*self._unlike(entry), *_unknown(entry))]
            self.problems += wrong
            pattern = self._pattern(entry)
            if wrong or (entry.like and pattern is None):
                continue  # What is wrong with its pattern is said there.
            plan = entry.like_pattern(pattern) if pattern else entry.written()
            copied = {part.key: len(part.of(pattern)) for part in DATED_PARTS} if pattern else {}
            written = {part.key: len(part.of(plan)) for part in DATED_PARTS}
            try:
                plan = self._with_safeguards(plan, entry.safeguards)
            except CannotProtect as error:
                self.problems += [Problem(f"{where} › safeguards", reason) for reason in error.reasons]
                continue
            drafts.append(checks.PlanInDraft(where, plan, entry.like, copied, written))
        return drafts

    def _pattern(self, entry: PlanInFile) -> Plan | None:
        """The plan that this one is like, its safeguards included; None if there is none that could be read."""
        pattern = self._patterns.get(entry.like) if entry.like else None
        if pattern is None or pattern.written().announced is None:
            return None
        try:
            return self._with_safeguards(pattern.written(), pattern.safeguards)
        except CannotProtect:
            return None

    def _with_safeguards(self, plan: Plan, names: Sequence[str]) -> Plan:
        """The plan with safeguards, or as it is where the place, or the plan itself, is not in order."""
        known = [name for name in names if name in SAFEGUARDS]
        if self.place is None or not known or checks.problems_of_plan(checks.PlanInDraft("", plan), self.place, None):
            return plan
        plan, self.place = protected(plan, self.place, known)
        return plan

    def _unlike(self, entry: PlanInFile) -> Iterator[tuple[str, str, str]]:
        """Why a plan cannot be like the one that it names: key, what is wrong, remedy."""
        if not entry.like:
            if entry.vesting is not None:
                yield "vesting", "this plan has a vesting but does not say which plan it is like", (
                    'add like = "…", or write the vesting under [[plans.reorganisations]]'
                )
            if entry.board:
                yield "board", "this plan has a board but does not say which plan it is like", (
                    'add like = "…", or give the board to its successors'
                )
            return
        if entry.reorganisations:
            yield "reorganisations", f"this plan is like {quoted(entry.like)}, so it has that plan's reorganisations", (
                "take away either like, or the reorganisations"
            )
        elif not entry.adds:
            yield "like", "what is different about this plan is not said", (
                'add vesting, such as "2024-07", or board, safeguards, governance, ring_fences or grants'
            )
        if self._names.count(entry.like) > 1:
            return  # Which of them is meant cannot be told; that they share a name is told elsewhere.
        if entry.like == entry.name or entry.like not in self._names:
            itself = entry.like == entry.name
            what = "a plan cannot be like itself" if itself else f"no plan is called {quoted(entry.like)}"
            others = [name for name in self._names if name != entry.name]
            yield "like", what, did_you_mean(entry.like, others) or f"the others are {', '.join(map(quoted, others))}"
        elif (pattern := self._patterns.get(entry.like)) is not None and pattern.like:
            yield "like", f"{quoted(entry.like)} is itself like {quoted(pattern.like)}", (
                f"write like = {quoted(pattern.like)}"
            )
        elif pattern is not None and pattern.written().announced is None:
            yield "like", f"{quoted(entry.like)} does nothing", "name a plan that does something, or take like away"


def _unknown(entry: PlanInFile) -> Iterator[tuple[str, str, str]]:
    """Safeguards that there are not: key, what is wrong, remedy."""
    for name in dict.fromkeys(entry.safeguards):
        if name not in SAFEGUARDS:
            remedy = did_you_mean(name, SAFEGUARDS) or f"the safeguards are {', '.join(SAFEGUARDS)}"
            yield "safeguards", f"there is no safeguard {quoted(name)}", remedy
        elif entry.safeguards.count(name) > 1:
            yield "safeguards", f"{quoted(name)} is named twice", "name it once"
