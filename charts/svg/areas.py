"""Map left, list with margins right; one under the other on a phone; the list alone where a map would mislead."""

from charts.figure import AreaFigure, LegendEntry
from charts.svg import area_list, area_map, text
from charts.svg.canvas import Canvas
from charts.svg.frames import Box, Frame

LIST_PART = 0.44


def height(figure: AreaFigure, frame: Frame) -> float:
    """The height map and list ask for in a frame without one."""
    width = frame.width - 2 * frame.margin
    if figure.as_list:
        return area_list.height(figure, frame, width)
    if frame.narrow:
        return _map_height(figure, frame, width) + area_list.height(figure, frame, width) + frame.text * 2
    both = width * (1 - LIST_PART) - 40
    return max(_map_height(figure, frame, both), area_list.height(figure, frame, width * LIST_PART))


def draw(canvas: Canvas, figure: AreaFigure, box: Box, frame: Frame) -> None:
    """Map, legend and list inside the box; a list too long to read is left to the table."""
    if figure.as_list:
        area_list.draw(canvas, figure, box, frame)
        return
    map_box, list_box = _split(figure, box, frame)
    listed = area_list.draw if area_list.fits(figure, frame, list_box) else area_list.compact
    if listed is area_list.compact and not area_list.columns_fit(figure, frame, list_box):
        map_box, list_box = box, Box(box.x, box.bottom, 0, 0)
    legend = _legend_height(figure, map_box.width, frame)
    tall = min(map_box.height - legend, map_box.width * area_map.proportion(figure))
    area_map.draw(canvas, figure, Box(map_box.x, map_box.y, map_box.width, tall), frame)
    _legend(canvas, figure, Box(map_box.x, map_box.y + tall, map_box.width, legend), frame)
    if list_box.width:
        listed(canvas, figure, list_box, frame)


def _split(figure: AreaFigure, box: Box, frame: Frame) -> tuple[Box, Box]:
    if frame.narrow and frame.height is None:
        tall = min(_map_height(figure, frame, box.width), box.height * 0.5)
        below = box.y + tall + frame.text * 1.5
        return Box(box.x, box.y, box.width, tall), Box(box.x, below, box.width, box.bottom - below)
    if frame.narrow:
        return box, Box(box.x, box.bottom, 0, 0)
    gap = 40 * frame.k
    side = box.width * LIST_PART
    left = Box(box.x, box.y, box.width - side - gap, box.height)
    return left, Box(box.right - side, box.y, side, box.height)


def _map_height(figure: AreaFigure, frame: Frame, width: float) -> float:
    return min(width * area_map.proportion(figure), 620 * frame.k) + _legend_height(figure, width, frame)


def _legend_height(figure: AreaFigure, width: float, frame: Frame) -> float:
    return frame.text * (3.6 + 1.7 * len(_packed(figure, width, frame.text)))


def _packed(figure: AreaFigure, width: float, size: float) -> list[list[LegendEntry]]:
    """The entries besides the classes, in rows as wide as the map."""
    rows: list[list[LegendEntry]] = []
    used = width + 1.0
    for entry in figure.legend:
        if entry.kind == "class":
            continue
        long = text.width(entry.text, size) + size * 3.2
        if used + long > width:
            rows.append([])
            used = 0
        rows[-1].append(entry)
        used += long
    return rows


def _legend(canvas: Canvas, figure: AreaFigure, box: Box, frame: Frame) -> None:
    size, colors = frame.text, canvas.colors
    classes = [e for e in figure.legend if e.kind == "class"]
    wide = min(box.width / max(1, len(classes)), 96 * frame.k)
    y = box.y + size * 0.8
    small = _label_size([e.text for e in classes], wide, size)
    for i, entry in enumerate(classes):
        x = box.x + i * wide
        canvas.rect((x, y), (wide - 2, size), colors.sequential[int(entry.key) - 1], stroke=colors["line"], width=0.8)
        canvas.words((x + wide / 2 - 1, y + size * 2.1), entry.text, small, anchor="middle")
    for row, entries in enumerate(_packed(figure, box.width, size)):
        x = box.x
        for entry in entries:
            _swatch(canvas, entry, (x, y + size * (2.9 + 1.7 * row)), size)
            canvas.words((x + size * 1.6, y + size * (3.85 + 1.7 * row)), entry.text, size)
            x += text.width(entry.text, size) + size * 3.2


def _label_size(labels: list[str], wide: float, size: float) -> float:
    longest = max((text.width(words, size) for words in labels), default=0)
    return size * 0.9 if longest * 0.9 <= wide - 6 else max(size * 0.6, size * (wide - 6) / longest)


def _swatch(canvas: Canvas, entry: LegendEntry, spot: tuple[float, float], size: float) -> None:
    square = (size * 1.1, size * 1.1)
    if entry.kind == "status":
        canvas.token(spot, square, entry.key)
        return
    inner = (spot[0] + size * 0.15, spot[1] + size * 0.15)
    inside = (size * 0.8, size * 0.8)
    canvas.rect(inner, inside, "none", stroke=canvas.colors["ink"], width=5)
    canvas.rect(inner, inside, "none", stroke=canvas.colors["beam"], width=2.2)
