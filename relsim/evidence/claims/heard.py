"""Claims about who is heard: seats for general practice, acute trusts on small boards, and remedies."""

from __future__ import annotations

from collections.abc import Iterator

from relsim.domain.sectors import Kind, Sector
from relsim.evidence.claims.verdict import Claim, Verdict
from relsim.evidence.findings import influence_shift
from relsim.evidence.findings.comparison import longest
from relsim.evidence.findings.finding import Finding
from relsim.evidence.findings.gp_seats import added_seats
from relsim.evidence.findings.rules_of_evidence import FEWEST_WORLDS
from relsim.evidence.results import PlanInfo, Results
from relsim.measures import catalogue
from relsim.wording import numbers
from relsim.wording.numbers import percent
from relsim.wording.phrases import quoted

_GP, _VCSE, _ACUTE, _OWN = (
    sector.code for sector in (Sector.GENERAL_PRACTICE, Sector.VCSE, Sector.ACUTE, Sector.COMMISSIONER)
)
_REMEDIES = "A blog on reorganising the NHS, with examples from Sheffield, December 2020"
SEAT = Claim(
    "Seat",
    "Since networks cannot each have a seat, a federation or the local medical committee should have one",
    "A GP in Oxford, BMJ, October 2019; British Medical Association, in GPonline, July 2021",
    "General practice’s influence with such a seat: clearly higher than without it",
)
MINIMUM = Claim(
    "Minimum",
    "One GP member is the bare minimum that a board should have",
    "British Medical Association, in GPonline, July 2021",
    "General practice’s influence with more seats of its own: clearly higher than without them",
)
DOMINATES = Claim(
    "One seat",
    "With one primary care member on the board the acute voice dominates",
    "NHS Confederation, in GPonline, July 2021; GPs, in The Lowdown, late 2020",
    "Acute trusts’ share of the influence of all but the commissioner: clearly higher than under the comparator",
)
MORE_THAN_GPS = Claim(
    "One seat, beside",
    "General practice is marginalised by large acute trusts",
    "GPs, in The Lowdown, late 2020",
    "Acute trusts have more influence than general practice",
)
BY_SEATS = Claim(
    "One seat, why",
    "It is the number of seats that does it",
    "NHS Confederation, in GPonline, July 2021",
    "Of the rise of acute trusts’ share, seats make more than lost relationships and money together",
)
_SPEAK_FOR_PRACTICES = {Kind.LMC.code, Kind.FEDERATION.code}
_ONE_SEAT = 0.2
"""General practice’s share of the seats, up to which a plan is one of those that the claim is about."""
CHALLENGE, VOICE, PLACES = (
    Claim(f"Remedy: {name}", claim, _REMEDIES, tests)
    for name, claim, tests in (
        (
            "challenge",
            "A funded independent function should test and challenge decisions, for better ones",
            "The commissioner’s own share of influence is clearly lower than without it. Whether decisions are better "
            "is outside the model",
        ),
        (
            "voice",
            "Citizens’ and voluntary organisations’ voice should be funded, so that it is heard",
            "The voluntary sector’s influence is clearly higher than without it",
        ),
        (
            "places",
            "Structures of places, embedded in councils, should control a significant part of spend, so that places "
            "are heard",
            "Councils’ influence is clearly higher than without them",
        ),
    )
)
_SAFEGUARDS = (
    ({"independent_challenge"}, CHALLENGE, _OWN, "versus"),
    ({"vcse_alliance_seat", "healthwatch_seat"}, VOICE, _VCSE, "plan"),
    ({"place_committees"}, PLACES, Sector.LOCAL_GOVERNMENT.code, "plan"),
)
"""Safeguards (any of them, and no others) → claim, sector whose influence it is put to, and whose is higher."""


def verdicts(results: Results) -> list[Verdict]:
    """Every claim about who is heard that a plan here bears on."""
    return [*_more_seats(results), *_one_seat(results), *_remedies(results)]


def _more_seats(results: Results) -> Iterator[Verdict]:
    for one in added_seats(results):
        window = one.row.window
        rows = results.worlds_of(one.plan, one.like, catalogue.INFLUENCE.name, window, _GP)
        lower = float((rows["favours"] == "versus").mean())
        told = f"clearly lower in {percent(lower)}; beside {quoted(one.like)}"
        claim = SEAT if one.holders <= _SPEAK_FOR_PRACTICES else MINIMUM
        yield claim.agreed(one.plan, rows["favours"] == "plan", told)


def _one_seat(results: Results) -> Iterator[Verdict]:
    base = results.plan(results.comparator).seats.get(_GP, 0.0)
    for plan in results.vested:
        own = plan.seats.get(_GP, 0.0)
        if not plan.seats or not 0.0 < own <= _ONE_SEAT or own >= base:
            continue
        found = longest(results, plan.name, catalogue.ACUTE_DOMINANCE.name, _ACUTE)
        if found is None:
            continue
        rows = results.worlds_of(plan.name, results.comparator, catalogue.ACUTE_DOMINANCE.name, found.window, _ACUTE)
        shares = (percent(share) for share in (found.value, found.versus_value))
        told = "{} against {} on average".format(*shares)
        yield DOMINATES.agreed(plan.name, rows["favours"] == "plan", told)
        yield from _beside_general_practice(results, plan, found.window)
    yield from _seats_made_it(results)


def _beside_general_practice(results: Results, plan: PlanInfo, window: str) -> Iterator[Verdict]:
    acute, own = (
        results.worlds_of(plan.name, results.comparator, catalogue.INFLUENCE.name, window, sector)["value"]
        for sector in (_ACUTE, _GP)
    )
    told = f"{percent(float(acute.mean()))} and {percent(float(own.mean()))} on average"
    yield MORE_THAN_GPS.agreed(plan.name, (acute - own).dropna() > 0.0, told)


def _seats_made_it(results: Results) -> Iterator[Verdict]:
    plan = results.options[0] if results.options else None
    if plan is None or not 0.0 < plan.seats.get(_GP, 0.0) <= _ONE_SEAT:
        return
    shift = influence_shift.shift(results, catalogue.ACUTE_DOMINANCE.name, _ACUTE)
    if shift is not None and shift.clear and shift.mean("whole") > 0.0 and len(shift.worlds) >= FEWEST_WORLDS:
        seats, rest = shift.worlds["seats"], shift.worlds["ties"] + shift.worlds["money"]
        told = f"{numbers.signed(shift.mean('seats'))} of {numbers.signed(shift.mean('whole'))} points"
        yield BY_SEATS.agreed(plan.name, seats > rest, told)


def _remedies(results: Results) -> Iterator[Verdict]:
    for names, claim, sector, side in _SAFEGUARDS:
        for plan in results.options:
            if not plan.safeguards or not set(plan.safeguards) <= names or plan.like not in _names(results):
                continue
            found = longest(results, plan.name, catalogue.INFLUENCE.name, sector, plan.like)
            if found is not None:
                rows = results.worlds_of(plan.name, plan.like, catalogue.INFLUENCE.name, found.window, sector)
                yield claim.agreed(plan.name, rows["favours"] == side, _beside(found, plan.like))


def _names(results: Results) -> set[str]:
    return {plan.name for plan in results.plans}


def _beside(row: Finding, like: str) -> str:
    shares = (percent(share, 1) for share in (row.value, row.versus_value))
    return "{} against {} under {} on average".format(*shares, quoted(like))
