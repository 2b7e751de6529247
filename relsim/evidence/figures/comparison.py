"""Pictures that compare plans: months not bedded in, and paired differences."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from relsim.evidence.figures.style import (
    FAINT,
    INK,
    PALETTE,
    QUIET,
    Picture,
    colours,
    drawing,
    markers,
    panels,
    wrapped,
)
from relsim.evidence.findings.comparison import (
    MONTHS_UNDER,
    MOST_IN_FULL,
    MOST_PAIRS,
    PRIMARY_TOLD,
    sector_of,
)
from relsim.evidence.findings.finding import Finding, beside_comparator, finding
from relsim.evidence.findings.rules_of_evidence import NORMAL_95
from relsim.evidence.reasons import why_untold
from relsim.evidence.results import Results, finite
from relsim.evidence.sentences.outcome_names import WORLD_RANGE
from relsim.measures.catalogue import outcome
from relsim.measures.tables import ALL_SECTORS
from relsim.measures.verdicts import Why
from relsim.wording.numbers import number
from relsim.wording.phrases import listed, quoted

READ = (
    f"Thin line: 5–95% {WORLD_RANGE}, not a confidence interval. Thick line: 95% Monte Carlo interval of the mean, "
    "with the worlds held fixed (where it is hidden by the marker, it is smaller than the marker)."
)


def bedding_in(results: Results) -> Picture | None:
    """Months not bedded in of the first 120 after vesting, by sector and plan."""
    plans = [p.name for p in results.vested]
    shades, shapes = colours([p.name for p in results.options]), markers([p.name for p in results.options])
    sectors = [(ALL_SECTORS, "All sectors"), *((s.code, s.label) for s in results.sectors)]
    # With many plans the others would hide the first; they have the row of all sectors.
    shown = {c: plans if c == ALL_SECTORS or len(plans) <= MOST_IN_FULL else plans[:1] for c, _ in sectors}
    rows = {(c, p): beside_comparator(results, p, *MONTHS_UNDER, c) for c, _ in sectors for p in shown[c]}
    sectors = [(c, label) for c, label in sectors if any(rows[c, p] is not None for p in shown[c])]
    if not sectors:
        return None
    heights = [max(0.42, 0.2 * len(shown[code]) + 0.14) for code, _ in sectors]
    edges = [sum(heights[:i]) for i in range(len(heights) + 1)]
    with drawing():
        figure, (axes,) = panels(1, 1, 0.9 + edges[-1] + 0.2 * len(plans))
        for i, (code, _) in enumerate(sectors):
            if i % 2 == 0:
                axes.axhspan(edges[i], edges[i + 1], color="#f5f5f5", zorder=0, linewidth=0)
            step = heights[i] / (len(shown[code]) + 0.8)
            for j, plan in enumerate(shown[code]):
                y = (edges[i] + edges[i + 1]) / 2 + (j - (len(shown[code]) - 1) / 2) * step
                interval(axes, rows[code, plan], own_value, y, shades[plan], shapes[plan])
        middles = [(low + high) / 2 for low, high in itertools.pairwise(edges)]
        axes.set_yticks(middles, [wrapped(label, 24) for _, label in sectors])
        axes.set_ylim(edges[-1], 0)
        axes.set_xlim(-1.5, 121.5)
        axes.set_xticks(range(0, 121, 12))
        axes.set_xlabel("Months of the first 120 after vesting in which coverage is under 90% of the comparator’s")
        axes.tick_params(axis="y", length=0)
        _legend(axes, plans, shades, shapes)
    title = _bedding_title(rows, plans[0], sectors)
    return Picture(
        "bedding_in",
        title,
        f"Marker: mean over worlds. {READ}",
        f"Dot chart of months not bedded in, for each sector and plan, with ranges. {title}",
        figure,
    )


def differences(results: Results) -> Picture | None:
    """Paired differences between plans for the primary outcomes, and the share of worlds that favour each."""
    pairs = results.pairs()
    if len(pairs) > MOST_PAIRS:
        pairs = [pair for pair in pairs if pair[0] == results.options[0].name]
    facets = [(m, w, _rows(results, pairs, m, w)) for m, w in PRIMARY_TOLD]
    facets = [facet for facet in facets if facet[2]]
    if not facets:
        return None
    heights = [len(rows) * 0.36 + 0.62 for _, _, rows in facets]
    with drawing():
        figure, grid = panels(
            len(facets), 2, sum(heights) + 0.55, gridspec_kw={"width_ratios": [1.25, 1], "height_ratios": heights}
        )
        handles = [
            Patch(color=c, label=t)
            for c, t in ((PALETTE[0], "favours the first"), (FAINT, "undecided"), (PALETTE[4], "favours the second"))
        ]
        figure.legend(handles=handles, loc="outside upper right", ncols=3, frameon=False, fontsize=8.5)
        for k, (name, window, rows) in enumerate(facets):
            _difference_panel(grid[2 * k], name, window, rows)
            whys = [finding(results, a, b, name, window, sector_of(name)).why for a, b, _ in rows]
            _favour_panel(grid[2 * k + 1], rows, whys, last=k == len(facets) - 1)
    title = _difference_title(results, facets)
    return Picture(
        "differences",
        title,
        "Left: first plan less second, within each world, on the same random draws, each beside the comparator in "
        f"its own months; the mean over worlds. {READ} Right: the share of worlds whose own 95% interval favours "
        "the first plan, neither, or the second. For acute trusts’ share of influence no direction is called "
        "better: there the bars say under which plan it is higher.",
        "Forest chart of paired differences between plans with, beside it, bars of the share of worlds that "
        f"favour each. {title}",
        figure,
    )


def _rows(results: Results, pairs: list[tuple[str, str]], name: str, window: str) -> list[tuple[str, str, Finding]]:
    found = [(a, b, finding(results, a, b, name, window, sector_of(name))) for a, b in pairs]
    return [(a, b, row) for a, b, row in found if row is not None and finite(row.difference)]


Centre = Callable[[Finding], float]
"""Which number of a finding a marker stands at."""


def own_value(row: Finding) -> float:
    """The plan's own value."""
    return row.value


