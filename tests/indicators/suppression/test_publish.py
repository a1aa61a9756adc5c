"""What leaves the build: two reasons never mixed, nothing recoverable, withheld rows without any number."""

import math

import numpy as np
import pandas as pd
import pytest

from indicators.catalog import MEASURES
from indicators.margins import Z90
from indicators.reliability import MEDIUM_CV
from indicators.suppression import policy as rules
from indicators.suppression.publish import LOG, publish
from indicators.tables import NUMBERS, check_published
from tests.indicators.suppression.estimates import counts, rates, row, statuses


def test_one_hidden_group_beside_a_total_takes_a_second_one_with_it() -> None:
    assert statuses(counts({"all": 1000, "asian": 7, "black": 41, "latino": 452, "white": 500})) == {
        "all": "published",
        "asian": "suppressed",
        "black": "suppressed",
        "latino": "published",
        "white": "published",
    }


def test_one_group_hidden_by_the_publisher_is_not_given_back() -> None:
    """It happens: the state's graduation table of 2018 hides one group and prints the rest with their total."""
    found = statuses(counts({"all": 1000, "asian": None, "black": 41, "latino": 457, "white": 497}))
    assert found == {
        "all": "published",
        "asian": "suppressed",
        "black": "suppressed",
        "latino": "published",
        "white": "published",
    }


def test_two_small_groups_whose_sum_tells_them_take_a_third() -> None:
    # 1 + 1 = 2: with two groups hidden, each of which has somebody, both would be known.
    assert list(statuses(counts({"all": 102, "asian": 1, "black": 1, "white": 100})).values()).count("suppressed") == 3


def test_two_hidden_groups_with_room_are_enough() -> None:
    found = statuses(counts({"all": 113, "asian": 4, "black": 9, "white": 100}))
    assert found == {"all": "published", "asian": "suppressed", "black": "suppressed", "white": "published"}


def test_a_total_the_publisher_hides_is_not_added_up() -> None:
    found = statuses(counts({"all": None, "asian": 30, "black": 40, "white": 50}))
    assert found["all"] == "suppressed"
    assert list(found.values()).count("suppressed") >= 2


def test_where_the_figures_do_not_add_up_the_total_goes() -> None:
    """Groups that are shown sum to more than their total: what is hidden cannot be told, but a reader would try."""
    found = statuses(counts({"all": 100, "asian": None, "black": 60, "white": 50}))
    assert found == {"all": "suppressed", "asian": "suppressed", "black": "published", "white": "published"}


def test_a_small_school_shows_nothing_and_comes_to_an_end() -> None:
    assert set(statuses(counts({"all": 2, "asian": 1, "black": 1})).values()) == {"suppressed"}
    assert set(statuses(rates({"all": (1, 2), "asian": (1, 1), "black": (0, 1)})).values()) == {"suppressed"}


def test_nobody_enrolled_is_shown_as_zero() -> None:
    assert statuses(counts({"all": 100, "asian": 0, "black": 50, "white": 50}))["asian"] == "published"


def test_everybody_graduating_is_a_range() -> None:
    published, log = publish({"graduation_4yr": rates({"all": (31, 32)})}, MEASURES, 10)
    shown = published.iloc[0]
    assert (shown["status"], shown["low"], shown["high"]) == ("range", 71, 100)
    assert all(math.isnan(shown[c]) for c in ("value", "numerator", "denominator"))
    assert log["rule"].tolist() == ["band"]


def test_rates_of_a_table_are_judged_together() -> None:
    """The others who did not graduate would follow: 250 - 60 - 140 - 41 leaves 9 of the hidden group's 15."""
    parts = {"all": (250, 330), "asian": (9, 15), "black": (60, 80), "latino": (140, 175), "white": (41, 60)}
    found = statuses(rates(parts))
    assert found["asian"] == "suppressed"
    assert list(found.values()).count("suppressed") >= 2


def test_a_rate_without_its_count_is_shown_the_coarser_the_smaller_the_group() -> None:
    estimates = {
        "enrollment": counts({"black": 2000, "asian": 400, "two": 90}),
        "chronic_absence": pd.DataFrame(
            [row("chronic_absence", group, value=20.6) for group in ("black", "asian", "two")]
        ),
    }
    published, _ = publish(estimates, MEASURES, 10)
    found = published[published["measure"] == "chronic_absence"].set_index("group")
    assert found["status"].to_dict() == {"black": "published", "asian": "published", "two": "suppressed"}
    assert found["value"].dropna().to_dict() == {"black": 20.6, "asian": 21.0}


@pytest.mark.parametrize(("minimum", "status"), [(10, "published"), (12, "published"), (13, "suppressed")])
def test_a_stricter_community_hides_more(minimum: int, status: str) -> None:
    assert statuses(counts({"all": 12}), minimum)["all"] == status


def test_meals_are_held_to_twenty() -> None:
    meals = [row("free_or_reduced_meals", "all", value=15.0, numerator=15, denominator=100)]
    assert statuses(pd.DataFrame(meals)) == {"all": "range"}
    assert statuses(rates({"all": (15, 100)})) == {"all": "published"}


def test_nothing_to_publish_is_two_empty_tables() -> None:
    published, log = publish({}, MEASURES, 10)
    assert (len(published), len(log), list(log.columns)) == (0, 0, list(LOG))


