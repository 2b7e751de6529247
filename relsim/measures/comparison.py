"""One world's comparison: every plan with the comparator, and the plans with one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from relsim.measures.catalogue import ACUTE_DOMINANCE, INFLUENCE, OUTCOMES, RELATIONSHIP_YEARS_LOST, SHARE_LOST
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
from relsim.measures.run_values import Key, RunValues
from relsim.measures.runs import OUTCOMES_ONLY, SECTORS, Floats, PlanDates, WorldRuns
from relsim.measures.share_lost import shares_by_seed
from relsim.measures.world_bedding_in import WorldBeddingIn

COLUMNS = (
    "plan", "role", "versus", "measure", "window", "sector", "unit", "world",
    "value", "versus_value", "difference", "standard_error", "replicates", "non_zero", "favours", "variance_ratio",
)  # fmt: skip
FEW_OUTCOMES = (SHARE_LOST.name, INFLUENCE.name, ACUTE_DOMINANCE.name)
"""Outcomes, each over its longest window in months, that safeguards and dates without outside pressure are compared by:
with all of them they would be most of the table, and nothing else is asked of them.
"""
_COMPARED_BY_FEW = ("safeguard", "pressure_off")


class Pair(NamedTuple):
    """Two plans to compare, on the first `replicates` seeds, which both have."""

    plan: PlanDates
    versus: PlanDates
    replicates: int
    few: bool = False
    """True if they are compared by `FEW_OUTCOMES` only."""


class Findings(NamedTuple):
    """A comparison's numbers, each of shape (keys,)."""

    keys: list[Key]
    value: Floats
    versus_value: Floats
    difference: Floats
    standard_error: Floats
    replicates: NDArray[np.int64]
    non_zero: NDArray[np.int64]
    """Pairs of runs whose difference is not 0; where a world has the difference and a run has none, all or none."""
    favours: Texts
    variance_ratio: Floats


def by_world(runs: WorldRuns | WorldKept) -> pd.DataFrame:
    """The table ``by_world`` (see `relsim.measures.tables`) of one world."""
    world = as_kept(runs)
    bedding_in = WorldBeddingIn(world)
    blocks = []
    for pair in pairs(world):
        blocks.append(_rows(world.world, pair, _compare_runs(world, pair)))
        blocks.append(_rows(world.world, pair, _compare_shares(world, pair)))
        if pair.plan.role in OUTCOMES_ONLY:
            continue
        on = min(bedding_in.seeds(each) for each in (pair.plan, pair.versus) if not each.is_comparator)
        if on:
            on_seeds = pair._replace(replicates=min(on, pair.replicates))
            blocks.append(_rows(world.world, pair, _compare_durations(world, on_seeds, bedding_in)))
    if not blocks:
        return pd.DataFrame(columns=list(COLUMNS))
    return pd.DataFrame({name: np.concatenate([block[name] for block in blocks]) for name in COLUMNS})


def pairs(world: WorldKept) -> Iterator[Pair]:
    """The comparisons of a world.

    Every plan with its comparator; plans of role ``plan`` with one another, both ways round, and those of role
    ``pressure_off`` likewise; each diagnostic, part and safeguard with the first plan, of which it is a variant; and
    safeguards with one another, one way round.
    """
    plans = [plan for plan in world.others if plan.role == "plan"]
    calm = [plan for plan in world.others if plan.role == "pressure_off"]
    rivals_of = {"plan": plans, "pressure_off": calm, **dict.fromkeys(("diagnostic", "part", "safeguard"), plans[:1])}
    for plan in world.others:
        few = plan.role in _COMPARED_BY_FEW
        yield Pair(plan, world.comparator_of(plan), world.replicates(plan), few)
        for rival in rivals_of.get(plan.role, ()):
            if rival is not plan:
                yield Pair(plan, rival, min(world.replicates(plan), world.replicates(rival)), few)
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
    if pair.versus.is_comparator:
        ours = ours.at(_compared(pair, ours))
        difference, versus_value = ours.value - ours.comparator, ours.comparator
        unpaired = variance(ours.level) + variance(ours.comparator_level)
    else:
        theirs = world.kept(pair.versus).values.first(pair.replicates)
        keys = _compared(pair, ours, theirs)
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
        replicates=np.full(len(keys), pair.replicates),
        non_zero=np.count_nonzero(difference, axis=1),
        favours=favours(mean, error, pair.replicates, _lower_is_better(keys)),
        variance_ratio=variance_ratio(unpaired, variance(difference)),
    )


def _compare_shares(world: WorldKept, pair: Pair) -> Findings:
    """Shares lost: ratios of sums over seeds, and so a world's own, with errors by seed pairs (the delta method)."""
    ours = _years(world, pair.plan, pair.replicates)
    theirs = None if pair.versus.is_comparator else _years(world, pair.versus, pair.replicates)
    keys = _compared(pair, ours, theirs)
    shares, by_seed = _shares_by_seed(ours.at(keys))
    versus = np.zeros(len(keys))
    if theirs is not None:
        versus, of_versus = _shares_by_seed(theirs.at(keys))
        by_seed = by_seed - of_versus
    difference, error = shares - versus, standard_error(by_seed)
    return Findings(
        keys=keys,
        value=shares,
        versus_value=versus,
        difference=difference,
        standard_error=np.where(np.isnan(difference), np.nan, error),
        replicates=np.full(len(keys), pair.replicates),
        non_zero=np.count_nonzero(by_seed, axis=1),
        favours=favours(difference, error, pair.replicates, _lower_is_better(keys)),
        variance_ratio=np.full(len(keys), np.nan),
    )


def _years(world: WorldKept, plan: PlanDates, replicates: int) -> RunValues:
    """Relationship-years had, by the keys of the shares that are made of them."""
    values = world.kept(plan).values.first(replicates)
    years = values.at([key for key in values.keys if key[0] == RELATIONSHIP_YEARS_LOST.name])
    return replace(years, keys=tuple((SHARE_LOST.name, window, sector) for _, window, sector in years.keys))


def _shares_by_seed(years: RunValues) -> tuple[Floats, Floats]:
    return shares_by_seed(years.level, years.comparator_level)


def _compare_durations(world: WorldKept, pair: Pair, bedding_in: WorldBeddingIn) -> Findings:
    """Outcomes that are properties of the world, with errors from a bootstrap of seed pairs."""
    ours = bedding_in.of(pair.plan, pair.replicates)
    against_comparator = pair.versus.is_comparator
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
        replicates=np.full(len(keys), pair.replicates),
        non_zero=np.where(np.nan_to_num(difference[0]) != 0, pair.replicates, 0),
        favours=np.where(
            may_never_end,
            favours_sooner(own, versus, pair.replicates),
            favours(difference[0], error, pair.replicates, _lower_is_better(keys)),
        ),
        variance_ratio=np.full(len(keys), np.nan),
    )


def _compared(pair: Pair, ours: RunValues, theirs: RunValues | None = None) -> list[Key]:
    """The keys that a pair is compared by: of those that both have, all or few."""
    shared = set((ours if theirs is None else theirs).keys)
    keys = [key for key in ours.keys if key in shared]
    return _few_of(keys) if pair.few else keys


def _few_of(keys: list[Key]) -> list[Key]:
    """The keys of `FEW_OUTCOMES` at the longest window of each; windows that are no number of months are none."""
    longest = dict[str, int]()
    for measure, window, _ in keys:
        if measure in FEW_OUTCOMES and window.isdigit():
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
