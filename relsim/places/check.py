"""Whether a place hangs together: every reference in it is followed, and all mistakes are told at once.

`check_place` is for a whole place; `relsim.places.walk.follow` is for reorganisations of its commissioners.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from relsim.places.place import Place
from relsim.places.walk import follow, unknown
from relsim.problems import Problem, path_text, quoted
from relsim.sectors import Sector

SEAT_KEYS = ("trusts", *(sector.code for sector in Sector))
"""What a board's seats can be given to: the sectors, and all trusts together."""

_ROUNDING = 1e-9


def check_place(place: Place) -> list[Problem]:
    """Everything in a place that contradicts something else in it, in the order of its keys."""
    places = _Steps(place)
    checks: tuple[Callable[[Place, _Steps], Iterable[Problem]], ...] = (
        _codes, _localities, _boards, _commissioners, _trusts, _practices, _pressures, _history_order,
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
    kinds = ("commissioners", "councils", "trusts", "pcns", "practices")
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
    for name, seats in place.boards.items():
        yield from problems_of_board(at("boards", name), seats)


def problems_of_board(where: str, seats: Mapping[str, float]) -> Iterator[Problem]:
    """Everything that is wrong with the seats of a board."""
    for key in seats:
        if key not in SEAT_KEYS:
            yield unknown(where, "sector", key, SEAT_KEYS)
    if sum(seats.values()) <= 0:
        yield Problem(where, "this board has no seats", "give at least one sector a seat")


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


def _pressures(place: Place, at: _Steps) -> Iterator[Problem]:
    for number, pressure in enumerate(place.pressures):
        if pressure.ends <= pressure.begins:
            yield Problem(at("pressures", number, "ends"), "the pressure ends before it has begun",
                          "ends is the first month without it, and comes after begins")  # fmt: skip


def _history_order(place: Place, at: _Steps) -> Iterator[Problem]:
    for number, (earlier, later) in enumerate(zip(place.history, place.history[1:], strict=False), start=1):
        if later.vesting < earlier.vesting:
            yield Problem(at("history", number), f"this vests before {quoted(earlier.name)}, which stands above it",
                          "put history in the order of vesting")  # fmt: skip
