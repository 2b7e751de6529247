"""Every kind of change of every kind of body: what becomes of needs, and of relationships and their agreements.

What is expected is worked out here, need by need and locality by locality, from who does what by law.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from kinds_example import CASES, NETWORK, TWOSHIRE, line_of, of, table_of, to, told
from model_example import VESTING

from relsim.domain.reorganisation import Reorganisation
from relsim.domain.responsibilities import COMMISSIONING, Responsibilities
from relsim.domain.sectors import Kind, Sector
from relsim.timetable.network import Network, with_layers
from relsim.timetable.structure import Structure

every_case = pytest.mark.parametrize("name", CASES)


# --- Needs -----------------------------------------------------------------------------------------------------------


def network_of(name: str) -> Network:
    """The place's network, and what a layer adds to it."""
    return with_layers(NETWORK, TWOSHIRE, [CASES[name].change])


def who(law: Responsibilities, founder: str, locality: str, kind: Kind) -> str | None:
    """Who does by law, through its team, what somebody was founded for; None: nobody."""
    if kind in (Kind.PRACTICE, Kind.VCSE):
        return founder
    whole = {law.acting(code) for (one, _), code in law.holders.items() if one == founder}
    if len(whole) == 1:
        return whole.pop()
    code = law.holders.get((founder, locality))
    return None if code is None else law.acting(code)


def needs_by_law(network: Network, law: Responsibilities, structure: Structure) -> dict[frozenset[str | None], float]:
    """(who, whom) → contacts a month, need by need and locality by locality."""
    found: dict[frozenset[str | None], float] = defaultdict(float)
    for a, b, need, _ in network.pairs:
        one, other = network.organisations[a], network.organisations[b]
        shared = [each for each in one.area if each in other.area]
        parts = {each: one.area[each] * other.area[each] for each in shared}
        if not parts:  # A practice across the border of its network's locality.
            practice = one if one.kind is Kind.PRACTICE else other
            parts = dict.fromkeys(practice.area, 1.0)
        for locality, part in parts.items():
            ends = frozenset((who(law, one.code, locality, one.kind), who(law, other.code, locality, other.kind)))
            found[ends] += need * part / sum(parts.values())
    for row, locality, need in network.commissioner_needs:
        one = network.organisations[row]
        body = law.acting(law.holders[COMMISSIONING, locality])
        found[frozenset((who(law, one.code, locality, one.kind), body))] += need
    return found


def needs_of(structure: Structure) -> dict[frozenset[str | None], float]:
    layout = structure.layout
    return {
        frozenset((structure.codes[a], structure.codes[b])): need
        for a, b, need in zip(layout.a.tolist(), layout.b.tolist(), layout.need.tolist(), strict=True)
    }


@every_case
def test_every_need_is_met_by_who_does_the_work_by_law(name: str) -> None:
    now, network = of(name), network_of(name)
    law = needs_by_law(network, now.law, now.new)
    between = {ends: need for ends, need in law.items() if len(ends) == 2 and None not in ends}
    assert needs_of(now.new) == pytest.approx(between)


@every_case
def test_needs_are_neither_lost_nor_doubled(name: str) -> None:
    """Before, and what a layer adds, is after, and what lies within one body now, and what nobody serves."""
    now, network = of(name), network_of(name)
    law = needs_by_law(network, now.law, now.new)
    within = sum(need for ends, need in law.items() if len(ends) == 1)
    unserved = sum(need for ends, need in law.items() if None in ends)
    before = sum(now.old.layout.need)
    added = sum(needs_by_law(network, now.law, now.new).values()) - sum(
        needs_by_law(NETWORK, now.law_before, now.old).values()
    )
    assert sum(now.new.layout.need) + within + unserved == pytest.approx(before + added)
    if CASES[name].change.kind != "layer":
        assert added == pytest.approx(0)


@every_case
def test_what_is_counted_is_need_of_commissioners(name: str) -> None:
    """By sector of who needs them; nothing comes or goes but what a layer adds."""
    now, network = of(name), network_of(name)
    wanted = np.zeros(len(Sector))
    for row, _, need in network.commissioner_needs:
        wanted[network.organisations[row].kind.sector] += need
    counted = np.bincount(now.new.layout.counted_sector, now.new.layout.counted_weight, len(Sector))
    assert counted + now.new.unserved == pytest.approx(wanted)


