"""Running an experiment: chunks are independent tasks, for any executor, and what is done is kept.

A chunk's result depends on nothing but what it asks for, so neither workers nor order can change a number.  A stopped
experiment goes on from there, and one that asks for more worlds, replicates or plans runs only what is new.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Generator, Iterator
from concurrent.futures import Executor
from datetime import UTC, datetime
from pathlib import Path

from relsim.batch.runs.chunk import Chunk, Done, run_chunk
from relsim.batch.runs.design import Design, design
from relsim.batch.runs.failures import OtherCodeError, TooManyFailuresError
from relsim.batch.runs.keys import design_keys
from relsim.batch.runs.variants import Variant
from relsim.batch.stages import in_stages, last_stage, precision_rows
from relsim.batch.store.earlier import earlier_results
from relsim.batch.store.manifest import described, manifest
from relsim.batch.store.results import ResultsWriter, rerun
from relsim.batch.store.store import Store
from relsim.batch.workers.executors import run_on_executor
from relsim.batch.workers.processes import run_chunks
from relsim.batch.workers.watcher import Nobody, Watcher
from relsim.experiments.experiment import Experiment
from relsim.experiments.safeguard_trials import words_of
from relsim.wording.texts import Texts

_TEXTS = Texts("relsim.batch", "stages")
MOST_FAILURES = 0.01
"""Share of all runs that may fail before a batch is stopped."""


def run_experiment(
    experiment: Experiment,
    out: Path,
    workers: int = 1,
    watcher: Watcher | None = None,
    *,
    executor: Executor | None = None,
    most_failures: float = MOST_FAILURES,
    discard_runs: bool = False,
    file: str = "",
) -> Path:
    """Run an experiment and write its results folder.

    Finished results of another experiment, or of other code, that the folder holds are moved to NAME.previous beside it
    in the end.  The runs are kept in ``.runs``, a folder of the results folder, so that none is ever run twice; it may
    be deleted.

    Args:
        experiment: What to run.
        out: The results folder.
        workers: Number of processes; with one, everything happens in this one.
        watcher: Told how far it is.
        executor: Anything that runs functions elsewhere, instead of processes of this machine; it is not shut down.
        most_failures: Share of all runs that may fail.
        discard_runs: Whether to remove the runs that are kept, once the tables are written.
        file: Path of the experiment's file, as somebody gave it: what is said to run it again names it.

    Returns:
        The results folder.

    Raises:
        OSError: The folder can't be written.  What was finished is kept.
        ChildProcessError: Processes keep being stopped from outside.  What was finished is kept.
        TooManyFailuresError: More than the stated share of runs failed.  What was finished is kept.
        OtherCodeError: A worker has other code, or the code was changed in between.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    batch = _Batch(design(experiment), out, workers, watcher or Nobody(), executor, most_failures)
    with contextlib.closing(batch.results):
        batch.run()
        made = manifest(batch.design, started, time.monotonic() - clock, batch.failures, file)
        batch.results.finish(made, lambda: _keep_earlier_results(out, experiment))
    if discard_runs:
        batch.store.discard()
    else:
        batch.store.discard_other_code()
    return out


def _keep_earlier_results(out: Path, experiment: Experiment) -> None:
    earlier = earlier_results(out)
    if earlier is not None and not earlier.same_as(experiment):
        earlier.move_beside()


class _Batch:
    """An experiment while it is run."""

    def __init__(
        self, plan: Design, out: Path, workers: int, watcher: Watcher, executor: Executor | None, most_failures: float
    ) -> None:
        self.design, self._out = plan, out
        self._workers, self._executor = workers, executor
        self._watcher, self._most_failures = watcher, most_failures
        self.store = Store(out)
        self.results = ResultsWriter(out, self.store, described(plan))
        self._written = 0
        """Worlds, from the first on, whose rows are written."""
        self._done = 0
        self._last_stage = True

    @property
    def failures(self) -> int:
        """Number of runs that have failed."""
        return sum(len(self.store.failed(self.design, world)) for world in range(self.design.experiment.worlds))

    def run(self) -> None:
        """Run all that is missing, and write the rows of every world."""
        self.store.look(self._watcher.say)
        self.store.name(self.design.experiment)
        precision = self.design.experiment.precision
        if in_stages(self.design):
            self._begin_stage(1, [_TEXTS(f"{'safeguards' if precision is None else 'precision'}.first")])
            self._run_missing()
            self.design, pair = last_stage(self.design, self.store)
            self._begin_stage(2, list(self._second(pair)))
        self._run_missing()
        self._write_worlds()
        if precision is not None:
            self.results.precision(precision_rows(self.design, self.store, precision))
        self._tell(self.design.runs)

    def _begin_stage(self, number: int, sentences: list[str]) -> None:
        self._last_stage = number == 2
        self._watcher.stage(number, 2, " ".join(sentences))

    def _second(self, pair: Variant | None) -> Iterator[str]:
        """The sentences on what the second stage is for."""
        if self.design.experiment.precision is not None:
            yield _TEXTS("precision.second")
        if pair is not None:
            yield _TEXTS("safeguards.second", words=words_of(pair.safeguards))
        elif self.design.experiment.precision is None:
            yield _TEXTS("safeguards.none")

    def _run_missing(self) -> None:
        """Run all that is missing of the design as it is now."""
        missing = sum(chunk.runs for chunk in self._missing())
        self._done = self.design.runs - missing
        self._failed = self.failures
        self._tell(self._done)
        # A seed that fails under a plan is taken out of what other plans have stored, so that may be run again.
        while missing:
            with contextlib.closing(self._run_chunks(self._missing())) as finished:
                for done in finished:
                    self._keep(done)
            left = sum(chunk.runs for chunk in self._missing())
            if left >= missing and not self._failed:
                raise OtherCodeError("the code of relsim was changed while the batch ran, so its runs do not fit")
            missing, self._done = left, self.design.runs - left

    def _missing(self) -> Iterator[Chunk]:
        for world in range(self._written, self.design.experiment.worlds):
            yield from self.store.chunks(self.design, world)

    def _run_chunks(self, chunks: Iterator[Chunk]) -> Generator[Done, None, None]:
        before = self._done
        if self._executor is not None:
            return run_on_executor(self.design, chunks, self._executor, lambda runs: self._tell(before + runs))
        return run_chunks(self.design, chunks, self._workers, lambda runs: self._tell(before + runs), run_chunk)

    def _keep(self, done: Done) -> None:
        self.store.save(self.design, done)
        self._failed += len(done.failures)
        if self._failed > self._most_failures * self.design.runs:
            failure = done.failures[-1]
            key = design_keys(self.design).of_run(failure.plan, failure.world, failure.seed)
            raise TooManyFailuresError(
                f"{self._failed:,} of {self.design.runs:,} runs failed, which is more than {self._most_failures:.1%}; "
                f"the last said: {failure.message}. To run that one alone: {rerun(key, self._out)}"
            )
        self._write_worlds()

    def _write_worlds(self) -> None:
        """Write the rows of the next worlds, as far as they are complete; in the first of two stages none is."""
        if not self._last_stage:
            return
        while self._written < self.design.experiment.worlds and not self.store.chunks(self.design, self._written):
            self.results.world(self.design, self._written)
            self._written += 1

    def _tell(self, done: int) -> None:
        self._watcher.runs(min(done, self.design.runs), self.design.runs, self._failed)
