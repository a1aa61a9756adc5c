"""EDFacts' percentages as intervals, never midpoints: row U07 of the list of hostile answers, and the publisher's real figures."""

import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import edfacts
from sources.cache import Cache
from sources.edfacts_ranges import Reading, percentage, readings
from sources.errors import Drift, NotPublished
from sources.session import Session
from sources.urban_observations import Observations, Wanted
from tests.sources.portal import Portal, as_json
from tests.sources.test_urban import listed

NONE = float("nan")
MARKS = [
    ("GE50", (50, 100)),
    ("LT50", (0, 49)),
    ("GE80", (80, 100)),
    ("LE20", (0, 20)),
    ("GE90", (90, 100)),
    ("LE10", (0, 10)),
    ("GE95", (95, 100)),
    ("LE5", (0, 5)),
    ("GE99", (99, 100)),
    ("LE1", (0, 1)),
    ("GT95", (96, 100)),
    ("21-39", (21, 39)),
    ("6-9", (6, 9)),
    (" 40-44 ", (40, 44)),
    ("40\u201344", (40, 44)),
    (">=95%", (95, 100)),
    ("<50%", (0, 49)),
    ("<= 5 %", (0, 5)),
    ("ge95", (95, 100)),
]


@pytest.mark.parametrize(("mark", "bounds"), MARKS)
def test_u07_every_form_of_range_is_an_interval(mark: str, bounds: tuple[int, int]) -> None:
    found = percentage(mark)
    assert (found.low, found.high, found.status) == (*bounds, "range")
    assert math.isnan(found.estimate)


@pytest.mark.parametrize("mark", ["87", "87%", "0", "100", "87.5", "40-40"])
def test_u07_equal_bounds_are_a_number(mark: str) -> None:
    assert percentage(mark).status == "reported"
    assert percentage(mark).estimate == float(mark.rstrip("%").split("-")[0])
    assert math.isnan(percentage(mark).low)


@pytest.mark.parametrize(
    ("mark", "status"),
    [
        ("PS", "suppressed_at_source"),
        ("S", "suppressed_at_source"),
        ("*", "suppressed_at_source"),
        (".", "not_reported"),
        ("", "not_reported"),
        ("n/a", "not_applicable"),
    ],
)
def test_u07_signs_carry_no_number(mark: str, status: str) -> None:
    found = percentage(mark)
    assert found.status == status
    assert all(math.isnan(v) for v in found[:3])


