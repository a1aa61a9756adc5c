"""Lines over time: one scale, gaps left open, a dotted rule at a break, a bar where only a range is known."""

from charts import numbers, scale
from charts.figure import Axis, Figure, Point, Series
from charts.svg import labels, text
from charts.svg.canvas import Canvas, Spot, joined
from charts.svg.frames import Box, Frame
from charts.tokens import Ink, ink, theme
from charts.words import t


class Plane:
    """Where periods and values lie on the sheet."""

    def __init__(self, figure: Figure, box: Box, inset: float) -> None:
        self.figure, self.box = figure, box
        self.axis: Axis = figure.axis
        self.xs = [p.x for p in figure.periods]
        self.left, self.right = box.x + inset, box.right

    def x(self, period: float) -> float:
        """The place of a period; a single one stands near its labels."""
        if len(self.xs) < 2:
            return self.left + (self.right - self.left) * 0.85
        return self.left + (period - self.xs[0]) / (self.xs[-1] - self.xs[0]) * (self.right - self.left)

    def y(self, value: float) -> float:
        """The place of a value."""
        part = (value - self.axis.low) / (self.axis.high - self.axis.low)
        return self.box.bottom - min(max(part, 0.0), 1.0) * self.box.height


def height(figure: Figure, frame: Frame) -> float:
    """The height the plot asks for in a frame without one; on a projector what its labels need."""
    if not frame.projected:
        return 330 if frame.narrow else 400
    newest, colors = figure.periods[-1].x if figure.periods else 0, theme("light")
    found = [labels.for_series(s, (0, 0), newest, frame, colors) for s in figure.series]
    found += labels.for_goal(figure, (0, 0), frame, colors)
    return max(11.5 * frame.text, labels.height(found, frame.text) + 3 * frame.text)


def draw(canvas: Canvas, figure: Figure, box: Box, frame: Frame) -> None:
    """The whole plot inside the box."""
    size = frame.text * (0.9 if frame.narrow else 1)
    left = max((text.width(figure.axis.tick_text(v), size) for v in figure.axis.ticks), default=0) + 10 * canvas.k
    newest = figure.periods[-1].x if figure.periods else 0
    raw = [labels.for_series(s, (0, 0), newest, frame, canvas.colors) for s in figure.series]
    raw += labels.for_goal(figure, (0, 0), frame, canvas.colors)
    room = labels.width(raw, size) + labels.LEADER * canvas.k
    notes = text.wrapped(figure.axis.note, box.width - (0 if frame.narrow else left), size)
    foot = size * (1.9 + 1.3 * len(notes))
    inner = Box(box.x + left, box.y + size * 0.6, box.width - left - room, box.height - foot - size * 0.6)
    beside = max((-_shift(figure, s) for s in figure.series), default=0) * canvas.k
    plane = Plane(figure, inner, beside if frame.narrow else _inset(figure, size, canvas.k) + beside)
    grid(canvas, plane, size)
    _ticks(canvas, plane, size, 3 if frame.narrow else 5)
    for i, words in enumerate(notes):
        spot = (box.x if frame.narrow else inner.x, box.bottom - size * (0.3 + 1.3 * (len(notes) - 1 - i)))
        canvas.words(spot, words, size, fill=canvas.colors["muted"])
    rules(canvas, plane)
    for series in reversed(figure.series):
        _line(canvas, plane, series, _shift(figure, series) * canvas.k)
    if not frame.narrow:
        _first_values(canvas, plane, size)
    _draw_labels(canvas, plane, frame, size)


def grid(canvas: Canvas, plane: Plane, size: float) -> None:
    """Horizontal rules with their values, and the baseline."""
    most = int(plane.box.height / (size * 1.5)) + 1
    for value in scale.thinned(plane.axis.ticks, most):
        y = plane.y(value)
        base = value == plane.axis.low
        canvas.line((plane.box.x, y), (plane.box.right, y), canvas.colors["line" if base else "rule"], 1)
        spot = (plane.box.x - 8 * canvas.k, y + size * 0.35)
        canvas.words(spot, plane.axis.tick_text(value), size * 0.95, fill=canvas.colors["muted"], anchor="end")


def rules(canvas: Canvas, plane: Plane, only: str = "") -> None:
    """The goal's dotted line across, the dashed way to it, and a dotted one down at a break; for one series only its own."""
    figure = plane.figure
    if figure.goal is not None:
        y = plane.y(figure.goal.value)
        canvas.line((plane.box.x, y), (plane.box.right, y), canvas.colors["ink"], 1.2, dash="1.5 4")
    if figure.way is not None and only in ("", "all"):
        way = figure.way
        start, end = (plane.x(way.first), plane.y(way.start)), (plane.x(way.last), plane.y(way.end))
        canvas.line(start, end, canvas.colors["muted"], 1.4, dash="7 5")
    for mark in (b for b in figure.breaks if not (only == "all" and b.groups_only)):
        before = max((x for x in plane.xs if x < mark.x), default=mark.x)
        x = plane.x((before + mark.x) / 2)
        canvas.line((x, plane.box.y), (x, plane.box.bottom), canvas.colors["line"], 1.2, dash="2 4")
        if not only:
            spot, halo = (x + 5 * canvas.k, plane.box.bottom - 6 * canvas.k), canvas.colors["paper"]
            canvas.words(spot, t("chart.break", figure.lang), 12.6 * canvas.k, fill=canvas.colors["muted"], halo=halo)


