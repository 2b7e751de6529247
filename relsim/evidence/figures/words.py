"""Words that all figures have in common: place and plans, the source, the comparator, a sector's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from relsim.evidence.figures.frame import Entry
from relsim.evidence.figures.style import COMPARATOR, PALETTE, Look, looks
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences import loss, spread
from relsim.measures.design_error import FEWEST_FOR_RANGE
from relsim.measures.tables import ALL_SECTORS
from relsim.wording.phrases import listed, plural, quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.figures", "figures")
_MOST_NAMED = 3


def subtitle(results: Results, plans: Sequence[PlanInfo] = ()) -> str:
    """The place, that it is a model, and the plans; without plans where the key names them, right below."""
    if not plans:
        return _TEXT("subtitle_with_key", place=_place(results))
    shown = [quoted(plan.name) for plan in plans[:_MOST_NAMED]]
    if len(plans) > _MOST_NAMED:
        shown = [*shown[:-1], plural(len(plans) - _MOST_NAMED + 1, "other plan")]
    return _TEXT("subtitle", place=_place(results), plans=listed(shown))


def source(results: Results) -> str:
    """The program and its version, the place, and how many sets of assumptions."""
    sets = len(results.manifest.get("worlds") or ())
    return source_of(str(results.manifest.get("relsim", "")), _place(results), sets)


def source_of(version: str, place: str, sets: int) -> str:
    """The source of a figure of so many sets of assumptions."""
    return _TEXT("source", version=version, place=place, sets=spread.sets(sets))


def line(results: Results) -> str:
    """What the line of a mark shows, after "Marker: mean; "."""
    if results.worlds >= FEWEST_FOR_RANGE:
        return _TEXT("line.middle")
    return _TEXT("line.tried", sets=spread.sets(results.worlds))


def _place(results: Results) -> str:
    return str(results.manifest["place"].get("name", ""))


def without(results: Results) -> str:
    """The comparator in a sentence, as in the text: ``without the change``."""
    return loss.without(results.plan(results.comparator))


def comparator_words(results: Results, short: bool = False) -> str:
    """The comparator in a key: what it is and, if that is not to be short, its name."""
    name = quoted(results.comparator)
    if not results.plan(results.comparator).changes_nothing:
        return name
    return _TEXT("key.without_short") if short else _TEXT("key.without", plan=name)


def sector_words(code: str) -> str:
    """A sector's name, or that of all sectors."""
    return _TEXT("sectors.all") if code == ALL_SECTORS else _TEXT(f"sectors.{code}")


def since(plans: Sequence[PlanInfo]) -> str:
    """The moment that months are counted from: when new bodies take over, or plans begin."""
    return _TEXT("since.new_body") if all(plan.replaces for plan in plans) else _TEXT("since.begins")


def looks_of(results: Results) -> dict[str, Look]:
    """The look of every plan of the consultation, and of the comparator."""
    return looks([plan.name for plan in results.options]) | {results.comparator: COMPARATOR}


def apart(lines: Mapping[str, pd.Series], least: float) -> dict[str, list[str]]:
    """The lines that are ever so far from those before them: name → the names of all that lie on it, its own first.

    They are at most as many as there are looks: more can't be told apart.
    """
    found: dict[str, list[str]] = {}
    for name, line in lines.items():
        same = next((one for one in found if bool((lines[one] - line).abs().max() < least)), name)
        found.setdefault(same, []).append(name)
    return dict(list(found.items())[: len(PALETTE)])


def first_ones(drawn: int, every: int) -> str:
    """A sentence on how many plans are drawn; nothing where all are."""
    return _TEXT("first_ones", drawn=drawn, every=every) if drawn < every else ""


def _alike(names: Sequence[str]) -> str:
    """A plan, and how many others lie on its line."""
    if len(names) == 1:
        return quoted(names[0])
    return _TEXT("key.alike", plan=quoted(names[0]), others=plural(len(names) - 1, "other plan"))


def key(
    results: Results, plans: Mapping[str, Sequence[str]], comparator: bool = True, line: bool = True
) -> tuple[Entry, ...]:
    """The key: for each plan the names of all that its look stands for, and what they are held against."""
    known = looks_of(results)
    entries = [Entry(known[name], _alike(names), line) for name, names in plans.items()]
    if comparator:
        entries.append(Entry(COMPARATOR, comparator_words(results), line))
    return tuple(entries)
