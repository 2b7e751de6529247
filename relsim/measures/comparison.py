"""One world's comparison: every plan with the comparator, and the plans with one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from relsim.measures.catalogue import ACUTE_DOMINANCE, INFLUENCE, OUTCOMES, RELATIONSHIP_YEARS_LOST
from relsim.measures.kept import WorldKept, as_kept
from relsim.measures.paired import (
    Texts,
    bootstrap_standard_error,
    favours,
    favours_sooner,
    standard_error,
    variance,
    variance_ratio,
)
from relsim.measures.run_values import Key
from relsim.measures.runs import FEWER_REPLICATES, OUTCOMES_ONLY, SECTORS, Floats, PlanDates, WorldRuns
from relsim.measures.world_bedding_in import WorldBeddingIn

COLUMNS = (
    "plan", "role", "versus", "measure", "window", "sector", "unit", "world",
    "value", "versus_value", "difference", "standard_error", "favours", "variance_ratio",
)  # fmt: skip


AMONG_SAFEGUARDS = (RELATIONSHIP_YEARS_LOST.name, INFLUENCE.name, ACUTE_DOMINANCE.name)
"""Outcomes by which safeguards are compared with one another, each over its longest window: every safeguard beside
every other would be most of the table, and what can't be told apart is asked of these only.
"""


class Pair(NamedTuple):
    """Two plans to compare, on the first `replicates` seeds, which both have."""

    plan: PlanDates
    versus: PlanDates
    replicates: int
    few: bool = False
    """True if they are compared by `AMONG_SAFEGUARDS` only."""


class Findings(NamedTuple):
    """A comparison's numbers, each of shape (keys,)."""

    keys: list[Key]
    value: Floats
    versus_value: Floats
    difference: Floats
    standard_error: Floats
    favours: Texts
    variance_ratio: Floats


def by_world(runs: WorldRuns | WorldKept) -> pd.DataFrame:
    """The table ``by_world`` (see `relsim.measures.tables`) of one world."""
    world = as_kept(runs)
    bedding_in = WorldBeddingIn(world)
    blocks = []
    for pair in pairs(world):
        blocks.append(_rows(world.world, pair, _compare_runs(world, pair)))
        # Nothing that durations are found on is kept of them.
        if pair.plan.role in OUTCOMES_ONLY:
            continue
        on = min(bedding_in.seeds(each) for each in (pair.plan, pair.versus) if each.role != "comparator")
        if on:
            on_seeds = pair._replace(replicates=min(on, pair.replicates))
            blocks.append(_rows(world.world, pair, _compare_durations(world, on_seeds, bedding_in)))
    if not blocks:
        return pd.DataFrame(columns=list(COLUMNS))
    return pd.DataFrame({name: np.concatenate([block[name] for block in blocks]) for name in COLUMNS})


def pairs(world: WorldKept) -> Iterator[Pair]:
    """The comparisons of a world.

    Every plan with the comparator; plans of role ``plan`` with one another, both ways round; each diagnostic, part and
    safeguard with the first plan, of which it is a variant; and safeguards with one another, one way round.
    """
    plans = [plan for plan in world.others if plan.role == "plan"]
    for plan in world.others:
        yield Pair(plan, world.comparator, world.replicates(plan))
        rivals = plans if plan.role == "plan" else plans[:1] if plan.role in FEWER_REPLICATES else []
        for rival in rivals:
            if rival is not plan:
                yield Pair(plan, rival, min(world.replicates(plan), world.replicates(rival)))
    for plan, rival in combinations([plan for plan in world.others if plan.role == "safeguard"], 2):
        yield Pair(plan, rival, min(world.replicates(plan), world.replicates(rival)), few=True)


