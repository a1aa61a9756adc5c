"""A partner's file: numbers about groups come in, records of people never, and no message repeats what stood in a cell."""

import csv
import io
import math

import pytest

from sources.labels import SCHEMES
from sources.partner import PartnerError, observations
from sources.partner_template import COLUMNS, README, TEMPLATE, template
from tests.sources.workbooks import Cell, xlsx

GOOD: list[list[Cell]] = [
    ["tutoring.rate", "school_district", "0902790", "all", "all", "2024", "2025", "61.5", "percent", "1,300"],
    ["tutoring.rate", "school_district", "0902790", "race_ethnicity", "latino", "2024", "2025", "*", "percent", ""],
    ["tutoring.count", "neighborhood", "fair-haven", "all", "all", "2024", "2025", "7", "count", "19"],
    ["tutoring.count", "tract", "09009140100", "all", "all", "2024", "2025", "", "count", ""],
]


def filled(rows: list[list[Cell]], header: list[str] | None = None) -> bytes:
    """A filled-in template as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows([header or list(COLUMNS), *rows])
    return text.getvalue().encode()


def read(content: bytes) -> list[tuple[object, ...]]:
    """Variable, geoid, group, estimate, n, status."""
    found = observations(content, "elm.csv", "elm_tutors", {"fair-haven"})
    rows = found[["variable", "geoid", "group", "estimate", "n", "status"]].itertuples(index=False, name=None)
    return [tuple(None if isinstance(c, float) and math.isnan(c) else c for c in row) for row in rows]


def refused(content: bytes, said: str, secrets: list[str]) -> None:
    """The file is refused with these words, and none of the secrets is repeated."""
    with pytest.raises(PartnerError, match=said) as caught:
        observations(content, "elm.csv", "elm_tutors", {"fair-haven"})
    for secret in secrets:
        assert secret not in str(caught.value)
    assert caught.value.__cause__ is None


EXPECTED = [
    ("tutoring.count", "fair-haven", "all", 7.0, 19.0, "reported"),
    ("tutoring.rate", "0902790", "all", 61.5, 1300.0, "reported"),
    ("tutoring.rate", "0902790", "latino", None, None, "suppressed_at_source"),
    ("tutoring.count", "09009140100", "all", None, None, "not_reported"),
]


def test_a_filled_template_becomes_observations() -> None:
    assert sorted(read(filled(GOOD)), key=str) == sorted(EXPECTED, key=str)
    again = xlsx({"Sheet1": [list(COLUMNS), *GOOD]})
    assert sorted(read(again), key=str) == sorted(EXPECTED, key=str)


def test_the_template_explains_itself_and_its_explanation_is_no_row() -> None:
    rows = list(csv.reader(io.StringIO(template().decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert all(len(text) > 10 for text in rows[1])
    assert all(name in README for name in COLUMNS)
    assert all(group in README for groups in SCHEMES.values() for group in groups)
    refused(template(), "has no rows below the header", [])
    whole = template() + filled(GOOD).split(b"\r\n", 1)[1]
    assert sorted(read(whole), key=str) == sorted(EXPECTED, key=str)


@pytest.mark.parametrize(
    "column",
    [
        "name", "First Name", "lastName", "STUDENT_NAME", "Full name", "Nombre", "apellido",
        "DOB", "birth_date", "Date of Birth", "fecha de nacimiento",
        "SSN", "student id", "StudentID", "SASID", "State ID", "id", "Participant #", "child_code",
        "Address", "street address", "Dirección", "email", "E-mail", "Correo", "phone", "Cell Phone", "Teléfono",
        "parent name", "guardian", "latitude", "School contact name",
        "alumno", "Alumnos", "kid", "who", "domicilio", "bday", "cumpleaños", "nacido", "lasid", "SIS ID", "Matrícula", "house",
    ],
)  # fmt: skip
def test_p1_a_column_about_people_stops_and_is_named(column: str) -> None:
    content = filled([[*row, "Zyxwv Secret"] for row in GOOD], [*COLUMNS, column])
    if column == "Participant #":
        content = filled([[*row, "Zyxwv Secret"] for row in GOOD], [*COLUMNS, "participant"])
        column = "participant"
    refused(content, 'records of people: column "' + column.replace("(", r"\("), ["Zyxwv"])


@pytest.mark.parametrize(
    "column",
    [
        "school_name",
        "District Name",
        "neighborhood",
        "program name",
        "notes",
        "measure name",
        "casete",
        "Elm 4",
        "Value",
    ],
)
def test_p1_any_other_column_stops_too_and_is_named_without_its_cells(column: str) -> None:
    content = filled([[*row, "Zyxwv Secret"] for row in GOOD], [*COLUMNS, column])
    said = (
        'column "value" stands there twice' if column == "Value" else f'column "{column}": not in the template. Nothing'
    )
    refused(content, f"elm.csv: {said}", ["Zyxwv", "records of people"])


def test_p1_a_column_without_a_name_or_with_a_value_for_one_is_told_by_its_number() -> None:
    secret = "Zyxwv, Maria"
    refused(
        filled([[*GOOD[0], "", "", "Zyxwv"]], [*COLUMNS, "", secret]), "column number 12, number 13: not in", ["Zyxwv"]
    )
    assert len(read(filled([[*row, "", ""] for row in GOOD]))) == 4


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("maria.zyx@elm.example", "e-mail"),
        ("(203) 555-0142", "phone"),
        ("203-555-0142", "phone"),
        ("078-05-1120", "social security"),
        ("2011-04-30", "dates of birth"),
        ("4/30/2011", "dates of birth"),
        ("142 Zyx Avenue Apt 3", "addresses"),
        ("Zyxwv, Maria", "names"),
    ],
)
def test_p1_values_about_people_stop_without_being_repeated(value: str, kind: str) -> None:
    content = filled([[*GOOD[0], ""], [*GOOD[1], value]], [*COLUMNS, "notes"])
    refused(content, rf"column number 11 \([^)]*{kind}", [value])


def test_p1_a_file_without_header_repeats_nothing() -> None:
    rows = "Maria Zyx,2011-04-30,Grade 3\nJuan Wvu,2010-01-02,Grade 4\n"
    refused(rows.encode(), r"column number 2 \(full dates", ["Maria", "Zyx", "Juan", "2011"])


def test_p1_a_row_a_person_is_refused() -> None:
    same = [GOOD[0]] * 12
    refused(filled(same), "12 rows share measure, area, group and period", ["0902790", "61.5"])
    one = [[*GOOD[0][:1], "tract", f"0900914{i:04}", *GOOD[0][3:7], "100", "percent", "1"] for i in range(12)]
    refused(filled(one), "about 10 rows are about one person. Add", ["09009140001", "rows 2", "12"])


def test_rows_that_tell_one_number_twice_are_named_with_what_to_do() -> None:
    other = [*GOOD[2][:7], "8", *GOOD[2][8:]]
    said = "rows 2, 6 are the same, keep one of them; rows 4, 7 differ, keep the right one, or their sum"
    refused(filled([*GOOD, GOOD[0], other]), said, ["61.5", "fair-haven", "0902790"])


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("level", "ward", '"level" should be one of'),
        ("geoid", "902790", '"geoid" is no id of its level, in row 2. A spreadsheet'),
        ("geoid", "", '"geoid" is no id'),
        ("scheme", "race", '"scheme" should be one of'),
        ("group", "martian", '"group" should be one of'),
        ("unit", "%", '"unit" should be one of'),
        ("value", "140", '"value" should be a number that fits its unit'),
        ("value", "about 60", '"value" should be'),
        ("people", "-4", '"people" should be'),
        ("period_end", "24-25", '"period_end" should be a year'),
        ("period_end", "2020", "ends before it begins"),
        ("period_end", "2098", r'"period_end" is later than next year \(20\d\d\), in row 2'),
        ("measure", "Tutoring Rate!", '"measure" should be'),
    ],
)
def test_a_wrong_cell_is_told_by_column_and_row(column: str, value: str, said: str) -> None:
    row = [value if name == column else cell for name, cell in zip(COLUMNS, GOOD[0], strict=True)]
    refused(filled([row]), said, [])


def test_rows_are_counted_as_a_spreadsheet_shows_them() -> None:
    """The header, empty rows, the row that explains the columns, and a cell of two lines each count as a spreadsheet counts them."""
    wrong = ["12\n13", *GOOD[0][1:]]
    rows = [list(TEMPLATE.values()), [""] * 10, GOOD[0], wrong, [], [*GOOD[1][:1], "ward", *GOOD[1][2:]]]
    refused(filled(rows), r'"level" should be one of .*, in row 7\.', ["ward", "12"])
    refused(
        filled([*rows[:2], *[GOOD[0]] * 13]), r"13 rows .* \(rows 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 3 more\)", []
    )
    book = xlsx({"Sheet1": [["", "Elm Tutors"], [], list(COLUMNS), GOOD[0], ["x y", *GOOD[1][1:]]]})
    refused(book, r"in row 5\.", ["x y"])


def test_neighborhoods_without_their_community_are_told_how_to_name_it() -> None:
    with pytest.raises(
        PartnerError, match=r"named in row 4\. Check the file with `flashlight partner check FILE --community"
    ):
        observations(filled(GOOD), "elm.csv", "elm_tutors")


def test_an_unknown_neighborhood_stops() -> None:
    refused(filled([[*GOOD[2][:2], "fairhaven", *GOOD[2][3:]]]), "neighborhoods are named by the ids", [])


def test_lost_columns_stop() -> None:
    refused(filled([row[:-1] for row in GOOD], list(COLUMNS[:-1])), r"columns \['people'\] are missing", [])
