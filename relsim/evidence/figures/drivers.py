"""The picture of what drives the result: the first plan with one part at a time taken out."""

from __future__ import annotations

from relsim.evidence.figures import words
from relsim.evidence.figures.frame import Frame, panels
from relsim.evidence.figures.marks import Mark, draw, of_finding, pitch, rows
from relsim.evidence.figures.style import PALETTE, QUIET, Look, Picture, drawing
from relsim.evidence.findings.comparison import MONTHS_UNDER
from relsim.evidence.findings.finding import beside_comparator
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences.variants import part_taken_out
from relsim.wording.numbers import number
from relsim.wording.phrases import quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.figures", "figures")
_WHOLE, _PART = Look(PALETTE[0], "-", "o"), Look(PALETTE[1], "-", "s")


def drivers(results: Results) -> Picture | None:
    """Months below nine-tenths of the whole first plan and with one part at a time taken out; none if all are alike."""
    whole = next(iter(results.vested), None)
    marks = [] if whole is None else _marks(results, whole)
    if whole is None or len({number(mark.mean) for mark in marks}) < 2:
        return None
    title = _title(marks, whole)
    frame = Frame(title, words.subtitle(results, [whole]), words.source(results))
    with drawing():
        figure, (axes,) = panels(frame, 1, 1, 0.5 + pitch([mark.name for mark in marks]) * len(marks))
        axes.axvline(marks[0].mean, color=QUIET, linewidth=0.9, linestyle=":", zorder=1)
        for y, mark in enumerate(marks):
            draw(axes, mark, y, _PART if y else _WHOLE, number(mark.mean, 0))
        rows(axes, [mark.name for mark in marks])
        axes.set_xlim(0, 130)
        axes.set_xticks(range(0, 121, 12))
        axes.set_xlabel(_TEXT("drivers.axis"))
    return Picture(
        "drivers", title, _TEXT("drivers.caption", line=words.line(results)), _TEXT("drivers.alt", title=title),
        frame.source, figure,
    )  # fmt: skip


def _marks(results: Results, whole: PlanInfo) -> list[Mark]:
    """Months of the whole plan and then of each part of it taken out, in the manifest's order."""
    names = {whole.name: _TEXT("drivers.whole", plan=quoted(whole.name))}
    names |= {plan.name: part_taken_out(plan) for plan in results.of_role("diagnostic")}
    found = [(words_, beside_comparator(results, name, *MONTHS_UNDER)) for name, words_ in names.items()]
    marks = [of_finding(words_, one) for words_, one in found if one is not None]
    return [mark for mark in marks if mark.ends] if len(marks) > 1 and marks[0].ends else []


def _title(marks: list[Mark], plan: PlanInfo) -> str:
    """The whole plan's months, and those without the part that changes them most."""
    whole, *parts = marks
    most = max(parts, key=lambda mark: abs(mark.mean - whole.mean))
    return _TEXT(
        "drivers.title", plan=quoted(plan.name), whole=number(whole.mean, 0), part=most.name, left=number(most.mean, 0)
    )  # fmt: skip
