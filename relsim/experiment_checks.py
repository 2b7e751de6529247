"""Whether an experiment makes sense: what can only be told by holding its parts against each other and the place.

Each check looks only at what could be read, so that one mistake does not hide the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from relsim.months import month_name, month_text
from relsim.places.check import problems_of_board
from relsim.places.library import built_in, read_place
from relsim.places.place import Boards, Place
from relsim.places.walk import follow
from relsim.plans import Plan, Reorganisation
from relsim.problems import InputProblems, Problem, did_you_mean, quoted
from relsim.rules.names import RULES

MEASURED_MONTHS = 120
"""Months after vesting that the measures need: `relsim.tables`."""


@dataclass(frozen=True)
class PlanInDraft:
    """A plan in full, where in the file it stands, and which other it was made from (empty: none)."""

    where: str
    plan: Plan
    like: str


@dataclass(frozen=True)
class Draft:
    """An experiment as far as it could be read; None or nothing for what could not."""

    name: str | None
    place: Place | None
    until: int | None
    comparator: str | None
    in_question: str
    rules_off: tuple[str, ...]
    names: tuple[str, ...]
    """Names of all plans, of those with a mistake too."""
    plans: Sequence[PlanInDraft]


def problems_of(draft: Draft) -> list[Problem]:
    """Everything that is wrong between the parts of an experiment."""
    return [
        *_folder(draft.name),
        *_rules(draft.rules_off),
        *_comparator(draft.comparator, draft.names),
        *_in_question(draft),
        *_names(draft.names),
        *_twins(draft.plans),
        *_idle(draft.plans, draft.comparator),
        *_dates(draft),
        *_changes(draft),
    ]


def names_in(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the plans in a file, whatever else is wrong with them."""
    plans = raw.get("plans")
    tables = [each for each in plans if isinstance(each, Mapping)] if isinstance(plans, list) else []
    return tuple(each["name"].strip() for each in tables if isinstance(each.get("name"), str) and each["name"].strip())


def find_place(named: str | None, folder: Path) -> tuple[Place | None, list[Problem]]:
    """The place of that code, or in that file; and what is wrong with it.

    Args:
        named: Code of a built-in place or path of a place file; None: it could not be read.
        folder: Folder that the path is relative to.
    """
    if named is None:
        return None, []
    is_path = named.endswith(".toml") or "/" in named or "\\" in named
    try:
        return (read_place(folder / named) if is_path else built_in(named)), []
    except InputProblems as error:
        where = f"place {quoted(named)}" if is_path else "place"
        return None, [replace(each, where=" › ".join(filter(None, (where, each.where)))) for each in error.problems]


def with_boards(place: Place | None, boards: Boards) -> tuple[Place | None, list[Problem]]:
    """The place with the boards that an experiment adds; and what is wrong with those.

    Args:
        place: The place; None: it could not be read, and only the boards are looked at.
        boards: Boards by name.
    """
    problems = [problem for name, seats in boards.items() for problem in problems_of_board(f"boards › {name}", seats)]
    if place is None:
        return None, problems
    for name in boards.keys() & place.boards.keys():
        what = f"{place.name} has a board of that name already"
        problems.append(Problem(f"boards › {name}", what, "give this one another name"))
    return place.model_copy(update={"boards": {**place.boards, **boards}}), problems


def _folder(name: str | None) -> Iterator[Problem]:
    """Whether results can be kept in a folder of that name on any system."""
    if name is not None and (set(name) <= {"."} or set(name) & set('/\\:*?"<>|') or not name.isprintable()):
        yield Problem("name", f"{quoted(name)} cannot name a folder", "use letters, digits, spaces and hyphens")


def _rules(rules: Sequence[str]) -> Iterator[Problem]:
    for rule in rules:
        if rule not in RULES:
            remedy = did_you_mean(rule, RULES) or f"the rules are {', '.join(RULES)}"
            yield Problem("rules_off", f"there is no rule {quoted(rule)}", remedy)


