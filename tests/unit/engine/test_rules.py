"""The small rules, by numbers worked by hand; the functions as they are written, not compiled."""

from __future__ import annotations

import inspect
from functools import cache

import numpy as np
import pytest
from much_happens import everything

from relsim.domain.sectors import Kind, Sector
from relsim.engine.rates import rates
from relsim.engine.rules import attention, contact, participation, people, readiness, trust
from relsim.engine.rules.month import run_months
from relsim.engine.rules.switches import RULES, Stage, Switches
from relsim.engine.simulation import Simulation
from relsim.worlds.parameters import World

WORLD, ON = World(), Switches()


@cache
def sums_without(*rules: str) -> np.ndarray:
    """(months, measures, sectors) sums of a run in which much happens, with some rules off."""
    simulation = Simulation(everything(), seed=4, switches=Switches.without(*rules))
    simulation.advance()
    return simulation.record.sums


def plain(rule):
    """The Python of a compiled rule."""
    return rule.py_func


def test_wanted_contact_grows_with_trust_on_both_sides() -> None:
    wanted = plain(attention.wanted_contact)
    assert wanted(2.0, 0.5, 0.5, WORLD) == pytest.approx(2.0)  # middling trust: the need itself
    assert wanted(2.0, 0.0, 0.0, WORLD) == pytest.approx(1.2)  # 2 × (1 − 0.4)
    assert wanted(2.0, 1.0, 0.5, WORLD) == pytest.approx(2.4)  # 2 × (0.6 + 0.4 × 1.5)


def test_the_centre_takes_its_part_of_the_time_of_those_who_take_orders() -> None:
    time = plain(attention.time_of_a_post)
    assert time(False, False, WORLD, ON) == 5.5
    assert time(True, False, WORLD, ON) == pytest.approx(4.95)  # 5.5 × 0.9
    assert time(True, True, WORLD, ON) == pytest.approx(4.125)  # 5.5 × 0.75
    assert time(True, True, WORLD, Switches.without("centre")) == 5.5


def test_the_busy_give_everybody_the_same_part() -> None:
    part = plain(attention.part_there_is_time_for)
    assert part(10.0, 8.0, ON) == 1.0
    assert part(10.0, 40.0, ON) == 0.25
    assert part(0.0, 40.0, ON) == 0.0
    assert part(0.0, 0.0, ON) == 1.0
    assert part(10.0, 40.0, Switches.without("attention")) == 1.0


def test_a_number_of_contacts_is_one_of_the_two_around_its_mean() -> None:
    number = plain(contact.number_of_contacts)
    assert [number(2.3, draw) for draw in (0.0, 0.299, 0.3, 0.999)] == [3.0, 3.0, 2.0, 2.0]
    assert number(0.0, 0.0) == 0.0
    assert number(2.0, 0.0) == 2.0
    draws = (np.arange(1000) + 0.5) / 1000
    assert np.mean([number(2.3, draw) for draw in draws]) == pytest.approx(2.3)


def test_trust_and_readiness_raise_the_chance_of_success() -> None:
    chance = plain(contact.chance_of_success)
    assert chance(0.0, 1.0, WORLD) == pytest.approx(0.55)
    assert chance(1.0, 1.0, WORLD) == pytest.approx(0.97)
    assert chance(0.5, 0.5, WORLD) == pytest.approx(0.38)  # (0.55 + 0.42 / 2) / 2


def test_a_side_goes_by_the_shared_draw_unless_its_own_says_otherwise() -> None:
    judged, inverse = plain(contact.judged_good), rates(WORLD).own_judgement_inverse
    assert judged(0.5, 0.4, 0.9, WORLD, inverse)  # shared: 0.4 < 0.5
    assert not judged(0.5, 0.6, 0.9, WORLD, inverse)
    assert judged(0.5, 0.6, 0.1, WORLD, inverse)  # own: 0.1 / 0.3 = 0.33 < 0.5
    assert not judged(0.5, 0.4, 0.2, WORLD, inverse)  # own: 0.2 / 0.3 = 0.67


def test_how_often_a_side_judges_well_does_not_depend_on_own_judgement() -> None:
    judged = plain(contact.judged_good)
    steps = (np.arange(200) + 0.5) / 200
    for own_judgement in (0.1, 0.3, 0.6, 0.0):
        world = World(own_judgement=own_judgement)
        inverse = rates(world).own_judgement_inverse
        share = np.mean([judged(0.7, shared, own, world, inverse) for shared in steps for own in steps])
        assert share == pytest.approx(0.7, abs=0.01)


