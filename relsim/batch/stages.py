"""Two stages: what the first shows the second to need, and what is known once it is done.

The second has as many replicates as a precision takes, and the two safeguards that by themselves save most together.
All follows from the store's runs and the experiment alone, so a batch that is stopped in either stage goes on to the
same end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from relsim.batch.best_pair import best_pair, tries_pair
from relsim.batch.runs.design import Design, Planned, with_variant
from relsim.batch.runs.variants import Variant
from relsim.batch.store.store import Store
from relsim.experiments.precision import Precision, fewest_in_a_stage
from relsim.measures.catalogue import OUTCOMES
from relsim.measures.columns import COLUMNS
from relsim.measures.precision import (
    NOT_REACHED,
    REACHED,
    TOO_RARE,
    confidence_of_each,
    interval,
    non_zero,
    pairs_wanted,
    too_rare,
)
from relsim.measures.run_values import Key
from relsim.measures.runs import Floats
from relsim.wording.problems import InputProblems, Problem, quoted

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Outcome:
    """An outcome of which the difference is to be known, and what the runs show of it."""

    key: Key
    half_width: float
    confidence: float
    """Of its interval alone."""
    first: dict[int, Floats]
    """World → paired differences of the first stage; worlds in which runs have failed may be missing."""
    second: dict[int, Floats]

    def wanted(self, worlds: int) -> Counts | None:
        """Pairs that the second stage takes in each world; None where the outcome is too rare to say."""
        found = pairs_wanted(
            list(self.first.values()), self.half_width, self.confidence, fewest_in_a_stage(worlds)
        )  # fmt: skip
        if found is None:
            return None
        pairs = np.zeros(worlds, dtype=np.int64)
        pairs[list(self.first)] = found
        return pairs


def in_stages(first: Design) -> bool:
    """True if a first stage shows what a second is to run."""
    return first.experiment.precision is not None or tries_pair(first)


def last_stage(first: Design, store: Store) -> tuple[Design, Variant | None]:
    """The design with all that its first stage shows to be needed, and the best pair of safeguards that is in it.

    Args:
        first: The design of the first stage.
        store: Holds all its runs.

    Raises:
        InputProblems: An outcome is named that runs of this place do not have.
    """
    precision = first.experiment.precision
    # What the pair's own runs show, such as that one failed, must not bear on either: it may have been run before.
    last = first if precision is None else second_stage(first, store, precision)
    pair = best_pair(first, store)
    return (last if pair is None else with_variant(last, pair)), pair


def second_stage(first: Design, store: Store, precision: Precision) -> Design:
    """The design with as many replicates in each world as its first stage shows to be needed, and no more than allowed.

    Raises:
        InputProblems: An outcome is named that runs of this place do not have.
    """
    worlds = first.experiment.worlds
    more = np.zeros(worlds, dtype=np.int64)
    for outcome in _outcomes(first, store, precision):
        wanted = outcome.wanted(worlds)
        more = more if wanted is None else np.maximum(more, wanted)
    replicates = np.minimum(np.array(first.replicates) + more, precision.most_replicates)
    return replace(first, replicates=tuple(replicates.tolist()))


def longest(first: Design) -> Design:
    """The design with as many replicates in every world as are allowed; without stages, as it is."""
    precision = first.experiment.precision
    if precision is None:
        return first
    return replace(first, replicates=(precision.most_replicates,) * first.experiment.worlds)


def precision_rows(design: Design, store: Store, precision: Precision) -> pd.DataFrame:
    """The table ``precision`` (see `relsim.measures.tables`).

    Args:
        design: With the second stage's replicates.
        store: Holds the runs of both stages.
        precision: What the experiment asks for.
    """
    rows = [_row(design, outcome) for outcome in _outcomes(design, store, precision)]
    return pd.DataFrame(rows, columns=list(COLUMNS["precision"]))


def _row(design: Design, outcome: _Outcome) -> tuple[object, ...]:
    wanted, pairs = outcome.wanted(design.experiment.worlds), list(outcome.second.values())
    measure, window, sector = outcome.key
    mean = half_width = np.nan
    verdict = TOO_RARE
    if wanted is not None and not too_rare(pairs):
        found = interval(pairs, outcome.confidence)
        mean, half_width = found.mean, found.half_width
        verdict = REACHED if half_width <= outcome.half_width else NOT_REACHED
    return (
        _in_question(design).dates.name, design.comparator.dates.name, measure, window, sector, OUTCOMES[measure].unit,
        outcome.confidence, outcome.half_width, len(pairs), sum(map(len, outcome.first.values())),
        0 if wanted is None else int(wanted.sum()), sum(map(len, pairs)), non_zero(pairs),
        mean, half_width, mean - half_width, mean + half_width, verdict,
    )  # fmt: skip


def _outcomes(design: Design, store: Store, precision: Precision) -> Iterator[_Outcome]:
    """Every outcome that is named, with its differences as far as a design's runs hold them."""
    found = {name: (dict[int, Floats](), dict[int, Floats]()) for name in precision.half_widths}
    keys = dict[str, Key]()
    for world in range(design.experiment.worlds):
        for name, (key, first, second) in _differences(design, store, world, precision).items():
            keys[name] = key
            for stage, differences in zip(found[name], (first, second), strict=True):
                if len(differences) >= 2:
                    stage[world] = differences
    confidence = confidence_of_each(precision.confidence, len(precision.half_widths))
    for name, half_width in precision.half_widths.items():
        if name in keys:
            yield _Outcome(keys[name], half_width, confidence, *found[name])


def _differences(
    design: Design, store: Store, world: int, precision: Precision
) -> dict[str, tuple[Key, Floats, Floats]]:
    """Of each outcome that is named, its key and its differences in a world, by stage; nothing where all runs failed.

    Raises:
        InputProblems: The runs have no such outcome.
    """
    planned = _in_question(design)
    if not store.seeds(design, planned, world):
        return {}
    kept = store.kept(design, planned, world)
    rows = {"_".join(key): row for row, key in enumerate(kept.values.keys)}
    lacking = [name for name in precision.half_widths if name not in rows]
    if lacking:
        what = f"in {design.experiment.place.name} runs have no outcome {', '.join(map(quoted, lacking))}"
        remedy = "nobody there has such a need, or there is no such organisation; name another sector"
        raise InputProblems("the experiment", [Problem("precision › half_widths", what, remedy)])
    is_first = kept.numbers < design.experiment.first_replicates
    found = {}
    for name in precision.half_widths:
        row = rows[name]
        differences = kept.values.value[row] - kept.values.comparator[row]
        found[name] = kept.values.keys[row], differences[is_first], differences[~is_first]
    return found


def _in_question(design: Design) -> Planned:
    return next(planned for planned in design.planned if planned.dates.role == "plan")
