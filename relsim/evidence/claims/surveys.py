"""The model's own history beside the only surveys that asked soon after a reorganisation: awkward, and so shown.

The comparator holds the real history.  Surveys rated relationships as good or not, which is not what coverage counts,
so both readings are put to them: coverage (the relationship works), and mean trust (nearer to a rating).
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from relsim.domain.months import month_name, month_number
from relsim.domain.sectors import Sector
from relsim.evidence.claims.verdict import word
from relsim.evidence.findings.comparison import over_worlds
from relsim.evidence.results import Results
from relsim.wording.numbers import percent

_AT_PLATEAU = 0.9
_FALL = 0.01
_READINGS = (("coverage", "Coverage (relationships that work)"), ("trust", "Mean trust (0% none, 100% full)"))
IMPLIES = (
    "What follows: “working” here is nearer to “joint work happens” than to “rated good”; the durations in this report "
    "may be too long; contrasts between plans lean less on this than durations do, though no data check them either."
)


@dataclass(frozen=True)
class Survey:
    """Two surveys of practices after a change: when, what they found, and what the model must show to agree."""

    event: str
    early: tuple[str, str]
    """First and last month of the earlier reading."""
    later: tuple[str, str]
    rated: str
    source: str
    plateau: bool
    """True if to agree is to be at the later level already (else: to fall by a point or more)."""


SURVEYS = (
    Survey(
        "2006-10",
        ("2007-06", "2007-08"),
        ("2008-06", "2008-08"),
        "72% (69–74%) then 74% of practices rated their relationship with the trust as good",
        "Practice-based commissioning survey, Department of Health (1,198 practices in 2007; no baseline before)",
        True,
    ),
    Survey(
        "2013-04",
        ("2013-04", "2013-06"),
        ("2014-03", "2014-05"),
        "80% at authorisation, then 74% of practices rated their relationship with the group as good",
        "CCG 360° stakeholder surveys, as reported by HSJ",
        False,
    ),
)


@dataclass(frozen=True)
class Reading:
    """One survey put to one reading of the model, over worlds (shares, 0-1)."""

    survey: Survey
    column: str
    label: str
    early: tuple[float, float, float]
    """Mean and 5-95 % range over worlds."""
    later: tuple[float, float, float]
    agree: float
    word: str


def readings(results: Results) -> list[Reading]:
    """Every survey whose event is in the comparator's history, by both readings."""
    found = []
    for survey in SURVEYS:
        coverage = _months(results, "coverage")
        if not _happened(coverage, survey):
            continue
        for column, label in _READINGS:
            months = _months(results, column)
            early, later = (
                months.loc[month_number(a) : month_number(b)].mean() for a, b in (survey.early, survey.later)
            )
            agrees = early >= _AT_PLATEAU * later if survey.plateau else later - early <= -_FALL
            share = float(agrees.mean())
            found.append(
                Reading(survey, column, label, over_worlds(early), over_worlds(later), share, word(share, len(early)))
            )
    return found


def _months(results: Results, column: str) -> pd.DataFrame:
    return results.by_month(results.comparator, Sector.GENERAL_PRACTICE.code, column)


def _happened(coverage: pd.DataFrame, survey: Survey) -> bool:
    """True if the history holds those months, and general practice's relationships change in the event's month."""
    event = month_number(survey.event)
    if coverage.empty or event - 1 not in coverage.index or month_number(survey.later[1]) not in coverage.index:
        return False
    change = (coverage.loc[event] - coverage.loc[event - 1]).to_numpy(dtype=float)
    return bool(abs(float(change.mean())) > _FALL)


def contradiction(results: Results) -> str:
    """The plainest contradiction, with the model's own numbers; nothing where there is none."""
    for reading in readings(results):
        if reading.survey.plateau and reading.column == "coverage" and reading.word == "contradicted":
            return (
                "The nearest surveys contradict the model: 8 to 10 months after the mergers of October 2006 72% of "
                "practices rated the relationship good, and 74% a year later; in the model "
                f"{percent(reading.early[0])} of general practice’s relationships work by then, and "
                f"{percent(reading.later[0])} a year later. Durations may be too long; contrasts between plans lean "
                "less on this."
            )
    return ""


def _shown(value: tuple[float, float, float]) -> str:
    mean, low, high = value
    if low != low or percent(low) == percent(high):
        return percent(mean)
    return f"{percent(mean)} ({percent(low)} to {percent(high)} across sets of assumptions)"


def rows(results: Results) -> list[list[str]]:
    """A row of text for each reading."""
    told = []
    for one in readings(results):
        survey = one.survey
        asks = (
            f"are already at {_AT_PLATEAU:.0%} or more of the later level"
            if survey.plateau
            else "show a fall of a point or more"
        )
        told.append(
            [
                f"After {month_name(month_number(survey.event))}: {survey.rated}. {survey.source}.",
                one.label,
                f"{_when(survey.early)}: {_shown(one.early)}; {_when(survey.later)}: {_shown(one.later)}",
                f"{percent(one.agree)} of sets of assumptions {asks}",
                one.word,
            ]
        )
    return told


def _when(months: tuple[str, str]) -> str:
    first, last = (month_name(month_number(month)) for month in months)
    return f"{first.split()[0]}–{last}" if first.split()[-1] == last.split()[-1] else f"{first}–{last}"
