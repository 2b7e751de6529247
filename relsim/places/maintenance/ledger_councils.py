"""Upper-tier councils in the ledger, and the bodies that every one of them has to have: LINks, then Healthwatch.

Only changes of areas: councils that became unitary with the county's own area go under their code of 2023 throughout.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from relsim.places.england.facts import facts
from relsim.places.maintenance.ledger_draft import LedgerDraft, Link
from relsim.places.names import council_name


class _Change(NamedTuple):
    month: str
    announced: str
    name: str
    gone: str
    new: str
    source: str
    status: str = "happened"


_FORMER = {
    "E10000004": "Cheshire", "E10000001": "Bedfordshire", "E10000009": "Dorset", "E06000028": "Bournemouth",
    "E06000029": "Poole", "E10000021": "Northamptonshire", "E10000006": "Cumbria",
}  # fmt: skip
_NEW = {"E-EAST-SURREY": "East Surrey", "E-WEST-SURREY": "West Surrey"}
"""Codes made up here."""
CHANGES = (
    _Change("2009-04", "2007-07", "Cheshire is divided", "E10000004", "E06000049 E06000050", "councils-2009"),
    _Change("2009-04", "2008-03", "Bedfordshire is divided", "E10000001", "E06000055 E06000056", "councils-2009"),
    _Change("2019-04", "2018-02", "Dorset, Bournemouth and Poole are joined anew", "E10000009 E06000028 E06000029",
            "E06000058 E06000059", "councils-2019"),
    _Change("2021-04", "2019-05", "Northamptonshire is divided", "E10000021", "E06000061 E06000062", "councils-2021"),
    _Change("2023-04", "2021-07", "Cumbria is divided", "E10000006", "E06000063 E06000064", "councils-2023"),
    _Change("2027-04", "2025-10", "Surrey is divided", "E10000030", "E-EAST-SURREY E-WEST-SURREY", "councils-2027",
            "planned"),
)  # fmt: skip


def state(draft: LedgerDraft) -> None:
    """Note councils, local involvement networks and Healthwatch."""
    known = facts().councils
    names = {code: council_name(code, name) for code, name in known.items()}
    names |= {code: council_name(code, name) for code, name in _FORMER.items()}
    names |= {code: council_name(code, name) for code, name in _NEW.items()}
    later = {code for change in CHANGES for code in change.new.split()}
    now = set(names) - later
    for code, name in sorted(names.items()):
        draft.body(code, "council", name)
    draft.event("Councils with social services go on, 1999", "council", "layer", "1999-04",
                [("", code) for code in sorted(now)], source="councils-1999")  # fmt: skip
    networks = _Mirror(draft, "LINK", "Local involvement network", names)
    watches = _Mirror(draft, "HW", "Healthwatch", names)
    for change in CHANGES:
        if change.month > "2008-04" and not networks.begun:
            networks.begin("2008-04", now, "links", "2007-10")
        if change.month > "2013-04" and not watches.begun:
            watches.follow(networks, now)
        draft.event(f"{change.name}, {change.month[:4]}", "council",
                    "split" if " " not in change.gone else "replace", change.month, _links(change),
                    source=change.source, announced=change.announced, fates="council-new",
                    status=change.status)  # fmt: skip
        now = now - set(change.gone.split()) | set(change.new.split())
        if change.status == "happened":
            (watches if watches.begun else networks).change(change)
    watches.end()


def _links(change: _Change, code: Callable[[str], str] = str) -> list[Link]:
    return [(code(old), code(new)) for old in change.gone.split() for new in change.new.split()]


class _Mirror:
    """A body for every council, which changes as the councils do."""

    def __init__(self, draft: LedgerDraft, prefix: str, what: str, councils: dict[str, str]) -> None:
        self._draft, self._prefix, self._what, self._councils = draft, prefix, what, councils
        self.begun: set[str] = set()

    def code(self, council: str) -> str:
        """Code of the body of a council, made up here."""
        return self._draft.body(f"{self._prefix}-{council}", self._family, f"{self._what}, {self._councils[council]}")

    @property
    def _family(self) -> str:
        return {"LINK": "LINk", "HW": "Healthwatch"}[self._prefix]

    def begin(self, month: str, councils: set[str], source: str, announced: str) -> None:
        """Found one for every council."""
        self.begun = set(councils)
        self._draft.event(f"Local involvement networks begin, {month[:4]}", self._family, "layer", month,
                          [("", self.code(each)) for each in sorted(councils)], source=source,
                          announced=announced)  # fmt: skip

    def follow(self, before: _Mirror, councils: set[str]) -> None:
        """Take the place of all of another kind, in April 2013."""
        self.begun = set(councils)
        self._draft.event("Healthwatch takes the place of local involvement networks, 2013", before._family, "replace",
                          "2013-04", [(before.code(each), self.code(each)) for each in sorted(councils)],
                          source="healthwatch", announced="2010-07", fates="link-to-healthwatch")  # fmt: skip

    def change(self, change: _Change) -> None:
        """Change as the councils do."""
        self.begun = self.begun - set(change.gone.split()) | set(change.new.split())
        self._draft.event(f"{self._what} follows: {change.name}, {change.month[:4]}", self._family, "replace",
                          change.month, _links(change, self.code), source="follows", announced=change.announced,
                          fates="council-new")  # fmt: skip

    def end(self) -> None:
        """The closure that is planned."""
        self._draft.event("Healthwatch is closed", self._family, "abolish", "2027-04",
                          [(self.code(each), "") for each in sorted(self.begun)], source="healthwatch-end",
                          announced="2025-07", status="planned")  # fmt: skip
