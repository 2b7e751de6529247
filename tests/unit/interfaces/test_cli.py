"""The command line: what it prints, what it returns, and what it does not load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from relsim.interfaces.cli.main import main
from relsim.version import __version__

ROOT = Path(__file__).parents[3]
OXFORD = ROOT / "experiments" / "oxford-2022.toml"
HEAVY = {"numpy", "pandas", "mesa", "numba", "matplotlib", "scipy", "pyarrow", "jinja2", "tqdm"}


class FakeRun:
    """Stands in for running and reporting, and remembers how it was called."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[tuple[Any, Path, int]] = []
        self.interrupt = False
        self.options: dict[str, Any] = {}
        for name, functions in {
            "relsim.batch.run": {"run_experiment": self.run_experiment},
            "relsim.evidence.documents.publish": {
                "write_report": lambda folder: folder / "report.html",
                "findings": lambda folder: "July 2022 lost more than July 2024.",
            },
        }.items():
            module = ModuleType(name)
            module.__dict__.update(functions)
            monkeypatch.setitem(sys.modules, name, module)

    def run_experiment(self, experiment: Any, out: Path, workers: int, watcher: Any, **options: Any) -> Path:
        self.options = options
        self.calls.append((experiment, out, workers))
        if self.interrupt:
            raise KeyboardInterrupt
        watcher.runs(0, experiment.runs, 0)
        watcher.runs(experiment.runs, experiment.runs, 0)
        return out


@pytest.fixture
def fake_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeRun:
    monkeypatch.chdir(tmp_path)
    return FakeRun(monkeypatch)


def test_help_has_examples(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "relsim run experiments/oxford-2022.toml" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"relsim {__version__}\n"


def test_check_says_what_would_be_run(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    assert main(["check", str(OXFORD)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    for part in (
        "is in order", "(QU9)", "GP practices", "April 2021", "announced in November 2019 (17 months' notice)",
        "Never (comparator): Nothing changes", "4 plans × 100 worlds × 4 replicates = 1,600",
        f"Results go to: {Path('results/oxford-2022')}", "Thames Valley",
    ):  # fmt: skip
        assert part in said
    assert not list(tmp_path.iterdir()), "checking writes nothing"


def test_run_hands_over_what_was_asked_and_prints_the_findings(
    fake_run: FakeRun, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    options = ["--worlds", "3", "--replicates", "2", "--workers", "5", "--out", "there/quick", "--without", "trust"]
    assert main(["run", str(OXFORD), *options]) == 0
    ((experiment, out, workers),) = fake_run.calls
    assert (experiment.worlds, experiment.replicates, experiment.rules_off) == (3, 2, ("trust",))
    assert (out, workers) == (Path("there/quick"), 5)
    said = capsys.readouterr().out
    assert "July 2022 lost more" in said
    assert str(Path("there/quick/report.html")) in said


def test_results_go_to_a_folder_named_after_the_file(fake_run: FakeRun):
    assert main(["run", str(OXFORD)]) == 0
    ((_, out, workers),) = fake_run.calls
    assert out == Path("results/oxford-2022")
    assert workers >= 1


def test_stopping_a_run_says_what_is_kept(fake_run: FakeRun, capsys: pytest.CaptureFixture[str]):
    fake_run.interrupt = True
    assert main(["run", str(OXFORD)]) == 130
    said = capsys.readouterr().err
    assert f"kept in {Path('results/oxford-2022')}; give the same command again to go on from there" in said


def test_stopping_before_a_run_says_that_nothing_was_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("relsim.experiments.experiment.read_experiment", stop)
    assert main(["run", str(OXFORD)]) == 130
    assert "nothing was written" in capsys.readouterr().err


def test_a_failure_of_the_program_itself_is_not_dressed_up(fake_run: FakeRun, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sys.modules["relsim.batch.run"], "run_experiment", fail)
    with pytest.raises(ZeroDivisionError):
        main(["run", str(OXFORD)])


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["--version"], ["check", str(OXFORD)]])
def test_help_and_checks_load_nothing_heavy(arguments: list[str]):
    script = (
        "import sys, contextlib\n"
        "from relsim.interfaces.cli.main import main\n"
        f"with contextlib.suppress(SystemExit): main({arguments!r})\n"
        "print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(ended.stdout.rpartition("LOADED")[2].split())
    assert not loaded & HEAVY
    if "check" not in arguments:
        assert "pydantic" not in loaded


def test_python_m_relsim_is_the_command():
    ended = subprocess.run([sys.executable, "-m", "relsim", "--version"], capture_output=True, text=True, check=True)
    assert ended.stdout == f"relsim {__version__}\n"
