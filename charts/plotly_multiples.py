"""Small multiples in Plotly: one panel for each group with one scale, the others as grey lines behind."""

from dataclasses import dataclass
from typing import Any

from charts import numbers
from charts.figure import Point, Series
from charts.plotly_lines import Span, line, ranges, rules
from charts.plotly_parts import WIDE, Sheet, bold, safe, tick_room, value_range, widest
from charts.svg import text

PANEL = 205  # px
HEAD, FOOT = 34, 30
SMALL = 13


@dataclass(frozen=True)
class _Grid:
    """How panels stand: in columns of px `wide`, with px `gap` between them for the newest values."""

    columns: int
    wide: float
    gap: float
    left: float

    @property
    def inside(self) -> float:
        """All columns together, in px."""
        return self.columns * self.wide + (self.columns - 1) * self.gap

    def domain(self, column: int) -> list[float]:
        """The part of the width a column takes."""
        start = column * (self.wide + self.gap)
        return [start / self.inside, min(1.0, (start + self.wide) / self.inside)]


def draw(sheet: Sheet) -> None:
    """All panels in display order, the values of the scale at the first of each row."""
    figure, grid = sheet.figure, _grid(sheet)
    rows = -(-len(figure.series) // grid.columns)
    span = Span(figure.periods[0].x, figure.periods[-1].x, PANEL - HEAD - FOOT, figure.axis.low, figure.axis.high)
    # Px inside the margins; panels stand at equal distances from the top.
    inside = rows * PANEL - HEAD - FOOT
    for position, series in enumerate(figure.series):
        row, column = divmod(position, grid.columns)
        top = 1 - row * PANEL / inside
        tall = [max(0.0, top - span.height / inside), top]
        _panel(sheet, series, span, (grid.domain(column), tall), "" if position == 0 else str(position + 1))
        _name(sheet, series, grid, "" if position == 0 else str(position + 1))
        if column:
            sheet.layout[f"yaxis{position + 1}"]["showticklabels"] = False
    sheet.layout.update(height=rows * PANEL, margin={"l": grid.left, "r": grid.gap, "t": HEAD, "b": FOOT})


def _grid(sheet: Sheet) -> _Grid:
    figure, columns = sheet.figure, 2 if sheet.narrow else 3
    said = [words for s in figure.series for words, _ in _newest(sheet, s)]
    gap, left = widest(said, SMALL, "bold") + 18, tick_room(figure.axis, SMALL)
    wide = (WIDE[sheet.narrow] - left - gap * columns) / columns
    return _Grid(columns, max(wide, 40), gap, left)


def _panel(sheet: Sheet, series: Series, span: Span, domain: tuple[list[float], list[float]], suffix: str) -> None:
    figure = sheet.figure
    axes = {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
    behind = [_behind(sheet, other) for other in figure.series if other.id != series.id]
    own = [line(sheet, series, span, 0.0), *ranges(sheet, series, span)]
    sheet.traces.extend(trace | axes for trace in [*behind, *own])
    rules(sheet, span, series.id, xref=axes["xaxis"], yref=axes["yaxis"])
    _value(sheet, series, suffix)
    ends = [figure.periods[0], figure.periods[-1]] if len(figure.periods) > 1 else list(figure.periods)
    axis, small = figure.axis, {"tickfont": {"size": SMALL}}
    sheet.layout[f"xaxis{suffix}"] = small | {
        "domain": domain[0],
        "anchor": axes["yaxis"],
        "range": [span.first - span.wide * 0.06, span.last + span.wide * 0.06],
        "tickvals": [p.x for p in ends],
        "ticktext": [str(p.x) if sheet.narrow else safe(p.text) for p in ends],
    }
    sheet.layout[f"yaxis{suffix}"] = small | {
        "domain": domain[1],
        "anchor": axes["xaxis"],
        "range": value_range(figure),
        "tickvals": list(axis.ticks),
        "ticktext": [axis.tick_text(v) for v in axis.ticks],
    }


def _behind(sheet: Sheet, other: Series) -> dict[str, Any]:
    xs: list[int | None] = []
    ys: list[float | None] = []
    for run in other.runs(sheet.figure.break_years(), sheet.figure.step):
        xs += [*([None] if xs else []), *[p.x for p in run]]
        ys += [*([None] if ys else []), *[p.value for p in run]]
    look = {"color": sheet.colors["rule"], "width": 1.4}
    return {
        "type": "scatter",
        "x": xs,
        "y": ys,
        "mode": "lines",
        "line": look,
        "connectgaps": False,
        "hoverinfo": "skip",
    }


def _name(sheet: Sheet, series: Series, grid: _Grid, suffix: str) -> None:
    """The group's name above its panel, the short one where the whole would run into the next panel."""
    place = {"xref": f"x{suffix} domain", "yref": f"y{suffix} domain", "xanchor": "left", "yanchor": "bottom"}
    room = grid.wide + grid.gap - 8
    name = series.name if widest([series.name], 14, "bold") <= room and not sheet.narrow else series.short
    size = 14 if widest([name], 14, "bold") <= room else 12  # groups that stand together take two lines
    words = "<br>".join(bold(line) for line in text.wrapped(name, room, size, "bold"))
    look = {"size": size, "color": sheet.ink(series).text}
    sheet.note(words, x=-0.02, y=1.06, align="left", font=look, **place)


def _newest(sheet: Sheet, series: Series) -> list[text.Run]:
    """The newest number in short lines, with its period where that is not the newest of the figure."""
    last = _last(series)
    lines = _broken(last.text, "bold")
    return lines if last.x == sheet.figure.periods[-1].x else [*lines, *_broken(last.period, "sans")]


def _broken(words: str, face: text.Face) -> list[text.Run]:
    return [(line, face) for line in text.wrapped(words, 60, SMALL, face)]


def _last(series: Series) -> Point:
    return [p for p in series.points if p.drawn or p.ranged][-1]


def _value(sheet: Sheet, series: Series, suffix: str) -> None:
    """The newest value beside its mark, or beside the middle of its bar."""
    last, axis = _last(series), sheet.figure.axis
    low = last.low if numbers.known(last.low) else axis.low
    high = last.high if numbers.known(last.high) else axis.high
    words = "<br>".join(bold(w) if face == "bold" else safe(w) for w, face in _newest(sheet, series))
    sheet.note(
        words,
        x=last.x,
        y=last.value if last.drawn else (low + high) / 2,
        xref=f"x{suffix}",
        yref=f"y{suffix}",
        xanchor="left",
        yanchor="middle",
        align="left",
        xshift=8,
        bgcolor=sheet.colors["paper"] if last.x != sheet.figure.periods[-1].x else None,
        font={"size": SMALL, "color": sheet.ink(series).text},
    )
