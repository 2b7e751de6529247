"""Who is heard: by plan and over time, taken apart, and where a seat of general practice costs it influence."""

from __future__ import annotations

import copy
import dataclasses
from pathlib import Path

import numpy as np
import pytest
from evidence_example import COMPARATOR, write_example
from evidence_said import a_finding, as_told, said

from relsim.evidence.findings import influence_shift as influence_shift_findings
from relsim.evidence.findings.gp_seats import added_seats
from relsim.evidence.findings.influence import costly_seats, shifts
from relsim.evidence.findings.influence import heard as heard_under
from relsim.evidence.findings.rivals import Cost, rivals
from relsim.evidence.results import Results, read_results
from relsim.evidence.sentences.influence import other_plans, seats_that_cost_influence
from relsim.evidence.sentences.influence_shift import what_makes_it
from relsim.evidence.sentences.shares import beside
from relsim.evidence.tables import heard, places
from relsim.measures.catalogue import ACUTE_DOMINANCE
from relsim.measures.decomposition import seats_ties_and_money
from relsim.measures.noise_removed import Side
from relsim.measures.verdicts import Why

FIRST, SECOND = "ICB in July 2022", "ICB in April 2024"
ACUTE = ("acute_dominance", "acute")
GENERAL_PRACTICE = ("influence", "general_practice")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return read_results(write_example(tmp_path_factory.mktemp("results"), worlds=20, replicates=2, safeguards=True))


def with_parts(results: Results, change: dict[str, float]) -> Results:
    """The same results, with a value added to the acute trusts' share under some of the parts."""
    by_world = results.by_world.copy()
    for label, added in change.items():
        chosen = (by_world["plan"] == f"{FIRST}, {label}") & (by_world["measure"] == "acute_dominance")
        by_world.loc[chosen, "value"] += added
    return dataclasses.replace(results, by_world=by_world)


def test_the_parts_are_those_that_the_example_was_made_with(results: Results) -> None:
    found = influence_shift_findings.shift(results, *GENERAL_PRACTICE)
    assert found is not None
    assert found.window == "120"
    assert found.mean("whole") == pytest.approx(-0.04)
    assert [found.mean(cause) for cause in ("seats", "ties", "money")] == pytest.approx([-0.03, -0.008, -0.002])
    assert found.before == pytest.approx(0.18)
    made = influence_shift_findings.made_of(results, FIRST)
    shift = ("influence", "120", "general_practice")
    table = seats_ties_and_money(results.by_world, made, FIRST, COMPARATOR, *shift)
    assert found.worlds["seats"].to_numpy() == pytest.approx(table["seats"].to_numpy())
    low, high = found.range("seats")
    assert low < -0.03 < high
    assert found.error("seats") == pytest.approx(0.0, abs=1e-12), "the example's runs of a world have one influence"


def test_the_error_of_a_part_is_that_of_the_runs(results: Results) -> None:
    """Of two runs whose values differ by d in the part that has seats alone, the seats' part differs by d / 3."""
    outcomes = results.outcomes.copy()
    chosen = (outcomes["plan"] == f"{FIRST}, only seats") & (outcomes["measure"] == "influence")
    chosen &= (outcomes["sector"] == "general_practice") & (outcomes["window"] == "120")
    outcomes.loc[chosen & (outcomes["replicate"] == 0), "value"] += 0.06
    found = influence_shift_findings.shift(dataclasses.replace(results, outcomes=outcomes), *GENERAL_PRACTICE)
    assert found is not None
    assert found.errors["seats"].to_numpy() == pytest.approx(0.01)
    assert found.error("seats") == pytest.approx(1.96 * 0.01 / np.sqrt(20))
    of_parts = (outcomes["role"] == "part") & (outcomes["measure"] == "influence") & (outcomes["window"] == "120")
    of_parts &= (outcomes["sector"] == "general_practice") & (outcomes["replicate"] == 0)
    outcomes.loc[of_parts, "comparator"] += 0.06
    both = influence_shift_findings.shift(dataclasses.replace(results, outcomes=outcomes), *GENERAL_PRACTICE)
    assert both is not None
    assert both.errors["seats"].to_numpy() == pytest.approx(0.0, abs=1e-12), "what both have makes no difference"
    assert both.errors["whole"].to_numpy() == pytest.approx(0.03)


def test_the_sentence_ranks_the_parts_where_the_worlds_do(results: Results) -> None:
    found = influence_shift_findings.shift(results, *GENERAL_PRACTICE)
    assert found is not None
    assert found.order() == (("seats", "ties", "money"), 1.0)
    told = what_makes_it([found])
    assert told.startswith("Of general practice’s −4.0 points seats make −3.0 (")
    assert told.endswith("they rank seats, relationships, money in 100% of sets of assumptions.")


