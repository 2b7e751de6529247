"""What safeguards are worth: a plan with some beside the plan that it is like, each alone and all together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from relsim.domain.sectors import Sector
from relsim.evidence.findings.comparison import MONTHS_UNDER, YEARS_LOST, longest, over_worlds
from relsim.evidence.findings.finding import Direction, Finding, finding
from relsim.evidence.findings.rules_of_evidence import FEWEST_WORLDS, RANKING
from relsim.evidence.results import PlanInfo, Results
from relsim.measures import tables
from relsim.measures.catalogue import OUTCOMES

_GP, _VCSE = Sector.GENERAL_PRACTICE.code, Sector.VCSE.code


@dataclass(frozen=True)
class Gain:
    """A measure that safeguards are judged by."""

    measure: str
    window: str
    """Months; empty: the longest after vesting that there is."""
    sector: str
    label: str
    short: str
    """In a sentence, after "on"."""
    scale: float
    unit: str

    @property
    def better(self) -> str:
        """Which side of zero is better for those who are to be heard; nothing where it is a matter of opinion."""
        return OUTCOMES[self.measure].better


_POINTS = "points"
GAINS = (
    Gain(*MONTHS_UNDER, tables.ALL_SECTORS, "Months below 90%", "months below 90%", 1.0, "months"),
    Gain(
        *YEARS_LOST, tables.ALL_SECTORS, "Relationship-years lost", "relationship-years lost", 1.0,
        "relationship-years",
    ),
    Gain("influence", "", _GP, "General practice’s influence", "general practice’s influence", 100.0, _POINTS),
    Gain("influence", "", _VCSE, "Voluntary sector’s influence", "the voluntary sector’s influence", 100.0, _POINTS),
    Gain(
        "acute_dominance", "", "acute", "Acute trusts, of all but the commissioner", "acute trusts’ share", 100.0,
        _POINTS,
    ),
    Gain(
        "concerns_acted_on", "24", _GP, "Practices’ concerns acted on", "practices’ concerns acted on", 100.0, _POINTS
    ),
    Gain(
        "concerns_acted_on", "24", _VCSE, "Voluntary sector’s concerns acted on", "the voluntary sector’s concerns "
        "acted on", 100.0, _POINTS,
    ),
    Gain("spend", "", _GP, "General practice’s share of spend", "general practice’s share of spend", 100.0, _POINTS),
    Gain("given_up", "120", tables.ALL_SECTORS, "Organisations that gave up", "giving up", 100.0, _POINTS),
)  # fmt: skip
"""Concerns are those of two years on: ten years later little is left of any difference."""


@dataclass(frozen=True)
class Family:
    """Plans with safeguards that are made from the same plan."""

    base: PlanInfo
    plans: tuple[PlanInfo, ...]
    together: PlanInfo | None
    """The plan that has all the safeguards of several others, none of them twice."""
    alone: tuple[PlanInfo, ...]
    """Those others; without a plan that has all, every plan that has not more than another."""


def families(results: Results) -> list[Family]:
    """Every plan that others add safeguards to, with them."""
    found = []
    for base in results.options:
        plans = tuple(plan for plan in results.options if plan.like == base.name and plan.safeguards)
        if plans:
            together, alone = _together(plans)
            found.append(Family(base, plans, together, alone))
    return found


def _together(plans: tuple[PlanInfo, ...]) -> tuple[PlanInfo | None, tuple[PlanInfo, ...]]:
    for whole in sorted(plans, key=lambda plan: -len(plan.safeguards)):
        parts = tuple(plan for plan in plans if set(plan.safeguards) < set(whole.safeguards))
        named = [name for plan in parts for name in plan.safeguards]
        if len(parts) >= 2 and sorted(named) == sorted(whole.safeguards):
            return whole, parts
    return None, plans


def row(results: Results, plan: str, versus: str, gain: Gain) -> Finding | None:
    """The summary of one plan less another, at the window that the gain is told for."""
    if gain.window:
        return finding(results, plan, versus, gain.measure, gain.window, gain.sector)
    return longest(results, plan, gain.measure, gain.sector, versus)


@dataclass(frozen=True)
class Ranking:
    """The order of single safeguards by a gain: the plan with the highest value first."""

    order: tuple[str, ...]
    """Empty where no ranking holds; one where only the first is told apart from every other."""
    whole: bool


def ranking(results: Results, family: Family, gain: Gain) -> Ranking | None:
    """Which safeguard alone has the highest value, and in which order: pair by pair in at least 80 % of worlds.

    None without two to rank, or worlds enough.  An order of all holds only where every pair of them is told apart.
    """
    names = [plan.name for plan in family.alone]
    higher = {(a, b): _higher(results, a, b, gain) for a, b in combinations(names, 2)}
    if len(names) < 2 or any(one is None for one in higher.values()):
        return None
    above = {a: sum(1 for pair, best in higher.items() if best == a and a in pair) for a in names}
    order = sorted(names, key=lambda name: -above[name])
    if [above[name] for name in order] == list(range(len(names) - 1, -1, -1)):
        return Ranking(tuple(order), whole=True)
    return Ranking((order[0],) if above[order[0]] == len(names) - 1 else (), whole=False)


def lowest(results: Results, family: Family, gain: Gain) -> str:
    """The safeguard whose value is lower than every other's, each in at least 80 % of worlds; or nothing."""
    names = [plan.name for plan in family.alone]
    for name in names:
        if len(names) > 1 and all(_higher(results, name, other, gain) == other for other in names if other != name):
            return name
    return ""


