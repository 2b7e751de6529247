"""What an experiment is, in plain English, before it is run: what `relsim check` prints."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

from relsim.domain.bodies import boards_at
from relsim.domain.months import month_name
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.reorganisation import Reorganisation
from relsim.experiments.experiment import Experiment
from relsim.experiments.in_words_provisions import board_sentences, provisions_sentences
from relsim.experiments.plans_in_file import repeats
from relsim.experiments.precision import Precision
from relsim.wording.numbers import exact_percent, hundredths
from relsim.wording.phrases import listed, named

_WIDTH = 100
_MOST_NAMED = 12
"""Bodies named in one sentence."""


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


def plan_sentence(plan: Plan, place: Place) -> str:
    """What a plan does, and when."""
    if plan.announced is None:
        return "Nothing changes after the place's real history."
    names: dict[str, str] = {}
    for bodies in (place.commissioners, place.councils, place.trusts, place.pcns, place.representatives):
        names |= {body.code: body.name for body in bodies}
    names |= {new.code: new.name for change in (*place.history, *plan.reorganisations) for new in change.successors}
    ordered = sorted(plan.reorganisations, key=lambda change: change.vesting)
    together: dict[str, list[Reorganisation]] = {}
    for change in ordered:
        together.setdefault(repeats(change, ordered) or change.name, []).append(change)
    changes = [
        " ".join([_change_sentence(change, names), *_boards(change, place), *_again(again)])
        for change, *again in together.values()
    ]
    return " ".join([*filter(None, [" Then: ".join(changes)]), *provisions_sentences(plan, place, names)])


def _again(later: Sequence[Reorganisation]) -> list[str]:
    """That the same happens again, and when."""
    if not later:
        return []
    months = [month_name(change.vesting) for change in later]
    return [f"The same happens again to the bodies so made in {listed(months)}."]


def _boards(change: Reorganisation, place: Place) -> list[str]:
    """Who sits on the successors' boards, where that is said: a successor without a board of its own keeps the old."""
    names = dict.fromkeys(one.board for one in change.successors if one.board)
    return [board_sentences(place.boards[name], place) for name in names]


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


def _change_sentence(change: Reorganisation, names: dict[str, str]) -> str:
    notice = change.vesting - change.announced
    return (
        f"{_what_happens(change, names)} in {month_name(change.vesting)}, announced in {month_name(change.announced)} "
        f"({notice} {'month' if notice == 1 else 'months'}' notice).{_what_becomes(change)}{_care(change)}"
    )


def _what_happens(change: Reorganisation, names: dict[str, str]) -> str:
    """Who does what to whom: ``A and B merge into C``."""
    before = _bodies(change.predecessors, names)
    new = _bodies([each.code for each in change.successors], names)
    one = len(change.predecessors) == 1
    verb = "s" if one else ""
    match change.kind:
        case "merge":
            return f"{before} merge{verb} into {new}"
        case "replace":
            return f"{before} give{verb} way to {new}"
        case "split":
            return f"{before} is split into {new}"
        case "transfer":
            parts = [f"{listed(each.localities)} to {named(each.code, names.get(each.code, ''))}"
                     for each in change.successors]  # fmt: skip
            return f"{before} hand{verb} over {listed(parts)}"
        case "cluster":
            return f"{before} go on, with one team for all, {new},"
        case "cut":
            return f"{before} go{'es' if one else ''} on with {hundredths(change.posts)} of 100 posts"
        case "abolish":
            taken = f", and {new} take{'s' if len(change.successors) == 1 else ''} over" if change.successors else (
                ", and nobody takes over what they did")  # fmt: skip
            return f"{before} {'is' if one else 'are'} abolished{taken},"
        case "layer":
            return f"{new} {'begins' if len(change.successors) == 1 else 'begin'} beside those that there are"


def _bodies(codes: Sequence[str], names: dict[str, str]) -> str:
    """The bodies, or where they are very many the first and how many more."""
    shown = codes if len(codes) <= _MOST_NAMED else codes[: _MOST_NAMED - 1]
    words = [named(code, names.get(code, "")) for code in shown]
    return listed(words if len(shown) == len(codes) else [*words, f"{len(codes) - len(shown)} more"]) if words else ""


def _what_becomes(change: Reorganisation) -> str:
    """What becomes of people and agreements, where somebody's go to another body or posts are cut."""
    if change.kind == "layer" or (change.kind == "abolish" and not change.successors):
        return ""
    of = {"cut": "Of 100 posts", "transfer": "Of 100 posts that go along", "abolish": "Of 100 of their posts"}
    people = (
        f" {of.get(change.kind, 'Of 100 posts')} {hundredths(change.posts)} remain; in {hundredths(change.kept)} the "
        f"person stays with the same portfolio, in {hundredths(change.moved)} with another."
    )
    if change.kind == "cut":
        return people
    return (
        f"{people} {exact_percent(change.contracts)} of contracts and {exact_percent(change.procedures)} of working "
        "procedures are carried over."
    )


def _care(change: Reorganisation) -> str:
    """What is done so that less is lost, where it is."""
    written = " Those who leave at vesting write down whom they dealt with and how." if change.written_handover else ""
    months = f"{change.shadow_months} {'month' if change.shadow_months == 1 else 'months'}"
    return written + (f" For {months} before, the new body works beside the old." if change.shadow_months else "")


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
    if experiment.rules_off:
        lines.insert(0, f"Rules switched off: {listed(experiment.rules_off)}.")
    return lines


def _precision_line(precision: Precision) -> str:
    """What the second stage is for, and how far it may go."""
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
