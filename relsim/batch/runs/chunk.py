"""A chunk: the unit of work and of storage, some seeds of one world under several plans.

What a chunk yields follows from what it asks for and nothing else: not from who runs it, nor from what is run beside.
"""

from __future__ import annotations

import traceback
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from relsim.batch.runs.chunk_file import Section, encoded
from relsim.batch.runs.design import Design, Planned
from relsim.batch.runs.keys import design_keys
from relsim.batch.runs.world import Run, RunsBySeed, run_alone, run_together, world_runs
from relsim.measures.kept import DURATION_SEEDS, kept_of

SEEDS_A_CHUNK = 10
"""Most seeds of a chunk: some seconds of work, so that little is lost, and neither disk nor scheduler is kept busy."""
SINGLE_RUN_WORLDS = 3
"""Worlds of which the first replicate is kept month by month."""
Told = Callable[[int], None]
"""Called with a number of runs that have just been finished."""


@dataclass(frozen=True)
class Chunk:
    """Which runs are wanted of a world, and what is to be kept of them besides their outcomes."""

    world: int
    seeds: tuple[tuple[str, tuple[int, ...]], ...]
    """Name of each plan, and its seeds, increasing."""
    durations: bool
    """True if the coverage that durations are found on is kept."""
    single: bool
    """True if the first of the seeds is kept month by month."""

    @property
    def first_seed(self) -> int:
        """The first of the seeds."""
        return min(seeds[0] for _, seeds in self.seeds)

    @property
    def runs(self) -> int:
        """Number of runs."""
        return sum(len(seeds) for _, seeds in self.seeds)


@dataclass(frozen=True)
class Failure:
    """A run that raised an error."""

    plan: str
    world: int
    seed: int
    message: str


@dataclass(frozen=True)
class Done:
    """The results of a chunk."""

    world: int
    content: bytes
    """Of its file; without the seeds of which a run has failed."""
    holds_runs: bool
    """True if any seed is left."""
    failures: tuple[Failure, ...]


def run_chunk(design: Design, chunk: Chunk, told: Told = lambda _: None) -> Done:
    """Run a chunk.

    A seed of which any run fails is left out under every plan, so that plans are always compared on the same seeds.
    """
    wanted = {name: frozenset(seeds) for name, seeds in chunk.seeds}
    runs: RunsBySeed = {planned.dates.name: {} for planned in design.planned}
    failures: list[Failure] = []
    for seed in sorted(frozenset[int]().union(*wanted.values())):
        due = [planned for planned in design.planned if seed in wanted.get(planned.dates.name, ())]
        failed = _run_seed(design, chunk.world, seed, _with_company(design, due), runs)
        failures += failed
        if failed:
            wanted = {name: seeds - {seed} for name, seeds in wanted.items()}
        told(len(due))
    sections = [
        _section(design, chunk, planned, sorted(wanted[planned.dates.name]), runs)
        for planned in design.planned
        if wanted.get(planned.dates.name)
    ]
    return Done(chunk.world, encoded(sections), bool(sections), tuple(failures))


def _with_company(design: Design, due: Sequence[Planned]) -> list[Planned]:
    """The plans to run, with what they need beside: their comparators, and those whose money is imposed on one."""
    names = {planned.dates.name for planned in due} | {planned.money_of for planned in due}
    names |= {design.comparator_of(planned).dates.name for planned in due}
    return [planned for planned in design.planned if planned.dates.name in names]


def _run_seed(design: Design, world: int, seed: int, due: Sequence[Planned], runs: RunsBySeed) -> list[Failure]:
    """Run plans with one seed; without effect on `runs` where one fails, and then with what failed."""
    try:
        found = {planned.dates.name: Run.of(run) for planned, run in run_together(design, world, seed, due)}
    except (MemoryError, OSError):
        raise  # It is the machine's, not the run's.
    except Exception:
        # Plans share their histories, so each is run by itself to find whose failure it is.
        found, failures = {}, []
        for planned in due:
            try:
                found[planned.dates.name] = Run.of(run_alone(design, planned, world, seed))
            except (MemoryError, OSError):
                raise
            except Exception as error:
                failures.append(Failure(planned.dates.name, world, seed, said(error)))
        if failures:
            return failures
    for name, run in found.items():
        runs[name][seed] = run
    return []


def said(error: Exception) -> str:
    """The message of an error, and the place in the code that it came up at."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{where}"


def _section(design: Design, chunk: Chunk, planned: Planned, seeds: Sequence[int], runs: RunsBySeed) -> Section:
    """The results that are kept of one plan's runs."""
    comparator = design.comparator_of(planned)
    parting = min(planned.timetable.first_difference(comparator.timetable), design.experiment.until)
    begins = 0 if planned is comparator else parting - design.experiment.place.starts
    both = (planned,) if planned is comparator else (planned, comparator)
    pair = world_runs(design, chunk.world, seeds, both, runs)
    single = chunk.single and seeds[0] == chunk.first_seed
    kept = kept_of(pair, planned.dates, begins, durations=chunk.durations, single=single)
    return Section(
        key=design_keys(design).of_world(planned.dates.name, chunk.world),
        world=chunk.world,
        durations=chunk.durations,
        single=chunk.single,
        kept=kept,
    )


def needs_durations(design: Design, seed: int) -> bool:
    """True if durations are found on a seed."""
    return seed - design.experiment.seed < DURATION_SEEDS


def needs_single(design: Design, world: int, seeds: Sequence[int]) -> bool:
    """True if one of the seeds is kept month by month."""
    return world < SINGLE_RUN_WORLDS and design.experiment.seed in seeds


def chunks_of(design: Design, world: int, missing: Mapping[str, Sequence[int]]) -> list[Chunk]:
    """The runs of a world that are still to be made, in chunks of neighbouring seeds.

    Args:
        design: The design.
        world: Number of the world.
        missing: Plan name → seeds that are still to be run.
    """
    blocks: dict[int, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for name, seeds in missing.items():
        for seed in seeds:
            block = (seed - design.experiment.seed) // SEEDS_A_CHUNK
            blocks[block][name] = (*blocks[block].get(name, ()), seed)
    return [_chunk(design, world, tuple(blocks[block].items())) for block in sorted(blocks)]


def _chunk(design: Design, world: int, seeds: tuple[tuple[str, tuple[int, ...]], ...]) -> Chunk:
    every = sorted({seed for _, some in seeds for seed in some})
    return Chunk(world, seeds, needs_durations(design, every[0]), needs_single(design, world, every))
