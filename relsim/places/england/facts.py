"""The facts of England as they stand in the tables of `relsim/places/facts/england`, read once."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parents[1] / "facts" / "england"


class LocalityFact(NamedTuple):
    """A group of 2013, the part of it in one council's area, or the part of that which one line of bodies had."""

    code: str
    name: str
    people: int
    """Mid-2020."""
    council: str
    group: str
    """Code of the clinical commissioning group of April 2013."""
    trust_of_2006: str
    """Code of the primary care trust of October 2006."""
    system: str
    """Code of the integrated care board of July 2022."""
    whole: str
    """Code of the group's part in the council's area, of which it is the whole or a part."""
    line: tuple[str, ...]
    """Codes of its commissioners from the primary care group of 1999 to the primary care trust of March 2013."""


class PracticeFact(NamedTuple):
    """A practice on the list of January 2022."""

    code: str
    name: str
    network: str
    """Code of its primary care network; empty: none."""
    locality: str


class SystemFact(NamedTuple):
    """An integrated care board of July 2022, and its NHS region."""

    code: str
    name: str
    region: str
    region_name: str
    after_2026: str
    """Its fate in April 2026, in words, partly inferred; empty: it went on."""


class BodyFact(NamedTuple):
    """A primary care trust or clinical commissioning group."""

    code: str
    name: str
    form: str


class Change(NamedTuple):
    """A commissioner that was merged into another."""

    code: str
    successor: str
    month: str
    """``2018-04``."""


class TrustFact(NamedTuple):
    """A trust, with the postcode of its headquarters."""

    code: str
    name: str
    kind: str
    postcode: str


@dataclass(frozen=True)
class Facts:
    """All tables; each in the order of the codes."""

    localities: tuple[LocalityFact, ...]
    practices: tuple[PracticeFact, ...]
    networks: Mapping[str, str]
    """Code → name, in capitals."""
    councils: Mapping[str, str]
    """Code → name of an upper-tier council of 2023."""
    systems: Mapping[str, SystemFact]
    commissioners: Mapping[str, BodyFact]
    changes: tuple[Change, ...]
    """Mergers after October 2006, but for those of April 2013."""
    trusts: Mapping[str, TrustFact]
    acute: Mapping[str, Mapping[str, float]]
    """Acute trust → locality → share of its need."""


@cache
def facts() -> Facts:
    """The facts, read from their tables when they are first asked for."""
    acute: dict[str, dict[str, float]] = defaultdict(dict)
    wholes = {row[0]: row[3:] for row in _rows("localities")}
    localities = tuple(_locality(row, wholes) for row in _rows("parts"))
    parts: dict[str, list[str]] = defaultdict(list)
    for each in localities:
        parts[each.whole].append(each.code)
    for trust, whole, share in _rows("serves"):
        acute[trust] |= dict.fromkeys(parts[whole], float(share))
    return Facts(
        localities=localities,
        practices=tuple(PracticeFact(*row) for row in _rows("practices")),
        networks=dict(_two("networks")),
        councils=dict(_two("councils")),
        systems={row[0]: SystemFact(*row) for row in _rows("systems")},
        commissioners={row[0]: BodyFact(*row) for row in _rows("commissioners")},
        changes=tuple(Change(*row) for row in _rows("changes")),
        trusts={row[0]: TrustFact(*row) for row in _rows("trusts")},
        acute=dict(acute),
    )


def _locality(row: Sequence[str], wholes: Mapping[str, Sequence[str]]) -> LocalityFact:
    code, name, whole, people, line = row
    council, group, trust, system = wholes[whole]
    return LocalityFact(code, name, int(people), council, group, trust, system, whole, tuple(line.split()))


def _two(name: str) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in _rows(name)]


def _rows(name: str) -> list[list[str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]
