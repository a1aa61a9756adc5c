"""Points on the map: the public schools, and the layers a community declares."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

import orjson
import pandas as pd

from geo.declared import Community, MapLayer
from indicators.feeds.connecticut import serves as has_connecticut
from indicators.feeds.feed import Ask
from sources import edge, gtfs, school_directory
from sources.arcgis import ArcGis
from sources.table.fetch import content
from sources.table.points import points as placed
from sources.table.reading import load

SCHOOLS = "schools"
COLUMNS = ("id", "name", "kind", "latitude", "longitude")


class Placed(NamedTuple):
    """Points with columns COLUMNS (degrees, EPSG:4326), by name, and a sentence for what was left out."""

    rows: pd.DataFrame
    problems: list[str]


def questions(community: Community) -> dict[str, tuple[str, Callable[[Ask], Placed]]]:
    """For each layer of the community by id: its name in the plan, and how it is asked for."""
    found: dict[str, tuple[str, Callable[[Ask], Placed]]] = {}
    if community.districts:
        near = has_connecticut(community)
        found[SCHOOLS] = ("school directory", _directory) if near else ("school points of the nation", _national)
    for layer in community.layers:
        ask = _stops if layer.kind == "gtfs" else _listed
        found[layer.id] = f"layer {layer.id}", partial(ask, layer)
    return found


def _directory(ask: Ask) -> Placed:
    districts = [d.name for d in ask.community.districts]
    found = school_directory.schools(ask.session, ask.cache, districts)
    return Placed(found.rows.assign(kind=found.rows["grades"])[list(COLUMNS)], found.problems)


def _national(ask: Ask) -> Placed:
    """The schools of the community's districts, where its state's own directory is not read here."""
    found = edge.points(ArcGis(ask.session, ask.cache), ask.community.state)
    mine = found.rows[found.rows["leaid"].isin([d.leaid for d in ask.community.districts])]
    return Placed(mine.assign(id=mine["geoid"], kind="")[list(COLUMNS)].reset_index(drop=True), found.problems)


def _stops(layer: MapLayer, ask: Ask) -> Placed:
    found = gtfs.fetch(ask.session, ask.cache, gtfs.Feed(layer.id, layer.publisher, layer.url, layer.licence))
    return Placed(found.rows[list(COLUMNS)], found.problems)


def _listed(layer: MapLayer, ask: Ask) -> Placed:
    if layer.declaration is None:
        raise ValueError(f"The layer {layer.id} has no declaration.")
    declaration = load(layer.declaration)
    found = placed(declaration, content(ask.session, ask.cache, declaration), declaration.filename)
    return Placed(found.rows[list(COLUMNS)], found.problems)


def files(found: Mapping[str, Placed]) -> dict[str, bytes]:
    """File name → points as JSON records, by name; what a release keeps."""
    return {f"{name}.json": orjson.dumps(layer.rows.to_dict("records")) for name, layer in sorted(found.items())}


def about(community: Community, found: Mapping[str, Placed]) -> list[dict[str, Any]]:
    """What the site says of each layer it can show: id, and of those the community declares the names, publisher, licence."""
    declared = {layer.id: _said(layer) for layer in community.layers}
    return [{"id": name} | declared.get(name, {}) for name in sorted(found)]


def _said(layer: MapLayer) -> dict[str, Any]:
    names = dict(zip(("en", "es"), layer.name, strict=True))
    return {"name": names, "publisher": layer.publisher, "licence": layer.licence}
