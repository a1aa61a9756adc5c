"""Labels at the right end of lines: value, then name, pushed apart and tied to their mark."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts import scale
from charts.figure import Figure, Point, Series
from charts.svg import text
from charts.svg.canvas import Canvas
from charts.svg.frames import Box, Frame
from charts.svg.text import Line
from charts.tokens import Theme, ink

LEADER = 28  # px in the report frame from the plot's edge to the label
ENDED = "1 6"  # the dash of a tie across years without a number


@dataclass(frozen=True)
class Label:
    """One label: where its mark is, its lines of text and their colour, and whether its line ended before the newest period."""

    at: tuple[float, float]
    lines: tuple[Line, ...]
    color: str
    ended: bool = False


def for_series(series: Series, at: tuple[float, float], newest: int, frame: Frame, colors: Theme) -> Label:
    """Value and name of a series at its last point; the period too where that is not the newest."""
    found = lines(series, newest, frame.narrow, _limit(frame), frame.text)
    return Label(at, tuple(found), ink(series.ink, colors).text, ended=last(series).x != newest)


def last(series: Series) -> Point:
    """The newest point with a number or a range, where the label belongs."""
    return [p for p in series.points if p.drawn or p.ranged][-1]


def lines(series: Series, newest: int, narrow: bool, limit: float, size: float) -> list[Line]:
    """The lines of a label no wider than the limit; on a phone the value stands on a line of its own."""
    end = last(series)
    name = series.short if narrow else series.name
    if end.x != newest:
        name = f"{name} ({end.period})"
    if narrow:
        return [[(end.text, "bold")], *text.wrapped_runs([(name, "sans")], limit, size)]
    return text.wrapped_runs([(end.text, "bold"), (f" {name}", "sans")], limit, size)


def for_goal(figure: Figure, at: tuple[float, float], frame: Frame, colors: Theme) -> list[Label]:
    """The goal's words, if there is a goal."""
    if figure.goal is None:
        return []
    found = text.wrapped_runs([(figure.goal.label, "bold")], _limit(frame), frame.text)
    return [Label(at, tuple(found), colors["ink"])]


def _limit(frame: Frame) -> float:
    """How wide the column of labels may be."""
    return frame.width * (0.27 if frame.narrow else 0.25)


def width(found: Sequence[Label], size: float) -> float:
    """How wide the column of labels is."""
    rows = [line for label in found for line in label.lines]
    return max((sum(text.width(w, size, face) for w, face in line) for line in rows), default=0)


def height(found: Sequence[Label], size: float) -> float:
    """How tall the column of labels is where they stand right below each other."""
    return sum(_gap(label, size) for label in found)


def _gap(label: Label, size: float) -> float:
    return size * (1.25 * len(label.lines) + 0.2)


def draw(canvas: Canvas, found: Sequence[Label], x: float, box: Box, size: float) -> None:
    """All labels in one column at x, each tied to its mark by a hair line, dotted where the series ended earlier."""
    gaps = [_gap(label, size) for label in found]
    placed = scale.apart([label.at[1] for label in found], gaps, box.y - size, box.bottom + size)
    for label, middle in zip(found, placed, strict=True):
        start = (label.at[0] + 8 * canvas.k, label.at[1])
        if start[0] < x - 6 * canvas.k:
            # Across the plot a drawn line would pass for years nobody counted: dots far apart, as no series has.
            dash = ENDED if label.ended else ""
            canvas.line(start, (x - 4 * canvas.k, middle), canvas.colors["line"], 1, dash=dash)
        first = middle - size * 1.25 * (len(label.lines) - 1) / 2 + size * 0.35
        for i, line in enumerate(label.lines):
            canvas.line_of((x, first + i * size * 1.25), line, size, fill=label.color)
