"""The worth of safeguards: a plan with some beside the plan that it is like, each alone and all together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from relsim.domain.sectors import Sector
from relsim.evidence.findings.comparison import HEADLINE, MONTHS_UNDER, longest, over_worlds
from relsim.evidence.findings.finding import Finding, finding
from relsim.evidence.findings.rules_of_evidence import FEWEST_WORLDS, holds
from relsim.evidence.results import PlanInfo, Results
from relsim.measures import catalogue, tables
from relsim.measures.catalogue import OUTCOMES, Outcome
from relsim.measures.noise_removed import Side
from relsim.measures.verdicts import Why

_GP, _VCSE = Sector.GENERAL_PRACTICE.code, Sector.VCSE.code


@dataclass(frozen=True)
class Gain:
    """An outcome that safeguards are judged by."""

    name: str
    """Its own name, since the same outcome counts for several sectors."""
    measure: str
    window: str
    """Months; empty: the longest after vesting that there is."""
    sector: str = tables.ALL_SECTORS

    @property
    def outcome(self) -> Outcome:
        """The outcome in the catalogue."""
        return OUTCOMES[self.measure]

    @property
    def scale(self) -> float:
        """The factor from the tables' unit to the printed one."""
        return self.outcome.scale

    @property
    def better(self) -> str:
        """The side of zero that is better for those who are to be heard; empty where it is a matter of opinion."""
        return self.outcome.better


MONTHS, SHARE = (Gain(which[0], *which) for which in (MONTHS_UNDER, HEADLINE))
GP_INFLUENCE = Gain("general_practice_influence", catalogue.INFLUENCE.name, "", _GP)
VCSE_INFLUENCE = Gain("vcse_influence", catalogue.INFLUENCE.name, "", _VCSE)
GAINS = (
    SHARE,
    MONTHS,
    GP_INFLUENCE,
    VCSE_INFLUENCE,
    Gain("acute_dominance", catalogue.ACUTE_DOMINANCE.name, "", Sector.ACUTE.code),
    Gain("general_practice_concerns_acted_on", catalogue.CONCERNS_ACTED_ON.name, "24", _GP),
    Gain("vcse_concerns_acted_on", catalogue.CONCERNS_ACTED_ON.name, "24", _VCSE),
    Gain("general_practice_spend", catalogue.SPEND.name, "", _GP),
    Gain("given_up", catalogue.GIVEN_UP.name, "120"),
)
"""Concerns are those of two years on: ten years later little is left of any difference."""
ANSWERED = (SHARE, GP_INFLUENCE, VCSE_INFLUENCE)
"""The gains that are told of first."""


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


def _window(results: Results, plan: str, versus: str, gain: Gain) -> str:
    """The window that a gain is told for; empty where the tables have none."""
    if gain.window:
        return gain.window
    found = longest(results, plan, gain.measure, gain.sector, versus)
    return "" if found is None else found.window


@dataclass(frozen=True)
class Ranking:
    """The order of single safeguards by a gain: the plan with the highest value first."""

    order: tuple[str, ...]
    """Empty where no ranking holds; one where only the first is told apart from every other."""
    whole: bool


def ranking(results: Results, family: Family, gain: Gain) -> Ranking | None:
    """The order of the safeguards by a gain, the highest first: pair by pair in at least 80 % of worlds.

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
    """The plan of two that is clearly higher in at least 80 % of worlds; empty: neither; None: it can't be told."""
    found = row(results, one, other, gain)
    if found is None or found.worlds < FEWEST_WORLDS:
        return None
    return {Side.HIGHER: one, Side.LOWER: other}.get(found.side, "")


@dataclass(frozen=True)
class Sum:
    """All safeguards together beside the sum of each alone, in the gain's own unit."""

    together: tuple[float, float, float]
    """Mean and 5-95 % range over worlds, seed noise included."""
    summed: tuple[float, float, float]
    more: float
    """Share of worlds in which all together change more than the sum does, in the direction of the sum."""
    less: float
    worlds: int

    @property
    def verdict(self) -> str:
        """``more``, ``less``, or nothing where neither holds in at least 80 % of worlds."""
        if holds(self.more, self.worlds):
            return "more"
        return "less" if holds(self.less, self.worlds) else ""


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
        over_worlds(both["whole"]), over_worlds(both["sum"]), float((further > 0).mean()), float((further < 0).mean()),
        len(both),
    )  # fmt: skip


def differences(results: Results, plan: str, versus: str, gain: Gain) -> pd.Series:
    """The difference between two plans by world, in the gain's own unit."""
    window = _window(results, plan, versus, gain)
    return gain.scale * results.worlds_of(plan, versus, gain.measure, window, gain.sector)["difference"].astype(float)


@dataclass(frozen=True)
class Change:
    """A plan with safeguards that clearly changes a gain, beside the plan that it is made from."""

    plan: str
    found: Finding


@dataclass(frozen=True)
class Worth:
    """The clear changes that the plans of a family make: gain → the changes, the greatest first."""

    family: Family
    changes: Mapping[Gain, tuple[Change, ...]]
    none: tuple[Gain, ...]
    """The gains of which it is told that none of the plans makes a difference worth speaking of."""
    untold: Mapping[Gain, Why]
    """The gains that no plan is told to change and of which not all are told to make no difference; and a reason."""


def worth(results: Results, family: Family) -> Worth:
    """The clear changes that the plans of a family make, gain by gain."""
    changes: dict[Gain, tuple[Change, ...]] = {}
    none, untold = [], {}
    for gain in GAINS:
        rows = ((plan.name, row(results, plan.name, family.base.name, gain)) for plan in family.plans)
        found = [Change(name, one) for name, one in rows if one is not None]
        clear = [change for change in found if change.found.clear]
        changes[gain] = tuple(sorted(clear, key=lambda change: -abs(change.found.difference)))
        whys = [change.found.why for change in found if change.found.why is not None and not change.found.identical]
        if found and not clear:
            if whys:
                untold[gain] = whys[0]
            else:
                none.append(gain)
    return Worth(family, changes, tuple(none), untold)


@dataclass(frozen=True)
class Order:
    """The ranking of the single safeguards of a family by a gain, the best or else the highest first."""

    gain: Gain
    whole: tuple[str, ...]
    """The plans in order, where all rank."""
    first: str
    """The plan that is told from every other, where the others do not rank; or nothing."""


def orders(results: Results, family: Family) -> list[Order]:
    """Every gain by which single safeguards can be ranked, or are known not to rank."""
    found = []
    for gain in GAINS:
        held = ranking(results, family, gain)
        if held is None:
            continue
        # Of what is better lower, the plan with the lowest value is the first.
        falling = gain.better == "lower"
        if held.whole:
            found.append(Order(gain, held.order[::-1] if falling else held.order, ""))
        else:
            found.append(Order(gain, (), lowest(results, family, gain) if falling else next(iter(held.order), "")))
    return found


def sums(results: Results, family: Family) -> list[tuple[Gain, Sum]]:
    """Every gain for which all together can be held against the sum of each alone."""
    found = ((gain, compared_with_sum(results, family, gain)) for gain in GAINS)
    return [(gain, one) for gain, one in found if one is not None]
