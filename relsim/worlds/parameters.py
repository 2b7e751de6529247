"""The uncertain parameters of the model: a `World` is one value for each of them.

Every parameter has a unit, a plausible range, and a source or the word *assumption*.  A range is wide enough that
nobody who knows the field would call a world at its edge impossible; it is not a probability.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, NamedTuple, get_type_hints

_PROTOTYPE = "assumption, range tried in prototypes"


@dataclass(frozen=True)
class Parameter:
    """The meaning of a field of `World`: unit, plausible range and source."""

    unit: str
    low: float
    high: float
    source: str


def _p(unit: str, low: float, high: float, source: str = "assumption") -> Parameter:
    return Parameter(unit, low, high, source)


_TENURE = "a year; NHS leaver rate about 11% a year, Nuffield Trust 2021; by kind: assumption"


class World(NamedTuple):
    """One plausible value for every uncertain parameter; immutable, and passed to the kernels as it is."""

    interpersonal_weight: Annotated[float, _p(
        "share", 0.50, 0.80, "interpersonal and interorganisational trust differ: Zaheer, McEvily & Perrone 1998; "
        "weight: assumption")] = 0.65
    """Part of effective trust that is between people; the rest is agreements between bodies."""
    contract_weight: Annotated[float, _p("share of agreements", 0.30, 0.70)] = 0.50
    """Part of agreements that is contracts, carried by law; the rest is working procedures, carried by people."""

    success_without_trust: Annotated[float, _p("chance a contact", 0.45, 0.75, _PROTOTYPE)] = 0.55
    success_with_trust: Annotated[float, _p("chance a contact", 0.92, 0.99, _PROTOTYPE)] = 0.97
    own_judgement: Annotated[float, _p("chance a contact and side", 0.10, 0.60)] = 0.30
    """Chance that a side judges a contact by a draw of its own, not the shared one."""

    trust_gain: Annotated[float, _p("of the distance to full trust, a good contact", 0.08, 0.30, _PROTOTYPE)] = 0.12
    trust_loss: Annotated[float, _p(
        "of present trust, a bad contact", 0.08, 0.40,
        "asymmetry replicates only in part: Slovic 1993 and reviews")] = 0.20
    dependence_effect: Annotated[float, _p("of trust_loss at full dependence", 0.0, 1.0)] = 0.50
    """The extra loss by a bad contact for a side that depends wholly on the other."""
    trust_decay: Annotated[float, _p(
        "of present trust, a month without contact", 0.003, 0.020,
        "ties decay: Burt 2000, 2002 (an upper bound)")] = 0.012

    knowing_gain: Annotated[float, _p("of what is not known, a contact", 0.08, 0.30)] = 0.15
    knowing_decay: Annotated[float, _p("of what is known, a month without contact", 0.003, 0.020)] = 0.010
    procedures_rise: Annotated[float, _p(
        "of what is missing, a successful contact where both know", 0.01, 0.05, _PROTOTYPE)] = 0.03

    handover: Annotated[float, _p(
        "share of trust kept", 0.10, 0.40,
        "managers who leave take ties with them: Broschak & Block 2014; size: assumption")] = 0.25
    knowing_kept: Annotated[float, _p("share of knowing kept", 0.0, 0.15)] = 0.05
    second_contact_handover: Annotated[float, _p(
        "share of trust kept", 0.40, 0.80,
        "a second contact protects: Bermiss & Greenbaum 2016; size: assumption")] = 0.60
    introduction: Annotated[float, _p(
        "share of trust and knowing kept", 0.15, 0.50,
        "knowing a newcomer's skills in advance helps (laboratory): assumption")] = 0.30

    leaving_practice: Annotated[float, _p("share of holders a year", 0.03, 0.08, _TENURE)] = 0.05
    leaving_pcn: Annotated[float, _p("share of holders a year", 0.08, 0.25, _TENURE)] = 0.15
    leaving_vcse: Annotated[float, _p("share of holders a year", 0.08, 0.22, _TENURE)] = 0.15
    leaving_trust: Annotated[float, _p(
        "share of holders a year", 0.12, 0.28,
        "54% of directors under 3 years: King's Fund 2018; range: assumption")] = 0.20
    leaving_council: Annotated[float, _p("share of holders a year", 0.09, 0.20, _TENURE)] = 0.14
    leaving_commissioner: Annotated[float, _p("share of holders a year", 0.10, 0.22, _TENURE)] = 0.16
    leaving_multiplier: Annotated[float, _p(
        "times, in the 12 months before a body goes", 1.2, 2.5, "early leavers: testimony; size: assumption")] = 1.8
    filling: Annotated[float, _p(
        "chance a month that a vacant post is filled", 0.15, 0.35,
        "8% of director posts vacant: King's Fund 2018; assumption")] = 0.25

    time_per_post: Annotated[float, _p("substantive contacts a month a filled post has time for", 4.0, 7.0)] = 5.5
    trust_attention: Annotated[float, _p(
        "share of wanted contact that depends on trust", 0.20, 0.50, _PROTOTYPE)] = 0.40
    centre_take: Annotated[float, _p("share of the time of commissioners and trusts", 0.05, 0.20)] = 0.10
    centre_take_reorganising: Annotated[float, _p(
        "share of a reorganising commissioner's time", 0.15, 0.40,
        "control totals, assurance: size: assumption")] = 0.25

    new_body_readiness: Annotated[float, _p("readiness at vesting, of 1", 0.40, 0.80, _PROTOTYPE)] = 0.50
    settling_months: Annotated[float, _p("months to full readiness", 6.0, 12.0, _PROTOTYPE)] = 9.0
    distraction: Annotated[float, _p(
        "readiness lost from announcement to vesting", 0.0, 0.20,
        "performance falls between announcement and vesting: Andrews & Boyne 2012; size: assumption")] = 0.10

    energy_restored: Annotated[float, _p("of what is missing, a month of success with everyone", 0.05, 0.20)] = 0.10
    energy_drained: Annotated[float, _p("of what is left, a month of no success with anyone", 0.02, 0.08)] = 0.04
    giving_up_below: Annotated[float, _p("energy, of 1", 0.15, 0.35)] = 0.25
    returning: Annotated[float, _p("share of those who gave up that return, a year", 0.20, 0.80)] = 0.50

    listening_half: Annotated[float, _p("trusted attention at which half of an opinion is others'", 0.15, 0.60)] = 0.30

    vcse_time: Annotated[float, _p(
        "of a post's time, that a voluntary organisation's contact has", 0.4, 1.0,
        "80% have an income under £100,000 (NCVO Almanac), so few have a post for it; size: assumption")] = 0.60
    board_contact: Annotated[float, _p(
        "contacts a month of two people on one board", 0.2, 1.0,
        "sitting together is contact: Feld 1981; size: assumption")] = 0.50
    closed_cost: Annotated[float, _p(
        "chance of success lost where all is decided behind closed doors", 0.0, 0.10)] = 0.05

    closing_vcse: Annotated[float, _p(
        "share of voluntary organisations a year", 0.020, 0.035,
        "removals from the register 2 to 3.5% a year: Charity Commission, via press, year not given")] = 0.028
    closing_given_up: Annotated[float, _p("times, for those that gave up", 1.0, 3.0)] = 2.0

    decided_afresh: Annotated[float, _p("share of spend decided afresh a year", 0.02, 0.06)] = 0.04
    money_follows_influence: Annotated[float, _p(
        "of a sector's claim, for twice its influence", 0.0, 0.30,
        "assumption; at 0.5 general practice's share would have risen by half under clinical commissioning groups, "
        "which it did not")] = 0.15
    unfunded_work: Annotated[float, _p(
        "share of practices' time, where nothing is left after the first call", 0.0, 0.30,
        "work dumped on primary care: testimony; size: assumption")] = 0.15
    funded_time: Annotated[float, _p("of a sector's time, for twice its share of spend", 0.0, 0.50)] = 0.25


def parameters() -> dict[str, Parameter]:
    """Every parameter of `World` with what it means, in order."""
    hints = get_type_hints(World, include_extras=True)
    return {name: hints[name].__metadata__[0] for name in World._fields}
