"""An experiment in plain English, before it is run: the text that `relsim check` prints."""

from __future__ import annotations

import textwrap
from pathlib import Path

from relsim.domain.bodies import boards_at
from relsim.domain.months import month_name
from relsim.domain.place import Place
from relsim.evidence.sentences.plans import plan_sentence
from relsim.evidence.sentences.provisions import board_sentences
from relsim.experiments.experiment import Experiment
from relsim.experiments.outside_pressure import also_without_pressure
from relsim.experiments.precision import Precision
from relsim.experiments.safeguard_trials import trials, words_of
from relsim.wording.numbers import exact_percent
from relsim.wording.phrases import listed
from relsim.wording.texts import Texts

_TEXTS = Texts("relsim.experiments", "tried")
_WIDTH = 100


def account(experiment: Experiment, results: Path) -> str:
    """An experiment's description, for somebody who wants to be sure before running it.

    Args:
        experiment: The experiment, read.
        results: Folder in which its results would be.
    """
    parts = [
        _wrapped(experiment.title),
        _wrapped(experiment.question, "  "),
        _wrapped(f"Place: {place_sentence(experiment.place)}"),
        "\n".join(_wrapped(line) for line in _board_lines(experiment)),
        _wrapped(f"Months: {month_name(experiment.place.starts)} to {month_name(experiment.until - 1)}."),
        "\n".join(_wrapped(line, "    ", "  ") for line in _plan_lines(experiment)),
        "\n".join(_wrapped(line) for line in _size_lines(experiment, results)),
    ]
    if experiment.notes:
        notes = [_wrapped(f"- {each}", "    ", "  ") for each in experiment.notes]
        parts.append("\n".join(["Notes for the reader:", *notes]))
    return "\n\n".join(parts)


def place_sentence(place: Place) -> str:
    """A place and how many of what it holds."""
    counts = [
        (len(place.localities), "locality", "localities"),
        (len(place.practices), "GP practice", "GP practices"),
        (len(place.pcns), "primary care network", "primary care networks"),
        (len(place.trusts), "trust", "trusts"),
        (len(place.councils), "council", "councils"),
        (len(place.representatives), "body that speaks for others", "bodies that speak for others"),
        (len(place.commissioners), "commissioner at the start", "commissioners at the start"),
        (len(place.history), "real reorganisation since", "real reorganisations since"),
    ]
    people = sum(locality.population for locality in place.localities)
    held = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    return f"{place.name} ({place.code}): {people:,} people, {listed(held)}."


def _board_lines(experiment: Experiment) -> list[str]:
    """The boards that govern just before any plan does something, by name."""
    place = experiment.place
    first = min(plan.announced for plan in experiment.plans if plan.announced is not None)
    governed: dict[str, list[str]] = {}
    for code, board in boards_at(place, place.history, (), first - 1).items():
        governed.setdefault(board, []).append(code)
    return [
        f"Until then {listed(codes)} {'is' if len(codes) == 1 else 'are'} governed by “{name}”. "
        f"{board_sentences(place.boards[name], place)}"
        for name, codes in governed.items()
    ]


def _plan_lines(experiment: Experiment) -> list[str]:
    ordered = sorted(experiment.plans, key=lambda plan: plan.name == experiment.comparator)
    sentences = [(plan, plan_sentence(plan, experiment.place)) for plan in ordered]
    return [f"- {plan.name}{' (comparator)' if plan.name == experiment.comparator else ''}: {said}"
            for plan, said in sentences]  # fmt: skip


def _size_lines(experiment: Experiment, results: Path) -> list[str]:
    size = f"{len(experiment.plans)} plans × {experiment.worlds} worlds × {experiment.first_replicates} replicates"
    lines = [
        f"Runs: {size} = {experiment.runs:,}, besides the checks that every report carries. Every plan is compared "
        f'with "{experiment.comparator}".',
        f"Results go to: {results}",
    ]
    if experiment.precision is not None:
        lines.insert(1, _precision_line(experiment.precision))
    lines[-1:-1] = _tried_lines(experiment)
    without = [plan.name for plan in also_without_pressure(experiment)]
    if without:
        lines.insert(1, f"Dates are compared, so {listed(without)} are also run with outside pressure switched off.")
    if experiment.rules_off:
        lines.insert(0, f"Rules switched off: {listed(experiment.rules_off)}.")
    return lines


def _tried_lines(experiment: Experiment) -> list[str]:
    """The sentences on safeguards that are tried whether or not the file names them; none where none are."""
    found = trials(experiment)
    if not found.single:
        return []
    said = _TEXTS("one" if len(found.single) == 1 else "several", plan=experiment.plan_in_question.name,
                  safeguards=listed([each.words for each in found.single]))  # fmt: skip
    if not found.left_out:
        return [said]
    whys: dict[str, list[str]] = {}
    for name, why in found.left_out.items():
        whys.setdefault(why, []).append(name)
    return [said, _TEXTS("left_out", safeguards="; ".join(f"{words_of(names)} ({why})" for why, names in whys.items()))]


def _precision_line(precision: Precision) -> str:
    """The sentence on what the second stage is for, and how far it may go."""
    wanted = listed([f"{name} to ±{half_width:g}" for name, half_width in precision.half_widths.items()])
    return (
        "That is the first of two stages. The second has as many more as the first shows it takes to know the plan in "
        f"question's {wanted}, with {exact_percent(precision.confidence)} confidence; no world has more than "
        f"{precision.most_replicates} replicates in all."
    )


def _wrapped(text: str, later: str = "", first: str | None = None) -> str:
    start = later if first is None else first
    flat = " ".join(text.split())
    return textwrap.fill(flat, _WIDTH, initial_indent=start, subsequent_indent=later, break_long_words=False,
                         break_on_hyphens=False)  # fmt: skip
