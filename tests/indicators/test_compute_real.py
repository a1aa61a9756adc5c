"""Real figures: the published neighborhood profile, a slow second computation from the same tracts, and the tables' own sums."""

import csv
import math
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
from tests.indicators.slow import World, share_of, sum_of
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
def worlds(shared: Path, real: dict[int, RealSurvey]) -> dict[int, World]:
    """The same cells and the weights of each vintage's file, for the second way."""
    folder = shared / "communities" / "new-haven"
    return {
        vintage: World(real[vintage].by_geoid(), weights(folder / file, column))
        for vintage, (file, column) in TRACTS.items()
    }


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
    shared: Path, worlds: dict[int, World], names: dict[str, str]
) -> None:
    off = []
    for (level, geoid), row in published(shared, names).items():
        if level != "neighborhood":
            continue
        for column, parts in columns().items():
            here = sum(rounded_part(worlds[2022], geoid, lines_of(at)) for at in parts)
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


def rounded_part(world: World, place: str, part: Lines) -> float:
    signed = [(1, line) for line in part.plus] + [(-1, line) for line in part.minus]
    return sum(sign * round(sum_of(world, place, Lines((line,)))[0]) for sign, line in signed)


def slow_row(world: World, place: str, measure: Measure, at: tuple[str, str]) -> Cell:
    """Value and margin of one row, the second way."""
    scheme, group = at
    match measure.formula:
        case Count(groups=groups):
            return sum_of(world, place, groups[scheme][group])
        case Share(numerator=upper, denominator=lower):
            return share_of(world, place, upper[scheme][group], lower[scheme][group])
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
    real: dict[int, RealSurvey], worlds: dict[int, World], computed: Rows, vintage: int
) -> None:
    world = worlds[vintage]
    places = [("neighborhood", n) for n in world.parts]
    places += [("tract", t) for tracts in world.parts.values() for t in tracts]
    places += [(CITY[0], "0900952070" if vintage < 2022 else CITY[1]), STATE]
    compared = [(measure, at) for measure in SUMMED for at in pairs(measure) if held(real[vintage], measure, at)]
    assert len({measure.id for measure, _ in compared}) >= 12
    for measure, at in compared:
        if set(measure.levels) >= {"neighborhood", "tract", CITY[0], STATE[0]}:
            for level, geoid in places:
                row = computed[(measure.id, level, geoid, *at, vintage)]
                expected = slow_row(world, geoid, measure, at)
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
def test_groups_that_are_said_to_add_up_do(real: dict[int, RealSurvey], worlds: dict[int, World], vintage: int) -> None:
    survey, world, compared = real[vintage], worlds[vintage], set()
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
                total = sum_of(world, geoid, parts["all"]["all"])[0]
                added = sum(sum_of(world, geoid, part)[0] for part in parts[scheme].values())
                assert added == total, (measure.id, scheme, level, geoid)
    assert len(compared) >= 6
