"""The model under the tools that modellers have: Mesa's own batches and data collector, EMA Workbench, SALib."""

from __future__ import annotations

import inspect

import mesa
import numpy as np
import pandas as pd
import pytest
from batch_example import ONE, one, run_world

import relsim
from relsim.batch.runs.design import design
from relsim.measures.run_values import run_values
from relsim.worlds.parameters import parameters

PLACE = str(ONE.parents[1] / "places" / "smallshire.toml")


class Observed(relsim.ReorganisationModel):
    """The model as somebody with Mesa would observe it."""

    def __init__(self, **options: object) -> None:
        super().__init__(PLACE, until="2017-04", **options)  # type: ignore[arg-type]
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "month": "month",
                "coverage": lambda model: model.monthly()["coverage"].iloc[-1],
                "practices": lambda model: len(model.agents_by_type[type(model.organisation("P1"))]),
            },
            agent_reporters={"code": "code"},
        )

    def step(self) -> None:
        super().step()
        self.datacollector.collect(self)


class Seeded(Observed):
    """The same with a seed by name, which Mesa looks for."""

    def __init__(self, seed: int | None = 1, **options: object) -> None:
        super().__init__(seed=seed, **options)


TAKES_SEEDS = "rng" in inspect.signature(mesa.batch_run).parameters
"""Whether this Mesa's batches are given seeds by themselves; before they were a parameter like others."""


@pytest.mark.parametrize("model", [Observed, Seeded])
def test_mesa_runs_batches_of_it_and_collects_what_is_wanted(model: type[Observed]):
    wanted = {"rules_off": [(), ("trust",)]} | ({} if TAKES_SEEDS else {"seed": [1, 2]})
    rows = mesa.batch_run(
        model, wanted, max_steps=6, data_collection_period=1, number_processes=1, display_progress=False,
        **({"rng": [1, 2]} if TAKES_SEEDS else {}),
    )  # fmt: skip
    table = pd.DataFrame(rows).rename(columns={"rng": "seed"})
    assert {"seed", "rules_off", "Step", "month", "coverage", "practices", "code"} <= set(table.columns)
    last = table[table["Step"] == 6].groupby(["seed", "rules_off"])[["month", "coverage"]].first()
    assert len(last) == 4
    for (seed, rules_off), found in last.iterrows():
        alone = relsim.ReorganisationModel(PLACE, seed=seed, rules_off=rules_off, until="2017-04")
        assert found["coverage"] == alone.run_until(found["month"]).monthly()["coverage"].iloc[-1]
    assert last["coverage"].nunique() > 1
    assert set(table["practices"]) == {8}
    assert table[table["Step"] == 6]["code"].nunique() > 20


@pytest.mark.parametrize("given", [{"seed": None}, {"seed": -1}, {"seed": True}, {"rng": "1"}])
def test_a_run_without_a_seed_could_not_be_repeated(given: dict[str, object]):
    with pytest.raises(ValueError, match=r"a run has a seed, .*batch_run give rng=\[1, 2, 3\]"):
        relsim.ReorganisationModel(PLACE, until="2017-04", **given)  # type: ignore[arg-type]


def test_mesa_s_name_for_a_seed_will_do():
    one, other = (relsim.ReorganisationModel(PLACE, until="2017-04", **{name: 7}) for name in ("seed", "rng"))
    pd.testing.assert_frame_equal(one.run_until().monthly(), other.run_until().monthly())


def test_the_plain_function_is_the_run_of_a_batch():
    plan = design(one().model_copy(update={"worlds": 1}))
    world = plan.worlds[0]
    runs = run_world(plan, 0)
    stored = run_values(runs, runs.others[0])
    found = relsim.outcomes_of(ONE, seed=2, **world._asdict())
    assert list(found) == ["_".join(key) for key in stored.keys]
    np.testing.assert_array_equal(list(found.values()), (stored.value - stored.comparator)[:, 1])
    assert found == relsim.outcomes_of(one(), seed=2.0, **world._asdict())  # type: ignore[arg-type]
    assert found != relsim.outcomes_of(ONE, seed=2)


def test_a_parameter_that_is_none_is_told():
    with pytest.raises(ValueError, match="there is no parameter 'trust_gian'; did you mean"):
        relsim.outcomes_of(ONE, trust_gian=0.1)


def test_ema_workbench_explores_it():
    workbench = pytest.importorskip("ema_workbench", reason="EMA Workbench is not installed")
    model = workbench.Model("relsim", function=lambda **values: relsim.outcomes_of(ONE, **values))
    ranges = {name: parameters()[name] for name in ("trust_gain", "trust_loss", "handover")}
    model.uncertainties = [workbench.RealParameter(name, of.low, of.high) for name, of in ranges.items()]
    model.outcomes = [workbench.ScalarOutcome(name) for name in ("coverage_12_all", "relationship_years_lost_120_all")]
    cases, found = workbench.perform_experiments(model, scenarios=4)
    assert len(cases) == 4
    first = {name: cases[name].iloc[0] for name in ranges}
    assert found["coverage_12_all"][0] == relsim.outcomes_of(ONE, **first)["coverage_12_all"]


def test_salib_screens_it():
    pytest.importorskip("SALib", reason="SALib is not installed")
    from SALib.analyze import morris as analyse
    from SALib.sample import morris as sample

    ranges = {name: parameters()[name] for name in ("trust_gain", "handover", "knowing_gain")}
    problem = {"num_vars": 3, "names": list(ranges), "bounds": [(of.low, of.high) for of in ranges.values()]}
    points = sample.sample(problem, 3, seed=1)
    found = [relsim.outcomes_of(ONE, **dict(zip(ranges, point, strict=True)))["coverage_24_all"] for point in points]
    effects = analyse.analyze(problem, points, np.array(found), seed=1)
    assert len(found) == 12
    assert (effects["mu_star"] >= 0).all()
    assert effects["mu_star"].max() > 0
