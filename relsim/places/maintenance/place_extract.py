"""Makes the file of a place from public files and what is known of it by hand, so that the two can be told apart."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from relsim.domain.bodies import bodies_at
from relsim.domain.months import month_number
from relsim.domain.place import Council, Locality, Place, Practice, PrimaryCareNetwork
from relsim.places.maintenance.known_by_hand import ByHand
from relsim.places.maintenance.qu9 import QU9
from relsim.places.maintenance.shares import shared_out
from relsim.places.names import tidy
from relsim.places.place_checks import check_place
from relsim.wording.problems import InputProblems, Problem

PRACTICE_FILE = "epraccur_2026.csv"
FILES = {
    "gp_practices_jan2022.csv": "practice, network and group of each practice, January 2022",
    PRACTICE_FILE: "the practice file of the NHS Organisation Data Service, March 2026",
    "lad22_sicbl22_icb22_pop.csv": "population by council district and NHS area, mid-2020",
    "acute_trust22_icb22_catchment.csv": "share of each acute trust's patients by NHS area, 2022",
}
PLACES: Mapping[str, ByHand] = {"QU9": QU9}
LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
FACTS_AS_OF = "practices and networks January 2022, postcodes March 2026, population mid-2020"

# Columns of the practice file, which has no header.
CODE, POSTCODE, STATUS, COMMISSIONER, ROLE = 0, 9, 12, 14, 25
GP_PRACTICE = "RO76"
_NO_NETWORK = "U"
_MAIN_PROVIDER = 0.10
"""An acute trust outside the area counts if it draws at least this share of its patients from it."""

Row = Mapping[str, str]


def build(folder: Path, code: str) -> Place:
    """The place of this code, from the files in a folder and what is known by hand; checked.

    Raises:
        InputProblems: if the files do not agree with one another or with what is known by hand.
    """
    known = PLACES[code]
    listed = [row for row in _rows(folder, "gp_practices_jan2022.csv") if row["icb_code"] == code]
    practices = _practices(listed, register(folder), known)
    place = Place(
        code=code,
        name=known.name,
        starts=known.starts,
        facts_as_of=FACTS_AS_OF,
        licence=LICENCE,
        sources=known.sources,
        assumptions=known.assumptions,
        localities=_localities(_districts(folder, code), practices, known),
        boards=known.boards,
        commissioners=known.commissioners,
        councils=tuple(Council(code=each, name=name) for each, name in known.councils.items()),
        trusts=known.trusts,
        pcns=_networks(listed, known),
        practices=practices,
        representatives=known.representatives,
        overspends=known.overspends,
        pressures=known.pressures,
        history=known.history,
    )
    problems = check_place(place) + _disagreements(place, listed) + _missing_trusts(place, folder)
    if problems:
        raise InputProblems(f"building {code}", problems)
    return place


def agreement(folder: Path, place: Place) -> tuple[int, int]:
    """The practices that the table of postcode districts puts in the right group of April 2013, counted.

    Counts those whose last commissioner in the practice file is one of these groups, and whose postcode the table has.

    Returns:
        How many agree, and of how many.
    """
    areas = bodies_at(place, place.history, month_number("2013-04"))
    known = PLACES[place.code]
    agree = total = 0
    for row in register(folder).values():
        locality = known.locality_of(row[CODE], row[POSTCODE])
        if row[ROLE] == GP_PRACTICE and row[COMMISSIONER] in areas and locality:
            total += 1
            agree += locality in areas[row[COMMISSIONER]]
    return agree, total


def _rows(folder: Path, name: str) -> list[Row]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def register(folder: Path) -> dict[str, list[str]]:
    """The practice file, by code of the practice."""
    with (folder / PRACTICE_FILE).open(encoding="utf-8-sig", newline="") as file:
        return {row[CODE]: row for row in csv.reader(file)}


def _practices(listed: Sequence[Row], registered: Mapping[str, Sequence[str]], known: ByHand) -> tuple[Practice, ...]:
    """The practices, in the order of their codes, each with its locality."""
    found: dict[str, str | None] = {}
    for row in listed:
        code = row["practice_code"]
        found[code] = known.locality_of(code, registered[code][POSTCODE] if code in registered else "")
    practices = []
    for row in sorted(listed, key=lambda row: row["practice_code"]):
        code, pcn = row["practice_code"], row["pcn_code"]
        # A practice that the register does not have lies where most of its network does.
        peers = Counter(found[each["practice_code"]] for each in listed if each["pcn_code"] == pcn != _NO_NETWORK)
        locality = found[code] or next((each for each, _ in sorted(peers.items(), key=_most) if each), None)
        if locality is None:
            raise InputProblems("building", [Problem(code, "no table says where this practice lies")])
        practices.append(Practice(code=code, name=tidy(row["practice_name"]), locality=locality,
                                  pcn="" if pcn == _NO_NETWORK else pcn))  # fmt: skip
    return tuple(practices)


def _most(item: tuple[str | None, int]) -> tuple[int, str]:
    return -item[1], item[0] or ""


def _networks(listed: Sequence[Row], known: ByHand) -> tuple[PrimaryCareNetwork, ...]:
    names = {row["pcn_code"]: row["pcn_name"] for row in listed if row["pcn_code"] != _NO_NETWORK}
    return tuple(
        PrimaryCareNetwork(code=code, name=tidy(name), opened=known.pcns_opened) for code, name in sorted(names.items())
    )


def _districts(folder: Path, code: str) -> dict[str, int]:
    """People of each council district who live in the place."""
    people: Counter[str] = Counter()
    for row in _rows(folder, "lad22_sicbl22_icb22_pop.csv"):
        if row["icb22_code_h"] == code:
            people[row["ltla22_code"]] += int(row["pop_mid2020"])
    return dict(people)


def _localities(districts: Mapping[str, int], practices: Sequence[Practice], known: ByHand) -> tuple[Locality, ...]:
    number = Counter(practice.locality for practice in practices)
    people: dict[str, int] = {}
    for group, localities in known.populations:
        total = sum(districts[code] for code in group)
        people |= shared_out(total, {code: number[code] for code in localities})
    return tuple(
        Locality(code=area.code, name=area.name, population=people[area.code], council=area.council)
        for area in known.areas
    )


def _disagreements(place: Place, listed: Sequence[Row]) -> list[Problem]:
    """Practices whose locality is not in the area of the group that the list of January 2022 gives them."""
    areas = bodies_at(place, place.history, month_number("2022-01"))
    group = {row["practice_code"]: row["ccg_code"] for row in listed}
    return [
        Problem(practice.code, f"the list has it in {group[practice.code]}, the postcode in {practice.locality}")
        for practice in place.practices
        if practice.locality not in areas.get(group[practice.code], ())
    ]


def _missing_trusts(place: Place, folder: Path) -> list[Problem]:
    """Acute trusts that draw many of their patients from here, and are not among the place's."""
    ons_code = next(
        row["icb22_code"] for row in _rows(folder, "lad22_sicbl22_icb22_pop.csv") if row["icb22_code_h"] == place.code
    )
    drawing = {
        row["nhs_trust22_code"]
        for row in _rows(folder, "acute_trust22_icb22_catchment.csv")
        if row["icb22_code"] == ons_code and float(row["proportion_trust_came_from_icb"]) >= _MAIN_PROVIDER
    }
    missing = sorted(drawing - {trust.code for trust in place.trusts})
    what = "a tenth of this trust's patients or more come from here, and the table of trusts lacks it"
    return [Problem(code, what) for code in missing]
