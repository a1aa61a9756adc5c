"""Small multiples: one panel for each group, all with one scale, the other groups as grey lines behind."""

from charts.figure import Figure, Series
from charts.svg import text
from charts.svg.canvas import Canvas, joined
from charts.svg.frames import Box, Frame
from charts.svg.lines import Plane, bar, grid, marked, rules, strokes
from charts.tokens import ink

_KEY = 26  # px of line and mark before a name


def rows(figure: Figure, frame: Frame) -> int:
    """How many rows of panels there are."""
    return max(1, -(-len(figure.series) // frame.columns))


def height(figure: Figure, frame: Frame) -> float:
    """The height the panels ask for in a frame without one."""
    if frame.projected:
        return rows(figure, frame) * 9 * frame.text
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
    body = frame.readable(frame.text * max(0.72, min(1.0, panel.height / (180 * canvas.k))))
    size = max(body * 0.86, frame.least / 0.95)  # years and ticks are a little smaller
    _head(canvas, series, panel, body)
    left = max(text.width(figure.axis.tick_text(v), size) for v in figure.axis.ticks) + 10 * canvas.k
    extra = max(_more(canvas, s, panel, body) for s in figure.series)  # of all panels, so that they stay level
    top, room = body * 2.1 + extra, min(_room(figure, size), panel.width * 0.2) + 12 * canvas.k
    inner = Box(panel.x + left, panel.y + top, panel.width - left - room, panel.height - top - size * 2.6)
    plane = Plane(figure, inner, 6 * canvas.k)
    grid(canvas, plane, size)
    _others(canvas, plane, series)
    rules(canvas, plane, series.id)
    pen = ink(series.ink, canvas.colors)
    strokes(canvas, plane, series, pen, 0, pen.width)
    _marks(canvas, plane, series, size)
    _last_value(canvas, plane, series, size, panel.right)
    _ends(canvas, plane, size)


def _room(figure: Figure, size: float) -> float:
    """The width of the widest exact value at the right end; longer words go above their mark."""
    exact = [s.published()[-1].text for s in figure.series if s.published()]
    return max((text.width(words, size, "bold") for words in exact), default=0)


def _others(canvas: Canvas, plane: Plane, series: Series) -> None:
    for other in plane.figure.series:
        for run in other.runs(plane.figure.break_years(), plane.figure.step) if other.id != series.id else []:
            if len(run) > 1:
                canvas.path(joined([(plane.x(p.x), plane.y(p.value)) for p in run]), canvas.colors["rule"], 1.4)


def _ends(canvas: Canvas, plane: Plane, size: float) -> None:
    """The first and the last period below the panel; only the last where both would touch."""
    first, last = plane.xs[0], plane.xs[-1]
    words = {p.x: p.text for p in plane.figure.periods}
    both = plane.x(last) - plane.x(first) > text.width(words[last], size) + size
    for x in sorted({first, last} if both else {last}):
        spot = (plane.x(x), plane.box.bottom + size * 1.4)
        canvas.words(spot, words[x], size * 0.95, fill=canvas.colors["muted"], anchor="middle")


def _head(canvas: Canvas, series: Series, panel: Box, size: float) -> None:
    pen = ink(series.ink, canvas.colors)
    y = panel.y + size * 0.65
    long = _KEY * canvas.k
    canvas.line((panel.x, y), (panel.x + long, y), pen.color, 2.4, dash=pen.dash)
    canvas.marker((panel.x + long / 2, y), pen, 4.4)
    x = panel.x + long + 8 * canvas.k
    lines, small = _name(canvas, series, panel, size)
    up = min(1, len(lines) - 1) / 2  # two lines stand around the key, more go on below
    for position, line in enumerate(lines):
        canvas.words((x, panel.y + size + (position - up) * small * 1.2), line, small, face="bold")


def _name(canvas: Canvas, series: Series, panel: Box, size: float) -> tuple[list[str], float]:
    """The lines of a panel's name, and their size."""
    room = panel.width - (_KEY + 8) * canvas.k
    name = series.name if text.width(series.name, size, "bold") <= room else series.short
    # Groups that stand together take several lines.
    small = size if text.width(name, size, "bold") <= room else max(size * 0.8, canvas.least)
    return text.wrapped(name, room, small, "bold"), small


def _more(canvas: Canvas, series: Series, panel: Box, size: float) -> float:
    """The height a name of more than two lines asks for."""
    lines, small = _name(canvas, series, panel, size)
    return max(0, len(lines) - 2) * small * 1.2


def _marks(canvas: Canvas, plane: Plane, series: Series, size: float) -> None:
    """Markers, whiskers and ranges."""
    pen = ink(series.ink, canvas.colors)
    for p in series.points:
        if p.ranged:
            bar(canvas, plane.x(p.x), plane, p, pen)
        elif p.drawn and p.low == p.low:
            x = plane.x(p.x)
            canvas.line((x, plane.y(p.low)), (x, plane.y(p.high)), canvas.colors["line"], 2)
    for p in marked(series, plane):
        canvas.marker((plane.x(p.x), plane.y(p.value)), pen, 4.4)


def _last_value(canvas: Canvas, plane: Plane, series: Series, size: float, right: float) -> None:
    """The newest value beside its mark, with its period where that is older; longer words end at the panel's edge."""
    last = [p for p in series.points if p.drawn or p.ranged][-1]
    pen = ink(series.ink, canvas.colors)
    value = last.value if last.drawn else next(v for v in (last.low, last.high) if v == v)
    x, y = plane.x(last.x) + 9 * canvas.k, plane.y(value) + size * 0.35
    anchor, paper = "start", canvas.colors["paper"]
    older = "" if last.x == plane.xs[-1] else f" ({last.period})"
    if x + text.width(last.text, size, "bold") + text.width(older, size) > right:
        x, y, anchor = right, y + size * 1.1, "end"
    canvas.line_of((x, y), [(last.text, "bold"), (older, "sans")], size, fill=pen.text, anchor=anchor, halo=paper)
