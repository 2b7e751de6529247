"""Makes the tables of the ledger from the succession of codes and what is stated by hand.

Called by ``python -m relsim.places.build --from FOLDER --code LEDGER --out relsim/places/facts/ledger``.  The facts of
England are made first.  The same files give the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from relsim.places.ledger import authorities, commissioners, councils, trusts, wales
from relsim.places.ledger.draft import Draft
from relsim.places.ledger.succession import FILE, Succession

FILES = {
    FILE: "the succession of codes of the NHS Organisation Data Service",
    trusts.REGISTER: "the trust file of the NHS Organisation Data Service",
}


def extract(folder: Path, out: Path) -> Draft:
    """Write the ledger as tables in a folder."""
    succession = Succession(folder)
    wales.check_trusts(succession)
    draft = Draft()
    commissioners.state(draft, succession)
    authorities.state(draft, succession)
    wales.state(draft)
    trusts.state(draft, folder, succession)
    councils.state(draft)
    draft.write(out)
    return draft