def test_need_of_a_healthwatch_that_nobody_follows_stays_in_the_denominator() -> None:
    """SHW and NHW need as much; half of the public voice's coverage is lost for good."""
    now = of("abolish Healthwatch")
    voice = Sector.PUBLIC_VOICE
    need = sum(need for row, _, need in NETWORK.commissioner_needs if NETWORK.organisations[row].code == "SHW")
    assert need > 0
    assert now.new.unserved[voice] == pytest.approx(need)
    assert not now.old.unserved.any()
    weights = now.timetable.denominators.weights[:, voice]
    assert weights[-1] == pytest.approx(weights[-2])
    layout = now.new.layout
    assert layout.counted_weight[layout.counted_sector == voice].sum() == pytest.approx(weights[-1] - need)


# --- Relationships ---------------------------------------------------------------------------------------------------


def sources(name: str) -> dict[tuple[str, str], dict[tuple[str, str], float]]:
    """(one, other) now → (one, other) before → need that came the one way, by law, in order of codes now."""
    now = of(name)
    found: dict[tuple[str, str], dict[tuple[str, str], float]] = defaultdict(lambda: defaultdict(float))

    def add(a: str, kind_a: Kind, b: str, kind_b: Kind, locality: str, need: float) -> None:
        before, after = (
            (who(law, a, locality, kind_a), who(law, b, locality, kind_b)) for law in (now.law_before, now.law)
        )
        if None not in (*before, *after) and before[0] != before[1] and after[0] != after[1]:
            if after[1] < after[0]:  # type: ignore[operator]
                before, after = before[::-1], after[::-1]
            found[after][before] += need  # type: ignore[index]

    for a, b, need, _ in NETWORK.pairs:
        one, other = NETWORK.organisations[a], NETWORK.organisations[b]
        parts = {each: one.area[each] * other.area[each] for each in one.area if each in other.area}
        parts = parts or dict.fromkeys((one if one.kind is Kind.PRACTICE else other).area, 1.0)
        for locality, part in parts.items():
            add(one.code, one.kind, other.code, other.kind, locality, need * part / sum(parts.values()))
    for row, locality, need in NETWORK.commissioner_needs:
        one = NETWORK.organisations[row]
        add(one.code, one.kind, COMMISSIONING, Kind.COMMISSIONER, locality, need)
    return found


@every_case
def test_agreements_come_over_in_proportion_to_need_as_far_as_the_change_says(name: str) -> None:
    """From each source its part, all of it where neither side is another body than before."""
    now, change = of(name), CASES[name].change
    for (one, other), flows in sources(name).items():
        row, total = now.number(now.new, one, other), sum(flows.values())
        contracts = procedures = 0.0
        for (was, was_other), need in flows.items():
            changed = (was != one) + (was_other != other)
            source = now.number(now.old, was, was_other)
            contracts += need / total * now.before.contracts[source] * change.contracts**changed
            procedures += need / total * now.before.procedures[source] * change.procedures**changed
        assert now.after.contracts[row] == pytest.approx(contracts), (one, other)
        assert now.after.procedures[row] == pytest.approx(procedures), (one, other)


@every_case
def test_a_relationship_whose_both_sides_go_on_is_still_itself(name: str) -> None:
    """Its lineage, and where its people have not gone elsewhere trust and knowing, whatever else comes to it."""
    now = of(name)
    staying = 0
    for one, other in sources(name):
        row, was = now.number(now.new, one, other), now.number(now.old, one, other)
        if was < 0:
            continue
        assert now.new.relationship_lineages[row] == now.old.relationship_lineages[was], (one, other)
        posts = {line_of(now.before, int(getattr(now.before, side)[was])) for side in ("post_a", "post_b")}
        if posts <= {line_of(now.after, int(getattr(now.after, side)[row])) for side in ("post_a", "post_b")}:
            if not all(now.people(True, code).get(line, True) for code in (one, other) for line in posts):
                continue
            if CASES[name].change.kind == "cut":
                continue
            staying += 1
            for array in ("trust_ab", "trust_ba", "knowing_ab", "knowing_ba", "works"):
                assert getattr(now.after, array)[row] == getattr(now.before, array)[was], (one, other)
    assert staying > 50 or CASES[name].change.kind == "cut"


