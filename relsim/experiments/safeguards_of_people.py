"""Safeguards of dates and people: more notice, another date, and what becomes of those whose bodies are changed."""

from __future__ import annotations

from collections.abc import Callable

from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.redating import moved
from relsim.domain.reorganisation import Reorganisation
from relsim.experiments.safeguard import Added, CannotProtect, Safeguard, must_do_something, must_reorganise
from relsim.wording.phrases import listed
from relsim.wording.problems import quoted
from relsim.wording.texts import Texts

MORE_NOTICE, LATER, SHADOW = 12, 24, 6
"""Months."""
_WHY = Texts("relsim.experiments", "safeguard_reasons")
_REMEDIES = {"people.ends": "people.name_successors", "people.no_notice": "people.announce_earlier"}
_NAMED = 3
"""Changes that are named at most where they have several reasons."""


def longer_notice(plan: Plan, place: Place, name: str) -> Added:
    """Everything but announcements `MORE_NOTICE` months later."""
    must_reorganise(plan)
    return moved(plan, MORE_NOTICE, announcements=False), {}


def later_date(plan: Plan, place: Place, name: str) -> Added:
    """Everything `LATER` months later."""
    must_do_something(plan)
    return moved(plan, LATER), {}


def each_change(altered: Callable[[Reorganisation], dict[str, object] | str]) -> Safeguard:
    """Alters every reorganisation that it can.

    Args:
        altered: The fields of a reorganisation that it changes; or why it would change nothing: a name among texts.
    """

    def add(plan: Plan, place: Place, name: str) -> Added:
        must_reorganise(plan)
        found = [(change, altered(change)) for change in plan.reorganisations]
        reasons: dict[str, list[str]] = {}
        for change, said in found:
            if isinstance(said, str):
                reasons.setdefault(said, []).append(change.name)
        if sum(map(len, reasons.values())) == len(found):
            remedies = [_WHY(_REMEDIES[why]) for why in reasons if why in _REMEDIES]
            raise CannotProtect(_of_all(reasons), remedy="; ".join(remedies))
        changes = tuple(change if isinstance(said, str) else change.model_copy(update=said) for change, said in found)
        return plan.model_copy(update={"reorganisations": changes}), {}

    return add


def _of_all(reasons: dict[str, list[str]]) -> str:
    """Every reason once, with the changes that it holds for if there are several."""
    if len(reasons) == 1:
        return _WHY(*reasons)
    return "; ".join(_WHY("people.of", changes=_names(changes), reason=_WHY(why)) for why, changes in reasons.items())


def _names(changes: list[str]) -> str:
    more = len(changes) - _NAMED
    return listed([*map(quoted, changes[:_NAMED]), *([f"{more} more"] if more > 0 else [])])


def staff_kept(change: Reorganisation) -> dict[str, object] | str:
    """Everybody whose post goes on stays with the same portfolio."""
    if why := _no_post_goes(change):
        return why
    return "people.kept" if change.kept >= change.posts else {"kept": change.posts, "moved": 0.0}


def written_handover(change: Reorganisation) -> dict[str, object] | str:
    """Those who leave write down whom they dealt with."""
    if why := _no_post_goes(change):
        return why
    if change.written_handover:
        return "people.written"
    # Where there is more than one body to go to, a post can go to another than its relationships.
    one_way = change.kind in ("merge", "cluster", "cut") or (change.kind != "transfer" and len(change.successors) == 1)
    return "people.nobody_leaves" if one_way and change.kept + change.moved >= 1 else {"written_handover": True}


def shadow_running(change: Reorganisation) -> dict[str, object] | str:
    """New bodies work beside the old ones for `SHADOW` months, or as long as the notice is."""
    months = min(SHADOW, change.vesting - change.announced)
    if not change.makes_bodies or {one.code for one in change.successors} <= set(change.predecessors):
        return "people.no_new_body"
    if not change.settling_in:
        return "people.settled"
    if not months:
        return "people.no_notice"
    return "people.shadow" if change.shadow_months >= months else {"shadow_months": months}


def _no_post_goes(change: Reorganisation) -> str:
    """Why no post of anybody goes anywhere, by the name of the text; empty: some do."""
    if change.kind == "layer":
        return "people.layer"
    return "people.ends" if change.kind == "abolish" and not change.successors else ""
