"""Pictures of a history: all its months on one line, and its events side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from relsim.domain.months import month_name
from relsim.evidence.figures.style import FAINT, INK, PALETTE, QUIET, Picture, drawing, panels, wrapped
from relsim.measures.catalogue import HORIZON, MAIN_SHARE
from relsim.studies.history.outcomes import EventFound, HistoryFindings, OverWorlds
from relsim.studies.history.sentences import many, of_worlds
from relsim.wording.numbers import number, percent

_LIVED, _ON, _UNDER = PALETTE[0], PALETTE[1], PALETTE[3]
_LABEL = 0.145
"""Width of a label, of the picture's: events that are closer have theirs on other lines of text."""


def timeline(found: HistoryFindings) -> Picture:
    """Coverage as lived over coverage with no reorganisation, month by month, with the events marked."""
    period = found.period
    years = np.asarray(period.lived.index, dtype=np.float64) / 12
    ratio = 100 * period.ratio
    low, middle, high = (ratio.quantile(q, axis=1).to_numpy() for q in (0.05, 0.5, 0.95))
    under = 100 * period.under.mean(axis=1).to_numpy()
    with drawing():
        figure, (above, below) = panels(2, 1, 5.4, sharex=True, gridspec_kw={"height_ratios": [3.2, 1]})
        for axes in (above, below):
            _pressures(axes, found, years)
        above.fill_between(years, low, high, color=_LIVED, alpha=0.18, linewidth=0)
        above.plot(years, middle, color=_LIVED, linewidth=2.0)
        above.axhline(100, color=INK, linestyle=(0, (4, 2)), linewidth=1.1)
        above.axhline(MAIN_SHARE, color=QUIET, linewidth=0.9)
        above.text(years[0], MAIN_SHARE - 1.5, f"{MAIN_SHARE}%", va="top", fontsize=8, color=QUIET)
        above.text(years[0], 101, "no reorganisation", va="bottom", fontsize=8.5)
        above.set_ylim(0, 112)
        above.set_yticks(range(0, 101, 20), [f"{tick}%" for tick in range(0, 101, 20)])
        above.set_ylabel("Coverage as lived, of that\nwith no reorganisation")
        _mark_events(above, below, found.events, _LABEL * period.months)
        below.fill_between(years, 0, under, color=_UNDER, alpha=0.75, linewidth=0, step="post")
        below.set_ylim(0, 100)
        below.set_yticks([0, 50, 100], ["0%", "50%", "100%"])
        below.set_ylabel(f"Worlds under\n{MAIN_SHARE}%")
        below.set_xlim(years[0], years[-1])
        below.set_xticks(np.arange(np.ceil(years[0]), years[-1], 2 if years[-1] - years[0] > 12 else 1))
    counted = period.not_bedded_in
    title = (
        f"In {many(counted.median, 'month')} of {period.months} coverage is under {MAIN_SHARE}% of what it would be "
        f"with no reorganisation{of_worlds(counted, 0)}."
    )
    pressures = [one.name for one in found.series.place.pressures if one.begins <= found.series.upto]
    grey = f" Grey: {', '.join(pressures)}, in both histories." if pressures else ""
    return Picture(
        name="timeline",
        title=title,
        caption="Above: the history as it happened as a percentage of the same place with no reorganisation since "
        f"{month_name(int(period.lived.index[0]))}; line: median world; shaded: where 90% of worlds lie (not a "
        f"confidence interval). Below: the share of worlds under {MAIN_SHARE}% in each month. Vertical lines: an event "
        f"vests; open triangles: it is announced.{grey}",
        alt="Line chart of coverage as lived, in percent of coverage with no reorganisation, by month, with a mark for "
        f"each event: {'; '.join(_marked(one) for one in found.events)}. {title}",
        figure=figure,
    )


def _marked(one: EventFound) -> str:
    before, after = one.event.bodies
    month, year = month_name(one.event.month).split()
    return f"{month[:3]} {year} ({before} → {after})"


def _pressures(axes: Axes, found: HistoryFindings, years: NDArray[np.float64]) -> None:
    for pressure in found.series.place.pressures:
        begins, ends = max(pressure.begins / 12, years[0]), min(pressure.ends / 12, years[-1])
        if begins < ends:
            axes.axvspan(begins, ends, color=FAINT, alpha=0.55, linewidth=0, zorder=0)


