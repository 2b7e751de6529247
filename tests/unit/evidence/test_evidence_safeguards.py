"""What safeguards are worth: each beside the plan it is added to, in which order, and against their sum."""

from __future__ import annotations

import dataclasses

import pytest
from evidence_example import write_example
from evidence_said import as_told, said

from relsim.evidence.findings import safeguards as safeguards_findings
from relsim.evidence.findings.safeguards import GAINS, Family, Gain
from relsim.evidence.results import Results, read_results
from relsim.evidence.sentences import safeguards as safeguards_sentences
from relsim.evidence.tables import safeguards as safeguards_tables
from relsim.measures.noise_removed import Side
from relsim.measures.verdicts import Why

FIRST, VOICE, PLACES, BOTH = "ICB in July 2022", "Voice funded", "Places decide", "Voice and places"
LOST, GP, VCSE = GAINS[0], GAINS[2], GAINS[3]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = tmp_path_factory.mktemp("results")
    return read_results(write_example(folder, worlds=20, replicates=2, options=1, safeguards=True))


@pytest.fixture(scope="module")
def family(results: Results) -> Family:
    (found,) = safeguards_findings.families(results)
    return found


def ranked_in(results: Results, family: Family) -> list[str]:
    """What is said of how the single safeguards of a family rank."""
    return safeguards_sentences.rankings(safeguards_findings.orders(results, family))


def between(results: Results, gain: Gain, plan: str, versus: str, told: Side | Why) -> Results:
    """The same results, as if something else were told of a gain in one comparison, both ways round."""
    return as_told(results, plan, versus, gain.measure, told, gain.window, gain.sector)


def test_the_plan_of_all_is_told_from_each_alone(family: Family) -> None:
    assert family.base.name == FIRST
    assert family.together is not None
    assert family.together.name == BOTH
    assert [plan.name for plan in family.alone] == [VOICE, PLACES]


def test_without_a_plan_of_all_each_stands_alone(results: Results) -> None:
    plans = [plan for plan in results.manifest["plans"] if plan["name"] != BOTH]
    (found,) = safeguards_findings.families(dataclasses.replace(results, manifest=results.manifest | {"plans": plans}))
    assert found.together is None
    assert [plan.name for plan in found.alone] == [VOICE, PLACES]
    assert safeguards_sentences.adding_up(found, safeguards_findings.sums(results, found)) == []


def test_a_plan_like_another_without_safeguards_is_no_safeguard(results: Results) -> None:
    plans = [plan | {"safeguards": []} for plan in results.manifest["plans"]]
    bare = dataclasses.replace(results, manifest=results.manifest | {"plans": plans})
    assert safeguards_findings.families(bare) == []
    assert said(bare, "safeguards") == ""


def test_the_answer_tells_what_is_clearly_moved_and_what_is_not(results: Results) -> None:
    told = said(results, "safeguards")
    assert (
        "general practice’s influence by +5.0 points (“Places decide”), +3.0 points (“Voice and places”) and −2.0 "
        "points (“Voice funded”)"
    ) in told
    assert "the voluntary sector’s influence by +4.0 points (“Voice funded”)" in told
    assert "relationship time lost by −5." in told
    none = untold = results
    for plan in (VOICE, PLACES, BOTH):
        none = between(none, LOST, plan, FIRST, Side.NO_DIFFERENCE)
        untold = between(untold, LOST, plan, FIRST, Why.TOO_WIDE)
    for said_of in (said(none, "safeguards"), said(untold, "safeguards")):
        assert "relationship time lost by" not in said_of
    assert "None makes a difference worth speaking of to relationship time lost." in said(none, "safeguards")
    assert "Whether any changes relationship time lost can’t be told: these runs leave it open." in said(
        untold, "safeguards"
    )


def test_a_ranking_holds_where_four_fifths_of_worlds_bear_it(results: Results, family: Family) -> None:
    found = safeguards_findings.ranking(results, family, GP)
    assert found is not None
    assert (found.order, found.whole) == ((PLACES, VOICE), True)
    short = between(results, GP, PLACES, VOICE, Why.TOO_FEW_WORLDS)
    none = safeguards_findings.ranking(short, family, GP)
    assert none is not None
    assert (none.order, none.whole) == ((), False)
    told = ranked_in(short, family)
    assert any("general practice’s influence" in one and one.endswith("no ranking holds.") for one in told)
    counts = dict.fromkeys(("higher", "lower", "no_difference", "same_side"), 3)
    few = dataclasses.replace(results, summary=results.summary.assign(worlds=9, **counts))
    assert safeguards_findings.ranking(few, family, GP) is None
    assert ranked_in(few, family) == []


def test_of_losses_the_smallest_is_named_first(results: Results, family: Family) -> None:
    told = next(one for one in ranked_in(results, family) if "relationship time lost" in one)
    assert "from the best, “Places decide”, “Voice funded”" in told
    heard = next(one for one in ranked_in(results, family) if "voluntary sector’s influence" in one)
    assert "from the highest, “Voice funded”, “Places decide”" in heard


def test_one_may_stand_out_where_the_others_do_not_rank(results: Results, family: Family) -> None:
    third = dataclasses.replace(family.alone[0], name=BOTH)
    three = dataclasses.replace(family, alone=(*family.alone, third))
    tie = between(results, GP, VOICE, BOTH, Why.WORLDS_DISAGREE)
    found = safeguards_findings.ranking(tie, three, GP)
    assert found is not None
    assert (found.order, found.whole) == ((PLACES,), False)
    told = next(one for one in ranked_in(tie, three) if one.startswith("On general practice’s"))
    assert "“Places decide” is highest" in told
    assert "the others do not rank" in told


def test_together_they_do_less_than_the_sum(results: Results, family: Family) -> None:
    found = safeguards_findings.compared_with_sum(results, family, VCSE)
    assert found is not None
    assert found.together[0] == pytest.approx(3.0)
    assert found.summed[0] == pytest.approx(4.0)
    assert (found.verdict, found.less) == ("less", 1.0)
    told = safeguards_sentences.adding_up(family, safeguards_findings.sums(results, family))
    less = "(less than the sum in 100% of sets of assumptions)"
    assert f"the voluntary sector’s influence, +3.0 against +4.0 points {less}" in told[0]


def test_what_adds_up_is_neither_more_nor_less(results: Results, family: Family) -> None:
    """General practice gains 5 points from places and loses 2 by the voice: the example gives it the sum, 3."""
    by_world = results.by_world.copy()
    chosen = (by_world["plan"] == BOTH) & (by_world["versus"] == FIRST) & (by_world["measure"] == "influence")
    chosen &= by_world["sector"] == "general_practice"
    by_world.loc[chosen, "difference"] += by_world.loc[chosen, "world"].map(lambda world: 1e-3 * (-1) ** world)
    found = safeguards_findings.compared_with_sum(dataclasses.replace(results, by_world=by_world), family, GP)
    assert found is not None
    assert (found.more, found.less, found.verdict) == (0.5, 0.5, "")


def test_the_table_has_a_row_for_each_plan_and_a_column_for_each_gain(results: Results) -> None:
    table = safeguards_tables.in_numbers(results)
    assert table is not None
    assert [row[1] for row in table.rows] == [VOICE, PLACES, BOTH]
    assert len(table.columns) == 2 + len(GAINS)
    cells = dict(zip(table.columns, table.rows[1], strict=True))
    assert cells["General practice’s influence, points"].startswith("+5.0 ▲ (")
    assert "▼" in cells["Relationship time lost, points"]
