"""Where public schools stand and what school districts cover, from NCES EDGE: by default the newest school year its server lists.

Source: National Center for Education Statistics, Education Demographic and Geographic Estimates (EDGE), School Locations and
Composite School District Boundaries.
"""

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import orjson
import pandas as pd

from geo.counted import counted
from sources.arcgis import GEOMETRY, ArcGis, Question
from sources.errors import Drift, NotPublished
from sources.urban_codes import IDS, identifier

if TYPE_CHECKING:
    import geopandas as gpd

FOLDER = "https://nces.ed.gov/opengis/rest/services/K12_School_Locations"
SERVICE = re.compile(r"EDGE_GEOCODE_PUBLICSCH_(\d{2})(\d{2})")
LAYER = "PUBLIC_?SCH"
FIELDS = ("NCESSCH", "LEAID", "NAME", "CITY", "STFIP")
DISTRICT_FOLDER = "https://nces.ed.gov/opengis/rest/services/School_District_Boundaries"
DISTRICT_SERVICE = re.compile(r"EDGE_SCHOOLDISTRICT_TL\d{2}_SY(\d{2})(\d{2})")
DISTRICT_LAYER = "."  # the service has one layer, whose number and name change from year to year
DISTRICT_FIELDS = ("GEOID", "NAME", "STATEFP")
LICENCE = "Public domain (U.S. government)"


class Districts(NamedTuple):
    """School districts by geoid (NCES leaid): BOUNDARY columns and name, EPSG:4326; vintage is the school year's spring. And what is left out."""

    rows: "gpd.GeoDataFrame"
    problems: list[str]


class Points(NamedTuple):
    """Schools by name: geoid, leaid, name, city, latitude, longitude (degrees), for one school year (its spring); and sentences on what is left out."""

    rows: pd.DataFrame
    period_end: int
    problems: list[str]


def newest(services: list[str]) -> tuple[str, int]:
    """The service of the newest school year and that year's spring. Drift when the folder lists none."""
    years = _by_year(services, SERVICE, f"{FOLDER} lists no service named like EDGE_GEOCODE_PUBLICSCH_2425")
    return years[max(years)], max(years)


def _by_year(services: list[str], pattern: re.Pattern[str], without: str) -> dict[int, str]:
    """Services by the spring of the school year in their name. Drift, beginning with `without`, when there are none."""
    years = {
        2000 + int(found[2]): name
        for name in services
        if (found := pattern.fullmatch(name)) and (int(found[1]) + 1) % 100 == int(found[2])
    }
    if not years:
        raise Drift(f"{without}; found {services[:8]}. Compare it with sources/edge.py.")
    return years


def points(arcgis: ArcGis, state: str) -> Points:
    """Public schools of a state (two digits) with their position. Raises Drift when the server no longer has them by these names."""
    name, period_end = newest(arcgis.services(FOLDER))
    question = Question(f"{FOLDER}/{name}/MapServer", LAYER, FIELDS, f"STFIP = '{int(state):02}'")
    found = arcgis.features(question, immutable=True, licence=LICENCE)
    position = [_position(text) for text in found[GEOMETRY]]
    rows = pd.DataFrame(
        {
            "geoid": identifier(found["NCESSCH"], IDS["ncessch"]),
            "leaid": identifier(found["LEAID"], IDS["leaid"]),
            "name": found["NAME"].str.strip(),
            "city": found["CITY"].str.strip(),
            "latitude": pd.Series([p[0] for p in position], index=found.index, dtype="float64"),
            "longitude": pd.Series([p[1] for p in position], index=found.index, dtype="float64"),
        }
    )
    placed = rows.dropna(subset=["latitude", "longitude"])
    left_out = len(rows) - len(placed)
    problems = [f"EDGE {name}: no position for {left_out} of {counted(len(rows), 'school')}."] if left_out else []
    return Points(placed.sort_values(["name", "geoid"], ignore_index=True), period_end, problems)


def districts(arcgis: ArcGis, state: str, year: int | None = None) -> Districts:
    """Boundaries of a state's school districts (two digits) in the school year that ends in `year`, else in the newest.

    Elementary and secondary districts lie over each other. Raises NotPublished for a year the server does not list, Drift
    when it no longer has them by these names, BadAnswer for other areas or shapes than districts have.
    """
    from sources.edge_shapes import boundaries  # reading shapes needs geopandas, which takes a second to load

    listed = arcgis.services(DISTRICT_FOLDER)
    like = f"{DISTRICT_FOLDER} lists no service named like EDGE_SCHOOLDISTRICT_TL25_SY2425"
    years = _by_year(listed, DISTRICT_SERVICE, like)
    wanted = max(years) if year is None else year
    if wanted not in years:
        raise NotPublished(f"EDGE has no district boundaries of {wanted - 1}-{wanted}; it lists {sorted(years)}.")
    question = Question(
        f"{DISTRICT_FOLDER}/{years[wanted]}/MapServer", DISTRICT_LAYER, DISTRICT_FIELDS, f"STATEFP = '{int(state):02}'"
    )
    read = partial(boundaries, state=f"{int(state):02}", vintage=wanted, where=f"EDGE {years[wanted]}")
    return Districts(*read(arcgis.features(question, immutable=True, licence=LICENCE, check=read)))


def _position(text: str) -> tuple[float, float]:
    """Latitude and longitude of a GeoJSON point; not a number where there is none, or none on land (0, 0)."""
    shape = orjson.loads(text) if text else {}
    longitude, latitude = shape["coordinates"][:2] if shape.get("type") == "Point" else (0.0, 0.0)
    return (latitude, longitude) if latitude and longitude else (float("nan"), float("nan"))
