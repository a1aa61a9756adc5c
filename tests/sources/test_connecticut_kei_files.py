"""The five layouts of the inventory's files, each in a few rows, and what each must say of itself."""

import pytest

from sources.connecticut_kei_files import DOMAINS, FALL_2013, YEARS, Rated, check, grid, rated
from sources.errors import BadAnswer, Drift
from tests.sources.workbooks import Cell, xlsx

LEVELS = [f"Literacy Skills (%) Level {n}" for n in (1, 2, 3)]
WITH_NUMBERS = ["District ID", "District Name", "School Year", "Number of Students Tested", *LEVELS]
STATE = "state_2008-2012_kindergarten_entrance_inventory_results_-_literacy_skills.csv"


def lines(*rows: list[str], end: str = "\r") -> bytes:
    """A CSV of these rows; most real ones end their lines with a bare CR."""
    return (end.join(",".join(row) for row in rows) + end).encode()


def read(name: str, content: bytes) -> list[Rated]:
    """Every rating of a file."""
    return list(rated(name, grid(content, name)))


def test_numbers_of_districts_and_the_state_at_the_end() -> None:
    rows = [
        ["7", "Elm", "2008-09", "84", "1.2", "79.8", "19"],
        ["", "Statewide", "", "900", "11.75472", "40.7", "47.5"],
    ]
    assert read("2008-09_kei_literacy.csv", lines(WITH_NUMBERS, *rows)) == [
        Rated("7", "Elm", False, 2009, "literacy", "84", ("1.2", "79.8", "19")),
        Rated("", "Statewide", True, 2009, "literacy", "900", ("11.75472", "40.7", "47.5")),
    ]


def test_the_state_by_year_in_its_own_file() -> None:
    rows = [["State", "2011-12", "900", "23", "39", "38"], ["State", "2010-11", "800", "22", "38", "40"]]
    found = read(STATE, lines(["Organization Name", *WITH_NUMBERS[2:]], *rows))
    assert [(r.is_state, r.period_end, r.tested) for r in found] == [(True, 2012, "900"), (True, 2011, "800")]


def test_two_headers_with_empty_columns() -> None:
    top = ["", "", "Literacy Skills (%)", "", "", "", "", ""]
    names = ["DistrictName", "Number of Students Tested", "Level 1 ", "Level 2", "Level 3", "", "", ""]
    rows = [["Elm", "28", "21.4", "46.4", "32.1", "", "", ""], ["Statewide", "900", "22.5", "39.2", "38.3", "", "", ""]]
    assert read("2012-13_kei_literacy.csv", lines(top, names, *rows)) == [
        Rated("", "Elm", False, 2013, "literacy", "28", ("21.4", "46.4", "32.1")),
        Rated("", "Statewide", True, 2013, "literacy", "900", ("22.5", "39.2", "38.3")),
    ]


def fall_2013(*names: str) -> bytes:
    """The workbook of 2013-14 with one district and these domains, from left to right."""
    top: list[Cell] = [None, *(cell for name in names for cell in (name, None, None))]
    header: list[Cell] = ["DistrictName", *(f"Performance_Level_{n}" for _ in names for n in (1, 2, 3))]
    row: list[Cell] = ["Elm", *(float(n) for n in range(len(names) * 3))]
    return xlsx({"Sheet1": [[None] * len(top), top, header, row], "Sheet2": [[None]]})


def test_domains_side_by_side() -> None:
    content = fall_2013("Language", "Literacy", "Numeracy", "Physical", "Creative", "Personal")
    found = {r.domain: (r.name, r.period_end, r.tested, r.marks) for r in read(FALL_2013, content)}
    assert found["literacy"] == ("Elm", 2014, None, ("3", "4", "5"))
    assert found["personal"][3] == ("15", "16", "17")
    assert set(found) == set(DOMAINS)


def test_a_domain_that_is_not_known_is_refused() -> None:
    with pytest.raises(Drift, match="Science"):
        check(FALL_2013, fall_2013("Language", "Literacy", "Numeracy", "Physical", "Creative", "Science"))


def all_years(*rows: list[Cell]) -> bytes:
    """The last workbook: three columns, then eighteen with the same mark as the row's last cell."""
    header: list[Cell] = ["Year", "Dist_Num", "districtname"]
    header += [f"{words.code}_PCT{n}" for words in DOMAINS.values() for n in (1, 2, 3)]
    return xlsx({"Documentation": [[None]], "All Years": [header, *([*row, *[row[-1]] * 17] for row in rows)]})


def test_percents_of_districts_and_fractions_of_the_state_are_one_unit() -> None:
    rows = [["2014-15", "007", "Elm", "14.4%"], ["2015-16", "007", "Elm", "*"], ["2015-16", "007", "Elm", None]]
    found = read(YEARS, all_years(*rows, ["2016-17", None, "State", 0.117], ["2016-17", None, "State", 1]))
    marks = [(r.is_state, r.period_end, r.marks[2]) for r in found if r.domain == "physical"]
    assert marks == [
        (False, 2015, "14.4"),
        (False, 2016, "*"),
        (False, 2016, ""),
        (True, 2017, "11.7"),
        (True, 2017, "100.0"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(["2014-15", "007", "Elm", 0.144], id="district-as-fraction"),
        pytest.param(["2014-15", None, "State", "14.4%"], id="state-as-percent"),
        pytest.param(["2014-15", None, "State", 14.4], id="state-over-one"),
        pytest.param(["2014-16", "007", "Elm", "14.4%"], id="two-years"),
    ],
)
def test_a_unit_or_a_year_written_another_way_is_refused(row: list[Cell]) -> None:
    with pytest.raises(Drift):
        check(YEARS, all_years(row))


def test_the_one_file_that_calls_the_state_after_its_domain_is_repaired_in_one_row() -> None:
    header = [*WITH_NUMBERS[:4], *(f"Creative/Aesthetic Skills (%) Level {n}" for n in (1, 2, 3))]
    elm, state = ["7", "Elm", "2010-11", "84", "1", "2", "97"], ["", "Creative", "2010-11", "900", "10", "38", "52"]
    name = "2010-11_kei_creative.csv"
    assert [r.is_state for r in read(name, lines(header, elm, state))] == [False, True]
    for rows in ([elm], [elm, state, state]):
        with pytest.raises(Drift, match='one row of the state, called "Creative"'):
            check(name, lines(header, *rows))


@pytest.mark.parametrize(
    ("name", "row"),
    [
        pytest.param("2008-09_kei_numeracy.csv", ["7", "Elm", "2008-09", "84", "1", "2", "97"], id="another-domain"),
        pytest.param("2009-10_kei_literacy.csv", ["7", "Elm", "2008-09", "84", "1", "2", "97"], id="another-year"),
        pytest.param("2009-10_kei_literacy.csv", ["7", "Elm", "", "84", "1", "2", "97"], id="no-year"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name: str, row: list[str]) -> None:
    with pytest.raises(Drift):
        check(name, lines(WITH_NUMBERS, row))


@pytest.mark.parametrize(
    "content", [b"<html>maintenance</html>", lines(WITH_NUMBERS), lines(WITH_NUMBERS, ["7", "El"])]
)
def test_a_page_a_header_alone_and_a_row_cut_off_are_no_files(content: bytes) -> None:
    with pytest.raises(BadAnswer):
        grid(content, "2008-09_kei_literacy.csv")