def strokes(canvas: Canvas, plane: Plane, series: Series, pen: Ink, shift: float, width: float) -> None:
    """The series' line, broken where it must not be joined."""
    for run in series.runs(plane.figure.break_years(), plane.figure.step):
        if len(run) > 1:
            spots = [(plane.x(p.x) + shift, plane.y(p.value)) for p in run]
            canvas.path(joined(spots), pen.color, width, dash=pen.dash)


def marked(series: Series, plane: Plane) -> list[Point]:
    """Points that carry a marker: the first and last of the line, and every one that stands alone."""
    runs = series.runs(plane.figure.break_years(), plane.figure.step)
    ends = [runs[0][0], runs[-1][-1]] if runs else []
    ends += [end for run in runs for end in (run[0], run[-1]) if len(runs) > 1]
    return list({p.x: p for p in ends}.values())


def bar(canvas: Canvas, x: float, plane: Plane, point: Point, pen: Ink) -> None:
    """A bar between the bounds of a range, with ticks at both ends and no dot."""
    low = plane.y(point.low if numbers.known(point.low) else plane.axis.low)
    high = plane.y(point.high if numbers.known(point.high) else plane.axis.high)
    tick = 4 * canvas.k
    canvas.path(
        f"{joined([(x, low), (x, high)])}{joined([(x - tick, low), (x + tick, low)])}"
        f"{joined([(x - tick, high), (x + tick, high)])}",
        pen.color,
        2.2,
        dash=pen.dash,
    )


def _line(canvas: Canvas, plane: Plane, series: Series, shift: float) -> None:
    pen = ink(series.ink, canvas.colors)
    for p in series.published():
        if p.low == p.low and p.high > p.low:
            x = plane.x(p.x) + shift
            canvas.line((x, plane.y(p.low)), (x, plane.y(p.high)), canvas.colors["line"], 2)
    strokes(canvas, plane, series, pen, shift, pen.width)
    for p in marked(series, plane):
        canvas.marker((plane.x(p.x) + shift, plane.y(p.value)), pen)
    for p in series.points:
        if p.ranged:
            bar(canvas, plane.x(p.x) + _ranged_shift(plane.figure, series) * canvas.k, plane, p, pen)


def _shift(figure: Figure, series: Series) -> float:
    """Points with whiskers stand a little beside each other, so that no whisker hides another."""
    if not any(p.low == p.low for s in figure.series for p in s.published()):
        return 0
    position = [s.id for s in figure.series].index(series.id)
    return (position - (len(figure.series) - 1) / 2) * 9


def _ranged_shift(figure: Figure, series: Series) -> float:
    """Bars of several series stand a little beside each other, around their year."""
    ranged = [s.id for s in figure.series if any(p.ranged for p in s.points)]
    return (ranged.index(series.id) - (len(ranged) - 1) / 2) * 9


def _inset(figure: Figure, size: float, k: float) -> float:
    """Room at the left for the first values."""
    firsts = [s.published()[0].text for s in figure.series if len(s.published()) > 1]
    return max(text.width(words, size, "bold") for words in firsts) + 16 * k if firsts else 0


def _ticks(canvas: Canvas, plane: Plane, size: float, most: int) -> None:
    periods = plane.figure.periods
    every = max(1, -(-(len(periods) - 1) // (most - 1))) if len(periods) > 1 else 1
    for p in reversed(list(reversed(periods))[::every]):
        x = plane.x(p.x)
        canvas.line((x, plane.box.bottom), (x, plane.box.bottom + 5 * canvas.k), canvas.colors["line"], 1)
        canvas.words(
            (x, plane.box.bottom + size * 1.5), p.text, size * 0.95, fill=canvas.colors["muted"], anchor="middle"
        )


def _first_values(canvas: Canvas, plane: Plane, size: float) -> None:
    """The first value of each line that starts the chart, left of its marker and pushed apart."""
    lines = [s for s in plane.figure.series if len(s.published()) > 1 and s.published()[0].x == plane.xs[0]]
    wanted = [plane.y(s.published()[0].value) for s in lines]
    placed = scale.apart(wanted, [size * 1.15] * len(lines), plane.box.y - size, plane.box.bottom + size)
    reach = min((_shift(plane.figure, s) for s in lines), default=0) * canvas.k
    for series, y in zip(lines, placed, strict=True):
        pen = ink(series.ink, canvas.colors)
        spot = (plane.left + reach - 10 * canvas.k, y + size * 0.35)
        words = series.published()[0].text
        canvas.words(spot, words, size, fill=pen.text, face="bold", anchor="end", halo=canvas.colors["paper"])


def _draw_labels(canvas: Canvas, plane: Plane, frame: Frame, size: float) -> None:
    newest, k = plane.xs[-1] if plane.xs else 0, canvas.k
    made = []
    for series in plane.figure.series:
        last = labels.last(series)
        at: Spot = (plane.x(last.x) + _shift(plane.figure, series) * k, plane.y(last.value))
        if last.ranged:
            middle = [v for v in (last.low, last.high) if v == v]
            x = plane.x(last.x) + _ranged_shift(plane.figure, series) * k
            at = (x - 3 * k, plane.y(sum(middle) / len(middle)))
        made.append(labels.for_series(series, at, newest, frame, canvas.colors))
    if plane.figure.goal is not None:
        at = (plane.box.right, plane.y(plane.figure.goal.value))
        made += labels.for_goal(plane.figure, at, frame, canvas.colors)
    x = plane.box.right + labels.LEADER * k
    labels.draw(canvas, made, x, plane.box, size)
