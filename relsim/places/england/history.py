"""Who has commissioned since October 2006, and what became of them: computed from the succession of their codes.

*Fact*: bodies and dates.  *Assumption*: which localities a primary care trust covered, where groups of 2013 took in
parts of several (see `relsim.places.england.hand`); the fates of staff, which are the same for every change of a kind;
and the months of announcement of mergers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from relsim.months import month_number
from relsim.places.england.facts import Change, LocalityFact, facts
from relsim.places.england.footprints import lives_of
from relsim.places.england.written import listed
from relsim.places.place import Commissioner
from relsim.plans import Reorganisation, Successor

STARTS = "2006-10"
GROUPS_BEGIN = "2013-04"
_NOTICE = 7
"""Months between the announcement of a merger and its vesting (assumption)."""
_SHARES = "The shares of staff and of working procedures carried over are assumptions"


def founding_commissioners(localities: Sequence[LocalityFact]) -> tuple[Commissioner, ...]:
    """The primary care trusts of October 2006, with as much of each as lies in these localities."""
    areas: dict[str, list[str]] = defaultdict(list)
    for locality in localities:
        areas[locality.trust_of_2006].append(locality.code)
    return tuple(
        Commissioner(code=code, name=facts().commissioners[code].name, form="PCT", localities=tuple(area), board="pct")
        for code, area in sorted(areas.items())
    )


def history(localities: Sequence[LocalityFact]) -> tuple[Reorganisation, ...]:
    """Every change from October 2006 to the groups of April 2021, in order of vesting."""
    trusts = {code for each in localities for code in lives_of(each.trust_of_2006)}
    groups = {code for each in localities for code in lives_of(each.group)}
    merged: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in facts().changes:
        if change.code in trusts | groups:
            merged[change.month, change.successor].append(change)
    mergers = [_merger(month, successor, changes) for (month, successor), changes in sorted(merged.items())]
    before = [change for change in mergers if change.vesting < month_number(GROUPS_BEGIN)]
    return (*before, *_groups_begin(localities), *mergers[len(before) :])


def _merger(month: str, successor: str, changes: Sequence[Change]) -> Reorganisation:
    body = facts().commissioners[successor]
    vesting = month_number(month)
    fates = (0.35, 0.30, 0.5) if body.form == "PCT" else (0.70, 0.15, 0.8)
    kept, moved, procedures = fates
    return Reorganisation(
        name=f"{body.name} is made by merger, {month[:4]}", kind="merge", announced=vesting - _NOTICE, vesting=vesting,
        predecessors=tuple(change.code for change in changes), successors=(_successor(successor),),
        posts=0.95, kept=kept, moved=moved, procedures=procedures,
        source=f"Bodies and date: NHS Organisation Data Service. {_SHARES}; so is the month of announcement.",
    )  # fmt: skip


def _successor(code: str, localities: tuple[str, ...] = ()) -> Successor:
    body = facts().commissioners[code]
    return Successor(code=code, name=body.name, form=body.form, board=body.form.lower(), localities=localities)


def _groups_begin(localities: Sequence[LocalityFact]) -> list[Reorganisation]:
    """April 2013: one change for each set of trusts and groups whose areas hang together."""
    changes = []
    for members in _hanging_together(localities):
        trusts = sorted({lives_of(each.trust_of_2006)[-1] for each in members})
        areas: dict[str, list[str]] = defaultdict(list)
        for each in members:
            areas[each.group].append(each.code)
        names = listed([facts().commissioners[code].name.removesuffix(" Primary Care Trust") for code in trusts])
        changes.append(
            Reorganisation(
                name=f"Clinical commissioning groups replace primary care trusts, 2013: {names}",
                kind="replace", announced=month_number("2010-07"), vesting=month_number(GROUPS_BEGIN),
                predecessors=tuple(trusts),
                successors=tuple(_successor(code, tuple(area)) for code, area in sorted(areas.items())),
                posts=0.9, kept=0.20, moved=0.30, procedures=0.3,
                source="Bodies and date: NHS Organisation Data Service; which group took over which part of a trust: "
                "share of postcodes in 2012; announced by the white paper Equity and Excellence, July 2010. "
                f"{_SHARES}; that many left is known (about 10,000 redundancies in England, National Audit Office "
                "2013), how many here is not.",
            )
        )  # fmt: skip
    return changes


def _hanging_together(localities: Sequence[LocalityFact]) -> list[list[LocalityFact]]:
    """Localities in sets that share no primary care trust and no group with one another, in order of trust."""
    label = {each.code: each.code for each in localities}
    for _ in localities:
        before = dict(label)
        for key in (lambda each: lives_of(each.trust_of_2006)[-1], lambda each: each.group):
            least: dict[str, str] = {}
            for each in localities:
                least[key(each)] = min(least.get(key(each), label[each.code]), label[each.code])
            label = {each.code: least[key(each)] for each in localities}
        if label == before:
            break
    sets: dict[str, list[LocalityFact]] = defaultdict(list)
    for each in localities:
        sets[label[each.code]].append(each)
    return [sets[name] for name in sorted(sets)]
