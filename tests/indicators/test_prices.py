"""Dollars of one year in the dollars of another."""

import math

import pytest

from indicators import prices
from indicators.compute import estimates, estimates_for
from indicators.measure import Adjusted, Median
from tests.indicators.entries import entry
from tests.indicators.tables import areas, by_key, observation, observations

TRACT = "09170140100"
INCOME = entry("income", Median("B19013_001"), unit="dollars")
REAL = entry("income_2023", Adjusted("income", 2023), unit="dollars", levels=("tract",))
OLD = {"vintage": 2019, "period_start": 2015, "period_end": 2019}
NEW = {"vintage": 2023, "period_start": 2019, "period_end": 2023}
ROWS = [
    observation("B19013_001", "tract", TRACT, 50_000, 4_000, **OLD),
    observation("B19013_001", "tract", TRACT, 60_000, 5_000, **NEW),
]
PLACES = areas(("tract", TRACT, 2019), ("tract", TRACT, 2023))
FACTOR = 449.3 / 375.8


def test_the_survey_advises_the_same_factor() -> None:
    """The Census Bureau on comparing 2019 with 2024: multiply by 462.5 / 375.8."""
    assert prices.factor(2019, 2024) == pytest.approx(1.2307, abs=1e-4)
    assert prices.factor(2023, 2023) == 1


def test_there_and_back_is_the_same_dollar() -> None:
    for year in prices.R_CPI_U_RS:
        assert prices.factor(year, 2019) * prices.factor(2019, year) == pytest.approx(1)


def test_no_year_is_left_out_and_none_is_misread() -> None:
    years = sorted(prices.R_CPI_U_RS)
    assert years == list(range(years[0], years[-1] + 1))
    steps = [prices.factor(y, y + 1) for y in years[:-1]]
    assert all(0.99 < step < 1.09 for step in steps)


def test_a_year_without_prices_is_refused_with_the_next_step() -> None:
    with pytest.raises(prices.PriceError, match="no annual average for 2031"):
        prices.factor(2031, 2020)


def test_values_and_margins_are_in_the_dollars_of_the_year() -> None:
    found = by_key(estimates([INCOME, REAL], observations(ROWS), PLACES, {}), ("measure", "period_end"))
    assert found["income_2023", 2019]["value"] == pytest.approx(50_000 * FACTOR)
    assert found["income_2023", 2019]["moe"] == pytest.approx(4_000 * FACTOR)
    assert (found["income_2023", 2023]["value"], found["income_2023", 2023]["moe"]) == (60_000, 5_000)
    assert (found["income", 2019]["value"], found["income_2023", 2019]["status"]) == (50_000, "estimated")
    assert found["income_2023", 2019]["period_start"] == 2015


def test_the_measure_it_adjusts_may_come_after_it() -> None:
    found = estimates([REAL, INCOME], observations(ROWS), PLACES, {})
    assert found["measure"].tolist() == ["income_2023"] * 2 + ["income"] * 2


def test_a_bound_stays_a_bound() -> None:
    top = observation("B19013_001", "tract", TRACT, math.nan, status="top_coded", low=250_000.0, **OLD)
    found = by_key(estimates([INCOME, REAL], observations([top]), PLACES, {}), ("measure", "period_end"))
    row = found["income_2023", 2019]
    assert (row["status"], row["low"]) == ("top_coded", pytest.approx(250_000 * FACTOR))
    assert math.isnan(row["value"])


def test_a_period_whose_prices_are_not_known_yet_has_no_number() -> None:
    late = {"vintage": 2032, "period_start": 2028, "period_end": 2032}
    rows = observations([*ROWS, observation("B19013_001", "tract", TRACT, 90_000, 5_000, **late)])
    found = by_key(estimates([INCOME, REAL], rows, areas(("tract", TRACT, 2032)), {}), ("measure", "period_end"))
    assert found["income", 2032]["value"] == 90_000
    assert found["income_2023", 2032]["status"] == "not_available"
    assert math.isnan(found["income_2023", 2032]["value"])


def test_a_target_year_without_prices_is_refused() -> None:
    measure = entry("income_2031", Adjusted("income", 2031), unit="dollars")
    with pytest.raises(prices.PriceError, match="2031"):
        estimates([INCOME, measure], observations(ROWS), PLACES, {})


def test_it_can_be_made_alone_from_the_catalogs_measure() -> None:
    measure = entry("real", Adjusted("median_household_income", 2023), unit="dollars", levels=("tract",))
    found = estimates_for(measure, observations(ROWS), PLACES, {})
    assert set(found["measure"]) == {"real"}
    everyone = found[found["group"] == "all"]
    assert everyone["value"].tolist() == pytest.approx([50_000 * FACTOR, 60_000])
