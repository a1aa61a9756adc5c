"""Map left, list with margins right; one under the other on a phone; the list alone where a map would mislead."""

from collections.abc import Iterable

from charts.figure import AreaFigure, LegendEntry
from charts.svg import area_list, area_map, text
from charts.svg.canvas import Canvas
from charts.svg.frames import Box, Frame
from charts.words import t

LIST_PART = 0.44
PROJECTED_PART = 0.5
MOST_ROWS = 30  # of a list on a projector; longer ones are left to the table


def height(figure: AreaFigure, frame: Frame) -> float:
    """The height map and list ask for in a frame without one."""
    width = frame.width - 2 * frame.margin
    if figure.as_list:
        return area_list.height(figure, frame, width)
    if frame.narrow:
        return _map_height(figure, frame, width) + area_list.height(figure, frame, width) + frame.text * 2
    both = width * (1 - LIST_PART) - 40
    if frame.projected:
        listed = len(figure.areas) <= MOST_ROWS
        return area_list.compact_height(figure, frame, width * PROJECTED_PART) if listed else 0
    return max(_map_height(figure, frame, both), area_list.height(figure, frame, width * LIST_PART))


def draw(canvas: Canvas, figure: AreaFigure, box: Box, frame: Frame) -> None:
    """Map, legend and list inside the box; a list too long to read is left to the table."""
    if figure.as_list:
        area_list.draw(canvas, figure, box, frame)
        return
    map_box, list_box = _split(figure, box, frame)
    rows = not (frame.narrow and frame.height) and not frame.projected and area_list.fits(figure, frame, list_box)
    if not rows and area_list.columns(figure, frame, list_box) is None:
        map_box, list_box = _without_list(canvas, figure, box, frame), Box(box.x, box.bottom, 0, 0)
    _map(canvas, figure, map_box, frame)
    if list_box.width:
        (area_list.draw if rows else area_list.compact)(canvas, figure, list_box, frame)


def _without_list(canvas: Canvas, figure: AreaFigure, box: Box, frame: Frame) -> Box:
    """The room for the map where the list does not fit, and a sentence below that says where it is."""
    words = t("map.list_left_out", figure.lang, total=len(figure.areas))
    if figure.reference is not None:
        words = f"{area_list.reference_words(figure)}. {words}"
    lines = text.wrapped(words, box.width, frame.text)
    for i, line in enumerate(reversed(lines)):
        canvas.words((box.x, box.bottom - i * frame.text * 1.35), line, frame.text)
    return Box(box.x, box.y, box.width, box.height - frame.text * 1.35 * (len(lines) + 0.4))


def _map(canvas: Canvas, figure: AreaFigure, box: Box, frame: Frame) -> None:
    """Map and legend: beside each other where the height is what limits the map, else the legend below."""
    legend, wide = _legend_height(figure, box.width, frame), _legend_width(figure, frame)
    ratio = area_map.proportion(figure)
    below = min(box.height - legend, box.width * ratio)
    beside = min(box.height, (box.width - wide) * ratio)
    if (frame.height or frame.projected) and beside > below:
        area_map.draw(canvas, figure, Box(box.x + wide, box.y, box.width - wide, beside), frame)
        _upright_legend(canvas, figure, box, frame)
        return
    area_map.draw(canvas, figure, Box(box.x, box.y, box.width, below), frame)
    _legend(canvas, figure, Box(box.x, box.y + below, box.width, legend), frame)


def _legend_width(figure: AreaFigure, frame: Frame) -> float:
    entries = [text.wrapped(e.text, frame.text * 9, frame.text) for e in figure.legend]
    return max((text.width(w, frame.text) for lines in entries for w in lines), default=0) + frame.text * 3


def _upright_legend(canvas: Canvas, figure: AreaFigure, box: Box, frame: Frame) -> None:
    """The legend as a column left of the map, ending where the box ends; the highest class on top."""
    size = frame.text
    classes = [e for e in figure.legend if e.kind == "class"]
    ordered = [*reversed(classes), *(e for e in figure.legend if e.kind != "class")]
    found = [(e, text.wrapped(e.text, size * 9, size)) for e in ordered]
    y = box.bottom - sum(1.3 * len(lines) + 0.25 for _, lines in found) * size
    for entry, lines in found:
        _swatch(canvas, entry, (box.x, y), size)
        for i, words in enumerate(lines):
            canvas.words((box.x + size * 1.9, y + size * (0.95 + 1.3 * i)), words, size)
        y += (1.3 * len(lines) + 0.25) * size


