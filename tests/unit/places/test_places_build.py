"""Building a place: from a few rows in the layout of the public files, and back to the built-in facts' text."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import relsim
from relsim.places.library import FACTS, built_in, read_place
from relsim.places.maintenance.__main__ import main
from relsim.places.maintenance.place_extract import FILES, agreement, build
from relsim.places.maintenance.qu9 import QU9
from relsim.places.maintenance.shares import shared_out
from relsim.places.names import tidy
from relsim.places.toml_text import place_text
from relsim.wording.problems import InputProblems

DISTRICTS = {
    "E06000037": ("15A", 100), "E06000038": ("15A", 200), "E06000041": ("15A", 300), "E06000060": ("14Y", 400),
    "E07000177": ("10Q", 10), "E07000178": ("10Q", 20), "E07000179": ("10Q", 31), "E07000180": ("10Q", 40),
    "E07000181": ("10Q", 50),
}  # fmt: skip
GROUPS = {"E06000060": "14Y", "E10000025": "10Q"}


@pytest.fixture
def public_files(tmp_path: Path) -> Path:
    """One practice in each locality but two in Wycombe, and an elsewhere that is not to be taken in."""
    listed = ["practice_code,practice_name,pcn_code,pcn_name,ccg_code,ccg_name,icb_code,icb_name,region_code,region"]
    register = []
    for number, area in enumerate([*QU9.areas, QU9.areas[1]]):
        code, postcode = f"K{number:05}", f"{area.postcode_districts.split()[0]} 1AA"
        group = GROUPS.get(area.council, "15A")
        network = {0: "U,Unallocated", 2: "U,Unallocated", 1: "U00002,WYCOMBE PCN", 13: "U00002,WYCOMBE PCN"}.get(
            number, 'U00001,"EAST, WEST PCN"'
        )
        listed.append(f'{code},"HIGH ST, NORTH",{network},{group},A group,QU9,BOB,Y59,South East')
        register.append(_registered(code, postcode, "10Q" if group == "10Q" else group))
    listed.append("A1,ELSEWHERE,U00009,AFAR,00X,X,QXX,X,Y1,North")
    register.append(_registered("K99999", "OX1 1AA", "10H"))  # closed, and its last group contradicts the table
    (tmp_path / "gp_practices_jan2022.csv").write_text("\n".join(listed), encoding="utf-8")
    (tmp_path / "epraccur_2026.csv").write_text("\n".join(register), encoding="utf-8")
    people = ["ltla22_code,ltla22_name,sicbl22_code_h,sicbl22_code,icb22_code_h,icb22_code,icb22_name,n,pop_mid2020"]
    people += [f'{code},N,{part},E3,QU9,E54000044,"B, O",1,{number}' for code, (part, number) in DISTRICTS.items()]
    people.append("E06000060,N,00X,E3,QXX,E54000001,Across the border,1,9999")
    (tmp_path / "lad22_sicbl22_icb22_pop.csv").write_text("\n".join(people), encoding="utf-8")
    _catchment(tmp_path, "RDU,E54000044,0.13", "RD8,E54000044,0.06")
    return tmp_path


def _registered(code: str, postcode: str, commissioner: str) -> str:
    columns = [""] * 27
    columns[0], columns[9], columns[14], columns[25] = code, postcode, commissioner, "RO76"
    return ",".join(f'"{column}"' for column in columns)


def _catchment(folder: Path, *rows: str) -> None:
    header = "nhs_trust22_code,icb22_code,proportion_trust_came_from_icb"
    (folder / "acute_trust22_icb22_catchment.csv").write_text("\n".join((header, *rows)), encoding="utf-8")


def test_practices_networks_and_people_come_from_the_files(public_files: Path) -> None:
    place = build(public_files, "QU9")
    assert len(place.practices) == 14
    assert place.practices[0].pcn == ""
    assert place.practices[1].name == "High St, North"
    networks = [(network.code, network.name) for network in place.pcns]
    assert networks == [("U00001", "East, West PCN"), ("U00002", "Wycombe PCN")]
    people = {locality.code: locality.population for locality in place.localities}
    assert sum(people.values()) == sum(number for _, number in DISTRICTS.values())
    assert (people["WYCOMBE"], people["VALE_OF_AYLESBURY"], people["OXFORD_CITY"]) == (200, 100, 20)
    assert (place.boards, place.representatives, place.overspends) == (QU9.boards, QU9.representatives, QU9.overspends)


def test_the_same_files_give_the_same_bytes_and_what_is_written_can_be_read(public_files: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    for out in (one, two):
        assert main(["--from", str(public_files), "--code", "QU9", "--out", str(out)]) == 0
    assert one.read_bytes() == two.read_bytes()
    assert read_place(one) == build(public_files, "QU9")


def test_the_agreement_of_the_postcode_table_is_counted(public_files: Path) -> None:
    # Five Oxfordshire practices agree; the closed one with an Oxford postcode last belonged to Chiltern.
    assert agreement(public_files, build(public_files, "QU9")) == (5, 6)


def test_a_practice_missing_from_the_register_lies_with_most_of_its_network(public_files: Path) -> None:
    complete = build(public_files, "QU9")
    register = public_files / "epraccur_2026.csv"
    lines = register.read_text(encoding="utf-8").splitlines()
    register.write_text("\n".join(line for line in lines if '"K00013"' not in line), encoding="utf-8")
    assert build(public_files, "QU9") == complete
    register.write_text("\n".join(line for line in lines if '"K00000"' not in line), encoding="utf-8")
    with pytest.raises(InputProblems, match="K00000: No table says where this practice lies"):  # and it has no network
        build(public_files, "QU9")


def test_a_practice_whose_postcode_contradicts_its_group_stops_the_build(public_files: Path) -> None:
    listed = public_files / "gp_practices_jan2022.csv"
    listed.write_text(listed.read_text(encoding="utf-8").replace("14Y", "10Q"), encoding="utf-8")
    with pytest.raises(InputProblems, match="has it in 10Q, the postcode in WYCOMBE"):
        build(public_files, "QU9")


def test_a_trust_that_many_patients_go_to_must_be_in_the_table(public_files: Path) -> None:
    _catchment(public_files, "RD8,E54000044,0.10", "RTH,E54000044,0.8", "RAX,E54000001,0.9")
    with pytest.raises(InputProblems, match="RD8") as raised:
        build(public_files, "QU9")
    assert "RAX" not in str(raised.value)


def test_without_the_files_it_says_which_are_needed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.toml"
    assert main(["--from", str(tmp_path), "--code", "QU9", "--out", str(out)]) == 2
    message = capsys.readouterr().err
    assert all(name in message for name in FILES)
    assert not out.exists()


def test_the_built_in_file_is_as_the_writer_writes_it() -> None:
    # Whoever edits it by hand, and not what it is built from, is found out.
    assert place_text(built_in("QU9")) == (FACTS / "QU9.toml").read_text(encoding="utf-8")


def test_the_built_in_file_holds_what_is_known_by_hand() -> None:
    place = built_in("QU9")
    assert (place.trusts, place.history, place.assumptions) == (QU9.trusts, QU9.history, QU9.assumptions)
    assert (place.commissioners, place.sources, place.pressures) == (QU9.commissioners, QU9.sources, QU9.pressures)
    assert (place.boards, place.representatives, place.overspends) == (QU9.boards, QU9.representatives, QU9.overspends)


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        ("ST. CLEMENT'S SURGERY", "St. Clement's Surgery"),
        ("BOURNE END & WOOBURN GREEN MEDICAL CTR", "Bourne End & Wooburn Green Medical Centre"),
        ("KIDLINGTON, ISLIP, WOODSTOCK & YARNTON (KIWY) PCN", "Kidlington, Islip, Woodstock & Yarnton (KIWY) PCN"),
        ("THE PRACTICE AT THE MILL", "The Practice at the Mill"),
        ("3W HEALTH", "3W Health"),
    ],
)
def test_names_are_written_as_people_write_them(shouted: str, written: str) -> None:
    assert tidy(shouted) == written


def test_people_are_shared_out_to_the_last_one() -> None:
    assert shared_out(10, {"b": 1, "a": 1, "c": 1}) == {"b": 3, "a": 4, "c": 3}
    assert shared_out(4, {"a": 1, "b": 2}) == {"a": 1, "b": 3}
    assert shared_out(7, {"a": 0, "b": 2, "c": 5}) == {"a": 0, "b": 2, "c": 5}


def test_running_relsim_needs_nothing_that_is_for_maintainers_only() -> None:
    """Whoever is handed relsim without that folder can list, describe, copy and bring up to date every place."""
    package = Path(relsim.__file__).parent
    maintenance = package / "places" / "maintenance"
    sources = [path for path in package.rglob("*.py") if maintenance not in path.parents]
    assert len(sources) > 100
    imports = re.compile(r"(from|import) relsim\.places(\.maintenance| import maintenance)")
    assert [path for path in sources if imports.search(path.read_text(encoding="utf-8"))] == []


def test_the_maintainers_command_runs_as_a_module() -> None:
    """It is started with ``python -m``, which a module without a call of its `main` would answer with silence."""
    command = [sys.executable, "-m", "relsim.places.maintenance", "--help"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0
    assert "--from" in ended.stdout
