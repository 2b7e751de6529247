"""What is measured: one function per outcome, and the tables that they make.

From the runs of a world, or from what is kept of them, come `outcomes`, `monthly_sums`, `single_runs`, `places` and
`by_world`; from the last, of all worlds, `summary`.  `relsim.measures.tables` says what each table holds.
"""

from relsim.measures.comparison import by_world
from relsim.measures.kept import DURATION_SEEDS, Frame, PlanKept, WorldKept, joined, kept_of
from relsim.measures.monthly import monthly_sums, single_runs
from relsim.measures.outcomes import outcomes
from relsim.measures.over_worlds import summary
from relsim.measures.places_table import places
from relsim.measures.runs import PlanDates, WorldRuns
from relsim.measures.windows import opposite_windows

__all__ = [
    "DURATION_SEEDS",
    "Frame",
    "PlanDates",
    "PlanKept",
    "WorldKept",
    "WorldRuns",
    "by_world",
    "joined",
    "kept_of",
    "monthly_sums",
    "opposite_windows",
    "outcomes",
    "places",
    "single_runs",
    "summary",
]