def difference(row: Finding) -> float:
    """The difference from the other plan."""
    return row.difference


def interval(
    axes: Axes, row: Finding | None, centre: Centre, y: float, shade: str, shape: str, scale: float = 1.0
) -> None:
    """Mean, Monte Carlo interval and range over worlds; versus the comparator a duration's difference is its value."""
    if row is None or not finite(centre(row)):
        return
    mean, error = scale * centre(row), scale * NORMAL_95 * row.chance
    axes.plot([scale * row.low, scale * row.high], [y, y], color=shade, linewidth=1.2, zorder=2)
    axes.plot([mean - error, mean + error], [y, y], color=shade, linewidth=4.5, alpha=0.55, zorder=3)
    axes.plot(
        mean, y, marker=shape, markersize=5.5, color=shade, markeredgecolor="white", markeredgewidth=0.7, zorder=4
    )


def _difference_panel(axes: Axes, name: str, window: str, rows: list[tuple[str, str, Finding]]) -> None:
    kind = outcome(name)
    axes.axvline(0.0, color=QUIET, linewidth=0.9, zorder=1)
    for y, (_, _, row) in enumerate(rows):
        interval(axes, row, difference, y, PALETTE[0], "o", kind.scale)
    axes.set_yticks(range(len(rows)), [f"{wrapped(a, 32, 1)}\n  less {wrapped(b, 32, 1)}" for a, b, _ in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0, labelsize=8)
    reach = 1.12 * max(_reach(row, kind.scale) for _, _, row in rows)
    axes.set_xlim(-reach, reach)
    axes.locator_params(axis="x", nbins=7)
    axes.set_xlabel(_direction(kind.unit_words, rows[0][2].better), fontsize=8)
    axes.set_title(wrapped(outcome(name).label(window), 62))


def _reach(row: Finding, scale: float) -> float:
    """How far from zero a row's marks go; with one world there is no range over worlds."""
    error = NORMAL_95 * abs(row.chance)
    ends = [abs(row.difference) + error, abs(row.low), abs(row.high)]
    return max(scale * max((end for end in ends if finite(end)), default=0.0), 1e-9)


def _direction(unit: str, better: str) -> str:
    """Which side of zero favours the first plan, where a side does."""
    if better == "lower":
        return f"← {unit}; left favours the first"
    return f"{unit}; right favours the first →" if better == "higher" else f"{unit}; bars: where the share is higher"


def _favour_panel(axes: Axes, rows: list[tuple[str, str, Finding]], whys: list[Why | None], last: bool) -> None:
    for y, ((_, _, row), why) in enumerate(zip(rows, whys, strict=True)):
        if why is not None:
            axes.text(0, y, why_untold(why), va="center", fontsize=8.5, color=QUIET)
            continue
        left = 0.0
        shares = [
            ((row.higher.value if row.higher else 0.0), PALETTE[0]),
            ((row.no_difference.value if row.no_difference else 0.0), FAINT),
            ((row.lower.value if row.lower else 0.0), PALETTE[4]),
        ]
        for share, shade in shares:
            axes.barh(y, 100 * share, left=left, height=0.62, color=shade, linewidth=0)
            if share >= 0.07:
                axes.text(
                    left + 50 * share,
                    y,
                    f"{100 * share:.0f}%",
                    ha="center",
                    va="center",
                    fontsize=8.5,
                    color="white" if shade == PALETTE[0] else INK,
                )
            left += 100 * share
    axes.set_xlim(0, 100)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xticks([0, 20, 50, 80, 100] if last else [])
    axes.spines["bottom"].set_visible(last)
    if last:
        axes.set_xlabel("% of worlds", fontsize=8)


def _legend(axes: Axes, plans: list[str], shades: dict[str, str], shapes: dict[str, str]) -> None:
    handles: list[Any] = [
        axes.plot([], [], marker=shapes[p], color=shades[p], markersize=5.5, linewidth=1.2, label=wrapped(p, 52, 1))[0]
        for p in plans
    ]
    axes.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(-0.01, 1.0),
        ncols=min(len(plans), 4 if max(map(len, plans)) < 24 else 2),
        frameon=False,
    )


