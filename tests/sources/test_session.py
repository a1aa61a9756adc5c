"""The session's manners: limits, repeats, politeness, mirror, offline, and the plain requests.Session it lends."""

import gzip
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import BaseAdapter, HTTPAdapter

from sources.answer import TEXT, ZIP
from sources.errors import BadAnswer, BadRequest, KeyInvalid, Offline, SourceError, TooLarge, Unavailable
from sources.retry import Pace, retry_after_s
from sources.session import USER_AGENT, Session
from tests.sources.service import (
    CENSUS,
    JSON_TYPE,
    KEY,
    ROWS,
    ZIPPED,
    Clock,
    Said,
    Service,
    hold_no_key,
    said_by,
    session,
)

OPEN = "https://data.example.org/rows.json"
NO_WAIT = Pace(sleep=lambda _: None)


def test_repeats_wait_twice_as_long_each_time() -> None:
    clock = Clock()
    asking, _ = session(Said(503), clock=clock)
    with pytest.raises(Unavailable):
        asking.get(OPEN)
    assert clock.naps == [0.5, 1.0, 2.0]


def test_jitter_spreads_the_repeats() -> None:
    waits = {Pace(jitter=lambda part=part: part).wait_s(1, None) for part in (0.0, 0.5, 1.0)}
    assert waits == {0.5, 0.75, 1.0}


@pytest.mark.parametrize(
    ("header", "seconds"), [("30", 30.0), (" 5 ", 5.0), (None, None), ("", None), ("soon", None), ("-3", None)]
)
def test_retry_after_is_a_number_of_seconds(header: str | None, seconds: float | None) -> None:
    assert retry_after_s(header) == seconds


def test_retry_after_is_a_date() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    assert 18 < (retry_after_s(later) or 0) <= 20
    assert retry_after_s("Sat, 01 Jan 2000 00:00:00 GMT") == 0


def test_a_wait_that_would_outlast_the_deadline_is_not_begun() -> None:
    clock = Clock()
    asking, service = session(Said(429, b"", {"Retry-After": "25"}), clock=clock)
    with pytest.raises(SourceError):
        asking.get(OPEN, deadline_s=20)
    assert (clock.naps, len(service.asked)) == ([], 1)


def test_a_host_just_found_unreachable_gets_one_try_until_it_answers() -> None:
    gone = Said(error=requests.ConnectionError("no route"))
    asking, service = session(*[gone] * 5, Said(200, b"[]", JSON_TYPE), *[Said(503)] * 9)
    for tries in (4, 5):
        with pytest.raises(Unavailable):
            asking.get(OPEN)
        assert len(service.asked) == tries
    asking.get(OPEN)
    with pytest.raises(Unavailable):
        asking.get(OPEN)
    assert len(service.asked) == 10


@pytest.mark.parametrize("headers", [{"Content-Length": "5000"}, {}, {"Content-Encoding": "gzip"}])
def test_a_body_above_the_limit_is_refused(headers: dict[str, str]) -> None:
    body = b'"' + b"a" * 4998 + b'"'
    sent = gzip.compress(body) if "Content-Encoding" in headers else body
    asking, service = session(Said(200, sent, {**JSON_TYPE, **headers}))
    with pytest.raises(TooLarge):
        asking.get(OPEN, max_bytes=4999)
    assert len(service.asked) == 1
    assert asking.get(OPEN, max_bytes=5000).size == 5000


def test_a_streamed_body_is_named_only_when_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "shapes.zip"
    cut = Said(200, b"PK\x03\x04ab", {"Content-Length": "60"})
    with pytest.raises(BadAnswer):
        session(cut)[0].get(ZIPPED, accept=ZIP, stream_to=target)
    assert list(target.parent.iterdir()) == []
    answer = session(cut, Said(200, b"PK\x03\x04abc"))[0].get(ZIPPED, accept=ZIP, stream_to=target)
    assert (answer.path, answer.body, answer.size) == (target, b"", 7)
    assert target.read_bytes() == b"PK\x03\x04abc"
    assert len(answer.sha256) == 64
    assert [path.name for path in target.parent.iterdir()] == ["shapes.zip"]


