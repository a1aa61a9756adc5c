"""Totals of a partner's table that are less than their parts are told by their rows, and no number with them."""

import pytest

from sources.partner import table
from sources.partner_sums import too_small
from tests.sources.test_partner import filled
from tests.sources.workbooks import Cell

CITY, NEAR, FAR = ("county_subdivision", "0917052000"), ("neighborhood", "fair-haven"), ("neighborhood", "hill")


def row(area: tuple[str, str], group: str, value: str, people: str = "") -> list[Cell]:
    scheme, _, name = group.rpartition(".")
    return ["tutoring.served", *area, scheme or "all", name, "2024", "2025", value, "count", people]


def told(*rows: list[Cell]) -> list[str]:
    return too_small(table(filled(list(rows)), "elm.csv"))


def test_groups_of_a_kind_and_neighborhoods_that_come_to_more_are_named() -> None:
    everyone, female, male = row(CITY, "all", "1,000"), row(CITY, "sex.female", "613"), row(CITY, "sex.male", "388")
    found = told(everyone, female, male, row(NEAR, "sex.male", "389"), row(FAR, "sex.male", "*"))
    assert [sentence.partition(". ")[0] for sentence in found] == [
        "Row 2 is less than its groups by sex together (rows 3, 4)",
        "Row 4 is less than its neighborhoods together (rows 5, 6)",
    ]
    assert not any(number in " ".join(found) for number in ("1,000", "1000", "613", "388", "389", "1001"))


@pytest.mark.parametrize(
    "rows",
    [
        [row(CITY, "all", "10"), row(CITY, "sex.female", "6"), row(CITY, "sex.male", "4")],
        [row(CITY, "all", "*"), row(CITY, "sex.female", "6")],
        [row(CITY, "all", "10"), row(CITY, "sex.female", "6"), row(CITY, "race_ethnicity.latino", "9")],
        [row(CITY, "all", "9"), row(("county_subdivision", "0917070000"), "all", "9"), row(NEAR, "all", "10")],
        [row(CITY, "all", "9"), row(("tract", "09170520001"), "all", "10")],
    ],
)
def test_nothing_is_said_of_totals_that_may_be_right(rows: list[list[Cell]]) -> None:
    assert told(*rows) == []


def test_people_behind_a_number_and_tracts_of_a_county_are_added_too() -> None:
    found = told(row(("county", "09170"), "all", "9", "5"), row(("tract", "09170140100"), "all", "9", "6"))
    assert [sentence.partition(" (")[0] for sentence in found] == ['Row 2 is less in "people" than its tracts together']
