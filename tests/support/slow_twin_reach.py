"""The slow twin's reach: who knows whom to ask, who has a working contact, and what becomes of a concern."""

from __future__ import annotations

from slow_twin_parts import Now, Organisation, Relationship

from relsim.domain.sectors import Kind, Sector
from relsim.engine.state import KNOWS_FROM


class Step:
    """From an organisation to a partner."""

    def __init__(self, one: Organisation, relationship: Relationship, now: Now) -> None:
        self.to = relationship.partner_of(one)
        self.knows = relationship.knowing_of(one) >= KNOWS_FROM
        self.works = relationship.works and relationship.reachable
        self.judged_good = min(1.0, max(0.0, relationship.chance(relationship.trust_of(self.to), now)))
        """Chance that the partner acts on what it is brought."""


class Direct:
    """What an organisation can do with its commissioners itself."""

    def __init__(self, one: Organisation, now: Now) -> None:
        steps = [Step(one, each, now) for each in one.relationships]
        steps = [step for step in steps if step.to.kind is Kind.COMMISSIONER]
        self.knows = any(step.knows for step in steps)
        self.works = any(step.works for step in steps)
        self.heard = any(step.knows and step.works for step in steps)
        self.acted_on = max((step.judged_good for step in steps if step.knows and step.works), default=0.0)


def shares_who_reach(organisations: list[Organisation], now: Now) -> list[dict[Sector, float]]:
    """By measure of reach, a sum for each sector of those who may have a concern."""
    direct = {one: Direct(one, now) for one in organisations}
    rows = [dict.fromkeys(Sector, 0.0) for _ in range(6)]
    for one in organisations:
        if not one.asks:
            continue
        steps = [Step(one, each, now) for each in one.relationships]
        through = [step for step in steps if step.to.kind.intermediary]
        mine = direct[one]
        acted_on = mine.acted_on
        for step in through:
            if step.knows and step.works:
                acted_on = max(acted_on, step.judged_good * direct[step.to].acted_on)
        found = (
            mine.knows,
            mine.works,
            mine.works or any(step.works and direct[step.to].works for step in through),
            mine.knows or any(step.knows and direct[step.to].knows for step in through),
            mine.heard or any(step.knows and step.works and direct[step.to].heard for step in through),
            acted_on,
        )
        for row, value in zip(rows, found, strict=True):
            row[one.kind.sector] += value
    return rows
