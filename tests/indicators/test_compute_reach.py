"""Served of eligible, on tables small enough to check in the head."""

import math
from typing import Any

import pytest

from indicators.compute import estimates_for
from indicators.measure import Lines, Reach
from tests.indicators.entries import entry
from tests.indicators.tables import Row, areas, by_key, crosswalk, observation, observations

A, B = "09170140100", "09170140200"
CHILDREN, GIRLS = "B01001_003", "B01001_027"
REACH = entry(
    "tutoring",
    Reach("tutoring.count", {"all": {"all": Lines((CHILDREN, GIRLS))}, "sex": {"female": Lines((GIRLS,))}}),
    source="helpers",
    schemes=("sex",),
    minimum_count=10,
    levels=("neighborhood", "tract"),
)
ELIGIBLE = [
    observation(CHILDREN, "tract", A, 100, 30),
    observation(GIRLS, "tract", A, 100, 40),
    observation(CHILDREN, "tract", B, 80, 20),
    observation(GIRLS, "tract", B, 120, 20),
]
PLACES = areas(("tract", A, 2022), ("neighborhood", "hill", 2022))
WALK = {2022: crosswalk((A, "hill", 1.0), (B, "hill", 0.5))}


def served(count: float, place: str = "hill", **other: Any) -> Row:
    level = "neighborhood" if place == "hill" else "tract"
    keys = {"source": "helpers", "vintage": 2023, "period_start": 2023, "period_end": 2023}
    return observation("tutoring.count", level, place, count, **(keys | other))


def reach(*rows: Row) -> dict[tuple[Any, ...], Row]:
    found = estimates_for(REACH, observations([*ELIGIBLE, *rows]), PLACES, WALK)
    return by_key(found, ("geoid", "group", "period_end"))


def test_served_of_eligible_with_the_margin_of_the_eligible() -> None:
    row = reach(served(60))["hill", "all", 2023]
    assert (row["numerator"], row["numerator_moe"], row["denominator"], row["value"]) == (60, 0, 300, 20)
    assert row["denominator_moe"] == pytest.approx(math.sqrt(30**2 + 40**2 + 10**2 + 10**2))
    assert row["moe"] == pytest.approx(20 * row["denominator_moe"] / 300)
    assert (row["period_start"], row["status"]) == (2023, "estimated")


def test_more_served_than_eligible_is_told() -> None:
    row = reach(served(360))["hill", "all", 2023]
    assert (row["value"], row["numerator"], row["status"]) == (120, 360, "estimated")


def test_each_group_has_its_own_eligible() -> None:
    row = reach(served(40, scheme="sex", group="female"))["hill", "female", 2023]
    assert (row["denominator"], row["value"]) == (160, 25)


def test_a_row_the_partner_does_not_have_is_not_available() -> None:
    row = reach(served(60))[A, "all", 2023]
    assert row["status"] == "not_available"
    assert all(math.isnan(row[name]) for name in ("value", "moe", "numerator"))


@pytest.mark.parametrize("status", ["suppressed_at_source", "not_reported"])
def test_what_the_partner_does_not_tell_is_not_made_up(status: str) -> None:
    row = reach(served(math.nan, status=status))["hill", "all", 2023]
    assert row["status"] == status
    assert math.isnan(row["value"])


def test_nobody_eligible_is_no_rate() -> None:
    nobody = [observation(line, "tract", A, 0, 12) for line in (CHILDREN, GIRLS)]
    found = estimates_for(REACH, observations([*nobody, *ELIGIBLE[2:], served(5, A)]), PLACES, WALK)
    row = by_key(found, ("geoid", "group", "period_end"))[A, "all", 2023]
    assert row["status"] == "not_available"
    assert math.isnan(row["value"])


def test_unknown_eligible_are_no_rate() -> None:
    unknown = [observation(CHILDREN, "tract", A, math.nan, status="not_reported"), *ELIGIBLE[1:]]
    found = estimates_for(REACH, observations([*unknown, served(50)]), PLACES, WALK)
    assert by_key(found, ("geoid", "group", "period_end"))["hill", "all", 2023]["status"] == "not_reported"


@pytest.mark.parametrize(
    ("year", "status"), [(2022, "estimated"), (2021, "estimated"), (2018, "estimated"), (2017, "not_available")]
)
def test_the_eligible_are_those_of_the_newest_survey_that_speaks_of_the_year(year: int, status: str) -> None:
    row = reach(served(60, period_start=year, period_end=year, vintage=year))["hill", "all", year]
    assert row["status"] == status


def test_of_two_vintages_the_newest_that_is_not_later_counts() -> None:
    old = {"vintage": 2021, "period_start": 2017, "period_end": 2021}
    rows = [
        *ELIGIBLE,
        *(r | old | {"estimate": 10.0} for r in ELIGIBLE),
        served(30),
        served(30, period_start=2021, period_end=2021),
    ]
    found = estimates_for(REACH, observations(rows), PLACES, WALK | {2021: crosswalk((A, "hill", 1.0), vintage=2021)})
    by = by_key(found, ("geoid", "group", "period_end"))
    assert (by["hill", "all", 2023]["denominator"], by["hill", "all", 2021]["denominator"]) == (300, 20)


def test_a_correction_stands_in_for_what_it_corrects() -> None:
    assert reach(served(60), served(90, vintage=2024))["hill", "all", 2023]["value"] == 30
