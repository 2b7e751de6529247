"""Each thing that a plan can hold, equal in kernels and twin to the bit, and shown to do what it is there for.

What is shown is read from the twin, so that no comparison is of something that did not happen.
"""

from __future__ import annotations

from typing import Any

import pytest
from comparing import one, timetable, watch
from much_happens import EVERYTHING, only
from slow_twin import SlowTwin
from slow_twin_governance import Listener
from slow_twin_parts import Relationship, monthly

from relsim.domain.sectors import Kind, Sector
from relsim.worlds.parameters import World

GP, VCSE, ACUTE = Sector.GENERAL_PRACTICE, Sector.VCSE, Sector.ACUTE


def between(twin: SlowTwin, code: str, other: str) -> Relationship:
    """The relationship of two organisations."""
    return next(r for r in one(twin, code).relationships if r.partner_of(one(twin, code)).code == other)


def test_a_joint_committee_seats_others_and_keeps_everybody() -> None:
    """Boards change in August 2019: influence at once, voices next quarter; people and agreements are the same."""

    def look(twin: SlowTwin) -> Any:
        c12, voices = one(twin, "C12"), {each.code: dict(each.voice) for each in twin.organisations}
        seats = {code: one(twin, code).opinion for code in ("SLMC", "SALL", "SHW")}
        return seats, voices, twin.influence(), (c12.posts, c12.relationships), between(twin, "SLMC", "C12")

    seen = watch(only("governance"), look, since="2019-01")
    (seats, voices, influence, kept, ties), after = seen["2019-07"], seen["2019-08"]
    assert all(after[0][code] > seats[code] for code in seats)
    assert seats["SALL"] == seats["SHW"] == 0
    assert after[1] == voices
    assert after[2] != influence
    assert (after[3], after[4]) == (kept, ties)
    assert after[4].shared_boards > 0
    assert after[4].closed == 0.6


def test_places_have_committees_of_their_own() -> None:
    def look(twin: SlowTwin) -> Any:
        return [{each.code: weight for each, weight in deciding} for deciding in twin.places], twin.place_influence

    seen = watch(only("governance"), look)
    (north, south), (heard_north, heard_south) = seen["2019-10"]
    assert north["NC"] > 3 * south["NC"]
    assert south["SC"] > 3 * north["SC"]
    assert heard_north != heard_south
    assert not any("NC" in deciding for deciding in seen["2019-07"][0])


def test_who_speaks_for_members_is_moved_by_their_trust() -> None:
    """Of an LMC, a federation and an alliance: own members alone, as far as they trust it and not it them."""

    def look(twin: SlowTwin) -> Any:
        found = {}
        for each in twin.organisations:
            if each.kind.represents:
                heard = Listener(each, twin.world).hears
                members = [r for r in each.relationships if r.partner_of(each).kind.sector is each.kind.sector]
                trusts = [(r.trust_of(r.partner_of(each)), r.trust_of(each)) for r in members]
                others = [part for partner, part in heard if partner.kind.sector is not each.kind.sector]
                found[each.code] = (trusts, others, dict(each.voice))
        return found

    last = watch(timetable(), look)["2023-03"]
    assert set(last) == {"SLMC", "SFED", "SALL"}
    for trusts, others, voice in last.values():
        assert any(theirs != its for theirs, its in trusts)
        assert others
        assert not any(others)
        assert any(voice[sector] > 0 for sector in Sector if sector not in (GP, VCSE))


