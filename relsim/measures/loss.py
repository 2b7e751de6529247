"""What is lost: coverage after vesting, relationship-years, joint work, and organisations that gave up or closed.

Every function yields the levels of one outcome for the runs of plan `of`, over the windows that the dates of plan
`dates` open; so ``coverage(runs, comparator, plan)`` is the comparator's coverage in the same months as the plan's.
A window that the runs do not cover yields nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from relsim.domain.sectors import Sector
from relsim.measures.levels import Level, Span, mean_over
from relsim.measures.runs import Floats, PlanDates, WorldRuns

COVERAGE_MONTHS = (12, 24, 48, 60, 120)
LOSS_MONTHS = (36, 60, 120)
LONG_MONTHS = (60, 120)
"""Months over which what is rare, or slow to be repaid, is counted."""


def coverage(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Coverage so many months after vesting (share of need units, in that one month)."""
    if dates.vesting is None:
        return
    for window in COVERAGE_MONTHS:
        month = dates.vesting + window
        if runs.covers(month, month):
            yield Level("coverage", str(window), runs.with_need, _coverage_in(runs, of, month))


def coverage_lost_at_vesting(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Coverage in the month of vesting (share of need units).

    Against the comparator it is all that has gone by then: what the announcement cost, and the vesting itself.
    """
    if dates.vesting is not None and runs.covers(dates.vesting, dates.vesting):
        yield Level("coverage_lost_at_vesting", "0", runs.with_need, _coverage_in(runs, of, dates.vesting))


def relationship_years(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Relationship-years had: need units covered, summed over the months of the window, over 12.

    Windows: so many months from the announcement, which is the first of them; and the common calendar window.  The
    loss is the comparator's less the plan's.  The two kinds of window can point opposite ways.
    """
    spans = [("calendar", runs.window)]
    if dates.announced is not None:
        spans = [(str(months), (dates.announced, dates.announced + months - 1)) for months in LOSS_MONTHS] + spans
    need = runs.with_need
    for window, (first, last) in spans:
        if runs.covers(first, last):
            covered = runs.between(of, "coverage", first, last)[:, :, need].sum(axis=1)
            yield Level("relationship_years_lost", window, need, (covered * (runs.need_units[need] / 12)).T)


def given_up(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Mean share of a sector's organisations that had given up, over so many months from the announcement."""
    there = np.flatnonzero(~np.isnan(runs.series[runs.comparator.name]["given_up"]).any(axis=(0, 1)))
    for span in _since_announced(runs, dates):
        yield Level("given_up", span.window, there, mean_over(runs, of, "given_up", span, there))


def closed(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """VCSE organisations that closed over so many months from the announcement, per organisation.

    Others take their places, so that over a long time there can be more than one closure for each.
    """
    for span in _since_announced(runs, dates):
        if not np.isnan(_monthly(runs, runs.comparator, "closed", span)[:, :, Sector.VCSE]).any():
            closures = _monthly(runs, of, "closed", span)[:, :, Sector.VCSE].sum(axis=1)
            yield Level("closed", span.window, np.array([Sector.VCSE], dtype=np.intp), closures[np.newaxis])


def joint_work(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Contacts that succeeded, over so many months from the announcement."""
    for span in _since_announced(runs, dates):
        successes = _monthly(runs, of, "successes", span)[:, :, runs.with_need].sum(axis=1)
        yield Level("joint_work", span.window, runs.with_need, successes.T)


def break_even(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Relationships had from the announcement to the end of so many months from vesting on, per month of the latter.

    The comparator's less the plan's is how many more would have to work in each of those months to repay all that was
    lost from the announcement to the last of them.
    """
    if dates.announced is None or dates.vesting is None:
        return
    need = runs.with_need
    for window in LONG_MONTHS:
        first, last = dates.announced, dates.vesting + window - 1
        if runs.covers(first, last):
            covered = runs.between(of, "coverage", first, last)[:, :, need].sum(axis=1)
            yield Level("break_even", str(window), need, (covered * (runs.need_units[need] / window)).T)


def _since_announced(runs: WorldRuns, dates: PlanDates) -> Iterator[Span]:
    """The long windows from the announcement, which is the first of their months."""
    if dates.announced is None:
        return
    for window in LONG_MONTHS:
        span = Span(str(window), dates.announced, dates.announced + window - 1)
        if runs.covers(span.first, span.last):
            yield span


def _monthly(runs: WorldRuns, of: PlanDates, measure: str, span: Span) -> Floats:
    return runs.between(of, measure, span.first, span.last)


def _coverage_in(runs: WorldRuns, of: PlanDates, month: int) -> Floats:
    """Coverage in one calendar month, shape (sectors with need, replicates)."""
    return runs.between(of, "coverage", month, month)[:, 0, runs.with_need].T
