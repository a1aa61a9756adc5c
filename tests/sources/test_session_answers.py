"""Broken and hostile answers (contracts, section 11) end in a typed error; a good copy stays as it was; the key shows nowhere."""

import gzip
import logging
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from sources.answer import JSON, TEXT, ZIP
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.errors import (
    BadAnswer,
    BadRequest,
    Forbidden,
    KeyInvalid,
    KeyMissing,
    NotPublished,
    RefusedRedirect,
    SourceError,
    Throttled,
    Unavailable,
    Untrusted,
)
from sources.session import Session
from tests.sources.service import (
    CENSUS,
    HTML_TYPE,
    JSON_TYPE,
    KEY,
    ROWS,
    ZIPPED,
    Clock,
    Said,
    hold_no_key,
    said_by,
    session,
)

KEY_HEADER = {"X-DataWebAPI-KeyError": "1", "Location": "https://api.census.gov/data/{}_key.html"}
MISSING = {name: text.format("missing") for name, text in KEY_HEADER.items()}
INVALID = {name: text.format("invalid") for name, text in KEY_HEADER.items()}
KEY_PAGE = b"<html><head><title>%s Key</title></head><body>A valid <em>key</em> must be included%s</body></html>"
SORRY = b"There was an error while running your query.  We've logged the error and we'll correct it ASAP.  Sorry for the inconvenience."
BUSY = b"Sorry, the system is currently undergoing maintenance or is busy.  Please try again later."
TOMCAT = b"<html><head><title>Error report</title></head><body>The requested resource is not available.</body></html>"
APACHE = b"<html><head><title>403 Forbidden</title></head><body>You don't have permission to access this resource.</body></html>"
PACKED = gzip.compress(ROWS)
ANYWHERE = f"https://data.example.org/rows.json?key={KEY}"


@dataclass(frozen=True)
class Case:
    """What the service says, what the session must make of it, and how often it may ask."""

    id: str
    said: Said
    error: type[SourceError]
    asked: int
    url: str = CENSUS
    accept: tuple[str, ...] = JSON


def plain(status: int, body: bytes, **headers: str) -> Said:
    return Said(status, body, {"Content-Type": "text/plain", **headers})


def page(status: int, body: bytes) -> Said:
    return Said(status, body, HTML_TYPE)


def fails(error: Exception) -> Said:
    return Said(error=error)


def redirects(location: str, status: int = 301) -> Said:
    return Said(status, b"", {"Location": location})


