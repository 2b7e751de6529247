"""Safeguards of money: a ring-fence, grants, and a funded seat for the alliance of voluntary organisations."""

from __future__ import annotations

from relsim.domain.months import month_name
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.provisions import Grant, RingFence
from relsim.domain.sectors import Kind
from relsim.experiments.plan_checks import kinds_in
from relsim.experiments.safeguard import Added, CannotProtect, begins, bodies_of
from relsim.experiments.safeguards_of_boards import seat
from relsim.wording.texts import Texts

FENCED, GRANTED = 60, 120
"""Months."""
VCSE_TIME, PCN_TIME = 1.25, 1.5
_WHY = Texts("relsim.experiments", "safeguard_reasons")


def funded_alliance_seat(plan: Plan, place: Place, name: str) -> Added:
    """A seat for the alliance, and money for it and for those whom it speaks for."""
    try:
        plan, boards = seat(Kind.ALLIANCE)(plan, place, name)
    except CannotProtect as error:
        # It is a seat that is asked for: money alone would be another safeguard.
        remedies = [*filter(None, [error.remedy]), _WHY("money.without_a_seat")]
        raise CannotProtect(*error.reasons, remedy="; ".join(remedies)) from error
    for kind in (Kind.ALLIANCE, Kind.VCSE):
        grant = Grant(to=kind.code, time=VCSE_TIME, begins=begins(plan))
        if not _has_as_much(plan, grant):
            plan = _with_grant(plan, grant)
    return plan, boards


def ring_fence(plan: Plan, place: Place, name: str) -> Added:
    """General practice's share of spend does not fall for `FENCED` months after the last vesting."""
    fence = RingFence(sector="general_practice", begins=begins(plan), ends=_last(plan) + FENCED)
    if not place.spend.get(fence.sector):
        raise CannotProtect(_WHY("money.no_spend", place=place.name))
    if any(each.sector == fence.sector and _covers(each, fence) for each in plan.ring_fences):
        raise CannotProtect(_WHY("money.fenced"))
    # One that overlaps with another contradicts it, which is told with the plan's other problems.
    return plan.model_copy(update={"ring_fences": (*plan.ring_fences, fence)}), {}


def vcse_grants(plan: Plan, place: Place, name: str) -> Added:
    """Voluntary organisations have more time for others until `GRANTED` months after the last vesting."""
    grant = Grant(to=Kind.VCSE.code, time=VCSE_TIME, begins=begins(plan), ends=_last(plan) + GRANTED)
    return _granted(grant, plan, place)


def pcn_support(plan: Plan, place: Place, name: str) -> Added:
    """Primary care networks have more time for others, for good."""
    return _granted(Grant(to=Kind.PCN.code, time=PCN_TIME, begins=begins(plan)), plan, place)


def _granted(grant: Grant, plan: Plan, place: Place) -> Added:
    """The plan with a grant.

    Raises:
        CannotProtect: There is nobody to be given it, or who is has as much already.
    """
    kind = Kind[grant.to.upper()]
    if not _anybody(kind, plan, place, grant.begins):
        month = month_name(grant.begins)
        raise CannotProtect(_WHY("money.nobody", place=place.name, holder=kind.words, month=month))
    if _has_as_much(plan, grant):
        raise CannotProtect(_WHY("money.granted", holder=kind.words))
    return _with_grant(plan, grant), {}


def _anybody(kind: Kind, plan: Plan, place: Place, month: int) -> bool:
    """True if there are organisations of a kind in a month, or open later."""
    if kind is Kind.VCSE:
        return kind.code in kinds_in(place)
    later = [pcn.opened for pcn in place.pcns if pcn.opened > month]
    later += [change.vesting for change in plan.reorganisations if change.vesting > month]
    return any(bodies_of(kind, plan, place, each) for each in {month, *later})


def _has_as_much(plan: Plan, grant: Grant) -> bool:
    return any(each.to == grant.to and each.time >= grant.time and _covers(each, grant) for each in plan.grants)


def _with_grant(plan: Plan, grant: Grant) -> Plan:
    return plan.model_copy(update={"grants": (*plan.grants, grant)})


def _covers(one: Grant | RingFence, other: Grant | RingFence) -> bool:
    return one.begins <= other.begins and (one.ends is None or (other.ends is not None and one.ends >= other.ends))


def _last(plan: Plan) -> int:
    return begins(plan) if plan.vesting is None else plan.vesting
