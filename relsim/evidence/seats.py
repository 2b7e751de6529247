"""Seats beside influence: what arithmetic on a board says, and what the model's network adds to it."""

from __future__ import annotations

from relsim.evidence.facts import longest_influence
from relsim.evidence.folder import Results
from relsim.evidence.report_tables import Table
from relsim.evidence.words import number, percent
from relsim.sectors import Sector

_NOTE = (
    "Seats are arithmetic: several boards count by the people of their areas, and a trusts’ seat is split by the need "
    "served. Voting power is how often a holder’s votes would turn a losing side into a winning one if every holder "
    "voted as a bloc (Shapley and Shubik); members of such boards are not delegates and seldom vote, so it is a proxy, "
    "and a holder with more than half of the seats has all of it. Influence is the model’s: whom the board listens to, "
    "and whom they listen to. What it adds to the seats is the difference between the columns."
)


def seats_and_influence(results: Results) -> Table | None:
    """Seat share, voting power and influence of each sector, first plan beside comparator; None without boards."""
    if not results.vested:
        return None
    plan = results.vested[0].name
    named = {str(entry["name"]): entry for entry in results.manifest["plans"]}
    before, after = (named.get(name, {}).get("seats") for name in (results.comparator, plan))
    if not before or not after:
        return None
    rows = []
    for sector in Sector:
        found = longest_influence(results, plan, "influence", sector.code)
        if found is None or (sector.code not in before and sector.code not in after and not _listened_to(found[1])):
            continue
        row = found[1]
        low, high = 100 * float(row["world_low"]), 100 * float(row["world_high"])
        rows.append(
            [
                sector.label,
                *(percent(float(seats.get(sector.code, 0.0))) for seats in (before, after)),
                *(_power(named[name], sector) for name in (results.comparator, plan)),
                percent(float(row["mean_versus_value"])),
                percent(float(row["mean_value"])),
                f"{number(low)} to {number(high)}",
            ]
        )
    versus = results.comparator
    columns = [
        "Sector", f"Seats, {versus}", f"Seats, {plan}", f"Voting power, {versus}", f"Voting power, {plan}",
        f"Influence, {versus}", f"Influence, {plan}", "Change over worlds, points",
    ]  # fmt: skip
    return Table("Seats, votes and influence", columns, rows, note=_NOTE)


def _listened_to(row: object) -> bool:
    return float(row["mean_value"]) > 0 or float(row["mean_versus_value"]) > 0  # type: ignore[index]


def _power(entry: dict[str, object], sector: Sector) -> str:
    """The voting power of a sector; of the trusts together where they hold their seats together."""
    power = entry.get("voting_power") or {}
    assert isinstance(power, dict)
    if sector.code in power:
        return percent(float(power[sector.code]))
    together = sector in (Sector.ACUTE, Sector.COMMUNITY_MENTAL_HEALTH) and "trusts" in power
    return f"{percent(float(power['trusts']))} (all trusts)" if together else percent(0.0)
