"""The picture of money: each sector's share of spend over time, and hospitals' with the record."""

from __future__ import annotations

from collections.abc import Iterable

from matplotlib.axes import Axes

from relsim.domain.sectors import Sector
from relsim.evidence.figures import words
from relsim.evidence.figures.frame import Entry, Frame, panels
from relsim.evidence.figures.influence_over_time import Both, draw_both, finish, shares
from relsim.evidence.figures.style import INK, PALETTE, Look, Picture, drawing
from relsim.evidence.findings.money import beside_the_record, spend_moves
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences.money import plausibility, record_source
from relsim.wording.numbers import percent
from relsim.wording.phrases import listed, quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.figures", "figures")
_COLUMNS = 3
_LEAST = 0.001
"""A sector with less than a tenth of a per cent of spend has no panel."""
_FEWEST_POINTS = 2.0
"""From bottom to top, so that what hardly moves is not made to look as if it did."""
_RECORD = Look(PALETTE[1], "none", "s")


def spend_over_time(results: Results) -> Picture | None:
    """A panel a sector, all as high in points, where anybody's share of spend moves."""
    plan = next(iter(results.vested), None)
    if plan is None or plan.vesting is None or not spend_moves(results):
        return None
    both = {s: shares(results, plan, s, "spend") for s in Sector}
    shown = {s: pair for s, pair in both.items() if float(pair[0].mean(axis=1).max()) > _LEAST}
    if not shown:
        return None
    title = _title(results, plan, shown)
    recorded = Sector.ACUTE in shown and bool(beside_the_record(results))
    rows = -(-len(shown) // _COLUMNS)
    key = words.key(results, {plan.name: [plan.name]})
    if recorded:
        key = (*key, Entry(_RECORD, _TEXT("spend_over_time.record"), line=False))
    frame = Frame(title, words.subtitle(results), words.source(results), key)
    with drawing():
        figure, axes = panels(frame, rows, _COLUMNS, 0.2 + 0.98 * rows, sharex=True)
        for panel, (sector, pair) in zip(axes, shown.items(), strict=False):
            draw_both(panel, pair, plan, words.looks_of(results)[plan.name])
            panel.set_title(words.sector_words(sector.code))
            if sector is Sector.ACUTE:
                _record(panel, results)
        _same_span(axes[: len(shown)])
        finish(axes, len(shown), _COLUMNS, _TEXT("spend_over_time.axis"))
    caption = _TEXT(
        "spend_over_time.caption", source=record_source(), plausibility=plausibility(beside_the_record(results))
    )
    alt = _TEXT("spend_over_time.alt", title=title, plan=plan.name)
    return Picture("spend_over_time", title, caption, alt, frame.source, figure)


def _record(axes: Axes, results: Results) -> None:
    for one in beside_the_record(results):
        axes.plot(one.year + 0.5, 100 * one.record, _RECORD.marker, color=_RECORD.colour, zorder=5)


def _same_span(axes: Iterable[Axes]) -> None:
    """Every panel as high in points as the one that needs most; a broken axis marks one that does not begin at zero."""
    panels_ = list(axes)
    needed = {panel: panel.get_ylim() for panel in panels_}
    span = max([_FEWEST_POINTS, *(high - low for low, high in needed.values())])
    for panel, (low, high) in needed.items():
        bottom = max(0.0, (low + high - span) / 2)
        panel.set_ylim(bottom, bottom + span)
        panel.locator_params(axis="y", nbins=4)
        if bottom > 0.0:
            for up in (0.05, 0.09):
                panel.plot(
                    [-0.03, 0.03], [up - 0.02, up + 0.02], transform=panel.transAxes, color=INK, linewidth=1.0,
                    clip_on=False,
                )  # fmt: skip


def _title(results: Results, plan: PlanInfo, shown: dict[Sector, Both]) -> str:
    """General practice's and the acute trusts' share at the end of what was run."""
    parts: list[str] = []
    for sector in (Sector.GENERAL_PRACTICE, Sector.ACUTE):
        if sector in shown:
            base, own = (float(frame.iloc[-12:].mean(axis=1).mean()) for frame in shown[sector])
            told = {"whose": _TEXT(f"whose.{sector.code}"), "own": percent(own, 1), "other": percent(base, 1)}
            first = {} if parts else {"without": words.without(results)}
            parts.append(_TEXT("spend_over_time.first" if first else "spend_over_time.next", **told, **first))
    if not parts:
        return _TEXT("spend_over_time.plain", plan=quoted(plan.name))
    return _TEXT("spend_over_time.title", plan=quoted(plan.name), shares=listed(parts))
