"""Claims about how long bedding in takes, put to months until 90 % of the comparator, and one about ratings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from relsim.domain.sectors import Sector
from relsim.evidence.claims.verdict import Verdict, word
from relsim.evidence.findings.comparison import times
from relsim.evidence.results import PlanInfo, Results
from relsim.measures import tables
from relsim.measures.durations import NEVER
from relsim.wording.numbers import percent


@dataclass(frozen=True)
class Band:
    """A claim about months to 90 % of the comparator (12 months running), as a band that includes both ends."""

    code: str
    claim: str
    source: str
    sector: str
    low: float
    high: float
    tests: str
    """What of the model is compared, and how near it comes."""


_EVERY = tables.ALL_SECTORS
BANDS = (
    Band(
        "C22",
        "At least two years to bed in, in which the voluntary sector can do little",
        "A voluntary sector leader in Manchester, January 2021 (testimony)",
        Sector.VCSE.code,
        24,
        NEVER,
        "Months until the voluntary sector’s coverage is back at 90% of the comparator’s: 24 or more, or never",
    ),
    Band(
        "C22 band",
        "Bedding in after a full replacement of commissioners takes 18 to 36 months",
        "Band set before any run, around the testimony of two years",
        _EVERY,
        18,
        36,
        "Months until coverage of all sectors is back at 90%: from 18 to 36",
    ),
    Band(
        "Fulop",
        "Service developments were delayed by at least 18 months after NHS trust mergers",
        "Fulop et al. 2002, BMJ 325:246 (9 London trusts, 96 interviews)",
        _EVERY,
        18,
        NEVER,
        "Months until coverage of all sectors is back at 90%: 18 or more, or never. The source is about "
        "developments and trusts, the model about relationships and commissioners",
    ),
    Band(
        "PCT 2006",
        "Practices’ ratings of their PCT were already at their plateau 8 to 10 months after the 2006 mergers",
        "Practice-based commissioning survey, Department of Health, 2007–08 (1,198 practices; no baseline "
        "before the mergers)",
        Sector.GENERAL_PRACTICE.code,
        0,
        10,
        "Months until general practice’s coverage is back at 90%: 10 or fewer. Rated “good” is not the same as "
        "working: coverage is nearer to “joint work happens”",
    ),
)
_HONEYMOON = (
    "CCG 2013",
    "New commissioners are rated well at first, then ratings erode (80% to 74% in about a year)",
    "CCG 360° stakeholder surveys, 2013–14, as reported by HSJ",
    "Coverage of general practice 10–14 months after vesting is at least one point below that of the first "
    "three months",
)


def verdicts(results: Results) -> list[Verdict]:
    """Every claim against every option that replaces bodies, claim by claim."""
    plans = [plan for plan in results.vested if plan.replaces]
    found = [_judge_band(results, plan, band) for band in BANDS for plan in plans]
    found += [_judge_honeymoon(results, plan) for plan in plans]
    return [verdict for verdict in found if verdict is not None]


def _judge_band(results: Results, plan: PlanInfo, band: Band) -> Verdict | None:
    months = times(results, plan.name, band.sector)
    if months.empty:
        return None
    never = np.isinf(months)
    inside = (months >= band.low) & ((months <= band.high) if np.isfinite(band.high) else True)
    below, above = months < band.low, (months > band.high) & ~never
    told = [f"{percent(float(inside.mean()))} of sets of assumptions agree"]
    told += [f"{percent(float(s.mean()))} {t}" for s, t in ((below, "shorter"), (above, "longer")) if s.any()]
    if never.any():
        told.append(f"{percent(float(never.mean()))} never" + (" (counted as agreeing)" if np.isinf(band.high) else ""))
    return Verdict(
        band.code,
        band.claim,
        band.source,
        band.tests,
        plan.name,
        "; ".join(told),
        word(float(inside.mean()), len(months)),
    )


def _judge_honeymoon(results: Results, plan: PlanInfo) -> Verdict | None:
    if plan.vesting is None:
        return None
    coverage = results.by_month(plan.name, Sector.GENERAL_PRACTICE.code)
    early, later = coverage.loc[plan.vesting : plan.vesting + 2], coverage.loc[plan.vesting + 10 : plan.vesting + 14]
    if len(early) < 3 or len(later) < 5 or coverage.shape[1] == 0:
        return None
    change = later.mean() - early.mean()
    falls, rises = change <= -0.01, change >= 0.01
    fall, rise = percent(float(falls.mean())), percent(float(rises.mean()))
    shares = f"{fall} of sets of assumptions fall; {rise} rise by a point or more"
    code, claim, source, tests = _HONEYMOON
    return Verdict(code, claim, source, tests, plan.name, shares, word(float(falls.mean()), len(change)))
