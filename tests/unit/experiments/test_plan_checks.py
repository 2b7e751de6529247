"""What plans say besides reorganisations is read, moved and copied whole, or refused with one clear sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from paths import SMALLSHIRE_FILE as PLACE
from when_to_merge import NEVER, TOP, problems, read

from relsim.domain.boards import GovernanceChange
from relsim.domain.bodies import boards_at
from relsim.domain.dated_parts import DATED_PARTS
from relsim.domain.months import month_number
from relsim.domain.plan import Plan
from relsim.domain.provisions import RingFence
from relsim.domain.redating import moved
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.experiments.experiment import Experiment
from relsim.experiments.in_words import account, plan_sentence
from relsim.places.library import read_place

HEAD = TOP + NEVER
ALL = """
[[plans]]
name = "All"
benefits = { one_counterpart = 0.1, cost_saved = 0.002 }

[[plans.reorganisations]]
name = "One board"
kind = "replace"
announced = "2021-02"
vesting = "2022-07"
predecessors = ["C12", "C3"]
successors = [{ code = "ICB", name = "Smallshire ICB", board = "icb_places" }]
kept = 0.6
moved = 0.25
procedures = 0.5

[[plans.governance]]
name = "Another board"
begins = "2024-07"
bodies = ["ICB"]
board = "icb"

[[plans.ring_fences]]
sector = "general_practice"
begins = "2022-07"
ends = "2027-07"
share = 0.1

[[plans.grants]]
to = "vcse"
time = 1.25
begins = "2022-07"

[[plans.hostile_acts]]
practice = "P8"
month = "2023-01"
time_lost = 0.4

[[plans.integrated_providers]]
trust = "T1"
begins = "2023-04"
"""
LIKE = """
[[plans]]
name = "Later"
like = "All"
vesting = "2025-07"
safeguards = ["lmc_seat"]

[[plans.ring_fences]]
sector = "acute"
begins = "2024-01"
"""
TEXT = HEAD + ALL + LIKE


def plans(experiment: Experiment) -> dict[str, Plan]:
    return {plan.name: plan for plan in experiment.plans}


def test_a_plan_like_another_has_all_of_it_moved_by_as_many_months_and_what_is_its_own(tmp_path: Path):
    found = plans(read(tmp_path, TEXT))
    one, later = found["All"], found["Later"]
    assert later.vesting == month_number("2025-07"), "the last change, of boards here, falls on the date"
    assert (later.like, later.safeguards) == ("All", ("lmc_seat",))
    assert (one.like, one.safeguards) == ("", ())
    assert later.benefits == one.benefits
    assert later.ring_fences[1].begins == month_number("2024-01"), "what is its own stays where it is put"
    for part in DATED_PARTS:
        items = part.of(moved(one, 12))
        if part.key not in ("reorganisations", "governance"):  # Those have the LMC's seat.
            assert part.of(later)[: len(items)] == items
    assert later.reorganisations[0].vesting == month_number("2023-07")
    assert later.governance[0].board == "icb + lmc_seat"


def test_boards_made_by_safeguards_are_the_places(tmp_path: Path):
    experiment = read(tmp_path, TEXT)
    assert experiment.place.boards["icb_places + lmc_seat"].seats["lmc"] == 1
    assert Experiment.model_validate(experiment.as_run()) == experiment


def test_benefits_of_its_own_replace_those_of_the_pattern(tmp_path: Path):
    found = plans(read(tmp_path, TEXT.replace('vesting = "2025-07"', "benefits = { pooled_capacity = 0.2 }")))
    assert found["Later"].benefits.one_counterpart == 0
    assert found["Later"].benefits.pooled_capacity == 0.2


def test_another_board_is_for_the_bodies_that_the_pattern_makes_or_else_gives_one(tmp_path: Path):
    found = plans(read(tmp_path, TEXT.replace('safeguards = ["lmc_seat"]', 'board = "ccg"')))
    assert found["Later"].reorganisations[0].successors[0].board == "ccg"
    assert found["Later"].governance[0].board == "icb", "it makes a body, and that is the one"
    alone = HEAD + """
