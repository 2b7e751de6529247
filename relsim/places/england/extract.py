"""Makes the compact facts of England from public files of the NHS Organisation Data Service, NHS Digital and ONS.

Called by ``python -m relsim.places.build --from FOLDER --code ENGLAND --out FOLDER``.  Two tables that no file of the
folder holds stand in `tables`: which postcodes lay in which of the clinical commissioning groups that have merged since
2013, and how many census areas (LSOAs) of each council district lay in each.  The same files give the same bytes.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from relsim.places.england import catchments
from relsim.places.england.hand import (
    MOVED_IN_2022,
    ONE_PCT_OF_SEVERAL,
    PCT_MERGERS,
    PCT_NAMES,
    SPLIT_BY_PRACTICES,
    UPPER_TIER,
)
from relsim.places.shares import shared_out
from relsim.problems import InputProblems, Problem

FILES = {
    "gp_practices_jan2022.csv": "practice, network and group of each practice, January 2022",
    "epraccur_2026.csv": "the practice file of the NHS Organisation Data Service, March 2026",
    "ccg_history_2013_2022.csv": "the groups of 2013, what became of them, and when",
    "pct2012_to_ccg2013.csv": "the primary care trusts of 2012 by group of 2013",
    "eccg.csv": "the commissioner file of the NHS Organisation Data Service",
    "etr.csv": "the trust file of the NHS Organisation Data Service",
    "trusts_2025_by_type.csv": "trusts by type, 2025",
    "acute_trust22_icb22_catchment.csv": "share of each acute trust's patients by NHS area, 2022",
    "icb_2022_facts.csv": "the integrated care boards of 2022, and their regions",
    "lad22_sicbl22_icb22_pop.csv": "population by council district and NHS area, mid-2020",
    "ltla23_utla23.csv": "council districts and upper-tier councils, 2023",
}
TABLES = Path(__file__).parent / "tables"
SMALLEST_PART = 0.05
"""A group's part in a council's area is a locality of its own if this share of the group's people live there."""
_REGISTER_POSTCODE = 9
_NO_NETWORK = "U"

Row = Mapping[str, str]
Locality = tuple[str, str]
"""Code of the group of 2013, and of the upper-tier council."""


