"""Real figures: the published neighborhood profile, a slow second computation from the same tracts, and the tables' own sums."""

import csv
import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo import community as communities
from geo import crosswalk
from indicators.catalog import GROUPS, MEASURES, variables
from indicators.compute import estimates
from indicators.measure import Count, Lines, Measure, Share
from indicators.reliability import with_reliability
from indicators.tables import ESTIMATE
from tests.indicators.tables import Cell, RealSurvey, Row, areas, by_key, weights

pytestmark = pytest.mark.real

SURVEY = [m for m in MEASURES.values() if m.source == "acs5"]
SUMMED = [m for m in SURVEY if isinstance(m.formula, Count | Share)]
LINES = sorted({v for m in SURVEY for v in variables(m)})
CITY, STATE = ("county_subdivision", "0917052070"), ("state", "09")
Rows = dict[tuple[Any, ...], Row]
TRACTS = {2018: ("tracts_2010_to_neighborhoods.csv", "tract_geoid_2010"),
          2022: ("tracts_2020_to_neighborhoods.csv", "tract_geoid_2022"),
          2023: ("tracts_2020_to_neighborhoods.csv", "tract_geoid_2022")}  # fmt: skip

# Published column -> measure, scheme, group, and which number of the row.
COUNTS = {
    "Total population": ("population", "all", "all", "value"),
    "Population under age 18": ("population", "age", "under_18", "value"),
    "Population ages 65+": ("population", "age", "65_and_over", "value"),
    "White population": ("population", "race_ethnicity", "white", "value"),
    "Black population": ("population", "race_ethnicity", "black", "value"),
    "Latino population": ("population", "race_ethnicity", "latino", "value"),
    "Foreign-born population": ("foreign_born", "all", "all", "numerator"),
    "Total households": ("homeownership", "all", "all", "denominator"),
    "Owner-occupied households": ("homeownership", "all", "all", "numerator"),
    "Cost-burdened households": ("housing_cost_burden", "all", "all", "numerator"),
    "Poverty status known": ("poverty", "all", "all", "denominator"),
    "Population in poverty": ("poverty", "all", "all", "numerator"),
    "Low-income population": ("low_income", "all", "all", "numerator"),
    "Under 18, poverty status known": ("child_poverty", "all", "all", "denominator"),
    "Children in poverty": ("child_poverty", "all", "all", "numerator"),
    "Low-income children": ("low_income", "age", "under_18", "numerator"),
    "Ages 65+, poverty status known": ("poverty", "age", "65_and_over", "denominator"),
    "Seniors in poverty": ("poverty", "age", "65_and_over", "numerator"),
    "Low-income seniors": ("low_income", "age", "65_and_over", "numerator"),
}
SUMS = {
    "Population ages 18+": [("population", "age", g, "value") for g in ("18_to_64", "65_and_over")],
    "Other race population": [
        ("population", "race_ethnicity", g, "value") for g in ("aian", "asian", "nhpi", "other", "two")
    ],
}
SHARES = {
    "Percent under age 18": ("children_share", "all", "all", "value"),
    "Percent ages 65+": ("population_share", "age", "65_and_over", "value"),
    "Percent white": ("population_share", "race_ethnicity", "white", "value"),
    "Percent black": ("population_share", "race_ethnicity", "black", "value"),
    "Percent Latino": ("population_share", "race_ethnicity", "latino", "value"),
    "Percent foreign-born": ("foreign_born", "all", "all", "value"),
    "Homeownership rate": ("homeownership", "all", "all", "value"),
    "Cost-burden rate": ("housing_cost_burden", "all", "all", "value"),
    "Poverty rate": ("poverty", "all", "all", "value"),
    "Low-income rate": ("low_income", "all", "all", "value"),
    "Child poverty rate": ("child_poverty", "all", "all", "value"),
    "Child low-income rate": ("low_income", "age", "under_18", "value"),
    "Senior poverty rate": ("poverty", "age", "65_and_over", "value"),
    "Senior low-income rate": ("low_income", "age", "65_and_over", "value"),
}
FEW = ("Seniors in poverty", "Low-income seniors")
# Sums of others of these columns, covered through them: Percent ages 18+, Percent other race.


