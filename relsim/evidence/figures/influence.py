"""The picture of influence: every sector's share under the first plan beside the comparator's."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from relsim.domain.sectors import Sector
from relsim.evidence.figures.style import FAINT, INK, PALETTE, QUIET, Picture, drawing, panels, wrapped
from relsim.evidence.findings.comparison import longest, over_worlds
from relsim.evidence.results import Results
from relsim.evidence.sentences.outcome_names import WORLD_RANGE
from relsim.measures import catalogue
from relsim.wording.numbers import number, percent
from relsim.wording.phrases import quoted

_ACUTE = catalogue.ACUTE_DOMINANCE.name
_GAP = 0.32


def influence(results: Results) -> Picture | None:
    """Shares of influence at the longest window after vesting, by sector, and the acute share among the others."""
    if not results.options:
        return None
    plan = results.options[0].name
    rows = [(s.label, "influence", s.code) for s in Sector]
    rows.append(("Acute trusts, of all but the commissioner", _ACUTE, Sector.ACUTE.code))
    found = [(label, name, longest(results, plan, name, sector), sector) for label, name, sector in rows]
    window = next((row.window for _, _, row, _ in found if row is not None), None)
    shown = [
        (label, results.worlds_of(plan, results.comparator, name, row.window, sector), name)
        for label, name, row, sector in found
        if row is not None and max(abs(row.value), abs(row.versus_value)) > 0.0
    ]
    if not shown or window is None:
        return None
    with drawing():
        figure, (axes,) = panels(1, 1, 1.0 + 0.52 * len(shown))
        for y, (_, worlds, name) in enumerate(shown):
            pair(axes, worlds, y + (0.4 if name == _ACUTE and y else 0.0))
        last = len(shown) - 1
        apart = shown[-1][2] == _ACUTE and last > 0
        places = [y + (0.4 if apart and y == last else 0.0) for y in range(len(shown))]
        if apart:
            axes.axhline(last - 0.3, color=FAINT, linewidth=1.0)
        axes.set_yticks(places, [wrapped(label, 26, 3) for label, _, _ in shown])
        axes.set_ylim(places[-1] + 0.6, -0.6)
        axes.tick_params(axis="y", length=0)
        top = max(float(w[["value", "versus_value"]].quantile(0.95).max()) for _, w, _ in shown)
        axes.set_xlim(0, 100 * top * 1.22)
        axes.set_xlabel(f"% of influence, {window} months after vesting")
        plan_and_comparator_key(figure, axes, plan, results.comparator)
    title = _title(results, plan)
    return Picture(
        name="influence",
        title=title,
        caption="Influence is the share of decisions that can be traced back to a sector’s opinions, by who listens to "
        "whom and who sits on the board; above the line all sectors sum to 100%. Marker: mean over worlds; line: "
        f"5–95% {WORLD_RANGE}, seed noise included. Below the line: of what the commissioner leaves to others.",
        alt=f"Dot chart of shares of influence in percent, by sector, {plan} beside the comparator. {title}",
        figure=figure,
    )


def pair(axes: Axes, worlds: pd.DataFrame, y: float) -> None:
    """The comparator above, the plan below, and both numbers at the right."""
    for column, offset, shade, marker, face in (
        ("versus_value", -_GAP / 2, INK, "D", "white"),
        ("value", _GAP / 2, PALETTE[0], "o", PALETTE[0]),
    ):
        mean, low, high = (100 * number_ for number_ in over_worlds(worlds[column].astype(float)))
        axes.plot([low, high], [y + offset] * 2, color=shade, linewidth=1.6, zorder=2)
        axes.plot(mean, y + offset, marker=marker, markersize=6.5, color=shade, markerfacecolor=face, zorder=3)
        right = high if high == high else mean
        axes.annotate(
            f"{number(mean, 0)}%", (max(right, mean), y + offset), xytext=(7, 0), textcoords="offset points",
            va="center", fontsize=8.5, color=shade, fontweight="bold" if column == "value" else "normal",
        )  # fmt: skip


def plan_and_comparator_key(figure: Figure, axes: Axes, plan: str, comparator: str) -> None:
    """Which marker is whose, above all panels."""
    handles = [
        axes.plot([], [], marker="D", markersize=6, color=INK, markerfacecolor="white", linewidth=1.6)[0],
        axes.plot([], [], marker="o", markersize=6, color=PALETTE[0], linewidth=1.6)[0],
    ]
    names = [f"{wrapped(comparator, 40, 1)} (comparator)", wrapped(plan, 52, 1)]
    figure.legend(handles, names, loc="outside upper left", ncols=2, frameon=False, labelcolor=[QUIET, PALETTE[0]])


def _title(results: Results, plan: str) -> str:
    parts, window = [], ""
    for start, name, sector in (
        ("general practice holds {} of influence", "influence", Sector.GENERAL_PRACTICE.code),
        ("acute trusts {} of all but the commissioner’s", _ACUTE, Sector.ACUTE.code),
        ("the commissioner itself {}", "influence", Sector.COMMISSIONER.code),
    ):
        found = longest(results, plan, name, sector)
        if found is not None:
            window = found.window
            parts.append(f"{start.format(percent(found.value))} ({percent(found.versus_value)})")
    if not parts:
        return f"Influence by sector under {quoted(plan)} and {quoted(results.comparator)}."
    return (
        f"{window} months after vesting, under {quoted(plan)} (under {quoted(results.comparator)}): {', '.join(parts)}."
    )
