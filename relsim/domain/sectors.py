"""The kinds of organisation and the sectors that influence and loss are reported by."""

from __future__ import annotations

from enum import IntEnum


class Sector(IntEnum):
    """A sector, by which influence and coverage are reported; the number is the column in every array by sector."""

    GENERAL_PRACTICE = 0
    VCSE = 1
    ACUTE = 2
    COMMUNITY_MENTAL_HEALTH = 3
    LOCAL_GOVERNMENT = 4
    COMMISSIONER = 5
    PUBLIC_VOICE = 6

    @property
    def code(self) -> str:
        """The name in files and tables: ``general_practice``."""
        return self.name.lower()

    @property
    def label(self) -> str:
        """The name in reports and figures."""
        return _LABELS[self]


_LABELS = {
    Sector.GENERAL_PRACTICE: "General practice",
    Sector.VCSE: "Voluntary sector (VCSE)",
    Sector.ACUTE: "Acute trusts",
    Sector.COMMUNITY_MENTAL_HEALTH: "Community, mental health and ambulance trusts",
    Sector.LOCAL_GOVERNMENT: "Councils",
    Sector.COMMISSIONER: "Commissioner",
    Sector.PUBLIC_VOICE: "Public voice",
}


class Kind(IntEnum):
    """The kinds of organisation that a place can hold."""

    PRACTICE = 0
    PCN = 1
    VCSE = 2
    LMC = 3
    FEDERATION = 4
    ALLIANCE = 5
    HEALTHWATCH = 6
    ACUTE = 7
    MENTAL_HEALTH = 8
    COMMUNITY = 9
    AMBULANCE = 10
    COUNCIL = 11
    COMMISSIONER = 12

    @property
    def code(self) -> str:
        """The name in files and tables: ``mental_health``."""
        return self.name.lower()

    @property
    def words(self) -> str:
        """The name in a sentence: ``mental health trust``."""
        return _WORDS[self]

    @property
    def sector(self) -> Sector:
        """The sector whose influence and coverage this kind counts toward."""
        return _SECTOR_OF[self]

    @property
    def represents(self) -> bool:
        """True if it speaks for members of its own sector, and for nobody else."""
        return self in (Kind.LMC, Kind.FEDERATION, Kind.ALLIANCE)

    @property
    def intermediary(self) -> bool:
        """True if one who does not know whom to ask can go through it."""
        return self in (Kind.PCN, Kind.LMC, Kind.FEDERATION, Kind.ALLIANCE, Kind.HEALTHWATCH, Kind.COUNCIL)

    @property
    def statutory(self) -> bool:
        """True if it is a public body that others must deal with, and so cannot give up."""
        return self >= Kind.ACUTE


_SECTOR_OF = {
    Kind.PRACTICE: Sector.GENERAL_PRACTICE,
    Kind.PCN: Sector.GENERAL_PRACTICE,
    Kind.VCSE: Sector.VCSE,
    Kind.LMC: Sector.GENERAL_PRACTICE,
    Kind.FEDERATION: Sector.GENERAL_PRACTICE,
    Kind.ALLIANCE: Sector.VCSE,
    Kind.HEALTHWATCH: Sector.PUBLIC_VOICE,
    Kind.ACUTE: Sector.ACUTE,
    Kind.MENTAL_HEALTH: Sector.COMMUNITY_MENTAL_HEALTH,
    Kind.COMMUNITY: Sector.COMMUNITY_MENTAL_HEALTH,
    Kind.AMBULANCE: Sector.COMMUNITY_MENTAL_HEALTH,
    Kind.COUNCIL: Sector.LOCAL_GOVERNMENT,
    Kind.COMMISSIONER: Sector.COMMISSIONER,
}
_WORDS = {
    Kind.PRACTICE: "practice",
    Kind.PCN: "PCN",
    Kind.VCSE: "VCSE organisation",
    Kind.LMC: "local medical committee",
    Kind.FEDERATION: "GP federation",
    Kind.ALLIANCE: "VCSE alliance",
    Kind.HEALTHWATCH: "Healthwatch",
    Kind.ACUTE: "acute trust",
    Kind.MENTAL_HEALTH: "mental health trust",
    Kind.COMMUNITY: "community trust",
    Kind.AMBULANCE: "ambulance trust",
    Kind.COUNCIL: "council",
    Kind.COMMISSIONER: "commissioner",
}
TRUST_KINDS = (Kind.ACUTE, Kind.MENTAL_HEALTH, Kind.COMMUNITY, Kind.AMBULANCE)
