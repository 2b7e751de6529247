"""Pictures of a history: all its months on one line, and its events side by side."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from relsim.domain.months import month_name
from relsim.evidence.figures.coverage import calendar
from relsim.evidence.figures.frame import Entry, Frame, fitted, panels
from relsim.evidence.figures.marks import Mark, draw, rows
from relsim.evidence.figures.style import COMPARATOR, FAINT, INK, PALETTE, QUIET, Look, Picture, drawing
from relsim.evidence.figures.words import source_of
from relsim.measures.catalogue import HORIZON, MAIN_SHARE
from relsim.studies.history.outcomes import EventFound, HistoryFindings, OverWorlds
from relsim.studies.history.sentences import many
from relsim.version import __version__
from relsim.wording.numbers import number, percent
from relsim.wording.phrases import listed
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.studies.history", "figures")
_LIVED, _ON = Look(PALETTE[0], "-", "o"), Look(PALETTE[1], "-", "s")
_NEXT = Look(INK, "-", "|")
_LABEL, _LINE = 0.24, 0.34
"""Width of a label, of the picture's; inches that it is high.  Events that are closer have theirs above each other."""


def timeline(found: HistoryFindings) -> Picture:
    """Working relationships as it happened, of those with no reorganisation, month by month, with the events marked."""
    period = found.period
    title = _TEXT("timeline.title", months=many(period.not_bedded_in.median, "month"), period=period.months)
    key = Entry(_LIVED, _TEXT("timeline.lived")), Entry(COMPARATOR, _TEXT("timeline.none"))
    frame = Frame(title, _subtitle(found), _source(found), key)
    levels = _lines_of_text([one.event.month for one in found.events], _LABEL * period.months)
    with drawing():
        figure, (axes,) = panels(frame, 1, 1, 2.7 + _LINE * (1 + max(levels, default=0)))
        _draw(axes, found)
        for one, level in zip(found.events, levels, strict=True):
            _mark(axes, one, level)
    pressures = [one.name for one in found.series.place.pressures if one.begins <= found.series.upto]
    grey = f" {_TEXT('timeline.pressures', names=listed(pressures))}" if pressures else ""
    return Picture(
        "timeline", title,
        _TEXT("timeline.caption", first=month_name(int(period.lived.index[0])), pressures=grey),
        _TEXT("timeline.alt", events="; ".join(_marked(one) for one in found.events), title=title),
        frame.source, figure,
    )  # fmt: skip


def _subtitle(found: HistoryFindings) -> str:
    months = found.period.lived.index
    first, last = month_name(int(months[0])), month_name(int(months[-1]))
    return _TEXT("subtitle", place=found.series.place.name, first=first, last=last)


def _source(found: HistoryFindings) -> str:
    return source_of(__version__, found.series.place.name, found.series.worlds)


def _draw(axes: Axes, found: HistoryFindings) -> None:
    months = found.period.lived.index.to_numpy()
    years, ratio = months / 12, 100 * found.period.ratio
    low, middle, high = (ratio.quantile(q, axis=1).to_numpy() for q in (0.05, 0.5, 0.95))
    for pressure in found.series.place.pressures:
        begins, ends = max(pressure.begins / 12, years[0]), min(pressure.ends / 12, years[-1])
        if begins < ends:
            axes.axvspan(begins, ends, color=FAINT, alpha=0.55, linewidth=0, zorder=0)
    axes.fill_between(years, low, high, color=_LIVED.colour, alpha=0.18, linewidth=0)
    axes.plot(years, middle, color=_LIVED.colour, linewidth=2.0, marker=_LIVED.marker, markevery=(12, 24))
    axes.plot(years[[0, -1]], [100, 100], color=COMPARATOR.colour, linestyle=COMPARATOR.dash, linewidth=1.2)
    axes.axhline(MAIN_SHARE, color=QUIET, linewidth=0.9)
    axes.text(years[0] + 0.1, MAIN_SHARE - 2, _TEXT("timeline.threshold"), va="top", color=QUIET)
    axes.set_ylim(0, 112)
    axes.set_yticks(range(0, 101, 20), [f"{tick}%" for tick in range(0, 101, 20)])
    axes.set_ylabel(fitted(_TEXT("timeline.axis"), 1.8))
    calendar(axes, int(months[0]), int(months[-1]))


