"""Whatever is wrong with the input: exit code 2, one clear message, no traceback, and nothing created."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from paths import SMALLSHIRE_FILE as PLACE
from when_to_merge import MERGER, NEVER, TOP

from relsim.interfaces.cli.main import main

FILE = TOP + NEVER + MERGER

CONTENTS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "The file is empty"),
    "only a comment": (b"# nothing yet\n", 'The key "title" is missing'),
    "no TOML": (b"<html>", "line 1, column 1: It is not TOML"),
    "a month without quotes": (FILE.replace('"2041-01"', "2041-01").encode(), "Write a month in quotes"),
    "a quote not closed": (FILE.replace('"Never"', '"Never', 1).encode(), "line 6, column 20: It is not TOML"),
    "not UTF-8": (FILE.replace("Earlier", "Plus tôt").encode("latin-1"), "line 3: This is not text in UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "This is not text in UTF-8"),
    "misspelt key": (FILE.replace("vesting", "vestng").encode(), 'There is no key "vestng". Did you mean "vesting"?'),
    "unknown body": (FILE.replace('"C12"', '"C1"').encode(), 'There is no commissioner "C1"'),
    "unknown place": (FILE.replace(str(PLACE), "QU8").encode(), 'There is no built-in place "QU8"'),
    "dates in the wrong order": (FILE.replace('"2021-02"', '"2023-02"').encode(), "is before the announcement"),
    "share over 1": (FILE.replace("0.6", "60").encode(), "The number 60 is out of range. It must be at most 1."),
    "another sort of file": (PLACE.read_bytes(), 'The key "plans" is missing'),
}


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What the command says on stderr as it refuses."""
    try:
        code: object = main(arguments)
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr()
    assert code == 2
    assert said.out == ""
    assert said.err.startswith("relsim")
    for jargon in ("Traceback", "pydantic", "https://", "type=", "input_value", "validation error", "tomllib"):
        assert jargon not in said.err
    return said.err


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "when.toml").write_text(FILE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", ["check", "run"])
@pytest.mark.parametrize("case", CONTENTS)
def test_a_file_that_is_wrong(case: str, command: str, folder: Path, capsys: pytest.CaptureFixture[str]):
    content, said = CONTENTS[case]
    (folder / "when.toml").write_bytes(content)
    message = refused([command, "when.toml"], capsys)
    assert said in message
    assert message.startswith("relsim: when.toml has ")
    assert [path.name for path in folder.iterdir()] == ["when.toml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "this is missing: COMMAND"),
        (["rn", "when.toml"], 'there is no command "rn"; did you mean "run"?'),
        (["run"], "this is missing: FILE"),
        (["run", "whn.toml"], 'There is no such file. Did you mean "when"?'),
        (["run", "."], "This is a folder"),
        (["check", ""], "This is a folder"),
        (["run", "when.toml", "other.toml"], "unrecognized arguments: other.toml"),
        (["run", "when.toml", "--worlds", "0"], '--worlds: "0" must be a whole number from 1 to 100000'),
        (["run", "when.toml", "--worlds", "-1"], '--worlds: "-1" must be'),
        (["run", "when.toml", "--worlds", "1.5"], '--worlds: "1.5" must be'),
        (["run", "when.toml", "--worlds", "9" * 5000], "--worlds:"),
        (["run", "when.toml", "--worlds"], "--worlds: expected one argument"),
        (["run", "when.toml", "--replicates", "x"], '--replicates: "x" must be a whole number from 2 to 100000'),
        (["run", "when.toml", "--replicates", "1"], '--replicates: "1" must be'),
        (["run", "when.toml", "--workers", "0"], '--workers: "0" must be a whole number from 1'),
        (["run", "when.toml", "--worker", "2"], 'there is no option --worker; did you mean "--workers"?'),
        (["run", "when.toml", "--without", "trst"], 'there is no rule "trst"; did you mean "trust"?'),
        (["run", "--without", "trust", "when.toml"], "put the experiment file before --without"),
        (["run", "when.toml", "--out", ""], "the name of a folder is needed"),
        (["run", "when.toml", "--out", "when.toml"], "there is a file of that name"),
        (["run", "when.toml", "--out", "when.toml/below"], "results cannot be written"),
        (["run", "when.toml", "--out", "new/" + "x" * 300], "results cannot be written"),
        (["run", "when.toml", "--out", "new/a\0b"], "results cannot be written"),
    ],
)
def test_a_command_that_is_wrong(arguments: list[str], said: str, folder: Path, capsys: pytest.CaptureFixture[str]):
    assert said.lower() in refused(arguments, capsys).lower()
    assert [path.name for path in folder.iterdir()] == ["when.toml"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_folder_that_may_not_be_written_to(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / "locked").mkdir(mode=0o500)
    assert "results cannot be written" in refused(["run", "when.toml", "--out", "locked/new"], capsys).lower()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder in which nobody can write")
def test_a_folder_in_which_nobody_can_write(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert "results cannot be written" in refused(["run", "when.toml", "--out", "/proc/new/er"], capsys).lower()


def test_the_same_through_the_shell(folder: Path):
    """Once as a process of its own, with a console that knows no accents."""
    (folder / "when.toml").write_text(FILE.replace("vesting", "vestng"), encoding="utf-8")
    command = [sys.executable, "-m", "relsim", "run", "when.toml"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    ended = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment, check=False)
    assert ended.returncode == 2
    assert 'Did you mean "vesting"?' in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not ended.stdout
    assert [path.name for path in folder.iterdir()] == ["when.toml"]


def test_a_console_without_accents_can_be_written_to(folder: Path):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "relsim", "check", "when.toml"]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_reader_that_has_seen_enough_is_no_error(folder: Path):
    command = [sys.executable, "-m", "relsim", "check", "when.toml"]
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, cwd=folder, check=False)
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, "")