def _compare_runs(world: WorldKept, pair: Pair) -> Findings:
    """Outcomes that are means of runs.

    Two plans are compared by what each changes beside the comparator in its own months, so that a difference between
    their dates is not credited with what happened to everybody in between.  With the same dates the comparator
    cancels, and the difference is that of their values.  Had no runs shared seeds, the variance of the difference
    would be the sum of both plans' and of what is left of the comparator's.
    """
    ours = world.kept(pair.plan).values.first(pair.replicates)
    if pair.versus.role == "comparator":
        difference, versus_value = ours.value - ours.comparator, ours.comparator
        unpaired = variance(ours.level) + variance(ours.comparator_level)
    else:
        theirs = world.kept(pair.versus).values.first(pair.replicates)
        shared = set(theirs.keys)
        keys = [key for key in ours.keys if key in shared]
        keys = _few_of(keys) if pair.few else keys
        ours, theirs = ours.at(keys), theirs.at(keys)
        difference, versus_value = (ours.value - ours.comparator) - (theirs.value - theirs.comparator), theirs.value
        left_over = ours.comparator_level - theirs.comparator_level
        unpaired = variance(ours.level) + variance(theirs.level) + variance(left_over)
    mean, error = difference.mean(axis=1), standard_error(difference)
    keys = list(ours.keys)
    return Findings(
        keys=keys,
        value=ours.value.mean(axis=1),
        versus_value=versus_value.mean(axis=1),
        difference=mean,
        standard_error=error,
        favours=favours(mean, error, pair.replicates, _lower_is_better(keys)),
        variance_ratio=variance_ratio(unpaired, variance(difference)),
    )


def _compare_durations(world: WorldKept, pair: Pair, bedding_in: WorldBeddingIn) -> Findings:
    """Outcomes that are properties of the world, with errors from a bootstrap of seed pairs."""
    ours = bedding_in.of(pair.plan, pair.replicates)
    against_comparator = pair.versus.role == "comparator"
    theirs = ours.comparator if against_comparator else bedding_in.of(pair.versus, pair.replicates).own
    keys = [(*key, SECTORS[sector]) for key in ours.own for sector in world.frame.with_need]
    own = np.concatenate([ours.own[key] for key in ours.own], axis=1)
    versus = np.concatenate([theirs[key] for key in ours.own], axis=1)
    difference = own - versus
    error = bootstrap_standard_error(difference[1:], pair.replicates)
    error[np.isnan(difference[0])] = np.nan
    may_never_end = np.array([OUTCOMES[measure].duration for measure, _, _ in keys])
    return Findings(
        keys=keys,
        value=own[0],
        versus_value=versus[0],
        difference=difference[0],
        standard_error=error,
        favours=np.where(
            may_never_end,
            favours_sooner(own, versus, pair.replicates),
            favours(difference[0], error, pair.replicates, _lower_is_better(keys)),
        ),
        variance_ratio=np.full(len(keys), np.nan),
    )


def _few_of(keys: list[Key]) -> list[Key]:
    """The keys of `AMONG_SAFEGUARDS` at the longest window of each; windows that are no number of months are none."""
    longest = dict[str, int]()
    for measure, window, _ in keys:
        if measure in AMONG_SAFEGUARDS and window.isdigit():
            longest[measure] = max(int(window), longest.get(measure, 0))
    return [key for key in keys if key[0] in longest and key[1] == str(longest[key[0]])]


def _lower_is_better(keys: list[Key]) -> NDArray[np.bool_]:
    return np.array([OUTCOMES[measure].better == "lower" for measure, _, _ in keys], dtype=np.bool_)


def _rows(world: int, pair: Pair, found: Findings) -> dict[str, NDArray[np.object_] | NDArray[np.int64] | Floats]:
    rows = len(found.keys)
    texts = {
        "plan": [pair.plan.name] * rows,
        "role": [pair.plan.role] * rows,
        "versus": [pair.versus.name] * rows,
        "measure": [measure for measure, _, _ in found.keys],
        "window": [window for _, window, _ in found.keys],
        "sector": [sector for _, _, sector in found.keys],
        "unit": [OUTCOMES[measure].unit for measure, _, _ in found.keys],
    }
    numbers = found._asdict()
    del numbers["keys"]
    as_arrays = {name: np.array(text, dtype=object) for name, text in texts.items()}
    return {**as_arrays, "world": np.full(rows, world, dtype=np.int64), **numbers}
