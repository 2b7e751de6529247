"""Checks that an experiment makes sense: those that take holding its parts against each other and the place.

Each check looks only at what could be read, so that one mistake does not hide the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from relsim.domain.boards import Boards
from relsim.domain.dated_parts import DATED_PARTS
from relsim.domain.months import month_name, month_text
from relsim.domain.place import Place
from relsim.engine.rules.switches import RULES
from relsim.experiments.plan_checks import PlanInDraft, problems_of_plan
from relsim.experiments.precision import Precision, problems_of_precision
from relsim.places.library import built_in, read_place
from relsim.places.place_checks import problems_of_board, seat_holders
from relsim.wording.problems import InputProblems, Problem, did_you_mean, quoted

MEASURED_MONTHS = 120
"""Months after vesting that the measures need: `relsim.measures.tables`."""


@dataclass(frozen=True)
class ExperimentDraft:
    """An experiment as far as it could be read; None or nothing for what could not."""

    name: str | None
    place: Place | None
    until: int | None
    comparator: str | None
    in_question: str
    precision: Precision | None
    worlds: int
    replicates: int
    rules_off: tuple[str, ...]
    names: tuple[str, ...]
    """Names of all plans, of those with a mistake too."""
    plans: Sequence[PlanInDraft]
    measured_from: int | None = None
    """The vesting month that every plan is measured from; None: each plan's last."""


def problems_of(draft: ExperimentDraft) -> list[Problem]:
    """Everything that is wrong between the parts of an experiment."""
    return [
        *_folder(draft.name),
        *problems_of_precision(draft.precision, draft.worlds, draft.replicates),
        *_rules(draft.rules_off),
        *_comparator(draft.comparator, draft.names),
        *_in_question(draft),
        *_names(draft.names),
        *_twins(draft.plans),
        *_idle(draft.plans, draft.comparator),
        *_dates(draft),
        *_plans(draft),
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


def with_history(place: Place | None, until: int | None) -> tuple[Place | None, list[str]]:
    """The place with its real history up to a month, and sentences for the reader on what is left out.

    Args:
        place: The place; None: it could not be read.
        until: First month of which nothing is taken; None: what has happened is, and what is only planned is not.
    """
    if place is None:
        return None, []
    if until is None:
        return place.model_copy(update={"history": tuple(one for one in place.history if one.status == "happened")}), []
    kept = tuple(one for one in place.history if one.vesting < until)
    gone = dict.fromkeys(one.name for one in place.history if one.vesting >= until)
    planned = [one.name for one in kept if one.status == "planned"]
    said = [f"Of what really happened to the bodies of {place.name}, this is left out, so that it can be compared with "
            f"what did: {'; '.join(gone)}."] if gone else []  # fmt: skip
    if planned:
        said.append(f"What was planned and had not happened yet is taken as happening: {'; '.join(planned)}.")
    return place.model_copy(update={"history": kept}), said


def with_boards(place: Place | None, boards: Boards) -> tuple[Place | None, list[Problem]]:
    """The place with the boards that an experiment adds, or puts in the place of its own; and what is wrong with them.

    Args:
        place: The place; None: it could not be read, and only the boards are looked at.
        boards: Boards by name.
    """
    # Without a place nobody can tell whether a seat goes to one of its organisations.
    holders = seat_holders(place) if place is not None else None
    problems = [
        problem for name, board in boards.items() for problem in problems_of_board(f"boards › {name}", board, holders)
    ]
    if place is None:
        return None, problems
    return place.model_copy(update={"boards": {**place.boards, **boards}}), problems


def _folder(name: str | None) -> Iterator[Problem]:
    """The problem with a name if results can't be kept in a folder of that name on every system."""
    if name is not None and (set(name) <= {"."} or set(name) & set('/\\:*?"<>|') or not name.isprintable()):
        yield Problem("name", f"{quoted(name)} cannot name a folder", "use letters, digits, spaces and hyphens")


def _rules(rules: Sequence[str]) -> Iterator[Problem]:
    for rule in rules:
        if rule not in RULES:
            remedy = did_you_mean(rule, RULES) or f"the rules are {', '.join(RULES)}"
            yield Problem("rules_off", f"there is no rule {quoted(rule)}", remedy)


def _in_question(draft: ExperimentDraft) -> Iterator[Problem]:
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
    words = {part.key: {"__all__": {"name", "source"}} for part in DATED_PARTS}
    first: dict[str, PlanInDraft] = {}
    for each in plans:
        content = each.plan.model_dump_json(exclude={"name": True, "like": True, "safeguards": True, **words})
        twin = first.setdefault(content, each)
        if twin is not each and twin.plan.name != each.plan.name:
            yield Problem(
                each.where,
                f"this plan does exactly what {quoted(twin.plan.name)} does",
                "change what it does, or take it away",
            )


def _idle(plans: Sequence[PlanInDraft], comparator: str | None) -> Iterator[Problem]:
    """Plans that do nothing, beside a comparator that does something; beside an idle one they are its twins."""
    idle = [each for each in plans if each.plan.announced is None]
    if not any(each.plan.name == comparator for each in plans if each not in idle):
        return
    for each in idle:
        yield Problem(
            each.where,
            "this plan does nothing, so there is no date to measure from",
            "only the comparator can leave everything as it is",
        )


def _plans(draft: ExperimentDraft) -> Iterator[Problem]:
    """Problems of plans that cannot happen in the place, after what really happened there."""
    if draft.place is None:
        return
    found = {each.plan.name: problems_of_plan(each, draft.place, draft.until) for each in draft.plans}
    for each in draft.plans:
        if not found.get(each.like):  # What is wrong with its pattern is not told again.
            yield from found[each.plan.name]


def _dates(draft: ExperimentDraft) -> Iterator[Problem]:
    """A problem if the simulated months end before the months after an event that are measured."""
    vestings = [(each.plan.vesting, each.plan) for each in draft.plans if each.plan.vesting is not None]
    if draft.until is None or not vestings:
        return
    last, plan = max(vestings, key=lambda pair: pair[0])
    last = last if draft.measured_from is None else draft.measured_from
    if draft.until <= last + MEASURED_MONTHS:
        happens = "vests" if any(change.vesting == last for change in plan.reorganisations) else "takes effect"
        yield Problem(
            "until",
            f"{month_text(draft.until)} is too early: {quoted(plan.name)} {happens} in {month_name(last)}, and what "
            f"follows is measured over the {MEASURED_MONTHS} months after that",
            f'write "{month_text(last + MEASURED_MONTHS + 1)}" or later',
        )
