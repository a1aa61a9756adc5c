"""ArcGIS geometries as GeoJSON, which every other tool reads."""

import math
from typing import Any

import orjson
import shapely


def geojson(geometry: Any) -> dict[str, Any] | None:
    """The geometry as GeoJSON, whichever of the two forms it came in; None for none, an empty one, or one without coordinates.

    ArcGIS lists a polygon's rings flat; here each hole goes to the outer ring around it.
    """
    if not isinstance(geometry, dict):
        return None
    if "type" in geometry:
        return geometry if geometry.get("coordinates") else None
    if "x" in geometry:
        return _point(geometry)
    if "points" in geometry:
        return _unless_empty("MultiPoint", geometry["points"])
    if "paths" in geometry:
        return _unless_empty("MultiLineString", [path for path in geometry["paths"] if len(path) > 1])
    rings = [ring for ring in geometry.get("rings") or [] if len(ring) >= 4]
    return orjson.loads(shapely.to_geojson(_polygons(rings))) if rings else None


def _point(geometry: dict[str, Any]) -> dict[str, Any] | None:
    x, y = geometry.get("x"), geometry.get("y")
    numbers = all(isinstance(v, int | float) and math.isfinite(v) for v in (x, y))
    return {"type": "Point", "coordinates": [x, y]} if numbers else None


def _unless_empty(kind: str, coordinates: list[Any]) -> dict[str, Any] | None:
    return {"type": kind, "coordinates": coordinates} if coordinates else None


def _polygons(rings: list[Any]) -> shapely.Geometry:
    """Areas covered by an odd number of rings: an outer ring is filled, a hole in it is not, an island in the hole is."""
    area: shapely.Geometry = shapely.Polygon()
    # An outline that crosses itself keeps all its parts; a buffer of 0 would drop those that turn the other way.
    found = [shapely.make_valid(shapely.Polygon(ring), method="structure", keep_collapsed=False) for ring in rings]
    for outline in sorted(found, key=lambda p: p.area, reverse=True):
        area = shapely.symmetric_difference(area, outline)
    return area
