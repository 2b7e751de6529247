"""Pictures with time along the bottom: coverage by the calendar, and recovery since each plan's vesting."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relsim.domain.months import month_name
from relsim.evidence.figures.style import FAINT, HALO, INK, QUIET, Picture, colours, drawing, panels, spread, wrapped
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences.names import concerned, moment
from relsim.evidence.sentences.outcome_names import COVERAGE_GLOSS, WORLD_RANGE
from relsim.wording.numbers import percent
from relsim.wording.phrases import listed, quoted

_YEARS_BEFORE = 3
_YEARS_AFTER = 10
_THRESHOLD = 90.0
_FILLED = {
    True: "vesting (the day the new body takes over)",
    False: "the month from which a plan holds",
}
"""What the filled triangle stands for, by whether every plan makes a new body."""
_STRIP = 5.0
"""Height of a line of the strip of dates, in percentage points of coverage."""


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


def coverage(results: Results) -> Picture:
    """Coverage under every plan and under the comparator, on one scale: means over worlds."""
    with drawing():
        figure, (axes,) = panels(1, 1, 4.3)
        _draw_coverage(axes, results)
    names = [p.name for p in results.options]
    title = _coverage_title(results)
    return Picture(
        name="coverage",
        title=title,
        caption=f"Coverage is the {COVERAGE_GLOSS.format(concerned(results))}. Lines are means over plausible worlds "
        "and replicates; worlds differ widely around them (see the next figure and the tables). Open triangle: "
        f"announcement; filled triangle: {_FILLED[results.replace_bodies]}. Dashed: the comparator, whose own dips "
        "come from the place’s earlier reorganisations and from outside pressure.",
        alt=f"Line chart of coverage in percent by month for {listed([*names, results.comparator])}. {title}",
        figure=figure,
    )


def hero(results: Results) -> Figure | None:
    """The picture for a page about the program: coverage by plan, 1,600 pixels wide and legible at 800."""
    if not results.vested:
        return None
    with drawing():
        figure, (axes,) = panels(1, 1, 4.6)
        figure.set_size_inches(8.0, 4.6)
        _draw_coverage(axes, results, size=10.5)
        first = results.vested[0]
        axes.set_title(
            f"Share of relationships with {concerned(results)} that work:\n“{wrapped(first.name, 40, 1)}” beside "
            f"“{wrapped(results.comparator, 30, 1)}”{', and beside other plans' if len(results.vested) > 1 else ''}",
            fontsize=12.5,
            pad=12,
        )
        axes.tick_params(labelsize=10)
    return figure


def _draw_coverage(axes: Axes, results: Results, size: float = 8.5) -> None:
    names = [p.name for p in results.options]
    shades, start, end = colours(names), first_shown(results), last_shown(results)
    lines: dict[str, pd.Series] = {}
    for plan in [*results.options, PlanInfo(results.comparator, "comparator", None, None)]:
        name, own = plan.name, plan.name in shades
        begins = max(start, (plan.announced or plan.vesting or start) - 1)
        mean = lines[name] = results.by_month(name).loc[begins:end].mean(axis=1) * 100.0
        axes.plot(
            mean.index / 12,
            mean,
            color=shades.get(name, INK),
            linestyle="-" if own else (0, (4, 2)),
            linewidth=2.2 if own else 1.5,
            zorder=3 if own else 4,
        )
    axes.set_ylim(-_STRIP * (len(names) + 0.6), 100)
    axes.set_yticks(range(0, 101, 20), [f"{tick}%" for tick in range(0, 101, 20)])
    axes.axhline(0, color=QUIET, linewidth=0.8, zorder=0)
    axes.grid(axis="y", color=FAINT, linewidth=0.6, zorder=0)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    ends = [
        (name, shades.get(name, INK), float(line.index[-1]) / 12, float(line.iloc[-1])) for name, line in lines.items()
    ]
    _label_ends(axes, ends, gap=5.5, size=size)
    _mark_dates(axes, results.options, shades)
    if results.vested:
        middle = -_STRIP * (len(names) + 1) / 2
        axes.text(
            end / 12,
            middle,
            f"△ announced   ▲ {'takes over' if results.replace_bodies else 'in full effect'}",
            ha="right",
            va="center",
            fontsize=size,
            color=QUIET,
        )
    axes.set_ylabel("Coverage (mean over worlds)", fontsize=size)
    _calendar(axes, start, end / 12)


def recovery(results: Results) -> Picture | None:
    """Every plan's coverage as a percentage of the comparator's, by years since its own vesting."""
    plans = results.vested or results.options
    if not results.vested:
        return None
    shades = colours([p.name for p in results.options])
    ratios = {p.name: ratio_since_vesting(results, p) for p in plans}
    with drawing():
        figure, (axes,) = panels(1, 1, 4.1)
        first = plans[0]
        wide = ratios[first.name]
        axes.fill_between(
            wide.index / 12, wide.quantile(0.05, axis=1), wide.quantile(0.95, axis=1),
            color=shades[first.name], alpha=0.16, linewidth=0,
        )  # fmt: skip
        ends = []
        for plan in plans:
            mean = ratios[plan.name].mean(axis=1)
            axes.plot(mean.index / 12, mean, color=shades[plan.name], linewidth=2.0, zorder=3)
            ends.append((plan.name, shades[plan.name], float(mean.index[-1]) / 12, float(mean.iloc[-1])))
        axes.axhline(100.0, color=INK, linestyle=(0, (4, 2)), linewidth=1.2, zorder=1)
        axes.axhline(_THRESHOLD, color=QUIET, linewidth=0.9, zorder=1)
        axes.axvline(0.0, color=INK, linewidth=0.9, zorder=1)
        left = float(wide.index[0]) / 12
        axes.text(left, 101.0, results.comparator, va="bottom", fontsize=8.5)
        axes.text(left, _THRESHOLD - 1.0, "90%", va="top", fontsize=8, color=QUIET, path_effects=HALO, zorder=5)
        axes.text(0.06, 1.5, "the new body takes over" if first.replaces else "in full effect", fontsize=8, color=QUIET)
        at = 0.0 if first.announced is None or first.vesting is None else (first.announced - first.vesting) / 12
        # What happens again and again was announced long before it is measured.
        announced_here = left <= at < 0.0
        if announced_here:
            axes.plot(at, 0, marker="^", markersize=7, color=shades[first.name], markerfacecolor="white", clip_on=False)
            axes.text(at + 0.1, 1.5, "announced", fontsize=8, color=QUIET)
        _label_ends(axes, ends, gap=5.5, scale=0.5)
        axes.set_ylim(0, max(108.0, min(140.0, float(wide.quantile(0.95, axis=1).max()) + 2)))
        axes.set_yticks(range(0, 101, 20), [f"{tick}%" for tick in range(0, 101, 20)])
        axes.set_xlim(left, max(end[2] for end in ends))
        axes.set_xticks(range(math.ceil(left), _YEARS_AFTER + 1))
        event = "the new body took over" if results.replace_bodies else "the plan took full effect"
        axes.set_xlabel(f"Years since {event} (each plan at its own date)")
        axes.set_ylabel(f"Coverage, of that under “{wrapped(results.comparator, 24, 1)}”")
    title = _recovery_title(plans, ratios, results.comparator)
    return Picture(
        name="recovery",
        title=title,
        caption=f"Lines: means over worlds. Shaded, for {quoted(first.name)} only: the 5–95% {WORLD_RANGE} of each "
        "world’s mean (not a confidence interval; a little of its width is Monte Carlo noise). Grey line: 90%, which "
        "counts as bedded in when it is held for 12 months."
        + (f" Triangle: announcement, for {quoted(first.name)}." if announced_here else ""),
        alt="Line chart of coverage as a percentage of the comparator’s by years since vesting, a line for each plan. "
        + title,
        figure=figure,
    )


def ratio_since_vesting(results: Results, plan: PlanInfo) -> pd.DataFrame:
    """Coverage as a percentage of the comparator's, a row for each month since vesting from two years before."""
    assert plan.vesting is not None, "a plan with a vesting date"
    own, base = results.by_month(plan.name), results.by_month(results.comparator)
    ratio = (100.0 * own / base.where(base > 0.0)).loc[plan.vesting - 24 : plan.vesting + 12 * _YEARS_AFTER]
    ratio.index = pd.Index(ratio.index - plan.vesting)
    return ratio


