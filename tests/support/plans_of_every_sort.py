"""Experiments of every sort on the small invented place, run for real and small: whatever is said has to fit them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from relsim.batch.run import run_experiment
from relsim.evidence.results import Results, read_results
from relsim.experiments.experiment import read_experiment

PLACES = Path(__file__).parents[1] / "places"
_HEAD = """
title = "{name}"
question = "What does it cost?"
place = "{places}/smallshire.toml"
until = "2034-08"
comparator = "Never"
safeguards_tried = {tried}
worlds = {worlds}
replicates = {replicates}
[boards]
lmc = {{ seats = {{ commissioner = 5, trusts = 2, local_government = 1, general_practice = 1, lmc = 1 }} }}
no_gps = {{ seats = {{ commissioner = 9, local_government = 1 }} }}
"""
_NEVER = """
[[plans]]
name = "Never"
"""
_MERGER = """
[[plans.reorganisations]]
name = "One board"
kind = "{kind}"
announced = "{announced}"
vesting = "{vesting}"
predecessors = ["C12", "C3"]
successors = [{{ code = "ICB", name = "Smallshire ICB", form = "ICB", board = "{board}" }}]
{fates}
"""
LOSSY = "posts = 0.95\nkept = 0.6\nmoved = 0.25\nprocedures = 0.5"
KEPT = """
posts = 1.0
kept = 1.0
moved = 0.0
procedures = 1.0
contracts = 1.0
settling_in = false
distraction = false"""


def merger(fates: str = LOSSY, vesting: str = "2022-07", announced: str = "2021-02", board: str = "icb") -> str:
    """One board in the place of both."""
    return _MERGER.format(kind="replace", announced=announced, vesting=vesting, board=board, fates=fates)


def plan(name: str, *parts: str) -> str:
    """A plan of a file."""
    return f'\n[[plans]]\nname = "{name}"\n' + "\n".join(parts)


_CLOSES = """
[[plans.reorganisations]]
name = "Healthwatch closes"
kind = "abolish"
announced = "2021-02"
vesting = "2022-07"
predecessors = ["SHW"]
"""
_BOARD = """
[[plans.governance]]
name = "Another board"
begins = "2022-07"
bodies = ["C12"]
board = "{board}"
"""
_CUT = """
[[plans.reorganisations]]
name = "A few posts go"
kind = "cut"
announced = "2021-12"
vesting = "2022-07"
predecessors = ["C3"]
posts = 0.95
kept = 0.95
moved = 0.0
"""
_GRANT = '\n[[plans.grants]]\nto = "vcse"\ntime = 1.5\nbegins = "2022-07"\n'

SORTS: Mapping[str, tuple[int, int, bool, str]] = {
    "no effect": (3, 2, False, _NEVER + plan("Kept", merger(KEPT))),
    "abolish only": (3, 2, True, _NEVER + plan("Closes", _CLOSES)),
    "board only": (3, 2, False, _NEVER + plan("No GPs", _BOARD.format(board="no_gps"))
                   + plan("An LMC seat", _BOARD.format(board="lmc"))),
    "a gain": (3, 2, False, _NEVER + plan("Grants", _GRANT)),
    "a tiny plan": (3, 2, False, _NEVER + plan("A cut", _CUT)),
    "one world": (1, 3, False, _NEVER + plan("Merger", merger())),
    "two worlds": (2, 2, False, _NEVER + plan("Merger", merger())),
    "many worlds": (18, 2, False, _NEVER + plan("Merger", merger())),
    "everything rare": (2, 2, False, _NEVER + plan("A cut", _CUT) + plan("Closes", _CLOSES)),
    "a comparator that falls": (3, 2, False, plan("Never", merger()) + plan("Later", merger(vesting="2024-04"))),
    "dates": (10, 2, False, _NEVER + plan("July 2022", merger()) + plan("April 2024", merger(vesting="2024-04"))),
    "with safeguards": (10, 2, True, _NEVER + plan("Merger", merger())
                        + '\n[[plans]]\nname = "Kept"\nlike = "Merger"\nsafeguards = ["staff_kept"]\n'
                        + '\n[[plans]]\nname = "Handed over"\nlike = "Merger"\nsafeguards = ["written_handover"]\n'
                        + '\n[[plans]]\nname = "Both"\nlike = "Merger"\n'
                        + 'safeguards = ["staff_kept", "written_handover"]\n'),
}  # fmt: skip
"""Name → worlds, replicates, whether safeguards are tried, and the plans."""


@cache
def results_of(name: str) -> Results:
    """The results of one sort, run once."""
    worlds, replicates, tried, plans = SORTS[name]
    return run_text(name, worlds, replicates, tried, plans)


def run_text(name: str, worlds: int, replicates: int, tried: bool, plans: str) -> Results:
    """Run an experiment of the small place that is given as text."""
    folder = Path(mkdtemp(prefix="relsim-sorts-"))
    head = _HEAD.format(name=name, places=PLACES.as_posix(), tried=str(tried).lower(), worlds=worlds,
                        replicates=replicates)  # fmt: skip
    path = folder / "sort.toml"
    path.write_text(head + plans, encoding="utf-8")
    return read_results(run_experiment(read_experiment(path), folder / "out"))
