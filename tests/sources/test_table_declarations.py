"""The product's own declarations, on made-up extracts of the columns their publishers document, and on real files where they lie beside."""

import io
import math
import zipfile
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from sources.errors import Drift
from sources.table import Declaration, Scope, load, observations, parse, points, read
from tests.sources.workbooks import Cell, xlsx

FOLDER = Path(__file__).resolve().parents[2] / "sources" / "declarations"


class District(NamedTuple):
    """A made-up district."""

    name: str
    leaid: str
    state_code: str


def declared(name: str) -> Declaration:
    """One of the product's declarations."""
    return load(FOLDER / f"{name}.toml")


def seen(found: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """These columns' rows, None for empty."""
    rows = found[list(columns)].itertuples(index=False, name=None)
    return [tuple(None if isinstance(c, float) and math.isnan(c) else c for c in row) for row in rows]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda p: p.stem)
def test_every_declaration_reads_and_says_where_its_layout_is_documented(path: Path) -> None:
    found = load(path)
    assert found.licence
    assert found.landing.startswith("https://")
    assert path.read_text("utf-8").startswith("#")


WA_HEAD = (
    "SchoolYear,OrganizationLevel,County,ESDName,ESDOrganizationId,DistrictCode,DistrictName,DistrictOrganizationId,"
    "SchoolCode,SchoolName,SchoolOrganizationId,CurrentSchoolType,StudentGroupType,StudentGroup,GradeLevel,"
    "TestAdministration,TestSubject,DAT,Count of Students Expected to Test,"
    "Count of Students Expected to Test (included previously passed),Count Consistent Grade Level Knowledge And Above,"
    "Percent Consistent Grade Level Knowledge And Above,PercentLevel1,DataAsOf"
)


def wa(group: str, dat: str, n: str, count: str, percent: str, kind: str = "Race", **other: str) -> str:
    """One made-up row of the Report Card file."""
    row = {"level": "District", "code": "1001", "test": "SBAC", "subject": "ELA", "grade": "03"} | other
    start = f"2022-23,{row['level']},Elm,ESD 900,100000,{row['code']},Elm School District,100001,,,,,{kind},{group}"
    return f"{start},{row['grade']},{row['test']},{row['subject']},{dat},{n},{n},{count},{percent},NULL,2023-09-08"


WA_ROWS = [
    wa("All Students", "None", "120", "66", "55.0%", "All"),
    wa("All Students", "None", "80000", "40000", "50.0%", "All", level="State", code=""),
    wa("Black/ African American", "N<10", "NULL", "NULL", "Suppressed: N<10"),
    wa("Hispanic/ Latino of any race(s)", "None", "40", "20", "50.0%"),
    wa("White", "Top/Bottom Range", "60", "58", ">95%"),
    wa("TwoorMoreRaces", "No Students", "NULL", "NULL", "No Students"),
    wa("Female", "None", "60", "36", "60.0%", "Gender"),
    wa("Gender X", "N<10", "NULL", "NULL", "NULL", "Gender"),
    wa("Low-Income", "None", "50", "20", "40.0%", "FRL"),
    wa("All Students", "N<10", "NULL", "NULL", "NULL", "All", test="AIM"),
    wa("All Students", "None", "130", "52", "40.0%", "All", subject="Math", grade="8"),
    wa("All Students", "None", "9", "1", "11.1%", "All", code="99999"),
]
ELM = District("Elm School District", "5300001", "01001")


def wa_file(rows: list[str], head: str = WA_HEAD) -> bytes:
    """The file."""
    return "\n".join([head, *rows, ""]).encode()


def test_washington() -> None:
    found = read(
        declared("wa_assessment"), wa_file(WA_ROWS), "wa.csv", Scope([ELM, District("Oak", "5300002", "01002")])
    )
    rates = found.rows[found.rows["variable"] == "ela_grade_3.rate"]
    assert seen(rates, "level", "geoid", "group", "estimate", "low", "high", "n", "status") == [
        ("school_district", "5300001", "all", 55.0, None, None, 120.0, "reported"),
        ("school_district", "5300001", "black", None, None, None, None, "suppressed_at_source"),
        ("school_district", "5300001", "latino", 50.0, None, None, 40.0, "reported"),
        ("school_district", "5300001", "two", None, None, None, None, "not_applicable"),
        ("school_district", "5300001", "white", None, 95.0, 100.0, 60.0, "range"),
        ("school_district", "5300001", "female", 60.0, None, None, 60.0, "reported"),
        ("state", "53", "all", 50.0, None, None, 80000.0, "reported"),
    ]
    counts = found.rows[found.rows["variable"] == "ela_grade_3.count"].set_index("group")
    assert counts.loc["white", "status"] == "suppressed_at_source"  # 58 of 60 would tell what ">95%" hides
    assert set(found.rows["period_start"]) == {2022}
    assert found.problems == [
        "wa_ospi_assessment: no row for Oak (code 01002). Compare the code with the publisher's list of districts."
    ]


