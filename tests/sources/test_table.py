"""A file needs a declaration, not code: every container, layout and broken file, in tables small enough to check in the head."""

import math
from pathlib import Path

import pandas as pd
import pytest

from sources.errors import BadAnswer, Drift
from sources.table import Scope, load, observations, parse, read
from tests.sources.workbooks import Cell, Grid, Raw, ods, xls, xlsx, zipped

SOURCE = """
[source]
id = "elm"
title = "Attendance"
publisher = "Elm County"
licence = "CC0"
path = "elm.csv"
"""
TALL = (
    SOURCE
    + """
[[place]]
level = "county"
id = [{ column = "FIPS", digits = 5 }]
[period]
column = "Year"
form = "school_year"
[group]
column = "Group"
labels = { "Everyone" = "all", "Asian" = "race_ethnicity.asian", "Girls" = "sex.female" }
[marks]
intervals = true
words = { "*" = "suppressed_at_source", "" = "not_reported" }
[[value]]
variable = "attendance.rate"
column = "Percent"
unit = "percent"
n = "Students"
"""
)
ROWS: list[list[Cell]] = [
    ["FIPS", "Year", "Group", "Percent", "Students"],
    ["01001", "2022-23", "Everyone", "90.5", "200"],
    ["01001", "2022-23", "Asian", "*", "7"],
    ["01001", "2022-23", "Girls", "GE95", "40"],
]
EXPECTED = [
    ("all", "all", 90.5, "reported", 200.0),
    ("race_ethnicity", "asian", None, "suppressed_at_source", None),
    ("sex", "female", None, "range", 40.0),
]


def text(rows: Grid, delimiter: str = ",", end: str = "\n") -> str:
    """The rows as delimited text."""
    return end.join(delimiter.join("" if c is None else str(c) for c in row) for row in rows) + end


def seen(found: pd.DataFrame) -> list[tuple[object, ...]]:
    """Scheme, group, estimate, status and n of each row, None for empty."""
    columns = ["scheme", "group", "estimate", "status", "n"]
    rows = found[columns].itertuples(index=False, name=None)
    return [tuple(None if isinstance(c, float) and math.isnan(c) else c for c in row) for row in rows]


def csv_of(rows: Grid) -> bytes:
    """The rows as CSV bytes."""
    return text(rows).encode()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(csv_of(ROWS), id="csv"),
        pytest.param(b"\xef\xbb\xbf" + csv_of(ROWS), id="S11-bom"),
        pytest.param(text(ROWS, ";").encode(), id="S11-semicolons"),
        pytest.param(text(ROWS, "\t").encode(), id="tabs"),
        pytest.param(text(ROWS, "|").encode(), id="bars"),
        pytest.param(text(ROWS, end="\r").encode(), id="bare-cr"),
        pytest.param(text(ROWS, end="\r\n").encode(), id="crlf"),
        pytest.param(text(ROWS, "\t").encode("utf-16"), id="utf-16"),
        pytest.param(zipped({"readme.txt": b"x", "in/elm.csv": csv_of(ROWS)}), id="zip"),
        pytest.param(xlsx({"Sheet1": ROWS}), id="xlsx"),
        pytest.param(xls("Sheet1", ROWS), id="xls"),
        pytest.param(ods("Sheet1", ROWS), id="ods"),
        pytest.param(zipped({"readme.txt": b"x", "elm.csv": xlsx({"Sheet1": ROWS})}), id="xlsx-in-zip"),
    ],
)
def test_every_container_says_the_same(content: bytes) -> None:
    declared = parse(TALL + '\n[file]\nmember = "elm.csv"\n', "elm.toml")
    found = observations(declared, content, "elm.csv")
    assert seen(found) == EXPECTED
    assert set(found["geoid"]) == {"01001"}
    assert set(found["period_start"]) == {2022}
    assert found.loc[found["status"] == "range", ["low", "high"]].to_numpy().tolist() == [[95, 100]]


def test_numbers_of_a_spreadsheet_are_not_text() -> None:
    rows: Grid = [ROWS[0], [1001, "2022-23", "Everyone", 90.5, 200]]
    for content in (xlsx({"S": rows}), xls("S", rows), ods("S", rows)):
        found = observations(parse(TALL, "elm.toml"), content, "elm.xlsx").iloc[0]
        assert (found["geoid"], found["estimate"], found["n"]) == ("01001", 90.5, 200)


def test_n02_names_in_cp1252_do_not_stop() -> None:
    content = csv_of([[*ROWS[0], "Ort"], [*ROWS[1], "Peñasco"]]).decode().encode("cp1252")
    assert len(observations(parse(TALL, "elm.toml"), content, "elm.csv")) == 1


