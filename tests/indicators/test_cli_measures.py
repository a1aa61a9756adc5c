"""`flashlight measures`: the catalog on a terminal of any width, and for programs."""

import csv
import io

import orjson
import pytest
from typer.testing import CliRunner

from indicators.catalog import AREAS, MEASURES
from indicators.cli import app
from indicators.commands.measures import tables_read
from indicators.commands.output import out

run = CliRunner().invoke
FIELDS = [
    "id", "name_en", "name_es", "area", "kind", "level", "unit", "better", "schemes", "levels", "source", "period", "tables",
]  # fmt: skip


def wide(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    """A terminal of this width, whatever the console found when it was made; it heeds width and height together only."""
    monkeypatch.setattr(out, "_width", columns)
    monkeypatch.setattr(out, "_height", 50)


@pytest.mark.parametrize("width", [60, 80, 200])
def test_every_measure_stands_in_a_table_no_wider_than_the_terminal(
    monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    wide(monkeypatch, width)
    done = run(app, ["measures"])
    assert done.exit_code == 0, done.output
    assert max(map(len, done.output.splitlines()[:-1])) <= width
    assert f"{len(MEASURES)} measures in {len({m.area for m in MEASURES.values()})} areas" in done.output.replace(
        "\n", " "
    )


def test_a_wide_table_has_every_id_and_its_area(monkeypatch: pytest.MonkeyPatch) -> None:
    wide(monkeypatch, 400)
    shown = run(app, ["measures"]).output
    for measure in MEASURES.values():
        assert measure.id in shown
        assert measure.name.en in shown
        assert AREAS[measure.area].name.en in shown


@pytest.mark.parametrize("width", [60, 80, 200])
def test_an_id_is_never_broken(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    wide(monkeypatch, width)
    words = run(app, ["measures"]).output.split()
    assert set(MEASURES) <= set(words)


def test_json_gives_names_in_both_languages_and_what_a_measure_reads() -> None:
    found = orjson.loads(run(app, ["measures", "--format", "json"]).stdout_bytes)
    assert [entry["id"] for entry in found] == list(MEASURES)
    poverty = next(entry for entry in found if entry["id"] == "poverty")
    assert list(poverty) == FIELDS
    assert poverty["name_es"] == MEASURES["poverty"].name.es
    assert {"B17001", "B17001I", "B17024", "C17002"} <= set(poverty["tables"])
    graduation = next(entry for entry in found if entry["id"] == "graduation_4yr")
    assert graduation["tables"] == ["graduation_4yr"]


def test_csv_has_one_row_a_measure_and_lists_in_one_cell() -> None:
    rows = list(csv.DictReader(io.StringIO(run(app, ["measures", "--format", "csv"]).stdout)))
    assert [row["id"] for row in rows] == list(MEASURES)
    row = next(row for row in rows if row["id"] == "preschool_enrollment")
    assert list(row) == FIELDS
    assert (row["tables"], row["schemes"], row["better"]) == ("B14003", "sex", "higher")
    assert row["levels"].split() == list(MEASURES["preschool_enrollment"].levels)


def test_one_area_is_listed_alone() -> None:
    found = orjson.loads(run(app, ["measures", "--area", "kindergarten", "--format", "json"]).stdout_bytes)
    assert [entry["id"] for entry in found] == [m.id for m in MEASURES.values() if m.area == "kindergarten"]
    assert found


def test_an_area_there_is_not_is_named_with_those_there_are() -> None:
    done = run(app, ["measures", "--area", "wealth"])
    assert done.exit_code == 2
    assert "There is no area wealth" in done.stderr
    assert all(area in done.stderr for area in AREAS)


def test_adjusted_dollars_read_the_tables_of_the_measure_they_adjust() -> None:
    assert tables_read(MEASURES["median_household_income_2023"]) == tables_read(MEASURES["median_household_income"])
    assert "B19013" in tables_read(MEASURES["median_household_income_2023"])


def test_another_format_is_a_mistake_in_the_command() -> None:
    assert run(app, ["measures", "--format", "xml"]).exit_code == 2
