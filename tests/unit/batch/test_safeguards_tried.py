"""Which safeguards are tried by themselves, on how many replicates, and which two together."""

from __future__ import annotations

from pathlib import Path

import pytest
from batch_example import DATES, ONE, dates, one

from relsim.batch.best_pair import pair_runs, tries_pair
from relsim.batch.runs.design import Design, design, with_variant
from relsim.batch.runs.keys import design_keys
from relsim.batch.runs.safeguard_variants import pair_variant, replicates_tried
from relsim.domain.boards import GovernanceChange
from relsim.domain.months import month_number
from relsim.domain.plan import Plan
from relsim.experiments.experiment import Experiment, read_experiment
from relsim.experiments.in_words import account
from relsim.experiments.safeguard_list import SAFEGUARDS
from relsim.experiments.safeguard_trials import NOT_TRIED, trials
from relsim.studies.history.expand import batches_of
from relsim.studies.history.read import read_series

EARLY = "July 2022"
APPLY = [name for name in SAFEGUARDS if name not in ("later_date", "decisions_in_public")]
"""On a plan whose one new board decides in public."""


def tried(experiment: Experiment | None = None, **changes: object) -> Experiment:
    return (experiment or one()).model_copy(update={"safeguards_tried": True, **changes})


def names_of(made: Design) -> list[tuple[str, ...]]:
    return [planned.variant.safeguards for planned in made.planned if planned.dates.role == "safeguard"]


def test_each_that_applies_is_tried_on_the_plan_in_question_alone():
    made = design(tried(dates()))
    assert names_of(made) == [(name,) for name in APPLY]
    assert {each.variant.of for each in made.planned if each.dates.role == "safeguard"} == {EARLY}
    by_name = {each.variant.safeguards: each for each in made.planned if each.dates.role == "safeguard"}
    staff, notice = by_name["staff_kept",], by_name["longer_notice",]
    assert staff.dates.name == f"{EARLY}, with staff kept"
    assert (staff.dates.announced, staff.dates.vesting) == (month_number("2021-02"), month_number("2022-07"))
    assert (notice.dates.announced, notice.dates.vesting) == (month_number("2021-02"), month_number("2023-07"))


def test_their_boards_are_in_their_timetables_and_not_in_the_place():
    made = design(tried())
    seat = next(each for each in made.planned if each.variant.safeguards == ("lmc_seat",))
    (body,) = seat.timetable.eras[-1].structure.bodies
    assert body.board.seats["lmc"] == 1
    assert "icb + lmc_seat" not in made.experiment.place.boards
    assert [name for name, _ in seat.variant.boards] == ["icb + lmc_seat"]


def test_what_a_board_holds_is_part_of_the_key_of_a_run():
    """Its name says nothing of what is on it."""
    made = design(tried())
    number = names_of(made).index(("lmc_seat",)) + len(made.planned) - len(names_of(made))
    seat = made.planned[number]
    ((name, board),) = seat.variant.boards
    other = board.model_copy(update={"openness": 0.5})
    altered = Design(
        made.experiment, made.network,
        tuple(
            each if each is not seat else type(each)(
                each.variant._replace(boards=((name, other),)), each.dates, each.timetable, each.replicates,
                each.switches,
            )
            for each in made.planned
        ),
        made.concerned, made.replicates,
    )  # fmt: skip
    run = (seat.dates.name, 0, 1)
    assert design_keys(made).of_run(*run) != design_keys(altered).of_run(*run)


def test_runs_of_all_other_plans_are_the_same_runs_without_them():
    with_them, without = design_keys(design(tried())), design_keys(design(one()))
    for planned in design(one()).planned:
        assert with_them.of_run(planned.dates.name, 1, 2) == without.of_run(planned.dates.name, 1, 2)


def test_what_the_plan_has_already_is_not_tried_and_neither_is_another_date():
    plan = one().plan_in_question.model_copy(update={"safeguards": ("gp_seats", "pcn_support")})
    found = trials(tried(plans=(one().comparator_plan, plan)))
    assert [each.safeguards for each in found.single] == [
        (name,) for name in APPLY if name not in ("gp_seats", "pcn_support")
    ]
    assert found.had == ("gp_seats", "pcn_support")
    assert "later_date" in NOT_TRIED
    assert list(found.left_out) == ["decisions_in_public"]


def test_what_would_make_the_plan_impossible_is_not_tried():
    """A second ring-fence of the same sector, which overlaps."""
    content = one().plan_in_question.model_dump() | {
        "ring_fences": [{"sector": "general_practice", "begins": month_number("2023-01")}]
    }
    found = trials(tried(plans=(one().comparator_plan, Plan.model_validate(content, strict=False))))
    assert "another ring-fence" in found.left_out["ring_fence"]
    assert ("ring_fence",) not in [each.safeguards for each in found.single]


