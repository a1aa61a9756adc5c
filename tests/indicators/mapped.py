"""Neighborhoods of one city as rectangles in a row, under ids that change from release to release, for tests of areas drawn anew."""

import itertools
from collections.abc import Mapping
from typing import Any

import orjson

from indicators.area_ids import Areas, declared

CITY = "0900999999"
SLUG = "lantern-falls"
# From which meter to which each area reaches.
FIRST = {"ash-hill": (0, 100), "bell-meadow": (100, 200), "canada-park": (200, 300)}
RENAMED = {"the-hill": (0, 100), "bell-meadow": (100, 200), "canada-park": (200, 300)}
REDRAWN = {"new-hill": (-10, 100), "bell-meadow": (100, 200), "canada-park": (200, 300)}

Plan = Mapping[str, tuple[int, int]]


def topology(plan: Plan, step: float = 0.0001, turned: bool = False) -> bytes:
    """The rectangles as a release keeps them, on a grid of this many degrees; `turned` begins each at another corner, backwards."""
    grid = round(0.0001 / step)
    geometries, arcs = [], []
    for i, (geoid, (west, east)) in enumerate(plan.items()):
        corners = [(west, 0), (east, 0), (east, 100), (west, 100)]
        corners = [corners[n] for n in ((2, 1, 0, 3) if turned else (0, 1, 2, 3))]
        ring = [(x * grid, y * grid) for x, y in (*corners, corners[0])]
        steps = [(x - a, y - b) for (a, b), (x, y) in itertools.pairwise(ring)]
        arcs.append([list(ring[0]), *map(list, steps)])
        geometries.append({"type": "Polygon", "arcs": [[i]], "id": geoid, "properties": {"name": geoid}})
    return orjson.dumps(
        {
            "type": "Topology",
            "transform": {"scale": [step, step], "translate": [-73.0, 41.3]},
            "bbox": [-73.0, 41.3, -72.9, 41.31],
            "arcs": arcs,
            "objects": {"areas": {"type": "GeometryCollection", "geometries": geometries}},
        }
    )


def places(plan: Plan, city: tuple[str, ...] = (CITY,)) -> list[dict[str, Any]]:
    near = [{"id": geoid, "level": "neighborhood", "name": geoid, "geoids": [geoid]} for geoid in plan]
    return [*near, {"id": "city", "level": "county_subdivision", "name": "Lantern Falls", "geoids": list(city)}]


def areas(plan: Plan, city: tuple[str, ...] = (CITY,), slug: str = SLUG) -> Areas:
    return declared(slug, places(plan, city), {"neighborhood.json": topology(plan)})
