"""The losses: coverage after vesting, relationship-years, joint work, and organisations that gave up or closed.

Every function yields the levels of one outcome for the runs of plan `of`, over the windows that the dates of plan
`dates` open; so ``coverage(runs, comparator, plan)`` is the comparator's coverage in the same months as the plan's.
A window that the runs do not cover yields nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from relsim.domain.sectors import Sector
from relsim.measures.catalogue import (
    BREAK_EVEN,
    CALENDAR,
    CLOSED,
    COVERAGE,
    COVERAGE_LOST_AT_VESTING,
    GIVEN_UP,
    JOINT_WORK,
    RELATIONSHIP_YEARS_LOST,
    Outcome,
)
from relsim.measures.levels import Level, Span, mean_over
from relsim.measures.runs import Floats, PlanDates, WorldRuns


def coverage(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Coverage so many months after vesting (share of need units, in that one month)."""
    if dates.vesting is None:
        return
    for window in COVERAGE.months:
        month = dates.vesting + window
        if runs.covers(month, month):
            yield Level(COVERAGE.name, str(window), runs.with_need, _coverage_in(runs, of, month))


def coverage_lost_at_vesting(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Coverage in the month of vesting (share of need units).

    Against the comparator it is all that has gone by then: what the announcement cost, and the vesting itself.
    """
    if dates.vesting is not None and runs.covers(dates.vesting, dates.vesting):
        yield Level(*COVERAGE_LOST_AT_VESTING.at("0"), runs.with_need, _coverage_in(runs, of, dates.vesting))


def relationship_years(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Relationship-years had: need units covered, summed over the months of the window, over 12.

    Windows: so many months from the announcement, which is the first of them; and the common calendar window.  The
    loss is the comparator's less the plan's.  The two kinds of window can point opposite ways.
    """
    spans = [(CALENDAR, runs.window)]
    if dates.announced is not None:
        lengths = RELATIONSHIP_YEARS_LOST.months
        spans = [(str(months), (dates.announced, dates.announced + months - 1)) for months in lengths] + spans
    need = runs.with_need
    for window, (first, last) in spans:
        if runs.covers(first, last):
            covered = runs.between(of, COVERAGE.monthly, first, last)[:, :, need].sum(axis=1)
            yield Level(RELATIONSHIP_YEARS_LOST.name, window, need, (covered * (runs.need_units[need] / 12)).T)


def given_up(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Mean share of a sector's organisations that had given up, over so many months from the announcement."""
    there = np.flatnonzero(~np.isnan(runs.series[runs.comparator_of(dates).name][GIVEN_UP.monthly]).any(axis=(0, 1)))
    for span in _since_announced(GIVEN_UP, runs, dates):
        yield Level(GIVEN_UP.name, span.window, there, mean_over(runs, of, GIVEN_UP.monthly, span, there))


def closed(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """VCSE organisations that closed over so many months from the announcement, per organisation.

    Others take their places, so that over a long time there can be more than one closure for each.
    """
    for span in _since_announced(CLOSED, runs, dates):
        if not np.isnan(_monthly(runs, runs.comparator_of(dates), CLOSED, span)[:, :, Sector.VCSE]).any():
            closures = _monthly(runs, of, CLOSED, span)[:, :, Sector.VCSE].sum(axis=1)
            yield Level(CLOSED.name, span.window, np.array([Sector.VCSE], dtype=np.intp), closures[np.newaxis])


def joint_work(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Contacts that succeeded, over so many months from the announcement."""
    for span in _since_announced(JOINT_WORK, runs, dates):
        successes = _monthly(runs, of, JOINT_WORK, span)[:, :, runs.with_need].sum(axis=1)
        yield Level(JOINT_WORK.name, span.window, runs.with_need, successes.T)


def break_even(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Relationships had from the announcement to the end of so many months from vesting on, per month of the latter.

    The comparator's less the plan's is how many more would have to work in each of those months to repay all that was
    lost from the announcement to the last of them.
    """
    if dates.announced is None or dates.vesting is None:
        return
    need = runs.with_need
    for window in BREAK_EVEN.months:
        first, last = dates.announced, dates.vesting + window - 1
        if runs.covers(first, last):
            covered = runs.between(of, COVERAGE.monthly, first, last)[:, :, need].sum(axis=1)
            yield Level(BREAK_EVEN.name, str(window), need, (covered * (runs.need_units[need] / window)).T)


def _since_announced(outcome: Outcome, runs: WorldRuns, dates: PlanDates) -> Iterator[Span]:
    """An outcome's windows from the announcement, which is the first of their months."""
    if dates.announced is None:
        return
    for window in outcome.months:
        span = Span(str(window), dates.announced, dates.announced + window - 1)
        if runs.covers(span.first, span.last):
            yield span


def _monthly(runs: WorldRuns, of: PlanDates, outcome: Outcome, span: Span) -> Floats:
    return runs.between(of, outcome.monthly, span.first, span.last)


def _coverage_in(runs: WorldRuns, of: PlanDates, month: int) -> Floats:
    """Coverage in one calendar month, shape (sectors with need, replicates)."""
    return runs.between(of, COVERAGE.monthly, month, month)[:, 0, runs.with_need].T
