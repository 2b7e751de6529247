"""Boards, and those who speak for others, in any footprint.

*Fact*: every upper-tier council has had a Healthwatch since April 2013 (Health and Social Care Act 2012).
*Assumptions*: one local medical committee for each county or large conurbation (there are about 80 in England, some for
a part of a county); one voluntary sector alliance for each integrated care board's area, from April 2022, when national
guidance wanted each to have one; no federation of practices, because no list of them covers England.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from relsim.domain.boards import Board, Boards
from relsim.domain.months import month_number
from relsim.domain.place import Representative, RepresentativeKind, Trust
from relsim.places.boards_and_pressures import BOARDS as OF_QU9
from relsim.places.england.facts import LocalityFact, facts
from relsim.places.england.footprints import lives_of
from relsim.places.names import council_name, system_name

_COUNTIES = {
    "Avon": "E06000022 E06000023 E06000024 E06000025",
    "Bedfordshire": "E06000032 E06000055 E06000056",
    "Berkshire": "E06000036 E06000037 E06000038 E06000039 E06000040 E06000041",
    "Birmingham and Solihull": "E08000025 E08000029",
    "Black Country": "E08000027 E08000028 E08000030 E08000031",
    "Buckinghamshire": "E06000042 E06000060",
    "Cambridgeshire": "E06000031 E10000003",
    "Cheshire": "E06000006 E06000007 E06000049 E06000050",
    "Cleveland": "E06000001 E06000002 E06000003 E06000004",
    "Cornwall and Isles of Scilly": "E06000052 E06000053",
    "Coventry and Warwickshire": "E08000026 E10000031",
    "Cumbria": "E06000063 E06000064",
    "Derbyshire": "E06000015 E10000007",
    "Devon": "E06000026 E06000027 E10000008",
    "Dorset": "E06000058 E06000059",
    "County Durham and Darlington": "E06000005 E06000047",
    "Essex": "E06000033 E06000034 E10000012",
    "Greater Manchester": "E08000001 E08000002 E08000003 E08000004 E08000005 E08000006 E08000007 E08000008 E08000009 "
    "E08000010",
    "Hampshire and Isle of Wight": "E06000044 E06000045 E06000046 E10000014",
    "Herefordshire": "E06000019",
    "Humber": "E06000010 E06000011 E06000012 E06000013",
    "Kent": "E06000035 E10000016",
    "Lancashire": "E06000008 E06000009 E10000017",
    "Leicestershire and Rutland": "E06000016 E06000017 E10000018",
    "Merseyside": "E08000011 E08000012 E08000013 E08000014 E08000015",
    "Northamptonshire": "E06000061 E06000062",
    "North Yorkshire": "E06000014 E06000065",
    "Northumberland": "E06000057",
    "Nottinghamshire": "E06000018 E10000024",
    "Shropshire": "E06000020 E06000051",
    "South Yorkshire": "E08000016 E08000017 E08000018 E08000019",
    "Staffordshire": "E06000021 E10000028",
    "Sussex": "E06000043 E10000011 E10000032",
    "Tyne and Wear": "E08000021 E08000022 E08000023 E08000024 E08000037",
    "West Yorkshire": "E08000032 E08000033 E08000034 E08000035 E08000036",
    "Wiltshire": "E06000030 E06000054",
}
"""County → upper-tier councils; a county council that is not named here is a county of its own.  London: by board."""
_COUNTY_OF = {code: county for county, codes in _COUNTIES.items() for code in codes.split()}


def representatives(localities: Sequence[LocalityFact]) -> tuple[Representative, ...]:
    """Local medical committees, alliances and Healthwatch of these localities."""
    found: dict[tuple[RepresentativeKind, str, str], list[str]] = defaultdict(list)
    for each in localities:
        county = _county(each)
        system = system_name(facts().systems[each.system].name)
        council = council_name(each.council, facts().councils[each.council])
        found["lmc", f"LMC-{_shouted(county)}", f"{county} Local Medical Committee"].append(each.code)
        found["alliance", f"ALLIANCE-{each.system}", f"Voluntary sector health alliance, {system}"].append(each.code)
        found["healthwatch", f"HW-{each.council}", f"Healthwatch, {council}"].append(each.code)
    opened = {"lmc": "1999-04", "alliance": "2022-04", "healthwatch": "2013-04"}
    return tuple(
        Representative(code=code, name=name, kind=kind, localities=tuple(area), opened=month_number(opened[kind]))
        for (kind, code, name), area in sorted(found.items(), key=lambda item: (_ORDER.index(item[0][0]), item[0][1]))
    )


_ORDER = ("lmc", "alliance", "healthwatch")


def _county(locality: LocalityFact) -> str:
    if locality.council.startswith("E09"):
        return system_name(facts().systems[locality.system].name)
    return _COUNTY_OF.get(locality.council) or facts().councils[locality.council].partition(",")[0]


def _shouted(name: str) -> str:
    return name.upper().replace(" ", "-").replace(",", "")


_GROUP = Board(
    seats={"commissioner": 4.0, "general_practice": 6.0, "local_government": 1.0},
    source="Health Service Circular 1998/139, recalled: four to seven GPs, one or two community nurses, one each from "
    "social services, the health authority and lay people, and the chief officer. That all but GPs and social services "
    "are the group's own, and six GPs, are assumptions.",
)


def boards(localities: Sequence[LocalityFact], trusts: Sequence[Trust]) -> Boards:
    """The boards of QU9, with as many seats for groups, trusts and councils as this footprint has of them."""
    groups = len({lives_of(each.group)[-1] for each in localities})
    one_for_each = {
        "trusts": float(len(trusts)),
        "local_government": float(len({each.council for each in localities})),
        "general_practice": float(groups),
    }
    joint = {"commissioner": 2.0 * groups, **one_for_each}
    partnership = {"commissioner": float(groups), **one_for_each}
    kept = ("pct", "ccg", "icb_minimum", "icb_larger")
    return (
        {"pcg": _GROUP}
        | {name: OF_QU9[name] for name in kept}
        | {
            "joint_committee": Board(seats=joint, openness=0.5, source=OF_QU9["joint_committee"].source),
            "partnership": Board(seats=partnership, openness=0.25, source=OF_QU9["partnership"].source),
        }
    )
