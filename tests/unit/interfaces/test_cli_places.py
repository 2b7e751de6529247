"""`relsim places`: what it lists, finds and describes, and what it does not load."""

import subprocess
import sys
from pathlib import Path

import pytest

from relsim.interfaces.cli.main import main
from relsim.places.library import built_in, read_place

SMALLSHIRE = Path(__file__).parents[2] / "places" / "smallshire.toml"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["places", *words]) == 0
    return capsys.readouterr().out


def test_all_places_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys).splitlines()
    assert lines[0].split() == ["code", "kind", "people", "practices", "name"]
    assert lines[1].split() == ["ENGLAND", "country", "56,550,138", "6,527", "England"]
    assert sum(line.split()[1:2] == ["ICB"] for line in lines) == 42
    assert sum(line.split()[1:2] == ["ICB-2026"] for line in lines) == 6
    assert sum(line.split()[1:2] == ["council"] for line in lines) == 153


@pytest.mark.parametrize("words", [("bristol",), ("Bristol",), ("BRISTOL", "somerset")])
def test_places_are_found_by_words_of_their_names(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    out = told(capsys, *words)
    assert "QUY" in out
    assert "Sussex" not in out


def test_what_is_nearly_a_name_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "Brstol")
    assert "did you mean" in out
    assert "QUY" in out


def test_what_is_nothing_like_a_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "xqzzq"]) == 2
    assert 'No place is called "xqzzq"' in capsys.readouterr().err


@pytest.mark.parametrize("code", ["QF7", "qf7"])
def test_a_place_is_described(capsys: pytest.CaptureFixture[str], code: str) -> None:
    out = told(capsys, code)
    assert out.startswith("South Yorkshire (QF7), integrated care board\n")
    assert "175 practices, 27 PCNs" in out
    assert "working relationships" in out
    tiers = [line.strip() for line in out[out.index("Tiers") :].splitlines()]
    assert "North East and Yorkshire (region Y63)" in tiers
    before = "2 primary care groups, Barnsley Primary Care Trust, NHS Barnsley CCG"
    assert f"QF7 NHS South Yorkshire Integrated Care Board (before: {before})" in " ".join(tiers)
    assert "April 1999: 12 commissioners, PCG" in tiers
    assert "October 2006: 4 commissioners from then on" in tiers
    assert out.index("Facts, from") < out.index("Assumptions") < out.index("Open Government Licence")


@pytest.mark.parametrize("code", ["01Y", "E10000012", "Y58", "15D", "QU9"])
def test_any_kind_of_footprint_is_described(capsys: pytest.CaptureFixture[str], code: str) -> None:
    out = told(capsys, code)
    assert f"({code})" in out.splitlines()[0]
    assert "History\n" in out


def test_joined_places_are_described_with_their_cluster(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "qxu+QNX")
    assert out.startswith("Surrey Heartlands and Sussex (QXU+QNX)\n")
    assert "October 2025: 2 commissioners from then on, led by 1 team" in out
    assert "April 2026: 1 commissioner from then on" in out


def test_a_place_of_ones_own_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, str(SMALLSHIRE))
    assert out.startswith("Smallshire")
    assert "120,000 people in 3 localities" in out


def test_a_built_in_place_can_be_written_as_a_file_to_start_from(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "mine.toml"
    assert f"is in {out}" in told(capsys, "qf7", "--out", str(out))
    assert read_place(out) == built_in("QF7")
    assert "change it as you like" in out.read_text(encoding="utf-8").splitlines()[1]
    assert "South Yorkshire" in told(capsys, str(out))


def test_a_missing_place_file_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", "nowhere.toml"]) == 2
    assert "no such file" in capsys.readouterr().err


def test_describing_needs_no_compiler() -> None:
    script = (
        "import sys; from relsim.interfaces.cli.main import main; main(['places', 'QF7']); "
        "print([name for name in ('numpy', 'pandas', 'mesa', 'numba', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
