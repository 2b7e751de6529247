"""Wales: 22 local health boards in 2003, seven in October 2009, and the move of Bridgend in April 2019.

*Fact*: the names of the boards, which council areas they had, and the dates; practices with their postcodes and boards
(practice file of the NHS Organisation Data Service, March 2026).  *Assumption*, or recalled and not checked: people,
which council's area a practice lies in (by postcode district within its board's area), the trusts of 2008 throughout,
the fates of staff, boards' seats, and months of announcement.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from relsim.domain.months import month_number
from relsim.domain.place import Commissioner, Council, Locality, Place, Practice, Representative, Trust
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.places.boards_and_pressures import BOARDS, PRESSURES
from relsim.places.names import tidy

CODE, NAME = "WALES", "Wales"
PRACTICES = Path(__file__).parent / "facts" / "wales" / "practices.csv"

# Council (its 2009 board's code): people, thousands, mid-2020 (recalled), and postcode districts of its practices.
_COUNCILS = (
    ("ANGLESEY", "Isle of Anglesey", "7A1", 70.4, "LL58 LL60 LL61 LL62 LL65 LL68 LL74 LL77"),
    ("GWYNEDD", "Gwynedd", "7A1", 125.2, "LL23 LL36 LL40 LL41 LL42 LL48 LL49 LL52 LL53 LL54 LL55 LL56 LL57"),
    ("CONWY", "Conwy", "7A1", 118.2, "LL22 LL24 LL26 LL29 LL30 LL31 LL32 LL33"),
    ("DENBIGHSHIRE", "Denbighshire", "7A1", 96.7, "LL15 LL16 LL17 LL18 LL19 LL20 LL21"),
    ("FLINTSHIRE", "Flintshire", "7A1", 156.8, "CH4 CH5 CH6 CH7 CH8"),
    ("WREXHAM", "Wrexham", "7A1", 136.1, "LL11 LL12 LL13 LL14 SY13"),
    ("CARMARTHENSHIRE", "Carmarthenshire", "7A2", 190.1,
     "SA14 SA15 SA16 SA17 SA18 SA19 SA20 SA31 SA32 SA33 SA34 SA38"),
    ("CEREDIGION", "Ceredigion", "7A2", 72.9, "SA43 SA44 SA45 SA46 SA48 SY23 SY24 SY25"),
    ("PEMBROKESHIRE", "Pembrokeshire", "7A2", 126.8,
     "SA42 SA61 SA62 SA64 SA65 SA67 SA69 SA70 SA72 SA73"),
    ("SWANSEA", "Swansea", "7A3", 246.6, "SA1 SA2 SA3 SA4 SA5 SA6 SA7"),
    ("NEATH_PORT_TALBOT", "Neath Port Talbot", "7A3", 144.4, "CF32/7A3 SA8 SA9 SA10 SA11 SA12 SA13 SA18"),
    ("BRIDGEND", "Bridgend", "7A3", 147.5, "CF31 CF32 CF33 CF34 CF35 CF36"),
    ("CARDIFF", "Cardiff", "7A4", 369.2, "CF3 CF5 CF10 CF11 CF14 CF15 CF23 CF24"),
    ("VALE_OF_GLAMORGAN", "Vale of Glamorgan", "7A4", 135.3, "CF61 CF62 CF63 CF64 CF71"),
    ("MERTHYR_TYDFIL", "Merthyr Tydfil", "7A5", 60.4, "CF46 CF48"),
    ("RHONDDA_CYNON_TAF", "Rhondda Cynon Taf", "7A5", 241.9,
     "CF15 CF37 CF38 CF39 CF40 CF41 CF42 CF43 CF44 CF45 CF72"),
    ("BLAENAU_GWENT", "Blaenau Gwent", "7A6", 70.0, "NP13 NP22 NP23"),
    ("CAERPHILLY", "Caerphilly", "7A6", 181.7, "CF46 CF81 CF82 CF83 NP11 NP12 NP24"),
    ("MONMOUTHSHIRE", "Monmouthshire", "7A6", 95.2, "GL15 NP7 NP15 NP16 NP25 NP26"),
    ("NEWPORT", "Newport", "7A6", 156.4, "NP10 NP18 NP19 NP20"),
    ("TORFAEN", "Torfaen", "7A6", 94.8, "NP4 NP44"),
    ("POWYS", "Powys", "7A7", 133.0, ""),
)  # fmt: skip
_BOARDS = {
    "7A1": "Betsi Cadwaladr University", "7A2": "Hywel Dda", "7A3": "Abertawe Bro Morgannwg University",
    "7A4": "Cardiff and Vale University", "7A5": "Cwm Taf", "7A6": "Aneurin Bevan", "7A7": "Powys Teaching",
}  # fmt: skip
MOVED = "BRIDGEND"
_TRUSTS = (
    ("NORTH_WEST_WALES", "North West Wales NHS Trust", "ANGLESEY GWYNEDD"),
    ("NORTH_WALES", "North Wales NHS Trust", "CONWY DENBIGHSHIRE FLINTSHIRE WREXHAM"),
    ("HYWEL_DDA", "Hywel Dda NHS Trust", "CARMARTHENSHIRE CEREDIGION PEMBROKESHIRE"),
    ("ABERTAWE", "Abertawe Bro Morgannwg University NHS Trust", "SWANSEA NEATH_PORT_TALBOT BRIDGEND"),
    ("CARDIFF_AND_VALE", "Cardiff and Vale NHS Trust", "CARDIFF VALE_OF_GLAMORGAN"),
    ("CWM_TAF", "Cwm Taf NHS Trust", "MERTHYR_TYDFIL RHONDDA_CYNON_TAF"),
    ("GWENT", "Gwent Healthcare NHS Trust", "BLAENAU_GWENT CAERPHILLY MONMOUTHSHIRE NEWPORT TORFAEN"),
)
_SHARES = "The shares of staff and of working procedures carried over, and the month of announcement, are assumptions"


def locality_of(postcode: str, board: str) -> str:
    """The council's area of a practice, by its postcode and the code of its health board in 2026."""
    outward = postcode.partition(" ")[0]
    of_board = [row for row in _COUNCILS if ("7A5" if row[0] == MOVED else row[2]) == board]
    for wanted in (f"{outward}/{board}", outward):
        for code, _, _, _, districts in of_board if wanted == outward else _COUNCILS:
            if wanted in districts.split():
                return code
    return of_board[0][0]


