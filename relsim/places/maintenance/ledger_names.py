"""Names of bodies that the files at hand have by their codes alone, as far as they are known; recalled, not checked."""

from __future__ import annotations

_IN_BUCKINGHAMSHIRE_OXFORDSHIRE_AND_BERKSHIRE_WEST = {
    "5DP": "Vale of Aylesbury", "5G5": "Wycombe", "5G4": "Chiltern and South Bucks", "5DV": "Cherwell Vale",
    "5DT": "North East Oxfordshire", "5DW": "Oxford City", "5DX": "South East Oxfordshire",
    "5DY": "South West Oxfordshire", "5DK": "Newbury and Community", "5DL": "Reading", "5DN": "Wokingham",
}  # fmt: skip
_BEFORE_A_CARE_TRUST = {
    "5AX": "Bexley", "5CW": "Torbay", "5AN": "North East Lincolnshire", "5CC": "Blackburn with Darwen",
}  # fmt: skip
NAMES_OF_TRUSTS = {
    code: f"{name} Primary Care Trust"
    for code, name in (*_IN_BUCKINGHAMSHIRE_OXFORDSHIRE_AND_BERKSHIRE_WEST.items(), *_BEFORE_A_CARE_TRUST.items())
} | {
    "TAC": "Northumberland Care Trust", "TAG": "Witham, Braintree and Halstead Care Trust", "TAK": "Bexley Care Trust",
    "TAL": "Torbay Care Trust", "TAM": "Solihull Care Trust", "TAN": "North East Lincolnshire Care Trust Plus",
    "TAP": "Blackburn with Darwen Teaching Care Trust Plus",
}  # fmt: skip
"""Code → name of a primary care trust that is in no file of 2012 under this code."""

STRATEGIC_AUTHORITIES = {
    "Q01": "Norfolk, Suffolk and Cambridgeshire", "Q02": "Bedfordshire and Hertfordshire", "Q03": "Essex",
    "Q04": "North West London", "Q05": "North Central London", "Q06": "North East London", "Q07": "South East London",
    "Q08": "South West London", "Q09": "Northumberland, Tyne and Wear", "Q10": "County Durham and Tees Valley",
    "Q11": "North and East Yorkshire and Northern Lincolnshire", "Q12": "West Yorkshire",
    "Q13": "Cumbria and Lancashire", "Q14": "Greater Manchester", "Q15": "Cheshire and Merseyside",
    "Q16": "Thames Valley", "Q17": "Hampshire and Isle of Wight", "Q18": "Kent and Medway", "Q19": "Surrey and Sussex",
    "Q20": "Avon, Gloucestershire and Wiltshire", "Q21": "South West Peninsula", "Q22": "Dorset and Somerset",
    "Q23": "South Yorkshire", "Q24": "Trent", "Q25": "Leicestershire, Northamptonshire and Rutland",
    "Q26": "Shropshire and Staffordshire", "Q27": "Birmingham and the Black Country", "Q28": "West Midlands South",
    "Q30": "North East", "Q31": "North West", "Q32": "Yorkshire and the Humber", "Q33": "East Midlands",
    "Q34": "West Midlands", "Q35": "East of England", "Q36": "London", "Q37": "South East Coast",
    "Q38": "South Central", "Q39": "South West",
}  # fmt: skip
"""Code → area of a strategic health authority, of 2002 (Q01 to Q28) and of 2006."""

AREAS_OF_2016 = {
    "QMK": "Northumberland, Tyne and Wear and North Durham",
    "QT8": "Durham, Darlington, Teesside, Hambleton, Richmondshire and Whitby",
    "QVP": "West, North and East Cumbria",
}
"""Code → area of a plan of 2016 that is in no later file."""
