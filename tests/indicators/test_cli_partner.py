"""`flashlight partner`: a table to send out, and a check that says what a build would read and shows no cell."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from indicators.cli import app
from sources.partner import COLUMNS

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
    assert "prek_seats.csv can be used: 90 rows" in said
    assert "prek_seats.served, neighborhood: 9 areas, 2020-2023, by all, sex" in said


def test_neighborhoods_are_known_by_their_community_only() -> None:
    code, _, problem = run("check", str(DEMO / "prek_seats.csv"))
    assert code == 1
    assert '"geoid" is no id of its level' in problem


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
