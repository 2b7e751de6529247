"""The commands ``relsim check`` and ``relsim run`` for a series: one experiment after another, then the overview."""

from __future__ import annotations

import argparse
import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from relsim.interfaces.cli.results_folder import default_folder, make_writable
from relsim.interfaces.cli.running import cluster, run_into, usable_cores, watcher_for
from relsim.interfaces.cli.stopping import says_what_is_kept
from relsim.studies.history.expand import Batch, batches_of
from relsim.studies.history.read import Series, read_series
from relsim.wording.problems import InputProblems, Problem, quoted

if TYPE_CHECKING:
    from concurrent.futures import Executor


def check_series(path: Path) -> None:
    """Say what a series would run, or what is wrong with its file.

    Raises:
        InputProblems: With everything that is wrong.
    """
    from relsim.studies.history.in_words import account

    series = read_series(path)
    print(f"{path} is in order.\n\n{account(series, batches_of(series), default_folder(series.name))}")


def run_series(options: argparse.Namespace) -> None:
    """Run every experiment of a series that is not finished yet, and write the overview.

    Raises:
        InputProblems: With everything that is wrong with its file or its folder.
    """
    series = read_series(
        options.file, worlds=options.worlds, replicates=options.replicates, without=options.without
    )  # fmt: skip
    batches = batches_of(series)
    out = options.out or default_folder(series.name)
    workers = options.workers or usable_cores()
    if options.dry_run:
        _say_what_it_takes(batches, out, workers, options.json)
        return
    _is_no_other(out, series)
    make_writable(out)
    with says_what_is_kept(out), contextlib.ExitStack() as closing:
        executor = closing.enter_context(cluster(options.dask)) if options.dask else None
        for number, batch in enumerate(batches, start=1):
            _run_batch(batch, f"Experiment {number} of {len(batches)}", out, workers, executor, options)
        _write_overview(series, batches, out, options.json)


def _run_batch(
    batch: Batch, number: str, out: Path, workers: int, executor: Executor | None, options: argparse.Namespace
) -> None:
    """Run one experiment, unless its folder holds its results already."""
    from relsim.batch.store.earlier import earlier_results
    from relsim.evidence.documents.publish import write_report

    experiment, folder = batch.experiment, out / batch.folder
    watcher = watcher_for(options, experiment.worlds, workers)
    with contextlib.closing(watcher):
        earlier = earlier_results(folder)
        same = earlier is not None and earlier.same_as(experiment)
        if earlier is not None and same and (earlier.has_report or not batch.has_report):
            watcher.say(f"{number} is done already: {experiment.title}")
            return
        watcher.say(f"{number}: {experiment.title}")
        if earlier is not None and not same:
            watcher.say(f"{folder} holds results {earlier.difference(experiment)}; once these are done, those will be "
                        f"in {earlier.place_beside()}.")  # fmt: skip
        folder.mkdir(parents=True, exist_ok=True)
        if not same:
            run_into(folder, experiment, workers, watcher, executor, options)
        if batch.has_report:
            watcher.say("Writing its report.")
            write_report(folder)


def _write_overview(series: Series, batches: Sequence[Batch], out: Path, as_json: bool) -> None:
    from relsim.interfaces.cli.json_lines import JsonLines
    from relsim.interfaces.cli.progress import Progress
    from relsim.studies.history.report import findings, write_overview

    watcher = JsonLines() if as_json else Progress(series.worlds, "")
    watcher.say("Writing the overview.")
    report = write_overview(series, batches, out)
    if isinstance(watcher, JsonLines):
        watcher.write("finished", report=str(report))
    else:
        print(f"{findings(series, batches, out)}\n\nThe overview is in {report}")


def _say_what_it_takes(batches: Sequence[Batch], out: Path, workers: int, as_json: bool) -> None:
    from relsim.studies.history.estimate import estimate_series

    found = estimate_series(batches, out, workers)
    print(json.dumps({**vars(found), "seconds": found.seconds}) if as_json else found.text())


def _is_no_other(out: Path, series: Series) -> None:
    """Make sure that a folder does not hold the results of a single experiment.

    Raises:
        InputProblems: It does.
    """
    from relsim.batch.store.earlier import earlier_results

    earlier = earlier_results(out)
    if earlier is not None:
        what = f"{out} holds the results of an experiment, {quoted(earlier.name or series.name)}, not of a series"
        raise InputProblems("the results folder", [Problem("--out", what, "name another folder with --out")])