def extract(folder: Path, out: Path) -> Extraction:
    """Write the facts of England as tables in a folder.

    Raises:
        InputProblems: if the files do not agree with one another or with the tables that are kept here.
    """
    made = Extraction(folder)
    tables = made.tables()
    out.mkdir(parents=True, exist_ok=True)
    for name, (columns, rows) in tables.items():
        with (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(rows)
    return made


def rows_of(path: Path) -> list[Row]:
    """The rows of a file that has a header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def register_of(path: Path) -> dict[str, list[str]]:
    """The rows of a headerless file of the NHS Organisation Data Service, by code."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[0]: row for row in csv.reader(file)}


@dataclass
class Extraction:
    """The facts on their way from the public files to the tables."""

    folder: Path
    told: dict[str, int] = field(default_factory=dict)
    """What was counted on the way: how each practice was placed."""

    def tables(self) -> dict[str, tuple[Sequence[str], Iterable[Sequence[object]]]]:
        """Name of a table → its columns and rows, in order of code."""
        return {
            "practices": (("code", "name", "network", "locality"), self._practice_rows()),
            "networks": (("code", "name"), sorted(self._networks().items())),
            "localities": (
                ("code", "name", "people", "council", "group", "trust_of_2006", "system"),
                self._locality_rows(),
            ),
            "councils": (("code", "name"), sorted(self._council_names().items())),
            "systems": (("code", "name", "region", "region_name", "after_2026"), self._systems()),
            "commissioners": (("code", "name", "form"), self._commissioners()),
            "changes": (("code", "successor", "month"), self._changes()),
            "trusts": (("code", "name", "kind", "postcode"), self._trusts()),
            "serves": (("trust", "locality", "share"), self._serves()),
        }

    def _read(self, name: str) -> list[Row]:
        return rows_of(self.folder / name)

    # --- Groups and councils -------------------------------------------------------------------------------------

    @cached_property
    def groups(self) -> dict[str, Row]:
        """The groups of 2013, by code."""
        return {row["ccg2013_code"]: row for row in self._read("ccg_history_2013_2022.csv")}

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """Group of 2021 → the groups of 2013 of which it was made."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, row in sorted(self.groups.items()):
            found[row["ccg2021_code"]].append(code)
        return dict(found)

    @cached_property
    def _upper(self) -> dict[str, str]:
        return {row["ltla23_code"]: row["utla23_code"] for row in self._read("ltla23_utla23.csv")} | UPPER_TIER

    def _council_names(self) -> dict[str, str]:
        names = {row["utla23_code"]: row["utla23_name"] for row in self._read("ltla23_utla23.csv")}
        return {council: names[council] for council in {council for _, council in self.people}}

    # --- Localities ----------------------------------------------------------------------------------------------

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
        listed = self._read("lad22_sicbl22_icb22_pop.csv")
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

    def _locality_rows(self) -> Iterator[Sequence[object]]:
        names, trusts = self._council_names(), self.trust_of_2006
        for (group, council), number in self.people.items():
            several = sum(each == group for each, _ in self.people) > 1
            name = group_name(self.groups[group]["ccg2013_name"])
            yield (locality_code(group, council), f"{name} ({names[council]})" if several else name, number, council,
                   group, trusts[group, council], self.system_of(group, council))  # fmt: skip

    def system_of(self, group: str, council: str) -> str:
        """Code of the integrated care board of July 2022 in whose area a locality lies."""
        return MOVED_IN_2022.get((group, council)) or self.groups[group]["icb2022_code"]

    @cached_property
    def trust_of_2006(self) -> dict[Locality, str]:
        """The primary care trust of October 2006 of each locality."""
        shares: dict[str, dict[str, float]] = defaultdict(dict)
        for row in self._read("pct2012_to_ccg2013.csv"):
            shares[row["ccg_code"]][row["pct_code"]] = float(row["pct_postcode_percent"])
        found = {}
        for group, council in self.people:
            of_2012 = ONE_PCT_OF_SEVERAL.get((group, council)) or ONE_PCT_OF_SEVERAL.get((group, ""))
            found[group, council] = of_2012 or min(shares[group], key=lambda code: (-shares[group][code], code))
        missing = {code for each in shares.values() for code in each} - set(found.values()) - set(PCT_MERGERS.values())
        if missing:
            raise InputProblems("building ENGLAND", [Problem(code, "no locality is left for it") for code in missing])
        return found

    # --- Practices -----------------------------------------------------------------------------------------------

    @cached_property
    def places(self) -> dict[str, Locality]:
        """The locality of each practice on the list of January 2022."""
        register = register_of(self.folder / "epraccur_2026.csv")
        groups, councils = _postcodes("postcodes_of_groups.csv"), _postcodes("postcodes_of_councils.csv")
        listed = {row["practice_code"]: row for row in self._read("gp_practices_jan2022.csv")}
        postcode = {code: register[code][_REGISTER_POSTCODE] if code in register else "" for code in listed}
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
            if listed[code]["pcn_code"] == row["pcn_code"] != _NO_NETWORK and place[0] in members
        )
        return min(peers, key=lambda each: (-peers[each], each)) if peers else members[0]

    def _practice_rows(self) -> Iterator[Sequence[object]]:
        for row in sorted(self._read("gp_practices_jan2022.csv"), key=lambda row: row["practice_code"]):
            code, network = row["practice_code"], row["pcn_code"]
            yield (code, row["practice_name"], "" if network == _NO_NETWORK else network,
                   locality_code(*self.places[code]))  # fmt: skip

    def _networks(self) -> dict[str, str]:
        listed = self._read("gp_practices_jan2022.csv")
        return {row["pcn_code"]: row["pcn_name"] for row in listed if row["pcn_code"] != _NO_NETWORK}

    # --- Commissioners and systems ---------------------------------------------------------------------------------

    def _systems(self) -> Sequence[Sequence[object]]:
        rows = self._read("icb_2022_facts.csv")
        columns = ("icb_code", "icb_name", "region_code", "region", "successor_apr2026")
        return sorted(tuple(row[column] for column in columns) for row in rows)

    def _commissioners(self) -> Sequence[Sequence[object]]:
        names = {code: (f"{name} Primary Care Trust", "PCT") for code, name in PCT_NAMES.items()}
        for row in self._read("pct2012_to_ccg2013.csv"):
            names.setdefault(row["pct_code"], (f"{row['pct_name']} Primary Care Trust", "PCT"))
        register = register_of(self.folder / "eccg.csv")
        for code, row in self.groups.items():
            names[code] = f"NHS {group_name(row['ccg2013_name'])} CCG", "CCG"
            path = row["path"].split(">")
            for later in path[1:-1]:
                names.setdefault(later, (f"NHS {group_name(register[later][1])} CCG", "CCG"))
            names[path[-1]] = f"NHS {group_name(row['ccg2021_name'])} CCG", "CCG"
        return [(code, *names[code]) for code in sorted(names)]

    def _changes(self) -> Sequence[Sequence[object]]:
        """Mergers: of two trusts in 2010, and of groups; (gone, what took its place, month)."""
        closed = {code: row[11] for code, row in register_of(self.folder / "eccg.csv").items()}
        rows = {(old, new, "2010-04") for old, new in PCT_MERGERS.items()}
        for row in self.groups.values():
            path = row["path"].split(">")
            for old, new in pairwise(path):
                month = row["first_merger_date"][:7] if old == path[0] else _month_after(closed[old])
                rows.add((old, new, month))
        return sorted(rows)

    # --- Trusts ----------------------------------------------------------------------------------------------------

    def _trusts(self) -> Sequence[Sequence[object]]:
        register = register_of(self.folder / "etr.csv")
        named = {row["code"]: row for row in self._read("trusts_2025_by_type.csv")}
        acute = {row["nhs_trust22_code"] for row in self._read("acute_trust22_icb22_catchment.csv")}
        kinds = {code: row["type"] for code, row in named.items()} | dict.fromkeys(acute, "acute")
        rows = []
        for code, kind in sorted(kinds.items()):
            name = register[code][1] if code in register else (named[code]["name"] or catchments.NAMES[code])
            rows.append((code, name, kind, register[code][_REGISTER_POSTCODE] if code in register else ""))
        return rows

    def _serves(self) -> Sequence[Sequence[object]]:
        shares: dict[str, dict[str, float]] = defaultdict(dict)
        ons = {row["icb_ons_code"]: row["icb_code"] for row in self._read("icb_2022_facts.csv")}
        for row in self._read("acute_trust22_icb22_catchment.csv"):
            shares[row["nhs_trust22_code"]][ons[row["icb22_code"]]] = float(row["proportion_trust_came_from_icb"])
        postcodes = {str(code): str(postcode) for code, _, _, postcode in self._trusts()}
        register = register_of(self.folder / "epraccur_2026.csv")
        practices: dict[str, list[str]] = defaultdict(list)
        for code, place in self.places.items():
            if code in register:
                practices[locality_code(*place)].append(register[code][_REGISTER_POSTCODE])
        localities = [
            catchments.Area(code, self.system_of(*place), number, tuple(practices[code]))
            for place, number in self.people.items()
            for code in [locality_code(*place)]
        ]
        return [(trust, code, f"{share:.3f}") for trust, code, share in
                catchments.acute_shares(shares, localities, postcodes)]  # fmt: skip


def locality_code(group: str, council: str) -> str:
    """``05L-E08000025``."""
    return f"{group}-{council}"


def group_name(name: str) -> str:
    """``NHS DURHAM DALES, EASINGTON AND SEDGEFIELD CCG`` → ``Durham Dales, Easington and Sedgefield``."""
    bare = name.removeprefix("NHS ").removesuffix(" CCG")
    return tidy_area(bare) if bare.isupper() else bare


def tidy_area(name: str) -> str:
    """The name of an area as people write it, from capitals."""
    small = {"AND", "OF", "THE", "ON", "IN", "UPON"}
    words = name.replace("-", "- ").split()
    text = " ".join(word.lower() if place and word in small else word.capitalize() for place, word in enumerate(words))
    return text.replace("- ", "-").replace("(w", "(W").replace("-On-", "-on-").replace("'S ", "'s ")


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


def _month_after(last_day: str) -> str:
    """``20210331`` → ``2021-04``."""
    year, month = int(last_day[:4]), int(last_day[4:6]) + 1
    return f"{year + month // 13}-{(month - 1) % 12 + 1:02}"
