"""Hostile and broken answers of the Census Data API: a typed error, the copy in the cache as it was, and no key in anything."""

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import requests
from urllib3.exceptions import ConnectTimeoutError

from sources import acs
from sources.acs_client import client
from sources.acs_request import AcsRequest, Area, RequestError
from sources.cache import Cache
from sources.errors import (
    BadAnswer,
    BadRequest,
    KeyInvalid,
    KeyMissing,
    NotPublished,
    SourceError,
    Throttled,
    Unavailable,
)
from tests.sources.acs_recorded import HTML_TYPE, JSON_TYPE, KEY, TEXT_TYPE, Reply, rows, session

TRACT = AcsRequest(2023, "B01003", ("B01003_001",), (Area("tract", "09", "170"),))
HEADER = ["GEO_ID", "B01003_001E", "B01003_001M", "state", "county", "tract"]
GOOD = rows(HEADER, ["1400000US09170140100", "3412", "311", "09", "170", "140100"])
MISSING = {"X-DataWebAPI-KeyError": "1", "Location": "https://api.census.gov/data/missing_key.html"}
INVALID = {"X-DataWebAPI-KeyError": "1", "Location": "https://api.census.gov/data/invalid_key.html"}
MISSING_PAGE = (
    b"<html><head><title>Missing Key</title></head><p>A valid <em>key</em> must be included with each data API request."
)
INVALID_PAGE = (
    b"<html><head><title>Invalid Key</title></head><p>You included a key with this request, however, it is not valid."
)
TOMCAT = b"<html><head><title>Error report</title></head>The requested resource is not available"
TRANSIENT = (
    b"There was an error while running your query.  We've logged the error and we'll correct it ASAP.  "
    b"Sorry for the inconvenience."
)
BUSY = b"Sorry, the system is currently undergoing maintenance or is busy.  Please try again later."
ONCE, TWICE, OFTEN = 1, 2, 4  # times that a question is asked

CASES = [
    ("C01", Reply(302, headers=MISSING), KeyMissing, ONCE, "CENSUS_API_KEY"),
    ("C02", Reply(302, headers=INVALID), KeyInvalid, TWICE, "CENSUS_API_KEY"),
    ("C03", Reply(200, MISSING_PAGE, HTML_TYPE), KeyMissing, ONCE, "CENSUS_API_KEY"),
    ("C04", Reply(200, INVALID_PAGE, HTML_TYPE), KeyInvalid, TWICE, "CENSUS_API_KEY"),
    ("C06", Reply(400, b"error: error: unknown variable 'B01003_001E'", TEXT_TYPE), BadRequest, ONCE, "unknown variable 'B01003_001E'"),
    ("C07", Reply(400, b"error: unknown/unsupported geography heirarchy", TEXT_TYPE), BadRequest, ONCE, "tract:.* in state:09 county:170"),
    ("C08", Reply(400, b'error: ambiguous geography "tract:140100"', TEXT_TYPE), BadRequest, ONCE, 'ambiguous geography "tract:140100"'),
    ("C11 with Retry-After", Reply(429, b"Too Many Requests", {**TEXT_TYPE, "Retry-After": "3"}), Throttled, OFTEN, "api.census.gov"),
    ("C11 without", Reply(429, b"Too Many Requests", TEXT_TYPE), Throttled, OFTEN, "api.census.gov"),
    ("C12", Reply(500, TRANSIENT, TEXT_TYPE), Unavailable, OFTEN, "api.census.gov"),
    ("C13 as 200", Reply(200, BUSY, HTML_TYPE), Unavailable, OFTEN, "api.census.gov"),
    ("C13 as 503", Reply(503, BUSY, HTML_TYPE), Unavailable, OFTEN, "api.census.gov"),
    ("C14 504", Reply(504, b"", HTML_TYPE), Unavailable, OFTEN, "api.census.gov"),
    ("C14 connect", Reply(error=requests.ConnectTimeout(ConnectTimeoutError("timed out"))), Unavailable, OFTEN, "no answer"),
    ("C14 read", Reply(error=requests.ReadTimeout("read timed out")), Unavailable, OFTEN, "no answer"),
    ("C14 reset", Reply(error=requests.ConnectionError("reset by peer")), Unavailable, OFTEN, "no answer"),
    ("C15", Reply(200, b'[["NAME","B01003_001E"],["Tract 1","12'), BadAnswer, OFTEN, "JSON"),
    ("C16 list", Reply(200, b"[]"), BadAnswer, ONCE, "expected a header row"),
    ("C16 object", Reply(200, b"{}"), BadAnswer, ONCE, "expected a header row"),
    ("C16 null", Reply(200, b"null"), BadAnswer, ONCE, "expected a header row"),
    ("C17", rows(HEADER, ["1400000US09170140100", "1"]), BadAnswer, ONCE, "row 1 has 2 cells"),
    ("C18", rows([*HEADER, "GEO_ID"], ["1400000US09170140100", "1", "1", "09", "170", "140100", "x"]), BadAnswer, ONCE, "GEO_ID comes twice"),
    ("C22", rows(HEADER, ["1400000US09170140100", None, None, "09", "170", "140100"]), BadAnswer, ONCE, "null in all 1 rows"),
    ("C24", rows(HEADER, ["Geography", "Estimate!!Total", "Margin", "state", "county", "tract"]), BadAnswer, ONCE, "second header"),
    ("C25", rows(HEADER, ["1400000US9170140100", "1", "1", "9", "170", "140100"]), BadAnswer, ONCE, "lost zero"),
    ("C29", Reply(200, b"\x1f\x8bnot gzip", {**JSON_TYPE, "Content-Encoding": "gzip"}), BadAnswer, OFTEN, "damaged"),
    ("C31 host", Reply(301, headers={"Location": "https://example.org/data"}), BadAnswer, ONCE, "not followed"),
    ("C31 http", Reply(301, headers={"Location": "http://api.census.gov/data"}), BadAnswer, ONCE, "not followed"),
    ("word for a number", rows(HEADER, ["1400000US09170140100", "many", "1", "09", "170", "140100"]), BadAnswer, ONCE, "'many'"),
]  # fmt: skip


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """A cache that holds a good copy of another vintage."""
    cache = Cache(tmp_path)
    acs.observations(session(GOOD)[0], cache, KEY, AcsRequest(2022, "B01003", ("B01003_001",), TRACT.areas))
    return cache


