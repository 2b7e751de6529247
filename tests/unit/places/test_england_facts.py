"""The making of England's facts: what is stated by hand, parts of localities, and who serves where."""

from __future__ import annotations

import filecmp
import re
from collections import defaultdict
from pathlib import Path

import pytest
from paths import PUBLIC_FILES

from relsim.places.england import service_areas
from relsim.places.england.facts import FOLDER, facts
from relsim.places.england.footprints import footprints, lives_of
from relsim.places.maintenance import england_extract, england_localities
from relsim.places.maintenance.__main__ import main
from relsim.places.maintenance.england_catchments import CatchmentArea, acute_shares, fitted_sizes, nearness
from relsim.places.maintenance.england_corrections import ONE_PCT_OF_SEVERAL
from relsim.places.maintenance.england_parts import cut, runs

# --- Where things come from ------------------------------------------------------------------------------------------


def test_the_facts_are_small() -> None:
    tables = [*FOLDER.glob("*.csv"), *england_localities.TABLES.glob("*.csv")]
    assert len(tables) == 13
    assert sum(path.stat().st_size for path in tables) < 600_000


@pytest.mark.skipif(not PUBLIC_FILES.is_dir(), reason="the public files are not here")
def test_the_facts_are_made_again_from_the_public_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--from", str(PUBLIC_FILES), "--code", "ENGLAND", "--out", str(tmp_path)]) == 0
    assert "2,475 by group has not merged since 2013" in capsys.readouterr().out
    names = sorted(path.name for path in FOLDER.glob("*.csv"))
    assert filecmp.cmpfiles(FOLDER, tmp_path, names, shallow=False) == (names, [], [])


def test_without_the_files_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["--from", str(tmp_path), "--code", "ENGLAND", "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert all(name in said for name in england_extract.FILES)
    assert not out.exists()


def test_what_is_stated_by_hand_names_only_what_there_is() -> None:
    known = footprints()
    localities = {(each.group, each.council) for each in facts().localities}
    for group, council in ONE_PCT_OF_SEVERAL:
        assert (group, council) in localities or (not council and group in known)
    for row in england_localities.rows_of(england_localities.TABLES / "postcodes_of_councils.csv"):
        assert (row["ccg2013"], row["council"]) in localities
    for table in service_areas.TABLES.values():
        for trust, codes in table.items():
            assert trust in facts().trusts
            assert set(codes.split()) <= known.keys()
    stated = {trust for table in service_areas.TABLES.values() for trust in table} | service_areas.WITHOUT_AREA.keys()
    assert {code for code, trust in facts().trusts.items() if trust.kind != "acute"} == stated


def test_postcodes_are_each_one_groups_of_those_that_merged() -> None:
    """No two groups that became one may claim the same postcode district."""
    held: dict[tuple[str, str], str] = {}
    for row in england_localities.rows_of(england_localities.TABLES / "postcodes_of_groups.csv"):
        for postcode in row["postcodes"].split():
            assert re.fullmatch(r"[A-Z]{1,2}[0-9]{1,2}[A-Z]?(/[0-9])?", postcode)
            key = lives_of(row["ccg2013"])[-1], postcode
            assert key not in held, (key, held.get(key), row["ccg2013"])
            held[key] = row["ccg2013"]


def test_the_smaller_area_decides_who_serves() -> None:
    regions = {code: system.region for code, system in facts().systems.items()}
    shares = service_areas.serves(facts().localities, regions)
    # North Cumbria and Glossop are the North West's.
    assert {each.whole for each in facts().localities if each.code in shares["RX7"]} >= {
        "01H-E06000063",
        "01Y-E10000007",
    }
    assert not any(code.startswith("01H-E06000063") for code in shares["RX6"])
    # The Vale of York's group is named by one mental health trust, the East Riding's council by another.
    assert "03Q-E06000011" in shares["RX3"]
    assert "03Q-E06000011" not in shares["RV9"]
    assert all("11A" not in code and "10L" not in code for trust in ("RYF", "RX7") for code in shares[trust])
    assert not any("10L-E06000046" in shares[trust] for trust in service_areas.AMBULANCE)


# --- Parts -----------------------------------------------------------------------------------------------------------


def test_practices_are_dealt_in_order_of_place_to_lines_that_share_a_trust() -> None:
    area, other = ("1", "A"), ("2", "B")
    places = {"P4": area, "P1": area, "P2": area, "P3": other}
    postcodes = {"P1": "OX3 9DU", "P2": "OX20 1AA", "P3": "OX1 1AA", "P4": ""}
    lines = [("G1", "T1", "T"), ("G2", "T2", "T"), ("G3", "T1", "T"), ("G4", "T9", "U")]
    parts, left_out = cut({area: 100, other: 50}, {area: "T", other: "T"}, places, postcodes, lines)
    assert [(part.code, part.people, part.line[0], part.practices) for part in parts] == [
        ("1-A-1", 34, "G1", ("P4",)), ("1-A-2", 33, "G3", ("P1",)), ("1-A-3", 33, "G2", ("P2",)),
        ("2-B", 50, "G2", ("P3",)),
    ]  # fmt: skip
    assert left_out == []


def test_a_line_for_which_no_practice_is_left_is_told() -> None:
    parts, left_out = cut({("1", "A"): 9}, {("1", "A"): "T"}, {"P": ("1", "A")}, {"P": ""}, [("G1", "T"), ("G2", "T")])
    assert [part.line for part in parts] == [("G2", "T")]
    assert left_out == [("G1", "T")]
    assert runs("abcdefg", 3) == ["ab", "cd", "efg"]


# --- Catchments ------------------------------------------------------------------------------------------------------


def test_sizes_are_fitted_to_what_is_needed() -> None:
    sizes = fitted_sizes({"A": {"X": 1.0}, "B": {"X": 0.5, "Y": 0.5}}, {"X": 300.0, "Y": 100.0})
    assert sizes == pytest.approx({"A": 200.0, "B": 200.0}, rel=1e-6)


def test_a_locality_goes_to_the_trust_next_door() -> None:
    localities = [CatchmentArea("P", "Q", 100, ("OX1 1AA", "OX2 2BB")), CatchmentArea("R", "Q", 100, ("RG1 1AA",))]
    found = acute_shares({"A": {"Q": 1.0}, "B": {"Q": 1.0}}, localities, {"A": "OX3 9DU", "B": "RG1 5AN"})
    share = {(trust, code): part for trust, code, part in found}
    assert share["A", "P"] > 0.9 > 0.1 > share["B", "P"]
    assert sum(share.values()) == pytest.approx(2, abs=0.01)
    assert nearness("OX3 9DU", ("OX3 1AA",)) > nearness("OX3 9DU", ("OX20 1AA",)) > nearness("OX3 9DU", ("RG1 1AA",))


def test_acute_trusts_meet_most_need_and_never_more_than_all() -> None:
    met: dict[str, float] = defaultdict(float)
    for shares in facts().acute.values():
        for locality, share in shares.items():
            met[locality] += share
    assert met.keys() == {each.code for each in facts().localities}
    assert 0.75 < min(met.values()) <= max(met.values()) <= 1
