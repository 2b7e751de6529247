"""A plan in plain English: which reorganisations it holds, and what becomes of people and agreements."""

from __future__ import annotations

from collections.abc import Sequence

from relsim.domain.months import month_name
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.reorganisation import Reorganisation
from relsim.evidence.sentences.provisions import board_sentences, provisions_sentences
from relsim.wording.numbers import exact_percent, hundredths
from relsim.wording.phrases import listed, named

_MOST_NAMED = 12
"""Bodies named in one sentence."""


def plan_sentence(plan: Plan, place: Place) -> str:
    """A plan in words: all that it does, and when."""
    if plan.announced is None:
        return "Nothing changes after the place's real history."
    names: dict[str, str] = {}
    for bodies in (place.commissioners, place.councils, place.trusts, place.pcns, place.representatives):
        names |= {body.code: body.name for body in bodies}
    names |= {new.code: new.name for change in (*place.history, *plan.reorganisations) for new in change.successors}
    ordered = sorted(plan.reorganisations, key=lambda change: change.vesting)
    again: dict[str, list[Reorganisation]] = {}
    for change in ordered:
        if change.repeats:
            again.setdefault(change.repeats, []).append(change)
    changes = [
        " ".join([_change_sentence(change, names), *_boards(change, place), *_again(again.get(change.name, ()))])
        for change in ordered
        if not change.repeats
    ]
    return " ".join([*filter(None, [" Then: ".join(changes)]), *provisions_sentences(plan, place, names)])


def _again(later: Sequence[Reorganisation]) -> list[str]:
    """That the same happens again, and when."""
    if not later:
        return []
    months = [month_name(change.vesting) for change in later]
    return [f"The same happens again to the bodies so made in {listed(months)}."]


def _boards(change: Reorganisation, place: Place) -> list[str]:
    """The successors' boards, where that is said: a successor without a board of its own keeps the old."""
    names = dict.fromkeys(one.board for one in change.successors if one.board)
    return [board_sentences(place.boards[name], place) for name in names]


def _change_sentence(change: Reorganisation, names: dict[str, str]) -> str:
    notice = change.vesting - change.announced
    return (
        f"{_what_happens(change, names)} in {month_name(change.vesting)}, announced in {month_name(change.announced)} "
        f"({notice} {'month' if notice == 1 else 'months'}' notice).{_what_becomes(change)}{_care(change)}"
    )


def _what_happens(change: Reorganisation, names: dict[str, str]) -> str:
    """The change itself: ``A and B merge into C``."""
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
    """The fate of people and agreements, where somebody's go to another body or posts are cut."""
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
    """The care that is taken so that less is lost, where any is."""
    written = " Those who leave at vesting write down whom they dealt with and how." if change.written_handover else ""
    months = f"{change.shadow_months} {'month' if change.shadow_months == 1 else 'months'}"
    return written + (f" For {months} before, the new body works beside the old." if change.shadow_months else "")
