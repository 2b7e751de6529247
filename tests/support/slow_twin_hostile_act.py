"""The slow twin's hostile act: a practice is put out to tender, and those who trust it hear of it."""

from __future__ import annotations

from slow_twin_parts import Organisation, Relationship

from relsim.domain.sectors import Kind
from relsim.timetable.outside_events import Shock
from relsim.worlds.parameters import World


def break_trust(shock: Shock, organisations: list[Organisation], world: World) -> None:
    """The practice trusts its commissioners less, and so do its partners, the more the more they trust it."""
    for practice in organisations:
        if practice.code != shock.practice:
            continue
        partners = {r.partner_of(practice): r for r in practice.relationships}
        for body in partners:
            if body.kind is not Kind.COMMISSIONER:
                continue
            trust_less(practice, partners[body], shock.trust_lost)
            for of_body in body.relationships:
                partner = of_body.partner_of(body)
                if partner in partners:
                    trust = partners[partner].trust_now(partner, world)
                    trust_less(partner, of_body, shock.trust_lost * shock.spread * trust)


def trust_less(one: Organisation, relationship: Relationship, share: float) -> None:
    """Take a share of one side's trust."""
    if relationship.a is one:
        relationship.trust_ab *= 1.0 - share
    else:
        relationship.trust_ba *= 1.0 - share
