"""The picture of what shifts influence: from the comparator to the plan, by seats, relationships and money."""

from __future__ import annotations

from math import isfinite

from matplotlib.axes import Axes

from relsim.evidence.figures import words
from relsim.evidence.figures.frame import Frame, panels
from relsim.evidence.figures.influence import said_both
from relsim.evidence.figures.marks import rows
from relsim.evidence.figures.style import FAINT, INK, PALETTE, QUIET, Picture, drawing
from relsim.evidence.findings.influence_shift import SHIFTS, Shift, shift
from relsim.evidence.results import Results
from relsim.measures.tables import CAUSES
from relsim.wording.numbers import number, signed
from relsim.wording.phrases import listed, quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.figures", "figures")
_HATCHES = {"seats": "", "ties": "////", "money": "...."}
"""So that causes are told apart in grey; their names stand beside them all the same."""
_SHADES = dict(zip(CAUSES, PALETTE, strict=False))


def what_shifts_influence(results: Results) -> Picture | None:
    """A waterfall for each of two shares, on one scale: before, what each cause adds, after; none where none adds."""
    found = [one for which in SHIFTS if (one := shift(results, *which)) is not None]
    found = [one for one in found if any(number(100 * one.mean(cause)) != number(0.0) for cause in CAUSES)]
    if not found:
        return None
    plan = results.options[0]
    title = _title(results, found)
    frame = Frame(title, words.subtitle(results, [plan]), words.source(results))
    with drawing():
        figure, axes = panels(frame, len(found), 1, 0.35 + 1.22 * len(found), sharex=True)
        for panel, one in zip(axes, found, strict=True):
            _waterfall(panel, one, (words.comparator_words(results, short=True), plan.name))
        axes[0].set_xlim(0, 1.32 * max(max(_levels(one)) + _reach(one) for one in found))
        years = int(found[0].window) // 12
        axes[-1].set_xlabel(_TEXT("influence.axis", years=years))
    caption = _TEXT(
        "what_shifts_influence.caption", plan=quoted(plan.name), without=words.without(results),
        line=words.line(results),
    )  # fmt: skip
    caption = " ".join(filter(None, (caption, _by_construction(found))))
    alt = _TEXT("what_shifts_influence.alt", title=title)
    return Picture("what_shifts_influence", title, caption, alt, frame.source, figure)


def _by_construction(found: list[Shift]) -> str:
    """The causes that are exactly nothing in every set of assumptions: that is no finding."""
    causes = [cause for cause in CAUSES if all(bool((one.worlds[cause] == 0.0).all()) for one in found)]
    named = [_TEXT(f"what_shifts_influence.cause_{cause}") for cause in causes]
    return _TEXT("what_shifts_influence.by_construction", causes=listed(named)) if named else ""


def _levels(one: Shift) -> list[float]:
    """The share before, and after each cause in turn, per cent."""
    levels = [100 * one.before]
    for cause in CAUSES:
        levels.append(levels[-1] + 100 * one.mean(cause))
    return levels


def _reach(one: Shift) -> float:
    """How far the range of any part goes beyond the level that it leads to."""
    return max((100 * (one.range(c)[1] - one.mean(c)) for c in CAUSES if isfinite(one.range(c)[1])), default=0.0)


def _waterfall(axes: Axes, one: Shift, ends: tuple[str, str]) -> None:
    """`ends`: the names of the first and of the last row."""
    levels = _levels(one)
    last = len(CAUSES) + 1
    told = said_both(levels[0], levels[-1])
    for y, level, face, said in ((0, levels[0], FAINT, told[0]), (last, levels[-1], "#b5d3e6", told[1])):
        axes.barh(y, level, height=0.62, color=face, edgecolor=INK, linewidth=0.8)
        axes.annotate(said, (level, y), xytext=(5, 0), textcoords="offset points", va="center", weight="bold")
    for y, cause in enumerate(CAUSES, start=1):
        start, end = levels[y - 1], levels[y]
        low, high = (start + 100 * limit for limit in one.range(cause))
        axes.barh(
            y, end - start, left=start, height=0.62, color=_SHADES[cause], hatch=_HATCHES[cause], edgecolor="white",
            linewidth=0,
        )  # fmt: skip
        axes.plot([start, start], [y - 0.69, y], color=QUIET, linewidth=0.8, linestyle=":")
        axes.plot([low, high], [y, y], color=INK, linewidth=1.4, marker="|", markersize=7, zorder=4)
        right = max(each for each in (start, end, high) if isfinite(each))
        points = _TEXT("what_shifts_influence.points", points=signed(one.mean(cause)))
        axes.annotate(points, (right, y), xytext=(5, 0), textcoords="offset points", va="center")
    axes.plot([levels[-1]] * 2, [last - 0.69, last - 0.31], color=QUIET, linewidth=0.8, linestyle=":")
    causes = [_TEXT(f"what_shifts_influence.row_{cause}") for cause in CAUSES]
    rows(axes, [ends[0], *causes, ends[1]], most=1)
    axes.set_title(_TEXT(f"what_shifts_influence.panel_{one.sector}"))


def _title(results: Results, found: list[Shift]) -> str:
    """The first shift that is clear and its parts; where none is, nothing is said of the parts."""
    plan = quoted(results.options[0].name)
    one = next((one for one in found if one.clear), None)
    if one is None:
        return _TEXT("what_shifts_influence.unclear", plan=plan)
    parts = [_TEXT(f"what_shifts_influence.part_{cause}", points=signed(one.mean(cause))) for cause in CAUSES]
    return _TEXT(
        "what_shifts_influence.title", plan=plan, whose=_TEXT(f"what_shifts_influence.whose_{one.sector}"),
        points=signed(one.mean("whole")), parts=listed(parts),
    )  # fmt: skip
