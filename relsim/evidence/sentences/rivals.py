"""Another date, or another plan, beside the first, in words: does it cost less? Yes, no, or can't tell."""

from __future__ import annotations

from collections.abc import Sequence

from relsim.evidence.findings.comparison import YEARS_CALENDAR, Share
from relsim.evidence.findings.finding import Finding
from relsim.evidence.findings.rivals import Cost, Disagreement, Rival
from relsim.evidence.findings.rules_of_evidence import NORMAL_95, RANKING
from relsim.evidence.reasons import why_untold
from relsim.evidence.results import Results
from relsim.evidence.sentences.outcome_names import decimals_of_a_loss
from relsim.wording.numbers import number, percent, plus_minus
from relsim.wording.phrases import listed, quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.sentences", "rivals")
_MOST_TOLD = 2


def windows_disagree(found: Disagreement | None) -> str:
    """The two ways of counting, where they point opposite ways clearly."""
    if found is None:
        return ""
    told = _TEXT(
        "disagree.windows", months=found.months, fewer=found.fewer, more=found.more,
        from_announcement=_size(found.from_announcement), calendar=_size(found.calendar),
    )  # fmt: skip
    if not found.other_pairs:
        return told
    text = "disagree.others" if found.other_pairs > 1 else "disagree.one_more"
    return f"{told} {_TEXT(text, count=found.other_pairs)}"


def dates_differ(results: Results, found: Sequence[Rival]) -> bool:
    """True if the plans are one change on several dates, so that the question is of dates."""
    moments = [results.plan(name).vesting for name in (found[0].first, *(rival.plan for rival in found))]
    return None not in moments and len(set(moments)) == len(moments) and results.replace_bodies


def question(dates: bool) -> str:
    """The question that is answered."""
    return _TEXT("question.date" if dates else "question.plan")


def another_date(found: Sequence[Rival], dates: bool, shares: Sequence[tuple[str, Share]]) -> str:
    """Yes, no or can't tell, then the loss under each other plan.

    Args:
        found: The other plans; one at least.
        dates: See `dates_differ`.
        shares: Each plan's loss as a share of what would have worked, where it is known.
    """
    told = [_overall(found, _TEXT("noun.date" if dates else "noun.plan"))]
    telling = [rival for rival in found if rival.cost not in (Cost.SAME, Cost.ALIKE)]
    if not telling:
        return told[0]
    shown = telling if len(telling) <= _MOST_TOLD else _worth_telling(telling)
    told.append(_details(shown))
    if len(telling) > len(shown):
        told.append(_TEXT("rest.others"))
    if 2 <= len(shares) <= _MOST_TOLD + 2:
        told.append(_shares_lost(shares))
    return " ".join(told)


def _worth_telling(found: Sequence[Rival]) -> list[Rival]:
    """Of many, the one that costs least and the one that costs most, where that can be told; else the first."""
    decided = [rival for rival in found if rival.cost in (Cost.LESS, Cost.MORE)]
    if not decided:
        return list(found[:1])
    decided.sort(key=lambda rival: rival.counts[0].difference)
    return decided if len(decided) == 1 else [decided[0], decided[-1]]


def _overall(found: Sequence[Rival], noun: str) -> str:
    plans = {cost: [rival.plan for rival in found if rival.cost is cost] for cost in Cost}
    rule = _TEXT("overall.rule", share=f"{RANKING:.0%}")
    if len(plans[Cost.SAME]) == len(found):
        return _TEXT("overall.same", noun=noun)
    if len(plans[Cost.SAME]) + len(plans[Cost.ALIKE]) == len(found):
        return _TEXT("overall.alike", noun=noun)
    if len(plans[Cost.UNTOLD]) == len(found):
        whys = sorted({why_untold(rival.why) for rival in found if rival.why is not None})
        return _TEXT("overall.untold_why", whys=listed(whys)) if whys else _TEXT("overall.untold", noun=noun, rule=rule)
    if len(plans[Cost.MORE]) == len(found):
        return _TEXT("overall.more", noun=noun, rule=rule)
    parts = []
    for cost in (Cost.LESS, Cost.MORE, Cost.SAME, Cost.ALIKE, Cost.UNTOLD):
        if plans[cost]:
            ruled = {"rule": rule} if cost in (Cost.LESS, Cost.MORE) else {}
            parts.append(_TEXT(f"part.{cost}", plans=listed([quoted(plan) for plan in plans[cost]]), **ruled))
    return _TEXT("overall.yes" if plans[Cost.LESS] else "overall.no", parts="; ".join(parts))


def _details(found: Sequence[Rival]) -> str:
    """The loss under each other plan, less that of the first: first as counted from announcement, then by calendar."""
    told: list[str] = []
    for calendar in (False, True):
        counts = [(rival, one) for rival in found for one in rival.counts if _is_calendar(one) is calendar]
        if counts:
            name = "calendar" if calendar else "announcement"
            parts = "; ".join(_detail(rival, one, in_full=not told) for rival, one in counts)
            first = {} if told else {"first": found[0].first}
            told.append(_TEXT(f"counted.{'' if told else 'first_'}{name}", parts=parts, **first))
    return " ".join(told)


def _is_calendar(found: Finding) -> bool:
    return (found.outcome, found.window) == YEARS_CALENDAR


def _detail(rival: Rival, one: Finding, in_full: bool) -> str:
    told = _in_full(rival, one) if in_full else _TEXT("loses.in_brief", plan=rival.plan, size=_signed(one.difference))
    if rival.why is not None:
        return _TEXT("loses.why", loses=told, why=why_untold(rival.why))
    fewer, more = one.for_plan, one.for_versus
    though = (one.difference < 0) == (more > fewer) and fewer != more
    text = "loses.though_shares" if though else "loses.shares"
    return _TEXT(text, loses=told, fewer=percent(fewer), more=percent(more))


def _in_full(rival: Rival, one: Finding) -> str:
    values = {"plan": rival.plan, "size": _signed(one.difference), "chance": plus_minus(NORMAL_95 * one.chance)}
    if not one.has_range:
        return _TEXT("loses.in_full_one_world", **values)
    return _TEXT("loses.in_full", **values, low=_signed(one.low), high=_signed(one.high))


def _shares_lost(shares: Sequence[tuple[str, Share]]) -> str:
    """The loss of every plan as a share of what would have worked, which allows for a lean start."""
    told = [_TEXT("rest.share", share=percent(share.mean), plan=plan) for plan, share in shares]
    return _TEXT("rest.shares", shares=listed(told))


def _size(value: float) -> str:
    return number(abs(value), decimals_of_a_loss(value))


def _signed(value: float) -> str:
    return _TEXT("loses.fewer" if value < 0 else "loses.more", size=_size(value))
