"""Mesa's side of the model: agents, selections and tables in front of the arrays."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from relsim import ReorganisationModel
from relsim.domain.plan import Plan
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.domain.sectors import Kind
from relsim.engine.rules.switches import RULES
from relsim.engine.simulation import Simulation
from relsim.interfaces.mesa_agents import CLASS_OF, CommissionerAgent, PracticeAgent, VoluntaryOrganisationAgent
from relsim.measures.recorded import MEASURED
from relsim.measures.runs import SECTORS
from relsim.places.library import built_in, read_place
from relsim.timetable.network import network
from relsim.timetable.timetable import build_timetable
from relsim.wording.problems import InputProblems
from relsim.worlds.parameters import World

SMALLSHIRE = Path(__file__).parents[2] / "places" / "smallshire.toml"
BOARD = Reorganisation(
    name="One board", kind="replace", announced="2021-02", vesting="2022-07", predecessors=("C12", "C3"),
    successors=(Successor(code="ICB", name="Smallshire ICB", form="ICB", board="icb"),), posts=0.9, kept=0.5,
    moved=0.3, procedures=0.5,
)  # fmt: skip
PLAN = Plan(name="One board", reorganisations=(BOARD,))


def small(**options: object) -> ReorganisationModel:
    """Smallshire with one board from July 2022."""
    return ReorganisationModel(SMALLSHIRE, PLAN, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def oxford() -> ReorganisationModel:
    """The built-in place in January 2020, read only."""
    return ReorganisationModel("QU9").run_until("2020-01")


def test_every_kind_of_organisation_of_the_place_is_there(oxford: ReorganisationModel):
    kinds = set(oxford.simulation.structure.layout.kind.tolist())
    assert {CLASS_OF[Kind(kind)] for kind in kinds} == set(oxford.agents_by_type)
    assert kinds >= {
        Kind.PRACTICE,
        Kind.PCN,
        Kind.VCSE,
        Kind.ACUTE,
        Kind.MENTAL_HEALTH,
        Kind.COUNCIL,
        Kind.COMMISSIONER,
        Kind.LMC,
        Kind.FEDERATION,
        Kind.HEALTHWATCH,
    }
    assert len(oxford.agents_by_type[PracticeAgent]) == len(built_in("QU9").practices)
    assert {each.code for each in oxford.agents_by_type[CommissionerAgent]} == {"14Y", "10Q", "15A"}
    assert len(oxford.agents) == len(oxford.simulation.structure.codes)


def test_agents_can_be_selected_and_added_up(oxford: ReorganisationModel):
    table = oxford.organisations().set_index("code")
    voluntary = oxford.agents_by_type[VoluntaryOrganisationAgent]
    gone = voluntary.select(lambda each: each.given_up)
    assert len(gone) == table[table["kind"] == "vcse"]["given_up"].sum()
    for name in ("posts", "readiness", "capacity", "energy", "influence", "given_up"):
        np.testing.assert_array_equal(oxford.agents.get(name), table.loc[oxford.agents.get("code"), name])
    assert oxford.agents.agg("influence", sum) == pytest.approx(1.0)
    assert oxford.agents.agg("posts", max) == table["posts"].max()
    posts, vacancies = (oxford.agents.agg(name, sum) for name in ("posts", "vacancies"))
    assert vacancies == posts - table["filled"].sum()
    one = oxford.organisation("14Y")
    assert (one.name, one.kind) == (table.loc["14Y", "name"], Kind.COMMISSIONER)
    assert set(one.partners.get("code")) == (set(one.relationships["a"]) | set(one.relationships["b"])) - {"14Y"}
    assert "14Y" in repr(one)
    with pytest.raises(LookupError, match="QU9"):
        oxford.organisation("QU9")


def test_tables_have_their_columns(oxford: ReorganisationModel):
    assert list(oxford.organisations()) == [
        "code", "name", "kind", "sector", "posts", "filled", "capacity", "readiness", "energy", "given_up", "closures",
        "influence",
    ]  # fmt: skip
    relationships = oxford.relationships()
    assert list(relationships) == [
        "a", "b", "need", "trust_ab", "trust_ba", "knowing_ab", "knowing_ba", "contracts", "procedures",
        "effective_ab", "effective_ba", "contact", "met", "works",
    ]  # fmt: skip
    assert not relationships.duplicated(["a", "b"]).any()
    assert set(relationships["a"]) | set(relationships["b"]) <= set(oxford.organisations()["code"])
    monthly = oxford.monthly()
    assert list(monthly) == ["month", "sector", *MEASURED]
    months = monthly["month"].unique()
    assert (months[0], months[-1], len(monthly)) == ("2002-04", "2019-12", len(months) * len(SECTORS))


def test_tables_are_copies():
    model = small().run_until("2013-01")
    before = model.relationships()
    for table in (model.relationships(), model.organisations(), model.monthly()):
        for column in table.select_dtypes("number"):
            table.loc[:, column] = 0
    pd.testing.assert_frame_equal(model.relationships(), before)


def test_vesting_removes_the_agents_of_bodies_that_go_and_adds_their_successors():
    model = small().run_until("2022-07")
    old, practice = model.organisation("C12"), model.organisation("P1")
    assert model.month == "2022-07"
    model.step()
    assert {each.code for each in model.agents_by_type[CommissionerAgent]} == {"ICB"}
    assert old not in model.agents
    assert model.organisation("P1") is practice
    assert practice.partners.select(lambda each: each.kind == Kind.COMMISSIONER).get("code") == ["ICB"]
    with pytest.raises(LookupError, match="C12 does not exist in 2022-08"):
        _ = old.name
    assert len(model.agents) == len(model.organisations())


def test_networks_of_practices_come_when_they_open():
    model = small().run_until("2019-07")
    assert not [kind for kind in model.agents_by_type if kind.__name__ == "PrimaryCareNetwork"]
    model.step()
    assert {each.code for each in model.agents if each.kind == Kind.PCN} == {"U1", "U2"}


def test_steps_and_run_until_come_to_the_same_and_end():
    stepped, ran = small(until="2024-01"), small(until="2024-01").run_until()
    while stepped.running:
        stepped.step()
    assert (stepped.month, ran.month, ran.running) == ("2024-01", "2024-01", False)
    pd.testing.assert_frame_equal(stepped.monthly(), ran.monthly(), check_exact=True)
    ran.step()
    assert ran.month == "2024-01"
    assert ran.run_until("2013-01").month == "2024-01", "what is behind stays as it is"


def test_one_seed_is_one_history_and_that_of_a_simulation():
    world = World(settling_months=12.0)
    one, same = (small(seed=3, world=world, world_number=2).run_until("2024-01") for _ in range(2))
    other = small(seed=4, world=world, world_number=2).run_until("2024-01")
    pd.testing.assert_frame_equal(one.monthly(), same.monthly(), check_exact=True)
    pd.testing.assert_frame_equal(one.relationships(), same.relationships(), check_exact=True)
    assert not one.monthly().equals(other.monthly())
    place = read_place(SMALLSHIRE)
    until = one.simulation.timetable.until
    timetable = build_timetable(place, network(place), PLAN, until)
    plain = Simulation(timetable, world=world, world_number=2, seed=3)
    plain.advance(one.simulation.month)
    for measure, values in plain.series().items():
        np.testing.assert_array_equal(one.simulation.series()[measure], values)


def test_a_plan_need_not_reorganise():
    """Practices' grants double their time from the month in which they begin, and the model runs on long after."""
    plan = Plan.model_validate({"name": "Grants", "grants": [{"to": "practice", "begins": "2021-06", "time": 2.0}]})
    model = ReorganisationModel(SMALLSHIRE, plan).run_until("2021-06")
    before = model.organisation("P1").capacity
    model.step()
    assert model.organisation("P1").capacity == pytest.approx(2 * before)
    assert model.organisation("SC").capacity == ReorganisationModel(SMALLSHIRE).run_until("2021-07").organisation(
        "SC"
    ).capacity
    assert model.simulation.timetable.until >= model.place.starts + 12 * 30


