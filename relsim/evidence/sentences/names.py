"""Names of sectors, bodies and moments in the middle of a sentence."""

from __future__ import annotations

from relsim.domain.sectors import TRUST_KINDS, Kind, Sector
from relsim.evidence.results import PlanInfo, Results
from relsim.wording.phrases import listed

_SECTORS = {
    Sector.GENERAL_PRACTICE.code: "general practice",
    Sector.VCSE.code: "the voluntary sector",
    Sector.ACUTE.code: "acute trusts",
    Sector.COMMUNITY_MENTAL_HEALTH.code: "other trusts",
    Sector.LOCAL_GOVERNMENT.code: "councils",
    Sector.PUBLIC_VOICE.code: "Healthwatch",
    Sector.COMMISSIONER.code: "the commissioner",
}
_CONCERNED = {kind.code: "trusts" if kind in TRUST_KINDS else f"{kind.words}s" for kind in Kind} | {
    "commissioner": "the commissioner", "alliance": "VCSE alliances", "federation": "GP federations",
    "healthwatch": "Healthwatch", "pcn": "primary care networks",
}  # fmt: skip


def sector_in_a_sentence(code: str) -> str:
    """A sector, by its code."""
    return _SECTORS[code]


def concerned(results: Results) -> str:
    """With whom relationships are counted: ``the commissioner``, ``the commissioner and councils``."""
    kinds = sorted(results.manifest["concerned"], key=lambda kind: -Kind[kind.upper()])
    return listed(list(dict.fromkeys(_CONCERNED[kind] for kind in kinds)))


def moment(plan: PlanInfo) -> str:
    """The moment that a plan's months are counted from."""
    return "vesting" if plan.replaces else "it is in full effect"
