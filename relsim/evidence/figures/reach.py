"""The picture of reach: the steps from knowing whom to ask to being acted on, the first plan and without it."""

from __future__ import annotations

from relsim.evidence.figures import words
from relsim.evidence.figures.frame import Frame, fitted, panels
from relsim.evidence.figures.influence import Pair, draw_pairs, moves, pair_of, said_both
from relsim.evidence.figures.marks import rows
from relsim.evidence.figures.style import Picture, drawing
from relsim.evidence.findings.reach import SOON, STEPS, WHO
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences.reach import step
from relsim.evidence.sentences.reach import who as who_reach
from relsim.evidence.tables.reach import NOTE
from relsim.measures import catalogue
from relsim.wording.phrases import listed, quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.figures", "figures")


def reach(results: Results) -> Picture | None:
    """A panel each for practices and voluntary organisations, a row a step; none where no step moves."""
    plan = next(iter(results.vested), None)
    found = {} if plan is None else _found(results, plan)
    if plan is None or not any(moves(pair) for steps in found.values() for pair in steps.values()):
        return None
    title = _title(results, plan, found)
    key = words.key(results, {plan.name: [plan.name]}, line=False)
    frame = Frame(title, words.subtitle(results), words.source(results), key)
    with drawing():
        figure, axes = panels(frame, 1, len(found), 0.65 + 0.33 * len(STEPS), sharey=True)
        for panel, (sector, steps) in zip(axes, found.items(), strict=True):
            draw_pairs(panel, list(steps.values()), words.looks_of(results)[plan.name])
            rows(panel, [step(each) for each in steps])
            panel.set_xlim(0, 122)
            panel.set_xticks(range(0, 101, 25))
            panel.set_xlabel(_TEXT("reach.axis", who=who_reach(sector)))
            panel.set_title(fitted(_TEXT(f"reach.panel_{sector}"), 2.1, bold=True))
    return Picture(
        "reach", title, _TEXT("reach.caption", months=SOON, event=words.since([plan]), note=NOTE),
        _TEXT("reach.alt", title=title), frame.source, figure,
    )  # fmt: skip


def _found(results: Results, plan: PlanInfo) -> dict[str, dict[str, Pair]]:
    """Sector → step → both plans' marks; a sector that lacks a step is left out."""
    found = {
        sector: {each: results.worlds_of(plan.name, results.comparator, each, SOON, sector) for each in STEPS}
        for sector in WHO
    }
    return {
        sector: {each: pair_of(sector, worlds, step(each)) for each, worlds in steps.items()}
        for sector, steps in found.items() if not any(worlds.empty for worlds in steps.values())
    }  # fmt: skip


def _title(results: Results, plan: PlanInfo, found: dict[str, dict[str, Pair]]) -> str:
    """The share whose concern would be acted on, of practices and of voluntary organisations: both numbers."""
    told: list[str] = []
    for sector, steps in found.items():
        own, other = said_both(*(mark.mean for mark in steps[catalogue.CONCERNS_ACTED_ON.name]))
        said = {"who": who_reach(sector), "own": own, "other": other}
        first = {} if told else {"without": words.without(results)}
        told.append(_TEXT("reach.first" if first else "reach.next", **said, **first))
    return _TEXT("reach.title", plan=quoted(plan.name), shares=listed(told))