@every_case
def test_a_relationship_that_is_handed_over_descends_from_its_largest_need(name: str) -> None:
    """Its lineage is that of the relationship which it got most from, once; and its people are who they were."""
    now = of(name)
    passage = now.era.passage
    heirs: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for (one, other), flows in sources(name).items():
        row = now.number(now.new, one, other)
        if now.number(now.old, one, other) >= 0:
            assert passage.relationship_from[row] == now.number(now.old, one, other)
            continue
        most = max(flows.values())
        largest = {now.number(now.old, *ends) for ends, need in flows.items() if need > most * (1 - 1e-12)}
        source = int(passage.relationship_from[row])
        assert source in largest
        heirs[source].append((most, now.new.relationship_lineages[row]))
    for source, found in heirs.items():
        line = now.old.relationship_lineages[source]
        ends = now.old.codes[now.old.layout.a[source]], now.old.codes[now.old.layout.b[source]]
        inherited = [size for size, its in found if its == line]
        if now.number(now.new, *ends) >= 0:
            assert not inherited  # it goes on itself
        else:
            assert inherited == [max(size for size, _ in found)]


@pytest.mark.parametrize(
    ("change", "body"),
    [
        (told("merge", "C12 C3", to("X")), "X"),
        (told("merge", "C12 C3", to("C3")), "C3"),
        (told("abolish", "C3", to("C12")), "C12"),
        (told("cluster", "C12 C3", to("K")), "K"),
    ],
)
def test_one_counterpart_saves_as_much_whoever_it_is(change: Reorganisation, body: str) -> None:
    """0.4 said, in the place of two: 0.2 of what T3 needs, who dealt with both; P1 dealt with one."""
    plain, saved = (
        table_of(change, benefits={"one_counterpart": part, "pooled_capacity": part / 2}).eras[-1]
        for part in (0.0, 0.4)
    )
    for partner, share in (("T3", 0.8), ("P1", 1.0)):
        needs = [needs_of(era.structure)[frozenset((partner, body))] for era in (plain, saved)]
        assert needs[1] / needs[0] == pytest.approx(share)
    assert saved.dates.time_factor[saved.structure.row[body]] == pytest.approx(1.2)


def test_lineages_are_different_however_often_work_comes_to_a_body() -> None:
    """T3's dealings with A come to B and go on to D; then others of A's come to B."""
    localities = tuple(
        TWOSHIRE.localities[0].model_copy(update={"code": code, "name": code, "council": "SC"}) for code in "NMPQRS"
    )
    everywhere = dict.fromkeys("NMP", 1.0)
    areas = {"A": ("N", "M", "P"), "B": ("Q",), "D": ("R", "S")}
    place = TWOSHIRE.model_copy(
        update={
            "localities": localities, "councils": TWOSHIRE.councils[:1], "practices": (), "pcns": (),
            "representatives": (), "history": (), "vcse_per_thousand": 0.0,
            "trusts": (TWOSHIRE.trusts[2].model_copy(update={"serves": everywhere}),),
            "commissioners": tuple(
                TWOSHIRE.commissioners[0].model_copy(update={"code": code, "localities": area})
                for code, area in areas.items()
            ),
        }
    )  # fmt: skip
    steps = [("A", "B", "N"), ("B", "D", "N"), ("A", "B", "M")]
    changes = [
        told("transfer", one, to(other, locality), name=f"{number}", vesting=VESTING + number)
        for number, (one, other, locality) in enumerate(steps)
    ]
    structure = table_of(*changes, place=place, until=VESTING + 4).eras[-1].structure
    mine = [
        line for line, a, b in zip(structure.relationship_lineages, structure.layout.a, structure.layout.b, strict=True)
        if structure.row["T3"] in (a, b) and structure.row["SC"] not in (a, b)
    ]  # fmt: skip
    assert len(mine) == 3
    assert len(set(mine)) == 3
