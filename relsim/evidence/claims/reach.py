"""Claims about knowing whom to ask, open decisions, networks as a point of connection, and giving up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from relsim.domain.months import month_number
from relsim.domain.sectors import Sector
from relsim.evidence.claims.verdict import Claim, Verdict
from relsim.evidence.findings.finding import beside_comparator
from relsim.evidence.reasons import why_untold
from relsim.evidence.results import PlanInfo, Results
from relsim.measures import catalogue
from relsim.measures.verdicts import Why
from relsim.wording.numbers import percent
from relsim.wording.phrases import listed, quoted

_GP, _VCSE = Sector.GENERAL_PRACTICE.code, Sector.VCSE.code
KNOW_FROM, TAKES_TIME = 0.8, 0.05
_STABLE_YEARS = 6
KNOWS = Claim(
    "Six years",
    "After six stable years a GP knows whom to ask, and where to raise a concern",
    "A GP in Oxford, BMJ, October 2019 (testimony)",
    f"Under the comparator, in the sixth year after the last reorganisation: at least {KNOW_FROM:.0%} of "
    "practices know "
    "whom to ask",
)
TOOK_TIME = Claim(
    "Six years, time",
    "“It took time”",
    "A GP in Oxford, BMJ, October 2019 (testimony)",
    f"Under the comparator, in the second year at least {100 * TAKES_TIME:.0f} points fewer practices know whom to ask "
    "than in the sixth",
)
OPEN = Claim(
    "Openness",
    "Partnerships are weaker for accountability than a corporate board that meets in public",
    "A blog on reorganising the NHS, December 2020",
    "Of two plans, one made from the other: where more is decided in public, clearly more concerns are acted on two "
    "years on. That is what openness does in the model; accountability itself is outside it",
)
NETWORKS = Claim(
    "Remedy: networks",
    "Whether primary care networks can be the point of connection needs an honest assessment",
    "A blog on reorganising the NHS, with examples from Sheffield, December 2020",
    "With half as much time again for networks, clearly more practices reach the commissioner directly or through one "
    "other two years on. The assessment itself is outside the model",
)
GIVING_UP = Claim(
    "Giving up",
    "At the prospect of yet more relationships to make, voluntary organisations talk of giving up",
    "A voluntary sector leader in Manchester, January 2021 (testimony)",
    "Voluntary organisations that had given up, over ten years from announcement: clearly more than under the "
    "comparator. The source is about talk, the model about doing so",
)


def verdicts(results: Results) -> list[Verdict]:
    """Every claim of these that the place's history, or a plan here, bears on."""
    return [*_six_years(results), *_openness(results), *_networks(results), *_giving_up(results)]


def _six_years(results: Results) -> Iterator[Verdict]:
    """Years after the last reorganisation in the comparator that six years without another follow."""
    start = last_vesting(results)
    if start is None or catalogue.KNOWS_WHOM_TO_ASK.monthly not in results.monthly.columns:
        return
    share = results.by_month(results.comparator, _GP, catalogue.KNOWS_WHOM_TO_ASK.name)
    years = {year: share.loc[start + 12 * (year - 1) : start + 12 * year - 1] for year in (1, 2, 4, _STABLE_YEARS)}
    if any(len(months) < 12 or months.isna().any(axis=None) for months in years.values()):
        return
    told = listed([f"{percent(float(months.mean().mean()))} in year {year}" for year, months in years.items()])
    sixth = years[_STABLE_YEARS].mean()
    yield KNOWS.agreed(results.comparator, sixth >= KNOW_FROM, told)
    yield TOOK_TIME.agreed(results.comparator, sixth - years[2].mean() >= TAKES_TIME)


def last_vesting(results: Results) -> int | None:
    """The last month in which the comparator, or its history, makes a new body; None if the manifest names none."""
    experiment: dict[str, Any] = results.manifest["experiment"]
    place = experiment.get("place")
    changes = list(place.get("history") or ()) if isinstance(place, dict) else []
    for plan in experiment.get("plans") or ():
        if plan.get("name") == results.comparator:
            changes += plan.get("reorganisations") or ()
    return max((month_number(str(change["vesting"])) for change in changes), default=None)


def _openness(results: Results) -> Iterator[Verdict]:
    for plan in results.options:
        if plan.like not in {one.name for one in results.options}:
            continue
        like = results.plan(plan.like)
        ours, theirs = _open(plan), _open(like)
        if ours is None or theirs is None or ours == theirs:
            continue
        rows = results.worlds_of(plan.name, like.name, catalogue.CONCERNS_ACTED_ON.name, "24")
        if rows.empty:
            continue
        told = f"{percent(ours)} decided in public, against {percent(theirs)} under {quoted(like.name)}"
        told += "; their seats differ too" if dict(plan.seats) != dict(like.seats) else ""
        if "openness" in (results.manifest["experiment"].get("rules_off") or ()):
            yield OPEN.outside(plan.name, "switched off: openness")
        else:
            yield OPEN.agreed(plan.name, rows["favours"] == ("plan" if ours > theirs else "versus"), told)


def _open(plan: PlanInfo) -> float | None:
    """The mean openness of its boards."""
    found = [float(board["openness"]) for board in plan.boards if "openness" in board]
    return sum(found) / len(found) if found else None


def _networks(results: Results) -> Iterator[Verdict]:
    for plan in results.options:
        if plan.safeguards == ("pcn_support",) and plan.like:
            rows = results.worlds_of(plan.name, plan.like, catalogue.REACHES_IN_TWO_STEPS.name, "24", _GP)
            if not rows.empty:
                yield NETWORKS.agreed(plan.name, rows["favours"] == "plan", _beside(rows, plan.like))


def _beside(rows: pd.DataFrame, like: str) -> str:
    shares = (percent(float(rows[column].mean()), 1) for column in ("value", "versus_value"))
    return "{} against {} under {} on average".format(*shares, quoted(like))


def _giving_up(results: Results) -> Iterator[Verdict]:
    for plan in results.vested:
        rows = results.worlds_of(plan.name, results.comparator, catalogue.GIVEN_UP.name, "120", _VCSE)
        if rows.empty:
            continue
        told = f"{percent(float(rows['value'].mean()), 1)} against {percent(float(rows['versus_value'].mean()), 1)}"
        found = beside_comparator(results, plan.name, catalogue.GIVEN_UP.name, "120", _VCSE)
        if found is not None and found.why is Why.TOO_RARE:
            yield GIVING_UP.under(plan.name, told, why_untold(found.why))
        else:
            yield GIVING_UP.agreed(plan.name, rows["favours"] == "versus", f"{told} on average")
