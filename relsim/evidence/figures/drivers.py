"""The picture of what drives the result: the first plan with one part at a time taken out."""

from __future__ import annotations

import pandas as pd

from relsim.evidence.figures.comparison import READ, interval, own_value
from relsim.evidence.figures.style import PALETTE, QUIET, Picture, drawing, panels, wrapped
from relsim.evidence.findings.comparison import MONTHS_UNDER
from relsim.evidence.findings.finding import beside_comparator
from relsim.evidence.results import Results
from relsim.evidence.sentences.variants import part_taken_out
from relsim.wording.numbers import number, with_sign
from relsim.wording.phrases import listed, quoted


def drivers(results: Results) -> Picture | None:
    """Months not bedded in with one part of the model taken out, beside the whole first plan."""
    whole = next(iter(results.vested), None)
    if whole is None:
        return None
    found = [(whole.name, beside_comparator(results, whole.name, *MONTHS_UNDER))]
    found += [
        (p.name, beside_comparator(results, p.name, *MONTHS_UNDER)) for p in results.of_role("diagnostic")
    ]
    rows = [(name, row) for name, row in found if row is not None]
    if len(rows) < 2:
        return None
    changes = {name: matched_change(results, name, whole.name) for name, _ in rows[1:]}
    with drawing():
        figure, (axes,) = panels(1, 1, 0.8 + 0.44 * len(rows))
        axes.axvline(rows[0][1].value, color=QUIET, linewidth=0.9, linestyle=":", zorder=1)
        for y, (name, row) in enumerate(rows):
            interval(axes, row, own_value, y, PALETTE[0] if y == 0 else PALETTE[1], "o" if y == 0 else "s")
            change = changes.get(name)
            text = "whole plan" if y == 0 else "" if change is None else with_sign(float(change.mean())) + " months"
            axes.text(123, y, text, va="center", fontsize=8.5, clip_on=False)
        axes.set_yticks(range(len(rows)), [wrapped(part_taken_out(results.plan(name)), 34) for name, _ in rows])
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(-1.5, 121.5)
        axes.set_xticks(range(0, 121, 12))
        axes.set_xlabel("Months not bedded in, of the first 120 after vesting (all sectors)")
        axes.tick_params(axis="y", length=0)
    title = _driver_title(results, changes, whole.name)
    return Picture(
        "drivers",
        title,
        "Each row below the first is the same plan with one part taken out; on the right, the mean change in the "
        f"same worlds. Marker: mean over worlds. {READ}",
        f"Dot chart of months not bedded in for the whole plan and with one part at a time taken out. {title}",
        figure,
    )


def matched_change(results: Results, diagnostic: str, whole: str) -> pd.Series | None:
    """Change of months not bedded in, world by world, when one part is taken out."""
    paired = results.worlds_of(diagnostic, whole, *MONTHS_UNDER)["difference"].dropna()
    if len(paired):
        return paired
    without = results.worlds_of(diagnostic, results.comparator, *MONTHS_UNDER)["value"]
    full = results.worlds_of(whole, results.comparator, *MONTHS_UNDER)["value"]
    change = (without - full).dropna()
    return None if change.empty else change


def _driver_title(results: Results, changes: dict[str, pd.Series | None], whole: str) -> str:
    known = {name: float(change.mean()) for name, change in changes.items() if change is not None}
    if not known:
        return f"Months below 90% of the comparator under {quoted(whole)}, with one part at a time taken out."
    order = sorted(known, key=lambda name: -abs(known[name]))
    parts = [f"{_fewer(known[name])} {part_taken_out(results.plan(name))}" for name in order[:4]]
    return f"Months below 90% under {quoted(whole)}, on average: {listed(parts)}."


def _fewer(value: float) -> str:
    return f"{number(abs(value), 0 if abs(value) >= 1.95 else 1)} {'fewer' if value < 0 else 'more'}"
