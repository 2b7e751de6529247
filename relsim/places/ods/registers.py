"""The registers in the downloaded files: open practices, members of networks, open trusts and successors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from relsim.places.ods.files import Account, date, rows

_CODE = r"[A-Z0-9]{3,8}"
_GP_PRACTICE = ("RO76", "4")
"""The codes of a general practice in the setting column: today, and until 2023."""
_OPEN = ("ACTIVE", "A")


@dataclass(frozen=True)
class ListedPractice:
    """An open GP practice."""

    code: str
    name: str
    system: str
    """Code of its integrated care board."""
    postcode: str
    opened: int
    commissioner: str
    """Code of its part of that board, which is the code of the group of 2021."""


@dataclass(frozen=True)
class Membership:
    """A practice in a primary care network today."""

    network: str
    name: str
    since: int


def practices(path: Path, account: Account) -> dict[str, ListedPractice]:
    """The open GP practices of the practice file (27 columns), by code."""
    found: dict[str, ListedPractice] = {}
    seen: dict[str, list[str]] = {}
    file = path.name
    for row in rows(path, 26, account):
        code, name, opened, closed = row[0].upper(), row[1], date(row[10]), date(row[11])
        if not re.fullmatch(_CODE, code):
            account.tell(file, "what should be a code is none", code or "an empty one")
        elif opened is None or closed is None:
            account.tell(file, "a date that is none", code)
        elif row[25].upper() not in _GP_PRACTICE:
            account.tell(file, "prescribes, but is no general practice", code)
        elif not name:
            account.tell(file, "has no name", code)
        elif _again(file, code, row, seen, account):
            continue
        elif row[12].upper() not in _OPEN or closed:
            account.tell(file, "is closed or dormant", code)
            found.pop(code, None)
        else:
            found[code] = ListedPractice(code, name, row[3].upper(), row[9].upper(), opened, row[14].upper())
    return found


def _again(file: str, code: str, row: list[str], seen: dict[str, list[str]], account: Account) -> bool:
    """True if this row has been read before, alike; a second one that says otherwise is taken instead of the first."""
    earlier = seen.get(code)
    seen[code] = row
    if earlier is None:
        return False
    same = earlier == row
    account.tell(file, "is there twice, alike" if same else "is there twice, differently: the later row counts", code)
    return same


def memberships(path: Path, account: Account) -> dict[str, Membership]:
    """Practice → the network that it is in today, of the file of members (11 columns)."""
    found: dict[str, Membership] = {}
    for row in rows(path, 10, account):
        code, network, since, until = row[0].upper(), row[4].upper(), date(row[8]), date(row[9])
        if not re.fullmatch(_CODE, code) or not re.fullmatch(_CODE, network):
            account.tell(path.name, "what should be a code is none", f"{code} in {network}")
        elif since is None or until is None:
            account.tell(path.name, "a date that is none", code)
        elif until:
            account.tell(path.name, "has left that network", code)
        elif code in found and found[code].network != network:
            account.tell(path.name, "is in two networks: the one it joined last counts", code)
            joined = found[code], Membership(network, row[5] or network, since)
            found[code] = max(joined, key=lambda each: (each.since, each.network))
        else:
            found[code] = Membership(network, row[5] or network, since)
    return found


def bodies(path: Path, account: Account) -> dict[str, tuple[str, int]]:
    """Code → name and last day (0: open) of the commissioners or trusts in a file (27 columns)."""
    found: dict[str, tuple[str, int]] = {}
    for row in rows(path, 12, account):
        code, closed = row[0].upper(), date(row[11])
        if not re.fullmatch(_CODE, code) or not row[1]:
            account.tell(path.name, "what should be a code or a name is none", code or "an empty one")
        elif closed is None:
            account.tell(path.name, "a date that is none", code)
        else:
            if code in found and found[code] != (row[1], closed):
                account.tell(path.name, "is there twice, differently: the later row counts", code)
            found[code] = row[1], closed
    return found


def successors(path: Path, account: Account) -> dict[str, list[str]]:
    """Code → what took its place, latest first; the date is whichever column has one."""
    found: dict[str, list[tuple[int, str]]] = {}
    for row in rows(path, 3, account):
        old, new = row[0].upper(), row[1].upper()
        when = next(_dates(row[2:]), None)
        if not re.fullmatch(_CODE, old) or not re.fullmatch(_CODE, new) or old == new:
            account.tell(path.name, "what should be two codes are none", f"{old} and {new}")
        elif when is None:
            account.tell(path.name, "has no date", f"{old} and {new}")
        else:
            found.setdefault(old, []).append((when, new))
    return {old: [new for _, new in sorted(each, reverse=True)] for old, each in sorted(found.items())}


def _dates(cells: list[str]) -> Iterator[int]:
    for cell in cells:
        if when := date(cell):
            yield when
