"""Shapes of the made-up city: a grid whose lines waver like streets and shores, so that neighbors share their edges exactly."""

from functools import cache
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon

from communities.demo.city import SHARED_CELL, Cell

SEED = 1981
WEST, SOUTH = -40.0, 35.0  # far out in the Atlantic: nobody can take it for a place on land
WIDTH, HEIGHT = 0.018, 0.0145  # degrees of a cell, about 1.6 km each way
COLUMNS, ROWS = 10, 4
BENDS = 7  # points inside an edge; odd, so that one stands in its middle
Point = tuple[float, float]


@cache
def _nodes() -> dict[Cell, Point]:
    drift = np.random.default_rng(SEED).uniform(-0.14, 0.14, (COLUMNS + 1, ROWS + 1, 2))
    return {
        (x, y): (WEST + (x + drift[x, y, 0]) * WIDTH, SOUTH + (y + drift[x, y, 1]) * HEIGHT)
        for x in range(COLUMNS + 1)
        for y in range(ROWS + 1)
    }


@cache
def _edge(a: Cell, b: Cell) -> tuple[Point, ...]:
    """Points from node a to node b, both included; the same points from either side."""
    if a > b:
        return _edge(b, a)[::-1]
    start, end = np.array(_nodes()[a]), np.array(_nodes()[b])
    return _wavering(start, end, (SEED, *a, *b))


def _wavering(start: np.ndarray, end: np.ndarray, seed: tuple[int, ...]) -> tuple[Point, ...]:
    steps = np.linspace(0, 1, BENDS + 2)[:, None]
    across = np.array([-(end - start)[1], (end - start)[0]])
    sway = np.random.default_rng(seed).uniform(-0.03, 0.03, (BENDS + 2, 1)) * np.sin(np.pi * steps)
    points = start + steps * (end - start) + sway * across
    return tuple((round(float(x), 6), round(float(y), 6)) for x, y in points)


def _ring(cell: Cell) -> list[Point]:
    x, y = cell
    corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
    return [point for a, b in pairwise(corners) for point in _edge(a, b)[:-1]]


def area(cells: tuple[Cell, ...]) -> Polygon | MultiPolygon:
    """The cells as one area."""
    return shapely.union_all([Polygon(_ring(cell)) for cell in cells])  # pyright: ignore[reportReturnType]  # polygons join to polygons


def halves(cell: Cell = SHARED_CELL) -> tuple[Polygon, Polygon]:
    """The cell's west and east part, divided by a line from the middle of its south edge to the middle of its north edge."""
    x, y = cell
    middle = BENDS // 2 + 1
    south, north = _edge((x, y), (x + 1, y)), _edge((x, y + 1), (x + 1, y + 1))
    line = _wavering(np.array(south[middle]), np.array(north[middle]), (SEED, *cell))
    west = [*south[:middle], *line, *north[:middle][::-1], *_edge((x, y), (x, y + 1))[1:-1][::-1]]
    east = [*line[::-1], *south[middle + 1 :], *_edge((x + 1, y), (x + 1, y + 1))[1:], *north[middle + 1 : -1][::-1]]
    return Polygon(west), Polygon(east)
