"""Reading a series from its file: which place's history, which months of it, and how large."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from relsim.domain.description import Description
from relsim.domain.months import Month, month_name, month_text
from relsim.domain.place import Place
from relsim.experiments import checks
from relsim.experiments.experiment import Seed, Text, Worlds, read_at_size
from relsim.experiments.precision import Replicates
from relsim.studies.history.events import HistoryEvent, events_of
from relsim.wording.descriptions import as_tuples, from_validation
from relsim.wording.problems import InputProblems, Problem
from relsim.wording.toml_files import read_toml

KEY = "series"
"""The key that makes a file a series, and no single experiment."""


class SeriesInFile(Description):
    """A series as a file has it."""

    series: Literal["history"]
    name: str = ""
    title: Text
    question: Text
    place: Text
    since: Month | None = None
    """First month that is looked at; None: the place's first."""
    upto: Month | None = None
    """Last month that is looked at; None: ten years after the last event."""
    worlds: Worlds = 10
    replicates: Replicates = 10
    seed: Seed = 1
    rules_off: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()


class Series(Description):
    """A place's history, to be taken apart event by event."""

    path: str
    """The file that it is from."""
    name: str
    title: str
    question: str
    place: Place
    """With all that has happened to its bodies, and nothing that is only planned."""
    since: Month
    upto: Month
    worlds: Worlds
    replicates: Replicates
    seed: Seed
    rules_off: tuple[str, ...]
    notes: tuple[str, ...]

    @cached_property
    def events(self) -> tuple[HistoryEvent, ...]:
        """The events that vested in its months and can be compared with the history up to them, in date order."""
        return tuple(event for event in events_of(self.place) if self._is_asked(event))

    def _is_asked(self, event: HistoryEvent) -> bool:
        return self.since <= event.month <= self.upto and event.announced >= self.place.starts


def is_series(path: Path) -> bool:
    """True if a file describes a series.

    Raises:
        InputProblems: It cannot be read.
    """
    return KEY in read_toml(path)


def read_series(
    path: Path, *, worlds: int | None = None, replicates: int | None = None, without: Iterable[str] = ()
) -> Series:
    """The series that a file describes, complete and consistent.

    Args:
        path: The file, in TOML.
        worlds: Number of worlds instead of the file's.
        replicates: Number of replicates instead of the file's.
        without: Rules to switch off besides the file's.

    Raises:
        InputProblems: with every problem that can be told at once.
    """
    raw = read_at_size(path, worlds, replicates)
    try:
        file = SeriesInFile.model_validate(as_tuples(raw), strict=True)
    except ValidationError as error:
        raise InputProblems(str(path), from_validation(error, SeriesInFile, raw)) from None
    place, problems = checks.find_place(file.place, path.parent)
    if place is None or problems:
        raise InputProblems(str(path), problems)
    series = _complete(file, path, place, tuple(dict.fromkeys((*file.rules_off, *without))))
    if problems := list(_months(series, file)):
        raise InputProblems(str(path), problems)
    return series


def _complete(file: SeriesInFile, path: Path, place: Place, rules_off: tuple[str, ...]) -> Series:
    happened = tuple(change for change in place.history if change.status == "happened")
    planned = [change for change in place.history if change.status == "planned"]
    place = place.model_copy(update={"history": happened})
    since = place.starts if file.since is None else file.since
    last = max((change.vesting for change in happened), default=since)
    upto = last + checks.MEASURED_MONTHS if file.upto is None else file.upto
    told: dict[str, Any] = {key: getattr(file, key) for key in ("title", "question", "worlds", "replicates", "seed")}
    return Series(
        path=str(path), name=file.name or path.stem, place=place, since=since, upto=upto, rules_off=rules_off,
        notes=(*file.notes, *_given(place, since), *_planned(planned)), **told,
    )  # fmt: skip


def _given(place: Place, since: int) -> Iterator[str]:
    """The sentence on what is taken as it was because it cannot be compared with anything."""
    given = [event.name for event in events_of(place) if since <= event.month and event.announced < place.starts]
    if given:
        yield (
            f"What was announced before {month_name(place.starts)}, when the simulation starts, is part of every "
            f"history here and compared with nothing: {'; '.join(given)}."
        )


def _planned(planned: list[Any]) -> Iterator[str]:
    if planned:
        names = "; ".join(change.name for change in planned)
        yield f"What was planned and had not happened is left out, its announcement too: {names}."


def _months(series: Series, file: SeriesInFile) -> Iterator[Problem]:
    """The problem, if there is one, of months that hold nothing to compare."""
    place = series.place
    if file.since is not None and file.since < place.starts:
        what = f"{month_text(file.since)} is before {place.name} starts, in {month_name(place.starts)}"
        yield Problem("since", what, f'write "{month_text(place.starts)}" or later, or leave since out')
    elif series.upto < series.since:
        yield Problem("upto", f"{month_text(series.upto)} is before {month_text(series.since)}, when the series begins",
                      "let it end later, or leave upto out")  # fmt: skip
    elif not series.events:
        there = [f"{month_text(event.month)} ({event.name})" for event in events_of(place)]
        remedy = f"its changes are {'; '.join(there[:6])}{'; …' if len(there) > 6 else ''}" if there else (
            "choose a place that has a history")  # fmt: skip
        what = f"nothing that can be compared happened to {place.name} from {month_text(series.since)} to " + (
            month_text(series.upto))  # fmt: skip
        yield Problem("place", what, remedy)
