"""Running one world: every seed and every plan, each history simulated once and forked where plans part.

Each seed takes two passes.  First the plans that decide by their own rules; then those on which the money of one of
them is imposed, which can only be known once that one is finished.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from relsim.batch.design import Design, Planned
from relsim.dates import NEVER
from relsim.measures.runs import Floats, WorldRuns
from relsim.simulation import Simulation

Told = Callable[[int], None]
"""Called with a number of runs that have just been finished."""
WITH_PLACES = ("plan", "comparator", "placebo")
"""Roles of the plans of which influence is kept place by place."""


def run_world(design: Design, world: int, told: Told = lambda _: None) -> WorldRuns:
    """All runs of one world.

    Args:
        design: The design.
        world: Number of the world.
        told: Called as runs are finished.
    """
    series: dict[str, dict[str, list[Floats]]] = {plan.dates.name: {} for plan in design.planned}
    by_place: dict[str, list[Floats]] = {
        plan.dates.name: [] for plan in design.planned if plan.dates.role in WITH_PLACES
    }
    for replicate, seed in enumerate(design.seeds):
        due = [plan for plan in design.planned if replicate < plan.replicates]
        for plan, run in _both_passes(design, world, seed, due):
            for measure, values in run.series().items():
                series[plan.dates.name].setdefault(measure, []).append(values)
            if plan.dates.name in by_place:
                by_place[plan.dates.name].append(run.place_series())
        told(len(due))
    return WorldRuns(
        world=world,
        first_month=design.experiment.place.starts,
        until=design.experiment.until,
        seeds=np.array(design.seeds),
        plans=tuple(plan.dates for plan in design.planned),
        series={name: {m: np.stack(runs) for m, runs in by_measure.items()} for name, by_measure in series.items()},
        need_units=design.need_units,
        window=design.window,
        places=design.comparator.timetable.places,
        place_influence={name: np.stack(runs) for name, runs in by_place.items()},
    )


def _both_passes(design: Design, world: int, seed: int, due: Sequence[Planned]) -> Iterator[tuple[Planned, Simulation]]:
    """Finish the run of every plan with one seed."""
    ordinary = [plan for plan in due if not plan.money_of]
    imposed = [plan for plan in due if plan.money_of]
    start = Simulation(
        ordinary[0].timetable, world=design.worlds[world], world_number=world, seed=seed, switches=design.switches
    )
    money: dict[str, Floats] = {}
    donors = {plan.money_of for plan in imposed}
    for plan, run in _carry_on(start, ordinary):
        if plan.dates.name in donors:
            money[plan.dates.name] = run.money
        yield plan, run
    # The start has been left where the first plans part, and no plan with imposed money differs from them sooner.
    for plan in imposed:
        run = start.fork(plan.timetable, money=money[plan.money_of])
        run.advance()
        yield plan, run


def _carry_on(run: Simulation, group: Sequence[Planned]) -> Iterator[tuple[Planned, Simulation]]:
    """Finish a run for every plan of a group that has been one history so far."""
    first = group[0].timetable
    parting = min((first.first_difference(plan.timetable) for plan in group[1:]), default=NEVER)
    if parting >= first.until:
        run.advance()
        for plan in group:
            yield plan, run
        return
    run.advance(parting)
    while group:
        lead = group[0].timetable
        same = [plan for plan in group if lead.first_difference(plan.timetable) > parting]
        group = [plan for plan in group if plan not in same]
        yield from _carry_on(run.fork(lead), same)
