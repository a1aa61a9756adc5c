"""Stops on the map: a station once, nothing without a position, nothing lost in silence."""

from pathlib import Path

import pandas as pd
import pytest

from sources.cache import Cache
from sources.errors import BadAnswer, Drift
from sources.gtfs import Feed, fetch, stops
from tests.sources.service import Said, session
from tests.sources.workbooks import zipped

HEAD = "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station"
ROWS = [
    "u,Union  Station,41.30,-72.93,1,",
    "u1,Union Platform 1,41.30,-72.93,0,u",
    "u2,Union Door,41.30,-72.93,2,u",
    "u3,Union Node,,,3,u",
    "e,Elm St,41.31,-72.92,,",
    "n,Nowhere,,,0,",
    "o,Off the Globe,141.3,-72.9,0,",
    "p,Orphan Platform,41.32,-72.91,0,gone",
]
ZIP_TYPE = {"Content-Type": "application/zip", "ETag": '"1"'}


def feed(rows: list[str], head: str = HEAD) -> bytes:
    """A made-up feed."""
    return zipped({"agency.txt": b"x", "stops.txt": ("\ufeff" + "\n".join([head, *rows, ""])).encode()})


def test_a_station_stands_for_its_platforms() -> None:
    found = stops(feed(ROWS), "Elm Transit")
    assert found.rows.to_dict("list") == {
        "id": ["e", "p", "u"],
        "name": ["Elm St", "Orphan Platform", "Union Station"],
        "kind": ["stop", "stop", "station"],
        "latitude": [41.31, 41.32, 41.3],
        "longitude": [-72.92, -72.91, -72.93],
    }
    assert found.problems == ["Elm Transit: no position for 2 of 5 stops."]


def test_optional_columns_may_be_absent() -> None:
    found = stops(feed(["e,Elm St,41.31,-72.92"], "stop_id,stop_name,stop_lat,stop_lon"), "Elm Transit")
    assert found.rows["kind"].tolist() == ["stop"]


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"<html>", BadAnswer, "expected a GTFS zip"),
        (zipped({"agency.txt": b"x", "routes.txt": b"y"}), BadAnswer, "stops.txt"),
        (feed(ROWS, HEAD.replace("stop_lat", "lat")), Drift, "stop_lat"),
        (feed(["e,Elm,0,0,0,"]), Drift, "none of 1 stops"),
        (feed(["e,Elm,41,-72,9,"]), Drift, r"not known: \['9'\]"),
    ],
)
def test_a_feed_that_is_none_stops(content: bytes, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        stops(content, "Elm Transit")


def test_a_broken_feed_never_replaces_the_one_held(tmp_path: Path) -> None:
    elm = Feed("elm", "Elm Transit", "https://elm.example/gtfs.zip", "CC BY 4.0")
    broken = feed(ROWS, HEAD.replace("stop_lat", "lat"))
    talk, _ = session(Said(200, feed(ROWS), ZIP_TYPE), Said(304), Said(200, broken, ZIP_TYPE))
    first = fetch(talk, Cache(tmp_path), elm)
    pd.testing.assert_frame_equal(fetch(talk, Cache(tmp_path), elm).rows, first.rows)
    with pytest.raises(Drift, match="stop_lat"):
        fetch(talk, Cache(tmp_path), elm)
    held = Cache(tmp_path, offline=True)
    pd.testing.assert_frame_equal(fetch(talk, held, elm).rows, first.rows)
    assert held.entries()[0].licence == "CC BY 4.0"
