"""Levels and schemes that proof and audit relate: a count of people is told of no other."""

from dataclasses import replace

import pytest

from indicators.catalog import MEASURES, CatalogError, checked, related
from indicators.group_pools import SMALLEST
from indicators.suppression.reach_areas import PARTS


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (
            "enrollment",
            {"levels": ("school", "school_district")},
            "'school_district' stands in no relation to 'school'",
        ),
        (
            "program_children",
            {"levels": ("neighborhood", "tract", "county_subdivision")},
            "'tract' stands in no relation to 'neigh",
        ),
        ("program_children", {"levels": ("neighborhood", "state", "school_district")}, "'state' stands in no relation"),
        (
            "graduation_4yr",
            {"schemes": ("race_ethnicity_by_sex",)},
            "scheme 'race_ethnicity_by_sex' are added up by no",
        ),
    ],
)
def test_a_count_of_people_in_a_level_or_scheme_that_nothing_relates_is_refused(
    name: str, change: dict[str, object], said: str
) -> None:
    with pytest.raises(CatalogError, match=f"{name}: .*{said}.*catalog/related.py"):
        checked([replace(MEASURES[name], **change)])


def test_what_the_catalog_takes_for_related_is_what_suppression_takes_for_parts() -> None:
    smaller = set(related.WIDER.values())
    near = {level for m in MEASURES.values() if m.source == "partner" for level in m.levels} & smaller
    assert near <= set(PARTS)
    assert near <= set(SMALLEST)
    assert not set(related.WIDER) & {*PARTS, *SMALLEST}
