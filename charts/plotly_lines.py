"""Lines over time in Plotly: value and name at the right end, pushed apart; no line over a break or a gap."""

from dataclasses import dataclass
from typing import Any

from charts import numbers, scale
from charts.figure import Period, Point, Series
from charts.plotly_parts import (
    BARE,
    MARK,
    WIDE,
    Sheet,
    Span,
    bold,
    dash,
    fitting,
    hover,
    marker,
    safe,
    tick_room,
    value_range,
    whiskers,
    widest,
)
from charts.svg import labels, text
from charts.words import t

HEIGHT = {True: 400, False: 470}  # px, narrow or not
TOP, BOTTOM = 14, 62
NOTE = 18  # px a line of the axis note
LABEL = {True: 13, False: 15}
COLUMN = {True: 118, False: 250}  # px of the labels at the right end
TAIL = 0.007  # of the time axis from the plot's edge to a label


def draw(sheet: Sheet) -> None:
    """The whole chart."""
    figure = sheet.figure
    height = HEIGHT[sheet.narrow]
    plot = height - TOP - _foot(sheet)
    span = Span(figure.periods[0].x, figure.periods[-1].x, plot, figure.axis.low, figure.axis.high)
    for series in reversed(figure.series):
        sheet.traces.append(line(sheet, series, span, shift(sheet, series, span)))
        sheet.traces.extend(ranges(sheet, series, span))
    rules(sheet, span)
    _labels(sheet, span)
    if not sheet.narrow:
        _first_values(sheet, span)
    _axes(sheet, span, height)


def line(sheet: Sheet, series: Series, span: Span, beside: float, width: float | None = None) -> dict[str, Any]:
    """One series: runs with gaps between them, markers at the ends, margins through the points."""
    pen, figure = sheet.ink(series), sheet.figure
    runs = series.runs(figure.break_years(), figure.step)
    points: list[Point | None] = []
    for run in runs:
        points += ([None] if points else []) + list(run)
    ends = {run[i].x for run in runs for i in (0, -1) if len(runs) > 1} | (
        {runs[0][0].x, runs[-1][-1].x} if runs else set()
    )
    sizes = [MARK if p is not None and p.x in ends else BARE for p in points]
    return {
        "type": "scatter",
        "x": [None if p is None else p.x + beside for p in points],
        "y": [None if p is None else p.value for p in points],
        "mode": "lines+markers",
        "line": {"color": pen.color, "width": width or pen.width, "dash": dash(pen)},
        "marker": marker(pen, sizes, sheet.colors["paper"]),
        "error_y": whiskers(points, sheet.colors["line"]),
        "connectgaps": False,
        "cliponaxis": False,
        "text": ["" if p is None else hover(series, p, figure) for p in points],
        "hovertemplate": "%{text}<extra></extra>",
        "name": safe(series.name),
    }


def shift(sheet: Sheet, series: Series, span: Span) -> float:
    """Points with margins stand a little beside each other, in periods."""
    figure = sheet.figure
    if not any(numbers.known(p.low) for s in figure.series for p in s.published()):
        return 0.0
    position = [s.id for s in figure.series].index(series.id)
    return (position - (len(figure.series) - 1) / 2) * span.wide * 0.018


def ranges(sheet: Sheet, series: Series, span: Span) -> list[dict[str, Any]]:
    """A bar between the bounds where only a range is known, at its own year."""
    made = []
    pen, axis = sheet.ink(series), sheet.figure.axis
    for p in series.points:
        if not p.ranged:
            continue
        x = p.x + ranged_shift(sheet, series, span)
        ends = [p.low if numbers.known(p.low) else axis.low, p.high if numbers.known(p.high) else axis.high]
        made.append(
            {
                "type": "scatter",
                "x": [x, x],
                "y": ends,
                "mode": "lines+markers",
                "line": {"color": pen.color, "width": 2.2, "dash": dash(pen)},
                "marker": {"symbol": "line-ew", "size": 9, "line": {"color": pen.color, "width": 2}},
                "text": [hover(series, p, sheet.figure)] * 2,
                "hovertemplate": "%{text}<extra></extra>",
                "cliponaxis": False,
            }
        )
    return made


