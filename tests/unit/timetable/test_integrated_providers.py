"""The networks that an integrated provider runs are the same for the checks, the words and the engine."""

from __future__ import annotations

import re
from functools import cache

import pytest
from kinds_example import VESTING, to
from kinds_example import told as told_of
from model_example import SMALLSHIRE, timetable

from relsim.domain.bodies import responsibilities_at
from relsim.domain.months import month_number
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.evidence.sentences.provisions import provisions_sentences
from relsim.experiments.plan_checks import PlanInDraft, problems_of_plan
from relsim.places.library import built_in
from relsim.timetable.era_dates import NEVER
from relsim.timetable.integrated_providers import network_of_plan, networks_run_by
from relsim.timetable.network import network
from relsim.timetable.timetable import Era, build_timetable

BEGINS = month_number("2027-04")
UNTIL = BEGINS + 24
place_of = cache(built_in)


def plan_of(*providers: dict[str, object]) -> Plan:
    return Plan.model_validate({"name": "Providers", "integrated_providers": providers})


def run_in(era: Era) -> set[str]:
    """Codes of the networks that somebody runs in an era."""
    return {era.structure.codes[row] for row, month in enumerate(era.dates.overseen_from.tolist()) if month != NEVER}


def told(plan: Plan, place: Place) -> list[str]:
    return [str(problem) for problem in problems_of_plan(PlanInDraft("plans[1]", plan), place, UNTIL)]


@pytest.mark.parametrize(("code", "trust", "count"), [("QU9", "RTH", 29), ("QF7", "RCU", 15)])
def test_checks_words_and_engine_count_the_same_networks(code: str, trust: str, count: int) -> None:
    place, plan = place_of(code), plan_of({"trust": trust, "begins": BEGINS})
    responsibilities = responsibilities_at(place, place.history, BEGINS)
    named = networks_run_by(plan.integrated_providers[0], network_of_plan(place, plan), responsibilities)
    assert len(named) == count
    assert run_in(build_timetable(place, network(place), plan, UNTIL).eras[-1]) == set(named)
    (sentence,) = provisions_sentences(plan, place, {})
    assert re.search(r"runs (\d+) PCNs", sentence)[1] == str(count)  # type: ignore[index]
    assert told(plan, place) == []


def test_an_ambulance_trust_would_run_none_and_is_refused() -> None:
    """South Central Ambulance Service works with practices' networks nowhere, though all of them lie in its area."""
    place, plan = place_of("QU9"), plan_of({"trust": "RYE", "begins": BEGINS})
    assert run_in(build_timetable(place, network(place), plan, UNTIL).eras[-1]) == set()
    (problem,) = told(plan, place)
    assert problem.startswith('plans[1] › integrated_providers[1]: "RYE" is of the kind "ambulance", which works with')
    assert "RTH" in problem, "a trust that would be right"
    named = plan_of({"trust": "RYE", "begins": BEGINS, "pcns": (place.pcns[0].code,)})
    assert told(named, place) == []
    assert run_in(build_timetable(place, network(place), named, UNTIL).eras[-1]) == {place.pcns[0].code}


def smallshire_where_the_first_trust_serves(**serves: float) -> Place:
    first, *others = SMALLSHIRE.trusts
    return SMALLSHIRE.model_copy(update={"trusts": (first.model_copy(update={"serves": serves}), *others)})


def test_a_trust_that_meets_next_to_nothing_of_a_need_runs_no_network_there() -> None:
    plan = plan_of({"trust": "T1", "begins": BEGINS})
    (problem,) = told(plan, smallshire_where_the_first_trust_serves(NORTH=0.01))
    assert problem.startswith('plans[1] › integrated_providers[1]: "T1" meets too little')
    assert told(plan, smallshire_where_the_first_trust_serves(NORTH=0.1)) == []


def test_before_its_networks_open_a_trust_runs_none() -> None:
    (problem,) = told(plan_of({"trust": "T1", "begins": month_number("2019-06")}), SMALLSHIRE)
    assert "open in 2019-06" in problem


def test_two_providers_clash_over_the_networks_that_both_would_run() -> None:
    """The second trust's networks lie in the first one's area as well, but the first one hardly works there."""
    plan = plan_of({"trust": "T1", "begins": BEGINS}, {"trust": "T2", "begins": BEGINS})
    assert any("U1, U2 would be run" in each for each in told(plan, SMALLSHIRE))
    apart = plan_of({"trust": "T1", "begins": BEGINS}, {"trust": "T2", "begins": BEGINS, "pcns": ("U2",)})
    assert told(apart, smallshire_where_the_first_trust_serves(NORTH=0.9, MIDDLE=0.01)) == []


def test_a_trust_merged_with_another_runs_the_networks_of_the_one_that_was_named() -> None:
    merger = told_of("merge", "T1 T3", to("X", kind="acute"))
    place = smallshire_where_the_first_trust_serves(NORTH=0.9, MIDDLE=0.01)
    provider = {"trust": "T1", "begins": VESTING - 1}
    era = timetable(merger, place=place, integrated_providers=[provider]).eras[-1]
    assert run_in(era) == {"U1"}


def test_a_network_that_opens_later_is_not_run() -> None:
    pcns = tuple(pcn.model_copy(update={"opened": BEGINS + 1}) if pcn.code == "U2" else pcn for pcn in SMALLSHIRE.pcns)
    place, plan = SMALLSHIRE.model_copy(update={"pcns": pcns}), plan_of({"trust": "T2", "begins": BEGINS})
    assert run_in(build_timetable(place, network(place), plan, UNTIL).eras[-1]) == {"U1"}
