"""School rates: as the publisher prints them, with its marks kept, and nothing worked out from what stands beside them."""

import math
from typing import Any

import pytest

from indicators.catalog import MEASURES
from indicators.compute import estimates_for
from tests.indicators.tables import Row, areas, by_key, observation, observations

GRADUATION, ABSENCE = MEASURES["graduation_4yr"], MEASURES["chronic_absence"]
DISTRICT = "0902790"
PLACES = areas(("school_district", DISTRICT, 0), ("state", "09", 2022), ("neighborhood", "hill", 2022))


def school(variable: str, estimate: float = math.nan, group: str = "all", year: int = 2019, **other: Any) -> Row:
    own = {
        "source": "ctdata",
        "vintage": year,
        "scheme": "all" if group == "all" else "race_ethnicity",
        "group": group,
        "period_start": year - 1,
        "period_end": year,
    }
    return observation(variable, "school_district", DISTRICT, estimate, **(own | other))


def graduation(rows: list[Row]) -> dict[tuple[Any, ...], Row]:
    """The district's rows by group and year."""
    found = estimates_for(GRADUATION, observations(rows), PLACES, {})
    return by_key(found[found["level"] == "school_district"], ["group", "period_end"])


def test_a_rate_is_passed_on_with_the_counts_behind_it() -> None:
    rows = [school("graduation_4yr.rate", 78.7, "black"), school("graduation_4yr.count", 481, "black"),
            school("graduation_4yr.cohort", 611, "black")]  # fmt: skip
    row = graduation(rows)["black", 2019]
    assert (row["value"], row["numerator"], row["denominator"], row["status"]) == (78.7, 481, 611, "estimated")
    assert math.isnan(row["moe"])
    assert row["period_start"] == 2018


def test_a_mark_stays_a_mark_and_is_not_worked_out_from_graduates_and_cohort() -> None:
    rows = [school("graduation_4yr.rate", group="asian", status="suppressed_at_source"),
            school("graduation_4yr.count", 12, "asian"), school("graduation_4yr.cohort", 15, "asian")]  # fmt: skip
    row = graduation(rows)["asian", 2019]
    assert row["status"] == "suppressed_at_source"
    assert math.isnan(row["value"])


def test_no_number_that_stands_under_a_mark_is_let_through() -> None:
    row = graduation([school("graduation_4yr.rate", 40.0, status="suppressed_at_source", low=30.0, high=50.0)])[
        "all", 2019
    ]
    assert row["status"] == "suppressed_at_source"
    assert all(math.isnan(row[name]) for name in ("value", "low", "high"))


def test_a_suppressed_count_beside_a_printed_rate_stays_empty() -> None:
    rows = [school("graduation_4yr.rate", 90.0, "asian"),
            school("graduation_4yr.count", group="asian", status="suppressed_at_source")]  # fmt: skip
    row = graduation(rows)["asian", 2019]
    assert (row["value"], row["status"]) == (90, "estimated")
    assert math.isnan(row["numerator"])


def test_everyone_has_a_row_even_when_the_source_leaves_it_out() -> None:
    row = graduation([school("graduation_4yr.rate", 78.7, "black")])["all", 2019]
    assert row["status"] == "not_available"
    assert math.isnan(row["value"])


def test_every_group_named_once_has_a_row_in_every_period_and_area() -> None:
    rows = [school("graduation_4yr.rate", 80.0), school("graduation_4yr.rate", 78.0, "black", 2018)]
    found = estimates_for(GRADUATION, observations(rows), PLACES, {})
    keys = found[["level", "group", "period_end"]].to_records(index=False).tolist()
    assert len(keys) == 2 * 2 * 2
    assert ("state", "black", 2019) in keys
    assert set(found["group"]) == {"all", "black"}


def test_groups_the_source_never_names_are_not_invented() -> None:
    assert set(graduation([school("graduation_4yr.rate", 80.0)])) == {("all", 2019)}


@pytest.mark.parametrize(
    ("status", "expected"), [("not_applicable", "not_available"), ("not_reported", "not_reported")]
)
def test_other_marks_keep_their_meaning(status: str, expected: str) -> None:
    assert graduation([school("graduation_4yr.rate", status=status)])["all", 2019]["status"] == expected


def test_a_range_keeps_its_bounds() -> None:
    row = graduation([school("graduation_4yr.rate", status="range", low=80.0, high=100.0)])["all", 2019]
    assert (row["status"], row["low"], row["high"]) == ("range", 80, 100)
    assert math.isnan(row["value"])


def test_the_newer_of_two_printings_stands() -> None:
    rows = [school("chronic_absence.rate", 24.1, "black", 2020, vintage=2021),
            school("chronic_absence.rate", 23.9, "black", 2020, vintage=2020)]  # fmt: skip
    found = estimates_for(ABSENCE, observations(rows), PLACES, {})
    assert found.loc[(found["group"] == "black") & (found["level"] == "school_district"), "value"].tolist() == [24.1]


def test_another_sources_variable_of_the_same_name_is_left_alone() -> None:
    rows = [school("graduation_4yr.rate", 80.0), school("graduation_4yr.rate", 10.0, source="rumor")]
    assert graduation(rows)["all", 2019]["value"] == 80