@pytest.mark.parametrize(
    "mark", ["GE", "LT0", "GE101", "39-21", "101", "-5", "1e2", "GE5-9", "about 50", "95GE", "1-2-3"]
)
def test_u07_any_other_text_is_refused(mark: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        percentage(mark)


@given(st.text(max_size=8))
def test_u07_whatever_stands_there_the_bounds_are_percentages(mark: str) -> None:
    try:
        found = percentage(mark)
    except ValueError:
        return
    assert isinstance(found, Reading)
    held = [v for v in found[:3] if not math.isnan(v)]
    assert all(0 <= v <= 100 for v in held)
    assert len(held) == {"reported": 1, "range": 2}.get(found.status, 0)


COLUMNS = [
    ("83", "83", "reported"),
    ("90", "100", "range"),
    ("0", "100", "range"),
    ("-3", "-3", "suppressed_at_source"),
    ("-1", "-1", "not_reported"),
    ("-2", "-2", "not_applicable"),
    ("", "", "not_reported"),
    ("50", "-3", "suppressed_at_source"),
    ("-1", "-3", "suppressed_at_source"),
    ("50", "-1", "not_reported"),
    ("60", "40", "not_reported"),
]


@pytest.mark.parametrize(("low", "high", "status"), COLUMNS)
def test_u07_two_columns_are_read_by_the_same_rules(low: str, high: str, status: str) -> None:
    found = readings(pd.Series([low], name="low"), pd.Series([high], name="high"), "here")
    assert found["status"].tolist() == [status]
    assert found["contradicts"].tolist() == [low == "60"]
    shown = [str(found[column].item()) for column in ("estimate", "low", "high")]
    numbers = {"reported": [f"{low}.0", "nan", "nan"], "range": ["nan", f"{low}.0", f"{high}.0"]}
    assert shown == numbers.get(status, ["nan"] * 3)


def test_u07_above_a_hundred_is_no_percentage() -> None:
    with pytest.raises(Drift, match="above 100"):
        readings(pd.Series(["8300"], name="low"), pd.Series(["8300"], name="high"), "here")


def row(race: int, low: int | None, high: int | None, **more: Any) -> dict[str, Any]:
    """One row as the portal sends it; `midpt` is a trap."""
    about = {"ncessch": "090279000001", "leaid": 902790, "fips": 9, "race": race, "lep": 99, "disability": 99}
    return about | {"cohort_num": 20, "grad_rate_low": low, "grad_rate_high": high, "grad_rate_midpt": -3.0} | more


def by_group(rows: pd.DataFrame, key: str = "group") -> dict[str, tuple[Any, ...]]:
    """Estimate, low, high, n and status of each group; None for no number."""
    columns = [key, "estimate", "low", "high", "n", "status"]
    plain = rows[columns].astype("object").where(rows[columns].notna(), None)
    return {values[0]: tuple(values[1:]) for values in plain.to_numpy().tolist()}


def read(folder: Path, *rows: dict[str, Any]) -> Observations:
    """Graduation of the class of 2015 from these rows."""
    answer = as_json({"count": len(rows), "next": None, "results": list(rows)})
    template = "/api/v1/schools/edfacts/grad-rates/{year}/"
    made_up = Portal({"api-endpoints": listed("2010–2019", template=template), "grad-rates": answer})
    return edfacts.graduation(*made_up.open(folder), [2014], Wanted("09", "school"))


def test_u07_the_midpoint_is_never_read(tmp_path: Path) -> None:
    rows = [row(99, 71, 71), row(2, 80, 89), row(1, -3, -3, grad_rate_midpt=50.0)]
    found = by_group(read(tmp_path, *rows).rows)
    assert found == {
        "all": (71.0, None, None, 20.0, "reported"),
        "black": (None, 80.0, 89.0, 20.0, "range"),
        "white": (None, None, None, 20.0, "suppressed_at_source"),
    }


def test_u07_a_contradiction_is_told_and_not_used(tmp_path: Path) -> None:
    found = read(tmp_path, row(99, 90, 80))
    assert found.rows["status"].tolist() == ["not_reported"]
    assert "1 interval" in found.problems[0]


def test_rows_of_a_class_are_in_a_school_year_group_and_place(tmp_path: Path) -> None:
    found = read(tmp_path, row(99, 71, 71), row(99, 0, 49, lep=1, cohort_num=-1), row(99, 50, 100, disability=1))
    assert found.rows[
        ["level", "geoid", "period_start", "period_end", "vintage"]
    ].drop_duplicates().to_numpy().tolist() == [["school", "090279000001", 2014, 2015, 2015]]
    assert found.rows[["scheme", "group"]].to_numpy().tolist() == [
        ["all", "all"],
        ["population", "english_learners"],
        ["population", "students_with_disabilities"],
    ]
    assert [str(n) for n in found.rows["n"]] == ["20.0", "nan", "20.0"]


def test_rows_of_two_groups_at_once_are_left_out_and_told(tmp_path: Path) -> None:
    found = read(tmp_path, row(99, 71, 71), row(2, 50, 100, lep=1))
    assert found.rows["group"].tolist() == ["all"]
    assert "1 row of two groups at once is not used" in found.problems[0]


def test_a_lost_column_is_drift(tmp_path: Path) -> None:
    less = row(99, 71, 71)
    del less["grad_rate_high"]
    with pytest.raises(Drift, match="grad_rate_high"):
        read(tmp_path, less)


def test_no_rows_are_told(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert found.rows.empty
    assert "no rows" in found.problems[0]


def test_assessments_are_read_alike_and_by_grade(tmp_path: Path) -> None:
    about = {"leaid": "0902790", "fips": 9, "grade_edfacts": 3, "race": 99, "sex": 99, "lep": 99}
    reading = {"read_test_num_valid": 1200, "read_test_pct_prof_low": 31, "read_test_pct_prof_high": 31}
    math_ = {"math_test_num_valid": 8, "math_test_pct_prof_low": 0, "math_test_pct_prof_high": 49}
    answer = as_json({"count": 1, "next": None, "results": [about | reading | math_]})
    template = "/api/v1/school-districts/edfacts/assessments/{year}/{grade_edfacts}/race/"
    made_up = Portal({"api-endpoints": listed("2009–2018, 2020", template=template), "assessments": answer})
    found = edfacts.assessments(*made_up.open(tmp_path), [2018], Wanted("09"), grade=3).rows
    assert by_group(found, "variable") == {
        "edfacts.reading_proficient_3": (31, None, None, 1200, "reported"),
        "edfacts.math_proficient_3": (None, 0, 49, 8, "range"),
    }
    with pytest.raises(NotPublished):
        edfacts.assessments(*made_up.open(tmp_path), [2019], Wanted("09"), grade=3)
    assert "grade-3" in made_up.urls[1]


@pytest.mark.real
def test_new_havens_schools_equal_the_publishers_figures(upstream: Any, tmp_path: Path) -> None:
    with Session(mirror=upstream.base_url) as session:
        found = edfacts.graduation(session, Cache(tmp_path), [2013, 2014], Wanted("09", "school", ("0902790",)))
    assert found.problems == []
    rows = found.rows[(found.rows["period_end"] == 2015) & (found.rows["geoid"] == "090279000585")]
    cross = by_group(rows)
    assert cross["all"] == (66, None, None, 382, "reported")
    assert cross["economically_disadvantaged"] == (67, None, None, 312, "reported")
    assert cross["latino"] == (None, 60, 64, 211, "range")
    assert cross["two"] == (None, None, None, 2, "suppressed_at_source")
    assert cross["aian"] == (None, None, None, None, "not_reported")
    assert not found.rows["estimate"].eq(62.0).any()  # the midpoint of 60 to 64