def ranged_shift(sheet: Sheet, series: Series, span: Span) -> float:
    """Bars of several series stand a little beside each other, in periods."""
    ranged = [s.id for s in sheet.figure.series if any(p.ranged for p in s.points)]
    return (ranged.index(series.id) - (len(ranged) - 1) / 2) * span.wide * 0.012


def rules(sheet: Sheet, span: Span, only: str = "", **axes: str) -> None:
    """The goal across and the breaks down, dotted, the way to the goal dashed; in the panel of one series only its own."""
    figure, colors = sheet.figure, sheet.colors
    if figure.goal is not None:
        look = {"color": colors["ink"], "width": 1.2, "dash": "dot"}
        y = figure.goal.value
        sheet.line((span.first, y), (span.last, y), line=look, **axes)
    if figure.way is not None and only in ("", "all"):
        look = {"color": colors["muted"], "width": 1.4, "dash": "7px,5px"}
        sheet.line((figure.way.first, figure.way.start), (figure.way.last, figure.way.end), line=look, **axes)
    for mark in (b for b in figure.breaks if not (only == "all" and b.groups_only)):
        before = max((p.x for p in figure.periods if p.x < mark.x), default=mark.x)
        x = (before + mark.x) / 2
        look = {"color": colors["line"], "width": 1.2, "dash": "dot"}
        sheet.line((x, figure.axis.low), (x, figure.axis.high), line=look, **axes)
        if not only:
            words, font = safe(t("chart.break", figure.lang)), {"size": 12, "color": colors["muted"]}
            sheet.note(words, x=x, y=figure.axis.low, xanchor="left", yanchor="bottom", xshift=3, font=font)


@dataclass(frozen=True)
class _End:
    """The end of a line or of the goal: where it is, what is said there, in which colour, and whether it ended early."""

    x: float
    value: float
    lines: list[text.Line]
    color: str
    early: bool = False


def _ends(sheet: Sheet, span: Span) -> list[_End]:
    axis, ends = sheet.figure.axis, []
    for series in sheet.figure.series:
        p = labels.last(series)
        beside = (ranged_shift if p.ranged else shift)(sheet, series, span)
        words, color = _label(sheet, series, span.last), sheet.ink(series).text
        ends.append(_End(p.x + beside, _height(p, axis.low, axis.high), words, color, early=p.x != span.last))
    goal = sheet.figure.goal
    if goal is not None:
        ends.append(_End(span.last, goal.value, _broken(sheet, [(goal.label, "bold")]), sheet.colors["ink"]))
    return ends


def _labels(sheet: Sheet, span: Span) -> None:
    """Value and name at the right end in the series' text colour, tied to the last mark."""
    size, ends = LABEL[sheet.narrow], _ends(sheet, span)
    wanted = [span.px(end.value) for end in ends]
    gaps = [size * (1.3 * len(end.lines) + 0.2) for end in ends]
    placed = scale.apart(wanted, gaps, -TOP, span.height + size)
    for end, middle in zip(ends, placed, strict=True):
        where = (_beyond if end.early else _tied)(sheet, span, end, middle)
        look = {"font": {"size": size, "color": end.color}, "xanchor": "left", "align": "left"}
        sheet.note(_markup(end.lines), **where, **look)


def _tied(sheet: Sheet, span: Span, end: _End, middle: float) -> dict[str, Any]:
    """Where the label of a newest mark stands, tied to it by a hair line."""
    tie = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": sheet.colors["line"], "standoff": 7}
    tail = {"axref": "x", "ayref": "y", "ax": _right(sheet, span) + span.wide * TAIL, "ay": span.value(middle)}
    return {"x": end.x, "y": end.value, **tie, **tail}


def _beyond(sheet: Sheet, span: Span, end: _End, middle: float) -> dict[str, Any]:
    """Where that of a series that ended earlier stands; a drawn tie across the plot would pass for years nobody counted."""
    dots = {"color": sheet.colors["line"], "width": 1, "dash": ",".join(f"{n}px" for n in labels.ENDED.split())}
    sheet.line((end.x, end.value), (_right(sheet, span), span.value(middle)), line=dots)
    height = {"y": 1 - middle / span.height, "yref": "paper", "yanchor": "middle"}
    return {"x": 1, "xref": "paper", "xshift": 3, **height}


def _right(sheet: Sheet, span: Span) -> float:
    """The right edge of the plot, in periods."""
    return span.last + span.wide * (0.13 if sheet.narrow else 0.07)


