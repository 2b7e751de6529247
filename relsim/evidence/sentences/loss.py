"""The loss under a plan, in words: how much of what would have worked, for how long, and to whom."""

from __future__ import annotations

import math

from relsim.domain.months import month_name
from relsim.evidence.findings.finding import Finding
from relsim.evidence.findings.loss import Loss, Recovery, Repayment
from relsim.evidence.findings.what_would_tell import WouldTell
from relsim.evidence.results import PlanInfo
from relsim.evidence.sentences.names import sector_in_a_sentence
from relsim.evidence.sentences.outcome_names import decimals_of_a_loss
from relsim.evidence.sentences.spread import across, not_told
from relsim.measures.noise_removed import Side
from relsim.wording.numbers import number, percent
from relsim.wording.phrases import quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.sentences", "loss")


def without(comparator: PlanInfo) -> str:
    """What a plan is held against: ``without the change``, or ``under “its name”`` where that changes something."""
    if comparator.changes_nothing:
        return _TEXT("without.the_change")
    return _TEXT("without.plan", plan=quoted(comparator.name))


def how_much(loss: Loss, concerned: str, tells: WouldTell | None) -> str:
    """The share of relationship time lost over 120 months from announcement, or that it can't be told."""
    found = loss.share
    if found is None:
        return ""
    values = {"plan": quoted(loss.plan.name), "concerned": concerned, "without": without(loss.comparator)}
    if found.identical:
        return _TEXT("share.identical", **values)
    size = {"share": percent(abs(found.value)), "across": across(found, _size)}
    match found.side:
        case Side.HIGHER:
            return _TEXT("share.lost", **values, **size)
        case Side.LOWER:
            return _TEXT("share.gained", **values, **size)
        case Side.NO_DIFFERENCE:
            return _TEXT("share.no_difference", **values, smallest=percent(found.smallest or 0.0))
    if found.beyond_chance and found.difference > 0:
        return _TEXT("share.on_average", **values, **size, why=not_told(found, tells))
    return _TEXT("share.untold", **values, why=not_told(found, tells))


def _size(value: float) -> str:
    """A share lost that a range may hold below 0: ``8%``, ``a gain of 2%``."""
    return percent(value) if value >= 0.0 else _TEXT("share.gain", share=percent(-value))


def how_long(loss: Loss, concerned: str) -> str:
    """Months under 90 % of the comparator, and when it is back there; nothing where no loss is told."""
    found = loss.months
    if not loss.lost or found is None or found.side is not Side.HIGHER:
        return ""
    told = _TEXT(
        "months.under", months=number(found.value, 0), first=_first_months(loss.plan), concerned=concerned,
        without=without(loss.comparator), across=across(found, lambda value: number(max(0.0, value), 0)),
    )  # fmt: skip
    return told if loss.recovery is None else f"{told} {back(loss.recovery)}"


def _first_months(plan: PlanInfo) -> str:
    if plan.replaces or plan.vesting is None:
        return _TEXT("first.new_body")
    return _TEXT("first.from_month", month=month_name(plan.vesting))


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


def which_sectors(loss: Loss) -> str:
    """The sectors that lose most and least of what would have worked, where a loss is told and they can be ranked."""
    if not loss.lost or len(loss.by_sector) < 2:
        return ""
    most, least = loss.by_sector[0], loss.by_sector[-1]
    if not loss.told_apart:
        return _TEXT("sectors.alike")
    text = "sectors.more" if len(loss.by_sector) == 2 else "sectors.ranked"
    return _TEXT(
        text, most=sector_in_a_sentence(most.sector), most_share=percent(max(0.0, most.value)),
        least=sector_in_a_sentence(least.sector), least_share=percent(max(0.0, least.value)),
    )  # fmt: skip


def to_break_even(found: list[Repayment], plan: PlanInfo) -> str:
    """The gains that would repay the loss; nothing where no loss is told."""
    if not found:
        return ""
    gains = "; ".join(_gain(one, "next" if number else "first") for number, one in enumerate(found))
    return _TEXT("repay.new_body" if plan.replaces else "repay.change", gains=gains)


def _gain(one: Repayment, text: str) -> str:
    """``within 5 years 89 more, 18% of those needed``."""
    values = {"years": int(one.months) // 12, "size": _relationships(one.found)}
    if math.isnan(one.of_needed):
        return _TEXT(f"repay.{text}", **values)
    return _TEXT(f"repay.{text}_of_needed", **values, share=percent(one.of_needed))


def repayment_in_a_cell(one: Repayment | None) -> str:
    """For a table: the gain that repays, and as a share of the relationships needed."""
    if one is None:
        return "–"
    if math.isnan(one.of_needed):
        return _relationships(one.found)
    return _TEXT("repay.cell", size=_relationships(one.found), share=percent(one.of_needed))


def _relationships(found: Finding) -> str:
    return number(found.value, decimals_of_a_loss(found.value))