def files(cache: Cache) -> dict[str, bytes]:
    """Everything in the cache but locks."""
    found = (path for path in cache.root.rglob("*") if path.is_file())
    return {str(path.relative_to(cache.root)): path.read_bytes() for path in found if "lock" not in path.name}


@pytest.fixture(autouse=True)
def _no_key_in_any_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.DEBUG)
    yield
    assert KEY not in caplog.text


@pytest.mark.parametrize(("case", "reply", "kind", "asked", "says"), CASES, ids=[case[0] for case in CASES])
def test_refused(case: str, reply: Reply, kind: type[SourceError], asked: int, says: str, cache: Cache) -> None:
    before = files(cache)
    service, adapter, naps = session(reply)
    with pytest.raises(kind, match=says) as caught:
        acs.observations(service, cache, KEY, TRACT)
    assert len(adapter.urls) == asked, case
    assert all(url.startswith("https://api.census.gov/") for url in adapter.urls)
    if "Retry-After" in reply.headers:
        assert naps.slept == [3.0, 3.0, 3.0]
    assert files(cache) == before
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_c05_no_rows_is_an_empty_table_and_is_asked_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    service, adapter, _ = session(Reply(204))
    assert acs.observations(service, cache, KEY, TRACT).empty
    again = acs.observations(session(GOOD)[0], Cache(tmp_path), KEY, TRACT)
    assert len(adapter.urls) == 1
    assert again["estimate"].tolist() == [3412]
    assert len(acs.observations(session(Reply(204))[0], Cache(tmp_path), KEY, TRACT)) == 1


@pytest.mark.parametrize(
    ("case", "body", "asked"), [("C09", TOMCAT, ONCE), ("C10", b'<!doctype html><html lang="en">', TWICE)]
)
def test_c09_c10_a_vintage_that_is_not_out_names_the_newest(case: str, body: bytes, asked: int, tmp_path: Path) -> None:
    def newest_is_2022(request: requests.PreparedRequest) -> Reply:
        return (
            rows(["GEO_ID", "us"], ["0100000US", "1"]) if "/2022/" in str(request.url) else Reply(404, body, HTML_TYPE)
        )

    service, adapter, _ = session(newest_is_2022)
    request = AcsRequest(2025, "B01003", ("B01003_001",), TRACT.areas)
    with pytest.raises(NotPublished, match=r"acs5 2025 is not released.*newest vintage is 2022.*Set `vintages`"):
        acs.observations(service, Cache(tmp_path), KEY, request)
    assert len([url for url in adapter.urls if "B01003" in url]) == asked, case
    assert len(acs.observations(session(GOOD)[0], Cache(tmp_path), KEY, request)) == 1


