"""Boundaries of areas: read from a community's file and the Census Bureau's, and made simple without tearing neighbors apart."""

import io
from math import sqrt
from pathlib import Path

import geopandas as gpd
import shapely

from geo.boundary_zip import check_zip
from geo.counted import counted
from geo.declared import Community
from geo.errors import BoundaryError
from geo.geoid import geoid_of, is_geoid, level_of
from geo.tables import BOUNDARY

__all__ = ["EVERY_VINTAGE", "WGS84", "check_zip", "from_cartographic", "neighborhoods", "simplify"]

WGS84 = "EPSG:4326"
EVERY_VINTAGE = 0  # neighborhoods are a community's own and belong to no vintage of the Census
# The full identifier's column: the 2010 file; 2013 to 2022; from 2023.
FULL_ID_COLUMNS = ("GEO_ID", "AFFGEOID", "GEOIDFQ")
# Until 2019 the files have the bare name and a code for the words around it, the "legal/statistical area description".
WORDS_AROUND = {"06": "{} County", "CT": "Census Tract {}"}
# A map is drawn at most about this many points wide; what is smaller than a point need not be sent.
POINTS_ACROSS = 2000


def neighborhoods(community: Community) -> gpd.GeoDataFrame:
    """The community's neighborhoods in its file's order: BOUNDARY columns and name, EPSG:4326, vintage 0 (every vintage)."""
    path = community.neighborhoods.boundaries
    frame = _read(path, str(path))
    names = community.neighborhoods.names
    table = gpd.GeoDataFrame(
        {"geoid": frame["id"].astype("str"), "level": "neighborhood", "vintage": EVERY_VINTAGE},
        geometry=frame.geometry.to_numpy(),
        crs=WGS84,
    )
    table["name"] = table["geoid"].map(dict(names)).astype("str")
    return _checked(table, str(path))


def from_cartographic(source: bytes | Path, level: str, vintage: int) -> gpd.GeoDataFrame:
    """Areas of one level in a cartographic zip, ordered by geoid: BOUNDARY columns and name, EPSG:4326 (published as EPSG:4269).

    Raises BoundaryError for a damaged file, missing identifiers or another level's areas.
    """
    content = source if isinstance(source, bytes) else source.read_bytes()
    check_zip(content)
    where = f"cartographic boundaries of {level} {vintage}"
    frame = _read(io.BytesIO(content), where)
    full = _column(frame, FULL_ID_COLUMNS, where)
    geoids = [geoid_of(g) for g in full if level_of(g) == level]
    strange = len(full) - len(geoids) or sum(not is_geoid(g, level) for g in geoids)
    if strange:
        raise BoundaryError(
            f"{where}: not of this level: {strange} of {counted(len(full), 'area')}, for example {full[0]!r}."
        )
    table = gpd.GeoDataFrame(
        {"geoid": geoids, "level": level, "vintage": vintage, "name": _names(frame, where)},
        geometry=frame.geometry.to_numpy(),
        crs=WGS84,
    )
    return _checked(table.sort_values("geoid", ignore_index=True), where)


def simplify(areas: gpd.GeoDataFrame, points_across: int = POINTS_ACROSS) -> gpd.GeoDataFrame:
    """The same areas with fewer points, shared edges still shared: no gap or overlap is made between neighbors.

    What is dropped is smaller than a point of a map `points_across` wide. Small overlaps and gaps already in the source
    are closed first. Works in meters (the UTM zone of the middle), gives back EPSG:4326.
    """
    metric = areas.to_crs(_utm(areas))
    west, south, east, north = metric.total_bounds
    point = sqrt((east - west) * (north - south)) / points_across
    shapes = metric.geometry if metric.geometry.is_valid_coverage() else _matched(metric.geometry, point)
    return areas.set_geometry(shapes.simplify_coverage(point).to_crs(WGS84))


def _utm(areas: gpd.GeoDataFrame) -> str:
    """The UTM zone of the middle, as geopandas estimates it; its search of all systems there are takes a tenth of a second."""
    west, south, east, north = areas.total_bounds
    zone = int(((west + east) / 2 + 180) // 6) % 60 + 1
    return f"EPSG:{326 if south + north >= 0 else 327}{zone:02}"


def _matched(shapes: gpd.GeoSeries, gap: float) -> gpd.GeoSeries:
    """The same areas with overlaps and gaps narrower than `gap` closed. Raises BoundaryError where one area hides another."""
    clean = shapely.coverage_clean(  # pyright: ignore[reportAttributeAccessIssue] - newer than shapely's type stubs
        shapes.to_numpy(), gap_width=gap
    )
    hidden = shapely.is_empty(clean)
    if hidden.any():
        raise BoundaryError(
            f"{counted(int(hidden.sum()), 'area lies', 'areas lie')} wholly under others. Correct the boundaries file."
        )
    return gpd.GeoSeries(clean, index=shapes.index, crs=shapes.crs)


def _read(source: Path | io.BytesIO, where: str) -> gpd.GeoDataFrame:
    try:
        frame = gpd.read_file(source)
    except (OSError, RuntimeError, ValueError) as error:
        raise BoundaryError(f"{where}: not readable as boundaries: {error}.") from None
    if frame.empty or frame.crs is None:
        raise BoundaryError(
            f"{where}: expected areas with a coordinate system, found {'none' if frame.empty else 'no system'}."
        )
    return frame.to_crs(WGS84)


def _column(frame: gpd.GeoDataFrame, names: tuple[str, ...], where: str) -> list[str]:
    found = next((n for n in names if n in frame.columns), None)
    if found is None:
        raise BoundaryError(
            f"{where}: expected one of the columns {', '.join(names)}; found {', '.join(frame.columns)}."
        )
    return [str(v) for v in frame[found]]


def _names(frame: gpd.GeoDataFrame, where: str) -> list[str]:
    if "NAMELSAD" in frame.columns:
        return _column(frame, ("NAMELSAD",), where)
    codes = frame["LSAD"] if "LSAD" in frame.columns else [""] * len(frame)
    bare = _column(frame, ("NAME",), where)
    return [WORDS_AROUND.get(str(code), "{}").format(name) for name, code in zip(bare, codes, strict=True)]


def _checked(areas: gpd.GeoDataFrame, where: str) -> gpd.GeoDataFrame:
    shapes = shapely.make_valid(areas.geometry.to_numpy(), method="structure", keep_collapsed=False)
    hollow = shapely.is_empty(shapes) | shapely.is_missing(shapes)
    if hollow.any():
        raise BoundaryError(
            f"{where}: {counted(int(hollow.sum()), 'area has', 'areas have')} no shape, for example {areas['geoid'][hollow].iloc[0]}."
        )
    kinds = set(shapely.get_type_id(shapes)) - {shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON}
    if kinds:
        raise BoundaryError(f"{where}: every area should be a polygon; found other shapes.")
    areas = areas.set_geometry(gpd.GeoSeries(shapes, index=areas.index, crs=WGS84))
    BOUNDARY.check(areas.drop(columns="name"))
    return areas[[*BOUNDARY.columns, "name"]]
