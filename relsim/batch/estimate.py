"""The time here and the disk that a batch would take, from a short sample that is measured."""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from relsim.batch.best_pair import best_pair, pair_runs
from relsim.batch.run import run_experiment
from relsim.batch.runs.chunk import SEEDS_A_CHUNK, Chunk
from relsim.batch.runs.design import Design, design, with_variant
from relsim.batch.stages import longest
from relsim.batch.store.earlier import RUNS
from relsim.batch.store.store import Store
from relsim.batch.workers.processes import compile_kernels
from relsim.experiments.experiment import Experiment
from relsim.wording.numbers import duration, percent, size_words
from relsim.wording.phrases import plural

_BY_RUN = ("outcomes.parquet", "runs.parquet")
"""Tables that have rows for each run; the others have them for each world."""


@dataclass(frozen=True)
class Estimate:
    """The runs, time and disk that a batch would take."""

    plans: int
    """Of the experiment."""
    beside: int
    """What is run beside them, but for safeguards."""
    worlds: int
    runs: int
    """With a precision to reach, those of the first stage; so is what follows, but for `most_runs`."""
    most_runs: int
    """Runs if every world has as many replicates as it may: those of both stages; without stages the same as `runs`."""
    missing: int
    """Runs that are not in the store yet."""
    chunks: int
    tried: int
    """Safeguards that are tried by themselves."""
    pair: int
    """1 if the best two are then tried together, else 0."""
    tried_runs: int
    """Runs of all these, among `runs`."""
    workers: int
    rate: float
    """Runs a second in one process, tables included."""
    kept_bytes: int
    table_bytes: int

    @property
    def seconds(self) -> float:
        """Seconds that it would take here."""
        return self.missing / (self.rate * max(1, min(self.workers, self.chunks)))

    @property
    def most_seconds(self) -> float:
        """Seconds that it would take with as many replicates as there may be."""
        return self.seconds + (self.most_runs - self.runs) / (self.rate * max(1, self.workers))

    def text(self) -> str:
        """For a person."""
        return "\n".join([
            f"Plans: {self.plans:,}, and {self.beside:,} beside them as checks.",
            f"Runs: {self.runs:,} in {plural(self.worlds, 'world')}{still_to_do(self.missing, self.runs)}, in "
            f"{plural(self.chunks, 'chunk')}.",
            *self._safeguards(),
            f"Time here: about {duration(self.seconds)} on {plural(self.workers, 'process', 'es')} "
            f"({self.rate:.3g} runs a second in each, measured just now).",
            disk_words(self.table_bytes, self.kept_bytes, "batch"),
            *self._stages(),
        ])  # fmt: skip

    def _safeguards(self) -> list[str]:
        """The sentence on safeguards that are tried; none where none are."""
        if not self.tried:
            return []
        and_pair = ", and the best pair" if self.pair else ""
        return [
            f"Safeguards tried by themselves: {self.tried:,}{and_pair}: {self.tried_runs:,} of these runs "
            f"({percent(self.tried_runs / self.runs)} of the time); --no-safeguards leaves them out.",
        ]

    def _stages(self) -> list[str]:
        """The sentence on the second stage and what it may add; none without stages."""
        if self.most_runs == self.runs:
            return []
        times = self.most_runs / self.runs
        return [
            "That is the first of two stages, which shows how many replicates the precision takes. With as many as are "
            f"allowed it would be {self.most_runs:,} runs, about {duration(self.most_seconds)}, and at most "
            f"{size_words(times * (self.table_bytes + self.kept_bytes))} of disk.",
        ]


def estimate(experiment: Experiment, out: Path, workers: int) -> Estimate:
    """Measure one chunk of an experiment, and say what all of it would take; nothing is written to `out`.

    Raises:
        OSError: The sample can't be written to the system's folder for temporary files.
    """
    plan = design(experiment)
    store = Store(out)
    store.look(lambda _: None, remove=False)
    plan, pair = _with_pair(plan, store)
    chunks = _missing(plan, store)
    few = min(SEEDS_A_CHUNK, experiment.replicates)
    sample = experiment.model_copy(update={"worlds": 1, "replicates": few, "precision": None})
    compile_kernels(plan)
    with tempfile.TemporaryDirectory(prefix="relsim-sample-") as folder:
        clock = time.perf_counter()
        run_experiment(sample, Path(folder))
        seconds = time.perf_counter() - clock
        runs = json.loads((Path(folder) / "manifest.json").read_text(encoding="utf-8"))["runs"]
        kept = sum(path.stat().st_size for path in (Path(folder) / RUNS).rglob("*") if path.is_file())
        tables = {path.name: path.stat().st_size for path in Path(folder).iterdir() if path.suffix == ".parquet"}
    by_run = sum(size for name, size in tables.items() if name in _BY_RUN)
    by_world = sum(size for name, size in tables.items() if name not in _BY_RUN)
    tried = [planned for planned in plan.planned if planned.dates.role == "safeguard"]
    all_runs = plan.runs + pair
    return Estimate(
        plans=len(experiment.plans),
        beside=len(plan.planned) - len(experiment.plans) - len(tried),
        worlds=experiment.worlds,
        runs=all_runs,
        most_runs=longest(plan).runs + pair,
        missing=sum(chunk.runs for chunk in chunks) + pair,
        chunks=len(chunks),
        tried=sum(len(planned.variant.safeguards) == 1 for planned in tried),
        pair=int(pair > 0 or any(len(planned.variant.safeguards) > 1 for planned in tried)),
        tried_runs=sum(planned.replicates for planned in tried) * experiment.worlds + pair,
        workers=workers,
        rate=runs / seconds,
        kept_bytes=round(kept * all_runs / runs),
        table_bytes=round(by_run * all_runs / runs + by_world * experiment.worlds),
    )


def _missing(plan: Design, store: Store) -> list[Chunk]:
    return [chunk for world in range(plan.experiment.worlds) for chunk in store.chunks(plan, world)]


def _with_pair(plan: Design, store: Store) -> tuple[Design, int]:
    """The design with the best pair of safeguards, if it can be told already; or the runs that one will take."""
    if _missing(plan, store):
        return plan, pair_runs(plan)
    pair = best_pair(plan, store)
    return (plan if pair is None else with_variant(plan, pair)), 0


def still_to_do(missing: int, runs: int) -> str:
    """The runs that are still to be done, in words to stand after the number of all; empty where none is done."""
    return "" if missing == runs else f", of which {missing:,} are still to be done"


def disk_words(table_bytes: int, kept_bytes: int, what: str) -> str:
    """The sentence on disk; `what` can be extended thanks to the runs that are kept."""
    return (
        f"Disk: about {size_words(table_bytes)} of tables, and {size_words(kept_bytes)} of runs that are kept so that "
        f"the {what} can be extended."
    )
