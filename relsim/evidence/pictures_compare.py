"""Pictures that compare plans: months not bedded in, paired differences, and what drives the result."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from relsim import tables
from relsim.evidence.folder import Results, finite
from relsim.evidence.style import FAINT, INK, PALETTE, QUIET, Picture, colours, drawing, markers, panels, wrapped
from relsim.evidence.words import NORMAL_95, WORLD_RANGE, listed, measure, measure_label, number, percent, quoted

_ALL = tables.ALL_SECTORS
_MONTHS = ("months_not_bedded_in", "120")
_MOST_PAIRS = 6
_READ = (
    f"Thin line: 5–95% {WORLD_RANGE}, not a confidence interval. Thick line: 95% Monte Carlo interval of the mean, "
    "with the worlds held fixed (where it is hidden by the marker, it is smaller than the marker)."
)


def bedding_in(results: Results) -> Picture | None:
    """Months not bedded in of the first 120 after vesting, by sector and plan."""
    plans = [p.name for p in results.vested]
    shades, shapes = colours([p.name for p in results.options]), markers([p.name for p in results.options])
    sectors = [(_ALL, "All sectors"), *((s.code, s.label) for s in results.sectors)]
    rows = {(c, p): results.summary_row(p, results.comparator, *_MONTHS, c) for c, _ in sectors for p in plans}
    sectors = [(c, label) for c, label in sectors if any(rows[c, p] is not None for p in plans)]
    if not sectors:
        return None
    step = 1.0 / (len(plans) + 0.8)
    with drawing():
        figure, (axes,) = panels(1, 1, 0.9 + len(sectors) * max(0.42, 0.2 * len(plans) + 0.14) + 0.2 * len(plans))
        for i, (code, _) in enumerate(sectors):
            if i % 2 == 0:
                axes.axhspan(i - 0.5, i + 0.5, color="#f5f5f5", zorder=0, linewidth=0)
            for j, plan in enumerate(plans):
                y = i + (j - (len(plans) - 1) / 2) * step
                _interval(axes, rows[code, plan], "mean_value", y, shades[plan], shapes[plan])
        axes.set_yticks(range(len(sectors)), [wrapped(label, 24) for _, label in sectors])
        axes.set_ylim(len(sectors) - 0.5, -0.5)
        axes.set_xlim(-1.5, 121.5)
        axes.set_xticks(range(0, 121, 12))
        axes.set_xlabel("Months of the first 120 after vesting in which coverage is under 90% of the comparator’s")
        axes.tick_params(axis="y", length=0)
        _legend(axes, plans, shades, shapes)
    title = _bedding_title(rows, plans)
    return Picture(
        "bedding_in",
        title,
        f"Marker: mean over worlds. {_READ}",
        f"Dot chart of months not bedded in, for each sector and plan, with ranges. {title}",
        figure,
    )


def differences(results: Results) -> Picture | None:
    """Paired differences between plans for the primary outcomes, and the share of worlds that favour each."""
    pairs = results.pairs()
    if len(pairs) > _MOST_PAIRS:
        pairs = [pair for pair in pairs if pair[0] == results.options[0].name]
    facets = [(m, w, _rows(results, pairs, m, w)) for m, w in _primary(results)]
    facets = [facet for facet in facets if facet[2]]
    if not facets:
        return None
    heights = [len(rows) * 0.36 + 0.62 for _, _, rows in facets]
    with drawing():
        figure, grid = panels(
            len(facets), 2, sum(heights) + 0.55, gridspec_kw={"width_ratios": [1.25, 1], "height_ratios": heights}
        )
        handles = [
            Patch(color=c, label=t)
            for c, t in ((PALETTE[0], "favours the first"), (FAINT, "undecided"), (PALETTE[4], "favours the second"))
        ]
        figure.legend(handles=handles, loc="outside upper right", ncols=3, frameon=False, fontsize=8.5)
        for k, (name, window, rows) in enumerate(facets):
            _difference_panel(grid[2 * k], name, window, rows)
            _favour_panel(grid[2 * k + 1], rows, last=k == len(facets) - 1)
    title = _difference_title(facets)
    return Picture(
        "differences",
        title,
        "Left: first plan less second, within each world, on the same random draws, each beside the comparator in "
        f"its own months; the mean over worlds. {_READ} Right: the share of worlds whose own 95% interval favours "
        "the first plan, neither, or the second. For acute trusts’ share of influence no direction is called "
        "better: there the bars say under which plan it is higher.",
        "Forest chart of paired differences between plans with, beside it, bars of the share of worlds that "
        f"favour each. {title}",
        figure,
    )


def drivers(results: Results) -> Picture | None:
    """Months not bedded in with one part of the model taken out, beside the whole first plan."""
    whole = next(iter(results.vested), None)
    if whole is None:
        return None
    found = [(whole.name, results.summary_row(whole.name, results.comparator, *_MONTHS))]
    found += [
        (p.name, results.summary_row(p.name, results.comparator, *_MONTHS)) for p in results.of_role("diagnostic")
    ]
    rows = [(name, row) for name, row in found if row is not None]
    if len(rows) < 2:
        return None
    changes = {name: matched_change(results, name, whole.name) for name, _ in rows[1:]}
    with drawing():
        figure, (axes,) = panels(1, 1, 0.8 + 0.44 * len(rows))
        axes.axvline(float(rows[0][1]["mean_value"]), color=QUIET, linewidth=0.9, linestyle=":", zorder=1)
        for y, (name, row) in enumerate(rows):
            _interval(axes, row, "mean_value", y, PALETTE[0] if y == 0 else PALETTE[1], "o" if y == 0 else "s")
            change = changes.get(name)
            text = "whole plan" if y == 0 else "" if change is None else _signed(float(change.mean())) + " months"
            axes.text(123, y, text, va="center", fontsize=8.5, clip_on=False)
        axes.set_yticks(range(len(rows)), [wrapped(name, 34) for name, _ in rows])
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(-1.5, 121.5)
        axes.set_xticks(range(0, 121, 12))
        axes.set_xlabel("Months not bedded in, of the first 120 after vesting (all sectors)")
        axes.tick_params(axis="y", length=0)
    title = _driver_title(changes, whole.name)
    return Picture(
        "drivers",
        title,
        "Each row below the first is the same plan with one part taken out; on the right, the mean change in the "
        f"same worlds. Marker: mean over worlds. {_READ}",
        f"Dot chart of months not bedded in for the whole plan and with one part at a time taken out. {title}",
        figure,
    )


def matched_change(results: Results, diagnostic: str, whole: str) -> pd.Series | None:
    """Change of months not bedded in, world by world, when one part is taken out."""
    paired = results.worlds_of(diagnostic, whole, *_MONTHS)["difference"].dropna()
    if len(paired):
        return paired
    without = results.worlds_of(diagnostic, results.comparator, *_MONTHS)["value"]
    full = results.worlds_of(whole, results.comparator, *_MONTHS)["value"]
    change = (without - full).dropna()
    return None if change.empty else change


def _primary(results: Results) -> list[tuple[str, str]]:
    """The primary outcomes, with the loss over the common calendar window beside the loss from announcement."""
    wanted: list[tuple[str, str]] = []
    for name, window in tables.PRIMARY:
        wanted.append((name, window))
        if name == "relationship_years_lost":
            wanted.append((name, "calendar"))
    return wanted


def sector_of(name: str) -> str:
    """The sector that an outcome is reported for when one is wanted."""
    return "acute" if name == "acute_dominance" else _ALL


def _rows(results: Results, pairs: list[tuple[str, str]], name: str, window: str) -> list[tuple[str, str, pd.Series]]:
    found = [(a, b, results.summary_row(a, b, name, window, sector_of(name))) for a, b in pairs]
    return [(a, b, row) for a, b, row in found if row is not None and finite(row["mean"])]


def _interval(
    axes: Axes, row: pd.Series | None, centre: str, y: float, shade: str, shape: str, scale: float = 1.0
) -> None:
    """Mean, Monte Carlo interval and range over worlds; versus the comparator a duration's difference is its value."""
    if row is None or not finite(row[centre]):
        return
    mean, error = scale * float(row[centre]), scale * NORMAL_95 * float(row["mc_standard_error"])
    axes.plot([scale * row["world_low"], scale * row["world_high"]], [y, y], color=shade, linewidth=1.2, zorder=2)
    axes.plot([mean - error, mean + error], [y, y], color=shade, linewidth=4.5, alpha=0.55, zorder=3)
    axes.plot(
        mean, y, marker=shape, markersize=5.5, color=shade, markeredgecolor="white", markeredgewidth=0.7, zorder=4
    )


