"""However a file is damaged, it is either read or refused in plain English; nothing else can happen."""

from __future__ import annotations

import copy
import datetime
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relsim.domain.bodies import boards_at
from relsim.domain.consistency import follow
from relsim.experiments import experiment
from relsim.experiments.experiment import Experiment, read_experiment
from relsim.experiments.in_words import account
from relsim.experiments.safeguard_list import SAFEGUARDS
from relsim.wording import problems
from relsim.wording.problems import InputProblems

PLACE = Path(__file__).parents[2] / "places" / "smallshire.toml"
TEXT = f"""
title = "When should Smallshire merge?"
question = "Earlier or later?"
place = '{PLACE}'
until = "2041-01"
comparator = "Never"
worlds = 3
replicates = 4
rules_off = ["trust"]
notes = ["A note."]
[[plans]]
name = "Never"
[[plans]]
name = "July 2022"
[[plans.reorganisations]]
name = "One board"
kind = "replace"
announced = "2021-02"
vesting = "2022-07"
predecessors = ["C12", "C3"]
successors = [{{ code = "ICB", name = "Smallshire ICB", form = "ICB", board = "icb", of = ["C12", "C3"] }}]
posts = 0.9
kept = 0.6
moved = 0.25
procedures = 0.5
[[plans.governance]]
name = "Another board"
begins = "2023-07"
bodies = ["ICB"]
board = "own"
[[plans.ring_fences]]
sector = "general_practice"
begins = "2022-07"
ends = "2027-07"
[[plans.grants]]
to = "vcse"
time = 1.25
begins = "2022-07"
[[plans.hostile_acts]]
practice = "P8"
month = "2023-01"
[[plans.integrated_providers]]
trust = "T1"
pcns = ["U1"]
begins = "2023-04"
[plans.benefits]
one_counterpart = 0.1
[[plans]]
name = "July 2024"
like = "July 2022"
vesting = "2024-07"
safeguards = ["lmc_seat", "staff_kept", "pcn_support"]
[boards.own]
seats = {{ commissioner = 7, lmc = 1, T1 = 1 }}
delegated = 0.5
place_seats = {{ federation = 1, SHW = 1 }}
"""
WHOLE: dict[str, Any] = tomllib.loads(TEXT)

VALUES = st.one_of(
    st.text(max_size=8),
    st.integers(-(10**20), 10**20),
    st.integers(0, 40_000),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.just(datetime.datetime(2022, 7, 1)),
    st.sampled_from(["Never", "July 2022", "July 2024", "C12", "C1", "ICB", "NORTH", "2018-04", "2022-07", "2100-01",
                     "QU9", "merge", "trust", "icb", ".", "..", "a/b", "x.toml", "\0.toml", "1900-01", "own", "ccg",
                     "icb_places", "lmc", "vcse", "acute", "public_voice", "P1", "T3", "U2", "later_date", "gp_seats",
                     "2200-12"]),
    st.lists(st.sampled_from(["C12", "C3", "", 1, None]).filter(lambda item: item is not None), max_size=3),
    st.lists(st.sampled_from(sorted(SAFEGUARDS)), max_size=4),
    st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
    st.just([{}]),
    st.just([WHOLE["plans"][1]["reorganisations"][0]]),
)  # fmt: skip


def all_steps(value: Any, steps: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value in a file."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [steps, *(way for key, item in inner for way in all_steps(item, (*steps, key)))]


def try_to_read(path: Path) -> Experiment | None:
    """The experiment, or None if the file was refused as it should be."""
    try:
        read = read_experiment(path)
    except InputProblems as refused:
        said = [str(problem) for problem in refused.problems]
        _must_be_plain(said)
        return None
    assert len(read.content_hash) == 64
    assert Experiment.model_validate(json.loads(json.dumps(read.as_run()))) == read
    assert read.comparator_plan in read.plans
    assert account(read, Path("results"))
    for plan in read.plans:
        assert follow(read.place, plan.reorganisations, after=read.place.history) == []
        boards_at(read.place, (*read.place.history, *plan.reorganisations), plan.governance, read.until)
    return read


def _must_be_plain(said: list[str]) -> None:
    assert said, "a refusal says why"
    for line in said:
        assert "\n" not in line
        assert not any(jargon in line for jargon in ("pydantic", "https://", "input_value", "type="))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damaged") / "when.toml"


def test_undamaged_it_is_read(path: Path):
    path.write_text(TEXT)
    assert try_to_read(path) is not None


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_lines_lost_doubled_swapped_or_scrambled(path: Path, data: st.DataObject):
    lines = TEXT.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        here, there = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        damage = data.draw(st.sampled_from(["lose", "double", "swap", "letter"]))
        if damage == "lose" and len(lines) > 1:
            del lines[here]
        elif damage == "double":
            lines.insert(there, lines[here])
        elif damage == "swap":
            lines[here], lines[there] = lines[there], lines[here]
        elif lines[here]:
            letter = data.draw(st.integers(0, len(lines[here]) - 1))
            lines[here] = lines[here][:letter] + data.draw(st.characters(codec="utf-8")) + lines[here][letter + 1 :]
    path.write_text("\n".join(lines), encoding="utf-8")
    try_to_read(path)


@given(st.binary(max_size=200), st.integers(0, len(TEXT)))
@settings(max_examples=150, deadline=None)
def test_bytes_put_in_anywhere(path: Path, damage: bytes, where: int):
    path.write_bytes(TEXT[:where].encode() + damage + TEXT[where:].encode())
    try_to_read(path)


@given(st.data())
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_in_the_place_of_any_other(path: Path, monkeypatch: pytest.MonkeyPatch, data: st.DataObject):
    """Values, keys lost and keys added, without the detour through a file."""
    raw = copy.deepcopy(WHOLE)
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from(all_steps(raw)[1:] or [("title",)]))
        target = raw
        for step in way:
            target = target[step]
        damage = data.draw(st.sampled_from(["value", "value", "value", "lose", "key"]))
        if damage == "lose":
            target.pop(last, None) if isinstance(target, dict) else target.pop(last)
        elif damage == "key" and isinstance(target, dict):
            target[data.draw(st.text(max_size=6))] = target.pop(last, 1)
        else:
            target[last] = copy.deepcopy(data.draw(VALUES))
    monkeypatch.setattr(experiment, "read_toml", lambda asked: raw if asked == path else problems.read_toml(asked))
    try_to_read(path)
