"""What a reader writes down of one row, to the person: its bounds, its band, its rate."""

from collections.abc import Mapping

import pytest

from indicators.suppression.policy import Policy
from indicators.suppression.relations import UNBOUNDED
from tests.indicators.audited import bounds, counted, of_place, rated, read

MEALS = "free_or_reduced_meals"


def of_rate(numbers: Mapping[str, float], measure: str = "grade3_math", minimum: int = 10) -> list[tuple[int, int]]:
    """Lowest and highest part, others and size that one row tells."""
    return list(bounds(read(rated(measure, {"all": numbers}), minimum)).values())


@pytest.mark.parametrize(
    ("status", "value", "told"),
    [
        ("published", 31.0, (31, 31)),
        ("published", 0.0, (0, 0)),
        ("published", float("nan"), (0, UNBOUNDED)),
        ("suppressed", float("nan"), (1, UNBOUNDED)),
        ("too_uncertain", float("nan"), (0, UNBOUNDED)),
    ],
)
def test_a_count_tells_its_number_and_a_hidden_one_that_somebody_is_there(
    status: str, value: float, told: tuple[int, int]
) -> None:
    row = counted({"asian": 31}, ())[1] | {"status": status, "value": value}
    assert bounds(read([row])) == {"enrollment.count of asian": told}
    reach = of_place("program_reach", "neighborhood", "ash-hill", {}) | {"status": status, "numerator": value}
    assert bounds(read([reach])) == {"prek_seats.served of all": told}


@pytest.mark.parametrize("status", ["not_reported", "not_available"])
def test_a_row_that_is_not_there_tells_nothing(status: str) -> None:
    assert read([counted({"asian": 31}, ())[1] | {"status": status}]).low == {}


def test_a_rate_tells_part_and_size() -> None:
    book = read(rated("grade3_math", {"all": {"value": 40.0, "numerator": 80, "denominator": 200}}))
    assert bounds(book) == {
        "sbac_math_3.proficient_count of all": (80, 80),
        "grade3_math, the others of all": (0, UNBOUNDED),
        "sbac_math_3.tested_count of all": (200, 200),
    }
    assert (book.rates, book.banded) == ([], set())
    ((terms, _, _),) = book.equations
    assert [factor for _, factor in terms] == [1, -1, -1]
    assert terms[0][0].startswith("sbac_math_3.tested_count")


def test_a_hidden_rate_tells_that_somebody_is_there() -> None:
    assert of_rate({}) == [(0, UNBOUNDED), (0, UNBOUNDED), (1, UNBOUNDED)]


def test_a_rate_without_variables_behind_it_has_cells_of_its_own() -> None:
    assert list(bounds(read(rated("college_enrollment", {"all": {"value": 61.0}})))) == [
        "college_enrollment, the part of all",
        "college_enrollment, the others of all",
        "college_enrollment, the size of all",
    ]


@pytest.mark.parametrize(
    ("numbers", "decimals"),
    [
        ({"value": 61.0}, 0),
        ({"value": 61.4}, 1),
        ({"value": 61.0, "numerator": 30}, 1),
        ({"value": 61.4, "numerator": 30}, 1),
    ],
)
def test_a_rate_that_stands_alone_may_be_a_whole_percent(numbers: dict[str, float], decimals: int) -> None:
    ((rate, _),) = read(rated("chronic_absence", {"all": numbers})).rates
    assert (rate.low, rate.high, rate.decimals) == (numbers["value"], numbers["value"], decimals)
    assert rate.part.startswith("chronic_absence.count")
    assert rate.size.startswith("chronic_absence, the size")


def test_a_rate_with_its_size_but_not_its_part_is_a_rate_too() -> None:
    book = read(rated("grade3_math", {"all": {"value": 61.4, "denominator": 200}}))
    assert (len(book.rates), list(bounds(book).values())[2]) == (1, (200, 200))


def test_a_rate_without_its_numbers_tells_that_somebody_is_there() -> None:
    assert of_rate({"value": 61.0}) == [(0, UNBOUNDED), (0, UNBOUNDED), (1, UNBOUNDED)]
    assert of_rate({"value": 61.0, "numerator": 30}) == [(30, 30), (0, UNBOUNDED), (1, UNBOUNDED)]


def test_a_hidden_row_prints_no_rate() -> None:
    assert read(rated("grade3_math", {"all": {}})).rates == []


@pytest.mark.parametrize(
    ("low", "high", "cells", "printed"),
    [
        (0.0, 9.0, ["sbac_math_3.proficient_count of all"], False),
        (91.0, 100.0, ["grade3_math, the others of all"], False),
        (30.0, 40.0, [], True),
        (1.0, 40.0, [], True),
        (30.0, 99.0, [], True),
    ],
)
def test_a_range_is_a_band_at_either_end_and_a_printed_rate_between(
    low: float, high: float, cells: list[str], printed: bool
) -> None:
    book = read(rated("grade3_math", {"all": {"low": low, "high": high}}))
    assert sorted(name.split(" (")[0] for name in book.banded) == cells
    assert [(r.low, r.high, r.decimals) for r, _ in book.rates] == ([(low, high, 0)] if printed else [])
    if printed:
        assert list(bounds(book).values()) == [(0, UNBOUNDED), (0, UNBOUNDED), (1, UNBOUNDED)]


@pytest.mark.parametrize("minimum", [10, 15, 20])
@pytest.mark.parametrize("size", [38, 50, 99, 100, 101, 333, 899, 900, 901, 1899, 1900, 5000])
def test_a_band_tells_its_size_as_nearly_as_the_policy_that_made_it_lets(minimum: int, size: int) -> None:
    edge = Policy(minimum).band_edge(size)
    below = of_rate({"low": 0.0, "high": float(edge)}, minimum=minimum)
    above = of_rate({"low": float(100 - edge), "high": 100.0}, minimum=minimum)
    assert below[:2] == [(0, minimum - 1), (0, UNBOUNDED)]
    assert above[:2] == [(0, UNBOUNDED), (0, minimum - 1)]
    assert below[2] == above[2]
    low, high = below[2]
    assert low <= size <= high
    assert Policy(minimum).band_edge(low) == edge != Policy(minimum).band_edge(low - 1)
    if edge == 1:
        assert high == UNBOUNDED
    else:
        assert Policy(minimum).band_edge(high) == edge != Policy(minimum).band_edge(high + 1)


def test_a_band_of_a_measure_with_a_stricter_minimum_is_read_as_it_was_made() -> None:
    band = {"low": 0.0, "high": float(Policy(20).band_edge(200))}
    for minimum, few in ((10, 19), (20, 19), (30, 29)):
        assert of_rate(band, MEALS, minimum)[0] == (0, few)
    low, high = of_rate(band, MEALS)[2]
    assert low <= 200 <= high
