"""Where public schools stand: name, district and position from NCES EDGE, the newest school year its server lists.

Source: National Center for Education Statistics, Education Demographic and Geographic Estimates (EDGE), School Locations.
"""

import re
from typing import NamedTuple

import orjson
import pandas as pd

from sources.arcgis import GEOMETRY, ArcGis, Question
from sources.errors import Drift
from sources.urban_codes import IDS, identifier

FOLDER = "https://nces.ed.gov/opengis/rest/services/K12_School_Locations"
SERVICE = re.compile(r"EDGE_GEOCODE_PUBLICSCH_(\d{2})(\d{2})")
LAYER = "PUBLIC_?SCH"
FIELDS = ("NCESSCH", "LEAID", "NAME", "CITY", "STFIP")
LICENCE = "Public domain (U.S. government)"


class Points(NamedTuple):
    """Schools by name: geoid, leaid, name, city, latitude, longitude (degrees), for one school year (its spring); and sentences on what is left out."""

    rows: pd.DataFrame
    period_end: int
    problems: list[str]


def newest(services: list[str]) -> tuple[str, int]:
    """The service of the newest school year and that year's spring. Drift when the folder lists none."""
    years = {
        2000 + int(found[2]): name
        for name in services
        if (found := SERVICE.fullmatch(name)) and (int(found[1]) + 1) % 100 == int(found[2])
    }
    if not years:
        raise Drift(
            f"{FOLDER} lists no service named like EDGE_GEOCODE_PUBLICSCH_2425; found {services[:8]}. Compare it with sources/edge.py."
        )
    return years[max(years)], max(years)


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
    problems = [f"EDGE {name}: {left_out} of {len(rows)} schools have no position."] if left_out else []
    return Points(placed.sort_values(["name", "geoid"], ignore_index=True), period_end, problems)


def _position(text: str) -> tuple[float, float]:
    """Latitude and longitude of a GeoJSON point; not a number where there is none, or none on land (0, 0)."""
    shape = orjson.loads(text) if text else {}
    longitude, latitude = shape["coordinates"][:2] if shape.get("type") == "Point" else (0.0, 0.0)
    return (latitude, longitude) if latitude and longitude else (float("nan"), float("nan"))
