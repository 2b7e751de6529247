"""Safeguards of boards: seats, committees of places, decisions in public, and independent hearings."""

from __future__ import annotations

from collections.abc import Callable

from relsim.domain.boards import Board, Boards, Seats
from relsim.domain.bodies import boards_at
from relsim.domain.months import month_name
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.domain.sectors import Kind
from relsim.experiments.safeguard import Added, CannotProtect, Safeguard, begins, bodies_of, must_do_something
from relsim.wording.texts import Texts

MORE_GP_SEATS, CHALLENGE, DELEGATED = 2.0, 0.2, 0.5
PLACE_SEATS: Seats = {
    "commissioner": 2.0, "trusts": 2.0, "general_practice": 3.0, "local_government": 3.0, "vcse": 1.0,
}  # fmt: skip
_WHY = Texts("relsim.experiments", "safeguard_reasons")


def each_board(change: Callable[[Board], Board], as_it_is: str) -> Safeguard:
    """Alters every board that a plan's successors, or bodies that get another board, are governed by.

    Args:
        change: A board → the board altered, or the same where it has as much already.
        as_it_is: Why it would change nothing if every board has as much already.
    """

    def add(plan: Plan, place: Place, name: str) -> Added:
        must_do_something(plan)
        looked_at = set[str]()
        made: Boards = {}

        def altered(old: str) -> str:
            looked_at.add(old)
            board = change(place.boards[old])
            if board == place.boards[old]:
                return old
            new = f"{old} + {name}"
            while place.boards.get(new, board) != board:
                new += "'"  # Somebody has called another board by this name.
            made[new] = board
            return new

        def under(successor: Successor, made_by: Reorganisation) -> Successor:
            old = _board_given(successor, made_by, plan, place)
            new = altered(old) if old else old
            return successor if new == old else successor.model_copy(update={"board": new})

        reorganisations = tuple(
            each.model_copy(update={"successors": tuple(under(one, each) for one in each.successors)})
            for each in plan.reorganisations
        )
        governance = tuple(each.model_copy(update={"board": altered(each.board)}) for each in plan.governance)
        if not made:
            if looked_at:
                raise CannotProtect(as_it_is)
            raise CannotProtect(_WHY("boards.none"), remedy=_WHY("boards.give_one"))
        return plan.model_copy(update={"reorganisations": reorganisations, "governance": governance}), made

    return add


def _board_given(successor: Successor, made_by: Reorganisation, plan: Plan, place: Place) -> str:
    """Name of the board that a reorganisation gives a successor; empty: it gives none, or governs nobody."""
    boards = boards_at(place, (*place.history, *plan.reorganisations), plan.governance, made_by.vesting)
    # A cluster is no body by law: its board is that of the bodies that it works for.
    code = made_by.predecessors[0] if made_by.kind == "cluster" else successor.code
    if code not in boards:
        return ""
    # Whoever was there already keeps its board unless it is said.
    return successor.board or (boards[code] if made_by.makes_bodies else "")


def seat(kind: Kind) -> Safeguard:
    """One seat on every board for a kind of body that speaks for others, where it has none."""

    def with_seat(board: Board) -> Board:
        held = board.seats.get(kind.code, 0.0)
        return board if held >= 1 else board.model_copy(update={"seats": {**board.seats, kind.code: 1.0}})

    on_boards = each_board(with_seat, _WHY("boards.seat", holder=kind.words))

    def add(plan: Plan, place: Place, name: str) -> Added:
        month = begins(plan)
        if not bodies_of(kind, plan, place, month):
            ended = bodies_of(kind, Plan(name=plan.name), place, month)
            why = "boards.holder_ends" if ended else "boards.no_holder"
            raise CannotProtect(_WHY(why, place=place.name, holder=kind.words, month=month_name(month)))
        return on_boards(plan, place, name)

    return add


def gp_seats(board: Board) -> Board:
    """`MORE_GP_SEATS` more for general practice."""
    seats = board.seats.get("general_practice", 0.0) + MORE_GP_SEATS
    return board.model_copy(update={"seats": {**board.seats, "general_practice": seats}})


def place_committees(board: Board) -> Board:
    """A share of decisions, `DELEGATED`, left to committees of places."""
    if board.delegated >= DELEGATED:
        return board
    return board.model_copy(update={"delegated": DELEGATED, "place_seats": board.place_seats or dict(PLACE_SEATS)})


def decisions_in_public(board: Board) -> Board:
    """Everything decided in public."""
    return board.model_copy(update={"openness": 1.0})


def independent_challenge(board: Board) -> Board:
    """A share of decisions, `CHALLENGE`, after an independent hearing."""
    return board.model_copy(update={"challenge": max(board.challenge, CHALLENGE)})
