"""The fates of people and procedures, by kind of event.

No source follows the posts of the bodies that were reorganised.  National reports say how many left in 2010 to 2013 and
how much was to be saved in 2006 and 2025; everything else is an assumption, and so is that a kind of event went the
same way everywhere.
"""

from __future__ import annotations

from relsim.places.ledger.record import Fates

_ASSUMED = "Shares of staff and of working procedures: assumption"

FATES = (
    Fates("pcg-to-pct", 1.0, 0.70, 0.20, 0.7, False,
          f"{_ASSUMED}: a group was a committee of its health authority, and its few people went over to the trust."),
    Fates("pct-joined-2002", 0.95, 0.50, 0.30, 0.6, False,
          f"{_ASSUMED}: between those of a group that becomes a trust and those of the mergers of 2006."),
    Fates("pct-merger-2006", 0.95, 0.35, 0.30, 0.5, False,
          f"{_ASSUMED}; 250 million pounds of management costs were to be saved with half the trusts."),
    Fates("pct-to-ccg-2013", 0.9, 0.20, 0.30, 0.3, False,
          f"{_ASSUMED}; that many left is known (about 10,000 redundancies in England, National Audit Office 2013), "
          "how many here is not."),
    Fates("ccg-merger", 0.95, 0.70, 0.15, 0.8, False, f"{_ASSUMED}; many groups that merged had shared staff before."),
    Fates("ccg-to-icb-2022", 0.95, 0.60, 0.25, 0.5, False,
          "By law most staff below board level moved with their contracts. How many kept their portfolio (60 in 100) "
          "or moved to another (25), and that half of working procedures came along: assumption."),
    Fates("icb-cluster", 0.9, 0.65, 0.15, 0.8, False,
          f"{_ASSUMED}: one team of leaders for several boards, each of which stays a body in law."),
    Fates("icb-merger-2026", 0.6, 0.35, 0.20, 0.6, False,
          f"{_ASSUMED}; that about half of the staff were to go is from the trade press, that these boards had lost "
          "some before by clustering is taken into account."),
    Fates("form-only", 1.0, 1.0, 0.0, 1.0, True,
          "A new code or legal form for the same area: that everybody stayed is an assumption."),
    Fates("ha-merger", 0.95, 0.50, 0.30, 0.6, False, f"{_ASSUMED}."),
    Fates("ha-to-sha-2002", 0.5, 0.20, 0.20, 0.3, False,
          f"{_ASSUMED}: most of what authorities did went to primary care trusts, and many of their people with it."),
    Fates("sha-merger-2006", 0.7, 0.35, 0.25, 0.5, False, f"{_ASSUMED}."),
    Fates("sha-cluster", 0.8, 0.50, 0.20, 0.7, False, f"{_ASSUMED}."),
    Fates("trust-merger", 0.95, 0.75, 0.10, 0.7, False,
          f"{_ASSUMED}. Of acquired firms' top managers about 40 in 100 are gone in two years (Krug, Aguilera 2005); "
          "most who deal with others are not top managers."),
    Fates("trust-broken-up", 1.0, 0.60, 0.25, 0.6, False, f"{_ASSUMED}: services moved whole, with their people."),
    Fates("council-new", 0.9, 0.65, 0.20, 0.6, False, f"{_ASSUMED}: staff moved by law to the new councils."),
    Fates("link-to-healthwatch", 0.8, 0.30, 0.20, 0.3, False,
          f"{_ASSUMED}; many networks' hosts did not win the contract for Healthwatch."),
    Fates("national-merger", 0.8, 0.60, 0.15, 0.7, False, f"{_ASSUMED}."),
    Fates("lhb-2003", 0.9, 0.50, 0.25, 0.5, False, f"{_ASSUMED}."),
    Fates("lhb-2009", 0.95, 0.35, 0.30, 0.5, False, f"{_ASSUMED}: those of the mergers of trusts in England in 2006."),
    Fates("lhb-2019", 1.0, 0.85, 0.10, 0.9, False, f"{_ASSUMED}: most people stayed with their services."),
)  # fmt: skip
