"""The reliability policy at its edges."""

import numpy as np
import pandas as pd
import pytest

from indicators.catalog import MEASURES
from indicators.margins import Z90
from indicators.reliability import classes, with_reliability


def one(value: float, moe: float, *, share: bool = False) -> str:
    return str(classes(np.array([value]), np.array([moe]), share=share)[0])


@pytest.mark.parametrize(
    ("cv", "expected"),
    [(14.99, "high"), (15.01, "medium"), (29.99, "medium"), (30.01, "low")],
)
def test_classes_change_at_fifteen_and_thirty_percent(cv: float, expected: str) -> None:
    assert one(1_000, 1_000 * cv / 100 * Z90) == expected


def test_a_controlled_estimate_is_high_even_when_it_is_zero() -> None:
    assert one(3_600_000, 0) == "high"
    assert one(0, 0) == "high"


def test_an_estimate_without_a_margin_is_low() -> None:
    assert one(500, np.nan) == "low"
    assert one(25, np.nan, share=True) == "low"


def test_a_count_of_zero_is_low() -> None:
    assert one(0, 12) == "low"


@pytest.mark.parametrize(("moe", "expected"), [(2.4, "medium"), (2.5, "medium"), (2.6, "low")])
def test_a_small_share_is_shown_when_its_range_is_narrow(moe: float, expected: str) -> None:
    assert one(2, moe, share=True) == expected
    assert one(0, moe, share=True) == expected


def test_a_narrow_margin_in_people_is_no_excuse() -> None:
    assert one(2, 2, share=False) == "low"


def rows(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame(columns)


def test_rows_without_an_estimate_have_no_class() -> None:
    found = with_reliability(
        rows(
            value=[20.0, np.nan, np.nan], moe=[2.0, np.nan, np.nan], status=["estimated", "not_available", "top_coded"]
        ),
        MEASURES["poverty"],
    )
    assert found["reliability"].tolist() == ["high", "not_applicable", "not_applicable"]


def test_counts_of_real_people_have_no_sampling_error_to_judge() -> None:
    found = with_reliability(rows(value=[78.7], moe=[np.nan], status=["estimated"]), MEASURES["graduation_4yr"])
    assert found["reliability"].tolist() == ["not_applicable"]
