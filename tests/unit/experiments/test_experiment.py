"""An experiment is read from a file complete, or refused with every mistake in it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from paths import SMALLSHIRE_FILE as PLACE
from when_to_merge import MERGER, NEVER, SIZES, TOP, problems, read

from relsim.domain.months import month_number
from relsim.experiments.experiment import Experiment, read_experiment
from relsim.experiments.in_words import account, plan_sentence
from relsim.studies.history.read import is_series

EXPERIMENTS = Path(__file__).parents[3] / "experiments"

HEAD = TOP + SIZES
LATER = """
[[plans]]
name = "July 2024"
like = "July 2022"
vesting = "2024-07"
"""
GOOD = HEAD + NEVER + MERGER + LATER


def test_a_file_in_order_is_read_complete(tmp_path: Path):
    experiment = read(tmp_path, GOOD)
    assert experiment.name == "when"
    assert experiment.place.code == "SMALL"
    assert experiment.comparator_plan.name == "Never"
    assert experiment.seed == 1
    assert experiment.runs == 3 * 3 * 4
    assert [plan.name for plan in experiment.plans] == ["July 2022", "July 2024", "Never"]


def test_the_order_of_plans_in_the_file_makes_no_difference(tmp_path: Path):
    head, *plans = GOOD.split("[[plans]]")
    shuffled = "[[plans]]".join([head, *reversed([f"{plan.rstrip()}\n\n" for plan in plans])])
    assert read(tmp_path, shuffled) == read(tmp_path, GOOD)


def test_the_plan_in_question_comes_first(tmp_path: Path):
    chosen = GOOD.replace('comparator = "Never"', 'comparator = "Never"\nin_question = "July 2024"')
    assert chosen != GOOD
    experiment = read(tmp_path, chosen)
    assert experiment.plan_in_question.name == "July 2024"
    assert [plan.name for plan in experiment.plans] == ["July 2024", "July 2022", "Never"]


@pytest.mark.parametrize("name", ["July 2042", "Never"])
def test_the_plan_in_question_must_be_one_that_changes_something(tmp_path: Path, name: str):
    asked = GOOD.replace('comparator = "Never"', f'comparator = "Never"\nin_question = "{name}"')
    (problem,) = problems(tmp_path, asked)
    assert problem.startswith("in_question")
    assert "July 2022" in problem


PRECISION = """
[precision]
most_replicates = 90
half_widths = { coverage_60_all = 0.01, joint_work_60_vcse = 5 }
"""


def test_a_precision_makes_two_stages(tmp_path: Path):
    experiment = read(tmp_path, GOOD + PRECISION)
    assert experiment.precision is not None
    assert experiment.precision.half_widths == {"coverage_60_all": 0.01, "joint_work_60_vcse": 5.0}
    assert (experiment.precision.confidence, experiment.precision.most_replicates) == (0.95, 90)
    assert experiment.first_replicates == 34, "a hundred pairs in three worlds"
    assert experiment.runs == 3 * 3 * 34
    assert Experiment.model_validate(json.loads(json.dumps(experiment.as_run()))) == experiment
    said = " ".join(account(experiment, Path("results/when")).split())
    assert "3 plans × 3 worlds × 34 replicates = 306" in said
    assert "coverage_60_all to ±0.01 and joint_work_60_vcse to ±5, with 95% confidence" in said
    assert "no world has more than 90 replicates in all" in said
    assert read(tmp_path, GOOD).first_replicates == 4


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("coverage_60_all", "coverage_6_all"), 'no outcome "coverage_6_all". Did you mean "coverage_60_all"'),
        (("coverage_60_all", "months_to_90_12_all"), "is found on the mean of a world's runs"),
        (("= 0.01", "= 0"), "half_widths › coverage_60_all: The number 0 is out of range. It must be more than 0."),
        (("half_widths = {", "half_width = {"), 'no key "half_width". Did you mean "half_widths"?'),
        (("{ coverage_60_all = 0.01, joint_work_60_vcse = 5 }", "{}"), "half_widths: This is empty."),
        (("= 90", "= 35"), "leaves no room for a second stage, since the first has 34 replicates in each world"),
        (("= 90", "= 90\nconfidence = 95"), "confidence: The number 95 is out of range"),
    ],
)
def test_a_precision_that_makes_no_sense_is_told(tmp_path: Path, change: tuple[str, str], told: str):
    found = problems(tmp_path, GOOD + PRECISION.replace(*change))
    assert any(told.lower() in problem.lower() for problem in found), found
    assert all(problem.startswith("precision") for problem in found)


def test_a_plan_like_another_is_the_same_at_another_date(tmp_path: Path):
    first, later, _ = read(tmp_path, GOOD).plans
    (one,), (other,) = first.reorganisations, later.reorganisations
    assert (other.announced, other.vesting) == (month_number("2023-02"), month_number("2024-07"))
    assert other.model_copy(update={"announced": one.announced, "vesting": one.vesting}) == one
    assert type(later) is type(first), "after reading, nothing shows how the file spelt a plan"


def test_the_last_of_several_vestings_falls_on_the_date(tmp_path: Path):
    second = """
