"""The right cartographic file for each vintage, whole or a typed error, kept and asked for by its mark (W01 to W07, W12)."""

import io
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from geo.boundaries import from_cartographic
from sources import boundary_files
from sources.boundary_files import blob, file_year, key
from sources.cache import Cache
from sources.errors import BadAnswer, BadRequest, Forbidden, NotPublished, SourceError, Throttled, Unavailable
from sources.session import Pace, Session
from tests.sources.service import Said, session

TRACT = "cb_2022_09_tract_500k.zip"
NO_WAIT = Pace(sleep=lambda _: None)


def cartographic(asking: Session, cache: Cache, vintage: int, level: str, state: str) -> gpd.GeoDataFrame:
    """The state's areas, read as the build reads them."""
    areas = from_cartographic(blob(asking, cache, vintage, level, state), level, vintage)
    return areas[areas["geoid"].str.startswith(state)].reset_index(drop=True)


@pytest.mark.parametrize(
    ("level", "vintage", "year"),
    [
        *[("tract", vintage, 2019) for vintage in (2010, 2018, 2019)],
        *[("tract", vintage, 2021) for vintage in (2020, 2021)],
        *[("tract", vintage, vintage) for vintage in (2022, 2023, 2024)],
        *[("county", vintage, year) for vintage, year in ((2018, 2019), (2020, 2021), (2023, 2023))],
        *[("county_subdivision", vintage, 2021) for vintage in (2018, 2021)],
        *[("county_subdivision", vintage, year) for vintage, year in ((2022, 2023), (2023, 2023), (2024, 2024))],
    ],
)
def test_vintages_that_share_areas_share_a_file(level: str, vintage: int, year: int) -> None:
    assert file_year(vintage, level) == year


def test_a_vintage_or_level_without_files_is_refused_before_asking() -> None:
    with pytest.raises(NotPublished, match="2010"):
        file_year(2009, "tract")
    with pytest.raises(BadRequest, match="neighborhood"):
        file_year(2022, "neighborhood")


@pytest.mark.real
@pytest.mark.parametrize(
    ("level", "vintage", "areas", "some"),
    [
        ("tract", 2018, 829, "09009140300"),
        ("tract", 2021, 879, "09009140300"),
        ("tract", 2022, 879, "09170140300"),
        ("county", 2021, 8, "09009"),
        ("county", 2022, 9, "09170"),
        ("county_subdivision", 2019, 169, "0900952070"),
        ("county_subdivision", 2022, 169, "0917052070"),
    ],
)
def test_areas_carry_the_vintage_they_serve(
    upstream: Any, tmp_path: Path, level: str, vintage: int, areas: int, some: str
) -> None:
    with Session(mirror=upstream.base_url) as asking:
        got = cartographic(asking, Cache(tmp_path), vintage, level, "09")
    assert (len(got), set(got["vintage"]), set(got["level"])) == (areas, {vintage}, {level})
    assert some in set(got["geoid"])
    assert got.crs == "EPSG:4326"


@pytest.mark.real
def test_w05_a_file_that_is_not_out_yet_is_told_as_such(upstream: Any, tmp_path: Path) -> None:
    with Session(mirror=upstream.base_url) as asking, pytest.raises(NotPublished, match="cb_2025_09_tract_500k"):
        cartographic(asking, Cache(tmp_path), 2025, "tract", "09")
    assert not (tmp_path / "census_boundaries" / "cb_2025_09_tract_500k.zip").exists()


@pytest.mark.real
def test_w07_an_unchanged_file_is_asked_for_by_its_mark(upstream: Any, tmp_path: Path) -> None:
    digests = set()
    with Session(mirror=upstream.base_url) as asking:
        for _ in range(2):
            cache = Cache(tmp_path)
            assert len(cartographic(asking, cache, 2022, "county", "09")) == 9
            assert len(cartographic(asking, cache, 2022, "county", "09")) == 9
            digests.add(cache.digest())
        upstream.faults.append({"match": "county", "times": 1, "headers": {"ETag": '"other"'}})
        again = Cache(tmp_path)
        assert len(cartographic(asking, again, 2022, "county", "09")) == 9
        digests.add(again.digest())
    assert [entry["status"] for entry in upstream.log] == [200, 304, 304]
    assert len(digests) == 1