def test_trust_after_a_good_a_bad_and_no_contact() -> None:
    after = plain(trust.trust_after)
    assert after(0.5, 1.0, True, 0.0, WORLD, ON) == pytest.approx(0.56)  # 0.5 + 0.12 × 0.5
    assert after(0.5, 3.0, True, 0.0, WORLD, ON) == pytest.approx(0.68)  # 0.5 + 0.36 × 0.5
    assert after(0.5, 20.0, True, 0.0, WORLD, ON) == 1.0
    assert after(0.5, 1.0, False, 0.0, WORLD, ON) == pytest.approx(0.40)  # 0.5 − 0.2 × 0.5
    assert after(0.5, 1.0, False, 1.0, WORLD, ON) == pytest.approx(0.35)  # wholly dependent: 0.3
    assert after(0.5, 20.0, False, 0.0, WORLD, ON) == 0.0
    assert after(0.5, 0.0, True, 1.0, WORLD, ON) == pytest.approx(0.494)  # 0.5 × (1 − 0.012)
    assert after(0.5, 2.0, True, 0.0, WORLD, Switches.without("trust")) == 0.5
    assert after(0.5, 0.0, True, 0.0, WORLD, Switches.without("decay")) == 0.5


def test_knowing_is_learnt_by_contact_and_fades_without() -> None:
    after = plain(trust.knowing_after)
    assert after(0.2, 2.0, WORLD, ON) == pytest.approx(0.44)  # 0.2 + 0.3 × 0.8
    assert after(0.2, 0.0, WORLD, ON) == pytest.approx(0.198)
    assert after(0.2, 2.0, WORLD, Switches.without("knowing")) == 0.2
    assert after(0.2, 0.0, WORLD, Switches.without("decay")) == 0.2


def test_procedures_grow_with_success_where_both_know() -> None:
    after = plain(trust.procedures_after)
    assert after(0.4, 1.0, True, 0.5, 0.8, WORLD, ON) == pytest.approx(0.4072)  # 0.4 + 0.03 × 0.4 × 0.6
    assert after(0.4, 1.0, True, 0.0, 0.8, WORLD, ON) == 0.4
    assert after(0.4, 1.0, False, 0.5, 0.8, WORLD, ON) == 0.4
    assert after(0.4, 1.0, True, 0.5, 0.8, WORLD, Switches.without("procedures")) == 0.4


def test_effective_trust_counts_procedures_only_where_they_are_known() -> None:
    effective = plain(trust.effective_trust)
    # 0.65 × 0.8 + 0.35 × (0.5 × 1 + 0.5 × 0.6 × 0.5)
    assert effective(0.8, 1.0, 0.6, 0.5, WORLD) == pytest.approx(0.7475)
    assert effective(0.8, 0.0, 0.6, 0.0, WORLD) == pytest.approx(0.52)
    assert effective(1.0, 1.0, 1.0, 1.0, WORLD) == pytest.approx(1.0)


def test_energy_rises_with_success_and_drains_without() -> None:
    after = plain(participation.energy_after)
    assert after(0.5, 1.0, WORLD) == pytest.approx(0.55)  # + 0.1 × 0.5
    assert after(0.5, 0.0, WORLD) == pytest.approx(0.48)  # − 0.04 × 0.5
    assert after(0.5, 0.5, WORLD) == pytest.approx(0.515)  # + 0.025 − 0.01


def test_holders_leave_sooner_between_notice_and_vesting() -> None:
    chance, monthly = plain(people.chance_of_leaving), rates(WORLD)
    usual = 1 - 0.84 ** (1 / 12)
    for month, expected in ((99, usual), (100, 1.8 * usual), (111, 1.8 * usual), (112, usual)):
        assert chance(month, 100, 112, Kind.COMMISSIONER, monthly, ON) == pytest.approx(expected)
    off = Switches.without("distraction")
    assert chance(105, 100, 112, Kind.COMMISSIONER, monthly, off) == pytest.approx(usual)


