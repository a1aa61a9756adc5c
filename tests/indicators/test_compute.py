"""Survey estimates on tables small enough to check in the head."""

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import CommunityError
from indicators.catalog import variables
from indicators.compute import estimates, estimates_for
from indicators.compute_cube import ObservationError
from indicators.measure import Bin, Count, Lines, Median, Ratio, Share
from indicators.tables import ESTIMATE
from tests.indicators.entries import entry, everyone
from tests.indicators.tables import Row, areas, by_key, crosswalk, observation, observations

OWNERS, HOMES = "B25003_002", "B25003_001"
A, B, C = "09170140100", "09170140200", "09170140300"
HOMEOWNERSHIP = entry("homeownership", Share(everyone(OWNERS), everyone(HOMES)))
MEDIAN = entry("income", Median("B19013_001"), unit="dollars", levels=("tract", "county", "state"))


def homes(
    geoid: str, owners: tuple[float, float], every: tuple[float, float], level: str = "tract", **other: Any
) -> list[Row]:
    return [observation(OWNERS, level, geoid, *owners, **other), observation(HOMES, level, geoid, *every, **other)]


def only(frame: pd.DataFrame, **key: object) -> Row:
    """The one row with these values."""
    rows = [row for row in by_key(frame, ESTIMATE.key).values() if all(row[k] == v for k, v in key.items())]
    assert len(rows) == 1, rows
    return rows[0]


TWO_TRACTS = observations([*homes(A, (30, 12), (100, 20)), *homes(B, (10, 5), (200, 30))])
SPLIT = {2022: crosswalk((A, "hill", 1.0), (B, "hill", 0.5), (B, "dale", 0.5))}
PLACES = areas(("neighborhood", "hill", 2022), ("neighborhood", "dale", 2022), ("tract", A, 2022))


def test_a_neighborhood_adds_weighted_counts_before_it_divides() -> None:
    row = only(estimates_for(HOMEOWNERSHIP, TWO_TRACTS, PLACES, SPLIT), geoid="hill")
    assert (row["numerator"], row["denominator"]) == (35, 200)
    assert row["value"] == 17.5
    assert row["numerator_moe"] == pytest.approx(math.hypot(12, 2.5))
    assert row["denominator_moe"] == pytest.approx(math.hypot(20, 15))
    assert (row["period_start"], row["period_end"], row["status"]) == (2018, 2022, "estimated")


def test_a_published_area_is_as_its_publisher_gives_it() -> None:
    row = only(estimates_for(HOMEOWNERSHIP, TWO_TRACTS, PLACES, SPLIT), geoid=A)
    assert (row["value"], row["numerator_moe"], row["denominator_moe"]) == (30, 12, 20)
    assert row["moe"] == pytest.approx(math.sqrt(12**2 - 0.3**2 * 20**2))


def test_only_the_areas_asked_for_have_rows() -> None:
    found = estimates_for(HOMEOWNERSHIP, TWO_TRACTS, PLACES, SPLIT)
    assert sorted(found["geoid"]) == [A, "dale", "hill"]


def test_a_neighborhood_without_a_tract_is_not_available_and_not_zero() -> None:
    places = pd.concat([PLACES, areas(("neighborhood", "wharf", 2022))])
    row = only(estimates_for(HOMEOWNERSHIP, TWO_TRACTS, places, SPLIT), geoid="wharf")
    assert row["status"] == "not_available"
    assert all(math.isnan(row[name]) for name in ("value", "moe", "numerator", "denominator"))


def test_a_place_without_people_has_no_share() -> None:
    empty = observations([*homes(A, (0, 12), (0, 12)), *homes(B, (10, 5), (200, 30))])
    row = only(estimates_for(HOMEOWNERSHIP, empty, PLACES, SPLIT), geoid=A)
    assert row["status"] == "not_available"
    assert math.isnan(row["value"])
    assert row["denominator"] == 0


@pytest.mark.parametrize("status", ["not_reported", "suppressed_at_source"])
def test_a_sum_with_an_unknown_part_is_never_made(status: str) -> None:
    rows = [
        *homes(A, (30, 12), (100, 20)),
        observation(OWNERS, "tract", B, math.nan, status=status),
        observation(HOMES, "tract", B, 200, 30),
    ]
    found = estimates_for(HOMEOWNERSHIP, observations(rows), PLACES, SPLIT)
    assert set(found.loc[found["geoid"].isin(["hill", "dale"]), "status"]) == {"not_reported"}
    assert found.loc[found["geoid"].isin(["hill", "dale"]), "value"].isna().all()
    assert only(found, geoid=A)["value"] == 30


def test_a_missing_margin_leaves_the_estimate_and_no_margin() -> None:
    rows = observations([*homes(A, (30, math.nan), (100, 20)), *homes(B, (10, 5), (200, 30))])
    row = only(estimates_for(HOMEOWNERSHIP, rows, PLACES, SPLIT), geoid="hill")
    assert row["value"] == 17.5
    assert math.isnan(row["moe"])


