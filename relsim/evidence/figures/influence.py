"""The picture of influence: every sector's share under the first plan, and without the change."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from relsim.domain.sectors import Sector
from relsim.evidence.figures import words
from relsim.evidence.figures.frame import Frame, panels
from relsim.evidence.figures.marks import Mark, draw, of_worlds, rows
from relsim.evidence.figures.style import COMPARATOR, Look, Picture, drawing
from relsim.evidence.findings.comparison import longest
from relsim.evidence.results import Results
from relsim.measures import catalogue
from relsim.wording.numbers import number
from relsim.wording.phrases import quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.figures", "figures")
_APART = 0.36
"""Of a row, between the plan's mark and the comparator's."""
Pair = tuple[Mark, Mark]
"""The plan's own, and the comparator's; per cent."""


def influence(results: Results) -> Picture | None:
    """Shares of influence at the longest window after a plan begins, by sector; none where no share moves."""
    if not results.options:
        return None
    plan = results.options[0]
    window = next(
        (row.window for s in Sector if (row := longest(results, plan.name, catalogue.INFLUENCE.name, s.code))), None
    )
    if window is None:
        return None
    which = catalogue.INFLUENCE.at(window)
    found = {s: results.worlds_of(plan.name, results.comparator, *which, s.code) for s in Sector}
    pairs = {s: pair_of(s.code, worlds) for s, worlds in found.items() if not worlds.empty}
    pairs = {s: pair for s, pair in pairs.items() if max(mark.mean for mark in pair) > 0.0}
    if not any(moves(pair) for pair in pairs.values()):
        return None
    years = int(window) // 12
    title = _title(results, pairs, years)
    key = words.key(results, {plan.name: [plan.name]}, line=False)
    frame = Frame(title, words.subtitle(results), words.source(results), key)
    with drawing():
        figure, (axes,) = panels(frame, 1, 1, 0.45 + 0.3 * len(pairs))
        draw_pairs(axes, list(pairs.values()), words.looks_of(results)[plan.name])
        rows(axes, [mark.name for mark, _ in pairs.values()])
        axes.set_xlim(0, 1.15 * max(max(mark.ends) for pair in pairs.values() for mark in pair))
        axes.set_xlabel(_TEXT("influence.axis", years=years))
    return Picture(
        "influence", title, _TEXT("influence.caption", event=words.since([plan])),
        _TEXT("influence.alt", title=title), frame.source, figure,
    )  # fmt: skip


def pair_of(sector: str, worlds: pd.DataFrame, name: str = "") -> Pair:
    """Both plans' marks, per cent, from the rows by set of assumptions of a share."""
    shown = name or words.sector_words(sector)
    return of_worlds(shown, 100 * worlds["value"]), of_worlds(shown, 100 * worlds["versus_value"])


def moves(pair: Pair) -> bool:
    """True if the two are not printed alike."""
    return number(pair[0].mean) != number(pair[1].mean)


def draw_pairs(axes: Axes, pairs: list[Pair], look: Look) -> None:
    """The comparator above, the plan below, and both numbers to the right."""
    for y, (own, other) in enumerate(pairs):
        told = said_both(own.mean, other.mean)
        draw(axes, own, y + _APART / 2, look, told[0])
        draw(axes, other, y - _APART / 2, COMPARATOR, told[1])


def furthest(shares: Mapping[Sector, tuple[float, float]]) -> Sector:
    """The sector whose share differs most from the comparator's.

    One that is left with nothing is told of only where there is no other: what is abolished has no share, which is no
    finding.
    """
    left = {sector: both for sector, both in shares.items() if number(both[0]) != number(0.0)} or shares
    return max(left, key=lambda sector: abs(left[sector][0] - left[sector][1]))


def said_both(one: float, other: float) -> tuple[str, str]:
    """Two shares in per cent, with a decimal where both are small or would look alike without."""
    alike = number(one, 0) == number(other, 0) and number(one) != number(other)
    decimals = 1 if alike or max(one, other) < 9.95 else 0
    return f"{number(one, decimals)}%", f"{number(other, decimals)}%"


def _title(results: Results, pairs: dict[Sector, Pair], years: int) -> str:
    """The sector whose share moves most: both numbers."""
    sector = furthest({s: (own.mean, other.mean) for s, (own, other) in pairs.items()})
    own, other = said_both(*(mark.mean for mark in pairs[sector]))
    return _TEXT(
        "influence.title", years=years, event=words.since(results.options[:1]), whose=_TEXT(f"whose.{sector.code}"),
        own=own, other=other, plan=quoted(results.options[0].name),
        without=words.without(results),
    )  # fmt: skip
