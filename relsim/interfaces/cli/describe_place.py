"""Places in plain text: the list of them, and one in full, for `relsim places`."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from relsim.domain.bodies import areas_of, in_date_order
from relsim.domain.months import month_name
from relsim.domain.place import Place
from relsim.domain.responsibilities import Responsibilities, after, founding
from relsim.domain.sectors import Kind
from relsim.places import wales
from relsim.places.england.facts import facts
from relsim.places.england.footprints import Footprint, footprints
from relsim.places.names import system_name
from relsim.timetable.network import network

_KINDS = {
    "country": "country", "region": "NHS region", "ICB": "integrated care board", "council": "upper-tier council",
    "CCG": "clinical commissioning group", "ICB-2026": "integrated care board from April 2026",
}  # fmt: skip
_WIDTH = 110


def table(found: Iterable[Footprint]) -> str:
    """Footprints as a table: code, kind, people, practices, name."""
    practices = Counter(each.locality for each in facts().practices)
    practices.update(each.locality for each in wales.practices())
    found = tuple(found)
    wide = max([10, *(len(each.code) for each in found)])
    lines = [f"{'code':<{wide}} {'kind':<8} {'people':>11} {'practices':>10}  name"]
    for each in found:
        number = sum(practices[locality.code] for locality in each.localities)
        lines.append(f"{each.code:<{wide}} {each.kind:<8} {each.people:>11,} {number:>10,}  {each.name}{_when(each)}")
    return "\n".join(lines)


def _when(footprint: Footprint) -> str:
    if not footprint.since:
        return ""
    return f" ({footprint.since[:4]}-{footprint.until[:4]})" if footprint.until else f" (from {footprint.since[:4]})"


def description(place: Place) -> str:
    """A place in full: what it holds, its tiers, its history, what is fact and what is assumption."""
    parts = [_heading(place), _counts(place), "Tiers\n" + _tiers(place), "History\n" + _history(place)]
    parts += _listed("Facts, from", place.sources) + _listed("Assumptions", place.assumptions)
    return "\n\n".join(filter(None, [*parts, place.licence]))


def _heading(place: Place) -> str:
    footprint = footprints().get(place.code)
    kind = f", {_KINDS[footprint.kind]}" if footprint else ""
    as_of = f"Facts as of: {place.facts_as_of}." if place.facts_as_of else ""
    return "\n".join([f"{place.name} ({place.code}){kind}", *_wrapped(as_of)])


def _counts(place: Place) -> str:
    made = network(place)
    bodies = areas_of(_through(place)[-1][1])
    holder = {locality: code for code, area in bodies.items() for locality in area}
    with_commissioner = len({(row, holder[locality]) for row, locality, _ in made.commissioner_needs})
    number = Counter(one.kind for one in made.organisations)
    number[Kind.COMMISSIONER] = len(bodies)
    people = sum(each.population for each in place.localities)
    lines = [
        f"{people:,} people in {_several(len(place.localities), 'locality', 'localities')}; simulated from "
        f"{month_name(place.starts)}",
        f"{sum(number.values()):,} organisations: "
        + ", ".join(f"{number[kind]:,} {_plural(kind, number[kind])}" for kind in Kind if number[kind]),
        f"{len(made.pairs) + with_commissioner:,} working relationships, {with_commissioner:,} of them with a "
        "commissioner (whom each needs is an assumption)",
    ]
    return "\n".join(line for text in lines for line in _wrapped(text))


def _plural(kind: Kind, number: int) -> str:
    if number == 1 or kind in (Kind.HEALTHWATCH,):
        return kind.words
    return kind.words[:-1] + "ies" if kind.words.endswith("y") else f"{kind.words}s"


def _several(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


# --- Tiers -----------------------------------------------------------------------------------------------------------


def _tiers(place: Place) -> str:
    """Regions, integrated care boards, councils, commissioners now and before, PCNs and practices, as a tree."""
    systems = {each.code: each.system for each in footprints()["ENGLAND"].localities}
    inside: dict[str, list[str]] = {}
    for locality in place.localities:
        system = systems.get(locality.code) or (place.code if place.code in facts().systems else "")
        inside.setdefault(system, []).append(locality.code)
    if len(inside) > 1 or not facts().systems.keys() >= inside.keys():
        return _many_systems(place, inside)
    ((system, codes),) = inside.items()
    return "\n".join([*_system_lines(system), *_councils(place, codes)])


def _system_lines(code: str) -> list[str]:
    system = facts().systems[code]
    after = f"; from April 2026: {system.after_2026}, partly inferred" if system.after_2026 else ""
    board = f"{system_name(system.name)} ({code}), integrated care board from July 2022{after}"
    return [f"{system.region_name} (region {system.region})", f"  {board}"]


def _many_systems(place: Place, inside: dict[str, list[str]]) -> str:
    people = {each.code: each.population for each in place.localities}
    lines: list[str] = []
    region = ""
    for code, codes in sorted(inside.items(), key=lambda item: (_region(item[0]), item[0])):
        if code in facts().systems:
            first, second = _system_lines(code)
            lines += [second] if first == region else [first, second]
            region = first
        if len(inside) > 3:
            lines.append(f"    {sum(people[each] for each in codes):,} people here; {_bodies_now(place, codes)}")
        else:
            lines += _councils(place, codes)
    return "\n".join(lines)


def _region(system: str) -> str:
    return facts().systems[system].region if system in facts().systems else ""


def _bodies_now(place: Place, codes: Sequence[str]) -> str:
    councils = {each.council for each in place.localities if each.code in codes}
    practices = sum(each.locality in codes for each in place.practices)
    return f"{_several(len(councils), 'council', 'councils')}, {_several(practices, 'practice', 'practices')}"


def _councils(place: Place, codes: Sequence[str]) -> list[str]:
    """Each council, the last commissioner of each part of it and those before, its PCNs and practices."""
    now = {code: body for body, area in areas_of(_through(place)[-1][1]).items() for code in area}
    before, names = _before(place), _names(place)
    lines = []
    for council in place.councils:
        here = [each for each in place.localities if each.council == council.code and each.code in codes]
        if not here:
            continue
        lines.append(f"    {council.name}: {sum(each.population for each in here):,} people here")
        for body in dict.fromkeys(now[each.code] for each in here):
            part = [each.code for each in here if now[each.code] == body]
            earlier = {code: since for each in part for code, since in before[each].items() if code != body}
            came = f" (before: {_in_time(earlier, names)})" if earlier else ""
            practices = [each for each in place.practices if each.locality in part]
            networks = {each.pcn for each in practices if each.pcn}
            lines += textwrap.wrap(f"{body} {names[body]}{came}", _WIDTH, initial_indent=" " * 6,
                                   subsequent_indent=" " * 10)  # fmt: skip
            lines.append(f"        {_several(len(networks), 'PCN', 'PCNs')}, "
                         f"{_several(len(practices), 'practice', 'practices')}")  # fmt: skip
    return lines


def _in_time(since: Mapping[str, int], names: Mapping[str, str]) -> str:
    """Commissioners in order of time; those that are known by their codes alone are counted."""
    said: dict[str, int] = {}
    for code in sorted(since, key=lambda code: (since[code], code)):
        unknown = names[code].partition(f" {code} ")[0] if f" {code} " in names[code] else ""
        said[unknown or names[code]] = said.get(unknown or names[code], 0) + bool(unknown)
    return ", ".join(_several(number, name.lower(), f"{name.lower()}s") if number else name
                     for name, number in said.items())  # fmt: skip


def _before(place: Place) -> dict[str, dict[str, int]]:
    """Locality → codes of its commissioners → since when."""
    found: dict[str, dict[str, int]] = {each.code: {} for each in place.localities}
    for month, responsibilities in _through(place):
        for body, area in areas_of(responsibilities).items():
            for code in area:
                found[code].setdefault(body, month)
    return found


def _through(place: Place) -> list[tuple[int, Responsibilities]]:
    """Bodies and their functions, from each month on in which a commissioner changes; first from the start on."""
    found = [(place.starts, founding(place))]
    for change in in_date_order(place.history):
        month, responsibilities = found[-1]
        now = (change.vesting, after(place, change, responsibilities))
        found = [*found[:-1], now] if month == change.vesting else [*found, now]
    return found


def _names(place: Place) -> dict[str, str]:
    named = {body.code: body.name for body in place.commissioners}
    return named | {new.code: new.name for change in place.history for new in change.successors}


# --- History and lists -----------------------------------------------------------------------------------------------


def _history(place: Place) -> str:
    """Every change with its date; those of one month and kind are counted where they are many."""
    founding = _several(len(place.commissioners), "commissioner", "commissioners")
    lines = [f"  {month_name(place.starts)}: {founding}, {place.commissioners[0].form or 'of no form'}"]
    by_month: dict[int, list[str]] = {}
    for change in place.history:
        by_month.setdefault(change.vesting, []).append(change.name)
    for month, responsibilities in _through(place)[1:]:
        changes, bodies = by_month[month], areas_of(responsibilities)
        teams = {responsibilities.acting(code) for code in bodies}
        many = _several(len(bodies), "commissioner", "commissioners")
        led = f", led by {_several(len(teams), 'team', 'teams')}" if len(teams) < len(bodies) else ""
        lines.append(f"  {month_name(month)}: {many} from then on{led}")
        shown = changes if len(changes) <= 6 else [*changes[:5], f"and {len(changes) - 5} more changes"]
        lines += [line for name in shown for line in textwrap.wrap(name, _WIDTH, initial_indent="    ",
                                                                     subsequent_indent="      ")]  # fmt: skip
    return "\n".join(lines)


def _listed(heading: str, sentences: Sequence[str]) -> list[str]:
    if not sentences:
        return []
    lines = [line for each in sentences
             for line in textwrap.wrap(each, _WIDTH, initial_indent="  - ", subsequent_indent="    ")]  # fmt: skip
    return ["\n".join([heading, *lines])]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent="  ")
