"""The claim about money: acute trusts overspend, take what there is to decide, and work falls to primary care."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from relsim.evidence.folder import PlanInfo, Results
from relsim.evidence.verdict import Claim, Verdict
from relsim.evidence.words import number, percent
from relsim.sectors import Sector

_GP = Sector.GENERAL_PRACTICE.code
_SOURCE = "A reader of Pulse, February 2021 (testimony)"
POT = Claim(
    "Overspend",
    "Acute trusts’ overspend takes what there is to decide, at primary care’s expense",
    _SOURCE,
    "General practice’s share of spend in the second year after the plan holds: clearly lower than under the "
    "comparator",
)
WORK = Claim(
    "Overspend, work",
    "Within two years work is dumped on primary care",
    _SOURCE,
    "General practice’s contacts with others in the second year: at least 1% fewer than under the comparator. Contacts "
    "stand for time here, and lost relationships lower them too",
)
_FEWER = 0.01
Judge = Callable[[Results, PlanInfo], Iterator[Verdict]]


def verdicts(results: Results) -> list[Verdict]:
    """Both halves of the claim, under every plan that holds from some month."""
    if "spend" not in set(results.summary["measure"]):
        return []
    return [
        *_judged(results, _pot, POT, ("money", "first_call")),
        *_judged(results, _work, WORK, ("money", "unfunded_work")),
    ]


def _judged(results: Results, judge: Judge, claim: Claim, rules: tuple[str, ...]) -> Iterator[Verdict]:
    """The claim under every plan; outside the model where a rule that it needs is switched off."""
    off = [rule for rule in results.manifest["experiment"].get("rules_off") or () if rule in rules]
    for plan in results.vested:
        if off:
            yield claim.outside(plan.name, f"switched off: {', '.join(off)}")
        else:
            yield from judge(results, plan)


def _pot(results: Results, plan: PlanInfo) -> Iterator[Verdict]:
    rows = results.worlds_of(plan.name, results.comparator, "spend", "24", _GP)
    if not rows.empty:
        own, base = (percent(float(rows[column].mean()), 1) for column in ("value", "versus_value"))
        told = f"{own} against {base} on average"
        yield POT.agreed(plan.name, rows["favours"] == "versus", told)


def _work(results: Results, plan: PlanInfo) -> Iterator[Verdict]:
    if plan.vesting is None:
        return
    year = slice(plan.vesting + 13, plan.vesting + 24)
    own, base = (results.by_month(name, _GP, "contacts").loc[year].mean() for name in (plan.name, results.comparator))
    change = (own / base.where(base > 0.0) - 1.0).dropna()
    if len(change):
        yield WORK.agreed(plan.name, change <= -_FEWER, f"{number(100 * float(change.mean()))}% on average")
