"""Small multiples in Plotly: one panel for each group with one scale, the others as grey lines behind."""

import re
from dataclasses import dataclass, replace
from typing import Any

from charts import numbers
from charts.figure import Point, Series
from charts.plotly_lines import line, ranges, rules
from charts.plotly_parts import WIDE, Sheet, Span, bold, safe, tick_room, value_range, widest
from charts.svg import text
from charts.words import JOINER

PLOT = 141  # px
HEAD, FOOT = 34, 30  # a row's names take more room than HEAD where one of them has several lines
SMALL = 13
_ABOVE = 0.06  # of a plot, between it and the name above
_SCHOOL_YEAR = re.compile(rf"\d\d(\d\d{JOINER}?–{JOINER}?\d\d)")


@dataclass(frozen=True)
class _Grid:
    """How panels stand: in columns of px `wide`, with px `gap` between them for the newest values, under `heads` px of names."""

    columns: int
    wide: float
    gap: float
    left: float
    heads: tuple[float, ...] = ()

    @property
    def inside(self) -> float:
        """All columns together, in px."""
        return self.columns * self.wide + (self.columns - 1) * self.gap

    def domain(self, column: int) -> list[float]:
        """The part of the width a column takes."""
        start = column * (self.wide + self.gap)
        return [start / self.inside, min(1.0, (start + self.wide) / self.inside)]

    @property
    def tall(self) -> float:
        """All rows together from the top of the first plot to the foot of the last, in px."""
        return len(self.heads) * (PLOT + FOOT) - FOOT + sum(self.heads[1:])

    def rise(self, row: int) -> list[float]:
        """The part of the height a row's plots take."""
        top = self.tall - row * (PLOT + FOOT) - sum(self.heads[1 : row + 1])
        return [max(0.0, (top - PLOT) / self.tall), top / self.tall]


def draw(sheet: Sheet) -> None:
    """All panels in display order, the values of the scale at the first of each row."""
    figure, grid = sheet.figure, _grid(sheet)
    span = Span(figure.periods[0].x, figure.periods[-1].x, PLOT, figure.axis.low, figure.axis.high)
    for position, series in enumerate(figure.series):
        row, column = divmod(position, grid.columns)
        _panel(sheet, series, span, (grid.domain(column), grid.rise(row)), "" if position == 0 else str(position + 1))
        _name(sheet, series, grid, "" if position == 0 else str(position + 1))
        if column:
            sheet.layout[f"yaxis{position + 1}"]["showticklabels"] = False
        sheet.layout[f"xaxis{position + 1 if position else ''}"]["ticktext"] = _ends(sheet, grid)
    margin = {"l": grid.left, "r": grid.gap, "t": grid.heads[0], "b": FOOT}
    sheet.layout.update(height=grid.heads[0] + grid.tall + FOOT, margin=margin)


def _grid(sheet: Sheet) -> _Grid:
    figure, columns = sheet.figure, 2 if sheet.narrow else 3
    said = [words for s in figure.series for words, _ in _newest(sheet, s)]
    gap, left = widest(said, SMALL, "bold") + 18, tick_room(figure.axis, SMALL)
    wide = (WIDE[sheet.narrow] - left - gap * columns) / columns
    grid = _Grid(columns, max(wide, 40), gap, left)
    heads = [_head(sheet, series, grid) for series in figure.series]
    rows = [max(heads[start : start + columns]) for start in range(0, len(heads), columns)]
    return replace(grid, heads=tuple(rows))


def _head(sheet: Sheet, series: Series, grid: _Grid) -> float:
    """The px a name asks for above its plot."""
    lines, size = _lines(sheet, series, grid)
    return max(HEAD, PLOT * _ABOVE + 1.3 * size * len(lines) + 4)


def _panel(sheet: Sheet, series: Series, span: Span, domain: tuple[list[float], list[float]], suffix: str) -> None:
    figure = sheet.figure
    axes = {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
    behind = [_behind(sheet, other) for other in figure.series if other.id != series.id]
    own = [line(sheet, series, span, 0.0), *ranges(sheet, series, span)]
    sheet.traces.extend(trace | axes for trace in [*behind, *own])
    rules(sheet, span, series.id, xref=axes["xaxis"], yref=axes["yaxis"])
    _value(sheet, series, suffix)
    axis, small = figure.axis, {"tickfont": {"size": SMALL}}
    sheet.layout[f"xaxis{suffix}"] = small | {
        "domain": domain[0],
        "anchor": axes["yaxis"],
        "range": [span.first - span.wide * 0.06, span.last + span.wide * 0.06],
        "tickvals": sorted({figure.periods[0].x, figure.periods[-1].x}),
    }
    sheet.layout[f"yaxis{suffix}"] = small | {
        "domain": domain[1],
        "anchor": axes["xaxis"],
        "range": value_range(figure),
        "tickvals": list(axis.ticks),
        "ticktext": [axis.tick_text(v) for v in axis.ticks],
    }


def _ends(sheet: Sheet, grid: _Grid) -> list[str]:
    """The first and the last period under a panel; shorter where they would touch each other or the next panel's."""
    periods = sheet.figure.periods
    ends = [periods[0], periods[-1]] if len(periods) > 1 else list(periods)
    over = 0.06 * grid.wide / 1.12  # the axis goes a little further than the periods
    room = min(grid.wide - 2 * over, grid.gap + 2 * over if grid.columns > 1 else grid.wide)
    if len(ends) < 2 or widest([p.text for p in ends], SMALL) + 12 <= room:
        return [safe(p.text) for p in ends]
    return [safe(found[1]) if (found := _SCHOOL_YEAR.fullmatch(p.text)) else str(p.x) for p in ends]


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
    """The group's name above its panel."""
    place = {"xref": f"x{suffix} domain", "yref": f"y{suffix} domain", "xanchor": "left", "yanchor": "bottom"}
    lines, size = _lines(sheet, series, grid)
    look = {"size": size, "color": sheet.ink(series).text}
    sheet.note("<br>".join(map(bold, lines)), x=-0.02, y=1 + _ABOVE, align="left", font=look, **place)


def _lines(sheet: Sheet, series: Series, grid: _Grid) -> tuple[list[str], int]:
    """The name in lines, and their size; the short name where the whole would run into the next panel."""
    room = grid.wide + grid.gap - 8
    name = series.name if widest([series.name], 14, "bold") <= room and not sheet.narrow else series.short
    size = 14 if widest([name], 14, "bold") <= room else 12  # groups that stand together take several lines
    return text.wrapped(name, room, size, "bold"), size


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
