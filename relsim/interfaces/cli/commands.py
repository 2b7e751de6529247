"""The commands ``check``, ``run`` and ``rerun``, as functions of the options that the parser read."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from relsim.interfaces.cli.results_folder import default_folder, make_writable
from relsim.interfaces.cli.running import cluster, run_into, usable_cores, watcher_for
from relsim.interfaces.cli.stopping import says_what_is_kept

if TYPE_CHECKING:
    from relsim.experiments.experiment import Experiment


class RunFailed(Exception):  # noqa: N818 - somebody wanted to see it
    """The run that was to be run again failed again; says how."""


def check(options: argparse.Namespace) -> None:
    """Say what an experiment or a series would run, or raise `InputProblems` with what is wrong with its file."""
    from relsim.experiments.experiment import read_experiment
    from relsim.experiments.in_words import account
    from relsim.studies.history.read import is_series

    if is_series(options.file):
        from relsim.interfaces.cli.history import check_series

        check_series(options.file)
        return
    experiment = read_experiment(options.file)
    print(f"{options.file} is in order.\n\n{account(experiment, default_folder(experiment.name))}")


def run(options: argparse.Namespace) -> None:
    """Run an experiment or a series, and write its tables and report; with ``--dry-run``: say what that would take."""
    from relsim.experiments.experiment import read_experiment
    from relsim.studies.history.read import is_series

    if is_series(options.file):
        from relsim.interfaces.cli.history import run_series

        run_series(options)
        return
    experiment = read_experiment(
        options.file, worlds=options.worlds, replicates=options.replicates, without=options.without,
        safeguards_tried=False if options.no_safeguards else None,
    )  # fmt: skip
    out = options.out or default_folder(experiment.name)
    workers = options.workers or usable_cores()
    if options.dry_run:
        _say_what_it_takes(experiment, out, workers, options.json)
        return
    make_writable(out)
    finished = _are_finished(out, experiment)
    with says_what_is_kept(out), contextlib.ExitStack() as closing:
        from relsim.evidence.documents.publish import findings, write_report
        from relsim.interfaces.cli.json_lines import JsonLines

        executor = closing.enter_context(cluster(options.dask)) if options.dask else None
        watcher = watcher_for(options, experiment.worlds, workers)
        closing.callback(watcher.close)
        if not finished:
            run_into(out, experiment, workers, watcher, executor, options)
        watcher.say("Writing the report.")
        report = write_report(out)
        told = findings(out)
        if isinstance(watcher, JsonLines):
            watcher.write("finished", report=str(report))
            return
    print(f"{told}\n\nThe report is in {report}")


def _say_what_it_takes(experiment: Experiment, out: Path, workers: int, as_json: bool) -> None:
    from relsim.batch.estimate import estimate

    found = estimate(experiment, out, workers)
    times = {"seconds": found.seconds, "most_seconds": found.most_seconds}
    print(json.dumps({**vars(found), **times}) if as_json else found.text())


def rerun(options: argparse.Namespace) -> None:
    """Run one run again by its key, and print its outcomes."""
    from relsim.batch.rerun import find_run, outcome_lines
    from relsim.batch.runs.chunk import said
    from relsim.wording.problems import InputProblems, Problem

    found = find_run(options.key, options.out)
    if found is None:
        what = f"no run in {options.out} has the key {options.key}"
        remedy = "copy it from the tables runs or failures; of runs that other code made, run the experiment again"
        raise InputProblems("the run", [Problem("KEY", what, remedy)])
    print(found.sentence(), flush=True)
    try:
        kept = found.run()
    except Exception as error:
        raise RunFailed(said(error)) from error
    print("\n".join(outcome_lines(kept)))


def _are_finished(out: Path, experiment: Experiment) -> bool:
    """True if a folder holds all that an experiment yields but the report; says what becomes of other results.

    Raises:
        InputProblems: It holds those of an experiment of another name.
    """
    from relsim.batch.store.earlier import earlier_results
    from relsim.wording.problems import InputProblems, Problem, quoted

    earlier = earlier_results(out)
    if earlier is None:
        return False
    if earlier.same_as(experiment):
        return not earlier.has_report
    if earlier.name not in ("", experiment.name):
        what = f"{out} holds the results of another experiment, {quoted(earlier.name)}"
        raise InputProblems("the results folder", [Problem("--out", what, "name another folder with --out")])
    print(
        f"{out} holds results {earlier.difference(experiment)}; once these are done, those will be in "
        f"{earlier.place_beside()}.",
        file=sys.stderr,
    )
    return False
