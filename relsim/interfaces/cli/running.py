"""Running an experiment for a person: on which processes or cluster, and told in which way."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from relsim.interfaces.cli.stopping import Interruptible

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from relsim.batch.workers.watcher import Watcher
    from relsim.experiments.experiment import Experiment
    from relsim.interfaces.cli.json_lines import JsonLines
    from relsim.interfaces.cli.progress import Progress


def watcher_for(options: argparse.Namespace, worlds: int, workers: int) -> Progress | JsonLines:
    """The watcher that tells how far the runs are, as the options want it told."""
    from relsim.interfaces.cli.json_lines import JsonLines
    from relsim.interfaces.cli.progress import Progress
    from relsim.wording.phrases import plural

    where = f"the cluster at {options.dask}" if options.dask else plural(workers, "process", "es")
    return JsonLines() if options.json else Progress(worlds, where)


def run_into(
    out: Path, experiment: Experiment, workers: int, watcher: Watcher, executor: Executor | None,
    options: argparse.Namespace,
) -> None:  # fmt: skip
    """Run an experiment as the options say, so that it can be interrupted."""
    from relsim.batch.run import run_experiment

    run_experiment(
        experiment, out, workers, Interruptible(watcher), executor=executor,
        most_failures=options.most_failures, discard_runs=options.discard_runs,
        file=options.file.as_posix(),
    )  # fmt: skip


@contextlib.contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The executor of a Dask cluster.

    Raises:
        InputProblems: There is none to be had.
    """
    from relsim.batch.workers.executors import dask_executor
    from relsim.wording.problems import InputProblems, Problem

    try:
        with contextlib.ExitStack() as closing:
            executor = closing.enter_context(dask_executor(address))
            closing_later = closing.pop_all()
    except ImportError:
        what, remedy = "dask.distributed is not installed", 'install it with: python -m pip install "relsim[dask]"'
        raise InputProblems("the cluster", [Problem("--dask", what, remedy)]) from None
    except (OSError, ValueError) as error:
        what = f"no Dask scheduler answers at {address} ({str(error).splitlines()[0]})"
        remedy = "start one with dask scheduler, and give the address that it prints"
        raise InputProblems("the cluster", [Problem("--dask", what, remedy)]) from None
    with closing_later:
        yield executor


def usable_cores() -> int:
    """Number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
