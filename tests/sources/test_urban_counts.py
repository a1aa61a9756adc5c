"""Schools and colleges by race or ethnicity and sex: rows U06, U08 and U10 of the list of hostile answers, and years that fail."""

from typing import Any

import pandas as pd
import pytest

from sources.errors import Drift
from sources.urban_answer import years
from sources.urban_codes import asked, crossed, grouped
from sources.urban_counts import percent


def test_u10_rows_of_a_race_by_a_sex_are_a_scheme_of_their_own() -> None:
    table = pd.DataFrame(
        {"race": ["99", "2", "99", "2", "8", "8", "9"], "sex": ["99", "99", "2", "2", "99", "1", "3"], "lep": "99"}
    )
    found = crossed(table, "here")
    assert list(zip(found["scheme"], found["group"], strict=True)) == [
        ("all", "all"),
        ("race_ethnicity", "black"),
        ("sex", "female"),
        ("race_ethnicity_by_sex", "black.female"),
        ("residency", "nonresident"),  # a visa, told apart; by sex it is in no scheme
        ("race_ethnicity_by_sex", "not_reported.another_gender"),
    ]


def test_u10_a_race_of_a_sex_of_a_population_is_left_out() -> None:
    table = pd.DataFrame({"race": ["2", "2"], "sex": ["2", "99"], "disability": ["1", "1"]})
    assert crossed(table, "here").empty
    assert grouped(table, "here").empty


def test_u10_codes_of_people_who_were_not_put_in_a_group_are_known() -> None:
    table = pd.DataFrame({"race": ["9", "20", "8", "99", "99"], "sex": ["99", "99", "99", "3", "9"]})
    found = grouped(table, "here")
    assert found["group"].tolist() == ["not_reported", "other", "nonresident", "another_gender", "not_reported"]
    assert found["scheme"].tolist() == ["race_ethnicity", "race_ethnicity", "residency", "sex", "sex"]


def test_u06_a_population_that_was_not_asked_about_is_no_group() -> None:
    table = pd.DataFrame({"race": ["99", "1"], "sex": ["99", "99"], "homeless": ["", "-2"]})
    assert "homeless" not in asked(table)
    assert "homeless" in asked(table.assign(homeless=["99", "-2"])), "one row that says 99 is an answer"
    with pytest.raises(Drift, match=r"'homeless': \['-2'\]"):
        grouped(table.assign(homeless=["99", "-2"]), "here")


def test_a_fraction_becomes_a_percentage_and_its_signs_stay() -> None:
    found = percent(pd.Series(["0.98", "1.0", "0", "-3", "", "-2"], name="rate"), "here")
    assert found.tolist() == ["98.0", "100.0", "0.0", "-3", "", "-2"]


@pytest.mark.parametrize("value", ["98", "1.01"])
def test_a_percentage_where_a_fraction_was_is_drift(value: str) -> None:
    with pytest.raises(Drift, match="should be a fraction"):
        percent(pd.Series(["0.5", value], name="rate"), "here")


@pytest.mark.parametrize("dash", ["&ndash;", "–", "-"])
def test_u09_years_with_the_dash_the_portal_writes(dash: str) -> None:
    assert years(f"1996{dash}1998, 2020") == {1996, 1997, 1998, 2020}


def row(**columns: Any) -> dict[str, Any]:
    """One row of a school, as the portal sends it: everyone, unless said otherwise."""
    return {
        "crdc_id": "090279000551",
        "year": 2021,
        "fips": 9,
        "leaid": "0902790",
        "ncessch": "090279000551",
        "race": 99,
        "sex": 99,
        "disability": 99,
        "lep": 99,
    } | columns