def _in_question(draft: Draft) -> Iterator[Problem]:
    changing = [name for name in draft.names if name != draft.comparator]
    if draft.in_question and draft.names and draft.in_question not in changing:
        named = "the comparator" if draft.in_question == draft.comparator else "no plan of this file"
        remedy = did_you_mean(draft.in_question, changing) or f"name one of {', '.join(map(quoted, changing))}"
        yield Problem("in_question", f"{quoted(draft.in_question)} is {named}", remedy)


def _comparator(comparator: str | None, names: Sequence[str]) -> Iterator[Problem]:
    if comparator is not None and names and comparator not in names:
        remedy = did_you_mean(comparator, names) or f"the plans are {', '.join(map(quoted, names))}"
        yield Problem("comparator", f"no plan is called {quoted(comparator)}", remedy)


def _names(names: Sequence[str]) -> Iterator[Problem]:
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield Problem("plans", f"{names.count(name)} plans are called {quoted(name)}", "give each its own name")


def _twins(plans: Sequence[PlanInDraft]) -> Iterator[Problem]:
    """Plans that do the same: what they are called, and what they cite, makes no difference to a place."""
    first: dict[str, PlanInDraft] = {}
    for each in plans:
        content = each.plan.model_dump_json(exclude={"name": True, "reorganisations": {"__all__": {"name", "source"}}})
        twin = first.setdefault(content, each)
        if twin is not each and twin.plan.name != each.plan.name:
            yield Problem(
                each.where,
                f"this plan does exactly what {quoted(twin.plan.name)} does",
                "change what it does, or take it away",
            )


def _idle(plans: Sequence[PlanInDraft], comparator: str | None) -> Iterator[Problem]:
    """Plans that do nothing, beside a comparator that does something; beside an idle one they are its twins."""
    idle = [each for each in plans if not each.plan.reorganisations]
    if not any(each.plan.name == comparator for each in plans if each not in idle):
        return
    for each in idle:
        yield Problem(
            each.where,
            "this plan has no reorganisations, so there is no vesting to measure from",
            "only the comparator can leave everything as it is",
        )


def _changes(draft: Draft) -> Iterator[Problem]:
    """Whether each plan's reorganisations can happen in the place, after what really happened there."""
    if draft.place is None:
        return
    found = {each.plan.name: _changes_of(each, draft.place) for each in draft.plans}
    for each in draft.plans:
        if not found.get(each.like):  # What is wrong with its pattern is not told again.
            yield from found[each.plan.name]


def _changes_of(plan: PlanInDraft, place: Place) -> list[Problem]:
    where = f"{plan.where} › reorganisations"
    last = max(place.history, key=lambda change: change.vesting, default=None)
    early = [
        problem
        for number, change in enumerate(plan.plan.reorganisations, start=1)
        for problem in _too_early(place, last, change, f"{where}[{number}] {quoted(change.name)}")
    ]
    # Which bodies exist when a change comes too early says nothing about the change.
    return early or follow(place, plan.plan.reorganisations, after=place.history, where=where)


def _too_early(place: Place, last: Reorganisation | None, change: Reorganisation, where: str) -> Iterator[Problem]:
    if change.announced < place.starts:
        yield Problem(
            f"{where} › announced",
            f"{month_text(change.announced)} is before {place.name} starts, in {month_name(place.starts)}",
            "choose a later date, or a place that starts earlier",
        )
    if last is not None and change.vesting <= last.vesting:
        yield Problem(
            f"{where} › vesting",
            f"{month_text(change.vesting)} is not after {month_name(last.vesting)}, when {place.name} went through its "
            f"last real change, {quoted(last.name)}",
            "a plan says what happens after that",
        )


def _dates(draft: Draft) -> Iterator[Problem]:
    """Whether the simulated months hold the months after every event that are measured."""
    vestings = [(change.vesting, each) for each in draft.plans for change in each.plan.reorganisations]
    if draft.until is None or not vestings:
        return
    last, plan = max(vestings, key=lambda pair: pair[0])
    if draft.until <= last + MEASURED_MONTHS:
        yield Problem(
            "until",
            f"{month_text(draft.until)} is too early: {quoted(plan.plan.name)} vests in {month_name(last)}, and what "
            f"follows is measured over the {MEASURED_MONTHS} months after that",
            f'write "{month_text(last + MEASURED_MONTHS + 1)}" or later',
        )
