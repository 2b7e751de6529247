"""The columns that are recorded of every run month by month: names, units and what sums are divided by, in their order.

The engine's record, the series of a run, and the tables ``monthly`` and ``single_runs`` all take their columns from
here; `relsim.measures.catalogue` has the outcomes that are made from them.  Whatever recompiles when this file changes
includes the engine's kernels, so that it imports nothing of relsim, and its words stand in ``texts/columns.toml``.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Per = Literal["", "relationships", "organisations", "those who ask", "those that can close"]

COVERAGE = "coverage"
TRUST = "trust"
KNOWING = "knowing"
CONTACTS = "contacts"
SUCCESSES = "successes"
GIVEN_UP = "given_up"
INFLUENCE = "influence"
KNOWS_WHOM_TO_ASK = "knows_whom_to_ask"
REACHES_DIRECTLY = "reaches_directly"
REACHES_IN_TWO_STEPS = "reaches_in_two_steps"
CONCERNS_RAISED = "concerns_raised"
CONCERNS_HEARD = "concerns_heard"
CONCERNS_ACTED_ON = "concerns_acted_on"
CLOSED = "closed"
SPEND = "spend"

REACH = (
    KNOWS_WHOM_TO_ASK, REACHES_DIRECTLY, REACHES_IN_TWO_STEPS, CONCERNS_RAISED, CONCERNS_HEARD, CONCERNS_ACTED_ON,
)  # fmt: skip
"""Those of practices and VCSE organisations, known each quarter: whom they can turn to, and what becomes of it."""


class Recorded(NamedTuple):
    """One column of the record, of which a run has a value for each month and sector."""

    name: str
    unit: Literal["share", "contacts"]
    per: Per
    """The divisor of the engine's sum over a sector that makes it a share or a mean; empty: the sum itself is told."""


SUMMED = (
    Recorded(COVERAGE, "share", "relationships"),
    Recorded(TRUST, "share", "relationships"),
    Recorded(KNOWING, "share", "relationships"),
    Recorded(CONTACTS, "contacts", ""),
    Recorded(SUCCESSES, "contacts", ""),
    Recorded(GIVEN_UP, "share", "organisations"),
    Recorded(INFLUENCE, "share", ""),
    *(Recorded(name, "share", "those who ask") for name in REACH),
    Recorded(CLOSED, "share", "those that can close"),
)
"""The columns that the engine's record holds a sum of for each month and sector."""
RECORDED = {column.name: column for column in (*SUMMED, Recorded(SPEND, "share", ""))}
"""All columns by name: those of `SUMMED`, and spend, which is kept apart since some of it is decided afresh."""
MEASURED = tuple(RECORDED)
"""Their names.

coverage: share of need units (0-1; NaN in a sector that has none); trust, knowing: means (0-1); contacts, successes:
numbers in the month; given_up: share of organisations (0-1); influence: share of all influence (0-1; 1 for all); those
of `REACH`: shares of the practices and VCSE organisations in the localities concerned (0-1; NaN in other sectors; all:
of both); closed: closures in the month as a share of the VCSE organisations (NaN in other sectors; all: the same);
spend: share of all spend (0-1; 1 for all).
"""