def _label_ends(
    axes: Axes, ends: list[tuple[str, str, float, float]], gap: float, size: float = 8.5, scale: float = 1.0
) -> None:
    places = spread([end[3] for end in ends], gap)
    for (name, shade, x, y), place in zip(ends, places, strict=True):
        axes.plot([x, x + 0.3 * scale], [y, place], color=shade, linewidth=1.2, clip_on=False)
        text = wrapped(name, 30, 1) if len(ends) > 5 else wrapped(name, 26, 2)
        axes.text(x + 0.4 * scale, place, text, va="center", fontsize=size, color=shade)


def _mark_dates(axes: Axes, plans: tuple[PlanInfo, ...], shades: dict[str, str]) -> None:
    """Announcement and vesting in a strip below zero, where no line can run through them."""
    for i, plan in enumerate(plans):
        height = -_STRIP * (i + 1)
        for month, filled in ((plan.announced, False), (plan.vesting, True)):
            if month is not None:
                axes.plot(
                    month / 12,
                    height,
                    marker="^",
                    markersize=6,
                    color=shades[plan.name],
                    markerfacecolor=shades[plan.name] if filled else "white",
                    linestyle="none",
                    zorder=5,
                )
        if plan.announced is not None and plan.vesting is not None:
            axes.plot(
                [plan.announced / 12, plan.vesting / 12], [height, height], color=shades[plan.name], linewidth=1.0
            )


