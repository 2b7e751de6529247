"""The places computed from England's facts: right counts, whole areas, known bodies, and every one in order."""

from collections import Counter, defaultdict

import pytest

from relsim.domain.bodies import areas_of, bodies_at, responsibilities_at
from relsim.domain.months import month_number
from relsim.domain.place import Place
from relsim.domain.responsibilities import after, founding
from relsim.places.england.boards_of_2026 import board_of_2026
from relsim.places.england.facts import facts
from relsim.places.england.footprints import ENGLAND, footprints, lives_of
from relsim.places.england.history import BOARDS as BOARDS_OF
from relsim.places.england.history import STARTS
from relsim.places.ledger.record import ledger
from relsim.places.library import FACTS, available, built_in
from relsim.places.maintenance import england_extract
from relsim.places.place_checks import check_place
from relsim.wording.problems import InputProblems

BOARDS = sorted(facts().systems)
Through = list[tuple[int, set[str]]]


@pytest.fixture(scope="module")
def england() -> Place:
    return built_in(ENGLAND)


@pytest.fixture(scope="module")
def through(england: Place) -> Through:
    """England's commissioners after each of its changes, with the month, in order."""
    responsibilities = founding(england)
    found = [(england.starts, set(areas_of(responsibilities)))]
    for change in england.history:
        responsibilities = after(england, change, responsibilities)
        found.append((change.vesting, set(areas_of(responsibilities))))
    return found


def commissioners(through: Through, month: str) -> set[str]:
    return [bodies for since, bodies in through if since <= month_number(month)][-1]


def areas(place: Place, month: str) -> dict[str, tuple[str, ...]]:
    return bodies_at(place, place.history, month_number(month))


# --- England whole ---------------------------------------------------------------------------------------------------


RECORDED = {
    "1999-04": 457, "2000-04": 438 + 17, "2000-10": 413 + 40, "2001-04": 237 + 164, "2002-04": 1 + 303, "2003-05": 303,
    "2006-09": 303, "2006-10": 152, "2010-03": 152, "2010-04": 151, "2013-03": 151, "2013-04": 211, "2014-04": 211,
    "2015-04": 209, "2016-04": 209, "2017-04": 207, "2018-04": 195, "2019-04": 191, "2020-04": 135, "2021-04": 106,
    "2022-06": 106, "2022-07": 42, "2025-10": 42, "2026-04": 36,
}  # fmt: skip
"""Month → commissioners; of the groups of 1999 to 2002 those whose codes are known."""


@pytest.mark.parametrize(("month", "number"), RECORDED.items())
def test_england_has_as_many_commissioners_as_were_recorded(through: Through, month: str, number: int) -> None:
    assert len(commissioners(through, month)) == number


@pytest.mark.parametrize("month", ["1999-04", "2001-04", "2006-10", "2013-04", "2018-04", "2022-07", "2026-04"])
def test_england_has_the_commissioners_of_the_ledger(through: Through, month: str) -> None:
    """All of them but the groups that are known by number only."""
    alive = {code for family in BOARDS_OF for code in ledger().alive(family, month_number(month))}
    assert commissioners(through, month) == {code for code in alive if ledger().bodies[code].known != "number"}


def test_every_group_of_1999_has_practices() -> None:
    lines = {each.line for each in facts().localities}
    assert len({line[0] for line in lines}) == 457
    inhabited = {each.locality for each in facts().practices}
    assert inhabited == {each.code for each in facts().localities}


def test_parts_are_their_whole_and_every_trust_of_2002_has_nearly_equal_groups() -> None:
    people: Counter[str] = Counter()
    for each in facts().localities:
        people[each.whole] += each.people
        assert each.code == each.whole or each.code.startswith(f"{each.whole}-")
    assert people["00L-E06000057"] == 323_820
    practices = Counter(each.locality for each in facts().practices)
    runs: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for each in facts().localities:
        runs[each.trust_of_2006][each.line] += practices[each.code]
    for counts in runs.values():
        assert max(counts.values()) - min(counts.values()) <= 1


