"""The succession of codes in the register of the NHS, cleaned: who was followed by whom, and in which month.

The file has partial transfers as rows of their own.  Decided by dates: a primary care group that appears with two dates
ended on the first (the second is that of its health authority's change); a body with several successors on one day was
divided; one that received another after it had begun goes on.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

FILE = "ods_succession_3char.csv"
CARE_TRUSTS = frozenset(("TAC", "TAG", "TAK", "TAL", "TAM", "TAN", "TAP"))
"""Care trusts that commission, as a primary care trust does; the others provide mental health care."""
_POWYS = {"6C4": "LHB-POWYS"}
"""Code of a local health board in the file → its code in the built-in place."""


class Step(NamedTuple):
    """A body, what followed it, and the month of that."""

    month: str
    old: str
    new: str


def is_group(code: str) -> bool:
    """True if it is a primary care group of 1999 to 2002."""
    return code.startswith("4")


def is_trust_of_primary_care(code: str) -> bool:
    """True if it is a primary care trust or a care trust that commissions."""
    return len(code) == 3 and (code.startswith("5") or code in CARE_TRUSTS)


def is_provider(code: str) -> bool:
    """True if it is an NHS trust, or a care trust that provides."""
    return len(code) == 3 and (code[0] == "R" or (code[0] == "T" and code not in CARE_TRUSTS))


class CodeSuccession:
    """The succession of codes, read from the file in a folder."""

    def __init__(self, folder: Path) -> None:
        with (folder / FILE).open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            self.steps = sorted({Step(row["date"][:7], row["old_code"], row["new_code"]) for row in rows})

    @cached_property
    def commissioners(self) -> tuple[Step, ...]:
        """From primary care groups to the primary care trusts of March 2013, each group once."""
        first: dict[str, str] = {}
        for step in self.steps:
            if is_group(step.old):
                first.setdefault(step.old, step.month)
        return tuple(
            step
            for step in self.steps
            if (is_group(step.old) or is_trust_of_primary_care(step.old)) and is_trust_of_primary_care(step.new)
            and step.month < "2013-04" and step.month == first.get(step.old, step.month)
        )  # fmt: skip

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The codes of primary care groups that had a successor."""
        return tuple(sorted({step.old for step in self.commissioners if is_group(step.old)}))

    def lines(self, last: str) -> tuple[tuple[str, ...], ...]:
        """Every way from a primary care group to a trust through those between, up to a month, in order of codes.

        Args:
            last: Such as ``2006-10``; what changes in later months is left out.
        """
        later: dict[str, list[Step]] = defaultdict(list)
        for step in self.commissioners:
            if step.month <= last:
                later[step.old].append(step)

        def onwards(code: str) -> list[tuple[str, ...]]:
            if code not in later:
                return [(code,)]
            return [(code, *line) for step in later[code] for line in onwards(step.new)]

        return tuple(line for group in self.groups for line in onwards(group))

    def health_authorities(self) -> tuple[Step, ...]:
        """Health authorities and strategic health authorities, from after April 1999 to July 2006."""
        return tuple(step for step in self.steps if step.old[0] == step.new[0] == "Q"
                     and "1999-04" < step.month < "2013-01")  # fmt: skip

    def providers(self) -> tuple[Step, ...]:
        """NHS trusts and what their services went to, from after April 1999 on."""
        return tuple(step._replace(new=_POWYS.get(step.new, step.new)) for step in self.steps
                     if is_provider(step.old) and step.month > "1999-04" and not is_group(step.new))  # fmt: skip