def test_a_line_that_was_never_fetched_is_not_available() -> None:
    rows = observations([observation(OWNERS, "tract", A, 30, 12), *homes(B, (10, 5), (200, 30))])
    assert only(estimates_for(HOMEOWNERSHIP, rows, PLACES, SPLIT), geoid=A)["status"] == "not_available"


def test_zero_estimates_count_once_over_all_lines_and_tracts() -> None:
    measure = entry("degrees", Share(everyone("B06009_005", "B06009_006"), everyone("B06009_001")))
    cells = {
        ("B06009_005", A): (0, 30),
        ("B06009_006", A): (0, 40),
        ("B06009_005", B): (8, 6),
        ("B06009_006", B): (0, 10),
    }
    rows = [observation(line, "tract", geoid, *cell) for (line, geoid), cell in cells.items()]
    rows += [observation("B06009_001", "tract", geoid, 100, 10) for geoid in (A, B)]
    row = only(estimates_for(measure, observations(rows), PLACES, SPLIT), geoid="hill")
    assert row["numerator"] == 4
    assert row["numerator_moe"] == pytest.approx(math.hypot(0.5 * 6, 40))


def test_what_is_taken_away_widens_the_margin() -> None:
    whole = everyone("B25106_001", minus=("B25106_023", "B25106_045"))
    measure = entry("housing_cost_burden", Share(everyone("B25106_028"), whole))
    rows = [observation(v, "tract", A, 0, 0, status="controlled") for v in variables(measure)]
    numbers = {"B25106_001": (100, 3), "B25106_023": (10, 4), "B25106_045": (5, 12), "B25106_028": (34, 5)}
    rows = [r for r in rows if r["variable"] not in numbers]
    rows += [observation(v, "tract", A, *cell) for v, cell in numbers.items()]
    row = only(estimates_for(measure, observations(rows), areas(("tract", A, 2022)), {}), group="all")
    assert (row["denominator"], row["denominator_moe"], row["value"]) == (85, 13, 40)


def test_each_vintage_has_its_own_tracts_and_weights() -> None:
    old: dict[str, Any] = {"vintage": 2019, "period_start": 2015, "period_end": 2019}
    rows = observations([*homes(A, (30, 12), (100, 20)), *homes(C, (60, 9), (120, 20), **old)])
    walks = {2022: crosswalk((A, "hill", 1.0)), 2019: crosswalk((C, "hill", 0.5), vintage=2019)}
    found = estimates_for(HOMEOWNERSHIP, rows, areas(("neighborhood", "hill", 2022)), walks)
    assert found.set_index("period_end")["denominator"].to_dict() == {2019: 60, 2022: 100}
    assert only(found, period_end=2019)["period_start"] == 2015


def test_a_vintage_without_a_crosswalk_has_no_neighborhood_numbers() -> None:
    found = estimates_for(HOMEOWNERSHIP, TWO_TRACTS, PLACES, {})
    assert only(found, geoid="hill")["status"] == "not_available"
    assert only(found, geoid=A)["status"] == "estimated"


def test_a_crosswalk_with_a_tract_the_survey_does_not_have_is_refused() -> None:
    with pytest.raises(CommunityError, match=C):
        estimates_for(HOMEOWNERSHIP, TWO_TRACTS, PLACES, {2022: crosswalk((A, "hill", 1.0), (C, "hill", 1.0))})


def test_two_claims_to_one_cell_are_refused() -> None:
    twice = pd.concat([TWO_TRACTS, TWO_TRACTS.head(1)])
    with pytest.raises(ObservationError, match="1 observations repeat a cell"):
        estimates_for(HOMEOWNERSHIP, twice, PLACES, SPLIT)


def test_a_median_is_passed_on_and_never_made_for_a_neighborhood() -> None:
    rows = observations([observation("B19013_001", "tract", A, 54_305, 6_100)])
    found = estimates_for(MEDIAN, rows, PLACES, {2022: crosswalk((A, "hill", 1.0))})
    assert found["level"].tolist() == ["tract"]
    assert (found["value"][0], found["moe"][0], found["status"][0]) == (54_305, 6_100, "estimated")


CLASSES = (Bin(0, 20_000, "B19001_002"), Bin(20_000, 60_000, "B19001_003"), Bin(60_000, None, "B19001_004"))
INCOMES = entry("income", Median("B19013_001", CLASSES, {"race_alone": {"black": "B19013B_001"}}), unit="dollars",
                schemes=("race_alone",))  # fmt: skip


def households(geoid: str, *counts: float) -> list[Row]:
    return [observation(b.line, "tract", geoid, n, 9) for b, n in zip(CLASSES, counts, strict=True)]


def test_a_neighborhoods_median_is_made_from_the_classes_of_its_tracts() -> None:
    """40 + 20 / 2 and 60 + 140 / 2 households below: the 100th of 200 is the 50th of 130 between 20,000 and 60,000."""
    rows = [*households(A, 40, 60, 20), *households(B, 20, 140, 0), observation("B19013_001", "tract", A, 33_000, 900)]
    found = estimates_for(INCOMES, observations(rows), PLACES, SPLIT)
    hill = only(found, geoid="hill", group="all")
    assert (hill["value"], hill["status"]) == (pytest.approx(20_000 + 50 / 130 * 40_000), "estimated")
    assert hill["moe"] > 0
    assert only(found, geoid=A, group="all")["value"] == 33_000


