"""The plan in question with safeguards, as variants: each that applies by itself, and two of them together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from relsim.batch.runs.variants import Variant, free_label
from relsim.experiments.experiment import Experiment
from relsim.experiments.safeguard_trials import Trial, trial, trials

SHARE_OF_OWN = 2
"""All trials together take at most one in this many of the runs of the experiment's own plans."""
LEAST_TRIED = 2
"""Replicates that each has at least: with one nobody could tell how much they vary."""


def replicates_tried(experiment: Experiment, single: int) -> int:
    """The replicates of each safeguard that is tried, in every world.

    What to ask for must cost less than the question itself.  So half of the runs of the experiment's own plans are
    shared out among all trials, the best pair included; but each has two.

    Args:
        experiment: The experiment.
        single: Number of safeguards that are tried by themselves.
    """
    own = experiment.first_replicates
    share = len(experiment.plans) * own // (SHARE_OF_OWN * max(1, single + has_pair(single)))
    return min(own, max(LEAST_TRIED, share))


def has_pair(single: int) -> bool:
    """True if that many safeguards make a pair to be tried."""
    return single >= 2


def single_variants(experiment: Experiment) -> list[Variant]:
    """The plan in question with each safeguard that applies, by itself."""
    return [_variant(experiment, each) for each in trials(experiment).single]


def pair_variant(experiment: Experiment, best_first: Sequence[str]) -> Variant | None:
    """The plan in question with two safeguards together.

    Args:
        experiment: The experiment.
        best_first: Names of those that were tried by themselves, from the one that saves most.

    Returns:
        With the two first that can be combined, the best of all before the others; None: no two can.
    """
    for two in combinations(best_first, 2):
        found = trial(experiment, two)
        if isinstance(found, Trial):
            return _variant(experiment, found)
    return None


def _variant(experiment: Experiment, tried: Trial) -> Variant:
    question = experiment.plan_in_question
    taken = {plan.name for plan in experiment.plans}
    label = free_label(f"{question.name}, with {tried.words}", taken)
    plan = tried.plan.model_copy(update={"name": label})
    return Variant(plan, "safeguard", of=question.name, safeguards=tried.safeguards, boards=tuple(tried.boards.items()))
