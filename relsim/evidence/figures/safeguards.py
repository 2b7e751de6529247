"""The picture of what safeguards are worth: what each saves of the whole loss, on one scale."""

from __future__ import annotations

from dataclasses import dataclass

from relsim.evidence.figures import words
from relsim.evidence.figures.comparison import shares_by_plan
from relsim.evidence.figures.frame import Frame, panels
from relsim.evidence.figures.marks import Mark, draw, of_share, pitch, rows, scale
from relsim.evidence.figures.style import FAINT, INK, PALETTE, Look, Picture, drawing
from relsim.evidence.findings import safeguards
from relsim.evidence.findings.comparison import LOSS_MONTHS, YEARS_LOST, Share
from relsim.evidence.results import PlanInfo, Results
from relsim.measures.over_worlds import world_range
from relsim.measures.tables import ALL_SECTORS
from relsim.wording.numbers import number
from relsim.wording.phrases import quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.figures", "figures")
MOST_ROWS = 15
"""With more, those that save least are left out, and it is said how many."""
_WHOLE, _SAVED = Look(INK, "-", "D", hollow=True), Look(PALETTE[0], "-", "o")


@dataclass(frozen=True)
class Saving(Mark):
    """What a safeguard saves, in percentage points of relationship time; below 0 where it makes the loss greater."""

    of_whole: float
    """Its mean as a share of the whole loss."""


@dataclass(frozen=True)
class Savings:
    """The savings of single safeguards, the greatest first, and the loss of the plan that they are added to."""

    plan: PlanInfo
    whole: Mark
    rows: tuple[Saving, ...]


def savings(results: Results) -> Savings | None:
    """What each plan with safeguards saves of the first plan that others add some to; None where that loses nothing."""
    family = next(iter(safeguards.families(results)), None)
    if family is None:
        return None
    base = family.base
    whole = next((mark for mark in shares_by_plan(results) if mark.name == base.name), None)
    if whole is None or base.announced is None or whole.mean <= 0.0:
        return None
    found = ((plan.name, _saved(results, plan, base)) for plan in family.plans)
    marks = [of_share(name, share) for name, share in found if share is not None]
    rows_ = [Saving(mark.name, mark.mean, mark.low, mark.high, mark.mean / whole.mean) for mark in marks]
    return Savings(base, whole, tuple(sorted(rows_, key=lambda row: -row.mean)))


def _saved(results: Results, plan: PlanInfo, base: PlanInfo) -> Share | None:
    """The share of relationship time that one plan saves of what another loses, both from the other's announcement."""
    found = results.worlds_of(plan.name, base.name, *YEARS_LOST)
    turned = results.worlds_of(base.name, plan.name, *YEARS_LOST)
    if (found.empty and turned.empty) or base.announced is None:
        return None
    saved, errors = (-found["difference"], found["standard_error"]) if turned.empty else (
        turned["difference"], turned["standard_error"])  # fmt: skip
    months = results.by_month(results.comparator).loc[base.announced :][:LOSS_MONTHS]
    would = (months.sum() * results.units_of(ALL_SECTORS) / 12).reindex(saved.index)
    shares, noise = (saved / would).to_numpy(float), (errors / would).to_numpy(float)
    low, high = world_range(shares[None], noise[None])
    return Share(float(shares.mean()), float(low[0]), float(high[0]))


def safeguards_worth(results: Results) -> Picture | None:
    """The whole loss, and below it what each safeguard saves, on the same scale; none where none saves anything."""
    found = savings(results)
    if found is None or all(number(row.mean) == number(0.0) for row in found.rows):
        return None
    shown, left_out = found.rows[:MOST_ROWS], len(found.rows) - MOST_ROWS
    title = _title(found)
    frame = Frame(title, words.subtitle(results, [found.plan]), words.source(results))
    whole = Mark(_TEXT("safeguards.whole", plan=quoted(found.plan.name)), *_numbers(found.whole))
    with drawing():
        names = [whole.name, *(row.name for row in shown)]
        figure, (axes,) = panels(frame, 1, 1, 0.5 + pitch(names) * len(names))
        draw(axes, whole, 0, _WHOLE, f"{number(whole.mean)}%")
        for y, row in enumerate(shown, start=1):
            draw(axes, row, y, _SAVED, _said(row))
        axes.axvline(whole.mean, color=INK, linewidth=0.9, linestyle=":", zorder=1)
        axes.axhline(0.5, color=FAINT, linewidth=1.0)
        rows(axes, names)
        scale(axes, [whole, *shown], room=0.3)
        axes.set_xlabel(_TEXT("safeguards.axis"))
    caption = _TEXT("safeguards.caption") + (f" {_TEXT('safeguards.left_out', count=left_out)}" if left_out > 0 else "")
    return Picture("safeguards", title, caption, _TEXT("safeguards.alt", title=title), frame.source, figure)


def _numbers(mark: Mark) -> tuple[float, float, float]:
    return mark.mean, mark.low, mark.high


def _said(row: Saving) -> str:
    """The saving in points, and of the whole where that is something."""
    told = number(row.mean, 1 if abs(row.mean) >= 0.05 else 2)
    share = round(100 * row.of_whole)
    return _TEXT("safeguards.of_whole", points=told, share=f"{share}%") if share > 0 else told


def _title(found: Savings) -> str:
    """The greatest saving, of what; nothing is said of one whose interval holds zero."""
    first = found.rows[0]
    if not first.low > 0.0:
        return _TEXT("safeguards.plain", plan=quoted(found.plan.name))
    return _TEXT(
        "safeguards.title", plan=quoted(found.plan.name), whole=number(found.whole.mean), name=quoted(first.name),
        saved=number(first.mean),
    )  # fmt: skip
