"""Who knows whom to ask, where money goes, and what would repay a loss, in words that the numbers bear."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from evidence_example import COMPARATOR, write_example
from evidence_said import as_told, said

from relsim.evidence.documents.terminal_report import terminal_report
from relsim.evidence.documents.terminal_writer import terminal_text
from relsim.evidence.figures.every_figure import every_picture
from relsim.evidence.findings import money as money_findings
from relsim.evidence.findings.loss import repayment, repayments
from relsim.evidence.findings.reach import STEPS
from relsim.evidence.results import Results, read_results
from relsim.evidence.sentences import money as money_sentences
from relsim.evidence.sentences.loss import repayment_in_a_cell, to_break_even
from relsim.evidence.tables import money as money_tables
from relsim.evidence.tables import reach as reach_tables
from relsim.evidence.tables.glance import COLUMNS, glance
from relsim.measures.noise_removed import Side
from relsim.measures.verdicts import Why

FIRST, SECOND = "ICB in July 2022", "ICB in April 2024"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return read_results(write_example(tmp_path_factory.mktemp("results"), worlds=20, replicates=2))


def changed(results: Results, measure: str, plan: str = FIRST, **values: object) -> Results:
    """The same results with other numbers in the summary of a measure, beside the comparator."""
    summary = results.summary.copy()
    chosen = (summary["plan"] == plan) & (summary["versus"] == COMPARATOR) & (summary["measure"] == measure)
    for name, value in values.items():
        summary.loc[chosen, name] = value
    return dataclasses.replace(results, summary=summary)


def test_break_even_is_told_in_relationships_and_as_a_share(results: Results) -> None:
    plan = results.options[0]
    rows = {window: repayment(results, plan, window) for window in ("60", "120")}
    told = to_break_even(repayments(results, plan), plan)
    five, ten = (rows[window].found.value for window in ("60", "120"))
    assert five > ten > 0
    assert told.startswith("To repay this the new body would have to make more relationships work, in every month")
    assert f"within 5 years {five:.0f} more, {100 * five / 157:.0f}% of those needed;" in told
    assert f"within 10 years {ten:.{0 if ten >= 9.5 else 1}f}, {100 * ten / 157:.0f}%." in told


def test_what_is_not_told_to_be_lost_need_not_be_repaid(results: Results) -> None:
    plan = results.options[0]
    assert to_break_even(repayments(changed(results, "break_even", mean_value=-3.0, mean=-3.0), plan), plan) == ""
    for told in (Why.TOO_WIDE, Side.NO_DIFFERENCE, Side.LOWER):
        untold = as_told(results, FIRST, COMPARATOR, "share_lost", told, "120", "all")
        assert to_break_even(repayments(untold, plan), plan) == ""
        assert repayment_in_a_cell(repayment(untold, plan, "120")) == "–"


def test_a_change_of_boards_is_no_new_body(tmp_path: Path) -> None:
    governed = read_results(write_example(tmp_path, worlds=20, replicates=2, options=1, govern_only=True))
    lost = changed(governed, "break_even", mean_value=20.0, mean=20.0)
    lost = as_told(lost, FIRST, COMPARATOR, "share_lost", Side.HIGHER, size=0.1)
    said = to_break_even(repayments(lost, lost.options[0]), lost.options[0])
    assert said.startswith("To repay this the change would have to")


def test_the_glance_has_the_gain_and_fits_the_terminal(results: Results) -> None:
    rows = glance(results)
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert rows[0][-1] == repayment_in_a_cell(repayment(results, results.options[0], "120"))
    assert rows[0][-1].endswith("%)")
    for width in (80, 100):
        assert max(map(len, terminal_text(terminal_report(results), width).splitlines())) <= width


def test_many_plans_are_told_in_a_line_all_the_same(tmp_path: Path) -> None:
    """The terminal has a line, and says where more is; every plan stands in the table at a glance."""
    many = read_results(write_example(tmp_path, worlds=20, replicates=2, options=6))
    text = terminal_text(terminal_report(many), 80)
    assert "…" not in text
    assert f"relsim answer {tmp_path}" in text
    assert [row[0] for row in glance(many)] == [plan.name for plan in many.options]


def test_who_knows_is_told_where_the_difference_is_clear(results: Results) -> None:
    told = said(results, "reach")
    assert told.startswith("24 months after vesting ")
    assert "know whom to ask, against" in told
    assert "reach the commissioner directly" in told
    unclear = results
    for measure in STEPS:
        unclear = as_told(unclear, FIRST, COMPARATOR, measure, Why.TOO_FEW_WORLDS)
    assert said(unclear, "reach") == ""
    only = as_told(unclear, FIRST, COMPARATOR, "concerns_acted_on", Side.LOWER)
    assert "know whom to ask" not in said(only, "reach")
    assert "would see a concern acted on" in said(only, "reach")


def test_every_plan_has_its_steps_and_the_comparator_its_own(results: Results) -> None:
    table = reach_tables.by_plan(results)
    assert table is not None
    assert [row[:2] for row in table.rows if row[1] == "2"] == [[FIRST, "2"], [COMPARATOR, "2"], [SECOND, "2"]]
    row = results.summary_row(FIRST, COMPARATOR, "knows_whom_to_ask", "24", "vcse")
    assert row is not None
    assert table.rows[0][2].endswith(f" / {100 * row['mean_value']:.0f}")


def test_giving_up_says_where_it_is_too_rare(results: Results) -> None:
    table = reach_tables.giving_up(results)
    assert table is not None
    assert "seldom" not in table.rows[0][1]
    rare = reach_tables.giving_up(as_told(results, FIRST, COMPARATOR, "given_up", Why.TOO_RARE))
    assert rare is not None
    assert rare.rows[0][1].endswith("it happens too seldom in these runs to judge")


def test_money_is_shown_only_where_it_moves(results: Results, tmp_path: Path) -> None:
    assert money_findings.spend_moves(results)
    still = read_results(write_example(tmp_path, worlds=2, replicates=2, options=1, money=False))
    assert not money_findings.spend_moves(still)
    assert "spend_over_time" not in [picture.name for picture in every_picture(still)]
    assert money_tables.by_plan(still) is None
    assert said(still, "money") == ""


def test_the_record_is_no_validation_and_the_model_is_said_to_be_off(results: Results) -> None:
    told = money_sentences.plausibility(money_findings.beside_the_record(results))
    assert told.startswith("Plausibility only.")
    assert "in 2006 47% in the record, 47%" in told
    assert "in 2021 58% in the record, 49%" in told
    assert "The model is off: of a rise of 11 points it has 1.7." in told
    assert "mostly fits one parameter" in told
    assert "validat" not in told


def test_a_model_near_the_record_is_not_called_off(results: Results) -> None:
    monthly = results.monthly.copy()
    late = (monthly["sector"] == "acute") & (monthly["month"] >= "2021-01")
    monthly.loc[late, "spend"] = 0.58 * monthly.loc[late, "replicates"]
    told = money_sentences.plausibility(money_findings.beside_the_record(dataclasses.replace(results, monthly=monthly)))
    assert "The model is off" not in told
    assert "mostly fits one parameter" in told


def test_general_practices_share_is_told_where_it_clearly_differs(results: Results) -> None:
    told = said(results, "money")
    assert told.startswith(
        "120 months after vesting, beside “CCGs stay”, general practice has 8.0% against 9.0% (0.8 to 1.2 points "
        "lower) of spend."
    )
    unclear = as_told(results, FIRST, COMPARATOR, "spend", Why.TOO_FEW_WORLDS)
    assert said(unclear, "money") == ""