def test_surveys_and_records_are_each_judged_by_their_own_rule_wherever_they_stand() -> None:
    frames = {
        "poverty": survey(value=50.0, moe=1.0, numerator=3.0, denominator=6.0),
        "enrollment": counts({"all": 6}),
        "median_household_income": pd.DataFrame([row("median_household_income", "all", value=60_123.45678, moe=9.0)]),
        "graduation_4yr": rates({"all": (60, 80)}),
    }
    published, _ = publish(frames, MEASURES, 10)
    assert dict(zip(published["measure"], published["status"], strict=True)) == {
        "poverty": "published",
        "enrollment": "suppressed",
        "median_household_income": "published",
        "graduation_4yr": "published",
    }
    assert published.set_index("measure").loc["median_household_income", "value"] == 60_123.4568


def test_what_a_publisher_protected_itself_is_shown_as_it_stands() -> None:
    told = [row("unemployment_yearly", "all", value=10.2, low=9.8, high=10.6)]
    told += [row("unemployment_yearly", "all", status="suppressed_at_source") | {"geoid": "hidden"}]
    told += [row("unemployment_yearly", "all", low=9.8, high=10.6, status="range") | {"geoid": "between"}]
    told += [row("unemployment_yearly", "all", low=9.8, status="top_coded") | {"geoid": "above"}]
    published, log = publish({"unemployment_yearly": pd.DataFrame(told)}, MEASURES, 10)
    assert published["status"].tolist() == ["published", "suppressed", "range", "range"]
    assert published[["value", "low", "high"]].fillna(0).to_numpy().tolist() == [
        [10.2, 0, 0],
        [0, 0, 0],
        [0, 9.8, 10.6],
        [0, 9.8, 0],
    ]
    assert set(published["reliability"]) == {"not_applicable"}
    assert (log["rule"] + ": " + log["reason"]).tolist() == [rules.SOURCE]


def survey(**numbers: float | str | int) -> pd.DataFrame:
    return pd.DataFrame([row("poverty", "all", **numbers)])


def test_a_survey_is_never_hidden_for_privacy() -> None:
    small = survey(value=50.0, moe=1.0, numerator=3.0, numerator_moe=0.1, denominator=6.0, denominator_moe=0.1)
    published, log = publish({"poverty": small}, MEASURES, 10)
    assert published["status"].tolist() == ["published"]
    assert log.empty


@pytest.mark.parametrize(("size_moe", "denominator"), [(10.0, 70.0), (70.0, None)])
def test_a_survey_too_uncertain_keeps_only_a_size_that_is_reliable(size_moe: float, denominator: float | None) -> None:
    loose = survey(value=40.0, moe=35.0, numerator=28.0, numerator_moe=24.0, denominator=70.0, denominator_moe=size_moe)
    published, log = publish({"poverty": loose}, MEASURES, 10)
    shown = published.iloc[0]
    assert (shown["status"], shown["reliability"]) == ("too_uncertain", "low")
    assert shown["denominator"] == denominator or (denominator is None and math.isnan(shown["denominator"]))
    assert all(math.isnan(shown[c]) for c in NUMBERS if c != "denominator")
    assert log["rule"].tolist() == ["uncertainty"]


def test_a_small_share_with_a_margin_of_few_points_is_shown_and_a_count_with_it_is_not() -> None:
    few = {"value": 2.0, "moe": 2.0}
    count = pd.DataFrame([row("teens_to_win_back", "all", **few)])
    published, _ = publish({"poverty": survey(**few), "teens_to_win_back": count}, MEASURES, 10)
    assert published["status"].tolist() == ["published", "too_uncertain"]


def test_a_size_of_medium_reliability_is_still_told() -> None:
    loose = survey(value=40.0, moe=35.0, numerator=28.0, denominator=70.0, denominator_moe=MEDIUM_CV * 70 / 100 * Z90)
    assert publish({"poverty": loose}, MEASURES, 10)[0]["denominator"].tolist() == [70.0]


def test_too_few_answers_are_too_uncertain_and_tell_no_number() -> None:
    few = survey(denominator=70.0, denominator_moe=10.0, status="suppressed_at_source")
    published, log = publish({"poverty": few}, MEASURES, 10)
    assert (published["status"].tolist(), published["reliability"].tolist()) == (["too_uncertain"], ["low"])
    assert published[list(NUMBERS)].isna().all(axis=None)
    assert (log["rule"] + ": " + log["reason"]).tolist() == ["uncertainty: the publisher had too few answers"]
    loose = survey(value=40.0, moe=35.0, numerator=28.0, denominator=70.0)
    assert publish({"poverty": loose}, MEASURES, 10)[1]["reason"].tolist() == ["coefficient of variation"]


def test_records_are_never_too_uncertain() -> None:
    published, _ = publish({"graduation_4yr": rates({"all": (60, 80)})}, MEASURES, 10)
    assert published["reliability"].tolist() == ["not_applicable"]


def test_an_open_ended_median_is_a_range_with_one_end() -> None:
    top = pd.DataFrame([row("median_household_income", "all", low=250_000.0, status="top_coded")])
    shown = publish({"median_household_income": top}, MEASURES, 10)[0].iloc[0]
    assert (shown["status"], shown["low"]) == ("range", 250_000.0)
    assert math.isnan(shown["high"])


def test_no_withheld_row_carries_a_number_whatever_comes_in() -> None:
    generator = np.random.default_rng(7)
    parts: dict[str, tuple[float, float] | None] = {}
    for group in ("asian", "black", "latino", "two", "white"):
        size = int(generator.integers(0, 60))
        parts[group] = None if generator.random() < 0.3 else (int(generator.integers(0, size + 1)), size)
    published, _ = publish({"graduation_4yr": rates({"all": (80, 160)} | parts)}, MEASURES, 10)
    check_published(published)
