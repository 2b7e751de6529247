"""Makes the tables of the ledger from the succession of codes and what is stated by hand.

Called by ``python -m relsim.places.maintenance --from FOLDER --code LEDGER --out relsim/places/facts/ledger``.  The
facts of England are made first.  The same files give the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from relsim.places.maintenance import (
    ledger_authorities,
    ledger_commissioners,
    ledger_councils,
    ledger_trusts,
    ledger_wales,
)
from relsim.places.maintenance.ledger_draft import LedgerDraft
from relsim.places.maintenance.ledger_succession import FILE, CodeSuccession

FILES = {
    FILE: "the succession of codes of the NHS Organisation Data Service",
    ledger_trusts.REGISTER: "the trust file of the NHS Organisation Data Service",
}


def extract(folder: Path, out: Path) -> LedgerDraft:
    """Write the ledger as tables in a folder."""
    succession = CodeSuccession(folder)
    ledger_wales.check_trusts(succession)
    draft = LedgerDraft()
    ledger_commissioners.state(draft, succession)
    ledger_authorities.state(draft, succession)
    ledger_wales.state(draft)
    ledger_trusts.state(draft, folder, succession)
    ledger_councils.state(draft)
    draft.write(out)
    return draft
