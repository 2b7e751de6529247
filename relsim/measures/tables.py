"""The tables of a results folder: their names, which rows each has, and the manifest beside them.

`relsim.measures.codebook.codebook` describes every column with its type and unit.

This is the contract between running (which writes them) and evidence (which reads nothing else).

Plans have a role: ``plan``; ``comparator`` (what the others are compared with); ``placebo`` (a change of name only);
``diagnostic`` (the plan in question, the first of role ``plan``, with one part taken out, on fewer replicates);
``part`` (the plan in question with some of its three causes at work, seats, ties and money, on as few replicates; there
are none where the comparator changes something itself); ``safeguard`` (the plan in question with one safeguard, or with
the two that by themselves save most of it, tried whether or not a file names them, on fewer replicates still);
``pressure_off`` (where plans reorganise in different months: each of these, and the comparator, without the rule
``outside_pressure``, on as few replicates; what the others of this role are compared with is the comparator's, which
has no outcomes of its own either).  What a plan is, is said by its fields in the manifest, never by its name.
``sector`` is a `relsim.domain.sectors.Sector` code, or ``all``.  ``month`` is text, ``2022-07``.

manifest.json
    relsim, python, packages {name: version}, machine {system, processor, cores}, started (ISO), duration_seconds,
    file (the experiment's, as it was given; empty: made in Python),
    experiment (as run: the experiment file's content, validated, with every default filled in), experiment_hash,
    code_hash (of the sources that make numbers), runs (how many were to be run), failures (how many of them failed),
    seeds [..] (of the replicates of the world that has most), worlds [{parameter: value}],
    place {code, name, organisations {kind: n}, relationships: n, licence, sources [..], assumptions [..]},
    places [{code, name}] (the councils that table ``places`` is by, in its order),
    plans [{name, role, announced: month|null, vesting: month|null, of: name of the plan that relsim made it from
    (empty: it is the experiment's own), takes_out: what a diagnostic lacks (`TakenOut`, or empty), causes [those at
    work in a part], money_of: name of the plan whose money is imposed (or empty), renames: which bodies a placebo gives
    other names (``bodies`` that the plan changes, ``commissioners``, ``councils``, or empty), without [rules that are
    switched off in it besides the experiment's], beside: name of the plan of role ``pressure_off`` that it is compared
    with, its own if it is that one (empty: the comparator), like: name of the plan that the experiment's file makes it
    from (or empty), safeguards [name of each that is added to that one, or of role ``safeguard`` to the one that it is
    made `of`], seats {sector: share of the seats at the end}, voting_power {holder of seats: Shapley–Shubik index},
    boards [{bodies [code of each commissioner that it governs at the end], seats {holder: seats}, openness, challenge,
    delegated, place_seats {holder: seats}}]}],
    safeguards_tried (how many of the plans are of role ``safeguard``),
    concerned [kind of organisation that plans change, whose relationships coverage is counted of],
    need_units {sector: number of need units}, window {first: month, last: month} (the common calendar window),
    parameters [{name, unit, default, low, high, source}] (each differs between worlds),
    fixed [{name, value, unit, of [kind of organisation]}] (assumptions that are the same in every world)

runs        one row a run:
    plan, role, world (int), replicate (int), seed (int), key (hex: identifies the run whatever the executor, and in
    whatever batch; ``relsim rerun KEY --in FOLDER`` runs it again, alone)
    Where a run failed, its world and replicate are left out under every plan, here and in every other table, so that
    plans are always compared on the same seeds.

failures    one row a run that failed; beside `TABLES`, and seldom with a row:
    plan, role, world, replicate, seed, key, message (the error, and where it came up), command (to run it again, alone)

precision   one row for each difference that the experiment asks to be known to a precision; beside `TABLES`, and also
            as ``precision.csv`` where there is one:
    plan (the one in question), versus (the comparator), measure, window, sector, unit, confidence (of this interval
    alone: all of them hold together with the experiment's), wanted (half-width asked for), worlds, first_pairs (of runs
    in the first stage), planned_pairs (that the second takes for this difference by what the first shows; 0: too rare
    to say), pairs (that the second has), non_zero (how many of their differences are not 0), mean (over worlds, each
    counting alike), half_width, low, high (the interval, of the second stage's pairs alone: `relsim.measures.precision`
    says why; NaN where too rare), verdict (``reached``, ``not reached`` or ``too rare``)
    Other tables hold the runs of both stages.  What is a mean over worlds there counts each world alike too, however
    many runs it has.

outcomes    one row per run, measure, window and sector, for every plan that is compared with another:
    plan, role, world, replicate, measure, window, sector, unit (``share``, ``relationship-years``, ``relationships``,
    ``contacts`` or ``months``), value, comparator (the same of the run, with the same world and seed, of what it is
    compared with), difference (value − comparator).
    No row where the runs do not cover a window in full, nor of coverage in a sector without need units, or of anything
    else in one without such organisations.  A month's figures are those of its end: vesting is the successor's first
    month.  A plan that reorganises nothing has dates too: `relsim.domain.plan.Plan` says which.
    Which outcomes, over which windows: `relsim.measures.catalogue`; what each means: ``texts/outcomes.toml``.

monthly     sums over replicates, one row per plan, world, month and sector; for plans other than the comparator only
            from the first month in which any run differs in any measure (a plan that never differs has no rows):
    plan, role, world, month, sector, replicates (n), and sums over replicates: coverage, coverage_squared,
    coverage_x_comparator (the product with the comparator's coverage of the same seed), trust, knowing, contacts,
    successes, given_up, influence (mean influence needs / replicates; influence for sector ``all`` is 1),
    knows_whom_to_ask, reaches_directly, reaches_in_two_steps, concerns_raised, concerns_heard, concerns_acted_on,
    closed, spend (see `relsim.measures.runs.MEASURED`).  No rows of roles ``part``, ``pressure_off``, ``safeguard``.

    Sums are exact before they are rounded, so they do not depend on the order of runs.

single_runs the first replicate of the first worlds (at most 3), month by month, unsummed:
    plan, role, world, replicate, month, sector, coverage, trust, knowing, contacts, successes, given_up, influence,
    knows_whom_to_ask, reaches_directly, reaches_in_two_steps, concerns_raised, concerns_heard, concerns_acted_on,
    closed, spend.  No rows of roles ``part``, ``pressure_off`` and ``safeguard``.

places      influence on what is decided for each place (an upper-tier council's area); one row per plan (of role
            ``plan``), world, window, place and sector:
    plan, world, window (``24``, ``60``, ``120`` months after the plan's vesting: mean of the 12 months up to it), place
    (the council's code), sector (not ``all``), value (share of all influence there, mean over replicates), comparator
    (the same of the comparator's runs in the same months), difference, standard_error (Monte Carlo, of the paired
    difference)

by_world    one row per measure, window, sector, plan, versus and world; `versus` is what the plan is compared with; for
            roles ``plan`` and ``pressure_off`` also every other plan of the same role (both ways round); for a
            diagnostic, part or safeguard also the first plan; for a safeguard also those after it; of safeguards and
            ``pressure_off`` few outcomes (`relsim.measures.comparison.FEW_OUTCOMES`):
    plan, role, versus, measure, window, sector, unit, world, value, versus_value, difference, standard_error (Monte
    Carlo, of the difference), replicates, non_zero (of their differences),
    favours (``plan``, ``versus`` or ``undecided``: whether a 95 % interval of the world's
    difference excludes 0, taken in the direction that is better; on measures without one see summary), and for outcomes
    that are means of runs: variance_ratio (within-world variance of the unpaired difference over the paired; infinite
    where only the paired is 0; NaN where both are, and elsewhere)
    value and versus_value are each plan's own, at its own dates, on the replicates that both have.  The difference
    between two plans compares what each changes beside the comparator in its own months: with the same dates it is
    value − versus_value; with others, what happened to everybody between the dates is credited to neither.
    measures: all of outcomes, the shares lost, and, but for parts, safeguards and ``pressure_off``, the others
    `of_world` in the catalogue, on replicate means with a bootstrap of seed pairs for the standard error, both of at
    most the first 200 seeds of a world.
    Beside the comparator their versus_value is 0, but for settling_time, which it has like any plan.
    Durations (months_to_*, settling_time) never reached on either side have no difference and no standard error (NaN),
    but favours still decides, since never is later than any month: a side is favoured where the world, and at least
    97.5 % of its bootstrap resamples, have it sooner.  Ties favour nobody.

summary     one row per measure, window, sector, plan and versus: what may be told, and the uncertainties, apart
            (`relsim.measures.verdicts` says by which rules):
    plan, role, versus, measure, window, sector, unit, worlds, mean_replicates (of each), non_zero (pairs of runs
    whose difference is not 0), mean (of world differences), mean_value, mean_versus_value, mc_standard_error (worlds
    fixed), design_error (another draw of worlds and seeds), confidence, low, high (the interval of the mean over such
    draws), smallest (the smallest difference of interest; NaN: none is stated), told (``higher``, ``lower`` or ``no
    difference``; empty: not told), why_untold (``too few worlds``, ``too rare``, ``too wide``, ``worlds disagree``, or
    empty), worlds_would_do, replicates_would_do, higher, lower, no_difference (numbers of worlds by their own
    difference, seed noise removed; NaN: they can't be told apart), same_side (of them, on the mean's side of zero),
    median, range_of (``middle 90%``, ``all tried``, or
    empty), world_low, world_high (the range over worlds, seed noise removed; NaN: they can't be told apart),
    world_low_from, world_low_to, world_high_from, world_high_to (95 % intervals of the ends of ``middle 90%``),
    never_plan, never_versus (shares of worlds in which a duration is never reached; 0 for other measures),
    variance_ratio (median over worlds; NaN where it does not apply), better (``lower`` or ``higher``: the direction in
    which a difference favours the plan; empty for acute_dominance, influence and spend, where that is a value
    judgement)
    Of durations, all but the shares that never are is of the worlds in which both sides are reached, mean_value and
    mean_versus_value of those in which that side is; they get no verdict, since never has no size.
"""

from __future__ import annotations

from typing import Literal, get_args

TABLES = ("runs", "outcomes", "monthly", "single_runs", "places", "by_world", "summary")
SELDOM = ("precision", "failures")
"""Tables that most results have no row of."""
ALL_SECTORS = "all"
Role = Literal["plan", "comparator", "placebo", "diagnostic", "part", "pressure_off", "safeguard"]
ROLES: tuple[Role, ...] = get_args(Role)
TakenOut = Literal["settling_in", "distraction", "leavers", "procedures"]
"""The part of the plan that a diagnostic lacks: the new body's settling-in, the announcement's distraction, people who
leave or get another portfolio, the loss of working procedures.
"""
CAUSES = ("seats", "ties", "money")
"""The causes of a shift in influence: who sits and decides; relationships lost, made and broken; who is given money."""
PARTS = {
    "only seats": frozenset({"seats"}),
    "only ties": frozenset({"ties"}),
    "only money": frozenset({"money"}),
    "seats and ties": frozenset({"seats", "ties"}),
    "seats and money": frozenset({"seats", "money"}),
    "ties and money": frozenset({"ties", "money"}),
}
"""Label of a plan of role ``part``, after the name of the plan that it is made from → the causes at work in it."""
