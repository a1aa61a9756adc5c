"""One row for each group or area in Plotly: dot, margin, value; a texture and a word where there is no number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charts import numbers, scale
from charts.figure import Area, AreaFigure, Point, Series
from charts.plotly_parts import WIDE, Sheet, bold, dash, fitting, hover, marker, safe, whiskers, widest
from charts.svg import text
from charts.tokens import Ink

PATTERN = {"suppressed": "/", "not_reported": ".", "too_uncertain": "-", "not_available": ""}
TOP, BOTTOM = 30, 34


@dataclass(frozen=True)
class _Row:
    """One row: what it is called, its number, and how its dot looks."""

    series: Series
    pen: Ink
    strong: bool
    hollow: bool
    stem: bool

    @property
    def point(self) -> Point:
        return self.series.points[0]


def dots(sheet: Sheet) -> None:
    """Groups at one period."""
    rows = [_Row(s, sheet.ink(s), s.id == "all", False, True) for s in sheet.figure.series]
    most = max((len(_lines(sheet, row)) for row in rows), default=1)
    _draw(sheet, rows, (52 if sheet.narrow else 38) + (18 if sheet.narrow else 8) * (most - 1))
    goal = sheet.figure.goal
    if goal is not None:
        look = {"color": sheet.colors["ink"], "width": 1.2, "dash": "dot"}
        sheet.line((goal.value, 0), (goal.value, 1), yref="paper", line=look)
        _above(sheet, goal.label, goal.value)


def areas(sheet: Sheet) -> None:
    """The list beside a map: filled dots clearly differ from the reference, open dots do not."""
    figure = sheet.figure
    if not isinstance(figure, AreaFigure) or not figure.areas:
        return
    pen = Ink(sheet.colors["ink"], sheet.colors["ink"], "solid", "circle")
    rows = [
        _Row(Series(a.id, _named(sheet, a), a.name, "all", (a.point,)), pen, *_look(figure, a), False)
        for a in figure.areas
    ]
    _draw(sheet, rows, 27)
    mark = figure.reference
    if mark is None:
        return
    band = {"type": "rect", "x0": mark.low, "x1": mark.high, "y0": 0, "y1": 1, "yref": "paper", "layer": "below"}
    sheet.shapes.append(band | {"fillcolor": sheet.colors["rule"], "line": {"width": 0}})
    sheet.line((mark.value, 0), (mark.value, 1), yref="paper", line={"color": sheet.colors["ink"], "width": 1.6})
    _above(sheet, mark.text, mark.value)


def _named(sheet: Sheet, area: Area) -> str:
    return area.short if sheet.narrow and area.short else area.name


def _look(figure: AreaFigure, area: Area) -> tuple[bool, bool]:
    """Whether the row is strong and its dot hollow."""
    return area.id == figure.selected, not _filled(area.point)


def _above(sheet: Sheet, words: str, value: float) -> None:
    """Words over a line across all rows, kept inside the plot at its edges."""
    axis = sheet.figure.axis
    part = (value - axis.low) / (axis.high - axis.low)
    side = "left" if part < 0.2 else "right" if part > 0.8 else "center"
    sheet.note(bold(words), x=value, y=1, yref="paper", yanchor="bottom", xanchor=side)


def _filled(point: Point) -> bool:
    return point.differs is not False


def _draw(sheet: Sheet, rows: Sequence[_Row], tall: int) -> None:
    for position, row in enumerate(rows):
        y = -float(position)
        if row.point.drawn:
            _dot(sheet, row, y)
        elif row.point.ranged:
            _range(sheet, row, y)
        else:
            _missing(sheet, row, y)
    _names(sheet, rows)
    _layout(sheet, rows, tall)


def _dot(sheet: Sheet, row: _Row, y: float) -> None:
    point, figure = row.point, sheet.figure
    if row.stem:
        sheet.line((figure.axis.low, y), (point.value, y), line={"color": sheet.colors["rule"], "width": 2})
    look = marker(row.pen, [12], sheet.colors["paper"])
    if row.hollow:
        look |= {"color": sheet.colors["paper"], "line": {"color": row.pen.color, "width": 1.8}}
    _trace(sheet, row, [point.value], [y], mode="markers", marker=look, error_x=whiskers([point], sheet.colors["line"]))
    margin = _margin(sheet, point)
    muted = f'<span style="color:{sheet.colors["muted"]}">{margin}</span>' if margin else ""
    _beside(sheet, y, bold(point.text) + muted)


def _margin(sheet: Sheet, point: Point) -> str:
    return f" {numbers.margin(point.moe, sheet.figure.axis.unit)}" if numbers.known(point.moe) else ""


def _range(sheet: Sheet, row: _Row, y: float) -> None:
    point, axis = row.point, sheet.figure.axis
    ends = [point.low if numbers.known(point.low) else axis.low, point.high if numbers.known(point.high) else axis.high]
    tick = {"symbol": "line-ns", "size": 11, "line": {"color": row.pen.color, "width": 2}}
    look = {"color": row.pen.color, "width": 2.8, "dash": dash(row.pen)}
    _trace(sheet, row, ends, [y, y], mode="lines+markers", marker=tick, line=look)
    _beside(sheet, y, bold(point.text))


def _missing(sheet: Sheet, row: _Row, y: float) -> None:
    """A short bar in the status's texture, and its word."""
    axis, colors = sheet.figure.axis, sheet.colors
    long = (axis.high - axis.low) * (0.12 if sheet.narrow else 0.07)
    pattern = {"shape": PATTERN[row.point.status], "fgcolor": colors["line"], "bgcolor": colors["paper"], "size": 7}
    sheet.traces.append(
        {
            "type": "bar",
            "x": [long],
            "y": [y],
            "base": axis.low,
            "width": 0.3 if sheet.narrow else 0.42,
            "orientation": "h",
            "marker": {"color": colors["paper"], "pattern": pattern, "line": {"color": colors["line"], "width": 1}},
            "text": [""],
            "customdata": [f"{safe(row.series.name)}: {safe(row.point.text)}"],
            "hovertemplate": "%{customdata}<extra></extra>",
        }
    )
    muted = {"size": 14, "color": colors["muted"]}
    sheet.note(
        safe(row.point.text), x=axis.low + long, y=y, xanchor="left", xshift=6, font=muted, bgcolor=colors["paper"]
    )


