"""Areas a reader puts together: right sums and margins, refusals in their own words, never a part filled in."""

import math
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import margins
from indicators.catalog import MEASURES
from indicators.custom_area import COLUMNS, WORST, combined
from indicators.measure import Lines, Measure, Median, Ratio, Reach, Reported
from indicators.tables import NUMBERS

NAN = float("nan")
POPULATION, POVERTY = MEASURES["population"], MEASURES["poverty"]
MEDIAN = replace(POVERTY, unit="dollars", formula=Median("B19013_001"))


def row(geoid: str, group: str = "all", status: str = "published", **numbers: float) -> dict[str, Any]:
    scheme = "all" if group == "all" else "race_ethnicity"
    key = {"geoid": geoid, "scheme": scheme, "group": group, "period_start": 2019, "period_end": 2023}
    return key | dict.fromkeys(NUMBERS, NAN) | {"status": status, "reliability": "high"} | numbers


def count(geoid: str, value: float, moe: float) -> dict[str, Any]:
    return row(geoid, value=value, moe=moe)


def share(geoid: str, upper: tuple[float, float], lower: tuple[float, float]) -> dict[str, Any]:
    (n, moe_n), (d, moe_d) = upper, lower
    return row(
        geoid, value=100 * n / d, moe=1.0, numerator=n, denominator=d, numerator_moe=moe_n, denominator_moe=moe_d
    )


def one(measure: Measure, rows: list[dict[str, Any]], geoids: list[str]) -> dict[str, Any]:
    found = combined(measure, pd.DataFrame(rows), geoids)
    assert tuple(found.columns) == COLUMNS
    assert len(found) == 1
    return {str(k): v for k, v in found.iloc[0].to_dict().items()}


def test_counts_add_up_with_the_bureaus_own_example() -> None:
    """Understanding and Using ACS Survey Data (2020), chapter 8, table 8.1: 52,354 ± 3,303, 19,464 ± 2,011, 17,190 ± 1,854."""
    rows = [count("a", 52354, 3303), count("b", 19464, 2011), count("c", 17190, 1854), count("d", 1, 1)]
    found = one(POPULATION, rows, ["a", "b", "c"])
    assert (found["value"], round(found["moe"]), found["reason"]) == (89008, 4289, "")
    assert (found["status"], found["reliability"]) == ("published", "high")


def test_of_the_parts_that_are_zero_only_the_largest_margin_counts() -> None:
    found = one(POPULATION, [count("a", 300, 30), count("b", 0, 12), count("c", 0, 40)], ["a", "b", "c"])
    assert found["moe"] == 50


def test_a_share_is_made_after_its_parts_are_added_and_is_no_mean_of_shares() -> None:
    found = one(POVERTY, [share("a", (10, 6), (100, 8)), share("b", (270, 8), (300, 6))], ["a", "b"])
    assert (found["value"], found["numerator"], found["denominator"]) == (70, 280, 400)
    assert (found["numerator_moe"], found["denominator_moe"]) == (10, 10)
    assert found["moe"] == round(100 * float(margins.of_share(280, 400, 10, 10)), 4)


def test_a_ratio_takes_its_own_factor_and_margin() -> None:
    part = {"all": {"all": Lines(("B01001_001",))}}
    measure = replace(POVERTY, unit="per_1000", formula=Ratio(part, part))
    found = one(measure, [share("a", (10, 3), (100, 4)), share("b", (30, 4), (300, 3))], ["a", "b"])
    assert (found["value"], found["moe"]) == (100, round(1000 * float(margins.of_ratio(40, 400, 5, 5)), 4))


def test_the_sum_is_held_to_the_same_policy_as_every_number() -> None:
    found = one(POPULATION, [count("a", 10, 9), count("b", 10, 9)], ["a", "b"])
    assert (found["status"], found["reason"]) == ("too_uncertain", "imprecise")
    assert all(math.isnan(found[c]) for c in ("value", "moe", "numerator", "denominator"))


@pytest.mark.parametrize("status", WORST)
def test_one_part_without_a_number_leaves_the_whole_without_one(status: str) -> None:
    found = one(POPULATION, [count("a", 500, 20), row("b", status=status)], ["a", "b"])
    assert found["reason"] == status
    assert found["status"] == ("not_available" if status == "range" else status)
    assert math.isnan(found["value"])


