"""The measured null: the plan in question with everybody kept, everything carried over, and nobody distracted."""

from __future__ import annotations

from relsim.evidence.findings.comparison import HEADLINE
from relsim.evidence.findings.finding import beside_comparator
from relsim.evidence.findings.influence_shift import made_of
from relsim.evidence.results import Results
from relsim.measures.tables import ALL_SECTORS


def null_share_lost(results: Results, sector: str = ALL_SECTORS) -> float | None:
    """The share of relationship time that such a change loses, mean over worlds; None where it was not run.

    It is the part of the plan in which only seats are at work: bodies and boards change, and nothing else.
    """
    if not results.options:
        return None
    name = made_of(results, results.options[0].name).get(frozenset({"seats"}))
    found = None if name is None else beside_comparator(results, name, *HEADLINE, sector)
    return found.value if found is not None and found.has_value else None
