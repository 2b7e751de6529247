"""Buckinghamshire, Oxfordshire and Berkshire West: what is known of it by hand.

**Localities** are the smallest areas of which every commissioner since 2002 is made up, each within one upper-tier
council.  *Fact*: which practice belonged to which of the 7 groups of April 2013.  The table of postcode districts below
agrees for all 159 practices with the practice file that the NHS Organisation Data Service published in spring 2018, and
for 78 of 78 open and closed practices that the file of March 2026 still shows in one of these groups (76 of them in
Oxfordshire, so it says little of the other six).  *Assumption*: which practice belonged to which of the 11 primary care
trusts of April 2002, by the council districts after which these were named; Princes Risborough with Vale of Aylesbury,
Didcot with South West Oxfordshire, the villages west of Reading with Reading.  (Chipping Norton with Cherwell Vale is
fact: that trust ran its hospital.)
"""

from __future__ import annotations

from relsim.domain.months import month_number
from relsim.domain.place import Commissioner, Representative, Trust
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.places.boards_and_pressures import BOARDS, OVERSPENDS, PRESSURES
from relsim.places.maintenance.known_by_hand import ByHand, Drawn

WEST_BERKSHIRE, READING, WOKINGHAM = "E06000037", "E06000038", "E06000041"
BUCKINGHAMSHIRE, OXFORDSHIRE = "E06000060", "E10000025"

AREAS = (
    Drawn("VALE_OF_AYLESBURY", "Vale of Aylesbury", BUCKINGHAMSHIRE, "HP17 HP18 HP19 HP20 HP21 HP22 HP27 LU6 LU7 MK18"),
    Drawn("WYCOMBE", "Wycombe", BUCKINGHAMSHIRE, "HP10 HP11 HP12 HP13 HP14 HP15 SL7 SL8"),
    Drawn("CHILTERN_SOUTH_BUCKS", "Chiltern and South Bucks", BUCKINGHAMSHIRE,
         "HP5 HP6 HP7 HP8 HP9 HP16 SL0 SL1 SL2 SL9 UB9"),
    Drawn("CHERWELL_VALE", "Banbury and Chipping Norton", OXFORDSHIRE, "OX7 OX15 OX16 OX17"),
    Drawn("NORTH_EAST_OXFORDSHIRE", "Bicester, Kidlington and Woodstock", OXFORDSHIRE, "OX5 OX20 OX25 OX26 OX27"),
    Drawn("OXFORD_CITY", "Oxford", OXFORDSHIRE, "OX1 OX2 OX3 OX4"),
    Drawn("SOUTH_EAST_OXFORDSHIRE", "Henley, Thame and Wallingford", OXFORDSHIRE, "OX9 OX10 OX33 OX39 OX44 OX49 RG9",
         practices="K84020 K84071"),  # Sonning Common; Goring and Woodcote
    Drawn("SOUTH_WEST_OXFORDSHIRE", "Abingdon, Didcot, Witney and Wantage", OXFORDSHIRE,
         "OX11 OX12 OX13 OX14 OX18 OX28 OX29 SN7", practices="K84025"),  # Botley
    Drawn("NEWBURY", "Newbury, Thatcham and Hungerford", WEST_BERKSHIRE, "RG14 RG17 RG18 RG19 RG20",
         practices="K81103"),  # Chapel Row
    Drawn("WEST_OF_READING", "Pangbourne, Theale and Mortimer", WEST_BERKSHIRE, "RG7 RG8"),
    Drawn("NORTH_WEST_READING", "Caversham and West Reading", READING, "RG4 RG30"),
    Drawn("SOUTH_READING", "South Reading", READING, "RG1 RG2 RG31", practices="K81078"),  # Grovelands
    Drawn("WOKINGHAM", "Wokingham", WOKINGHAM, "RG5 RG6 RG10 RG40 RG41 RG45", practices="K81003"),  # Swallowfield
)  # fmt: skip

# Districts: E07000177 Cherwell, 178 Oxford, 179 South Oxfordshire, 180 Vale of White Horse, 181 West Oxfordshire.
POPULATIONS = (
    ((BUCKINGHAMSHIRE,), ("VALE_OF_AYLESBURY", "WYCOMBE", "CHILTERN_SOUTH_BUCKS")),
    (("E07000177",), ("CHERWELL_VALE", "NORTH_EAST_OXFORDSHIRE")),
    (("E07000178",), ("OXFORD_CITY",)),
    (("E07000179", "E07000180", "E07000181"), ("SOUTH_EAST_OXFORDSHIRE", "SOUTH_WEST_OXFORDSHIRE")),
    ((WEST_BERKSHIRE,), ("NEWBURY", "WEST_OF_READING")),
    ((READING,), ("NORTH_WEST_READING", "SOUTH_READING")),
    ((WOKINGHAM,), ("WOKINGHAM",)),
)


