"""Plans made from the plan in question, to check a result and to take it apart.

A placebo changes nothing but names, and so must show exactly nothing.  Diagnostics have one part taken out, to see how
much of the result that part makes.  Parts have some of the three causes at work by which a plan shifts influence, in
all combinations that are neither the comparator nor the plan itself (`relsim.measures.decomposition`).  Where dates are
compared, every plan of theirs, and the comparator, is run once more without outside pressure
(`relsim.experiments.outside_pressure`).

A variant is known by its fields.  The name that its plan has in tables is a label for people, which nothing reads back:
where somebody has given a plan of theirs the same name, another is made.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from relsim.domain.boards import Board
from relsim.domain.bodies import bodies_at, responsibilities_at
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.domain.sectors import Kind
from relsim.experiments.outside_pressure import OUTSIDE_PRESSURE
from relsim.measures.tables import PARTS, Role, TakenOut

PLACEBO = "Placebo: a change of name only"
NOTHING_LOST = {
    "posts": 1.0, "kept": 1.0, "moved": 0.0, "procedures": 1.0, "contracts": 1.0,
    "written_handover": False, "shadow_months": 0, "distraction": False, "settling_in": False,
}  # fmt: skip
"""A reorganisation of bodies and boards that costs no relationship anything."""
_LABELS: Mapping[TakenOut, str] = {
    "settling_in": "without settling-in",
    "distraction": "without distraction",
    "leavers": "with everybody kept",
    "procedures": "with all working procedures",
}
_OUT: Mapping[TakenOut, Callable[[Reorganisation], dict[str, object]]] = {
    "settling_in": lambda change: {"settling_in": False},
    "distraction": lambda change: {"distraction": False},
    "leavers": lambda change: {"kept": change.posts, "moved": 0.0},
    "procedures": lambda change: {"procedures": 1.0},
}
Renamed = Literal["bodies", "commissioners", "councils"]


class Variant(NamedTuple):
    """A plan that is run, and what it is for."""

    plan: Plan
    role: Role
    of: str = ""
    """Name of the plan that it is made from; empty: it is somebody's own."""
    takes_out: TakenOut | Literal[""] = ""
    """Of a diagnostic: which part of the plan's reorganisations it lacks."""
    causes: frozenset[str] = frozenset()
    """Of a part: which of `relsim.measures.tables.CAUSES` are at work."""
    money_of: str = ""
    """Name of the plan whose money is imposed on it; empty: its own rule decides."""
    renames: Renamed | Literal[""] = ""
    """Of a placebo: which bodies get another name."""
    without: tuple[str, ...] = ()
    """Rules that are switched off in it, besides those of the experiment."""
    beside: str = ""
    """Name of the plan that it is compared with, which lacks the same rules (of that plan: its own); empty: the
    comparator.
    """
    safeguards: tuple[str, ...] = ()
    """Of a safeguard: names of those that are added (`relsim.batch.runs.safeguard_variants`)."""
    boards: tuple[tuple[str, Board], ...] = ()
    """Boards that it needs besides the place's, by name."""


def variants(
    place: Place, plan: Plan, comparator: Plan, roles: Container[str], taken: Container[str],
    calm: Sequence[Plan] = (),
) -> Iterator[Variant]:  # fmt: skip
    """The plans that are run beside those of an experiment.

    Args:
        place: The place.
        plan: The plan in question.
        comparator: The plan that it is compared with.
        roles: Which of ``placebo``, ``diagnostic`` and ``part`` are wanted.
        taken: Names of the experiment's own plans.
        calm: Plans that are also run without outside pressure, the comparator last; or none.
    """
    made: list[Variant] = []
    # A comparator's benefits would be those of the new names too.
    if "placebo" in roles and not comparator.benefits.any:
        made.append(placebo(place, plan, comparator))
    if "diagnostic" in roles:
        made += diagnostics(plan)
    if "part" in roles:
        made += parts(plan, comparator)
    made += pressure_off(calm, taken)
    for variant in made:
        yield variant._replace(plan=variant.plan.model_copy(update={"name": free_label(variant.plan.name, taken)}))


def free_label(label: str, taken: Container[str]) -> str:
    """The label, or where somebody's plan is called so another that nobody's is."""
    while label in taken:
        label += " (made by relsim)"
    return label