[[plans]]
name = "Committee"
[[plans.governance]]
name = "Together"
begins = "2022-07"
bodies = ["C12", "C3"]
board = "icb"
[[plans]]
name = "Other seats"
like = "Committee"
board = "icb_places"
"""
    assert plans(read(tmp_path, alone))["Other seats"].governance[0].board == "icb_places"


def test_a_pattern_with_safeguards_is_copied_with_them(tmp_path: Path):
    text = TEXT.replace('name = "All"\n', 'name = "All"\nsafeguards = ["healthwatch_seat"]\n', 1)
    assert LIKE in text
    for in_order in (text, HEAD + LIKE + text.removeprefix(HEAD).replace(LIKE, "")):
        experiment = read(tmp_path, in_order)
        later = plans(experiment)["Later"]
        assert later.safeguards == ("lmc_seat",), "what is added to the plan that it is like"
        seats = experiment.place.boards[later.reorganisations[0].successors[0].board].seats
        assert (seats["healthwatch"], seats["lmc"]) == (1, 1)


def test_check_tells_all_of_it(tmp_path: Path):
    said = " ".join(account(read(tmp_path, TEXT), tmp_path).split())
    for sentence in (
        "Until then C3 and C12 are governed by “ccg”.",
        "Seats on its board: commissioner 7, trusts 1, general practice 1 and local government 1, of 10. Of what "
        "matters, 80% is decided in public. 10% of decisions follow an independent hearing. 50% of decisions are "
        "left to a committee for each council's place; seats there: commissioner 2, trusts 2, general practice 3, "
        "local government 3 and VCSE 1, of 11.",
        "From July 2024 on, Smallshire ICB (ICB) is governed by “icb”.",
        "From July 2022 until June 2027, general practice keeps at least 10% of all spend.",
        "From January 2024 on, acute keeps at least the share of spend that it has then.",
        "From July 2022 on, money for engagement multiplies by 1.25 the time that each VCSE organisation has",
        "In January 2023 Hill Surgery (P8) is put out to tender with a cut: it loses 50% of its trust in its "
        "commissioner, and 40% of its time for others.",
        "an arm of North Smallshire Hospitals (T1) runs 2 PCNs",
        "Benefits of the new body: 10% of contact is saved where one body stands in the place of many and 0.2%",
        "local medical committee 1, of 11.",
        "Safeguards, added to “All”: A seat on the board for the local medical committees.",
    ):
        assert sentence in said, sentence


def test_one_predecessor_gives_way_and_several_give_way(tmp_path: Path):
    experiment = read(tmp_path, TEXT)
    assert "give way to" in plan_sentence(plans(experiment)["All"], experiment.place)
    one = experiment.plan_in_question.reorganisations[0].model_copy(update={"predecessors": ("C12",)})
    assert "gives way to" in plan_sentence(Plan(name="x", reorganisations=(one,)), experiment.place)


WRONG = [
    ('bodies = ["ICB"]', 'bodies = ["C12"]', 'plans[2] "All" › governance[1] "Another board" › bodies: There is no '
     'commissioner "C12" in 2024-07.'),
    ('bodies = ["ICB"]', 'bodies = ["ICV"]', 'Did you mean "ICB"?'),
    ('begins = "2024-07"', 'begins = "2022-06"', 'There is no commissioner "ICB" in 2022-06.'),
    ('bodies = ["ICB"]\nboard = "icb"', 'bodies = ["ICB"]\nboard = "icbb"', 'board: There is no board "icbb". Did you'),
    ('bodies = ["ICB"]\nboard = "icb"', 'bodies = ["ICB"]\nboard = "icb_places"',
     'board: ICB would be governed by "icb_places" anyway.'),
    ('board = "icb"\n', 'board = "icb"\n[[plans.governance]]\nname = "Third"\nbegins = "2024-07"\nbodies = ["ICB"]\n'
     'board = "ccg"\n', '"ICB" gets a board from plans[2] "All" › governance[1] "Another board" in the same month'),
    ('begins = "2024-07"', 'begins = "2018-04"', '"Another board" › begins: 2018-04 is not after April 2018'),
    ('sector = "general_practice"', 'sector = "general_practise"', 'ring_fences[1] › sector: There is no sector with'),
    ('sector = "general_practice"', 'sector = "public_voice"', 'There is no sector with spend "public_voice"'),
    ('ends = "2027-07"', 'ends = "2022-07"', "ring_fences[1]: It ends in 2022-07, not after it begins (2022-07)"),
    ("share = 0.1", "share = 1.5", "ring_fences[1] › share: The number 1.5 is out of range. It must be less than 1."),
    ("share = 0.1", 'share = 0.1\n[[plans.ring_fences]]\nsector = "acute"\nbegins = "2023-07"\nshare = 0.95',
     'ring_fences[2] › share: With those at the same time this ring-fences 1.05 of all spend'),
    ("share = 0.1", 'share = 0.1\n[[plans.ring_fences]]\nsector = "general_practice"\nbegins = "2027-06"',
     'ring_fences[2]: "general_practice" has another ring-fence at the same time'),
    ("share = 0.1", 'share = 0.1\n[[plans.ring_fences]]\nsector = "general_practice"\nbegins = "2027-07"',
     'ring_fences[2]: "general_practice" has a ring-fence that begins as another ends'),
    ("time_lost = 0.4", 'time_lost = 0.4\n[[plans.hostile_acts]]\npractice = "P8"\nmonth = "2023-04"',
     'plans[2] "All" › hostile_acts[2]: "P8" is put out to tender twice'),
    ('[[plans.ring_fences]]\nsector = "acute"', '[[plans.hostile_acts]]\npractice = "P8"\nmonth = "2027-04"\n'
     '[[plans.ring_fences]]\nsector = "acute"', 'plans[3] "Later" › hostile_acts[1]: "P8" is put out to tender twice'),
    ('sector = "acute"', 'sector = "general_practice"',
     'plans[3] "Later" › ring_fences[1]: "general_practice" has another ring-fence at the same time'),
    ('to = "vcse"', 'to = "vcses"', 'grants[1] › to: There is no kind of organisation "vcses". Did you mean "vcse"?'),
    ('to = "vcse"', 'to = "community"', 'to: Smallshire has nobody of the kind "community". It has practice, pcn'),
    ("time = 1.25", "time = 0.9", "grants[1] › time: The number 0.9 is out of range. It must be at least 1."),
    ('practice = "P8"', 'practice = "P9"', 'hostile_acts[1] › practice: There is no practice "P9". Known here: P1'),
    ('month = "2023-01"', 'month = "2041-01"', "hostile_acts[1] › month: 2041-01 is not simulated: the last month is"),
    ('trust = "T1"', 'trust = "T9"', 'integrated_providers[1] › trust: There is no trust "T9". Known here: T1'),
    ('trust = "T1"', 'trust = "T1"\npcns = ["U9"]', 'integrated_providers[1] › pcns: There is no PCN "U9". Known here'),
    ('begins = "2023-04"', 'begins = "2019-06"', 'No PCN that works with "T1" is open in 2019-06.'),
    ('begins = "2023-04"', 'begins = "2019-06"\npcns = ["U1"]', '"U1" opens in 2019-07, after 2019-06.'),
    ('begins = "2023-04"', 'begins = "2023-04"\n[[plans.integrated_providers]]\ntrust = "T2"\nbegins = "2023-04"',
     'plans[2] "All" › integrated_providers: U1, U2 would be run by "T1" and by "T2"'),
    ('name = "Never"\n', 'name = "Never"\nbenefits = { pooled_capacity = 0.1 }\n',
     'plans[1] "Never" › benefits: This plan has no reorganisation that could have benefits'),
    ('until = "2041-01"', 'until = "2035-07"', '"Later" takes effect in July 2025, and what follows is measured over'),
    ('safeguards = ["lmc_seat"]', 'safeguards = ["lcm_seat"]', 'safeguards: There is no safeguard "lcm_seat". Did'),
    ('safeguards = ["lmc_seat"]', 'safeguards = ["lmc_seat", "lmc_seat"]', 'safeguards: "lmc_seat" is named twice.'),
    ('safeguards = ["lmc_seat"]', 'safeguards = ["place_committees", "gp_seats", "place_committees"]', "named twice"),
    ("kept = 0.6", "kept = 0.6\nshadow_months = 18", "Shadow_months (18) is longer than the notice (17 months)"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG)
def test_one_mistake_is_told_once_and_where_it_is(tmp_path: Path, right: str, wrong: str, said: str):
    assert right in TEXT
    told = problems(tmp_path, TEXT.replace(right, wrong, 1))
    assert sum(said.lower() in each.lower() for each in told) == 1, told
    assert len(told) == 1, told


def test_a_pattern_moved_too_early_is_told_where_it_is_copied(tmp_path: Path):
    told = problems(tmp_path, TEXT.replace('vesting = "2025-07"', 'vesting = "2017-07"'))
    assert all(each.startswith('plans[3] "Later" › ') for each in told)
    assert any(' › like "All" › grants[1] › begins: 2015-07 is not after April 2018' in each for each in told)
    assert any("reorganisations[1]" in each for each in told)
    assert not any("ring_fences[2]" in each for each in told)


def test_a_safeguard_that_can_do_nothing_is_told_with_its_reason(tmp_path: Path):
    told = problems(tmp_path, TEXT.replace("lmc_seat", "place_committees").replace('"icb"\n', '"icb_places"\n'))
    assert told == [
        'plans[2] "All" › governance[1] "Another board" › board: ICB would be governed by "icb_places" anyway. Name '
        "another board, or take this away."
    ]
    only = TEXT.replace("lmc_seat", "decisions_in_public").replace("icb_places", "ccg")
    assert problems(tmp_path, only) == [
        'plans[3] "Later" › safeguards: "decisions_in_public" would change nothing: every board that this plan '
        "makes or gives decides everything in public already."
    ]


def test_safeguards_that_make_a_plan_what_cannot_be_are_told_as_such(tmp_path: Path):
    late = TEXT.replace("lmc_seat", "ring_fence")
    (told,) = problems(tmp_path, late)
    assert told.startswith('plans[3] "Later" › safeguards: "general_practice" has another ring-fence at the same time')


def test_plans_that_only_differ_in_words_are_twins_and_safeguards_are_no_words(tmp_path: Path):
    twin = ALL.replace('name = "All"', 'name = "Twin"').replace("Another board", "The same in other words")
    (told,) = problems(tmp_path, HEAD + ALL + twin)
    assert told == 'plans[3] "Twin": This plan does exactly what "All" does. Change what it does, or take it away.'
    assert read(tmp_path, HEAD + ALL + LIKE.replace('vesting = "2025-07"\n', ""))


def test_a_plan_of_money_alone_is_a_plan(tmp_path: Path):
    text = HEAD + '[[plans]]\nname = "Money"\n[[plans.grants]]\nto = "pcn"\ntime = 1.5\nbegins = "2022-07"\n'
    experiment = read(tmp_path, text)
    assert experiment.plan_in_question.name == "Money"
    assert (experiment.plan_in_question.announced, experiment.plan_in_question.vesting) == (24270, 24270)
    assert [plan.name for plan in experiment.plans] == ["Money", "Never"]


def test_the_last_end_that_there_is_stays_within_the_calendar():
    plan = Plan(name="x", ring_fences=(RingFence(sector="acute", begins=24270, ends=month_number("2200-06")),))
    assert moved(plan, 24).ring_fences[0].ends == month_number("2200-12")
    assert moved(moved(plan, 5), -5) == plan


def test_boards_follow_reorganisations_and_changes_of_boards():
    place = read_place(PLACE)
    change = Reorganisation(
        name="One board", kind="replace", announced=24253, vesting=24270, predecessors=("C12", "C3"),
        successors=(Successor(code="ICB"),), kept=0.5, moved=0.1, procedures=0.5,
    )  # fmt: skip
    big = GovernanceChange(name="a", begins=24260, bodies=("C12",), board="icb_places")
    small = GovernanceChange(name="b", begins=24265, bodies=("C3",), board="icb")
    changes = (*place.history, change)
    assert boards_at(place, changes, (), 24270) == {"ICB": "ccg"}
    assert boards_at(place, changes, (small, big), 24259) == {"C3": "ccg", "C12": "ccg"}
    assert boards_at(place, changes, (small, big), 24265) == {"C3": "icb", "C12": "icb_places"}
    assert boards_at(place, changes, (small, big), 24270) == {"ICB": "icb_places"}, "of the one with most people"
    later = GovernanceChange(name="c", begins=24270, bodies=("ICB",), board="icb")
    assert boards_at(place, changes, (small, big, later), 24270) == {"ICB": "icb"}
