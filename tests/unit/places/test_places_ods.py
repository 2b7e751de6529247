"""Places from downloaded files: what is taken, what is left out, and that each is told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from ods_example import BASE, CODE, body_row, member_row, member_rows, practice_row, practice_rows, write

from relsim.domain.months import month_number
from relsim.interfaces.cli.main import main
from relsim.places.library import read_place
from relsim.places.ods.files import Account, date, rows
from relsim.places.ods.place import place_from
from relsim.wording.problems import InputProblems

FIRST, SECOND = (practice.code for practice in BASE.practices[:2])


def said(account: Account) -> str:
    return "\n".join(account.lines())


def test_files_that_say_the_same_give_the_same_practices_and_networks(tmp_path: Path) -> None:
    write(tmp_path, epraccur=practice_rows(), epcncorepartnerdetails=member_rows())
    place, account = place_from(tmp_path, CODE)
    assert [(each.code, each.locality, each.pcn) for each in place.practices] == [
        (each.code, each.locality, each.pcn) for each in BASE.practices
    ]
    assert {each.code for each in place.pcns} == {each.code for each in BASE.pcns}
    assert (place.history, place.localities, place.trusts) == (BASE.history, BASE.localities, BASE.trusts)
    alone = [each.code for each in BASE.practices if not each.pcn]
    assert account.told == {("epcncorepartnerdetails.csv", "is an open practice here, and in no network"): alone}
    assert place.assumptions[: len(BASE.assumptions)] == BASE.assumptions


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (practice_row("L90001", closed="20240331", status="INACTIVE"), "is closed or dormant"),
        (practice_row("L90001", status="DORMANT"), "is closed or dormant"),
        (practice_row("L90001", setting="RO72"), "is no general practice"),
        (practice_row("L90001", opened="20241399"), "a date that is none"),
        (practice_row("L90001", name=""), "has no name"),
        (practice_row("L 001"), "what should be a code is none"),
        ('"L90001","A SURGERY","Y58"', "fewer than 26 columns"),
        ('"L90001,"A SURGERY"', "a row that cannot be read"),
        (practice_row("L90001", commissioner="99X"), "nothing says in which locality"),
    ],
)
def test_a_row_that_is_of_no_use_is_told_and_the_others_are_read(tmp_path: Path, row: str, reason: str) -> None:
    write(tmp_path, epraccur=[*practice_rows()[:5], row, *practice_rows()[5:]])
    place, account = place_from(tmp_path, CODE)
    assert len(place.practices) == len(BASE.practices)
    assert reason in said(account)


def test_a_new_practice_is_placed_by_its_postcode(tmp_path: Path) -> None:
    write(tmp_path, epraccur=[*practice_rows(), practice_row("L99999", "NEW SURGERY")])
    place, account = place_from(tmp_path, CODE)
    assert {each.code: each.name for each in place.practices}["L99999"] == "New Surgery"
    assert "is new, and was placed by its postcode: 1 (L99999)" in said(account)


def test_a_practice_that_has_closed_since_is_gone_and_told(tmp_path: Path) -> None:
    write(tmp_path, epraccur=practice_rows()[1:])
    place, account = place_from(tmp_path, CODE)
    assert FIRST not in {each.code for each in place.practices}
    assert f"not open in this file: 1 ({FIRST})" in said(account)


def test_of_rows_that_disagree_the_later_counts(tmp_path: Path) -> None:
    again = [practice_row(FIRST, "OTHER NAME"), practice_rows()[1]]
    write(tmp_path, epraccur=[*practice_rows(), *again])
    place, account = place_from(tmp_path, CODE)
    assert place.practices[0].name == "Other Name"
    assert f"is there twice, differently: the later row counts: 1 ({FIRST})" in said(account)
    assert f"is there twice, alike: 1 ({SECOND})" in said(account)


def test_members_who_left_or_joined_two_networks(tmp_path: Path) -> None:
    networks = [member_row(FIRST, "U00001"), member_row(FIRST, "U00002", "20230401"),
                member_row(SECOND, "U00003", until="20240331")]  # fmt: skip
    write(tmp_path, epraccur=practice_rows(), epcncorepartnerdetails=networks)
    place, account = place_from(tmp_path, CODE)
    assert [(each.code, each.opened) for each in place.pcns] == [("U00002", month_number("2023-04"))]
    assert [each.pcn for each in place.practices[:2]] == ["U00002", ""]
    assert "the one it joined last counts" in said(account)
    assert f"has left that network: 1 ({SECOND})" in said(account)


def test_a_closed_trusts_part_goes_to_its_successor(tmp_path: Path) -> None:
    codes = {trust.code: trust for trust in BASE.trusts}
    assert {"RA4", "RH5"} <= codes.keys()
    register = [body_row(code) for code in codes if code != "RA4"] + [body_row("RA4", closed="20230331")]
    write(tmp_path, epraccur=practice_rows(), etr=register, succ=['"RA4","RH5","20230401"'])
    place, account = place_from(tmp_path, CODE)
    served = {trust.code: trust.serves for trust in place.trusts}
    assert "RA4" not in served
    for locality in (each.code for each in place.localities):
        both = codes["RH5"].serves[locality] + codes["RA4"].serves[locality]
        assert served["RH5"][locality] == pytest.approx(both)
    assert "RA4 to RH5" in said(account)
    (tmp_path / "succ.csv").unlink()
    place, account = place_from(tmp_path, CODE)
    assert "RA4" not in {trust.code for trust in place.trusts}
    assert "no open successor is known: left out of the place: 1 (RA4)" in said(account)


def test_other_encodings_headings_and_line_ends_are_read(tmp_path: Path) -> None:
    named = practice_row(FIRST, "SURGERY OF ST BRÎD – WEST")
    text = "\r".join(["Organisation Code,Name,and more", named, *practice_rows()[1:]])
    (tmp_path / "EPRACCUR.CSV").write_bytes(text.encode("cp1252"))
    place, account = place_from(tmp_path, CODE)
    assert place.practices[0].name == "Surgery of St Brîd – West"
    assert "it is not in UTF-8" in said(account)
    assert "a heading: 1 (line 1)" in said(account)


def test_text_of_two_bytes_a_letter_is_read(tmp_path: Path) -> None:
    (tmp_path / "epraccur.csv").write_bytes("\n".join(practice_rows()).encode("utf-16"))
    place, account = place_from(tmp_path, CODE)
    assert len(place.practices) == len(BASE.practices)
    assert "it is not in UTF-8, and was read as utf-16" in said(account)


def test_a_zip_as_it_is_downloaded_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "epraccur.zip", "w") as archive:
        archive.writestr("epraccur.csv", "\n".join(practice_rows()))
        archive.writestr("notes.pdf", "")
    assert len(place_from(tmp_path, CODE)[0].practices) == len(BASE.practices)
    (tmp_path / "epraccur.zip").write_bytes(b"PK no zip")
    with pytest.raises(InputProblems, match="cannot be read"):
        place_from(tmp_path, CODE)


def test_what_is_missing_or_there_twice_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputProblems, match="no such folder"):
        place_from(tmp_path / "nowhere", CODE)
    with pytest.raises(InputProblems, match="GP practices is not in this folder"):
        place_from(tmp_path, CODE)
    write(tmp_path, epraccur=practice_rows(), epraccur_2025=practice_rows())
    with pytest.raises(InputProblems, match=r"Both epraccur\.csv and epraccur_2025\.csv list GP practices"):
        place_from(tmp_path, CODE)


def test_a_file_of_somewhere_else_is_refused(tmp_path: Path) -> None:
    write(tmp_path, epraccur=[practice_row("W00001", commissioner="7A1"), '"damaged'])
    with pytest.raises(InputProblems, match="None of its 1 open practices is in Somerset") as raised:
        place_from(tmp_path, CODE)
    assert "never closed: 1 (line 2)" in str(raised.value)


@pytest.mark.parametrize(("text", "number"), [("20190701", 20190701), ("2019-07-01", 20190701), ("", 0),
                                              ("20191301", None), ("1 July", None), ("٢٠١٩٠٧٠١", None)])  # fmt: skip
def test_dates(text: str, number: int | None) -> None:
    assert date(text) == number


def test_a_quote_that_is_never_closed_spoils_its_own_row_only(tmp_path: Path) -> None:
    path, account = tmp_path / "some.csv", Account()
    path.write_text('"A","B"\n"C,"D"\n\n"E","F G "\n', encoding="utf-8")
    assert list(rows(path, 2, account)) == [["A", "B"], ["E", "F G"]]
    assert list(account.told.values()) == [["line 2"]]


def test_the_command_writes_a_place_file_that_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, epraccur=practice_rows()[1:], epcncorepartnerdetails=member_rows())
    out = tmp_path / "mine.toml"
    assert main(["places", "build", "--from", str(tmp_path), "--code", CODE, "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert f"Somerset ({CODE}) is in {out}: {len(BASE.practices) - 1} practices" in told
    assert FIRST in told
    assert read_place(out) == place_from(tmp_path, CODE)[0]
    assert main(["places", str(out)]) == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("build",), "--from: This is missing."),
        (("build", "--from", ".", "--code", CODE, "--out", "mine"), "GP practices is not in this folder"),
        (("build", "--from", ".", "--code", "QSX", "--out", "mine.toml"), "no built-in place"),
        (("QSL", "--code", "QSL"), "belong to: relsim places build"),
        (("QSX", "--out", "mine.toml"), "no built-in place"),
        (("QSL", "--out", "nowhere/mine.toml"), "cannot be written"),
        (("QSL", "--out", "mine.csv"), "ends in .toml"),
    ],
)
def test_a_wrong_command_says_why(words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", *words]) == 2
    assert told in capsys.readouterr().err
