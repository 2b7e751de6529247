"""Random damage to the downloaded files: they load with the damage told, or are refused with a clear message."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import event, given, settings
from hypothesis import strategies as st
from ods_example import BASE, CODE, body_row, member_rows, practice_rows

from relsim.places.ods.place import place_from
from relsim.places.place_checks import check_place
from relsim.wording.problems import InputProblems

WHOLE = {
    "epraccur": practice_rows(),
    "epcncorepartnerdetails": member_rows(),
    "etr": [body_row(trust.code) for trust in BASE.trusts],
    "eccg": [body_row("11X", "NHS SOMERSET CCG")],
    "succ": ['"RA4","RH5","20230401"'],
}
NASTY = st.sampled_from(
    ['"', '""', ",", "\x00", "\x1a", "\ufeff", "\t", "é", "\u2028", "'", " ", "20191399", "\x85", "\x0c", "9" * 30]
)
Damage = Callable[[list[bytes]], list[bytes]]


@st.composite
def damages(draw: st.DrawFn) -> tuple[str, Damage]:
    """A file, and what happens to one of its rows or to all of it."""
    name = draw(st.sampled_from([*WHOLE, "epraccur", "epraccur"]))
    row = draw(st.integers(0, len(WHOLE[name]) - 1))
    where, length, cell = draw(st.integers(0, 120)), draw(st.integers(1, 40)), draw(st.integers(0, 26))
    text, raw = draw(NASTY).encode(), draw(st.binary(max_size=6))

    def insert(lines: list[bytes], what: bytes) -> list[bytes]:
        return [*lines[:row], lines[row][:where] + what + lines[row][where:], *lines[row + 1 :]]

    def other_cell(lines: list[bytes]) -> list[bytes]:
        cells = lines[row].split(b",")
        cells[cell % len(cells)] = b'"' + text + b'"'
        return [*lines[:row], b",".join(cells), *lines[row + 1 :]]

    kinds: list[Damage] = [
        lambda lines: insert(lines, text),
        lambda lines: insert(lines, raw),
        lambda lines: [*lines[:row], lines[row][:where] + lines[row][where + length :], *lines[row + 1 :]],
        lambda lines: [*lines, lines[row]],
        lambda lines: [*lines[:row], *lines[row + 1 :]],
        lambda lines: lines[: row + 1],
        lambda lines: [b"Code,Name", *lines],
        lambda lines: [*lines[:row], b"", b" ", *lines[row:]],
        lambda lines: [line.decode("utf-8", "replace").encode("utf-16") for line in lines],
        other_cell,
        lambda lines: [],
    ]
    weights = [*kinds[:-2], *kinds[:-3], other_cell, other_cell, kinds[-1]]
    return name, draw(st.sampled_from(weights))


@settings(max_examples=250, deadline=None)
@given(st.lists(damages(), max_size=6), st.sampled_from([b"\n", b"\r\n", b"\r"]))
def test_damaged_files_load_with_the_damage_told_or_are_refused(done: list[tuple[str, Damage]], end: bytes) -> None:
    files = {name: [row.encode() for row in rows] for name, rows in WHOLE.items()}
    with tempfile.TemporaryDirectory() as folder:
        for name, damage in done:
            files[name] = damage(files[name]) if len(files[name]) == len(WHOLE[name]) else files[name]
        for name, lines in files.items():
            (Path(folder) / f"{name}.csv").write_bytes(end.join(lines))
        try:
            place, account = place_from(Path(folder), CODE)
        except InputProblems as problems:
            event(problems.problems[0].what[:40])
            return
    assert check_place(place) == []
    told = " ".join(code for codes in account.told.values() for code in codes)
    kept = {practice.code for practice in place.practices}
    for practice in BASE.practices:
        assert practice.code in kept or practice.code in told
    sound = set(WHOLE["epraccur"])
    intact = {row[1:7].decode() for row in files["epraccur"] if row.decode("latin-1") in sound}
    spoilt = b" ".join(row for row in files["epraccur"] if row.decode("latin-1") not in sound)
    assert all(code.encode() in spoilt for code in intact - kept)
    assert len(account.lines()) == len(account.told)
