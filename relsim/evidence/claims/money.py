"""The claim about money: acute trusts overspend, take what there is to decide, and work falls to primary care."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from relsim.domain.sectors import Sector
from relsim.evidence.claims.verdict import Claim, Verdict
from relsim.evidence.findings.influence_shift import made_of
from relsim.evidence.results import Results
from relsim.measures import catalogue
from relsim.wording.numbers import number, percent

_GP = Sector.GENERAL_PRACTICE.code
_SOURCE = "A reader of Pulse, February 2021 (testimony)"
_FEWER = 0.01
POT = Claim(
    "Overspend",
    "Acute trusts’ overspend takes what there is to decide, at primary care’s expense, within two years",
    _SOURCE,
    f"General practice’s share of spend in the second year: clearly lower than under the comparator, by {_FEWER:.0%} "
    "of it or more. Overspends are the same in both, so what differs is who decides on the rest",
)
WORK = Claim(
    "Overspend, work",
    "Within two years work is dumped on primary care",
    _SOURCE,
    "With money alone as under the plan, and everything else as under the comparator: general practice’s contacts that "
    f"succeed, over five years from announcement, are clearly fewer, by {_FEWER:.0%} or more",
)


def verdicts(results: Results) -> list[Verdict]:
    """Both halves of the claim: the first under every plan that holds from some month, the other under the first."""
    if "spend" not in set(results.summary["measure"]):
        return []
    return [*_pot(results), *_work(results)]


def _pot(results: Results) -> Iterator[Verdict]:
    off = _switched_off(results, "money", "first_call")
    for plan in results.vested:
        rows = results.worlds_of(plan.name, results.comparator, catalogue.SPEND.name, "24", _GP)
        if off:
            yield POT.outside(plan.name, off)
        elif not rows.empty:
            own, base = (percent(float(rows[column].mean()), 1) for column in ("value", "versus_value"))
            agree = (rows["favours"] == "versus") & _lower(rows)
            yield POT.agreed(plan.name, agree, f"{own} against {base} on average")


def _work(results: Results) -> Iterator[Verdict]:
    plan = next(iter(results.vested), None)
    only_money = None if plan is None else made_of(results, plan.name).get(frozenset({"money"}))
    if plan is None or only_money is None:
        return
    rows = results.worlds_of(only_money, results.comparator, catalogue.JOINT_WORK.name, "60", _GP)
    off = _switched_off(results, "money", "unfunded_work", "funded_time")
    if off:
        yield WORK.outside(plan.name, off)
    elif not rows.empty:
        change = float((rows["value"] / rows["versus_value"] - 1.0).mean())
        agree = (rows["favours"] == "versus") & _lower(rows)
        yield WORK.agreed(plan.name, agree, f"{number(100 * change)}% on average")


def _lower(rows: pd.DataFrame) -> pd.Series:
    """Worlds in which a value is lower than the comparator's by enough to speak of."""
    return pd.Series(rows["value"] <= (1.0 - _FEWER) * rows["versus_value"])


def _switched_off(results: Results, *rules: str) -> str:
    """Which of the rules that a claim needs were switched off, in words."""
    off = [rule for rule in results.manifest["experiment"].get("rules_off") or () if rule in rules]
    return f"switched off: {', '.join(off)}" if off else ""
