"""Reading a results folder: the manifest and the tables that `relsim.measures.tables` describes, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from relsim.domain.months import month_number
from relsim.domain.sectors import Sector
from relsim.measures import tables
from relsim.measures.over_worlds import COLUMNS as SUMMARY

COMPARATOR = "comparator"
_KEY = ["plan", "versus", "measure", "window", "sector"]


@dataclass(frozen=True)
class PlanInfo:
    """A plan as the manifest has it; months are month numbers."""

    name: str
    role: str
    announced: int | None
    vesting: int | None
    """The month from which it holds: the last in which a new body takes over, or a board changes."""
    replaces: bool = True
    """True if new bodies take over, all in one month: otherwise there is no new body to speak of."""
    of: str = ""
    """Name of the plan that relsim made it from; empty: it is the experiment's own."""
    takes_out: str = ""
    """Of a diagnostic: the part of that plan that it lacks, `relsim.measures.tables.TakenOut`."""
    causes: frozenset[str] = frozenset()
    """Of a part: which of `relsim.measures.tables.CAUSES` are at work."""
    money_of: str = ""
    """Name of the plan whose money is imposed on it, or nothing."""
    renames: str = ""
    """Of a placebo: which bodies get other names, ``bodies``, ``commissioners`` or ``councils``."""
    without: tuple[str, ...] = ()
    """Rules that are switched off in it, besides those of the experiment."""
    beside: str = ""
    """Name of the plan that it is compared with, without the same rules (of that plan: its own); empty: the comparator.
    """
    like: str = ""
    """Name of the plan that the experiment's file makes it from, or nothing."""
    safeguards: tuple[str, ...] = ()
    """Names of what is added to that plan."""
    seats: Mapping[str, float] = field(default_factory=dict)
    """Sector → share of the seats at the end."""
    voting_power: Mapping[str, float] = field(default_factory=dict)
    """Holder of seats → index of Shapley and Shubik."""
    boards: tuple[Mapping[str, Any], ...] = ()
    """The boards at the end, as `relsim.measures.tables` describes them."""

    @property
    def changes_nothing(self) -> bool:
        """True if nothing happens under it but the real history, so that it can be called what would be without."""
        return self.announced is None and self.vesting is None


@dataclass(frozen=True)
class Results:
    """A results folder, read: the manifest and one table for each name in `relsim.measures.tables.TABLES`."""

    folder: Path
    manifest: dict[str, Any]
    runs: pd.DataFrame
    outcomes: pd.DataFrame
    monthly: pd.DataFrame
    single_runs: pd.DataFrame
    places: pd.DataFrame
    by_world: pd.DataFrame
    summary: pd.DataFrame
    precision: pd.DataFrame = field(default_factory=pd.DataFrame)
    """The differences that were to be known to a precision; empty where nothing was."""
    failures: pd.DataFrame = field(default_factory=pd.DataFrame)
    """The runs that failed."""

    @cached_property
    def plans(self) -> tuple[PlanInfo, ...]:
        """Every plan of every role, in the manifest's order."""
        written = {str(plan.get("name")): plan for plan in self.manifest["experiment"].get("plans") or ()}
        return tuple(_plan_info(entry, written.get(str(entry["name"]), {})) for entry in self.manifest["plans"])

    def plan(self, name: str) -> PlanInfo:
        """The plan of a name.

        Raises:
            KeyError: The manifest names none.
        """
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, PlanInfo]:
        return {plan.name: plan for plan in self.plans}

    def of_role(self, role: str) -> tuple[PlanInfo, ...]:
        """The plans of one role, in the manifest's order."""
        return tuple(plan for plan in self.plans if plan.role == role)

    @cached_property
    def options(self) -> tuple[PlanInfo, ...]:
        """The plans that the consultation is about (role ``plan``)."""
        return self.of_role("plan")

    @cached_property
    def vested(self) -> tuple[PlanInfo, ...]:
        """The options that change something, and so hold from some month on."""
        return tuple(plan for plan in self.options if plan.vesting is not None)

    @property
    def replace_bodies(self) -> bool:
        """True if every option that changes something makes new bodies, so that all can be said to take over."""
        return all(plan.replaces for plan in self.vested)

    @cached_property
    def comparator(self) -> str:
        """Name of the plan that the others are compared with."""
        found = self.of_role(COMPARATOR)
        if len(found) != 1:
            raise ValueError(f"{self.folder}: the manifest must name one comparator; it names {len(found)}")
        return found[0].name

    @cached_property
    def sectors(self) -> tuple[Sector, ...]:
        """The sectors that have need units, or, where the manifest counts none, those in the monthly table."""
        counted = self.manifest.get("need_units") or {}
        present = set(self.monthly["sector"].unique())
        return tuple(s for s in Sector if (counted.get(s.code, 0) > 0 if counted else s.code in present))

    @cached_property
    def worlds(self) -> int:
        """Number of worlds."""
        return len(self.manifest.get("worlds") or ()) or int(self.by_world["world"].nunique())

    def units_of(self, sector: str) -> float:
        """Number of need units of a sector, or of ``all``; 0 where the manifest counts none."""
        return float((self.manifest.get("need_units") or {}).get(sector) or 0.0)

    def pairs(self) -> list[tuple[str, str]]:
        """Pairs of options that are compared; with a single option, that option and the comparator."""
        names = [plan.name for plan in self.options]
        if len(names) == 1:
            return [(names[0], self.comparator)]
        return [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]

    def summary_row(
        self, plan: str, versus: str, measure: str, window: str, sector: str = tables.ALL_SECTORS
    ) -> pd.Series | None:
        """The summary of one comparison, or None."""
        rows = self._rows_of_summary.get((plan, versus, measure, window, sector))
        return None if rows is None else pd.Series(self.summary.iloc[rows[0]])

    def worlds_of(
        self, plan: str, versus: str, measure: str, window: str, sector: str = tables.ALL_SECTORS
    ) -> pd.DataFrame:
        """The rows by world of one comparison, indexed by world; empty where there is none."""
        rows = self._rows_of_worlds.get((plan, versus, measure, window, sector), [])
        return pd.DataFrame(self.by_world.iloc[rows]).set_index("world").sort_index()

    def outcomes_of(self, plan: str, measure: str, window: str, sector: str = tables.ALL_SECTORS) -> pd.DataFrame:
        """The rows by run of one outcome, indexed by world and replicate; empty where there is none."""
        rows = self._rows_of_outcomes.get((plan, measure, window, sector), [])
        return pd.DataFrame(self.outcomes.iloc[rows]).set_index(["world", "replicate"]).sort_index()

    @cached_property
    def _rows_of_summary(self) -> dict[Any, Any]:
        return _positions(self.summary, _KEY)

    @cached_property
    def _rows_of_worlds(self) -> dict[Any, Any]:
        return _positions(self.by_world, _KEY)

    @cached_property
    def _rows_of_outcomes(self) -> dict[Any, Any]:
        return _positions(self.outcomes, [name for name in _KEY if name != "versus"])

    def by_month(self, plan: str, sector: str = tables.ALL_SECTORS, column: str = "coverage") -> pd.DataFrame:
        """Means over replicates: a row for each month (number), a column for each world.

        The monthly table holds a plan only from the month in which it first differs from the comparator; the months
        before that are the comparator's.
        """
        own = self._means(plan, sector, column)
        if plan == self.comparator:
            return own
        base = self._means(self.comparator, sector, column)
        return own.reindex(index=base.index, columns=base.columns).astype(float).fillna(base)

    def _means(self, plan: str, sector: str, column: str) -> pd.DataFrame:
        table = self.monthly
        rows = table[(table["plan"] == plan) & (table["sector"] == sector)]
        means = rows.assign(mean=rows[column] / rows["replicates"])
        wide = means.pivot(index="month", columns="world", values="mean")
        wide.index = pd.Index([month_number(str(text)) for text in wide.index], name="month", dtype="int64")
        return wide.sort_index()


