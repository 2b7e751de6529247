"""The ordinary experiments that a series is made of: two an event, and one over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from relsim.domain.months import month_name, month_text
from relsim.domain.place import Place
from relsim.domain.reorganisation import Reorganisation
from relsim.experiments.checks import MEASURED_MONTHS
from relsim.experiments.experiment import Experiment, experiment_from
from relsim.studies.history.counterfactual import Without, without
from relsim.studies.history.events import HistoryEvent
from relsim.studies.history.read import Series

Way = Literal["left alone", "as it went on", "as lived"]
LEFT_ALONE: Way = "left alone"
AS_IT_WENT_ON: Way = "as it went on"
AS_LIVED: Way = "as lived"
"""The way of all that really happened, beside no reorganisation at all."""
WITHOUT_IT, NO_REORGANISATION, LIVED = "Without it", "No reorganisation", "As lived"
"""Names of plans."""


@dataclass(frozen=True)
class Batch:
    """One experiment of a series."""

    way: Way
    event: HistoryEvent | None
    """None: it is about all events."""
    folder: str
    """Of its results, within the folder of the series."""
    experiment: Experiment
    adapted: Without | None = None
    """The changes that would have happened without the event, where those are the comparator."""

    @property
    def has_report(self) -> bool:
        """True if it has a report of its own: an event left alone has, which stands for itself."""
        return self.way == LEFT_ALONE


@dataclass(frozen=True)
class _Asked:
    """The part of an experiment in which it differs from the others of its series."""

    title: str
    question: str
    plans: Sequence[dict[str, Any]]
    """As a file would have them."""
    comparator: str
    until: int
    """First month that is not simulated."""
    notes: tuple[str, ...] = ()
    """Besides those of the series."""
    beside: tuple[str, ...] = ()
    """Roles of what is run beside the plans."""
    measured_from: int | None = None
    """See `relsim.experiments.experiment.Experiment`."""


def batches_of(series: Series) -> tuple[Batch, ...]:
    """Every experiment of a series, in the order in which they are run.

    Where nothing followed within the months that are measured, an event is only left alone: as it went on would be the
    same.

    Raises:
        InputProblems: What the file says cannot be run.
    """
    found = [_as_lived(series)]
    for event in series.events:
        found.append(_left_alone(series, event))
        if later_changes(series.place, event):
            found.append(_as_it_went_on(series, event))
    return tuple(found)


def later_changes(place: Place, event: HistoryEvent) -> tuple[Reorganisation, ...]:
    """The changes that were announced after an event while it is measured, or had been and vested afterwards."""
    end = event.month + MEASURED_MONTHS
    return tuple(change for change in place.history if change.vesting > event.month and change.announced <= end)


def _left_alone(series: Series, event: HistoryEvent) -> Batch:
    plans = [_plan(event.before, WITHOUT_IT, ()), _plan(event.before, _happened(event), event.changes)]
    question = f"How long did the relationships concerned take after this, if nothing followed? {event.name}."
    asked = _Asked(
        title=f"{month_name(event.month)}, left alone: {event.name}", question=question, plans=plans,
        comparator=WITHOUT_IT, until=event.month + MEASURED_MONTHS + 1, beside=("placebo",),
    )  # fmt: skip
    return Batch(LEFT_ALONE, event, f"{event.slug}/left-alone", _experiment(series, event.before, asked))


def _as_it_went_on(series: Series, event: HistoryEvent) -> Batch:
    """The real history with the event, beside the real history without it, measured from the event."""
    real = (*event.changes, *later_changes(series.place, event))
    instead = without(series.place, event.month)
    end = event.month + MEASURED_MONTHS
    adapted = tuple(one for one in instead.changes if one.vesting > event.month and one.announced <= end)
    left_out = tuple(one for one in instead.left_out if any(one.name == change.name for change in real))
    question = f"What did this cost in the history as it went on, beside the same history without it? {event.name}."
    plans = [_plan(event.before, WITHOUT_IT, adapted), _plan(event.before, _happened(event), real)]
    asked = _Asked(
        title=f"{month_name(event.month)}, as it went on: {event.name}", question=question, plans=plans,
        comparator=WITHOUT_IT, until=end + 1, notes=tuple(one.sentence() for one in left_out),
        measured_from=event.month,
    )  # fmt: skip
    made = _experiment(series, event.before, asked)
    return Batch(AS_IT_WENT_ON, event, f"{event.slug}/as-it-went-on", made, Without(adapted, left_out))


def _as_lived(series: Series) -> Batch:
    """Everything that happened, beside nothing at all."""
    first = series.events[0]
    known = [one for one in series.place.history if one.vesting >= first.month and one.announced <= series.upto]
    last = max(change.vesting for change in known)
    question = "In how many months did the relationships work as they would have with no reorganisation at all?"
    plans = [_plan(first.before, NO_REORGANISATION, ()), _plan(first.before, LIVED, known)]
    asked = _Asked(
        title=f"{series.title} As lived, beside no reorganisation", question=question, plans=plans,
        comparator=NO_REORGANISATION, until=max(last + MEASURED_MONTHS, series.upto) + 1,
    )  # fmt: skip
    return Batch(AS_LIVED, None, "as-lived", _experiment(series, first.before, asked))


def _happened(event: HistoryEvent) -> str:
    """Name of the plan in which an event happens."""
    return month_name(event.month)


def _plan(place: Place, name: str, changes: Iterable[Reorganisation]) -> dict[str, Any]:
    """A plan as a file would have it.

    An announcement before the place's first month has been made when that begins, so it is dated then.
    """
    dated = [one.model_copy(update={"announced": max(one.announced, place.starts)}) for one in changes]
    return {"name": name, "reorganisations": [change.model_dump(mode="json", exclude={"repeats"}) for change in dated]}


def _experiment(series: Series, place: Place, asked: _Asked) -> Experiment:
    """An experiment of a series, checked as if a file said so."""
    raw = {
        "name": series.name, "title": asked.title, "question": asked.question, "place": place.code,
        "until": month_text(asked.until), "comparator": asked.comparator, "worlds": series.worlds,
        "replicates": series.replicates, "seed": series.seed, "rules_off": list(series.rules_off),
        "plans": list(asked.plans), "notes": [*series.notes, *asked.notes],
    }  # fmt: skip
    return experiment_from(raw, Path(series.path), place, asked.measured_from, asked.beside)
