"""The publisher's labels and marks; whatever is not declared stops the fetch."""

import math

import pandas as pd
import pytest

from sources.connecticut_words import groups, read
from sources.errors import Drift


def cells(*marks: str, quantity: str = "rate") -> pd.DataFrame:
    """Cells of one file with these marks."""
    return pd.DataFrame({"mark": list(marks), "quantity": quantity, "resource": "x.csv"})


def test_four_vocabularies_meet_in_the_same_groups() -> None:
    black = ["Black", "Black or African American", "Black, not of Hispanic Origin"]
    latino = ["Hispanic", "Hispanic/Latino", "Hispanic/Latino of any race", "Hispanic or Latino of any race"]
    assert set(groups(black, "x").values()) == {"black"}
    assert set(groups(latino, "x").values()) == {"latino"}
    assert groups(["Indian or Alaska Native", "American Indian", "Total"], "x") == {
        "Indian or Alaska Native": "aian",
        "American Indian": "aian",
        "Total": "all",
    }


def test_k07_unknown_labels_are_all_named() -> None:
    with pytest.raises(Drift, match=r"x.csv: .*\['Asian or Pacific Islander', 'Middle Eastern'\]"):
        groups(["White", "Middle Eastern", "Asian or Pacific Islander"], "x.csv")


@pytest.mark.parametrize(
    ("mark", "status"),
    [
        ("*", "suppressed_at_source"),
        ("-9999", "suppressed_at_source"),
        ("N/A", "not_applicable"),
        ("-6666", "not_applicable"),
        ("", "not_reported"),
        (" ", "not_reported"),
    ],
)
def test_a_sign_becomes_a_status_and_never_a_number(mark: str, status: str) -> None:
    found = read(cells(mark)).iloc[0]
    assert found["status"] == status
    assert math.isnan(found["estimate"])


def test_numbers_are_reported_zero_too() -> None:
    found = read(cells("24.1", "0", " 100.0 "))
    assert found["estimate"].tolist() == [24.1, 0.0, 100.0]
    assert set(found["status"]) == {"reported"}


@pytest.mark.parametrize("mark", ["<5", "-1", "1,667", "24.1%", "nan", "inf", "1e3", "100.1", "-8888", "~"])
def test_k07_any_other_mark_stops(mark: str) -> None:
    with pytest.raises(Drift, match=r"x\.csv"):
        read(cells("12.0", mark))


def test_a_count_may_pass_a_hundred() -> None:
    assert read(cells("1667", quantity="count"))["estimate"].tolist() == [1667.0]
