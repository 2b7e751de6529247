"""Builds a place's file, the facts of England or Wales, or the ledger, from public files of the NHS and ONS.

``python -m relsim.places.maintenance --from FOLDER --code QU9 --out relsim/places/facts/QU9.toml``
``python -m relsim.places.maintenance --from FOLDER --code ENGLAND --out relsim/places/facts/england``
``python -m relsim.places.maintenance --from FOLDER --code LEDGER --out relsim/places/facts/ledger``
``python -m relsim.places.maintenance --from FOLDER --code WALES --out relsim/places/facts/wales/practices.csv``

FOLDER holds the files in `FILES` of the module that reads them, such as `relsim.places.maintenance.england_extract`.
What they do not say stands in a module of the place's own (`relsim.places.maintenance.qu9`), so that fact and
assumption can be told apart.  The same files give the same bytes.  Nobody who runs relsim needs this.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from relsim.places.maintenance import england_extract, ledger_extract, place_extract, wales_extract
from relsim.places.toml_text import place_text
from relsim.wording.problems import InputProblems

ENGLAND, WALES, LEDGER = "ENGLAND", "WALES", "LEDGER"


def main(arguments: Sequence[str] | None = None) -> int:
    """Build one place, or England's facts, and write it; 0 if it worked, 2 if something is missing or wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m relsim.places.maintenance", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--from", dest="folder", type=Path, required=True, help="folder of the public files")
    parser.add_argument("--code", choices=[*sorted(place_extract.PLACES), ENGLAND, WALES, LEDGER], required=True,
                        help="code of the place")  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, help="file to write; for England and the ledger, folder")
    chosen = parser.parse_args(arguments)
    needed = {
        ENGLAND: england_extract.FILES, WALES: wales_extract.FILES, LEDGER: ledger_extract.FILES,
    }.get(chosen.code, place_extract.FILES)  # fmt: skip
    missing = [f"  {name}: {what}" for name, what in needed.items() if not (chosen.folder / name).is_file()]
    if missing:
        print("These public files are needed, and are not in the folder:", *missing, sep="\n", file=sys.stderr)
        print("Nothing was written. Running relsim does not need them: its places are built in.", file=sys.stderr)
        return 2
    try:
        several = {ENGLAND: _england, WALES: _wales, LEDGER: _ledger}
        print(several[chosen.code](chosen.folder, chosen.out) if chosen.code in several else _one(chosen))
    except InputProblems as problems:
        print(problems, file=sys.stderr)
        return 2
    return 0


def _england(folder: Path, out: Path) -> str:
    made = england_extract.extract(folder, out)
    placed = "; ".join(f"{number:,} by {how}" for how, number in sorted(made.told.items()))
    parts, left_out = made.parts
    return (
        f"England: {len(made.people)} localities in {len(parts)} parts, {sum(made.people.values()):,} people; "
        f"{len(left_out)} lines of commissioners without a practice; practices placed: {placed}"
    )


def _ledger(folder: Path, out: Path) -> str:
    made = ledger_extract.extract(folder, out)
    return f"Ledger: {len(made.tables()['events'][1])} events of {len(made.bodies):,} bodies"


def _wales(folder: Path, out: Path) -> str:
    return f"Wales: {wales_extract.extract(folder, out)} practices"


def _one(chosen: argparse.Namespace) -> str:
    place = place_extract.build(chosen.folder, chosen.code)
    chosen.out.write_text(place_text(place), encoding="utf-8", newline="\n")
    agree, total = place_extract.agreement(chosen.folder, place)
    people = sum(each.population for each in place.localities)
    return (f"{place.name}: {len(place.practices)} practices, {len(place.pcns)} networks, {len(place.localities)} "
            f"localities, {people:,} people; the postcode table agrees for {agree} of {total} practices")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
