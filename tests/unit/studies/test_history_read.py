"""A series in its file: what is read, what is made of it, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from series_example import write_series

from relsim.domain.months import month_number
from relsim.experiments.experiment import read_experiment
from relsim.studies.history.events import events_of, followed_by
from relsim.studies.history.expand import AS_IT_WENT_ON, AS_LIVED, LEFT_ALONE, batches_of
from relsim.studies.history.read import is_series, read_series
from relsim.wording.problems import InputProblems

ONE = Path(__file__).parents[2] / "experiments" / "smallshire-one.toml"
MERGER, BOARD = month_number("2018-04"), month_number("2022-07")


def problems(folder: Path, *lines: str) -> str:
    with pytest.raises(InputProblems) as found:
        read_series(write_series(folder, *lines))
    return str(found.value)


def test_a_file_with_the_key_is_a_series(tmp_path: Path):
    assert is_series(write_series(tmp_path))
    assert not is_series(ONE)


def test_what_has_happened_is_looked_at_and_what_is_planned_is_said(tmp_path: Path):
    series = read_series(write_series(tmp_path))
    assert [event.month for event in series.events] == [MERGER, BOARD]
    assert series.since == series.place.starts
    assert series.notes == (
        "Invented.",
        "What was planned and had not happened is left out, its announcement too: replace 2027-04.",
    )


def test_sizes_and_rules_can_be_given_instead(tmp_path: Path):
    series = read_series(write_series(tmp_path), worlds=7, replicates=3, without=["outside_pressure"])
    assert (series.worlds, series.replicates, series.rules_off) == (7, 3, ("outside_pressure",))
    assert {batch.experiment.rules_off for batch in batches_of(series)} == {("outside_pressure",)}
    assert {(batch.experiment.worlds, batch.experiment.replicates) for batch in batches_of(series)} == {(7, 3)}


def test_months_can_be_cut(tmp_path: Path):
    assert [event.month for event in read_series(write_series(tmp_path, 'upto = "2022-06"')).events] == [MERGER]
    assert [event.month for event in read_series(write_series(tmp_path, 'since = "2019-01"')).events] == [BOARD]


def test_without_upto_the_last_event_is_followed_for_ten_years(tmp_path: Path):
    path = write_series(tmp_path)
    path.write_text(path.read_text().replace('upto = "2024-12"\n', ""))
    assert read_series(path).upto == BOARD + 120


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('series = "hstory"', 'Did you mean "history"'),
        ('wolds = 3', 'Did you mean "worlds"'),
        ('place = "plaice.toml"', "plaice.toml"),
        ('replicates = 1', "at least 2"),
        ('since = "2010-01"', "is before Smallshire starts, in April 2012"),
        ('upto = "2012-01"', "is before 2012-04, when the series begins"),
        ('upto = "2017-01"', "nothing that can be compared happened to Smallshire from 2012-04 to 2017-01"),
        ('upto = "2017-13"', "is not a month"),
        ('title = ""', "this is empty"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(tmp_path: Path, line: str, told: str):
    assert told.lower() in problems(tmp_path, line).lower()


@pytest.mark.parametrize(
    ("line", "told"),
    [('rules_off = ["outside_presure"]', 'Did you mean "outside_pressure"'), ('name = "a/b"', "cannot name a folder")],
)
def test_what_only_its_experiments_show_is_told_too(tmp_path: Path, line: str, told: str):
    with pytest.raises(InputProblems) as found:
        batches_of(read_series(write_series(tmp_path, line)))
    assert told in str(found.value)


def test_events_of_one_month_are_one(tmp_path: Path):
    place = read_series(write_series(tmp_path)).place
    merger, board = events_of(place)
    assert (merger.bodies, board.bodies) == ((2, 1), (2, 1))
    assert (merger.kind, board.kind) == ("merger", "replacement")
    assert merger.slug == "2018-04-north-and-middle-merge"
    assert merger.before.history == ()
    assert followed_by(merger, place) is not None
    assert followed_by(board, place) is None
    both = place.model_copy(update={"history": tuple(
        one.model_copy(update={"vesting": MERGER, "predecessors": ("C3",)}) if one.vesting == BOARD else one
        for one in place.history
    )})  # fmt: skip
    (one,) = events_of(both)
    assert (one.bodies, one.kind, len(one.changes)) == ((3, 2), "merger and replacement", 2)
    assert one.slug.endswith("-and-others")


def test_every_event_is_two_experiments_unless_nothing_followed_it(tmp_path: Path):
    batches = batches_of(read_series(write_series(tmp_path)))
    assert [(batch.way, batch.folder) for batch in batches] == [
        (AS_LIVED, "as-lived"),
        (LEFT_ALONE, "2018-04-north-and-middle-merge/left-alone"),
        (AS_IT_WENT_ON, "2018-04-north-and-middle-merge/as-it-went-on"),
        (LEFT_ALONE, "2022-07-replace-2022-07/left-alone"),
    ]
    lived, alone, on, last = (batch.experiment for batch in batches)
    assert {batch.experiment.name for batch in batches} == {"history"}
    assert [len(plan.reorganisations) for plan in lived.plans] == [2, 0]
    assert [len(plan.reorganisations) for plan in alone.plans] == [1, 0]
    assert (alone.until, alone.measured_from, alone.beside) == (MERGER + 121, None, ("placebo",))
    assert (on.until, on.measured_from, on.beside) == (MERGER + 121, MERGER, ())
    real, instead = on.plans
    assert [change.name for change in real.reorganisations] == ["North and Middle merge", "replace 2022-07"]
    (board,) = instead.reorganisations
    assert board.predecessors == ("C1", "C2", "C3")
    assert (last.place.history, last.until) == (alone.plans[0].reorganisations, BOARD + 121)


def test_what_was_announced_before_the_place_starts_is_given(tmp_path: Path):
    path = write_series(tmp_path)
    text = (tmp_path / "place.toml").read_text(encoding="utf-8")
    (tmp_path / "place.toml").write_text(text.replace('announced = "2017-09"', 'announced = "2012-01"'))
    series = read_series(path)
    assert [event.month for event in series.events] == [BOARD]
    assert "compared with nothing: North and Middle merge." in series.notes[1]
    alone = batches_of(series)[1].experiment
    assert [change.name for change in alone.place.history] == ["North and Middle merge"]


def test_measuring_from_an_event_counts_its_relationships_and_its_months(tmp_path: Path):
    from relsim.batch.runs.design import design

    batches = batches_of(read_series(write_series(tmp_path)))
    alone, on = (design(batch.experiment) for batch in batches[1:3])
    assert alone.concerned == on.concerned
    assert {locality for _, locality in on.concerned} == {"NORTH", "MIDDLE"}
    (plan,) = (each.dates for each in on.planned if each.dates.role == "plan")
    assert (plan.announced, plan.vesting) == (month_number("2017-09"), MERGER)
    assert {each.dates.role for each in on.planned} == {"plan", "comparator"}
    assert {each.dates.role for each in alone.planned} == {"plan", "comparator", "placebo"}
    assert on.window == alone.window == (month_number("2017-09"), MERGER + 120)


def test_an_experiment_has_everything_beside_it_and_is_measured_from_its_last_change():
    experiment = read_experiment(ONE)
    assert experiment.beside == ("placebo", "diagnostic", "part", "pressure_off", "safeguard")
    assert experiment.measured_from is None
