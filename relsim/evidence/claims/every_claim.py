"""The verdicts on the sources' claims: every one that the plans of a results folder bear on."""

from __future__ import annotations

from relsim.evidence.claims import bedding_in, heard, money, reach
from relsim.evidence.claims.verdict import Verdict
from relsim.evidence.results import Results


def verdicts(results: Results) -> list[Verdict]:
    """The verdicts, claim by claim: on bedding in, on who is heard, on money, and on knowing whom to ask."""
    return [
        verdict
        for part in (bedding_in, heard, money, reach)
        for verdict in part.verdicts(results)
    ]