def _mark_events(above: Axes, below: Axes, events: Sequence[EventFound], gap: float) -> None:
    """A line for each event, its label above the picture, higher where the one before is close."""
    for one, line in zip(events, _lines_of_text([one.event.month for one in events], gap), strict=True):
        month = one.event.month
        for axes in (above, below):
            axes.axvline(month / 12, color=INK, linewidth=0.9, zorder=1)
        above.plot(one.event.announced / 12, 3, marker="^", markersize=6, color=INK, markerfacecolor="white",
                   clip_on=False, zorder=5)  # fmt: skip
        above.plot([one.event.announced / 12, month / 12], [3, 3], color=INK, linewidth=0.8, zorder=4)
        above.annotate(
            f"{_marked(one)}\n{wrapped(one.event.kind, 24, 1)}", (month / 12, 1), xycoords=("data", "axes fraction"),
            xytext=(0, 3 + 24 * line), textcoords="offset points", ha="center", va="bottom", fontsize=8,
        )  # fmt: skip


def _lines_of_text(months: Sequence[int], gap: float) -> list[int]:
    """On which line of text each label goes, from the lowest: the first that is free for so many months before."""
    last: list[float] = []
    lines = []
    for month in months:
        line = next((number for number, before in enumerate(last) if month - before >= gap), len(last))
        last[line : line + 1] = [month]
        lines.append(line)
    return lines


def side_by_side(found: HistoryFindings) -> Picture:
    """Months not bedded in of each event, left alone and as it went on, with the month in which the next vested."""
    events = found.events
    with drawing():
        figure, (axes,) = panels(1, 1, 1.3 + 0.72 * len(events))
        for row, one in enumerate(events):
            _range(axes, row - 0.14 if one.went_on else row, one.months_alone, _LIVED, "o")
            if one.went_on:
                _range(axes, row + 0.14, one.months_on, _ON, "s")
            if one.until_next is not None and one.until_next <= HORIZON:
                axes.plot([one.until_next] * 2, [row - 0.32, row + 0.32], color=INK, linewidth=1.6)
        axes.set_ylim(len(events) - 0.5, -0.5)
        labels = [f"{_marked(one)}\n{wrapped(one.event.kind, 24, 1)}" for one in events]
        axes.set_yticks(range(len(events)), labels)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.grid(axis="x", color=FAINT, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.set_xlim(0, HORIZON)
        axes.set_xticks(range(0, HORIZON + 1, 12))
        axes.set_xlabel(f"Months (of the first {HORIZON} after vesting)")
        axes.legend(handles=_legend(), loc="lower center", bbox_to_anchor=(0.4, 1.0), ncols=3, frameon=False,
                    fontsize=8.5, handletextpad=0.5)  # fmt: skip
    title = _worst(events)
    return Picture(
        name="events",
        title=title,
        caption=f"Dots and squares: the median world’s number of the first {HORIZON} months after vesting in which "
        f"coverage is under {MAIN_SHARE}% of what it would be without the event; lines: where 90% of worlds lie (not "
        "a confidence interval). Left alone: nothing else happens afterwards. As it went on: with the later changes, "
        "in both histories; nothing where none followed. Black bar: how many months after vesting the next "
        "event vested.",
        alt="Chart of months not bedded in by event, left alone and as it went on: "
        + "; ".join(
            f"{month_name(one.event.month)} {number(one.months_alone.median, 0)} and {number(one.months_on.median, 0)}"
            for one in events
        )
        + f". {title}",
        figure=figure,
    )


def _range(axes: Axes, height: float, told: OverWorlds, shade: str, marker: str) -> None:
    axes.plot([told.low, told.high], [height, height], color=shade, linewidth=2.4, alpha=0.55, solid_capstyle="round")
    axes.plot(told.median, height, marker=marker, markersize=6.5, color=shade, linestyle="none", clip_on=False)


def _legend() -> list[Line2D | Patch]:
    return [
        Line2D([], [], color=_LIVED, marker="o", linewidth=2.4, label="left alone"),
        Line2D([], [], color=_ON, marker="s", linewidth=2.4, label="as it went on"),
        Line2D([], [], color=INK, marker="|", markersize=11, markeredgewidth=1.6, linestyle="none",
               label="the next event vests"),
    ]  # fmt: skip


def _worst(events: Sequence[EventFound]) -> str:
    """The event that costs most months, left alone; and how many were followed by another too soon."""
    most = max(events, key=lambda one: one.months_alone.median)
    told = (
        f"Left alone, {month_name(most.event.month)} costs most months: {number(most.months_alone.median, 0)} of "
        f"{HORIZON}{of_worlds(most.months_alone, 0)}."
        if len(events) > 1
        else f"Left alone, it costs {number(most.months_alone.median, 0)} months of {HORIZON}"
        f"{of_worlds(most.months_alone, 0)}."
    )
    followed = [one for one in events if one.bedded_in is not None]
    if not followed:
        return told
    shares = [f"{percent(one.bedded_in or 0.0)} of worlds for {month_name(one.event.month)}" for one in followed]
    return f"{told} Bedded in by the time the next vested: {', '.join(shares)}."


def pictures(found: HistoryFindings) -> list[Picture]:
    """Every picture of the overview, in the order in which it is read."""
    return [timeline(found), side_by_side(found)]
