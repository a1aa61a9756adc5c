"""Plotly templates for both themes: paper ground, no legend, no zoom, gaps left open.

Show with theme=None: Streamlit's own chart theme would overwrite the template.
"""

from functools import cache
from typing import Any

import plotly.graph_objects as go

from charts.tokens import ThemeName, theme, tokens

FONT = "Public Sans, Arial, sans-serif"


@cache
def template(name: ThemeName) -> go.layout.Template:
    """The template of the light or the dark theme."""
    s = theme(name).surface
    axis: dict[str, Any] = {
        "gridcolor": s["rule"],
        "gridwidth": 1,
        "zeroline": False,
        "fixedrange": True,
        "ticklabelstandoff": 4,
        "tickfont": {"size": 14, "color": s["muted"]},
        "title": {"font": {"size": 14, "color": s["muted"]}},
    }
    line_axis = {"showgrid": False, "showline": True, "linecolor": s["line"]}
    ticks = {"ticks": "outside", "tickcolor": s["line"], "ticklen": 5}
    scales = {k: [[i / 9, c] for i, c in enumerate(tokens()[name][f"{k}10"])] for k in ("sequential", "diverging")}
    layout = {
        "font": {"family": FONT, "size": 15, "color": s["ink"]},
        "paper_bgcolor": s["paper"],
        "plot_bgcolor": s["paper"],
        "showlegend": False,
        "dragmode": False,
        "xaxis": axis | line_axis | ticks,
        "yaxis": axis,
        "hoverlabel": {"bgcolor": s["ink"], "bordercolor": s["ink"], "font": {"color": s["paper"], "size": 15}},
        "colorway": list(theme(name).group.values()),
        "colorscale": scales,
    }
    return go.layout.Template(layout=layout)
