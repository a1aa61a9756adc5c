"""Every measure, once. `MEASURES` is in the order of the site: outcomes from cradle to career, then the conditions around them."""

from indicators.catalog import growing_up, high_school, housing, income, learning, people, program, schools, yearly
from indicators.catalog.areas import AREAS, NOT_YET, Area, NotYet
from indicators.catalog.check import CatalogError, checked, records, texts, variables
from indicators.catalog.groups import GROUPS, Group, Scheme, display_order, phrase
from indicators.catalog.publisher import Source
from indicators.catalog.source_citations import SOURCES
from indicators.catalog.text_form import from_json, to_json
from indicators.measure import Measure

MEASURES = checked(
    (
        *high_school.ENTRIES,
        *schools.ENTRIES,
        *people.ENTRIES,
        *income.ENTRIES,
        *housing.ENTRIES,
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