def _pct(code: str, name: str, *localities: str) -> Commissioner:
    return Commissioner(code=code, name=f"{name} Primary Care Trust", form="PCT", localities=localities, board="pct")


# Codes: NHS Organisation Data Service, succession file; areas: see above.
COMMISSIONERS = (
    _pct("5DP", "Vale of Aylesbury", "VALE_OF_AYLESBURY"),
    _pct("5G5", "Wycombe", "WYCOMBE"),
    _pct("5G4", "Chiltern and South Bucks", "CHILTERN_SOUTH_BUCKS"),
    _pct("5DV", "Cherwell Vale", "CHERWELL_VALE"),
    _pct("5DT", "North East Oxfordshire", "NORTH_EAST_OXFORDSHIRE"),
    _pct("5DW", "Oxford City", "OXFORD_CITY"),
    _pct("5DX", "South East Oxfordshire", "SOUTH_EAST_OXFORDSHIRE"),
    _pct("5DY", "South West Oxfordshire", "SOUTH_WEST_OXFORDSHIRE"),
    _pct("5DK", "Newbury and Community", "NEWBURY"),
    _pct("5DL", "Reading", "WEST_OF_READING", "NORTH_WEST_READING", "SOUTH_READING"),
    _pct("5DN", "Wokingham", "WOKINGHAM"),
)

# Share of each locality's need: assumption, from distance and from what each acute trust draws from this area (Oxford
# 83 %, Royal Berkshire 91 %, Buckinghamshire 87 %, Frimley 13 % of its patients, 2022). Where shares add up to less
# than 1, the rest goes to trusts outside that draw under a tenth of their patients from here, and is left out.
_ALL = tuple(area.code for area in AREAS)
_BERKSHIRE = ("NEWBURY", "WEST_OF_READING", "NORTH_WEST_READING", "SOUTH_READING", "WOKINGHAM")
TRUSTS = (
    Trust(code="RTH", name="Oxford University Hospitals NHS Foundation Trust", kind="acute", serves={
        "VALE_OF_AYLESBURY": 0.15, "WYCOMBE": 0.05, "CHERWELL_VALE": 0.95, "NORTH_EAST_OXFORDSHIRE": 0.95,
        "OXFORD_CITY": 1.0, "SOUTH_EAST_OXFORDSHIRE": 0.6, "SOUTH_WEST_OXFORDSHIRE": 0.95}),
    Trust(code="RHW", name="Royal Berkshire NHS Foundation Trust", kind="acute", serves={
        "WYCOMBE": 0.05, "SOUTH_EAST_OXFORDSHIRE": 0.35, "NEWBURY": 0.85, "WEST_OF_READING": 0.95,
        "NORTH_WEST_READING": 0.95, "SOUTH_READING": 0.95, "WOKINGHAM": 0.85}),
    Trust(code="RXQ", name="Buckinghamshire Healthcare NHS Trust", kind="acute", serves={
        "VALE_OF_AYLESBURY": 0.75, "WYCOMBE": 0.75, "CHILTERN_SOUTH_BUCKS": 0.5, "NORTH_EAST_OXFORDSHIRE": 0.05,
        "SOUTH_EAST_OXFORDSHIRE": 0.05}),
    Trust(code="RDU", name="Frimley Health NHS Foundation Trust", kind="acute", serves={
        "WYCOMBE": 0.15, "CHILTERN_SOUTH_BUCKS": 0.4, "WOKINGHAM": 0.1}),
    Trust(code="RNU", name="Oxford Health NHS Foundation Trust", kind="mental_health",
          serves={code: 1.0 for code in _ALL if code not in _BERKSHIRE}),
    Trust(code="RWX", name="Berkshire Healthcare NHS Foundation Trust", kind="mental_health",
          serves=dict.fromkeys(_BERKSHIRE, 1.0)),
    Trust(code="RYE", name="South Central Ambulance Service NHS Foundation Trust", kind="ambulance",
          serves=dict.fromkeys(_ALL, 1.0)),
)  # fmt: skip


