"""The figure as Plotly draws it on a page: direct labels, dashes and markers, margins, gaps left open, no legend, no zoom."""

from typing import Literal

import plotly.graph_objects as go

from charts import plotly_lines, plotly_multiples, plotly_rows, tokens
from charts.figure import AreaFigure, Figure
from charts.plotly_parts import Sheet
from charts.plotly_template import template
from charts.tokens import ThemeName

Width = Literal["phone", "desktop"]
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def draw(figure: Figure, theme: ThemeName = "light", width: Width = "desktop") -> go.Figure:
    """A Plotly figure without title, notes or source: the page sets those as text. Show it with theme=None and CONFIG."""
    sheet = Sheet(figure, tokens.theme(theme), narrow=width == "phone")
    if isinstance(figure, AreaFigure):
        plotly_rows.areas(sheet)
    elif not figure.series:
        blank = {"visible": False}
        sheet.layout.update(height=40, xaxis=blank, yaxis=blank)
    elif figure.kind == "dots":
        plotly_rows.dots(sheet)
    elif figure.kind == "multiples":
        plotly_multiples.draw(sheet)
    else:
        plotly_lines.draw(sheet)
    return sheet.chart(template(theme))
