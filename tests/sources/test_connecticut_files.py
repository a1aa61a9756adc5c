"""The four layouts, each in a table small enough to check in the head."""

from typing import NamedTuple

import pandas as pd
import pytest

from sources.connecticut_files import DATASETS, RAW, Cell, Places, cells, check_year
from sources.errors import Drift


class District(NamedTuple):
    """A made-up district."""

    name: str
    leaid: str
    state_code: str


ELM = District("Elm School District", "0900001", "0010011")
PLACES = Places((ELM,), "09")
TIDY = ["District", "FIPS", "Year", "Race/Ethnicity", "Variable", "Measure Type", "Value"]
RACES = [
    "American Indian or Alaska Native",
    "Asian",
    "Black or African American",
    "Hispanic/Latino of any race",
    "White",
]


def table(header: list[str], *rows: list[str]) -> pd.DataFrame:
    """A table of text."""
    return pd.DataFrame(list(rows), columns=header, dtype="str")


def read(dataset: str, name: str, frame: pd.DataFrame) -> list[tuple[object, ...]]:
    """Quantity, level, group, last year and mark of each cell."""
    found = cells(DATASETS[dataset], name, frame, PLACES)
    return [(c.quantity, c.level, c.group, c.period_end, c.mark) for c in found]


def test_a_long_export_is_matched_by_code() -> None:
    frame = table(
        ["District", "District Code", "Race/Ethnicity", "Student Count", "%"],
        ["Elm Schools, renamed", '="0010011"', "Asian", "7", "*"],
        ["Elm School District", '="0990011"', "Asian", "8", "1.0"],
        ["State Level", '="0000000"', "White", "900", "6.5"],
        ["NOTSET", '="0000000"', "White", "1", "2.0"],
    )
    assert read("chronic_absence", "chronic-absenteeism__2018-19_race.csv", frame) == [
        ("rate", "school_district", "asian", 2019, "*"),
        ("count", "school_district", "asian", 2019, "7"),
        ("rate", "state", "white", 2019, "6.5"),
        ("count", "state", "white", 2019, "900"),
    ]


def test_a_long_export_without_codes_is_matched_by_name() -> None:
    frame = table(
        ["District", "Race/Ethnicity", "Four-Year Cohort Count", "Graduation Count", "Graduation Rate"],
        ["Elm School District", "Black", "15", "9", "60.0"],
        ["Elm School District No. 2", "Black", "25", "9", "36.0"],
    )
    assert read("graduation_4yr", "four-year-graduation-rates__2010-11_race_grad.csv", frame) == [
        ("cohort", "school_district", "black", 2011, "15"),
        ("count", "school_district", "black", 2011, "9"),
        ("rate", "school_district", "black", 2011, "60.0"),
    ]


def test_codes_without_quotes_or_leading_zeros_are_the_same_codes() -> None:
    frame = table(["District", "District Code", "Race/Ethnicity", "Count", "%"], ["Elm", "10011", "Asian", "N/A", "*"])
    assert [c[4] for c in read("suspension", "suspension-rates__2020-21_race.csv", frame)] == ["N/A", "*"]


def test_every_row_of_a_state_file_is_the_state() -> None:
    frame = table(["Organization", "Race/Ethnicity", "% Chronically Absent"], ["State of Somewhere", "Asian", "7.0"])
    found = cells(DATASETS["chronic_absence"], "chronic-absenteeism__2011-12_race_ct.csv", frame, Places((), "44"))
    assert found == [Cell("rate", "state", "44", "asian", 2012, "7.0", "chronic-absenteeism__2011-12_race_ct.csv", 0)]


def test_a_wide_export_gives_every_group_and_everyone() -> None:
    frame = table(
        ["District", "District Code", *RACES, "Total"],
        ["Elm", '="0010011"', "*", "9", "58", "48", "13", "130"],
        ["Total", '=""', "1", "2", "3", "4", "5", "15"],
    )
    found = read("enrollment", "enrollment__2018-19_race.csv", frame)
    assert [(c[1], c[2], c[4]) for c in found if c[2] in ("aian", "all")] == [
        ("school_district", "aian", "*"),
        ("school_district", "all", "130"),
        ("state", "aian", "1"),
        ("state", "all", "15"),
    ]


