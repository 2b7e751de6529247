"""Which plans are run a second time with outside pressure switched off: those of an experiment that compares dates.

A date can look cheap only because a pandemic had left less to lose by then.  So every answer on timing has beside it
what the same dates come to where nothing presses from outside.
"""

from __future__ import annotations

from relsim.domain.plan import Plan
from relsim.experiments.experiment import Experiment

OUTSIDE_PRESSURE = "outside_pressure"
"""The rule in `relsim.engine.rules.switches`."""


def also_without_pressure(experiment: Experiment) -> tuple[Plan, ...]:
    """The plans that are also run without outside pressure: those that reorganise, and the comparator, which is last.

    None where fewer than two of the experiment's plans reorganise in different months (their last vesting), where the
    rule is off anyway, where nothing presses in any month that is simulated, or where they are not asked for.
    """
    changing = tuple(plan for plan in experiment.plans_in_order if plan.reorganisations)
    unasked = "pressure_off" not in experiment.beside or OUTSIDE_PRESSURE in experiment.rules_off
    if unasked or len({plan.vesting for plan in changing}) < 2 or not _presses(experiment):
        return ()
    comparator = experiment.comparator_plan
    return (*(plan for plan in changing if plan.name != comparator.name), comparator)


def _presses(experiment: Experiment) -> bool:
    """True if outside pressure bears on any month that is simulated."""
    return any(
        one.readiness < 1.0 and one.begins < experiment.until and one.ends > experiment.place.starts
        for one in experiment.place.pressures
    )
