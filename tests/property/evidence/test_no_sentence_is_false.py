"""Whatever was run, and however little of it, no sentence in any size says what its numbers do not bear."""

from __future__ import annotations

import pytest
from forbidden import forbidden
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plans_of_every_sort import SORTS, merger, plan, results_of, run_text

from relsim.evidence.answers.asker import Asker
from relsim.evidence.answers.said import joined, numbers_in, words_in
from relsim.evidence.answers.sized import BOX_NUMBERS, BOX_WORDS, LINE_NUMBERS, LINE_WORDS, box, line
from relsim.evidence.documents.brief import brief
from relsim.evidence.documents.report import report
from relsim.evidence.documents.terminal_writer import terminal_text
from relsim.evidence.findings.comparison import HEADLINE
from relsim.evidence.findings.finding import beside_comparator
from relsim.evidence.findings.loss import loss
from relsim.evidence.results import Results
from relsim.measures.noise_removed import Side
from relsim.measures.shares_of_worlds import Share


def every_size(results: Results) -> dict[str, str]:
    """The line, the box (for nobody and for a reader) and the brief."""
    boxes = {f"box for {asker}": joined(box(results, asker=asker)) for asker in (None, Asker.VCSE)}
    return {"line": joined(line(results)), **boxes, "brief": terminal_text(brief(results), 10_000)}


def whole_report(results: Results) -> str:
    """The report without its figures."""
    return terminal_text(report(results, (), {}), 10_000)


def holds_no_falsehood(results: Results) -> None:
    for size, text in every_size(results).items():
        assert forbidden(text) == [], size
        if size == "line":
            assert (words_in(text) <= LINE_WORDS, numbers_in(text) <= LINE_NUMBERS) == (True, True), text
        if size.startswith("box"):
            assert (words_in(text) <= BOX_WORDS, numbers_in(text) <= BOX_NUMBERS) == (True, True), text


@pytest.mark.parametrize("sort", SORTS)
def test_no_sentence_of_any_sort_of_plan_is_false(sort: str) -> None:
    holds_no_falsehood(results_of(sort))


@pytest.mark.parametrize("sort", ["abolish only", "one world", "with safeguards", "a comparator that falls"])
def test_no_sentence_of_the_report_is_false(sort: str) -> None:
    assert forbidden(whole_report(results_of(sort))) == []


@pytest.mark.parametrize("sort", SORTS)
def test_what_is_told_is_borne(sort: str) -> None:
    """Rules 1 and 2: a direction and no difference alike take enough worlds on that side, and the whole interval."""
    results = results_of(sort)
    for row in results.summary.itertuples():
        if not row.told:
            continue
        side, beyond = Side(row.told), float(row.smallest)
        if side is Side.NO_DIFFERENCE:
            assert -beyond <= row.low
            assert row.high <= beyond
        else:
            assert row.low > beyond if side is Side.HIGHER else row.high < -beyond
        counted = row.no_difference if side is Side.NO_DIFFERENCE else row.same_side
        if counted == counted:
            assert Share(int(counted), int(row.worlds)).holds
        assert row.worlds >= 10


@pytest.mark.parametrize("sort", ["no effect", "board only"])
def test_a_plan_that_loses_nobody_is_not_said_to_lose_or_to_come_back(sort: str) -> None:
    results = results_of(sort)
    found = beside_comparator(results, results.options[0].name, *HEADLINE)
    assert found is not None
    assert not found.clear
    assert loss(results, results.options[0]).recovery is None


@pytest.mark.parametrize("sort", ["one world", "two worlds", "no effect", "a tiny plan"])
def test_a_small_run_gives_no_verdict(sort: str) -> None:
    assert set(results_of(sort).summary["told"]) == {""}


def test_a_seat_question_leads_with_the_seat_and_says_nothing_of_loss() -> None:
    text = joined(box(results_of("board only")))
    assert "influence on what is decided" in text.split(".")[0]
    assert "lose" not in text


def test_a_closed_body_is_never_back() -> None:
    assert "Healthwatch is back" not in whole_report(results_of("abolish only"))
    assert loss(results_of("abolish only"), results_of("abolish only").options[0]).recovery is None


shares = st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    kept=shares, moved=shares, procedures=shares, worlds=st.integers(1, 4), replicates=st.integers(2, 4),
    month=st.sampled_from(["2021-07", "2022-07", "2024-04"]), second=st.booleans(),
)  # fmt: skip
def test_no_sentence_of_a_plan_made_at_random_is_false(
    kept: float, moved: float, procedures: float, worlds: int, replicates: int, month: str, second: bool
) -> None:
    fates = f"posts = 1.0\nkept = {kept}\nmoved = {min(moved, 1.0 - kept)}\nprocedures = {procedures}"
    plans = plan("Never") + plan("One board", merger(fates, month))
    if second:
        plans += plan("As lost as can be", merger("posts = 1.0\nkept = 0.0\nmoved = 0.0\nprocedures = 0.0", "2023-01"))
    holds_no_falsehood(run_text("At random", worlds, replicates, False, plans))
