"""Small multiples in Plotly: one panel for each group with one scale, the others as grey lines behind."""

from typing import Any

from charts import numbers
from charts.figure import Series
from charts.plotly_lines import Span, line, ranges, rules
from charts.plotly_parts import Sheet, bold, safe, value_range

PANEL = 205  # px
HEAD, FOOT = 34, 30


def draw(sheet: Sheet) -> None:
    """All panels in display order: three beside each other, two on a phone."""
    figure = sheet.figure
    columns = 2 if sheet.narrow else 3
    rows = -(-len(figure.series) // columns)
    span = Span(figure.periods[0].x, figure.periods[-1].x, PANEL - HEAD - FOOT, figure.axis.low, figure.axis.high)
    gap = 0.24 if sheet.narrow else 0.1
    wide = (1 - gap * (columns - 1)) / columns
    # Px inside the margins; panels stand at equal distances from the top.
    inside = rows * PANEL - HEAD - FOOT
    for position, series in enumerate(figure.series):
        row, column = divmod(position, columns)
        left, top = column * (wide + gap), 1 - row * PANEL / inside
        domain = ([left, left + wide], [max(0.0, top - span.height / inside), top])
        _panel(sheet, series, span, domain, "" if position == 0 else str(position + 1))
    sheet.layout.update(height=rows * PANEL, margin={"l": 44, "r": 52, "t": HEAD, "b": FOOT})


def _panel(sheet: Sheet, series: Series, span: Span, domain: tuple[list[float], list[float]], suffix: str) -> None:
    figure = sheet.figure
    axes = {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
    behind = [_behind(sheet, other) for other in figure.series if other.id != series.id]
    own = [line(sheet, series, span, 0.0), *ranges(sheet, series, span)]
    sheet.traces.extend(trace | axes for trace in [*behind, *own])
    rules(sheet, span, xref=axes["xaxis"], yref=axes["yaxis"])
    _words(sheet, series, suffix)
    ends = [figure.periods[0], figure.periods[-1]] if len(figure.periods) > 1 else list(figure.periods)
    axis, small = figure.axis, {"tickfont": {"size": 13}}
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


def _words(sheet: Sheet, series: Series, suffix: str) -> None:
    """The group's name above its panel, the newest value beside its mark."""
    pen = sheet.ink(series)
    place = {"xref": f"x{suffix} domain", "yref": f"y{suffix} domain", "xanchor": "left", "yanchor": "bottom"}
    name = series.short if sheet.narrow else series.name
    sheet.note(bold(name), x=-0.02, y=1.06, font={"size": 14, "color": pen.text}, **place)
    last = [p for p in series.points if p.drawn or p.ranged][-1]
    value = last.value if last.drawn else (last.low if numbers.known(last.low) else last.high)
    inside = last.ranged
    sheet.note(
        bold(last.text),
        x=last.x,
        y=value,
        xref=f"x{suffix}",
        yref=f"y{suffix}",
        xanchor="right" if inside else "left",
        yanchor="top" if inside else "middle",
        xshift=0 if inside else 8,
        font={"size": 13, "color": pen.text},
    )
