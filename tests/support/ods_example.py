"""The downloaded files as they would be for one built-in place, a few rows each."""

from __future__ import annotations

from pathlib import Path

from relsim.places.library import built_in

CODE = "QSL"  # Somerset: one group, one council
BASE = built_in(CODE)


def practice_row(
    code: str, name: str = "A SURGERY", *, system: str = CODE, postcode: str = "TA1 1AA", opened: str = "19740401",
    closed: str = "", status: str = "ACTIVE", commissioner: str = "11X", setting: str = "RO76",
) -> str:  # fmt: skip
    """A row of the practice file: 27 columns."""
    cells = [""] * 27
    cells[0], cells[1], cells[2], cells[3], cells[9], cells[10] = code, name, "Y58", system, postcode, opened
    cells[11], cells[12], cells[13], cells[14], cells[25] = closed, status, "B", commissioner, setting
    return quoted(cells)


def member_row(code: str, network: str, since: str = "20190701", until: str = "") -> str:
    """A row of the file of members of networks: 11 columns."""
    area = ["11X", "SOMERSET"]
    return quoted([code, "A SURGERY", *area, network, f"{network} PCN", *area, since, until, "TRUE"])


def body_row(code: str, name: str = "SOME NHS TRUST", closed: str = "") -> str:
    """A row of the trust or commissioner file: 27 columns."""
    cells = [""] * 27
    cells[0], cells[1], cells[10], cells[11] = code, name, "20130401", closed
    return quoted(cells)


def quoted(cells: list[str]) -> str:
    return ",".join(f'"{cell}"' for cell in cells)


def practice_rows() -> list[str]:
    return [practice_row(each.code, each.name.upper()) for each in BASE.practices]


def member_rows() -> list[str]:
    return [member_row(each.code, each.pcn) for each in BASE.practices if each.pcn]


def write(folder: Path, **files: list[str]) -> Path:
    """Write the files into a folder, by the start of their names."""
    for start, rows in files.items():
        (folder / f"{start}.csv").write_bytes("".join(f"{row}\r\n" for row in rows).encode())
    return folder