def _ccg(code: str, name: str, *localities: str, of: tuple[str, ...] = ()) -> Successor:
    return Successor(code=code, name=f"NHS {name} CCG", form="CCG", board="ccg", localities=localities, of=of)


def _new_pct(code: str, name: str, *of: str) -> Successor:
    return Successor(code=code, name=f"{name} Primary Care Trust", form="PCT", board="pct", of=of)


_SHARES = "The shares of staff and of working procedures carried over are assumptions"
HISTORY = (
    Reorganisation(
        name="Primary care trusts merge, 2006", kind="merge", announced=month_number("2005-07"),
        vesting=month_number("2006-10"), predecessors=tuple(body.code for body in COMMISSIONERS),
        successors=(_new_pct("5QD", "Buckinghamshire", "5DP", "5G4", "5G5"),
                    _new_pct("5QE", "Oxfordshire", "5DT", "5DV", "5DW", "5DX", "5DY"),
                    _new_pct("5QF", "Berkshire West", "5DK", "5DL", "5DN")),
        posts=0.95, kept=0.35, moved=0.30, procedures=0.5,
        source="Bodies and date: NHS Organisation Data Service; announced by Commissioning a Patient-Led NHS, July "
        f"2005. {_SHARES}; the part of Cherwell Vale that went to Northamptonshire is left out.",
    ),
    Reorganisation(
        name="Clinical commissioning groups replace primary care trusts, 2013", kind="replace",
        announced=month_number("2010-07"), vesting=month_number("2013-04"), predecessors=("5QD", "5QE", "5QF"),
        successors=(_ccg("10Y", "Aylesbury Vale", "VALE_OF_AYLESBURY"),
                    _ccg("10H", "Chiltern", "WYCOMBE", "CHILTERN_SOUTH_BUCKS"),
                    _ccg("10Q", "Oxfordshire", of=("5QE",)),
                    _ccg("10M", "Newbury and District", "NEWBURY"),
                    _ccg("10N", "North and West Reading", "WEST_OF_READING", "NORTH_WEST_READING"),
                    _ccg("10W", "South Reading", "SOUTH_READING"),
                    _ccg("11D", "Wokingham", "WOKINGHAM")),
        posts=0.9, kept=0.20, moved=0.30, procedures=0.3,
        source="Bodies and date: NHS Organisation Data Service; announced by the white paper Equity and Excellence, "
        f"July 2010. {_SHARES}; that many left is known (about 10,000 redundancies in England, National Audit Office "
        "2013), how many here is not.",
    ),
    Reorganisation(
        name="Buckinghamshire groups merge, 2018", kind="merge", announced=month_number("2017-09"),
        vesting=month_number("2018-04"), predecessors=("10H", "10Y"), successors=(_ccg("14Y", "Buckinghamshire"),),
        posts=0.95, kept=0.70, moved=0.15, procedures=0.8,
        source=f"Bodies and date: NHS Organisation Data Service. {_SHARES}; so is the month of announcement.",
    ),
    Reorganisation(
        name="Berkshire West groups merge, 2018", kind="merge", announced=month_number("2017-09"),
        vesting=month_number("2018-04"), predecessors=("10M", "10N", "10W", "11D"),
        successors=(_ccg("15A", "Berkshire West"),), posts=0.95, kept=0.70, moved=0.15, procedures=0.8,
        source=f"Bodies and date: NHS Organisation Data Service. {_SHARES}; so is the month of announcement. The four "
        "had worked as one federation, with common staff.",
    ),
    Reorganisation(
        name="NHS Buckinghamshire, Oxfordshire and Berkshire West ICB is established, 2022", kind="replace",
        announced=month_number("2020-11"), vesting=month_number("2022-07"), predecessors=("14Y", "10Q", "15A"),
        successors=(Successor(code="QU9", name="NHS Buckinghamshire, Oxfordshire and Berkshire West ICB", form="ICB",
                              board="icb_minimum"),),
        posts=0.95, kept=0.60, moved=0.25, procedures=0.5,
        source="Bodies: NHS Organisation Data Service. Health and Care Act 2022; announced by Integrating care, NHS "
        f"England, November 2020. By law most staff below board level moved with their contracts. {_SHARES}.",
    ),
    Reorganisation(
        name="One team of leaders with Frimley's board, 2025", kind="cut", announced=month_number("2025-05"),
        vesting=month_number("2025-10"), predecessors=("QU9",), posts=0.9, kept=0.65, moved=0.15, procedures=0.8,
        source="Body: NHS Organisation Data Service. Written statement, 9 September 2025: teams of leaders of "
        f"integrated care boards go from 42 to 26. Frimley's board lies outside, so its own team is smaller "
        f"here. {_SHARES}; so is the month.",
    ),
    Reorganisation(
        name="The board becomes part of Thames Valley's, 2026", kind="replace", announced=month_number("2025-09"),
        vesting=month_number("2026-04"), predecessors=("QU9",),
        successors=(Successor(code="ICB-THAMES-VALLEY", name="NHS Thames Valley Integrated Care Board", form="ICB",
                              board="icb_minimum"),),
        posts=0.6, kept=0.35, moved=0.20, procedures=0.6,
        source="Body: NHS Organisation Data Service; the new one's code is made up. Written statement, 9 September "
        "2025; the rest of the new board's area, east Berkshire, lies outside. About half of the staff of "
        f"integrated care boards were to go (trade press). {_SHARES}.",
    ),
)  # fmt: skip
_BUCKS = ("VALE_OF_AYLESBURY", "WYCOMBE", "CHILTERN_SOUTH_BUCKS")
_OXON = ("CHERWELL_VALE", "NORTH_EAST_OXFORDSHIRE", "OXFORD_CITY", "SOUTH_EAST_OXFORDSHIRE", "SOUTH_WEST_OXFORDSHIRE")
_READING = ("NORTH_WEST_READING", "SOUTH_READING")
_WEST_BERKS = ("NEWBURY", "WEST_OF_READING")
_WOKINGHAM = ("WOKINGHAM",)


