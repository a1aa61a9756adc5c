"""Shapes as the map receives them: quantised TopoJSON, in which the edge two neighbors share is written once."""

from collections.abc import Mapping
from typing import Any

import geopandas as gpd

# Steps along each side of the box around all areas; finer than a screen shows.
STEPS = 10_000
LABEL_DIGITS = 5  # about a meter


def quantised(areas: gpd.GeoDataFrame, names: Mapping[str, str]) -> dict[str, Any]:
    """A TopoJSON Topology with the one object `areas`, in the frame's order.

    Each area has its geoid as `id` and the properties `name` and `label` ([longitude, latitude] of a point inside it).
    Arcs are delta-encoded whole numbers; `transform` turns them into degrees. Format: github.com/topojson/topojson-specification.
    """
    # only the build draws shapes; a build with nothing new does not pay for this import
    from topojson.core.topology import Topology

    shapes = areas[["geoid", "geometry"]].reset_index(drop=True)
    made = Topology(shapes, prequantize=STEPS, object_name="areas").to_dict()
    geometries = made["objects"]["areas"]["geometries"]
    inside = areas.geometry.representative_point()
    labels = zip(inside.x.round(LABEL_DIGITS), inside.y.round(LABEL_DIGITS), strict=True)
    for shape, geoid, label in zip(geometries, areas["geoid"], labels, strict=True):
        shape["id"] = geoid
        shape["properties"] = {"name": names[geoid], "label": list(label)}
    return {
        "type": "Topology",
        "bbox": list(made["bbox"]),
        "transform": made["transform"],
        "objects": {"areas": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": made["arcs"],
    }
