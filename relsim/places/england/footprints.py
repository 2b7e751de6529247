"""Footprints: a code, and the localities of a board, region, council or group, or of all England."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from relsim.places import wales
from relsim.places.england.boards_of_2026 import SUCCESSOR, board_of_2026, code_of_2026
from relsim.places.england.facts import LocalityFact, facts
from relsim.places.names import council_name, system_name

ENGLAND = "ENGLAND"
LAST = "2022-07"
"""The month in which integrated care boards replaced the last groups."""


class Footprint(NamedTuple):
    """An area that a place can be computed for."""

    code: str
    name: str
    kind: str
    """``ICB``, ``ICB-2026``, ``region``, ``council``, ``CCG``, ``country`` or ``joined``."""
    localities: tuple[LocalityFact, ...]
    since: str = ""
    until: str = ""
    """First and last month of a body that does not exist throughout, such as ``2013-04``; the last one not included,
    and empty where it goes on.
    """

    @property
    def people(self) -> int:
        """Mid-2020."""
        return sum(each.people for each in self.localities)


@cache
def footprints() -> dict[str, Footprint]:
    """Code → footprint: England, Wales, and England's regions, boards (those of 2026 last), councils and groups."""
    known = facts()
    everything = known.localities
    found = [Footprint(ENGLAND, "England", "country", everything)]
    regions = {system.region: system.region_name for system in known.systems.values()}
    for code, name in sorted(regions.items()):
        inside = tuple(each for each in everything if known.systems[each.system].region == code)
        found.append(Footprint(code, name, "region", inside))
    for code, system in known.systems.items():
        inside = tuple(each for each in everything if each.system == code)
        found.append(Footprint(code, system_name(system.name), "ICB", inside))
    found += _boards_of_2026()
    for code, name in known.councils.items():
        inside = tuple(each for each in everything if each.council == code)
        found.append(Footprint(code, council_name(code, name), "council", inside))
    found += _groups()
    everywhere = [found[0], _wales(), *found[1:]]
    return {each.code: each for each in everywhere}


def _wales() -> Footprint:
    areas = tuple(LocalityFact(each.code, each.name, each.population, each.council, "", "", "", "", ())
                  for each in wales.localities())  # fmt: skip
    return Footprint(wales.CODE, wales.NAME, "country", areas)


def _boards_of_2026() -> list[Footprint]:
    """The six boards that took the place of twelve in April 2026; the others are those of 2022."""
    areas: dict[str, list[LocalityFact]] = defaultdict(list)
    for locality in facts().localities:
        areas[board_of_2026(locality)].append(locality)
    names = {code_of_2026(name): name for name in (*SUCCESSOR.values(), "Essex")}
    return [Footprint(code, names[code], "ICB-2026", tuple(areas[code]), "2026-04") for code in sorted(names)]


def _groups() -> list[Footprint]:
    known = facts()
    areas: dict[str, list[LocalityFact]] = defaultdict(list)
    since = {change.successor: change.month for change in known.changes}
    until = {change.code: change.month for change in known.changes}
    for locality in known.localities:
        for code in lives_of(locality.group):
            areas[code].append(locality)
    return [
        Footprint(code, known.commissioners[code].name, "CCG", tuple(area), since.get(code, "2013-04"),
                  until.get(code, LAST))
        for code, area in sorted(areas.items())
    ]  # fmt: skip


@cache
def lives_of(code: str) -> tuple[str, ...]:
    """A commissioner and those that it was merged into, in order of time."""
    later = {change.code: change.successor for change in facts().changes}
    found = [code]
    while found[-1] in later:
        found.append(later[found[-1]])
    return tuple(found)
