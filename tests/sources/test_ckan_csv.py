"""A portal's CSV files as they really are: marks, line ends, titles, headers in two rows."""

import pytest

from sources.errors import BadAnswer
from sources.portal_csv import table, titles

EXPORT = (
    '"Chronic Absenteeism, 2018-19"\r\n"All Districts, Race/Ethnicity"\r\n\r\n"",,,"Chronically Absent",\r\n'
    '"District","District Code","Race/Ethnicity","Student Count","%"\r\n"Elm","=""0020011""","Asian",7,"*"\r\n\r\n'
)
ROW = {"District": "Elm", "District Code": '="0020011"', "Race/Ethnicity": "Asian", "Student Count": "7", "%": "*"}


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_titles_and_the_upper_header_row_are_no_rows(end: str, mark: str) -> None:
    content = (mark + EXPORT.replace("\r\n", end)).encode()
    assert table(content, "x.csv").to_dict("records") == [ROW]
    assert titles(content, "x.csv") == [
        "Chronic Absenteeism, 2018-19",
        "All Districts, Race/Ethnicity",
    ]


def test_percents_without_a_name_are_named_after_the_counts_they_stand_beside() -> None:
    content = b'"Tests, 2014-15",,,,\n,,,,\n,Level 1,,Level 2,\nDistrict,Low,%,High,%\nElm,7,35.0,13,65.0\n'
    assert table(content, "x.csv").to_dict("records") == [
        {"District": "Elm", "Low": "7", "Low %": "35.0", "High": "13", "High %": "65.0"}
    ]
    assert titles(content, "x.csv") == ["Tests, 2014-15"]


def test_everything_stays_text() -> None:
    frame = table(b"code,share,name\n007,1e3,NA\n", "x.csv")
    assert frame.to_dict("records") == [{"code": "007", "share": "1e3", "name": "NA"}]


def test_names_in_an_old_windows_encoding_are_read() -> None:
    assert table("name,n\nSchool – Caf\xe9,1\n".encode("cp1252"), "x.csv")["name"].tolist() == ["School – Café"]


def test_a_row_that_is_cut_off_is_refused_with_an_example() -> None:
    with pytest.raises(
        BadAnswer, match=r"expected 2 cells a row, found 1 rows with another number, for example \['Oak'\]"
    ):
        table(b"a,b\nElm,1\nOak", "x.csv")


@pytest.mark.parametrize(
    ("content", "kind"), [(b"%PDF-1.7", "a PDF"), (b"a,b\n\x00,1", "binary content"), (b" <html>", "an HTML page")]
)
def test_what_is_no_csv_is_named(content: bytes, kind: str) -> None:
    with pytest.raises(BadAnswer, match=f"x.csv: expected CSV, found {kind}"):
        table(content, "x.csv")


def test_a_cell_without_end_is_refused() -> None:
    content = b'"' + b"x" * 140_000
    for read in (table, titles):
        with pytest.raises(BadAnswer, match=r"x\.csv: the text cannot be read as a table \(field larger"):
            read(content, "x.csv")