def test_the_graver_reason_is_told() -> None:
    rows = [row("a", status="not_available"), row("b", status="suppressed"), row("c", status="too_uncertain")]
    assert one(POPULATION, rows, ["a", "b", "c"])["reason"] == "suppressed"


def test_a_part_the_release_has_no_row_of_is_not_passed_over() -> None:
    assert one(POPULATION, [count("a", 500, 20)], ["a", "elsewhere"])["reason"] == "missing"


def test_a_block_named_twice_counts_once() -> None:
    assert one(POPULATION, [count("a", 500, 20)], ["a", "a"])["value"] == 500


@pytest.mark.parametrize("measure", [MEDIAN, replace(POVERTY, formula=Reported("edsight.rate"))])
def test_medians_and_reported_rates_are_never_put_together(measure: Measure) -> None:
    found = one(measure, [count("a", 60_000, 900), count("b", 40_000, 800)], ["a", "b"])
    assert (found["status"], found["reason"]) == ("not_available", "not_additive")
    assert math.isnan(found["value"])


def test_a_share_whose_parts_were_not_published_is_refused() -> None:
    assert (
        one(POVERTY, [row("a", value=20.0, moe=2.0), row("b", value=30.0, moe=2.0)], ["a", "b"])["reason"] == "no_parts"
    )


def test_a_share_of_nobody_is_no_number() -> None:
    assert (
        one(POVERTY, [row("a", numerator=0, denominator=0, numerator_moe=9, denominator_moe=9)], ["a"])["reason"]
        == "nobody"
    )


def test_partners_counts_of_people_add_up_and_a_hidden_one_leaves_no_sum() -> None:
    children, pool = MEASURES["program_children"], "aian+nhpi"
    rows = [row("a", pool, value=13), row("b", pool, value=12)]
    found = one(children, rows, ["a", "b"])
    assert (found["value"], found["status"], found["reason"]) == (25, "published", "")
    assert math.isnan(found["moe"])
    assert one(children, [rows[0], row("b", pool, "suppressed")], ["a", "b"])["reason"] == "suppressed"
    assert one(MEASURES["enrollment"], [row("a", value=500)], ["a"])["reason"] == "not_additive"


def test_reach_adds_people_served_exactly_and_takes_the_margin_of_those_who_could_be() -> None:
    eligible = {"all": {"all": Lines(("B01001_003",))}}
    reach = replace(POVERTY, formula=Reach("prek.served", eligible), minimum_count=10)
    rows = [row(g, value=50, numerator=50, denominator=100, denominator_moe=m) for g, m in (("a", 3), ("b", 4))]
    found = one(reach, rows, ["a", "b"])
    assert (found["value"], found["numerator"], found["denominator_moe"]) == (50, 100, 5)
    assert found["moe"] == round(100 * 0.5 * 5 / 200, 4)
    assert found["reliability"] == "high"
    vague = [{**r, "denominator_moe": 90} for r in rows]
    assert one(reach, vague, ["a", "b"])["reason"] == "imprecise"


def test_everyone_comes_first_and_each_group_by_itself() -> None:
    rows = [row(g, group, value=v, moe=1) for group, v in (("all", 90), ("asian", 30), ("black", 60)) for g in "ab"]
    found = combined(POPULATION, pd.DataFrame(rows), ["a", "b"])
    assert found[["group", "value"]].to_records(index=False).tolist() == [("all", 180), ("asian", 60), ("black", 120)]


def test_no_block_gives_no_row() -> None:
    assert combined(POPULATION, pd.DataFrame([count("a", 5, 1)]), []).empty


COUNTS = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 400)), min_size=1, max_size=8)


@given(COUNTS)
def test_against_the_obvious_sum(parts: list[tuple[int, int]]) -> None:
    """The slow way, straight from the handbook: squares of the margins, of zeros only the largest."""
    rows = [count(str(i), v, m) for i, (v, m) in enumerate(parts)]
    found = one(POPULATION, rows, [str(i) for i in range(len(parts))])
    squares = sum(m * m for v, m in parts if v) + max([m for v, m in parts if not v], default=0) ** 2
    if found["reason"] == "":
        assert found["value"] == sum(v for v, _ in parts)
        assert found["moe"] == pytest.approx(math.sqrt(squares), abs=1e-4)
    else:
        assert found["reason"] == "imprecise"
        assert math.sqrt(squares) / 1.645 > 0.3 * sum(v for v, _ in parts)
