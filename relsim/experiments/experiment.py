"""An experiment: place × plans × worlds × replicates, as a file describes it.

`read_experiment` reads the file, and reports everything that is wrong with it at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, TypeAdapter, ValidationError

from relsim.domain.boards import Board, Boards
from relsim.domain.description import Description
from relsim.domain.months import Month
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.experiments import checks
from relsim.experiments.plans_in_file import PlanInFile, PlansInFile
from relsim.experiments.precision import Precision, Replicates, fewest_in_a_stage
from relsim.wording.descriptions import as_tuples, from_validation
from relsim.wording.problems import InputProblems, Problem
from relsim.wording.toml_files import read_toml

Worlds = Annotated[int, Field(ge=1, le=100_000)]
Seed = Annotated[int, Field(ge=0, le=2**32 - 1)]
Text = Annotated[str, Field(min_length=1)]
WORLDS, REPLICATES = 100, 4
"""Unless a file says otherwise.  Another draw of worlds moves a mean more than other seeds in the same worlds do."""
Beside = Literal["placebo", "diagnostic", "part", "pressure_off", "safeguard"]
_MONTH: TypeAdapter[int] = TypeAdapter(Month)
_STAND_IN = Board(seats={"commissioner": 1.0})
"""For a board with a mistake, so that plans which name it are not told that there is none."""


class Experiment(Description):
    """A consultation question that can be run: which place, which plans, compared with which."""

    name: Text
    """Folder of its results; the file's stem unless given."""
    title: str
    question: str
    place: Place
    """With every board that a plan names.  In a file: the code of a built-in place, or the path of a place file
    relative to the experiment's.
    """
    until: Month
    """First month that is not simulated."""
    comparator: str
    """Name of the plan that the others are compared with."""
    in_question: str = ""
    """Name of the plan that the report is about first, and that is taken apart; empty: the first to vest."""
    worlds: Worlds = WORLDS
    replicates: Replicates = REPLICATES
    seed: Seed = 1
    """First seed; replicate k of every plan and world has seed + k."""
    precision: Precision | None = None
    """The precision to reach; where it is given, `replicates` are those of the first of two stages."""
    rules_off: tuple[str, ...] = ()
    """Names of rules that are switched off throughout."""
    measured_from: Month | None = None
    """The vesting month that plans are measured from: what vests later is part of them, but its own relationships are
    not counted.  None: each plan's last, with the relationships of all.
    """
    beside: tuple[Beside, ...] = get_args(Beside)
    """Roles of what is run beside the plans (`relsim.batch.runs.variants`)."""
    safeguards_tried: bool = True
    """Whether safeguards are tried by themselves on the plan in question, if that reorganises."""
    plans: Annotated[tuple[Plan, ...], Field(min_length=2)]
    notes: tuple[str, ...] = ()
    """Sentences that the reader of the report must know about this experiment."""

    @property
    def comparator_plan(self) -> Plan:
        """The plan that the others are compared with."""
        return next(plan for plan in self.plans if plan.name == self.comparator)

    @property
    def plan_in_question(self) -> Plan:
        """The plan that the report is about first."""
        others = [plan for plan in self.plans if plan.name != self.comparator and plan.announced is not None]
        return next((plan for plan in others if plan.name == self.in_question), min(others, key=_by_vesting))

    @property
    def tries_safeguards(self) -> bool:
        """True if safeguards are tried by themselves (`relsim.experiments.safeguard_trials`)."""
        return self.safeguards_tried and "safeguard" in self.beside and bool(self.plan_in_question.reorganisations)

    @property
    def plans_in_order(self) -> tuple[Plan, ...]:
        """The plan in question, the others as they vest, the comparator: the same in whatever order a file has them."""
        first, last = self.plan_in_question, self.comparator_plan
        others = [plan for plan in self.plans if plan.name not in (first.name, last.name)]
        return (first, *sorted(others, key=_by_vesting), last)

    @property
    def first_replicates(self) -> int:
        """Number of replicates of each world; with a precision to reach, of the first stage."""
        return self.replicates if self.precision is None else max(self.replicates, fewest_in_a_stage(self.worlds))

    @property
    def runs(self) -> int:
        """Number of runs that it takes: plans × worlds × replicates; with a precision to reach, in the first stage."""
        return len(self.plans) * self.worlds * self.first_replicates

    def as_run(self) -> dict[str, Any]:
        """Everything that it says, place and defaults included, as JSON has it; `Experiment(**as_run)` is its equal."""
        return self.model_dump(mode="json")

    @property
    def content_hash(self) -> str:
        """SHA-256 of its canonical JSON: two experiments that say the same have the same."""
        text = json.dumps(self.as_run(), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()


def _by_vesting(plan: Plan) -> tuple[int, str]:
    return plan.vesting or 0, plan.name


class ExperimentInFile(Description):
    """An experiment as a file has it: its place a code or a path, its plans perhaps like one another."""

    name: str = ""
    title: Text
    question: Text
    place: Text
    history_until: Month | None = None
    """The first month of which the place's real history is left out; None: all that has happened, nothing planned."""
    until: Month
    comparator: Text
    in_question: str = ""
    worlds: Worlds = WORLDS
    replicates: Replicates = REPLICATES
    seed: Seed = 1
    precision: Precision | None = None
    rules_off: tuple[Text, ...] = ()
    safeguards_tried: bool = True
    boards: Boards = Field(default_factory=dict)
    """Boards that plans name, besides the place's; one with the name of a board of the place is used instead of it."""
    plans: Annotated[tuple[PlanInFile, ...], Field(min_length=2)]
    notes: tuple[Text, ...] = ()


def read_experiment(
    path: Path | str, *, worlds: int | None = None, replicates: int | None = None, without: Iterable[str] = (),
    safeguards_tried: bool | None = None,
) -> Experiment:  # fmt: skip
    """The experiment that a file describes, complete and consistent.

    Args:
        path: The file, in TOML.
        worlds: Number of worlds instead of the file's.
        replicates: Number of replicates instead of the file's.
        without: Rules to switch off besides the file's.
        safeguards_tried: Whether to try safeguards by themselves, instead of what the file says.

    Raises:
        InputProblems: with every problem that can be told at once.
    """
    path = Path(path)
    raw = read_at_size(path, worlds, replicates)
    if safeguards_tried is not None:
        raw["safeguards_tried"] = safeguards_tried
    if without and isinstance(raw.get("rules_off", []), list):
        raw["rules_off"] = list(dict.fromkeys([*raw.get("rules_off", []), *without]))
    if isinstance(raw.get("name", ""), str):
        raw["name"] = raw.get("name") or path.stem
    return experiment_from(raw, path)


def read_at_size(path: Path, worlds: int | None, replicates: int | None) -> dict[str, Any]:
    """The content of a file, with other numbers of worlds and replicates where they are given.

    Raises:
        InputProblems: It cannot be read.
    """
    return read_toml(path) | {
        key: value for key, value in (("worlds", worlds), ("replicates", replicates)) if value is not None
    }


def experiment_from(
    raw: Mapping[str, Any], path: Path, place: Place | None = None, measured_from: int | None = None,
    beside: tuple[str, ...] | None = None,
) -> Experiment:  # fmt: skip
    """The experiment that the content of a file describes, complete and consistent.

    Args:
        raw: The content, as TOML has it.
        path: The file that it is from.
        place: Used instead of the place that the content names.
        measured_from: See `Experiment`.
        beside: See `Experiment`; None: everything.

    Raises:
        InputProblems: with every problem that can be told at once.
    """
    file, problems = _read_shape(raw)
    place, place_problems = checks.find_place(file.get("place"), path.parent) if place is None else (place, [])
    place, left_out = checks.with_history(place, file.pop("history_until", None))
    place, board_problems = checks.with_boards(place, file.pop("boards", {}))
    names = checks.names_in(raw)
    in_file = PlansInFile(file.get("plans", ()), names, place)
    plans = in_file.in_full()
    place = in_file.place
    problems += place_problems + board_problems + in_file.problems
    problems += checks.problems_of(
        checks.ExperimentDraft(
            name=file.get("name"),
            place=place,
            until=file.get("until"),
            comparator=file.get("comparator"),
            in_question=file.get("in_question", ""),
            precision=file.get("precision"),
            worlds=file.get("worlds", WORLDS),
            replicates=file.get("replicates", REPLICATES),
            rules_off=file.get("rules_off", ()),
            names=names,
            plans=plans,
            measured_from=measured_from,
        )
    )
    if problems:
        raise InputProblems(str(path), problems)
    complete = {
        **file, "place": place, "plans": tuple(each.plan for each in plans), "measured_from": measured_from,
        "notes": (*file.get("notes", ()), *left_out),
    }  # fmt: skip
    if beside is not None:
        complete["beside"] = beside
    experiment = Experiment.model_validate(complete)
    return experiment.model_copy(update={"plans": experiment.plans_in_order})


def _read_shape(raw: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The keys of the file that are in order, and what is wrong with the rest.

    A plan with a mistake is None in ``plans``, so that the others can still be checked.
    """
    try:
        return dict(ExperimentInFile.model_validate(as_tuples(raw), strict=True)), []
    except ValidationError as error:
        problems = from_validation(error, ExperimentInFile, raw)
        wrong = [detail["loc"] for detail in error.errors(include_url=False)]
    broken = {steps[0] for steps in wrong}
    in_order = ExperimentInFile.model_fields.keys() & raw.keys() - broken
    good: dict[str, Any] = {key: as_tuples(raw[key]) for key in in_order}
    for month in {"until", "history_until"} & good.keys():
        good[month] = _MONTH.validate_python(good[month])
    if "precision" in good:
        good["precision"] = Precision.model_validate(good["precision"])
    if isinstance(raw.get("boards"), dict):
        hurt = {steps[1] for steps in wrong if steps[0] == "boards" and len(steps) > 1}
        good["boards"] = {
            name: _STAND_IN if name in hurt else Board.model_validate(as_tuples(entry), strict=True)
            for name, entry in raw["boards"].items()
        }
    if isinstance(raw.get("plans"), list):
        hurt = {steps[1] for steps in wrong if steps[0] == "plans" and len(steps) > 1}
        good["plans"] = tuple(
            None if number in hurt else PlanInFile.model_validate(as_tuples(entry), strict=True)
            for number, entry in enumerate(raw["plans"])
        )
    return good, problems