def test_no_ranking_is_told_where_none_holds(results: Results) -> None:
    """Half of the worlds have relationships first, half seats: what is added to two parts is taken from the third."""
    found = influence_shift_findings.shift(results, *GENERAL_PRACTICE)
    assert found is not None
    worlds = found.worlds.copy()
    half = worlds.index < 10
    worlds.loc[half, ["seats", "ties"]] = worlds.loc[half, ["ties", "seats"]].to_numpy()
    mixed = dataclasses.replace(found, worlds=worlds)
    assert mixed.order() == ((), 0.0)
    assert what_makes_it([mixed]).endswith("no ranking of the three holds in 80% of sets of assumptions.")
    worlds.loc[half, ["seats", "ties", "money"]] = worlds.loc[half, ["ties", "money", "seats"]].to_numpy()
    first = dataclasses.replace(found, worlds=worlds)
    assert first.order() == (("seats",), 1.0)
    assert what_makes_it([first]).endswith("seats are the greatest part in 100% of sets of assumptions.")
    few = dataclasses.replace(found, worlds=found.worlds.iloc[:9], errors=found.errors.iloc[:9])
    assert few.order() == ((), 0.0)
    assert "rank" not in what_makes_it([few])


def test_nothing_is_said_of_the_parts_of_a_shift_that_is_not_clear(results: Results) -> None:
    unclear = as_told(results, FIRST, COMPARATOR, "acute_dominance", Why.TOO_FEW_WORLDS)
    found = influence_shift_findings.shift(unclear, *ACUTE)
    assert found is not None
    assert not found.clear
    assert what_makes_it([found]) == ""
    assert "acute trusts’ +" not in what_makes_it(shifts(unclear))
    assert "acute trusts’ +" in what_makes_it(shifts(results))


def test_without_runs_of_parts_nothing_is_taken_apart(results: Results) -> None:
    plans = [plan for plan in results.manifest["plans"] if plan["role"] != "part"]
    without = dataclasses.replace(results, manifest=results.manifest | {"plans": plans})
    assert influence_shift_findings.shift(without, *ACUTE) is None


def test_the_acute_share_never_stands_without_the_commissioners_own(results: Results) -> None:
    told = said(results, "influence")
    shares = ("acute trusts hold", "the commissioner itself holds", "general practice holds")
    found = [told.index(words) for words in shares]
    assert found == sorted(found)
    assert "acute trusts hold 33% against 27% (5 to 8 points higher) of the influence" in told
    assert "the commissioner itself holds 36%, with no difference worth speaking of, of all influence" in told
    assert told.endswith("No record of influence exists to check this.")
    table = heard.over_time(results)
    assert table is not None
    assert [row[0] for row in table.rows][-1] == ACUTE_DOMINANCE.words.short
    assert "Commissioner" in [row[0] for row in table.rows]


def test_the_other_plans_are_told_by_their_extremes(results: Results) -> None:
    told = other_plans(heard_under(results, results.plan(FIRST)))
    assert "general practice holds 12% (“Voice funded”) to 19% (“Places decide”)" in told


def test_what_does_not_differ_is_called_the_same() -> None:
    share = {"value": 0.36, "versus_value": 0.36, "difference": 0.0}
    same = "36%, with no difference worth speaking of,"
    assert beside(a_finding(**share, side=Side.NO_DIFFERENCE)) == same
    assert beside(a_finding(**share, side=Side.UNDECIDED, why=Why.TOO_RARE, pairs_that_differ=0)) == same
    open_yet = a_finding(**share, side=Side.UNDECIDED, why=Why.TOO_WIDE)
    assert beside(open_yet) == "36% against 36% (whether they differ can’t be told)"


def test_a_small_difference_is_told_in_points() -> None:
    close = a_finding(value=0.3612, versus_value=0.3604, difference=0.0008, side=Side.HIGHER)
    assert beside(close) == "36% (0.1 points higher)"


def test_influence_is_told_before_during_and_after(results: Results) -> None:
    table = heard.over_time(results)
    assert table is not None
    assert table.columns[1:6] == [
        "Year before announced", "Announced, not yet in force", "2 years after", "5 years after", "10 years after",
    ]  # fmt: skip
    row = next(row for row in table.rows if row[0] == "General practice")
    assert row[1:7] == ["18.0%", "18.0%", "14.0%", "14.0%", "14.0%", "18.0%"]
    assert row[7] == "−4.0 (−5.0 to −3.0)"
    assert "every quarter" in table.note


