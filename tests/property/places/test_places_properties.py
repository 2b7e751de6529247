"""Whatever happens to commissioners, every locality keeps exactly one; and the checks agree with the reading."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from paths import SMALLSHIRE_FILE

from relsim.domain.boards import Board
from relsim.domain.bodies import bodies_at, founding_areas
from relsim.domain.consistency import follow
from relsim.domain.place import Place
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.places.library import built_in, read_place
from relsim.places.maintenance.shares import shared_out
from relsim.places.toml_text import place_text

QU9 = built_in("QU9")
SMALLSHIRE = read_place(SMALLSHIRE_FILE)


@st.composite
def ledgers(draw: st.DrawFn, place: Place) -> list[Reorganisation]:
    """Changes that can be: each takes some of the bodies there are, and divides their area anew."""
    bodies, month, changes = founding_areas(place), place.starts, []
    for number in range(draw(st.integers(0, 5))):
        month += draw(st.integers(1, 60))
        gone = draw(st.lists(st.sampled_from(sorted(bodies)), min_size=1, unique=True))
        area = [locality for code in gone for locality in bodies.pop(code)]
        way = draw(st.sampled_from(("all", "of", "localities")))
        if way == "all":
            areas = {f"N{number}": tuple(area)}
            successors = [Successor(code=f"N{number}")]
        elif way == "of":
            # Cut the list of predecessors in two, where it has two.
            cut = draw(st.integers(1, max(1, len(gone) - 1)))
            parts = [part for part in (gone[:cut], gone[cut:]) if part]
            before = bodies_at(place, changes, month)
            areas = {f"N{number}-{k}": tuple(x for code in part for x in before[code]) for k, part in enumerate(parts)}
            successors = [Successor(code=f"N{number}-{k}", of=tuple(part)) for k, part in enumerate(parts)]
        else:
            mixed = draw(st.permutations(area))
            cut = draw(st.integers(1, len(mixed)))
            parts = [part for part in (mixed[:cut], mixed[cut:]) if part]
            areas = {f"N{number}-{k}": tuple(part) for k, part in enumerate(parts)}
            successors = [Successor(code=code, localities=part) for code, part in areas.items()]
        bodies |= areas
        changes.append(Reorganisation(
            name=f"Change {number}", kind="replace", announced=month, vesting=month, predecessors=tuple(gone),
            successors=tuple(successors), kept=0.5, moved=0.2, procedures=0.5,
        ))  # fmt: skip
    return changes


def _with_ledger(place: Place):
    return st.tuples(st.just(place), ledgers(place))


@given(st.sampled_from((QU9, SMALLSHIRE)).flatmap(_with_ledger), st.randoms())
def test_every_locality_always_has_exactly_one_commissioner(case, shuffler) -> None:
    place, changes = case
    assert follow(place, changes) == []
    localities = sorted(locality.code for locality in place.localities)
    shuffled = list(changes)
    shuffler.shuffle(shuffled)
    for month in {place.starts, *(change.vesting for change in changes)}:
        areas = bodies_at(place, changes, month)
        assert sorted(code for area in areas.values() for code in area) == localities
        assert bodies_at(place, shuffled, month) == areas  # dates order changes, not the file


@given(ledgers(SMALLSHIRE), st.data())
def test_the_checks_find_a_fault_exactly_where_the_model_would_stop(changes, data) -> None:
    # Spoil one change in one way; then either both the walk and the reading object, or neither does.
    if not changes:
        return
    number = data.draw(st.integers(0, len(changes) - 1))
    change = changes[number]
    predecessors = data.draw(st.lists(st.sampled_from(["C1", "C2", "C3", "N0", "N0-0", "C9"]), min_size=1, unique=True))
    spoilt = change.model_copy(update={"predecessors": tuple(predecessors)})
    ledger = [*changes[:number], spoilt, *changes[number + 1 :]]
    try:
        bodies_at(SMALLSHIRE, ledger, 99_999)
        stopped = False
    except ValueError:
        stopped = True
    if stopped:
        assert follow(SMALLSHIRE, ledger)
    elif follow(SMALLSHIRE, ledger):
        # The walk is stricter only about `of` naming a body that is no predecessor.
        assert any(set(each.of) - set(spoilt.predecessors) for each in spoilt.successors)


@given(st.integers(0, 2_000_000), st.dictionaries(st.text(min_size=1), st.integers(0, 200), min_size=1))
def test_sharing_out_loses_nobody_and_is_never_off_by_one_or_more(total, weights) -> None:
    whole = sum(weights.values())
    if whole == 0:
        return
    shares = shared_out(total, weights)
    assert sum(shares.values()) == total
    assert all(abs(shares[code] - total * weight / whole) < 1 + 1e-6 for code, weight in weights.items())
    assert shares == shared_out(total, dict(reversed(weights.items())))


_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))
_TEXT = st.text(_LETTERS, min_size=1).filter(lambda text: bool(text.strip()))


_SHARES = st.floats(0, 1)
_BOARDS = st.builds(
    lambda seats, place_seats, delegated, **shares: Board(
        seats={"acute": seats + 1}, delegated=delegated, place_seats={"lmc": place_seats + 1}, **shares
    ),
    seats=st.floats(0, 100), place_seats=st.floats(0, 100), openness=_SHARES, challenge=_SHARES, delegated=_SHARES,
    source=_TEXT,
)  # fmt: skip


@given(name=_TEXT, label=_TEXT, board=_BOARDS, acute=st.floats(0.01, 0.99), assumptions=st.lists(_TEXT))
def test_a_place_that_is_written_is_the_place_that_is_read(
    tmp_path_factory, name, label, board, acute, assumptions
) -> None:
    place = Place.model_validate({
        **SMALLSHIRE.model_dump(), "name": name, "boards": {**SMALLSHIRE.boards, label: board},
        "assumptions": assumptions, "spend": {"acute": acute, "commissioner": 1 - acute},
    })  # fmt: skip
    path = tmp_path_factory.mktemp("place") / "written.toml"
    path.write_text(place_text(place), encoding="utf-8", newline="\n")
    assert read_place(path) == place
