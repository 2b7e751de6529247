"""Above England's commissioners: health authorities, strategic health authorities, areas of plans, national bodies."""

from __future__ import annotations

from relsim.places.england.facts import facts
from relsim.places.maintenance.ledger_draft import LedgerDraft, hanging_together
from relsim.places.maintenance.ledger_names import AREAS_OF_2016, STRATEGIC_AUTHORITIES
from relsim.places.maintenance.ledger_succession import CodeSuccession
from relsim.places.names import a_few_of

_CLUSTERS_OF_2011 = {
    "North of England": "Q30 Q31 Q32", "Midlands and East": "Q33 Q34 Q35", "South of England": "Q37 Q38 Q39",
}  # fmt: skip
"""The tenth, London's, had a team of its own."""
_NHS_ENGLAND = "NHS-ENGLAND"
_MONITOR, _DEVELOPMENT, _EDUCATION, _DIGITAL = "MONITOR", "NHS-TDA", "HEE", "NHS-DIGITAL"


def state(draft: LedgerDraft, succession: CodeSuccession) -> None:
    """Note authorities, areas of plans and national bodies."""
    _national(draft)
    _authorities(draft, succession)
    _areas_of_plans(draft)


def _authorities(draft: LedgerDraft, succession: CodeSuccession) -> None:
    steps = succession.health_authorities()
    begun = {step.new for step in steps}
    first = sorted({step.old for step in steps} - begun)
    for code in first:
        draft.body(code, "HA")
    draft.event("Health authorities go on, 1999", "HA", "layer", "1999-04", [("", code) for code in first],
                source="ha-1999")  # fmt: skip
    for month in sorted({step.month for step in steps}):
        for links in hanging_together((step.old, step.new) for step in steps if step.month == month):
            (new,) = {each for _, each in links}
            strategic = new in STRATEGIC_AUTHORITIES
            name = f"{STRATEGIC_AUTHORITIES[new]} Strategic Health Authority" if strategic else ""
            draft.body(new, "SHA" if strategic else "HA", name)
            family = draft.bodies[links[0][0]].family
            alone = family == "SHA" and len(links) == 1
            how, source, announced, fates = {
                "2001-04": ("merge", "ha-2001", "2000-09", "ha-merger"),
                "2002-04": ("replace", "sha-2002", "2001-07", "ha-to-sha-2002"),
                "2006-07": ("merge", "sha-2006", "2005-07", "form-only" if alone else "sha-merger-2006"),
            }[month]
            olds = a_few_of([old for old, _ in links])
            draft.event(f"{draft.label(new)} takes the place of {olds}, {month[:4]}", family, how,
                        month, links, source=source, announced=announced, fates=fates)  # fmt: skip
    for name, members in _CLUSTERS_OF_2011.items():
        team = draft.body(f"SHA-{name.upper().replace(' ', '-')}", "SHA cluster", f"NHS {name}")
        draft.event(f"Strategic health authorities share a team, 2011: {name}", "SHA", "cluster", "2011-10",
                    [(code, team) for code in members.split()], source="sha-2011", announced="2011-07",
                    fates="sha-cluster")  # fmt: skip
    last = [body.code for body in draft.bodies.values() if body.family == "SHA" and body.code >= "Q30"]
    teams = [body.code for body in draft.bodies.values() if body.family == "SHA cluster"]
    draft.event("Strategic health authorities are abolished, 2013", "SHA", "abolish", "2013-04",
                [(code, _NHS_ENGLAND) for code in (*last, *teams)], source="sha-2013", announced="2010-07")  # fmt: skip


def _areas_of_plans(draft: LedgerDraft) -> None:
    """Sustainability and transformation partnerships, which were no bodies in law."""
    systems = facts().systems
    later = {"QHM"}
    first = sorted({*systems, *AREAS_OF_2016} - later)
    for code, name in {**{code: system.name for code, system in systems.items()}, **AREAS_OF_2016}.items():
        draft.body(f"STP-{code}", "STP", name.removeprefix("NHS ").removesuffix(" Integrated Care Board"))
    draft.event("Areas for sustainability and transformation plans, 2016", "STP", "layer", "2016-03",
                [("", f"STP-{code}") for code in first], source="stp-2016", announced="2015-12")  # fmt: skip
    draft.event("Areas of plans in the north east merge, 2018", "STP", "merge", "2018-04",
                [(f"STP-{code}", "STP-QHM") for code in AREAS_OF_2016], source="stp-2018")  # fmt: skip
    draft.event("Integrated care boards take the place of partnerships, 2022", "STP", "abolish", "2022-07",
                [(f"STP-{code}", code) for code in systems], source="icb-2022", announced="2020-11")  # fmt: skip


def _national(draft: LedgerDraft) -> None:
    for code, name, month, source in (
        (_MONITOR, "Monitor", "2004-01", "nhse-before"),
        (_DIGITAL, "NHS Information Centre, later NHS Digital", "2005-04", "nhse-before"),
        (_DEVELOPMENT, "NHS Trust Development Authority", "2012-06", "nhse-before"),
        (_EDUCATION, "Health Education England", "2012-06", "nhse-before"),
        (_NHS_ENGLAND, "NHS England", "2012-10", "nhse"),
    ):
        draft.body(code, "national", name)
        draft.event(f"{name} begins, {month[:4]}", "national", "layer", month, [("", code)], source=source)
    team = draft.body("NHS-IMPROVEMENT", "national team", "NHS Improvement")
    draft.event("Monitor and the Trust Development Authority work as one, 2016", "national", "cluster", "2016-04",
                [(_MONITOR, team), (_DEVELOPMENT, team)], source="nhsi", announced="2015-06",
                fates="national-merger")  # fmt: skip
    for month, gone, announced, source in (
        ("2022-07", (_MONITOR, _DEVELOPMENT, team), "2021-02", "nhse-2022"),
        ("2023-02", (_DIGITAL,), "2021-11", "nhse-2023"),
        ("2023-04", (_EDUCATION,), "2021-11", "nhse-2023"),
    ):
        names = a_few_of([draft.label(code) for code in gone if code != team])
        draft.event(f"NHS England takes over {names}, {month[:4]}", "national", "merge", month,
                    [(code, _NHS_ENGLAND) for code in (*gone, _NHS_ENGLAND)], source=source, announced=announced,
                    fates="national-merger")  # fmt: skip
    draft.event("NHS England is abolished, 2027", "national", "abolish", "2027-04", [(_NHS_ENGLAND, "")],
                source="nhse-end", announced="2025-03", status="planned")  # fmt: skip
