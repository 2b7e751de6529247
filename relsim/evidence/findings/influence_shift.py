"""A shift of influence taken apart: what seats make of it, what relationships, and what money.

The six runs of role ``part`` have some of the three causes at work; what each adds on average over every order in which
they can come (`relsim.measures.decomposition`) sums to the whole shift.  They are made on fewer replicates, so the
whole may differ a little from the shift that is told elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np
import pandas as pd

from relsim.domain.sectors import Sector
from relsim.evidence.findings.comparison import longest
from relsim.evidence.findings.finding import finding
from relsim.evidence.findings.rules_of_evidence import FEWEST_WORLDS, NORMAL_95, holds
from relsim.evidence.results import Results
from relsim.measures import catalogue
from relsim.measures.bounds import Bounds
from relsim.measures.decomposition import seats_ties_and_money, shapley
from relsim.measures.noise_removed import noise_removed
from relsim.measures.over_worlds import monte_carlo_error
from relsim.measures.tables import CAUSES

SHIFTS = (
    (catalogue.ACUTE_DOMINANCE.name, Sector.ACUTE.code),
    ("influence", Sector.GENERAL_PRACTICE.code),
)
"""Shifts that are taken apart, as (measure, sector)."""
_NO_RANGE = Bounds(float("nan"), float("nan"))


@dataclass(frozen=True, eq=False)
class Shift:
    """The shift of one share under the plan in question, and its parts, in shares (0-1)."""

    measure: str
    sector: str
    window: str
    clear: bool
    """True if the whole shift is told to go one way."""
    before: float
    """The comparator's share, mean over worlds."""
    worlds: pd.DataFrame
    """A row a world: whole, seats, ties, money."""
    errors: pd.DataFrame
    """The Monte Carlo standard errors of the same."""
    replicates: int
    """Of each world."""

    def mean(self, name: str) -> float:
        """Mean over worlds of a part, or of the whole."""
        return float(self.worlds[name].mean())

    def error(self, name: str) -> float:
        """Half-width of the 95 % Monte Carlo interval of that mean."""
        return NORMAL_95 * float(monte_carlo_error(self.errors[name].to_numpy(dtype=np.float64)[np.newaxis])[0])

    def range(self, name: str) -> Bounds:
        """From the lowest to the highest of the worlds tried, seed noise removed; NaN: they can't be told apart."""
        values, errors = (table[name].to_numpy(dtype=np.float64) for table in (self.worlds, self.errors))
        if len(values) < 2 or not np.isfinite(errors).all():
            return _NO_RANGE
        own = noise_removed(values, errors, self.replicates).own
        return _NO_RANGE if own is None else Bounds(float(own.min()), float(own.max()))

    def first_in(self, cause: str) -> float:
        """Share of worlds in which a cause makes more of the shift than either other."""
        return float(_in_order(self._made, (cause,)).mean())

    @property
    def _made(self) -> pd.DataFrame:
        """The part that each cause makes of each world's shift, in the direction of that shift."""
        return self.worlds[list(CAUSES)].mul(np.sign(self.worlds["whole"]), axis=0)

    def order(self) -> tuple[tuple[str, ...], float]:
        """The causes that make most of the shift, the greatest first, and the share of worlds in which it is so.

        All three where that order holds in at least 80 % of worlds; else the first alone; else none.
        """
        if len(self.worlds) < FEWEST_WORLDS:
            return (), 0.0
        for length in (len(CAUSES), 1):
            held = {chosen: float(_in_order(self._made, chosen).mean()) for chosen in permutations(CAUSES, length)}
            best = max(held, key=lambda chosen: held[chosen])
            if holds(held[best], len(self.worlds)):
                return best, held[best]
        return (), 0.0


def _in_order(made: pd.DataFrame, chosen: tuple[str, ...]) -> pd.Series:
    """Worlds in which each of the chosen causes makes more than the next, and the last than all the others."""
    rest = [cause for cause in CAUSES if cause not in chosen]
    held = pd.Series(True, index=made.index)
    for one, after in zip(chosen, [[c] for c in chosen[1:]] + [rest], strict=True):
        for other in after:
            held &= made[one] > made[other]
    return held


def shift(results: Results, measure: str, sector: str) -> Shift | None:
    """The shift of a share under the first option, taken apart; None without runs of its parts."""
    plan = results.options[0].name if results.options else ""
    found = longest(results, plan, measure, sector)
    made = made_of(results, plan)
    if found is None or not made:
        return None
    window = found.window
    worlds = seats_ties_and_money(results.by_world, made, plan, results.comparator, measure, window, sector)
    if worlds.empty:
        return None
    worlds = worlds.set_index("world").sort_index()
    one = next(iter(made.values()))
    before = results.worlds_of(one, results.comparator, measure, window, sector)["versus_value"]
    return Shift(
        measure, sector, window, found.clear, float(before.mean()), worlds,
        _errors(results, made, plan, measure, window, sector).reindex(worlds.index),
        max(2, round(_replicates(results, one, measure, window, sector))),
    )  # fmt: skip


def _replicates(results: Results, part: str, measure: str, window: str, sector: str) -> float:
    found = finding(results, part, results.comparator, measure, window, sector)
    return 2.0 if found is None else found.replicates


def made_of(results: Results, plan: str) -> dict[frozenset[str], str]:
    """Causes at work → name of the part of a plan in which they are; empty where runs don't take it apart."""
    return {part.causes: part.name for part in results.of_role("part") if part.of == plan}


def _errors(
    results: Results, made: dict[frozenset[str], str], plan: str, measure: str, window: str, sector: str
) -> pd.DataFrame:
    """Standard error of each part in each world, from the same parts run by run."""
    whole, nothing = frozenset(CAUSES), frozenset[str]()
    of_part = {causes: results.outcomes_of(name, measure, window, sector) for causes, name in made.items()}
    runs = {causes: rows["value"] for causes, rows in of_part.items()}
    runs[whole] = results.outcomes_of(plan, measure, window, sector)["value"]
    runs[nothing] = next(iter(of_part.values()))["comparator"]
    table = pd.concat(runs.values(), axis=1, join="inner").dropna()
    rows = []
    for run in table.to_numpy(dtype=np.float64):
        value = {causes: float(one) for causes, one in zip(runs, run, strict=True)}
        rows.append({"whole": value[whole] - value[nothing], **shapley(value, whole)})
    apart = pd.DataFrame(rows, index=table.index, columns=["whole", *CAUSES], dtype=float)
    by_world = apart.groupby(level="world")
    return pd.DataFrame(by_world.std().div(np.sqrt(by_world.size()), axis=0))
