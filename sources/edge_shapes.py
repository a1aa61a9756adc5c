"""Features of NCES EDGE's district layer become boundaries: ids checked, shapes made valid, what has no shape told."""

import geopandas as gpd
import pandas as pd
import shapely

from geo.boundaries import WGS84
from geo.counted import counted
from geo.tables import BOUNDARY
from sources.arcgis import GEOMETRY
from sources.errors import BadAnswer
from sources.urban_codes import IDS, identifier

LEVEL = "school_district"
NO_DISTRICT = "99997"  # ends the id of land and water that no district covers
AREAS = {shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON}


def boundaries(found: pd.DataFrame, state: str, vintage: int, where: str) -> tuple[gpd.GeoDataFrame, list[str]]:
    """BOUNDARY columns and name, by geoid; and sentences on districts without a shape. Raises BadAnswer for other areas."""
    found = found.assign(GEOID=identifier(found["GEOID"], IDS["leaid"]))
    found = found[~found["GEOID"].str.endswith(NO_DISTRICT)].sort_values("GEOID", ignore_index=True)
    _check_ids(found["GEOID"], state, where)
    shapes = shapely.from_geojson([text or None for text in found[GEOMETRY]])
    shapes = shapely.make_valid(shapes, method="structure", keep_collapsed=False)
    hollow = shapely.is_empty(shapes) | shapely.is_missing(shapes)
    if not set(shapely.get_type_id(shapes[~hollow])) <= AREAS:
        raise BadAnswer(f"{where}: every district should be a polygon; found other shapes. Look at the layer's page.")
    columns = {"geoid": found["GEOID"], "level": LEVEL, "vintage": vintage, "name": found["NAME"].str.strip()}
    table = gpd.GeoDataFrame(columns, geometry=shapes, crs=WGS84)[~hollow].reset_index(drop=True)
    table = table.astype(dict.fromkeys(("geoid", "level", "name"), "str"))[[*BOUNDARY.columns, "name"]]
    BOUNDARY.check(table[list(BOUNDARY.columns)])
    lost = ", ".join(found["GEOID"][hollow].head(3))
    return table, [
        f"{where}: no shape for {int(hollow.sum())} of {counted(len(found), 'district')}: {lost}."
    ] if lost else []


def _check_ids(geoids: pd.Series, state: str, where: str) -> None:
    strange = geoids[~geoids.str.startswith(state)]
    if len(strange):
        raise BadAnswer(
            f"{where}: districts of state {state} were asked for, found {strange.iloc[0]!r}. Look at the layer's page."
        )
    twice = geoids[geoids.duplicated()]
    if len(twice):
        raise BadAnswer(f"{where}: district {twice.iloc[0]} comes twice. Look at the layer's page.")
