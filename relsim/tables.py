"""The tables of a results folder: their names, and what each column holds.

This is the contract between running (which writes them) and evidence (which reads nothing else).

Plans have a role: ``plan``; ``comparator`` (what the others are compared with); ``placebo`` (a change of name only);
``diagnostic`` (the experiment's own first plan with one part taken out, run on fewer replicates).
``sector`` is a `relsim.sectors.Sector` code, or ``all``.  ``month`` is text, ``2022-07``.

manifest.json
    relsim, python, packages {name: version}, machine {system, processor, cores}, started (ISO), duration_seconds,
    experiment (as run: the experiment file's content, validated, with every default filled in), experiment_hash,
    code_hash (of the sources that make numbers), seeds [..], worlds [{parameter: value}],
    place {code, name, organisations {kind: n}, relationships: n, licence, sources [..], assumptions [..]},
    plans [{name, role, announced: month|null, vesting: month|null, describes: sentence}],
    need_units {sector: number of need units}, window {first: month, last: month} (the common calendar window),
    parameters [{name, unit, default, low, high, source}]

runs        one row a run:
    plan, role, world (int), replicate (int), seed (int), key (hex: identifies the run whatever the executor)

outcomes    one row per run, measure, window and sector, for every plan but the comparator:
    plan, role, world, replicate, measure, window, sector, unit, value, comparator (the same of the comparator's run
    with the same world and seed), difference (value − comparator)
    measures and windows:
      coverage                  window ``12``, ``24``, ``48``, ``60``, ``120``: months after the plan's vesting; unit share
      coverage_lost_at_vesting  window ``0``; share (difference is at most 0 where coverage is lost)
      relationship_years_lost   window ``36``, ``60``, ``120`` (months from the plan's announcement) and ``calendar`` (the
                                experiment's common window); unit relationship-years; value = comparator's less the plan's
                                (comparator column 0), so positive is a loss
      acute_dominance           window ``24``, ``60``, ``120`` months after vesting (mean of the 12 months up to it); sector
                                ``acute``; unit share of influence among stakeholders other than the commissioner
      influence                 same windows; per sector; share of all influence
      given_up                  window ``60``, ``120``: mean share of the sector's organisations that had given up, over that many months
                                from announcement

monthly     sums over replicates, one row per plan, world, month and sector; for plans other than the comparator only from
            the first month in which they differ from it:
    plan, role, world, month, sector, replicates (n), and sums over replicates: coverage, coverage_squared,
    coverage_x_comparator (the product with the comparator's coverage of the same seed), trust, knowing, contacts,
    successes, given_up, influence (mean influence needs / replicates; influence for sector ``all`` is 1)

single_runs the first replicate of the first worlds (at most 3), month by month, unsummed:
    plan, role, world, replicate, month, sector, coverage, trust, knowing, contacts, successes, given_up, influence

by_world    one row per measure, window, sector, plan, versus and world; `versus` is the comparator or any other plan of role ``plan``:
    plan, role, versus, measure, window, sector, unit, world, value, versus_value, difference, standard_error (Monte Carlo, of the
    difference), favours (``plan``, ``versus`` or ``undecided``: whether a 95 % interval of the world's difference excludes 0, taken
    in the direction that is better), and for outcomes that are means of runs: variance_ratio (within-world variance of the
    unpaired difference over the paired; NaN elsewhere)
    measures: all of outcomes, and on replicate means, with a bootstrap of seed pairs for the standard error:
      months_not_bedded_in  window ``120``: months of the first 120 after vesting in which mean coverage is under 90 % of the
                            comparator's; also windows ``120@80%``, ``120@95%``
      months_to_90          window ``12``: months after vesting to the first of 12 months running at or over 90 %; NaN: never within 120;
                            also windows ``3`` and ``6`` (persistence), and measures months_to_80, months_to_95
      settling_time         months after vesting until coverage stays within 2 points of the plan's own last 12 months of the 120; NaN: never
      permanent_shift       mean coverage over the last 24 of the 120 months, less the comparator's
    For the comparator itself these have no rows.

summary     one row per measure, window, sector, plan and versus: the three uncertainties, apart:
    plan, role, versus, measure, window, sector, unit, worlds, mean (of world differences), mean_value, mean_versus_value,
    mc_standard_error (worlds fixed), median, world_low, world_high (5th and 95th percentile over worlds with seed noise removed),
    favours_plan, favours_versus, undecided (shares of worlds), never_plan, never_versus (shares of worlds in which a duration is
    never reached; 0 for other measures), variance_ratio (median over worlds; NaN where it does not apply),
    better (``lower`` or ``higher``: the direction in which a difference favours the plan)
"""

from __future__ import annotations

TABLES = ("runs", "outcomes", "monthly", "single_runs", "by_world", "summary")
ALL_SECTORS = "all"
ROLES = ("plan", "comparator", "placebo", "diagnostic")
PRIMARY = (
    ("months_not_bedded_in", "120"),
    ("coverage", "12"),
    ("coverage", "48"),
    ("relationship_years_lost", "120"),
    ("acute_dominance", "120"),
)
"""The primary outcomes, as (measure, window): the paired variance is stated for each that is a mean of runs."""