def _higher(results: Results, one: str, other: str, gain: Gain) -> str | None:
    """Which of two plans is clearly higher in at least 80 % of worlds; empty: neither; None: it can't be told."""
    found = row(results, one, other, gain)
    if found is None or found.worlds < FEWEST_WORLDS:
        return None
    return {Direction.HIGHER: one, Direction.LOWER: other, Direction.UNTOLD: ""}[found.direction]


@dataclass(frozen=True)
class Sum:
    """All safeguards together beside the sum of each alone, in the gain's own unit."""

    together: tuple[float, float, float]
    """Mean and 5-95 % range over worlds, seed noise included."""
    summed: tuple[float, float, float]
    more: float
    """Share of worlds in which all together change more than the sum does, in the direction of the sum."""
    less: float

    @property
    def verdict(self) -> str:
        """``more``, ``less``, or nothing where neither holds in at least 80 % of worlds."""
        if self.more >= RANKING - 1e-9:
            return "more"
        return "less" if self.less >= RANKING - 1e-9 else ""


def compared_with_sum(results: Results, family: Family, gain: Gain) -> Sum | None:
    """All together and the sum of each alone, world by world; None where there is no plan of all, or too few worlds."""
    if family.together is None:
        return None
    whole = differences(results, family.together.name, family.base.name, gain)
    parts = [differences(results, plan.name, family.base.name, gain) for plan in family.alone]
    summed = sum(parts[1:], start=parts[0])
    both = pd.DataFrame({"whole": whole, "sum": summed}).dropna()
    if len(both) < FEWEST_WORLDS:
        return None
    further = (both["whole"] - both["sum"]) * np.sign(float(both["sum"].mean()))
    return Sum(
        over_worlds(both["whole"]), over_worlds(both["sum"]), float((further > 0).mean()), float((further < 0).mean())
    )


def differences(results: Results, plan: str, versus: str, gain: Gain) -> pd.Series:
    """The difference between two plans by world, in the gain's own unit."""
    found = longest(results, plan, gain.measure, gain.sector, versus) if not gain.window else None
    window = gain.window or (found.window if found is not None else "")
    return gain.scale * results.worlds_of(plan, versus, gain.measure, window, gain.sector)["difference"].astype(float)