def placebo(place: Place, plan: Plan, comparator: Plan) -> Variant:
    """The comparator, but that bodies are replaced by some that are the same but for their codes and names.

    They are those that the plan changes first; where it changes none, all commissioners that there are when it begins
    to work; and councils where none of these can have another name.
    """
    happens = (*place.history, *comparator.reorganisations)
    changes = [change for change in plan.reorganisations if change.predecessors]
    if changes:
        change = min(changes, key=lambda one: one.vesting)
        announced, vesting, codes = change.announced, change.vesting, change.predecessors
    else:
        if plan.announced is None or plan.vesting is None:
            raise ValueError(f"plan {plan.name!r} changes nothing, so there is nothing that a placebo could stand for")
        announced, vesting = plan.announced, plan.vesting
        # Not in a month in which bodies are replaced anyway: who comes first would then decide who is renamed.
        while any(change.vesting == vesting for change in happens):
            vesting += 1
        codes = tuple(bodies_at(place, happens, vesting))
    responsibilities = responsibilities_at(place, happens, vesting - 1)
    # What is done to a body by name is not done to one of another name, nor does a cluster's team work for it.
    named = {code for change in comparator.reorganisations if change.vesting >= vesting for code in _named(change)}
    named |= {code for change in comparator.governance for code in change.bodies} | set(responsibilities.teams)
    free = tuple(code for code in codes if code in responsibilities.kinds and code not in named)
    councils = tuple(
        code for code, kind in responsibilities.kinds.items() if kind is Kind.COUNCIL and code not in named
    )
    new_names = tuple(
        Successor(code=f"{code} renamed", name=f"{code} renamed", of=(code,)) for code in free or councils
    )
    renaming = Reorganisation.model_validate(
        {
            "name": "Placebo: renaming", "kind": "replace", "announced": announced, "vesting": vesting,
            "predecessors": free or councils, "successors": new_names, **NOTHING_LOST,
        }
    )  # fmt: skip
    renames: Renamed = "bodies" if changes and free else "commissioners" if free else "councils"
    unlike = {"name": PLACEBO, "like": "", "safeguards": (), "reorganisations": (*comparator.reorganisations, renaming)}
    return Variant(comparator.model_copy(update=unlike), "placebo", of=plan.name, renames=renames)


def _named(change: Reorganisation) -> Iterator[str]:
    """The bodies that a change names."""
    yield from change.predecessors
    for successor in change.successors:
        yield successor.code


def diagnostics(plan: Plan) -> Iterator[Variant]:
    """The plan with one part of its reorganisations taken out; a part that it does not have is left alone."""
    for part, altered in _OUT.items():
        changes = tuple(
            change if change.kind == "layer" else change.model_copy(update=altered(change))
            for change in plan.reorganisations
        )
        if changes != plan.reorganisations:
            variant = plan.model_copy(update={"name": f"{plan.name}, {_LABELS[part]}", "reorganisations": changes})
            yield Variant(variant, "diagnostic", of=plan.name, takes_out=part)


def parts(plan: Plan, comparator: Plan) -> Iterator[Variant]:
    """The plan with some of its causes at work: seats, ties and money (`relsim.measures.tables.CAUSES`).

    Money is always imposed, the plan's or the comparator's: otherwise seats and ties would shift it too.  A comparator
    that changes something itself has no plan in which nothing is at work, so then there are no parts.
    """
    if comparator.announced is not None:
        return
    for label, causes in PARTS.items():
        variant = _at_work(plan, causes).model_copy(update={"name": f"{plan.name}, {label}"})
        money = plan if "money" in causes else comparator
        yield Variant(variant, "part", of=plan.name, causes=causes, money_of=money.name)


def _at_work(plan: Plan, causes: frozenset[str]) -> Plan:
    """The plan with only its seats, its ties, or both; what it says of money bears on nothing where that is imposed."""
    if {"seats", "ties"} <= causes:
        return plan.model_copy(update={"ring_fences": ()})
    if "seats" in causes:
        changes = tuple(change.model_copy(update=NOTHING_LOST) for change in plan.reorganisations)
        return Plan(name=plan.name, reorganisations=changes, governance=plan.governance)
    if "ties" in causes:
        changes = tuple(
            change.model_copy(update={"successors": _governed_as_before(change)}) for change in plan.reorganisations
        )
        return plan.model_copy(update={"reorganisations": changes, "governance": (), "ring_fences": ()})
    return Plan(name=plan.name)


def _governed_as_before(change: Reorganisation) -> tuple[Successor, ...]:
    return tuple(successor.model_copy(update={"board": ""}) for successor in change.successors)


def pressure_off(calm: Sequence[Plan], taken: Container[str]) -> Iterator[Variant]:
    """Plans as they are, but without outside pressure; the last is what the others are compared with."""
    names = [free_label(f"{plan.name}, without outside pressure", taken) for plan in calm]
    for plan, name in zip(calm, names, strict=True):
        variant = plan.model_copy(update={"name": name})
        yield Variant(variant, "pressure_off", of=plan.name, without=(OUTSIDE_PRESSURE,), beside=names[-1])
