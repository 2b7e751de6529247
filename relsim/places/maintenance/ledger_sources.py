"""The sources of the ledger's events."""

from __future__ import annotations

_ODS = "NHS Organisation Data Service, succession of codes"

SOURCES = {
    "pcg": "House of Commons written answers of 12 July 2000 and 19 September 2002: 481 primary care groups from 1 "
    "April 1999, 459 and 17 trusts a year later, 434 and 40 on 1 October 2000, 239 on 1 April 2001, 1 and 303 on 1 "
    "April 2002. Of the 481 the succession of codes names 457.",
    "pcg-number": "House of Commons written answers of 12 July 2000 and 19 September 2002: as many groups fewer than "
    "the codes that ended explain. The two answers agree with the codes on every date. Which groups, and what they "
    "went into, is not said; some merged with other groups.",
    "pct-2000": f"{_ODS}; the first 17 were named in January 2000 (Public Finance, 14 January 2000).",
    "pct-2000-10": f"{_ODS}; to be announced in summer 2000 (Health Service Journal). The month is an assumption.",
    "pct-2001": f"{_ODS}: 124 more trusts, 164 in all (Department of Health, April 2001). The month of announcement is "
    "an assumption.",
    "pct-2002": f"{_ODS}; announced by Shifting the Balance of Power, July 2001.",
    "pct-2006": f"{_ODS}; announced by Commissioning a Patient-Led NHS, July 2005.",
    "pct-other": f"{_ODS}; seven months' notice is an assumption.",
    "ccg-2013": f"Bodies and date: {_ODS}; which group took over which part of a trust: share of postcodes in 2012; "
    "announced by the white paper Equity and Excellence, July 2010.",
    "ccg-merger": f"Bodies and date: {_ODS}; the month of announcement is an assumption.",
    "icb-2022": "Health and Care Act 2022; The Integrated Care Boards (Establishment) Order 2022; announced by "
    "Integrating care, NHS England, November 2020. Which groups went where: NHS Organisation Data Service.",
    "icb-cluster": "Written statement by the Secretary of State for Health and Social Care, 9 September 2025: teams of "
    "leaders go from 42 to 26 within the year. Who clustered with whom: reports of May to September 2025. The month is "
    "an assumption: chairs and chief executives were named from September on.",
    "icb-2026": "Written statement of 9 September 2025; NHS Business Services Authority, 10 April 2026: 12 boards "
    "abolished, 6 established, 1 with a changed boundary. Codes of the new boards are made up here; where Frimley's "
    "parts went is partly inferred.",
    "icb-2027": "NHS Confederation, ICB clusters and mergers, October 2025, and reports of an instruction that "
    "clusters merge by April 2027: decisions on further mergers were due in summer 2026; which were taken is not known "
    "here.",
    "ha-1999": f"{_ODS}: 99 health authorities after the mergers of April 1999 (so too the written answer of 19 "
    "September 2002).",
    "ha-2001": f"{_ODS}. The written answer of 19 September 2002 has the 95 from October 2000 on.",
    "sha-2002": f"{_ODS}; announced by Shifting the Balance of Power, July 2001. Names are recalled.",
    "sha-2006": f"{_ODS}; announced by Commissioning a Patient-Led NHS, July 2005.",
    "sha-2011": "Recorded history: ten authorities under four teams from 3 October 2011; announced July 2011.",
    "sha-2013": "Health and Social Care Act 2012; announced by the white paper Equity and Excellence, July 2010.",
    "stp-2016": "NHS England, March 2016: 44 areas for sustainability and transformation plans.",
    "stp-2018": f"{_ODS}: three areas became one.",
    "trusts-1999": f"Those in the {_ODS[4:]} or in the trust file of 2026 that had begun. The written answer of 19 "
    "September 2002 counts 342 in April 1999; closed trusts without a successor are in neither file, and trusts of "
    "Wales are in both.",
    "trusts": f"{_ODS}. A code with several successors is several parts of a trust, each gone its way on the same day.",
    "trusts-new": "NHS Organisation Data Service, trust file of 2026: opened then, with no predecessor; most took over "
    "community services from primary care trusts.",
    "trusts-closed": "Closed then by the trust file of the NHS Organisation Data Service, 2026; what it went into is "
    "recalled, and not checked.",
    "councils-1999": "Councils with social services and public health duties: 150 until 2009, computed back from those "
    "of 2023. Councils whose area stayed the same go under their code of 2023 throughout: Cornwall, Durham, "
    "Northumberland, Shropshire and Wiltshire (2009), Buckinghamshire (2020), North Yorkshire and Somerset (2023).",
    "councils-2009": "The Cheshire, and the Bedfordshire, (Structural Changes) Orders 2008; decided July 2007 and "
    "March 2008.",
    "councils-2019": "The Bournemouth, Dorset and Poole (Structural Changes) Order 2018; decided February 2018.",
    "councils-2021": "The Northamptonshire (Structural Changes) Order 2020; decided May 2019.",
    "councils-2023": "The Cumbria (Structural Changes) Order 2022; decided July 2021.",
    "councils-2027": "Decision of the Secretary of State, 28 October 2025: East Surrey and West Surrey from April "
    "2027.",
    "links": "Local Government and Public Involvement in Health Act 2007: one for every council with social services; "
    "the Department of Health counted 151.",
    "healthwatch": "Health and Social Care Act 2012: one for every council with social services from April 2013.",
    "follows": "As its council: the duty is the council's.",
    "healthwatch-end": "10 Year Health Plan, July 2025, and answers to Parliament: its closure is proposed and needs "
    "an Act. No date is fixed; April 2027 stands here for a guess.",
    "nhse": "Health and Social Care Act 2012: established as the NHS Commissioning Board in October 2012, with full "
    "powers from April 2013.",
    "nhse-before": "Recorded history: Monitor began in January 2004, the NHS Trust Development Authority in June 2012 "
    "(full powers from April 2013), Health Education England in June 2012, the Information Centre in April 2005 (NHS "
    "Digital by another name).",
    "nhsi": "Recorded history: Monitor and the Trust Development Authority led as one from April 2016, as NHS "
    "Improvement; both stayed bodies in law.",
    "nhse-2022": "Health and Care Act 2022: Monitor and the Trust Development Authority were abolished and their work "
    "went to NHS England, July 2022.",
    "nhse-2023": "Recorded history: NHS Digital in February 2023 and Health Education England in April 2023 were "
    "merged into NHS England; announced November 2021.",
    "nhse-end": "Prime Minister, 13 March 2025: to be abolished, expected by March 2027, and to need an Act.",
    "wales": "History of the health boards of Wales: five authorities, 22 local health boards from April 2003, seven "
    "from 1 October 2009; Bridgend moved on 1 April 2019.",
    "wales-2003": "History of the health boards of Wales: 22 local health groups, committees of five authorities, gave "
    "way to 22 local health boards in April 2003; announced by Improving Health in Wales, January 2001.",
}
"""Key → source, in a sentence or two."""
