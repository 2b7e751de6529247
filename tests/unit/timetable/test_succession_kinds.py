"""Every kind of change of every kind of body: what becomes of bodies, boards, lineages, posts and people.

What is expected is said by hand: `kinds_example.CASES`, and below.
"""

from __future__ import annotations

import pytest
from kinds_example import CASES, TWOSHIRE, M, N, S, day, does, line_of, of, to, told
from model_example import VESTING

from relsim.domain.bodies import boards_at
from relsim.domain.consistency import follow
from relsim.domain.sectors import Kind
from relsim.engine.state import VACANT

every_case = pytest.mark.parametrize("name", CASES)


# --- Bodies ----------------------------------------------------------------------------------------------------------


@every_case
def test_it_can_be_carried_out(name: str) -> None:
    assert follow(TWOSHIRE, [CASES[name].change], after=TWOSHIRE.history) == []


@every_case
def test_bodies_do_what_is_said(name: str) -> None:
    case, law = CASES[name], of(name).law
    for code, what in case.does.items():
        assert does(law, code) == set(what.split()), code
    assert not set(case.ended) & set(law.kinds)
    assert dict(law.teams) == dict(case.teams)


@every_case
def test_nobody_else_does_anything_else(name: str) -> None:
    case, now = CASES[name], of(name)
    for code in set(now.law_before.kinds) - set(case.does) - set(case.ended):
        assert does(now.law, code) == does(now.law_before, code)
    assert set(now.law.kinds) - set(now.law_before.kinds) <= set(case.does)


@every_case
def test_whoever_does_something_by_law_has_people_and_nobody_else_has(name: str) -> None:
    """Those who act are the bodies of the law, but for the members of a cluster, for whom its team acts."""
    case, now = CASES[name], of(name)
    reorganised = {
        code for code, kind in zip(now.new.codes, now.new.layout.kind, strict=True)
        if Kind(kind) not in (Kind.PRACTICE, Kind.VCSE)
    }  # fmt: skip
    assert reorganised == {case.teams.get(code, code) for code in now.law.kinds}


@every_case
def test_lineages_of_bodies_relationships_and_posts_are_all_different(name: str) -> None:
    new, after = of(name).new, of(name).after
    assert len(set(new.lineages)) == len(new.lineages)
    assert len(set(new.relationship_lineages)) == len(new.relationship_lineages)
    lines = [line_of(after, post) for post in range(len(after.status))]
    assert len(set(lines)) == len(lines)


@every_case
def test_whoever_goes_on_keeps_name_lineage_and_energy(name: str) -> None:
    now = of(name)
    for code in set(now.old.codes) & set(now.new.codes):
        was, row = now.old.row[code], now.new.row[code]
        assert now.new.lineages[row] == now.old.lineages[was]
        assert now.new.names[row] == now.old.names[was]
        assert now.new.layout.kind[row] == now.old.layout.kind[was]
        assert now.after.energy[row] == now.before.energy[was]
        assert now.after.voice[row].tolist() == now.before.voice[was].tolist()


@pytest.mark.parametrize(
    ("name", "heir", "of_whom"),
    [
        ("merge commissioners", "X", "C12"),
        ("merge trusts", "TX", "T1"),  # which serves 66,000 people, T2 54,000
        ("merge councils", "UC", "SC"),
        ("replace commissioners across", "Y", "C12"),
        ("replace a PCN", "UX", "U2"),
        ("split a commissioner", "Y", "C12"),
        ("split a trust", "TX", "T2"),
        ("split a council", "CX", "SC"),
        ("split Healthwatch", "HX", "SHW"),
        ("cluster commissioners", "K", "C12"),
        ("cluster trusts", "K", "T1"),
    ],
)
def test_the_largest_inherits_the_lineage(name: str, heir: str, of_whom: str) -> None:
    now = of(name)
    assert now.new.lineages[now.new.row[heir]] == now.old.lineages[now.old.row[of_whom]]


@every_case
def test_boards_are_those_of_the_law(name: str) -> None:
    now = of(name)
    boards = boards_at(TWOSHIRE, (*TWOSHIRE.history, CASES[name].change), (), CASES[name].change.vesting)
    assert {body.code: body.board for body in now.new.bodies} == {
        now.law.acting(code): TWOSHIRE.boards[board] for code, board in boards.items()
    }


# --- Posts -----------------------------------------------------------------------------------------------------------


def posts_after(name: str) -> dict[str, int]:
    """How many posts those have who take part."""
    now = of(name)
    return {code: len(now.posts(now.new, code)) for code in now.new.codes if code in involved(name)}


def involved(name: str) -> set[str]:
    case = CASES[name]
    return {*case.does, *case.ended, *case.teams.values(), *case.change.predecessors}


