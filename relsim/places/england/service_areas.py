"""Areas of mental health, community and ambulance trusts: by hand, as generally known in 2025 (assumption).

A trust has one kind, so community services that come from a mental health or acute trust, or from a company, appear
nowhere here.  Where nobody stands for an area, a body that is no NHS trust provides (Plymouth, North East
Lincolnshire), or a trust of another kind (Somerset, the Isle of Wight).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from relsim.places.england.facts import LocalityFact

MENTAL_HEALTH = {
    "G6V2S": "QMJ",
    "R1A": "QGH",
    "R1L": "QH8 06T 07H",
    "RAT": "E09000002 E09000016 E09000026 E09000031",
    "RDY": "QVV",
    "RGD": "E08000035",
    "RHA": "QT1",
    "RJ8": "QT6",
    "RKL": "E09000009 E09000013 E09000018",
    "RLY": "05G 05W",
    "RMY": "QMM 06L 07K",
    "RNU": "10Q 10Y 10H",
    "RP1": "QPM",
    "RP7": "QJM",
    "RPG": "E09000004 E09000006 E09000011",
    "RQY": "E09000021 E09000024 E09000027 E09000029 E09000032",
    "RRE": "QNC QOC",
    "RT1": "QUE",
    "RT2": "E08000002 E08000004 E08000005 E08000007 E08000008 01Y",
    "RT5": "QK1",
    "RTQ": "QR1",
    "RV3": "E06000042 E09000005 E09000015 E09000017 E09000020 E09000033",
    "RV5": "E09000008 E09000022 E09000023 E09000028",
    "RV9": "E06000010 E06000011",
    "RVN": "QOX QUY",
    "RW1": "QRL",
    "RW4": "E06000006 E06000007 E08000011 E08000012 E08000013 E08000014",
    "RW5": "QE1",
    "RWK": "E06000032 E06000055 E06000056 E09000001 E09000012 E09000025 E09000030",
    "RWR": "E10000015",
    "RWV": "E10000008 E06000027",
    "RWX": "10M 10N 10W 11D 10G 10T 11C",
    "RX2": "QNX",
    "RX3": "E06000001 E06000002 E06000003 E06000004 E06000005 E06000047 E06000014 03D 03E 03M 03Q",
    "RX4": "01H 00L E08000021 E08000022 E08000023 E08000024 E08000037",
    "RXA": "E06000049 E06000050 E08000015",
    "RXE": "E08000017 E08000018 E06000013",
    "RXG": "E08000016 E08000033 E08000034 E08000036",
    "RXM": "QJ2",
    "RXT": "QHL",
    "RXV": "E08000001 E08000003 E08000006 E08000009 E08000010",
    "RXX": "QXU 10C 99M",
    "RXY": "QKS",
    "RYG": "QWU",
    "TAD": "E08000032 02N",
    "TAH": "E08000019",
    "TAJ": "QUA",
}
COMMUNITY = {
    "R1D": "QOC",
    "RDR": "E06000043 E10000032 99K",
    "RY2": "E06000006 E06000007",
    "RY3": "06V 06W 06Y 07J",
    "RY4": "06K",
    "RY5": "QJM",
    "RY6": "E08000035",
    "RY7": "E08000015",
    "RY8": "QJ2",
    "RYV": "E06000032",
    "RYW": "E08000025",
    "RYX": "E09000003 E09000013 E09000020 E09000024 E09000032 E09000033 06N",
    "RYY": "E10000016",
}
AMBULANCE = {
    "RRU": "Y56",
    "RX6": "QHM",
    "RX7": "Y62 01H 01Y",
    "RX8": "QF7 QOQ QWO",
    "RX9": "QJ2 QJM QK1 QPM QT1 E06000012 E06000013",
    "RYA": "QGH QHL QNC QOC QUA QWU",
    "RYC": "Y61",
    "RYD": "QKS QNX QXU 10C 99M",
    "RYE": "QU9 QRL QNQ E06000042",
    "RYF": "Y58",
}
TABLES = {"mental_health": MENTAL_HEALTH, "community": COMMUNITY, "ambulance": AMBULANCE}
NOBODY = {"ambulance": "E06000046"}
"""The Isle of Wight's ambulances belong to its acute trust."""
WITHOUT_AREA = {"RNK": "Tavistock and Portman, a specialist trust for a wider area than any footprint"}
"""Trusts that are left out, and why."""


def serves(localities: Sequence[LocalityFact], regions: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Trust → locality → share (1): for each kind, the trust that names the smallest area that a locality is in.

    Args:
        localities: The localities.
        regions: Integrated care board → region.

    Raises:
        ValueError: Two trusts of a kind name the same area.
    """
    found: dict[str, dict[str, float]] = {}
    for kind, table in TABLES.items():
        holder: dict[str, str] = {}
        for trust, areas in [*table.items(), ("", NOBODY.get(kind, ""))]:
            for area in areas.split():
                if area in holder:
                    raise ValueError(f"{kind}: both {holder[area]} and {trust} serve {area}")
                holder[area] = trust
        for locality in localities:
            sizes = (locality.group, locality.council, locality.system, regions[locality.system])
            if trust := next((holder[area] for area in sizes if area in holder), ""):
                found.setdefault(trust, {})[locality.code] = 1.0
    return found
