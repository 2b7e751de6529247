"""Running one run again by its key, alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from relsim.batch.best_pair import best_pair, tries_pair
from relsim.batch.runs.design import Design, Planned, design, with_variant
from relsim.batch.runs.keys import design_keys, made_by
from relsim.batch.runs.safeguard_variants import pair_variant
from relsim.batch.runs.world import Run, run_alone, world_runs
from relsim.batch.stages import longest
from relsim.batch.store.earlier import RUNS
from relsim.batch.store.store import Store
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
    for experiment, together in _experiments(out):
        made = _with_pair(longest(design(experiment)), together, out)
        keys = design_keys(made)
        for world in range(experiment.worlds):
            for planned in made.planned:
                for seed in made.seeds(planned, world):
                    if keys.of_run(planned.dates.name, world, seed) == key:
                        return RunToRepeat(made, planned, world, seed)
    return None


def _experiments(out: Path) -> Iterator[tuple[Experiment, tuple[str, ...]]]:
    """The experiments that a folder has runs of: the finished one first, with the safeguards that it tried together."""
    manifest = out / "manifest.json"
    if manifest.exists():
        content = json.loads(manifest.read_text(encoding="utf-8"))
        tried = [tuple(plan["safeguards"]) for plan in content["plans"] if plan["role"] == "safeguard"]
        yield Experiment.model_validate(content["experiment"]), next((two for two in tried if len(two) > 1), ())
    for path in sorted((out / RUNS / made_by()[:16]).glob("experiment-*.json")):
        yield Experiment.model_validate_json(path.read_text(encoding="utf-8")), ()


def _with_pair(made: Design, together: Sequence[str], out: Path) -> Design:
    """The design with the best pair of safeguards: the one that is named, or that its runs show, if they are there."""
    variant = pair_variant(made.experiment, together)
    if variant is None and tries_pair(made):
        store, first = Store(out), design(made.experiment)
        store.look(lambda _: None, remove=False)
        if not any(store.chunks(first, world) for world in range(made.experiment.worlds)):
            variant = best_pair(first, store)
    return made if variant is None else with_variant(made, variant)


def outcome_lines(kept: PlanKept) -> Iterator[str]:
    """The outcomes of a single run, a line each, with every digit."""
    values = kept.values
    width = max((len(" ".join(key)) for key in values.keys), default=0)
    for row, key in enumerate(values.keys):
        value, comparator = float(values.value[row, 0]), float(values.comparator[row, 0])
        yield f"{' '.join(key):<{width}}  {value!r}  comparator {comparator!r}  difference {value - comparator!r}"
