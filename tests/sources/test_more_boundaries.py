"""Places, ZIP code areas and school districts: the right file for each, whole or a typed error, kept by its mark (W01 to W07)."""

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest
import requests
from shapely.geometry import box

from geo.errors import BoundaryError
from sources.boundary_shapes import read
from sources.cache import Cache
from sources.errors import BadAnswer, BadRequest, Forbidden, NotPublished, SourceError, Throttled, Unavailable
from sources.more_boundaries import addresses, cartographic, keys
from tests.sources.acs_recorded import HTML_TYPE, TEXT_TYPE, Reply, session

GONE = Reply(404, b"<html><title>404 Not Found</title></html>", HTML_TYPE)
FORBIDDEN = b"<html><title>403 Forbidden</title>You don't have permission to access this resource.</html>"
ZIP_TYPE = {"Content-Type": "application/zip", "ETag": '"one"'}


def zipped(ids: dict[str, str], column: str = "AFFGEOID", name: str = "NAME", without: str = "") -> bytes:
    """A boundary file with these full identifiers and names."""
    shapes = [box(-73 + i, 41, -72 + i, 42) for i in range(len(ids))]
    frame = gpd.GeoDataFrame({column: list(ids), name: list(ids.values())}, geometry=shapes, crs="EPSG:4269")
    sink = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(sink, "w") as archive:
        frame.to_file(Path(folder) / "cb.shp")
        for path in sorted(Path(folder).iterdir()):
            if path.suffix != without:
                archive.write(path, path.name)
    return sink.getvalue()


PLACES = zipped({"1600000US0952000": "New Haven", "1600000US0908000": "Bridgeport"})
DISTRICTS = {
    "unsd": {"9700000US0902790": "New Haven School District"},
    "elsd": {"9500000US0900060": "Andover School District"},
}


def districts(asked: requests.PreparedRequest) -> Reply:
    """A state with unified and elementary districts and no file of secondary ones."""
    kind = str(asked.url).rsplit("/", 1)[1].split("_")[3]
    return Reply(200, zipped(DISTRICTS[kind], "GEOIDFQ"), ZIP_TYPE) if kind in DISTRICTS else GONE


@pytest.mark.parametrize(
    ("level", "vintage", "state", "files"),
    [
        ("place", 2023, "09", ["GENZ2023/shp/cb_2023_09_place_500k.zip"]),
        ("zcta", 2018, "us", ["GENZ2019/shp/cb_2019_us_zcta510_500k.zip"]),
        ("zcta", 2023, "09", ["GENZ2020/shp/cb_2020_us_zcta520_500k.zip"]),
        (
            "school_district",
            2022,
            "09",
            [f"GENZ2022/shp/cb_2022_09_{kind}_500k.zip" for kind in ("unsd", "elsd", "scsd")],
        ),
    ],
)
def test_which_file_serves(level: str, vintage: int, state: str, files: list[str]) -> None:
    assert addresses(vintage, level, state) == [f"https://www2.census.gov/geo/tiger/{file}" for file in files]
    assert len(keys(vintage, level, state)) == len(files)


def test_a_level_vintage_or_state_without_files_is_refused_before_asking() -> None:
    for vintage, level, state, kind in (
        (2023, "tract", "09", BadRequest),
        (2023, "place", "us", BadRequest),
        (2012, "place", "09", NotPublished),
    ):
        with pytest.raises(kind):
            addresses(vintage, level, state)


@pytest.mark.parametrize(
    ("level", "body", "some"),
    [
        ("place", PLACES, "0952000"),
        ("zcta", zipped({"860Z200US06103": "06103"}, "AFFGEOID20", "ZCTA5CE20"), "06103"),
        ("zcta", zipped({"8600000US06103": "06103"}, "AFFGEOID10", "ZCTA5CE10"), "06103"),
    ],
)
def test_areas_are_read_and_kept_by_their_mark(level: str, body: bytes, some: str, tmp_path: Path) -> None:
    def reply(asked: requests.PreparedRequest) -> Reply:
        return Reply(304, b"", ZIP_TYPE) if asked.headers.get("If-None-Match") else Reply(200, body, ZIP_TYPE)

    service, adapter, _ = session(reply)
    for _ in range(2):
        got = cartographic(service, Cache(tmp_path), 2023, level, "09")
        assert got["geoid"].tolist() == sorted(got["geoid"])
        assert some in set(got["geoid"])
        assert got.crs == "EPSG:4326"
    assert len(adapter.urls) == 2


def test_w05_districts_of_one_kind_may_be_missing_but_not_of_all(tmp_path: Path) -> None:
    got = cartographic(session(districts)[0], Cache(tmp_path), 2022, "school_district", "09")
    assert got[["geoid", "level", "name"]].values.tolist() == [
        ["0900060", "school_district", "Andover School District"],
        ["0902790", "school_district", "New Haven School District"],
    ]
    with pytest.raises(NotPublished, match="cb_2026_09_unsd"):
        cartographic(session(GONE)[0], Cache(tmp_path), 2026, "school_district", "09")


CASES: list[tuple[str, Callable[[], Reply], type[SourceError], int, str]] = [
    ("W01", lambda: Reply(403, FORBIDDEN, HTML_TYPE), Forbidden, 4, "not served"),
    ("W02", lambda: Reply(200, b"<html>maintenance", {"Content-Type": "application/zip"}), BadAnswer, 1, "web page"),
    ("W02 text", lambda: Reply(200, b"maintenance", TEXT_TYPE), BadAnswer, 1, "no zip file"),
    (
        "W03",
        lambda: Reply(200, PLACES[:200], {**ZIP_TYPE, "Content-Length": str(len(PLACES))}),
        BadAnswer,
        4,
        "cut off",
    ),
    ("W03 inside", lambda: Reply(200, PLACES[:-90], ZIP_TYPE), BadAnswer, 1, "not a whole boundary file"),
    ("W04", lambda: Reply(200, zipped({"1600000US0952000": "x"}, without=".dbf"), ZIP_TYPE), BadAnswer, 1, "without"),
    ("W06", lambda: Reply(429, b"Too Many Requests", TEXT_TYPE), Throttled, 4, "too often"),
    ("W06 503", lambda: Reply(503, b"", TEXT_TYPE), Unavailable, 4, "trouble"),
]


@pytest.mark.parametrize(("case", "reply", "kind", "asked", "says"), CASES, ids=[case[0] for case in CASES])
def test_refused(
    case: str, reply: Callable[[], Reply], kind: type[SourceError], asked: int, says: str, tmp_path: Path
) -> None:
    service, adapter, _ = session(reply())
    with pytest.raises(kind, match=says):
        cartographic(service, Cache(tmp_path), 2023, "place", "09")
    assert len(adapter.urls) == asked, case
    assert not list(tmp_path.rglob("*.zip"))
    first = cartographic(session(Reply(200, PLACES, ZIP_TYPE))[0], Cache(tmp_path), 2023, "place", "09")
    cache = Cache(tmp_path)
    again = cartographic(session(reply())[0], cache, 2023, "place", "09")
    assert again["geoid"].tolist() == first["geoid"].tolist()
    assert len(cache.problems()) == 1


def test_other_areas_than_asked_are_refused() -> None:
    with pytest.raises(BoundaryError, match="not of this level: 1 of 1 area, for example '1400000US09170140100'"):
        read(zipped({"1400000US09170140100": "Tract"}), "place", 2023)
    with pytest.raises(BoundaryError, match="expected one of the columns"):
        read(zipped({"1600000US0952000": "x"}, column="ID"), "place", 2023)
