"""The outcomes: the one place for each one's name, windows, unit, better direction and printing.

The functions that make them, the tables, the checks of an experiment and every sentence read it; its words stand in
``texts/outcomes.toml`` beside it, which can be corrected without reading code and without running anything again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from relsim.measures import recorded
from relsim.measures.outcome_words import Words, read_words, unit_words
from relsim.wording.problems import did_you_mean

Unit = Literal["share", "relationship-years", "relationships", "contacts", "months"]
Better = Literal["lower", "higher", ""]

CALENDAR, BEFORE, DURING = "calendar", "before", "during"
"""Windows that are not a number of months: the common calendar window; before the announcement; and until vesting."""
HORIZON = 120
"""Months after vesting: the same for every plan, since the next reorganisation's date is part of a plan."""
MAIN_SHARE, OTHER_SHARES = 90, (80, 95)
"""Share of the comparator's coverage, per cent, that counts as bedded in; and for sensitivity."""
PERSISTENCE = (12, 6, 3)
"""Months running for which it has to hold; the first is the main one."""
YEARS_AFTER = ("24", "60", "120")
"""Of what comes with much noise, or is decided over a year: the 12 months up to so many after vesting."""
_LONG = ("60", "120")
"""Of what is rare, or slow to be repaid."""


@dataclass(frozen=True)
class Outcome:
    """An outcome as all parts of relsim have it."""

    name: str
    """As in the column ``measure`` of the tables."""
    windows: tuple[str, ...]
    """In the order of the tables."""
    unit: Unit
    better: Better
    """Direction in which a difference favours a plan; empty where that would be a value judgement, as for influence."""
    monthly: str
    """The recorded column that it is made from: a name of `relsim.measures.recorded.RECORDED`."""
    decimals: int = 1
    """With which it is printed, once scaled."""
    loss: bool = False
    """True if it is stated as the comparator's level less the plan's, so that the comparator's own is 0."""
    duration: bool = False
    """True if it is a time until something that may never happen (NaN)."""
    of_world: bool = False
    """True if it is found on the mean of a world's runs, so that a single run has none."""
    smallest: float | None = None
    """The smallest difference of interest, in the tables' unit: worth speaking of, by a judgement of ours.

    None: of what scales with assumed numbers of bodies, or may never end, differences are described and get no verdict.
    """

    @property
    def scale(self) -> float:
        """The factor from the tables' unit to the printed one: shares are printed as percentage points."""
        return 100.0 if self.unit == "share" else 1.0

    @property
    def months(self) -> tuple[int, ...]:
        """Those of its windows that are a number of months."""
        return tuple(int(window) for window in self.windows if window.isdecimal())

    @property
    def words(self) -> Words:
        """Its words as they stand in the file."""
        return _words()[self.name]

    @property
    def unit_words(self) -> str:
        """The printed unit: ``percentage points`` of a share."""
        return unit_words(self.unit)

    def at(self, window: str) -> tuple[str, str]:
        """Its name and one of its windows, as the tables have them.

        Raises:
            ValueError: It has no such window.
        """
        if window not in self.windows:
            raise ValueError(f"{self.name} has no window {window!r}; it has {', '.join(self.windows)}")
        return self.name, window

    def label(self, window: str) -> str:
        """It and one of its windows, as the head of a row or a figure; a window it lacks is a ValueError."""
        return self.words.label(self.at(window)[1])

    def noun(self, window: str) -> str:
        """The thing that there are more or fewer of, to stand after "4.2 fewer"; a window it lacks is a ValueError."""
        return self.words.noun(self.at(window)[1])


def below_window(share: int) -> str:
    """The window of months not bedded in at a share, per cent: the main one's is the horizon alone."""
    return str(HORIZON) if share == MAIN_SHARE else f"{HORIZON}@{share}%"


