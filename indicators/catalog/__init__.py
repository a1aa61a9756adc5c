"""Every measure, once. `MEASURES` is in the order of the site: outcomes from cradle to career, then the conditions around them."""

from indicators.catalog import (
    after_graduation,
    ages,
    college,
    connection,
    coverage,
    early_years,
    earnings,
    families,
    food,
    getting_around,
    growing_up,
    high_school,
    home_prices,
    homes,
    household_income,
    housing,
    housing_burden,
    income,
    languages,
    learning,
    people,
    poverty,
    program,
    reading_and_math,
    school_choice,
    school_years,
    schools,
    work,
    yearly,
    young_people,
)
from indicators.catalog.areas import AREAS, Area
from indicators.catalog.check import CatalogError, checked, records, texts, variables
from indicators.catalog.groups import GROUPS, Group, Scheme, display_order, phrase
from indicators.catalog.not_yet import NOT_YET, NotYet
from indicators.catalog.publisher import Source
from indicators.catalog.source_citations import SOURCES
from indicators.catalog.text_form import from_json, to_json
from indicators.measure import Measure

MEASURES = checked(
    (
        *early_years.ENTRIES,
        *school_years.ENTRIES,
        *reading_and_math.ENTRIES,
        *high_school.ENTRIES,
        *after_graduation.ENTRIES,
        *college.ENTRIES,
        *young_people.ENTRIES,
        *schools.ENTRIES,
        *school_choice.ENTRIES,
        *people.ENTRIES,
        *ages.ENTRIES,
        *families.ENTRIES,
        *languages.ENTRIES,
        *income.ENTRIES,
        *poverty.ENTRIES,
        *household_income.ENTRIES,
        *earnings.ENTRIES,
        *work.ENTRIES,
        *housing.ENTRIES,
        *housing_burden.ENTRIES,
        *homes.ENTRIES,
        *home_prices.ENTRIES,
        *getting_around.ENTRIES,
        *food.ENTRIES,
        *coverage.ENTRIES,
        *connection.ENTRIES,
        *learning.ENTRIES,
        *yearly.ENTRIES,
        *growing_up.ENTRIES,
        *program.ENTRIES,
    )
)

__all__ = [
    "AREAS",
    "GROUPS",
    "MEASURES",
    "NOT_YET",
    "SOURCES",
    "Area",
    "CatalogError",
    "Group",
    "Measure",
    "NotYet",
    "Scheme",
    "Source",
    "checked",
    "display_order",
    "from_json",
    "phrase",
    "records",
    "texts",
    "to_json",
    "variables",
]
