"""A hostile act: how much trust goes, whose, in whom, and how far it spreads."""

from __future__ import annotations

import numpy as np
import pytest
from model_example import AREAS_AFTER, VESTING, change, run, timetable

from relsim.domain.sectors import Kind
from relsim.engine.rules.switches import Switches
from relsim.engine.simulation import Simulation
from relsim.timetable.structure import Structure

JUNE = VESTING + 2


def act(**other: object) -> dict[str, object]:
    return {"practice": "P4", "month": JUNE, "trust_lost": 0.5, "spread": 0.4} | other


def trusting(structure: Structure, values: tuple[np.ndarray, np.ndarray]) -> dict[tuple[str, str], float]:
    """(who, in whom) → a value, of pairs of values by side."""
    codes, layout = structure.codes, structure.layout
    found = {}
    for i, (a, b) in enumerate(zip(layout.a.tolist(), layout.b.tolist(), strict=True)):
        found[codes[a], codes[b]], found[codes[b], codes[a]] = float(values[0][i]), float(values[1][i])
    return found


def lost(acts: list[dict[str, object]], month: int = JUNE, *changes: object) -> tuple[dict, dict, Simulation]:
    """(who, in whom) → share of trust lost by the acts of a month, and effective trust before; changes vest then."""
    simulation = Simulation(timetable(*changes, hostile_acts=acts), seed=3)  # type: ignore[arg-type]
    simulation.advance(month)
    if changes:
        simulation.reorganise()
    state, structure = simulation.state, simulation.structure
    agreements = 0.5 * state.contracts
    now = [
        0.65 * trust + 0.35 * (agreements + 0.5 * (state.procedures * knowing))
        for trust, knowing in ((state.trust_ab, state.knowing_ab), (state.trust_ba, state.knowing_ba))
    ]
    effective = trusting(structure, (now[0], now[1]))
    before = trusting(structure, (state.trust_ab.copy(), state.trust_ba.copy()))
    simulation.take_shocks()
    after = trusting(structure, (state.trust_ab, state.trust_ba))
    gone = {pair: 1 - after[pair] / trust for pair, trust in before.items() if after[pair] != trust}
    return gone, effective, simulation


def test_the_practice_loses_the_stated_share_and_its_partners_a_part_by_their_trust_in_it() -> None:
    gone, effective, simulation = lost([act()])
    structure = simulation.structure
    dealing = {one for one, other in effective if other == "C12"}
    partners = {other for one, other in effective if one == "P4"}
    assert set(gone) == {("P4", "C12")} | {(partner, "C12") for partner in partners & dealing}
    assert gone["P4", "C12"] == pytest.approx(0.5)
    for partner in partners & dealing:
        assert gone[partner, "C12"] == pytest.approx(0.5 * 0.4 * effective[partner, "P4"])
    # Practices of its network, two hospitals and the rest; T1 deals with C12, and hears as well.
    assert {"P1", "U1", "T1", "SC", "SLMC"} <= partners
    assert len(gone) >= 8
    assert structure.layout.kind[structure.row["P4"]] == Kind.PRACTICE


def test_only_those_who_deal_with_the_same_commissioner_lose_trust_and_only_in_it() -> None:
    """P7's commissioner is C3; its network's others, in MIDDLE, deal with C12."""
    gone, effective, _ = lost([act(practice="P7")])
    assert {body for _, body in gone} == {"C3"}
    assert ("P5", "C12") in effective  # a partner of P7's, with another commissioner
    assert "P5" not in {one for one, _ in gone}
    assert ("P7", "C3") in gone


def test_nobody_hears_where_nothing_spreads_and_nothing_is_lost_at_0() -> None:
    gone, _, _ = lost([act(spread=0.0)])
    assert set(gone) == {("P4", "C12")}
    assert not lost([act(trust_lost=0.0)])[0]


def test_a_practice_is_put_out_to_tender_once() -> None:
    with pytest.raises(ValueError, match='"P4" is put out to tender twice'):
        lost([act(), act()])


def test_an_act_on_the_day_of_a_reorganisation_spreads_as_on_any_other() -> None:
    """By the trust that there is when the successors begin, and in the successor."""
    gone, effective, _ = lost([act(month=VESTING)], VESTING, change(AREAS_AFTER[0]))
    partners = {other for one, other in effective if one == "P4" and (other, "X") in effective}
    assert set(gone) == {("P4", "X")} | {(partner, "X") for partner in partners}
    for partner in partners:
        assert effective[partner, "P4"] > 0.05
        assert gone[partner, "X"] == pytest.approx(0.5 * 0.4 * effective[partner, "P4"])


def test_it_happens_once_however_the_run_is_cut() -> None:
    table = timetable(hostile_acts=[act(), act(practice="P8", month=JUNE + 1)])
    whole, pieces = run(table, seed=2), Simulation(table, seed=2)
    for until in (JUNE - 1, JUNE, JUNE, JUNE + 1, JUNE + 2):
        pieces.advance(until)
    trunk = Simulation(timetable(), seed=2)
    trunk.advance(JUNE)
    for other in (pieces, trunk.fork(table)):
        other.advance()
        assert (other.record.sums == whole.record.sums).all()


def test_it_changes_nothing_before_its_month() -> None:
    table, without = timetable(hostile_acts=[act()]), timetable()
    assert table.first_difference(without) == JUNE
    row = JUNE - table.starts
    ours, theirs = run(table, seed=2), run(without, seed=2)
    assert (ours.record.sums[:row] == theirs.record.sums[:row]).all()
    assert (ours.record.sums[row:] != theirs.record.sums[row:]).any()


def test_a_cut_takes_time_from_the_practice_from_its_month_on() -> None:
    table = timetable(hostile_acts=[act(trust_lost=0.0, time_lost=0.3)])
    for month, left in ((JUNE, 1.0), (JUNE + 1, 0.7), (JUNE + 30, 0.7)):
        simulation = Simulation(table, switches=Switches.without("money"))
        simulation.advance(month)
        state, row = simulation.state, simulation.structure.row
        assert state.time[row["P4"]] == pytest.approx(5.5 * left)
        assert state.time[row["P5"]] == pytest.approx(5.5)


def test_a_practice_that_is_not_there_yet_or_nowhere_changes_nothing() -> None:
    assert (run(timetable(hostile_acts=[act(practice="nobody")])).record.sums == run(timetable()).record.sums).all()
