"""Needs: the contact that each pair of kinds wants when trust is middling, and the posts that there are for it.

Needs are in substantive contacts a month.  All of them are assumptions, stated in one table each.  A need that grows
with the people served is per 100,000 of them, so that no number depends on how many bodies share an area.
"""

from __future__ import annotations

from typing import NamedTuple

from relsim.domain.sectors import Kind

# With the commissioner: contacts a month for each organisation, or (True) for each 100,000 people it serves.
COMMISSIONER_NEED: dict[Kind, tuple[float, bool]] = {
    Kind.PRACTICE: (0.8, False),
    Kind.PCN: (1.0, False),
    # Those engaged with health need it as a practice does: meeting less than that is hardly being engaged.
    Kind.VCSE: (0.8, False),
    # Those who speak for others, and Healthwatch, deal with it all the time; how much is not known.
    Kind.LMC: (1.0, False),
    Kind.FEDERATION: (1.0, False),
    Kind.ALLIANCE: (1.0, False),
    Kind.HEALTHWATCH: (0.8, False),
    Kind.ACUTE: (1.5, True),
    Kind.MENTAL_HEALTH: (1.0, True),
    Kind.COMMUNITY: (1.0, True),
    Kind.AMBULANCE: (0.3, True),
    Kind.COUNCIL: (1.5, True),
}

# Between a practice, PCN or VCSE organisation and a trust that meets all the need of its area.
TRUST_NEED: dict[tuple[Kind, Kind], float] = {
    (Kind.PRACTICE, Kind.ACUTE): 0.6,
    (Kind.PRACTICE, Kind.MENTAL_HEALTH): 0.5,
    (Kind.PRACTICE, Kind.COMMUNITY): 0.3,
    (Kind.PCN, Kind.ACUTE): 0.4,
    (Kind.PCN, Kind.MENTAL_HEALTH): 0.5,
    (Kind.PCN, Kind.COMMUNITY): 0.4,
    (Kind.VCSE, Kind.ACUTE): 0.15,
    (Kind.VCSE, Kind.MENTAL_HEALTH): 0.25,
    (Kind.VCSE, Kind.COMMUNITY): 0.15,
}
# Councils give the voluntary sector more of its income than the NHS does (NCVO Almanac: 44 and 12 % of government's).
COUNCIL_NEED: dict[Kind, float] = {Kind.PRACTICE: 0.2, Kind.PCN: 0.4, Kind.VCSE: 0.8}
# Between a representative body and each of its members, and those others whom it needs.
MEMBER_NEED: dict[tuple[Kind, Kind], float] = {
    (Kind.LMC, Kind.PRACTICE): 0.15,
    (Kind.LMC, Kind.PCN): 0.10,
    (Kind.FEDERATION, Kind.PRACTICE): 0.15,
    (Kind.FEDERATION, Kind.PCN): 0.20,
    (Kind.ALLIANCE, Kind.VCSE): 0.20,
    (Kind.HEALTHWATCH, Kind.PRACTICE): 0.05,
    (Kind.HEALTHWATCH, Kind.VCSE): 0.10,
}
REPRESENTATIVE_NEED: dict[Kind, float] = {
    Kind.ACUTE: 0.20,
    Kind.MENTAL_HEALTH: 0.20,
    Kind.COMMUNITY: 0.20,
    Kind.COUNCIL: 0.40,
}
"""Of each representative body and Healthwatch, with a trust or a council that shares all of its area."""
PRACTICE_AND_ITS_PCN = 1.0
PRACTICES_OF_ONE_PCN = 0.4
PCNS_OF_ONE_LOCALITY = 0.1
VCSE_AND_PRACTICE, PRACTICES_A_VCSE_WORKS_WITH = 0.15, 4
VCSE_AND_PCN, PCNS_A_VCSE_WORKS_WITH = 0.25, 2
VCSE_AND_VCSE, VCSE_A_VCSE_WORKS_WITH = 0.15, 4
TRUSTS_OF_ONE_AREA = 2.0
TRUST_AND_COUNCIL_PER_100_000 = 0.8
LEAST_NEED = 0.02
"""A need under this many contacts a month (one in four years) is no relationship."""

ONE_VCSE_IN = 4
"""One VCSE organisation in this many works across its whole council's area (assumption)."""

POSTS: dict[Kind, int] = {Kind.PRACTICE: 1, Kind.PCN: 2, Kind.VCSE: 1, Kind.HEALTHWATCH: 2}
MEMBERS_A_POST, LEAST_REPRESENTATIVE_POSTS = 25, 2
"""A representative body has a liaison post for so many members (assumption)."""
POSTS_PER_100_000: dict[Kind, float] = {
    Kind.ACUTE: 2.4,
    Kind.MENTAL_HEALTH: 2.4,
    Kind.COMMUNITY: 2.0,
    Kind.AMBULANCE: 0.4,
    Kind.COUNCIL: 3.4,
    # A place's first commissioners; later ones get what is left.  QU9's seven CCGs have 13 to 14 each on average.
    Kind.COMMISSIONER: 6.4,
}

