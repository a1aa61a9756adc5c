"""Shapes of places, ZIP code tabulation areas and school districts, read from the Census Bureau's cartographic files."""

import io
import re
from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import shapely

from geo.boundaries import WGS84
from geo.boundary_zip import check_zip
from geo.counted import counted
from geo.errors import BoundaryError
from geo.tables import BOUNDARY

SUMMARY = {"place": "160", "zcta": "860", "school_district": "9[567]0"}  # of the full identifier
DIGITS = {"place": 7, "zcta": 5, "school_district": 7}
FULL_ID_COLUMNS = ("AFFGEOID", "AFFGEOID10", "AFFGEOID20", "GEOIDFQ", "GEOIDFQ20", "GEO_ID")
NAME_COLUMNS = ("NAMELSAD", "NAMELSAD20", "NAME", "NAME20", "ZCTA5CE20", "ZCTA5CE10")


def together(parts: Sequence[gpd.GeoDataFrame], state: str) -> gpd.GeoDataFrame:
    """The areas of several files whose id begins with the state's, ordered by geoid."""
    whole = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=WGS84).sort_values("geoid")
    whole = whole[whole["geoid"].str.startswith(state)].reset_index(drop=True)
    BOUNDARY.check(whole[list(BOUNDARY.columns)])
    return whole


def read(content: bytes, level: str, vintage: int) -> gpd.GeoDataFrame:
    """The areas of a zip file: BOUNDARY columns and name. Raises BoundaryError for a damaged file or other areas."""
    check_zip(content)
    where = f"cartographic boundaries of {level} {vintage}"
    try:
        frame = gpd.read_file(io.BytesIO(content)).to_crs(WGS84)
    except (OSError, RuntimeError, ValueError) as error:
        raise BoundaryError(f"{where}: not readable as boundaries: {error}.") from None
    full, names = _column(frame, FULL_ID_COLUMNS, where), _column(frame, NAME_COLUMNS, where)
    whole = re.compile(rf"{SUMMARY[level]}\w{{2}}00US(\d{{{DIGITS[level]}}})")
    found = [whole.fullmatch(text) for text in full]
    geoids = [match[1] for match in found if match is not None]
    if len(geoids) < len(full):
        strange = next(text for text, match in zip(full, found, strict=True) if match is None)
        raise BoundaryError(
            f"{where}: not of this level: {len(full) - len(geoids)} of {counted(len(full), 'area')}, for example {strange!r}."
        )
    shapes = shapely.make_valid(frame.geometry.to_numpy(), method="structure", keep_collapsed=False)
    hollow = shapely.is_empty(shapes) | shapely.is_missing(shapes)
    if hollow.any():
        raise BoundaryError(f"{where}: {counted(int(hollow.sum()), 'area has', 'areas have')} no shape.")
    columns = {"geoid": geoids, "level": level, "vintage": vintage, "name": names}
    table = gpd.GeoDataFrame(columns, geometry=shapes, crs=WGS84)
    return table.astype(dict.fromkeys(("geoid", "level", "name"), "str"))[[*BOUNDARY.columns, "name"]]


def _column(frame: gpd.GeoDataFrame, names: tuple[str, ...], where: str) -> list[str]:
    found = next((name for name in names if name in frame.columns), None)
    if found is None:
        raise BoundaryError(
            f"{where}: expected one of the columns {', '.join(names)}; found {', '.join(frame.columns)}."
        )
    return [str(value) for value in frame[found]]
