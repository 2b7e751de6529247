"""What was tried on the plan in question, and what each saves of its loss."""

from __future__ import annotations

from relsim.evidence.findings.asks import Tried, asks
from relsim.evidence.results import Results
from relsim.evidence.sentences.names import sector_in_a_sentence
from relsim.evidence.sentences.safeguard_names import safeguards_named
from relsim.evidence.tables.cells import NONE, range_cell, range_head, range_note, told_cell
from relsim.evidence.tables.table import Table
from relsim.wording.numbers import number, percent
from relsim.wording.phrases import capitalised
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.tables", "asks")


def what_was_tried(results: Results) -> Table | None:
    """A row for each safeguard that was tried by itself, the greatest saving first, and the best two together."""
    found = asks(results)
    if found is None or not found.singles:
        return None
    rows = [_row(one, one.plan.name in found.as_good) for one in found.singles]
    if found.pair is not None:
        rows.append(_row(found.pair, as_good=False))
    columns = [_TEXT("head.safeguard"), _TEXT("head.saves"), range_head(), _TEXT("head.of_loss"), _TEXT("head.whom"),
               _TEXT("head.sets"), _TEXT("head.told")]  # fmt: skip
    note = _TEXT("note", range=range_note(results.worlds))
    return Table(_TEXT("caption", plan=results.options[0].name), columns, rows, note=note)


def _row(tried: Tried, as_good: bool) -> list[str]:
    change = tried.change.turned  # a saving is positive
    named = safeguards_named(tried.plan.safeguards)
    sets = NONE if change.same_side is None else f"{change.same_side.count} of {change.worlds}"
    told = told_cell(change) if not tried.saves else _TEXT("as_good") if as_good else _TEXT("saves")
    return [
        capitalised(named), number(100 * change.difference), range_cell(change, 100, 1),
        NONE if tried.of_loss is None else percent(tried.of_loss),
        sector_in_a_sentence(tried.for_whom) if tried.for_whom else NONE, sets, told,
    ]  # fmt: skip