@pytest.mark.parametrize(
    "page", [b"<!DOCTYPE html><html>...", b"\n <html><table><tr><td>FIPS</td></tr></table></html>"]
)
def test_n03_k06_a_page_under_any_name_is_refused(page: bytes) -> None:
    for name in ("elm.xls", "elm.csv"):
        with pytest.raises(BadAnswer, match="web page"):
            observations(parse(TALL, "elm.toml"), page, name)


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02\x03", b"PK\x03\x04broken", xlsx({"S": ROWS})[:-40], xls("S", ROWS)[:700]],
    ids=["empty", "binary", "zip", "xlsx-cut-off", "xls-cut-off"],
)
def test_damaged_files_are_refused(content: bytes) -> None:
    with pytest.raises((BadAnswer, Drift)):
        observations(parse(TALL, "elm.toml"), content, "elm.csv")


def test_n02_a_zip_with_two_tables_needs_the_members_name() -> None:
    content = zipped({"a.csv": csv_of(ROWS), "b.csv": csv_of(ROWS)})
    with pytest.raises(BadAnswer, match=r"a\.csv.*b\.csv.*member"):
        observations(parse(TALL, "elm.toml"), content, "elm.zip")


def test_k07_a_lost_column_stops_and_an_extra_one_does_not() -> None:
    extra = csv_of([[*row, "new"] for row in ROWS])
    assert len(observations(parse(TALL, "elm.toml"), extra, "elm.csv")) == 3
    lost = csv_of([row[:3] + row[4:] for row in ROWS])
    with pytest.raises(Drift, match=r"columns \['Percent'\] are gone; found \['FIPS', 'Year', 'Group', 'Students'\]"):
        observations(parse(TALL, "elm.toml"), lost, "elm.csv")


def test_k07_a_renamed_column_is_one_line_more() -> None:
    rows = [["FIPS", "Year", "Group", " Per\ncent", "Students"], *ROWS[1:]]
    rows[0][3] = '"Share of\nstudents "'
    with pytest.raises(Drift, match=r"file\.aliases"):
        observations(parse(TALL, "elm.toml"), csv_of(rows), "elm.csv")
    renamed = parse(TALL + '[file.aliases]\nPercent = ["Share of students"]\n', "elm.toml")
    assert seen(observations(renamed, csv_of(rows), "elm.csv")) == EXPECTED


def test_a_column_named_twice_stops() -> None:
    with pytest.raises(Drift, match="twice"):
        observations(parse(TALL, "elm.toml"), csv_of([[*row, row[3]] for row in ROWS]), "elm.csv")


def test_k07_unknown_labels_stop_with_the_list() -> None:
    rows = [*ROWS, ["01001", "2022-23", "Boys", "1", "2"], ["01001", "2022-23", "Robots", "1", "2"]]
    with pytest.raises(Drift, match=r"\['Boys', 'Robots'\].*\[group\] labels"):
        observations(parse(TALL, "elm.toml"), csv_of(rows), "elm.csv")
    skipping = parse(TALL + '[rows.skip]\nGroup = ["Boys", "Robots"]\n', "elm.toml")
    assert seen(observations(skipping, csv_of(rows), "elm.csv")) == EXPECTED


def test_k07_a_changed_sheet_name_tells_the_sheets_there_are() -> None:
    named = parse(TALL + '[file]\nsheet = "Race Ethnicity"\n', "elm.toml")
    with pytest.raises(Drift, match=r'the sheet "Race Ethnicity", found the sheets \[.Notes., .Race.\]'):
        observations(named, xlsx({"Notes": [["x"]], "Race": ROWS}), "elm.xlsx")
    assert seen(observations(named, xlsx({"Notes": [["x"]], "Race Ethnicity": ROWS}), "elm.xlsx")) == EXPECTED


def test_hidden_sheets_are_not_read() -> None:
    old = [ROWS[0], ["01001", "1990-91", "Everyone", "1", "1"]]
    content = xlsx({"Old": old, "Now": ROWS}, hidden=["Old"])
    assert seen(observations(parse(TALL, "elm.toml"), content, "elm.xlsx")) == EXPECTED
    with pytest.raises(Drift, match=r"it is hidden now.*\['Now'\]"):
        observations(parse(TALL + '[file]\nsheet = "Old"\n', "elm.toml"), content, "elm.xlsx")
    with pytest.raises(Drift, match="one visible sheet"):
        observations(parse(TALL, "elm.toml"), xlsx({"Old": old, "Now": ROWS}), "elm.xlsx")