CASES = [
    Case("C01", Said(302, b"", MISSING), KeyMissing, 1),
    Case("C01-no-location", Said(302, b"", {"X-DataWebAPI-KeyError": "1"}), KeyInvalid, 2),
    Case("C02", Said(302, b"", INVALID), KeyInvalid, 2),
    Case("C03", page(200, KEY_PAGE % (b"Missing", b" with each data API request.")), KeyMissing, 1),
    Case("C04", page(200, KEY_PAGE % (b"Invalid", b", however, it is not valid.")), KeyInvalid, 2),
    Case("C06", plain(400, b"error: error: unknown variable 'B17001_999E'"), BadRequest, 1),
    Case("C07", plain(400, b"error: unknown/unsupported geography heirarchy"), BadRequest, 1),
    Case("C08", plain(400, b'error: ambiguous geography "zip code tabulation area:06103".'), BadRequest, 1),
    Case("C09", page(404, TOMCAT), NotPublished, 1),
    Case("C10", page(404, b'<!doctype html><html lang="en">'), NotPublished, 2),
    Case("C11", plain(429, b"Too Many Requests"), Throttled, 4),
    Case("C11-wait", plain(429, b"Too Many Requests", **{"Retry-After": "10"}), Throttled, 4),
    Case("C12", plain(500, SORRY), Unavailable, 4),
    Case("C12-400", plain(400, SORRY), Unavailable, 4),
    Case("C13-200", page(200, BUSY), Unavailable, 4),
    Case("C13-503", page(503, BUSY), Unavailable, 4),
    Case("C14-504", page(504, b"Gateway Time-out"), Unavailable, 4),
    Case("C14-connect", fails(requests.ConnectTimeout(f"timed out: {CENSUS}")), Unavailable, 4),
    Case("C14-read", fails(requests.ReadTimeout(f"timed out: {CENSUS}")), Unavailable, 4),
    Case("C14-reset", fails(requests.ConnectionError(ConnectionResetError(104, CENSUS))), Unavailable, 4),
    Case("C15", Said(200, b'[["NAME","B01003_001E"],["Tract 1","12', JSON_TYPE), BadAnswer, 4),
    Case("C15-empty-body", Said(200, b"", JSON_TYPE), BadAnswer, 4),
    Case("C15-short", Said(200, ROWS, {**JSON_TYPE, "Content-Length": "9000"}), BadAnswer, 4),
    Case("C29-crc", Said(200, PACKED[:-8] + bytes(8), {**JSON_TYPE, "Content-Encoding": "gzip"}), BadAnswer, 4),
    Case("C29-not-gzip", Said(200, ROWS, {**JSON_TYPE, "Content-Encoding": "gzip"}), BadAnswer, 4),
    Case("C29-cut", Said(200, PACKED[:-12], {**JSON_TYPE, "Content-Encoding": "gzip"}), BadAnswer, 4),
    Case(
        "C29-cut-text",
        Said(200, gzip.compress(b"a,b\n" * 900)[:-12], {"Content-Type": "text/csv", "Content-Encoding": "gzip"}),
        BadAnswer,
        4,
        ANYWHERE,
        TEXT,
    ),
    Case("C29-other", Said(200, ROWS, {**JSON_TYPE, "Content-Encoding": "br"}), BadAnswer, 4),
    Case("C29-charset", Said(200, ROWS.replace(b"United", b"\xd1and\xfa"), JSON_TYPE), BadAnswer, 4),
    Case("C31-census-host", redirects("https://elsewhere.example.org/data"), BadAnswer, 1),
    Case("C31-census-own", redirects("https://api.census.gov/data/2022/acs/acs5/"), BadAnswer, 1),
    Case("C31-host", redirects(f"https://evil.example.org/?key={KEY}"), RefusedRedirect, 1, ANYWHERE),
    Case("C31-http", redirects("http://data.example.org/rows.json"), RefusedRedirect, 1, ANYWHERE),
    Case("C31-port", redirects("https://data.example.org:8443/rows.json"), RefusedRedirect, 1, ANYWHERE),
    Case("C31-login", redirects("https://me@data.example.org/rows.json"), RefusedRedirect, 1, ANYWHERE),
    Case("C31-nowhere", Said(302), RefusedRedirect, 1, ANYWHERE),
    Case("C31-circle", redirects("/rows.json", 307), BadAnswer, 4, ANYWHERE),
    Case("page-200", page(200, b"<!DOCTYPE html><title>Please log in</title>"), BadAnswer, 1),
    Case("page-as-json", Said(200, b"\xef\xbb\xbf <HTML>", JSON_TYPE), BadAnswer, 1),
    Case("page-as-csv", Said(200, b"<html>", {"Content-Type": "text/csv"}), BadAnswer, 1, ANYWHERE, TEXT),
    Case("unasked-304", Said(304), BadAnswer, 4),
    Case("partial-206", Said(206, ROWS, JSON_TYPE), BadAnswer, 1),
    Case("S03", Said(202, b"{}", JSON_TYPE), Unavailable, 4, ANYWHERE),
    Case("S05", Said(403, b"{}", JSON_TYPE), Forbidden, 1, ANYWHERE),
    Case("W01", page(403, APACHE), Forbidden, 4, ZIPPED, ZIP),
    Case("W02", page(200, BUSY), Unavailable, 4, ZIPPED, ZIP),
    Case("W02-typed-zip", Said(200, b"<html>", {"Content-Type": "application/zip"}), BadAnswer, 1, ZIPPED, ZIP),
    Case("W03", Said(200, b"PK\x03\x04cut", {"Content-Length": "300"}), BadAnswer, 4, ZIPPED, ZIP),
    Case("W05", page(404, b"<title>404 Not Found</title>"), NotPublished, 1, ZIPPED, ZIP),
    Case("W06-429", plain(429, b""), Throttled, 4, ZIPPED, ZIP),
    Case("W06-503", plain(503, b""), Unavailable, 4, ZIPPED, ZIP),
    Case("X01", fails(requests.ConnectionError(f"Failed to resolve: {CENSUS}")), Unavailable, 4),
    Case("X02", fails(requests.exceptions.SSLError(f"CERTIFICATE_VERIFY_FAILED {CENSUS}")), Untrusted, 1),
    Case("X04", fails(requests.exceptions.ProxyError(f"Tunnel failed: 407 {CENSUS}")), Untrusted, 1),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_bad_answer_is_a_typed_error_and_tells_no_key(case: Case, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    asking, service = session(case.said)
    with pytest.raises(case.error) as caught:
        asking.get(case.url, accept=case.accept)
    assert type(caught.value) is case.error
    assert len(service.asked) == case.asked
    hold_no_key([*said_by(caught.value), caplog.text])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_bad_answer_leaves_the_good_copy_as_it_was(
    case: Case, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    good = Said(200, ROWS if case.accept == JSON else b"PK\x03\x04" if case.accept == ZIP else b"a,b\n", JSON_TYPE)
    key = CacheKey("service", "rows")
    ask(Cache(tmp_path), key, session(good)[0], case)
    before = (tmp_path / "service" / "rows.bin").read_bytes()
    cache = Cache(tmp_path)
    try:
        assert ask(cache, key, session(case.said)[0], case) == before
        error: SourceError = cache.problems()[0].error
        assert cache.entries()[0].status == "stale"
    except SourceError as raised:
        error = raised
    assert type(error) is case.error
    assert (tmp_path / "service" / "rows.bin").read_bytes() == before
    hold_no_key([*said_by(error), caplog.text], tmp_path)


def ask(cache: Cache, key: CacheKey, asking: Session, case: Case) -> bytes:
    """The cached file, asked for again."""

    def fetch(_held: Sidecar | None) -> Fetched:
        answer = asking.get(case.url, accept=case.accept)
        return Fetched(answer.body, answer)

    return cache.blob(CacheKey(key.source, f"{key.name}.bin"), fetch, immutable=False)


@pytest.mark.parametrize("kind", [KeyMissing, KeyInvalid, BadRequest])
def test_what_a_person_must_mend_is_never_hidden_behind_an_old_copy(kind: type[SourceError]) -> None:
    assert not kind.copy_may_stand_in


def test_c05_no_rows_is_a_valid_answer() -> None:
    answer = session(Said(204))[0].get(CENSUS)
    assert (answer.status, answer.body) == (204, b"")


@pytest.mark.parametrize(
    ("status", "times"), [(503, 1), (429, 2), (500, 3), (504, 3)], ids=["503", "429", "500", "504"]
)
def test_a_service_that_recovers_is_answered_for(status: int, times: int) -> None:
    asking, service = session(*[Said(status)] * times, Said(200, ROWS, JSON_TYPE))
    assert asking.get(CENSUS).json()[1][1] == "331097593"
    assert len(service.asked) == times + 1


def test_gzip_is_unpacked_strictly_and_in_several_members() -> None:
    packed = gzip.compress(ROWS[:20]) + gzip.compress(ROWS[20:])
    answer = session(Said(200, packed, {**JSON_TYPE, "Content-Encoding": "gzip"}))[0].get(CENSUS)
    assert answer.body == ROWS


def test_an_error_repeats_what_the_service_said_without_tags_and_key() -> None:
    asking, _ = session(page(400, f"<p>error: unknown variable near key {KEY}</p>".encode()))
    with pytest.raises(BadRequest, match="unknown variable near key REDACTED"):
        asking.get(CENSUS)


def test_a_redirect_on_the_same_host_is_followed_with_its_own_address() -> None:
    asking, service = session(redirects("/new/rows.json"), Said(200, b"[]", JSON_TYPE))
    assert asking.get("https://data.example.org/rows.json").url == "https://data.example.org/new/rows.json"
    assert service.asked == ["https://data.example.org/rows.json", "https://data.example.org/new/rows.json"]


def test_an_address_without_https_is_never_asked() -> None:
    asking, service = session(Said(200, ROWS, JSON_TYPE))
    for url in (f"http://api.census.gov/?key={KEY}", f"https://me:{KEY}@api.census.gov/", "ftp://x/"):
        with pytest.raises(BadRequest) as caught:
            asking.get(url)
        hold_no_key(said_by(caught.value))
    assert service.asked == []


def test_c11_a_wait_the_service_asks_for_is_kept_and_capped() -> None:
    clock = Clock()
    asking, _ = session(
        *[Said(429, b"", {"Retry-After": wait}) for wait in ("7", "900")], Said(200, ROWS, JSON_TYPE), clock=clock
    )
    asking.get(CENSUS, deadline_s=600)
    assert clock.naps == [7.0, 30.0]
