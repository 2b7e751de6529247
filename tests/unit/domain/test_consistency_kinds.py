"""What is wrong with a change of each kind is told, once, where it stands, and with what would put it right."""

from __future__ import annotations

from typing import Any

import pytest
from kinds_example import CASES, TWOSHIRE, M, N, S, to, told
from model_example import VESTING

from relsim.domain.bodies import responsibilities_at
from relsim.domain.consistency import follow
from relsim.domain.months import month_number
from relsim.domain.reorganisation import Reorganisation
from relsim.wording.descriptions import checked


def problems(*changes: Reorganisation) -> list[str]:
    return [str(each) for each in follow(TWOSHIRE, changes, after=TWOSHIRE.history, where="plans[1] › reorganisations")]


EARLY = month_number("2018-06")
"""After the place's history, and before its networks open."""
WRONG: dict[str, tuple[Reorganisation, str, str]] = {
    # predecessors
    "no such trust": (told("cut", "T4", posts=0.5), "› predecessors", 'There is no commissioner "T4" in 2021-04'),
    "no such trust, with others": (
        told("merge", "T1 T22", to("X")), "› predecessors", 'There is no trust "T22" in 2021-04. Did you mean "T2"?'
    ),
    "no such council": (
        told("merge", "SC NCC", to("X")), "› predecessors", 'There is no council "NCC" in 2021-04. Did you mean "NC"?'
    ),
    "no such body at all": (
        told("merge", "NHW QQQQ", to("X")), "› predecessors", "The Healthwatch then are NHW, SHW."
    ),
    "networks are many": (told("merge", "U1 QQQQ", to("X")), "› predecessors", "The PCNs then are U1, U2."),
    "of two kinds": (
        told("merge", "T1 NC", to("X")), "› predecessors",
        '"NC" is a council, "T1" is an acute trust. A change is of bodies of one kind; write two.',
    ),
    "twice": (told("cluster", "C3 C3", to("X")), "› predecessors", '"C3" is named twice'),
    "before it opens": (
        told("cut", "U1", posts=0.5, vesting=EARLY), "› predecessors", '"U1" does not exist before 2019-07'
    ),
    "in the month in which it opens": (
        told("cut", "U1", posts=0.5, vesting=month_number("2019-07")), "› predecessors", "does not exist before 2019-07"
    ),
    # who takes over
    "nobody to transfer to": (
        told("transfer", "C12", to("C33", N)), '› successors[1] "C33" › code',
        'There is no other body "C33" that could take over in 2021-04. Did you mean "C3"?',
    ),
    "to itself": (told("transfer", "C12", to("C12", N)), "› code", "There is no other body"),
    "to one that has ended": (
        told("transfer", "C12", to("C1", N)), "› code", 'It ended in 2018-04 with "North and Middle merge"'
    ),
    "to one of another kind": (
        told("abolish", "T1", to("SC")), "› code",
        '"SC" is a council, which cannot take over from an acute trust. Name a body of that kind.',
    ),
    "what is transferred": (
        told("transfer", "C12", to("C3")), '"C3"',
        "Which localities it gets is not said. A transfer names its localities.",
    ),
    "everything is transferred": (
        told("transfer", "C12", to("C3", N, M)), "› successors",
        'Nothing would be left to "C12". Then it is a replace or abolish.',
    ),
    "what is not there is transferred": (
        told("transfer", "C12", to("C3", N, S)), "› successors",
        "SOUTH is not in the area of the predecessors. It belongs to C3.",
    ),
    "what a council does not have is transferred": (
        told("transfer", "SC", to("NC", M, N)), "› successors",
        "NORTH is not in the area of the predecessors. Leave it out.",
    ),
    "an unknown locality": (
        told("transfer", "SC", to("NC", "MIDLE")), "› localities",
        'There is no locality "MIDLE". Did you mean "MIDDLE"?',
    ),
    "nobody commissions": (
        told("abolish", "C3"), "› successors", "Somebody has to commission where these did. Name who takes over."
    ),
    "half is left to nobody": (
        told("abolish", "T1", to("T2", N)), "› successors", "MIDDLE would be left to nobody"
    ),
    "half is left to nobody by a split": (
        told("split", "T2", to("A", M), to("B", N)), "› successors", "SOUTH would be left to nobody"
    ),
    "twice over": (told("split", "SC", to("A", M), to("B", M, S)), "› successors", "MIDDLE is covered twice"),
    # who is new
    "a code that is used": (told("split", "C12", to("C3", N), to("Y", M)), "› code", 'The code "C3" is already used'),
    "a cluster under the code of a body": (
        told("cluster", "C12 C3", to("C12")), "› code", 'The code "C12" is already used. A new body needs a new code.'
    ),
    "a layer under the code of a practice": (
        told("layer", "", to("P1", N, kind="pcn")), "› code", 'The code "P1" is already used'
    ),
    "a cluster with an area": (
        told("cluster", "C12 C3", to("K", N)), '"K"',
        "A cluster works for all its bodies wherever these are. Leave out of and localities.",
    ),
    "a layer without an area": (
        told("layer", "", to("L", kind="pcn")), '"L"',
        "Which localities it gets is not said. A layer names its localities.",
    ),
    "a layer of no kind": (
        told("layer", "", to("L", N)), "› kind",
        "What kind of body it is is not said. One of pcn, lmc, federation, alliance, healthwatch.",
    ),
    "a layer of a misspelt kind": (
        told("layer", "", to("L", N, kind="allience")), "› kind",
        '"allience" is no kind of body that can be added. Did you mean "alliance"?',
    ),
    "a layer of trusts": (
        told("layer", "", to("L", N, kind="acute")), "› kind",
        '"acute" is no kind of body that can be added. One of pcn, lmc,',
    ),
    "another kind": (
        told("replace", "SC", to("X", kind="acute")), "› kind", 'A council cannot become "acute". Leave kind out.'
    ),
    "a misspelt kind": (
        told("replace", "T3", to("X", kind="comunity")), "› kind",
        'A mental health trust cannot become "comunity". Did you mean "community"?',
    ),
    "whoever goes on goes on as it is": (
        told("merge", "T1 T3", to("T1", kind="mental_health")), "› kind",
        '"T1" is an acute trust and goes on as one. Leave kind out.',
    ),
    "one of two kinds": (
        told("merge", "T1 T3", to("X")), "› kind",
        "Whether it is an acute trust or a mental health trust is not said. Kind is one of acute, mental_health.",
    ),
    "a cluster of one of two kinds": (told("cluster", "T3 T1", to("K")), "› kind", "is not said"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_each_mistake_is_told_once_and_where_it_is(name: str) -> None:
    wrong, where, what = WRONG[name]
    (found,) = problems(wrong)
    assert found.startswith('plans[1] › reorganisations[1] "The change"')
    assert where in found.split(": ")[0]
    assert what in found


@pytest.mark.parametrize(
    "right",
    [
        told("merge", "T1 T3", to("X", kind="acute")),
        told("merge", "T1 T3", to("T1")),
        told("cluster", "T1 T3", to("K", kind="mental_health")),
        told("replace", "T1 T3", to("X", of=("T1",)), to("Y", of=("T3",))),
        told("replace", "T3", to("X", kind="community")),
        told("split", "SC", to("SC", M), to("B", S)),
    ],
)
def test_what_says_enough_is_right(right: Reorganisation) -> None:
    assert problems(right) == []


def second(kind: str, predecessors: str, *successors: Any, later: int = 0, name: str = "Z", **said: Any) -> Any:
    return told(kind, predecessors, *successors, name=name, vesting=VESTING + later, **said)


def test_a_body_is_changed_once_a_month_but_for_transfers() -> None:
    cut, cluster = told("cut", "C12", posts=0.5, name="A"), second("cluster", "C12 C3", to("K"))
    (found,) = problems(cut, cluster)
    assert '"C12" is changed by "A" in 2021-04 too. Make one change of the two, or let this vest' in found
    assert problems(cut, second("cluster", "C12 C3", to("K"), later=1)) == []
    assert problems(cut, second("transfer", "C12", to("C3", N))) == []
    assert problems(told("transfer", "C12", to("C3", N), name="A"), second("cut", "C12", posts=0.5)) == []


def test_two_changes_of_a_month_happen_in_the_order_of_their_names() -> None:
    """However the file has them, here and in the model."""
    merged, moved = told("replace", "C3", to("X"), name="A"), second("transfer", "C12", to("C3", N))
    for changes in ((merged, moved), (moved, merged)):
        (found,) = problems(*changes)
        assert '"Z" › successors[1] "C3" › code' in found
        assert 'It ended in 2021-04 with "A"' in found
        with pytest.raises(ValueError, match="Z: C3 does not exist in 2021-04"):
            responsibilities_at(TWOSHIRE, (*TWOSHIRE.history, *changes), VESTING)
    first = moved.model_copy(update={"name": "0"})
    assert problems(merged, first) == []
    assert responsibilities_at(TWOSHIRE, (*TWOSHIRE.history, merged, first), VESTING).holders["", N] == "X"


def test_what_begins_in_a_month_is_changed_in_a_later_one() -> None:
    layer = told("layer", "", to("L", N, kind="pcn"), name="A")
    (found,) = problems(layer, second("cut", "L", posts=0.5))
    assert '"L" begins in 2021-04 itself, and would exist for no time' in found
    (found,) = problems(layer, second("transfer", "U1", to("L", N)))
    assert '"L" does not exist before 2021-04' in found
    assert problems(layer, second("transfer", "U1", to("L", N), later=1)) == []


def test_a_cluster_is_no_body_but_its_members_go_on_being() -> None:
    cluster = told("cluster", "C12 C3", to("K"), name="A")
    (found,) = problems(cluster, second("merge", "K", to("X"), later=12))
    assert 'There is no commissioner "K" in 2022-04. The commissioners then are C3, C12.' in found
    assert problems(cluster, second("merge", "C12 C3", to("X"), later=12)) == []
    (found,) = problems(cluster, second("merge", "C12 C3", to("K"), later=12))
    assert 'The code "K" is already used' in found


def test_a_body_that_nobody_follows_has_ended() -> None:
    gone = told("abolish", "SHW", name="A")
    (found,) = problems(gone, second("merge", "NHW SHW", to("X"), later=6))
    assert 'There is no Healthwatch "SHW" in 2021-10. It ended in 2021-04 with "A".' in found


def test_what_is_layered_can_be_reorganised() -> None:
    layer = told("layer", "", to("L1", N, kind="pcn"), to("L2", M, S, kind="pcn"), name="A")
    assert problems(layer, second("merge", "L1 L2 U1", to("X"), later=6)) == []
    (found,) = problems(layer, second("merge", "L1 L12", to("X"), later=6))
    assert 'Did you mean "L2" or "L1"' in found


@pytest.mark.parametrize("name", CASES)
def test_the_case_is_no_longer_right_when_its_predecessor_is_misspelt(name: str) -> None:
    change = CASES[name].change
    if change.predecessors:
        wrong = change.model_copy(update={"predecessors": (change.predecessors[0] + "?", *change.predecessors[1:])})
        assert any(f'"{change.predecessors[0]}?"' in each for each in problems(wrong))


# --- What can be told without a place --------------------------------------------------------------------------------

SAID = {"name": "A change", "announced": "2020-04", "vesting": "2021-04"}
FATES = {"kept": 0.5, "moved": 0.2, "procedures": 0.5}


def refused(**said: Any) -> str:
    with pytest.raises(ValueError, match="has a problem") as caught:
        checked(Reorganisation, SAID | said, "a file")
    return str(caught.value)


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"kind": "merge", "successors": [{"code": "X"}], **FATES},
         "to merge takes a predecessor; predecessors names 0"),
        ({"kind": "cluster", "predecessors": ["A"], "successors": [{"code": "X"}], **FATES},
         "to cluster takes 2 predecessors or more; predecessors names 1"),
        ({"kind": "cut", "posts": 0.5}, "to cut takes a predecessor; predecessors names 0"),
        ({"kind": "layer", "predecessors": ["A"], "successors": [{"code": "X"}]},
         "to layer takes no predecessors; predecessors names 1"),
        ({"kind": "split", "predecessors": ["A", "B"], "successors": [{"code": "X"}, {"code": "Y"}], **FATES},
         "one body is split at a time; several that give way to others are a replace"),
        ({"kind": "split", "predecessors": ["A"], "successors": [{"code": "X"}], **FATES},
         "to split takes 2 successors or more; successors names 1"),
        ({"kind": "cluster", "predecessors": ["A", "B"], "successors": [{"code": "X"}, {"code": "Y"}], **FATES},
         "to cluster takes one successor; successors names 2"),
        ({"kind": "cut", "predecessors": ["A"], "successors": [{"code": "X"}]},
         "to cut takes no successors; successors names 1"),
        ({"kind": "transfer", "predecessors": ["A"]}, "to transfer takes a successor; successors names 0"),
        ({"kind": "layer"}, "to layer takes a successor; successors names 0"),
        ({"kind": "cluster", "predecessors": ["A", "B"], "successors": [{"code": "X"}], "kept": 1.0},
         "it does not say moved and procedures: what becomes of people and agreements"),
        ({"kind": "cut", "predecessors": ["A"], "posts": 0.5, "kept": 0.6},
         "kept + moved (0.6 + 0) is more than the successor's posts (0.5 of the predecessors')"),
        ({"kind": "abolished", "predecessors": ["A"]}, '"abolished" is not a choice. Did you mean "abolish"?'),
        ({"kind": "transfer", "predecessors": ["A"], "successors": [{"code": "B", "localitys": ["N"]}]},
         'Did you mean "localities"?'),
        ({"kind": "cut", "predecessors": ["A"], "posts": 1.5}, "1.5 is out of range. It must be at most 1."),
        ({"kind": "cut", "predecessors": ["A"], "posts": "half"}, "It must be a number."),
    ],
)  # fmt: skip
def test_what_a_kind_takes(said: dict[str, Any], what: str) -> None:
    assert what.lower() in refused(**said).lower()


def test_in_a_cut_everybody_whose_post_goes_on_stays_unless_it_is_said() -> None:
    cut = {"kind": "cut", "predecessors": ("C3",), "posts": 0.75}
    for said, kept in (({}, 0.75), ({"moved": 0.25}, 0.5), ({"kept": 0.0}, 0.0), ({"kept": 0.2, "moved": 0.1}, 0.2)):
        read = Reorganisation.model_validate(SAID | cut | said)
        assert read.kept == pytest.approx(kept)
        again = Reorganisation.model_validate_json(read.model_dump_json())
        assert again == read
    assert (
        Reorganisation.model_validate(
            SAID | {"kind": "transfer", "predecessors": ("C12",), "successors": ({"code": "C3"},)}
        ).kept
        == 0.0
    )