def _difference_panel(axes: Axes, name: str, window: str, rows: list[tuple[str, str, pd.Series]]) -> None:
    kind = measure(name)
    axes.axvline(0.0, color=QUIET, linewidth=0.9, zorder=1)
    for y, (_, _, row) in enumerate(rows):
        _interval(axes, row, "mean", y, PALETTE[0], "o", kind.scale)
    axes.set_yticks(range(len(rows)), [f"{wrapped(a, 32, 1)}\n  less {wrapped(b, 32, 1)}" for a, b, _ in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0, labelsize=8)
    reach = 1.12 * max(_reach(row, kind.scale) for _, _, row in rows)
    axes.set_xlim(-reach, reach)
    axes.locator_params(axis="x", nbins=7)
    axes.set_xlabel(_direction(kind.unit, str(rows[0][2]["better"])), fontsize=8)
    axes.set_title(wrapped(measure_label(name, window), 62))


def _reach(row: pd.Series, scale: float) -> float:
    """How far from zero a row's marks go; with one world there is no range over worlds."""
    error = NORMAL_95 * abs(float(row["mc_standard_error"]))
    ends = [abs(float(row["mean"])) + error, abs(float(row["world_low"])), abs(float(row["world_high"]))]
    return max(scale * max((end for end in ends if finite(end)), default=0.0), 1e-9)


def _direction(unit: str, better: str) -> str:
    """Which side of zero favours the first plan, where a side does."""
    if better == "lower":
        return f"← {unit}; left favours the first"
    return f"{unit}; right favours the first →" if better == "higher" else f"{unit}; bars: where the share is higher"


def _favour_panel(axes: Axes, rows: list[tuple[str, str, pd.Series]], last: bool) -> None:
    for y, (_, _, row) in enumerate(rows):
        left = 0.0
        shares = [
            (float(row["favours_plan"]), PALETTE[0]),
            (float(row["undecided"]), FAINT),
            (float(row["favours_versus"]), PALETTE[4]),
        ]
        for share, shade in shares:
            axes.barh(y, 100 * share, left=left, height=0.62, color=shade, linewidth=0)
            if share >= 0.07:
                axes.text(
                    left + 50 * share,
                    y,
                    f"{100 * share:.0f}%",
                    ha="center",
                    va="center",
                    fontsize=8.5,
                    color="white" if shade == PALETTE[0] else INK,
                )
            left += 100 * share
    axes.set_xlim(0, 100)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xticks([0, 20, 50, 80, 100] if last else [])
    axes.spines["bottom"].set_visible(last)
    if last:
        axes.set_xlabel("% of worlds", fontsize=8)


def _legend(axes: Axes, plans: list[str], shades: dict[str, str], shapes: dict[str, str]) -> None:
    handles: list[Any] = [
        axes.plot([], [], marker=shapes[p], color=shades[p], markersize=5.5, linewidth=1.2, label=wrapped(p, 52, 1))[0]
        for p in plans
    ]
    axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=2 if len(plans) > 1 else 1, frameon=False
    )


