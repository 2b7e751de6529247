"""The safeguards: each by its name, with its size and the change that it makes to a plan.

An experiment names them (``safeguards = ["lmc_seat", "longer_notice"]``), and they are applied in the order in which
they stand here, whatever the order in the file.  All sizes are assumptions: what is asked is what such a safeguard
would do.
"""

from __future__ import annotations

from collections.abc import Callable

from relsim.domain.boards import Board, Boards, Seats
from relsim.domain.bodies import boards_at
from relsim.domain.months import month_name
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.provisions import Grant, RingFence
from relsim.domain.redating import moved
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.domain.sectors import Kind
from relsim.experiments.safeguard import Added, CannotProtect, Safeguard

MORE_NOTICE, LATER, SHADOW, FENCED, GRANTED = 12, 24, 6, 60, 120
"""Months."""
MORE_GP_SEATS, CHALLENGE, DELEGATED = 2.0, 0.2, 0.5
VCSE_TIME, PCN_TIME = 1.25, 1.5
PLACE_SEATS: Seats = {
    "commissioner": 2.0, "trusts": 2.0, "general_practice": 3.0, "local_government": 3.0, "vcse": 1.0,
}  # fmt: skip

# --- Dates and people ------------------------------------------------------------------------------------------------


def _longer_notice(plan: Plan, place: Place, name: str) -> Added:
    _must_reorganise(plan)
    return moved(plan, MORE_NOTICE, announcements=False), {}


def _later_date(plan: Plan, place: Place, name: str) -> Added:
    if plan.announced is None:
        raise CannotProtect("this plan does nothing")
    return moved(plan, LATER), {}


def _each_change(change: Callable[[Reorganisation], Reorganisation]) -> Callable[[Plan, Place, str], Added]:
    def add(plan: Plan, place: Place, name: str) -> Added:
        _must_reorganise(plan)
        return plan.model_copy(update={"reorganisations": tuple(map(change, plan.reorganisations))}), {}

    return add


def _staff_kept(change: Reorganisation) -> Reorganisation:
    return change.model_copy(update={"kept": change.posts, "moved": 0.0})


def _written_handover(change: Reorganisation) -> Reorganisation:
    return change.model_copy(update={"written_handover": True})


def _shadow_running(change: Reorganisation) -> Reorganisation:
    months = min(SHADOW, change.vesting - change.announced)
    return change.model_copy(update={"shadow_months": max(change.shadow_months, months)})


def _must_reorganise(plan: Plan) -> None:
    if not plan.reorganisations:
        raise CannotProtect("this plan has no reorganisations")


# --- Boards ----------------------------------------------------------------------------------------------------------


def _each_board(change: Callable[[Board], Board]) -> Callable[[Plan, Place, str], Added]:
    """Alters every board that a plan's successors, or bodies that get another board, are governed by."""

    def add(plan: Plan, place: Place, name: str) -> Added:
        if not (plan.reorganisations or plan.governance):
            raise CannotProtect("this plan makes no body, and gives none another board")
        made: Boards = {}

        def altered(old: str) -> str:
            board = change(place.boards[old])
            if board == place.boards[old]:
                return old
            new = f"{old} + {name}"
            while place.boards.get(new, board) != board:
                new += "'"  # Somebody has called another board by this name.
            made[new] = board
            return new

        def under(successor: Successor, made_by: Reorganisation) -> Successor:
            changes = (*place.history, *plan.reorganisations)
            boards = boards_at(place, changes, plan.governance, made_by.vesting)
            # A cluster is no body by law: its board is that of the bodies that it works for.
            code = made_by.predecessors[0] if made_by.kind == "cluster" else successor.code
            if code not in boards or not made_by.makes_bodies:
                return successor
            old = successor.board or boards[code]
            new = altered(old)
            return successor if new == old else successor.model_copy(update={"board": new})

        reorganisations = tuple(
            each.model_copy(update={"successors": tuple(under(one, each) for one in each.successors)})
            for each in plan.reorganisations
        )
        governance = tuple(each.model_copy(update={"board": altered(each.board)}) for each in plan.governance)
        return plan.model_copy(update={"reorganisations": reorganisations, "governance": governance}), made

    return add


