"""Provenance of the places computed from England's facts: sources, and everything that is assumed."""

from __future__ import annotations

FACTS_AS_OF = (
    "practices and networks January 2022, postcodes March 2026, population mid-2020, acute trusts 2022, other trusts "
    "2025"
)
LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."

SOURCES = (
    "NHS Digital, mapping of patients registered at GP practices, January 2022: practices, primary care networks, "
    "groups.",
    "NHS Organisation Data Service: practices and postcodes (2018 and March 2026), commissioners, trusts, succession.",
    "The ledger of real reorganisations, with a source for every event (relsim places ledger).",
    "Office for National Statistics: resident population, mid-2020, by council district and NHS area of 2022; "
    "census areas by clinical commissioning group and council district, July 2015; councils of 2023; primary care "
    "trusts of 2012 by clinical commissioning group, as shares of postcodes.",
    "NHS acute trust catchment, 2022: where each acute trust's patients come from.",
    "Pulse: GPs held 645 of 1,325 seats on 100 boards of clinical commissioning groups, from 20% to 88%.",
    "Health and Care Act 2022, and the Health Foundation's account of it: the least board of an ICB.",
    "Health and Social Care Act 2012: a Healthwatch for every upper-tier council from April 2013.",
    "National Audit Office 2016, King's Fund 2018 and 2021, NHS Improvement (in HSJ 2019) and Nuffield Trust 2025: "
    "what England's trusts overspent, 2014-15 to 2023-24.",
    "Share of spend at the start: hospitals 47% in 2006 (Darzi review), general practice 8 to 9% (British Medical "
    "Association).",
)

ASSUMPTIONS = (
    "It starts in April 1999 with the primary care groups. Which practices each group, and each primary care trust of "
    "2000 to 2006, had is not in the public files at hand: within each trust of October 2006 practices are dealt to "
    "its groups in runs of nearly equal length, by locality, postcode and code, those of one trust of 2002 next to "
    "each other. So which part of a trust's area a group had is not to be relied on; how many there were and when they "
    "changed is.",
    "Of the 481 groups of April 1999, the 24 that are known by number only are left out; their practices are with the "
    "others. Names of most groups, and of trusts that merged in 2006, are not known: their codes stand in their place.",
    "A locality is a clinical commissioning group of 2013, or the part of it in one upper-tier council's area where "
    "at least a twentieth of its people live, cut into the parts of its primary care groups. People are those of "
    "mid-2020 throughout, shared out within a council district by census areas of about equal size, and among parts by "
    "number of practices.",
    "A group was a committee of its health authority; here it is a commissioner with people of its own, as a trust.",
    "The cluster of October 2025 is a team shared by the boards that are here; where one alone is here, its team is "
    "made smaller by as much. Boards that did not cluster keep their people, although they too were to halve their "
    "costs. What is planned for 2027 is not here; relsim places ledger lists it.",
    "Practices, primary care networks, councils (those of 2023) and trusts are the same throughout; practices that "
    "closed or merged before January 2022, mergers of trusts and earlier names are left out.",
    "Which group of 2013 a practice belonged to is known where that group has not merged since; otherwise it "
    "follows from its postcode, by a table that agrees with the practice files of 2018 and 2019 for 3,821 of 3,899 "
    "practices. Which council's area a practice lies in, where a group covered several, follows from a table of "
    "postcodes made by hand.",
    "Groups of 2013 have the area of their successors of 2021 throughout: south Cumbria counts as Morecambe Bay's "
    "before 2017, when it was Cumbria's.",
    "A body whose area lies partly outside is here with the part inside.",
    "Which localities a primary care trust covered follows from shares of postcodes in 2012; a locality that two "
    "shared is that one's which had the larger part.",
    "All primary care networks begin in July 2019, with the members that they had in January 2022.",
    "Sizes of acute trusts are fitted to their catchments and to the people of each area; which localities within "
    "an area go to which trust is inferred from the postcodes of headquarters and practices. Trusts that neither "
    "draw a tenth of their patients from an area nor meet a twentieth of its need are left out of it.",
    "Service areas of mental health, community and ambulance trusts are stated by hand; a trust has one kind, so "
    "community services that come from a trust of another kind or from a company appear nowhere.",
    "One local medical committee for each county, and one voluntary sector alliance for each integrated care "
    "board's area from April 2022; no federations of practices, because no list of them covers England.",
    "Voluntary organisations that are engaged with health number 0.15 per 1,000 people; no register counts them.",
    "What share of staff was kept, moved or left is the same for every change of a kind; national reports say only "
    "that many left in 2013. Mergers of groups are announced seven months before.",
    "Boards of commissioners of a kind have the same seats everywhere: for clinical commissioning groups the national "
    "mean, for integrated care boards the least by law, for primary care groups and trusts an assumption.",
    "Acute trusts here overspend as England's trusts did, from 2014 to 2020 and from 2022 to 2024.",
    "Spend starts with the shares that sources have for 2006; those of others than hospitals and general practice are "
    "assumptions.",
)
