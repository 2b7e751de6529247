"""The ledger of real reorganisations: recorded counts follow from the events, each of which is of bodies that exist."""

import filecmp
from collections import Counter
from pathlib import Path

import pytest
from paths import PUBLIC_FILES

from relsim.domain.months import month_number
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.interfaces.cli.describe_ledger import table
from relsim.interfaces.cli.main import main
from relsim.places.ledger.record import FOLDER, Ledger, LedgerBody, LedgerEvent, ledger
from relsim.places.maintenance.__main__ import main as build
from relsim.places.maintenance.ledger_draft import hanging_together

RECORDED = {
    "PCG": {"1999-04": 481, "2000-04": 459, "2000-10": 434, "2001-04": 239, "2002-04": 1, "2002-10": 0},
    "PCT": {"2000-03": 0, "2000-04": 17, "2000-10": 40, "2001-04": 164, "2002-04": 303, "2003-05": 303, "2006-09": 303,
            "2006-10": 152, "2010-04": 151, "2013-03": 151, "2013-04": 0},
    "CCG": {"2013-03": 0, "2013-04": 211, "2014-04": 211, "2015-04": 209, "2016-04": 209, "2017-04": 207,
            "2018-04": 195, "2019-04": 191, "2020-04": 135, "2021-04": 106, "2022-06": 106, "2022-07": 0},
    "ICB": {"2022-06": 0, "2022-07": 42, "2026-03": 42, "2026-04": 36},
    "HA": {"1999-04": 99, "2001-04": 95, "2002-03": 95, "2002-04": 0},
    "SHA": {"2002-04": 28, "2006-06": 28, "2006-07": 10, "2013-03": 10, "2013-04": 0},
    "STP": {"2016-03": 44, "2018-04": 42, "2022-07": 0},
    "council": {"1999-04": 150, "2009-04": 152, "2019-04": 151, "2021-04": 152, "2023-04": 153},
    "Healthwatch": {"2013-03": 0, "2013-04": 152, "2023-04": 153},
    "LINk": {"2008-03": 0, "2008-04": 150, "2013-04": 0},
    "HA (Wales)": {"1999-04": 5, "2003-04": 0},
    "LHB": {"2003-03": 0, "2003-04": 22, "2009-09": 22, "2009-10": 7, "2019-04": 7},
}  # fmt: skip
COUNTS = [(family, month, number) for family, counts in RECORDED.items() for month, number in counts.items()]


@pytest.mark.parametrize(("family", "month", "number"), COUNTS)
def test_as_many_bodies_exist_as_were_recorded(family: str, month: str, number: int) -> None:
    assert ledger().count(family, month_number(month)) == number


@pytest.mark.parametrize(
    ("family", "month", "number"),
    [("ICB", "2025-09", 42), ("ICB", "2025-10", 26), ("ICB", "2026-04", 26), ("SHA", "2011-09", 10),
     ("SHA", "2011-10", 4)],
)  # fmt: skip
def test_clusters_are_led_by_one_team(family: str, month: str, number: int) -> None:
    assert ledger().leaderships(family, month_number(month)) == number


def test_every_change_is_of_bodies_that_exist_then_and_nobody_ends_twice() -> None:
    assert ledger().problems() == []
    ended = Counter(code for event in ledger().events for code in event.ended)
    assert max(ended.values()) == 1
    names = Counter(event.change.name for event in ledger().events)
    assert max(names.values()) == 1


def test_12_boards_made_6_in_2026_and_a_seventh_gained_a_part() -> None:
    events = [event for event in ledger().of_family("ICB") if event.change.vesting == month_number("2026-04")]
    ended = {code for event in events for code in event.ended if ledger().bodies[code].family == "ICB"}
    begun = {new.code for event in events for new in event.change.successors} - set(ledger().alive("ICB", 24300))
    assert len(ended) == 12
    assert len(begun) == 6
    before = {code for event in events for code in event.change.predecessors}
    assert {new.code for event in events for new in event.change.successors} & before == {"QRL"}


def test_seven_trusts_went_into_the_health_boards_of_wales() -> None:
    before, after = month_number("2009-09"), month_number("2009-10")
    gone = set(ledger().alive("trust (Wales)", before)) - set(ledger().alive("trust (Wales)", after))
    assert len(gone) == 7


def test_what_is_known_by_number_only_has_no_name() -> None:
    by_number = [body for body in ledger().bodies.values() if body.known == "number"]
    assert len(by_number) == 24
    assert {(body.family, body.name) for body in by_number} == {("PCG", "")}
    assert sum(body.known == "code" for body in ledger().bodies.values() if body.family == "PCG") == 457


def test_what_is_planned_counts_only_where_it_is_asked_for() -> None:
    later = month_number("2028-01")
    assert ledger().count("ICB", later) == 36
    assert ledger().count("ICB", later, planned=True) == 26
    assert ledger().count("council", later, planned=True) == ledger().count("council", later) + 1
    assert ledger().count("Healthwatch", later) == 153
    assert ledger().count("Healthwatch", later, planned=True) == 0
    assert ledger().count("national", later) == 1
    assert ledger().count("national", later, planned=True) == 0
    planned = {event.change.vesting for event in ledger().events if event.change.status == "planned"}
    assert min(planned) == month_number("2027-04")


