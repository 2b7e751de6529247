"""Pictures with time along the bottom: coverage, recovery and influence."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from relsim.evidence.folder import PlanInfo, Results, finite
from relsim.evidence.style import FAINT, INK, QUIET, Picture, colours, drawing, panels, spread, wrapped
from relsim.evidence.words import COVERAGE_GLOSS, WORLD_RANGE, listed, percent, quoted
from relsim.months import month_name
from relsim.sectors import Sector

_YEARS_BEFORE = 5
_THRESHOLD = 0.9
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


def coverage(results: Results) -> Picture:
    """Coverage under every plan and under the comparator, on one scale: means over worlds."""
    names = [p.name for p in results.options]
    shades, start = colours(names), first_shown(results)
    with drawing():
        figure, (axes,) = panels(1, 1, 3.9)
        ends: list[tuple[str, str, float, float]] = []
        for name in [*names, results.comparator]:
            mean = results.by_month(name).loc[start:].mean(axis=1) * 100.0
            own = name in shades
            axes.plot(
                mean.index / 12,
                mean,
                color=shades.get(name, INK),
                linestyle="-" if own else (0, (4, 2)),
                linewidth=1.9 if own else 1.4,
                zorder=3 if own else 4,
            )
            ends.append((name, shades.get(name, INK), float(mean.index[-1]) / 12, float(mean.iloc[-1])))
        axes.set_ylim(-_STRIP * (len(names) + 1), 100)
        axes.set_yticks(range(0, 101, 20))
        axes.axhline(0, color=FAINT, linewidth=0.8, zorder=0)
        _label_ends(axes, ends, gap=5.0)
        _mark_dates(axes, results.options, shades)
        axes.set_ylabel("Coverage (%), mean over worlds")
        _calendar(axes, start, ends[-1][2])
    return Picture(
        name="coverage",
        title=_coverage_title(results),
        caption=f"Coverage is the {COVERAGE_GLOSS}. Lines are means over plausible worlds and replicates. Open "
        "triangle: announcement; filled triangle: vesting (the day the new body takes over). Dashed: the comparator.",
        alt=f"Line chart of coverage in percent by month for {listed([*names, results.comparator])}. "
        f"{_coverage_title(results)}",
        figure=figure,
    )


def recovery(results: Results) -> Picture:
    """Each plan's coverage as a percentage of the comparator's, with the range over worlds."""
    plans = results.options
    shades, start = colours([p.name for p in plans]), first_shown(results)
    columns = 1 if len(plans) == 1 else 2
    rows = math.ceil(len(plans) / columns)
    base = results.by_month(results.comparator).loc[start:]
    base = base.where(base > 0.0)  # A ratio to nothing is no ratio.
    ratios = {p.name: 100.0 * results.by_month(p.name).loc[start:] / base for p in plans}
    floor = min(70.0, *(math.floor(float(r.quantile(0.05, axis=1).min()) / 10) * 10 - 5 for r in ratios.values()))
    with drawing():
        figure, grid = panels(rows, columns, 0.5 + (2.7 if rows < 3 else 2.2) * rows, sharex=True, sharey=True)
        for axes, plan in zip(grid, plans, strict=False):
            _ratio_panel(axes, plan, ratios[plan.name], shades[plan.name])
            axes.set_ylim(
                max(floor, 0.0), max(112.0, min(140.0, float(ratios[plan.name].quantile(0.95, axis=1).max()) + 3))
            )
            _calendar(axes, start, float(base.index[-1]) / 12)
            axes.tick_params(labelbottom=True, labelleft=True)
        for axes in grid[::columns]:
            axes.set_ylabel("% of the comparator’s coverage")
        for axes in grid[len(plans) :]:
            axes.set_visible(False)
    return Picture(
        name="recovery",
        title=_recovery_title(plans, ratios),
        caption="Line: mean over worlds. Shaded: 5–95% range over plausible worlds of each world’s mean (not a "
        "confidence interval; a little of its width is Monte Carlo noise). Grey line: 90%, the level that counts as "
        "bedded in when it is held. Dotted upright line: announcement; solid: vesting.",
        alt="Line chart, one panel for each plan, of its coverage as a percentage of the comparator’s by month. "
        + _recovery_title(plans, ratios),
        figure=figure,
    )


def influence(results: Results) -> Picture | None:
    """Influence by sector under the first plan and the comparator, and the acute share without the commissioner."""
    if not results.options:
        return None
    plan = results.options[0]
    shade, start = colours([plan.name])[plan.name], first_shown(results)
    worlds = {s: tuple(_share(results, n, s, start) for n in (plan.name, results.comparator)) for s in Sector}
    acute = tuple(
        100
        * results.by_month(n, Sector.ACUTE.code, "influence").loc[start:]
        / (1 - results.by_month(n, Sector.COMMISSIONER.code, "influence").loc[start:])
        for n in (plan.name, results.comparator)
    )
    shown = [(s.label, pair) for s, pair in worlds.items() if max(float(t.max().max()) for t in pair) > 0.0]
    shown.append(("Acute trusts, share of all but the commissioner", acute))
    with drawing():
        rows = math.ceil((len(shown) + 1) / 3)
        figure, grid = panels(rows, 3, 1.95 * rows + 0.3)
        for axes, (label, pair) in zip(grid, shown, strict=False):
            _influence_panel(axes, label, pair, plan, shade)
            _calendar(axes, start, float(pair[1].index[-1]) / 12, short=True)
        for axes in grid[::3]:
            axes.set_ylabel("% of influence")
        for axes in grid[len(shown) :]:
            axes.set_axis_off()
        _key(grid[len(shown)], plan, results.comparator, shade)
    title = _influence_title(results, plan)
    return Picture(
        name="influence",
        title=title,
        caption="Influence is the share of decisions that can be traced back to a sector’s opinions, by who "
        "listens to whom and who sits on the board; all sectors sum to 100%. Lines are means over worlds; shaded: "
        "5–95% range over plausible worlds for the plan. Scales differ between panels.",
        alt=f"Small line charts of influence in percent by month, one for each sector, {plan.name} beside the "
        f"comparator. {title}",
        figure=figure,
    )


def _share(results: Results, plan: str, sector: Sector, start: int) -> pd.DataFrame:
    return 100 * results.by_month(plan, sector.code, "influence").loc[start:]


def _ratio_panel(axes: Axes, plan: PlanInfo, ratio: pd.DataFrame, shade: str) -> None:
    years = ratio.index / 12
    axes.axhline(100.0, color=FAINT, linewidth=1.0, zorder=0)
    axes.axhline(100.0 * _THRESHOLD, color=QUIET, linewidth=0.9, zorder=1)
    axes.fill_between(
        years, ratio.quantile(0.05, axis=1), ratio.quantile(0.95, axis=1), color=shade, alpha=0.22, linewidth=0
    )
    axes.plot(years, ratio.mean(axis=1), color=shade, zorder=3)
    for month, style in ((plan.announced, ":"), (plan.vesting, "-")):
        if month is not None:
            axes.axvline(month / 12, color=INK, linewidth=0.9, linestyle=style, zorder=2)
    _name_lines(axes, plan, float(years[0]))
    axes.set_title(wrapped(plan.name, 52))


def _name_lines(axes: Axes, plan: PlanInfo, left: float) -> None:
    axes.text(left + 0.1, 100 * _THRESHOLD - 1.0, "90%", va="top", fontsize=8, color=QUIET)
    across = axes.get_xaxis_transform()
    for month, word, side in ((plan.announced, "announced ", "right"), (plan.vesting, " vesting", "left")):
        if month is not None:
            axes.text(month / 12, 0.02, word, ha=side, va="bottom", fontsize=8, color=QUIET, transform=across)


def _influence_panel(axes: Axes, label: str, pair: tuple[pd.DataFrame, ...], plan: PlanInfo, shade: str) -> None:
    own, base = pair
    years = own.index / 12
    axes.fill_between(
        years, own.quantile(0.05, axis=1), own.quantile(0.95, axis=1), color=shade, alpha=0.2, linewidth=0
    )
    axes.plot(years, own.mean(axis=1), color=shade)
    axes.plot(base.index / 12, base.mean(axis=1), color=INK, linestyle=(0, (4, 2)), linewidth=1.3)
    if plan.vesting is not None:
        axes.axvline(plan.vesting / 12, color=INK, linewidth=0.8)
    top = max(float(own.quantile(0.95, axis=1).max()), float(base.mean(axis=1).max()))
    axes.set_ylim(0, max(top * 1.12, 1.0))
    axes.set_title(wrapped(label, 27))


def _key(axes: Axes, plan: PlanInfo, comparator: str, shade: str) -> None:
    vesting = f"\nvesting {month_name(plan.vesting)}" if plan.vesting is not None else ""
    for y, colour, style, text in (
        (0.75, shade, "-", wrapped(plan.name, 24, 3) + vesting),
        (0.22, INK, (0, (4, 2)), "Comparator:\n" + wrapped(comparator, 24, 3)),
    ):
        axes.plot([0.0, 0.14], [y, y], color=colour, linestyle=style, transform=axes.transAxes)
        axes.text(0.19, y, text, va="center", fontsize=8.5, transform=axes.transAxes)
    axes.set_xlim(0, 1)


def _label_ends(axes: Axes, ends: list[tuple[str, str, float, float]], gap: float) -> None:
    places = spread([end[3] for end in ends], gap)
    for (name, shade, x, y), place in zip(ends, places, strict=True):
        axes.plot([x, x + 0.3], [y, place], color=shade, linewidth=1.2, clip_on=False)
        text = wrapped(name, 26, 1 if len(ends) > 5 else 2)
        axes.text(x + 0.4, place, text, va="center", fontsize=8.5)


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


def _calendar(axes: Axes, start: int, end: float, short: bool = False) -> None:
    first, last = math.ceil(start / 12), math.floor(end)
    step = max(1, math.ceil((last - first) / (4 if short else 10)))
    axes.set_xticks(np.arange(first, last + 1, step))
    axes.set_xlim(start / 12, end)


def _coverage_title(results: Results) -> str:
    rows = [(p.name, results.summary_row(p.name, results.comparator, "coverage", "12")) for p in results.vested]
    told = [(n, r) for n, r in rows if r is not None and finite(r["mean_value"])]
    if not told:
        return "Coverage over time, by plan."
    parts = [
        f"{percent(float(r['mean_value']))} under {quoted(n)} ({percent(float(r['mean_versus_value']))} in the "
        "comparator)"
        for n, r in told[:3]
    ]
    more = "" if len(told) < 4 else " (the other plans are in the table)"
    return (
        f"One year after vesting, {listed(parts)} of the working relationships needed with the commissioner work{more}."
    )


def _recovery_title(plans: tuple[PlanInfo, ...], ratios: dict[str, pd.DataFrame]) -> str:
    parts = []
    for plan in plans[:3]:
        ratio = ratios[plan.name]
        mean = ratio.mean(axis=1)
        month = int(mean.index[int(mean.argmin())])
        low, high = ratio.loc[month].quantile([0.05, 0.95])
        parts.append(
            f"{ratio.loc[month].mean():.0f}% of the comparator’s under {quoted(plan.name)} "
            f"({month_name(month)}; {WORLD_RANGE} {low:.0f}–{high:.0f}%)"
        )
    return f"At its lowest, mean coverage is {listed(parts)}."


def _influence_title(results: Results, plan: PlanInfo) -> str:
    row = None
    for window in ("120", "60", "24"):
        row = results.summary_row(plan.name, results.comparator, "acute_dominance", window, Sector.ACUTE.code)
        if row is not None:
            break
    if row is None:
        return f"Influence by sector under {quoted(plan.name)} and the comparator."
    return (
        f"{window} months after vesting, acute trusts hold {percent(float(row['mean_value']), 1)} of the influence of "
        f"all but the commissioner under {quoted(plan.name)}, and {percent(float(row['mean_versus_value']), 1)} in "
        "the comparator."
    )
