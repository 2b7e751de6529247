"""What the model says of what the sources say: every claim that the plans of a results folder bear on."""

from __future__ import annotations

from relsim.evidence import claims_bedding_in, claims_heard, claims_money, claims_reach
from relsim.evidence.folder import Results
from relsim.evidence.verdict import Verdict


def verdicts(results: Results) -> list[Verdict]:
    """The verdicts, claim by claim: on bedding in, on who is heard, on money, and on knowing whom to ask."""
    return [
        verdict
        for part in (claims_bedding_in, claims_heard, claims_money, claims_reach)
        for verdict in part.verdicts(results)
    ]
