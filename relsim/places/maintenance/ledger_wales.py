"""Wales in the ledger: five authorities and 22 groups, 22 local health boards, seven, and the move of Bridgend."""

from __future__ import annotations

from relsim.domain.months import month_text
from relsim.places import wales
from relsim.places.maintenance.ledger_draft import LedgerDraft
from relsim.places.maintenance.ledger_succession import CodeSuccession

_AUTHORITIES = {
    "North Wales": "ANGLESEY GWYNEDD CONWY DENBIGHSHIRE FLINTSHIRE WREXHAM",
    "Dyfed Powys": "CARMARTHENSHIRE CEREDIGION PEMBROKESHIRE POWYS",
    "Iechyd Morgannwg": "SWANSEA NEATH_PORT_TALBOT BRIDGEND",
    "Bro Taf": "CARDIFF VALE_OF_GLAMORGAN MERTHYR_TYDFIL RHONDDA_CYNON_TAF",
    "Gwent": "BLAENAU_GWENT CAERPHILLY MONMOUTHSHIRE NEWPORT TORFAEN",
}
"""Health authority of 1996 to 2003 → councils' areas (recalled)."""


def state(draft: LedgerDraft) -> None:
    """Note the health boards of Wales and what was before them: the built-in place's own history."""
    place = wales.place()
    for body in place.commissioners:
        draft.body(body.code, "LHB", body.name)
    authorities = {name: f"HA-{name.upper().replace(' ', '-')}" for name in _AUTHORITIES}
    for name, code in authorities.items():
        draft.body(code, "HA (Wales)", f"{name} Health Authority")
    draft.event("Health authorities of Wales go on, 1999", "HA (Wales)", "layer", "1999-04",
                [("", code) for code in authorities.values()], source="wales-2003")  # fmt: skip
    links = [(authorities[name], f"LHB-{area}") for name, areas in _AUTHORITIES.items() for area in areas.split()]
    draft.event("Local health boards take the place of health authorities in Wales, 2003", "HA (Wales)", "replace",
                "2003-04", links, source="wales-2003", announced="2001-01", fates="lhb-2003")  # fmt: skip
    for change in place.history:
        for new in change.successors:
            draft.body(new.code, "LHB", new.name)
        links = [(old, new.code) for old in change.predecessors for new in change.successors]
        vesting = month_text(change.vesting)
        draft.event(change.name, "LHB", change.kind, vesting, links, source="wales",
                    announced=month_text(change.announced),
                    fates="lhb-2009" if vesting == "2009-10" else "lhb-2019")  # fmt: skip


def check_trusts(succession: CodeSuccession) -> None:
    """Make sure that the seven trusts that the health boards absorbed are in the succession of codes.

    Raises:
        ValueError: They are not seven.
    """
    absorbed = {step.old for step in succession.providers() if step.new.startswith("7")}
    if len(absorbed) != 7:
        raise ValueError(f"{len(absorbed)} trusts ended in a health board of Wales, not seven")
