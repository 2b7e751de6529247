"""The loss under a plan, in words: how long, how much, and to whom."""

from __future__ import annotations

import math

from relsim.domain.months import month_name
from relsim.evidence.findings.comparison import Share
from relsim.evidence.findings.finding import Finding
from relsim.evidence.findings.loss import Loss, Recovery, Repayment
from relsim.evidence.findings.rules_of_evidence import NORMAL_95
from relsim.evidence.results import PlanInfo
from relsim.evidence.sentences.names import sector_in_a_sentence
from relsim.evidence.sentences.outcome_names import decimals_of_a_loss
from relsim.wording.numbers import number, percent, spread_words
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.sentences", "loss")
_MOST_SECTORS = 3


def how_long(loss: Loss, concerned: str) -> str:
    """Months under 90 % of the comparator, and when it is back there; never is a share of worlds."""
    if loss.months is None:
        return ""
    if loss.months.value == 0.0:
        first = _first_months(loss.plan, "_in_full")
        return _TEXT("months.never_under", first=first, concerned=concerned, comparator=loss.comparator)
    told = _TEXT(
        "months.under", months=months(loss.months), first=_first_months(loss.plan), concerned=concerned,
        comparator=loss.comparator,
    )  # fmt: skip
    return told if loss.recovery is None else f"{told} {back(loss.recovery)}"


def _first_months(plan: PlanInfo, ending: str = "") -> str:
    if plan.replaces or plan.vesting is None:
        return _TEXT(f"first.new_body{ending}")
    return _TEXT(f"first.from_month{ending}", month=month_name(plan.vesting))


def months(found: Finding, said: bool = False) -> str:
    """A mean number of months with its uncertainty: ``49 months (15 to 117 across worlds; ±1)``."""
    return _TEXT("months.size", months=number(found.value, 0), spread=spread(found, 0, said))


def spread(found: Finding, decimals: int, said: bool = False) -> str:
    """The range over worlds and what chance leaves open; `said`: what the range is was said before."""
    low, high = number(found.low, decimals), number(found.high, decimals)
    return spread_words(low, high, NORMAL_95 * found.chance, said)


def back(recovery: Recovery) -> str:
    """The month in which 90 % is reached, with never as longer than any number of months."""
    if math.isinf(recovery.middle):
        return _TEXT("back.mostly_never", never=percent(recovery.never))
    month = number(recovery.middle, 0)
    if recovery.worlds == 1:
        return _TEXT("back.one_world", month=month)
    if recovery.never:
        return _TEXT("back.some_never", month=month, never=percent(recovery.never))
    return _TEXT("back.always", month=month)


def month_in_a_cell(recovery: Recovery | None) -> str:
    """For a table: the month of the median world."""
    if recovery is None:
        return "–"
    return "never" if math.isinf(recovery.middle) else number(recovery.middle, 0)


def never_in_a_cell(recovery: Recovery | None) -> str:
    """For a table: the share of worlds that never get there."""
    return "–" if recovery is None else percent(recovery.never)


def how_much(loss: Loss) -> str:
    """Relationship-years lost over 120 months from announcement, and as a share of those that would have worked."""
    if loss.years is None:
        return ""
    if loss.years.nothing_at_all:
        return _TEXT("years.none")
    values = {"years": number(loss.years.value, 0), "spread": spread(loss.years, 0)}
    if loss.share is None:
        return _TEXT("years.lost", **values)
    return _TEXT("years.lost_with_share", **values, share=share_words(loss.share))


def share_words(share: Share) -> str:
    """A share with its range over worlds: ``15% (7% to 31%)``."""
    if not math.isfinite(share.low):
        return percent(share.mean)
    return _TEXT("years.share", mean=percent(share.mean), low=percent(share.low), high=percent(share.high))


def which_sectors(loss: Loss) -> str:
    """The sectors under 90 % for longest and for least, and the one whose relationships the total mostly counts."""
    if not loss.any_sector:
        return ""
    found = loss.by_sector
    if len(found) <= _MOST_SECTORS:
        told = [_sector(one) for one in found]
    else:
        told = [_sector(found[0]), _sector(found[1]), _sector(found[-1], "shortest")]
    longest = _TEXT("sectors.longest", sectors="; ".join(told))
    if loss.most is None:
        return longest
    most = loss.most
    values = {"of_loss": percent(most.of_loss), "of_needed": percent(most.of_needed)}
    return f"{longest} {_TEXT('sectors.most', sector=sector_in_a_sentence(most.sector), **values)}"


def _sector(found: Finding, text: str = "one") -> str:
    return _TEXT(f"sectors.{text}", sector=sector_in_a_sentence(found.sector), months=months(found, said=True))


def to_break_even(found: list[Repayment], plan: PlanInfo) -> str:
    """The gains that would repay the loss; nothing where no loss is clear."""
    if not found:
        return ""
    gains = "; ".join(_gain(one, "next" if number else "first") for number, one in enumerate(found))
    return _TEXT("repay.new_body" if plan.replaces else "repay.change", gains=gains)


def _gain(one: Repayment, text: str) -> str:
    """``within 5 years 89 more, about 18% of those needed (65 to 113 across worlds; ±0.8)``."""
    values = {
        "years": int(one.months) // 12,
        "size": _size(one),
        "spread": spread(one.found, decimals_of_a_loss(one.found.value), said=text == "next"),
    }
    if math.isnan(one.of_needed):
        return _TEXT(f"repay.{text}", **values)
    return _TEXT(f"repay.{text}_of_needed", **values, share=percent(one.of_needed))


def repayment_in_a_cell(one: Repayment | None) -> str:
    """For a table: the gain that repays, and as a share of the relationships needed."""
    if one is None:
        return "–"
    if math.isnan(one.of_needed):
        return _size(one)
    return _TEXT("repay.cell", size=_size(one), share=percent(one.of_needed))


def _size(one: Repayment) -> str:
    return number(one.found.value, decimals_of_a_loss(one.found.value))