def test_a_neighborhoods_median_in_the_open_class_is_a_bound() -> None:
    rows = [*households(A, 10, 10, 90), *households(B, 0, 0, 10)]
    hill = only(estimates_for(INCOMES, observations(rows), PLACES, SPLIT), geoid="hill", group="all")
    assert (hill["status"], hill["low"]) == ("top_coded", 60_000)
    assert math.isnan(hill["value"])


def test_a_neighborhood_with_an_unknown_class_has_no_median() -> None:
    rows = [*households(A, 10, 10, 90), *households(B, 0, math.nan, 10)]
    rows = [r | {"status": "not_reported"} if math.isnan(r["estimate"]) else r for r in rows]
    found = estimates_for(INCOMES, observations(rows), PLACES, SPLIT)
    assert only(found, geoid="hill", group="all")["status"] == "not_reported"
    assert only(found, geoid="dale", group="all")["status"] == "not_reported"


def test_medians_of_groups_are_passed_on_and_never_made() -> None:
    rows = [
        *households(A, 40, 60, 20),
        *households(B, 20, 140, 0),
        observation("B19013B_001", "tract", A, 28_000, 4_000),
    ]
    found = estimates_for(INCOMES, observations(rows), PLACES, SPLIT)
    assert only(found, geoid=A, group="black")["value"] == 28_000
    assert only(found, geoid="hill", group="black")["status"] == "not_available"


def test_a_ratio_is_for_every_so_many_of_what_it_is_no_part_of() -> None:
    measure = entry("homes", Ratio(everyone(HOMES), everyone("B01001_001"), per=1000), unit="per_1000")
    rows = [*homes(A, (30, 12), (100, 20)), observation("B01001_001", "tract", A, 250, 40)]
    row = only(estimates_for(measure, observations(rows), areas(("tract", A, 2022)), {}))
    assert (row["value"], row["numerator"], row["denominator"]) == (400, 100, 250)
    assert row["moe"] == pytest.approx(1000 * math.sqrt(20**2 + 0.4**2 * 40**2) / 250)


@pytest.mark.parametrize(
    ("status", "bound", "expected"),
    [("top_coded", {"low": 250_000.0}, "top_coded"), ("bottom_coded", {"high": 2_500.0}, "bottom_coded")],
)
def test_an_open_ended_median_is_a_bound_and_not_a_value(status: str, bound: dict[str, float], expected: str) -> None:
    rows = observations([observation("B19013_001", "tract", A, math.nan, status=status, **bound)])
    found = only(estimates_for(MEDIAN, rows, areas(("tract", A, 2022)), {}))
    assert found["status"] == expected
    assert math.isnan(found["value"])
    assert math.isnan(found["moe"])
    assert {name: found[name] for name in bound} == bound


@pytest.mark.parametrize(
    ("status", "expected"),
    [("not_reported", "not_reported"), ("not_applicable", "not_available"), ("suppressed_at_source", "not_reported")],
)
def test_a_median_without_a_number_says_why(status: str, expected: str) -> None:
    rows = observations([observation("B19013_001", "tract", A, math.nan, status=status)])
    assert estimates_for(MEDIAN, rows, areas(("tract", A, 2022)), {})["status"].tolist() == [expected]


def test_every_declared_row_is_there_even_without_a_single_observation_of_the_measure() -> None:
    sexes = {"female": Lines(("B01001_026",)), "male": Lines(("B01001_002",))}
    measure = entry("population", Count(everyone("B01001_001") | {"sex": sexes}), unit="people", schemes=("sex",))
    found = estimates([measure, HOMEOWNERSHIP], TWO_TRACTS, PLACES, SPLIT)
    rows = found[found["measure"] == "population"]
    assert len(rows) == 3 * (1 + 2)
    assert set(rows["status"]) == {"not_available"}


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 90)), min_size=2, max_size=2), st.floats(0.05, 1))
def test_estimate_and_margin_shrink_with_the_weight(cells: list[tuple[int, int]], weight: float) -> None:
    rows = observations([*homes(A, cells[0], (1_000, 10)), *homes(B, cells[1], (1_000, 10))])
    walk = {2022: crosswalk((A, "hill", weight), (B, "hill", weight))}
    row = only(estimates_for(HOMEOWNERSHIP, rows, PLACES, walk), geoid="hill")
    assert row["numerator"] == pytest.approx(weight * (cells[0][0] + cells[1][0]))
    zero_rule = (
        max(cells[0][1], cells[1][1]) if cells[0][0] == cells[1][0] == 0 else math.hypot(cells[0][1], cells[1][1])
    )
    assert row["numerator_moe"] == pytest.approx(weight * zero_rule)
