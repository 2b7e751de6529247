"""The findings of a series, read from its experiments' folders: a row for each event, and the sum over all months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from relsim.domain.sectors import Sector
from relsim.evidence.findings.comparison import MONTHS_UNDER, YEARS_LOST
from relsim.evidence.results import Results, read_results
from relsim.measures import tables
from relsim.measures.bedding_in import bedded_in
from relsim.measures.catalogue import MAIN_SHARE, MONTHS_TO, PERSISTENCE
from relsim.studies.history.events import HistoryEvent, followed_by
from relsim.studies.history.expand import AS_LIVED, LEFT_ALONE, LIVED, NO_REORGANISATION, Batch
from relsim.studies.history.read import Series


@dataclass(frozen=True)
class OverWorlds:
    """A number over worlds: the median, and where 90 % of them lie; NaN where there is no range."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class EventFound:
    """The findings on one event."""

    event: HistoryEvent
    following: HistoryEvent | None
    """The next that touched any of the same."""
    months_alone: OverWorlds
    """Of the first 120 after vesting not bedded in, if nothing more had happened."""
    years_alone: OverWorlds
    """Relationship-years lost over 120 months from announcement, if nothing more had happened."""
    bedded_in: float | None
    """Share of worlds in which it would have been bedded in when the next vested; None: nothing followed."""
    months_on: OverWorlds
    """Months not bedded in, with what really followed; where nothing did, the same as left alone."""
    years_on: OverWorlds
    went_on: bool
    """True if anything followed within the months that are measured."""

    @property
    def until_next(self) -> int | None:
        """Months from its vesting to the next one's."""
        return None if self.following is None else self.following.month - self.event.month


@dataclass(frozen=True)
class Period:
    """All that happened beside no reorganisation at all, month by month over the months of the series.

    Tables have a row for each month (number) and a column for each world.
    """

    lived: pd.DataFrame
    """Coverage as lived, mean over replicates (0-1)."""
    never: pd.DataFrame
    """The same without any reorganisation."""
    by_sector: dict[str, tuple[pd.DataFrame, pd.DataFrame]]
    """Sector → the same two of its own relationships."""
    need_units: float
    """Relationships that are counted."""

    @property
    def months(self) -> int:
        """Number of months."""
        return len(self.lived)

    @cached_property
    def ratio(self) -> pd.DataFrame:
        """Coverage as lived over coverage without any reorganisation."""
        return self.lived / self.never.where(self.never > 0)

    @cached_property
    def under(self) -> pd.DataFrame:
        """True where a month is not bedded in: under 90 % of the coverage without any reorganisation."""
        return _under(self.lived, self.never)

    @cached_property
    def not_bedded_in(self) -> OverWorlds:
        """Number of months that are not bedded in."""
        return _over_worlds(self.under.sum())

    def of_sector(self, sector: str) -> OverWorlds:
        """The same of one sector's relationships."""
        return _over_worlds(_under(*self.by_sector[sector]).sum())

    @cached_property
    def years_lost(self) -> OverWorlds:
        """Relationship-years lost over the months."""
        return _over_worlds((self.never - self.lived).sum() * self.need_units / 12)


@dataclass(frozen=True)
class HistoryFindings:
    """All that a series found."""

    series: Series
    events: tuple[EventFound, ...]
    period: Period
    placebo_differs: tuple[str, ...]
    """Events whose change of names only was not exactly nothing; a sound model has none."""


def outcomes(series: Series, batches: Sequence[Batch], out: Path) -> HistoryFindings:
    """Read what was found from the folders of all experiments.

    Raises:
        FileNotFoundError: One has not been run.
    """
    from relsim.evidence.findings.placebo import check_placebo

    read = {(batch.way, batch.event.month if batch.event else None): read_results(out / batch.folder)
            for batch in batches}  # fmt: skip
    events, wrong = [], []
    for event in series.events:
        alone = read[LEFT_ALONE, event.month]
        on = next((found for (way, month), found in read.items() if month == event.month and way != LEFT_ALONE), None)
        events.append(_event(series, event, alone, on))
        if not check_placebo(alone).passes:
            wrong.append(event.name)
    return HistoryFindings(series, tuple(events), _period(series, read[AS_LIVED, None]), tuple(wrong))


def _event(series: Series, event: HistoryEvent, alone: Results, on: Results | None) -> EventFound:
    following = followed_by(event, series.place)
    return EventFound(
        event=event,
        following=following,
        months_alone=_summed_up(alone, *MONTHS_UNDER),
        years_alone=_summed_up(alone, *YEARS_LOST),
        bedded_in=None if following is None else _bedded_in_by(alone, following.month - event.month),
        months_on=_summed_up(on or alone, *MONTHS_UNDER),
        years_on=_summed_up(on or alone, *YEARS_LOST),
        went_on=on is not None,
    )


def _summed_up(results: Results, measure: str, window: str) -> OverWorlds:
    """A plan's measure over worlds, seed noise removed from its range."""
    row = results.summary_row(results.options[0].name, results.comparator, measure, window)
    if row is None:
        return OverWorlds(np.nan, np.nan, np.nan)
    return OverWorlds(float(row["median"]), float(row["world_low"]), float(row["world_high"]))


def _bedded_in_by(results: Results, months: int) -> float:
    """Share of worlds in which the months that have to hold running are over within so many after vesting."""
    persistence = PERSISTENCE[0]
    rows = results.worlds_of(results.options[0].name, results.comparator, *MONTHS_TO[MAIN_SHARE].at(str(persistence)))
    begins = rows["value"].astype(float)
    return float((begins + persistence <= months).mean()) if len(begins) else np.nan


def _period(series: Series, results: Results) -> Period:
    last = min(series.upto, int(results.by_month(NO_REORGANISATION).index[-1]))

    def both(sector: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        lived, never = (results.by_month(plan, sector).loc[series.since : last] for plan in (LIVED, NO_REORGANISATION))
        return lived, never

    lived, never = both(tables.ALL_SECTORS)
    units = results.manifest["need_units"]
    by_sector = {sector.code: both(sector.code) for sector in Sector if units.get(sector.code, 0) > 0}
    return Period(lived, never, by_sector, float(units[tables.ALL_SECTORS]))


def _under(plan: pd.DataFrame, comparator: pd.DataFrame) -> pd.DataFrame:
    reached = bedded_in(plan.to_numpy(dtype=np.float64), comparator.to_numpy(dtype=np.float64))
    return pd.DataFrame(~reached, index=plan.index, columns=plan.columns)


def _over_worlds(values: pd.Series) -> OverWorlds:
    low, high = values.quantile([0.05, 0.95]) if len(values) > 1 else (np.nan, np.nan)
    return OverWorlds(float(values.median()), float(low), float(high))
