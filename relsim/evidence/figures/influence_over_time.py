"""The picture of influence over time: each sector's share, the first plan and without it, history included."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from relsim.domain.months import month_name
from relsim.domain.sectors import Sector
from relsim.evidence.figures import words
from relsim.evidence.figures.coverage import calendar, line
from relsim.evidence.figures.frame import Frame, panels
from relsim.evidence.figures.influence import furthest, said_both
from relsim.evidence.figures.style import COMPARATOR, FAINT, QUIET, Look, Picture, drawing
from relsim.evidence.results import PlanInfo, Results
from relsim.wording.phrases import quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.figures", "figures")
_COLUMNS = 4
_LOW, _HIGH = 0.05, 0.95
_LEAST = 0.005
"""A sector that never holds more has no panel."""
Both = tuple[pd.DataFrame, pd.DataFrame]
"""The comparator's shares and the plan's: a row for each month, a column for each set of assumptions."""


def influence_over_time(results: Results) -> Picture | None:
    """A panel a sector on one scale, from the first month that was run; none where no share differs."""
    plan = next(iter(results.vested), None)
    if plan is None or plan.vesting is None:
        return None
    both = {s: shares(results, plan, s, "influence") for s in Sector}
    shown = {s: pair for s, pair in both.items() if max(frame.to_numpy().max(initial=0.0) for frame in pair) > _LEAST}
    if not any(differ(pair) for pair in shown.values()):
        return None
    title = _title(results, plan, shown)
    rows = -(-len(shown) // _COLUMNS)
    key = words.key(results, {plan.name: [plan.name]})
    frame = Frame(title, words.subtitle(results), words.source(results), key)
    with drawing():
        figure, axes = panels(frame, rows, _COLUMNS, 0.2 + 1.2 * rows, sharex=True, sharey=True)
        for panel, (sector, pair) in zip(axes, shown.items(), strict=False):
            draw_both(panel, pair, plan, words.looks_of(results)[plan.name])
            panel.set_title(words.sector_words(sector.code))
        finish(axes, len(shown), _COLUMNS, _TEXT("influence_over_time.axis"))
        axes[0].set_ylim(0, None)
    caption = _TEXT("influence_over_time.caption", month=month_name(plan.vesting), begins=begins(plan))
    alt = _TEXT("influence_over_time.alt", title=title, plan=plan.name)
    return Picture("influence_over_time", title, caption, alt, frame.source, figure)


def shares(results: Results, plan: PlanInfo, sector: Sector, column: str) -> Both:
    """The comparator's and the plan's shares of one sector."""
    base, own = (results.by_month(name, sector.code, column) for name in (results.comparator, plan.name))
    return base, own


def differ(pair: Both) -> bool:
    """True if the means ever differ by a twentieth of a point."""
    base, own = (frame.mean(axis=1) for frame in pair)
    return bool((own - base).abs().max() > 0.0005)


def begins(plan: PlanInfo) -> str:
    """The beginning of a plan, in words."""
    return _TEXT("begins.new_body" if plan.replaces else "begins.plan", plan=quoted(plan.name))


def draw_both(axes: Axes, pair: Both, plan: PlanInfo, look: Look) -> None:
    """Both lines with their ranges as shading, the plan's from its beginning on."""
    base, own = pair[0], pair[1].loc[plan.vesting or 0 :]
    _draw(axes, base, COMPARATOR, FAINT, 0.8, first=24)
    _draw(axes, own, look, look.colour, 0.25, first=84)
    axes.axvline((plan.vesting or 0) / 12, color=QUIET, linewidth=0.8, zorder=1)


def _draw(axes: Axes, frame: pd.DataFrame, look: Look, shade: str, alpha: float, first: int) -> None:
    low, high = (100 * frame.quantile(share, axis=1) for share in (_LOW, _HIGH))
    axes.fill_between(frame.index.to_numpy() / 12, low, high, color=shade, alpha=alpha, linewidth=0, zorder=1)
    # Markers are many times farther apart here: the panels are small.
    line(axes, 100 * frame.mean(axis=1), look, first, every=120)


def finish(axes: Sequence[Axes], shown: int, columns: int, label: str) -> None:
    """Years and labels at the outer panels; those that nothing is drawn in are hidden, those above get their years."""
    for number, panel in enumerate(axes):
        panel.set_visible(number < shown)
        if number < shown:
            first, last = (round(12 * end) for end in panel.dataLim.intervalx)
            calendar(panel, first, last, most=12 // columns)
            panel.tick_params(labelbottom=number >= shown - columns)
            if number % columns == 0:
                panel.set_ylabel(label)


def _title(results: Results, plan: PlanInfo, shown: dict[Sector, Both]) -> str:
    """The sector whose share differs most at the end of what was run: both numbers."""
    last = {sector: [100 * float(frame.iloc[-1].mean()) for frame in pair] for sector, pair in shown.items()}
    ends = {sector: (own, base) for sector, (base, own) in last.items()}
    sector = furthest(ends)
    own, other = said_both(*ends[sector])
    return _TEXT(
        "influence_over_time.title", whose=_TEXT(f"whose.{sector.code}"), own=own, other=other,
        plan=quoted(plan.name), without=words.without(results),
    )  # fmt: skip
