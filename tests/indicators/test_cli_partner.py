"""`flashlight partner`: a table to send out, and a check that says what a build would read and shows no cell."""

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geo import clock
from indicators.cli import app
from sources import participant_list
from sources.partner_template import COLUMNS, GROUP_CODES
from tests.geo import places

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "communities" / "demo"
WIDE = {"COLUMNS": "400", "LINES": "60"}


def run(*arguments: str) -> tuple[int, str, str]:
    found = CliRunner(env=WIDE).invoke(app, ["partner", *arguments])
    return found.exit_code, found.stdout, found.stderr


def test_the_table_comes_with_how_to_fill_it_in(tmp_path: Path) -> None:
    file = tmp_path / "elm.csv"
    code, said, _ = run("template", "--output", str(file))
    assert (code, "elm-README.txt" in said) == (0, True)
    assert file.read_text("utf-8-sig").splitlines()[0] == ",".join(COLUMNS)
    assert "What is counted: prek_seats.served." in said
    assert all(f"  {codes}\n" in said for codes in GROUP_CODES)
    assert "Never a row about one person" in (tmp_path / "elm-README.txt").read_text("utf-8")


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "elm.csv"
    file.write_text("mine")
    code, _, problem = run("template", "--output", str(file))
    assert (code, file.read_text()) == (2, "mine")
    assert "is there already" in problem


def test_a_filled_table_is_told_by_what_it_counts() -> None:
    code, said, _ = run("check", str(DEMO / "prek_seats.csv"), "--community", str(DEMO))
    assert code == 0
    assert "prek_seats.csv can be used: 300 rows" in said
    assert "prek_seats.served, neighborhood: 9 areas, 2020-2023, by all, race_ethnicity, sex" in said


def test_a_total_that_is_less_than_its_parts_is_named_by_row(tmp_path: Path) -> None:
    file = tmp_path / "elm.csv"
    lines = (DEMO / "prek_seats.csv").read_text("utf-8").splitlines()
    cells = lines[1].split(",")  # everyone of a neighborhood; both sexes are the next two rows
    file.write_text("\n".join([lines[0], ",".join([*cells[:7], "151", *cells[8:]]), *lines[2:]]))
    code, said, _ = run("check", str(file), "--community", str(DEMO))
    assert (code, "300 rows" in said) == (1, True)
    assert "PROBLEM: 2 totals are less than their parts." in said
    assert "Row 2 is less than its groups by sex together (rows 3, 4)." in said
    assert "151" not in said


def test_who_is_in_no_group_and_what_is_left_empty_is_told_without_a_row(tmp_path: Path) -> None:
    file = tmp_path / "elm.csv"
    served = "prek_seats.served,county_subdivision,0900999999"
    rows = [
        f"{served},{one},2022,2023,{n},count," for one, n in (("all,all", 50), ("sex,female", 28), ("sex,male", 20))
    ]
    file.write_text("\n".join([",".join(COLUMNS), *rows]))
    code, said, _ = run("check", str(file))
    assert code == 0
    assert "NOTE: By sex, the groups do not count everyone. A build counts those left as a group" in said
    assert "left empty" not in said
    file.write_text(file.read_text().replace(",28,", ",48,").replace(",20,", ",,"))
    code, said, _ = run("check", str(file))
    assert "NOTE: Some cells are left empty, though other numbers of the file tell" in said
    assert "By sex, the groups" not in said


def test_what_no_measure_reads_and_areas_elsewhere_are_named(tmp_path: Path) -> None:
    file = tmp_path / "elm.csv"
    lines = (DEMO / "prek_seats.csv").read_text("utf-8").splitlines()
    town = next(line for line in lines if ",county_subdivision,9811010000,all," in line)
    other = town.replace("9811010000", "9899999999")
    file.write_text("\n".join([lines[0], town, other, town.replace("prek_seats.served", "prek_seat.serve")]))
    code, said, _ = run("check", str(file), "--community", str(DEMO))
    assert code == 0
    assert "NOTE: row 3 is about an area outside this community." in said
    assert (
        "NOTE: No measure reads prek_seat.serve, and nothing of it is shown. Did you mean prek_seats.served? Measures read "
        "prek_seats.served." in said
    )


def test_of_a_list_is_told_about_how_many_people_live_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "elm.csv"
    towns = ["9811010000"] * 12 + ["9899999999"] * 3
    lines = [f"P{n},prek_seats,2024,2025,{town}" for n, town in enumerate(towns)]
    file.write_text("\n".join(["participant,program,period_start,period_end,town", *lines]))
    code, said, _ = run("check", str(file), "--community", str(DEMO))
    assert (code, "No measure reads" in said, "9899999999" in said) == (0, False, False)
    assert "NOTE: fewer than 10 people live in a place outside this community." in said


def test_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    code, _, problem = run("check", str(tmp_path))
    assert (code, "is a folder; give the file in it." in problem) == (2, True)