def _seat(kind: Kind) -> Callable[[Plan, Place, str], Added]:
    """One seat on every board for a kind of body that speaks for others, where it has none."""

    def with_seat(board: Board) -> Board:
        held = board.seats.get(kind.code, 0.0)
        return board if held >= 1 else board.model_copy(update={"seats": {**board.seats, kind.code: 1.0}})

    def add(plan: Plan, place: Place, name: str) -> Added:
        begins = _begins(plan)
        if not any(body.kind == kind.code and body.opened <= begins for body in place.representatives):
            raise CannotProtect(f"{place.name} has no {kind.words} in {month_name(begins)} that could take the seat")
        return _each_board(with_seat)(plan, place, name)

    return add


def _gp_seats(board: Board) -> Board:
    seats = board.seats.get("general_practice", 0.0) + MORE_GP_SEATS
    return board.model_copy(update={"seats": {**board.seats, "general_practice": seats}})


def _place_committees(board: Board) -> Board:
    if board.delegated >= DELEGATED:
        return board
    return board.model_copy(update={"delegated": DELEGATED, "place_seats": board.place_seats or dict(PLACE_SEATS)})


def _decisions_in_public(board: Board) -> Board:
    return board.model_copy(update={"openness": 1.0})


def _independent_challenge(board: Board) -> Board:
    return board.model_copy(update={"challenge": max(board.challenge, CHALLENGE)})


# --- Money -----------------------------------------------------------------------------------------------------------


def _funded_alliance_seat(plan: Plan, place: Place, name: str) -> Added:
    plan, boards = _seat(Kind.ALLIANCE)(plan, place, name)
    for kind in (Kind.ALLIANCE, Kind.VCSE):
        plan = _with_grant(plan, Grant(to=kind.code, time=VCSE_TIME, begins=_begins(plan)))
    return plan, boards


def _ring_fence(plan: Plan, place: Place, name: str) -> Added:
    fence = RingFence(sector="general_practice", begins=_begins(plan), ends=_last(plan) + FENCED)
    covered = any(each.sector == fence.sector and _covers(each, fence) for each in plan.ring_fences)
    return plan if covered else plan.model_copy(update={"ring_fences": (*plan.ring_fences, fence)}), {}


def _vcse_grants(plan: Plan, place: Place, name: str) -> Added:
    grant = Grant(to=Kind.VCSE.code, time=VCSE_TIME, begins=_begins(plan), ends=_last(plan) + GRANTED)
    return _with_grant(plan, grant), {}


def _pcn_support(plan: Plan, place: Place, name: str) -> Added:
    return _with_grant(plan, Grant(to=Kind.PCN.code, time=PCN_TIME, begins=_begins(plan))), {}


def _with_grant(plan: Plan, grant: Grant) -> Plan:
    """The plan with a grant, unless it has as much already."""
    if any(each.to == grant.to and each.time >= grant.time and _covers(each, grant) for each in plan.grants):
        return plan
    return plan.model_copy(update={"grants": (*plan.grants, grant)})


def _covers(one: Grant | RingFence, other: Grant | RingFence) -> bool:
    return one.begins <= other.begins and (one.ends is None or (other.ends is not None and one.ends >= other.ends))


def _begins(plan: Plan) -> int:
    """The month in which the first new body, or board, takes over; of a plan that makes none: its first."""
    changes = [change.vesting for change in plan.reorganisations] + [change.begins for change in plan.governance]
    first = min(changes, default=plan.announced)
    if first is None:
        raise CannotProtect("this plan does nothing")
    return first


def _last(plan: Plan) -> int:
    return _begins(plan) if plan.vesting is None else plan.vesting


SAFEGUARDS: dict[str, Safeguard] = {
    "longer_notice": _longer_notice,
    "later_date": _later_date,
    "staff_kept": _each_change(_staff_kept),
    "written_handover": _each_change(_written_handover),
    "shadow_running": _each_change(_shadow_running),
    "gp_seats": _each_board(_gp_seats),
    "lmc_seat": _seat(Kind.LMC),
    "federation_seat": _seat(Kind.FEDERATION),
    "vcse_alliance_seat": _funded_alliance_seat,
    "healthwatch_seat": _seat(Kind.HEALTHWATCH),
    "place_committees": _each_board(_place_committees),
    "decisions_in_public": _each_board(_decisions_in_public),
    "independent_challenge": _each_board(_independent_challenge),
    "ring_fence": _ring_fence,
    "vcse_grants": _vcse_grants,
    "pcn_support": _pcn_support,
}
"""Name → safeguard, in the order in which they are applied: dates first, since money begins at vesting."""
