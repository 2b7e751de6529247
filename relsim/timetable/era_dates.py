"""The dates of an era: from when something holds for each of its organisations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from relsim.domain.plan import Plan
from relsim.domain.reorganisation import Reorganisation
from relsim.domain.responsibilities import Responsibilities
from relsim.domain.sectors import TRUST_KINDS
from relsim.timetable.integrated_providers import networks_run_by
from relsim.timetable.network import Network
from relsim.timetable.structure import Floats, Ints, Structure

NEVER = 2**30
"""A month that does not come."""
LEAVING_NOTICE = 12
"""Months before vesting from which people of bodies that are to go leave sooner."""


class EraDates(NamedTuple):
    """Per organisation of an era, from when (month numbers) something holds, and how much."""

    settling_from: Ints
    """Vesting of a body that settles in; −NEVER for all others."""
    distracted_from: Ints
    leaving_from: Ints
    until: Ints
    """Vesting of the change that is announced: the end of distraction and early leaving."""
    time_from: Ints
    time_factor: Floats
    """From that month on, its posts have so many times the time."""
    overseen_from: Ints
    overseer: Ints
    """Row of the trust that runs it from that month on; −1: none."""
    oversight: Floats
    """Share of what it voices that is its overseer's."""
    rows: Ints
    """The organisations for which any of these is a real month."""


def era_dates(
    structure: Structure, responsibilities: Responsibilities, organisations: Network, plan: Plan,
    events: Iterable[Reorganisation],
    settled_since: Mapping[str, int], begins: int,
) -> EraDates:  # fmt: skip
    """The dates of an era.

    Args:
        structure: What exists in it.
        responsibilities: Who works for whom in it.
        organisations: The place's network, with all that the plan adds to it.
        plan: The plan, for what it holds besides reorganisations.
        events: All reorganisations, the place's own and the plan's.
        settled_since: Code of a body → the month in which it began to settle in.
        begins: First month of the era.
    """
    dates = _none(len(structure.codes))
    for code, month in settled_since.items():
        if code in structure.row:
            dates.settling_from[structure.row[code]] = month
    for change in events:
        for code in change.predecessors:
            row = structure.row.get(responsibilities.acting(code))
            if row is None or not change.distraction or change.vesting <= begins or dates.until[row] != NEVER:
                continue
            dates.distracted_from[row] = change.announced
            dates.leaving_from[row] = max(change.announced, change.vesting - LEAVING_NOTICE)
            dates.until[row] = change.vesting
    _put_time(dates, structure, plan)
    _put_overseers(dates, structure, responsibilities, organisations, plan)
    dated = (dates.settling_from != -NEVER) | (dates.until != NEVER)
    dated |= (dates.time_from != NEVER) | (dates.overseen_from != NEVER)
    return dates._replace(rows=np.flatnonzero(dated).astype(np.int32))


def _none(count: int) -> EraDates:
    return EraDates(
        settling_from=np.full(count, -NEVER, np.int32),
        distracted_from=np.full(count, NEVER, np.int32),
        leaving_from=np.full(count, NEVER, np.int32),
        until=np.full(count, NEVER, np.int32),
        time_from=np.full(count, NEVER, np.int32),
        time_factor=np.ones(count),
        overseen_from=np.full(count, NEVER, np.int32),
        overseer=np.full(count, -1, np.int32),
        oversight=np.zeros(count),
        rows=np.empty(0, np.int32),
    )


def _put_time(dates: EraDates, structure: Structure, plan: Plan) -> None:
    """Put in what a cut takes from a practice's time, and what pooling adds to a successor's."""
    for act in sorted(plan.hostile_acts, key=lambda one: (one.month, one.practice)):
        row = structure.row.get(act.practice)
        if row is not None and act.time_lost:
            dates.time_from[row] = min(int(dates.time_from[row]), act.month)
            dates.time_factor[row] *= 1.0 - act.time_lost
    for body in structure.bodies:
        if body.benefits.pooled_capacity:
            row = structure.row[body.code]
            dates.time_from[row], dates.time_factor[row] = -NEVER, 1.0 + body.benefits.pooled_capacity


def _put_overseers(
    dates: EraDates, structure: Structure, responsibilities: Responsibilities, organisations: Network, plan: Plan
) -> None:
    """Networks that a trust, or whoever acts for it, runs; where two would, the first to begin, ties by later code."""
    for provider in sorted(plan.integrated_providers, key=lambda one: (-one.begins, one.trust)):
        trust = structure.heirs.get(provider.trust, -1)
        if trust < 0 or structure.layout.kind[trust] not in TRUST_KINDS:
            continue
        for code in networks_run_by(provider, organisations, responsibilities):
            if code in structure.row:
                row = structure.row[code]
                dates.overseen_from[row] = provider.begins
                dates.overseer[row], dates.oversight[row] = trust, provider.oversight
