"""Small multiples: one panel for each group, all with one scale, the other groups as grey lines behind."""

from charts.figure import Figure, Series
from charts.svg import text
from charts.svg.canvas import Canvas
from charts.svg.frames import Box, Frame
from charts.svg.lines import Plane, bar, grid, marked, rules, strokes
from charts.tokens import ink


def rows(figure: Figure, frame: Frame) -> int:
    """How many rows of panels there are."""
    return max(1, -(-len(figure.series) // frame.columns))


def height(figure: Figure, frame: Frame) -> float:
    """The height the panels ask for in a frame without one."""
    return rows(figure, frame) * (180 if frame.narrow else 195)


def draw(canvas: Canvas, figure: Figure, box: Box, frame: Frame) -> None:
    """All panels inside the box, in display order."""
    gap = 18 * canvas.k
    width = (box.width - gap * (frame.columns - 1)) / frame.columns
    tall = box.height / rows(figure, frame)
    for position, series in enumerate(figure.series):
        row, column = divmod(position, frame.columns)
        panel = Box(box.x + column * (width + gap), box.y + row * tall, width, tall)
        _panel(canvas, figure, series, panel, frame)


def _panel(canvas: Canvas, figure: Figure, series: Series, panel: Box, frame: Frame) -> None:
    size = frame.text * 0.86
    pen = ink(series.ink, canvas.colors)
    _head(canvas, series, panel, frame)
    left = max(text.width(figure.axis.tick_text(v), size) for v in figure.axis.ticks) + 10 * canvas.k
    room = max(text.width(p.text, size, "bold") for p in series.points if p.drawn or p.ranged) + 12 * canvas.k
    top = frame.text * 2.1
    inner = Box(panel.x + left, panel.y + top, panel.width - left - room, panel.height - top - size * 2.6)
    plane = Plane(figure, inner, 6 * canvas.k)
    grid(canvas, plane, size)
    for other in figure.series:
        if other.id != series.id:
            for run in other.runs(figure.break_years(), figure.step):
                spots = [(plane.x(p.x), plane.y(p.value)) for p in run]
                for a, b in zip(spots, spots[1:], strict=False):
                    canvas.line(a, b, canvas.colors["rule"], 1.4)
    rules(canvas, plane)
    strokes(canvas, plane, series, pen, 0, pen.width)
    _marks(canvas, plane, series, size)
    for p in (figure.periods[0], figure.periods[-1]) if len(figure.periods) > 1 else figure.periods:
        spot = (plane.x(p.x), inner.bottom + size * 1.4)
        canvas.words(spot, p.text, size * 0.95, fill=canvas.colors["muted"], anchor="middle")


def _head(canvas: Canvas, series: Series, panel: Box, frame: Frame) -> None:
    pen = ink(series.ink, canvas.colors)
    y = panel.y + frame.text * 0.65
    long = 26 * canvas.k
    canvas.line((panel.x, y), (panel.x + long, y), pen.color, 2.4, dash=pen.dash)
    canvas.marker((panel.x + long / 2, y), pen, 4.4)
    x = panel.x + long + 8 * canvas.k
    fits = text.width(series.name, frame.text, "bold") <= panel.right - x
    canvas.words((x, panel.y + frame.text), series.name if fits else series.short, frame.text, face="bold")


def _marks(canvas: Canvas, plane: Plane, series: Series, size: float) -> None:
    """Markers, whiskers, ranges and the last value."""
    pen = ink(series.ink, canvas.colors)
    for p in series.points:
        if p.ranged:
            bar(canvas, plane.x(p.x), plane, p, pen)
        elif p.drawn and p.low == p.low:
            x = plane.x(p.x)
            canvas.line((x, plane.y(p.low)), (x, plane.y(p.high)), canvas.colors["line"], 2)
    for p in marked(series, plane):
        canvas.marker((plane.x(p.x), plane.y(p.value)), pen, 4.4)
    last = [p for p in series.points if p.drawn or p.ranged][-1]
    value = last.value if last.drawn else next(v for v in (last.low, last.high) if v == v)
    spot = (plane.x(last.x) + 9 * canvas.k, plane.y(value) + size * 0.35)
    canvas.words(spot, last.text, size, fill=pen.text, face="bold", halo=canvas.colors["paper"])
