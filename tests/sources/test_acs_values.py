"""The Census Bureau's signs, checked against its notes on estimate and annotation values."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.acs_values import STATUSES, NotANumberError, cells, numbers

NAN = np.nan


def one(estimate: str | None, moe: str | None, note: str | None = None, moe_note: str | None = None) -> tuple:
    """Estimate, margin, low, high and status of one cell."""
    text = [pa.array([cell], pa.string()) for cell in (estimate, moe, note, moe_note)]
    found = cells(*text)
    return found.estimate[0], found.moe[0], found.low[0], found.high[0], STATUSES[found.status[0]]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("412", "35"), (412, 35, NAN, NAN, "reported")),
        (("0", "13"), (0, 13, NAN, NAN, "reported")),
        (("-1200", "300"), (-1200, 300, NAN, NAN, "reported")),
        (("-666666666", "-222222222", "-", "**"), (NAN, NAN, NAN, NAN, "not_reported")),
        (("-999999999", "-999999999", "N", "N"), (NAN, NAN, NAN, NAN, "not_reported")),
        (("-888888888", "-888888888", "(X)", "(X)"), (NAN, NAN, NAN, NAN, "not_applicable")),
        (("412", "-222222222", None, "**"), (412, NAN, NAN, NAN, "reported")),
        (("412", "-555555555", None, "*****"), (412, 0, NAN, NAN, "controlled")),
        (("250001", "-333333333", "250,000+", "***"), (NAN, NAN, 250000, NAN, "top_coded")),
        (("2499", "-333333333", "2,500-", "***"), (NAN, NAN, NAN, 2500, "bottom_coded")),
        (("412", None), (412, NAN, NAN, NAN, "reported")),
        ((None, None), (NAN, NAN, NAN, NAN, "not_reported")),
        ((None, "-555555555"), (NAN, NAN, NAN, NAN, "not_reported")),
    ],
    ids=lambda cell: "-".join(map(str, cell)) if isinstance(cell, tuple) and len(cell) < 5 else "",
)
def test_c20_sentinels_and_annotations(given: tuple, expected: tuple) -> None:
    assert one(*given)[4] == expected[4]
    np.testing.assert_array_equal(np.array(one(*given)[:4], float), np.array(expected[:4], float))


@pytest.mark.parametrize(
    ("estimate", "low", "high"), [("250001", 250000, NAN), ("2499", NAN, 2500), ("50.1", 50, NAN), ("9.9", NAN, 10)]
)
def test_c23_open_ended_median_without_annotation_is_a_bound(estimate: str, low: float, high: float) -> None:
    found = one(estimate, "-333333333")
    assert np.isnan(found[0])
    np.testing.assert_array_equal([found[2], found[3]], [low, high])


def test_open_ended_median_of_unknown_side_says_nothing() -> None:
    found = cells(pa.array(["1500"]), pa.array(["-333333333"]))
    assert STATUSES[found.status[0]] == "not_reported"
    assert np.isnan([found.estimate[0], found.low[0], found.high[0]]).all()
    assert "which side" in found.problems[0]


def test_c21_undocumented_code_is_no_number_and_is_told() -> None:
    found = cells(pa.array(["-444444444", "5", "7"]), pa.array(["3", "-777777777", "1"]))
    np.testing.assert_array_equal(found.estimate, [NAN, 5, 7])
    np.testing.assert_array_equal(found.moe, [NAN, NAN, 1])
    assert [p.split(",")[0] for p in found.problems] == [
        "estimate: 1 cell with -444444444",
        "margin: 1 cell with -777777777",
    ]


@pytest.mark.parametrize(
    ("estimate", "moe", "status"),
    [
        ("250001", "-333333340.0", "top_coded"),
        ("-666666690.0", "-222222220.0", "not_reported"),
        ("-888888900.0", "", "not_applicable"),
        ("31", "-555555600.0", "controlled"),
        ("", "", "not_reported"),
        (".", ".", "not_reported"),
        ("-", "**", "not_reported"),
        ("N", "N", "not_reported"),
        ("250,000+", "***", "top_coded"),
    ],
)
def test_w08_single_precision_and_bare_signs(estimate: str, moe: str, status: str) -> None:
    assert one(estimate, moe)[4] == status


def test_margin_below_zero_is_no_margin() -> None:
    found = cells(pa.array(["5"]), pa.array(["-3"]))
    assert np.isnan(found.moe[0])
    assert "below zero" in found.problems[0]


@pytest.mark.parametrize("text", ["nan", "inf", "1_000", "Estimate!!Total:", "12 abc"])
def test_a_word_is_refused(text: str) -> None:
    with pytest.raises(NotANumberError, match="expected a number"):
        numbers(pa.array(["1", text]))


@given(st.lists(st.one_of(st.none(), st.integers(-(10**10), 10**10).map(str), st.sampled_from(["-", "N", "", "."]))))
def test_no_nine_digit_code_ever_becomes_a_number(texts: list[str | None]) -> None:
    column = pa.array(texts, pa.string())
    found = cells(column, column)
    assert not (found.estimate <= -1e8).any()
    assert not (found.moe < 0).any()
    known = np.isin(STATUSES[found.status], ["reported", "controlled"])
    assert (known == ~np.isnan(found.estimate)).all()
