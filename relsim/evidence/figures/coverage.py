"""The first picture: what happens to working relationships, month by month, by plan and without the change."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from relsim.domain.months import month_name
from relsim.evidence.figures import words
from relsim.evidence.figures.frame import Frame, fitted, panels
from relsim.evidence.figures.style import FAINT, Look, Picture, drawing
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences.names import concerned
from relsim.evidence.sentences.outcome_names import COVERAGE_GLOSS
from relsim.wording.numbers import percent
from relsim.wording.phrases import listed, quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.figures", "figures")
_YEARS_BEFORE = 3
_YEARS_AFTER = 10
_EVERY = 24
"""Months from one marker on a line to the next."""
_LEAST_GAP = 0.005
"""A smaller gap, half a point, is not said to be one."""


def first_shown(results: Results) -> int:
    """The January some years before the first announcement (2016 for one in 2021), or the first month there is."""
    dates = [p.announced or p.vesting for p in results.options if p.announced or p.vesting]
    start = int(results.by_month(results.comparator).index[0])
    if not dates:
        return start
    earliest = min(date for date in dates if date is not None)
    return max(start, 12 * (earliest // 12 - _YEARS_BEFORE))


def last_shown(results: Results) -> int:
    """Ten years after the last vesting, or the last month there is."""
    end = int(results.by_month(results.comparator).index[-1])
    vested = [p.vesting for p in results.options if p.vesting is not None]
    return min(end, max(vested) + 12 * _YEARS_AFTER) if vested else end


def coverage(results: Results) -> Picture | None:
    """Coverage under every plan and under the comparator: means over sets of assumptions; none that nothing moves."""
    base = results.by_month(results.comparator).mean(axis=1)
    means = {plan.name: results.by_month(plan.name).mean(axis=1) for plan in results.options}
    if not any((mean != base).any() for mean in means.values()):
        return None
    title = _title(results, base, means)
    lines = words.apart(means, _LEAST_GAP)
    frame = Frame(title, words.subtitle(results), words.source(results), words.key(results, lines))
    with drawing():
        figure, (axes,) = panels(frame, 1, 1, 2.15)
        _draw(axes, results, {name: means[name] for name in lines} | {results.comparator: base})
    names = listed([*means, results.comparator])
    gloss, event = COVERAGE_GLOSS.format(concerned(results)), words.since(results.vested)
    drawn = words.first_ones(sum(map(len, lines.values())), len(means))
    told = _TEXT("coverage.caption", gloss=gloss, event=event), drawn
    return Picture(
        name="coverage", title=title, source=frame.source, figure=figure, caption=" ".join(filter(None, told)),
        alt=_TEXT("coverage.alt", names=names, title=title),
    )  # fmt: skip


def _draw(axes: Axes, results: Results, means: dict[str, pd.Series]) -> None:
    looks, start, end = words.looks_of(results), first_shown(results), last_shown(results)
    for number, (name, mean) in enumerate(means.items()):
        plan = results.plan(name)
        shown = mean.loc[max(start, (plan.announced or plan.vesting or start) - 1) : end]
        line(axes, shown * 100.0, looks[name], _EVERY * number // len(means))
        _dates(axes, plan, shown * 100.0, looks[name])
    axes.set_ylim(0, 100)
    axes.set_yticks(range(0, 101, 20), [f"{tick}%" for tick in range(0, 101, 20)])
    axes.grid(axis="y", color=FAINT, linewidth=0.6, zorder=0)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.set_ylabel(fitted(_TEXT("coverage.axis"), 1.8))
    calendar(axes, start, end)


def line(axes: Axes, by_month: pd.Series, look: Look, first: int, every: int = _EVERY) -> None:
    """A line over months, a marker every so many, the first of them so many months from its beginning."""
    # A line that hardly anything is left of has its marker all the same.
    at = min(first, max(0, len(by_month) - 1))
    axes.plot(
        by_month.index / 12, by_month, color=look.colour, linestyle=look.dash, marker=look.marker,
        markersize=4.5, markerfacecolor=look.face, markevery=(at, every), zorder=4 if look.hollow else 3,
    )  # fmt: skip


def _dates(axes: Axes, plan: PlanInfo, by_month: pd.Series, look: Look) -> None:
    """Large marks on a plan's line: open where it is announced, filled where it begins."""
    for month, face in ((plan.announced, "white"), (plan.vesting, look.colour)):
        if month is not None and month in by_month.index:
            axes.plot(
                month / 12, by_month.loc[month], look.marker, markersize=9, markeredgewidth=1.6, color=look.colour,
                markerfacecolor=face, zorder=5,
            )  # fmt: skip


def calendar(axes: Axes, start: int, end: int, most: int = 10) -> None:
    """Years along the bottom, as many as there is room for."""
    step = next(each for each in (1, 2, 5, 10, 20, 50, 100) if (end - start) / 12 <= each * most)
    axes.set_xticks(np.arange(step * math.ceil(start / 12 / step), end / 12 + 1e-9, step))
    axes.set_xlim(start / 12, end / 12)


def _title(results: Results, base: pd.Series, means: dict[str, pd.Series]) -> str:
    """The widest gap of the first plan, where there is one: both numbers, and the month."""
    plan = next(iter(results.vested), None)
    if plan is None:
        return _TEXT("coverage.plain")
    gap = (base - means[plan.name]).loc[: last_shown(results)]
    month = int(gap.index[int(gap.argmax())])
    if float(gap.loc[month]) < _LEAST_GAP:
        return _TEXT("coverage.plain")
    return _TEXT(
        "coverage.gap", month=month_name(month), own=percent(float(means[plan.name].loc[month])),
        other=percent(float(base.loc[month])), plan=quoted(plan.name), without=words.without(results),
    )  # fmt: skip
