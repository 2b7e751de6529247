"""Another reading of a working relationship: mean trust, which rests on no threshold."""

from __future__ import annotations

from relsim.evidence.findings.comparison import LOSS_MONTHS
from relsim.evidence.results import PlanInfo, Results


def trust_lost(results: Results, plan: PlanInfo) -> float | None:
    """The share of mean trust lost over 120 months from announcement, all sectors, a mean over worlds.

    None where the months are not all there.
    """
    if plan.announced is None or "trust" not in results.monthly.columns:
        return None
    first, last = plan.announced, plan.announced + LOSS_MONTHS - 1
    own, base = (results.by_month(name, column="trust").loc[first:last] for name in (plan.name, results.comparator))
    if len(base) < LOSS_MONTHS or own.isna().any(axis=None) or not bool((base.sum() > 0).all()):
        return None
    shares = (base - own).sum() / base.sum()
    return float(shares.mean())
