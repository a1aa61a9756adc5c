"""Small multiples in Plotly: one panel for each group with one scale, the others as grey lines behind."""

import plotly.graph_objects as go
from plotly.subplots import make_subplots

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
    height = rows * PANEL
    across, down = (0.24 if sheet.narrow else 0.1), (HEAD + FOOT) / height if rows > 1 else 0
    make_subplots(
        rows=rows, cols=columns, figure=sheet.chart, horizontal_spacing=across, vertical_spacing=min(down, 0.9 / rows)
    )
    span = Span(figure.periods[0].x, figure.periods[-1].x, PANEL - HEAD - FOOT, figure.axis.low, figure.axis.high)
    for position, series in enumerate(figure.series):
        _panel(sheet, series, span, divmod(position, columns), position + 1)
    _hide_empty(sheet, len(figure.series), rows * columns)
    sheet.chart.update_layout(height=height, margin={"l": 40, "r": 52, "t": HEAD, "b": FOOT})


def _panel(sheet: Sheet, series: Series, span: Span, where: tuple[int, int], number: int) -> None:
    chart, figure = sheet.chart, sheet.figure
    suffix = "" if number == 1 else str(number)
    axes = {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
    refs = {"xref": f"x{suffix}", "yref": f"y{suffix}"}
    for other in figure.series:
        if other.id != series.id:
            _behind(sheet, other, axes)
    for trace in [line(sheet, series, span, 0.0), *ranges(sheet, series, span)]:
        chart.add_trace(trace.update(axes))
    rules(sheet, span, **refs)
    _words(sheet, series, suffix)
    ends = [figure.periods[0], figure.periods[-1]] if len(figure.periods) > 1 else list(figure.periods)
    axis = figure.axis
    chart.update_xaxes(
        range=[span.first - span.wide * 0.06, span.last + span.wide * 0.06],
        tickvals=[p.x for p in ends],
        ticktext=[str(p.x) if sheet.narrow else safe(p.text) for p in ends],
        tickfont={"size": 13},
        row=where[0] + 1,
        col=where[1] + 1,
    )
    chart.update_yaxes(
        range=value_range(figure),
        tickvals=list(axis.ticks),
        ticktext=[axis.tick_text(v) for v in axis.ticks],
        tickfont={"size": 13},
        row=where[0] + 1,
        col=where[1] + 1,
    )


def _behind(sheet: Sheet, other: Series, axes: dict[str, str]) -> None:
    xs: list[int | None] = []
    ys: list[float | None] = []
    for run in other.runs(sheet.figure.break_years(), sheet.figure.step):
        xs += [*([None] if xs else []), *[p.x for p in run]]
        ys += [*([None] if ys else []), *[p.value for p in run]]
    look = {"color": sheet.colors["rule"], "width": 1.4}
    sheet.chart.add_trace(go.Scatter(x=xs, y=ys, mode="lines", line=look, connectgaps=False, hoverinfo="skip", **axes))


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


def _hide_empty(sheet: Sheet, used: int, there: int) -> None:
    for number in range(used + 1, there + 1):
        sheet.chart.update_layout({f"xaxis{number}": {"visible": False}, f"yaxis{number}": {"visible": False}})
