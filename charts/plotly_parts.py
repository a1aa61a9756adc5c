"""What Plotly charts of every kind share: safe words, marks, margins, hair lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts import numbers
from charts.figure import Axis, Figure, Point, Series
from charts.svg import text
from charts.tokens import Ink, Theme, ink
from charts.words import JOINER

# Plotly draws these smaller than a circle of the same size.
_LARGER = {"triangle-up": 1.3, "triangle-down": 1.3, "star": 1.4, "cross": 1.15}
MARK, BARE = 11, 0.1  # marker sizes: at the ends of a line, and between them
WIDE = {True: 300, False: 660}  # px a chart has at least, on a phone or not


@dataclass(frozen=True)
class Sheet:
    """A chart in the making, as plain dictionaries: Plotly checks each call of its own, which costs more than drawing."""

    figure: Figure
    colors: Theme
    narrow: bool
    traces: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    layout: dict[str, Any] = field(default_factory=dict)

    def ink(self, series: Series) -> Ink:
        """How a series is drawn."""
        return ink(series.ink, self.colors)

    def note(self, words: str, **where: Any) -> None:
        """Words on the chart, without an arrow unless one is asked for."""
        self.notes.append({"text": words, "showarrow": False, "font": {"size": 14}} | where)

    def line(self, start: tuple[float, float], end: tuple[float, float], **look: Any) -> None:
        """A straight line behind the marks."""
        shape = {"type": "line", "x0": start[0], "y0": start[1], "x1": end[0], "y1": end[1], "layer": "below"}
        self.shapes.append(shape | look)

    def chart(self, template: go.layout.Template) -> go.Figure:
        """The Plotly figure, checked once."""
        layout = self.layout | {"annotations": self.notes, "shapes": self.shapes, "template": template}
        return go.Figure(data=self.traces, layout=layout)


@dataclass(frozen=True)
class Span:
    """How periods and values lie in px, as far as labels need to know."""

    first: int
    last: int
    height: float
    low: float
    high: float

    @property
    def wide(self) -> float:
        """The time axis in periods; a single period counts as one."""
        return max(self.last - self.first, 1)

    def px(self, value: float) -> float:
        """Px from the top of the plot."""
        return (self.high - value) / (self.high - self.low) * self.height

    def value(self, px: float) -> float:
        """The value at so many px from the top."""
        return self.high - px / self.height * (self.high - self.low)


def widest(words: Iterable[str], size: float, face: text.Face = "sans") -> float:
    """The width in px of the widest of the words; what does not fit into a margin, Plotly cuts off."""
    # Plotly sets words a little wider than they are measured.
    return max((text.width(w, size, face) for w in words), default=0) * 1.04


def tick_room(axis: Axis, size: float) -> float:
    """The margin in px that the labels of the values need."""
    return widest((axis.tick_text(v) for v in axis.ticks), size) + 14


def fitting(labels: Iterable[str], size: float, room: float, most: int) -> int:
    """How many labels of an axis of so many px can stand side by side, two at least."""
    return max(2, min(most, int(room / (widest(labels, size) + 12))))


def safe(words: str) -> str:
    """Words that Plotly shows as they are: its texts may hold tags, a name must not."""
    return escape(words.replace(JOINER, ""), quote=False)


def bold(words: str) -> str:
    """Words set strong."""
    return f"<b>{safe(words)}</b>"


def dash(pen: Ink) -> str:
    """The dash as Plotly writes it."""
    return "solid" if pen.dash == "solid" else ",".join(f"{n}px" for n in pen.dash.split())


def hover(series: Series, point: Point, figure: Figure) -> str:
    """What a pointer reads: name, period, number and margin. Everything in it also stands in the table."""
    words = f"{safe(series.name)}, {safe(point.period)}: <b>{safe(point.text)}</b>"
    if point.drawn and numbers.known(point.low):
        words += f"<br>{safe(numbers.between(point.low, point.high, figure.axis.unit, figure.lang, point.moe))}"
    return words


def marker(pen: Ink, sizes: Sequence[float], paper: str) -> dict[str, Any]:
    """Markers of a series: edged with paper, or hollow."""
    hollow = pen.marker.endswith("-open")
    size = [s * _LARGER.get(pen.marker, 1.0) for s in sizes]
    edge = {"color": pen.color if hollow else paper, "width": 1.8 if hollow else 1.4}
    return {"symbol": pen.marker, "size": size, "color": pen.color, "line": edge, "opacity": 1}


def value_range(figure: Figure) -> list[float]:
    """The axis from its first to its last tick, a hair further so that the last rule is drawn."""
    return [figure.axis.low, figure.axis.high + (figure.axis.high - figure.axis.low) * 0.004]


def whiskers(points: Sequence[Point | None], color: str) -> dict[str, Any] | None:
    """Margins through the points, without end caps; None where no point has one."""
    if not any(p is not None and numbers.known(p.low) for p in points):
        return None
    up = [_reach(p.high - p.value) if p is not None else 0 for p in points]
    down = [_reach(p.value - p.low) if p is not None else 0 for p in points]
    look = {"color": color, "thickness": 2, "width": 0}
    return {"type": "data", "symmetric": False, "array": up, "arrayminus": down, **look}


def _reach(distance: float) -> float:
    return distance if numbers.known(distance) else 0.0
