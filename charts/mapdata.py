"""What the map component receives with each rerun: an address of shapes, a short list of values, and words."""

from typing import Any

from charts.figure import AreaFigure
from charts.tokens import theme


def received(figure: AreaFigure, shapes_url: str) -> dict[str, Any]:
    """Values by area and the legend with colours of both themes; the shapes are fetched once from their address."""
    return {
        "shapes": shapes_url,
        "lang": figure.lang,
        "title": figure.title,
        "alt": figure.alt,
        "selected": figure.selected,
        "values": figure.values,
        "legend": [{"kind": e.kind, "key": e.key, "text": e.text} for e in figure.legend],
        "colors": {name: _colors(name) for name in ("light", "dark")},
    }


def _colors(name: str) -> dict[str, Any]:
    colors = theme("light" if name == "light" else "dark")
    keys = ("paper", "ink", "muted", "line", "beam")
    return {key: colors[key] for key in keys} | {
        "fill": list(colors.sequential),
        "label": list(colors.on_sequential),
    }