@every_case
def test_posts_are_dealt_once(name: str) -> None:
    """An old post stays, or goes to one body, or there is nobody to go on with it."""
    now = of(name)
    passage = now.era.passage
    group = passage.group_post.tolist()
    assert len(set(group)) == len(group)
    assert all(passage.post_to[post] < 0 for post in group)
    staying = [new for new in passage.post_to.tolist() if new >= 0]
    assert len(set(staying)) == len(staying)
    nobody = {post for post in range(len(passage.post_to)) if passage.post_to[post] < 0 and post not in set(group)}
    gone = () if CASES[name].change.successors else CASES[name].ended
    assert nobody == {post for code in gone for post in now.posts(now.old, code)}


@every_case
def test_people_are_kept_moved_and_leave_to_exact_quotas(name: str) -> None:
    """Of each group posts × all, kept × all, (kept + moved) × all, rounded; a body that goes on has others besides."""
    now, change = of(name), CASES[name].change
    passage, layout = now.era.passage, now.new.layout
    for group, row in enumerate(passage.group_body.tolist()):
        posts = passage.group_post[passage.group_first[group] : passage.group_first[group + 1]].tolist()
        first = int(passage.group_to[group])
        places = range(first, first + int(passage.group_surviving[group]))
        assert int(layout.first_post[row]) <= first <= places.stop <= int(layout.first_post[row + 1])
        expected = round(change.posts * len(posts))
        if now.new.codes[row] not in now.old.row or change.kind == "cut":
            expected = max(1, expected)
        assert len(places) == expected or not posts
        filled = {line_of(now.before, post) for post in posts if not now.before.status[post] & VACANT}
        still = {line_of(now.after, post) for post in places if not now.after.status[post] & VACANT}
        assert still <= filled
        most = round((change.kept + change.moved) * len(posts))
        assert len(filled) - (len(posts) - most) <= len(still) <= most


@every_case
def test_nobody_is_in_two_places(name: str) -> None:
    """Every post afterwards is an old one or a new vacancy."""
    now = of(name)
    before = {line_of(now.before, post) for post in range(len(now.before.status))}
    after = [line_of(now.after, post) for post in range(len(now.after.status))]
    assert len(set(after)) == len(after)
    layers = CASES[name].does if CASES[name].change.kind == "layer" else ()
    layered = {post for code in layers for post in now.posts(now.new, code)}
    for post, line in enumerate(after):
        assert line in before or now.after.status[post] & VACANT or post in layered


@every_case
def test_everybody_else_keeps_posts_people_and_relationships_to_the_bit(name: str) -> None:
    now = of(name)
    others = set(now.new.codes) & set(now.old.codes) - involved(name)
    for code in others:
        was, posts = now.posts(now.old, code), now.posts(now.new, code)
        for array in ("status", "holder", "post_low", "post_high"):
            assert getattr(now.after, array)[posts].tolist() == getattr(now.before, array)[was].tolist()
    for i, (a, b) in enumerate(zip(now.new.layout.a.tolist(), now.new.layout.b.tolist(), strict=True)):
        one, other = now.new.codes[a], now.new.codes[b]
        if one in others and other in others:
            was = now.number(now.old, one, other)
            assert now.new.relationship_lineages[i] == now.old.relationship_lineages[was]
            for array in ("trust_ab", "trust_ba", "knowing_ab", "knowing_ba", "contracts", "procedures", "works"):
                assert getattr(now.after, array)[i] == getattr(now.before, array)[was]


@pytest.mark.parametrize(
    ("name", "posts"),
    [
        # C12 has 7 (0.95 of C1's 3 and C2's 4), C3 has 1; halves are rounded to the even number.
        ("merge commissioners", {"X": 7}),  # 7.2
        ("a commissioner takes another in", {"C3": 1 + 6}),  # its own, and of C12's 6.3
        ("replace commissioners across", {"X": 3, "Y": 4}),  # 3 go with NORTH (2.8), 4 and C3's 1 to Y: 2.7 and 4.5
        ("split one off a commissioner", {"C12": 3, "Y": 4}),  # 4 go with MIDDLE (4.2), of which 3.6
        ("transfer to a commissioner", {"C12": 4, "C3": 1 + 3}),  # 3 go with NORTH, of which 2.7
        ("transfer most to a commissioner", {"C12": 3, "C3": 1 + 4}),
        ("cluster commissioners", {"K": 7}),
        ("cut a commissioner", {"C12": 4}),  # 3.5
        ("cut two commissioners", {"C12": 5, "C3": 1}),  # each for itself: 4.9 and 0.7
        ("abolish a commissioner", {"C12": 7 + 1}),
        ("merge PCNs", {"UX": 4}),
        ("cut a PCN", {"U1": 1}),
        ("abolish a PCN", {}),
        ("merge Healthwatch", {"HX": 4}),
        ("layer PCNs", {"L1": 2, "L2": 2}),
    ],
)
def test_posts_by_hand(name: str, posts: dict[str, int]) -> None:
    assert posts_after(name) == posts


