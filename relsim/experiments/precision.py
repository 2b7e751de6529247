"""Wanted precision of differences, where an experiment states one: replicates then come in two stages."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Annotated

from pydantic import Field

from relsim.domain.description import Description
from relsim.wording.problems import Problem, did_you_mean, quoted, shown

Replicates = Annotated[int, Field(ge=2, le=100_000)]
HalfWidth = Annotated[float, Field(gt=0.0)]
STAGE = 100
"""Pairs of runs that either stage has at least, over all worlds."""
_SECOND = 2
"""Replicates that there must be room for in a world's second stage: with one, nobody could tell how much they vary."""


class Precision(Description):
    """The wanted precision of differences: a second stage has as many replicates as the first shows it takes.

    Differences are those of the plan in question beside the comparator.
    """

    half_widths: Annotated[dict[str, HalfWidth], Field(min_length=1)]
    """Outcome by measure, window and sector (`relsim.measures.catalogue`), such as ``coverage_60_all`` → half-width of
    the interval of its mean difference over worlds, in the outcome's unit.
    """
    confidence: Annotated[float, Field(ge=0.5, lt=1.0)] = 0.95
    """That all these intervals hold at once."""
    most_replicates: Replicates = 200
    """In any world, both stages together."""


def fewest_in_a_stage(worlds: int) -> int:
    """The fewest replicates that each world has in either stage."""
    return max(2, ceil(STAGE / worlds))


def problems_of_precision(precision: Precision | None, worlds: int, replicates: int) -> Iterator[Problem]:
    """Problems: runs have no outcomes of such names, or there is no room for a second stage.

    Args:
        precision: What an experiment asks for; None: nothing.
        worlds: Number of its worlds.
        replicates: Replicates that it asks for in the first stage.
    """
    if precision is None:
        return
    # Imported here, so that files without a precision are checked at once.
    from relsim.measures.catalogue import OUTCOMES
    from relsim.measures.run_values import every_key

    keys = every_key()
    known, of_runs = ["_".join(key) for key in keys], {measure for measure, _, _ in keys}
    example = 'write measure, window and sector, such as "coverage_60_all"; relsim/measures/catalogue.py lists them'
    for name in precision.half_widths:
        if name in known:
            continue
        if any(name.startswith(measure) for measure in OUTCOMES.keys() - of_runs):
            what = f"{quoted(name)} is found on the mean of a world's runs, so single runs have no such outcome"
            yield Problem("precision › half_widths", what, example)
        else:
            remedy = did_you_mean(name, known) or example
            yield Problem("precision › half_widths", f"runs have no outcome {quoted(name)}", remedy)
    first = max(replicates, fewest_in_a_stage(worlds))
    if precision.most_replicates < first + _SECOND:
        yield Problem(
            "precision › most_replicates",
            f"{shown(precision.most_replicates)} leaves no room for a second stage, since the first has {first} "
            "replicates in each world",
            f"it must be at least {first + _SECOND}",
        )