def _label(sheet: Sheet, series: Series, newest: int) -> list[text.Line]:
    """The lines of a label, broken where its column ends."""
    return labels.lines(series, newest, sheet.narrow, COLUMN[sheet.narrow], LABEL[sheet.narrow])


def _broken(sheet: Sheet, words: text.Line) -> list[text.Line]:
    return text.wrapped_runs(words, COLUMN[sheet.narrow], LABEL[sheet.narrow])


def _markup(lines: list[text.Line]) -> str:
    return "<br>".join("".join(bold(w) if face == "bold" else safe(w) for w, face in line) for line in lines)


def _height(point: Point, low: float, high: float) -> float:
    if point.drawn:
        return point.value
    ends = (point.low if numbers.known(point.low) else low, point.high if numbers.known(point.high) else high)
    return sum(ends) / 2


def _first_values(sheet: Sheet, span: Span) -> None:
    """First values left of their marks, pushed apart."""
    lines = [s for s in sheet.figure.series if len(s.published()) > 1 and s.published()[0].x == span.first]
    wanted = [span.px(s.published()[0].value) for s in lines]
    placed = scale.apart(wanted, [17.0] * len(lines), -TOP, span.height + 14)
    least = min((shift(sheet, s, span) for s in lines), default=0)
    for series, middle in zip(lines, placed, strict=True):
        sheet.note(
            bold(series.published()[0].text),
            x=span.first + least,
            y=span.value(middle),
            xanchor="right",
            xshift=-9,
            font={"size": 14, "color": sheet.ink(series).text},
        )


def _axes(sheet: Sheet, span: Span, height: int) -> None:
    figure, axis, size = sheet.figure, sheet.figure.axis, LABEL[sheet.narrow]
    rows = [line for end in _ends(sheet, span) for line in end.lines]
    names = [sum(text.width(w, size, face) for w, face in line) for line in rows]
    left, right = tick_room(axis, 14), max(names, default=0) * 1.04 + 14
    within = (WIDE[sheet.narrow] - left - right) * 0.85
    room = _inset(sheet, within) + max((-shift(sheet, s, span) / span.wide for s in figure.series), default=0)
    most = fitting([p.text for p in figure.periods], 14, within, 3 if sheet.narrow else 5)
    ticks = thinned(figure.periods, most)
    _axis_note(sheet, left)
    sheet.layout.update(
        height=height,
        margin={"l": left, "r": right, "t": TOP, "b": _foot(sheet), "pad": 0},
        xaxis={
            "range": [span.first - span.wide * room, _right(sheet, span)],
            "tickvals": [p.x for p in ticks],
            "ticktext": [safe(p.text) for p in ticks],
        },
        yaxis={
            "range": value_range(figure),
            "tickvals": list(axis.ticks),
            "ticktext": [axis.tick_text(v) for v in axis.ticks],
        },
    )


def _inset(sheet: Sheet, within: float) -> float:
    """Room left of the first period for its values, as a part of the time axis."""
    if sheet.narrow:
        return 0.02
    firsts = widest((s.published()[0].text for s in sheet.figure.series if len(s.published()) > 1), 14, "bold")
    return max(0.05, (firsts + 22) / within) if firsts else 0.05


def _note_lines(sheet: Sheet) -> list[str]:
    return text.wrapped(sheet.figure.axis.note, WIDE[sheet.narrow] - 30, 14)


def _foot(sheet: Sheet) -> float:
    """Px below the plot: the periods and every line of the axis note."""
    return BOTTOM + NOTE * (max(1, len(_note_lines(sheet))) - 1)


def _axis_note(sheet: Sheet, left: float) -> None:
    """What the axes mean, below the plot; on a phone from the chart's left edge."""
    where = {"x": 0, "y": 0, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top", "yshift": -34}
    font = {"size": 14, "color": sheet.colors["muted"]}
    words = "<br>".join(safe(line) for line in _note_lines(sheet))
    sheet.note(words, align="left", font=font, xshift=4 - left if sheet.narrow else 0, **where)


def thinned(periods: tuple[Period, ...], most: int) -> list[Period]:
    """At most so many ticks, evenly apart, the newest always among them."""
    every = max(1, -(-(len(periods) - 1) // (most - 1))) if len(periods) > 1 else 1
    return list(reversed(periods))[::every][::-1]
