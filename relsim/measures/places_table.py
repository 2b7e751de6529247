"""The table of influence on what is decided for each place."""

from __future__ import annotations

import pandas as pd

from relsim.measures.kept import WorldKept, as_kept
from relsim.measures.place_influence import COLUMNS, places_rows
from relsim.measures.runs import WorldRuns


def places(runs: WorldRuns | WorldKept) -> pd.DataFrame:
    """The table ``places`` (`relsim.measures.tables`) of one world; no rows where the runs tell nothing of places."""
    world = as_kept(runs)
    blocks = [
        places_rows(world.world, plan.name, world.frame.places, window, ours, theirs)
        for plan in world.others
        for window, (ours, theirs) in world.kept(plan).places.items()
    ]
    return pd.concat(blocks, ignore_index=True) if blocks else pd.DataFrame(columns=list(COLUMNS))
