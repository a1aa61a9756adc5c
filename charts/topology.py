"""Shapes of a release read back from their quantised topology, as polygons on a plane."""

import json
import math
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Spot = tuple[float, float]


def areas(path: Path) -> dict[str, BaseGeometry]:
    """Areas by id on a plane: x east, y south, in degrees of latitude, so that a map keeps its proportions."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = _arcs(topology)
    _, south, _, north = topology["bbox"]
    squeeze = math.cos(math.radians((south + north) / 2))
    shapes: dict[str, BaseGeometry] = {}
    for geometry in topology["objects"]["areas"]["geometries"]:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        shapes[str(geometry["id"])] = _shape(polygons, arcs, squeeze)
    return shapes


def outline(shapes: dict[str, BaseGeometry]) -> BaseGeometry:
    """The edge of all areas together."""
    return shapely.union_all(list(shapes.values())).boundary


def label_spot(shape: BaseGeometry) -> tuple[Spot, float]:
    """The middle of the widest circle inside an area, and its radius."""
    widest = max(shapely.get_parts(shape), key=lambda part: part.area)
    circle = shapely.maximum_inscribed_circle(widest)
    (x, y), edge = circle.coords[0], circle.coords[-1]
    return (x, y), math.dist((x, y), edge)


def _arcs(topology: dict[str, Any]) -> list[list[Spot]]:
    """Arcs in degrees; each step is stored as the difference from the one before."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc: list[Spot] = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * sx + tx, y * sy + ty))
        arcs.append(arc)
    return arcs


def _shape(polygons: list[Any], arcs: list[list[Spot]], squeeze: float) -> BaseGeometry:
    made = []
    for rings in polygons:
        edges = [[(x * squeeze, -y) for x, y in _ring(ring, arcs)] for ring in rings]
        edges = [e for e in edges if len(e) >= 4]
        if edges:
            made.append(Polygon(edges[0], edges[1:]))
    shape = made[0] if len(made) == 1 else MultiPolygon(made)
    return shape if shape.is_valid else shapely.make_valid(shape)


def _ring(ring: list[int], arcs: list[list[Spot]]) -> list[Spot]:
    """The ring's points; an arc with a negative number runs backwards, and joins share their point."""
    spots: list[Spot] = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        spots += arc[1:] if spots else arc
    return spots
