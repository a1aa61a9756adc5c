"""`flashlight audit`: exit codes, both formats, and a digest that anybody can make again."""

import hashlib
from pathlib import Path

import orjson
from typer.testing import CliRunner

from indicators.cli import app
from tests.indicators.audited import ENROLLED, HIDDEN, counted, released

run = CliRunner().invoke


def test_a_safe_release_ends_well_and_says_what_was_done(tmp_path: Path) -> None:
    made = released(tmp_path, counted(ENROLLED, HIDDEN))
    done = run(app, ["audit", made, "--data", str(tmp_path)])
    assert done.exit_code == 0, done.output
    for words in (
        f"Audit of release {made}",
        "Open numbers: 0.",
        "Counts of students below 10 are not shown.",
        "primary: few",
        "complementary: another",
        "school_district, Asian: 1 shown",
        "school_district, Two or more races: 1 hidden",
        "71.4 percent",
        "the private log",
        "There is no earlier release",
        "Digest of this report: ",
    ):
        assert words in done.stdout


def test_an_open_number_ends_with_one_and_names_cell_equation_and_remedy(tmp_path: Path) -> None:
    made = released(tmp_path, counted(ENROLLED, ("aian",)))
    done = run(app, ["audit", made, "--data", str(tmp_path)])
    assert done.exit_code == 1
    assert "enrollment.count of aian" in done.stdout
    assert "from: Everyone = the groups of race_ethnicity" in done.stdout
    assert "remedy: Hide one more number" in done.stdout
    assert "1 protected numbers can be worked out" in done.stderr


def test_the_digest_is_of_everything_else_in_the_report(tmp_path: Path) -> None:
    made = released(tmp_path, counted(ENROLLED, HIDDEN))
    arguments = ["audit", made, "--data", str(tmp_path), "--format", "json"]
    first, again = run(app, arguments), run(app, arguments)
    assert first.stdout == again.stdout
    said = orjson.loads(first.stdout)
    digest = said.pop("digest")
    assert digest == hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
    assert (said["open"], said["earlier"], said["protected"]) == ([], [], 1)


def test_earlier_releases_are_listed(tmp_path: Path) -> None:
    before = released(tmp_path, counted({**ENROLLED, "black": 221}, HIDDEN), hour=9)
    made = released(tmp_path, counted(ENROLLED, HIDDEN), hour=10)
    done = run(app, ["audit", made, "--data", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert f"Counted in: release {before} (1 of its tables were corrected" in done.stdout


def test_a_release_there_is_not_is_said_with_the_next_step(tmp_path: Path) -> None:
    done = run(app, ["audit", "20261121T120000Z-nowhere-0123456789ab", "--data", str(tmp_path)])
    assert done.exit_code == 1
    assert "There is no release" in done.stderr
