"""Layouts: titles, two-row headers, merged cells, footnotes; and mistakes in declarations, each named."""

import io
import zipfile
from collections.abc import Callable

import pytest

from sources.errors import BadAnswer, Drift, TooLarge
from sources.table import DeclarationError, observations, parse, spreadsheet
from tests.sources.test_table import SOURCE, TALL, csv_of, seen
from tests.sources.workbooks import Cell, ods, xls, xlsx

WIDE = (
    SOURCE
    + """
[file]
header_rows = 2
footnotes = true
fill_down = ["Code"]
must_say = ["Attendance"]
[[place]]
level = "county"
id = [{ column = "Code", digits = 5 }]
[rows.skip]
Level = "School"
[period]
title = '(\\d{4}-\\d{2})'
form = "school_year"
[marks]
words = { "*" = "suppressed_at_source" }
[[value]]
variable = "attendance.rate"
column = "{label} | %"
n = "{label} | N"
unit = "fraction"
labels = { "All" = "all", "Asian" = "race_ethnicity.asian" }
not_read = ["Boys"]
"""
)
WIDE_ROWS: list[list[Cell]] = [
    ["Attendance of Elm County, 2022-23", None, None, None, None, None, None],
    [None, None, None, None, None, None, None],
    ["Code", "Level", "All", None, "Asian", None, "Boys"],
    [None, None, "N", "%", "N", "%", "%"],
    ["01001", "County", 200, 0.905, 8, "*", 0.9],
    [None, "School", 20, 0.5, 8, 0.5, 0.1],
    ["* fewer than 10 students", None, None, None, None, None, None],
]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods", "xls"])
def test_k07_titles_two_row_headers_merged_cells_and_footnotes(kind: str) -> None:
    merged = {"S": ["A1:G1", "A3:A4", "B3:B4", "C3:D3", "E3:F3", "A5:A6"]}
    content = {
        "csv": csv_of([[f'"{c}"' if isinstance(c, str) else c for c in row] for row in WIDE_ROWS]),
        "xlsx": xlsx({"S": WIDE_ROWS}, merged),
        "ods": ods("S", WIDE_ROWS),
        "xls": xls("S", WIDE_ROWS),
    }[kind]
    found = observations(parse(WIDE, "elm.toml"), content, "elm." + kind)
    assert seen(found) == [
        ("all", "all", 90.5, "reported", 200.0),
        ("race_ethnicity", "asian", None, "suppressed_at_source", None),
    ]
    assert set(found["period_end"]) == {2023}


def test_k07_another_title_another_year_and_a_new_group_stop() -> None:
    def rows(changed: list[list[Cell]]) -> bytes:
        return xlsx({"S": changed})

    declared = parse(WIDE, "elm.toml")
    with pytest.raises(Drift, match="titles should say"):
        observations(declared, rows([["Suspension, 2022-23"], *WIDE_ROWS[1:]]), "elm.xlsx")
    with pytest.raises(Drift, match="expected one school year in the title"):
        observations(declared, rows([["Attendance, latest year"], *WIDE_ROWS[1:]]), "elm.xlsx")
    new = [*WIDE_ROWS[:2], [*WIDE_ROWS[2], "Black"], [*WIDE_ROWS[3], "%"], *[[*r, 0.5] for r in WIDE_ROWS[4:6]]]
    with pytest.raises(Drift, match=r"labels not known: \['Black'\]"):
        observations(declared, rows(new), "elm.xlsx")


def test_a_row_below_a_footnote_is_never_lost_in_silence() -> None:
    with pytest.raises(BadAnswer, match="rows follow below the note"):
        observations(parse(WIDE, "elm.toml"), xlsx({"S": [*WIDE_ROWS, ["01003", "County", 1, 1, 1, 1, 1]]}), "elm.xlsx")