def _calendar(axes: Axes, start: int, end: float) -> None:
    first, last = math.ceil(start / 12), math.floor(end)
    step = max(1, math.ceil((last - first) / 10))
    axes.set_xticks(np.arange(first, last + 1, step))
    axes.set_xlim(start / 12, end)


def _coverage_title(results: Results) -> str:
    """The lowest mean coverage under each plan, and the comparator's in the same month."""
    parts, base = [], results.by_month(results.comparator).mean(axis=1)
    for plan in results.vested[:3]:
        mean = results.by_month(plan.name).mean(axis=1).loc[plan.announced or plan.vesting :]
        month = int(mean.index[int(mean.argmin())])
        parts.append(
            f"{percent(float(mean.min()))} under {quoted(plan.name)} ({month_name(month)}; "
            f"{quoted(results.comparator)} {percent(float(base.loc[month]))})"
        )
    if not parts:
        return "Working relationships over time, by plan."
    return f"At the lowest point, on average over worlds, this many working relationships are left: {listed(parts)}."


def _recovery_title(plans: tuple[PlanInfo, ...], ratios: dict[str, pd.DataFrame], comparator: str) -> str:
    """Depth and return of the first plan; and how far the others' depths lie from it."""
    first = ratios[plans[0].name]
    mean = first.mean(axis=1)
    month = int(mean.index[int(mean.argmin())])
    low, high = first.loc[month].quantile([0.05, 0.95])
    told = (
        f"Under {quoted(plans[0].name)} coverage falls to {mean.min():.0f}% of what it is under {quoted(comparator)} "
        f"({low:.0f}–{high:.0f}% across worlds), {abs(month)} months {'after' if month >= 0 else 'before'} "
        f"{moment(plans[0])}"
    )
    back = mean.loc[month:]
    back = back[back >= _THRESHOLD]
    told += (
        f", and its mean over worlds is back at 90% in month {int(back.index[0])}."
        if len(back)
        else (", and its mean over worlds is not back at 90% in ten years.")
    )
    others = [f"{quoted(p.name)} falls to {ratios[p.name].mean(axis=1).min():.0f}%" for p in plans[1:3]]
    return f"{told} {listed(others)}." if others else told
