"""Shapes of a release read back from their quantised topology, as polygons on a plane."""

import json
import math
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo import topology_read
from geo.topology_read import Spot


def areas(path: Path) -> dict[str, BaseGeometry]:
    """Areas by id on a plane: x east, y south, in degrees of latitude, so that a map keeps its proportions."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    _, south, _, north = topology["bbox"]
    return topology_read.shapes(topology, math.cos(math.radians((south + north) / 2)), -1.0)


def outline(shapes: dict[str, BaseGeometry]) -> BaseGeometry:
    """The edge of all areas together."""
    return shapely.union_all(list(shapes.values())).boundary


def label_spot(shape: BaseGeometry) -> tuple[Spot, float]:
    """The middle of the widest circle inside an area, and its radius."""
    widest = max(shapely.get_parts(shape), key=lambda part: part.area)
    circle = shapely.maximum_inscribed_circle(widest)
    (x, y), edge = circle.coords[0], circle.coords[-1]
    return (x, y), math.dist((x, y), edge)
