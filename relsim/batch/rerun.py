"""Running one run again by its key, alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from relsim.batch.runs.design import Design, Planned, design
from relsim.batch.runs.keys import design_keys, made_by
from relsim.batch.runs.world import Run, run_alone, world_runs
from relsim.batch.stages import longest
from relsim.batch.store.earlier import RUNS
from relsim.experiments.experiment import Experiment
from relsim.measures.kept import PlanKept, kept_of


@dataclass(frozen=True)
class RunToRepeat:
    """A run of an experiment."""

    design: Design
    planned: Planned
    world: int
    seed: int

    @property
    def replicate(self) -> int:
        """Number of the replicate."""
        return self.seed - self.design.experiment.seed

    def sentence(self) -> str:
        """Which run it is."""
        return (
            f"{self.planned.dates.name!r} ({self.planned.dates.role}), world {self.world}, replicate {self.replicate}, "
            f"seed {self.seed}"
        )

    def run(self) -> PlanKept:
        """Run it, and what it is compared with beside it, each by itself."""
        comparator = self.design.comparator_of(self.planned)
        both = (self.planned,) if self.planned is comparator else (self.planned, comparator)
        runs = {
            each.dates.name: {self.seed: Run.of(run_alone(self.design, each, self.world, self.seed))} for each in both
        }
        return kept_of(world_runs(self.design, self.world, [self.seed], both, runs), self.planned.dates)


def find_run(key: str, out: Path) -> RunToRepeat | None:
    """The run with a key, among all runs of the experiments that a results folder holds; None if there is none.

    The key holds a hash of the code, so runs that were made by other code are not found.
    """
    for experiment in _experiments(out):
        made = longest(design(experiment))
        keys = design_keys(made)
        for world in range(experiment.worlds):
            for planned in made.planned:
                for seed in made.seeds(planned, world):
                    if keys.of_run(planned.dates.name, world, seed) == key:
                        return RunToRepeat(made, planned, world, seed)
    return None


def _experiments(out: Path) -> Iterator[Experiment]:
    """The experiments that a folder has runs of: the finished one first."""
    manifest = out / "manifest.json"
    if manifest.exists():
        yield Experiment.model_validate(json.loads(manifest.read_text(encoding="utf-8"))["experiment"])
    for path in sorted((out / RUNS / made_by()[:16]).glob("experiment-*.json")):
        yield Experiment.model_validate_json(path.read_text(encoding="utf-8"))


def outcome_lines(kept: PlanKept) -> Iterator[str]:
    """The outcomes of a single run, a line each, with every digit."""
    values = kept.values
    width = max((len(" ".join(key)) for key in values.keys), default=0)
    for row, key in enumerate(values.keys):
        value, comparator = float(values.value[row, 0]), float(values.comparator[row, 0])
        yield f"{' '.join(key):<{width}}  {value!r}  comparator {comparator!r}  difference {value - comparator!r}"
