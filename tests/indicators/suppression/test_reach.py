"""Program reach leaves the build: a served count is protected as any count of people, an eligible estimate as a survey's."""

import math

import pandas as pd
import pytest

from indicators.measure import Lines, Reach
from indicators.suppression.policy import Policy
from indicators.suppression.publish import of_partners
from tests.indicators.entries import entry
from tests.indicators.suppression.estimates import row

REACH = entry(
    "tutoring", Reach("tutoring.count", {"all": {"all": Lines(("B01001_001",))}}), source="ctdata", minimum_count=10
)


def reach(group: str, served: float, eligible: float, moe: float, status: str = "estimated") -> dict[str, object]:
    known = status == "estimated"
    numbers = {"numerator": served, "numerator_moe": 0, "denominator": eligible, "denominator_moe": moe}
    rate = {"value": 100 * served / eligible, "moe": 100 * served * moe / eligible**2} if known else {}
    return row("tutoring", group, **numbers, **rate, status=status)


def published(*rows: dict[str, object]) -> dict[str, dict[str, float | str]]:
    shown, _ = of_partners({"tutoring": pd.DataFrame(list(rows))}, {"tutoring": REACH}, Policy(10))
    return {str(r["group"]): {str(k): v for k, v in r.items()} for r in shown.to_dict("records")}


@pytest.mark.parametrize(("served", "status"), [(9, "suppressed"), (10, "published"), (0, "published")])
def test_a_small_served_count_is_hidden(served: float, status: str) -> None:
    found = published(reach("all", served, 500, 40))["all"]
    assert found["status"] == status
    assert math.isnan(float(found["numerator"])) is (status == "suppressed")


def test_nearly_everyone_served_tells_nothing_of_anybody() -> None:
    """490 of about 500 would be hidden as a rate of records: ten others. Here the 500 are an estimate."""
    assert published(reach("all", 495, 500, 40))["all"]["status"] == "published"


def test_more_served_than_eligible_is_told() -> None:
    found = published(reach("all", 600, 500, 40))["all"]
    assert (found["value"], found["numerator"], found["denominator"], found["status"]) == (120, 600, 500, "published")


def test_an_eligible_estimate_that_says_nothing_makes_the_rate_too_uncertain() -> None:
    found = published(reach("all", 60, 100, 90))["all"]
    assert (found["status"], found["reliability"]) == ("too_uncertain", "low")
    assert all(math.isnan(float(found[name])) for name in ("value", "moe", "numerator", "denominator"))


def test_a_hidden_group_takes_a_second_one_with_it() -> None:
    rows = [
        reach("all", 200, 500, 20),
        reach("asian", 7, 60, 9),
        reach("black", 73, 200, 20),
        reach("white", 120, 240, 20),
    ]
    found = published(*rows)
    assert found["asian"]["status"] == "suppressed"
    assert [r["status"] for r in found.values()].count("suppressed") == 2


def test_what_the_partner_withholds_stays_withheld() -> None:
    found = published(reach("all", math.nan, 500, 20, status="suppressed_at_source"))["all"]
    assert found["status"] == "suppressed"
    assert math.isnan(float(found["denominator"]))