[[plans.reorganisations]]
name = "A bigger board"
kind = "merge"
announced = "2024-01"
vesting = "2025-07"
predecessors = ["ICB"]
successors = [{ code = "BIG" }]
kept = 1
moved = 0
procedures = 1
"""
    plans = {plan.name: plan for plan in read(tmp_path, HEAD + NEVER + MERGER + second + LATER).plans}
    changes = plans["July 2024"].reorganisations
    assert [each.vesting for each in changes] == [month_number("2021-07"), month_number("2024-07")]


def test_options_replace_what_the_file_says(tmp_path: Path):
    experiment = read(tmp_path, GOOD, worlds=7, replicates=9, without=["trust", "trust"])
    assert (experiment.worlds, experiment.replicates, experiment.rules_off) == (7, 9, ("trust",))


def test_as_run_is_json_with_everything_and_can_be_read_back(tmp_path: Path):
    experiment = read(tmp_path, GOOD)
    again = Experiment.model_validate(json.loads(json.dumps(experiment.as_run())))
    assert again == experiment
    assert again.content_hash == experiment.content_hash
    assert experiment.as_run()["place"]["practices"], "the place is part of it"


def test_the_hash_is_of_what_is_said_not_of_how(tmp_path: Path):
    same = "# a comment\n" + GOOD.replace("worlds = 3", "worlds   =   3\nseed = 1")
    assert read(tmp_path, same).content_hash == read(tmp_path, GOOD).content_hash
    assert read(tmp_path, GOOD, worlds=4).content_hash != read(tmp_path, GOOD).content_hash


def test_a_place_is_found_beside_the_file(tmp_path: Path):
    (tmp_path / "here.toml").write_bytes(PLACE.read_bytes())
    assert read(tmp_path, GOOD.replace(str(PLACE), "here.toml")).place.code == "SMALL"


WRONG = [
    ('comparator = "Never"', 'comparator = "Nver"', 'comparator: No plan is called "Nver". Did you mean "Never"?'),
    ('comparator = "Never"\n', "", 'The key "comparator" is missing.'),
    ('comparator = "Never"', 'comparater = "Never"', 'There is no key "comparater". Did you mean "comparator"?'),
    ('title = "When should Smallshire merge?"', 'title = ""', "title: This is empty."),
    ("worlds = 3", "worlds = 0", "worlds: The number 0 is out of range. It must be at least 1."),
    ("worlds = 3", "worlds = true", "worlds: The value true stands here. It must be a whole number."),
    ("replicates = 4", 'replicates = "ten"', 'replicates: The text "ten" stands here. It must be a whole number.'),
    ("replicates = 4", "replicates = 1", "replicates: The number 1 is out of range. It must be at least 2."),
    ("worlds = 3", 'rules_off = ["atention"]', 'rules_off: There is no rule "atention". Did you mean "attention"?'),
    ("worlds = 3", 'rules_off = "attention"', "It must be a list in square brackets"),
    ("worlds = 3", 'name = "../elsewhere"', 'name: "../elsewhere" cannot name a folder.'),
    ('until = "2041-01"', "until = 2041-01-01", 'until: "2041-01-01" is not a month'),
    ('until = "2041-01"', 'until = "2041-13"', "months run from 01 to 12"),
    ('until = "2041-01"', 'until = "2034-07"', 'until: 2034-07 is too early: "July 2024" vests in July 2024'),
    ('vesting = "2022-07"', 'vesting = "2020-07"', "Vesting (2020-07) is before the announcement (2021-02)"),
    ('announced = "2021-02"', 'announced = "2011-02"',
     'plans[2] "July 2022" › reorganisations[1] "One board" › announced: 2011-02 is before Smallshire starts'),
    ('announced = "2021-02"\nvesting = "2022-07"', 'announced = "2016-02"\nvesting = "2018-04"',
     "2018-04 is not after April 2018, when Smallshire went through its last real change"),
    ('"C12"', '"C13"', 'predecessors: There is no commissioner "C13" in 2022-07. Did you mean'),
    ('"C12"', '"C1"', "It ended in 2018-04"),
    ('board = "icb"', 'board = "icbb"', 'There is no board "icbb". Did you mean "icb"?'),
    ("posts = 0.9", "posts = 0.8", "Kept + moved (0.6 + 0.25) is more than the successor's posts (0.8"),
    ("kept = 0.6", "kept = 1.2", "kept: The number 1.2 is out of range. It must be at most 1."),
    ("kept = 0.6", "kept = nan", "kept: The number nan"),
    ("kept = 0.6", 'kept = "0.6"', 'kept: The text "0.6" stands here. It must be a number.'),
    ('kind = "replace"', 'kind = "replaces"', 'kind: The text "replaces" is not a choice. Did you mean "replace"?'),
    ('name = "July 2024"', 'name = "July 2022"', 'plans: 2 plans are called "July 2022". Give each its own name.'),
    ('vesting = "2024-07"', 'vesting = "2022-07"',
     'plans[3] "July 2024": This plan does exactly what "July 2022" does.'),
    (LATER, '[[plans]]\nname = "Wait"', 'plans[3] "Wait": This plan does exactly what "Never" does.'),
    ('comparator = "Never"', 'comparator = "July 2022"', 'plans[1] "Never": This plan does nothing'),
    ('like = "July 2022"', 'like = "June 2022"', 'plans[3] "July 2024" › like: No plan is called "June 2022". Did you'),
    ('like = "July 2022"', 'like = "July 2024"', "A plan cannot be like itself"),
    ('like = "July 2022"', 'like = "Never"', 'like: "Never" does nothing'),
    ('like = "July 2022"\n', "", "This plan has a vesting but does not say which plan it is like"),
    ('vesting = "2024-07"', "", "What is different about this plan is not said"),
    (LATER, LATER + LATER.replace("July 2022", "July 2024").replace("July 2024", "X", 1),
     '"July 2024" is itself like "July 2022". Write like = "July 2022".'),
    (LATER, LATER + MERGER.split("\n", 3)[3], "so it has that plan's reorganisations"),
    (NEVER + MERGER + LATER, NEVER, "At least 2 are needed"),
    (NEVER + MERGER + LATER, '[plans]\nname = "Never"', "A list of tables has double brackets: [[plans]]."),
    (str(PLACE), "QU99", 'place: There is no built-in place "QU99". Did you mean "QU9"?'),
    (str(PLACE), "nowhere.toml", 'place "nowhere.toml": There is no such file.'),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG)
def test_one_mistake_is_told_once(tmp_path: Path, right: str, wrong: str, said: str):
    assert right in GOOD
    told = problems(tmp_path, GOOD.replace(right, wrong))
    assert sum(said in each for each in told) == 1, told
    # A key that is misspelt is missing as well; anything else has one cause and gets one sentence.
    assert len(told) == (2 if "There is no key" in said else 1), told


def test_all_mistakes_are_told_at_once(tmp_path: Path):
    text = GOOD
    mistakes = {'r = "Never"': 'r = "Nver"', "= 4": '= "ten"', "C12": "C13", '"icb"': '"icbb"', "2024-07": "2024-7"}
    for right, wrong in mistakes.items():
        text = text.replace(right, wrong)
    told = problems(tmp_path, text)
    assert len(told) == len(mistakes)
    for part in ("Nver", "ten", "C13", "icbb", "2024-7"):
        assert any(part in each for each in told), part


def test_mistakes_in_a_place_are_told_with_the_experiments(tmp_path: Path):
    (tmp_path / "place.toml").write_text(PLACE.read_text().replace('pcn = "U2"', 'pcn = "U3"', 1))
    told = problems(tmp_path, GOOD.replace(str(PLACE), "place.toml").replace("Never", "Nver", 1))
    assert len(told) == 2
    assert told[0].startswith('place "place.toml" › practices[5] "Station Road Surgery" › pcn: There is no PCN "U3"')


@pytest.mark.parametrize(
    "path", [path for path in sorted(EXPERIMENTS.glob("*.toml")) if not is_series(path)], ids=lambda path: path.stem
)
def test_every_experiment_that_comes_with_relsim_is_in_order(path: Path):
    experiment = read_experiment(path)
    assert experiment.name == path.stem
    assert experiment.notes, "an experiment says what its reader must know"


def test_oxford_2022_gives_every_date_the_same_notice():
    experiment = read_experiment(EXPERIMENTS / "oxford-2022.toml")
    changes = [plan.reorganisations[0] for plan in experiment.plans if plan.reorganisations]
    assert {each.vesting - each.announced for each in changes} == {17}
    assert sorted(each.vesting for each in changes) == [month_number(m) for m in ("2021-04", "2022-07", "2024-07")]
    assert {each.name for each in changes} == {changes[0].name}, "so that staff share their fates"


def test_the_example_file_says_what_every_key_is_for():
    text = (EXPERIMENTS / "oxford-2022.toml").read_text(encoding="utf-8")
    lines = text.splitlines()
    for key in tomllib.loads(text):
        number = next(n for n, line in enumerate(lines) if line.startswith((f"{key} =", f"[[{key}]]")))
        above = [line for line in lines[:number] if line]
        assert above[-1].startswith("#") or "replicates" in key, f"{key} has no comment above it"


BOARDS = '''
[boards]
three_gps = { seats = { commissioner = 7, general_practice = 3 } }
'''
OTHER_SEATS = '''
[[plans]]
name = "Three GPs"
like = "July 2022"
board = "three_gps"
'''


def test_an_experiment_can_add_boards_and_a_plan_can_differ_by_its_board(tmp_path: Path):
    experiment = read(tmp_path, HEAD + BOARDS + NEVER + MERGER + OTHER_SEATS)
    plans = {plan.name: plan for plan in experiment.plans}
    (same,), (other,) = plans["July 2022"].reorganisations, plans["Three GPs"].reorganisations
    assert [one.board for one in other.successors] == ["three_gps"]
    assert (other.vesting, other.name, other.kept) == (same.vesting, same.name, same.kept)
    assert experiment.place.boards["three_gps"].seats == {"commissioner": 7, "general_practice": 3}
    assert "general practice 3, of 10" in plan_sentence(plans["Three GPs"], experiment.place)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("general_practice = 3", "general_practise = 3",
         'boards › three_gps › seats: There is no holder of seats "general_practise". Did you mean "general_pr'),
        ("commissioner = 7, general_practice = 3", "commissioner = 0", "boards › three_gps: This board has no seats"),
        ("commissioner = 7, general_practice = 3", "SLCM = 1", 'Did you mean "SLMC"'),
        ("{ seats =", "{ seets =", 'boards › three_gps: There is no key "seets". Did you mean "seats"?'),
        ("{ seats =", "{ openness = 1.5, seats =", "boards › three_gps › openness: The number 1.5 is out of range"),
        ("{ seats =", "{ delegated = 0.5, seats =",
         "boards › three_gps: Decisions are delegated to places, but their committees have no place_seats"),
        ('board = "three_gps"', 'board = "three_gp"', 'There is no board "three_gp"'),
        ('like = "July 2022"\nboard', "board", "does not say which plan it is like"),
        ("general_practice = 3", "general_practice = -3", "boards › three_gps › seats › general_practice: The number"),
    ],
)  # fmt: skip
def test_a_mistake_about_a_board_is_told(tmp_path: Path, right: str, wrong: str, said: str):
    text = HEAD + BOARDS + NEVER + MERGER + OTHER_SEATS
    assert right in text
    told = problems(tmp_path, text.replace(right, wrong))
    assert any(said in each for each in told), told
    # A key that is misspelt is missing as well; a board with a mistake is still there for plans to name.
    assert len(told) == (2 if "There is no key" in said else 1), told


def test_a_board_of_the_place_can_be_redefined_for_one_experiment(tmp_path: Path):
    text = HEAD + BOARDS.replace("three_gps = {", "ccg = {") + NEVER + MERGER
    boards = read(tmp_path, text).place.boards
    assert boards["ccg"].seats == {"commissioner": 7, "general_practice": 3}
    assert boards["icb"].seats["trusts"] == 1