def test_neighborhoods_are_known_by_their_community_only() -> None:
    code, _, problem = run("check", str(DEMO / "prek_seats.csv"))
    assert code == 1
    assert "`flashlight partner check FILE --community FOLDER`" in problem


@pytest.mark.parametrize(
    ("text", "said"), [("name,dob\nMaria Zyx,2011-04-30\n", "records of people"), (None, "template")]
)
def test_what_a_build_would_refuse_is_refused(tmp_path: Path, text: str | None, said: str) -> None:
    file = tmp_path / "elm.csv"
    if text:
        file.write_text(text)
    code, shown, problem = run("check", str(file))
    assert code == (1 if text else 2)
    assert said in problem
    assert "Zyx" not in shown + problem


def listed(tmp_path: Path, rows: int) -> Path:
    file = tmp_path / "elm.csv"
    lines = [f"P{n},tutoring,2024,2025,ember-flats,female" for n in range(rows)]
    header = "participant,program,period_start,period_end,neighborhood,sex"
    file.write_text("\n".join([header, *lines, "P0,tutoring,2024,2025,north-beacon,female"]))
    return file


def test_the_list_of_people_has_a_table_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "elm.csv"
    assert run("template", "--participants", "--output", str(file))[0] == 0
    assert file.read_text("utf-8-sig").splitlines()[0] == ",".join(participant_list.COLUMNS)
    assert "One row is one person" in (tmp_path / "elm-README.txt").read_text("utf-8")


def test_a_list_of_people_is_told_in_round_numbers(tmp_path: Path) -> None:
    code, said, _ = run("check", str(listed(tmp_path, 136)), "--community", str(DEMO))
    assert code == 0
    assert "about 140 rows, about 140 people. Each counts once a program and period, about 140 times in all." in said
    assert "Rows that repeat a person: fewer than 10." in said
    assert "more than one place in a program and period: fewer than 10." in said
    assert "tutoring.served, neighborhood: 2 areas, 2024-2025, by all, sex" in said
    assert not re.search(r"\b(136|137|P\d+)\b", said)


@pytest.mark.parametrize("cell", ["Zyxwv, Maria", "078-05-1120", "zyxwv@elm.example", "Zyxwv"])
def test_a_list_that_tells_who_somebody_is_is_refused_without_a_cell(tmp_path: Path, cell: str) -> None:
    file = listed(tmp_path, 12)
    file.write_text(file.read_text() + f'\n"{cell}",tutoring,2024,2025,ember-flats,female')
    code, said, problem = run("check", str(file), "--community", str(DEMO))
    assert (code, said) == (1, "")
    assert 'column "participant": fewer than 10 cells' in problem
    assert cell not in problem
    assert "Traceback" not in problem


def community(tmp_path: Path, **changes: str) -> Path:
    """A copy of the made-up community with other terms."""
    folder = Path(shutil.copytree(DEMO, tmp_path / "town", ignore=shutil.ignore_patterns("*.py", "__pycache__")))
    text = (folder / "community.toml").read_text("utf-8")
    for name, value in changes.items():
        text, times = re.subn(rf"(?m)^{name} = .*$", f"{name} = {value}", text)
        assert times == 1
    (folder / "community.toml").write_text(text, "utf-8")
    return folder


def test_every_agreement_is_listed_with_the_days_left(tmp_path: Path) -> None:
    soon = clock.today() + timedelta(days=41)
    code, said, _ = run("list", str(community(tmp_path, until=str(soon))))
    assert code == 0
    assert "lantern_prek  Lanternford Preschool Partners (made up): holds, 41 days left" in said
    for words in (
        "Purpose: to show",
        "FERPA: not education records",
        "Files for readers: yes",
        "Contacts: the made-up",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"until": "2021-06-30"}, "PROBLEM: the agreement ended on 2021-06-30"),
        ({"until": "2021-06-30", "destroy_by": "2021-12-31"}, "destroyed by 2021-12-31 (overdue)"),
        ({"destroy_by": "2021-12-31"}, "PROBLEM: every copy of prek_seats.csv was to be destroyed by 2021-12-31"),
        ({"from": "2098-01-01"}, "(made up): the agreement begins on 2098-01-01"),
        ({"audience": '"partners"'}, "(made up): the agreement lets partners alone see"),
    ],
)
def test_an_agreement_that_does_not_hold_is_told(tmp_path: Path, changes: dict[str, str], words: str) -> None:
    """One that has ended, or a copy that should be gone, is for somebody to mend; one that waits is not."""
    code, said, _ = run("list", str(community(tmp_path, **changes)))
    assert code == int("PROBLEM" in said) == int("from" not in changes and "audience" not in changes)
    assert words in said


def test_without_partners_there_is_nothing_to_list(tmp_path: Path) -> None:
    code, said, _ = run("list", str(places.write(tmp_path)))
    assert code == 0
    assert "has no partners" in said