@cache
def practices() -> tuple[Practice, ...]:
    """The open practices of March 2026."""
    with PRACTICES.open(encoding="utf-8", newline="") as file:
        return tuple(
            Practice(code=row["code"], name=tidy(row["name"]), locality=row["locality"]) for row in csv.DictReader(file)
        )


def localities() -> tuple[Locality, ...]:
    """The areas of the 22 councils, which were those of the 22 local health boards."""
    return tuple(Locality(code=code, name=name, population=round(1000 * people), council=f"COUNCIL-{code}")
                 for code, name, _, people, _ in _COUNCILS)  # fmt: skip


def place() -> Place:
    """Wales from April 2003 on."""
    return Place(
        code=CODE,
        name=NAME,
        starts=month_number("2003-04"),
        facts_as_of="practices March 2026, people mid-2020 (recalled), trusts 2008",
        licence="Contains public sector information licensed under the Open Government Licence v3.0.",
        sources=SOURCES,
        assumptions=ASSUMPTIONS,
        localities=localities(),
        boards={"lhb": BOARDS["pct"]},
        commissioners=tuple(
            Commissioner(code=f"LHB-{code}", name=f"{name} Local Health Board", form="LHB", board="lhb",
                         localities=(code,))
            for code, name, *_ in _COUNCILS
        ),
        councils=tuple(Council(code=f"COUNCIL-{code}", name=f"{name} Council") for code, name, *_ in _COUNCILS),
        trusts=_trusts(),
        practices=practices(),
        representatives=(
            Representative(code="GPC-WALES", name="Local medical committees of Wales", kind="lmc",
                           opened=month_number("2003-04")),
        ),
        pressures=PRESSURES,
        history=(*_seven(), _bridgend()),
    )  # fmt: skip


