"""Sentences of what a series found: only what the numbers bear, and what is assumption."""

from __future__ import annotations

import math

from relsim.domain.months import month_name
from relsim.evidence.sentences.answer import Point
from relsim.measures.catalogue import HORIZON, MAIN_SHARE, PERSISTENCE
from relsim.studies.history.outcomes import EventFound, HistoryFindings, OverWorlds
from relsim.wording.numbers import number, percent
from relsim.wording.phrases import listed, plural


def scope(found: HistoryFindings) -> str:
    """Place, months and size in a line."""
    series, period = found.series, found.period
    first, last = int(period.lived.index[0]), int(period.lived.index[-1])
    return (
        f"{series.place.name} · {month_name(first)} to {month_name(last)} · {plural(len(found.events), 'event')} · "
        f"{plural(series.worlds, 'world')}, {plural(series.replicates, 'run')} in each of every history"
    )


def answer(found: HistoryFindings) -> list[Point]:
    """The answer: all the months first, then the events."""
    told = [Point("How much of the time?", _period(found)), Point("Which event?", _events(found))]
    followed = [one for one in found.events if one.until_next is not None and one.bedded_in is not None]
    if followed:
        told.append(Point("Had it bedded in when the next came?", _followed(followed)))
    told.append(Point("What no data can settle.", "No source follows the same relationships before and after a "
                      "reorganisation, so these are durations of a model, under stated assumptions."))  # fmt: skip
    return told


def _period(found: HistoryFindings) -> str:
    period = found.period
    first, last = int(period.lived.index[0]), int(period.lived.index[-1])
    told = period.not_bedded_in
    return (
        f"Of the {period.months} months from {month_name(first)} to {month_name(last)}, {number(told.median, 0)}"
        f"{of_worlds(told, 0)} are months in which coverage is under {MAIN_SHARE}% of what it would be with no "
        f"reorganisation at all: {percent(told.median / period.months)} of the time. Over these months "
        f"{number(period.years_lost.median, 0)} relationship-years{of_worlds(period.years_lost, 0)} are lost, of "
        f"{plural(round(period.need_units), 'relationship')} that are counted."
    )


def _events(found: HistoryFindings) -> str:
    alone = [
        f"{number(one.months_alone.median, 0)}{of_worlds(one.months_alone, 0)} for {month_name(one.event.month)}"
        for one in found.events
    ]
    return (
        f"Had each been left alone, so many of the first {HORIZON} months after vesting would not have been bedded in: "
        f"{listed(alone)}."
    )


def _followed(followed: list[EventFound]) -> str:
    shares = []
    for one in followed:
        months = one.until_next or 0
        had = "could not have" if months < PERSISTENCE[0] else f"in {percent(one.bedded_in or 0.0)} of worlds"
        then = f"{many(months, 'month')} later ({month_name(one.event.month + months)})"
        shares.append(f"that of {month_name(one.event.month)} {had}, {then}")
    return (
        f"To have bedded in is to be back at {MAIN_SHARE}% for {PERSISTENCE[0]} months running. Left alone, so many "
        f"would have when the next event vested: {'; '.join(shares)}."
    )


def key(found: HistoryFindings) -> str:
    """The way to read what stands in brackets."""
    return (
        f"Numbers are those of the median world; in brackets, where 90% of {plural(found.series.worlds, 'world')} lie. "
        "A range over plausible worlds is not a confidence interval, and covers no error of the model."
    )


def starts(found: HistoryFindings) -> str:
    """The age of relationships when the first event comes."""
    first, place = found.events[0].event, found.series.place
    return (
        f"Relationships begin in {month_name(place.starts)} with all trust middling, so the first event, vested in "
        f"{month_name(first.month)}, comes upon relationships of {plural(first.month - place.starts, 'month')} of "
        "history, however old they really were."
    )


def checked(found: HistoryFindings) -> str:
    """The result of the placebos."""
    if found.placebo_differs:
        return alarm(found)
    return (
        f"In each of the {plural(len(found.events), 'experiment')} in which an event is left alone, a reorganisation "
        "that changes only a name was run too, and shows exactly nothing, as it must."
    )


def alarm(found: HistoryFindings) -> str:
    """The sentence to be said first if a placebo shows anything; nothing if none does."""
    if not found.placebo_differs:
        return ""
    return (
        "A CHECK FAILS: a reorganisation that changes only a name shows an effect beside "
        f"{listed(list(found.placebo_differs))}. No number here should be used until the cause is found."
    )


def of_worlds(told: OverWorlds, decimals: int) -> str:
    """The range in brackets after a space, or nothing where there is none: `` (51 to 227 across worlds)``."""
    if not (math.isfinite(told.low) and math.isfinite(told.high)):
        return ""
    return f" ({number(told.low, decimals)} to {number(told.high, decimals)} across worlds)"


def in_a_cell(told: OverWorlds, decimals: int = 0) -> str:
    """A median and its range, for a table whose caption says what is in brackets: ``36 (15 to 58)``."""
    if not (math.isfinite(told.low) and math.isfinite(told.high)):
        return number(told.median, decimals)
    return f"{number(told.median, decimals)} ({number(told.low, decimals)} to {number(told.high, decimals)})"


def many(count: float, noun: str) -> str:
    """A median count and its noun; the median of an even number of worlds may end in a half."""
    return plural(round(count), noun)
