"""The second picture: who bears the loss, sector by sector."""

from __future__ import annotations

from collections.abc import Sequence

from relsim.evidence.figures import words
from relsim.evidence.figures.comparison import shares_by_plan
from relsim.evidence.figures.frame import Frame, panels
from relsim.evidence.figures.marks import Mark, draw, of_share, rows, scale
from relsim.evidence.figures.style import FAINT, Picture, drawing
from relsim.evidence.findings.comparison import MOST_IN_FULL
from relsim.evidence.findings.pooled import lost_together
from relsim.evidence.results import PlanInfo, Results
from relsim.measures.small_sectors import FEWEST_UNITS, Reported, reported_sectors
from relsim.measures.tables import ALL_SECTORS
from relsim.wording.numbers import number
from relsim.wording.phrases import listed, quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.figures", "figures")
_OTHER = "other"
"""Sectors too small to stand alone, together."""


def reported(results: Results) -> Reported:
    """The sectors that stand alone, that are pooled, and that are too small for either."""
    return reported_sectors({sector.code: results.units_of(sector.code) for sector in results.sectors})


def shares_by_sector(results: Results, plan: PlanInfo) -> dict[str, Mark]:
    """The share of its relationship time that each sector loses under a plan, per cent; small ones as ``other``."""
    sectors = reported(results)
    groups = {code: (code,) for code in sectors.alone} | ({_OTHER: sectors.pooled} if sectors.pooled else {})
    found = {name: lost_together(results, plan, codes) for name, codes in groups.items()}
    return {name: of_share(plan.name, *share) for name, share in found.items() if share is not None}


def who_bears_it(results: Results) -> Picture | None:
    """All sectors and each that is large enough, a mark a plan; none without two sectors, or where nobody loses."""
    everybody = {mark.name: mark for mark in shares_by_plan(results)}
    plans = [plan for plan in results.vested if plan.name in everybody]
    if not plans:
        return None
    # With many plans the others would hide the first.
    plans = plans if len(plans) <= MOST_IN_FULL else plans[:1]
    by_plan = {plan.name: shares_by_sector(results, plan) for plan in plans}
    groups = [code for code in by_plan[plans[0].name] if all(code in found for found in by_plan.values())]
    shown = [{ALL_SECTORS: everybody[plan.name]} | by_plan[plan.name] for plan in plans]
    marks = [found[code] for found in shown for code in (ALL_SECTORS, *groups)]
    if len(groups) < 2 or all(number(mark.mean) == number(0.0) for mark in marks):
        return None
    title = _title([(code, by_plan[plans[0].name][code]) for code in groups], plans[0])
    key = words.key(results, {plan.name: [plan.name] for plan in plans}, comparator=False) if len(plans) > 1 else ()
    frame = Frame(title, words.subtitle(results, () if key else plans), words.source(results), key)
    looks, tall = words.looks_of(results), 0.18 * len(plans) + 0.12
    with drawing():
        figure, (axes,) = panels(frame, 1, 1, 0.55 + tall * (len(groups) + 1))
        for row, code in enumerate((ALL_SECTORS, *groups)):
            for number_, (plan, found) in enumerate(zip(plans, shown, strict=True)):
                y = row + (number_ - (len(plans) - 1) / 2) * 0.18 / tall
                draw(axes, found[code], y, looks[plan.name], f"{number(found[code].mean)}%")
        rows(axes, [words.sector_words(code) for code in (ALL_SECTORS, *groups)])
        axes.axhline(0.5, color=FAINT, linewidth=1.0)
        scale(axes, marks)
        axes.set_xlabel(_TEXT("bedding_in.axis"))
    told = _TEXT("bedding_in.caption", without=words.without(results), line=words.line(results))
    caption = " ".join(filter(None, (told, _small(results))))
    return Picture("bedding_in", title, caption, _TEXT("bedding_in.alt", title=title), frame.source, figure)


def _small(results: Results) -> str:
    """The sectors that are pooled or left out, and why."""
    sectors = reported(results)
    of = listed([f"{words.sector_words(c)} ({results.units_of(c):,.0f})" for c in (*sectors.pooled, *sectors.refused)])
    if not of:
        return ""
    return _TEXT("bedding_in.pooled" if sectors.pooled else "bedding_in.refused", sectors=of, fewest=FEWEST_UNITS)


def _title(found: Sequence[tuple[str, Mark]], plan: PlanInfo) -> str:
    """Every sector's share under the first plan; no order is made of them, and who loses nothing is not said to."""
    if any(mark.mean < 0.05 for _, mark in found):
        return _TEXT("bedding_in.plain", plan=quoted(plan.name))
    told = [
        _TEXT("bedding_in.one", share=f"{number(mark.mean)}%", whose=_TEXT(f"whose.{code}")) for code, mark in found
    ]
    return _TEXT("bedding_in.each", plan=quoted(plan.name), shares=listed(told))