def _federation(code: str, name: str, opened: str, *localities: str) -> Representative:
    return Representative(code=code, name=name, kind="federation", localities=localities, opened=month_number(opened))


def _healthwatch(code: str, name: str, localities: tuple[str, ...]) -> Representative:
    # By the Health and Social Care Act 2012 every upper-tier council has had one since April 2013.
    return Representative(
        code=code, name=name, kind="healthwatch", localities=localities, opened=month_number("2013-04")
    )


def _lmc(code: str, name: str, localities: tuple[str, ...]) -> Representative:
    # Local medical committees have existed since 1911.
    return Representative(code=code, name=name, kind="lmc", localities=localities, opened=month_number("2002-04"))


REPRESENTATIVES = (
    _lmc("LMC-BUCKS", "Buckinghamshire Local Medical Committee", _BUCKS),
    _lmc("LMC-OXON", "Oxfordshire Local Medical Committee", _OXON),
    _lmc("LMC-BERKS", "Berkshire Local Medical Committee (west)", (*_WEST_BERKS, *_READING, *_WOKINGHAM)),
    _federation("FED-PML", "Principal Medical Limited", "2004-04",
                "CHERWELL_VALE", "NORTH_EAST_OXFORDSHIRE", "SOUTH_WEST_OXFORDSHIRE"),
    _federation("FED-OXFED", "OxFed", "2014-10", "OXFORD_CITY"),
    _federation("FED-SEOX", "South East Oxfordshire Federation", "2014-10", "SOUTH_EAST_OXFORDSHIRE"),
    _federation("FED-BUCKS", "FedBucks", "2016-04", *_BUCKS),
    _federation("FED-NEWBURY", "Newbury GP alliance", "2018-04", "NEWBURY"),
    _federation("FED-NWREADING", "North and West Reading GP alliance", "2018-04",
                "WEST_OF_READING", "NORTH_WEST_READING"),
    _federation("FED-SREADING", "South Reading GP alliance", "2018-04", "SOUTH_READING"),
    _federation("FED-WOKINGHAM", "Wokingham GP Alliance", "2018-04", "WOKINGHAM"),
    Representative(code="ALLIANCE-BOB", name="Voluntary sector health alliance", kind="alliance",
                   opened=month_number("2022-04")),
    _healthwatch("HW-BUCKS", "Healthwatch Bucks", _BUCKS),
    _healthwatch("HW-OXON", "Healthwatch Oxfordshire", _OXON),
    _healthwatch("HW-WESTBERKS", "Healthwatch West Berkshire", _WEST_BERKS),
    _healthwatch("HW-READING", "Healthwatch Reading", _READING),
    _healthwatch("HW-WOKINGHAM", "Healthwatch Wokingham Borough", _WOKINGHAM),
)  # fmt: skip
QU9 = ByHand(
    name="Buckinghamshire, Oxfordshire and Berkshire West",
    areas=AREAS,
    populations=POPULATIONS,
    councils={
        BUCKINGHAMSHIRE: "Buckinghamshire Council",
        OXFORDSHIRE: "Oxfordshire County Council",
        WEST_BERKSHIRE: "West Berkshire Council",
        READING: "Reading Borough Council",
        WOKINGHAM: "Wokingham Borough Council",
    },
    commissioners=COMMISSIONERS,
    boards=BOARDS,
    trusts=TRUSTS,
    representatives=REPRESENTATIVES,
    overspends=OVERSPENDS,
    pressures=PRESSURES,
    history=HISTORY,
    starts=month_number("2002-04"),
    pcns_opened=month_number("2019-07"),
    sources=(
        "NHS Digital, mapping of patients registered at GP practices, January 2022: practices, primary care networks.",
        "NHS Organisation Data Service: practices and postcodes (2018 and March 2026), commissioners, succession.",
        "Office for National Statistics: resident population, mid-2020, by council district and NHS area of 2022.",
        "NHS acute trust catchment, 2022: where each acute trust's patients come from.",
        "Pulse: GPs held 645 of 1,325 seats on 100 boards of clinical commissioning groups, from 20% to 88%.",
        "Health and Care Act 2022, and the Health Foundation's account of it: the least board of an ICB.",
        "Local medical committees: Berks, Bucks and Oxon LMCs; that each county has its own is recalled only.",
        "Federations in Oxfordshire: a local list with the number of their practices, and the Care Quality Commission "
        "on Principal Medical Limited, owned by GPs since 2004. FedBucks, of 85% of its area's practices: King's Fund "
        "2018. In Berkshire West: Wokingham GP Alliance, on its own and three like alliances.",
        "Health and Social Care Act 2012: a Healthwatch for every upper-tier council from April 2013.",
        "National Audit Office 2016, King's Fund 2018 and 2021, NHS Improvement (in HSJ 2019) and Nuffield Trust 2025: "
        "what England's trusts overspent, 2014-15 to 2023-24.",
        "Share of spend at the start: hospitals 47% in 2006 (Darzi review), general practice 8 to 9% (British "
        "Medical Association).",
    ),
    assumptions=(
        "Practices, primary care networks, councils and trusts are those of 2022 throughout; practices that closed or "
        "merged before, mergers of trusts and earlier names are left out.",
        "All primary care networks begin in July 2019, with the members that they had in January 2022.",
        "Buckinghamshire is one upper-tier council throughout, as it has been since April 2020.",
        "Populations are those of mid-2020 throughout; where a locality is not a council district, the population of "
        "the districts is shared out by number of practices. This makes Aylesbury Vale and the north and west of "
        "Reading smaller than counts of registered patients would, and South Bucks and South West Oxfordshire larger.",
        "A practice lies where its main surgery is; Shinfield, just across the border from Reading, counts as Reading.",
        "Which localities the primary care trusts of 2002 to 2006 covered is inferred from the districts after which "
        "they were named.",
        "The share of each locality's need that each acute trust meets is inferred from distance and from trusts' "
        "catchments of 2022; acute trusts outside that draw under a tenth of their patients from here are left out.",
        "Oxford Health provides mental health services throughout Oxfordshire and Buckinghamshire, Berkshire "
        "Healthcare throughout Berkshire West. A trust has one kind, so community services come with those two "
        "trusts and with Buckinghamshire Healthcare, and no trust is of the kind community.",
        "Voluntary organisations that are engaged with health number 0.15 per 1,000 people; no register counts them.",
        "What share of staff was kept, moved or left in each change is assumed; national reports say only that many "
        "left in 2013, and that about half were to go by 2026.",
        "Boards of primary care trusts and of clinical commissioning groups have the same seats everywhere: for the "
        "latter the national mean, for the former an assumption.",
        "Every practice in the area of a federation is its member, except that smaller federations within that of "
        "another, such as Abingdon's, are left out. When the federations began, but for Principal Medical Limited, is "
        "an assumption; so are the month for that one and all codes of those who speak for others.",
        "A voluntary sector health alliance for the whole area exists (a local research project names one); that it "
        "began in April 2022, when national guidance wanted each area to have one, is an assumption.",
        "Acute trusts here overspend as England's trusts did, from 2014 to 2020 and from 2022 to 2024; most deficits "
        "were in acute trusts, so their own rate was higher. Nothing is overspent in other years, nor after them.",
        "Shares of spend other than those of hospitals and general practice at the start are assumptions.",
    ),
)
