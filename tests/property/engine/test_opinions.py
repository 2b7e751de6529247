"""How opinions spread and boards decide in any small system, beside linear algebra."""

from __future__ import annotations

import numpy as np
import pytest
from hand_made import SECTORS, System, in_sectors, influence, solved, spread, systems, voices, with_seats
from hypothesis import assume, given
from hypothesis import strategies as st
from model_example import examples

from relsim.engine.rules import governance

CLOSE = 1e-5


@examples(300)
@given(systems())
def test_the_rule_gives_what_linear_algebra_gives(system: System) -> None:
    expected = solved(system)
    assert voices(system) == pytest.approx(expected, abs=CLOSE)
    assert influence(system) == pytest.approx(system.seats @ expected, abs=CLOSE)


@examples(300)
@given(systems())
def test_what_is_voiced_sums_to_one_without_normalising(system: System) -> None:
    found = voices(system)
    assert found.sum(axis=1) == pytest.approx(1.0, abs=1e-12)
    assert (found >= 0).all()
    assert influence(system).sum() == pytest.approx(1.0, abs=1e-12)


@examples(100)
@given(systems())
def test_where_nobody_trusts_seats_decide_exactly(system: System) -> None:
    nobody = system._replace(trust=0 * system.trust, oversight=0 * system.oversight)
    assert (voices(nobody) == in_sectors(system.sector)).all()
    shares = np.zeros(SECTORS)
    for seat, sector in zip(system.seats, system.sector, strict=True):
        shares[sector] += seat
    assert (influence(nobody) == shares).all()


@examples(300)
@given(systems(), st.integers(0, 9))
def test_an_organisation_split_in_two_changes_no_sector_s_influence(system: System, which: int) -> None:
    """Each half has half the contact, half the seats, and the same trust both ways; the halves don't meet."""
    x = which % len(system.seats)
    rows = [*range(len(system.seats)), x]
    halves = np.ones(len(rows))
    halves[[x, -1]] = 0.5
    square = np.ix_(rows, rows)
    split = System(
        system.contact[square] * np.outer(halves, halves), system.trust[square], system.seats[rows] * halves,
        *(array[rows] for array in system[3:8]), system.kappa,
    )  # fmt: skip
    assert influence(split) == pytest.approx(influence(system), abs=CLOSE)


@examples(200)
@given(systems(), st.floats(0, 1))
def test_lower_trust_lowers_listening(system: System, times: float) -> None:
    """Nobody listens more where everybody trusts less, and so nobody's sector is voiced less by itself."""
    _, before = spread(system)
    _, after = spread(system._replace(trust=times * system.trust))
    assert (after.susceptible <= before.susceptible + 1e-12).all()
    below = (before.susceptible > 0) & (before.susceptible < governance.MOST_SUSCEPTIBLE)
    if times < 0.99:
        assert (after.susceptible[below] < before.susceptible[below]).all()


@examples(100)
@given(systems(), st.integers(0, 9))
def test_who_listens_to_nobody_voices_its_own_sector_alone(system: System, which: int) -> None:
    x = which % len(system.seats)
    trust, represents, oversight = system.trust.copy(), system.represents.copy(), system.oversight.copy()
    trust[x], represents[x], oversight[x] = 0, 0, 0
    deaf = system._replace(trust=trust, represents=represents, oversight=oversight)
    assert voices(deaf)[x] == pytest.approx(in_sectors(system.sector)[x], abs=CLOSE)


@examples(300)
@given(systems(), st.integers(0, SECTORS - 1), st.floats(0.01, 2.0))
def test_a_seat_helps_a_sector_that_its_holders_voice_more_than_the_board_does(
    system: System, sector: int, seats: float
) -> None:
    """And hurts one that they voice less: the sign of the change is that of the difference, whoever they are."""
    mine = system.sector == sector
    assume(mine.any())
    holders = mine / mine.sum()
    before, after = influence(system)[sector], influence(with_seats(system, holders, seats))[sector]
    theirs = holders @ voices(system)[:, sector]
    assert after - before == pytest.approx((theirs - before) * seats / (1 + seats), abs=1e-9)
    if theirs >= before:
        assert after >= before - 1e-12
