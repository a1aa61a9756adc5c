"""Earnings some years after entry: medians for everyone, means by sex, and what is withheld."""

from pathlib import Path
from typing import Any

import pytest

from sources import college_scorecard
from sources.errors import Drift
from sources.urban_observations import Observations
from tests.sources.portal import Portal
from tests.sources.test_crdc import answer
from tests.sources.test_urban import listed


def row(**columns: Any) -> dict[str, Any]:
    """One college's earnings ten years after entry, made up."""
    return {
        "unitid": 130794, "opeid": "00142600", "year": 2014, "fips": 9, "cohort_year": 2004, "years_after_entry": 10,
        "earnings_med": 83200, "earnings_mean": 124400, "count_working": 800,
        "earnings_female_mean": 98000, "count_working_female": 400,
        "earnings_male_mean": 150000, "count_working_male": 400,
    } | columns  # fmt: skip


def read(folder: Path, *rows: dict[str, Any], after: int = 10) -> Observations:
    template = f"/api/v1/{college_scorecard.PATH}"
    made_up = Portal({"api-endpoints": listed("2003&ndash;2014, 2018", template=template), "scorecard": answer(*rows)})
    return college_scorecard.earnings(*made_up.open(folder), (2014,), ("09", ()), after)


def test_a_median_a_mean_and_the_means_by_sex_with_their_students(tmp_path: Path) -> None:
    found = read(tmp_path, row(), row(years_after_entry=6, earnings_med=60000)).rows
    seen = found.set_index(["variable", "group"])[["estimate", "n"]].to_dict("index")
    assert seen == {
        ("scorecard.earnings_median", "all"): {"estimate": 83200, "n": 800},
        ("scorecard.earnings_mean", "all"): {"estimate": 124400, "n": 800},
        ("scorecard.earnings_mean", "female"): {"estimate": 98000, "n": 400},
        ("scorecard.earnings_mean", "male"): {"estimate": 150000, "n": 400},
    }
    assert set(found["geoid"]) == {"130794"}
    early = read(tmp_path / "six", row(), row(years_after_entry=6, earnings_med=60000), after=6).rows
    assert early.set_index("variable")["estimate"]["scorecard.earnings_median"] == 60000


def test_u06_withheld_earnings_are_no_number(tmp_path: Path) -> None:
    found = read(tmp_path, row(earnings_med=-3, earnings_female_mean=-3, count_working_female=-3)).rows
    status = found.set_index(["variable", "group"])["status"]
    assert status["scorecard.earnings_median", "all"] == "suppressed_at_source"
    assert status["scorecard.earnings_mean", "female"] == "suppressed_at_source"
    assert found["estimate"].isna().sum() == 2


def test_u02_a_college_with_two_rows_for_one_year_is_left_out(tmp_path: Path) -> None:
    found = read(tmp_path, row(), row(cohort_year=2003, earnings_med=1), row(unitid=129020))
    assert set(found.rows["geoid"]) == {"129020"}
    assert "1 place has a group twice and is not used" in found.problems[0]


def test_a_lost_column_is_drift(tmp_path: Path) -> None:
    with pytest.raises(Drift, match="earnings_med"):
        read(tmp_path, {k: v for k, v in row().items() if k != "earnings_med"})


def test_u03_no_rows_are_told(tmp_path: Path) -> None:
    assert "no rows in state 09" in read(tmp_path).problems[0]
