"""What the plans of an experiment concern: the changes that are measured, and the functions that they hand over."""

from __future__ import annotations

from relsim.domain.bodies import responsibilities_at
from relsim.domain.plan import Plan
from relsim.domain.responsibilities import COMMISSIONING, Function
from relsim.experiments.experiment import Experiment


def measured(experiment: Experiment, plan: Plan) -> Plan:
    """A plan as far as it is measured: what vests after the month that plans are measured from is left out."""
    month = experiment.measured_from
    if month is None:
        return plan
    by_then = tuple(change for change in plan.reorganisations if change.vesting <= month)
    return plan.model_copy(update={"reorganisations": by_then})


def concerned_by(experiment: Experiment) -> frozenset[Function]:
    """All that any plan hands over, or puts under another board or team: what coverage is counted of.

    A plan that does something else, such as fence a budget, concerns all that commissioners do.
    """
    place, found = experiment.place, set[Function]()
    for plan in experiment.plans:
        changes = (*place.history, *plan.reorganisations)
        changed = measured(experiment, plan).reorganisations
        touched = [(change.vesting - 1, change.predecessors) for change in changed]
        touched += [(change.begins, change.bodies) for change in plan.governance]
        for month, codes in touched:
            functions = responsibilities_at(place, changes, month).functions
            found |= {function for code in codes for function in functions[code]}
        found |= {
            (one.code, locality)
            for change in changed
            if change.kind == "layer"
            for one in change.successors
            for locality in one.localities
        }
        if measured(experiment, plan).announced is not None and not touched:
            found |= {(COMMISSIONING, locality.code) for locality in place.localities}
    return frozenset(found)