def test_mesas_generators_are_never_drawn_from():
    model = small()
    random, numpy = model.random.getstate(), repr(model.rng.bit_generator.state)
    model.run_until("2023-01")
    assert model.random.getstate() == random
    assert repr(model.rng.bit_generator.state) == numpy


def test_rules_can_be_switched_off():
    model = small(rules_off=["outside_pressure", "trust"]).run_until("2021-01")
    assert list(model.rules) == [name for name in RULES if name not in ("outside_pressure", "trust")]
    assert not model.monthly()["trust"].equals(small().run_until("2021-01").monthly()["trust"])


def test_mistakes_are_told():
    with pytest.raises(ValueError, match=r"no rule is called 'trst'; the rules are .*trust"):
        small(rules_off=["trst"])
    with pytest.raises(InputProblems, match="QU8"):
        ReorganisationModel("QU8")
    with pytest.raises(InputProblems, match="no such file"):
        ReorganisationModel("nowhere.toml")


@pytest.mark.parametrize(
    "statement", ["import relsim", "import relsim; dir(relsim)", "import relsim.batch.store.earlier"]
)
def test_importing_loads_nothing_heavy(statement: str):
    script = f"{statement}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not set(ended.stdout.split()) & {"numpy", "numba", "mesa", "pandas", "scipy", "matplotlib", "pyarrow"}
