"""Shapes read back from the quantised topology that geo/topology.py wrote."""

from collections.abc import Mapping
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Spot = tuple[float, float]


def shapes(topology: Mapping[str, Any], across: float = 1.0, up: float = 1.0) -> dict[str, BaseGeometry]:
    """Areas by id, in degrees; longitudes times `across`, latitudes times `up`."""
    arcs = [[(x * across, y * up) for x, y in arc] for arc in _arcs(topology)]
    found: dict[str, BaseGeometry] = {}
    for geometry in topology["objects"]["areas"]["geometries"]:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        found[str(geometry["id"])] = _shape(polygons, arcs)
    return found


def _arcs(topology: Mapping[str, Any]) -> list[list[Spot]]:
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


def _shape(polygons: list[Any], arcs: list[list[Spot]]) -> BaseGeometry:
    made = []
    for rings in polygons:
        edges = [edge for ring in rings if len(edge := _ring(ring, arcs)) >= 4]
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
