"""A place is read whole, or everything that contradicts something else in it is told at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from relsim.domain.boards import Board
from relsim.domain.bodies import bodies_at, founding_areas
from relsim.domain.months import month_number
from relsim.domain.place import Commissioner, Overspend, Place, Practice, Pressure, Representative, Trust
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.domain.responsibilities import founding, taken_over
from relsim.places.library import available, built_in, read_place
from relsim.places.place_checks import check_place
from relsim.wording.problems import InputProblems

SMALLSHIRE = Path(__file__).parents[2] / "places" / "smallshire.toml"
MERGED = month_number("2018-04")


@pytest.fixture(scope="module")
def smallshire() -> Place:
    return read_place(SMALLSHIRE)


def said(place: Place) -> list[str]:
    return [str(problem) for problem in check_place(place)]


def changed(place: Place, **fields: object) -> Place:
    return place.model_copy(update=fields)


# --- Reading ---------------------------------------------------------------------------------------------------------


def test_smallshire_is_what_its_file_says(smallshire: Place) -> None:
    assert len(smallshire.practices) == 8
    assert smallshire.practices[7].pcn == ""
    assert smallshire.history[0].vesting == MERGED
    assert smallshire.trusts[0].serves == {"NORTH": 0.9, "MIDDLE": 0.5}
    people = sum(locality.population for locality in smallshire.localities)
    assert people * smallshire.vcse_per_thousand / 1000 == pytest.approx(6)


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    text = SMALLSHIRE.read_text(encoding="utf-8")
    text = text.replace('pcn = "U2", locality = "SOUTH"', 'pcn = "U9", locality = "SOUHT"')
    text = text.replace('board = "ccg" },\n]', 'board = "ccgs" },\n]')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputProblems) as raised:
        read_place(path)
    assert [problem.where for problem in raised.value.problems] == [
        'commissioners[3] "South Smallshire CCG" › board',
        'practices[7] "Bridge Surgery" › pcn',
        'practices[7] "Bridge Surgery" › locality',
    ]
    assert 'did you mean "ccg"?' in raised.value.problems[0].remedy
    assert "SOUTH" in raised.value.problems[2].remedy


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "empty"), (b"name = \xff", "UTF-8"), (b"name =", "not TOML"), (b'code = "X"', '"localities" is missing')],
)
def test_a_file_that_is_no_place_says_why(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "place.toml"
    path.write_bytes(content)
    with pytest.raises(InputProblems, match=told):
        read_place(path)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputProblems, match="no such file"):
        read_place(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    ("code", "told"), [
        ("qu9", 'Did you mean QU9'),
        ("E1000001X", 'Did you mean "E100000'),
        ("Bristol", "Did you mean QUY (Bristol, North Somerset and South Gloucestershire)"),
        ("../facts/QU9", "no built-in place"),
        ("", "relsim places"),
    ],
)
def test_an_unknown_place_names_those_that_there_are(code: str, told: str) -> None:
    with pytest.raises(InputProblems) as raised:
        built_in(code)
    assert told in str(raised.value)


def test_reading_places_needs_none_of_the_slow_libraries() -> None:
    script = (
        "import sys; from relsim.places.library import built_in; built_in('QU9'); "
        "print([name for name in ('numpy', 'pandas', 'mesa', 'numba', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_built_in_place_can_be_read() -> None:
    assert "QU9" in available()
    assert {code: built_in(code).name for code in available()} == available()
    assert all(built_in(code).code == code for code in available())


# --- References ------------------------------------------------------------------------------------------------------


def test_smallshire_has_nothing_wrong(smallshire: Place) -> None:
    assert said(smallshire) == []


def test_a_code_may_not_be_used_twice_even_by_different_kinds(smallshire: Place) -> None:
    practice = Practice(code="T1", name="Namesake", locality="NORTH")
    (problem,) = said(changed(smallshire, practices=(*smallshire.practices, practice)))
    assert 'practices[9] "Namesake" › code' in problem
    assert 'trusts[1] "North Smallshire Hospitals"' in problem


def test_a_locality_may_not_be_listed_twice_but_may_share_a_code_with_a_body(smallshire: Place) -> None:
    again = smallshire.localities[2].model_copy(update={"name": "Again"})
    (problem,) = said(changed(smallshire, localities=(*smallshire.localities, again)))
    assert 'localities[4] "Again" › code: The code "SOUTH" is already that of localities[3]' in problem
    namesake = Practice(code="SOUTH", name="Namesake", locality="SOUTH")
    assert said(changed(smallshire, practices=(*smallshire.practices, namesake))) == []


def test_history_is_followed(smallshire: Place) -> None:
    wrong = smallshire.history[0].model_copy(update={"predecessors": ("C1", "C4")})
    (problem,) = said(changed(smallshire, history=(wrong,)))
    assert problem.startswith('history[1] "North and Middle merge" › predecessors: There is no commissioner "C4"')


def test_trusts_cannot_meet_more_than_all_need(smallshire: Place) -> None:
    greedy = Trust(code="T9", name="Greedy", kind="acute", serves={"NORTH": 0.2, "SOUTH": 0.0})
    (problem,) = said(changed(smallshire, trusts=(*smallshire.trusts, greedy)))
    assert "acute trusts together meet 1.2" in problem
    assert '"NORTH"' in problem


def test_shares_of_different_kinds_of_trust_are_not_added(smallshire: Place) -> None:
    other = Trust(code="T9", name="Other", kind="community", serves={"NORTH": 1.0})
    assert said(changed(smallshire, trusts=(*smallshire.trusts, other))) == []


def test_unknown_references_of_every_sort(smallshire: Place) -> None:
    trust = Trust(code="T9", name="Far", kind="community", serves={"ELSEWHERE": 1.0})
    moved = smallshire.localities[0].model_copy(update={"council": "SD"})
    problems = said(changed(
        smallshire, trusts=(*smallshire.trusts, trust), localities=(moved, *smallshire.localities[1:]),
        boards={**smallshire.boards, "icb": Board(seats={"acutes": 1.0}), "empty": Board(seats={"acute": 0.0})},
    ))  # fmt: skip
    assert len(problems) == 4
    assert any('localities[1] "North Smallshire" › council: There is no council "SD"' in each for each in problems)
    assert any('trusts[4] "Far" › serves: There is no locality "ELSEWHERE"' in each for each in problems)
    assert any('boards › icb › seats: There is no holder of seats "acutes". Did you mean "acute"?' in each
               for each in problems)  # fmt: skip
    assert any("boards › empty: This board has no seats" in each for each in problems)


@pytest.mark.parametrize("holder", ["general_practice", "trusts", "lmc", "alliance", "T1", "SLMC", "P3", "U1", "SC"])
def test_seats_go_to_sectors_kinds_trusts_together_and_single_organisations(smallshire: Place, holder: str) -> None:
    board = Board(seats={"commissioner": 1.0, holder: 1.0}, delegated=0.1, place_seats={holder: 2.0})
    assert said(changed(smallshire, boards={**smallshire.boards, "new": board})) == []


@pytest.mark.parametrize(
    ("holder", "remedy"), [("SLCM", 'Did you mean "SLMC"'), ("federations", 'Did you mean "federation"?'),
                           ("C1", "Known here: trusts, general_practice"), ("QU9", "Known here")],
)  # fmt: skip
def test_a_seat_that_nobody_can_hold_is_told_with_what_is_near(smallshire: Place, holder: str, remedy: str) -> None:
    # Not a commissioner either: the seats of whoever decides are `commissioner`, whatever its code at the time.
    board = Board(seats={"commissioner": 1.0}, delegated=0.1, place_seats={holder: 2.0})
    (problem,) = said(changed(smallshire, boards={**smallshire.boards, "new": board}))
    assert problem.startswith(f'boards › new › place_seats: There is no holder of seats "{holder}"')
    assert remedy in problem


def test_who_speaks_for_others_has_a_code_of_its_own_and_a_known_area(smallshire: Place) -> None:
    body = Representative(code="P1", name="Twin", kind="lmc", localities=("NORHT",), opened=smallshire.starts)
    same, area = said(changed(smallshire, representatives=(*smallshire.representatives, body)))
    assert same.startswith('representatives[5] "Twin" › code: The code "P1" is already that of practices[1]')
    assert area == ('representatives[5] "Twin" › localities: There is no locality "NORHT". Did you mean "NORTH"?')


def test_a_new_commissioner_may_not_take_the_code_of_one_who_speaks_for_others(smallshire: Place) -> None:
    successor = smallshire.history[0].successors[0].model_copy(update={"code": "SLMC"})
    change = smallshire.history[0].model_copy(update={"successors": (successor,)})
    (problem,) = said(changed(smallshire, history=(change,)))
    assert 'The code "SLMC" is already used' in problem


@pytest.mark.parametrize(
    ("spend", "told"),
    [
        ({"acute": 0.5, "commissioner": 0.4}, "spend: The shares of spend add up to 0.9, not 1."),
        ({"acute": 0.5, "commissioner": 0.5 + 1e-5}, "not 1"),
        ({"acute": 0.5, "comissioner": 0.5}, 'spend: There is no sector "comissioner". Did you mean "commissioner"?'),
    ],
)
def test_spend_is_shared_out_among_sectors_to_the_last_part(
    smallshire: Place, spend: dict[str, float], told: str
) -> None:
    (problem,) = said(changed(smallshire, spend=spend))
    assert told in problem
    assert said(changed(smallshire, spend={"acute": 0.5, "commissioner": 0.5 + 1e-7})) == []


def test_an_overspend_is_of_a_sector_that_spends_and_ends_after_it_begins(smallshire: Place) -> None:
    wrong = Overspend(sector="public_voice", begins=MERGED, ends=MERGED, share=0.1, source="test")
    sector, ends = said(changed(smallshire, overspends=(*smallshire.overspends, wrong)))
    assert sector.startswith('overspends[2] › sector: There is no sector with spend "public_voice"')
    assert ends.startswith("overspends[2] › ends: The overspend ends before it has begun")


def test_commissioners_must_divide_the_place(smallshire: Place) -> None:
    both = Commissioner(code="C1", name="N", form="CCG", localities=("NORTH", "MIDDLE"), board="ccg")
    second = smallshire.commissioners[1]
    problems = said(changed(smallshire, commissioners=(both, second)))
    assert any('"MIDDLE" is already covered by "C1"' in each for each in problems)
    assert any('localities[3] "South Smallshire": No commissioner covers' in each for each in problems)
    assert len(problems) == 2  # and not that history's merger of C1 and C2 would cover a locality twice


def test_a_pressure_ends_after_it_begins(smallshire: Place) -> None:
    never = Pressure(name="Never", begins=MERGED, ends=MERGED, readiness=0.5, source="test")
    (problem,) = said(changed(smallshire, pressures=(never,)))
    assert "pressures[1]" in problem


def test_history_stands_in_order_of_vesting(smallshire: Place) -> None:
    later = smallshire.history[0]
    earlier = Reorganisation(
        name="Earlier", kind="replace", announced=MERGED - 30, vesting=MERGED - 20, predecessors=("C3",),
        successors=(Successor(code="C33"),), kept=0.5, moved=0.1, procedures=0.5,
    )  # fmt: skip
    assert said(changed(smallshire, history=(earlier, later))) == []
    (problem,) = said(changed(smallshire, history=(later, earlier)))
    assert 'history[2] "Earlier": This vests before' in problem


# --- Who covers what -------------------------------------------------------------------------------------------------


def test_a_change_counts_from_the_month_in_which_it_vests(smallshire: Place) -> None:
    before, now = (bodies_at(smallshire, smallshire.history, month) for month in (MERGED - 1, MERGED))
    assert before == founding_areas(smallshire) == {"C1": ("NORTH",), "C2": ("MIDDLE",), "C3": ("SOUTH",)}
    assert now == {"C3": ("SOUTH",), "C12": ("NORTH", "MIDDLE")}


def test_areas_are_in_the_order_of_the_place(smallshire: Place) -> None:
    swap = Reorganisation(
        name="Swap", kind="replace", announced=MERGED, vesting=MERGED + 12, predecessors=("C3", "C12"),
        successors=(Successor(code="A", localities=("SOUTH", "NORTH")), Successor(code="B", localities=("MIDDLE",))),
        kept=0.5, moved=0.1, procedures=0.5,
    )  # fmt: skip
    bodies = bodies_at(smallshire, (swap, *smallshire.history), MERGED + 12)
    assert bodies == {"A": ("NORTH", "SOUTH"), "B": ("MIDDLE",)}


@pytest.mark.parametrize(
    ("predecessors", "successors", "told"),
    [
        (("C1", "C7"), (Successor(code="A"),), "C7 does not exist in 2018-04"),
        (("C1", "C2"), (Successor(code="A", of=("C1",)), Successor(code="B")), "which localities B covers is not said"),
        (("C1", "C2"), (Successor(code="A", of=("C1",)),), "do not divide exactly"),
        (("C1",), (Successor(code="A", localities=("NORTH", "SOUTH")),), "do not divide exactly"),
        (("C1",), (Successor(code="A", of=("C1",)), Successor(code="B", of=("C1",))), "do not divide exactly"),
    ],
)
def test_an_area_that_cannot_be_told_is_refused(
    smallshire: Place, predecessors: tuple[str, ...], successors: tuple[Successor, ...], told: str
) -> None:
    change = Reorganisation(
        name="Wrong", kind="replace", announced=MERGED, vesting=MERGED, predecessors=predecessors,
        successors=successors, kept=0.5, moved=0.1, procedures=0.5,
    )  # fmt: skip
    with pytest.raises(ValueError, match=told):
        taken_over(smallshire, change, founding(smallshire))