def test_what_comes_to_the_same_once_posts_are_counted_is_not_tried():
    """Of so few posts, 98 in 100 kept are all that there are; it is told by whoever counts them, not by the shares."""
    (change,) = one().plan_in_question.reorganisations
    nearly = change.model_copy(update={"posts": 1.0, "kept": 0.98, "moved": 0.02})
    plan = one().plan_in_question.model_copy(update={"reorganisations": (nearly,)})
    experiment = tried(plans=(one().comparator_plan, plan))
    assert ("staff_kept",) in [each.safeguards for each in trials(experiment).single]
    assert ("staff_kept",) not in names_of(design(experiment))
    assert ("staff_kept",) in names_of(design(tried()))


def test_what_works_through_a_rule_that_is_switched_off_is_not_tried():
    found = trials(tried(rules_off=("settling_in", "money")))
    assert {name: why for name, why in found.left_out.items() if name != "decisions_in_public"} == {
        "shadow_running": "the rule settling_in is switched off", "ring_fence": "the rule money is switched off",
    }  # fmt: skip


def test_none_is_tried_where_nothing_is_reorganised_or_nobody_wants_it():
    change = GovernanceChange(name="Another board", begins=month_number("2020-01"), bodies=("C3",), board="icb")
    governed = Plan(name="Another board", governance=(change,))
    assert names_of(design(tried(plans=(one().comparator_plan, governed)))) == []
    assert names_of(design(tried(beside=("placebo", "diagnostic", "part")))) == []
    assert names_of(design(tried(safeguards_tried=False))) == []
    assert names_of(design(one())) == [], "the file says so"
    assert read_experiment(ONE, safeguards_tried=True).tries_safeguards
    assert not read_experiment(ONE.with_name("smallshire-tried.toml"), safeguards_tried=False).tries_safeguards


def test_no_experiment_of_a_history_tries_any():
    series = read_series(Path(__file__).parents[3] / "experiments" / "history.toml")
    assert not any(batch.experiment.tries_safeguards for batch in batches_of(series))


def test_a_label_that_somebody_has_given_a_plan_is_another():
    theirs = dates().plans[1].model_copy(update={"name": f"{EARLY}, with staff kept"})
    made = design(tried(dates(), plans=(*(each for each in dates().plans if each.name != theirs.name), theirs)))
    names = [each.dates.name for each in made.planned]
    assert len(names) == len(set(names))
    assert f"{EARLY}, with staff kept (made by relsim)" in names


@pytest.mark.parametrize(
    ("plans", "replicates", "single", "each"),
    [(2, 20, 14, 2), (2, 20, 3, 5), (4, 20, 9, 4), (6, 100, 11, 25), (2, 2, 14, 2), (2, 20, 1, 20), (2, 20, 0, 20)],
)
def test_all_trials_take_half_of_the_plans_own_runs_or_two_replicates_each(
    plans: int, replicates: int, single: int, each: int
):
    plan = one().plan_in_question
    more = tuple(plan.model_copy(update={"name": f"Plan {number}"}) for number in range(plans - 2))
    found = replicates_tried(tried(plans=(*one().plans, *more), replicates=replicates), single)
    assert found == each
    trials_in_all = single + (single > 1)
    assert found <= 2 or not single or 2 * found * trials_in_all <= plans * replicates


def test_the_best_two_that_can_be_combined_are_tried_together():
    experiment = tried()
    two = pair_variant(experiment, ["staff_kept", "gp_seats", "longer_notice"])
    assert two is not None
    assert two.safeguards == ("staff_kept", "gp_seats")
    assert two.plan.name == f"{EARLY}, with staff kept and two more GP seats"
    assert two.plan.reorganisations[0].successors[0].board == "icb + gp_seats"
    # Money for voluntary organisations is part of the one, so the other would add nothing.
    assert pair_variant(experiment, ["vcse_alliance_seat", "vcse_grants"]) is None
    third = pair_variant(experiment, ["vcse_alliance_seat", "vcse_grants", "pcn_support"])
    assert third is not None
    assert third.safeguards == ("vcse_alliance_seat", "pcn_support")
    assert pair_variant(experiment, []) is None


def test_the_pair_has_the_replicates_of_the_others_and_is_counted_beforehand():
    made = design(tried(dates()))
    variant = pair_variant(made.experiment, ["lmc_seat", "gp_seats"])
    assert variant is not None
    both = with_variant(made, variant)
    assert tries_pair(made)
    assert both.runs == made.runs + pair_runs(made)
    (body,) = both.planned[-1].timetable.eras[-1].structure.bodies
    board = body.board
    assert (board.seats["lmc"], board.seats["general_practice"]) == (1, 3)
    assert [each.dates for each in both.planned[:-1]] == [each.dates for each in made.planned]


def test_check_says_which_are_tried_and_which_would_do_nothing():
    said = " ".join(account(read_experiment(ONE.with_name("smallshire-tried.toml")), Path("out")).split())
    assert (
        "Tried on “Healthwatch closes” one at a time, and then the two that save most together, on fewer replicates: "
        "longer notice, general practice’s money ring-fenced, grants for voluntary organisations and support for PCNs."
    ) in said
    assert (
        "staff kept and a written handover (bodies end and nobody takes over, so no post goes anywhere)"
    ) in said  # fmt: skip
    assert "Tried on" not in account(read_experiment(DATES), Path("out"))
