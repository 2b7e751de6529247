"""The picture of recovery: every plan's coverage as a percentage of the comparator's, by years since it began."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from relsim.evidence.figures import words
from relsim.evidence.figures.coverage import line
from relsim.evidence.figures.frame import Frame, fitted, panels
from relsim.evidence.figures.style import COMPARATOR, FAINT, INK, QUIET, Picture, drawing
from relsim.evidence.results import PlanInfo, Results
from relsim.wording.phrases import quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.figures", "figures")
_YEARS_AFTER = 10
_THRESHOLD = 90.0
_LEAST_FALL = 0.5
"""Points: less is not said to be a fall."""


def recovery(results: Results) -> Picture | None:
    """Every plan's coverage as a percentage of the comparator's; none where no plan's ever differs."""
    plans = results.vested
    ratios = {plan.name: ratio_since_vesting(results, plan) for plan in plans}
    lines = words.apart({name: ratio.mean(axis=1) for name, ratio in ratios.items()}, _LEAST_FALL)
    if not any((ratio.mean(axis=1).round(2) != 100.0).any() for ratio in ratios.values()):
        return None
    first = plans[0]
    title = _title(results, first, ratios[first.name].mean(axis=1))
    several = ratios[first.name].shape[1] > 1
    frame = Frame(title, words.subtitle(results), words.source(results), words.key(results, lines))
    with drawing():
        figure, (axes,) = panels(frame, 1, 1, 2.2)
        _draw(axes, results, [plan for plan in plans if plan.name in lines], ratios)
    shaded = _TEXT("recovery.shaded", plan=quoted(first.name)) if several else ""
    drawn = words.first_ones(sum(map(len, lines.values())), len(plans))
    caption = " ".join(filter(None, (_TEXT("recovery.caption"), shaded, drawn)))
    return Picture(
        "recovery", title, caption, _TEXT("recovery.alt", title=title), frame.source, figure
    )  # fmt: skip


def _draw(axes: Axes, results: Results, plans: Sequence[PlanInfo], ratios: dict[str, pd.DataFrame]) -> None:
    looks, wide = words.looks_of(results), ratios[plans[0].name]
    low, high = wide.quantile(0.05, axis=1), wide.quantile(0.95, axis=1)
    axes.fill_between(wide.index / 12, low, high, color=looks[plans[0].name].colour, alpha=0.16, linewidth=0)
    for number, plan in enumerate(plans):
        line(axes, ratios[plan.name].mean(axis=1), looks[plan.name], 24 * number // len(plans))
    left, right = float(wide.index[0]) / 12, max(float(ratio.index[-1]) / 12 for ratio in ratios.values())
    axes.plot([left, right], [100.0] * 2, color=COMPARATOR.colour, linestyle=COMPARATOR.dash, linewidth=1.2, zorder=1)
    axes.axhline(_THRESHOLD, color=QUIET, linewidth=0.9, zorder=1)
    axes.axvline(0.0, color=INK, linewidth=0.9, zorder=1)
    axes.text(right - 0.1, _THRESHOLD - 2, _TEXT("recovery.threshold"), ha="right", va="top", color=QUIET)
    axes.set_ylim(0, max(108.0, min(140.0, float(high.max()) + 2)))
    axes.set_yticks(range(0, 101, 20), [f"{tick}%" for tick in range(0, 101, 20)])
    axes.grid(axis="y", color=FAINT, linewidth=0.6, zorder=0)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(left, right)
    axes.set_xticks(range(math.ceil(left), _YEARS_AFTER + 1))
    axes.set_xlabel(_TEXT("recovery.years", event=words.since(plans)))
    axes.set_ylabel(fitted(_TEXT("recovery.axis", without=words.without(results)), 1.6))


def ratio_since_vesting(results: Results, plan: PlanInfo) -> pd.DataFrame:
    """Coverage as a percentage of the comparator's, a row for each month since vesting from two years before."""
    assert plan.vesting is not None, "a plan with a vesting date"
    own, base = results.by_month(plan.name), results.by_month(results.comparator)
    ratio = (100.0 * own / base.where(base > 0.0)).loc[plan.vesting - 24 : plan.vesting + 12 * _YEARS_AFTER]
    ratio.index = pd.Index(ratio.index - plan.vesting)
    return ratio


def _title(results: Results, plan: PlanInfo, mean: pd.Series) -> str:
    """The lowest point of the first plan and its return to nine-tenths; no fall, and no return, where there is none."""
    month = int(mean.index[int(mean.argmin())])
    lowest, told = float(mean.loc[month]), {"plan": quoted(plan.name), "without": words.without(results)}
    if lowest > 100.0 - _LEAST_FALL:
        return _TEXT("recovery.plain", **told)
    told["lowest"] = f"{lowest:.0f}%"
    if lowest >= _THRESHOLD:
        return _TEXT("recovery.never_below", **told)
    back = mean.loc[month:]
    back = back[back >= _THRESHOLD]
    if not len(back):
        return _TEXT("recovery.not_back", **told)
    return _TEXT("recovery.back", month=int(back.index[0]), event=words.since([plan]), **told)
