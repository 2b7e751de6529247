"""Facts about England's areas that are in no public file at hand, stated by hand; each part says fact or assumption."""

from __future__ import annotations

# Fact: the councils that replaced Cumbria (April 2023), North Yorkshire's and Somerset's districts (April 2023).
_CUMBERLAND, _WESTMORLAND_FURNESS = "E06000063", "E06000064"
UPPER_TIER = {
    **dict.fromkeys(("E07000026", "E07000028", "E07000029"), _CUMBERLAND),
    **dict.fromkeys(("E07000027", "E07000030", "E07000031"), _WESTMORLAND_FURNESS),
    **{f"E07000{number}": "E06000065" for number in range(163, 170)},
    **dict.fromkeys(("E07000187", "E07000188", "E07000189", "E07000246"), "E06000066"),
}
"""Council district of 2022 → upper-tier council of 2023, where the district no longer exists."""

MOVED_IN_2022 = {("01Y", "E10000007"): "QJ2", ("05L", "E08000025"): "QHL"}
"""Fact: Glossop and the west of Birmingham, whose groups went to another area's board in July 2022: the boards that
they went to themselves, by group of 2013 and council.
"""

SPLIT_BY_PRACTICES = {"E08000021": {"00G": 1, "00H": 1}}
"""Newcastle: two groups until April 2015, of equal size (assumption; they had merged when LSOAs were listed)."""

PCT_MERGERS = {"5P3": "5QV", "5P4": "5QV"}
"""Fact: the only merger of primary care trusts between October 2006 and April 2013 was Hertfordshire's, April 2010."""

PCT_NAMES = {"5P3": "East and North Hertfordshire", "5P4": "West Hertfordshire"}

# Where a group of 2013 took in parts of several primary care trusts, which of them the part in a council's area was:
# fact where both were named after the council, otherwise the trust with the larger part of it (assumption).
ONE_PCT_OF_SEVERAL = {
    ("00F", ""): "5KF",
    ("00G", ""): "5D7",
    ("00H", ""): "5D7",
    ("00K", "E06000001"): "5D9",
    ("00K", "E06000004"): "5E1",
    ("00M", "E06000002"): "5KM",
    ("00M", "E06000003"): "5QR",
    ("01K", "E06000064"): "5NE",
    ("02N", "E06000065"): "5NV",
    ("03Q", "E06000011"): "5NW",
    ("04R", "E10000007"): "5N6",
    ("05A", "E10000031"): "5PM",
    ("05L", "E08000025"): "5MX",
    ("06H", "E06000031"): "5PN",
    ("06H", "E10000003"): "5PP",
    ("06K", ""): "5P3",
    ("06N", ""): "5P4",
    ("08Y", "E09000033"): "5LC",
    ("11J", "E06000058"): "5QN",
    ("11J", "E06000059"): "5QM",
    ("13P", ""): "5PG",
    ("99M", "E10000030"): "5P5",
    ("99P", "E06000026"): "5F1",
    ("99P", "E10000008"): "5QQ",
    ("99Q", "E06000027"): "TAL",
    ("99Q", "E10000008"): "5QQ",
}
"""(Group of 2013, council; empty: any) → primary care trust."""
