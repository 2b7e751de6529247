"""Each safeguard changes what it says, nothing else, and says so where it can change nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from relsim.domain.boards import Board, GovernanceChange
from relsim.domain.months import month_number
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.provisions import Grant, HostileAct, RingFence
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.evidence.sentences.provisions import safeguard_sentence
from relsim.experiments.experiment import read_experiment
from relsim.experiments.plan_checks import PlanInDraft, problems_of_plan
from relsim.experiments.safeguard import CannotProtect
from relsim.experiments.safeguard_list import SAFEGUARDS
from relsim.experiments.safeguards import protected
from relsim.places.library import read_place
from relsim.wording.problems import InputProblems

ANNOUNCED, VESTING = month_number("2021-02"), month_number("2022-07")


@pytest.fixture(scope="module")
def place() -> Place:
    return read_place(Path(__file__).parents[2] / "places" / "smallshire.toml")


def reorganisation(**changed: Any) -> Reorganisation:
    content: dict[str, Any] = {
        "name": "One board", "kind": "replace", "announced": ANNOUNCED, "vesting": VESTING,
        "predecessors": ("C12", "C3"), "successors": (Successor(code="ICB", board="icb"),),
        "posts": 0.9, "kept": 0.6, "moved": 0.25, "procedures": 0.5,
    }  # fmt: skip
    return Reorganisation(**{**content, **changed})


def plan(**changed: Any) -> Plan:
    return Plan(**{"name": "One", "reorganisations": (reorganisation(),), **changed})


def board_of(protected_plan: Plan, place: Place) -> Board:
    (successor,) = protected_plan.reorganisations[0].successors
    return place.boards[successor.board]


def why_not(plan: Plan, place: Place, *names: str) -> list[str]:
    with pytest.raises(CannotProtect) as caught:
        protected(plan, place, names)
    return list(caught.value.reasons)


@pytest.mark.parametrize("name", [name for name in SAFEGUARDS if name != "decisions_in_public"])
def test_every_safeguard_changes_an_ordinary_plan_into_one_that_can_be_and_only_once(name: str, place: Place):
    before = plan()
    after, with_boards = protected(before, place, [name])
    assert after.safeguards == (name,)
    assert after.model_copy(update={"safeguards": ()}) != before
    assert problems_of_plan(PlanInDraft("", after), with_boards, None) == []
    assert safeguard_sentence(name).endswith(".")
    assert set(with_boards.boards) - set(place.boards) <= {f"icb + {name}"}
    repeatable = ("longer_notice", "later_date", "gp_seats")
    if name not in repeatable:
        (reason,) = why_not(after, with_boards, name)
        assert reason.startswith(f'"{name}" would change nothing: ')
        assert "already" in reason


def test_longer_notice_moves_everything_but_the_announcement(place: Place):
    act = HostileAct(practice="P1", month=VESTING)
    fence = RingFence(sector="acute", begins=VESTING, ends=VESTING + 5)
    after, _ = protected(plan(hostile_acts=(act,), ring_fences=(fence,)), place, ["longer_notice"])
    assert (after.reorganisations[0].announced, after.reorganisations[0].vesting) == (ANNOUNCED, VESTING + 12)
    assert after.hostile_acts[0].month == VESTING + 12
    assert (after.ring_fences[0].begins, after.ring_fences[0].ends) == (VESTING + 12, VESTING + 17)


def test_a_later_date_moves_the_announcement_too(place: Place):
    after, _ = protected(plan(), place, ["later_date"])
    assert (after.announced, after.vesting) == (ANNOUNCED + 24, VESTING + 24)


def test_staff_handover_and_shadow_running(place: Place):
    after, _ = protected(plan(), place, ["staff_kept", "written_handover", "shadow_running"])
    (change,) = after.reorganisations
    assert (change.kept, change.moved, change.written_handover, change.shadow_months) == (0.9, 0.0, True, 6)
    assert change.model_copy(
        update={"kept": 0.6, "moved": 0.25, "written_handover": False, "shadow_months": 0}
    ) == reorganisation()  # fmt: skip


def test_shadow_running_is_no_longer_than_the_notice(place: Place):
    hasty = plan(reorganisations=(reorganisation(announced=VESTING - 2),))
    after, _ = protected(hasty, place, ["shadow_running"])
    assert after.reorganisations[0].shadow_months == 2
    after, _ = protected(hasty, place, ["shadow_running", "longer_notice"])
    assert after.reorganisations[0].shadow_months == 6, "dates come first, whatever the order"
    longer = plan(reorganisations=(reorganisation(shadow_months=9),))
    assert "for as long already" in why_not(longer, place, "shadow_running")[0]


@pytest.mark.parametrize(
    ("name", "holder", "seats"),
    [("gp_seats", "general_practice", 3.0), ("lmc_seat", "lmc", 1.0), ("federation_seat", "federation", 1.0),
     ("vcse_alliance_seat", "alliance", 1.0), ("healthwatch_seat", "healthwatch", 1.0)],
)  # fmt: skip
def test_a_seat_is_added_and_the_rest_of_the_board_stays(place: Place, name: str, holder: str, seats: float):
    after, with_boards = protected(plan(), place, [name])
    assert after.reorganisations[0].successors[0].board == f"icb + {name}"
    old, new = place.boards["icb"], board_of(after, with_boards)
    assert new.seats == {**old.seats, holder: seats}
    assert new.model_copy(update={"seats": old.seats}) == old
    assert with_boards.boards["icb"] == old


def test_who_has_seats_already_gets_none_and_loses_none(place: Place):
    board = place.boards["icb"]
    icb = board.model_copy(update={"seats": {**board.seats, "lmc": 2.0}})
    seated = place.model_copy(update={"boards": {**place.boards, "icb": icb}})
    assert "has a seat for the local medical committee already" in why_not(plan(), seated, "lmc_seat")[0]
    after, with_boards = protected(plan(), seated, ["gp_seats"])
    assert board_of(after, with_boards).seats == {**icb.seats, "general_practice": 3.0}


def test_safeguards_of_one_board_add_up_in_the_same_order_whatever_the_file_has(place: Place):
    names = ["independent_challenge", "lmc_seat", "place_committees"]
    after, with_boards = protected(plan(), place, names)
    board = board_of(after, with_boards)
    assert (board.seats["lmc"], board.challenge, board.delegated) == (1.0, 0.2, 0.5)
    assert board.place_seats == {
        "commissioner": 2, "trusts": 2, "general_practice": 3, "local_government": 3, "vcse": 1,
    }  # fmt: skip
    again, _ = protected(plan(), place, names[::-1])
    assert again == after
    assert after.safeguards == ("lmc_seat", "place_committees", "independent_challenge")


def test_a_successor_without_a_board_of_its_own_gets_that_of_most_people_and_the_seat(place: Place):
    silent = plan(reorganisations=(reorganisation(successors=(Successor(code="ICB"),)),))
    after, with_boards = protected(silent, place, ["gp_seats"])
    assert after.reorganisations[0].successors[0].board == "ccg + gp_seats"
    assert board_of(after, with_boards).seats["general_practice"] == pytest.approx(8.45)


def test_a_change_of_boards_alone_is_protected_as_well(place: Place):
    committee = Board(seats={"commissioner": 1.0}, openness=0.25)
    place = place.model_copy(update={"boards": {**place.boards, "committee": committee}})
    change = GovernanceChange(name="Together", begins=VESTING, bodies=("C12", "C3"), board="committee")
    alone = Plan(name="Committee", governance=(change,))
    after, with_boards = protected(alone, place, ["decisions_in_public", "ring_fence"])
    assert with_boards.boards[after.governance[0].board] == committee.model_copy(update={"openness": 1.0})
    assert (after.ring_fences[0].begins, after.ring_fences[0].ends) == (VESTING, VESTING + 60)


def test_a_board_that_somebody_else_called_so_is_left_alone(place: Place):
    other = Board(seats={"acute": 1.0})
    place = place.model_copy(update={"boards": {**place.boards, "icb + lmc_seat": other}})
    after, with_boards = protected(plan(), place, ["lmc_seat"])
    assert with_boards.boards["icb + lmc_seat"] == other
    assert board_of(after, with_boards).seats["lmc"] == 1.0


def test_money_lasts_from_the_first_vesting_to_years_after_the_last(place: Place):
    second = reorganisation(
        name="Again", announced=VESTING + 20, vesting=VESTING + 40, predecessors=("ICB",),
        successors=(Successor(code="ICB2"),),
    )  # fmt: skip
    twice = plan(reorganisations=(reorganisation(), second))
    after, with_boards = protected(twice, place, ["ring_fence", "vcse_grants", "pcn_support", "lmc_seat"])
    assert after.ring_fences == (RingFence(sector="general_practice", begins=VESTING, ends=VESTING + 100),)
    assert after.grants == (
        Grant(to="vcse", time=1.25, begins=VESTING, ends=VESTING + 160), Grant(to="pcn", time=1.5, begins=VESTING),
    )  # fmt: skip
    boards = [each.successors[0].board for each in after.reorganisations]
    assert [with_boards.boards[name].seats["lmc"] for name in boards] == [1.0, 1.0], "every board on the way has it"


def test_a_funded_alliance_is_funded_and_grants_besides_are_too_much(place: Place):
    after, _ = protected(plan(), place, ["vcse_alliance_seat"])
    assert after.grants == tuple(Grant(to=kind, time=1.25, begins=VESTING) for kind in ("alliance", "vcse"))
    (reason,) = why_not(plan(), place, "vcse_alliance_seat", "vcse_grants")
    assert reason.startswith('"vcse_grants" would change nothing')


def test_a_seat_that_no_board_gives_is_an_error_of_the_file():
    """Healthwatch is abolished, which makes no board; the money for the alliance alone would be another safeguard."""
    with pytest.raises(InputProblems) as caught:
        read_experiment(Path(__file__).parents[2] / "experiments" / "an-alliance-seat-on-no-board.toml")
    (problem,) = caught.value.problems
    assert str(problem) == (
        'plans[3] "Healthwatch closes, VCSE alliance seat" › safeguards: "vcse_alliance_seat" would change nothing: '
        "this plan makes no commissioner and gives none another board, so there is no board that it could change; "
        "write [[plans.governance]] with a board for commissioners that go on, and it is that board that is changed; "
        "for money without a seat write [[plans.grants]]."
    )


def test_what_has_nothing_to_hold_on_to_is_told_with_its_reason(place: Place):
    never = Plan(name="Never")
    reasons = why_not(never, place, *SAFEGUARDS)
    assert len(reasons) == len(SAFEGUARDS)
    money = Plan(name="Money", grants=(Grant(to="pcn", time=1.5, begins=VESTING),))
    assert why_not(money, place, "staff_kept", "gp_seats") == [
        '"staff_kept" would change nothing: this plan has no reorganisations',
        '"gp_seats" would change nothing: this plan makes no commissioner and gives none another board, so there is no '
        "board that it could change; write [[plans.governance]] with a board for commissioners that go on, and it is "
        "that board that is changed",
    ]
    assert "decisions_in_public" in why_not(plan(), place, "decisions_in_public")[0]


def test_a_seat_that_nobody_could_take_is_told(place: Place):
    early = place.representatives[2].model_copy(update={"opened": VESTING + 1})
    without = place.model_copy(update={"representatives": (*place.representatives[:2], early)})
    (reason,) = why_not(plan(), without, "vcse_alliance_seat")
    assert reason == (
        '"vcse_alliance_seat" would change nothing: Smallshire has no VCSE alliance in July 2022 that could take the '
        "seat; for money without a seat write [[plans.grants]]"
    )
    assert "no Healthwatch" in why_not(plan(), without, "healthwatch_seat")[0]
