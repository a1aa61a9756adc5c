"""A publisher's list of places as points on the map, by declaration."""

from typing import NamedTuple

import pandas as pd

from geo.counted import counted
from sources.errors import Drift
from sources.table import container, header
from sources.table.declaration import Declaration, Points
from sources.table.marks import number
from sources.table.places import meets

COLUMNS = ("id", "name", "kind", "latitude", "longitude")


class Placed(NamedTuple):
    """Places with a position, columns COLUMNS (degrees, EPSG:4326), ordered by name, and a sentence for what was left out."""

    rows: pd.DataFrame
    problems: list[str]


def points(declaration: Declaration, content: bytes, filename: str) -> Placed:
    """The places of a table. Raises Drift when a declared column is lost, when no row is left or no row has a position."""
    declared, layout = declaration.points, declaration.layout
    if declared is None:
        raise Drift(f"{filename}: {declaration.id} declares observations, not [points].")
    used = [*declared.id, declared.name, declared.latitude, declared.longitude, declared.kind, *declared.when]
    names = [c for c in dict.fromkeys(used) if c]
    rows = container.rows(content, filename, layout.member, layout.sheet)
    head, rest = header.find(rows, [declaration.alternatives(name) for name in names], layout.header_rows, filename)
    body = header.body(rest, head, layout.footnotes, filename)
    at = [head.places(declaration.alternatives(name))[0] for name in names]
    frame = pd.DataFrame(list(header.picked(body, at)), columns=names, dtype="str")
    return _placed(_tidy(frame[meets(frame, declared.when)], declared), declaration.title, filename)


def _tidy(frame: pd.DataFrame, declared: Points) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": frame[list(declared.id)].agg("-".join, axis=1),
            "name": frame[declared.name].str.split().str.join(" "),
            "kind": frame[declared.kind] if declared.kind else "",
            "latitude": degrees(frame[declared.latitude], 90),
            "longitude": degrees(frame[declared.longitude], 180),
        }
    )


def degrees(column: pd.Series, most: float) -> pd.Series:
    """Degrees as numbers; empty where the text is none, is beyond the globe, or is 0 (the usual sign for unknown)."""
    found = column.map(lambda cell: number(cell.strip())).astype("float64")
    return found.where((found.abs() <= most) & (found != 0))


def _placed(found: pd.DataFrame, title: str, where: str) -> Placed:
    placed = found.dropna(subset=["latitude", "longitude"]).drop_duplicates("id")
    if placed.empty:
        raise Drift(
            f"{where}: none of {len(found)} rows has a position. Compare the declaration's conditions with the file."
        )
    without = sorted(set(found["id"]) - set(placed["id"]))
    problems = (
        [f"{title}: no position for {len(without)} of {counted(found['id'].nunique(), 'place')}."] if without else []
    )
    return Placed(placed.sort_values(["name", "id"], ignore_index=True)[list(COLUMNS)], problems)
