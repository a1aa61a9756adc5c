"""The list beside the map: one row an area, dot and margin, the reference as a line with its own margin as a band."""

from charts import numbers, scale
from charts.figure import Area, AreaFigure
from charts.svg import text
from charts.svg.canvas import Canvas
from charts.svg.frames import Box, Frame

ROW = 24  # px a row in the report frame
SMALLEST = 13  # px a row below which the list is left to the table


def height(figure: AreaFigure, frame: Frame, width: float) -> float:
    """The height the list asks for."""
    return len(figure.areas) * ROW * frame.text / 14 + _head_height(figure, frame, width) + frame.text * 4.4


def fits(figure: AreaFigure, frame: Frame, box: Box) -> bool:
    """Whether every row can still be read in this box."""
    room = box.height - _head_height(figure, frame, box.width) - frame.text * 4.4
    return room >= len(figure.areas) * SMALLEST * frame.text / 14


def compact(canvas: Canvas, figure: AreaFigure, box: Box, frame: Frame) -> None:
    """Names, dots and values in two columns, without a scale, where a slide has no room for one row an area."""
    head = _head(canvas, figure, box, frame) + frame.text * 0.6
    rows = -(-len(figure.areas) // 2)
    step = min((box.height - head) / rows, ROW * canvas.k)
    size, gap = min(frame.text * 0.9, step * 0.8), 18 * canvas.k
    wide = (box.width - gap) / 2
    for i, area in enumerate(figure.areas):
        column, row = divmod(i, rows)
        _cell(canvas, figure, area, Box(box.x + column * (wide + gap), box.y + head + row * step, wide, step), size)


def columns_fit(figure: AreaFigure, frame: Frame, box: Box) -> bool:
    """Whether two columns hold every area at a readable size."""
    room = box.height - _head_height(figure, frame, box.width) - frame.text * 0.6
    return room / max(1, -(-len(figure.areas) // 2)) >= frame.text * 0.95


def _cell(canvas: Canvas, figure: AreaFigure, area: Area, cell: Box, size: float) -> None:
    k, colors, point = canvas.k, canvas.colors, area.point
    y = cell.y + cell.height / 2
    chosen = area.id == figure.selected
    if chosen:
        canvas.rect((cell.x - 8 * k, y - size * 0.7), (4 * k, size * 1.4), colors["beam"])
    if point.drawn:
        _dot(canvas, (cell.x + 5 * k, y), filled=point.differs is not False)
        runs = _value(area, figure)
        canvas.line_of((cell.right, y + size * 0.35), runs, size, anchor="end", fills=(colors["ink"], colors["muted"]))
    else:
        canvas.token((cell.x, y - size * 0.4), (size * 0.9, size * 0.9), point.status)
    face = "bold" if chosen else "sans"
    canvas.words((cell.x + 16 * k, y + size * 0.35), area.name, size, face=face)


def draw(canvas: Canvas, figure: AreaFigure, box: Box, frame: Frame) -> None:
    """Heading, how to read it, rows, and the scale below."""
    head = _head(canvas, figure, box, frame)
    size = frame.text
    top = box.y + head + size * 2
    step = min(ROW * canvas.k, (box.bottom - top - size * 2.4) / max(1, len(figure.areas)))
    small = min(size * 0.96, step * 0.82)
    names = max((text.width(a.name, small, "bold") for a in figure.areas), default=0)
    values = max((_value_width(a, figure, small) for a in figure.areas), default=0)
    left, right = box.x + 12 * canvas.k + names + 12 * canvas.k, box.right - values - 12 * canvas.k
    inner = Box(left, top, right - left, step * len(figure.areas))
    _reference(canvas, figure, inner, size)
    _scale(canvas, figure, inner, size)
    for i, area in enumerate(figure.areas):
        _row(canvas, figure, area, inner, (box.x, top + (i + 0.5) * step, small))


def _head_height(figure: AreaFigure, frame: Frame, width: float) -> float:
    lines = text.wrapped(" ".join(figure.list_key), width, frame.text * 0.9)
    return frame.text * 1.6 + len(lines) * frame.text * 1.25


def _head(canvas: Canvas, figure: AreaFigure, box: Box, frame: Frame) -> float:
    size = frame.text
    canvas.words((box.x, box.y + size), figure.list_title, size * 1.05, face="bold")
    for i, words in enumerate(text.wrapped(" ".join(figure.list_key), box.width, size * 0.9)):
        spot = (box.x, box.y + size * 2.4 + i * size * 1.25)
        canvas.words(spot, words, size * 0.9, fill=canvas.colors["muted"])
    return _head_height(figure, frame, box.width)


def _reference(canvas: Canvas, figure: AreaFigure, inner: Box, size: float) -> None:
    """The city's line, its margin as a band, its value above."""
    mark = figure.reference
    if mark is None:
        return
    low, high, x = (_x(figure, inner, v) for v in (mark.low, mark.high, mark.value))
    canvas.rect((low, inner.y), (max(high - low, 1), inner.height), canvas.colors["rule"])
    canvas.line((x, inner.y - 2), (x, inner.bottom), canvas.colors["ink"], 1.6)
    half = text.width(mark.text, size * 0.9, "bold") / 2
    middle = min(max(x, inner.x + half - 60 * canvas.k), inner.right + 40 * canvas.k - half)
    canvas.words((middle, inner.y - size * 0.5), mark.text, size * 0.9, face="bold", anchor="middle")


def _scale(canvas: Canvas, figure: AreaFigure, inner: Box, size: float) -> None:
    canvas.line((inner.x, inner.bottom), (inner.right, inner.bottom), canvas.colors["line"], 1)
    wide = max(text.width(figure.axis.tick_text(v), size) for v in figure.axis.ticks) * 1.15
    for value in scale.thinned(figure.axis.ticks, int(inner.width / wide)):
        x = _x(figure, inner, value)
        canvas.line((x, inner.bottom), (x, inner.bottom + 5 * canvas.k), canvas.colors["line"], 1)
        spot = (x, inner.bottom + size * 1.5)
        canvas.words(spot, figure.axis.tick_text(value), size * 0.92, fill=canvas.colors["muted"], anchor="middle")


def _row(canvas: Canvas, figure: AreaFigure, area: Area, inner: Box, at: tuple[float, float, float]) -> None:
    edge, y, size = at
    k, colors, point = canvas.k, canvas.colors, area.point
    chosen = area.id == figure.selected
    if chosen:
        canvas.rect((edge, y - size * 0.85), (5 * k, size * 1.7), colors["beam"])
    face = "bold" if chosen else "sans"
    canvas.words((inner.x - 12 * k, y + size * 0.35), area.name, size, face=face, anchor="end")
    if not (point.drawn or point.ranged):
        spot = (inner.x + 4 * k, y + size * 0.35)
        canvas.words(spot, point.text, size * 0.95, fill=colors["muted"], halo=colors["paper"])
        return
    if numbers.known(point.low) and numbers.known(point.high):
        low, high = (_x(figure, inner, v) for v in (point.low, point.high))
        canvas.line((low, y), (high, y), colors["line"], 2)
    if point.drawn:
        _dot(canvas, (_x(figure, inner, point.value), y), filled=point.differs is not False)
    spot = (inner.right + 12 * k, y + size * 0.35)
    canvas.line_of(spot, _value(area, figure), size, fills=(colors["ink"], colors["muted"]))


def _dot(canvas: Canvas, spot: tuple[float, float], *, filled: bool) -> None:
    colors = canvas.colors
    fill = colors["ink"] if filled else colors["paper"]
    canvas.group(
        [
            f'<circle cx="{spot[0]:.1f}" cy="{spot[1]:.1f}" r="{4.6 * canvas.k:.1f}" fill="{fill}" '
            f'stroke="{colors["ink"]}" stroke-width="{1.8 * canvas.k:.1f}"/>'
        ]
    )


def _x(figure: AreaFigure, inner: Box, value: float) -> float:
    axis = figure.axis
    return inner.x + (value - axis.low) / (axis.high - axis.low) * inner.width


def _value(area: Area, figure: AreaFigure) -> text.Line:
    p = area.point
    margin = " " + numbers.margin(p.moe, figure.axis.unit) if p.drawn and numbers.known(p.moe) else ""
    return [(p.text, "bold"), (margin, "sans")]


def _value_width(area: Area, figure: AreaFigure, size: float) -> float:
    if not (area.point.drawn or area.point.ranged):
        return 0
    return sum(text.width(words, size, face) for words, face in _value(area, figure))
