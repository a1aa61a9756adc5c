"""Listed areas are asked for, stand in the geography of the vintages they have, and can be chosen by one id over the years."""

from dataclasses import replace
from pathlib import Path

import pytest

from communities.demo import city
from geo import community as communities
from geo.declared import AreaList, Community
from geo.geoid import VintageRange
from indicators import build_geography, plan
from indicators.catalog import MEASURES
from sources.census_areas import Area

ZIPS = AreaList("zcta", {"98101": "98101", "98102": "98102"}, {})
PLACES = AreaList("place", {"9800100": "Lanternford Village"}, {})
DISTRICTS = AreaList("school_district", {"9800010": "Lanternford Schools", "9800020": "Ashby Schools"}, {}, "unified")
TOWNS = AreaList("county_subdivision", {}, {VintageRange(2018, 2021): "98001", VintageRange(2022): "98110"})
NAMES = {
    ("county_subdivision", "9800110000"): "Lanternford town",
    ("county_subdivision", "9811010000"): "Lanternford town",
    ("county_subdivision", "9800120000"): "Ashby town",
    ("county_subdivision", "9811020000"): "Ashby town",
    ("county_subdivision", "9811000000"): "County subdivisions not defined",
    ("county_subdivision", "9812040000"): "Coverly town",
}


@pytest.fixture(scope="module")
def listed() -> Community:
    demo = communities.read(Path(city.__file__).parent)
    return replace(demo, areas=(ZIPS, PLACES, DISTRICTS, TOWNS), goals=())


def test_the_survey_is_asked_for_them(listed: Community) -> None:
    before, after = plan.areas_of(listed, 2019), plan.areas_of(listed, 2023)
    assert {Area("zcta", code="98101"), Area("zcta", code="98102")} <= set(after)
    assert not any(a.level == "zcta" for a in before), "ZIP code areas were drawn anew in 2020"
    assert Area("place", "98", "", "00100") in before
    assert Area("school_district_unified", "98", "", "00020") in after
    assert Area("county_subdivision", "98", "001") in before
    assert Area("county_subdivision", "98", "110") in after
    assert len(set(after)) == len(after)
    assert not set(plan.areas_of(replace(listed, areas=()), 2023)) - set(after)


def test_towns_are_named_by_their_boundary_file(listed: Community) -> None:
    levels = {
        level
        for _, level in plan.make(
            replace(listed, goals=(), notes=()), True, {"poverty": MEASURES["poverty"]}
        ).boundaries
    }
    assert "county_subdivision" in levels


def test_they_stand_in_the_geography_of_their_vintages(listed: Community) -> None:
    rows = build_geography.geography(listed, (2019, 2023), NAMES)
    found = {(r["level"], r["geoid"], r["vintage"]): r["name"] for r in rows.to_dict("records")}
    assert found["county_subdivision", "9800120000", 2019] == "Ashby town"
    assert found["county_subdivision", "9811020000", 2023] == "Ashby town"
    assert found["county_subdivision", "9811010000", 2023] == "Lanternford", "its own community names it shorter"
    assert ("county_subdivision", "9811000000", 2023) not in found, "water between towns is no town"
    assert ("county_subdivision", "9812040000", 2023) not in found, "another county's town was not listed"
    assert {v for level, _, v in found if level == "zcta"} == {2023}
    assert ("school_district", "9800020", 2019) in found


def test_a_town_is_one_place_whatever_its_county(listed: Community) -> None:
    found = {p["id"]: p for p in build_geography.places(listed, NAMES)}
    assert found["town-20000"]["geoids"] == ["9800120000", "9811020000"]
    assert "town-10000" not in found, "the city is a place of its own already"
    assert (found["98101"]["level"], found["9800100"]["name"]) == ("zcta", "Lanternford Village")
    assert found["9800010"]["name"] == "Lanternford School District", "declared under [schools], listed once"
    assert list(found)[-1] == "us"


def test_survey_measures_are_told_at_every_listed_level() -> None:
    assert {"zcta", "place", "school_district", "county_subdivision"} <= set(MEASURES["poverty"].levels)