def _trusts() -> tuple[Trust, ...]:
    hospitals = [
        Trust(code=f"TRUST-{code}", name=name, kind="acute", serves=dict.fromkeys(areas.split(), 1.0))
        for code, name, areas in _TRUSTS
    ]
    everywhere = {code: 1.0 for code, *_ in _COUNCILS}
    return (*hospitals, Trust(code="RT4", name="Welsh Ambulance Services NHS Trust", kind="ambulance",
                              serves=everywhere))  # fmt: skip


def _seven() -> tuple[Reorganisation, ...]:
    """October 2009: one change for each of the seven."""
    changes = []
    for board, name in _BOARDS.items():
        own = [row[0] for row in _COUNCILS if row[2] == board]
        changes.append(
            Reorganisation(
                name=f"{name} Local Health Board begins, 2009", kind="merge" if len(own) > 1 else "replace",
                announced=month_number("2008-07"), vesting=month_number("2009-10"),
                predecessors=tuple(f"LHB-{code}" for code in own), successors=(_successor(board, name),),
                posts=0.95, kept=0.35, moved=0.30, procedures=0.5,
                source="22 local health boards became seven on 1 October 2009, which also took over seven NHS trusts "
                f"(recorded history). {_SHARES}: those of the mergers of primary care trusts in England.",
            )
        )  # fmt: skip
    return tuple(changes)


def _bridgend() -> Reorganisation:
    left = tuple(row[0] for row in _COUNCILS if row[2] == "7A3" and row[0] != MOVED)
    gained = tuple(row[0] for row in _COUNCILS if row[2] == "7A5" or row[0] == MOVED)
    return Reorganisation(
        name="Bridgend moves, 2019", kind="replace", announced=month_number("2018-06"), vesting=month_number("2019-04"),
        predecessors=("7A3", "7A5"),
        successors=(_successor("7A3-2019", "Swansea Bay University", left),
                    _successor("7A5-2019", "Cwm Taf Morgannwg University", gained)),
        posts=1.0, kept=0.85, moved=0.10, procedures=0.9,
        source="Bridgend went from Abertawe Bro Morgannwg to Cwm Taf on 1 April 2019, and both were renamed. "
        f"{_SHARES}.",
    )  # fmt: skip


def _successor(code: str, name: str, area: tuple[str, ...] = ()) -> Successor:
    return Successor(code=code, name=f"{name} Health Board", form="LHB", board="lhb", localities=area)


SOURCES = (
    "NHS Organisation Data Service: practices, their postcodes and health boards, March 2026.",
    "History of the health boards: 22 local health boards from April 2003, seven from 1 October 2009, which absorbed "
    "seven NHS trusts; Bridgend moved on 1 April 2019.",
)
ASSUMPTIONS = (
    "People of the council areas, to the nearest hundred, are recalled from the estimates for mid-2020, and not "
    "checked.",
    "Practices are those open in March 2026 throughout; which council's area each lies in follows from its "
    "postcode district, within its health board's area.",
    "Local health boards have codes made up here until 2009, and so have councils and the seven trusts. From "
    "October 2009 the health boards ran the hospitals themselves; here these stay apart, as the seven trusts of "
    "2008.",
    "The seats of a local health board are those assumed for a primary care trust in England.",
    "One body speaks for the local medical committees of Wales. There are no primary care networks (clusters of "
    "practices are left out), no community health councils and no alliance of voluntary organisations.",
    "Voluntary organisations that are engaged with health number 0.15 per 1,000 people; no register counts them.",
    "Shares of spend are those assumed for England; nothing is overspent.",
    "What share of staff was kept, moved or left in 2009 and 2019, and when the changes were announced, is "
    "assumed.",
)
