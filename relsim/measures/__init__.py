"""What is measured: one function per outcome, and the tables that they make.

From the runs of a world come `outcomes`, `monthly_sums`, `single_runs`, `places` and `by_world`; from the last, of all
worlds, `summary`.  `relsim.tables` says what each table holds.
"""

from relsim.measures.comparison import by_world
from relsim.measures.monthly import monthly_sums, single_runs
from relsim.measures.over_worlds import summary
from relsim.measures.place_influence import places
from relsim.measures.run_values import outcomes
from relsim.measures.runs import PlanDates, WorldRuns
from relsim.measures.windows import opposite_windows

__all__ = [
    "PlanDates",
    "WorldRuns",
    "by_world",
    "monthly_sums",
    "opposite_windows",
    "outcomes",
    "places",
    "single_runs",
    "summary",
]
