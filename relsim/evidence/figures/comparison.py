"""The picture that compares plans: the share of relationship time that each loses."""

from __future__ import annotations

from collections.abc import Sequence

from relsim.evidence.figures import words
from relsim.evidence.figures.frame import Frame, panels
from relsim.evidence.figures.marks import Mark, draw, of_finding, pitch, rows, scale
from relsim.evidence.figures.style import Picture, drawing
from relsim.evidence.findings.comparison import HEADLINE
from relsim.evidence.findings.finding import beside_comparator
from relsim.evidence.results import Results
from relsim.wording.numbers import number
from relsim.wording.phrases import listed, quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.figures", "figures")
_MOST_SAID = 3


def shares_by_plan(results: Results) -> list[Mark]:
    """The share of relationship time lost over 120 months from announcement, per cent, by plan."""
    found = ((plan.name, beside_comparator(results, plan.name, *HEADLINE)) for plan in results.vested)
    return [of_finding(name, one, 100.0) for name, one in found if one is not None and one.has_value]


def differences(results: Results) -> Picture | None:
    """One panel, a row a plan; none with fewer than two plans, or where all lose alike."""
    marks = shares_by_plan(results)
    if len({number(mark.mean) for mark in marks}) < 2:
        return None
    title, looks = _title(marks), words.looks_of(results)
    frame = Frame(title, words.subtitle(results, results.vested), words.source(results))
    with drawing():
        figure, (axes,) = panels(frame, 1, 1, 0.5 + pitch([mark.name for mark in marks]) * len(marks))
        for y, mark in enumerate(marks):
            draw(axes, mark, y, looks[mark.name], f"{number(mark.mean)}%")
        rows(axes, [mark.name for mark in marks])
        scale(axes, marks)
        axes.set_xlabel(_TEXT("differences.axis"))
    return Picture(
        "differences", title, _TEXT("differences.caption", without=words.without(results), line=words.line(results)),
        _TEXT("differences.alt", title=title), frame.source, figure,
    )  # fmt: skip


def _title(marks: Sequence[Mark]) -> str:
    """Every plan's share, or the lowest and the highest; a plan that loses nothing is not said to lose."""
    if any(mark.mean < 0.05 for mark in marks):
        return _TEXT("differences.plain")
    if len(marks) <= _MOST_SAID:
        texts = ["differences.first", *["differences.next"] * (len(marks) - 1)]
        shares = [{"share": f"{number(mark.mean)}%", "plan": quoted(mark.name)} for mark in marks]
        told = [_TEXT(text, **share) for text, share in zip(texts, shares, strict=True)]
        return _TEXT("differences.each", shares=listed(told))
    low, high = min(marks, key=lambda mark: mark.mean), max(marks, key=lambda mark: mark.mean)
    return _TEXT(
        "differences.between", low=f"{number(low.mean)}%", high=f"{number(high.mean)}%", least=quoted(low.name),
        most=quoted(high.name),
    )  # fmt: skip