def test_whoever_is_left_without_anybody_twice_gets_another_post_each_time() -> None:
    """ZZ's only post goes to C3 with most of its work, and so does the vacancy that it leaves."""
    everybody = {"posts": 1.0, "kept": 1.0, "moved": 0.0}
    changes = [
        told("replace", "C12", to("ZZ"), name="1", posts=0.1, kept=0.1, moved=0.0),
        told("transfer", "ZZ", to("C3", M), name="2", vesting=VESTING + 1, **everybody),
        told("cut", "C3", name="3", vesting=VESTING + 2, posts=0.5),
        told("transfer", "C3", to("ZZ", M), name="4", vesting=VESTING + 3, **everybody),
        told("cut", "ZZ", name="5", vesting=VESTING + 4, posts=0.1),
        told("transfer", "ZZ", to("C3", M), name="6", vesting=VESTING + 5, **everybody),
    ]
    vacancies = set()
    for seed in range(6):
        last = day(*changes, seed=seed)
        assert len(last.posts(last.new, "ZZ")) == 1
        lines = [line_of(last.after, post) for post in range(len(last.after.status))]
        assert len(set(lines)) == len(lines)
        (own,) = last.people(True, "ZZ")
        vacancies.add(own)
        first = day(*changes[:2], seed=seed)
        assert own not in first.people(True, "ZZ")
    assert len(vacancies) == 1


# --- Several changes on one day --------------------------------------------------------------------------------------


def test_a_body_that_exchanges_all_its_work_on_a_day_keeps_its_lineage() -> None:
    """C3 takes C12's work and gives away its own: by law it goes on, and whoever has its work is new."""
    first = told("abolish", "C12", to("C3"), name="1")
    one = day(first, told("split", "C3", to("C3", N, M), to("B", S), name="2"))
    old, new = one.old, one.new
    lineage = {code: new.lineages[new.row[code]] for code in ("C3", "B")}
    assert does(one.law, "C3") == {"@N", "@M"}
    assert lineage["C3"] == old.lineages[old.row["C3"]]
    assert lineage["B"] not in old.lineages
    assert len(set(new.lineages)) == len(new.lineages)
    assert set(one.people(True, "B")) <= set(one.people(False, "C3")), "people go with their work"
    assert not set(one.people(True, "C3")) & set(one.people(False, "C3"))


def test_a_body_that_exchanges_all_its_work_has_somebody_even_if_no_post_comes_with_it() -> None:
    few = {"posts": 0.01, "kept": 0.0, "moved": 0.0}
    first = told("abolish", "C12", to("C3"), name="1", **few)
    one = day(first, told("split", "C3", to("C3", N, M), to("B", S), name="2", **few))
    assert (len(one.posts(one.new, "C3")), len(one.posts(one.new, "B"))) == (1, 1)
    (own,) = one.people(True, "C3").items()
    assert own[0] not in one.people(False, "C3") | one.people(False, "C12")
    assert own[1] is False, "nobody is in it yet"
    lines = [line_of(one.after, post) for post in range(len(one.after.status))]
    assert len(set(lines)) == len(lines)


def test_a_body_may_take_another_in_and_be_replaced_on_the_same_day() -> None:
    changes = [told("abolish", "C12", to("C3"), name="1"), told("replace", "C3", to("A", M), to("B", N, S), name="2")]
    one = day(*changes, benefits={"one_counterpart": 0.5})
    assert not {"C12", "C3"} & set(one.new.row)
    assert (does(one.law, "A"), does(one.law, "B")) == ({"@M"}, {"@N", "@S"})
    assert len(set(one.new.lineages)) == len(one.new.lineages)


def test_what_a_body_did_that_nobody_follows_comes_to_nobody() -> None:
    """T1 had given away a part of its work before it was abolished; whoever has that part does not get the rest."""
    first = told("split", "T1", to("T1", M), to("TX", N), name="1", vesting=VESTING - 1)
    gone = told("abolish", "T1", name="2")
    commissioner = told("split", "C12", to("X", M), to("Y", N), name="3")
    one = day(first, gone, commissioner)
    assert does(one.law, "TX") == {"T1@N"}
    assert one.number(one.new, "TX", "Y") >= 0
    assert one.number(one.old, "T1", "C12") >= 0
    assert one.number(one.new, "TX", "X") == -1
    again = day(first, told("abolish", "T1", name="2"), told("abolish", "TX", name="3"))
    assert not {"T1", "TX"} & set(again.new.row)
