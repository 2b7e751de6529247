"""The report: one page that stands alone, for a reader who will be asked about every number in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2

from relsim.evidence import background_tables, report_tables
from relsim.evidence.figures import every_picture, save_for_readme, save_pictures
from relsim.evidence.folder import Results, read_results
from relsim.evidence.how_sure import failed_runs, how_sure, precision_table
from relsim.evidence.placebo import Placebo, check_placebo
from relsim.evidence.sentences import answer, change_without, change_words, key_to_numbers
from relsim.evidence.topics import HEADINGS, topics
from relsim.evidence.verdict import NOT_IDENTIFIED
from relsim.evidence.words import COVERAGE_GLOSS, plural
from relsim.evidence.world_parameters import FEWEST, Correlations, correlations

GLOSSARY = (
    ("Coverage", f"The {COVERAGE_GLOSS}, weighted by need. Relationships that no plan touches are left out."),
    ("Comparator", "The same place, months, worlds and random draws without the reorganisation in question."),
    ("Bedded in", "Coverage is at 90% of the comparator’s or above; reached when that holds for 12 months running."),
    (
        "Vesting",
        "The day on which the new body takes over; for a plan without a new body, the month from which it holds.",
    ),
    (
        "World",
        "One set of values of what is uncertain in the model (its parameters). Every plan is run in the same worlds.",
    ),
    ("Monte Carlo error", "What is left to chance because only so many runs were made. More runs make it smaller."),
    (
        "Range over plausible worlds",
        "Where the middle 90% of worlds lie. It shows what is not known about people and bodies. It is "
        "not a confidence interval, and more runs do not make it smaller.",
    ),
    ("Undecided", "A world in which the runs made can’t tell which plan does better."),
    ("Relationship-year", "One relationship that would have worked under the comparator, and does not, for a year."),
    (
        "Influence",
        "The share of decisions that can be traced back to a sector’s opinions, by who listens to whom and who sits "
        "on the board, on committees of places, or in a hearing.",
    ),
    (
        "Acute dominance",
        "Acute trusts’ share of the influence of everybody but the commissioner.",
    ),
    ("Openness", "How much of what matters a board decides in public."),
    ("Clear", "To the same side of zero, beyond chance in each world, in at least 80% of worlds."),
    ("To break even", "How many more relationships would have to work, month after month, to repay what was lost."),
)
LIMITS = (
    NOT_IDENTIFIED,
    "It is a model: it shows what follows from stated assumptions. It is not a forecast for a named "
    "organisation or person.",
    "A working relationship here means that two bodies know whom to ask and trust each other enough for joint work "
    "to happen. Surveys ask whether a relationship is good, which is something else; the two can move apart.",
    "Who has influence has not been measured anywhere that we found; influence in the model follows from seats and "
    "from who listens to whom, and can be compared between plans but not checked against a record. The same holds for "
    "who knows whom to ask, and for what becomes of concerns.",
    "What safeguards cost, whether they would be kept to, and whether decisions would be better for them is not in it.",
    "Many comparisons are shown; intervals are for each one alone, with no allowance for looking at many.",
    "It says nothing about patients’ health, the quality of care, or whether a reorganisation is worth its cost.",
)
_NOT_MATCHED = (
    "The worlds are drawn from the ranges of the parameters below. They have not been narrowed to those that agree "
    "with observed figures, so the range over worlds is that of the assumptions."
)


def write_report(folder: Path) -> Path:
    """Write the figures and ``report.html`` into a results folder; the page needs no other file and no network."""
    results = read_results(folder)
    pictures = every_picture(results)
    images = save_pictures(pictures, folder / "figures")
    save_for_readme(results, folder / "figures")
    page = (
        _environment()
        .get_template("report.html.j2")
        .render(
            **_content(results),
            topics=topics(results, pictures),
            headings=HEADINGS,
            images=images,
        )
    )
    path, beside = folder / "report.html", folder / "report.html.part"
    try:
        beside.write_text(page, encoding="utf-8", newline="\n")
        beside.replace(path)  # so that it is there whole or not at all
    finally:
        beside.unlink(missing_ok=True)
    return path


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("relsim.evidence", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _content(results: Results) -> dict[str, Any]:
    experiment, placebo = results.manifest["experiment"], check_placebo(results)
    return {
        "title": experiment.get("title") or experiment.get("name") or "Results",
        "question": experiment.get("question", ""),
        "scope": _scope(results),
        # The page has a box of its own for a placebo that fails.
        "answer": [point for point in answer(results) if point.text != placebo.sentence()],
        "key_to_numbers": key_to_numbers(results),
        "glance": report_tables.at_a_glance(results),
        "notes": list(experiment.get("notes") or ()),
        "placebo": placebo,
        "glossary": [(word, said.format(results.concerned)) for word, said in GLOSSARY],
        "limits": _limits(results),
        "place": results.manifest["place"],
        "rules_off": list(experiment.get("rules_off") or ()),
        "provenance": _provenance(results),
        "command": command(results),
        "not_identified": NOT_IDENTIFIED,
        **_tables(results, placebo),
    }


def _tables(results: Results, placebo: Placebo) -> dict[str, Any]:
    found = correlations(results)
    return {
        "sources_table": report_tables.against_sources(results),
        "surveys": report_tables.surveys(results),
        "how_sure": how_sure(results),
        "precision_table": precision_table(results),
        "failed_runs": failed_runs(results),
        "settling_in": settling_in(results),
        "followed": report_tables.followed(results, found) if found is not None and found.enough else None,
        "not_followed": "" if found is None or found.enough else too_few(found),
        "sensitivity": report_tables.sensitivity(results),
        "variance": background_tables.variance_ratios(results),
        "placebo_table": background_tables.placebo_table(placebo),
        "plans_table": background_tables.plans(results),
        "parameters_table": background_tables.parameters(results),
        "fixed_table": background_tables.fixed(results),
    }


def settling_in(results: Results) -> str:
    """Settling-in's own part in the result: the parameter that comes nearest to putting the answer in."""
    for plan in results.of_role("diagnostic"):
        row = change_without(results, plan.name) if "settling-in" in plan.name else None
        if row is not None:
            verb = "shortens" if float(row["mean"]) <= 0 else "lengthens"
            return (
                f"Taking settling-in out {verb} the months below 90% of “{results.vested[0].name}”: "
                f"{change_words(row)}. Settling-in is the time in which a new body’s own ways of working are not yet "
                "there; it comes nearest to putting a recovery time into the model, so its part is stated."
            )
    return ""


