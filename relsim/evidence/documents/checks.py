"""The checks of a report: the placebo, how sure, which runs failed, and what the result follows."""

from __future__ import annotations

from relsim.evidence.documents.blocks import Block, Callout, Heading, TableBlock, paragraph
from relsim.evidence.findings.parameters import FEWEST, Correlations, correlations
from relsim.evidence.findings.placebo import check_placebo
from relsim.evidence.results import Results
from relsim.evidence.sentences.answer import change_without, change_words
from relsim.evidence.sentences.how_sure import failed_runs, how_sure
from relsim.evidence.tables import background, summary
from relsim.evidence.tables.precision import precision_table
from relsim.wording.phrases import plural
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.documents", "report")


def checks(results: Results) -> list[Block]:
    """The chapter of checks; what did not happen has no heading."""
    sure, failed = how_sure(results), failed_runs(results)
    sensitivity, variance = summary.sensitivity(results), background.variance_ratios(results)
    blocks = [Heading(2, _TEXT("headings.checks"), "checks"), *_placebo(results)]
    if sure:
        blocks += [Heading(3, _TEXT("headings.how_sure")), paragraph(sure), TableBlock(precision_table(results))]
    if failed:
        blocks += [Heading(3, _TEXT("headings.failed_runs")), paragraph(failed)]
    if sensitivity.rows:
        blocks += [Heading(3, _TEXT("headings.sensitivity")), TableBlock(sensitivity)]
    blocks += _followed(results)
    if variance.rows:
        blocks += [Heading(3, _TEXT("headings.variance")), TableBlock(variance)]
    return blocks


def _placebo(results: Results) -> list[Block]:
    placebo = check_placebo(results)
    heading, told = Heading(3, _TEXT("headings.placebo")), paragraph(placebo.sentence())
    if placebo.present and not placebo.passes:
        return [heading, Callout("alarm", (told,)), TableBlock(background.placebo_table(placebo))]
    return [heading, told]


def _followed(results: Results) -> list[Block]:
    """The part of settling-in, and the parameters that the result follows or why nothing is said of them."""
    found, settling = correlations(results), _settling_in(results)
    told: list[Block] = [paragraph(settling)] if settling else []
    if found is not None:
        enough = found.enough
        told.append(TableBlock(summary.followed(results, found)) if enough else paragraph(_too_few(found)))
    return [Heading(3, _TEXT("headings.followed")), *told] if told else []


def _settling_in(results: Results) -> str:
    """Settling-in's own part in the result: the parameter that comes nearest to putting the answer in."""
    for plan in results.of_role("diagnostic"):
        row = change_without(results, plan.name) if plan.takes_out == "settling_in" else None
        if row is not None:
            verb = "shortens" if row.difference <= 0 else "lengthens"
            return _TEXT("settling_in", shortens=verb, plan=results.vested[0].name, change=change_words(row))
    return ""


def _too_few(found: Correlations) -> str:
    """The reason why nothing is said of parameters."""
    if found.worlds < FEWEST:
        return _TEXT("too_few_worlds", worlds=plural(found.worlds, "world"), fewest=FEWEST)
    return _TEXT("too_noisy")
