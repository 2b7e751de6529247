"""Answers in a line and a box: what is asked is what is answered, within what a form allows."""

from __future__ import annotations

import dataclasses

import pytest
from answers_example import BOTH, FIRST, PLACES, SECOND, VOICE, every_subject, tried_alone, with_manifest
from evidence_example import COMPARATOR
from evidence_said import as_told

from relsim.evidence.answers.asker import Asker
from relsim.evidence.answers.lead import lead
from relsim.evidence.answers.rest import how_sure, what_an_opponent_will_say, what_to_ask_for, who_bears_it
from relsim.evidence.answers.said import joined, numbers_in, words_in
from relsim.evidence.answers.sized import box, fewest_words, line
from relsim.evidence.findings.subject import Subject, subject
from relsim.evidence.results import Results
from relsim.measures.noise_removed import Side
from relsim.measures.verdicts import Why

TIME = "of the time for which working relationships with the commissioner would"
BEGINS = {
    Subject.LOSS: f"In the model, “ICB in July 2022” loses 11% {TIME} otherwise last over ten years",
    Subject.CLOSURE: f"In the model, “ICB in July 2022” leaves people without 11% {TIME} otherwise last",
    Subject.DATE: f"“ICB in July 2022” loses 11% {TIME} last over ten years. Which date would lose least can’t be",
    Subject.PLAN: f"“ICB in July 2022” loses 11% {TIME} last over ten years. Which plan would lose least can’t be",
    Subject.REMEDY: f"In the model, “ICB in July 2022” loses 11% {TIME} otherwise last over ten years; “",
    Subject.SEAT: "In the model, “ICB in July 2022” leaves general practice with 14% of influence on what is decided, ",
    Subject.MONEY: "In the model the plans make no difference worth speaking of to the share of spend that general ",
}

SHORT = {
    Subject.REMEDY: "In the model, “Voice and places” saves 5 of the 11 points of relationship time that “ICB in July",
    Subject.MONEY: "In the model the plans make no difference worth speaking of to the share of spend that general ",
}
"""Of those whose longer versions hold more than two numbers."""


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> dict[Subject, Results]:
    return every_subject(tmp_path_factory.mktemp("answers"))


every = pytest.mark.parametrize("of", list(Subject))


@every
def test_the_line_answers_what_is_asked_in_40_words_and_2_numbers(of: Subject, examples: dict[Subject, Results]):
    results = examples[of]
    assert subject(results) is of
    told = joined(line(results))
    assert words_in(told) <= 40
    assert numbers_in(told) <= 2
    assert told.startswith(SHORT.get(of, BEGINS[of]))


@every
def test_the_box_leads_with_the_answer_in_120_words_and_8_numbers(of: Subject, examples: dict[Subject, Results]):
    told = box(examples[of])
    assert words_in(joined(told)) <= 120
    assert numbers_in(joined(told)) <= 8
    assert len(told) > 1
    assert lead(examples[of], "")[-1].text.split()[0] in told[0].text
    if of not in (Subject.DATE, Subject.PLAN):
        assert told[0].text.startswith(BEGINS[of])
    else:
        assert told[0].text.startswith(f"Which {of.value} would lose least can’t be told: ")


@every
@pytest.mark.parametrize("words", [22, 30, 50, 75, 100, 150, 250, 400])
def test_a_box_of_any_size_keeps_to_its_words(of: Subject, words: int, examples: dict[Subject, Results]):
    told = joined(box(examples[of], words))
    assert words_in(told) <= words
    assert numbers_in(told) <= max(2, round(8 * words / 120))
    begins = [one.text for one in lead(examples[of], "")]
    assert told.startswith(tuple(begins)), "an objection alone would be another answer"


@every
def test_where_there_is_no_room_for_the_answer_there_is_none(of: Subject, examples: dict[Subject, Results]):
    fewest = fewest_words(examples[of])
    assert 10 < fewest <= 22
    assert box(examples[of], fewest)
    assert box(examples[of], fewest - 1) == []


@every
@pytest.mark.parametrize("asker", list(Asker))
def test_every_reader_has_an_answer_whose_sentences_name_their_findings(
    of: Subject, asker: Asker, examples: dict[Subject, Results]
):
    results = examples[of]
    keys = {"/".join(key) for key in results.summary[["plan", "versus", "measure", "window", "sector"]].to_numpy()}
    for one in (*line(results, asker), *box(results, asker=asker)):
        assert set(one.findings) <= keys
        assert one.findings or one.text.startswith(("An opponent", "Surveys")), "about the model itself"


@pytest.mark.parametrize(
    ("asker", "words"), [(Asker.GP, "general practice"), (Asker.VCSE, "the voluntary sector"), (Asker.TRUST, "acute "),
                         (Asker.COUNCIL, "councils"), (Asker.COMMISSIONER, "the commissioner")],
)  # fmt: skip
def test_whose_voice_is_told_first_is_theirs_who_asks(asker: Asker, words: str, examples: dict[Subject, Results]):
    told = joined(line(examples[Subject.SEAT], asker))
    assert words in told[: told.index(" under “")]


def test_who_asks_is_told_of_before_who_bears_most(examples: dict[Subject, Results]):
    """Whether or not sectors can be ranked."""
    told = who_bears_it(examples[Subject.LOSS], Asker.VCSE.sector)
    assert told[0].text.startswith("For the voluntary sector the loss is 10% of their own relationships.")
    assert who_bears_it(examples[Subject.LOSS], "") == [], "sectors that can't be told apart do not rank"


