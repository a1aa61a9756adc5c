"""Which printed numbers of an earlier release are not those of today, to the last step of rounding."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from indicators.audit_rows import Earlier
from indicators.audit_today import printed_anew, todays
from indicators.catalog import MEASURES
from indicators.group_pools import POOLED
from tests.indicators.audited import counted, rated

STEP = 1e-4  # what is less is rounding
COUNT = {"numerator": 410.0, "denominator": 1000.0}
Numbers = Mapping[str, float]


def before(rows: list[dict[str, Any]]) -> Earlier:
    return Earlier("first", MEASURES, 10, pd.DataFrame(rows))


def anew(then: Numbers, now: Numbers) -> bool:
    """Whether a rate that was printed so is another one today."""
    one = before(rated("graduation_4yr", {"all": then}))
    (today,) = rated("graduation_4yr", {"all": now})
    assert today["value"] == now["value"]
    return bool(printed_anew(one, todays(one, pd.DataFrame([today]))))


@pytest.mark.parametrize(
    ("value", "changed"),
    [
        (5.0, False),
        (7.0, False),
        (9.0, False),
        (5.0 - STEP, False),
        (9.0 + STEP, False),
        (5.0 - 2 * STEP, True),
        (9.0 + 2 * STEP, True),
        (4.0, True),
        (41.0, True),
    ],
)
def test_a_range_is_another_where_todays_number_lies_outside(value: float, changed: bool) -> None:
    assert anew({"low": 5.0, "high": 9.0}, {"value": value}) is changed


def test_a_number_is_not_held_to_ends_that_another_row_has() -> None:
    assert not anew({"value": 4.0} | COUNT, {"value": 4.0} | COUNT)


@pytest.mark.parametrize(
    ("then", "now", "changed"),
    [
        ({"value": 41.3}, {"value": 41.3}, False),
        ({"value": 41.3}, {"value": 41.3 + 2 * STEP}, True),
        ({"value": 41.0}, {"value": 41.4}, False),  # a percent that stands alone may be a whole one
        ({"value": 41.0}, {"value": 41.5}, False),
        ({"value": 41.0}, {"value": 41.6}, True),
        ({"value": 41.0} | COUNT, {"value": 41.2} | COUNT, True),
        ({"value": 41.3} | COUNT, {"value": 41.5} | COUNT, True),
        ({"value": 41.0} | COUNT, {"value": 41.0} | COUNT | {"numerator": 411.0}, True),
        ({"value": 41.0} | COUNT, {"value": 41.0} | COUNT | {"denominator": 1001.0}, True),
        ({"value": 0.0, "numerator": 0.0}, {"value": 0.0, "numerator": STEP}, False),
    ],
)
def test_a_printed_number_is_another_from_one_step_on(then: Numbers, now: Numbers, changed: bool) -> None:
    assert anew(then, now) is changed


def test_a_size_that_was_printed_alone_is_another_where_one_is_missing_or_more() -> None:
    """A percent without its count may have been rounded; the size of its group never is."""
    assert anew({"value": 41.0, "denominator": 1000.0}, {"value": 41.0, "denominator": 1000.4})


# Sums


def place(rows: list[dict[str, Any]], level: str = "neighborhood") -> list[dict[str, Any]]:
    return [row | {"level": level, "geoid": "ash-hill"} for row in rows]


def test_a_pool_is_summed_of_its_own_measure_and_level() -> None:
    single = place(
        [r | {"status": POOLED} for r in counted({"aian": 0, "nhpi": 0}, ("aian", "nhpi"), "program_children")[1:]]
    )
    pool = place(counted({"aian+nhpi": 13}, (), "program_children")[1:])
    now = place(counted({"aian": 4, "nhpi": 9}, (), "program_children")[1:])
    others = [
        *place(counted({"aian": 40, "nhpi": 90}, (), "program_reach")[1:]),
        *place(counted({"aian": 50, "nhpi": 60}, (), "program_children")[1:], "tract"),
    ]
    found = todays(before([*pool, *single]), pd.DataFrame([*others, *now]))
    assert found.loc[found["group"] == "aian+nhpi", "value"].tolist() == [13]


def year(end: int, n: float, years: int = 1) -> dict[str, Any]:
    (row,) = place(counted({}, (), "program_children"))
    return row | {"period_end": end, "period_start": end - years, "value": n}


def summed(several: dict[str, Any], *now: dict[str, Any]) -> float:
    found = todays(before([several]), pd.DataFrame(list(now)))
    return float(found["value"].iloc[0]) if len(found) else math.nan


def test_two_years_are_years_put_together() -> None:
    assert summed(year(2019, 82, 2), year(2018, 40), year(2019, 42)) == 82


def test_years_put_together_are_summed_of_single_years_alone() -> None:
    assert summed(year(2019, 87, 3), year(2017, 40), year(2018, 5), year(2019, 42), year(2019, 47, 2)) == 87
    assert math.isnan(summed(year(2019, 87, 3), year(2017, 40), year(2019, 47, 2)))
