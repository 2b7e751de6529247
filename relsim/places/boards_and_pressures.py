"""Buckinghamshire, Oxfordshire and Berkshire West: its boards, who speaks for others, and what its hospitals overspend.

Each part says what is known, and from where, and what is assumption.
"""

from __future__ import annotations

from relsim.domain.boards import Board, Boards, Seats
from relsim.domain.months import month_number
from relsim.domain.place import Overspend, Pressure

_PULSE = "Pulse: GPs held 645 of 1,325 seats on 100 boards of clinical commissioning groups, from 20% to 88%."
_CCG_SEATS = 13.25
"""Seats of a mean board: 1,325 on 100 boards."""


def _ccg(gps: float, source: str) -> Board:
    """A board of a clinical commissioning group with that many GPs; that all the others are its own is assumption."""
    return Board(
        seats={"commissioner": round(_CCG_SEATS - gps, 2), "general_practice": gps},
        source=f"{_PULSE} {source} That all other seats are the group's own, lay members' too, is an assumption.",
    )


_ONE_FOR_EACH: Seats = {"trusts": 6.0, "local_government": 5.0, "general_practice": 3.0}
"""Six trusts, five councils, and a chair from general practice for each of three groups (assumption)."""

BOARDS: Boards = {
    "pct": Board(
        seats={"commissioner": 11.0, "general_practice": 1.0},
        source="Assumption: chair, executives and non-executives 11, chair of the professional executive committee 1.",
    ),
    "ccg": _ccg(6.45, "This is the mean board."),
    "ccg_low": _ccg(2.65, "This is a board of the mean size with the fewest GPs, a fifth."),
    "ccg_high": _ccg(11.66, "This is a board of the mean size with the most GPs, 88%."),
    "ccg_commissioner_side": Board(
        seats={"commissioner": _CCG_SEATS},
        source="Assumption: the GPs on the board of a group sit there as commissioners, and speak for no practices.",
    ),
    "icb_minimum": Board(
        seats={"commissioner": 7.0, "trusts": 1.0, "general_practice": 1.0, "local_government": 1.0},
        source="Health and Care Act 2022, and the Health Foundation's account of it: chair, chief executive, 3 "
        "executives, 2 non-executives, and 3 partner members from trusts, general practice and councils.",
    ),
    "icb_larger": Board(
        seats={"commissioner": 11.0, "trusts": 3.0, "general_practice": 1.0, "local_government": 2.0},
        source="Assumption: a board of 17. The Health Foundation found, from the 42 constitutions, that boards go "
        "beyond the least; how many seats most of them have was not found.",
    ),
    "joint_committee": Board(
        seats={"commissioner": 6.0, **_ONE_FOR_EACH},
        openness=0.5,
        source="Assumption: a joint committee binds bodies that go on existing. Two seats of each group's own, one for "
        "its GP chair, one for each trust and council; half of what matters is decided in public.",
    ),
    "partnership": Board(
        seats={"commissioner": 3.0, **_ONE_FOR_EACH},
        openness=0.25,
        source="Assumption: a partnership of chief executives without powers of its own, one for each body and the GP "
        "chair of each group; a quarter of what matters is decided in public.",
    ),
}
_HERE = "That acute trusts here overspent at the rate of England's trusts together is an assumption"
_INCOME = "trusts' income in that year is assumed, after £76bn in 2015-16"


def _overspend(year: int, share: float, source: str) -> Overspend:
    """The overspend of acute trusts in the financial year that begins in April of `year`."""
    begins = month_number(f"{year}-04")
    return Overspend(sector="acute", begins=begins, ends=begins + 12, share=share, source=source)


# Surplus or nearly balance before April 2014 and from April 2020 to March 2022; nothing is assumed after March 2024.
OVERSPENDS = (
    _overspend(2014, 0.012, f"England's trusts: £859m (National Audit Office 2016); {_INCOME}. {_HERE}."),
    _overspend(2015, 0.032, f"England's trusts: £2.45bn of £75.97bn of income (National Audit Office 2016). {_HERE}."),
    _overspend(2016, 0.010, f"England's trusts: £791m (King's Fund 2018); {_INCOME}. {_HERE}."),
    _overspend(2017, 0.012, f"England's trusts: £960m (King's Fund 2018); {_INCOME}. {_HERE}."),
    _overspend(2018, 0.007, f"England's trusts: £571m (NHS Improvement, in HSJ 2019); {_INCOME}. {_HERE}."),
    _overspend(2019, 0.010, f"England's trusts: £910m (King's Fund 2021); {_INCOME}. {_HERE}."),
    _overspend(2022, 0.0035, f"England's trusts: £448m (Nuffield Trust 2025); {_INCOME}. {_HERE}."),
    _overspend(2023, 0.012, "England's acute trusts: 1.2% of revenue (Nuffield Trust 2025). That those here did the "
               "same is an assumption."),
)  # fmt: skip
PRESSURES = (
    Pressure(
        name="COVID-19 pandemic", begins=month_number("2020-03"), ends=month_number("2021-07"), readiness=0.75,
        source="From the first lockdown in England to the month in which most legal restrictions ended; that "
        "contacts then succeeded three quarters as often as otherwise is an assumption.",
    ),
)  # fmt: skip
