"""The picture of what shifts influence: from the comparator to the plan, by seats, relationships and money."""

from __future__ import annotations

from matplotlib.axes import Axes

from relsim.evidence.figures.style import FAINT, HALO, INK, PALETTE, QUIET, Picture, drawing, panels, wrapped
from relsim.evidence.findings import influence_shift
from relsim.evidence.findings.influence import shifts
from relsim.evidence.findings.influence_shift import SHIFTS, Shift
from relsim.evidence.results import Results
from relsim.evidence.sentences.influence_shift import what_makes_it
from relsim.evidence.sentences.outcome_names import WORLD_RANGE
from relsim.measures.tables import CAUSES
from relsim.wording.numbers import percent, signed
from relsim.wording.phrases import quoted

_TITLES = {
    SHIFTS[0]: "Acute trusts’ share of the influence of everybody but the commissioner",
    SHIFTS[1]: "General practice’s share of all influence",
}
_ROWS = {"seats": "Seats: who sits and decides", "ties": "Relationships lost and\nunequally rebuilt", "money": "Money"}
_SHADES = {"seats": PALETTE[0], "ties": PALETTE[1], "money": PALETTE[2]}


def what_shifts_influence(results: Results) -> Picture | None:
    """A waterfall for each of two shares: the comparator's, what each cause adds, and the plan's."""
    found = [shift for which in SHIFTS if (shift := influence_shift.shift(results, *which)) is not None]
    if not found:
        return None
    plan = results.options[0].name
    with drawing():
        figure, axes = panels(len(found), 1, 0.35 + 2.25 * len(found), sharex=True)
        for panel, shift in zip(axes, found, strict=True):
            _waterfall(panel, shift, plan, results.comparator)
        top = max(max(_levels(shift)) + max(0.0, _reach(shift)) for shift in found)
        axes[0].set_xlim(0, 100 * top * 1.3)
        axes[-1].set_xlabel(f"% of influence, {int(found[0].window) // 12} years after the plan holds")
    title = what_makes_it(shifts(results)) or _unclear(plan)
    return Picture(
        name="what_shifts_influence",
        title=title,
        caption=f"From top to bottom: the share under {quoted(results.comparator)}; what each of three causes adds or "
        f"takes away, in percentage points; and the share under {quoted(plan)}. Bars: means over worlds. Black line: "
        f"5–95% {WORLD_RANGE} of that part. What a cause adds depends on which others are already at work, so each is "
        "the mean over every order in which they can come (Shapley values), and the three sum to the whole. Found "
        "from six more runs, with some of the causes at work, on fewer replicates than the rest of the report.",
        alt="Waterfall charts from the comparator’s share of influence to the plan’s, by seats, relationships and "
        f"money. {title}",
        figure=figure,
    )


def _unclear(plan: str) -> str:
    return (
        f"Neither share of influence moves clearly, to the same side in most worlds, under {quoted(plan)}: its parts "
        "are shown, and nothing is said of them."
    )


def _levels(shift: Shift) -> list[float]:
    """The share before, and after each cause in turn."""
    levels = [shift.before]
    for cause in CAUSES:
        levels.append(levels[-1] + shift.mean(cause))
    return levels


def _reach(shift: Shift) -> float:
    """How far the range of any part goes beyond the level that it leads to."""
    return max((shift.range(c)[1] - shift.mean(c) for c in CAUSES if shift.range(c)[1] == shift.range(c)[1]), default=0)


def _waterfall(axes: Axes, shift: Shift, plan: str, comparator: str) -> None:
    levels = [100 * level for level in _levels(shift)]
    last = len(CAUSES) + 1
    for y, level, shade, face in ((0, levels[0], INK, FAINT), (last, levels[-1], PALETTE[0], "#cfe3f1")):
        axes.barh(y, level, height=0.62, color=face, edgecolor=shade, linewidth=1.0)
        axes.text(level + 0.4, y, percent(level / 100, 1), va="center", fontsize=9, fontweight="bold", color=shade)
    for y, cause in enumerate(CAUSES, start=1):
        start, end = levels[y - 1], levels[y]
        low, high = (100 * limit for limit in shift.range(cause))
        axes.barh(y, end - start, left=start, height=0.62, color=_SHADES[cause], alpha=0.75, linewidth=0)
        axes.plot([start, start], [y - 0.69, y], color=QUIET, linewidth=0.8, linestyle=":")
        right = max(start, end)
        if low == low:
            axes.errorbar(
                end, y, xerr=[[max(end - start - low, 0.0)], [max(start + high - end, 0.0)]],
                color=INK, linewidth=1.2, capsize=3.5, capthick=1.2, zorder=4, path_effects=HALO,
            )  # fmt: skip
            right = max(right, start + high)
        across = f"  ({signed(low / 100)} to {signed(high / 100)})" if low == low else ""
        axes.text(right + 0.4, y, f"{signed(shift.mean(cause))} points{across}", va="center", fontsize=8.5)
    axes.plot([levels[-1]] * 2, [last - 0.69, last - 0.31], color=QUIET, linewidth=0.8, linestyle=":")
    labels = [wrapped(comparator, 26), *(_ROWS[cause] for cause in CAUSES), wrapped(plan, 26)]
    axes.set_yticks(range(last + 1), labels)
    axes.set_ylim(last + 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.set_title(_TITLES[shift.measure, shift.sector])
