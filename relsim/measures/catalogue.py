"""The measures of the tables: unit, and which direction is better, stated in this one place."""

from __future__ import annotations

from typing import Literal, NamedTuple

Better = Literal["lower", "higher", ""]


class Measure(NamedTuple):
    """How a measure is to be read."""

    unit: Literal["share", "relationship-years", "relationships", "contacts", "months"]
    better: Better
    """Direction in which a difference favours a plan; empty where that would be a value judgement, as for influence."""
    loss: bool = False
    """Whether it is stated as the comparator's level less the plan's, so that the comparator's own is 0."""
    duration: bool = False
    """Whether it is a time until something that may never happen (NaN)."""


MEASURES: dict[str, Measure] = {
    "coverage": Measure("share", "higher"),
    "coverage_lost_at_vesting": Measure("share", "higher"),
    "relationship_years_lost": Measure("relationship-years", "lower", loss=True),
    "break_even": Measure("relationships", "lower", loss=True),
    "joint_work": Measure("contacts", "higher"),
    "acute_dominance": Measure("share", ""),
    "influence": Measure("share", ""),
    "given_up": Measure("share", "lower"),
    "closed": Measure("share", "lower"),
    "knows_whom_to_ask": Measure("share", "higher"),
    "reaches_directly": Measure("share", "higher"),
    "reaches_in_two_steps": Measure("share", "higher"),
    "concerns_raised": Measure("share", "higher"),
    "concerns_heard": Measure("share", "higher"),
    "concerns_acted_on": Measure("share", "higher"),
    "spend": Measure("share", ""),
    "months_not_bedded_in": Measure("months", "lower"),
    "months_to_80": Measure("months", "lower", duration=True),
    "months_to_90": Measure("months", "lower", duration=True),
    "months_to_95": Measure("months", "lower", duration=True),
    "settling_time": Measure("months", "lower", duration=True),
    "permanent_shift": Measure("share", "higher"),
}
"""By name.  Coverage lost at vesting is coverage in the month of vesting, of which more is better."""
