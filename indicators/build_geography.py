"""Areas, places and shapes of a release, from the community's files and the Census Bureau's boundary files."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import orjson
import pandas as pd

from geo.declared import Community, Place
from geo.tables import GEOGRAPHY
from indicators import build_areas
from indicators.plan import tracts_of
from indicators.release_files import NEIGHBORHOODS
from indicators.state_names import STATES
from sources.boundary_files import file_year

Boundaries = Mapping[tuple[int, str], bytes]


def places(community: Community, names: Mapping[tuple[str, str], str]) -> list[dict[str, Any]]:
    """What a page can choose: neighborhoods, declared places, districts, the nation; with every GEOID each has had."""
    near = [_place(i, "neighborhood", name, [i]) for i, name in community.neighborhoods.names.items()]
    declared = [
        _place(p.id, p.level, _name(p, names), list(dict.fromkeys(p.geoids.values()))) for p in community.places
    ]
    districts = [_place(d.leaid, "school_district", d.name, [d.leaid]) for d in community.districts]
    whole = [*near, *declared, *districts]
    known = {(p["level"], geoid) for p in whole for geoid in p["geoids"]}
    further = [p for p in build_areas.places(community, names) if not known & {(p["level"], g) for g in p["geoids"]}]
    return [*whole, *further, _place("us", "us", "United States", ["1"])]


def _place(place_id: str, level: str, name: str, geoids: list[str]) -> dict[str, Any]:
    return {"id": place_id, "level": level, "name": name, "geoids": geoids}


def _name(place: Place, names: Mapping[tuple[str, str], str]) -> str:
    """The community's name for a place, else the publisher's newest."""
    newest = list(place.geoids.values())[-1]
    return place.name or names.get((place.level, newest)) or STATES.get(newest) or newest


def geography(community: Community, vintages: tuple[int, ...], names: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """GEOGRAPHY rows of every area that is shown, in the vintages it is shown in; 0 is "every vintage"."""
    state = community.state
    rows = [(i, "neighborhood", 0, name, state) for i, name in community.neighborhoods.names.items()]
    rows += [(d.leaid, "school_district", 0, d.name, state) for d in community.districts]
    for vintage in vintages or (0,):
        rows.append(("1", "us", vintage, "United States", ""))
        for place in community.places:
            geoid = place.geoid(vintage) or list(place.geoids.values())[-1]
            named = place.name or names.get((place.level, geoid)) or STATES.get(geoid) or geoid
            rows.append((geoid, place.level, vintage, named, geoid[:2] if len(geoid) > 2 else "1"))
        if vintage:
            rows += [(t, "tract", vintage, tract_name(t), t[:5]) for t in tracts_of(community, vintage)]
            rows += build_areas.rows(community, vintage, names)
    frame = pd.DataFrame(rows, columns=["geoid", "level", "vintage", "name", "parent"])
    text = ["geoid", "level", "name", "parent"]
    # A place the community names itself, and lists once more, keeps its own name.
    kept = frame.astype(dict.fromkeys(text, "str")).drop_duplicates(["geoid", "level", "vintage"], ignore_index=True)
    return GEOGRAPHY.check(kept)


def tract_name(geoid: str) -> str:
    """The Census Bureau's name of a tract: 09170140301 is "Census Tract 1403.01"."""
    number, part = int(geoid[5:9]), geoid[9:]
    return f"Census Tract {number}" + ("" if part == "00" else f".{part}")


def published_names(boundaries: Boundaries) -> dict[tuple[str, str], str]:
    """(level, geoid) → name as the newest boundary file has it, for places the community does not name."""
    found = {}
    for (year, level), content in sorted(boundaries.items()):
        if level != "tract":
            areas = _read(content, level, year)
            found |= {(level, str(g)): str(n) for g, n in zip(areas["geoid"], areas["name"], strict=True)}
    return found


def shapes(community: Community, vintages: tuple[int, ...], boundaries: Boundaries) -> dict[str, bytes]:
    """File name → quantised topology: the neighborhoods, and the community's tracts of each boundary file."""
    from geo import boundaries as drawn  # reading shapes needs GDAL, which a build with nothing new does not pay for

    found = {NEIGHBORHOODS: _topology(drawn.neighborhoods(community), community.neighborhoods.names)}
    years: dict[int, set[str]] = {}
    for vintage in vintages:
        years.setdefault(file_year(vintage, "tract"), set()).update(tracts_of(community, vintage))
    for year, tracts in sorted(years.items()):
        content = boundaries.get((year, "tract"))
        if content is not None:
            areas = _read(content, "tract", year)
            areas = areas[areas["geoid"].isin(tracts)].reset_index(drop=True)
            found[f"tract-{year}.json"] = _topology(areas, {t: tract_name(t) for t in tracts})
    return found


@cache
def _read(content: bytes, level: str, year: int) -> Any:
    from geo.boundaries import from_cartographic

    return from_cartographic(content, level, year)


def _topology(areas: Any, names: Mapping[str, str]) -> bytes:
    from geo.boundaries import simplify
    from geo.topology import quantised

    return orjson.dumps(quantised(simplify(areas), names))
