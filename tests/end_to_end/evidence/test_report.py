"""The report as text: self-contained, escaped, in order, and loud when the placebo fails."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from evidence_example import write_example

from relsim.evidence.documents.publish import write_report
from relsim.evidence.results import read_results
from relsim.evidence.sentences.answer import answer

PICTURES = 11
_EMPTY = {"meta", "img", "br", "hr", "link", "input"}


class Page(HTMLParser):
    """What a page holds: headings, images, addresses, table headers, and whether its tags are balanced."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.images: list[dict[str, str | None]] = []
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.unscoped = 0
        self.tags: list[str] = []
        self.scripts = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in _EMPTY:
            self.tags.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "img":
            self.images.append(given)
        self.unscoped += tag == "th" and "scope" not in given
        self.scripts += tag == "script"
        self.addresses += [value for name, value in attrs if name in ("src", "href") and value]
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        assert self.tags.pop() == tag


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_example(tmp_path_factory.mktemp("results"), worlds=20, replicates=2, safeguards=True)
    write_report(folder)
    return folder


@pytest.fixture(scope="module")
def text(folder: Path) -> str:
    return (folder / "report.html").read_text(encoding="utf-8")


def test_it_asks_nothing_of_the_network(text: str) -> None:
    page = Page(text)
    assert page.scripts == 0
    assert all(address.startswith(("#", "data:image/svg+xml;base64,")) for address in page.addresses)
    assert not re.search(r"@import|url\(|<link|<iframe", text)


def test_it_can_be_read_aloud(text: str) -> None:
    page = Page(text)
    assert '<html lang="en-GB">' in text
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    assert len(page.images) == PICTURES
    assert all(len(image["alt"] or "") > 60 for image in page.images)
    assert page.unscoped == 0
    assert page.tags == []
    assert len(page.ids) == len(set(page.ids))
    assert all(address[1:] in page.ids for address in page.addresses if address.startswith("#"))


def test_what_others_wrote_is_escaped(text: str) -> None:
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "<b>&</b>" not in text


def test_the_answer_comes_before_the_figures(text: str, folder: Path) -> None:
    first = answer(read_results(folder))[0]
    assert first.text
    assert text.index(first.text) < text.index("<figure")


@pytest.mark.parametrize(
    "said",
    [
        "No source follows the same relationships",
        "Variance ratio",
        "To 90%, 3 running",
        "Months under 95%",
        "How to reproduce",
        "relsim run experiments/synthetic.toml --worlds 20 --replicates 2",
        "abab",
        "Open Government Licence",
        "hazard_factor",
        "fixed",
        "0.08 to 0.3",
        "contradicted",
        "not a confidence interval",
        "assumptions that are the same in every world",
        "need: practice and its commissioner",
        "Where direct evidence speaks against the model",
        "nearer to “joint work happens” than to “rated good”",
        "Taking settling-in out shortens the months below 90%",
        "An opponent will say that surveys after 2006",
        "What an opponent will say",
        "20 sets of assumptions are too few for a range of all plausible ones: it takes 200.",
        "The plans at a glance",
        "To break even",
        "Influence by sector before, during and after",
        "worked out every quarter",
        "What shifts it: seats, relationships, money",
        "What each safeguard is worth",
        "All together (“Voice and places”) against the sum of each alone",
        "Influence on what is decided for each place",
        "Plausibility only. Hospitals’ share of spend",
        "Who knows whom to ask, and what becomes of concerns",
        "Giving up, and closing",
        "Outside the model: ",
        "After six stable years a GP knows whom to ask",
    ],
)
def test_it_says(said: str, text: str) -> None:
    assert said in text


def test_what_did_not_happen_has_no_heading(text: str) -> None:
    assert "<h3>How sure</h3>" not in text
    assert "<h3>Runs that failed</h3>" not in text


def test_no_digit_is_parted_from_its_percent_sign(text: str) -> None:
    assert re.search(r"\d%", text)
    assert not re.search(r"\d[ \u00a0\u202f]%", text)


def test_the_figures_lie_beside_it(folder: Path) -> None:
    names = {path.stem for path in (folder / "figures").glob("*.svg")}
    assert len(names) == PICTURES
    assert {path.stem for path in (folder / "figures").glob("*.png")} == names | {"hero"}


def test_the_same_tables_give_the_same_page(folder: Path, text: str) -> None:
    write_report(folder)
    assert (folder / "report.html").read_text(encoding="utf-8") == text


def test_a_failing_placebo_is_the_first_thing_said(tmp_path: Path) -> None:
    page = write_report(write_example(tmp_path, worlds=2, replicates=2, placebo_shift=1e-9)).read_text(encoding="utf-8")
    assert page.index('role="alert"') < page.index("The answer")
    assert page.count("THE PLACEBO FAILS") == 2  # above the answer, and among the checks


def test_a_change_of_boards_is_never_called_a_new_body(tmp_path: Path) -> None:
    folder = write_example(tmp_path, worlds=10, replicates=2, options=1, govern_only=True)
    page = write_report(folder).read_text(encoding="utf-8")
    said = page[: page.index('id="words"')]  # the glossary explains vesting in general
    assert "new body" not in said
    assert "months after it is in full effect" in said


@pytest.mark.parametrize("case", [{"options": 7}, {"worlds": 1}])
def test_other_experiments_have_a_report_too(case: dict[str, int], tmp_path: Path) -> None:
    text = write_report(write_example(tmp_path, **({"worlds": 2, "replicates": 2} | case))).read_text(encoding="utf-8")
    page = Page(text)
    assert "Too few worlds to say: " in text
    assert page.images
    assert page.tags == []