def _signed(value: float) -> str:
    return ("+" if value > 0.05 else "") + number(value)


def _bedding_title(rows: dict[tuple[str, str], pd.Series | None], plans: list[str]) -> str:
    parts = []
    for plan in plans[:3]:
        row = rows.get((_ALL, plan))
        if row is not None:
            parts.append(
                f"{number(float(row['mean_value']))} under {quoted(plan)} ({WORLD_RANGE} "
                f"{number(float(row['world_low']), 0)} to {number(float(row['world_high']), 0)})"
            )
    return f"Of the first 120 months after vesting, mean months not bedded in: {listed(parts)}."


def _difference_title(facets: list[tuple[str, str, list[tuple[str, str, pd.Series]]]]) -> str:
    name, window, rows = facets[0]
    a, b, row = max(rows, key=lambda r: abs(float(r[2]["mean"])))
    kind = measure(name)
    return (
        f"Largest contrast in {measure_label(name, window).lower()}: {quoted(a)} less {quoted(b)} is "
        f"{_signed(kind.scale * float(row['mean']))} {kind.unit}; it favours the first in "
        f"{percent(float(row['favours_plan']))} of worlds, the second in {percent(float(row['favours_versus']))}, and "
        f"{percent(float(row['undecided']))} are undecided."
    )


def _driver_title(changes: dict[str, pd.Series | None], whole: str) -> str:
    known = {name: float(np.mean(c)) for name, c in changes.items() if c is not None}
    if not known:
        return f"Months not bedded in under {quoted(whole)}, with one part at a time taken out."
    largest = max(known, key=lambda name: abs(known[name]))
    return (
        f"Of the parts taken out one at a time, the largest change is under {quoted(largest)}: "
        f"{_signed(known[largest])} months not bedded in against {quoted(whole)}, on average over the same worlds."
    )
