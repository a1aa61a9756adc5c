"""A list of participants that is refused, and why; what stood in a cell is in no message and no number."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import clock
from sources import participants
from sources.partner import PartnerError
from sources.partner import observations as aggregate
from tests.sources.listed import AREAS, HEADER, Rows, chain, counts, filled, person, refused
from tests.sources.workbooks import xlsx


def test_codes_of_many_words_are_refused_and_those_of_few_are_codes() -> None:
    words = [f"{a}{b}zyx" for a in "abcdef" for b in "ghijk"]
    rows = [person(f"{word}-{i}") for i, word in enumerate(words)]
    refused(filled(rows), 'column "participant": about 30 different words stand in its codes', *words)
    assert counts(filled([person(f"tutoring-{i}") for i in range(30)]))["fair-haven", "all", 2025] == 30


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("First Name", "names"), ("Nombre", "names"), ("DOB", "dates of birth"), ("Date of Birth", "dates of birth"),
        ("Street Address", "addresses"), ("Cell Phone", "phone numbers"), ("E-mail", "e-mail addresses"),
        ("SSN", "ids of people"), ("Student ID", "ids of people"), ("SASID", "ids of people"),
    ],
)  # fmt: skip
def test_a_column_about_who_somebody_is_stops_and_is_named(column: str, kind: str) -> None:
    rows = [[*person("P1"), "Zyxwv Secret"]]
    refused(filled(rows, [*HEADER, column]), f'column "{column}" would hold {kind}', "Zyxwv")


def test_any_further_column_stops_and_its_name_is_kept_to_itself() -> None:
    """Free text can name somebody, and no scanner knows every name; so can a header that is none."""
    refused(
        filled([[*person("P1"), "Zyxwv was away"]], [*HEADER, "notes by Wvut"]),
        "column number 8 is none of",
        "Zyxwv",
        "Wvut",
    )
    refused(filled([[*person("P1"), "Zyxwv"]], [*HEADER, ""]), "column number 8 is none of", "Zyxwv")
    refused(filled([[*person("P1"), "Zyxwv"]], HEADER), "column number 8 is none of", "Zyxwv")
    refused(b"Zyxwv Street,Maria\nWvut Birth,Ana\n", "column number 1 would hold addresses", "Zyxwv", "Maria", "Wvut")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("078-05-1120", "social security numbers"),
        ("078051120", r"9 or 10 digits"),
        ("2035550142", r"9 or 10 digits"),
        ("078_05_1120", r"9 or 10 digits"),
        ("S123456780", r"9 or 10 digits"),
        ("203-555-0142", "phone numbers"),
        ("maria@elm.example", "e-mail addresses"),
        ("Zyxwv, Maria", "look like names"),
        ("2011-04-30", "dates of birth"),
        ("20110430", "dates of birth"),
        ("04302011", "dates of birth"),
        ("MariaZyxwv", "are no code"),
        ("Maria Zyxwv 2", "are no code"),
        ("", "are no code"),
        ("9" * 41, "are no code"),
    ],
)
def test_a_code_that_others_could_know_stops(code: str, said: str) -> None:
    refused(filled([person(code)]), f'column "participant": fewer than 10 cells .*{said}', *([code] if code else []))


@pytest.mark.parametrize(
    "code",
    [
        "JS20100401", "20100401JS", "JS_20100401_2", "JS201004011", "js01042010", "js04012010x", "30042011A", "19000101Z",
        "JS2010-04-01", "JS-2010-4-1", "1-4-2010-JS", "J4_30_2011S", "30_04_2011_JS", "JS20261122",
    ],
)  # fmt: skip
def test_a_date_of_birth_anywhere_in_a_code_stops(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Initials and a birthday name somebody to whoever knows them."""
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 22))
    said = r'column "participant": fewer than 10 cells \(rows? [2, 3]+\) look like dates of birth'
    refused(filled([person(code)]), said, code)
    refused(filled([person(code), person(f"{code}5"), person("P1")]), said, code)


@pytest.mark.parametrize(
    "code",
    [
        "P0417", "JS20101301", "JS20100431", "JS18991231", "JS20261123", "JS20990401", "T2024-0117", "P20240017", "A2010B04C01",
        "2010-04_01",
    ],
)  # fmt: skip
def test_a_code_without_a_day_somebody_may_be_born_on_is_one(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 22))
    assert counts(filled([person(code)]))["fair-haven", "all", 2025] == 1


