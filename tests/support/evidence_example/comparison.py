"""The table that compares by world."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from evidence_example.curves import Made
from evidence_example.durations import durations, shares_lost
from evidence_example.plans import COMPARATOR
from relsim.measures.catalogue import OUTCOMES

_KEYS = ["measure", "window", "sector", "world"]


def by_world(plans: list[dict[str, Any]], made: Made, outcomes: pd.DataFrame) -> pd.DataFrame:
    keys = ["plan", "role", "measure", "window", "sector", "unit", "world"]
    means = outcomes.groupby(keys, sort=False).agg(value=("value", "mean"), base=("comparator", "mean")).reset_index()
    means = pd.concat([means, pd.DataFrame(shares_lost(plans, made) + durations(plans, made))], ignore_index=True)
    options = [p["name"] for p in plans if p["role"] == "plan"]
    variants = [p["name"] for p in plans if p["role"] in ("diagnostic", "part")]
    frames = [means.rename(columns={"base": "versus_value"}).assign(versus=COMPARATOR)]
    for versus in options:
        other = means[means["plan"] == versus].set_index(_KEYS)["value"]
        rivals = [o for o in options if o != versus] + (variants if versus == options[0] else [])
        own = means[means["plan"].isin(rivals)].drop(columns="base")
        index = pd.MultiIndex.from_frame(own[_KEYS])
        frames.append(own.assign(versus=versus, versus_value=other.reindex(index).to_numpy()))
    table = pd.concat(frames, ignore_index=True)
    table["difference"] = table["value"] - table["versus_value"]
    same = table["difference"] == 0.0
    table["standard_error"] = np.where(same, 0.0, 0.1 * table["difference"].abs() + 1e-4)
    table["replicates"] = made[COMPARATOR]["coverage"].shape[1]
    table["non_zero"] = np.where(same | table["difference"].isna(), 0, table["replicates"])
    sign = np.where(table["measure"].map(lambda name: OUTCOMES[name].better == "lower"), -1.0, 1.0)
    z = sign * table["difference"] / np.where(same, 1.0, table["standard_error"])
    table["favours"] = np.select([z > 1.96, z < -1.96], ["plan", "versus"], "undecided")
    of_runs = table["measure"].isin(set(outcomes["measure"]))
    table["variance_ratio"] = np.where(of_runs & (table["role"] != "placebo"), 3.0 + table["world"] % 4, np.nan)
    return table
