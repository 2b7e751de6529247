"""A verdict on what a source says: shares of worlds, and the word that a stated rule gives."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from relsim.evidence.findings.rules_of_evidence import FEWEST_WORLDS, RANKING
from relsim.measures.shares_of_worlds import Share
from relsim.wording.numbers import percent

RULE = (
    f"Supported: at least {RANKING:.0%} of sets of assumptions agree with the claim, by the lower end of that share’s "
    f"own interval. Contradicted: at most {1 - RANKING:.0%} do, by the upper end. Mixed: in between, by both ends. Too "
    "few: anything else. Outside the model: it holds nothing that the claim could be put to, or the rule for it is "
    "switched off. A set that never gets back to 90% within 120 months counts as longer than any number of months. "
    "Agreement means that the model can produce what the source describes; it is no proof that the source is right."
)
NOT_IDENTIFIED = (
    "No source follows the same relationships before and after a reorganisation, so how long recovery takes is not "
    "identified by data: these verdicts set a model beside testimony and surveys that measure something near it, not "
    "the same thing."
)
OUTSIDE, TOO_FEW = "outside the model", "too few sets of assumptions"


@dataclass(frozen=True)
class Verdict:
    """A claim, the shares of worlds, and the word that the rule gives."""

    code: str
    claim: str
    source: str
    tests: str
    plan: str
    shares: str
    word: str


@dataclass(frozen=True)
class Claim:
    """A source's claim, and the part of the model that it is put to."""

    code: str
    claim: str
    source: str
    tests: str

    def under(self, plan: str, shares: str, verdict: str) -> Verdict:
        """The verdict under a plan."""
        return Verdict(self.code, self.claim, self.source, self.tests, plan, shares, verdict)

    def agreed(self, plan: str, agree: pd.Series, told: str = "") -> Verdict:
        """The verdict by the share of worlds that agree; `told`: what else belongs to it."""
        share = float(agree.mean())
        shares = f"{percent(share)} of sets of assumptions agree{'; ' if told else ''}{told}"
        return self.under(plan, shares, word(share, len(agree)))

    def outside(self, plan: str, why: str) -> Verdict:
        """The verdict where the model has nothing to put it to."""
        return self.under(plan, why, OUTSIDE)


def word(share: float, worlds: int) -> str:
    """The verdict for a share of so many worlds that agree."""
    if worlds < FEWEST_WORLDS:
        return TOO_FEW
    interval = Share(round(share * worlds), worlds).interval
    if interval.low >= RANKING:
        return "supported"
    if interval.high <= 1 - RANKING:
        return "contradicted"
    return "mixed" if interval.low > 1 - RANKING and interval.high < RANKING else TOO_FEW
