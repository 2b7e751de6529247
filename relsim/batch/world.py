"""Running one world: every seed and every plan, each history simulated once and forked where plans part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from relsim.batch.design import Design, Planned
from relsim.measures.runs import Floats, WorldRuns
from relsim.simulation import Simulation
from relsim.timetable import NEVER

Told = Callable[[int], None]
"""Called with a number of runs that have just been finished."""


def run_world(design: Design, world: int, told: Told = lambda _: None) -> WorldRuns:
    """All runs of one world.

    Args:
        design: The design.
        world: Number of the world.
        told: Called as runs are finished.
    """
    series: dict[str, dict[str, list[Floats]]] = {plan.dates.name: {} for plan in design.planned}
    for replicate, seed in enumerate(design.seeds):
        due = [plan for plan in design.planned if replicate < plan.replicates]
        start = Simulation(
            due[0].timetable, world=design.worlds[world], world_number=world, seed=seed, switches=design.switches
        )
        for plan, run in _carry_on(start, due):
            for measure, values in run.series().items():
                series[plan.dates.name].setdefault(measure, []).append(values)
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
    )


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
