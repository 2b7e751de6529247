"""The tables of a series' overview, as text that is ready to print."""

from __future__ import annotations

from collections.abc import Sequence

from relsim.domain.months import month_name, month_text
from relsim.evidence.sentences.names import sector_in_a_sentence
from relsim.evidence.tables.table import Table
from relsim.measures.catalogue import HORIZON, MAIN_SHARE, PERSISTENCE
from relsim.studies.history.expand import Batch
from relsim.studies.history.outcomes import EventFound, HistoryFindings
from relsim.studies.history.sentences import in_a_cell
from relsim.wording.numbers import percent
from relsim.wording.phrases import capitalised

_IN_BRACKETS = "In brackets: where 90% of worlds lie, which is not a confidence interval."


def overview(found: HistoryFindings) -> Table:
    """A row for each event."""
    return Table(
        caption="Event by event",
        columns=[
            "Event", "Announced, vested", "Kind, bodies", "Months, left alone", "Relationship-years, left alone",
            "Months until the next", "Bedded in by then", "Months, as it went on",
            "Relationship-years, as it went on",
        ],
        rows=[_event(one) for one in found.events],
        words=3,
        note=f"Months not bedded in: of the first {HORIZON} after vesting, those with coverage under {MAIN_SHARE}% of "
        "what it would be without the event; median world. Relationship-years lost: over "
        f"{HORIZON} months from announcement. {_IN_BRACKETS} "
        "Left alone: compared with the history up to the event, and nothing happens afterwards. As it went on: with "
        "what really followed, compared with the same history without the event. The next: the next event that touched "
        f"any of the same; bedded in by then: share of worlds in which, left alone, coverage had been at {MAIN_SHARE}% "
        f"or more for {PERSISTENCE[0]} months running. Bodies: of those concerned, before and after.",
    )  # fmt: skip


def _event(one: EventFound) -> list[str]:
    before, after = one.event.bodies
    return [
        one.event.name,
        f"{month_text(one.event.announced)}, {month_text(one.event.month)}",
        f"{one.event.kind}, {before} → {after}",
        in_a_cell(one.months_alone),
        in_a_cell(one.years_alone),
        "–" if one.until_next is None else str(one.until_next),
        "–" if one.bedded_in is None else percent(one.bedded_in),
        in_a_cell(one.months_on) if one.went_on else "as left alone",
        in_a_cell(one.years_on) if one.went_on else "as left alone",
    ]


def by_sector(found: HistoryFindings) -> Table:
    """The months as lived, by whose relationships they are."""
    period = found.period
    names = {sector: sector_in_a_sentence(sector) for sector in period.by_sector}
    rows = [
        [capitalised(name), in_a_cell(period.of_sector(sector)), _share(found, sector)]
        for sector, name in names.items()
    ]
    return Table(
        caption=f"Whose relationships: months under {MAIN_SHARE}% of what coverage would be with no reorganisation",
        columns=["Sector", f"Months of {period.months}", "Share of the months"],
        rows=[*rows, ["All", in_a_cell(period.not_bedded_in), percent(period.not_bedded_in.median / period.months)]],
        note=f"Median world. {_IN_BRACKETS}",
    )


def _share(found: HistoryFindings, sector: str) -> str:
    return percent(found.period.of_sector(sector).median / found.period.months)


def fates(found: HistoryFindings) -> Table:
    """The table of what was assumed of each change: what became of posts, people and procedures."""
    changes = [change for one in found.events for change in one.event.changes]
    return Table(
        caption="What became of people and agreements in each change, of 100 before",
        columns=["Change", "Source", "Vested", "Posts", "Kept portfolio", "Moved", "Procedures"],
        rows=[
            [change.name, change.source, month_text(change.vesting)]
            + [f"{100 * share:.10g}" for share in (change.posts, change.kept, change.moved, change.procedures)]
            for change in changes
        ],
        words=3,
    )


def without_it(batches: Sequence[Batch]) -> Table:
    """The table of what would have followed without each event, where something followed."""
    rows = []
    for batch in batches:
        if batch.event is None or batch.adapted is None:
            continue
        for change in batch.adapted.changes:
            old, new = ", ".join(change.predecessors), ", ".join(one.code for one in change.successors)
            rows.append([month_name(batch.event.month), change.name, month_text(change.vesting), f"{old} → {new}"])
        rows += [
            [month_name(batch.event.month), one.name, month_text(one.vesting), f"left out: {one.why}"]
            for one in batch.adapted.left_out
        ]
    return Table(
        caption="What would have followed without each event",
        columns=["Without", "Later change", "Vested", "Of which bodies"],
        rows=rows,
        words=4,
        note="Later changes are adapted by area: whichever bodies would then have done what a change’s successors took "
        "over are its predecessors. The shares of people and procedures stay those of the real change: an assumption.",
    )
