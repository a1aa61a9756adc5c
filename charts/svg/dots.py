"""Dots, not bars: one row a group, a hair line from zero, margin, value; a missing number keeps its row and says why."""

from dataclasses import dataclass

from charts import numbers
from charts.figure import Figure, Point, Series
from charts.svg import text
from charts.svg.canvas import Canvas, joined
from charts.svg.frames import Box, Frame
from charts.svg.text import Line
from charts.tokens import Ink, ink


@dataclass(frozen=True)
class _Layout:
    """The plot's box, its text size, whether names stand above their row, and the lines of each by group."""

    figure: Figure
    inner: Box
    size: float
    narrow: bool
    names: dict[str, list[str]]

    @property
    def lines(self) -> int:
        """The lines of the longest name."""
        return max(map(len, self.names.values()))


def height(figure: Figure, frame: Frame) -> float:
    """The height the rows ask for in a frame without one."""
    wide = frame.width - 2 * frame.margin if frame.projected else frame.width * 0.9
    lines = max(map(len, _names(figure, wide, frame.text, frame.narrow).values()))
    if frame.projected:
        return frame.text * (len(figure.series) * (1.36 + 1.25 * (lines - 1)) + 3.8)
    return len(figure.series) * ((50 if frame.narrow else 34) + frame.text * 1.25 * (lines - 1)) + 40


def _names(figure: Figure, wide: float, size: float, narrow: bool) -> dict[str, list[str]]:
    """The lines of each group's name: beside the rows less than half of the width, above them all of it.

    Where the words for a missing number are long, names leave them their room.
    """
    missing = [p.text for s in figure.series for p in s.points if not (p.drawn or p.ranged)]
    words = max((text.width(word, size) for word in missing), default=0) + 64 * size / 14
    limit = wide if narrow else min(wide * 0.45, max(wide * 0.3, wide - words))
    return {s.id: text.fitting(s.name, s.short, limit, size, _face(s)) for s in figure.series}


def _face(series: Series) -> text.Face:
    return "bold" if series.id == "all" else "sans"


def draw(canvas: Canvas, figure: Figure, box: Box, frame: Frame) -> None:
    """All rows inside the box."""
    size = _size(figure, box, frame)
    names = _names(figure, box.width, size, frame.narrow)
    widest = max(text.width(line, size, "bold") for lines in names.values() for line in lines)
    left = 8 * canvas.k if frame.narrow else widest + 16 * canvas.k
    values = max(_value_width(s.points[0], figure, size) for s in figure.series) + 14 * canvas.k
    top = size * 1.6 if figure.goal else 0
    inner = Box(box.x + left, box.y + top, box.width - left - values, box.height - size * 2.2 - top)
    _grid(canvas, figure, inner, size)
    step = inner.height / len(figure.series)
    for position, series in enumerate(figure.series):
        row = Box(box.x, inner.y + position * step, box.width, step)
        _row(canvas, series, row, _Layout(figure, inner, size, frame.narrow, names))


def _size(figure: Figure, box: Box, frame: Frame) -> float:
    """The text size at which every row has room: its name, and on a phone a line below it."""
    step = (box.height - frame.text * 3.8) / len(figure.series)
    more = max(map(len, _names(figure, box.width, frame.text, frame.narrow).values())) - 1
    return max(frame.least or frame.text * 0.7, min(frame.text, step / ((2.2 if frame.narrow else 1.35) + 1.25 * more)))


def _grid(canvas: Canvas, figure: Figure, inner: Box, size: float) -> None:
    for value in figure.axis.ticks:
        x = _x(figure, inner, value)
        canvas.line((x, inner.y), (x, inner.bottom), canvas.colors["rule"], 1)
        spot = (x, inner.bottom + size * 1.4)
        canvas.words(spot, figure.axis.tick_text(value), size * 0.95, fill=canvas.colors["muted"], anchor="middle")
    if figure.goal is not None:
        x = _x(figure, inner, figure.goal.value)
        canvas.line((x, inner.y), (x, inner.bottom), canvas.colors["ink"], 1.2, dash="1.5 4")
        part = (x - inner.x) / inner.width
        anchor = "start" if part < 0.2 else "end" if part > 0.8 else "middle"
        canvas.words((x, inner.y - size * 0.4), figure.goal.label, size * 0.95, face="bold", anchor=anchor)


