"""Clusters: bodies go on by law and can be reorganised by their own codes; one team acts for them."""

from __future__ import annotations

from typing import Any

import pytest
from kinds_example import TWOSHIRE, M, N, S, day, table_of, to, told
from model_example import VESTING

from relsim.domain.boards import GovernanceChange
from relsim.domain.bodies import boards_at, bodies_at, responsibilities_at
from relsim.domain.reorganisation import Reorganisation
from relsim.domain.sectors import Kind

TEAM = told("cluster", "C12 C3", to("K", name="The team", form="Cluster", board="icb"), name="A")
TRUSTS = told("cluster", "T1 T2 T3", to("KT", kind="acute"), name="A")


def then(kind: str, predecessors: str, *successors: Any, months: int = 6, **said: Any) -> Reorganisation:
    return told(kind, predecessors, *successors, name="B", vesting=VESTING + months, **said)


def test_bodies_of_a_cluster_still_count_as_bodies() -> None:
    history = (*TWOSHIRE.history, TEAM)
    assert bodies_at(TWOSHIRE, history, VESTING) == {"C3": (S,), "C12": (N, M)}


def test_its_team_acts_in_their_whole_area_under_its_own_board_and_name() -> None:
    now = day(TEAM)
    (body,) = now.new.bodies
    assert (body.code, body.name, body.form) == ("K", "The team", "Cluster")
    assert set(body.localities) == {N, M, S}
    assert body.board == TWOSHIRE.boards["icb"]
    assert {"C12", "C3"}.isdisjoint(now.new.row)
    assert now.number(now.new, "P1", "K") >= 0


def test_the_merger_that_follows_only_changes_the_name_if_everybody_stays() -> None:
    """People, lineages, trust and agreements are those of the team; nothing is lost twice."""
    merger = then("merge", "C12 C3", to("X"), posts=1.0, kept=1.0, moved=0.0, procedures=1.0, contracts=1.0)
    now = day(TEAM, merger)
    assert "K" not in now.new.row
    assert now.new.lineages[now.new.row["X"]] == now.old.lineages[now.old.row["K"]]
    assert now.new.relationship_lineages == now.old.relationship_lineages
    for name in ("trust_ab", "trust_ba", "knowing_ab", "knowing_ba", "contracts", "procedures", "status", "post_low"):
        assert getattr(now.after, name).tolist() == getattr(now.before, name).tolist(), name


def test_one_of_three_leaves_with_its_part_of_the_posts_and_the_team_goes_on() -> None:
    """T3 has 120 of 240: half of the team's posts, by the people whom each serves."""
    now = day(TRUSTS, then("replace", "T3", to("TX"), posts=1.0, kept=1.0, moved=0.0))
    team, left = len(now.posts(now.old, "KT")), len(now.posts(now.new, "KT"))
    assert {"KT", "TX"} <= set(now.new.row)
    assert len(now.posts(now.new, "TX")) == team - left == round(team / 2)
    assert now.new.lineages[now.new.row["KT"]] == now.old.lineages[now.old.row["KT"]]
    assert now.new.layout.kind[now.new.row["TX"]] == Kind.MENTAL_HEALTH
    assert now.new.layout.kind[now.new.row["KT"]] == Kind.ACUTE
    assert dict(now.law.teams) == {"T1": "KT", "T2": "KT"}


def test_two_of_three_merge_and_the_third_keeps_the_team() -> None:
    now = day(TRUSTS, then("merge", "T1 T2", to("TX")))
    assert dict(now.law.teams) == {"T3": "KT"}
    assert {"KT", "TX"} <= set(now.new.row)


def test_two_of_a_team_of_two_merge_under_the_code_of_one_and_nothing_changes() -> None:
    """By law T2 ends; the team acts for all that there is as before."""
    pair = told("cluster", "T1 T2", to("K"), name="A")
    now = day(pair, then("merge", "T1 T2", to("T1")))
    assert "T2" not in now.law.kinds
    assert dict(now.law.teams) == {"T1": "K"}
    assert now.old.relationship_lineages == now.new.relationship_lineages
    assert now.after.trust_ab.tolist() == now.before.trust_ab.tolist()


def test_a_cluster_of_clusters_is_a_new_team() -> None:
    """Named by the bodies; the old teams end, and their people come to the new one."""
    now = day(TEAM, then("cluster", "C12 C3", to("L"), posts=1.0, kept=1.0, moved=0.0, procedures=1.0, contracts=1.0))
    assert "K" not in now.new.row
    assert dict(now.law.teams) == {"C12": "L", "C3": "L"}
    assert now.new.relationship_lineages == now.old.relationship_lineages
    assert now.after.trust_ab.tolist() == now.before.trust_ab.tolist()


