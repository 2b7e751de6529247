"""Provisions of a plan besides reorganisations and boards: money, people's time, and acts that break trust.

Their sizes are numbers of the plan, all of them assumptions unless a source is given: what is asked of the model is
what follows if they are so.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from relsim.domain.description import Description, Share
from relsim.domain.months import Month, month_text

Name = Annotated[str, Field(min_length=1)]


class _Lasting(Description):
    begins: Month
    ends: Month | None = None
    """First month without it; left out: it does not end."""
    source: str = ""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> _Lasting:
        if self.ends is not None and self.ends <= self.begins:
            raise ValueError(f"it ends in {month_text(self.ends)}, not after it begins ({month_text(self.begins)})")
        return self

    def overlaps(self, other: _Lasting) -> bool:
        """True if there is a month in which both last."""
        first, second = sorted((self, other), key=lambda one: one.begins)
        return first.ends is None or first.ends > second.begins


class RingFence(_Lasting):
    """A sector's spend share may not fall below a floor while this lasts."""

    sector: Name
    share: Annotated[float, Field(gt=0.0, lt=1.0)] | None = None
    """The floor, of all spend; left out: what the sector has when the ring-fence begins."""


class Grant(_Lasting):
    """Money for the time that it takes to be engaged: those who get it have more time for contact."""

    to: Name
    """Kind of organisation, such as ``vcse``, ``alliance`` or ``pcn``."""
    time: Annotated[float, Field(ge=1.0, le=3.0)]
    """The factor of the time that their posts have."""


class HostileAct(Description):
    """A practice is put out to tender with a cut: it loses trust in the commissioner, and those who trust it hear."""

    practice: Name
    month: Month
    trust_lost: Share = 0.5
    """Share of the practice's trust in its commissioner that goes (assumption)."""
    spread: Share = 0.3
    """Part of that loss that its partners take over, times their trust in the practice (assumption)."""
    time_lost: Share = 0.0
    """Share of the practice's time for others that goes with the cut."""
    source: str = ""


class IntegratedProvider(Description):
    """Networks of practices are run by an arm of a trust: their staff are the trust's, and it speaks through them."""

    trust: Name
    pcns: tuple[Name, ...] = ()
    """Codes; left out: every network that works with the trust and is open when the provider begins."""
    begins: Month
    oversight: Share = 0.5
    """Share of what such a network voices that is the trust's (assumption)."""
    source: str = ""


class Benefits(Description):
    """The purposes of a reorganisation.  Each is 0 unless said: no source that was found measures any of them."""

    one_counterpart: Share = 0.0
    """Share of contact saved where one body stands in the place of many; half as much where it replaces two."""
    common_footprint: Share = 0.0
    """Added to the chance of success between a successor and the councils and trusts wholly in its area."""
    pooled_capacity: Annotated[float, Field(ge=0.0, le=1.0)] = 0.0
    """Added to the time of each of the successor's posts, as a share of it."""
    cost_saved: Annotated[float, Field(ge=0.0, le=0.05)] = 0.0
    """Share of all spend that is saved on administration at vesting, and goes into what is decided afresh."""

    @property
    def any(self) -> bool:
        """True if there is one."""
        return bool(self.one_counterpart or self.common_footprint or self.pooled_capacity or self.cost_saved)