def too_few(found: Correlations) -> str:
    """Why nothing is said of parameters."""
    if found.worlds < FEWEST:
        return f"Too few worlds to say: {plural(found.worlds, 'world')}, and at least {FEWEST} are needed."
    return "Chance in the runs makes more than half of the variance over worlds, so nothing can be said of parameters."


def _scope(results: Results) -> str:
    place, worlds = results.manifest["place"], len(results.manifest.get("worlds") or ())
    return (
        f"{place.get('name', '')} · {plural(len(results.options), 'plan')} beside “{results.comparator}” · "
        f"{plural(worlds, 'world')} · {plural(len(results.runs), 'run')}"
    )


def _limits(results: Results) -> list[str]:
    """What this can't tell; a results folder that records no matching is taken to hold unmatched worlds."""
    matched = results.manifest.get("worlds_matched") or results.manifest["experiment"].get("worlds_matched")
    return [*LIMITS[:1], *(() if matched else (_NOT_MATCHED,)), *LIMITS[1:]]


def command(results: Results) -> str:
    """The command that makes these results again."""
    experiment = results.manifest["experiment"]
    name = experiment.get("name") or results.folder.name
    parts = [f"relsim run experiments/{name}.toml"]
    parts += [f"--{key} {experiment[key]}" for key in ("worlds", "replicates") if key in experiment]
    off = experiment.get("rules_off") or ()
    return " ".join([*parts, *(["--without", *off] if off else [])])


def _provenance(results: Results) -> list[tuple[str, str]]:
    """What has to be the same for the numbers to come out the same."""
    manifest = results.manifest
    machine, seeds = manifest.get("machine") or {}, list(manifest.get("seeds") or ())
    packages = ", ".join(f"{name} {version}" for name, version in sorted((manifest.get("packages") or {}).items()))
    shown = [
        ("relsim", manifest.get("relsim")),
        ("Python", manifest.get("python")),
        ("Packages", packages),
        ("Machine", ", ".join(f"{key} {value}" for key, value in machine.items())),
        ("Started", manifest.get("started")),
        ("Took", f"{manifest['duration_seconds']:,.0f} seconds" if "duration_seconds" in manifest else None),
        ("Experiment hash", manifest.get("experiment_hash")),
        ("Code hash", manifest.get("code_hash")),
        ("Seeds", f"{seeds[0]} to {seeds[-1]} ({len(seeds):,})" if seeds else None),
    ]
    return [(name, str(value)) for name, value in shown if value]