def test_a_cut_of_a_member_is_of_its_team() -> None:
    """The team's posts cannot be told apart by body: all of them are cut."""
    now = day(TEAM, then("cut", "C12", posts=0.5))
    assert len(now.posts(now.new, "K")) == round(0.5 * len(now.posts(now.old, "K")))


def test_a_team_that_takes_something_over_takes_it_for_its_member() -> None:
    now = day(told("cluster", "NC SC", to("K"), name="A"), then("transfer", "SC", to("NC", M)))
    assert now.law.holders["SC", M] == "NC"
    assert now.new.relationship_lineages == now.old.relationship_lineages  # one team before, one team after


# --- Seats, and networks that a trust runs ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "heir"),
    [
        (told("merge", "T1 T2", to("X")), "X"),
        (told("merge", "T1 T2", to("T2")), "T2"),
        (told("split", "T1", to("X", N), to("Y", M)), "X"),  # 36,000 of 66,000 people
        (told("cluster", "T1 T2", to("K")), "K"),
        (told("transfer", "T1", to("T2", N)), "T1"),
        (told("abolish", "T1", to("T3")), "T3"),
        (told("cut", "T1", posts=0.5), "T1"),
    ],
)
def test_the_seat_of_a_body_goes_to_whoever_does_most_of_what_it_did(change: Reorganisation, heir: str) -> None:
    board = TWOSHIRE.boards["icb"].model_copy(update={"seats": {"T1": 2.0, "general_practice": 6.0}})
    place = TWOSHIRE.model_copy(update={"boards": TWOSHIRE.boards | {"ccg": board}})
    structure = table_of(change, place=place).eras[-1].structure
    # It has two seats of eight; only where it deals with no C3 does that fall to the commissioner.
    assert 0.2 < structure.layout.opinion[structure.row[heir]] <= 0.25


def test_a_seat_of_a_body_that_nobody_follows_is_the_commissioner_s() -> None:
    board = TWOSHIRE.boards["icb"].model_copy(update={"seats": {"SHW": 2.0, "general_practice": 6.0}})
    place = TWOSHIRE.model_copy(update={"boards": TWOSHIRE.boards | {"ccg": board}})
    structure = table_of(told("abolish", "SHW"), place=place).eras[-1].structure
    commissioners = [structure.row[body.code] for body in structure.bodies]
    assert structure.layout.opinion[commissioners].sum() == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("change", "trust", "networks"),
    [
        (told("merge", "T3 T2", to("X", kind="acute")), "X", {"U1"}),
        (told("cluster", "T3 T2", to("K", kind="acute")), "K", {"U1"}),
        (told("abolish", "T3", to("T2")), "T2", {"U1"}),
        (told("merge", "U1 U2", to("UX")), "T3", {"UX"}),
        (told("cut", "T3", posts=0.5), "T3", {"U1"}),
        (told("abolish", "U1"), "T3", set()),
    ],
)
def test_networks_that_a_trust_runs_are_run_by_whoever_follows_it(
    change: Reorganisation, trust: str, networks: set[str]
) -> None:
    provider = {"trust": "T3", "pcns": ["U1"], "begins": VESTING - 3, "oversight": 0.6}
    era = table_of(change, integrated_providers=[provider]).eras[-1]
    overseers = {era.structure.codes[row]: by for row, by in enumerate(era.dates.overseer.tolist()) if by >= 0}
    assert overseers == dict.fromkeys(networks, era.structure.row[trust])


# --- Boards ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "governance"),
    [
        ([TEAM], [{"name": "G", "begins": VESTING + 6, "bodies": ["C12"], "board": "icb_places"}]),
        ([TEAM], [{"name": "G", "begins": VESTING, "bodies": ["C3"], "board": "icb_places"}]),
        ([TEAM, then("merge", "C12 C3", to("C3", board="icb_places"))], []),
        ([TEAM, then("merge", "C12 C3", to("X", board="icb_places"))], []),
        ([TEAM, then("merge", "C12 C3", to("X"))], []),
        ([told("cluster", "C12 C3", to("K"))], []),
        ([told("merge", "C12 C3", to("C3", board="icb"))], []),
        ([told("merge", "C12 C3", to("C3"))], []),
    ],
)
def test_the_board_by_law_is_the_board_that_decides(
    changes: list[Reorganisation], governance: list[dict[str, Any]]
) -> None:
    table = table_of(*changes, governance=governance, until=VESTING + 8)
    history = (*TWOSHIRE.history, *changes)
    described = [GovernanceChange.model_validate(each) for each in governance]
    boards = boards_at(TWOSHIRE, history, described, VESTING + 7)
    law = responsibilities_at(TWOSHIRE, history, VESTING + 7)
    for code, board in boards.items():
        (acting,) = (body for body in table.eras[-1].structure.bodies if body.code == law.acting(code))
        assert acting.board == TWOSHIRE.boards[board]