CONTRACTS: dict[frozenset[Kind], float] = {
    frozenset({Kind.PRACTICE, Kind.COMMISSIONER}): 1.0,
    frozenset({Kind.PCN, Kind.COMMISSIONER}): 0.8,
    frozenset({Kind.VCSE, Kind.COMMISSIONER}): 0.6,
    frozenset({Kind.ACUTE, Kind.COMMISSIONER}): 1.0,
    frozenset({Kind.MENTAL_HEALTH, Kind.COMMISSIONER}): 1.0,
    frozenset({Kind.COMMUNITY, Kind.COMMISSIONER}): 1.0,
    frozenset({Kind.AMBULANCE, Kind.COMMISSIONER}): 1.0,
    frozenset({Kind.COUNCIL, Kind.COMMISSIONER}): 0.6,
    frozenset({Kind.VCSE, Kind.COUNCIL}): 0.6,
    frozenset({Kind.PRACTICE, Kind.PCN}): 1.0,
}
"""The part of a pair's dealings that is under contract, of 1; pairs not named: 0.2."""
CONTRACTS_OTHERWISE = 0.2


def contracts_between(one: Kind, other: Kind) -> float:
    """The part of the dealings of two kinds that is under contract, of 1."""
    return CONTRACTS.get(frozenset({one, other}), CONTRACTS_OTHERWISE)


def commissioner_posts(people: float) -> int:
    """Liaison posts of a commissioner for so many people."""
    return max(1, round(POSTS_PER_100_000[Kind.COMMISSIONER] * people / 100_000))


class Fixed(NamedTuple):
    """A number that is the same in every set of assumptions: an assumption that a report prints."""

    name: str
    """Its name; `relsim.evidence.sentences.texts` has the words."""
    value: float
    unit: str
    of: tuple[str, ...] = ()
    """Codes of the kinds of organisation that it is for."""


def fixed_needs() -> list[Fixed]:
    """Every number above."""
    a_month, a_head = "contacts_a_month", "contacts_a_month_per_100_000"
    rows = [
        Fixed("need_commissioner", amount, a_head if grows else a_month, (kind.code,))
        for kind, (amount, grows) in COMMISSIONER_NEED.items()
    ]
    rows += [Fixed("need_pair", amount, a_month, (one.code, trust.code)) for (one, trust), amount in TRUST_NEED.items()]
    rows += [Fixed("need_council", amount, a_month, (kind.code,)) for kind, amount in COUNCIL_NEED.items()]
    rows += [
        Fixed("need_pair", amount, a_month, (one.code, other.code)) for (one, other), amount in MEMBER_NEED.items()
    ]
    rows += [
        Fixed("need_representative", amount, a_month, (kind.code,)) for kind, amount in REPRESENTATIVE_NEED.items()
    ]
    rows += [
        Fixed("need_practice_and_its_pcn", PRACTICE_AND_ITS_PCN, a_month),
        Fixed("need_practices_of_one_pcn", PRACTICES_OF_ONE_PCN, a_month),
        Fixed("need_pcns_of_one_locality", PCNS_OF_ONE_LOCALITY, a_month),
        Fixed("need_vcse_and_practice", VCSE_AND_PRACTICE, a_month),
        Fixed("need_vcse_and_pcn", VCSE_AND_PCN, a_month),
        Fixed("need_vcse_and_vcse", VCSE_AND_VCSE, a_month),
        Fixed("need_trusts_of_one_area", TRUSTS_OF_ONE_AREA, a_month),
        Fixed("need_trust_and_council", TRUST_AND_COUNCIL_PER_100_000, a_head),
        Fixed("vcse_works_with", VCSE_A_VCSE_WORKS_WITH, "organisations_but_pcns_2"),
        Fixed("one_vcse_in", ONE_VCSE_IN, "organisations"),
    ]
    rows += [Fixed("posts", float(posts), "posts", (kind.code,)) for kind, posts in POSTS.items()]
    rows.append(Fixed("posts_of_representatives", MEMBERS_A_POST, "members"))
    rows += [Fixed("posts", amount, "posts_per_100_000", (kind.code,)) for kind, amount in POSTS_PER_100_000.items()]
    for pair, value in CONTRACTS.items():
        kinds = sorted(pair, key=lambda kind: kind.words)
        rows.append(Fixed("contracts", value, "of_1", tuple(kind.code for kind in kinds)))
    return [*rows, Fixed("contracts_otherwise", CONTRACTS_OTHERWISE, "of_1")]
