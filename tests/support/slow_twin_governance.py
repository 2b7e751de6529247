"""The slow twin's governance: everybody listens along trusted contact, and boards decide by their seats."""

from __future__ import annotations

from slow_twin_parts import Organisation

from relsim.domain.sectors import Sector
from relsim.engine.rules import governance
from relsim.worlds.parameters import World

Voice = dict[Sector, float]
"""How much of something comes from each sector."""


class Listener:
    """How far an organisation listens at all, and what part of what it voices is each partner's."""

    def __init__(self, one: Organisation, world: World) -> None:
        """It attends to sectors by its needs, and within a sector to each partner by their contact."""
        met = dict.fromkeys(Sector, 0.0)
        for r in one.relationships:
            met[r.partner_of(one).kind.sector] += r.contact
        share = {each: one.attention[each] / met[each] if met[each] > 0.0 else 0.0 for each in Sector}
        taken_up, trusted = [], 0.0
        for r in one.relationships:
            partner = r.partner_of(one)
            # Whoever speaks for members speaks for those who trust it.
            trust = r.trust_of(partner if one.kind.represents else one)
            taken_up.append((partner, r.contact * share[partner.kind.sector] * trust))
            trusted += taken_up[-1][1]
        self.one = one
        self.susceptible = min(governance.MOST_SUSCEPTIBLE, trusted / (world.listening_half + trusted))
        passed_on = self.susceptible / trusted if trusted > 0.0 else 0.0
        self.hears = [(partner, part * passed_on) for partner, part in taken_up]

    def opinion(self, month: int) -> Voice:
        """What it would voice, by what all others voice at present."""
        one = self.one
        heard = dict.fromkeys(Sector, 0.0)
        for partner, part in self.hears:
            for sector in Sector:
                heard[sector] += part * partner.voice[sector]
        heard[one.kind.sector] += 1.0 - self.susceptible
        if one.overseer is not None and one.overseen(month):
            for sector in Sector:
                heard[sector] = (1.0 - one.oversight) * heard[sector] + one.oversight * one.overseer.voice[sector]
        return heard


def spread_opinions(organisations: list[Organisation], month: int, world: World) -> None:
    """Friedkin and Johnsen: each in turn takes up what it hears, until nobody has anything new to say."""
    listeners = [Listener(one, world) for one in organisations]
    for sweep in range(governance.MOST_SWEEPS):
        step = governance.RELAXATION if sweep < governance.RELAXED_SWEEPS else 1.0
        largest = 0.0
        for listener in listeners:
            voice, heard, moved = listener.one.voice, listener.opinion(month), 0.0
            for sector in Sector:
                change = step * (heard[sector] - voice[sector])
                voice[sector] += change
                moved += abs(change)
            largest = max(largest, moved)
        if largest < governance.TOLERANCE:
            return


def decided_by(deciding: list[tuple[Organisation, float]]) -> Voice:
    """How much of what is decided comes from each sector, by who decides and how much."""
    influence = dict.fromkeys(Sector, 0.0)
    for one, weight in deciding:
        for sector in Sector:
            influence[sector] += weight * one.voice[sector]
    return influence
