"""Checks that a plan can happen in a place after what really happened there: its bodies, dates, money and acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from relsim.domain.bodies import boards_at, bodies_at
from relsim.domain.consistency import follow, unknown
from relsim.domain.dated_parts import PROVISIONS
from relsim.domain.months import month_name, month_text
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.provisions import IntegratedProvider
from relsim.domain.reorganisation import Reorganisation
from relsim.domain.sectors import Kind
from relsim.timetable.integrated_providers import network_of_plan, networks_of_trust, networks_run
from relsim.timetable.needs import TRUST_NEED
from relsim.timetable.network import Network
from relsim.wording.problems import Problem, did_you_mean, quoted


@dataclass(frozen=True)
class PlanInDraft:
    """A plan in full, and what of it stands where in the file."""

    where: str
    plan: Plan
    like: str = ""
    """The other plan that it was made from; empty: none."""
    copied: Mapping[str, int] = field(default_factory=dict)
    """Part of the plan, such as ``grants`` → how many of them, from the first on, are the other plan's."""
    written: Mapping[str, int] = field(default_factory=dict)
    """Part of the plan → how many of them are the other's or stand under this plan; the rest are safeguards'."""

    def at(self, part: str, number: int) -> str:
        """The place of item `number` (from 0) of a part, as the reader of the file would say it."""
        copied = self.copied.get(part, 0)
        if part != "reorganisations" and number < copied:
            return f"{self.where} › like {quoted(self.like)} › {part}[{number + 1}]"
        if number >= self.written.get(part, number + 1):
            return f"{self.where} › safeguards"
        item = getattr(self.plan, part)[number]
        label = f" {quoted(item.name)}" if getattr(item, "name", "") else ""
        return f"{self.where} › {part}[{number + 1 - (0 if part == 'reorganisations' else copied)}]{label}"


def problems_of_plan(draft: PlanInDraft, place: Place, until: int | None) -> list[Problem]:
    """Everything about a plan that cannot be in this place.

    Args:
        draft: The plan.
        place: The place, with every board that plans may name.
        until: First month that is not simulated; None: it could not be read.
    """
    found = _of_reorganisations(draft, place)
    providers = list(_integrated_providers(draft, place))
    if not found:
        # Which bodies exist can be told only if every reorganisation can be carried out.
        found += _governance(draft, place)
        if not providers:
            found += _networks_run(draft, place)
    found += _dates(draft, place, until)
    checks: tuple[Callable[[PlanInDraft, Place], Iterable[Problem]], ...] = (
        _contradictions, _ring_fences, _grants, _hostile_acts,
    )  # fmt: skip
    found += [problem for check in checks for problem in check(draft, place)]
    return [*found, *providers, *_benefits(draft, place)]


# --- Bodies ----------------------------------------------------------------------------------------------------------


def _of_reorganisations(draft: PlanInDraft, place: Place) -> list[Problem]:
    last = max(place.history, key=lambda change: change.vesting, default=None)
    early = [
        problem
        for number, change in enumerate(draft.plan.reorganisations)
        for problem in _too_early(place, last, change, draft.at("reorganisations", number))
    ]
    # Which bodies exist when a change comes too early says nothing about the change.
    where = f"{draft.where} › reorganisations"
    return early or follow(place, draft.plan.reorganisations, after=place.history, where=where)


def _too_early(place: Place, last: Reorganisation | None, change: Reorganisation, where: str) -> Iterator[Problem]:
    if change.announced < place.starts:
        yield Problem(
            f"{where} › announced",
            f"{month_text(change.announced)} is before {place.name} starts, in {month_name(place.starts)}",
            "choose a later date, or a place that starts earlier",
        )
    if last is not None and change.vesting <= last.vesting:
        yield Problem(f"{where} › vesting", *_not_after(place, change.vesting))


def _not_after(place: Place, month: int) -> tuple[str, str]:
    """The problem with a month that is not after a place's real history, and the remedy."""
    last = max(place.history, key=lambda change: change.vesting, default=None)
    then = (
        f"{month_name(last.vesting)}, when {place.name} went through its last real change, {quoted(last.name)}"
        if last
        else f"{month_name(place.starts)}, when {place.name} starts"
    )
    remedy = "a plan says what happens after that"
    if last:
        remedy += f"; history_until = {quoted(month_text(month))} leaves out what really happened from then on"
    return f"{month_text(month)} is not after {then}", remedy


