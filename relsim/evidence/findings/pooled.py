"""The share of relationship time that some sectors lose together, worked out from what each loses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from relsim.evidence.findings.comparison import LOSS_MONTHS, YEARS_LOST
from relsim.evidence.results import PlanInfo, Results
from relsim.measures.bounds import Bounds
from relsim.measures.design_error import range_over_worlds
from relsim.measures.noise_removed import noise_removed


def lost_together(results: Results, plan: PlanInfo, sectors: Sequence[str]) -> tuple[float, Bounds | None] | None:
    """The mean share lost over 120 months from announcement, and its range over worlds, seed noise removed.

    The range is that of enough worlds to publish one, or else from the lowest to the highest that were tried; None
    where worlds can't be told apart.  None for all where the tables can't say, or nothing would have worked.
    """
    if plan.announced is None:
        return None
    lost = [results.worlds_of(plan.name, results.comparator, *YEARS_LOST, code) for code in sectors]
    months = [results.by_month(results.comparator, code).loc[plan.announced :][:LOSS_MONTHS] for code in sectors]
    if any(rows.empty for rows in lost) or any(len(each) < LOSS_MONTHS for each in months):
        return None
    none = pd.Series(0.0, lost[0].index)
    needed = (each.sum() * results.units_of(code) / 12 for each, code in zip(months, sectors, strict=True))
    would = sum(needed, start=none)
    if not bool((would > 0.0).all()):
        return None
    shares = np.asarray(sum((rows["value"] for rows in lost), start=none) / would, dtype=np.float64)
    noise = np.asarray(sum((rows["standard_error"] ** 2 for rows in lost), start=none) / would**2, dtype=np.float64)
    replicates = int(lost[0]["replicates"].min())
    if len(shares) < 2 or replicates < 2:
        return float(shares.mean()), None
    own = noise_removed(shares, np.sqrt(noise), replicates).own
    return float(shares.mean()), None if own is None else range_over_worlds(own)