def test_a_cluster_is_one_team_and_alone_a_smaller_one() -> None:
    both, alone = built_in("QNX+QXU"), built_in("QNX")
    month = month_number("2025-10")
    (shared,) = (change for change in both.history if change.vesting == month)
    (smaller,) = (change for change in alone.history if change.vesting == month)
    assert (shared.kind, shared.predecessors) == ("cluster", ("QNX", "QXU"))
    assert (smaller.kind, smaller.predecessors, smaller.successors) == ("cut", ("QNX",), ())
    assert len(responsibilities_at(both, both.history, month).acting_bodies.keys() & {"CLUSTER-QXU-QNX"}) == 1


def test_what_frimley_gives_to_hampshire_goes_there_whoever_else_is_here() -> None:
    """In one change with the mergers; where nothing of Frimley's is, Hampshire's board has no part in it."""
    month = month_number("2026-04")
    changes = {code: [change for change in built_in(code).history if change.vesting == month]
               for code in ("QNQ", "QRL", "QNQ+QRL", "99M+QRL", "99M")}  # fmt: skip
    taking_part = {code: [change.predecessors for change in found] for code, found in changes.items()}
    assert taking_part == {"QNQ": [("QNQ",)], "QRL": [], "QNQ+QRL": [("QNQ", "QRL")], "99M+QRL": [("QNQ", "QRL")],
                           "99M": [("QNQ",)]}  # fmt: skip
    for code in changes:
        place = built_in(code)
        assert check_place(place) == []
        holder = {each: body for body, area in areas(place, "2026-04").items() for each in area}
        in_hampshire = {holder[each.code] for each in place.localities if each.council == "E10000014"}
        assert in_hampshire == {"QRL"}


def test_groups_that_join_a_trust_that_there_is_already_do_so() -> None:
    hillingdon = built_in("E09000017")
    assert set(areas(hillingdon, "2000-04")) == {"5AT", "4GP22"}
    assert set(areas(hillingdon, "2001-04")) == {"5AT"}


def test_england_holds_everybody_once(england: Place) -> None:
    assert check_place(england) == []
    assert len(england.practices) == 6527
    assert len(england.pcns) == 1254
    assert sum(not practice.pcn for practice in england.practices) == 68
    assert len(england.councils) == 153
    assert sum(each.population for each in england.localities) == 56_550_138  # the estimate for England, mid-2020
    assert Counter(trust.kind for trust in england.trusts)["ambulance"] == 10


def test_boards_and_regions_divide_england() -> None:
    known = footprints()
    whole = Counter(each.code for each in known[ENGLAND].localities)
    for kind, number in (("ICB", 42), ("region", 7), ("council", 153)):
        parts = [each for each in known.values() if each.kind == kind]
        assert len(parts) == number
        assert sum((Counter(one.code for one in each.localities) for each in parts), Counter()) == whole
    assert sum(each.kind == "CCG" for each in known.values()) == 211 + len({c.successor for c in facts().changes}) - 1


def test_lives_go_on_through_two_mergers() -> None:
    assert lives_of("10T") == ("10T", "15D", "D4U1Y")
    assert lives_of("5P3") == ("5P3", "5QV")
    assert lives_of("00L") == ("00L",)
    gone = {change.code for change in facts().changes}
    assert gone.isdisjoint({lives_of(each.group)[-1] for each in facts().localities})


# --- Known places ----------------------------------------------------------------------------------------------------


def test_frimley_is_as_it_was() -> None:
    frimley = built_in("QNQ")
    assert set(areas(frimley, "2013-04")) == {"10C", "10G", "10T", "11C", "99M"}
    assert set(areas(frimley, "2018-04")) == {"10C", "15D", "99M"}
    assert set(areas(frimley, "2021-04")) == {"D4U1Y"}
    assert set(areas(frimley, "2022-07")) == {"QNQ"}
    assert set(areas(frimley, "2026-04")) == {"ICB-THAMES-VALLEY", "ICB-SURREY-AND-SUSSEX", "QRL"}
    assert set(areas(frimley, "2006-10")) == {"5QG", "5P5", "5QC"}  # East Berkshire, and parts of Surrey and Hampshire
    trusts = {trust.code: trust for trust in frimley.trusts}
    assert trusts["RDU"].kind == "acute"
    east_berkshire = {each.code for each in frimley.localities if each.code[:3] in ("10G", "10T", "11C")}
    assert trusts["RWX"].serves.keys() == east_berkshire