def test_a_trust_that_runs_a_network_speaks_through_it_and_employs_its_people() -> None:
    def look(twin: SlowTwin) -> Any:
        return {each.code: (each.leaving, dict(each.voice)) for each in twin.organisations}

    seen, without = watch(only("integrated_providers"), look), watch(only(), look)
    world, mental = World(), Sector.COMMUNITY_MENTAL_HEALTH
    assert seen["2020-04"] == without["2020-04"]
    assert seen["2020-04"]["U1"][0] == monthly(world.leaving_pcn)
    assert seen["2020-05"]["U1"][0] == monthly(world.leaving_trust)
    assert seen["2020-05"]["U2"][0] == monthly(world.leaving_pcn)
    # Voices are worked out in July.
    assert seen["2020-06"]["U1"][1] == without["2020-06"]["U1"][1]
    assert seen["2020-07"]["U1"][1][mental] > without["2020-07"]["U1"][1][mental] + 0.2
    assert seen["2021-10"]["U2"][0] == monthly(world.leaving_trust)
    assert seen["2021-10"]["U2"][1][ACUTE] > without["2021-10"]["U2"][1][ACUTE] + 0.2


def test_grants_give_time_while_they_last() -> None:
    def look(twin: SlowTwin) -> dict[str, float]:
        return {code: one(twin, code).time / twin.money.time[one(twin, code).kind.sector] for code in ("P1", "SALL")}

    seen = watch(only("grants"), look, since="2019-01")
    time = World().time_per_post
    practice = [seen[month]["P1"] / time for month in ("2019-01", "2019-02", "2020-01", "2020-06", "2021-05")]
    assert practice == pytest.approx([1, 1.5, 1.5 * 1.25, 1.25, 1])
    assert seen["2023-03"]["SALL"] == pytest.approx(1.5 * time)


@pytest.mark.parametrize(("month", "parts"), [("2019-11", ()), ("2021-10", ("changes",)), ("2019-08", ("governance",))])
def test_a_hostile_act_costs_trust_and_time(month: str, parts: tuple[str, ...]) -> None:
    """Of the practice, and of those who trust it; also on the first day of an era, when nobody has met in it yet."""
    act = {"practice": "P4", "month": month, "trust_lost": 0.5, "spread": 0.4, "time_lost": 0.3}

    def look(twin: SlowTwin) -> Any:
        practice, bodies = one(twin, "P4"), [each for each in twin.organisations if each.kind is Kind.COMMISSIONER]
        return practice.time, {
            (r.partner_of(body).code, body.code): r.trust_ba if r.a is body else r.trust_ab
            for body in bodies
            for r in body.relationships
        }

    (time, trust), (time_before, before) = (
        watch(only(*parts, hostile_acts=acts), look, world=World(trust_decay=0.0))[month] for acts in ([act], [])
    )
    assert time == pytest.approx(0.7 * time_before)
    lower = {partner for partner, body in trust if trust[partner, body] < before[partner, body]}
    assert {"P4", "U1", "SLMC"} <= lower
    assert not lower & {"P7", "P8"}  # they do not work with P4


def test_all_four_benefits() -> None:
    """Time, contact saved, a common footprint, and what is saved in the April after the last vesting."""

    def look(twin: SlowTwin) -> Any:
        bodies = [each for each in twin.organisations if each.kind is Kind.COMMISSIONER]
        ties = {
            (r.partner_of(body).code, body.code): (r.need, r.footprint) for body in bodies for r in body.relationships
        }
        return [body.time for body in bodies], ties, twin.money.spend[Sector.COMMISSIONER]

    seen, without = watch(only("changes", "benefits"), look), watch(only("changes"), look)
    time, ties, spend = seen["2023-03"]
    plain_time, plain_ties, plain_spend = without["2023-03"]
    assert time == pytest.approx([1.2 * each for each in plain_time])
    # The trusts dealt with both of the bodies that Z replaces, and its councils with one each.
    assert ties["T3", "Z"][0] == pytest.approx(0.8 * plain_ties["T3", "Z"][0])
    assert ties["P1", "Z"][0] == plain_ties["P1", "Z"][0]
    assert {code for (code, _), (_, footprint) in ties.items() if footprint} == {"SC", "NC", "T1", "T2", "T3"}
    assert spend < plain_spend - 0.015
    assert seen["2022-03"][2] - seen["2022-04"][2] > 0.015
    assert abs(without["2022-03"][2] - without["2022-04"][2]) < 0.002


