"""Any set of England's localities is a place: in order, with everything of it and nothing else."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from relsim.domain.bodies import bodies_at
from relsim.domain.months import month_number
from relsim.domain.place import Place, Practice
from relsim.places.england.boards_of_2026 import board_of_2026
from relsim.places.england.facts import facts
from relsim.places.england.footprints import ENGLAND, Footprint, footprints, lives_of
from relsim.places.england.place import place_of
from relsim.places.england.search import near, search
from relsim.places.ledger.record import ledger
from relsim.places.place_checks import check_place

LOCALITIES = footprints()[ENGLAND].localities
FOOTPRINTS = (
    st.lists(st.sampled_from(LOCALITIES), min_size=1, max_size=12, unique=True)
    .map(lambda chosen: tuple(sorted(chosen)))
    .map(lambda chosen: Footprint("MINE", "An area of mine", "own", chosen))
)
MONTHS = (
    "1999-04", "2000-10", "2001-04", "2002-04", "2003-04", "2006-09", "2006-10", "2010-04", "2013-03", "2013-04",
    "2015-04", "2018-04", "2020-04", "2022-06", "2022-07", "2026-04",
)  # fmt: skip
FIFTY = settings(max_examples=50, deadline=None)


@cache
def england() -> tuple[Place, frozenset[Practice]]:
    """All England as one place, and its practices: put together once for all examples."""
    whole = place_of(footprints()[ENGLAND])
    return whole, frozenset(whole.practices)


@FIFTY
@given(FOOTPRINTS)
def test_any_area_is_a_place_in_order(footprint: Footprint) -> None:
    place = place_of(footprint)
    assert check_place(place) == []
    assert place == place_of(footprint)
    assert sum(each.population for each in place.localities) == footprint.people
    codes = {each.code for each in footprint.localities}
    inside = {each.code for each in facts().practices if each.locality in codes}
    assert {each.code for each in place.practices} == inside
    assert {each.pcn for each in place.practices} - {""} == {each.code for each in place.pcns}
    assert {each.code for each in place.councils} == {each.council for each in footprint.localities}
    for trust in place.trusts:
        assert trust.serves.keys() <= codes


@FIFTY
@given(FOOTPRINTS, st.sampled_from(MONTHS))
def test_every_locality_has_the_commissioner_of_the_day(footprint: Footprint, month: str) -> None:
    """Worked out a second time, straight from codes and dates."""
    place = place_of(footprint)
    bodies = bodies_at(place, place.history, month_number(month))
    holder = {code: body for body, area in bodies.items() for code in area}
    for locality in footprint.localities:
        line = [*locality.line, *lives_of(locality.group), locality.system, board_of_2026(locality)]
        ends = ledger().ends
        assert holder[locality.code] == next(code for code in line if month_number(month) < ends.get(code, 99_999))


@FIFTY
@given(FOOTPRINTS)
def test_a_part_of_an_area_is_the_area_cut_down(footprint: Footprint) -> None:
    """Facts do not depend on what they are seen with: England's share of each trust, cut to the area, is the area's."""
    whole, practices = england()
    codes = {each.code for each in footprint.localities}
    serves = {
        trust.code: {code: share for code, share in trust.serves.items() if code in codes} for trust in whole.trusts
    }
    place = place_of(footprint)
    assert {trust.code: trust.serves for trust in place.trusts} == {code: each for code, each in serves.items() if each}
    assert set(place.practices) <= practices


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_any_words_can_be_searched_for(words: str) -> None:
    for found in (search(words), near(words)):
        assert all(each.code in footprints() for each in found)


@settings(deadline=None)
@given(st.sampled_from(sorted(footprints())))
def test_every_place_is_found_by_its_code_and_by_its_name(code: str) -> None:
    footprint = footprints()[code]
    assert search(code)[0] == footprint
    assert search(code.lower())[0] == footprint
    assert footprint in search(footprint.name.replace(",", "").replace("(", "").replace(")", ""))