@pytest.fixture(scope="module")
def real(shared: Path) -> dict[int, RealSurvey]:
    return {vintage: RealSurvey(shared, vintage, LINES) for vintage in TRACTS}


@pytest.fixture(scope="module")
def names(shared: Path) -> dict[str, str]:
    return dict(communities.read(shared / "communities" / "new-haven").neighborhoods.names)


@pytest.fixture(scope="module")
def computed(shared: Path, real: dict[int, RealSurvey], names: dict[str, str]) -> Rows:
    """Estimates of New Haven's places and tracts, as the build asks for them, by key."""
    new_haven = communities.read(shared / "communities" / "new-haven")
    walks = {vintage: crosswalk.for_vintage(new_haven, vintage) for vintage in real}
    wanted = [("neighborhood", n, v) for n in names for v in real] + [(*STATE, v) for v in real]
    wanted += [(*CITY, 2022), (*CITY, 2023), (CITY[0], "0900952070", 2018)]
    wanted += [("tract", t, v) for v, walk in walks.items() for t in walk["from_geoid"].unique()]
    observed = pd.concat([survey.observations() for survey in real.values()], ignore_index=True)
    found = estimates(SURVEY, observed, areas(*wanted), walks)
    graded = [with_reliability(found[found["measure"] == m.id], m) for m in SURVEY]
    return by_key(pd.concat(graded), ESTIMATE.key)


def ours(computed: Rows, place: tuple[str, str], at: tuple[str, str, str, str]) -> float:
    measure, scheme, group, number = at
    return computed[(measure, *place, scheme, group, 2022)][number]


def published(shared: Path, names: dict[str, str]) -> dict[tuple[str, str], dict[str, str]]:
    """The published profile by our areas; its region is no area of ours."""
    by_name = {name: geoid for geoid, name in names.items()}
    found = {}
    with (shared / "golden" / "new_haven_neighborhoods_acs2022.csv").open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["level"].startswith("7_"):
                found["neighborhood", by_name[row["name"]]] = row
            elif row["level"].startswith("6_"):
                found[CITY] = row
            elif row["level"].startswith("2_"):
                found[STATE] = row
    return found


def columns() -> dict[str, list[tuple[str, str, str, str]]]:
    return {column: [at] for column, at in COUNTS.items()} | SUMS


def test_counts_and_shares_agree_with_the_published_profile(
    shared: Path, computed: Rows, names: dict[str, str]
) -> None:
    profile = published(shared, names)
    assert len(profile) == 19 + 2
    off = []
    for place, row in profile.items():
        for column, parts in columns().items():
            theirs, here = float(row[column]), sum(ours(computed, place, at) for at in parts)
            # They round every weighted line to whole people before they add; twelve lines or more for older residents,
            # of whom there are few. The next test shows that this is the whole difference.
            slack = 0.5 * sum(len(lines_of(at).plus) for at in parts) if column in FEW else 0.0
            if abs(here - theirs) > max(0.005 * theirs, slack):
                off.append((place[1], column, theirs, round(here, 1)))
        for column, at in SHARES.items():
            theirs, here = 100 * float(row[column]), ours(computed, place, at)
            if abs(here - theirs) > 1:
                off.append((place[1], column, theirs, round(here, 1)))
    assert off == []


def test_with_their_rounding_every_count_of_the_profile_is_reached(
    shared: Path, real: dict[int, RealSurvey], names: dict[str, str]
) -> None:
    file, tract_column = TRACTS[2022]
    tracts = weights(shared / "communities" / "new-haven" / file, tract_column)
    off = []
    for (level, geoid), row in published(shared, names).items():
        if level != "neighborhood":
            continue
        for column, parts in columns().items():
            here = sum(rounded_part(real[2022], tracts[geoid], lines_of(at)) for at in parts)
            if abs(here - float(row[column])) > 0.005 * float(row[column]):
                off.append((geoid, column, row[column], here))
    assert off == []


def lines_of(at: tuple[str, str, str, str]) -> Lines:
    measure, scheme, group, number = at
    formula = MEASURES[measure].formula
    assert isinstance(formula, Count | Share)
    if isinstance(formula, Count):
        return formula.groups[scheme][group]
    return (formula.denominator if number == "denominator" else formula.numerator)[scheme][group]


