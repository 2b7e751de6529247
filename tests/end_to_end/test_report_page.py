"""The report in a real browser, where one is installed: it opens, asks for nothing, and shows the answer."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from evidence_example import write_example
from matplotlib.image import imread

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


def test_on_a_phone_figures_fill_the_width_and_grow_when_touched(page: Path, tmp_path: Path) -> None:
    """The report in a frame as wide as a phone, since a browser's own window can't be as narrow."""
    script = """<script>onload=()=>{const all=[...document.querySelectorAll('.picture')],
        small=all.map(p=>Math.round(p.firstChild.getBoundingClientRect().width));
        all[0].focus(); const large=Math.round(all[0].firstChild.getBoundingClientRect().width),
        wide=document.documentElement.scrollWidth;
        parent.postMessage('phone '+small+' large '+large+' page '+wide,'*')}</script>"""
    probe, frame = page.with_name("phone.html"), page.with_name("frame.html")
    probe.write_text(page.read_text(encoding="utf-8").replace("</body>", script + "</body>"), encoding="utf-8")
    frame.write_text(
        "<script>onmessage=e=>{document.title=e.data}</script>"
        f'<iframe src="{probe.name}" style="border:0;width:390px;height:800px"></iframe>',
        encoding="utf-8",
    )
    dom = _browse(frame, tmp_path, "--dump-dom", "--virtual-time-budget=10000")
    found = re.search(r"<title>phone ([\d,]+) large (\d+) page (\d+)</title>", dom)
    assert found is not None
    assert set(found[1].split(",")) == {str(390 - 2 * 14)}
    assert int(found[2]) >= 16 / 2.54 * 96  # then its text is as large as in print
    assert int(found[3]) == 390


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


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="no pdftoppm is installed")
def test_printed_pages_are_filled(page: Path, tmp_path: Path) -> None:
    """No figure leaves half of the page before it empty."""
    pdf = tmp_path / "report.pdf"
    _browse(page, tmp_path / "profile", "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    subprocess.run(["pdftoppm", "-r", "20", "-gray", str(pdf), str(tmp_path / "page")], check=True, timeout=120)
    filled = []
    for path in sorted(tmp_path.glob("page*.pgm")):
        grey = imread(path)
        filled.append(float(np.flatnonzero(grey.min(axis=1) < 200).max()) / len(grey))
    assert len(filled) > 5
    assert min(filled[:-1]) > 0.5, filled
