"""England's commissioners in the ledger, from primary care groups to the boards of 2026.

Bodies and dates are the register's.  Which boards clustered, and which parts of them became what in 2026, is stated
here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from relsim.places.england.boards_of_2026 import SUCCESSOR, board_of_2026, code_of_2026
from relsim.places.england.facts import LocalityFact, facts
from relsim.places.maintenance.ledger_draft import LedgerDraft, Link, hanging_together
from relsim.places.maintenance.ledger_names import NAMES_OF_TRUSTS
from relsim.places.maintenance.ledger_succession import CodeSuccession, is_group
from relsim.places.names import a_few_of

GROUPS_IN_1999 = 481
BY_NUMBER = {"2000-04": 3, "2001-04": 19, "2002-04": 2}
"""Groups that ended, of which only the number is known."""

_TRUST_WAVES = {
    "2000-04": ("2000-01", "pct-2000"), "2000-10": ("2000-07", "pct-2000-10"), "2001-04": ("2000-11", "pct-2001"),
    "2002-04": ("2001-07", "pct-2002"), "2002-10": ("2001-07", "pct-2002"), "2006-10": ("2005-07", "pct-2006"),
}  # fmt: skip
"""Month of vesting → month of announcement, and source; others: seven months before."""

CLUSTERS = {
    "Birmingham, Black Country and Solihull": "QHL QUA",
    "Coventry, Warwickshire, Herefordshire and Worcestershire": "QWU QGH",
    "Derby, Derbyshire, Lincolnshire, Nottingham and Nottinghamshire": "QJ2 QJM QT1",
    "Leicester, Leicestershire, Rutland and Northamptonshire": "QK1 QPM",
    "Shropshire, Staffordshire, Stoke, Telford and Wrekin": "QOC QNC",
    "Central East": "QHG QUE QM7",
    "Norfolk and Suffolk": "QMM QJG",
    "West and North London": "QMJ QRV",
    "Thames Valley": "QU9 QNQ",
    "Surrey and Sussex": "QXU QNX",
    "Bath and North East Somerset, Swindon, Wiltshire, Dorset and Somerset": "QOX QVV QSL",
    "Bristol, Gloucestershire, North Somerset and South Gloucestershire": "QUY QR1",
    "Cornwall, Devon and the Isles of Scilly": "QT6 QJK",
}
"""Name of a cluster of 2025 → its boards."""


def cluster_code(name: str) -> str:
    """``Thames Valley`` → ``CLUSTER-QU9-QNQ``, made up here."""
    return f"CLUSTER-{CLUSTERS[name].replace(' ', '-')}"


def state(draft: LedgerDraft, succession: CodeSuccession) -> None:
    """Note England's commissioners."""
    _groups(draft, succession)
    _trusts(draft, succession)
    _commissioning_groups(draft)
    _boards(draft)


def _groups(draft: LedgerDraft, succession: CodeSuccession) -> None:
    unnamed = [f"PCG-BY-NUMBER-{number:02}" for number in range(1, GROUPS_IN_1999 - len(succession.groups) + 1)]
    for code in succession.groups:
        draft.body(code, "PCG")
    for code in unnamed:
        draft.body(code, "PCG", known="number")
    draft.event("Primary care groups begin, 1999", "PCG", "layer", "1999-04",
                [("", code) for code in (*succession.groups, *unnamed)], source="pcg", announced="1997-12")  # fmt: skip
    for month, number in BY_NUMBER.items():
        gone, unnamed = unnamed[:number], unnamed[number:]
        draft.event(f"Primary care groups known by number only end, {month[:4]}", "PCG", "abolish", month,
                    [(code, "") for code in gone], source="pcg-number")  # fmt: skip


def _trusts(draft: LedgerDraft, succession: CodeSuccession) -> None:
    begun: set[str] = set()
    for month in sorted({step.month for step in succession.commissioners}):
        steps = [step for step in succession.commissioners if step.month == month]
        links = [(step.old, step.new) for step in steps]
        links += [(new, new) for new in {step.new for step in steps} & begun]
        for together in hanging_together(links):
            _trust_event(draft, month, together, begun)
        begun |= {step.new for step in steps}


def _trust_event(draft: LedgerDraft, month: str, links: Sequence[Link], begun: set[str]) -> None:
    olds, news = sorted({old for old, _ in links}), sorted({new for _, new in links})
    for code in news:
        draft.body(code, "PCT", _trust_name(code))
    announced, source = _TRUST_WAVES.get(month, (_before(month, 7), "pct-other"))
    names = a_few_of([draft.label(code).removesuffix(" Primary Care Trust") for code in news])
    year = month[:4]
    if any(is_group(code) for code in olds):
        joined = any(not is_group(code) for code in olds)
        kind = "merge" if begun.intersection(news) else "replace"
        draft.event(f"Primary care groups become a trust, {year}: {names}" if len(news) == 1 else
                    f"Primary care groups become trusts, {year}: {names}", "PCG", kind, month, links, source=source,
                    announced=announced, fates="pct-joined-2002" if joined else "pcg-to-pct")  # fmt: skip
    elif len(olds) == len(news) == 1:
        draft.event(f"{draft.label(news[0])} takes the place of {olds[0]}, {year}", "PCT", "replace", month, links,
                    source=source if month in _TRUST_WAVES else "pct-other", fates="form-only",
                    announced=announced)  # fmt: skip
    else:
        draft.event(f"Primary care trusts merge, {year}: {names}", "PCT", "merge", month, links, source=source,
                    announced=announced, fates="pct-joined-2002" if month < "2005" else "pct-merger-2006")  # fmt: skip


