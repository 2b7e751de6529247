"""Checks that a place hangs together: every reference in it is followed, and all mistakes are told at once.

`check_place` is for a whole place; `relsim.domain.consistency.follow` is for reorganisations of its commissioners.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from relsim.domain.boards import Board
from relsim.domain.consistency import follow, unknown
from relsim.domain.place import Place
from relsim.domain.sectors import Kind, Sector
from relsim.wording.descriptions import path_text
from relsim.wording.problems import Problem, quoted

SEAT_HOLDERS = tuple(dict.fromkeys(("trusts", *(sector.code for sector in Sector), *(kind.code for kind in Kind))))
"""Holders that seats can be given to in any place: sectors, kinds of organisation, and all trusts together."""

_ROUNDING, _SPEND_ROUNDING = 1e-9, 1e-6
_ENDS = "ends is the first month without it, and comes after begins"


def check_place(place: Place) -> list[Problem]:
    """Everything in a place that contradicts something else in it, in the order of its keys."""
    places = _Steps(place)
    checks: tuple[Callable[[Place, _Steps], Iterable[Problem]], ...] = (
        _codes, _localities, _boards, _commissioners, _trusts, _practices, _representatives, _spend, _overspends,
        _pressures, _history_order,
    )  # fmt: skip
    found = [problem for check in checks for problem in check(place, places)]
    return found + follow(place, place.history, where="history")


class _Steps:
    """Says where something is in a place as the reader of its file would."""

    def __init__(self, place: Place) -> None:
        self._place = place

    @cached_property
    def _raw(self) -> dict[str, object]:
        return self._place.model_dump()

    def __call__(self, *steps: str | int) -> str:
        return path_text(steps, self._raw)


def _codes(place: Place, at: _Steps) -> Iterator[Problem]:
    """Codes identify organisations in every table and draw, so no two may share one."""
    kinds = ("commissioners", "councils", "trusts", "pcns", "practices", "representatives")
    for group in (kinds, ("localities",)):
        first: dict[str, tuple[str, int]] = {}
        for kind in group:
            for number, each in enumerate(getattr(place, kind)):
                if each.code in first:
                    yield Problem(at(kind, number, "code"),
                                  f"the code {quoted(each.code)} is already that of {at(*first[each.code])}",
                                  "give each a code of its own")  # fmt: skip
                first.setdefault(each.code, (kind, number))


def _localities(place: Place, at: _Steps) -> Iterator[Problem]:
    councils = [council.code for council in place.councils]
    for number, locality in enumerate(place.localities):
        if locality.council not in councils:
            yield unknown(at("localities", number, "council"), "council", locality.council, councils)


def _boards(place: Place, at: _Steps) -> Iterator[Problem]:
    for name, board in place.boards.items():
        yield from problems_of_board(at("boards", name), board, seat_holders(place))


def seat_holders(place: Place) -> tuple[str, ...]:
    """Holders that a seat can be given to: sectors, kinds, trusts together, and the place's organisations by code.

    Its commissioners are left out: the seats of whoever decides are ``commissioner``.
    """
    groups = (place.councils, place.trusts, place.representatives, place.pcns, place.practices)
    return (*SEAT_HOLDERS, *(each.code for group in groups for each in group))


def problems_of_board(where: str, board: Board, holders: Iterable[str] | None) -> Iterator[Problem]:
    """Everything that is wrong with the seats of a board and of its place committees.

    Args:
        where: Where the board stands in the file.
        board: The board.
        holders: What seats can be given to, `seat_holders(place)`; None: that cannot be told.
    """
    known = None if holders is None else tuple(holders)
    for key, seats in (("seats", board.seats), ("place_seats", board.place_seats)):
        for holder in seats:
            if known is not None and holder not in known:
                yield unknown(f"{where} › {key}", "holder of seats", holder, known)
    if not any(board.seats.values()):
        yield Problem(where, "this board has no seats", "give somebody a seat, such as commissioner = 7")


def _commissioners(place: Place, at: _Steps) -> Iterator[Problem]:
    localities = [locality.code for locality in place.localities]
    holder: dict[str, str] = {}
    for number, body in enumerate(place.commissioners):
        if body.board not in place.boards:
            yield unknown(at("commissioners", number, "board"), "board", body.board, place.boards)
        for code in body.localities:
            if code not in localities:
                yield unknown(at("commissioners", number, "localities"), "locality", code, localities)
            elif code in holder:
                yield Problem(at("commissioners", number, "localities"),
                              f"{quoted(code)} is already covered by {quoted(holder[code])}",
                              "at the start each locality has exactly one commissioner")  # fmt: skip
            holder.setdefault(code, body.code)
    for number, locality in enumerate(place.localities):
        if locality.code not in holder:
            yield Problem(at("localities", number), "no commissioner covers this locality at the start",
                          "name it in the localities of one of the commissioners")  # fmt: skip


def _trusts(place: Place, at: _Steps) -> Iterator[Problem]:
    localities = [locality.code for locality in place.localities]
    met: dict[tuple[str, str], float] = {}
    for number, trust in enumerate(place.trusts):
        for code, share in trust.serves.items():
            if code not in localities:
                yield unknown(at("trusts", number, "serves"), "locality", code, localities)
            met[trust.kind, code] = met.get((trust.kind, code), 0.0) + share
    for (kind, code), total in met.items():
        if total > 1 + _ROUNDING:
            kind_name = kind.replace("_", " ")
            yield Problem("trusts", f"the {kind_name} trusts together meet {total:g} of the need of {quoted(code)}",
                          "their shares of a locality may add up to 1 at most")  # fmt: skip


def _practices(place: Place, at: _Steps) -> Iterator[Problem]:
    localities = [locality.code for locality in place.localities]
    networks = [network.code for network in place.pcns]
    for number, practice in enumerate(place.practices):
        if practice.pcn and practice.pcn not in networks:
            yield unknown(at("practices", number, "pcn"), "PCN", practice.pcn, networks)
        if practice.locality not in localities:
            yield unknown(at("practices", number, "locality"), "locality", practice.locality, localities)


def _representatives(place: Place, at: _Steps) -> Iterator[Problem]:
    localities = [locality.code for locality in place.localities]
    for number, body in enumerate(place.representatives):
        for code in body.localities:
            if code not in localities:
                yield unknown(at("representatives", number, "localities"), "locality", code, localities)


def _spend(place: Place, at: _Steps) -> Iterator[Problem]:
    sectors = [sector.code for sector in Sector]
    for code in place.spend:
        if code not in sectors:
            yield unknown(at("spend"), "sector", code, sectors)
    if abs(sum(place.spend.values()) - 1) > _SPEND_ROUNDING:
        yield Problem(at("spend"), f"the shares of spend add up to {sum(place.spend.values()):g}, not 1",
                      "put what is nobody else's under commissioner")  # fmt: skip


def _overspends(place: Place, at: _Steps) -> Iterator[Problem]:
    for number, overspend in enumerate(place.overspends):
        if overspend.sector not in place.spend:
            yield unknown(at("overspends", number, "sector"), "sector with spend", overspend.sector, place.spend)
        if overspend.ends <= overspend.begins:
            yield Problem(at("overspends", number, "ends"), "the overspend ends before it has begun", _ENDS)


def _pressures(place: Place, at: _Steps) -> Iterator[Problem]:
    for number, pressure in enumerate(place.pressures):
        if pressure.ends <= pressure.begins:
            yield Problem(at("pressures", number, "ends"), "the pressure ends before it has begun", _ENDS)


def _history_order(place: Place, at: _Steps) -> Iterator[Problem]:
    for number, (earlier, later) in enumerate(zip(place.history, place.history[1:], strict=False), start=1):
        if later.vesting < earlier.vesting:
            yield Problem(at("history", number), f"this vests before {quoted(earlier.name)}, which stands above it",
                          "put history in the order of vesting")  # fmt: skip