def _split(figure: AreaFigure, box: Box, frame: Frame) -> tuple[Box, Box]:
    if frame.narrow and frame.height is None:
        tall = min(_map_height(figure, frame, box.width), box.height * 0.5)
        below = box.y + tall + frame.text * 1.5
        return Box(box.x, box.y, box.width, tall), Box(box.x, below, box.width, box.bottom - below)
    gap = (14 if frame.narrow else 40) * frame.k
    side = box.width * (PROJECTED_PART if frame.projected else LIST_PART)
    left = Box(box.x, box.y, box.width - side - gap, box.height)
    return left, Box(box.right - side, box.y, side, box.height)


def _map_height(figure: AreaFigure, frame: Frame, width: float) -> float:
    return min(width * area_map.proportion(figure), 620 * frame.k) + _legend_height(figure, width, frame)


def _legend_height(figure: AreaFigure, width: float, frame: Frame) -> float:
    if frame.projected:
        return frame.text * (0.8 + 1.5 * len(_packed(figure.legend, width, frame.text)))
    return frame.text * (3.6 + 1.7 * len(_packed(_besides(figure), width, frame.text)))


def _besides(figure: AreaFigure) -> list[LegendEntry]:
    return [entry for entry in figure.legend if entry.kind != "class"]


def _packed(entries: Iterable[LegendEntry], width: float, size: float) -> list[list[LegendEntry]]:
    """The entries in rows as wide as the map."""
    rows: list[list[LegendEntry]] = []
    used = width + 1.0
    for entry in entries:
        long = text.width(entry.text, size) + size * 3.2
        if used + long > width:
            rows.append([])
            used = 0
        rows[-1].append(entry)
        used += long
    return rows


def _legend(canvas: Canvas, figure: AreaFigure, box: Box, frame: Frame) -> None:
    size, colors = frame.text, canvas.colors
    if frame.projected:
        _flowing(canvas, figure, box, size)
        return
    classes = [e for e in figure.legend if e.kind == "class"]
    wide = min(box.width / max(1, len(classes)), 96 * frame.k)
    y = box.y + size * 0.8
    small = _label_size([e.text for e in classes], wide, size)
    for i, entry in enumerate(classes):
        x = box.x + i * wide
        canvas.rect((x, y), (wide - 2, size), colors.sequential[int(entry.key) - 1], stroke=colors["line"], width=0.8)
        canvas.words((x + wide / 2 - 1, y + size * 2.1), entry.text, small, anchor="middle")
    for row, entries in enumerate(_packed(_besides(figure), box.width, size)):
        x = box.x
        for entry in entries:
            _swatch(canvas, entry, (x, y + size * (2.9 + 1.7 * row)), size)
            canvas.words((x + size * 1.6, y + size * (3.85 + 1.7 * row)), entry.text, size)
            x += text.width(entry.text, size) + size * 3.2


def _flowing(canvas: Canvas, figure: AreaFigure, box: Box, size: float) -> None:
    """Every entry with its words beside it, since under small squares large words would touch."""
    for row, entries in enumerate(_packed(figure.legend, box.width, size)):
        x, y = box.x, box.y + size * (0.8 + 1.5 * row)
        for entry in entries:
            _swatch(canvas, entry, (x, y), size)
            canvas.words((x + size * 1.6, y + size * 0.95), entry.text, size)
            x += text.width(entry.text, size) + size * 2.6


def _label_size(labels: list[str], wide: float, size: float) -> float:
    longest = max((text.width(words, size) for words in labels), default=0)
    return size * 0.9 if longest * 0.9 <= wide - 6 else max(size * 0.6, size * (wide - 6) / longest)


def _swatch(canvas: Canvas, entry: LegendEntry, spot: tuple[float, float], size: float) -> None:
    square = (size * 1.1, size * 1.1)
    if entry.kind == "class":
        fill = canvas.colors.sequential[int(entry.key) - 1]
        canvas.rect(spot, (size * 1.3, size * 1.1), fill, stroke=canvas.colors["line"], width=0.8)
        return
    if entry.kind == "status":
        canvas.token(spot, square, entry.key)
        return
    inner = (spot[0] + size * 0.15, spot[1] + size * 0.15)
    inside = (size * 0.8, size * 0.8)
    canvas.rect(inner, inside, "none", stroke=canvas.colors["ink"], width=5)
    canvas.rect(inner, inside, "none", stroke=canvas.colors["beam"], width=2.2)