def test_split_counties_have_their_people_by_board() -> None:
    people: dict[str, int] = defaultdict(int)
    for each in facts().localities:
        if each.council == "E10000012":  # Essex
            people[each.system] += each.people
    assert people == {"QH8": 840_992, "QJG": 344_553, "QM7": 312_214}


def test_glossop_and_west_birmingham_lie_where_their_people_went() -> None:
    by_code = {each.code: each for each in facts().localities}
    system = {each.whole: each.system for each in facts().localities}
    assert system["01Y-E10000007"] == "QJ2"
    assert system["05L-E08000025"] == "QHL"
    practices = Counter(by_code[each.locality].whole for each in facts().practices)
    assert practices["01Y-E10000007"] == 5  # the register of 2026 has these five in Derbyshire's board
    assert practices["05L-E08000025"] == 26  # and these in Birmingham's


def test_the_hand_made_place_stays_as_it_is() -> None:
    assert built_in("QU9").starts == month_number("2002-04")
    assert (FACTS / "QU9.toml").is_file()


@pytest.mark.parametrize("code", BOARDS)
def test_every_board_is_in_order(code: str) -> None:
    place = built_in(code)
    assert check_place(place) == []
    assert place.name == available()[code]
    inhabited = {practice.locality for practice in place.practices}
    assert inhabited == {locality.code for locality in place.localities}
    kinds = {representative.kind for representative in place.representatives}
    assert {"lmc", "alliance", "healthwatch"} <= kinds
    assert {"acute", "ambulance"} <= {trust.kind for trust in place.trusts}
    if code != "QU9":
        assert place.starts == month_number(STARTS)
        boards = {"pcg", "pct", "ccg", "icb_minimum", "icb_larger", "joint_committee", "partnership"}
        assert boards <= place.boards.keys()
        last = areas(place, "2021-04")
        assert set(last) == {lives_of(each.group)[-1] for each in footprints()[code].localities}


# --- Joined areas ----------------------------------------------------------------------------------------------------


def test_codes_joined_by_plus_are_one_place() -> None:
    place = built_in("QXU+QNX")
    apart = built_in("QXU"), built_in("QNX")
    assert (place.code, place.name) == ("QXU+QNX", "Surrey Heartlands and Sussex")
    assert {each.code for each in place.practices} == {each.code for one in apart for each in one.practices}
    assert check_place(place) == []
    assert built_in("QNX+E10000011").practices == built_in("QNX").practices  # what lies in both is here once


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("QXU+QXV", 'there is no built-in place "QXV"'),
        ("QXU+QXU", "joined to itself"),
        ("WALES+QXU", "Wales cannot be joined"),
        ("QXU+", 'there is no built-in place ""'),
    ],
)
def test_what_cannot_be_joined_is_told(code: str, said: str) -> None:
    with pytest.raises(InputProblems) as error:
        built_in(code)
    assert said in str(error.value.problems)


# --- Names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        ("NHS DURHAM DALES, EASINGTON AND SEDGEFIELD CCG", "Durham Dales, Easington and Sedgefield"),
        ("NHS STOKE ON TRENT CCG", "Stoke on Trent"),
        ("NHS HARTLEPOOL AND STOCKTON-ON-TEES CCG", "Hartlepool and Stockton-on-Tees"),
        ("NHS Somerset CCG", "Somerset"),
    ],
)
def test_names_of_groups_are_written_as_people_write_them(shouted: str, written: str) -> None:
    assert england_extract.group_name(shouted) == written


def test_every_footprint_is_in_order() -> None:
    for code in footprints():
        assert check_place(built_in(code)) == [], code


def test_the_boards_of_2026_are_36_and_share_out_england() -> None:
    """Six new ones in the place of twelve, and the thirty that went on, one of them with a part of Frimley's area."""
    new = [each for each in footprints().values() if each.kind == "ICB-2026"]
    boards = {board_of_2026(locality) for locality in facts().localities}
    assert (len(new), len(boards)) == (6, 36)
    assert {each.code for each in new} == {code for code in boards if code.startswith("ICB-")}
    assert sum(len(each.localities) for each in new) < len(facts().localities)
    thames = built_in("ICB-THAMES-VALLEY")
    assert set(areas(thames, "2026-04")) == {"ICB-THAMES-VALLEY"}
    assert set(areas(thames, "2026-03")) == {"QNQ", "QU9"}
