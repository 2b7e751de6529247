"""The localities of England: their people, their trusts of 2006, and the practices that lie in each."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from relsim.places.maintenance.england_corrections import (
    MOVED_IN_2022,
    ONE_PCT_OF_SEVERAL,
    PCT_MERGERS,
    SPLIT_BY_PRACTICES,
    UPPER_TIER,
)
from relsim.places.maintenance.shares import shared_out
from relsim.wording.problems import InputProblems, Problem

TABLES = Path(__file__).parents[1] / "england" / "tables"
SMALLEST_PART = 0.05
"""A group's part in a council's area is a locality of its own if this share of the group's people live there."""
REGISTER_POSTCODE = 9
NO_NETWORK = "U"

Row = Mapping[str, str]
Locality = tuple[str, str]
"""Code of the group of 2013, and of the upper-tier council."""


def rows_of(path: Path) -> list[Row]:
    """The rows of a file that has a header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def register_of(path: Path) -> dict[str, list[str]]:
    """The rows of a headerless file of the NHS Organisation Data Service, by code."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[0]: row for row in csv.reader(file)}


@dataclass
class LocalityFacts:
    """Localities and practices, from the public files in a folder."""

    folder: Path
    told: dict[str, int] = field(default_factory=dict)
    """Practices by the way in which they were placed."""

    def read(self, name: str) -> list[Row]:
        """The rows of one of the files."""
        return rows_of(self.folder / name)

    @cached_property
    def groups(self) -> dict[str, Row]:
        """The groups of 2013, by code."""
        return {row["ccg2013_code"]: row for row in self.read("ccg_history_2013_2022.csv")}

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """Group of 2021 → the groups of 2013 of which it was made."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, row in sorted(self.groups.items()):
            found[row["ccg2021_code"]].append(code)
        return dict(found)

    @cached_property
    def _upper(self) -> dict[str, str]:
        return {row["ltla23_code"]: row["utla23_code"] for row in self.read("ltla23_utla23.csv")} | UPPER_TIER

    @cached_property
    def people(self) -> dict[Locality, int]:
        """People of each locality, mid-2020: of each part of a council district, shared out by LSOAs."""
        found: Counter[Locality] = Counter()
        for (district, _), parts in self._parts.items():
            for group, number in parts.items():
                found[group, self._upper[district]] += number
        return self._without_slivers(found)

    @cached_property
    def _parts(self) -> dict[tuple[str, str], dict[str, int]]:
        """(Council district, group of 2021) → group of 2013 → people."""
        areas: dict[str, dict[str, int]] = defaultdict(dict)
        for row in rows_of(TABLES / "districts_of_groups.csv"):
            areas[row["district"]][row["ccg2013"]] = int(row["lsoas"])
        listed = self.read("lad22_sicbl22_icb22_pop.csv")
        here: dict[str, set[str]] = defaultdict(set)
        for row in listed:
            here[row["ltla22_code"]].update(self.members[row["sicbl22_code_h"]])
        parts = {}
        for row in listed:
            district, group, total = row["ltla22_code"], row["sicbl22_code_h"], int(row["pop_mid2020"])
            known, members = areas.get(district, {}), self.members[group]
            # Glossop and the west of Birmingham left their groups for a neighbouring area in July 2022, so what was
            # no group's of this district then is counted with the group that has taken it in.
            weights = {each: number for each, number in known.items() if each in members or each not in here[district]}
            if len(members) == 1 and not weights:
                weights = {members[0]: 1}
            weights = SPLIT_BY_PRACTICES.get(district, weights)
            if not weights:
                what = f"no table says which part of {group} it was"
                raise InputProblems("building ENGLAND", [Problem(district, what)])
            parts[district, group] = shared_out(total, weights)
        return parts

    def _without_slivers(self, found: Counter[Locality]) -> dict[Locality, int]:
        """The localities, without a group's small parts in a council's area that is otherwise another's."""
        whole: Counter[str] = Counter()
        councils: Counter[str] = Counter()
        for (group, council), number in found.items():
            whole[group] += number
            councils[council] += number
        kept = {
            place: number
            for place, number in found.items()
            if number >= SMALLEST_PART * whole[place[0]] or number > councils[place[1]] / 2
        }
        for (group, council), number in sorted(found.items()):
            if (group, council) not in kept:
                largest = max((each for each in kept if each[0] == group), key=lambda each: found[each])
                kept[largest] += number
        return dict(sorted(kept.items()))

    def system_of(self, group: str, council: str) -> str:
        """Code of the integrated care board of July 2022 in whose area a locality lies."""
        return MOVED_IN_2022.get((group, council)) or self.groups[group]["icb2022_code"]

    @cached_property
    def trust_of_2006(self) -> dict[Locality, str]:
        """The primary care trust of October 2006 of each locality."""
        shares: dict[str, dict[str, float]] = defaultdict(dict)
        for row in self.read("pct2012_to_ccg2013.csv"):
            shares[row["ccg_code"]][row["pct_code"]] = float(row["pct_postcode_percent"])
        found = {}
        for group, council in self.people:
            of_2012 = ONE_PCT_OF_SEVERAL.get((group, council)) or ONE_PCT_OF_SEVERAL.get((group, ""))
            found[group, council] = of_2012 or min(shares[group], key=lambda code: (-shares[group][code], code))
        missing = {code for each in shares.values() for code in each} - set(found.values()) - set(PCT_MERGERS.values())
        if missing:
            raise InputProblems("building ENGLAND", [Problem(code, "no locality is left for it") for code in missing])
        return found

    @cached_property
    def places(self) -> dict[str, Locality]:
        """The locality of each practice on the list of January 2022."""
        register = register_of(self.folder / "epraccur_2026.csv")
        groups, councils = _postcodes("postcodes_of_groups.csv"), _postcodes("postcodes_of_councils.csv")
        listed = {row["practice_code"]: row for row in self.read("gp_practices_jan2022.csv")}
        postcode = {code: register[code][REGISTER_POSTCODE] if code in register else "" for code in listed}
        placed: dict[str, Locality] = {}
        for code, row in sorted(listed.items()):
            members = self.members[row["ccg_code"]]
            if len(members) == 1:
                group, how = members[0], "group has not merged since 2013"
            else:
                found = _looked_up(postcode[code], {each: groups[each,] for each in members if (each,) in groups})
                group = found or self._of_network(row, listed, placed, members)
                how = "postcode of its group" if found else "most of its network"
            self.told[how] = self.told.get(how, 0) + 1
            placed[code] = group, self._council(group, postcode[code], councils)
        return placed

    def _council(self, group: str, postcode: str, councils: Mapping[tuple[str, ...], list[str]]) -> str:
        own = [council for each, council in self.people if each == group]
        by_table = {council: councils[group, council] for council in own if (group, council) in councils}
        rest = max((each for each in own if each not in by_table), key=lambda each: self.people[group, each])
        return _looked_up(postcode, by_table) or rest

    def _of_network(
        self, row: Row, listed: Mapping[str, Row], placed: Mapping[str, Locality], members: Sequence[str]
    ) -> str:
        peers = Counter(
            place[0]
            for code, place in placed.items()
            if listed[code]["pcn_code"] == row["pcn_code"] != NO_NETWORK and place[0] in members
        )
        return min(peers, key=lambda each: (-peers[each], each)) if peers else members[0]


def locality_code(group: str, council: str) -> str:
    """``05L-E08000025``."""
    return f"{group}-{council}"


def _postcodes(name: str) -> dict[tuple[str, ...], list[str]]:
    return {tuple(value for key, value in row.items() if key != "postcodes"): row["postcodes"].split()
            for row in rows_of(TABLES / name)}  # fmt: skip


def _looked_up(postcode: str, tables: Mapping[str, Sequence[str]]) -> str | None:
    """Whose table has the postcode's sector (``B20/3``), or else its district (``B20``)."""
    outward, _, inward = postcode.partition(" ")
    for wanted in (f"{outward}/{inward[:1]}", outward):
        for code in sorted(tables):
            if wanted in tables[code]:
                return code
    return None