@pytest.mark.parametrize(
    ("at", "cell", "said"),
    [
        (1, "Tutoring!", 'column "program": fewer than 10 cells'),
        (2, "24-25", 'column "period_start": fewer than 10 cells'),
        (3, "2020", r"the period ends before it begins in fewer than 10 cells \(row 2\)"),
        (4, "12 Zyxwv Avenue", r'column "neighborhood": fewer than 10 cells \(row 2\) look like addresses'),
        (4, "zyxwv", r'column "neighborhood": fewer than 10 cells \(row 2\) are no id of a neighborhood'),
        (5, "martian", r'column "race_ethnicity": fewer than 10 cells \(row 2\) are none of aian'),
        (6, "4/30/2011", r'column "sex": fewer than 10 cells \(row 2\) look like full dates'),
    ],
)
def test_a_wrong_cell_is_told_by_column_and_row(at: int, cell: str, said: str) -> None:
    row = person("P1")
    row[at] = cell
    refused(filled([row, person("P2")]), said, cell)


def test_every_column_with_a_problem_is_told_at_once() -> None:
    wrong = [person(f"P{i}", race="martian", sex="x") for i in range(137)]
    rows = r"about 140 cells \(rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and more\)"
    refused(filled(wrong), rf'"race_ethnicity": {rows} are none of .*; column "sex": {rows}')


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (HEADER[1:], "columns participant are missing"),
        ([*HEADER[:4], *HEADER[5:]], "one of the columns neighborhood, tract, town is needed"),
        ([*HEADER, "sex"], "column sex stands there twice"),
    ],
)
def test_a_lost_column_is_told(header: list[str], said: str) -> None:
    row = dict(zip(HEADER, person("P1"), strict=True))
    refused(filled([[row[name] for name in header]], header), said)


def test_a_list_without_any_place_is_told() -> None:
    refused(filled([person("P1", place="")]), "no row has a place in neighborhood")


def zipped(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "participant\n")
    return content.getvalue()


SENTINEL = "Zyxwvutsrq7"


@pytest.mark.parametrize(
    "content",
    [
        xlsx({SENTINEL: [["participant"]], "Maria": [["participant"]]}),
        zipped(f"{SENTINEL}.csv", "Maria.csv"),
        b"PK\x03\x04" + SENTINEL.encode(),
        b"",
        f"<!doctype html><title>{SENTINEL}</title>".encode(),
        SENTINEL.encode() + b"\x00\x01\x02",
    ],
)
def test_a_file_that_is_no_one_table_is_told_without_the_names_in_it(content: bytes) -> None:
    refused(content, "cannot be read as one table", SENTINEL, "Maria")
    with pytest.raises(PartnerError, match="cannot be read as one table"):
        aggregate(content, "elm.csv", "partner", AREAS)


def planted(rows: Rows, row: int, column: int, text: str) -> Rows:
    return [[text if (r, c) == (row, column) else cell for c, cell in enumerate(cells)] for r, cells in enumerate(rows)]


forms: list[Callable[[str], str]] = [
    lambda s: s, lambda s: f"{s}, Maria", lambda s: f"12 {s} Street", lambda s: f"{s}@elm.example", lambda s: f"{s} Name",
    lambda s: f'"{s}', lambda s: f"{s}\x00", lambda s: f"{s}\n\n{s}", lambda s: f"=HYPERLINK({s})",
]  # fmt: skip


@given(st.integers(0, 12), st.integers(0, 7), st.sampled_from(forms), st.sampled_from(["utf-8", "cp1252", "utf-16"]))
def test_wherever_a_name_stands_no_message_and_no_number_holds_it(
    row: int, column: int, form: Callable[[str], str], encoding: str
) -> None:
    """In the header, in any column, in a column more, in broken text: refused or counted, the sentinel is never seen again."""
    rows = [HEADER, *(person(f"P{n}") for n in range(12))]
    wide = [[*cells, ""] for cells in rows] if column == 7 else rows
    text = io.StringIO()
    csv.writer(text).writerows(planted(wide, row, column, form(SENTINEL)))
    try:
        said = participants.observations(text.getvalue().encode(encoding), "elm.csv", "partner", AREAS).to_csv()
    except PartnerError as error:
        said = chain(error)
    assert SENTINEL not in said


def test_codes_are_in_no_number() -> None:
    rows = [person(f"{SENTINEL}{n}") for n in range(30)]
    found = participants.observations(filled(rows), "elm.csv", "partner", AREAS)
    assert SENTINEL not in found.to_csv() + repr(found.attrs)
