"""A finding: one outcome of one plan beside another, what may be told of it, and the cells that bear it.

It holds numbers and codes, never words: sentences, tables and figures are made from findings, and all say the same.
What may be told is settled once, in `relsim.measures.verdicts`: nothing here or in a sentence judges anew.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from relsim.evidence.results import Results, finite
from relsim.measures import tables
from relsim.measures.bounds import Bounds
from relsim.measures.noise_removed import Side
from relsim.measures.shares_of_worlds import Share
from relsim.measures.verdicts import RangeOf, Why

_OPPOSITE = {Side.HIGHER: Side.LOWER, Side.LOWER: Side.HIGHER}


@dataclass(frozen=True)
class Finding:
    """One outcome of a plan beside another; numbers are in the unit of the tables, NaN where there is none."""

    outcome: str
    """Its name, `relsim.measures.catalogue`."""
    window: str
    sector: str
    """Code of a sector, or ``all``."""
    plan: str
    versus: str
    unit: str
    better: str
    """``lower`` or ``higher``; empty where it is a matter of opinion."""
    value: float
    """The plan's own, mean over worlds."""
    versus_value: float
    """The other plan's own, mean over worlds."""
    difference: float
    """Mean over worlds, each in the plans' own months."""
    interval: Bounds
    """Of that mean, over another draw of worlds and seeds (design error); NaN of a single world."""
    chance: float
    """Standard error of the mean difference that the runs leave open, with the worlds as they are."""
    side: Side
    """What is told: higher, lower, no difference, or undecided."""
    why: Why | None
    """The reason why nothing is told; None where something is, or no smallest difference of interest is stated."""
    smallest: float | None
    """The smallest difference of interest; None: none is stated."""
    worlds: int
    replicates: float
    """Of each world; their mean."""
    pairs_that_differ: int
    """Pairs of runs whose difference is not 0."""
    worlds_would_do: int | None
    """Worlds with which it could be told, were everything as it seems; None: it is told, or none is known."""
    replicates_would_do: int | None
    higher: Share | None
    """Worlds whose own difference is above the smallest of interest; None: they can't be told apart."""
    lower: Share | None
    no_difference: Share | None
    same_side: Share | None
    """Worlds whose own difference is on the mean's side of zero: those that a direction is told by."""
    range: Bounds | None
    """Of the difference over worlds, seed noise removed; None: worlds can't be told apart."""
    range_of: RangeOf
    never_plan: float
    """Share of worlds in which a duration is never reached."""
    never_versus: float
    variance_ratio: float
    """Within-world variance of the unpaired difference over the paired, median over worlds."""

    @property
    def id(self) -> str:
        """The finding's name: the key of its row in the table ``summary``."""
        return "/".join((self.plan, self.versus, self.outcome, self.window, self.sector))

    @property
    def clear(self) -> bool:
        """True if it is told to be higher, or lower."""
        return self.side in (Side.HIGHER, Side.LOWER)

    @property
    def identical(self) -> bool:
        """True if no pair of runs differs at all: a fact of these runs, and no verdict."""
        return self.pairs_that_differ == 0

    @property
    def beyond_chance(self) -> bool:
        """True if the interval of the mean leaves out 0: so much is told where no smallest difference is stated."""
        return self.interval.low > 0 or self.interval.high < 0

    @property
    def favoured(self) -> str | None:
        """The plan whose side is told to be better; None: neither, or a matter of opinion."""
        if not self.clear or not self.better:
            return None
        return self.plan if self.side.value == self.better else self.versus

    @property
    def low(self) -> float:
        """The lower end of the range over worlds; NaN where there is none."""
        return float("nan") if self.range is None else self.range.low

    @property
    def high(self) -> float:
        """The upper end of the range over worlds; NaN where there is none."""
        return float("nan") if self.range is None else self.range.high

    @property
    def has_value(self) -> bool:
        """True if the plan's own value is a number."""
        return finite(self.value)

    @property
    def has_difference(self) -> bool:
        """True if the difference is a number."""
        return finite(self.difference)

    @property
    def turned(self) -> Finding:
        """The same seen from the other plan."""
        return Finding(
            outcome=self.outcome, window=self.window, sector=self.sector, plan=self.versus, versus=self.plan,
            unit=self.unit, better=self.better, value=self.versus_value, versus_value=self.value,
            difference=-self.difference, interval=_turned(self.interval), chance=self.chance,
            side=_OPPOSITE.get(self.side, self.side), why=self.why, smallest=self.smallest, worlds=self.worlds,
            replicates=self.replicates, pairs_that_differ=self.pairs_that_differ,
            worlds_would_do=self.worlds_would_do, replicates_would_do=self.replicates_would_do, higher=self.lower,
            lower=self.higher, no_difference=self.no_difference, same_side=self.same_side,
            range=None if self.range is None else _turned(self.range), range_of=self.range_of,
            never_plan=self.never_versus, never_versus=self.never_plan, variance_ratio=self.variance_ratio,
        )  # fmt: skip


def _turned(bounds: Bounds) -> Bounds:
    return Bounds(-bounds.high, -bounds.low)


def finding(
    results: Results, plan: str, versus: str, outcome: str, window: str, sector: str = tables.ALL_SECTORS
) -> Finding | None:
    """The finding of one comparison, or None where the tables have none; found the other way round, it is turned."""
    row = results.summary_row(plan, versus, outcome, window, sector)
    if row is not None:
        return _of_row(row)
    row = results.summary_row(versus, plan, outcome, window, sector)
    return None if row is None else _of_row(row).turned


def _of_row(row: pd.Series) -> Finding:
    worlds = int(row["worlds"])
    return Finding(
        outcome=str(row["measure"]), window=str(row["window"]), sector=str(row["sector"]), plan=str(row["plan"]),
        versus=str(row["versus"]), unit=str(row["unit"]), better=str(row["better"]), value=float(row["mean_value"]),
        versus_value=float(row["mean_versus_value"]), difference=float(row["mean"]),
        interval=Bounds(float(row["low"]), float(row["high"])), chance=float(row["mc_standard_error"]),
        side=Side(row["told"]) if row["told"] else Side.UNDECIDED,
        why=Why(row["why_untold"]) if row["why_untold"] else None, smallest=_number(row["smallest"]), worlds=worlds,
        replicates=float(row["mean_replicates"]), pairs_that_differ=int(row["non_zero"]),
        worlds_would_do=_count(row["worlds_would_do"]), replicates_would_do=_count(row["replicates_would_do"]),
        higher=_share(row["higher"], worlds), lower=_share(row["lower"], worlds),
        no_difference=_share(row["no_difference"], worlds), same_side=_share(row["same_side"], worlds),
        range=Bounds(float(row["world_low"]), float(row["world_high"])) if finite(row["world_low"]) else None,
        range_of=RangeOf(row["range_of"]), never_plan=float(row["never_plan"]),
        never_versus=float(row["never_versus"]), variance_ratio=float(row["variance_ratio"]),
    )  # fmt: skip


def _number(cell: float) -> float | None:
    return float(cell) if finite(cell) else None


def _count(cell: float) -> int | None:
    return int(cell) if finite(cell) else None


def _share(cell: float, worlds: int) -> Share | None:
    return Share(int(cell), worlds) if finite(cell) else None


def beside_comparator(
    results: Results, plan: str, outcome: str, window: str, sector: str = tables.ALL_SECTORS
) -> Finding | None:
    """The finding of a plan beside the comparator."""
    return finding(results, plan, results.comparator, outcome, window, sector)
