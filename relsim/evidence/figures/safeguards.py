"""The picture of what safeguards are worth: each plan with some beside the plan that it is like."""

from __future__ import annotations

from matplotlib.axes import Axes

from relsim.evidence.figures.comparison import READ, difference, interval
from relsim.evidence.figures.style import PALETTE, QUIET, Picture, drawing, panels, wrapped
from relsim.evidence.findings import safeguards
from relsim.evidence.findings.rules_of_evidence import RANKING
from relsim.evidence.findings.safeguards import GAINS, Gain
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences.safeguards import worth

_COLUMNS = 5
_SIDES = {"lower": "← left is better", "higher": "right is better →", "": "no side is called better"}


def safeguards_worth(results: Results) -> Picture | None:
    """A panel a gain, a row a plan with safeguards: its difference from the plan that it is like."""
    found = safeguards.families(results)
    if not found:
        return None
    rows = [(plan, family.base) for family in found for plan in family.plans]
    several = len(found) > 1
    deep = -(-len(GAINS) // _COLUMNS)
    with drawing():
        figure, axes = panels(deep, _COLUMNS, deep * (1.15 + 0.36 * len(rows)), sharey=True)
        for number, (panel, gain) in enumerate(zip(axes, GAINS, strict=False)):
            _panel(panel, results, rows, gain)
            if number % _COLUMNS == 0:
                labels = [plan.name if not several else f"{plan.name} (beside {base.name})" for plan, base in rows]
                panel.set_yticks(range(len(rows)), [wrapped(label, 19) for label in labels])
        for panel in axes[len(GAINS) :]:
            panel.set_visible(False)
        axes[0].set_ylim(len(rows) - 0.5, -0.5)
    title = worth(results)
    beside = "the plan that it is like" if several else f"“{found[0].base.name}”"
    return Picture(
        name="safeguards",
        title=title,
        caption=f"Each plan with safeguards, less {beside}, within each world and on the same random draws. "
        "Marker: mean "
        f"over worlds; filled where at least {RANKING:.0%} of worlds are clearly on the same side of zero, hollow "
        "where "
        f"not. {READ}",
        alt=f"Small dot charts, one for each of {len(GAINS)} outcomes, of what each plan with safeguards changes. "
        f"{title}",
        figure=figure,
    )


def _panel(axes: Axes, results: Results, rows: list[tuple[PlanInfo, PlanInfo]], gain: Gain) -> None:
    axes.axvline(0.0, color=QUIET, linewidth=0.9, zorder=1)
    reach = [0.0]
    for y, (plan, base) in enumerate(rows):
        row = safeguards.row(results, plan.name, base.name, gain)
        if row is None:
            continue
        clear = row.clear
        interval(axes, row, difference, y, PALETTE[0], "o", gain.scale)
        if not clear:
            axes.plot(
                gain.scale * row.difference,
                y,
                "o",
                markersize=5.5,
                color=PALETTE[0],
                markerfacecolor="white",
                zorder=5,
            )
        ends = (gain.scale * each for each in (row.difference, row.low, row.high))
        reach += [end for end in ends if end == end]
    room = 0.12 * max(max(reach) - min(reach), 1e-9)
    axes.set_xlim(min(reach) - room, max(reach) + room)
    axes.locator_params(axis="x", nbins=4)
    axes.tick_params(axis="y", length=0)
    axes.set_title(wrapped(gain.label, 19, 3), fontsize=8)
    axes.set_xlabel(f"{gain.unit}\n{_SIDES[gain.better]}", fontsize=8)
