"""Rows of one measure are judged in their own tables: by place and year, each scheme's groups adding up to Everyone."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from indicators.catalog import MEASURES
from indicators.suppression import policy as rules
from indicators.suppression.complementary import HIDDEN
from indicators.suppression.policy import Policy
from indicators.suppression.primary import SHOWN, Verdict
from indicators.suppression.verdicts import verdicts_of
from tests.indicators.suppression.estimates import counts, rates, row

FEW = Verdict("suppressed", rules.PRIMARY_COUNT)
SOURCE = Verdict("suppressed", rules.SOURCE)
SMALL = {"all": 1000, "asian": 7, "black": 41, "latino": 452, "white": 500}


def of(frame: pd.DataFrame, measure: str = "enrollment", enrolled: Mapping[Any, float] | None = None) -> list[Verdict]:
    return verdicts_of(frame.reset_index(drop=True), MEASURES[measure], Policy(), enrolled or {})


def test_a_hidden_group_takes_the_smallest_other_of_its_scheme() -> None:
    sexes = counts({"female": 20, "male": 980}).assign(scheme="sex")
    expected = [SHOWN, FEW, HIDDEN, SHOWN, SHOWN]
    assert of(counts(SMALL)) == expected
    assert of(pd.concat([counts(SMALL), sexes])) == [*expected, SHOWN, SHOWN]
    assert of(pd.concat([sexes, counts(SMALL)])) == [SHOWN, SHOWN, *expected]


def test_places_levels_and_years_are_tables_of_their_own() -> None:
    other = counts({**SMALL, "asian": 17, "white": 490})
    for key, value in (("geoid", "0988888"), ("level", "state"), ("period_end", 2018)):
        both = pd.concat([counts(SMALL), other.assign(**{key: value})]).sort_values("group", kind="stable")
        assert of(both) == [v for one in zip([SHOWN, FEW, HIDDEN, SHOWN, SHOWN], [SHOWN] * 5, strict=True) for v in one]


def test_without_everyone_or_without_groups_nothing_is_a_sum() -> None:
    assert of(counts(SMALL).iloc[1:]) == [FEW, SHOWN, SHOWN, SHOWN]
    assert of(counts({"all": 7})) == [FEW]


def test_a_group_that_is_not_there_adds_nobody_and_keeps_its_word() -> None:
    frame = counts({"all": 1000, "asian": 500, "black": None, "white": 500})
    # Of a hidden group somebody would be there, and the sum leaves nobody.
    assert of(frame) == [HIDDEN, SHOWN, SOURCE, SHOWN]
    for word in ("not_reported", "not_available"):
        absent = frame.assign(status=frame["status"].replace("suppressed_at_source", word))
        assert of(absent) == [SHOWN, SHOWN, Verdict(word), SHOWN]


def test_of_a_rate_its_publisher_hid_nothing_is_known() -> None:
    found = of(rates({"all": (150, 300), "asian": None, "black": (60, 120), "white": (70, 140)}), "graduation_4yr")
    assert found == [SHOWN, SOURCE, HIDDEN, SHOWN]
    numbers = {"value": 50.0, "numerator": 20.0, "denominator": 40.0}
    spoilt = pd.DataFrame([row("graduation_4yr", "all", **numbers, status="suppressed_at_source")])
    assert of(spoilt, "graduation_4yr") == [SOURCE]


def test_a_rate_alone_is_judged_by_the_part_of_its_group_s_enrollment_that_it_speaks_of() -> None:
    """Graduates of one year: one in thirteen of those enrolled in all grades."""
    for students, verdict in (
        (13_001, SHOWN),
        (12_999, Verdict("published", whole=True)),
        (1_301, Verdict("published", whole=True)),
        (1_299, Verdict("suppressed", rules.PRIMARY_UNKNOWN)),
    ):
        enrolled = {("school_district", "0999999", "all", 2019): students, ("state", "09", "all", 2019): 500_000}
        frame = pd.DataFrame([row("college_enrollment", "all", value=50.0)])
        assert of(frame, "college_enrollment", enrolled) == [verdict]
        assert of(frame.assign(geoid="0900002"), "college_enrollment", enrolled)[0].reason == rules.PRIMARY_UNKNOWN
