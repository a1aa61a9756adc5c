"""Layers of points a community declares in community.toml: bus stops, food stores, libraries; whose list, under which terms."""

import re
import tomllib
from collections import Counter
from pathlib import Path

from geo.declared import MapLayer
from geo.section import Section

ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
TAKEN = ("none", "schools")
KINDS = ("gtfs", "table")


def read(top: Section) -> tuple[MapLayer, ...]:
    """The [[layers]] of the file, each id once. Raises CommunityError for a list that is not there or whose terms are not stated."""
    found = tuple(_layer(section) for section in top.tables("layers", optional=True))
    twice = [name for name, times in Counter(layer.id for layer in found).items() if times > 1]
    if twice:
        raise top.error(f'`layers` names the id "{twice[0]}" twice. Give each layer its own.')
    return found


def _layer(section: Section) -> MapLayer:
    layer_id, kind = section.text("id"), section.text("kind")
    if not ID.fullmatch(layer_id) or layer_id in TAKEN:
        raise section.error(
            f'`id` should be small letters, digits and _, such as "bus_stops", and not {" or ".join(TAKEN)}; found "{layer_id}".'
        )
    if kind not in KINDS:
        raise section.error(f'`kind` should be one of {", ".join(KINDS)}; found "{kind}".')
    names = section.table("name")
    declaration = _inside(section, section.text("declaration")) if kind == "table" else None
    layer = MapLayer(
        id=layer_id,
        kind=kind,
        name=(names.text("en"), names.text("es")),
        publisher=section.text("publisher"),
        licence=section.text("licence"),
        url=_address(section) if kind == "gtfs" else "",
        declaration=declaration,
        file=_table(section, declaration) if declaration else None,
    )
    names.close()
    section.close()
    return layer


def _address(section: Section) -> str:
    url = section.text("url")
    if not url.startswith("https://"):
        raise section.error(f'`url` should begin with https://, found "{url}".')
    return url


def _inside(section: Section, name: str) -> Path:
    """A file in the community's folder."""
    folder = section.path.parent.resolve()
    file = (folder / name).resolve()
    if not file.is_file() or folder not in file.parents:
        raise section.error(f"{name} is not in the community's folder. Put the file there or correct the name.")
    return file


def _table(section: Section, declaration: Path) -> Path | None:
    """The table that a declaration reads from the folder; None where it is fetched from an address."""
    try:
        path = tomllib.loads(declaration.read_text(encoding="utf-8")).get("source", {}).get("path", "")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise section.error(f"{declaration.name} is not readable TOML: {error}.") from None
    return _inside(section, str(path)) if path else None
