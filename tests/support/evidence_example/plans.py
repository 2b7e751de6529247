"""The plans of the synthetic example, as the manifest holds them, and what each does to the made-up curves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from relsim.measures.tables import CAUSES, PARTS

COMPARATOR = "CCGs stay"
PLACEBO = "Rename only"
VOICE, PLACES, BOTH = "Voice funded", "Places decide", "Voice and places"
DATES = [
    ("2021-02", "2022-07"),
    ("2022-11", "2024-04"),
    ("2020-01", "2021-04"),
    ("2021-02", "2023-07"),
    ("2021-09", "2023-04"),
    ("2022-01", "2024-01"),
    ("2022-02", "2023-10"),
]
NAMES = [
    "ICB in July 2022",
    "ICB in April 2024",
    "ICB in April 2021",
    "July 2023, with all staff kept on their portfolios",
    "April 2023",
    "January 2024, staggered",
    "October 2023",
]
DIAGNOSTICS = {
    "settling_in": ("without settling-in", 0.6),
    "leavers": ("with everybody kept", 0.5),
    "distraction": ("without distraction", 0.9),
}
"""What is taken out → label, and share of the whole plan's depth that is left."""
CCG = {"commissioner": 6.8, "general_practice": 6.45}
ICB = {"commissioner": 7.0, "trusts": 1.0, "general_practice": 1.0, "local_government": 1.0}


@dataclass(frozen=True)
class Effect:
    """What a plan does to the curves."""

    depth: float
    """Of the fall of coverage; 0: it does not fall."""
    causes: frozenset[str]
    """Which of seats, ties and money shift influence."""
    more: tuple[tuple[str, float], ...] = ()
    """Sector → influence added besides, in shares of all."""


def example_plans(options: int, govern_only: bool, suffix: str, safeguards: bool) -> list[dict[str, Any]]:
    """Every plan, the comparator first; the key ``effect`` is taken out before the manifest is written."""
    whole = frozenset(CAUSES)
    plans = [_plan(COMPARATOR, "comparator", (None, None), Effect(0.0, frozenset()), seats=CCG)]
    for name, dates in list(zip(NAMES, DATES, strict=True))[:options]:
        plans.append(_plan(name + suffix, "plan", dates, Effect(1.0 if "2022" in name else 0.93, whole)))
    if govern_only:
        plans[1] |= {
            "announced": DATES[0][1], "vesting": DATES[0][1], "effect": Effect(0.0, whole), "replaces": False,
        }  # fmt: skip
    first = plans[1]
    of = {"of": first["name"]}
    if safeguards:
        plans += _with_safeguards(first)
    plans.append(_plan(PLACEBO, "placebo", DATES[0], Effect(0.0, frozenset()), seats=CCG) | of | {"renames": "bodies"})
    if not govern_only:
        plans += [
            _plan(f"{first['name']}, {label}", "diagnostic", DATES[0], Effect(left, whole)) | of | {"takes_out": part}
            for part, (label, left) in DIAGNOSTICS.items()
        ]
    dates = first["announced"], first["vesting"]
    for label, causes in PARTS.items():
        depth = first["effect"].depth if "ties" in causes else 0.0
        money = {"money_of": first["name"] if "money" in causes else COMPARATOR}
        part = _plan(f"{first['name']}, {label}", "part", dates, Effect(depth, causes))
        plans.append(part | of | money | {"causes": sorted(causes)})
    return plans


def _with_safeguards(first: dict[str, Any]) -> list[dict[str, Any]]:
    """Voice gives the voluntary sector 4 points and takes 2 of general practice's; places give the latter 5.

    Both together give the voluntary sector 3 points, less than the sum, and save half of the loss, as places do.
    """
    dates, whole = (first["announced"], first["vesting"]), first["effect"].causes
    told = {
        VOICE: (("vcse_alliance_seat",), 1.0, (("vcse", 0.04), ("general_practice", -0.02)), 0.0),
        PLACES: (("place_committees",), 0.5, (("general_practice", 0.05),), 0.5),
        BOTH: (
            ("vcse_alliance_seat", "place_committees"), 0.5, (("vcse", 0.03), ("general_practice", 0.03)), 0.5,
        ),
    }  # fmt: skip
    made = []
    for name, (names, left, more, delegated) in told.items():
        effect = Effect(left * first["effect"].depth, whole, more)
        seats = ICB | ({"alliance": 1.0} if "vcse_alliance_seat" in names else {})
        plan = _plan(name, "plan", dates, effect, seats, delegated)
        made.append(plan | {"like": first["name"], "safeguards": list(names)})
    return made


def _plan(
    name: str, role: str, dates: tuple[str | None, str | None], effect: Effect,
    seats: dict[str, float] | None = None, delegated: float = 0.0,
) -> dict[str, Any]:  # fmt: skip
    seats = seats or ICB
    return {
        "name": name, "role": role, "announced": dates[0], "vesting": dates[1], "of": "", "takes_out": "",
        "causes": [], "money_of": "", "renames": "", "like": "", "safeguards": [],
        "seats": _by_sector(seats), "voting_power": {},
        "boards": [
            {
                "bodies": ["X"], "seats": seats, "openness": 1.0, "challenge": 0.0, "delegated": delegated,
                "place_seats": {"general_practice": 3.0, "commissioner": 2.0} if delegated else {},
            }
        ],
        "effect": effect, "replaces": dates[1] is not None,
    }  # fmt: skip


def _by_sector(seats: dict[str, float]) -> dict[str, float]:
    total = sum(seats.values())
    sectors = {"trusts": "acute", "alliance": "vcse"}
    return {sectors.get(holder, holder): count / total for holder, count in seats.items()}