def test_seats_and_influence_by_plan(results: Results) -> None:
    table = heard.by_plan(results)
    assert table is not None
    rows = {(row[0], row[1]): row[2:] for row in table.rows}
    assert rows[COMPARATOR, "Seats"][0] == "49%"
    assert rows[FIRST, "Seats"][0] == "10%"
    assert (SECOND, "Seats") not in rows, "its seats are those of the plan above"
    assert rows[COMPARATOR, "Influence"][0] == "18%"
    assert rows[FIRST, "Influence"][0] == "14%"
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_votes_of_all_holders_of_a_sector_are_told_together(results: Results) -> None:
    manifest = copy.deepcopy(results.manifest)
    manifest["plans"][1]["voting_power"] = {"trusts": 0.2, "lmc": 0.1, "general_practice": 0.2, "commissioner": 0.5}
    table = heard.by_plan(dataclasses.replace(results, manifest=manifest))
    assert table is not None
    votes = next(row for row in table.rows if row[:2] == [FIRST, "Voting power"])
    assert votes[2:9] == ["30%", "–", "20%*", "20%*", "–", "50%", "–"]


def with_gp_seats(results: Results, voiced: float) -> Results:
    """As if a safeguard had been a seat for the local medical committee, after which practices have so much more."""
    manifest = copy.deepcopy(results.manifest)
    plan = next(plan for plan in manifest["plans"] if plan["name"] == "Voice funded")
    plan["boards"][0]["seats"] = {"commissioner": 7.0, "trusts": 1.0, "general_practice": 1.0, "local_government": 1.0}
    plan["boards"][0]["seats"]["lmc"] = 1.0
    found = dataclasses.replace(results, manifest=manifest)
    side = Side.HIGHER if voiced > 0 else Side.LOWER
    return as_told(found, "Voice funded", FIRST, "influence", side, sector="general_practice", size=voiced)


def test_a_seat_that_costs_general_practice_influence_is_told_plainly(results: Results) -> None:
    found = with_gp_seats(results, -0.012)
    assert [(one.plan, one.like, one.seats) for one in added_seats(found)] == [("Voice funded", FIRST, 1.0)]
    told = seats_that_cost_influence(costly_seats(found))
    assert told.startswith(
        "“Voice funded” adds a seat of general practice to “ICB in July 2022”, and general practice’s influence falls, "
        "by 1.2 points: the new member listens elsewhere"
    )
    assert told in said(found, "influence")


def test_a_seat_that_adds_influence_or_a_plan_without_one_is_not_blamed(results: Results) -> None:
    assert costly_seats(with_gp_seats(results, 0.012)) == ()
    assert added_seats(results) == [], "no plan of the example adds seats of general practice to a board"
    few = as_told(with_gp_seats(results, -0.012), "Voice funded", FIRST, "influence", Why.TOO_FEW_WORLDS)
    assert costly_seats(few) == ()


def test_places_are_told_of_plans_that_delegate(results: Results) -> None:
    table = places.by_place(results)
    assert table is not None
    assert {row[0] for row in table.rows} == {f"{COMPARATOR} (comparator)", "Places decide", "Voice and places"}
    councils = next(row for row in table.rows if row[:2] == ["Places decide", "Councils"])
    assert table.columns[2:4] == ["Ashire", "Bshire"]
    assert councils[2:] == ["15.0", "12.0", "3.0 (3.0 to 3.0)"]


def test_places_that_are_all_alike_have_no_table(tmp_path: Path) -> None:
    assert places.by_place(read_results(write_example(tmp_path, worlds=2, replicates=2))) is None


def as_alike(results: Results) -> Results:
    """The same results, as if the second option lost in every run what the first one loses."""
    summary = results.summary.copy()
    pair = summary["plan"].isin((FIRST, SECOND)) & summary["versus"].isin((FIRST, SECOND))
    summary.loc[pair, ["mean", "low", "high", "non_zero"]] = 0
    summary.loc[pair, "told"], summary.loc[pair, "why_untold"] = "", "too rare"
    return dataclasses.replace(results, summary=summary)


def test_plans_that_lose_the_same_in_every_run_are_not_called_too_rare(results: Results) -> None:
    assert all(rival.cost not in (Cost.SAME, Cost.ALIKE) for rival in rivals(results))
    alike = as_alike(results)
    assert [rival.cost for rival in rivals(alike)] == [Cost.SAME], "safeguards of the first plan are no rivals"
    told = said(alike, "rivals")
    assert told.startswith("No: every other")
    assert "exactly as much, in every run" in told


def test_plans_that_hardly_differ_are_said_to_lose_as_much(results: Results) -> None:
    """Of plans on one date, since dates take more worlds."""
    manifest = copy.deepcopy(results.manifest)
    manifest["plans"][2]["vesting"] = manifest["plans"][1]["vesting"]
    plans = dataclasses.replace(results, manifest=manifest)
    hardly = as_told(plans, SECOND, FIRST, "share_lost", Side.NO_DIFFERENCE, size=-0.002)
    assert [rival.cost for rival in rivals(hardly)] == [Cost.ALIKE]
    assert said(hardly, "rivals").startswith("No: no other plan differs by as much as is worth speaking of.")
    assert [rival.cost for rival in rivals(as_told(plans, SECOND, FIRST, "share_lost", Side.LOWER))] == [Cost.LESS]