def test_no_vintage_near_says_where_they_begin(tmp_path: Path) -> None:
    request = AcsRequest(2004, "B01003", ("B01003_001",), TRACT.areas)
    with pytest.raises(NotPublished, match="begins with 2009"):
        acs.observations(session(Reply(404, TOMCAT, HTML_TYPE))[0], Cache(tmp_path), KEY, request)


def test_c19_rows_in_another_order_and_a_row_missing(tmp_path: Path) -> None:
    variables = tuple(f"B19013_{i:03d}" for i in range(1, 14))
    request = AcsRequest(2023, "B19013", variables, (Area("state", "09"),))
    lengths = [len(call.fields) for call in acs.calls(request)]

    def second_part_has_nothing(asked: requests.PreparedRequest) -> Reply:
        names = unquote(str(asked.url)).split("get=")[1].split("&")[0].split(",")
        if "B19013_013E" in names:
            return Reply(204)
        return rows([*names, "state"], ["0400000US09", *["1"] * (len(names) - 1), "09"])

    assert lengths == [49, 5]
    with pytest.raises(BadAnswer, match="0400000US09 is in one part of the answer and not in another"):
        acs.observations(session(second_part_has_nothing)[0], Cache(tmp_path), KEY, request)


def test_c21_an_undocumented_code_is_left_empty_and_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    reply = rows(HEADER, ["1400000US09170140100", "-444444444", "5", "09", "170", "140100"])
    found = acs.observations(session(reply)[0], Cache(tmp_path), KEY, TRACT)
    assert found[["estimate", "moe"]].isna().all(axis=None)
    assert found["status"].tolist() == ["not_reported"]
    assert "acs5 2023 B01003 tract-09170: estimate: 1 cell with -444444444" in found.attrs["problems"][0]
    assert "-444444444" in caplog.text


def test_c30_the_guard_sends_nothing() -> None:
    service, adapter, _ = session(GOOD)
    with pytest.raises(RequestError, match="50 fields a call, found 51"):
        client(service, KEY).answer([f"B01001_{i:03d}E" for i in range(51)], {"for": "us:1"}, 2023)
    assert adapter.urls == []


@pytest.mark.parametrize("count", [1, 24, 25, 49])
@pytest.mark.parametrize("table", ["B01001", "B19013", "B25077"])
def test_c30_no_plan_needs_more_than_fifty_fields(count: int, table: str) -> None:
    request = AcsRequest(2023, table, tuple(f"{table}_{i:03d}" for i in range(1, count + 1)), TRACT.areas)
    planned = acs.calls(request)
    assert all(len(call.fields) <= 50 for call in planned)
    kept = [name for call in planned for name in call.kept]
    assert len(kept) == len(set(kept)) == count * (4 if request.has_medians else 2)


@pytest.mark.parametrize("key", ["", None])
def test_without_a_key_nothing_is_sent(key: str | None, tmp_path: Path) -> None:
    service, adapter, _ = session(GOOD)
    with pytest.raises(KeyMissing, match="build without one"):
        acs.observations(service, Cache(tmp_path), key, TRACT)
    assert adapter.urls == []


def test_what_is_held_needs_neither_key_nor_network(tmp_path: Path) -> None:
    first = acs.observations(session(GOOD)[0], Cache(tmp_path), KEY, TRACT)
    service, adapter, _ = session(Reply(500))
    again = acs.observations(service, Cache(tmp_path, offline=True), None, TRACT)
    assert again.equals(first)
    assert adapter.urls == []
    assert Cache(tmp_path).peek(acs.keys(TRACT)[0]) is not None
    assert not [name for name, body in files(Cache(tmp_path)).items() if KEY.encode() in body]


def test_x10_a_lost_column_is_refused_and_a_new_one_is_let_go(tmp_path: Path) -> None:
    lost = rows(HEADER[:2] + HEADER[3:], ["1400000US09170140100", "1", "09", "170", "140100"])
    with pytest.raises(BadAnswer, match="found no B01003_001M"):
        acs.observations(session(lost)[0], Cache(tmp_path), KEY, TRACT)
    more = rows(["NEW", *HEADER], ["?", "1400000US09170140100", "3412", "311", "09", "170", "140100"])
    assert len(acs.observations(session(more)[0], Cache(tmp_path), KEY, TRACT)) == 1