def test_every_event_has_a_source_and_those_who_lose_bodies_say_what_became_of_staff() -> None:
    for event in ledger().events:
        assert event.source
        assert event.source in event.change.source
        silent = event.change.kind in ("layer", "abolish") or event.family == "STP"  # which had no staff of its own
        assert silent or event.fates is not None, event.change.name
        if event.fates:
            assert 0 <= event.fates.left <= 1
            assert event.fates.kept + event.fates.moved <= event.fates.posts


# --- The ledger's own rules ------------------------------------------------------------------------------------------


def change(kind: str, month: str, predecessors: tuple[str, ...], successors: tuple[str, ...]) -> LedgerEvent:
    described = Reorganisation.model_validate({
        "name": f"{kind} {month}", "kind": kind, "announced": month, "vesting": month, "predecessors": predecessors,
        "successors": tuple(Successor(code=code) for code in successors), "kept": 0.5, "moved": 0.2, "procedures": 0.5,
    })  # fmt: skip
    return LedgerEvent("X", described, None, "somewhere")


def made(*events: LedgerEvent) -> Ledger:
    codes = {code for event in events for code in event.named}
    return Ledger({code: LedgerBody(code, "", "X", "code") for code in sorted(codes)}, events)


FOUNDED = change("layer", "2000-04", (), ("A", "B", "C"))


def test_a_body_exists_from_its_first_event_to_the_one_that_ends_it() -> None:
    known = made(FOUNDED, change("merge", "2001-04", ("A", "B"), ("B",)), change("abolish", "2002-04", ("C",), ("B",)))
    assert known.problems() == []
    assert known.alive("X", month_number("2000-03")) == ()
    assert known.alive("X", month_number("2001-03")) == ("A", "B", "C")
    assert known.alive("X", month_number("2001-04")) == ("B", "C")
    assert known.alive("X", month_number("2002-04")) == ("B",)


def test_bodies_in_a_cluster_and_those_that_give_a_part_go_on() -> None:
    known = made(
        FOUNDED, change("cluster", "2001-04", ("A", "B"), ("T",)), change("transfer", "2001-04", ("A",), ("C",))
    )
    assert known.problems() == []
    assert known.count("X", month_number("2001-04")) == 4  # the team is a body of its own here


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (change("merge", "2001-04", ("A", "D"), ("E",)), "D does not exist then"),
        (change("replace", "2001-04", ("A",), ("GONE",)), "GONE begins a second time"),
        (change("abolish", "2001-04", ("A",), ("NEW",)), "its heir NEW does not exist then"),
        (change("merge", "2001-04", ("A", "GONE"), ("E",)), "GONE does not exist then"),
    ],
)
def test_what_cannot_have_been_is_told(wrong: LedgerEvent, said: str) -> None:
    founded = change("layer", "2000-04", (), ("A", "B", "GONE"))
    known = made(founded, change("abolish", "2000-10", ("GONE",), ()), wrong)
    assert any(said in problem for problem in known.problems())


def test_links_that_share_a_body_hang_together() -> None:
    links = [("A", "1"), ("B", "1"), ("B", "2"), ("C", "3")]
    assert hanging_together(links) == [[("A", "1"), ("B", "1"), ("B", "2")], [("C", "3")]]


# --- Tables and text -------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not PUBLIC_FILES.is_dir(), reason="the public files are not here")
def test_the_ledger_is_made_again_from_the_public_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(["--from", str(PUBLIC_FILES), "--code", "LEDGER", "--out", str(tmp_path)]) == 0
    assert f"{len(ledger().events)} events" in capsys.readouterr().out
    names = sorted(path.name for path in FOLDER.glob("*.csv"))
    assert filecmp.cmpfiles(FOLDER, tmp_path, names, shallow=False) == (names, [], [])


def test_the_table_tells_every_month_with_counts_and_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "ledger"]) == 0
    out = capsys.readouterr().out
    assert "April 1999: PCG 0 → 481" in out
    assert "October 2006: PCT 303 → 152" in out
    assert "kept 35%, moved 30%, left 35%" in out
    assert out.count("PLANNED") == 4
    assert "\nSources of bodies and dates\n[1] " in out


def test_one_family_is_told_event_by_event(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "ledger", "--family", "ccg"]) == 0
    out = capsys.readouterr().out
    assert "NHS Berkshire West CCG is made by merger, 2018: 10M 10N 10W 11D → 15A" in " ".join(out.split())
    assert "council 1" not in out


def test_no_line_of_the_table_is_wider_than_a_screen() -> None:
    for family in ("", *ledger().families):
        assert max(map(len, table(ledger(), family).splitlines())) <= 120


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ledger", "--family", "CGG"], "CCG"),
        (["QF7", "--family", "CCG"], "--family belongs to"),
        (["ledger", "--code", "QF7"], "--code cannot stand beside"),
    ],
)
def test_what_the_command_cannot_do_is_told(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", *words]) == 2
    assert said in capsys.readouterr().err
