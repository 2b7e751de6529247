"""Another date, or another plan, beside the first, in words: does it lose less? Yes, no, or can't tell."""

from __future__ import annotations

from collections.abc import Sequence

from relsim.evidence.findings.finding import Finding
from relsim.evidence.findings.rivals import Cost, Disagreement, Rival
from relsim.evidence.findings.what_would_tell import WouldTell
from relsim.evidence.reasons import why_untold
from relsim.evidence.sentences.spread import what_would_tell
from relsim.wording.numbers import percent
from relsim.wording.phrases import capitalised, listed, quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.sentences", "rivals")
_MOST_TOLD = 4


def windows_disagree(found: Disagreement | None) -> str:
    """The two ways of counting, where they are told to point opposite ways."""
    if found is None:
        return ""
    return _TEXT(
        "disagree.windows", fewer=quoted(found.fewer), more=quoted(found.more),
        from_announcement=percent(found.from_announcement), calendar=percent(found.calendar),
    )  # fmt: skip


def question(dates: bool) -> str:
    """The question that is answered."""
    return _TEXT("question.date" if dates else "question.plan")


def another_plan(found: Sequence[Rival], first: Finding | None, dates: bool, tells: WouldTell | None) -> str:
    """Yes, no or can't tell, then the share that each plan loses, and the same with outside pressure off.

    Args:
        found: The other plans; one at least.
        first: The headline of the first plan beside the comparator.
        dates: True if the question is of dates.
        tells: What would tell those that can't be told.
    """
    told = [overall(found, dates)]
    if remedy := what_would_tell(tells):
        told.append(_TEXT("remedy", remedy=capitalised(remedy)))
    if first is not None and not all(rival.cost is Cost.SAME for rival in found):
        told.append(_shares(found, first))
    if calm := with_pressure_off(found):
        told.append(calm)
    return " ".join(told)


def overall(found: Sequence[Rival], dates: bool) -> str:
    """Yes, no or can't tell, plan by plan."""
    noun = _TEXT("noun.date" if dates else "noun.plan")
    plans = {cost: [rival.plan for rival in found if rival.cost is cost] for cost in Cost}
    for cost, text in ((Cost.SAME, "same"), (Cost.ALIKE, "alike"), (Cost.MORE, "more")):
        if len(plans[cost]) == len(found):
            return _TEXT(f"overall.{text}", noun=noun)
    if len(plans[Cost.UNTOLD]) == len(found):
        return _TEXT("overall.untold", whys=whys(found))
    parts = [
        _TEXT(f"part.{cost}", plans=listed([quoted(plan) for plan in plans[cost]])) for cost in Cost if plans[cost]
    ]
    return _TEXT("overall.yes" if plans[Cost.LESS] else "overall.no", parts="; ".join(parts))


def whys(found: Sequence[Rival]) -> str:
    """The reasons why plans can't be told apart, each once."""
    return listed(list(dict.fromkeys(why_untold(rival.why) for rival in found if rival.why is not None)))


def with_pressure_off(found: Sequence[Rival]) -> str:
    """The differences with outside pressure off, as far as they were run."""
    known = [rival for rival in found if rival.pressure_off is not None]
    if not known:
        return ""
    return _TEXT("calm.all", parts="; ".join(_calm(rival.plan, rival.pressure_off) for rival in known))


def _calm(plan: str, found: Finding | None) -> str:
    assert found is not None, "only those that were run"
    if found.identical or (found.why is None and not found.clear):
        return _TEXT("calm.alike", plan=quoted(plan))
    if not found.clear:
        return _TEXT("calm.untold", plan=quoted(plan))
    size = percent(abs(found.difference))
    return _TEXT("calm.less" if found.difference < 0 else "calm.more", plan=quoted(plan), size=size)


def _shares(found: Sequence[Rival], first: Finding) -> str:
    """The share that each plan loses, from its own announcement."""
    told = [_TEXT("shares.one", plan=quoted(first.plan), share=_lost(first.value))]
    told += [
        _TEXT("shares.one", plan=quoted(rival.plan), share=_lost(rival.counts[0].value)) for rival in found[:_MOST_TOLD]
    ]
    more = _TEXT("shares.rest") if len(found) > _MOST_TOLD else ""
    return _TEXT("shares.all", shares=listed(told), more=more)


def _lost(value: float) -> str:
    """A share lost; a gain is called one."""
    return percent(value) if value >= 0.0 else _TEXT("shares.gain", share=percent(-value))