def test_a_margin_stands_only_beside_a_number() -> None:
    rows: list[list[Cell]] = [
        ["FIPS", "Year", "Group", "Percent", "Students", "SE"],
        ["01001", "2022-23", "Everyone", "90.5", "200", "2"],
        ["01001", "2022-23", "Girls", "", "20", "0"],
    ]
    found = observations(parse(TALL + 'se = "SE"\n', "elm.toml"), csv_of(rows), "elm.csv")
    assert found["status"].tolist() == ["reported", "not_reported"]
    assert found["moe"].tolist()[0] == pytest.approx(3.29)
    assert found["moe"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[[place]]", "[[plaec]]", r"\['plaec'\] is not an option"),
        ('unit = "percent"', 'unit = "per cent"', '"unit" should be one of'),
        ('licence = "CC0"', "", '"licence" is missing'),
        ("sex.female", "sex.girl", 'expected "all" or scheme.group'),
        ('level = "county"', 'level = "parish"', '"level" should be one of'),
        ("digits = 5", 'digits = "5"', "should be a whole number"),
        ('"*" = "suppressed_at_source"', '"*" = "reported"', "expected"),
        ('id = "elm"', 'id = "Elm County"', "small letters"),
        ('path = "elm.csv"', 'url = "http://elm.example/elm.csv"', "begin with https"),
        ('column = "Year"', 'column = "Year"\nend = 2020', "expected one of"),
        ("[period]", "[period", "is not TOML"),
        (
            "[period]",
            '[pinned]\nurl = "https://elm.example/"\nsays = "2024"\n\n[period]',
            "can be exchanged in its place",
        ),
        ("[period]", '[pinned]\nurl = "http://elm.example/"\nsays = "2024"\n\n[period]', "begin with https"),
        ("intervals = true", 'intervals = "yes"', "should be true or false"),
        ('column = "Percent"', 'column = "Percent {label}"', "belong together"),
    ],
)
def test_a_mistake_in_a_declaration_is_named(before: str, after: str, said: str) -> None:
    assert before in TALL
    with pytest.raises(DeclarationError, match=said):
        parse(TALL.replace(before, after, 1), "elm.toml")


def _with(content: bytes, member: str, text: bytes) -> bytes:
    """The same zip with one member exchanged."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        members = {name: old.read(name) for name in old.namelist()} | {member: text}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, body in members.items():
            new.writestr(name, body)
    return made.getvalue()


@pytest.mark.parametrize("form", [lambda name, grid: xlsx({name: grid}), ods], ids=["xlsx", "ods"])
def test_a_workbook_that_unpacks_too_large_is_not_opened(
    monkeypatch: pytest.MonkeyPatch, form: Callable[[str, list[list[Cell]]], bytes]
) -> None:
    content = form("One", [["a", "b"], ["x" * 50_000, 1]])
    assert len(content) < 20_000 < 50_000
    assert next(spreadsheet.workbook_rows(content, "x", "")) == ["a", "b"]
    monkeypatch.setattr(spreadsheet, "UNPACKED_MAX", 50_000)
    with pytest.raises(TooLarge, match=r"x: the workbook would be 5\d,\d{3} bytes unpacked, 50,000 are allowed"):
        spreadsheet.workbook_rows(content, "x", "")


@pytest.mark.parametrize(
    "links",
    [
        b'<!DOCTYPE r [<!ENTITY a "b">]><Relationships>&nobody;</Relationships>',
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
        b"</Relationships>&nobody;",
    ],
    ids=["an entity nobody declared", "more after the end"],
)
def test_a_workbook_of_broken_xml_is_a_bad_answer(links: bytes) -> None:
    content = _with(xlsx({"One": [["a", "b"], ["c", 1]]}), "xl/_rels/workbook.xml.rels", links)
    with pytest.raises(BadAnswer, match=r"x\.xlsx: the workbook cannot be opened"):
        spreadsheet.workbook_rows(content, "x.xlsx", "")
