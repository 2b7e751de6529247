"""Wales: 22 boards, then seven, then Bridgend moves; and it runs."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from paths import PUBLIC_FILES

from relsim.domain.bodies import bodies_at
from relsim.domain.months import month_number
from relsim.engine.simulation import Simulation
from relsim.places import wales
from relsim.places.library import built_in
from relsim.places.maintenance.__main__ import main
from relsim.places.place_checks import check_place
from relsim.timetable.network import network
from relsim.timetable.timetable import build_timetable

PLACE = built_in("WALES")


@pytest.mark.parametrize(("month", "number"), [("2003-04", 22), ("2009-09", 22), ("2009-10", 7), ("2019-04", 7)])
def test_wales_has_as_many_boards_as_were_recorded(month: str, number: int) -> None:
    assert len(bodies_at(PLACE, PLACE.history, month_number(month))) == number


def test_wales_hangs_together() -> None:
    assert check_place(PLACE) == []
    assert len(PLACE.practices) == 397
    assert {practice.locality for practice in PLACE.practices} == {locality.code for locality in PLACE.localities}
    assert Counter(trust.kind for trust in PLACE.trusts) == {"acute": 7, "ambulance": 1}


def test_bridgend_moves() -> None:
    before, after = (bodies_at(PLACE, PLACE.history, month_number(month)) for month in ("2019-03", "2019-04"))
    assert wales.MOVED in before["7A3"]
    assert wales.MOVED in after["7A5-2019"]
    assert set(after["7A5-2019"]) == {*before["7A5"], wales.MOVED}


@pytest.mark.parametrize(
    ("postcode", "board", "locality"),
    [
        ("CF46 6XX", "7A5", "MERTHYR_TYDFIL"), ("CF46 6XX", "7A6", "CAERPHILLY"), ("CF32 9XX", "7A5", "BRIDGEND"),
        ("CF32 9XX", "7A3", "NEATH_PORT_TALBOT"), ("SA9 1XX", "7A7", "POWYS"), ("SA9 1XX", "7A3", "NEATH_PORT_TALBOT"),
        ("SA18 1XX", "7A2", "CARMARTHENSHIRE"), ("LL58 1XX", "7A1", "ANGLESEY"),
    ],
)  # fmt: skip
def test_a_practice_lies_in_its_boards_area(postcode: str, board: str, locality: str) -> None:
    assert wales.locality_of(postcode, board) == locality


@pytest.mark.skipif(not PUBLIC_FILES.is_dir(), reason="the public files are not here")
def test_the_practices_are_made_again_from_the_public_file(tmp_path: Path) -> None:
    out = tmp_path / "practices.csv"
    assert main(["--from", str(PUBLIC_FILES), "--code", "WALES", "--out", str(out)]) == 0
    assert out.read_bytes() == wales.PRACTICES.read_bytes()


def test_wales_runs_through_its_whole_history() -> None:
    run = Simulation(build_timetable(PLACE, network(PLACE), None, month_number("2020-01")), seed=1)
    run.advance()
    assert np.isfinite(run.series()["coverage"][:, -1]).all()