COVERAGE = Outcome(
    "coverage", ("12", "24", "48", "60", "120"), "share", "higher", recorded.COVERAGE, smallest=0.02
)  # fmt: skip
COVERAGE_LOST_AT_VESTING = Outcome(
    "coverage_lost_at_vesting", ("0",), "share", "higher", recorded.COVERAGE, smallest=0.02
)  # fmt: skip
"""Coverage in the month of vesting, of which more is better."""
RELATIONSHIP_YEARS_LOST = Outcome(
    "relationship_years_lost", ("36", "60", "120", CALENDAR), "relationship-years", "lower", recorded.COVERAGE,
    decimals=0, loss=True,
)  # fmt: skip
SHARE_LOST = Outcome(
    "share_lost", RELATIONSHIP_YEARS_LOST.windows, "share", "lower", recorded.COVERAGE, loss=True, of_world=True,
    smallest=0.01,
)  # fmt: skip
"""The headline of a loss: relationship-years lost, of those that would have worked."""
BREAK_EVEN = Outcome("break_even", _LONG, "relationships", "lower", recorded.COVERAGE, loss=True)
JOINT_WORK = Outcome("joint_work", _LONG, "contacts", "higher", recorded.SUCCESSES, decimals=0)
ACUTE_DOMINANCE = Outcome(
    "acute_dominance", (BEFORE, DURING, *YEARS_AFTER), "share", "", recorded.INFLUENCE, decimals=2, smallest=0.01
)
INFLUENCE = Outcome(
    "influence", (BEFORE, DURING, *YEARS_AFTER), "share", "", recorded.INFLUENCE, decimals=2, smallest=0.01
)
GIVEN_UP = Outcome("given_up", _LONG, "share", "lower", recorded.GIVEN_UP, smallest=0.01)
CLOSED = Outcome("closed", _LONG, "share", "lower", recorded.CLOSED, smallest=0.01)
REACH = tuple(Outcome(name, YEARS_AFTER, "share", "higher", name, smallest=0.02) for name in recorded.REACH)
"""Each is the mean of the recorded column of the same name."""
(
    KNOWS_WHOM_TO_ASK, REACHES_DIRECTLY, REACHES_IN_TWO_STEPS, CONCERNS_RAISED, CONCERNS_HEARD, CONCERNS_ACTED_ON,
) = REACH  # fmt: skip
SPEND = Outcome("spend", YEARS_AFTER, "share", "", recorded.SPEND, decimals=2, smallest=0.005)
MONTHS_NOT_BEDDED_IN = Outcome(
    "months_not_bedded_in", tuple(below_window(share) for share in (MAIN_SHARE, *OTHER_SHARES)), "months", "lower",
    recorded.COVERAGE, of_world=True, smallest=3.0,
)  # fmt: skip
MONTHS_TO = {
    share: Outcome(
        f"months_to_{share}", tuple(str(months) for months in PERSISTENCE), "months", "lower", recorded.COVERAGE,
        duration=True, of_world=True,
    )
    for share in (MAIN_SHARE, *OTHER_SHARES)
}  # fmt: skip
"""By share of the comparator's coverage, per cent; their windows are the months running for which it has to hold."""
SETTLING_TIME = Outcome(
    "settling_time", (str(HORIZON),), "months", "lower", recorded.COVERAGE, duration=True, of_world=True
)
PERMANENT_SHIFT = Outcome(
    "permanent_shift", (str(HORIZON),), "share", "higher", recorded.COVERAGE, of_world=True, smallest=0.01
)

OUTCOMES: Mapping[str, Outcome] = {
    outcome.name: outcome
    for outcome in (
        COVERAGE, COVERAGE_LOST_AT_VESTING, RELATIONSHIP_YEARS_LOST, SHARE_LOST, BREAK_EVEN, JOINT_WORK,
        ACUTE_DOMINANCE, INFLUENCE, GIVEN_UP, CLOSED, *REACH, SPEND, MONTHS_NOT_BEDDED_IN, *MONTHS_TO.values(),
        SETTLING_TIME, PERMANENT_SHIFT,
    )
}  # fmt: skip
"""By name, in the order of the tables."""
PRIMARY = (
    SHARE_LOST.at("120"),
    MONTHS_NOT_BEDDED_IN.at(below_window(MAIN_SHARE)),
    COVERAGE.at("12"),
    COVERAGE.at("48"),
    ACUTE_DOMINANCE.at("120"),
)
"""The primary outcomes, as (measure, window): the paired variance is stated for each that is a mean of runs."""


def outcome(name: str) -> Outcome:
    """The outcome of a name.

    Raises:
        ValueError: There is none.
    """
    if name not in OUTCOMES:
        remedy = did_you_mean(name, OUTCOMES) or f"there are {', '.join(OUTCOMES)}"
        raise ValueError(f"there is no outcome {name!r}; {remedy}")
    return OUTCOMES[name]


@cache
def _words() -> Mapping[str, Words]:
    return read_words({outcome.name: outcome.windows for outcome in OUTCOMES.values()})
