"""Verdicts on what the sources say follow the worlds, by the rule that is stated."""

from __future__ import annotations

import copy
import dataclasses

import numpy as np
import pytest
from evidence_example import COMPARATOR, write_example
from evidence_said import as_told

from relsim.domain.months import month_number
from relsim.evidence.claims import bedding_in
from relsim.evidence.claims.every_claim import verdicts
from relsim.evidence.claims.verdict import OUTSIDE, TOO_FEW, word
from relsim.evidence.results import Results, read_results
from relsim.measures.verdicts import Why

FIRST, VOICE, PLACES = "ICB in July 2022", "Voice funded", "Places decide"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = tmp_path_factory.mktemp("results")
    return read_results(write_example(folder, worlds=20, replicates=2, options=1, safeguards=True))


@pytest.mark.parametrize(
    ("share", "worlds", "verdict"),
    [
        (1.0, 17, "supported"),
        (0.95, 20, TOO_FEW),
        (0.8, 20, TOO_FEW),
        (0.92, 50, "supported"),
        (0.9, 50, TOO_FEW),
        (0.5, 20, "mixed"),
        (0.2, 20, TOO_FEW),
        (0.0, 17, "contradicted"),
        (0.08, 50, "contradicted"),
        (1.0, 16, TOO_FEW),
        (1.0, 9, TOO_FEW),
    ],
)
def test_verdict_words(share: float, worlds: int, verdict: str) -> None:
    assert word(share, worlds) == verdict


def _with_times(results: Results, months: list[float]) -> Results:
    by_world = results.by_world.copy()
    chosen = (by_world["measure"] == "months_to_90") & (by_world["window"] == "12") & (by_world["versus"] == COMPARATOR)
    by_world.loc[chosen, "value"] = by_world.loc[chosen, "world"].map(dict(enumerate(months)))
    return dataclasses.replace(results, by_world=by_world)


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ([24.0] * 20, {"C22": "supported", "C22 band": "supported", "Fulop": "supported", "PCT 2006": "contradicted"}),
        (
            [10.0] * 20,
            {"C22": "contradicted", "C22 band": "contradicted", "Fulop": "contradicted", "PCT 2006": "supported"},
        ),
        (
            [np.nan] * 20,
            {"C22": "supported", "C22 band": "contradicted", "Fulop": "supported", "PCT 2006": "contradicted"},
        ),
        ([8.0] * 10 + [36.0] * 10, {"C22": "mixed", "C22 band": "mixed", "Fulop": "mixed", "PCT 2006": "mixed"}),
        ([8.0] * 3 + [36.0] * 17, dict.fromkeys(("C22", "C22 band", "Fulop", "PCT 2006"), TOO_FEW)),
    ],
)
def test_verdicts_follow_the_worlds(results: Results, months: list[float], words: dict[str, str]) -> None:
    verdicts_of = bedding_in.verdicts(_with_times(results, months))
    found = {v.code: v.word for v in verdicts_of if v.plan == FIRST}
    assert found == words | {"CCG 2013": "contradicted"}


def _judged(results: Results, plan: str = FIRST) -> dict[str, tuple[str, str]]:
    """Code → word and shares, under one plan."""
    return {v.code: (v.word, v.shares) for v in verdicts(results) if v.plan == plan}


def _favouring(results: Results, plan: str, versus: str, measure: str, sector: str, favours: list[str]) -> Results:
    """The same results with other favours by world in one comparison."""
    by_world = results.by_world.copy()
    chosen = (by_world["plan"] == plan) & (by_world["versus"] == versus) & (by_world["measure"] == measure)
    chosen &= by_world["sector"] == sector
    by_world.loc[chosen, "favours"] = by_world.loc[chosen, "world"].map(dict(enumerate(favours)))
    return dataclasses.replace(results, by_world=by_world)


def test_one_seat_lets_the_acute_voice_dominate_where_it_does(results: Results) -> None:
    found = _judged(results)
    assert found["One seat"] == ("supported", "100% of sets of assumptions agree; 33% against 27% on average")
    assert found["One seat, beside"][0] == "supported"
    assert found["One seat, why"][0] == "supported"
    assert found["One seat, why"][1].startswith("100% of sets of assumptions agree; +4.7 of +6.")
    mixed = ["plan"] * 10 + ["undecided"] * 10
    assert _judged(_favouring(results, FIRST, COMPARATOR, "acute_dominance", "acute", mixed))["One seat"][0] == "mixed"
    against = _favouring(results, FIRST, COMPARATOR, "acute_dominance", "acute", ["versus"] * 20)
    assert _judged(against)["One seat"][0] == "contradicted"


def test_a_board_with_more_than_a_fifth_of_gps_bears_on_none_of_it(results: Results) -> None:
    plans = [dict(plan) for plan in results.manifest["plans"]]
    for plan in plans:
        if plan["role"] == "plan":
            plan["seats"] = plan["seats"] | {"general_practice": 0.25}
    crowded = dataclasses.replace(results, manifest=results.manifest | {"plans": plans})
    assert not any(code.startswith("One seat") for code in _judged(crowded))


def test_each_remedy_is_put_to_what_it_is_for(results: Results) -> None:
    voice = _judged(results, VOICE)["Remedy: voice"]
    assert voice == (
        "supported", "100% of sets of assumptions agree; 10.0% against 6.0% under “ICB in July 2022” on average",
    )  # fmt: skip
    assert _judged(results, PLACES)["Remedy: places"][0] == "contradicted", "the example's councils gain nothing"
    assert "Remedy: places" not in _judged(results, "Voice and places"), "two remedies at once are neither"
    assert "Remedy: challenge" not in {v.code for v in verdicts(results)}, "no plan has one"