def rounded_part(survey: RealSurvey, tracts: dict[str, float], part: Lines) -> float:
    signed = [(1, line) for line in part.plus] + [(-1, line) for line in part.minus]
    return sum(sign * round(slow_part(survey, tracts, Lines((line,)))[0]) for sign, line in signed)


def slow_sum(cells: Iterable[tuple[float, Cell]]) -> Cell:
    """Weighted sum and margin, one component at a time; the weight is negative for what is taken away."""
    total, squares, largest_of_zeros = 0.0, 0.0, 0.0
    for weight, (estimate, moe) in cells:
        total += weight * estimate
        if estimate == 0:
            largest_of_zeros = max(largest_of_zeros, abs(weight) * moe)
        else:
            squares += (weight * moe) ** 2
    return total, math.sqrt(squares + largest_of_zeros**2)


def slow_part(survey: RealSurvey, tracts: dict[str, float], part: Lines, level: str = "tract") -> Cell:
    signed = [(1.0, line) for line in part.plus] + [(-1.0, line) for line in part.minus]
    return slow_sum(
        (sign * weight, survey.cell(level, geoid, line)) for geoid, weight in tracts.items() for sign, line in signed
    )


def slow_row(survey: RealSurvey, tracts: dict[str, float], measure: Measure, at: tuple[str, str], level: str) -> Cell:
    """Value and margin of one row from first principles."""
    scheme, group = at
    match measure.formula:
        case Count(groups=groups):
            return slow_part(survey, tracts, groups[scheme][group], level)
        case Share(numerator=upper, denominator=lower):
            n, moe_n = slow_part(survey, tracts, upper[scheme][group], level)
            d, moe_d = slow_part(survey, tracts, lower[scheme][group], level)
            if d == 0:
                return math.nan, math.nan
            radicand = moe_n**2 - (n / d) ** 2 * moe_d**2
            if radicand <= 0:
                radicand = moe_n**2 + (n / d) ** 2 * moe_d**2
            return 100 * n / d, 100 * math.sqrt(radicand) / d
        case _:
            raise AssertionError(measure.id)


def pairs(measure: Measure) -> list[tuple[str, str]]:
    match measure.formula:
        case Count(groups=groups) | Share(numerator=groups):
            return [(scheme, group) for scheme, parts in groups.items() for group in parts]
        case _:
            return []


def held(survey: RealSurvey, measure: Measure, at: tuple[str, str]) -> bool:
    """Whether the stand-in holds every line behind a group; the catalog speaks of more tables than it does."""
    scheme, group = at
    match measure.formula:
        case Count(groups=groups):
            parts = [groups[scheme][group]]
        case Share(numerator=upper, denominator=lower):
            parts = [upper[scheme][group], lower[scheme][group]]
        case _:
            return False
    return {line for part in parts for line in (*part.plus, *part.minus)} <= set(survey.lines)


@pytest.mark.parametrize("vintage", TRACTS)
def test_every_number_equals_a_slow_computation_from_the_same_tracts(
    shared: Path, real: dict[int, RealSurvey], computed: Rows, vintage: int
) -> None:
    file, column = TRACTS[vintage]
    survey = real[vintage]
    neighborhoods = weights(shared / "communities" / "new-haven" / file, column)
    places = [("neighborhood", n, "tract", tracts) for n, tracts in neighborhoods.items()]
    places += [("tract", t, "tract", {t: 1.0}) for tracts in neighborhoods.values() for t in tracts]
    city = "0900952070" if vintage < 2022 else CITY[1]
    places += [(level, geoid, level, {geoid: 1.0}) for level, geoid in ((CITY[0], city), STATE)]
    compared = [(measure, at) for measure in SUMMED for at in pairs(measure) if held(survey, measure, at)]
    assert len({measure.id for measure, _ in compared}) >= 12
    for measure, at in compared:
        if set(measure.levels) >= {"neighborhood", "tract", *(CITY[:1]), *(STATE[:1])}:
            for level, geoid, source_level, tracts in places:
                row = computed[(measure.id, level, geoid, *at, vintage)]
                expected = slow_row(survey, tracts, measure, at, source_level)
                # 1e-9 of a point or person: the two add in another order, and a root of nearly nothing magnifies that.
                assert (row["value"], row["moe"]) == pytest.approx(expected, rel=1e-9, abs=1e-5, nan_ok=True), row