def _governance(draft: PlanInDraft, place: Place) -> Iterator[Problem]:
    plan = draft.plan
    changes = (*place.history, *plan.reorganisations)
    taken: dict[tuple[int, str], str] = {}
    for number, each in enumerate(plan.governance):
        where = draft.at("governance", number)
        if each.begins <= _floor(place):
            continue  # That it is too early is told with the dates.
        there = bodies_at(place, changes, each.begins)
        for code in dict.fromkeys(each.bodies):
            if code not in there:
                what = f"there is no commissioner {quoted(code)} in {month_text(each.begins)}"
                then = f"the commissioners then are {', '.join(there)}"
                yield Problem(f"{where} › bodies", what, did_you_mean(code, there) or then)
            elif (each.begins, code) in taken:
                yield Problem(f"{where} › bodies", f"{quoted(code)} gets a board from {taken[each.begins, code]} in "
                              "the same month", "leave one of them out")  # fmt: skip
            taken.setdefault((each.begins, code), where)
        if each.board not in place.boards:
            yield unknown(f"{where} › board", "board", each.board, place.boards)
        elif set(each.bodies) <= set(there):
            before = boards_at(place, changes, [one for one in plan.governance if one is not each], each.begins)
            if {before[code] for code in each.bodies} == {each.board}:
                yield Problem(f"{where} › board", f"{', '.join(each.bodies)} would be governed by {quoted(each.board)} "
                              "anyway", "name another board, or take this away")  # fmt: skip


# --- Dates -----------------------------------------------------------------------------------------------------------


def _dates(draft: PlanInDraft, place: Place, until: int | None) -> Iterator[Problem]:
    """Problems of all but reorganisations that would happen within the place's history, or after the last month."""
    plan = draft.plan
    for part in PROVISIONS:
        for number, month in enumerate(part.beginnings(plan)):
            where = f"{draft.at(part.key, number)} › {part.begins}"
            if month <= _floor(place):
                yield Problem(where, *_not_after(place, month))
            elif until is not None and month >= until and month > (plan.vesting or 0):
                what = f"{month_text(month)} is not simulated: the last month is {month_text(until - 1)}"
                yield Problem(where, what, "choose an earlier month, or a later until")


def _floor(place: Place) -> int:
    """The last month in which the place's real history happens."""
    return max((change.vesting for change in place.history), default=place.starts)


# --- Money and acts --------------------------------------------------------------------------------------------------


def _contradictions(draft: PlanInDraft, _: Place) -> Iterator[Problem]:
    for key, number, what, remedy in draft.plan.contradictions():
        yield Problem(draft.at(key, number), what, remedy)


def _ring_fences(draft: PlanInDraft, place: Place) -> Iterator[Problem]:
    fences = draft.plan.ring_fences
    for number, fence in enumerate(fences):
        where = draft.at("ring_fences", number)
        if fence.sector not in place.spend:
            yield unknown(f"{where} › sector", "sector with spend", fence.sector, place.spend)
        floors = sum(other.share or 0.0 for other in fences[: number + 1] if fence.overlaps(other))
        if fence.share is not None and floors > 1:
            yield Problem(f"{where} › share", f"with those at the same time this ring-fences {floors:g} of all spend",
                          "ring-fences together may hold 1 at most")  # fmt: skip


def _grants(draft: PlanInDraft, place: Place) -> Iterator[Problem]:
    kinds = [kind.code for kind in Kind]
    here = kinds_in(place)
    for number, grant in enumerate(draft.plan.grants):
        where = f"{draft.at('grants', number)} › to"
        if grant.to not in kinds:
            yield unknown(where, "kind of organisation", grant.to, kinds)
        elif grant.to not in here:
            yield Problem(where, f"{place.name} has nobody of the kind {quoted(grant.to)}",
                          f"it has {', '.join(here)}")  # fmt: skip


