"""The slow twin's money: what every sector spends, and what that makes of its time."""

from __future__ import annotations

from slow_twin_parts import Now

from relsim.domain.sectors import Sector
from relsim.engine.rules.money import LEAST_TIME, MOST_TIME
from relsim.timetable.outside_events import AT_ITS_SHARE, NOT_FENCED

BySector = dict[Sector, float]


class Money:
    """Shares of all spend, decided afresh in part every April."""

    def __init__(self, spend: BySector) -> None:
        self.spend, self.first_spend = dict(spend), dict(spend)
        self.first_influence: BySector | None = None
        """Influence when money began to be decided."""
        self.fence = dict.fromkeys(Sector, 0.0)
        """Floors of those who are ring-fenced, 0 for all others."""
        self.time = dict.fromkeys(Sector, 1.0)
        """What money makes of the time of a sector's posts."""
        self.unfunded = 0.0
        """Share of what is decided afresh that overspends took this year."""

    def decide(self, saved: float, overspend: BySector, fences: BySector, influence: BySector, now: Now) -> None:
        """One April."""
        if self.first_influence is None:
            self.first_influence = dict(influence)
        for sector in Sector:
            self.fence[sector] = self.floor(sector, fences[sector]) if now.switches.money else 0.0
        self.unfunded = 0.0
        if now.switches.money:
            self.share_out(saved, overspend, influence, now)
            self.keep_fences()

    def floor(self, sector: Sector, fence: float) -> float:
        """Of a sector: what the fence says or, where that is not said, what it had when the fence began."""
        if fence == NOT_FENCED:
            return 0.0
        if fence != AT_ITS_SHARE:
            return fence
        return self.fence[sector] or self.spend[sector]

    def share_out(self, saved: float, overspend: BySector, influence: BySector, now: Now) -> None:
        """Overspends come first; of what is left everybody gets their part, more with more influence than before."""
        spend, world = self.spend, now.world
        spend[Sector.COMMISSIONER] -= min(saved, spend[Sector.COMMISSIONER])
        calls = dict.fromkeys(Sector, 0.0)
        if now.switches.first_call:
            calls = {sector: overspend[sector] * spend[sector] for sector in Sector}
        claims = {sector: spend[sector] * self.claim(sector, influence, now) for sector in Sector}
        called = claimed = 0.0
        afresh = 1.0
        for sector in Sector:
            called += calls[sector]
            claimed += claims[sector]
            afresh -= (1.0 - world.decided_afresh) * spend[sector]
        met = min(1.0, afresh / called) if called > 0.0 else 0.0
        rest = afresh - met * called
        self.unfunded = met * called / afresh
        for sector in Sector:
            first = met * overspend[sector] * spend[sector] if now.switches.first_call else 0.0
            spend[sector] = (1.0 - world.decided_afresh) * spend[sector] + first + rest * claims[sector] / claimed

    def claim(self, sector: Sector, influence: BySector, now: Now) -> float:
        """What a pound of a sector's claims as much as, by its influence over what that was."""
        assert self.first_influence is not None
        before = self.first_influence[sector]
        ratio = influence[sector] / before if before > 0.0 else 1.0
        return max(0.0, 1.0 + now.world.money_follows_influence * (ratio - 1.0))

    def keep_fences(self) -> None:
        """Who is under their floor gets what is missing, as far as those without a floor have it."""
        fenced = [sector for sector in Sector if self.fence[sector] > 0.0]
        others = [sector for sector in Sector if self.fence[sector] == 0.0]
        missing = there = 0.0
        for sector in fenced:
            missing += max(0.0, self.fence[sector] - self.spend[sector])
        for sector in others:
            there += self.spend[sector]
        given = min(1.0, missing / there) if there > 0.0 else 0.0
        part = given * there / missing if missing > 0.0 else 0.0
        for sector in fenced:
            self.spend[sector] += part * max(0.0, self.fence[sector] - self.spend[sector])
        for sector in others:
            self.spend[sector] -= given * self.spend[sector]

    def impose(self, spend: BySector, unfunded: float) -> None:
        """What became of money in another run."""
        self.spend, self.unfunded = dict(spend), unfunded

    def pay_for_time(self, now: Now) -> None:
        """Time follows the share of spend; work that nobody pays for falls to general practice."""
        on = now.switches
        for sector in Sector:
            self.time[sector] = 1.0
            own_staff_is_paid_elsewhere = sector in (Sector.COMMISSIONER, Sector.LOCAL_GOVERNMENT)
            if on.money and on.funded_time and not own_staff_is_paid_elsewhere:
                before = self.first_spend[sector]
                ratio = self.spend[sector] / before if before > 0.0 else 1.0
                time = 1.0 + now.world.funded_time * (ratio - 1.0)
                self.time[sector] = min(MOST_TIME, max(LEAST_TIME, time))
            if on.money and on.unfunded_work and sector is Sector.GENERAL_PRACTICE:
                self.time[sector] *= 1.0 - now.world.unfunded_work * self.unfunded