def zipped(*names: str) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name in names:
            archive.writestr(name, b"x" * 20)
    return sink.getvalue()


WHOLE = zipped("a.shp", "a.shx", "a.dbf", "a.prj")
APACHE = b"<title>403 Forbidden</title> You don't have permission to access this resource."
BAD: list[tuple[str, Said, type[SourceError]]] = [
    ("W01", Said(403, APACHE, {"Content-Type": "text/html"}), Forbidden),
    ("W02", Said(200, b"<html>maintenance</html>", {"Content-Type": "text/html"}), BadAnswer),
    ("W02-typed-zip", Said(200, b"<html>maintenance</html>", {"Content-Type": "application/zip"}), BadAnswer),
    ("W03", Said(200, WHOLE[:60], {"Content-Length": str(len(WHOLE))}), BadAnswer),
    ("W03-well-formed", Said(200, WHOLE[:60]), BadAnswer),
    ("W04-prj", Said(200, zipped("a.shp", "a.shx", "a.dbf")), BadAnswer),
    ("W04-dbf", Said(200, zipped("a.shp", "a.shx", "a.prj")), BadAnswer),
    ("W04-path", Said(200, zipped("a.shp", "a.shx", "a.dbf", "a.prj", "../b.prj")), BadAnswer),
    ("W04-crc", Said(200, WHOLE.replace(b"x" * 20, b"x" * 19 + b"y", 1)), BadAnswer),
    ("W05", Said(404, b"<title>404 Not Found</title>"), NotPublished),
    ("W06-429", Said(429), Throttled),
    ("W06-503", Said(503), Unavailable),
]


@pytest.mark.parametrize(("said", "error"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_bad_file_is_never_kept_and_never_replaces_a_good_one(
    said: Said, error: type[SourceError], tmp_path: Path
) -> None:
    file = tmp_path / "census_boundaries" / TRACT
    with pytest.raises(error) as caught:
        boundary_files.blob(session(said)[0], Cache(tmp_path), 2022, "tract", "09")
    assert type(caught.value) is error
    assert not file.exists()
    boundary_files.blob(session(Said(200, WHOLE))[0], Cache(tmp_path), 2022, "tract", "09")
    cache = Cache(tmp_path)
    assert boundary_files.blob(session(said)[0], cache, 2022, "tract", "09") == WHOLE == file.read_bytes()
    assert [type(problem.error) for problem in cache.problems()] == [error]
    assert cache.entries()[0].status == "stale"


@pytest.mark.real
@pytest.mark.parametrize(
    "fault", [{"status": 503}, {"truncate_bytes": 900, "close": True}, {"status": 429, "headers": {"Retry-After": "1"}}]
)
def test_w03_w06_trouble_that_passes_is_waited_out(upstream: Any, tmp_path: Path, fault: dict[str, Any]) -> None:
    upstream.faults.append({"match": "county", "times": 2, **fault})
    with Session(mirror=upstream.base_url, pace=NO_WAIT) as asking:
        assert len(cartographic(asking, Cache(tmp_path), 2022, "county", "09")) == 9


@pytest.mark.real
def test_w12_tracts_of_water_have_numbers_and_no_shape(upstream: Any, tmp_path: Path) -> None:
    with Session(mirror=upstream.base_url) as asking:
        shapes = cartographic(asking, Cache(tmp_path), 2022, "tract", "09")
        rows = asking.get(
            "https://api.census.gov/data/2022/acs/acs5",
            params={"get": "GEO_ID", "for": "tract:*", "in": ["state:09", "county:*"], "key": "a" * 40},
        ).json()
    numbers, drawn = {row[0].removeprefix("1400000US") for row in rows[1:]}, set(shapes["geoid"])
    assert (len(numbers & drawn), len(numbers - drawn), drawn - numbers) == (879, 5, set())
    assert all(geoid[5:].startswith("99") for geoid in numbers - drawn)


def test_the_file_is_kept_under_its_own_name() -> None:
    assert key(2023, "county", "09").name == "cb_2023_us_county_500k.zip"
    assert key(2020, "county_subdivision", "09").name == "cb_2021_09_cousub_500k.zip"