def test_a_reason_stands_above_a_number_in_the_cell() -> None:
    rows = [*WA_ROWS, wa("Asian", "N<10", "8", "4", "50.0%")]
    found = observations(declared("wa_assessment"), wa_file(rows), "wa.csv", Scope([ELM]))
    asian = found[found["group"] == "asian"]
    assert set(asian["status"]) == {"suppressed_at_source"}
    assert asian[["estimate", "n", "low", "high"]].isna().all(axis=None)


def test_washington_as_it_was_to_2022() -> None:
    head = WA_HEAD.replace("Count Consistent Grade Level Knowledge And Above", "CountMetStandard")
    head = head.replace("Percent Consistent Grade Level Knowledge And Above", "PercentMetStandard").replace(
        "(included", "(including"
    )
    old, new = (
        observations(declared("wa_assessment"), wa_file(WA_ROWS, h), "wa.csv", Scope([ELM])) for h in (head, WA_HEAD)
    )
    pd.testing.assert_frame_equal(old, new)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (wa("Human", "None", "9", "9", "99%"), r"\['Human'\]"),
        (wa("Asian", "Because", "9", "9", "99%"), r'"DAT" gives reasons not known: \[.Because.\]'),
        (wa("Asian", "None", "50", "9", "~18%"), r"found \['~18%'\]"),
        (wa("Asian", "None", "50", "9", "18%", level="Region"), r"no declared \[\[place\]\]"),
        (wa("All Students", "None", "50", "9", "18%", "All", test="NEW"), "speak of the same thing and differ"),
    ],
)
def test_washington_stops_on_what_is_new(row: str, said: str) -> None:
    with pytest.raises(Drift, match=said):
        observations(declared("wa_assessment"), wa_file([*WA_ROWS, row]), "wa.csv", Scope([ELM]))


CO: list[list[Cell]] = [
    ["Colorado Measures of Academic Success: English Language Arts, made-up extract", *[None] * 8],
    ["2025 District and School Results by Race/Ethnicity", *[None] * 8],
    [None] * 9,
    [*[None] * 5, "Number of Valid Scores", "Percent Met or Exceeded Expectations", None, None],
    ["Level", "District Code", "District Name", "Grade", "Race/Ethnicity", None, "2024", "2025", "Change in\nPercent"],
    ["STATE", "0000", "STATE", "All Grades", "All Students", 300000, 43.1, 44.2, 1.1],
    ["STATE", "0000", "STATE", "Grade 03", "All Students", 60000, 41.1, 42.0, 0.9],
    ["DISTRICT", "0010", "ELM 1", "All Grades", "Asian", "< 16", "- -", "- -", "- -"],
    ["DISTRICT", "0010", "ELM 1", "All Grades", "Hispanic", 412, 30.0, 31.5, 1.5],
    ["DISTRICT", 10, "ELM 1", "Grade 03", "Native Hawaiian or Other Pacific Islander", 0, "*", "*", "*"],
    ["SCHOOL", "0010", "ELM 1", "All Grades", "Hispanic", 40, 30.0, 31.5, 1.5],
    ["< 16: fewer than 16 valid scores", *[None] * 8],
]
CO_MERGED = {"Race Ethnicity": ["A1:I1", "A2:I2", "G4:I4"]}


def test_colorado() -> None:
    content = xlsx({"Read me": [["About"]], "Race Ethnicity": CO, "Gender": CO[:5]}, CO_MERGED)
    found = observations(declared("co_cmas_ela"), content, "co.xlsx", Scope([District("Elm 1", "0800001", "0010")]))
    assert seen(found, "variable", "level", "geoid", "group", "estimate", "n", "status") == [
        ("ela_grade_3.rate", "school_district", "0800001", "nhpi", None, None, "suppressed_at_source"),
        ("ela_grade_3.rate", "state", "08", "all", 42.0, 60000.0, "reported"),
        ("ela_grades_3_to_8.rate", "school_district", "0800001", "asian", None, None, "suppressed_at_source"),
        ("ela_grades_3_to_8.rate", "school_district", "0800001", "latino", 31.5, 412.0, "reported"),
        ("ela_grades_3_to_8.rate", "state", "08", "all", 44.2, 300000.0, "reported"),
    ]
    assert set(found["period_end"]) == {2025}


def test_k07_colorado_without_the_years_column_stops() -> None:
    older = [[*row[:7], "2023" if row[7] == "2025" else row[7], row[8]] for row in CO]
    with pytest.raises(Drift, match=r"Percent Met or Exceeded Expectations \| 2025. is gone"):
        observations(declared("co_cmas_ela"), xlsx({"Race Ethnicity": older}, CO_MERGED), "co.xlsx")


