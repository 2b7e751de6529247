"""NHS trusts in the ledger: mergers, divisions and new trusts from after April 1999 on, by the succession of codes."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from relsim.places.maintenance.ledger_draft import LedgerDraft, Link, hanging_together
from relsim.places.maintenance.ledger_succession import CodeSuccession, Step, is_provider
from relsim.places.names import a_few_of, tidy

REGISTER = "etr.csv"
_NAME, _OPENED, _CLOSED = 1, 10, 11
STARTS = "1999-04"
_NOT_IN_SUCCESSION = {
    "RBF": ("2011-11", "RTH"), "RYQ": ("2013-10", "RJ2 RJ1 RPG RJZ"), "RYH": ("2014-04", ""), "RBB": ("2015-02", "RD1"),
    "RJD": ("2017-11", "RJE RL4"), "RA3": ("2020-04", "RA7"), "RBA": ("2020-04", "RH5"), "R0C": ("2020-04", ""),
    "RA4": ("2023-04", "RH5"), "RVY": ("2023-07", "RBN"), "R1C": ("2024-10", "RW1"), "RYK": ("2024-10", ""),
    "RRP": ("2024-11", "G6V2S"), "TAF": ("2024-11", "G6V2S"), "RY9": ("2024-11", "RAX"), "RAP": ("2025-01", "RAL"),
}  # fmt: skip
"""Trust that closed by the register, month → what it went into, which is recalled; empty: nothing that there is."""


class _Trusts:
    """The register's trusts, and those that have begun so far."""

    def __init__(self, folder: Path, succession: CodeSuccession) -> None:
        with (folder / REGISTER).open(encoding="utf-8-sig", newline="") as file:
            self.register = {row[0]: row for row in csv.reader(file)}
        stated = [Step(month, old, new) for old, (month, heirs) in _NOT_IN_SUCCESSION.items()
                  for new in heirs.split() or [""]]  # fmt: skip
        self.recalled = set(stated)
        self.steps = sorted({*succession.providers(), *stated})
        self.opened = _opened(self.steps, self.register)


def _opened(steps: Sequence[Step], register: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Code → first month of a trust; those from before the ledger begin with it."""
    found: dict[str, str] = {}
    codes = {code for code in register if is_provider(code)}
    codes |= {code for step in steps for code in (step.old, step.new) if is_provider(code) or code == "G6V2S"}
    for code in sorted(codes):
        entered = register[code][_OPENED][:6] if code in register else ""
        first = min((step.month for step in steps if step.new == code), default="")
        month = f"{entered[:4]}-{entered[4:]}" if entered else first or STARTS
        found[code] = max(month, STARTS)
    return found


def state(draft: LedgerDraft, folder: Path, succession: CodeSuccession) -> None:
    """Note NHS trusts; call it when commissioners have been noted, which took over some services."""
    trusts = _Trusts(folder, succession)
    welsh = _of_wales(trusts.steps)
    for code in trusts.opened:
        name = tidy(trusts.register[code][_NAME]) if code in trusts.register else ""
        draft.body(code, "trust (Wales)" if code in welsh else "trust", name)
    begun: set[str] = set()
    for month in sorted({*trusts.opened.values(), *(step.month for step in trusts.steps)}):
        followed = {step.new for step in trusts.steps if step.month == month}
        new = sorted(code for code, first in trusts.opened.items() if first == month and code not in followed)
        if new:
            name = "NHS trusts go on" if month == STARTS else "NHS trusts begin"
            draft.event(f"{name}, {month}", "trust", "layer", month, [("", code) for code in new],
                        source="trusts-1999" if month == STARTS else "trusts-new")  # fmt: skip
            begun.update(new)
        steps = [step for step in trusts.steps if step.month == month]
        own = [(step.old, step.new) for step in steps if step.new in trusts.opened]
        single = [(step.old, step.old) for step in steps]
        for together in hanging_together([*own, *single]):
            members = {old for old, new in together if old == new}
            links = [(step.old, step.new) for step in steps if step.old in members]
            recalled = trusts.recalled.intersection(step for step in steps if step.old in members)
            _change(draft, month, links, begun, "trusts-closed" if recalled else "trusts")
        begun |= followed.intersection(trusts.opened)


def _of_wales(steps: Sequence[Step]) -> set[str]:
    """Those for all of Wales, those that ended in a Welsh health board, and those that they were made of."""
    found = {"RQF", "RT4", "RYT", *(step.old for step in steps if step.new.startswith(("7", "LHB")))}
    while more := {step.old for step in steps if step.new in found} - found:
        found |= more
    return found


def _change(draft: LedgerDraft, month: str, links: Sequence[Link], begun: set[str], source: str) -> None:
    olds = sorted({old for old, _ in links})
    trusts = sorted({new for _, new in links if new and draft.bodies[new].family.startswith("trust")})
    others = {new for _, new in links} - set(trusts) - {""}
    there = [code for code in trusts if code in begun and code not in olds]
    family = draft.bodies[olds[0]].family
    gone = a_few_of([_label(draft, code) for code in olds])
    year = month[:4]
    if not trusts or (len(there) == len(trusts) and len(trusts) > 1):
        kind, name = "abolish", f"{gone} {'ends' if len(olds) == 1 else 'end'}, {year}"
        if trusts or others:
            name = f"Services of {gone} go to others, {year}"
        fates = "trust-broken-up"
    elif len(trusts) == 1 and (there or len(olds) > 1):
        kind, fates = "merge", "trust-merger"
        name = f"{_label(draft, trusts[0])} takes over {gone}, {year}"
        links = [*links, *((code, code) for code in there)]
    else:
        kind, fates = "replace", "form-only" if len(olds) == len(trusts) == 1 and not others else "trust-broken-up"
        name = f"{a_few_of([_label(draft, code) for code in trusts])} {_follow(trusts)} {gone}, {year}"
        links = [*links, *((code, code) for code in there)]
    draft.event(name, family, kind, month, links, source=source, fates=fates)


def _follow(trusts: Sequence[str]) -> str:
    return "takes over from" if len(trusts) == 1 else "take over from"


def _label(draft: LedgerDraft, code: str) -> str:
    return f"{draft.bodies[code].name} ({code})" if draft.bodies[code].name else code