def _row(canvas: Canvas, series: Series, row: Box, layout: _Layout) -> None:
    size, k, inner, figure = layout.size, canvas.k, layout.inner, layout.figure
    point, pen = series.points[0], ink(series.ink, canvas.colors)
    y = row.y + row.height * ((0.7 if layout.lines == 1 else 0.8) if layout.narrow else 0.5)
    _name(canvas, series, row, (inner.x - 16 * k, y), layout)
    if point.drawn:
        _dot(canvas, figure, point, pen, inner, y)
    elif point.ranged:
        _range(canvas, figure, point, pen, inner, y)
    else:
        tall = min(16 * k, size)
        canvas.token((inner.x, y - tall / 2), (34 * k, tall), point.status)
        spot = (inner.x + 44 * k, y + size * 0.35)
        canvas.words(spot, point.text, size, fill=canvas.colors["muted"], halo=canvas.colors["paper"])
        return
    spot = (inner.right + 14 * k, y + size * 0.35)
    canvas.line_of(spot, _value(point, figure), size, fills=(canvas.colors["ink"], canvas.colors["muted"]))


def _name(canvas: Canvas, series: Series, row: Box, beside: tuple[float, float], layout: _Layout) -> None:
    """The group's name left of its row, or above it on a phone."""
    size, face, lines = layout.size, _face(series), layout.names[series.id]
    for before_last, line in enumerate(reversed(lines)):
        up = before_last * size * 1.2
        if layout.narrow:
            last = row.y + row.height * 0.36 if layout.lines == 1 else beside[1] - size
            canvas.words((row.x, last - up), line, size, face=face, halo=canvas.colors["paper"])
        else:
            last = beside[1] + size * (0.35 + 0.6 * (len(lines) - 1))
            canvas.words((beside[0], last - up), line, size, face=face, anchor="end")


def _dot(canvas: Canvas, figure: Figure, point: Point, pen: Ink, inner: Box, y: float) -> None:
    x = _x(figure, inner, point.value)
    canvas.line((inner.x, y), (x, y), canvas.colors["rule"], 2)
    if numbers.known(point.low):
        ends = [(_x(figure, inner, v), y) for v in (point.low, point.high)]
        canvas.line(ends[0], ends[1], canvas.colors["line"], 2)
    canvas.marker((x, y), pen, 6)


def _range(canvas: Canvas, figure: Figure, point: Point, pen: Ink, inner: Box, y: float) -> None:
    ends = zip((point.low, point.high), (figure.axis.low, figure.axis.high), strict=True)
    low, high = (_x(figure, inner, v if numbers.known(v) else edge) for v, edge in ends)
    tick = 6 * canvas.k
    d = "".join(joined([(x, y - tick), (x, y + tick)]) for x in (low, high))
    canvas.path(joined([(low, y), (high, y)]) + d, pen.color, 2.6, dash=pen.dash)


def _x(figure: Figure, inner: Box, value: float) -> float:
    axis = figure.axis
    return inner.x + (value - axis.low) / (axis.high - axis.low) * inner.width


def _value(point: Point, figure: Figure) -> Line:
    known = point.drawn and numbers.known(point.moe)
    margin = " " + numbers.margin(point.moe, figure.axis.unit) if known else ""
    return [(point.text, "bold"), (margin, "sans")]


def _value_width(point: Point, figure: Figure, size: float) -> float:
    if not (point.drawn or point.ranged):
        return 0
    return sum(text.width(words, size, face) for words, face in _value(point, figure))
