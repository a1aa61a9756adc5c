"""Pace towards a goal, in numbers that can be checked in the head."""

import math
from typing import Any

import pytest

from indicators.comparison import Estimate
from indicators.pace import Pace, pace


def of(value: float, moe: float, end: int) -> Estimate:
    return Estimate(value, moe, end - 4, end)


def class_of(value: float, end: int) -> Estimate:
    return Estimate(value, 0.0, end - 1, end, "class_of")


def graduates(latest: float, end: int = 2023, **other: Any) -> Pace:
    """From 80 percent of the class of 2018 towards 90 percent by 2028: two points every two years."""
    settings: dict[str, Any] = {"target": 90, "by": 2028, "better": "higher"}
    return pace(class_of(80, 2018), class_of(latest, end), **(settings | other))


@pytest.mark.parametrize(("latest", "word"), [(84.9, "not_on_pace"), (85, "on_pace"), (88, "on_pace")])
def test_half_of_the_years_must_have_brought_half_of_the_way(latest: float, word: str) -> None:
    found = graduates(latest)
    assert (found.word, found.expected, found.years_left) == (word, 85, 5)


def test_what_was_made_and_what_is_needed() -> None:
    found = graduates(82)
    assert (found.made, found.needed, found.reached) == (pytest.approx(0.4), pytest.approx(1.6), False)


def test_a_goal_that_is_reached_needs_nothing_more() -> None:
    found = graduates(91)
    assert (found.word, found.reached, found.needed) == ("on_pace", True, 0)


def test_after_its_year_a_goal_is_reached_or_not() -> None:
    found = graduates(89, end=2030)
    assert (found.word, found.years_left, found.expected) == ("not_on_pace", 0, 90)
    assert math.isnan(found.needed)
    assert graduates(90, end=2030).word == "on_pace"


def test_where_lower_is_better() -> None:
    found = pace(class_of(20, 2018), class_of(14, 2023), target=10, by=2028, better="lower")
    assert (found.word, found.expected, found.needed) == ("on_pace", 15, pytest.approx(-0.8))
    assert pace(class_of(20, 2018), class_of(16, 2023), target=10, by=2028, better="lower").word == "not_on_pace"


def test_a_place_that_was_beyond_the_goal_must_stay_there() -> None:
    assert graduates(93, target=75).word == "on_pace"
    assert graduates(74, target=75).word == "not_on_pace"


@pytest.mark.parametrize(
    ("latest", "word"), [(29, "not_on_pace"), (33, "cannot_tell"), (37, "cannot_tell"), (41, "on_pace")]
)
def test_margins_of_both_ends_make_it_uncertain(latest: float, word: str) -> None:
    """At half the way the baseline's margin counts half: root of 4² + (6 / 2)² is 5, around 35."""
    found = pace(of(30, 6, 2018), of(latest, 4, 2023), target=40, by=2028, better="higher")
    assert (found.word, found.expected) == (word, 35)


def test_periods_that_share_years_cannot_tell() -> None:
    found = pace(of(30, 1, 2020), of(50, 1, 2023), target=40, by=2028, better="higher")
    assert (found.word, found.reason) == ("cannot_tell", "periods_share_years")


@pytest.mark.parametrize(
    ("latest", "reason"), [(of(math.nan, 1, 2023), "no_number"), (of(30, math.nan, 2023), "no_margin")]
)
def test_what_is_not_known_cannot_tell(latest: Estimate, reason: str) -> None:
    found = pace(of(30, 1, 2018), latest, target=40, by=2028, better="higher")
    assert (found.word, found.reason, found.reached) == ("cannot_tell", reason, False)


def test_the_latest_comes_after_the_baseline() -> None:
    with pytest.raises(ValueError, match="expected one after 2018"):
        graduates(85, end=2018)