def test_offline_asks_nobody_and_names_what_is_missing() -> None:
    service = Service(Said(200, ROWS, JSON_TYPE))
    asking = Session(mirror="", adapter=service, offline=True)
    for ask in (asking.get, asking.raw.get):
        with pytest.raises(Offline, match="2022/acs/acs5") as caught:
            ask(CENSUS)
        hold_no_key(said_by(caught.value))
    assert service.asked == []


def test_the_mirror_is_read_from_the_environment_and_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASHLIGHT_MIRROR", "http://127.0.0.1:8765/")
    assert Session().mirror == "http://127.0.0.1:8765"
    assert Session(mirror="").mirror is None
    with pytest.raises(BadRequest, match="FLASHLIGHT_MIRROR"):
        Session(mirror="127.0.0.1:8765")


def test_every_request_goes_to_the_mirror_redirects_too() -> None:
    service = Service(Said(301, b"", {"Location": "https://data.example.org/b?x=1"}), Said(200, b"[]", JSON_TYPE))
    asking = Session(mirror="http://127.0.0.1:1", adapter=service)
    assert asking.get("https://data.example.org/a").url == "https://data.example.org/b?x=1"
    assert service.asked == ["http://127.0.0.1:1/data.example.org/a", "http://127.0.0.1:1/data.example.org/b?x=1"]


class InProcess(BaseAdapter):
    """An adapter without a network below, whose answer is there at once."""

    def __init__(self, body: bytes, announced: int) -> None:
        super().__init__()
        self.body, self.announced = body, announced

    def send(self, request: requests.PreparedRequest, *_args: object, **_options: object) -> requests.Response:
        """The answer."""
        response = requests.Response()
        response.status_code, response._content, response.request = 200, self.body, request
        response.headers.update({**JSON_TYPE, "Content-Length": str(self.announced)})
        return response

    def close(self) -> None:
        """Nothing to close."""


def test_an_adapter_without_network_passes_the_same_checks() -> None:
    assert Session(mirror="", adapter=InProcess(ROWS, len(ROWS)), pace=NO_WAIT).get(OPEN).body == ROWS
    with pytest.raises(BadAnswer, match="cut off"):
        Session(mirror="", adapter=InProcess(b"[]", 300), pace=NO_WAIT).get(OPEN)
    with pytest.raises(BadAnswer, match="web page"):
        Session(mirror="", adapter=InProcess(b"<html>", 6), pace=NO_WAIT).get(OPEN)


class Watching(Service):
    """Counts how many requests are under way at once."""

    def __init__(self, *said: Said) -> None:
        super().__init__(*said)
        self.now, self.most, self.lock, self.full = 0, 0, threading.Lock(), threading.Event()

    def send(self, request: requests.PreparedRequest, *args: object, **options: object) -> requests.Response:
        """Waits a moment for others to come."""
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.full.wait(0.02)
        with self.lock:
            self.now -= 1
        return super().send(request, *args, **options)


def test_one_host_gets_at_most_eight_requests_at_a_time() -> None:
    service = Watching(Said(200, b"[]", JSON_TYPE))
    asking = Session(mirror="", adapter=service)
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(asking.get, [f"{OPEN}?page={i}" for i in range(40)]))
    assert service.most == 8
    assert len(service.asked) == 40


def test_a_mirror_of_many_hosts_gets_no_more_than_one_host() -> None:
    service = Watching(Said(200, b"[]", JSON_TYPE))
    asking = Session(mirror="http://127.0.0.1:9", adapter=service)
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(asking.get, [f"https://data{i % 4}.example.org/?page={i}" for i in range(40)]))
    assert service.most == 8


