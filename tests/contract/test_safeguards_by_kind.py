"""Every safeguard of every kind of change: it changes something that the engine reads, or is refused for what is so."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from kinds_example import CASES, NETWORK, TWOSHIRE, told
from model_example import VESTING

from relsim.domain.boards import Board, GovernanceChange
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.experiments.safeguard import CannotProtect
from relsim.experiments.safeguard_list import SAFEGUARDS
from relsim.experiments.safeguards import protected
from relsim.timetable.read_alike import read_alike
from relsim.timetable.timetable import Timetable, Timetables

UNTIL = VESTING + 60
PLACE: Place = TWOSHIRE.model_copy(
    update={"boards": {**TWOSHIRE.boards, "closed": Board(seats={"commissioner": 1.0}, openness=0.25)}}
)
GOVERNANCE = GovernanceChange(name="Together", begins=VESTING, bodies=("C12", "C3"), board="closed")
BOARDS = (
    "gp_seats", "lmc_seat", "federation_seat", "vcse_alliance_seat", "healthwatch_seat", "place_committees",
    "decisions_in_public", "independent_challenge",
)  # fmt: skip
PEOPLE = ("staff_kept", "written_handover")
NO_BOARD = dict.fromkeys(BOARDS, "so there is no board that it could change")
PUBLIC = {"decisions_in_public": "decides everything in public already"}
NO_NEW_BODY = {"shadow_running": "no new body is formed"}
NOBODY_TAKES_OVER = dict.fromkeys(PEOPLE, "bodies end and nobody takes over")
KEPT = {"staff_kept": "stays with the same portfolio already"}
BESIDE = dict.fromkeys(PEOPLE, "new bodies begin beside those that there are")
NO_REORGANISATIONS = dict.fromkeys(
    ("longer_notice", *PEOPLE, "shadow_running"), "this plan has no reorganisations"
)  # fmt: skip
REFUSED: Mapping[str, Mapping[str, str]] = {
    "merge commissioners": PUBLIC,
    "a commissioner takes another in": PUBLIC | NO_NEW_BODY,
    "merge trusts": NO_BOARD,
    "a trust acquires another": NO_BOARD | NO_NEW_BODY,
    "merge Healthwatch": NO_BOARD,
    "replace commissioners across": PUBLIC,
    "replace a PCN": NO_BOARD,
    "split a commissioner": PUBLIC,
    "split one off a commissioner": PUBLIC,
    "split a council": NO_BOARD,
    "transfer to a commissioner": NO_BOARD | NO_NEW_BODY,
    "transfer to a council": NO_BOARD | NO_NEW_BODY,
    "cluster commissioners": PUBLIC,
    "cluster trusts": NO_BOARD,
    "cut a commissioner": NO_BOARD | NO_NEW_BODY | KEPT,
    "cut two commissioners": NO_BOARD | NO_NEW_BODY,
    "abolish a commissioner": NO_BOARD | NO_NEW_BODY,
    "abolish a PCN": NO_BOARD | NO_NEW_BODY | NOBODY_TAKES_OVER,
    "abolish Healthwatch": NO_BOARD | NO_NEW_BODY | NOBODY_TAKES_OVER,
    "abolish Healthwatch to another": NO_BOARD | NO_NEW_BODY,
    "layer PCNs": NO_BOARD | NO_NEW_BODY | BESIDE,
    "layer an alliance": NO_BOARD | NO_NEW_BODY | BESIDE,
}
"""Change → safeguards that are refused, and a part of the reason; all the others change something."""
PLANS: Mapping[str, Plan] = {
    **{name: Plan(name="A plan", reorganisations=(CASES[name].change,)) for name in REFUSED},
    "governance alone": Plan(name="A plan", governance=(GOVERNANCE,)),
    "nothing": Plan(name="A plan"),
}
_TABLES: dict[str, Timetable] = {}


def table(plan: Plan, place: Place) -> Timetable:
    return Timetables(place, NETWORK, UNTIL).build(plan)


def expected(change: str) -> Mapping[str, str]:
    if change == "nothing":
        return dict.fromkeys(SAFEGUARDS, "this plan does nothing")
    return NO_REORGANISATIONS if change == "governance alone" else REFUSED[change]


@pytest.mark.parametrize("name", SAFEGUARDS)
@pytest.mark.parametrize("change", PLANS)
def test_it_changes_what_the_engine_reads_or_says_truly_why_not(change: str, name: str) -> None:
    plan, why = PLANS[change], expected(change).get(name)
    if why is not None:
        with pytest.raises(CannotProtect) as refused:
            protected(plan, PLACE, [name])
        (reason,) = refused.value.reasons
        assert reason.startswith(f'"{name}" would change nothing: ')
        assert why in reason
        return
    if change not in _TABLES:
        _TABLES[change] = table(plan, PLACE)
    assert not read_alike(_TABLES[change], table(*protected(plan, PLACE, [name])))


def test_of_a_board_that_is_given_to_whoever_goes_on_it_is_that_board_that_is_changed() -> None:
    """C12 takes over what C3 did, and gets another board by the way."""
    taken = told("abolish", "C3", {"code": "C12", "board": "closed"})
    after, place = protected(Plan(name="A plan", reorganisations=(taken,)), PLACE, ["decisions_in_public"])
    assert after.reorganisations[0].successors[0].board == "closed + decisions_in_public"
    assert place.boards["closed + decisions_in_public"].openness == 1


def test_a_seat_for_somebody_whom_the_plan_ends_is_refused() -> None:
    ended = told("abolish", "NHW SHW")
    plan = Plan(name="A plan", reorganisations=(ended,), governance=(GOVERNANCE,))
    with pytest.raises(CannotProtect, match=r"no Healthwatch in April 2021 .* since this plan ends it"):
        protected(plan, PLACE, ["healthwatch_seat"])
    nobody = PLACE.model_copy(update={"representatives": ()})
    with pytest.raises(CannotProtect, match=r"no Healthwatch in April 2021 that could take the seat$"):
        protected(PLANS["governance alone"], nobody, ["healthwatch_seat"])


def test_a_seat_for_somebody_whom_the_plan_brings_is_given() -> None:
    place = PLACE.model_copy(
        update={"representatives": tuple(one for one in PLACE.representatives if one.kind != "alliance")}
    )
    with pytest.raises(CannotProtect, match="has no VCSE alliance"):
        protected(PLANS["governance alone"], place, ["vcse_alliance_seat"])
    new = Plan(name="A plan", reorganisations=(CASES["layer an alliance"].change,), governance=(GOVERNANCE,))
    after, with_boards = protected(new, place, ["vcse_alliance_seat"])
    assert with_boards.boards[after.governance[0].board].seats["alliance"] == 1


def test_what_is_asked_for_and_there_already_is_refused() -> None:
    """By the kinds of thing that a plan can have already, each with its own reason."""
    kept = told("merge", "C12 C3", {"code": "X"}, posts=1.0, kept=0.8, moved=0.2)
    hasty = told("merge", "C12 C3", {"code": "X"}, announced=VESTING, shadow_months=0)
    settled = told("merge", "C12 C3", {"code": "X"}, settling_in=False)
    for change, name, why in (
        (kept, "written_handover", "everybody stays, so nobody has a handover to write"),
        (hasty, "shadow_running", "it takes over in the month in which it is announced.*; announce it earlier"),
        (settled, "shadow_running", "no new body has to settle in"),
    ):
        with pytest.raises(CannotProtect, match=why):
            protected(Plan(name="A plan", reorganisations=(change,)), PLACE, [name])


def test_money_for_whom_there_is_not_and_a_fence_within_another_are_refused() -> None:
    plan = PLANS["governance alone"]
    nobody = PLACE.model_copy(update={"vcse_per_thousand": 0.0, "pcns": ()})
    poor = PLACE.model_copy(update={"spend": {"commissioner": 0.5, "acute": 0.5}})
    fenced = Plan.model_validate(
        plan.model_dump() | {"ring_fences": ({"sector": "general_practice", "begins": VESTING - 6},)}
    )
    for changed, place, name, why in (
        (plan, nobody, "vcse_grants", "Smallshire has no VCSE organisation in April 2021 or later"),
        (plan, nobody, "pcn_support", "Smallshire has no PCN in April 2021 or later"),
        (plan, poor, "ring_fence", "none of the spend in Smallshire is general practice’s"),
        (fenced, PLACE, "ring_fence", "a ring-fence for all of that time already"),
    ):
        with pytest.raises(CannotProtect, match=why):
            protected(changed, place, [name])


def test_several_reasons_of_several_changes_are_told_with_their_names() -> None:
    ends = told("abolish", "NHW", name="North ends")
    beside = CASES["layer PCNs"].change.model_copy(update={"name": "More PCNs"})
    with pytest.raises(CannotProtect) as refused:
        protected(Plan(name="A plan", reorganisations=(ends, beside)), PLACE, ["staff_kept"])
    (reason,) = refused.value.reasons
    assert 'of "North ends": bodies end and nobody takes over' in reason
    assert 'of "More PCNs": new bodies begin beside those that there are' in reason