def test_handing_over_in_writing_and_running_in_shadow() -> None:
    """The heirs of those who leave are introduced; the new body has settled in for five months when it begins."""
    ready = {"written_handover": False, "shadow_months": 0}
    bare = [change.model_copy(update=ready) for change in EVERYTHING["changes"]]

    def look(twin: SlowTwin) -> Any:
        x = [each for each in twin.organisations if each.code == "X"]
        return [(each.readiness, [(r.knowing_ab, r.knowing_ba) for r in each.relationships]) for each in x]

    ((ready_now, knowing),), ((ready_bare, knowing_bare),) = (
        watch(only(changes=changes), look)["2020-11"] for changes in (EVERYTHING["changes"], bare)
    )
    assert ready_bare == World().new_body_readiness
    assert ready_now == pytest.approx(ready_bare + (1 - ready_bare) * 5 / 9)
    gained = [kept[0] > lost[0] for kept, lost in zip(knowing, knowing_bare, strict=True)]
    assert sum(gained) >= 3
    assert not all(gained)


TIRING = {"energy_drained": 0.30, "giving_up_below": 0.55, "energy_restored": 0.05}


@pytest.mark.parametrize("seed", [0, 1])
def test_where_many_close_and_give_up(seed: int) -> None:
    """Closures of those that gave up and of others; what takes their place starts from scratch, and meets again."""
    closed: set[bool] = set()
    gave_up: dict[str, bool] = {}
    vacant: dict[str, bool] = {}
    newcomers = []

    def look(twin: SlowTwin) -> None:
        for each in twin.organisations:
            if each.closed_now:
                closed.add(gave_up.get(each.code, False))
                assert each.kind is Kind.VCSE
                assert not any(post.vacant for post in each.posts)
                assert {r.knowing_of(each) for r in each.relationships} == {0.1}
                newcomers.append((each, vacant.get(each.code, False)))
            gave_up[each.code] = each.given_up
            vacant[each.code] = any(post.vacant for post in each.posts)

    world = World(**TIRING, closing_vcse=0.3, closing_given_up=2.5, filling=0.1, leaving_vcse=0.5)
    watch(only("changes", "hostile_acts"), look, world=world, seed=seed)
    assert closed == {True, False}
    assert any(was_vacant for _, was_vacant in newcomers)
    assert any(each.closures > 2 for each, _ in newcomers)
    assert any(r.knowing_of(each) > 0.5 for each, _ in newcomers for r in each.relationships)


def test_reach_goes_through_others() -> None:
    """Some reach a commissioner through another only, some not at all; some of what is heard is not acted on."""

    def look(twin: SlowTwin) -> Any:
        return [[row[sector] for row in twin.reach] for sector in (GP, VCSE)]

    seen = watch(only("changes"), look, world=World(knowing_gain=0.08, leaving_vcse=0.5, handover=0.1))
    rows = [row for month in seen.values() for row in month]
    assert any(direct < two for _, direct, two, *_ in rows)
    assert any(knows < raised for knows, _, _, raised, *_ in rows)
    assert any(0 < acted_on < heard < raised for *_, raised, heard, acted_on in rows)


def test_knowing_one_commissioner_and_reaching_another_is_not_being_heard() -> None:
    """Of those who deal with several it happens that they know whom to ask at one, and can meet only the other."""

    def look(twin: SlowTwin) -> int:
        torn = 0
        for each in twin.organisations:
            ties = [r for r in each.relationships if r.partner_of(each).kind is Kind.COMMISSIONER]
            knows, meets = ([r.knowing_of(each) >= 0.5 for r in ties], [r.works and r.reachable for r in ties])
            torn += any(knows) and any(meets) and not any(map(min, knows, meets))
        return torn

    seen = watch(only("changes"), look, seed=3, world=World(knowing_gain=0.03, knowing_decay=0.02, trust_gain=0.3))
    assert any(torn for month, torn in seen.items() if month[-2:] in ("01", "04", "07", "10"))
