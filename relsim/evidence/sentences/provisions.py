"""A plan's provisions in plain English: boards, money, acts, benefits and safeguards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from relsim.domain.boards import Board, GovernanceChange, Seats
from relsim.domain.months import month_name
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.provisions import Benefits, Grant, HostileAct, IntegratedProvider, RingFence
from relsim.domain.sectors import Kind, Sector
from relsim.timetable.integrated_providers import network_of_plan, networks_run
from relsim.wording.numbers import exact_percent, hundredths
from relsim.wording.phrases import listed, named
from relsim.wording.texts import Texts

_SECTOR_WORDS = {sector.code: sector.code.replace("_", " ") for sector in Sector} | {"vcse": "VCSE"}
_KIND_WORDS = {kind.code: kind.words for kind in Kind}
safeguard_sentence = Texts("relsim.evidence.sentences", "safeguards_in_a_sentence")
"""A safeguard, by its name, in a sentence with its size."""


def provisions_sentences(plan: Plan, place: Place, names: Mapping[str, str]) -> list[str]:
    """Everything that a plan says besides its reorganisations and their boards, a sentence or more each.

    Args:
        plan: The plan.
        place: Its place, with every board.
        names: Code → name of every commissioner.
    """
    return [
        *(_governance(each, place, names) for each in plan.governance),
        *map(_ring_fence, plan.ring_fences),
        *map(_grant, plan.grants),
        *(_hostile_act(each, place) for each in plan.hostile_acts),
        *_integrated_providers(plan, place),
        *_benefits(plan.benefits),
        *_safeguards(plan),
    ]


def board_sentences(board: Board, place: Place) -> str:
    """A board in words: who sits on it, how open it is, and what it leaves to places."""
    sentences = [f"Seats on its board: {_seats(board.seats, place)}."]
    if board.openness < 1:
        sentences.append(f"Of what matters, {exact_percent(board.openness)} is decided in public.")
    if board.challenge:
        sentences.append(f"{exact_percent(board.challenge)} of decisions follow an independent hearing.")
    if board.delegated:
        sentences.append(
            f"{exact_percent(board.delegated)} of decisions are left to a committee for each council's place; seats "
            f"there: {_seats(board.place_seats, place)}."
        )
    return " ".join(sentences)


def _seats(seats: Seats, place: Place) -> str:
    held = [f"{_holder(key, place)} {number:g}" for key, number in seats.items() if number]
    return f"{listed(held)}, of {sum(seats.values()):g}"


def _holder(code: str, place: Place) -> str:
    """The holder of a seat, in words."""
    if words := _SECTOR_WORDS.get(code) or _KIND_WORDS.get(code):
        return words
    groups = (place.councils, place.trusts, place.representatives, place.pcns, place.practices)
    return next((named(code, each.name) for group in groups for each in group if each.code == code), code)


def _governance(change: GovernanceChange, place: Place, names: Mapping[str, str]) -> str:
    bodies = listed([named(code, names.get(code, "")) for code in change.bodies])
    how = "are governed together by" if len(change.bodies) > 1 else "is governed by"
    board = board_sentences(place.boards[change.board], place)
    return f"From {month_name(change.begins)} on, {bodies} {how} “{change.board}”. {board}"


def _lasting(one: RingFence | Grant) -> str:
    until = "on" if one.ends is None else f"until {month_name(one.ends - 1)}"
    return f"From {month_name(one.begins)} {until}"


def _ring_fence(fence: RingFence) -> str:
    share = fence.share
    floor = "the share of spend that it has then" if share is None else f"{exact_percent(share)} of all spend"
    return f"{_lasting(fence)}, {_SECTOR_WORDS[fence.sector]} keeps at least {floor}."


def _grant(grant: Grant) -> str:
    return (
        f"{_lasting(grant)}, money for engagement multiplies by {grant.time:g} the time that each "
        f"{_KIND_WORDS[grant.to]} has for others."
    )


def _hostile_act(act: HostileAct, place: Place) -> str:
    name = next(practice.name for practice in place.practices if practice.code == act.practice)
    lost = f", and {exact_percent(act.time_lost)} of its time for others" if act.time_lost else ""
    return (
        f"In {month_name(act.month)} {named(act.practice, name)} is put out to tender with a cut: it loses "
        f"{exact_percent(act.trust_lost)} of its trust in its commissioner{lost}. Those who work with it take over "
        f"{exact_percent(act.spread)} of that loss, as far as they trust it."
    )


def _integrated_providers(plan: Plan, place: Place) -> list[str]:
    if not plan.integrated_providers:
        return []
    run = networks_run(place, plan, network_of_plan(place, plan))
    return [_provider(each, pcns, place) for each, pcns in zip(plan.integrated_providers, run, strict=True)]


def _provider(provider: IntegratedProvider, pcns: tuple[str, ...], place: Place) -> str:
    trust = next(each.name for each in place.trusts if each.code == provider.trust)
    return (
        f"From {month_name(provider.begins)} on, an arm of {named(provider.trust, trust)} runs {len(pcns)} "
        f"PCN{'' if len(pcns) == 1 else 's'}: their staff are the trust's, and {exact_percent(provider.oversight)} of "
        "what they voice is."
    )


def _benefits(benefits: Benefits) -> Iterator[str]:
    told = [
        (benefits.one_counterpart, "{}% of contact is saved where one body stands in the place of many"),
        (benefits.common_footprint, "{} points are added to the chance of success with councils and trusts that lie "
                                    "wholly in its area"),
        (benefits.pooled_capacity, "each of its posts has {}% more time"),
        (benefits.cost_saved, "{}% of all spend is saved on administration, and decided afresh"),
    ]  # fmt: skip
    if found := [words.format(hundredths(size)) for size, words in told if size]:
        yield f"Benefits of the new body: {listed(found)}."


def _safeguards(plan: Plan) -> Iterator[str]:
    if plan.safeguards:
        told = " ".join(safeguard_sentence(name) for name in plan.safeguards)
        yield f"Safeguards, added to “{plan.like}”: {told}" if plan.like else f"Safeguards: {told}"
