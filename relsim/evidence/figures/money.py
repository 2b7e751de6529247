"""The picture of money: each sector's share of spend over time, and hospitals' beside the record."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from relsim.domain.sectors import Sector
from relsim.evidence.figures.influence_over_time import draw_share, hide_the_rest, line_key
from relsim.evidence.figures.style import FAINT, INK, PALETTE, QUIET, Picture, drawing, panels, wrapped
from relsim.evidence.findings.money import beside_the_record, spend_moves
from relsim.evidence.results import Results
from relsim.evidence.sentences.money import plausibility, record_source
from relsim.evidence.sentences.outcome_names import WORLD_RANGE, short_label
from relsim.wording.numbers import percent
from relsim.wording.phrases import quoted

_COLUMNS = 3
_LEAST = 0.001
"""A sector with less than a tenth of a per cent of spend has no panel."""


def spend_over_time(results: Results) -> Picture | None:
    """A panel a sector, where anybody's share of spend moves."""
    if not results.vested or not spend_moves(results):
        return None
    plan = results.vested[0]
    both = {
        s: tuple(results.by_month(name, s.code, "spend") for name in (results.comparator, plan.name)) for s in Sector
    }
    shown = {s: pair for s, pair in both.items() if float(pair[0].mean(axis=1).max()) > _LEAST}
    if not shown or plan.vesting is None:
        return None
    rows = -(-len(shown) // _COLUMNS)
    with drawing():
        figure, axes = panels(rows, _COLUMNS, 0.5 + 2.1 * rows, sharex=True)
        for number, (panel, (sector, (comparator, own))) in enumerate(zip(axes, shown.items(), strict=False)):
            draw_share(panel, comparator, INK, "--", FAINT)
            draw_share(panel, own.loc[plan.vesting :], PALETTE[0], "-", PALETTE[0])
            panel.axvline(plan.vesting / 12, color=QUIET, linewidth=0.8, zorder=1)
            panel.set_title(wrapped(short_label(sector), 27))
            if sector is Sector.ACUTE:
                _record(panel, results)
            _room(panel, comparator, own)
            if number % _COLUMNS == 0:
                panel.set_ylabel("% of spend")
        hide_the_rest(axes, len(shown), _COLUMNS)
        line_key(axes[0], plan.name, results.comparator)
    title = _title(results, plan.name, shown)
    return Picture(
        name="spend_over_time",
        title=title,
        caption=f"Decided every April. Lines: means over worlds; shading: 5–95% {WORLD_RANGE}. Scales differ from "
        "panel "
        f"to panel and do not start at zero. Squares: hospitals’ share of NHS spend in England ({record_source()}). "
        f"{plausibility(beside_the_record(results))}",
        alt="Small line charts, one a sector, of its share of spend in percent over the years, "
        f"{plan.name} beside the comparator. {title}",
        figure=figure,
    )


def _record(axes: Axes, results: Results) -> None:
    for one in beside_the_record(results):
        axes.plot(one.year + 0.5, 100 * one.record, "s", markersize=6.5, color=PALETTE[1], zorder=5)
        below = one.record > one.model[0]
        axes.annotate(
            f"record {percent(one.record)}", (one.year + 0.5, 100 * one.record), xytext=(-8, -3) if below else (0, 8),
            textcoords="offset points", ha="right" if below else "center", fontsize=8, color=PALETTE[1],
        )  # fmt: skip


def _room(axes: Axes, *frames: pd.DataFrame) -> None:
    """At least two points from bottom to top, so that what hardly moves is not made to look as if it did."""
    low, high = axes.get_ylim()
    middle, half = (low + high) / 2, max((high - low) / 2, 1.0)
    lowest = 100 * min(float(frame.to_numpy().min()) for frame in frames)
    axes.set_ylim(max(0.0, min(middle - half, lowest)), middle + half)


def _title(results: Results, plan: str, shown: dict[Sector, tuple[pd.DataFrame, ...]]) -> str:
    """General practice's and the acute trusts' share at the end of what was run."""
    parts = []
    for sector, words in ((Sector.GENERAL_PRACTICE, "general practice has"), (Sector.ACUTE, "acute trusts have")):
        if sector in shown:
            base, own = (float(frame.iloc[-12:].mean(axis=1).mean()) for frame in shown[sector])
            parts.append(
                f"{words} {percent(own, 1)} of spend under {quoted(plan)}, and {percent(base, 1)} under "
                f"{quoted(results.comparator)}"
            )
    return f"In the last year that was run, {'; '.join(parts)}." if parts else f"Shares of spend under {quoted(plan)}."
