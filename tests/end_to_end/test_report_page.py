"""The report in a real browser, where one is installed: it opens, asks for nothing, and shows the answer."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from evidence_example import write_example

from relsim.evidence.documents.publish import write_report

BROWSER = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]
pytestmark = [pytest.mark.slow, pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome is installed")]


def _browse(page: Path, profile: Path, *flags: str) -> str:
    assert BROWSER is not None
    command = [BROWSER, *FLAGS, f"--user-data-dir={profile}", *flags, page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(write_example(tmp_path_factory.mktemp("results"), worlds=20, replicates=2, safeguards=True))


def test_it_opens_and_shows_the_answer(page: Path, tmp_path: Path) -> None:
    dom = _browse(page, tmp_path, "--dump-dom")
    assert 'id="answer"' in dom
    assert "Which date would lose least can’t be told" in dom
    assert "What an opponent will say" in dom
    assert not re.search(r'(?:src|href)="https?://', dom)
    assert dom.count("<img ") == len(re.findall(r'<img [^>]*alt="[^"]{60,}"', dom)) == 11


def test_the_browser_fetches_nothing_but_the_page(page: Path, tmp_path: Path) -> None:
    log = tmp_path / "net.json"
    _browse(page, tmp_path / "profile", "--dump-dom", f"--log-net-log={log}")
    text = log.read_text(encoding="utf-8", errors="replace")
    try:
        events = json.loads(text)["events"]
    except json.JSONDecodeError:  # The log of a browser that ended early lacks its closing brackets.
        events = json.loads(text.rstrip().rstrip(",") + "]}")["events"]
    asked = {str(event.get("params", {}).get("url", "")) for event in events}
    initiated = {str(event.get("params", {}).get("initiator", "")) for event in events}
    assert not any(page.name in who for who in initiated if who.startswith("http"))
    assert not {url for url in asked if "relsim" in url and url.startswith("http")}


def test_figures_are_drawn_and_not_broken(page: Path, tmp_path: Path) -> None:
    """A probe beside the report measures each image, as the report itself runs no script."""
    probe = page.with_name("probe.html")
    script = (
        "<script>onload=()=>{document.title='widths '+[...document.images].map(i=>i.naturalWidth).join(',')}</script>"
    )
    probe.write_text(page.read_text(encoding="utf-8").replace("</body>", script + "</body>"), encoding="utf-8")
    dom = _browse(probe, tmp_path, "--dump-dom")
    found = re.search(r"<title>widths ([\d,]+)</title>", dom)
    assert found is not None
    assert all(int(width) > 300 for width in found[1].split(","))


@pytest.mark.parametrize("width", [500, 1280])
def test_the_page_is_no_wider_than_the_window(page: Path, tmp_path: Path, width: int) -> None:
    probe = page.with_name(f"probe{width}.html")
    script = "<script>onload=()=>{document.title='over '+(document.documentElement.scrollWidth-innerWidth)}</script>"
    probe.write_text(page.read_text(encoding="utf-8").replace("</body>", script + "</body>"), encoding="utf-8")
    dom = _browse(probe, tmp_path, "--dump-dom", f"--window-size={width},900")
    found = re.search(r"<title>over (-?\d+)</title>", dom)
    assert found is not None
    assert int(found[1]) <= 0


def test_it_prints(page: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "report.pdf"
    _browse(page, tmp_path / "profile", "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    assert pdf.read_bytes().startswith(b"%PDF")