def test_a_formulas_value_is_read_and_a_formula_without_one_stops() -> None:
    good = Raw("", "<f>SUM(A1)</f><v>90.5</v>")
    rows = [ROWS[0], ["01001", "2022-23", "Everyone", good, 200]]
    assert observations(parse(TALL, "elm.toml"), xlsx({"S": rows}), "elm.xlsx")["estimate"].tolist() == [90.5]
    for bad in (Raw("", "<f>SUM(A1)</f>"), Raw('t="e"', "<f>1/0</f><v>#DIV/0!</v>")):
        rows = [ROWS[0], ["01001", "2022-23", "Everyone", bad, 200]]
        with pytest.raises(Drift, match=r"#NOT COMPUTED|#ERROR"):
            observations(parse(TALL, "elm.toml"), xlsx({"S": rows}), "elm.xlsx")


def test_a_school_year_that_a_spreadsheet_made_a_date_stops() -> None:
    rows = [ROWS[0], ["01001", Raw('s="1"', "<v>40878</v>"), "Everyone", 90, 200]]
    with pytest.raises(Drift, match=r"school year, found \['2011-12-01'\].*turned it into a date"):
        observations(parse(TALL, "elm.toml"), xlsx({"S": rows}), "elm.xlsx")


def test_a_csv_cut_off_within_a_row_is_refused() -> None:
    with pytest.raises(BadAnswer, match="cut off"):
        observations(parse(TALL, "elm.toml"), csv_of(ROWS)[:-12], "elm.csv")


def test_a_scale_that_changed_stops() -> None:
    rows = [ROWS[0], *([f"{i:05}", "2022-23", "Everyone", f"0.{i:02}", "200"] for i in range(11, 30))]
    with pytest.raises(Drift, match="fraction"):
        observations(parse(TALL, "elm.toml"), csv_of(rows), "elm.csv")
    calm = parse(TALL + "often_under_one = true\n", "elm.toml")
    assert len(observations(calm, csv_of(rows), "elm.csv")) == 19


@pytest.mark.parametrize("code", ["01001", "1001", "1001.0", '"=""01001"""'])
def test_ids_get_their_zeros_back(code: str) -> None:
    rows = [ROWS[0], [code, *ROWS[1][1:]]]
    assert observations(parse(TALL, "elm.toml"), csv_of(rows), "elm.csv")["geoid"].tolist() == ["01001"]


@pytest.mark.parametrize("code", ["0100123", "Elm", "1001.5", ""])
def test_anything_else_is_no_id(code: str) -> None:
    with pytest.raises(Drift, match="should hold ids of 5 digits"):
        observations(parse(TALL, "elm.toml"), csv_of([ROWS[0], [code, *ROWS[1][1:]]]), "elm.csv")


def test_rows_that_contradict_each_other_stop_and_never_unmask() -> None:
    again = [*ROWS, ["01001", "2022-23", "Asian", "50", "7"]]
    with pytest.raises(Drift, match="speak of the same thing and differ"):
        observations(parse(TALL, "elm.toml"), csv_of(again), "elm.csv")
    assert len(observations(parse(TALL, "elm.toml"), csv_of([*ROWS, ROWS[1]]), "elm.csv")) == 3


HIDDEN = TALL + '[[value]]\nvariable = "attendance.count"\ncolumn = "Present"\nunit = "count"\n'


@pytest.mark.parametrize(("rate", "count"), [("*", "6"), ("GE95", "39"), ("60", "*")])
def test_nothing_hidden_is_left_to_recompute(rate: str, count: str) -> None:
    rows = [[*ROWS[0], "Present"], ["01001", "2022-23", "Asian", rate, "10", count]]
    found = observations(parse(HIDDEN, "elm.toml"), csv_of(rows), "elm.csv").set_index("variable")
    assert found.loc["attendance.count", "status"] == "suppressed_at_source"
    assert found["estimate"].isna().sum() == (2 if rate != "60" else 1)


def test_only_the_wanted_areas_are_read() -> None:
    rows = [*ROWS, ["09001", "2022-23", "Everyone", "80", "100"]]
    found = observations(parse(TALL, "elm.toml"), csv_of(rows), "elm.csv", Scope(within="09"))
    assert found["geoid"].tolist() == ["09001"]


def test_a_new_csv_source_is_added_by_declaration_only(tmp_path: Path) -> None:
    (tmp_path / "elm.toml").write_text(TALL, "utf-8")
    (tmp_path / "elm.csv").write_bytes(csv_of(ROWS))
    declared = load(tmp_path / "elm.toml")
    assert declared.path is not None
    found = read(declared, declared.path.read_bytes(), declared.path.name)
    assert seen(found.rows) == EXPECTED
    assert found.problems == []
    assert set(found.rows["source"]) == {"elm"}
