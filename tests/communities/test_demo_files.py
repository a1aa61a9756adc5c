"""The made-up city's own files: generated as committed, sound, and not to be taken for real."""

from pathlib import Path

import pytest

from communities.demo import city, generate
from geo import boundaries, community, crosswalk

FOLDER = Path(generate.__file__).parent


@pytest.fixture(scope="module")
def demo() -> community.Community:
    return community.read(FOLDER)


@pytest.mark.parametrize("name", sorted(generate.files()))
def test_committed_files_are_the_generated_ones(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == generate.files()[name]


def test_nobody_can_take_it_for_real(demo: community.Community) -> None:
    assert demo.made_up
    assert "Example" in demo.name
    assert demo.state == "98"  # states end at 56, territories at 78
    assert all(d.leaid.startswith("98") for d in demo.districts)


def test_it_has_what_real_places_make_difficult(demo: community.Community) -> None:
    before, after = (crosswalk.for_vintage(demo, v) for v in (city.CHANGE - 1, city.CHANGE))
    assert {"Peña's Corner", "Sea O'Light", "Saint-Aurèle"} <= set(demo.neighborhoods.names.values())
    assert set(demo.neighborhoods.names) - set(after["to_geoid"]) == {"lighthouse-rock"}
    assert sorted(after.loc[after["weight"] < 1, "weight"]) == [0.38, 0.62]
    assert before["from_geoid"].nunique() == after["from_geoid"].nunique() - 1
    assert demo.vintages["acs5"] == (2018, 2019, 2020, 2021, 2022, 2023)


def test_neighborhoods_fit_together(demo: community.Community) -> None:
    areas = boundaries.neighborhoods(demo)
    assert len(areas) == 10
    assert areas.geometry.is_valid_coverage()
    assert list(areas.geometry.geom_type.unique()) == ["Polygon"]
    assert boundaries.simplify(areas).geometry.is_valid_coverage()
