"""Lines in real tables: each is called what its entry counts, and what two tables or two entries both count is the same."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from indicators.catalog import MEASURES, variables
from indicators.measure import Count, Lines, Share
from tests.indicators.tables import RealSurvey

pytestmark = pytest.mark.real
HELD = ("B06009", "B17024", "B25106", "C17002")
NAMES = (
    "deep_poverty", "near_poverty", "high_income", "low_income", "poverty", "older_adult_poverty", "under_6_poverty",
    "under_6_low_income", "ages_6_to_11_low_income", "ages_12_to_17_low_income", "young_adult_poverty", "bachelors_or_higher",
    "high_school_or_higher", "some_college_or_associate", "adults_without_diploma", "renters_under_35000_burdened",
    "renters_35000_to_75000_burdened", "owners_under_50000_burdened", "housing_cost_burden",
)  # fmt: skip


@pytest.fixture(scope="module", params=[2018, 2023])
def survey(request: pytest.FixtureRequest, shared: Path) -> RealSurvey:
    return RealSurvey(
        shared, request.param, sorted({v for n in NAMES for v in variables(MEASURES[n]) if v[:6] in HELD})
    )


def parts(name: str, scheme: str, whole: bool = False) -> list[Lines]:
    """Lines of every group of a scheme: of the part, or of the whole it is a share of."""
    formula = MEASURES[name].formula
    if isinstance(formula, Count):
        return list(formula.groups[scheme].values())
    assert isinstance(formula, Share)
    return list((formula.denominator if whole else formula.numerator)[scheme].values())


def counted(survey: RealSurvey, lines: list[Lines]) -> Iterator[float]:
    """The lines added up in every area of the vintage, in one order."""
    for row in survey.cells.values():
        yield sum(row[f"{v}E"] for x in lines for v in x.plus) - sum(row[f"{v}E"] for x in lines for v in x.minus)


def same(survey: RealSurvey, one: list[Lines], other: list[Lines]) -> None:
    found = list(zip(counted(survey, one), counted(survey, other), strict=True))
    assert len(found) > 800  # Connecticut's tracts, towns and counties
    assert max(a for a, _ in found) > 1000
    assert [pair for pair in found if pair[0] != pair[1]] == []


@pytest.mark.parametrize("name", ["deep_poverty", "near_poverty", "high_income", "low_income", "poverty"])
@pytest.mark.parametrize("whole", [False, True])
def test_ages_add_up_to_everyone_in_another_table(survey: RealSurvey, name: str, whole: bool) -> None:
    same(survey, parts(name, "all", whole), parts(name, "age", whole))


def test_children_by_age_are_the_children(survey: RealSurvey) -> None:
    formula = MEASURES["low_income"].formula
    assert isinstance(formula, Share)
    three = [p for age in ("under_6", "ages_6_to_11", "ages_12_to_17") for p in parts(f"{age}_low_income", "all")]
    same(survey, three, [formula.numerator["age"]["under_18"]])


def test_what_is_below_the_line_is_within_what_is_below_twice_the_line(survey: RealSurvey) -> None:
    below, twice = parts("under_6_poverty", "all"), parts("under_6_low_income", "all")
    assert all(a <= b for a, b in zip(counted(survey, below), counted(survey, twice), strict=True))
    assert sum(counted(survey, below)) < sum(counted(survey, twice))


def test_schooling_of_those_born_here_and_abroad_is_that_of_all_adults(survey: RealSurvey) -> None:
    for name in ("bachelors_or_higher", "high_school_or_higher", "some_college_or_associate", "adults_without_diploma"):
        same(survey, parts(name, "all"), parts(name, "nativity"))


def test_a_diploma_and_none_make_all_adults(survey: RealSurvey) -> None:
    both = parts("high_school_or_higher", "all") + parts("adults_without_diploma", "all")
    same(survey, both, parts("high_school_or_higher", "all", whole=True))


def test_burdened_renters_and_owners_by_income_are_within_all_that_are_burdened(survey: RealSurvey) -> None:
    formula = MEASURES["housing_cost_burden"].formula
    assert isinstance(formula, Share)
    renters = parts("renters_under_35000_burdened", "all") + parts("renters_35000_to_75000_burdened", "all")
    for some, tenure in ((renters, "renter"), (parts("owners_under_50000_burdened", "all"), "owner")):
        everyone = list(counted(survey, [formula.numerator["tenure"][tenure]]))
        within = list(counted(survey, some))
        assert all(a <= b for a, b in zip(within, everyone, strict=True))
        assert sum(within) > 0.3 * sum(everyone)


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
