"""Years of counts put together: what is added, what is refused, and that nothing small is told by the years beside it."""

import math

import pandas as pd
import pytest

from indicators.pooled import PoolError, pooled
from tests.indicators.suppression.estimates import row
from tests.indicators.tables import Row, by_key


def class_of(year: int, graduates: float, cohort: float, group: str = "asian", status: str = "estimated") -> Row:
    known = {"numerator": graduates, "denominator": cohort, "value": 100 * graduates / cohort} if cohort else {}
    known = known if status == "estimated" else {}
    return {**row("graduation_4yr", group, status=status, **known), "period_end": year, "period_start": year - 1}


def rates(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


FOUR = rates(class_of(2016, 4, 5), class_of(2017, 6, 8), class_of(2018, 5, 6), class_of(2019, 7, 9))


def by_year(frame: pd.DataFrame, group: str = "asian") -> dict[int, Row]:
    return {key[0]: r for key, r in by_key(frame[frame["group"] == group], ("period_end",)).items()}


def test_counts_are_added_before_they_are_divided() -> None:
    found = by_year(pooled(FOUR, 2))
    assert (found[2019]["numerator"], found[2019]["denominator"], found[2019]["value"]) == (12, 15, 80)
    assert (found[2019]["period_start"], found[2019]["status"]) == (2017, "estimated")


def test_windows_count_back_from_the_newest_year_and_share_none() -> None:
    assert sorted(by_year(pooled(FOUR, 2))) == [2017, 2019]
    assert sorted(by_year(pooled(FOUR, 3))) == [2019]
    assert by_year(pooled(FOUR, 3))[2019]["denominator"] == 23


def test_a_missing_year_breaks_the_window() -> None:
    gap = FOUR[FOUR["period_end"] != 2018]
    assert sorted(by_year(pooled(gap, 2))) == [2017]


def test_a_year_that_one_group_lacks_is_not_reported_for_it_alone() -> None:
    frame = rates(class_of(2018, 5, 6), class_of(2018, 8, 9, "black"), class_of(2019, 7, 9))
    found = pooled(frame, 2)
    assert by_year(found)[2019]["status"] == "estimated"
    assert by_year(found, "black")[2019]["status"] == "not_reported"
    assert math.isnan(by_year(found, "black")[2019]["value"])


@pytest.mark.parametrize(
    ("status", "expected"),
    [("suppressed_at_source", "suppressed_at_source"), ("not_reported", "not_reported"), ("range", "not_reported")],
)
def test_one_unknown_year_makes_the_whole_unknown(status: str, expected: str) -> None:
    found = by_year(pooled(rates(class_of(2018, 5, 6), class_of(2019, 7, 9, status=status)), 2))[2019]
    assert found["status"] == expected
    assert all(math.isnan(found[name]) for name in ("value", "numerator", "denominator"))


def test_two_years_without_anybody_are_not_available() -> None:
    empty = {"numerator": 0.0, "denominator": 0.0}
    frame = rates(class_of(2018, 0, 0) | empty, class_of(2019, 0, 0) | empty)
    assert by_year(pooled(frame, 2))[2019]["status"] == "not_available"


def test_survey_estimates_are_refused() -> None:
    with pytest.raises(PoolError, match="already speak of several years"):
        pooled(FOUR.assign(moe=3.0), 2)


def test_periods_that_overlap_are_refused() -> None:
    with pytest.raises(PoolError, match="share more"):
        pooled(FOUR.assign(period_start=FOUR["period_end"] - 4), 2)


@pytest.mark.parametrize("years", [0, 1, 4])
def test_only_two_or_three_years_are_pooled(years: int) -> None:
    with pytest.raises(PoolError, match="2 or 3"):
        pooled(FOUR, years)


def test_one_measure_at_a_time() -> None:
    with pytest.raises(PoolError, match="one measure"):
        pooled(pd.concat([FOUR, FOUR.assign(measure="other")]), 2)


def test_pooled_rows_may_stand_in_for_the_yearly_ones_and_never_beside_them() -> None:
    """A whole measure has one width: each period_end has one period_start, as the tables of numbers promise."""
    frame = pooled(pd.concat([FOUR, rates(*(class_of(y, 80, 100, "all") for y in range(2016, 2020)))]), 2)
    assert len(frame[["period_start", "period_end"]].drop_duplicates()) == len(set(frame["period_end"]))
    assert (frame["period_end"] - frame["period_start"] == 2).all()