PLACES = (
    "\ufeffTractFIPS;TotalPopulation;CASTHMA_CrudePrev;CASTHMA_Crude95CI;ACCESS2_CrudePrev;ACCESS2_Crude95CI;MHLTH_CrudePrev;"
    'MHLTH_Crude95CI;MOBILITY_CrudePrev; MOBILITY_Crude95CI\n9009140100;1200;10.0;"( 9.0, 11.1)";7.5;"( 6.4,  9.1)";;;20;(18, 22)\n'
)


def test_s11_places_with_mark_semicolons_interval_text_and_a_blank_in_a_name() -> None:
    found = observations(declared("cdc_places_tract"), PLACES.encode(), "places.csv")
    assert set(found["geoid"]) == {"09009140100"}
    assert seen(found, "variable", "estimate", "status") == [
        ("asthma.rate", 10.0, "reported"),
        ("frequent_mental_distress.rate", None, "not_reported"),
        ("mobility_disability.rate", 20.0, "reported"),
        ("no_health_insurance.rate", 7.5, "reported"),
    ]
    assert found["moe"].tolist()[0] == pytest.approx(1.1 * 1.645 / 1.96)  # the longer arm, at 90 percent
    assert math.isnan(found["moe"].tolist()[1])


def test_an_estimate_outside_its_interval_stops() -> None:
    with pytest.raises(Drift, match="outside its own interval"):
        observations(declared("cdc_places_tract"), PLACES.replace(";10.0;", ";12.0;").encode(), "places.csv")


def test_food_retailers_become_points() -> None:
    rows = [
        "Record_ID,Store Name,Latitude,Longitude,Store Type",
        "1,ELM  MARKET ,41.30,-72.90,Supermarket",
        "2,Corner,41.31,-72.91,Convenience Store",
        "3,Nowhere Grocery,0,0,Small Grocery Store",
    ]
    found = points(declared("snap_retailers"), "\n".join(rows).encode(), "snap.csv")
    assert found.rows.to_dict("records") == [
        {"id": "1", "name": "ELM MARKET", "kind": "Supermarket", "latitude": 41.3, "longitude": -72.9}
    ]
    assert found.problems == ["SNAP Retailer Locator: no position for 1 of 2 places."]
    with pytest.raises(Drift, match="Latitude"):
        points(declared("snap_retailers"), rows[0].replace("Latitude", "Y").encode(), "snap.csv")


EDFACTS = """
[source]
id = "edfacts"
title = "Adjusted Cohort Graduation Rates, 2012-13"
publisher = "U.S. Department of Education"
licence = "Public domain"
path = "edfacts.zip"
[file]
member = "*.csv"
[[place]]
level = "school"
id = [{ column = "NCESSCH", digits = 12 }]
[period]
start = 2012
end = 2013
[marks]
intervals = true
words = { "PS" = "suppressed_at_source", "." = "not_applicable", "" = "not_reported" }
[[value]]
variable = "graduation_4yr.rate"
column = "{label}_RATE_1213"
n = "{label}_COHORT_1213"
unit = "percent"
not_read = ["CWD", "ECD", "LEP"]
labels = { ALL = "all", MAM = "race_ethnicity.aian", MAS = "race_ethnicity.asian", MBL = "race_ethnicity.black", MHI = "race_ethnicity.latino", MTR = "race_ethnicity.two", MWH = "race_ethnicity.white" }
"""


@pytest.mark.real
def test_every_range_of_edfacts_is_an_interval(shared: Path) -> None:
    content = (shared / "sdc" / "edfacts_graduation_2012_13.csv.zip").read_bytes()
    found = observations(parse(EDFACTS, "edfacts.toml"), content, "edfacts.zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        raw = pd.read_csv(archive.open(archive.namelist()[0]), dtype=str, encoding="cp1252")
    rates = [str(c) for c in raw.columns if "_RATE_" in str(c) and str(c)[:3] not in ("CWD", "ECD", "LEP")]
    marks = raw[rates].melt()["value"].fillna("")
    assert len(found) == len(marks)
    assert (found["status"] == "suppressed_at_source").sum() == (marks == "PS").sum()
    assert (found["status"] == "reported").sum() == marks.str.fullmatch(r"\d+").sum()
    ranges = found[found["status"] == "range"]
    assert len(ranges) == marks.str.contains(r"GE|LE|LT|-").sum() == 59_918
    assert ranges["estimate"].isna().all()
    assert (ranges["low"] < ranges["high"]).all()
    assert {(0.0, 50.0), (50.0, 100.0), (95.0, 100.0), (0.0, 5.0), (21.0, 39.0)} <= set(
        zip(ranges["low"], ranges["high"], strict=True)
    )
