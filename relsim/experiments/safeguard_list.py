"""The safeguards: each by its name, with its size and the change that it makes to a plan.

An experiment names them (``safeguards = ["lmc_seat", "longer_notice"]``), and they are applied in the order in which
they stand here, whatever the order in the file.  All sizes are assumptions: what is asked is what such a safeguard
would do.
"""

from __future__ import annotations

from relsim.domain.sectors import Kind
from relsim.experiments import safeguards_of_boards as boards
from relsim.experiments import safeguards_of_money as money
from relsim.experiments import safeguards_of_people as people
from relsim.experiments.safeguard import Safeguard
from relsim.wording.texts import Texts

_WHY = Texts("relsim.experiments", "safeguard_reasons")

SAFEGUARDS: dict[str, Safeguard] = {
    "longer_notice": people.longer_notice,
    "later_date": people.later_date,
    "staff_kept": people.each_change(people.staff_kept),
    "written_handover": people.each_change(people.written_handover),
    "shadow_running": people.each_change(people.shadow_running),
    # No board has as many as can be, so none is ever left as it is.
    "gp_seats": boards.each_board(boards.gp_seats, ""),
    "lmc_seat": boards.seat(Kind.LMC),
    "federation_seat": boards.seat(Kind.FEDERATION),
    "vcse_alliance_seat": money.funded_alliance_seat,
    "healthwatch_seat": boards.seat(Kind.HEALTHWATCH),
    "place_committees": boards.each_board(boards.place_committees, _WHY("boards.delegated")),
    "decisions_in_public": boards.each_board(boards.decisions_in_public, _WHY("boards.public")),
    "independent_challenge": boards.each_board(boards.independent_challenge, _WHY("boards.challenge")),
    "ring_fence": money.ring_fence,
    "vcse_grants": money.vcse_grants,
    "pcn_support": money.pcn_support,
}
"""Name → safeguard, in the order in which they are applied: dates first, since money begins at vesting."""
