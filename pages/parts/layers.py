"""The measure under schools, bus stops or stores: a layered map without a base map, and a list that says the same."""

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
import pandas as pd
import pydeck as pdk
import streamlit as st
from shapely.geometry import Point, shape

from charts.figure import AreaFigure
from charts.tokens import theme
from pages.parts import controls, html
from pages.parts.here import Here
from pages.parts.html import esc

Feature = dict[str, Any]


@dataclass(frozen=True)
class Spot:
    """One point of a layer; `kind` is the grades of a school, the type of a store."""

    name: str
    kind: str
    longitude: float
    latitude: float


def draw(here: Here, figure: AreaFigure, level: str) -> None:
    """A section that stays closed until asked for, since the layered map is the heaviest thing on the site."""
    html.put(
        f'<div class="sec"><h2>{esc(here.t("layers.title"))}</h2><p class="sub">{esc(here.t("layers.sub"))}</p></div>',
        here.lang,
    )
    layers = {layer["id"]: layer for layer in here.store.layers()}
    show = {"none": here.t("layers.none")} | {
        i: here.t("layers.show", what=_named(here, la)) for i, la in layers.items()
    }
    choice = controls.Choice("layers", here.t("layers.label"), tuple(show), show.__getitem__, "none")
    chosen = layers.get(controls.pick(here, choice))
    if chosen is None or figure.shapes is None:
        return
    features = areas(figure.shapes)
    found = placed(spots(here.store.points_path(chosen["id"])), features)
    deck = _deck(here, figure, features, found)
    what = _named(here, chosen)
    st.pydeck_chart(deck, height=520, key="layers", alt=here.t("layers.alt", title=figure.title, what=what))
    html.put(_list(here, figure, found, (level, chosen)), here.lang)


def _named(here: Here, layer: dict[str, Any]) -> str:
    """The layer's name: the community's own, or that of the public schools."""
    return layer["name"][here.lang] if "name" in layer else here.t("layers.schools")


@lru_cache(maxsize=16)
def areas(path: Path) -> tuple[Feature, ...]:
    """The areas of a quantised topology as GeoJSON features."""
    topology = orjson.loads(path.read_bytes())
    arcs = [_absolute(arc, topology["transform"]) for arc in topology["arcs"]]
    return tuple(_feature(geometry, arcs) for geometry in topology["objects"]["areas"]["geometries"])


def _absolute(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[float, float]]:
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append(
            (
                x * transform["scale"][0] + transform["translate"][0],
                y * transform["scale"][1] + transform["translate"][1],
            )
        )
    return points


def _feature(geometry: Feature, arcs: list[list[tuple[float, float]]]) -> Feature:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
    coordinates = [[_ring(ring, arcs) for ring in polygon] for polygon in polygons]
    name = geometry.get("properties", {}).get("name", "")
    return {
        "type": "Feature",
        "id": str(geometry["id"]),
        "properties": {"id": str(geometry["id"]), "name": name},
        "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
    }


def _ring(indices: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for index in indices:
        arc = arcs[~index][::-1] if index < 0 else arcs[index]
        points += arc[1:] if points else arc
    return points


@lru_cache(maxsize=4)
def spots(path: Path) -> tuple[Spot, ...]:
    """The points of a layer, by name."""
    read = [
        Spot(s["name"], s["kind"], float(s["longitude"]), float(s["latitude"])) for s in orjson.loads(path.read_bytes())
    ]
    return tuple(sorted(read, key=lambda s: s.name))


def placed(points: tuple[Spot, ...], features: tuple[Feature, ...]) -> list[tuple[Spot, str]]:
    """Points that lie in one of the areas, with the area's id."""
    outlines = [(f["id"], shape(f["geometry"])) for f in features if f["geometry"]["coordinates"]]
    inside = [(s, next((a for a, o in outlines if o.covers(Point(s.longitude, s.latitude))), "")) for s in points]
    return [(spot, area) for spot, area in inside if area]


def _deck(here: Here, figure: AreaFigure, features: tuple[Feature, ...], found: list[tuple[Spot, str]]) -> pdk.Deck:
    colors = theme("dark" if here.theme == "dark" else "light")
    fills = {a.id: _rgb(colors.sequential[a.fill - 1] if a.fill else colors["panel"]) for a in figure.areas}
    words = {a.id: f"{a.name}: {a.point.text}" for a in figure.areas}
    drawn = [
        f
        | {
            "properties": {
                "fill": fills.get(f["id"], [0, 0, 0, 0]),
                "said": words.get(f["id"], f["properties"]["name"]),
            }
        }
        for f in features
    ]
    points = [{"at": [s.longitude, s.latitude], "properties": {"said": s.name}} for s, _ in found]
    options: dict[str, Any] = {
        "map_provider": None,  # and no map_style: with one, Streamlit would ask a tile service for a base map
        "tooltip": {"text": "{properties.said}"},
    }
    layers = [_fill_layer(drawn, colors["paper"]), _point_layer(points, colors["ink"], colors["beam"])]
    return pdk.Deck(layers=layers, initial_view_state=_view(features, 330 if here.narrow else 480), **options)


def _fill_layer(drawn: list[Feature], edge: str) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        id="areas",
        data={"type": "FeatureCollection", "features": drawn},
        get_fill_color="properties.fill",
        get_line_color=_rgb(edge),
        line_width_min_pixels=1.6,
        pickable=True,
    )


def _point_layer(points: list[Feature], ink: str, beam: str) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        id="points",
        data=points,
        get_position="at",
        get_fill_color=_rgb(beam),
        get_line_color=_rgb(ink),
        stroked=True,
        line_width_min_pixels=2,
        get_radius=60,
        radius_min_pixels=6,
        radius_max_pixels=9,
        pickable=True,
    )


def _view(features: tuple[Feature, ...], pixels: int) -> pdk.ViewState:
    """The middle of the areas, so near that they fill so many pixels."""
    points = [p for f in features for polygon in f["geometry"]["coordinates"] for ring in polygon for p in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    span = max(east - west, (north - south) / math.cos(math.radians(south)), 0.001)
    zoom = math.log2(360 * pixels / 512 / span)
    return pdk.ViewState(
        latitude=(south + north) / 2, longitude=(west + east) / 2, zoom=zoom, min_zoom=zoom - 1, max_zoom=16
    )


def _rgb(color: str) -> list[int]:
    return [int(color[i : i + 2], 16) for i in (1, 3, 5)]


def _list(here: Here, figure: AreaFigure, found: list[tuple[Spot, str]], shown: tuple[str, dict[str, Any]]) -> str:
    level, layer = shown
    words = {a.id: (a.name, a.point.text) for a in figure.areas}
    schools = "name" not in layer
    head = [
        here.t("layers.school" if schools else "layers.name"),
        here.t("layers.grades" if schools else "layers.kind"),
    ]
    measure, area = here.measure(figure.measure).name[here.lang], here.t(f"level_one.{level}")
    head += [area, here.t("layers.in_area", measure=measure, area=area.lower())]
    lines = [(s.name, s.kind, *words.get(area, ("", ""))) for s, area in found]
    told = here.t("layers.source") if schools else f"{_named(here, layer)}: {layer['publisher']}, {layer['licence']}."
    note = f'<p class="note"><b>{esc(here.t("chart.source"))}</b> {esc(told)}</p>'
    title = here.t("layers.list", what=_named(here, layer))
    return html.table(pd.DataFrame(lines, columns=head), title, head[-1:]) + note