def test_long_wharf_has_no_tract_and_no_number(computed: Rows) -> None:
    rows = [row for row in computed.values() if row["geoid"] == "long-wharf"]
    assert {row["status"] for row in rows} == {"not_available"}
    assert all(math.isnan(row[name]) for row in rows for name in ("value", "moe", "numerator", "denominator"))


def test_poverty_is_too_uncertain_in_two_neighborhoods_in_2023(computed: Rows, names: dict[str, str]) -> None:
    rows = [computed["poverty", "neighborhood", n, "all", "all", 2023] for n in names]
    assert {row["geoid"] for row in rows if row["reliability"] == "low"} == {"prospect-hill", "quinnipiac-meadows"}


@pytest.mark.parametrize("vintage", TRACTS)
def test_groups_that_are_said_to_add_up_do(real: dict[int, RealSurvey], vintage: int) -> None:
    survey, compared = real[vintage], set()
    for measure in SUMMED:
        formula = measure.formula
        assert isinstance(formula, Count | Share)
        parts = formula.groups if isinstance(formula, Count) else formula.denominator
        if measure.id == "population_share":
            continue  # its groups share one denominator
        for scheme in measure.schemes:
            groups = [("all", "all"), *((scheme, group) for group in parts[scheme])]
            if not GROUPS[scheme].adds_to_total["acs5"] or not all(held(survey, measure, at) for at in groups):
                continue
            compared.add((measure.id, scheme))
            for level, geoid in survey.cells:
                total = slow_part(survey, {geoid: 1.0}, parts["all"]["all"], level)[0]
                added = sum(slow_part(survey, {geoid: 1.0}, part, level)[0] for part in parts[scheme].values())
                assert added == total, (measure.id, scheme, level, geoid)
    assert len(compared) >= 6


def test_lines_are_what_the_bureau_calls_them(shared: Path) -> None:
    """The label of every line of a group holds the words of that group, in every vintage."""
    said = {
        ("population", "age", "under_18"): ("Under 5", "5 to 9", "10 to 14", "15 to 17"),
        ("population", "race_ethnicity", "latino"): ("Hispanic or Latino",),
        ("population", "race_ethnicity", "two"): ("Two or more",),
        ("population", "race_ethnicity", "nhpi"): ("Native Hawaiian",),
        ("population", "race_ethnicity", "aian"): ("American Indian",),
        ("population", "sex", "female"): ("Female",),
        ("homeownership", "all", "all"): ("Owner occupied",),
        ("housing_cost_burden", "all", "all"): ("30 percent or more",),
        ("housing_cost_burden", "tenure", "renter"): ("30 percent or more",),
        ("poverty", "all", "all"): ("Under .50", ".50 to .99"),
        ("poverty", "age", "65_and_over"): ("Under .50", ".50 to .74", ".75 to .99"),
        ("low_income", "age", "under_18"): ("Under .50", " to ", ),
        ("no_vehicle", "all", "all"): ("No vehicle",),
        ("bachelors_or_higher", "all", "all"): ("Bachelor", "Graduate"),
        ("foreign_born", "all", "all"): ("naturalization", "Not a U.S. citizen"),
    }  # fmt: skip
    for vintage in range(2018, 2024):
        words = json.loads((shared / "upstream" / "data" / "acs" / f"meta_{vintage}.json").read_text(encoding="utf-8"))
        labels = words["variables.json"]["variables"]
        for (measure, scheme, group), expected in said.items():
            formula = MEASURES[measure].formula
            assert isinstance(formula, Count | Share)
            part = (formula.groups if isinstance(formula, Count) else formula.numerator)[scheme][group]
            for line in part.plus:
                label = labels[f"{line}E"]["label"]
                assert any(word in label.split("!!")[-1] for word in expected), (vintage, line, label)
                if scheme == "tenure":
                    assert "Renter" in label
