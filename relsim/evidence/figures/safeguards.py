"""The picture of what safeguards are worth: what each saves of the whole loss, on one scale."""

from __future__ import annotations

from dataclasses import dataclass

from relsim.evidence.figures import words
from relsim.evidence.figures.comparison import shares_by_plan
from relsim.evidence.figures.frame import Frame, panels
from relsim.evidence.figures.marks import Mark, draw, pitch, rows, scale
from relsim.evidence.figures.style import FAINT, INK, PALETTE, Look, Picture, drawing
from relsim.evidence.findings import safeguards
from relsim.evidence.findings.asks import asks
from relsim.evidence.findings.comparison import HEADLINE
from relsim.evidence.findings.finding import Finding, finding
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences.safeguard_names import safeguards_named
from relsim.wording.numbers import number
from relsim.wording.phrases import capitalised, quoted
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
    """What each safeguard saves that was tried on the first option, or that plans of the file add to one of them.

    None where that plan loses nothing.
    """
    tried = asks(results)
    family = next(iter(safeguards.families(results)), None)
    if tried is not None and tried.singles:
        base = results.options[0]
        found = [(safeguards_named(one.plan.safeguards), one.change.turned) for one in tried.singles]
        if tried.pair is not None:
            found.append((_TEXT("safeguards.pair"), tried.pair.change.turned))
    elif family is not None:
        base = family.base
        rows_ = ((plan.name, finding(results, base.name, plan.name, *HEADLINE)) for plan in family.plans)
        found = [(quoted(name), one) for name, one in rows_ if one is not None and one.has_difference]
    else:
        return None
    whole = next((mark for mark in shares_by_plan(results) if mark.name == base.name), None)
    if whole is None or whole.mean <= 0.0:
        return None
    marks = [_saving(name, one, whole.mean) for name, one in found]
    return Savings(base, whole, tuple(sorted(marks, key=lambda row: -row.mean)))


def _saving(name: str, found: Finding, whole: float) -> Saving:
    """What is saved: the plan's share lost less that with the safeguard."""
    mean = 100 * found.difference
    return Saving(capitalised(name), mean, 100 * found.low, 100 * found.high, mean / whole)


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
    caption = _TEXT("safeguards.caption", line=words.line(results))
    if left_out > 0:
        caption += f" {_TEXT('safeguards.left_out', count=left_out)}"
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
        "safeguards.title", plan=quoted(found.plan.name), whole=number(found.whole.mean),
        name=f"{first.name[0].lower()}{first.name[1:]}", saved=number(first.mean),
    )  # fmt: skip
