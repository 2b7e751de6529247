"""The two safeguards that by themselves save most, tried together.

Which two follows from the store's runs of all single trials and from the experiment alone, so a batch that is stopped
before or after they are chosen goes on to the same end.
"""

from __future__ import annotations

import numpy as np

from relsim.batch.runs.design import Design, Planned
from relsim.batch.runs.safeguard_variants import has_pair, pair_variant
from relsim.batch.runs.variants import Variant
from relsim.batch.store.store import Store
from relsim.measures.catalogue import RELATIONSHIP_YEARS_LOST
from relsim.measures.run_values import Key
from relsim.measures.share_lost import shares_by_seed
from relsim.measures.tables import ALL_SECTORS

_HEADLINE: tuple[Key, ...] = tuple(
    (RELATIONSHIP_YEARS_LOST.name, str(months), ALL_SECTORS)
    for months in sorted(RELATIONSHIP_YEARS_LOST.months, reverse=True)
)
"""The loss whose share is the headline, over 120 months; where runs do not cover those, over the most that they do."""


def tries_pair(design: Design) -> bool:
    """True if two safeguards are to be tried together once each has been tried alone."""
    return has_pair(len(_single(design)))


def pair_runs(design: Design) -> int:
    """The number of runs that trying the best pair takes; 0 where none is tried."""
    return _single(design)[0].replicates * design.experiment.worlds if tries_pair(design) else 0


def best_pair(design: Design, store: Store) -> Variant | None:
    """The two safeguards that by themselves save most, together; None where none are tried, or no two can be combined.

    Args:
        design: Of which each safeguard is run by itself, in all worlds.
        store: Where those runs are.
    """
    if not tries_pair(design):
        return None
    lost = {planned.variant.safeguards[0]: _share_lost(design, store, planned) for planned in _single(design)}
    # Of two that save as much the first in the list of safeguards is first.
    return pair_variant(design.experiment, sorted(lost, key=lambda name: lost[name]))


def _single(design: Design) -> list[Planned]:
    return [planned for planned in design.planned if len(planned.variant.safeguards) == 1]


def _share_lost(design: Design, store: Store, planned: Planned) -> float:
    """The share of relationship time lost, of what would have worked: a mean over worlds, each counting alike.

    All trials have the same seeds, on which the plan in question has lost the same, so who loses least saves most.
    """
    shares: list[float] = []
    for world in range(design.experiment.worlds):
        if not store.seeds(design, planned, world):
            continue  # Every seed has failed.
        values = store.kept(design, planned, world).values
        rows = {key: row for row, key in enumerate(values.keys)}
        row = next((rows[key] for key in _HEADLINE if key in rows), None)
        if row is None:
            continue
        lost = shares_by_seed(values.level[[row]], values.comparator_level[[row]])[0]
        shares += lost[~np.isnan(lost)].tolist()
    return sum(shares) / len(shares) if shares else 0.0