def kinds_in(place: Place) -> tuple[str, ...]:
    """Codes of the kinds of organisation that a place holds, at the start or later."""
    held = {Kind.COMMISSIONER.code, *(trust.kind for trust in place.trusts)}
    held |= {body.kind for body in place.representatives}
    several = ((Kind.PRACTICE, place.practices), (Kind.PCN, place.pcns), (Kind.COUNCIL, place.councils))
    held |= {kind.code for kind, organisations in several if organisations}
    held |= {Kind.VCSE.code} if place.vcse_per_thousand > 0 else set()
    return tuple(kind.code for kind in Kind if kind.code in held)


def _hostile_acts(draft: PlanInDraft, place: Place) -> Iterator[Problem]:
    practices = [practice.code for practice in place.practices]
    for number, act in enumerate(draft.plan.hostile_acts):
        if act.practice not in practices:
            yield unknown(f"{draft.at('hostile_acts', number)} › practice", "practice", act.practice, practices)


def _integrated_providers(draft: PlanInDraft, place: Place) -> Iterator[Problem]:
    """Providers whose trust or networks there are not, or not yet."""
    trusts = [trust.code for trust in place.trusts]
    opened = {pcn.code: pcn.opened for pcn in place.pcns}
    for number, provider in enumerate(draft.plan.integrated_providers):
        where = draft.at("integrated_providers", number)
        if provider.trust not in trusts:
            yield unknown(f"{where} › trust", "trust", provider.trust, trusts)
            continue
        for code in provider.pcns:
            if code not in opened:
                yield unknown(f"{where} › pcns", "PCN", code, opened)
            elif opened[code] > provider.begins:
                yield Problem(f"{where} › pcns", f"{quoted(code)} opens in {month_text(opened[code])}, after "
                              f"{month_text(provider.begins)}", "let the provider begin later")  # fmt: skip


def _networks_run(draft: PlanInDraft, place: Place) -> Iterator[Problem]:
    """Providers that would run no network, and networks that two would run; all their codes are known."""
    providers = draft.plan.integrated_providers
    if not providers:
        return
    organisations = network_of_plan(place, draft.plan)
    run = list(zip(providers, networks_run(place, draft.plan, organisations), strict=True))
    for number, (provider, codes) in enumerate(run):
        if not codes:
            yield _runs_none(draft.at("integrated_providers", number), provider, organisations, place)
    for (one, its), (other, theirs) in combinations(run, 2):
        if both := [code for code in its if code in theirs]:
            yield Problem(f"{draft.where} › integrated_providers", f"{', '.join(both)} would be run by "
                          f"{quoted(one.trust)} and by {quoted(other.trust)}", "name the pcns of each")  # fmt: skip


def _runs_none(where: str, provider: IntegratedProvider, organisations: Network, place: Place) -> Problem:
    """Why a provider would run no network, and what would be right."""
    trust, month = quoted(provider.trust), month_text(provider.begins)
    if provider.pcns:
        return Problem(f"{where} › pcns", f"{' and '.join(map(quoted, provider.pcns))} had no practices, or nobody to "
                       f"go on with their work, in {month}", "name PCNs that there are then")  # fmt: skip
    if networks_of_trust(provider.trust, organisations):
        return Problem(where, f"no PCN that works with {trust} is open in {month}", "let it begin later")
    others = [one.code for one in place.trusts if networks_of_trust(one.code, organisations)]
    remedy = "name the pcns that it is to run" + (f", or one of {', '.join(others)} as the trust" if others else "")
    kind = Kind[next(one.kind for one in place.trusts if one.code == provider.trust).upper()]
    if (Kind.PCN, kind) not in TRUST_NEED:
        return Problem(where, f"{trust} is of the kind {quoted(kind.code)}, which works with no PCN, so it would run "
                       "none", remedy)  # fmt: skip
    return Problem(where, f"{trust} meets too little of what any PCN needs to work with it, so it would run none",
                   remedy)  # fmt: skip


def _benefits(draft: PlanInDraft, place: Place) -> Iterator[Problem]:
    if draft.plan.benefits.any and not draft.plan.reorganisations:
        yield Problem(f"{draft.where} › benefits", "this plan has no reorganisation that could have benefits",
                      "take them away, or add what they are of")  # fmt: skip
