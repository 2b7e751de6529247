"""The model as a plain function of numbers, for tools that call functions: EMA Workbench, SALib, an optimiser."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from relsim.batch.runs.design import Design, design
from relsim.engine.simulation import Simulation
from relsim.experiments.experiment import Experiment, read_experiment
from relsim.measures.run_values import run_values
from relsim.measures.runs import WorldRuns
from relsim.wording.problems import did_you_mean
from relsim.worlds.parameters import World, parameters


def outcomes_of(experiment: Experiment | Path | str, *, seed: int = 1, **values: float) -> dict[str, float]:
    """The differences that the plan in question makes beside the comparator, in one run of each.

    Args:
        experiment: An experiment, or the path of its file.
        seed: Of both runs; a whole number, though tools that vary it may hand over 3.0.
        values: Parameters of the world by name (`relsim.worlds.parameters`); the others have their defaults.

    Returns:
        Outcomes of `relsim.measures.tables` by measure, window and sector, such as ``coverage_12_all``: the plan's less
        the comparator's, in the outcome's unit.

    Raises:
        ValueError: There is no such parameter.
        relsim.wording.problems.InputProblems: The file has mistakes.
    """
    for name in values:
        if name not in parameters():
            raise ValueError(
                f"there is no parameter {name!r}; {did_you_mean(name, parameters()) or 'see relsim.World'}"
            )
    plan = _of_file(Path(experiment)) if isinstance(experiment, (str, Path)) else _of(experiment)
    world = World()._replace(**{name: float(value) for name, value in values.items()})
    both = (plan.planned[0], plan.comparator)
    series = {}
    for planned in both:
        run = Simulation(planned.timetable, world=world, seed=int(seed), switches=planned.switches)
        run.advance()
        series[planned.dates.name] = {measure: found[np.newaxis] for measure, found in run.series().items()}
    runs = WorldRuns(
        world=0,
        first_month=plan.experiment.place.starts,
        until=plan.experiment.until,
        seeds=np.array([int(seed)]),
        plans=tuple(planned.dates for planned in both),
        series=series,
        need_units=plan.need_units,
        window=plan.window,
    )
    found = run_values(runs, plan.planned[0].dates)
    differences = (found.value - found.comparator)[:, 0].tolist()
    return {"_".join(key): difference for key, difference in zip(found.keys, differences, strict=True)}


@lru_cache(maxsize=4)
def _of_file(path: Path) -> Design:
    # Safeguards make further plans, which nobody asks for here.
    return design(read_experiment(path, safeguards_tried=False))


_designs: list[Design] = []


def _of(experiment: Experiment) -> Design:
    """The design of an experiment, kept for the next call."""
    for known in _designs:
        if known.experiment is experiment:
            return known
    _designs[:] = [design(experiment), *_designs[:3]]
    return _designs[0]
