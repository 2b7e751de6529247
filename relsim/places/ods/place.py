"""A built-in place brought up to date from downloaded files: its practices, networks and trusts, as they are today.

What those files do not say stays as it is in the built-in place: localities and their people, commissioners and their
history, councils, catchments, boards.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from relsim.domain.months import month_number
from relsim.domain.place import Place, Practice, PrimaryCareNetwork, Trust
from relsim.places.england.facts import facts
from relsim.places.library import built_in
from relsim.places.names import tidy
from relsim.places.ods.files import Account, find
from relsim.places.ods.registers import ListedPractice, Membership, bodies, memberships, practices, successors
from relsim.places.place_checks import check_place
from relsim.wording.problems import InputProblems, Problem

_FIRST_NETWORKS, _REGISTERED_LATE = month_number("2019-07"), 20200401
"""Networks began in July 2019; many were entered in the register some months later."""


def place_from(folder: Path, code: str) -> tuple[Place, Account]:
    """The built-in place of this code with the practices, networks and trusts of the files in a folder.

    Raises:
        InputProblems: if the place or the practice file is missing, or no practice of the place is in it.
    """
    base, files, account = built_in(code), find(folder), Account()
    listed = practices(files["epraccur"], account)
    members = memberships(files["epcncorepartnerdetails"], account) if "epcncorepartnerdetails" in files else {}
    placed = _placed(base, listed, files["epraccur"].name, account)
    if not placed:
        what = f"none of its {len(listed):,} open practices is in {base.name} ({code})"
        left_out = [Problem("left out", line) for line in account.lines()]
        refused = Problem("", what, "is this the practice file of England?")
        raise InputProblems(str(files["epraccur"]), [refused, *left_out])
    if "eccg" in files:
        _tell_closed_commissioners(files["eccg"], placed, listed, account)
    networks = _networks(placed, members, files, account)
    known = {network.code for network in networks}
    made = base.model_copy(
        update={
            "facts_as_of": _as_of(base, files, listed, members),
            "practices": tuple(
                Practice(code=each, name=tidy(listed[each].name), locality=placed[each],
                         pcn=members[each].network if each in members and members[each].network in known else "")
                for each in sorted(placed)
            ),
            "pcns": networks,
            "trusts": _trusts(base, files, account),
            "assumptions": (*base.assumptions, _ASSUMPTION),
        }
    )  # fmt: skip
    if problems := check_place(made):
        raise InputProblems(f"building {code}", problems)
    return made, account


_ASSUMPTION = (
    "Practices, primary care networks and trusts are those of the files named under facts_as_of, throughout, instead "
    "of those of the built-in place; a practice that the built-in place does not have lies where most practices of its "
    "postcode sector, district or area with the same commissioner do. Networks that were in the register by April 2020 "
    "began in July 2019."
)


def _placed(base: Place, listed: Mapping[str, ListedPractice], file: str, account: Account) -> dict[str, str]:
    """Practice → locality, of those in the place."""
    known = {each.code: each.locality for each in facts().practices}
    known |= {each.code: each.locality for each in base.practices}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for code, locality in known.items():
        if code in listed:
            for area in _areas(listed[code].postcode):
                votes[listed[code].commissioner, area][locality] += 1
    here = {locality.code for locality in base.localities}
    placed = {}
    for code, practice in listed.items():
        locality = known.get(code) or _voted(practice, votes)
        if locality in here:
            placed[code] = locality
            if code not in known:
                account.tell(file, "is new, and was placed by its postcode", code)
        elif not locality and practice.system == base.code:
            account.tell(file, "is new, and nothing says in which locality it lies", code)
    for practice_gone in base.practices:
        if practice_gone.code not in listed:
            account.tell(file, "is in the built-in place, and not open in this file", practice_gone.code)
    return placed


def _voted(practice: ListedPractice, votes: Mapping[tuple[str, str], Counter[str]]) -> str:
    """The locality of most practices of the smallest area around it that has any; empty: there is none."""
    for area in _areas(practice.postcode):
        if found := votes.get((practice.commissioner, area)):
            return min(found, key=lambda each: (-found[each], each))
    return ""


def _areas(postcode: str) -> tuple[str, ...]:
    """Ever larger areas: ``OX3/9``, ``OX3``, ``OX``, everywhere."""
    outward, _, inward = postcode.partition(" ")
    letters = outward[:2] if outward[1:2].isalpha() else outward[:1]
    return f"{outward}/{inward[:1]}", outward, letters, ""


def _networks(
    placed: Mapping[str, str], members: Mapping[str, Membership], files: Mapping[str, Path], account: Account
) -> tuple[PrimaryCareNetwork, ...]:
    found: dict[str, list[Membership]] = defaultdict(list)
    for code in sorted(placed):
        if code in members:
            found[members[code].network].append(members[code])
        elif members:
            account.tell(files["epcncorepartnerdetails"].name, "is an open practice here, and in no network", code)
    return tuple(
        PrimaryCareNetwork(code=code, name=tidy(of[0].name), opened=_opened(min(each.since for each in of)))
        for code, of in sorted(found.items())
    )


def _opened(since: int) -> int:
    if since <= _REGISTERED_LATE:
        return _FIRST_NETWORKS
    return month_number(f"{since // 10000}-{since // 100 % 100:02}")


def _trusts(base: Place, files: Mapping[str, Path], account: Account) -> tuple[Trust, ...]:
    """The place's trusts by their names of today; a closed one's share goes to its successor, if that is a trust here.

    A closed trust without an open successor is left out.
    """
    if "etr" not in files:
        return base.trusts
    file = files["etr"].name
    register = bodies(files["etr"], account)
    later = successors(files["succ"], account) if "succ" in files else {}
    serves: dict[str, dict[str, float]] = {}
    kinds = {trust.code: trust.kind for trust in base.trusts}
    for trust in base.trusts:
        heir = _heir(trust.code, register, later)
        if heir is None:
            account.tell(file, "is closed, and no open successor is known: left out of the place", trust.code)
            continue
        if heir != trust.code:
            account.tell(file, "is closed: its part goes to its successor", f"{trust.code} to {heir}")
        kinds.setdefault(heir, trust.kind)
        if kinds[heir] != trust.kind:
            heir_kind = kinds[heir].replace("_", " ")
            account.tell(file, f"was taken over by a trust of another kind ({heir_kind}): left out", trust.code)
            continue
        shares = serves.setdefault(heir, {})
        for locality, share in trust.serves.items():
            shares[locality] = min(1.0, shares.get(locality, 0.0) + share)
    names = {trust.code: trust.name for trust in base.trusts}
    return tuple(
        Trust(code=code, name=tidy(register[code][0]) if code in register else names[code], kind=kinds[code],
              serves=serves[code])
        for code in sorted(serves)
    )  # fmt: skip


def _heir(code: str, register: Mapping[str, tuple[str, int]], later: Mapping[str, Sequence[str]]) -> str | None:
    """The trust itself if it is open or unknown, or else the first open one in its line."""
    seen, line = set(), [code]
    while line:
        each = line.pop(0)
        if each in seen:
            continue
        seen.add(each)
        if each not in register and each == code:
            return code  # Care trusts are not in the file.
        if each in register and not register[each][1]:
            return each
        line += later.get(each, ())
    return None


def _tell_closed_commissioners(
    path: Path, placed: Mapping[str, str], listed: Mapping[str, ListedPractice], account: Account
) -> None:
    register = bodies(path, account)
    for code in sorted(placed):
        commissioner = listed[code].commissioner
        if commissioner not in register:
            account.tell(path.name, "has a commissioner that this file lacks", f"{code}: {commissioner or 'none'}")
        elif register[commissioner][1]:
            account.tell(path.name, "has a commissioner that is closed", f"{code}: {commissioner}")


def _as_of(
    base: Place, files: Mapping[str, Path], listed: Mapping[str, ListedPractice], members: Mapping[str, Membership]
) -> str:
    latest = max([each.opened for each in listed.values()] + [each.since for each in members.values()])
    names = ", ".join(files[start].name for start in sorted(files))
    return f"{names}, with changes up to {latest // 10000}-{latest // 100 % 100:02}; the rest: {base.facts_as_of}"
