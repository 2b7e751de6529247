"""The report: one page that stands alone, for a reader who will be asked about every number in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2

from relsim.evidence.claims.verdict import NOT_IDENTIFIED
from relsim.evidence.documents.topics import HEADINGS, topics
from relsim.evidence.figures.every_figure import every_picture, save_for_readme, save_pictures
from relsim.evidence.findings.parameters import FEWEST, Correlations, correlations
from relsim.evidence.findings.placebo import Placebo, check_placebo
from relsim.evidence.results import Results, read_results
from relsim.evidence.sentences.answer import answer, change_without, change_words, key_to_numbers
from relsim.evidence.sentences.glossary import _NOT_MATCHED, GLOSSARY, LIMITS
from relsim.evidence.sentences.how_sure import failed_runs, how_sure
from relsim.evidence.tables import background, summary
from relsim.evidence.tables.precision import precision_table
from relsim.wording.phrases import plural


def write_report(folder: Path) -> Path:
    """Write the figures and ``report.html`` into a results folder; the page needs no other file and no network."""
    results = read_results(folder)
    pictures = every_picture(results)
    images = save_pictures(pictures, folder / "figures")
    save_for_readme(results, folder / "figures")
    page = (
        environment()
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


def environment(*packages: str) -> jinja2.Environment:
    """Where pages come from: the templates of these packages, then those of this one."""
    loaders = [jinja2.PackageLoader(package, "templates") for package in (*packages, "relsim.evidence.documents")]
    return jinja2.Environment(
        loader=jinja2.ChoiceLoader(loaders),
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
        "glance": summary.at_a_glance(results),
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
        "sources_table": summary.against_sources(results),
        "surveys": summary.surveys(results),
        "how_sure": how_sure(results),
        "precision_table": precision_table(results),
        "failed_runs": failed_runs(results),
        "settling_in": settling_in(results),
        "followed": summary.followed(results, found) if found is not None and found.enough else None,
        "not_followed": "" if found is None or found.enough else too_few(found),
        "sensitivity": summary.sensitivity(results),
        "variance": background.variance_ratios(results),
        "placebo_table": background.placebo_table(placebo),
        "plans_table": background.plans(results),
        "parameters_table": background.parameters(results),
        "fixed_table": background.fixed(results),
    }


def settling_in(results: Results) -> str:
    """Settling-in's own part in the result: the parameter that comes nearest to putting the answer in."""
    for plan in results.of_role("diagnostic"):
        row = change_without(results, plan.name) if plan.takes_out == "settling_in" else None
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