@pytest.mark.parametrize("kind", list(Kind))
def test_monthly_chances_add_up_to_the_yearly_share(kind: Kind) -> None:
    """Those who speak for others lose their people as those do for whom they speak."""
    yearly = {
        Kind.PRACTICE: 0.05, Kind.LMC: 0.05, Kind.PCN: 0.15, Kind.FEDERATION: 0.15, Kind.VCSE: 0.15,
        Kind.ALLIANCE: 0.15, Kind.HEALTHWATCH: 0.15, Kind.COUNCIL: 0.14, Kind.COMMISSIONER: 0.16,
    }  # fmt: skip
    staying = (1 - rates(WORLD).leaving[kind]) ** 12
    assert 1 - staying == pytest.approx(yearly.get(kind, 0.20))


def test_a_voluntary_organisation_s_contact_has_part_of_a_post_s_time() -> None:
    of_a_post = dict(zip(Kind, rates(WORLD).time.tolist(), strict=True))
    assert of_a_post.pop(Kind.VCSE) == 0.6
    assert set(of_a_post.values()) == {1.0}


def test_closing_is_a_share_a_year_and_more_for_those_who_gave_up() -> None:
    assert rates(WORLD).closing.tolist() == pytest.approx([0.028, 0.056])
    assert rates(World(closing_vcse=0.6)).closing.tolist() == pytest.approx([0.6, 1.0])


def test_a_new_body_settles_in() -> None:
    ready = plain(readiness.readiness)
    never = 2**30
    values = [ready(month, 100, never, never, WORLD, ON) for month in (99, 100, 103, 108, 109)]
    assert values == pytest.approx([1.0, 0.5, 0.5 + 0.5 * 3 / 9, 0.5 + 0.5 * 8 / 9, 1.0])
    assert ready(100, 100, never, never, WORLD, Switches.without("settling_in")) == 1.0


def test_an_announced_change_distracts_until_vesting() -> None:
    ready = plain(readiness.readiness)
    values = [ready(month, -(2**30), 100, 112, WORLD, ON) for month in (99, 100, 111, 112)]
    assert values == pytest.approx([1.0, 0.9, 0.9, 1.0])
    assert ready(105, -(2**30), 100, 112, WORLD, Switches.without("distraction")) == 1.0


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_used_has_a_stage_and_says_what_it_does(rule: str) -> None:
    """In a run in which much happens it makes a difference; were its switch read nowhere, it would make none."""
    assert (sums_without(rule) != sums_without()).any()
    assert isinstance(RULES[rule].stage, Stage)
    assert RULES[rule].does.endswith(".")


def test_the_month_goes_through_its_stages_in_their_order() -> None:
    """What is called in the loop, by the stage that it belongs to; the time of a month's posts is found ahead."""
    calls = {
        Stage.MONEY: "_decide_money(", Stage.PEOPLE: "_people(", Stage.ATTENTION: "_share_time(",
        Stage.CONTACT: "_meet(", Stage.TRUST: "_learn(", Stage.PARTICIPATION: "_participate(",
        Stage.GOVERNANCE: "_spread(", Stage.REACH: "_reach(", Stage.RECORD: "_record(",
    }  # fmt: skip
    text = inspect.getsource(run_months.py_func)
    found = [text.index(calls[stage]) for stage in Stage if stage in calls]
    assert found == sorted(found)


def test_the_switches_are_the_named_rules_in_order() -> None:
    assert Switches._fields == tuple(RULES)
    assert all(Switches())
    off = Switches.without("decay", "people")
    assert [name for name in RULES if not getattr(off, name)] == ["people", "decay"]
    with pytest.raises(ValueError, match="no rule is called 'trsut'"):
        Switches.without("trsut")


def test_who_speaks_for_others_can_give_up_and_is_of_its_members_sector() -> None:
    """And networks, councils and Healthwatch are ways to somebody, as they are."""
    speaks = {kind for kind in Kind if kind.represents}
    assert speaks == {Kind.LMC, Kind.FEDERATION, Kind.ALLIANCE}
    assert {kind for kind in Kind if kind.intermediary} == speaks | {Kind.PCN, Kind.HEALTHWATCH, Kind.COUNCIL}
    assert not any(kind.statutory for kind in speaks | {Kind.HEALTHWATCH})
    of_practices = {kind for kind in Kind if kind.sector is Sector.GENERAL_PRACTICE}
    assert of_practices == {Kind.PRACTICE, Kind.PCN, Kind.LMC, Kind.FEDERATION}
    assert {kind for kind in Kind if kind.sector is Sector.PUBLIC_VOICE} == {Kind.HEALTHWATCH}
