"""What an experiment is, in plain English, before it is run: what `relsim check` prints."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

from relsim.experiment import Experiment
from relsim.months import month_name
from relsim.places.place import Place
from relsim.plans import Plan, Reorganisation

_WIDTH = 100


def account(experiment: Experiment, results: Path) -> str:
    """What would be run, for somebody who wants to be sure before running it.

    Args:
        experiment: The experiment, read.
        results: Folder in which its results would be.
    """
    parts = [
        _wrapped(experiment.title),
        _wrapped(experiment.question, "  "),
        _wrapped(f"Place: {place_sentence(experiment.place)}"),
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
        (len(place.commissioners), "commissioner at the start", "commissioners at the start"),
        (len(place.history), "real reorganisation since", "real reorganisations since"),
    ]
    people = sum(locality.population for locality in place.localities)
    held = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    return f"{place.name} ({place.code}): {people:,} people, {_listed(held)}."


def plan_sentence(plan: Plan, place: Place) -> str:
    """What a plan does, and when."""
    if not plan.reorganisations:
        return "Nothing changes after the place's real history."
    names = {body.code: body.name for body in place.commissioners}
    names |= {new.code: new.name for change in place.history for new in change.successors}
    return " Then: ".join(
        f"{_change_sentence(change, names)}{_board_sentence(change, place)}" for change in plan.reorganisations
    )


def _board_sentence(change: Reorganisation, place: Place) -> str:
    """Who sits on the successors' boards, where that is said: a successor without a board of its own keeps the old."""
    boards = dict.fromkeys(one.board for one in change.successors if one.board)
    told = []
    for name in boards:
        seats = place.boards[name]
        held = [f"{key.replace('_', ' ')} {number:g}" for key, number in seats.items() if number]
        told.append(f" Seats on its board: {_listed(held)}, of {sum(seats.values()):g}.")
    return "".join(told)


def _change_sentence(change: Reorganisation, names: dict[str, str]) -> str:
    notice = change.vesting - change.announced
    old = _listed([_named(code, names.get(code, "")) for code in change.predecessors])
    new = _listed([_named(each.code, each.name) for each in change.successors])
    became = "merge into" if change.kind == "merge" else "give way to"
    return (
        f"{old} {became} {new} in {month_name(change.vesting)}, announced in {month_name(change.announced)} "
        f"({notice} {'month' if notice == 1 else 'months'}' notice). Of 100 posts {_percent(change.posts)} remain; in "
        f"{_percent(change.kept)} the person stays with the same portfolio, in {_percent(change.moved)} with another. "
        f"{_percent(change.contracts)} % of contracts and {_percent(change.procedures)} % of working procedures are "
        "carried over."
    )


def _plan_lines(experiment: Experiment) -> list[str]:
    ordered = sorted(experiment.plans, key=lambda plan: plan.name == experiment.comparator)
    sentences = [(plan, plan_sentence(plan, experiment.place)) for plan in ordered]
    return [f"- {plan.name}{' (comparator)' if plan.name == experiment.comparator else ''}: {said}"
            for plan, said in sentences]  # fmt: skip


def _size_lines(experiment: Experiment, results: Path) -> list[str]:
    lines = [
        f"Runs: {len(experiment.plans)} plans × {experiment.worlds} worlds × {experiment.replicates} replicates = "
        f"{experiment.runs:,}, besides the checks that every report carries. Every plan is compared with "
        f'"{experiment.comparator}".',
        f"Results go to: {results}",
    ]
    if experiment.rules_off:
        lines.insert(0, f"Rules switched off: {_listed(experiment.rules_off)}.")
    return lines


def _named(code: str, name: str) -> str:
    return f"{name} ({code})" if name else code


def _percent(share: float) -> str:
    return f"{100 * share:.10g}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _wrapped(text: str, later: str = "", first: str | None = None) -> str:
    start = later if first is None else first
    flat = " ".join(text.split())
    return textwrap.fill(flat, _WIDTH, initial_indent=start, subsequent_indent=later, break_long_words=False,
                         break_on_hyphens=False)  # fmt: skip
