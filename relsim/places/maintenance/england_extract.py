"""Makes the compact facts of England from public files of the NHS Organisation Data Service, NHS Digital and ONS.

Called by ``python -m relsim.places.maintenance --from FOLDER --code ENGLAND --out FOLDER``.  Two tables that no file of
the folder holds stand in `relsim/places/england/tables`: which postcodes lay in which of the clinical commissioning
groups that have merged since 2013, and how many census areas (LSOAs) of each council district lay in each.  The same
files give the same bytes.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from relsim.places.maintenance import england_catchments
from relsim.places.maintenance.england_corrections import PCT_MERGERS, PCT_NAMES
from relsim.places.maintenance.england_localities import (
    NO_NETWORK,
    REGISTER_POSTCODE,
    LocalityFacts,
    locality_code,
    register_of,
)
from relsim.places.maintenance.england_parts import Line, Part, cut
from relsim.places.maintenance.ledger_succession import FILE, CodeSuccession

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
    FILE: "the succession of codes of the NHS Organisation Data Service",
}
LAST_TRUSTS = "2013-03"
"""The last month of primary care trusts."""


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


class Extraction(LocalityFacts):
    """The facts on their way from the public files to the tables."""

    def tables(self) -> dict[str, tuple[Sequence[str], Iterable[Sequence[object]]]]:
        """Name of a table → its columns and rows, in order of code."""
        return {
            "practices": (("code", "name", "network", "locality"), self._practice_rows()),
            "networks": (("code", "name"), sorted(self._networks().items())),
            "localities": (
                ("code", "name", "people", "council", "group", "trust_of_2006", "system"),
                self._locality_rows(),
            ),
            "parts": (("code", "name", "locality", "people", "line"), self._part_rows()),
            "councils": (("code", "name"), sorted(self._council_names().items())),
            "systems": (("code", "name", "region", "region_name", "after_2026"), self._systems()),
            "commissioners": (("code", "name", "form"), self._commissioners()),
            "changes": (("code", "successor", "month"), self._changes()),
            "trusts": (("code", "name", "kind", "postcode"), self._trusts()),
            "serves": (("trust", "locality", "share"), self._serves()),
        }

    # --- Localities and practices ------------------------------------------------------------------------------------

    def _council_names(self) -> dict[str, str]:
        names = {row["utla23_code"]: row["utla23_name"] for row in self.read("ltla23_utla23.csv")}
        return {council: names[council] for council in {council for _, council in self.people}}

    def _locality_rows(self) -> Iterator[Sequence[object]]:
        names, trusts = self._council_names(), self.trust_of_2006
        for (group, council), number in self.people.items():
            several = sum(each == group for each, _ in self.people) > 1
            name = group_name(self.groups[group]["ccg2013_name"])
            yield (locality_code(group, council), f"{name} ({names[council]})" if several else name, number, council,
                   group, trusts[group, council], self.system_of(group, council))  # fmt: skip

    @cached_property
    def parts(self) -> tuple[list[Part], list[Line]]:
        """The parts of localities, and the lines of bodies for which no practice was left."""
        register = register_of(self.folder / "epraccur_2026.csv")
        postcodes = {code: register[code][REGISTER_POSTCODE] if code in register else "" for code in self.places}
        lines = CodeSuccession(self.folder).lines(LAST_TRUSTS)
        return cut(self.people, self.trust_of_2006, self.places, postcodes, lines)

    def _part_rows(self) -> Iterator[Sequence[object]]:
        names = {str(row[0]): str(row[1]) for row in self._locality_rows()}
        for part in self.parts[0]:
            whole = locality_code(*part.locality)
            yield part.code, part_name(names[whole], part.number), whole, part.people, " ".join(part.line)

    def _practice_rows(self) -> Iterator[Sequence[object]]:
        part_of = {practice: part.code for part in self.parts[0] for practice in part.practices}
        for row in sorted(self.read("gp_practices_jan2022.csv"), key=lambda row: row["practice_code"]):
            code, network = row["practice_code"], row["pcn_code"]
            yield code, row["practice_name"], "" if network == NO_NETWORK else network, part_of[code]

    def _networks(self) -> dict[str, str]:
        listed = self.read("gp_practices_jan2022.csv")
        return {row["pcn_code"]: row["pcn_name"] for row in listed if row["pcn_code"] != NO_NETWORK}

    # --- Commissioners and systems ---------------------------------------------------------------------------------

    def _systems(self) -> Sequence[Sequence[object]]:
        rows = self.read("icb_2022_facts.csv")
        columns = ("icb_code", "icb_name", "region_code", "region", "successor_apr2026")
        return sorted(tuple(row[column] for column in columns) for row in rows)

    def _commissioners(self) -> Sequence[Sequence[object]]:
        names = {code: (f"{name} Primary Care Trust", "PCT") for code, name in PCT_NAMES.items()}
        for row in self.read("pct2012_to_ccg2013.csv"):
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
        named = {row["code"]: row for row in self.read("trusts_2025_by_type.csv")}
        acute = {row["nhs_trust22_code"] for row in self.read("acute_trust22_icb22_catchment.csv")}
        kinds = {code: row["type"] for code, row in named.items()} | dict.fromkeys(acute, "acute")
        rows = []
        for code, kind in sorted(kinds.items()):
            name = register[code][1] if code in register else (named[code]["name"] or england_catchments.NAMES[code])
            rows.append((code, name, kind, register[code][REGISTER_POSTCODE] if code in register else ""))
        return rows

    def _serves(self) -> Sequence[Sequence[object]]:
        shares: dict[str, dict[str, float]] = defaultdict(dict)
        ons = {row["icb_ons_code"]: row["icb_code"] for row in self.read("icb_2022_facts.csv")}
        for row in self.read("acute_trust22_icb22_catchment.csv"):
            shares[row["nhs_trust22_code"]][ons[row["icb22_code"]]] = float(row["proportion_trust_came_from_icb"])
        postcodes = {str(code): str(postcode) for code, _, _, postcode in self._trusts()}
        register = register_of(self.folder / "epraccur_2026.csv")
        practices: dict[str, list[str]] = defaultdict(list)
        for code, place in self.places.items():
            if code in register:
                practices[locality_code(*place)].append(register[code][REGISTER_POSTCODE])
        localities = [
            england_catchments.CatchmentArea(code, self.system_of(*place), number, tuple(practices[code]))
            for place, number in self.people.items()
            for code in [locality_code(*place)]
        ]
        return [(trust, code, f"{share:.3f}") for trust, code, share in
                england_catchments.acute_shares(shares, localities, postcodes)]  # fmt: skip


def part_name(name: str, number: int) -> str:
    """``Somerset``, 2 → ``Somerset (part 2)``; ``Essex (Thurrock)``, 1 → ``Essex (Thurrock, part 1)``."""
    if not number:
        return name
    return f"{name[:-1]}, part {number})" if name.endswith(")") else f"{name} (part {number})"


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


def _month_after(last_day: str) -> str:
    """``20210331`` → ``2021-04``."""
    year, month = int(last_day[:4]), int(last_day[4:6]) + 1
    return f"{year + month // 13}-{(month - 1) % 12 + 1:02}"