def test_verification_cannot_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    def send(_adapter: HTTPAdapter, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        seen.append(options["verify"])
        return Service(Said(200, b"[]", JSON_TYPE)).send(request)

    monkeypatch.setattr(HTTPAdapter, "send", send)
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    asking = Session(mirror="")
    asking.raw.verify = False
    asking.raw.get(OPEN, verify=False)
    asking.get(OPEN)
    assert seen == [True, True]


def test_the_lent_session_does_all_of_this() -> None:
    asking, service = session(Said(503), Said(200, ROWS, JSON_TYPE))
    response = asking.raw.get("https://api.census.gov/data/2022/acs/acs5", params={"key": KEY, "for": "us:1"})
    assert response.json()[1][1] == "331097593"
    assert len(service.asked) == 2
    assert KEY not in response.url
    with pytest.raises(KeyInvalid):
        session(Said(302, b"", {"Location": "/data/invalid_key.html"}))[0].raw.get(CENSUS)


@pytest.mark.real
def test_no_library_logs_the_key(upstream: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    upstream.faults.append({"match": "acs5", "times": 1, "status": 503})
    with Session(mirror=upstream.base_url, pace=NO_WAIT) as asking:
        response = asking.raw.get(CENSUS)
    assert response.json()[0][1] == "B01003_001E"
    assert [entry["status"] for entry in upstream.log] == [503, 200]
    assert "urllib3" in caplog.text
    hold_no_key([caplog.text])


@pytest.mark.real
def test_u05_a_body_that_trickles_ends_with_the_deadline(upstream: Any) -> None:
    upstream.faults.append({"match": "tract", "times": -1, "trickle_ms_per_kb": 100})
    with Session(mirror=upstream.base_url) as asking, pytest.raises(Unavailable, match=r"after 0\.3 s"):
        asking.get(ZIPPED, accept=ZIP, deadline_s=0.3)
    assert len(upstream.log) == 1


@pytest.mark.real
@pytest.mark.parametrize("fault", [{"close": True}, {"truncate_bytes": 30, "close": True}, {"truncate_bytes": 30}])
def test_c14_c15_w03_a_cut_connection_is_tried_again(upstream: Any, fault: dict[str, Any]) -> None:
    upstream.faults.append({"match": "acs5", "times": 2, **fault})
    with Session(mirror=upstream.base_url, pace=NO_WAIT) as asking:
        assert asking.get(CENSUS).json()[0][0] == "NAME"
        upstream.faults.append({"match": "acs5", "times": -1, **fault})
        with pytest.raises(BadAnswer if "truncate_bytes" in fault else Unavailable) as caught:
            asking.get(CENSUS)
    assert len(upstream.log) == 3 + 4
    hold_no_key(said_by(caught.value))


@pytest.mark.real
def test_connections_are_kept_and_requests_say_who_asks(upstream: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    accepted: list[object] = []
    finish = type(upstream).finish_request
    monkeypatch.setattr(type(upstream), "finish_request", lambda self, *a: (accepted.append(a), finish(self, *a)))
    with Session(mirror=upstream.base_url) as asking:
        for url, accept in [(CENSUS, ("application/json",)), (ZIPPED, ZIP), (CENSUS, ("application/json",))] * 3:
            asking.get(url, accept=accept)
    assert len(upstream.log) == 9
    assert len(accepted) == 1
    assert {entry["user_agent"] for entry in upstream.log} == {USER_AGENT}


@pytest.mark.real
def test_an_unchanged_file_is_not_sent_again(upstream: Any) -> None:
    with Session(mirror=upstream.base_url) as asking:
        first = asking.get(ZIPPED, accept=ZIP)
        again = asking.get(ZIPPED, accept=ZIP, headers={"If-None-Match": first.etag})
    assert (again.status, again.size) == (304, 0)


def test_text_with_a_byte_order_mark_is_read_without_it() -> None:
    answer = session(Said(200, "\ufeffa,b\nñ,1\n".encode(), {"Content-Type": "text/csv"}))[0].get(OPEN, accept=TEXT)
    assert answer.text() == "a,b\nñ,1\n"
    with pytest.raises(BadAnswer, match="ascii"):
        answer.text("ascii")


@pytest.mark.parametrize("url", ["-1.5", "no address", "https://", "https://[::1", ""])
def test_an_address_that_is_none_is_a_typed_error(url: str) -> None:
    asking, service = session()
    with pytest.raises(BadAnswer, match="cannot be asked for"):
        asking.get(url, params={"key": KEY}, accept=TEXT)
    with pytest.raises(BadAnswer, match="cannot be asked for"):
        asking.post(url, {"registrationkey": KEY})
    assert service.asked == []


def test_a_mark_that_cannot_be_sent_back_is_a_typed_error() -> None:
    """An ETag comes from the service and goes back to it as a header."""
    asking, service = session()
    with pytest.raises(BadAnswer, match=r"cannot be asked for \(InvalidHeader\)"):
        asking.get(OPEN, headers={"If-None-Match": "a\r\nHost: other.example"})
    assert service.asked == []
