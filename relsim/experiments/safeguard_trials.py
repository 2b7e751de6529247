"""The safeguards that are tried by themselves on a plan: each that would change something, and why the others not.

What to ask for is what a consultation is answered with, so every plan in question that reorganises is run again with
each safeguard, whether or not the experiment's file names one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from relsim.domain.boards import Boards
from relsim.domain.plan import Plan
from relsim.experiments.experiment import Experiment
from relsim.experiments.plan_checks import PlanInDraft, problems_of_plan
from relsim.experiments.safeguard_list import SAFEGUARDS
from relsim.experiments.safeguards import with_safeguards
from relsim.wording.phrases import listed
from relsim.wording.texts import Texts

NOT_TRIED = ("later_date",)
"""A later date is another plan, not a way to carry this one out: the comparison of dates answers for it, and what
happens to everybody in between (a pandemic) would stand here as if a safeguard had saved it.
"""
WORKS_THROUGH = {
    "staff_kept": "reorganisation", "written_handover": "reorganisation", "shadow_running": "settling_in",
    "decisions_in_public": "openness", "ring_fence": "money",
}  # fmt: skip
"""Safeguard → the rule of the model without which it does nothing; the others work through several."""
_WHY = Texts("relsim.experiments", "safeguard_reasons")
_LABELS = Texts("relsim.experiments", "safeguard_labels")


@dataclass(frozen=True)
class Trial:
    """A plan with safeguards that it did not have."""

    safeguards: tuple[str, ...]
    """Names of those that are added, in the order in which they are applied."""
    plan: Plan
    boards: Boards
    """Those that it needs besides the place's."""

    @property
    def words(self) -> str:
        """The safeguards in a few words."""
        return words_of(self.safeguards)


@dataclass(frozen=True)
class Trials:
    """All safeguards that could be tried on a plan."""

    single: tuple[Trial, ...]
    """One for each safeguard that would change something, in the order in which they are applied."""
    left_out: Mapping[str, str]
    """Name of a safeguard that would change nothing → why, without a stop."""
    had: tuple[str, ...]
    """Names of those that the plan has already."""


def trials(experiment: Experiment) -> Trials:
    """The safeguards that are tried on an experiment's plan in question; none of a plan that reorganises nothing."""
    plan = experiment.plan_in_question
    if not experiment.tries_safeguards:
        return Trials((), {}, ())
    wanted = [name for name in SAFEGUARDS if name not in (*NOT_TRIED, *plan.safeguards)]
    single, left_out = [], dict[str, str]()
    for name in wanted:
        found = trial(experiment, (name,))
        if isinstance(found, Trial):
            single.append(found)
        else:
            left_out[name] = found
    return Trials(tuple(single), left_out, plan.safeguards)


def trial(experiment: Experiment, names: Sequence[str]) -> Trial | str:
    """The plan in question with safeguards, or why it cannot have them."""
    plan, place = experiment.plan_in_question, experiment.place
    off = [WORKS_THROUGH[name] for name in names if WORKS_THROUGH.get(name) in experiment.rules_off]
    if off:
        return _WHY("switched_off", rule=off[0])
    after, with_boards, refused = with_safeguards(plan, place, names)
    if refused:
        return "; ".join(each.why for each in refused.values())
    problems = problems_of_plan(PlanInDraft("", after), with_boards, experiment.until)
    if problems:
        return problems[0].what
    boards = {name: board for name, board in with_boards.boards.items() if name not in place.boards}
    return Trial(after.safeguards, after, boards)


def words_of(names: Sequence[str]) -> str:
    """Safeguards in a few words, to stand after "with"."""
    return listed([_LABELS(name) for name in names])
