"""The picture of influence over time: each sector's share, the first plan beside the comparator, history included."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from relsim.domain.months import month_name
from relsim.domain.sectors import Sector
from relsim.evidence.figures.style import FAINT, INK, PALETTE, QUIET, Picture, drawing, panels, wrapped
from relsim.evidence.results import Results
from relsim.evidence.sentences.outcome_names import WORLD_RANGE, short_label
from relsim.wording.numbers import percent
from relsim.wording.phrases import quoted

_COLUMNS = 4
_LOW, _HIGH = 0.05, 0.95


def influence_over_time(results: Results) -> Picture | None:
    """A panel a sector: mean and range over worlds, from the first month that was run."""
    if not results.vested:
        return None
    plan = results.vested[0]
    both = {s: (_shares(results, results.comparator, s), _shares(results, plan.name, s)) for s in Sector}
    shown = {s: pair for s, pair in both.items() if max(frame.to_numpy().max(initial=0.0) for frame in pair) > 0.005}
    if not shown or plan.vesting is None:
        return None
    rows = -(-len(shown) // _COLUMNS)
    with drawing():
        figure, axes = panels(rows, _COLUMNS, 0.5 + 2.1 * rows, sharex=True, sharey=True)
        for number, (panel, (sector, (comparator, own))) in enumerate(zip(axes, shown.items(), strict=False)):
            draw_share(panel, comparator, INK, "--", FAINT)
            draw_share(panel, own.loc[plan.vesting :], PALETTE[0], "-", PALETTE[0])
            panel.axvline(plan.vesting / 12, color=QUIET, linewidth=0.8, zorder=1)
            panel.set_title(wrapped(short_label(sector), 27))
            if number % _COLUMNS == 0:
                panel.set_ylabel("% of influence")
        hide_the_rest(axes, len(shown), _COLUMNS)
        axes[0].set_ylim(0, None)
        line_key(axes[0], plan.name, results.comparator)
    title = _title(results, plan.name, shown)
    return Picture(
        name="influence_over_time",
        title=title,
        caption="Influence is worked out every quarter. Lines: means over worlds; shading: 5–95% "
        f"{WORLD_RANGE}, seed noise included. The vertical line is {month_name(plan.vesting)}, when "
        f"{'the new body of ' if plan.replaces else ''}{quoted(plan.name)} "
        f"{'takes over' if plan.replaces else 'begins'}. "
        "Steps before it are the place’s own history, such as groups governed half by GPs in place of primary care "
        "trusts.",
        alt="Small line charts, one a sector, of its share of influence in percent over the years, "
        f"{plan.name} beside the comparator. {title}",
        figure=figure,
    )


def _shares(results: Results, plan: str, sector: Sector) -> pd.DataFrame:
    return results.by_month(plan, sector.code, "influence")


def hide_the_rest(axes: list[Axes], shown: int, columns: int) -> None:
    """Hide the panels that nothing is drawn in; those above them get the years that they would have had."""
    for panel in axes[shown:]:
        panel.set_visible(False)
    for panel in axes[max(0, shown - columns) : shown]:
        panel.tick_params(labelbottom=True)


def draw_share(axes: Axes, frame: pd.DataFrame, line: str, style: str, shade: str) -> None:
    """A share over months (rows) and worlds (columns): its mean as a line, its range as shading."""
    years = frame.index.to_numpy() / 12
    axes.fill_between(
        years, 100 * frame.quantile(_LOW, axis=1), 100 * frame.quantile(_HIGH, axis=1), color=shade,
        alpha=0.25 if shade != FAINT else 0.8, linewidth=0, zorder=1,
    )  # fmt: skip
    axes.plot(years, 100 * frame.mean(axis=1), style, color=line, linewidth=1.5, zorder=3)


def line_key(axes: Axes, plan: str, comparator: str) -> None:
    """Which line is whose, above all panels."""
    handles = [
        axes.plot([], [], "--", color=INK, linewidth=1.5)[0],
        axes.plot([], [], "-", color=PALETTE[0], linewidth=1.5)[0],
    ]
    names = [f"{wrapped(comparator, 40, 1)} (comparator)", wrapped(plan, 52, 1)]
    axes.figure.legend(handles, names, loc="outside upper left", ncols=2, frameon=False, labelcolor=[QUIET, PALETTE[0]])


def _title(results: Results, plan: str, shown: dict[Sector, tuple[pd.DataFrame, pd.DataFrame]]) -> str:
    """The sector whose share moves most, at the end of what was run."""
    ends = {s: (float(a.iloc[-1].mean()), float(b.iloc[-1].mean())) for s, (a, b) in shown.items()}
    most = max(ends, key=lambda s: abs(ends[s][1] - ends[s][0]))
    before, after = ends[most]
    return (
        f"In the last year that was run, {most.label.lower() if most is not Sector.VCSE else 'the voluntary sector'} "
        f"holds {percent(after)} of influence under {quoted(plan)}, and {percent(before)} under "
        f"{quoted(results.comparator)}: no other sector’s share moves more."
    )
