"""Further areas a community lists, as places to choose and as rows of the geography: ZIP code areas, places, districts, towns."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from geo.declared import AreaList, Community
from sources.census_areas import FIRST_ZCTA_ALONE

Names = Mapping[tuple[str, str], str]
Row = tuple[str, str, int, str, str]  # geoid, level, vintage, name, parent
NOWHERE = "00000"  # the Bureau's code of what is in a county and in none of its towns: water, most often


def rows(community: Community, vintage: int, names: Names) -> Iterator[Row]:
    """GEOGRAPHY rows of the areas that a vintage has."""
    for areas in community.areas:
        if areas.counties:
            yield from ((g, areas.level, vintage, n, g[:5]) for g, n in _towns(areas, vintage, names))
        elif areas.level != "zcta" or vintage >= FIRST_ZCTA_ALONE:
            yield from ((g, areas.level, vintage, n, community.state) for g, n in areas.names.items())


def places(community: Community, names: Names) -> list[dict[str, Any]]:
    """The areas as places: a town keeps its id over the years, since its last five digits stay when its county changes."""
    found: dict[str, dict[str, Any]] = {}
    for areas in community.areas:
        for geoid, name in areas.names.items():
            found[geoid] = {"id": geoid, "level": areas.level, "name": name, "geoids": [geoid]}
        for geoid, name in _every_town(areas, names):
            town = found.setdefault(
                f"town-{geoid[5:]}", {"id": f"town-{geoid[5:]}", "level": areas.level, "name": name, "geoids": []}
            )
            town["geoids"].append(geoid)
            town["name"] = name
    return list(found.values())


def _every_town(areas: AreaList, names: Names) -> Iterator[tuple[str, str]]:
    """Towns of every county the entry names, the earlier county first."""
    for county in dict.fromkeys(c for _, c in sorted(areas.counties.items(), key=lambda pair: pair[0].first)):
        yield from _inside(county, names)


def _towns(areas: AreaList, vintage: int, names: Names) -> Iterable[tuple[str, str]]:
    county = areas.county(vintage)
    return _inside(county, names) if county else ()


def _inside(county: str, names: Names) -> Iterator[tuple[str, str]]:
    for (level, geoid), name in names.items():
        if level == "county_subdivision" and geoid.startswith(county) and not geoid.endswith(NOWHERE):
            yield geoid, name