def test_the_greatest_loss_and_the_least_are_told_where_they_are_apart(examples: dict[Subject, Results]):
    results = examples[Subject.LOSS]
    by_world = results.by_world.copy()
    more = (by_world["measure"] == "share_lost") & (by_world["sector"] == "vcse") & (by_world["versus"] == COMPARATOR)
    by_world.loc[more, "difference"] += 0.1
    summary = results.summary.copy()
    rows = (summary["measure"] == "share_lost") & (summary["sector"] == "vcse") & (summary["versus"] == COMPARATOR)
    summary.loc[rows, ["mean_value", "mean"]] += 0.1
    apart = dataclasses.replace(results, by_world=by_world, summary=summary)
    long, short = who_bears_it(apart, "")
    assert "the voluntary sector" in long.text.lower()
    assert "20%" in long.text
    assert numbers_in(short.text) == 0
    none = as_told(apart, FIRST, COMPARATOR, "share_lost", Why.TOO_FEW_WORLDS)
    assert who_bears_it(none, "vcse") == [], "nobody bears what is not told"


def test_a_date_is_yes_only_where_it_is_told(examples: dict[Subject, Results]):
    plans = examples[Subject.PLAN]
    for side, words in ((Side.LOWER, f"In the model, “{SECOND}” would lose less than “{FIRST}”."),
                        (Side.HIGHER, f"In the model, “{FIRST}” loses less than any other plan."),
                        (Side.NO_DIFFERENCE, "In the model the plans lose as much, to within what is ")):  # fmt: skip
        assert lead(as_told(plans, SECOND, FIRST, "share_lost", side, size=0.03), "")[-1].text.startswith(words)


def test_the_plan_in_question_with_safeguards_is_not_told_as_another_date(examples: dict[Subject, Results]):
    def second(manifest: dict) -> None:
        for plan in manifest["plans"]:
            if plan["name"] == VOICE:
                plan |= {"name": VOICE, "like": "", "safeguards": [], "vesting": "2024-04"}

    told = lead(with_manifest(examples[Subject.REMEDY], second), "")[0].text
    assert VOICE in told
    assert PLACES not in told


@pytest.mark.parametrize(
    ("told", "words"),
    [(Side.LOWER, "makes working relationships with"), (Side.NO_DIFFERENCE, "makes no difference worth speaking of"),
     (Why.TOO_WIDE, "can’t be told from these runs")],
)  # fmt: skip
def test_a_loss_that_is_not_told_is_not_led_by(told: Side | Why, words: str, examples: dict[Subject, Results]):
    said = joined(line(as_told(examples[Subject.LOSS], FIRST, COMPARATOR, "share_lost", told)))
    assert words in said
    assert " loses " not in said


def test_remedies_that_save_are_told_with_what_they_save(examples: dict[Subject, Results]):
    told = lead(examples[Subject.REMEDY], "")[0].text
    assert f"“{PLACES}” saves 5 points of it" in told
    assert f"saves 5 points of it (“{VOICE}”" not in told
    assert "They do change who is heard: general practice’s influence by " in told
    none = untold = examples[Subject.REMEDY]
    for plan in (VOICE, PLACES, BOTH):
        none = as_told(none, plan, FIRST, "share_lost", Side.NO_DIFFERENCE)
        untold = as_told(untold, plan, FIRST, "share_lost", Why.TOO_FEW_WORLDS)
    assert "none of the safeguards added to" in lead(none, "")[0].text
    assert "can’t be told from these runs" in lead(untold, "")[0].text


def test_what_to_ask_for_is_what_is_told_to_save(examples: dict[Subject, Results]):
    assert what_to_ask_for(examples[Subject.LOSS]) == [], "nothing was tried"
    tried = tried_alone(examples[Subject.REMEDY])
    told = what_to_ask_for(tried)
    assert told[-1].text.startswith("If it happens, what would help most of all that was tried is ")
    assert told[-1].text.endswith("which saves about half of the loss.")
    assert "Best together: " in told[0].text
    none = untold = tried
    for plan in (VOICE, PLACES, BOTH):
        none = as_told(none, plan, FIRST, "share_lost", Side.NO_DIFFERENCE)
        untold = as_told(untold, plan, FIRST, "share_lost", Why.TOO_FEW_WORLDS)
    assert [one.text for one in what_to_ask_for(none)] == ["None of the safeguards that were tried saves any of it."]
    assert [one.text for one in what_to_ask_for(untold)] == [
        "Which safeguard would save any of it can’t be told from these runs."
    ]
    assert what_to_ask_for(tried)[0].text in joined(box(tried, 200))


def test_how_sure_says_in_how_many_sets_and_what_would_tell(examples: dict[Subject, Results]):
    told = how_sure(examples[Subject.LOSS])
    assert told[0].text == "A loss shows in 20 of 20 sets of assumptions. This compares plans; it is no forecast."
    assert told[-1].text == "This compares plans in 20 sets of assumptions; it is no forecast."
    dates = how_sure(examples[Subject.DATE])
    assert "relsim run experiments/synthetic.toml --worlds 200 --replicates 2" in dates[0].text
    untold = as_told(examples[Subject.LOSS], FIRST, COMPARATOR, "share_lost", Why.WORLDS_DISAGREE)
    assert "A loss shows" not in joined(how_sure(untold))


def test_an_opponent_says_what_is_strongest(examples: dict[Subject, Results]):
    assert "surveys after 2006" in what_an_opponent_will_say(examples[Subject.LOSS])[0].text