def test_the_states_enrollment_by_race_or_by_grade() -> None:
    by_race = table(
        ["Race", "Female", "Male", "Non-Binary", "Total"], ["Asian", "*", "3", "*", "7"], ["Total", "8", "7", "0", "15"]
    )
    by_grade = table(["Grade", "Female", "Male", "Total"], ["Grade 1", "4", "3", "7"], ["Total", "8", "7", "15"])
    assert [c[2:] for c in read("enrollment", "enrollment__2017-18_race_ct.csv", by_race)] == [
        ("asian", 2018, "7"),
        ("all", 2018, "15"),
    ]
    assert [c[2:] for c in read("enrollment", "enrollment__2015-16_race_ct.csv", by_grade)] == [("all", 2016, "15")]


def test_a_tidy_file_is_matched_by_name_and_the_state_by_its_number() -> None:
    rest = ["2018-2019", "White", "Suspensions", "Percent"]
    frame = table(
        TIDY,
        ["Elm School District", "900100001", *rest, "-9999"],
        ["Connecticut", "9", *rest, "6.5"],
        ["Oak", "", *rest, "1.0"],
    )
    assert read("suspension", "any_name.csv", frame) == [
        ("rate", "school_district", "white", 2019, "-9999"),
        ("rate", "state", "white", 2019, "6.5"),
    ]


TIDY_ROW = ["Elm School District", "1", "2018-2019", "White", "Suspensions", "Percent", "1"]
DRIFTED = [
    pytest.param("suspension-rates__2018-19_race.csv", table(["District", "Race/Ethnicity", "Share"], ["Elm", "White", "1"]), "column of rates", id="K07-rate-renamed"),
    pytest.param("enrollment__2018-19_race.csv", table(["District", "District Code", *RACES[1:], "Total"], ["Elm", "1", "1", "1", "1", "1", "4"]), r"no column for \['aian'\]", id="K07-group-lost"),
    pytest.param("enrollment__2018-19_race.csv", table(["District", "District Code", *RACES, "Middle Eastern", "Total"], ["Elm", *"12345678"]), "Middle Eastern", id="K07-group-new"),
    pytest.param("enrollment__2018-19_race.csv", table(["District", "District Code", *RACES], ["Elm", *"123456"]), r"\['Total'\] are gone", id="K07-total-lost"),
    pytest.param("t.csv", table(TIDY[:-1], TIDY_ROW[:-1]), r"\['Value'\] are gone", id="tidy-column-lost"),
    pytest.param("t.csv", table(TIDY, [*TIDY_ROW[:4], "Sanctions", "Percent", "1"]), "Sanctions", id="tidy-variable-renamed"),
    pytest.param("t.csv", table(TIDY, [*TIDY_ROW[:2], "2018-2020", *TIDY_ROW[3:]]), "2018-2020", id="tidy-year-of-two"),
    pytest.param("t.csv", table(TIDY, TIDY_ROW, ["Oak", "", "2018-2019", "Unheard of", *TIDY_ROW[4:]]), "Unheard of", id="label-of-another-district"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "frame", "words"), DRIFTED)
def test_a_changed_layout_stops(name: str, frame: pd.DataFrame, words: str) -> None:
    with pytest.raises(Drift, match=words):
        read("suspension", name, frame)


def test_a_new_column_beside_the_others_is_allowed() -> None:
    header = ["District", "District Code", "Race/Ethnicity", "Count", "%", "Note"]
    frame = table(header, ["Elm", "0010011", "Asian", "12", "3.0", "new"])
    assert [c[4] for c in read("suspension", "suspension-rates__2018-19_race.csv", frame)] == ["12", "3.0"]


@pytest.mark.parametrize(
    ("name", "year", "state"),
    [
        ("enrollment__2011-12_race_ct.csv", "2011", True),
        ("four-year-graduation-rates__2018-19_race_grad.csv", "2018", False),
        ("four-year-graduation-rates__2018-19_race_nongrad.csv", None, False),
        ("suspension_rate_race_2021.csv", None, False),
        ("enrollment__2011-12_ell.csv", None, False),
    ],
)
def test_names_say_year_and_reach(name: str, year: str | None, state: bool) -> None:
    found = RAW.search(name)
    assert (found[1] if found else None) == year
    assert bool(found and found[3]) is state


def test_a_file_of_another_year_under_this_name_stops() -> None:
    check_year("enrollment__2011-12_race.csv", ["Student Counts", "2011-12"])
    with pytest.raises(Drift, match="its title says 2012-13"):
        check_year("enrollment__2011-12_race.csv", ["Student Counts", "2012-13"])
