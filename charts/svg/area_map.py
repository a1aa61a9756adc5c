"""The map of an exported image: five classes, textures for what is missing, a name and a value on each area that has room."""

from collections.abc import Iterable
from dataclasses import dataclass

from shapely.geometry import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry, BaseMultipartGeometry

from charts import topology
from charts.figure import Area, AreaFigure
from charts.svg import text
from charts.svg.canvas import Canvas, Spot, joined
from charts.svg.frames import Box, Frame

MOST_NAMES = 25  # on a map with more areas, names live in the list


@dataclass(frozen=True)
class _Labels:
    """The frame, and whether areas carry their name."""

    frame: Frame
    named: bool


class _View:
    """From the shapes' plane to the box, in proportion and centred."""

    def __init__(self, shapes: Iterable[BaseGeometry], within: Box) -> None:
        bounds = [s.bounds for s in shapes]
        self.west, self.north = min(b[0] for b in bounds), min(b[1] for b in bounds)
        wide, tall = max(b[2] for b in bounds) - self.west, max(b[3] for b in bounds) - self.north
        self.scale = min(within.width / (wide or 1), within.height / (tall or 1))
        self.x0 = within.x + (within.width - wide * self.scale) / 2
        self.y0 = within.y

    def spot(self, x: float, y: float) -> Spot:
        return self.x0 + (x - self.west) * self.scale, self.y0 + (y - self.north) * self.scale


def proportion(figure: AreaFigure) -> float:
    """Height over width of the map."""
    if figure.shapes is None:
        return 0
    bounds = [s.bounds for s in topology.areas(figure.shapes).values()]
    wide = max(b[2] for b in bounds) - min(b[0] for b in bounds)
    tall = max(b[3] for b in bounds) - min(b[1] for b in bounds)
    return tall / (wide or 1)


def draw(canvas: Canvas, figure: AreaFigure, within: Box, frame: Frame) -> None:
    """The areas, the outline of all of them, the chosen one, and the labels on top."""
    if figure.shapes is None:
        return
    shapes = topology.areas(figure.shapes)
    drawn = [a for a in figure.areas if a.id in shapes]
    view = _View(shapes.values(), within)
    colors = canvas.colors
    for area in drawn:
        canvas.path(_d(shapes[area.id], view), colors["paper"], 1.6, fill=_fill(canvas, area))
    for area in drawn:
        if area.point.status == "not_available":
            canvas.path(_d(shapes[area.id], view), colors["line"], 1.2, dash="4 3")
    canvas.path(_d(topology.outline(shapes), view), colors["line"], 1.4)
    for area in drawn:
        if area.id == figure.selected:
            d = _d(shapes[area.id], view)
            canvas.path(d, colors["ink"], 5.5)
            canvas.path(d, colors["beam"], 2.6)
    for area in drawn:
        _label(canvas, area, shapes[area.id], view, _Labels(frame, len(drawn) <= MOST_NAMES))


def _fill(canvas: Canvas, area: Area) -> str:
    return canvas.colors.sequential[area.fill - 1] if area.fill else canvas.texture(area.point.status)


def _d(shape: BaseGeometry, view: _View) -> str:
    """The path of all rings or lines of a shape."""
    if isinstance(shape, BaseMultipartGeometry):
        return "".join(_d(part, view) for part in shape.geoms)
    if isinstance(shape, Polygon):
        return "".join(f"{_line(ring, view)}Z" for ring in [shape.exterior, *shape.interiors])
    return _line(shape, view) if isinstance(shape, LineString) else ""


def _line(line: LineString, view: _View) -> str:
    return joined([view.spot(c[0], c[1]) for c in line.coords])


def _label(canvas: Canvas, area: Area, shape: BaseGeometry, view: _View, labels: _Labels) -> None:
    """Name and value where the area has room for both, else the value, else nothing: the list has every number."""
    (x, y), radius = topology.label_spot(shape)
    room = _Room(shape, (x, y), radius, view)
    x, y = view.spot(x, y)
    value = area.point.text if area.fill else ""
    lines, size = _label_lines(area.short or area.name, value, room, labels)
    if not lines:
        return
    on = canvas.colors.on_sequential[area.fill - 1] if area.fill else canvas.colors["ink"]
    halo = canvas.colors.sequential[area.fill - 1] if area.fill else canvas.colors["paper"]
    top = y - (len(lines) - 1) * size * 0.56 + size * 0.35
    for i, words in enumerate(lines):
        bold = bool(value) and i == len(lines) - 1
        spot = (x, top + i * size * 1.12)
        canvas.words(spot, words, size, fill=on, face="bold" if bold else "sans", anchor="middle", halo=halo)


@dataclass(frozen=True)
class _Room:
    """An area's shape with the middle and the radius of the widest circle in it."""

    shape: BaseGeometry
    middle: Spot
    radius: float
    view: _View

    @property
    def wide(self) -> float:
        """The circle's width in px."""
        return 2 * self.radius * self.view.scale

    def holds(self, lines: list[str], size: float) -> bool:
        """Whether the lines stand inside the area, but for a hair at its edge: no label lies on a neighbor."""
        wide = max((text.width(words, size, "bold") for words in lines), default=0) / self.view.scale
        tall = len(lines) * size * 1.12 / self.view.scale
        (x, y), edge = self.middle, 2 / self.view.scale
        words = box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
        return self.shape.buffer(edge).contains(words)


def _label_lines(name: str, value: str, room: _Room, labels: _Labels) -> tuple[list[str], float]:
    """Name and value, or the value, or nothing, at the largest size that fits; on a phone names live in the list."""
    frame = labels.frame
    for part in (0.82, 0.72) if labels.named and not (frame.narrow and frame.height is None) else ():
        size = frame.readable(frame.text * part)
        lines = text.balanced(name, max(room.wide, 1), size, "sans") + ([value] if value else [])
        if room.holds(lines, size):
            return lines, size
    for size in (frame.readable(frame.text * 0.82), frame.readable(frame.text * 0.68)):
        if value and room.holds([value], size):
            return [value], size
    return [], 0.0
