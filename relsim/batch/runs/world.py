"""The runs of one seed in one world: each history simulated once and forked where plans part.

Only plans of which the same rules are on can have a history in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from relsim.batch.runs.design import Design, Planned
from relsim.engine.simulation import Simulation
from relsim.measures.runs import Floats, WorldRuns
from relsim.timetable.era_dates import NEVER

WITH_PLACES = ("plan", "comparator", "placebo")
"""Roles of the plans of which influence is kept place by place."""


@dataclass(frozen=True)
class Run:
    """A finished run, month by month."""

    series: Mapping[str, Floats]
    """`relsim.engine.simulation.Simulation.series`."""
    places: Floats
    """`relsim.engine.simulation.Simulation.place_series`."""

    @classmethod
    def of(cls, simulation: Simulation) -> Run:
        """The run of a simulation that has come to its end."""
        return cls(simulation.series(), simulation.place_series())


RunsBySeed = dict[str, dict[int, Run]]
"""Plan name → seed → run."""


def run_alone(design: Design, planned: Planned, world: int, seed: int) -> Simulation:
    """One run from the start, that shares nothing; equal to the bit to one that shares its history."""
    run = Simulation(
        planned.timetable, world=design.worlds[world], world_number=world, seed=seed, switches=planned.switches
    )
    if planned.money_of:
        donor = next(each for each in design.planned if each.dates.name == planned.money_of)
        run = run.fork(planned.timetable, money=run_alone(design, donor, world, seed).money)
    run.advance()
    return run


def run_together(design: Design, world: int, seed: int, due: Sequence[Planned]) -> Iterator[tuple[Planned, Simulation]]:
    """Finish the run of every plan with one seed."""
    for switches in dict.fromkeys(planned.switches for planned in due):
        yield from _run_alike(design, world, seed, [planned for planned in due if planned.switches == switches])


def _run_alike(design: Design, world: int, seed: int, due: Sequence[Planned]) -> Iterator[tuple[Planned, Simulation]]:
    """Finish the run of every plan of which the same rules are on, in two passes.

    First the plans that decide by their own rules; then those on which the money of one of them is imposed, which can
    only be known once that one is finished.
    """
    ordinary = [planned for planned in due if not planned.money_of]
    imposed = [planned for planned in due if planned.money_of]
    first, switches = ordinary[0].timetable, ordinary[0].switches
    start = Simulation(first, world=design.worlds[world], world_number=world, seed=seed, switches=switches)
    parting = min(first.first_difference(planned.timetable) for planned in due)
    donors = {planned.money_of for planned in imposed}
    if imposed:
        start.advance(min(parting, first.until))
    money: dict[str, Floats] = {}
    for planned, run in _carry_on(start.fork(first) if imposed else start, ordinary):
        if planned.dates.name in donors:
            money[planned.dates.name] = run.money
        yield planned, run
    for planned in imposed:
        run = start.fork(planned.timetable, money=money[planned.money_of])
        run.advance()
        yield planned, run


def _carry_on(run: Simulation, group: Sequence[Planned]) -> Iterator[tuple[Planned, Simulation]]:
    """Finish a run for every plan of a group that has been one history so far."""
    first = group[0].timetable
    parting = min((first.first_difference(planned.timetable) for planned in group[1:]), default=NEVER)
    if parting >= first.until:
        run.advance()
        for planned in group:
            yield planned, run
        return
    run.advance(parting)
    while group:
        lead = group[0].timetable
        same = [planned for planned in group if lead.first_difference(planned.timetable) > parting]
        group = [planned for planned in group if planned not in same]
        yield from _carry_on(run.fork(lead), same)


def world_runs(
    design: Design, world: int, seeds: Sequence[int], plans: Sequence[Planned], runs: RunsBySeed
) -> WorldRuns:
    """The runs of some plans with some seeds, as the measures take them; plans that lack the last seeds go without."""
    series, places = {}, {}
    for planned in plans:
        name = planned.dates.name
        taken = [runs[name][seed] for seed in seeds if seed in runs[name]]
        series[name] = {measure: np.stack([run.series[measure] for run in taken]) for measure in taken[0].series}
        if planned.dates.role in WITH_PLACES:
            places[name] = np.stack([run.places for run in taken])
    return WorldRuns(
        world=world,
        first_month=design.experiment.place.starts,
        until=design.experiment.until,
        seeds=np.array(seeds),
        plans=tuple(planned.dates for planned in plans),
        series=series,
        need_units=design.need_units,
        window=design.window,
        places=design.comparator.timetable.places,
        place_influence=places,
    )