def _bedding_title(rows: dict[tuple[str, str], Finding | None], plan: str, sectors: list[tuple[str, str]]) -> str:
    """Under the first plan: all sectors, the longest and the shortest."""
    known = [(label, row) for code, label in sectors if (row := rows.get((code, plan))) is not None]
    told = [(label, row) for label, row in known[1:] if finite(row.value)]
    told = sorted(told, key=lambda one: -one[1].value)
    parts = [
        f"{word} for {label} ({number(row.value, 0)})"
        for word, (label, row) in zip(("longest", "shortest"), [*told[:1], *told[1:][-1:]], strict=False)
    ]
    whole = number(known[0][1].value, 0)
    return f"Under {quoted(plan)}, coverage is below 90% of the comparator’s for {whole} of 120 months on average" + (
        f": {listed(parts)}." if parts else "."
    )


def _difference_title(results: Results, facets: list[tuple[str, str, list[tuple[str, str, Finding]]]]) -> str:
    """In which comparisons at least 80 % of worlds favour the same plan."""
    held, judged = [], 0
    for name, window, rows in facets:
        for a, b, row in rows:
            if not row.better:
                continue
            judged += 1
            winner = row.favoured
            if winner is not None and not finding(results, a, b, name, window, sector_of(name)).why:
                held.append(f"{quoted(winner)} over {quoted(b if winner == a else a)} ({outcome(name).label(window)})")
    if not held:
        return f"In none of {judged} comparisons do at least 80% of worlds favour the same plan."
    more = f", and {len(held) - 4} more" if len(held) > 4 else ""
    return (
        f"At least 80% of worlds favour the same plan in {len(held)} of {judged} comparisons: {listed(held[:4])}{more}."
    )
