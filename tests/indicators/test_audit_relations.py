"""What a reader writes down of each row, to the person: bounds, bands, rates, sums of groups and of areas."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from indicators.audit_book import Book
from indicators.audit_ranges import ranges
from indicators.audit_relations import Print, everything, write_down
from indicators.audit_rows import ROW, Earlier
from indicators.catalog import MEASURES
from indicators.suppression.policy import Policy
from indicators.suppression.relations import UNBOUNDED
from tests.indicators.audited import YEAR, counted, of_place, rated
from tests.releases import DISTRICT

CITY = "0900999999"
MEALS = "free_or_reduced_meals"


def read(rows: Sequence[Mapping[str, Any]], minimum: int = 10) -> Book:
    book = Book()
    write_down(book, pd.DataFrame(list(rows)), Print(MEASURES, minimum))
    return book


def bounds(book: Book) -> dict[str, tuple[int, int]]:
    """Lowest and highest by the first words of each cell."""
    return {name.split(" (")[0]: (low, book.high[name]) for name, low in book.low.items()}


def of_rate(numbers: Mapping[str, float], measure: str = "grade3_math", minimum: int = 10) -> list[tuple[int, int]]:
    """Lowest and highest part, others and size that one row tells."""
    return list(bounds(read(rated(measure, {"all": numbers}), minimum)).values())


# One row


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


# Groups


def sums(book: Book) -> list[tuple[str, list[str]]]:
    """The whole and its parts, by group, of each equation between rows."""

    def group(cell: str) -> str:
        return cell.split(" of ")[-1].split(" (")[0]

    rows = [e.terms for e in book.equations if e.origin[0] == "sum"]
    assert all(terms[0][1] == 1 and {factor for _, factor in terms[1:]} == {-1} for terms in rows)
    return [(group(terms[0][0]), [group(cell) for cell, _ in terms[1:]]) for terms in rows]


def test_everyone_is_the_sum_of_the_groups() -> None:
    assert sums(read(counted({"asian": 31, "black": 50}, ("asian",)))) == [("all", ["asian", "black"])]
    three = rated("grade3_math", {"all": {}, "asian": {}, "black": {}})
    assert sums(read(three)) == [("all", ["asian", "black"])] * 3


def test_groups_that_people_may_be_in_twice_add_up_to_nothing() -> None:
    whole, *groups = counted({"asian": 31, "black": 50}, ())
    assert sums(read([whole, *(row | {"scheme": "race_alone"} for row in groups)])) == []


def test_without_everyone_there_is_no_sum() -> None:
    assert sums(read(counted({"asian": 31, "black": 50}, ())[1:])) == []


def test_years_and_places_add_up_by_themselves() -> None:
    table = counted({"asian": 31, "black": 50}, ())
    other = [row | {"period_end": YEAR + 1} for row in table] + [row | {"geoid": "0900002"} for row in table]
    assert sums(read([*table, *other])) == [("all", ["asian", "black"])] * 3


# Areas


def places(city: float, near: Mapping[str, float], cities: Sequence[str] = (CITY,)) -> list[dict[str, Any]]:
    """People served in a city and its neighborhoods; 0 stands for a hidden number."""

    def served(n: float) -> dict[str, float]:
        return {"value": 30.0, "numerator": n, "denominator": 3 * n} if n else {}

    return [
        *(of_place("program_reach", "county_subdivision", geoid, served(city)) for geoid in cities),
        *(of_place("program_reach", "neighborhood", name, served(n)) for name, n in near.items()),
    ]


def among(book: Book) -> list[int]:
    """How many cells stand in each equation of a wider area, itself and those elsewhere counted in."""
    return [len(e.terms) for e in book.equations if e.origin[:2] == ("sum", "places")]


@pytest.mark.parametrize(("city", "tells"), [(140, True), (141, False), (400, False), (0, False)])
def test_a_city_tells_of_its_neighborhoods_where_it_is_small_enough(city: float, tells: bool) -> None:
    """40 are printed; the hidden number is free up to a hundred more than the one it is at least."""
    assert among(read(places(city, {"ash-hill": 40, "bell-meadow": 0}))) == ([4] if tells else [])


@pytest.mark.parametrize(("city", "tells"), [(139, True), (140, False)])
def test_a_number_that_may_be_nobody_is_free_from_zero_on(city: float, tells: bool) -> None:
    rows = places(city, {"ash-hill": 40, "bell-meadow": 0})
    rows[-1]["status"] = "too_uncertain"
    assert among(read(rows)) == ([4] if tells else [])


def test_nobody_need_be_elsewhere() -> None:
    book = read(places(66, {"ash-hill": 60, "bell-meadow": 0}))
    (elsewhere,) = [name for name in book.low if name.endswith("elsewhere")]
    assert (book.low[elsewhere], book.high[elsewhere]) == (0, UNBOUNDED)


def test_of_two_cities_nobody_knows_whose_a_neighborhood_is() -> None:
    assert among(read(places(66, {"ash-hill": 60, "bell-meadow": 0}, (CITY, "0900988888")))) == []


def test_a_city_without_neighborhoods_tells_of_none() -> None:
    assert among(read(places(66, {}))) == []
    assert not any("elsewhere" in name for name in read(places(66, {})).low)


def state(geoid: str, number: float) -> list[dict[str, Any]]:
    """Students of a state and of one of its districts, whose number is hidden."""
    return [
        of_place("enrollment", "state", geoid, {"value": number}),
        of_place("enrollment", "school_district", DISTRICT, {}),
    ]


def test_a_state_tells_of_its_own_districts_alone() -> None:
    assert among(read(state(DISTRICT[:2], 30))) == [3]
    assert among(read(state("25", 30))) == []
    two = [*state(DISTRICT[:2], 30), of_place("enrollment", "state", "25", {"value": 30.0})]
    assert among(read(two)) == [3]


def test_what_a_band_s_sum_is_made_of_is_few_too() -> None:
    rows = [
        of_place("grade3_math", "state", DISTRICT[:2], {"low": 0.0, "high": 9.0}),
        of_place("grade3_math", "school_district", DISTRICT, {}),
    ]
    book = read(rows)
    assert sorted(book.banded) == sorted(name for name in book.low if "proficient" in name and "elsewhere" not in name)
    assert len(book.banded) == 2


# Now, before, and by others


def earlier(rows: Sequence[Mapping[str, Any]], minimum: int = 10, *, corrected: bool = False) -> Earlier:
    frame = pd.DataFrame(list(rows))
    changed = frame[ROW].itertuples(index=False, name=None)
    return Earlier("first", MEASURES, minimum, frame, frozenset(changed) if corrected else frozenset())


def test_an_earlier_release_tells_of_the_same_cells_and_is_named() -> None:
    now, before = counted({"asian": 31, "black": 50}, ("asian",)), counted({"asian": 31, "black": 50}, ())
    book, _ = everything(pd.DataFrame(now), MEASURES, 10, [earlier(before)], ())
    assert bounds(book)["enrollment.count of asian"] == (31, 31)
    assert list(book.told_by.values()) == ["release first"]


def test_a_corrected_table_of_an_earlier_release_has_cells_of_its_own() -> None:
    now, before = counted({"asian": 31, "black": 50}, ("asian",)), counted({"asian": 33, "black": 50}, ())
    book, _ = everything(pd.DataFrame(now), MEASURES, 10, [earlier(before, corrected=True)], ())
    assert len(book.low) == 6
    assert book.told_by == {}


def test_a_band_of_an_earlier_release_is_read_by_the_minimum_of_that_time() -> None:
    """A community that raised its minimum since has bands out that were made with the lower one."""
    band = rated("grade3_math", {"all": {"low": 0.0, "high": float(Policy(10).band_edge(200))}})
    book, _ = everything(pd.DataFrame(rated("grade3_math", {"all": {}})), MEASURES, 15, [earlier(band)], ())
    part, _, size = list(bounds(book).values())
    assert part == (0, 9)
    assert size[0] <= 200 <= size[1]


def said(quantity: str, low: int, high: int) -> dict[str, Any]:
    key = ("grade3_math", "school_district", DISTRICT, "all", "all", YEAR)
    return dict(zip(ROW, key, strict=True)) | {"quantity": quantity, "low": low, "high": high, "by": "the paper"}


def test_what_others_printed_is_written_down_where_the_release_has_such_a_row() -> None:
    rows = pd.DataFrame(rated("grade3_math", {"all": {}}))
    assumed = [said("part", 40, 50), said("nothing", 1, 1), said("size", 90, 90) | {"group": "asian"}]
    book, _ = everything(rows, MEASURES, 10, (), assumed)
    assert list(bounds(book).values()) == [(40, 50), (0, UNBOUNDED), (1, UNBOUNDED)]
    assert list(book.told_by.values()) == ["the paper"]


def served(measure: str, year: int, n: int, years: int = 1, *, hidden: bool = False) -> dict[str, Any]:
    """Children served in a neighborhood over a year or some, told as their number or as a share of all."""
    numbers = (
        {"value": float(n)} if measure == "program_children" else {"value": 50.0, "numerator": n, "denominator": 2 * n}
    )
    row = of_place(measure, "neighborhood", "ash-hill", {} if hidden else numbers)
    return row | {"period_end": year, "period_start": year - years}


@pytest.mark.parametrize("measure", ["program_children", "program_reach"])
def test_years_put_together_are_no_single_year_and_the_sum_of_those_that_were_out(measure: str) -> None:
    """The same children in two measures: one told years by themselves, the other tells them put together."""
    singles = [served("program_children", y, n, hidden=n < 10) for y, n in ((2017, 40), (2018, 5), (2019, 42))]
    book, cells = everything(pd.DataFrame([served(measure, 2019, 87, 3)]), MEASURES, 10, [earlier(singles)], ())
    (whole,) = cells.values()
    assert whole.part.endswith(", 2016 to 2019")
    (equation,) = book.equations
    assert len(equation.terms) == 4
    hidden = next(cell for cell in book.low if cell.endswith(", 2018"))
    assert ranges(book, [hidden]).of(hidden) == (5, 5)