def _trace(sheet: Sheet, row: _Row, x: list[float], y: list[float], **look: Any) -> None:
    words = hover(row.series, row.point, sheet.figure)
    trace = {"type": "scatter", "x": x, "y": y, "text": [words] * len(x), "cliponaxis": False}
    sheet.traces.append(trace | {"hovertemplate": "%{text}<extra></extra>"} | look)


def _beside(sheet: Sheet, y: float, words: str) -> None:
    sheet.note(words, x=1, xref="paper", y=y, xanchor="left", xshift=14, font={"size": 15})


def _names_above(sheet: Sheet, rows: Sequence[_Row]) -> bool:
    """Whether names stand above their rows: for groups on a phone, and where they would leave no room for a plot."""
    widths = widest((r.series.name for r in rows), 15, "bold")
    return sheet.narrow and (rows[0].stem or widths > 0.58 * WIDE[True])


def _lines(sheet: Sheet, row: _Row) -> list[str]:
    """The name of a row; that of groups that stand together in lines no wider than half of the chart, on a phone all of it."""
    series = row.series
    limit = WIDE[True] - 12 if sheet.narrow else WIDE[False] / 2
    return text.fitting(series.name, series.short, limit, 15, "bold") if row.stem else [series.name]


def _names(sheet: Sheet, rows: Sequence[_Row]) -> None:
    above = _names_above(sheet, rows)
    for position, row in enumerate(rows):
        lines = _lines(sheet, row)
        name = "<br>".join(bold(line) if row.strong else safe(line) for line in lines)
        over = {"xanchor": "left", "align": "left", "yshift": 17 + 9 * (len(lines) - 1)}
        where: dict[str, Any] = over if above else {"xanchor": "right", "align": "right", "xshift": -12}
        sheet.note(name, x=0, xref="paper", y=-position, bgcolor=sheet.colors["paper"] if above else None, **where)


def _beside_width(sheet: Sheet, point: Point) -> float:
    """The px of what stands at the right of a row, or of a word that runs past a narrow plot."""
    if point.drawn:
        return widest([point.text], 15, "bold") + widest([_margin(sheet, point)], 15)
    return widest([point.text], 15, "bold") if point.ranged else 0


def _layout(sheet: Sheet, rows: Sequence[_Row], tall: int) -> None:
    axis = sheet.figure.axis
    above = _names_above(sheet, rows)
    left = 12 if above else widest((line for r in rows for line in _lines(sheet, r)), 15, "bold") + 20
    right = max(_beside_width(sheet, r.point) for r in rows) + 24
    room = WIDE[sheet.narrow] - left - right
    most = fitting([axis.tick_text(v) for v in axis.ticks], 14, room, 3 if sheet.narrow else 5)
    ticks = scale.thinned(axis.ticks, most)
    sheet.layout.update(
        height=len(rows) * (max(tall, 52) if above else tall) + TOP + BOTTOM,
        margin={"l": left, "r": right, "t": TOP, "b": BOTTOM},
        barmode="overlay",
        xaxis={
            "range": [axis.low, axis.high],
            "tickvals": ticks,
            "ticktext": [axis.tick_text(v) for v in ticks],
            "showgrid": rows[0].stem,
        },
        yaxis={"range": [-len(rows) + 0.5, 0.62], "visible": False},
    )