def _marked(one: EventFound) -> str:
    before, after = one.event.bodies
    month, year = month_name(one.event.month).split()
    told = _TEXT("timeline.mark", month=f"{month[:3]} {year}", before=before, after=after)
    return told.replace(" →", "\u00a0→").replace("→ ", "→\u00a0")  # not to be broken over lines


def _mark(axes: Axes, one: EventFound, level: int) -> None:
    """A line where an event takes effect, its label above the picture, and a triangle where it is announced."""
    month, announced = one.event.month / 12, one.event.announced / 12
    axes.axvline(month, color=INK, linewidth=0.9, zorder=1)
    axes.plot(announced, 4, marker="^", markersize=6, color=INK, markerfacecolor="white", clip_on=False, zorder=5)
    axes.plot([announced, month], [4, 4], color=INK, linewidth=0.8, zorder=4)
    axes.annotate(
        f"{_marked(one)}\n{fitted(one.event.kind, 1.3, 1)}", (month, 1), xycoords=("data", "axes fraction"),
        xytext=(0, 3 + 72 * _LINE * level), textcoords="offset points", ha="center", va="bottom",
    )  # fmt: skip


def _lines_of_text(months: Sequence[int], gap: float) -> list[int]:
    """On which line of text each label goes, from the lowest: the first that is free for so many months before."""
    last: list[float] = []
    lines = []
    for month in months:
        line = next((number for number, before in enumerate(last) if month - before >= gap), len(last))
        last[line : line + 1] = [month]
        lines.append(line)
    return lines


def side_by_side(found: HistoryFindings) -> Picture:
    """Months below nine-tenths of each event, left alone and as it went on, and the month in which the next came."""
    events = found.events
    key = (
        Entry(_LIVED, _TEXT("events.alone")), Entry(_ON, _TEXT("events.went_on")),
        Entry(_NEXT, _TEXT("events.next"), line=False),
    )  # fmt: skip
    title = _title(events)
    frame = Frame(title, _subtitle(found), _source(found), key)
    with drawing():
        figure, (axes,) = panels(frame, 1, 1, 0.62 + 0.52 * len(events))
        for row, one in enumerate(events):
            draw(axes, _of(one.months_alone), row - (0.17 if one.went_on else 0.0), _LIVED)
            if one.went_on:
                draw(axes, _of(one.months_on), row + 0.17, _ON)
            if one.until_next is not None and one.until_next <= HORIZON:
                axes.plot([one.until_next] * 2, [row - 0.34, row + 0.34], color=INK, linewidth=1.8)
        rows(axes, [f"{_marked(one)} {one.event.kind}" for one in events])
        axes.set_xlim(0, HORIZON + 2)
        axes.set_xticks(range(0, HORIZON + 1, 12))
        axes.set_xlabel(_TEXT("events.axis", horizon=HORIZON))
    told = [
        _TEXT("events.alt_one", event=month_name(one.event.month), alone=number(one.months_alone.median, 0),
              on=number(one.months_on.median, 0))
        for one in events
    ]  # fmt: skip
    alt = _TEXT("events.alt", events="; ".join(told), title=title)
    caption = " ".join(filter(None, (_TEXT("events.caption"), _bedded(events))))
    return Picture("events", title, caption, alt, frame.source, figure)


def _of(told: OverWorlds) -> Mark:
    return Mark("", told.median, told.low, told.high)


def _title(events: Sequence[EventFound]) -> str:
    """The months of the shortest and of the longest, left alone."""
    least, most = (choose(events, key=lambda one: one.months_alone.median) for choose in (min, max))
    if len(events) == 1:
        return _TEXT("events.one", months=number(most.months_alone.median, 0), horizon=HORIZON)
    return _TEXT(
        "events.several", low=number(least.months_alone.median, 0), high=number(most.months_alone.median, 0),
        least=month_name(least.event.month), most=month_name(most.event.month), horizon=HORIZON,
    )  # fmt: skip


def _bedded(events: Sequence[EventFound]) -> str:
    """In what share of sets each had bedded in by the time the next came; nothing where none followed."""
    followed = [one for one in events if one.bedded_in is not None]
    shares = [
        _TEXT("events.bedded_one", share=percent(one.bedded_in or 0.0), event=month_name(one.event.month))
        for one in followed
    ]
    return _TEXT("events.bedded", shares=listed(shares)) if shares else ""


def pictures(found: HistoryFindings) -> list[Picture]:
    """Every picture of the overview, in the order in which it is read."""
    return [timeline(found), side_by_side(found)]
