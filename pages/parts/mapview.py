"""The map and its list as the browser receives them: shapes by address, values with each rerun, one selection for both."""

import math
from typing import Any

import streamlit as st

from charts import numbers
from charts.figure import Area, AreaFigure
from pages.parts import browser, routes
from pages.parts.here import Here

_WORDS = ("map", "nearer", "farther", "skip", "legend", "chosen", "failed", "nothing")


def draw(here: Here, figure: AreaFigure, key: str, compact: bool = False) -> None:
    """Draw the map with its list, or the list alone where the figure says so; a chosen area becomes the place."""
    browser.map_component(key, payload(here, figure, compact), _choose)


def _choose(area: str) -> None:
    st.query_params["place"] = area


def payload(here: Here, figure: AreaFigure, compact: bool = False) -> dict[str, Any]:
    """What a rerun sends: a few bytes an area."""
    shapes = None
    if figure.shapes is not None and not figure.as_list:
        shapes = routes.shapes_address(here.store.release.id, figure.shapes)
    words = {word: here.t(f"mapview.{word}") for word in _WORDS}
    words |= {"list": figure.list_title, "reading": " ".join(figure.list_key)}
    return {
        "lang": here.lang,
        "shapes": shapes,
        "selected": figure.selected,
        "compact": compact,
        "rows": [_row(here, figure, area) for area in figure.areas],
        "classes": [entry.text for entry in figure.legend if entry.kind == "class"] if shapes else [],
        "marks": [
            ["yours" if entry.kind == "chosen" else entry.key, entry.text]
            for entry in figure.legend
            if entry.kind != "class"
        ],
        "reference": _reference(figure),
        "axis": {
            "range": [figure.axis.low, figure.axis.high],
            "ticks": [[tick, figure.axis.tick_text(tick)] for tick in _few(figure.axis.ticks)],
        },
        "words": words,
    }


def _few(ticks: tuple[float, ...]) -> tuple[float, ...]:
    """At most four ticks, the first and the last among them, so that they have room beside names."""
    step = max(1, math.ceil((len(ticks) - 1) / 3))
    return ticks[::-1][::step][::-1]


def _reference(figure: AreaFigure) -> dict[str, Any] | None:
    if figure.reference is None:
        return None
    found = figure.reference
    return {
        "label": found.text,
        "value": round(found.value, 1),
        "low": round(found.low, 1),
        "high": round(found.high, 1),
    }


def _row(here: Here, figure: AreaFigure, area: Area) -> list[Any]:
    """id, name, class, printed number or status word, status, value, low, high, margin, clearly different, said aloud."""
    point, unit = area.point, figure.axis.unit
    margin = numbers.margin(point.moe, unit) if point.drawn and numbers.known(point.moe) else ""
    klass = area.fill - 1 if area.fill else None
    bounds = [round(v, 1) if numbers.known(v) else None for v in (point.low, point.high)]
    value = round(point.value, 1) if point.drawn else None
    return [
        area.id,
        area.name,
        klass,
        point.text,
        point.status,
        value,
        *bounds,
        margin,
        bool(point.differs),
        _said(here, figure, area),
    ]


def _said(here: Here, figure: AreaFigure, area: Area) -> str:
    """What a screen reader says after the name: 25%, between 19% and 31%, not clearly different from the city."""
    point = area.point
    parts = [point.text]
    if point.drawn and numbers.known(point.low) and point.moe > 0:
        parts.append(numbers.between(point.low, point.high, figure.axis.unit, here.lang, point.moe))
    if figure.reference is not None and point.differs is not None:
        key = "not_clear" if not point.differs else ("above" if point.value > figure.reference.value else "below")
        parts.append(here.t(f"chart.{key}", reference=figure.reference.name))
    return ", ".join(parts)


def locator(here: Here, figure: AreaFigure, key: str, words: str) -> None:
    """Where a place lies among its neighbors: no values, nothing to press."""
    if figure.shapes is None:
        return
    shapes = routes.shapes_address(here.store.release.id, figure.shapes)
    browser.map_component(
        key,
        {
            "lang": here.lang,
            "shapes": shapes,
            "selected": figure.selected,
            "locator": True,
            "compact": True,
            "rows": [],
            "classes": [],
            "marks": [],
            "reference": None,
            "words": {"map": words, "failed": here.t("mapview.failed")},
        },
    )
