"""The figures of a history stand alone, as those of an experiment do; what a series found is made up here."""

from __future__ import annotations

import dataclasses
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from series_example import write_series
from svg_texts import read_svg

from relsim.evidence.figures.style import svg_bytes
from relsim.studies.history.figures import pictures
from relsim.studies.history.outcomes import EventFound, HistoryFindings, OverWorlds, Period
from relsim.studies.history.read import read_series


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> HistoryFindings:
    """Two events of which the first is passed in half of the sets when the second comes."""
    series = read_series(write_series(tmp_path_factory.mktemp("series")))
    first, second = series.events
    years = OverWorlds(5.0, 1.0, 9.0)
    events = (
        EventFound(first, second, OverWorlds(30.0, 20.0, 40.0), years, 0.5, OverWorlds(45.0, 30.0, 60.0), years, True),
        EventFound(second, None, OverWorlds(50.0, 40.0, 60.0), years, None, OverWorlds(50.0, 40.0, 60.0), years, False),
    )
    months = pd.Index(range(series.since, series.upto + 1))
    never = pd.DataFrame(0.8, index=months, columns=[0, 1])
    fallen = (months.to_numpy() >= first.month) & (months.to_numpy() < first.month + 24)
    lived = never.mul(np.where(fallen, 0.5, 1.0), axis=0)
    return HistoryFindings(series, events, Period(lived, never, {}, 10.0), ())


def test_they_stand_alone(found: HistoryFindings) -> None:
    for picture in pictures(found):
        svg = read_svg(svg_bytes(picture))
        assert svg.width == pytest.approx(16 / 2.54 * 72, abs=0.01)
        assert min(text.size for text in svg.texts) >= 9.0
        assert picture.title in svg.words
        assert "Model of" in svg.words
        assert picture.source in svg.words
        assert picture.source.endswith("; 2 sets of assumptions.")
        assert picture.title in picture.alt
        assert not [(a.words, b.words) for a, b in combinations(svg.texts, 2) if a.overlaps(b)]
        assert max(text.box[2] for text in svg.texts) <= svg.width + 1


def test_the_months_are_those_that_were_found(found: HistoryFindings) -> None:
    timeline, events = pictures(found)
    assert timeline.title.startswith(f"In 24 months of {found.period.months} ")
    assert "from 30 (April 2018) to 50 (July 2022) of 120 months" in events.title
    assert "50% for April 2018" in events.caption


def test_a_single_event_is_not_compared(found: HistoryFindings) -> None:
    alone = dataclasses.replace(found, events=found.events[1:])
    events = pictures(alone)[1]
    assert events.title == "Left alone, it leaves 50 of 120 months below nine-tenths."
    assert "next came, in this share" not in events.caption
