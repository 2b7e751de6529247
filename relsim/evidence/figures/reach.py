"""The picture of reach: the steps from knowing whom to ask to being acted on, the first plan beside the comparator."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from relsim.evidence.figures.influence import pair, plan_and_comparator_key
from relsim.evidence.figures.style import Picture, drawing, panels
from relsim.evidence.findings.finding import beside_comparator
from relsim.evidence.results import Results
from relsim.evidence.sentences.outcome_names import WORLD_RANGE
from relsim.evidence.sentences.reach import SOON, STEPS, WHO
from relsim.evidence.tables.reach import NOTE
from relsim.measures import catalogue
from relsim.wording.numbers import percent
from relsim.wording.phrases import listed, quoted


def reach(results: Results) -> Picture | None:
    """A panel each for practices and voluntary organisations, a row a step, two years after the first plan holds."""
    plan = results.vested[0].name if results.vested else ""
    found = {
        who: {measure: results.worlds_of(plan, results.comparator, measure, SOON, sector) for measure in STEPS}
        for sector, who in WHO.items()
    }
    found = {who: rows for who, rows in found.items() if not all(worlds.empty for worlds in rows.values())}
    if not found:
        return None
    with drawing():
        figure, axes = panels(1, len(found), 4.3, sharey=True)
        for panel, (who, rows) in zip(axes, found.items(), strict=True):
            _steps(panel, rows)
            panel.set_title(f"{who[0].upper()}{who[1:]}")
            panel.set_xlabel(f"% of {who}")
        axes[0].set_yticks(range(len(STEPS)), list(STEPS.values()))
        axes[0].set_ylim(len(STEPS) - 0.4, -0.6)
        plan_and_comparator_key(figure, axes[0], plan, results.comparator)
    title = _title(results, plan)
    return Picture(
        name="reach",
        title=title,
        caption=f"Marker: mean over worlds, of the year up to {SOON} months after {results.plan(plan).moment}; line: "
        f"5–95% {WORLD_RANGE}, seed noise included. {NOTE}",
        alt="Dot charts of the share of practices and of voluntary organisations that take each step from knowing whom "
        f"to ask to being acted on, {plan} beside the comparator. {title}",
        figure=figure,
    )


def _steps(axes: Axes, rows: dict[str, pd.DataFrame]) -> None:
    for y, worlds in enumerate(rows.values()):
        if not worlds.empty:
            pair(axes, worlds, y)
    axes.set_xlim(0, 116)
    axes.set_xticks(range(0, 101, 20))
    axes.tick_params(axis="y", length=0)


def _title(results: Results, plan: str) -> str:
    """What a practice and a voluntary organisation can count on; where no difference is clear, that is said."""
    parts = []
    clear = False
    for sector, who in WHO.items():
        row = beside_comparator(results, plan, catalogue.REACHES_DIRECTLY.name, SOON, sector)
        acted = beside_comparator(results, plan, catalogue.CONCERNS_ACTED_ON.name, SOON, sector)
        if row is None or acted is None:
            continue
        clear = clear or row.clear or acted.clear
        parts.append(
            f"of {who} {percent(row.value)} ({percent(row.versus_value)}) reach the "
            f"commissioner directly and {percent(acted.value)} "
            f"({percent(acted.versus_value)}) would see a concern acted on"
        )
    told = f"Two years on under {quoted(plan)} (under {quoted(results.comparator)}): {listed(parts)}."
    return told if clear else f"{told} No difference is clear in at least 80% of worlds."
