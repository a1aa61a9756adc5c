"""Several snapshots of one number, and what must not be worked out again from its neighbors."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.connecticut_merge import everyone, hide_recomputable, resolve

STAR = "suppressed_at_source"


def row(quantity: str, value: float | str, group: str = "black", **more: Any) -> dict[str, Any]:
    """One cell of Elm's class of 2019; text is a status."""
    known = not isinstance(value, str)
    status, estimate = ("reported", float(value)) if known else (value, math.nan)
    place = {"level": "school_district", "geoid": "0900001", "group": group, "period_end": 2019}
    about = {"resource": "a.csv", "rank": 1, "last_modified": "2021"}
    return {"quantity": quantity, **place, "estimate": estimate, "status": status, **about, **more}


def values(frame: pd.DataFrame) -> dict[str, float | str]:
    """Number or status by quantity."""
    cells = frame[["quantity", "estimate", "status"]].to_dict("records")
    return {str(c["quantity"]): c["estimate"] if c["status"] == "reported" else c["status"] for c in cells}


def test_equal_snapshots_are_one_row_and_no_news() -> None:
    rows, news = resolve("suspension", pd.DataFrame([row("rate", 9.5), row("rate", 9.5, rank=2)]))
    assert values(rows) == {"rate": 9.5}
    assert news == []


@pytest.mark.parametrize("starred_first", [True, False])
def test_hidden_in_one_snapshot_is_hidden_and_said_without_the_number(starred_first: bool) -> None:
    cells = [row("rate", STAR, rank=2, resource="tidy.csv"), row("rate", 9.5, resource="raw.csv")]
    rows, news = resolve("suspension", pd.DataFrame(cells if starred_first else cells[::-1]))
    assert values(rows) == {"rate": STAR}
    assert news == [
        "suspension.rate, school_district 0900001, black, 2018-19: suppressed in tidy.csv, a number in raw.csv. The first is kept."
    ]


def test_of_two_numbers_the_raw_export_stands_and_the_newest_of_several() -> None:
    old, new, tidy = (
        row("rate", 9.5, resource="old.csv"),
        row("rate", 9.6, resource="new.csv", last_modified="2022"),
        row("rate", 9.7, rank=2, resource="tidy.csv", last_modified="2023"),
    )
    rows, news = resolve("suspension", pd.DataFrame([tidy, old, new]))
    assert values(rows) == {"rate": 9.6}
    assert len(news) == 1
    assert "9." not in news[0]


def test_no_row_in_the_tidy_file_does_not_hide_the_export() -> None:
    rows, news = resolve("suspension", pd.DataFrame([row("rate", 9.5), row("rate", "not_applicable", rank=2)]))
    assert values(rows) == {"rate": 9.5}
    assert len(news) == 1


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        pytest.param({"cohort": 11, "count": 9, "rate": STAR}, {"cohort": 11, "count": STAR, "rate": STAR}, id="New-Haven-2019-two"),
        pytest.param({"cohort": 20, "count": STAR, "rate": 90.0}, {"cohort": 20, "count": STAR, "rate": STAR}, id="count-starred"),
        pytest.param({"cohort": STAR, "count": 9, "rate": 90.0}, {"cohort": STAR, "count": STAR, "rate": STAR}, id="cohort-starred"),
        pytest.param({"count": 0, "rate": STAR}, {"count": STAR, "rate": STAR}, id="nobody-of-few"),
        pytest.param({"cohort": 20, "count": 18, "rate": 90.0}, {"cohort": 20, "count": 18, "rate": 90.0}, id="all-shown"),
        pytest.param({"count": "not_applicable", "rate": STAR}, {"count": "not_applicable", "rate": STAR}, id="not-applicable"),
    ],
)  # fmt: skip
def test_a_starred_number_cannot_be_worked_out(published: dict[str, Any], kept: dict[str, Any]) -> None:
    assert values(hide_recomputable(pd.DataFrame([row(q, v) for q, v in published.items()]))) == kept


known_or_star = st.one_of(st.just(STAR), st.integers(0, 99).map(float))


@given(st.fixed_dictionaries({"cohort": known_or_star, "count": known_or_star, "rate": known_or_star}))
def test_never_are_two_of_three_left_when_one_is_starred(published: dict[str, Any]) -> None:
    kept = values(hide_recomputable(pd.DataFrame([row(q, v) for q, v in published.items()])))
    starred = [q for q, v in kept.items() if v == STAR]
    assert not starred or len(starred) >= 2
    assert all(kept[q] in (v, STAR) for q, v in published.items())


def cohort(
    groups: Mapping[str, tuple[float | str, float | str]], level: str = "school_district"
) -> list[dict[str, Any]]:
    """Cohort, graduates and rate of each group."""
    place = {"level": level, "geoid": "09" if level == "state" else "0900001"}
    parts = [("cohort", 0), ("count", 1)]
    return [row(q, pair[i], group, **place) for group, pair in groups.items() for q, i in parts]


STATE = cohort({"asian": (30, 27), "black": (70, 53)}, "state")


def test_everyone_is_the_sum_where_the_groups_partition_the_cohort() -> None:
    found = everyone(pd.DataFrame([*STATE, *cohort({"asian": (10, 9), "black": (10, 6)})]))
    assert set(found["group"]) == {"all"}
    assert values(found[found["level"] == "state"]) == {"cohort": 100.0, "count": 80.0, "rate": 80.0}
    assert values(found[found["level"] == "school_district"]) == {"cohort": 20.0, "count": 15.0, "rate": 75.0}


def test_a_summed_rate_has_the_publishers_one_decimal() -> None:
    found = everyone(pd.DataFrame(cohort({"asian": (5221, 4416), "black": (40000, 33000)}, "state")))
    assert values(found) == {"cohort": 45221.0, "count": 37416.0, "rate": 82.7}


@pytest.mark.parametrize(
    "groups",
    [
        pytest.param({"asian": (10, 9), "black": (STAR, STAR)}, id="hidden-cohort"),
        pytest.param({"asian": (10, 9), "black": (11, STAR)}, id="hidden-count"),
        pytest.param({"asian": (10, 9), "black": ("not_applicable", "not_applicable")}, id="not-applicable"),
        pytest.param({"asian": (10, 9)}, id="absent-group"),
        pytest.param({"asian": (10, 9), "white": (10, 9)}, id="another-group"),
        pytest.param({"asian": (10, 9), "black": (11, 9), "white": (12, 9)}, id="a-group-the-state-does-not-list"),
        pytest.param({"asian": (0, 0), "black": (0, 0)}, id="nobody"),
    ],
)
def test_no_everyone_where_a_group_is_hidden_or_missing(groups: dict[str, tuple[float | str, float | str]]) -> None:
    found = everyone(pd.DataFrame([*STATE, *cohort(groups)]))
    assert set(found["level"]) == {"state"}


def test_a_publishers_own_total_is_not_made_a_second_time() -> None:
    assert everyone(pd.DataFrame(cohort({"all": (100, 80), "asian": (100, 80)}, "state"))).empty
