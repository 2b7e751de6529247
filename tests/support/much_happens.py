"""A larger Smallshire, and a plan that holds everything a plan can hold: what most comparisons are made of.

Two councils, so that places differ; voluntary organisations that deal with several commissioners; an overspend of more
than all that is decided afresh.
"""

from __future__ import annotations

from typing import Any

from comparing import SMALLSHIRE, change, timetable

from relsim.domain.boards import Board
from relsim.domain.place import Council, Overspend, Place
from relsim.timetable.timetable import Timetable

JOINT = Board(
    seats={"commissioner": 3, "lmc": 1, "alliance": 1, "SFED": 0.5, "trusts": 1, "healthwatch": 1},
    openness=0.4, challenge=0.2, delegated=0.5,
    place_seats={"commissioner": 1, "general_practice": 2, "local_government": 1, "vcse": 1},
)  # fmt: skip
LARGER: Place = SMALLSHIRE.model_copy(
    update={
        "vcse_per_thousand": 0.1,
        "councils": (*SMALLSHIRE.councils, Council(code="NC", name="North Smallshire Council")),
        "localities": tuple(
            each.model_copy(update={"council": "NC"}) if each.code == "NORTH" else each
            for each in SMALLSHIRE.localities
        ),
        "boards": SMALLSHIRE.boards | {"joint": JOINT},
        "overspends": (
            *SMALLSHIRE.overspends,
            Overspend.model_validate(
                {"sector": "acute", "begins": "2019-04", "ends": "2021-02", "share": 0.2, "source": "Invented."}
            ),
        ),
    }
)
AREAS = (
    {"code": "X", "localities": ["NORTH"], "board": "icb_places"},
    {"code": "Y", "localities": ["MIDDLE", "SOUTH"]},
)
BY_HALVES = change("by halves", "2020-11", ["C12", "C3"], AREAS, kept=0.2, written_handover=True, shadow_months=5)
AGAIN_ONE = change("again one", "2021-10", ["X", "Y"], [{"code": "Z"}], posts=0.7, kept=0.3)
EVERYTHING: dict[str, Any] = {
    "changes": [BY_HALVES, AGAIN_ONE],
    "governance": [
        {"name": "joint", "begins": "2019-08", "bodies": ["C12", "C3"], "board": "joint"},
        {"name": "open", "begins": "2021-02", "bodies": ["Y"], "board": "icb_places"},
    ],
    "ring_fences": [
        {"sector": "general_practice", "begins": "2019-06", "ends": "2022-01"},
        {"sector": "vcse", "begins": "2020-04", "share": 0.03},
    ],
    "grants": [
        {"to": "practice", "begins": "2019-02", "ends": "2020-06", "time": 1.5},
        {"to": "alliance", "begins": "2020-01", "time": 1.5},
        {"to": "practice", "begins": "2020-01", "ends": "2021-05", "time": 1.25},
        {"to": "vcse", "begins": "2020-02", "time": 2.0},
    ],
    "hostile_acts": [
        {"practice": "P4", "month": "2019-11", "time_lost": 0.3},
        {"practice": "P7", "month": "2021-10", "trust_lost": 0.8, "spread": 0.6},
    ],
    "integrated_providers": [
        {"trust": "T3", "pcns": ["U1"], "begins": "2020-05", "oversight": 0.6},
        {"trust": "T2", "pcns": ["U2"], "begins": "2021-10"},
    ],
    "benefits": {"one_counterpart": 0.4, "common_footprint": 0.05, "pooled_capacity": 0.2, "cost_saved": 0.02},
}


def everything(**other: Any) -> Timetable:
    """All of it, in the larger Smallshire."""
    return timetable(**{"place": LARGER, **EVERYTHING, **other})


def only(*names: str, **other: Any) -> Timetable:
    """A part of it."""
    return timetable(**{"place": LARGER, **{name: EVERYTHING[name] for name in names}, **other})
