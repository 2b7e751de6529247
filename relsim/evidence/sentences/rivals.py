"""Whether another date, or another plan, costs less than the first: yes, no, or can't tell."""

from __future__ import annotations

from relsim.evidence.findings.comparison import share_lost
from relsim.evidence.findings.finding import Finding
from relsim.evidence.findings.rivals import (
    _ALIKE_WITHIN,
    _ALL,
    ALIKE,
    LESS,
    MORE,
    SAME,
    UNTOLD,
    Rival,
    _most_worlds_agree,
    rivals,
)
from relsim.evidence.findings.rules_of_evidence import NORMAL_95, RANKING
from relsim.evidence.results import Results, finite
from relsim.measures.windows import opposite_windows
from relsim.wording.numbers import number, percent, plus_minus
from relsim.wording.phrases import listed, quoted

_MOST_TOLD = 2


def windows_disagree(results: Results) -> str:
    """Where the two ways of counting point opposite ways clearly: beyond chance and, both times, in most worlds."""
    found = [
        o
        for o in opposite_windows(results.summary)
        if o.clear
        and o.sector == _ALL
        and min(abs(o.from_announcement), abs(o.calendar)) >= _ALIKE_WITHIN
        and _most_worlds_agree(results, o.plan, o.versus, o.window)
    ]
    if not found:
        return ""
    longest = max(found, key=lambda o: int(o.window))
    fewer, more = (longest.plan, longest.versus) if longest.from_announcement < 0 else (longest.versus, longest.plan)
    text = (
        f"Which plan loses less depends on how it is counted: over {longest.window} months from each plan’s own "
        f"announcement, {quoted(fewer)} loses {_size(longest.from_announcement)} fewer relationship-years than "
        f"{quoted(more)}; over the same calendar months it loses {_size(longest.calendar)} more."
    )
    others = len({(o.plan, o.versus) for o in found}) - 1
    return text + (f" The same holds for {others} more pair{'s' if others > 1 else ''} of plans." if others else "")


def another_date(results: Results) -> tuple[str, str] | None:
    """The question and its answer: yes, no or can't tell, then the loss under each other plan."""
    found = rivals(results)
    if not found:
        return None
    moments = [results.plan(name).vesting for name in (found[0].first, *(rival.plan for rival in found))]
    dates = None not in moments and len(set(moments)) == len(moments) and results.replace_bodies
    lead = f"Would another {'date' if dates else 'plan'} have cost less?"
    told = [_overall(found, "date" if dates else "plan")]
    found = [rival for rival in found if rival.verdict not in (SAME, ALIKE)]
    if not found:
        return lead, told[0]
    shown = found if len(found) <= _MOST_TOLD else _worth_telling(found)
    told.append(_details(shown))
    if len(found) > len(shown):
        told.append("The others are in the tables.")
    return lead, " ".join([*told, _shares_lost(results)]).rstrip()


def _worth_telling(found: list[Rival]) -> list[Rival]:
    """Of many, the one that costs least and the one that costs most, where that can be told; else the first."""
    decided = [rival for rival in found if rival.verdict in (LESS, MORE)]
    if not decided:
        return found[:1]
    decided.sort(key=lambda rival: rival.counts[0].difference)
    return decided if len(decided) == 1 else [decided[0], decided[-1]]


def _overall(found: list[Rival], noun: str) -> str:
    by_verdict = {v: [r for r in found if r.verdict == v] for v in (LESS, MORE, SAME, ALIKE, UNTOLD)}
    rule = f"in at least {RANKING:.0%} of worlds"
    if len(by_verdict[SAME]) == len(found):
        return f"No: every other {noun} loses exactly as much, run for run. What differs is who is heard."
    if len(by_verdict[SAME]) + len(by_verdict[ALIKE]) == len(found):
        return f"No: every other {noun} loses as much, to within half a relationship-year in 90% of worlds."
    if len(by_verdict[UNTOLD]) == len(found):
        whys = {rival.why for rival in found}
        if whys == {""}:
            return f"Can’t tell: no other {noun} loses less, or more, {rule} by both counts."
        return f"Can’t tell: {listed(sorted(why for why in whys if why))}."
    if len(by_verdict[MORE]) == len(found):
        return f"No: every other {noun} loses more, {rule}."
    parts = []
    for verdict, word in ((LESS, "less"), (MORE, "more")):
        if by_verdict[verdict]:
            parts.append(f"{listed([quoted(r.plan) for r in by_verdict[verdict]])} would have cost {word}, {rule}")
    parts += [
        f"{listed([quoted(r.plan) for r in by_verdict[verdict]])} would have cost {verdict}"
        for verdict in (SAME, ALIKE)
        if by_verdict[verdict]
    ]
    if by_verdict[UNTOLD]:
        parts.append(f"for {listed([quoted(r.plan) for r in by_verdict[UNTOLD]])} it can’t be told")
    return ("Yes: " if by_verdict[LESS] else "No: ") + "; ".join(parts) + "."


def _details(found: list[Rival]) -> str:
    """The loss under each other plan, less that of the first: first as counted from announcement, then by calendar."""
    told: list[str] = []
    for window, counted in (
        ("120", "Over 120 months from announcement"),
        ("calendar", "Over the same calendar months"),
    ):
        parts = [
            _detail(rival, one, not told) for rival in found for one in rival.counts if one.window == window
        ]
        if parts:
            beside = "" if told else f", beside {quoted(found[0].first)}"
            told.append(f"{counted}{beside}: {'; '.join(parts)}.")
    return " ".join(told)


def _detail(rival: Rival, row: Finding, in_full: bool) -> str:
    mean, low, high = row.difference, row.low, row.high
    told = f"{quoted(rival.plan)} {_signed(mean)}"
    if in_full:
        error = plus_minus(NORMAL_95 * row.chance)
        across = f"{_signed(low)} to {_signed(high)} across worlds; " if finite(low) else ""
        told = f"{quoted(rival.plan)} loses {_signed(mean)} relationship-years ({across}{error})"
    if rival.why:
        return f"{told}: {rival.why}"
    fewer, more = row.for_plan, row.for_versus
    though = "though " if (mean < 0) == (more > fewer) and fewer != more else ""
    return f"{told}, {though}less in {percent(fewer)} of worlds and more in {percent(more)}"


def _shares_lost(results: Results) -> str:
    """The loss of every plan as a share of what would have worked, which allows for a lean start; ranges in a table."""
    found = [(plan.name, share_lost(results, plan)) for plan in results.options]
    known = [f"{percent(share[0])} ({quoted(name)})" for name, share in found if share is not None]
    if len(known) < 2 or len(known) > _MOST_TOLD + 2:
        return ""
    return f"As a share of what would have worked at each date: {listed(known)}; ranges are in the table."


def _size(value: float) -> str:
    return number(abs(value), 0 if abs(value) >= 9.5 else 1)


def _signed(value: float) -> str:
    return f"{_size(value)} {'fewer' if value < 0 else 'more'}"
