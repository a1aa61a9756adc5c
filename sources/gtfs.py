"""Stops of public transport on the map, from an agency's GTFS feed (a zip with stops.txt).

Source: General Transit Feed Specification, gtfs.org/documentation/schedule/reference, stops.txt.
"""

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from geo.counted import counted
from sources.answer import MEGABYTE, ZIP
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.errors import BadAnswer, Drift
from sources.session import Session
from sources.table import container, header
from sources.table.points import COLUMNS, degrees

NEEDED = ("stop_id", "stop_name", "stop_lat", "stop_lon")
OPTIONAL = ("location_type", "parent_station")
# location_type: empty or 0 a stop or platform, 1 a station, 2 an entrance, 3 a node within, 4 a boarding area.
STOP, STATION, WITHIN = ("", "0"), "1", ("2", "3", "4")


@dataclass(frozen=True)
class Feed:
    """An agency's feed: a short id, its name, where it is published and under what licence."""

    id: str
    agency: str
    url: str
    licence: str = ""


class Stops(NamedTuple):
    """Stations and single stops (columns id, name, kind, latitude, longitude; EPSG:4326), and a sentence for what was left out."""

    rows: pd.DataFrame
    problems: list[str]


def fetch(session: Session, cache: Cache, feed: Feed) -> Stops:
    """The feed's stops, asked for by its ETag. Raises typed SourceErrors; Drift and BadAnswer leave the copy held as it is."""

    def ask(held: Sidecar | None) -> Fetched | None:
        headers = held.conditional() if held else None
        answer = session.get(feed.url, headers=headers, accept=ZIP, deadline_s=300, max_bytes=400 * MEGABYTE)
        if answer.status == 304:
            return None
        stops(answer.body, feed.agency)
        return Fetched(answer.body, answer, feed.licence, f"{feed.agency}, GTFS feed, {feed.url}")

    return stops(cache.blob(CacheKey("gtfs", f"{feed.id}.zip"), ask, immutable=False), feed.agency)


def stops(content: bytes, where: str) -> Stops:
    """A station stands for its platforms; entrances and nodes within are left out. Raises Drift for a lost column or no stop at all."""
    frame = _table(content, where)
    unknown = sorted(set(frame["location_type"]) - {*STOP, STATION, *WITHIN})
    if unknown:
        raise Drift(f"{where}: stops.txt has location types not known: {unknown}. Compare with the GTFS reference.")
    stations = set(frame.loc[frame["location_type"] == STATION, "stop_id"])
    within = frame["location_type"].isin(WITHIN) | frame["parent_station"].isin(stations)
    chosen = frame[~within | frame["stop_id"].isin(stations)].drop_duplicates("stop_id")
    found = pd.DataFrame(
        {
            "id": chosen["stop_id"],
            "name": chosen["stop_name"].str.split().str.join(" "),
            "kind": chosen["location_type"].map(lambda kind: "station" if kind == STATION else "stop"),
            "latitude": degrees(chosen["stop_lat"], 90),
            "longitude": degrees(chosen["stop_lon"], 180),
        }
    )
    placed = found.dropna(subset=["latitude", "longitude"])
    if placed.empty:
        raise Drift(f"{where}: none of {len(frame)} stops has a position. Download the feed again.")
    without = len(found) - len(placed)
    problems = [f"{where}: no position for {without} of {counted(len(found), 'stop')}."] if without else []
    return Stops(placed.sort_values(["name", "id"], ignore_index=True)[list(COLUMNS)], problems)


def _table(content: bytes, where: str) -> pd.DataFrame:
    if not content.startswith(b"PK"):
        raise BadAnswer(
            f"{where}: expected a GTFS zip, found something else. Look at the agency's page for developers."
        )
    rows = container.rows(content, where, member="stops.txt")
    head, rest = header.find(rows, [(name,) for name in NEEDED], 1, f"{where}, stops.txt")
    names = [name for name in (*NEEDED, *OPTIONAL) if head.places([name])]
    at = [head.places([name])[0] for name in names]
    body = header.body(rest, head, False, f"{where}, stops.txt")
    frame = pd.DataFrame(list(header.picked(body, at)), columns=names, dtype="str")
    return frame.reindex(columns=[*NEEDED, *OPTIONAL], fill_value="")