def _trust_name(code: str) -> str:
    body = facts().commissioners.get(code)
    return NAMES_OF_TRUSTS.get(code) or (body.name if body else "")


def _commissioning_groups(draft: LedgerDraft) -> None:
    known = facts()
    later = {change.code: change for change in known.changes}
    for code in sorted({each.group for each in known.localities} | {change.successor for change in known.changes}):
        if known.commissioners[code].form == "CCG":
            draft.body(code, "CCG", known.commissioners[code].name)
    links = [(trust_of_2013(each), each.group) for each in known.localities]
    for together in hanging_together(links):
        trusts = sorted({old for old, _ in together})
        names = a_few_of([draft.label(code).removesuffix(" Primary Care Trust") for code in trusts])
        draft.event(f"Clinical commissioning groups replace primary care trusts, 2013: {names}", "PCT", "replace",
                    "2013-04", together, source="ccg-2013", announced="2010-07", fates="pct-to-ccg-2013")  # fmt: skip
    merged: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for change in later.values():
        if known.commissioners[change.code].form == "CCG":
            merged[change.month, change.successor].append((change.code, change.successor))
    for (month, new), pairs in sorted(merged.items()):
        draft.event(f"{draft.label(new)} is made by merger, {month[:4]}", "CCG", "merge", month, pairs,
                    source="ccg-merger", announced=_before(month, 7), fates="ccg-merger")  # fmt: skip


def trust_of_2013(locality: LocalityFact) -> str:
    """Code of the primary care trust of a locality in March 2013."""
    later = {change.code: change.successor for change in facts().changes}
    return later.get(locality.trust_of_2006, locality.trust_of_2006)


def group_of_2021(locality: LocalityFact) -> str:
    """Code of the clinical commissioning group of a locality from April 2021 on."""
    later = {change.code: change.successor for change in facts().changes}
    code = locality.group
    while code in later:
        code = later[code]
    return code


def _boards(draft: LedgerDraft) -> None:
    known = facts()
    for code, system in known.systems.items():
        draft.body(code, "ICB", system.name)
    for together in hanging_together([(group_of_2021(each), each.system) for each in known.localities]):
        names = a_few_of([_short(draft.label(code)) for code in sorted({new for _, new in together})])
        draft.event(f"Integrated care boards replace clinical commissioning groups, 2022: {names}", "CCG", "replace",
                    "2022-07", together, source="icb-2022", announced="2020-11", fates="ccg-to-icb-2022")  # fmt: skip
    for name, members in CLUSTERS.items():
        team = draft.body(cluster_code(name), "ICB cluster", f"{name} cluster")
        draft.event(f"Integrated care boards share a team of leaders, 2025: {name}", "ICB", "cluster", "2025-10",
                    [(code, team) for code in members.split()], source="icb-cluster", announced="2025-05",
                    fates="icb-cluster")  # fmt: skip
    links = {(each.system, board_of_2026(each)) for each in known.localities}
    moved = {code for old, new in links if old != new for code in (old, new)}
    for together in hanging_together(link for link in links if moved.intersection(link)):
        _boards_of_2026(draft, together)
    for name, members in CLUSTERS.items():
        if not moved.intersection(members.split()):
            new = draft.body(f"ICB-{members.replace(' ', '-')}", "ICB", f"Integrated care board of {name}")
            draft.event(f"Integrated care boards in a cluster merge, 2027: {name}", "ICB", "merge", "2027-04",
                        [(code, new) for code in (*members.split(), cluster_code(name))], source="icb-2027",
                        announced="2026-07", fates="icb-merger-2026", status="planned")  # fmt: skip


def _boards_of_2026(draft: LedgerDraft, links: Sequence[Link]) -> None:
    """April 2026: one change for each set of boards that hang together, clusters' teams ending in the new boards."""
    names = {code_of_2026(name): name for name in SUCCESSOR.values()}
    for code in sorted({new for _, new in links}):
        draft.body(code, "ICB", f"NHS {names[code]} Integrated Care Board" if code in names else "")
    olds = {old for old, _ in links}
    ended = {old for old in olds if old in SUCCESSOR}
    teams = [(cluster_code(name), code_of_2026(name)) for name, members in CLUSTERS.items()
             if ended.intersection(members.split())]  # fmt: skip
    new = a_few_of(sorted(names[code] for code in {new for _, new in links} if code in names))
    draft.event(f"Integrated care boards merge, 2026: {new}", "ICB", "merge", "2026-04", [*links, *teams],
                source="icb-2026", announced="2025-09", fates="icb-merger-2026")  # fmt: skip


def _short(name: str) -> str:
    return name.removeprefix("NHS ").removesuffix(" Integrated Care Board")


def _before(month: str, months: int) -> str:
    year, number = divmod(12 * int(month[:4]) + int(month[5:]) - 1 - months, 12)
    return f"{year}-{number + 1:02}"