def read_results(folder: Path) -> Results:
    """Read the manifest and the tables of a results folder.

    Raises:
        FileNotFoundError: if a file is missing; the message names it.
        ValueError: if the manifest lacks what every report needs.
    """
    folder = Path(folder)
    missing = [
        name for name in ("manifest.json", *(f"{t}.parquet" for t in tables.TABLES)) if not (folder / name).exists()
    ]
    if missing:
        raise FileNotFoundError(f"{folder} is not a complete results folder: it has no {', '.join(missing)}")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    lacking = [key for key in ("plans", "experiment", "place", "parameters") if key not in manifest]
    if lacking:
        raise ValueError(f"{folder / 'manifest.json'} has no {', '.join(lacking)}")
    read = {name: _plain(pd.read_parquet(folder / f"{name}.parquet")) for name in tables.TABLES}
    if lacking := [name for name in SUMMARY if name not in read["summary"].columns]:
        raise ValueError(
            f"{folder} was made by another version of relsim: its summary has no {', '.join(lacking)}; run it again"
        )
    seldom = {name: folder / f"{name}.parquet" for name in tables.SELDOM}
    read |= {name: _plain(pd.read_parquet(path)) for name, path in seldom.items() if path.exists()}
    return Results(folder=folder, manifest=manifest, **read)


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Categories as text: comparing and pivoting then behave the same however the file was written."""
    categories = {name: str for name, kind in table.dtypes.items() if isinstance(kind, pd.CategoricalDtype)}
    return table.astype(categories) if categories else table


def _plan_info(entry: dict[str, Any], written: dict[str, Any]) -> PlanInfo:
    """A plan from its entry in the manifest and from the experiment that was written (empty: not written there)."""
    announced, vesting = entry.get("announced"), entry.get("vesting")
    return PlanInfo(
        name=str(entry["name"]),
        role=str(entry["role"]),
        announced=month_number(announced) if announced else None,
        vesting=month_number(vesting) if vesting else None,
        replaces=_makes_new_bodies(written) if written else vesting is not None,
        of=str(entry.get("of") or ""),
        takes_out=str(entry.get("takes_out") or ""),
        causes=frozenset(entry.get("causes") or ()),
        money_of=str(entry.get("money_of") or ""),
        renames=str(entry.get("renames") or ""),
        without=tuple(entry.get("without") or ()),
        beside=str(entry.get("beside") or ""),
        like=str(entry.get("like") or ""),
        safeguards=tuple(entry.get("safeguards") or ()),
        seats=entry.get("seats") or {},
        voting_power=entry.get("voting_power") or {},
        boards=tuple(entry.get("boards") or ()),
    )


def _makes_new_bodies(written: dict[str, Any]) -> bool:
    """True if new bodies take over, all in one month."""
    changes = written.get("reorganisations") or ()
    months, kinds = ({change.get(key) for change in changes} for key in ("vesting", "kind"))
    return len(months) == 1 and kinds <= {"merge", "replace", "split"}


def _positions(table: pd.DataFrame, columns: list[str]) -> dict[Any, Any]:
    """Key → positions of its rows: tables are asked hundreds of times, and too long to be searched each time."""
    keys = [table[name].astype(str) for name in columns]
    return dict(table.groupby(keys, sort=False).indices)


def finite(value: object) -> bool:
    """True if a table's cell is a number that can be printed."""
    return isinstance(value, (int, float, np.integer, np.floating)) and bool(np.isfinite(value))
