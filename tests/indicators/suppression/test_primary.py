"""Thresholds, just under, at and just over."""

import math

import pandas as pd
import pytest

from indicators.suppression import policy as rules
from indicators.suppression.policy import Policy, PolicyError
from indicators.suppression.primary import SHOWN, Size, Verdict, of_count, of_rate, size_of, verdict

T = 10


@pytest.mark.parametrize(
    ("count", "status"),
    [(0, "published"), (1, "suppressed"), (T - 1, "suppressed"), (T, "published"), (T + 1, "published")],
)
def test_a_count_from_one_to_nine_is_not_shown(count: int, status: str) -> None:
    assert of_count(count, Policy()).status == status


@pytest.mark.parametrize(
    ("part", "size", "status", "low", "high"),
    [
        (T - 1, 100, "range", 0, 9),
        (T, 100, "published", None, None),
        (T + 1, 100, "published", None, None),
        (91, 100, "range", 91, 100),
        (90, 100, "published", None, None),
        (89, 100, "published", None, None),
        (0, 100, "range", 0, 9),
        (100, 100, "range", 91, 100),
        (31, 32, "range", 71, 100),  # New Haven, Asian graduates of 2019
        (5, T - 1, "suppressed", None, None),
        (5, T, "suppressed", None, None),
        (5, T + 1, "suppressed", None, None),
        (9, 18, "suppressed", None, None),  # at half, only 9 of 18 lies in neither band: all rows of 18 are suppressed
        (17, 18, "suppressed", None, None),
        (9, 19, "range", 0, 48),
        (10, 19, "range", 52, 100),
        (0, 0, "not_available", None, None),
    ],
)
def test_a_rate_is_shown_when_both_parts_reach_the_threshold(
    part: int, size: int, status: str, low: float | None, high: float | None
) -> None:
    found = of_rate(part, Size(size, size), Policy())
    assert found.status == status
    assert (low is None and math.isnan(found.low)) or (found.low, found.high) == (low, high)


@pytest.mark.parametrize("size", range(1, 300))
def test_the_band_depends_on_the_size_alone_and_holds_the_rate(size: int) -> None:
    found = [of_rate(part, Size(size, size), Policy()) for part in range(size + 1)]
    below = {(v.low, v.high) for v in found if v.status == "range" and v.low == 0}
    above = {(v.low, v.high) for v in found if v.status == "range" and v.low > 0}
    assert len(below) <= 1
    assert len(above) <= 1
    for part, told in enumerate(found):
        if told.status == "range":
            assert told.low <= 100 * part / size <= told.high
        if told.status == "published":
            assert T <= part <= size - T
    # Whether a row of this size is suppressed tells nothing of its rate.
    assert (size < 19) == any(v.status == "suppressed" for v in found)
    assert (size < 19) == all(v.status == "suppressed" for v in found)


def test_a_rounded_rate_with_its_count_tells_the_size_within_an_interval() -> None:
    size = size_of(1500, 24.1, math.nan)
    assert size is not None
    assert (size.low, size.high) == (6212, 6237)
    for true_size in (6212, 6224, 6237):
        assert round(100 * 1500 / true_size, 1) == 24.1


def test_nothing_is_known_of_a_rate_without_a_count() -> None:
    assert size_of(math.nan, 24.1, math.nan) is None
    assert of_rate(math.nan, None, Policy()).reason == rules.PRIMARY_UNKNOWN


def test_an_unknown_size_is_taken_at_its_smallest() -> None:
    assert of_rate(9, Size(90, 95), Policy()).high == 10  # 900 / 90, not 900 / 95
    assert of_rate(85, Size(90, 99), Policy()).status == "range"  # only 5 others, should the size be 90


@pytest.mark.parametrize(("minimum", "fits"), [(9, False), (10, True), (11, True)])
def test_a_community_may_be_stricter_never_looser(minimum: int, fits: bool) -> None:
    if fits:
        assert Policy(minimum).minimum == minimum
    else:
        with pytest.raises(PolicyError, match="stricter"):
            Policy(minimum)


@pytest.mark.parametrize(
    ("numbers", "is_count", "found"),
    [
        ({"status": "suppressed_at_source", "value": 500.0}, True, Verdict("suppressed", rules.SOURCE)),
        ({"status": "suppressed_at_source"}, False, Verdict("suppressed", rules.SOURCE)),
        ({"value": 500.0}, True, SHOWN),
        ({"value": 9.0}, True, Verdict("suppressed", rules.PRIMARY_COUNT)),
        ({}, True, Verdict("suppressed", rules.PRIMARY_UNKNOWN)),
        ({"value": 50.0, "numerator": 50.0, "denominator": 100.0}, False, SHOWN),
        ({"value": 50.0, "numerator": 50.0}, False, SHOWN),  # of 100, give or take the rounding
        ({"value": 50.0}, False, Verdict("published", whole=True)),  # of 500 enrolled
    ],
)
def test_a_row_is_judged_by_what_it_tells(numbers: dict[str, float], is_count: bool, found: Verdict) -> None:
    row = {"status": "estimated", **dict.fromkeys(("value", "numerator", "denominator"), math.nan), **numbers}
    assert verdict(pd.Series(row), is_count, Policy(), 500.0) == found


def test_a_rate_alone_of_a_group_whose_enrollment_is_not_known_is_hidden() -> None:
    row = pd.Series({"status": "estimated", "value": 50.0, "numerator": math.nan, "denominator": math.nan})
    assert verdict(row, False, Policy()) == Verdict("suppressed", rules.PRIMARY_UNKNOWN)