def test_overspend_is_put_to_spend_and_to_contacts(results: Results) -> None:
    found = _judged(results)
    assert found["Overspend"] == ("supported", "100% of sets of assumptions agree; 8.0% against 9.0% on average")
    assert found["Overspend, work"] == ("mixed", "50% of sets of assumptions agree; −1.0% on average")
    alike = results.by_world.copy()
    spend = (alike["plan"] == FIRST) & (alike["measure"] == "spend") & (alike["sector"] == "general_practice")
    alike.loc[spend, "value"] = 0.995 * alike.loc[spend, "versus_value"]
    hardly = dataclasses.replace(results, by_world=alike)
    assert _judged(hardly)["Overspend"][0] == "contradicted", "clearly lower, but by too little to speak of"
    less = _favouring(results, FIRST, COMPARATOR, "spend", "general_practice", ["plan"] * 20)
    assert _judged(less)["Overspend"][0] == "contradicted"


def test_a_claim_whose_rule_is_switched_off_is_outside_the_model(results: Results) -> None:
    experiment = results.manifest["experiment"] | {"rules_off": ["first_call"]}
    off = _judged(dataclasses.replace(results, manifest=results.manifest | {"experiment": experiment}))
    assert off["Overspend"] == (OUTSIDE, "switched off: first_call")
    assert off["Overspend, work"][0] == "mixed", "that it needs was left on"


def test_six_years_after_the_last_reorganisation(results: Results) -> None:
    """The example's history ends in April 2013; practices know whom to ask in 98 of 100 relationships that work."""
    known = results.by_month(COMPARATOR, "general_practice", "knows_whom_to_ask")
    sixth = known.loc[month_number("2018-04") : month_number("2019-03")].mean()
    found = _judged(results, COMPARATOR)
    word_, shares = found["Six years"]
    assert shares.startswith(f"{100 * float((sixth >= 0.8).mean()):.0f}% of sets of assumptions agree; ")
    assert f"{100 * float(sixth.mean()):.0f}% in year 6" in shares
    assert word_ == word(float((sixth >= 0.8).mean()), 20)
    assert found["Six years, time"][0] == "supported", "twelve months after its shock the example is still coming back"


def test_a_history_without_six_stable_years_says_nothing_of_them(results: Results) -> None:
    place = {"history": [{"vesting": "2030-04"}]}
    experiment = results.manifest["experiment"] | {"place": place}
    late = dataclasses.replace(results, manifest=results.manifest | {"experiment": experiment})
    assert "Six years" not in {v.code for v in verdicts(late)}


def test_openness_is_put_to_plans_that_differ_in_it(results: Results) -> None:
    assert "Openness" not in {v.code for v in verdicts(results)}
    plans = copy.deepcopy(results.manifest["plans"])
    first = next(plan for plan in plans if plan["name"] == FIRST)
    first["boards"][0]["openness"] = 0.5
    closed = dataclasses.replace(results, manifest=results.manifest | {"plans": plans})
    more = _favouring(closed, PLACES, FIRST, "concerns_acted_on", "all", ["plan"] * 20)
    shares = "100% of sets of assumptions agree; 100% decided in public, against 50% under “ICB in July 2022”"
    assert _judged(more, PLACES)["Openness"] == ("supported", shares)
    less = _favouring(closed, PLACES, FIRST, "concerns_acted_on", "all", ["versus"] * 20)
    assert _judged(less, PLACES)["Openness"][0] == "contradicted"


def test_a_seat_for_those_who_speak_for_practices(results: Results) -> None:
    plans = copy.deepcopy(results.manifest["plans"])
    voice = next(plan for plan in plans if plan["name"] == VOICE)
    voice["boards"][0]["seats"] = voice["boards"][0]["seats"] | {"federation": 1.0}
    seated = dataclasses.replace(results, manifest=results.manifest | {"plans": plans})
    rows = _favouring(seated, VOICE, FIRST, "influence", "general_practice", ["plan"] * 11 + ["versus"] * 9)
    assert _judged(rows, VOICE)["Seat"] == (
        "mixed", "55% of sets of assumptions agree; clearly lower in 45%; beside “ICB in July 2022”",
    )  # fmt: skip
    assert "Minimum" not in _judged(rows, VOICE)


def test_more_seats_of_the_sector_itself_are_another_claim(results: Results) -> None:
    plans = copy.deepcopy(results.manifest["plans"])
    voice = next(plan for plan in plans if plan["name"] == VOICE)
    voice["boards"][0]["seats"] = voice["boards"][0]["seats"] | {"general_practice": 3.0}
    seated = dataclasses.replace(results, manifest=results.manifest | {"plans": plans})
    rows = _favouring(seated, VOICE, FIRST, "influence", "general_practice", ["versus"] * 20)
    assert _judged(rows, VOICE)["Minimum"][0] == "contradicted"
    assert "Seat" not in _judged(rows, VOICE)


def test_giving_up_needs_enough_that_do(results: Results) -> None:
    rare = as_told(results, FIRST, COMPARATOR, "given_up", Why.TOO_RARE)
    assert _judged(rare)["Giving up"][0] == "it happens too seldom in these runs to judge"
    enough = _favouring(results, FIRST, COMPARATOR, "given_up", "vcse", ["versus"] * 20)
    assert _judged(enough)["Giving up"][0] == "supported"
    fewer = _favouring(results, FIRST, COMPARATOR, "given_up", "vcse", ["plan"] * 20)
    assert _judged(fewer)["Giving up"][0] == "contradicted"


def test_every_claim_says_what_it_is_put_to(results: Results) -> None:
    for verdict in verdicts(results):
        assert verdict.tests
        assert verdict.source
        assert verdict.word in ("supported", "mixed", "contradicted", OUTSIDE, TOO_FEW)
