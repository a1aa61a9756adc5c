"""What a cell says: a number of its unit, a declared sign, an interval as stated, or a stop."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.errors import Drift
from sources.table.marks import UNITS, Marks, Reading, number, pair
from sources.table.periods import years

STARRED = Reading("suppressed_at_source")
MARKS = Marks(
    {
        "*": STARRED,
        "PS": STARRED,
        "N<10": STARRED,
        "-9999": STARRED,
        "N/A": Reading("not_applicable"),
        ".": Reading("not_reported"),
        "": Reading("not_reported"),
    },
    intervals=True,
)


@pytest.mark.parametrize(
    ("cell", "unit", "estimate"),
    [
        ("82", "percent", 82),
        (" 82.5 %", "percent", 82.5),
        ("0.825", "fraction", 82.5),
        ("82.5%", "fraction", 82.5),
        (".5", "fraction", 50),
        ("0.07", "fraction", 7),
        ("1,667", "count", 1667),
        ("12.0", "count", 12),
        ("$61,000", "dollars", 61000),
        ("0.43", "rank", 0.43),
        ("-3.5", "number", -3.5),
        ("9e-05", "rank", 0.00009),
        ("0", "percent", 0),
        ("100", "percent", 100),
    ],
)
def test_numbers(cell: str, unit: str, estimate: float) -> None:
    found = MARKS.one(cell, UNITS[unit])
    assert found is not None
    assert found.status == "reported"
    assert found.estimate == pytest.approx(estimate)
    assert math.isnan(found.low)
    assert math.isnan(found.high)


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("*", "suppressed_at_source"),
        ("PS", "suppressed_at_source"),
        ("N<10", "suppressed_at_source"),
        ("-9999", "suppressed_at_source"),
        ("-9999.0", "suppressed_at_source"),
        ("N/A", "not_applicable"),
        (".", "not_reported"),
        ("  ", "not_reported"),
    ],
)
def test_a_sign_becomes_a_status_and_never_a_number(cell: str, status: str) -> None:
    found = MARKS.one(cell, UNITS["percent"])
    assert found is not None
    assert found.status == status
    assert math.isnan(found.estimate)


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("GE95", 95, 100),
        ("GE50", 50, 100),
        ("LE5", 0, 5),
        ("LT50", 0, 50),
        ("21-39", 21, 39),
        ("6-9", 6, 9),
        (">95%", 95, 100),
        ("<5%", 0, 5),
        ("≥ 90", 90, 100),
        ("<= 10", 0, 10),
    ],
)
def test_ranges_are_intervals_and_never_midpoints(cell: str, low: float, high: float) -> None:
    found = MARKS.one(cell, UNITS["percent"])
    assert found is not None
    assert (found.status, found.low, found.high) == ("range", low, high)
    assert math.isnan(found.estimate)


def test_ranges_of_counts_and_of_fractions() -> None:
    below, above, fraction = (
        MARKS.one("<5", UNITS["count"]),
        MARKS.one("GE20", UNITS["count"]),
        MARKS.one(">0.95", UNITS["fraction"]),
    )
    assert below is not None
    assert above is not None
    assert fraction is not None
    assert (below.status, below.low, below.high) == ("range", 0, 4)
    assert (above.status, above.low) == ("top_coded", 20)
    assert math.isnan(above.high)
    assert (fraction.status, fraction.low, fraction.high) == ("range", 95, 100)


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("101", "percent"),
        ("-1", "percent"),
        ("nan", "number"),
        ("inf", "number"),
        ("1e3", "count"),
        ("3.5", "count"),
        ("12,5", "percent"),
        ("1,66", "count"),
        ("1.01", "fraction"),
        ("39-21", "percent"),
        ("90-110", "percent"),
        ("~", "percent"),
        ("#ERROR", "percent"),
        ("#NOT COMPUTED", "count"),
        ("2011-12", "percent"),
        ("٣", "count"),
    ],
)
def test_k07_any_other_cell_stops(cell: str, unit: str) -> None:
    with pytest.raises(Drift, match=r"x\.csv.*found"):
        MARKS.read([cell, "*"], UNITS[unit], "x.csv")


def test_intervals_stop_where_they_are_not_declared() -> None:
    with pytest.raises(Drift, match="GE95"):
        Marks({}).read(["GE95"], UNITS["percent"], "x.csv")


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_and_no_number_leaves_its_bounds(cell: str) -> None:
    found = MARKS.one(cell, UNITS["percent"])
    assert found is None or all(math.isnan(n) or 0 <= n <= 100 for n in (found.estimate, found.low, found.high))
    value = number(cell)
    assert value is None or math.isfinite(value)


def test_s11_an_interval_as_text() -> None:
    assert pair("( 7.4, 11.1)") == (7.4, 11.1)
    assert pair("7.4; 11.1") == (7.4, 11.1)
    assert pair("7.4") is None


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("2022-23", "school_year", (2022, 2023)),
        ("2022–2023", "school_year", (2022, 2023)),
        ("1999-00", "school_year", (1999, 2000)),
        ("2011-12-01", "school_year", None),
        ("2021-23", "school_year", None),
        ("2023", "school_year", None),
        ("2023", "ending_year", (2022, 2023)),
        ("2023.0", "year", (2023, 2023)),
        ("23", "year", None),
        ("2023-09-01", "date", (2023, 2023)),
        ("2023-09-01", "school_date", (2023, 2024)),
        ("2024-05-31T00:00:00", "school_date", (2023, 2024)),
        ("6/30/2024", "school_date", (2023, 2024)),
        ("2023-13-01", "date", None),
    ],
)
def test_periods(text: str, form: str, expected: tuple[int, int] | None) -> None:
    assert years(text, form) == expected
