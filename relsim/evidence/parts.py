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

from relsim.evidence.facts import beyond_chance, longest
from relsim.evidence.folder import Results
from relsim.evidence.words import FEWEST_WORLDS, NORMAL_95, RANKING, listed, number, percent, plus_minus
from relsim.measures.decomposition import seats_ties_and_money, shapley
from relsim.measures.over_worlds import monte_carlo_error, world_range
from relsim.sectors import Sector
from relsim.tables import CAUSES, PARTS

SHIFTS = (
    ("acute_dominance", Sector.ACUTE.code),
    ("influence", Sector.GENERAL_PRACTICE.code),
)
"""Shifts that are taken apart, as (measure, sector)."""
_WHOSE = {SHIFTS[0]: "the acute trusts’", SHIFTS[1]: "general practice’s"}
CAUSE_WORDS = {"seats": "seats", "ties": "relationships lost and unequally rebuilt", "money": "money"}
_SHORT = {"seats": "seats", "ties": "relationships", "money": "money"}
_BRIEF = {"seats": "seats make", "ties": "lost and unequally rebuilt relationships", "money": "money"}


@dataclass(frozen=True, eq=False)
class Shift:
    """The shift of one share under the plan in question, and its parts, in shares (0-1)."""

    measure: str
    sector: str
    window: str
    clear: bool
    """Whether the whole shift is: beyond chance, and to the same side in at least 80 % of worlds."""
    before: float
    """The comparator's share, mean over worlds."""
    worlds: pd.DataFrame
    """A row a world: whole, seats, ties, money."""
    errors: pd.DataFrame
    """The Monte Carlo standard errors of the same."""

    def mean(self, name: str) -> float:
        """Mean over worlds of a part, or of the whole."""
        return float(self.worlds[name].mean())

    def error(self, name: str) -> float:
        """Half-width of the 95 % Monte Carlo interval of that mean."""
        return NORMAL_95 * float(monte_carlo_error(self.errors[name].to_numpy(dtype=np.float64)[np.newaxis])[0])

    def range(self, name: str) -> tuple[float, float]:
        """5-95 % range over worlds with seed noise removed; of a single world there is none."""
        values, errors = (table[name].to_numpy(dtype=np.float64)[np.newaxis] for table in (self.worlds, self.errors))
        low, high = world_range(values, np.nan_to_num(errors))
        return float(low[0]), float(high[0])

    def first_in(self, cause: str) -> float:
        """Share of worlds in which a cause makes more of the shift than either other."""
        return float(_in_order(self._made, (cause,)).mean())

    @property
    def _made(self) -> pd.DataFrame:
        """What each cause makes of each world's shift, in the direction of that shift."""
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
            if held[best] >= RANKING - 1e-9:
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
    if found is None or not results.of_role("part"):
        return None
    window, whole = found
    worlds = seats_ties_and_money(results.by_world, plan, results.comparator, measure, window, sector)
    if worlds.empty:
        return None
    worlds = worlds.set_index("world").sort_index()
    one = f"{plan}, {next(iter(PARTS))}"
    before = results.worlds_of(one, results.comparator, measure, window, sector)["versus_value"]
    return Shift(
        measure, sector, window, _clear(whole), float(before.mean()), worlds,
        _errors(results, plan, measure, window, sector).reindex(worlds.index),
    )  # fmt: skip


def _clear(whole: pd.Series) -> bool:
    agree = max(float(whole["favours_plan"]), float(whole["favours_versus"]))
    return beyond_chance(whole) and agree >= RANKING - 1e-9


def _errors(results: Results, plan: str, measure: str, window: str, sector: str) -> pd.DataFrame:
    """Standard error of each part in each world, from the same parts run by run."""
    whole, nothing = frozenset(CAUSES), frozenset[str]()
    of_part = {
        causes: results.outcomes_of(f"{plan}, {label}", measure, window, sector) for label, causes in PARTS.items()
    }
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


def sentence(found: Shift) -> str:
    """The parts in words, where the shift itself is clear; nothing else."""
    if not found.clear:
        return ""
    first, *others = (f"{CAUSE_WORDS[c]} {_points(found, c)}" for c in CAUSES)
    parts = listed([first.replace("seats ", "seats make ", 1), *others])
    ranking = _ranking(found)
    whole = f"Of {_WHOSE[found.measure, found.sector]} {signed(found.mean('whole'))} points {parts}"
    return f"{whole}; {ranking}." if ranking else f"{whole}."


def in_brief(found: list[Shift]) -> str:
    """The clear shifts in one sentence without ranges, and what is the greatest part of all of them where it is."""
    clear = [one for one in found if one.clear]
    if not clear:
        return ""
    told: list[str] = []
    for one in clear:
        values = [signed(one.mean(cause)) for cause in CAUSES]
        parts = listed([f"{_BRIEF[c]} {v}" for c, v in zip(CAUSES, values, strict=True)] if not told else values)
        whole = f"of {_WHOSE[one.measure, one.sector]} {signed(one.mean('whole'))}"
        told.append(f"{whole}, in the same order, {parts}" if told else f"{whole} points {parts}")
    orders = [one.order() for one in clear]
    first = {order[:1] for order, _ in orders}
    text = f"{told[0][0].upper()}{'; '.join(told)[1:]}"
    if first == {()} and len(clear[0].worlds) >= FEWEST_WORLDS:
        return f"{text}; no ranking of the three holds."
    if len(first) > 1 or first == {()}:
        return f"{text}."
    cause = next(iter(first))[0]
    share = min(one.first_in(cause) for one in clear)
    where = "in every world" if share == 1.0 else f"in at least {percent(share)} of worlds"
    both = " of both" if len(clear) > 1 else ""
    return (
        f"{text}. {_SHORT[cause].capitalize()} {'is' if cause == 'money' else 'are'} the greatest part{both} {where}."
    )


def _ranking(found: Shift) -> str:
    """What is said of which part is the greatest: nothing with too few worlds."""
    order, share = found.order()
    if not order:
        return f"no ranking of the three holds in {RANKING:.0%} of worlds" if len(found.worlds) >= FEWEST_WORLDS else ""
    if len(order) == len(CAUSES):
        return f"they rank {', '.join(_SHORT[cause] for cause in order)} in {percent(share)} of worlds"
    return f"{_SHORT[order[0]]} are the greatest part in {percent(share)} of worlds".replace("money are", "money is")


def _points(found: Shift, name: str) -> str:
    low, high = found.range(name)
    across = f"{signed(low)} to {signed(high)}; " if np.isfinite(low) else ""
    return f"{signed(found.mean(name))} ({across}{plus_minus(100 * found.error(name))})"


def signed(share: float) -> str:
    """A difference of shares in points, with its sign: ``+5.8``."""
    text = number(100 * share)
    return text if text.startswith("−") or text == "0.0" else f"+{text}"
