"""Unemployment statistics: every answer of the service that is short, refused or odd (B01 to B08), and no key in anything."""

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
import requests

from sources.acs_request import RequestError
from sources.bls import Laus, LausRequest, series_id
from sources.bls_answer import Asked, read
from sources.cache import Cache
from sources.errors import BadAnswer, BadRequest, KeyInvalid, SourceError, Throttled, Unavailable
from sources.session import Session
from tests.sources.acs_recorded import HTML_TYPE, JSON_TYPE, Reply, session
from tests.sources.service import said_by

KEY = "b15b15" * 5 + "ab"
RATE = series_id("county", "09170", "unemployment_rate")
REQUEST = LausRequest(("unemployment_rate",), (("county", "09170"),), 2022, 2023)
GONE_COUNTY = LausRequest(("unemployment_rate",), (("county", "09009"), ("county", "09170")), 2022, 2023)


def point(year: int, period: str, value: str) -> dict[str, Any]:
    return {"year": str(year), "period": period, "periodName": "x", "value": value, "footnotes": [{}]}


def data(first: int = 2022, last: int = 2023) -> list[dict[str, Any]]:
    """Newest first, with a preliminary month, and the yearly average before the months of its year."""
    found = []
    for year in range(last, first - 1, -1):
        found += [point(year, "M13", f"{year - 2019}.5"), point(year, "M12", "3.1"), point(year, "M01", "-")]
    found[1]["footnotes"] = [{"code": "P", "text": "Preliminary."}]
    return found


def posted(asked: requests.PreparedRequest) -> dict[str, Any]:
    """The question as the service reads it."""
    assert isinstance(asked.body, bytes)
    return orjson.loads(asked.body)


def good(asked: requests.PreparedRequest) -> Reply:
    """All that was asked for."""
    question = posted(asked)
    span = int(question["startyear"]), int(question["endyear"])
    return succeeded({name: data(*span) for name in question["seriesid"]})


def succeeded(series: dict[str, list[dict[str, Any]]], *messages: str) -> Reply:
    found = [{"seriesID": name, "data": points} for name, points in series.items()]
    return answered({"status": "REQUEST_SUCCEEDED", "message": list(messages), "Results": {"series": found}})


def answered(answer: object) -> Reply:
    return Reply(200, orjson.dumps(answer), JSON_TYPE)


def failed(status: str, message: str, results: object = None) -> Reply:
    return answered(
        {"status": status, "responseTime": 0, "message": [message], "Results": {} if results is None else results}
    )


QUOTA = f"Request could not be serviced, as the daily threshold for total number of requests allocated to the user with registration key {KEY} has been reached."
CASES: list[tuple[str, Reply, type[SourceError], int, str]] = [
    ("B01", failed("REQUEST_NOT_PROCESSED", QUOTA), Throttled, 1, "ask again tomorrow"),
    ("B01 list", failed("REQUEST_NOT_PROCESSED", QUOTA, []), Throttled, 1, "daily threshold"),
    ("B01 key", failed("REQUEST_NOT_PROCESSED", f"The key:{KEY} provided by the User is invalid."), KeyInvalid, 1, "BLS_API_KEY"),
    ("B02", failed("REQUEST_FAILED_INVALID_PARAMETERS", "Invalid series"), BadRequest, 1, "series and the years"),
    ("B05 years", succeeded({RATE: data(2023, 2023)}), BadAnswer, 1, "has no 2022, and the service does not say so"),
    ("B05 told", succeeded({RATE: data()}, "Year range has been reduced to the system-allowed limit of 10 years."), BadAnswer, 1, "less than was asked"),
    ("B05 series", succeeded({}), BadAnswer, 1, "asked for 1 series, got 0"),
    ("B07 here", Reply(403, b"<html><title>Access Denied</title></html>", HTML_TYPE), SourceError, 1, "not served"),
    ("no status", answered([]), BadAnswer, 1, "object with a status"),
    ("a word", succeeded({RATE: [point(2022, "M13", "many"), point(2023, "M13", "1")]}), BadAnswer, 1, "'many'"),
    ("trouble that repeats the key", Reply(500, f"could not serve {KEY}".encode(), {"Content-Type": "text/plain"}), Unavailable, 4, "REDACTED"),
    ("the key cut off", Reply(500, b"x" * 180 + f" {KEY}".encode(), {"Content-Type": "text/plain"}), Unavailable, 4, "REDACTED"),
    ("a number for messages", answered({"status": "REQUEST_SUCCEEDED", "message": -1.5, "Results": {"series": []}}), BadAnswer, 1, "got 0"),
    ("a number for series", answered({"status": "REQUEST_SUCCEEDED", "message": [], "Results": {"series": 5}}), BadAnswer, 1, "expected series"),
    ("redirect", Reply(302, headers={"Location": "https://example.org/"}), BadAnswer, 1, "posted; not followed"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _no_key_in_any_log(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("BLS_API_KEY", raising=False)
    caplog.set_level(logging.DEBUG)
    yield
    assert KEY not in caplog.text
    assert KEY[:12] not in caplog.text


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in found if path.suffix == ".parquet"}


@pytest.mark.parametrize(("case", "reply", "kind", "asked", "says"), CASES, ids=[case[0] for case in CASES])
def test_refused(case: str, reply: Reply, kind: type[SourceError], asked: int, says: str, tmp_path: Path) -> None:
    service, adapter, _ = session(reply)
    with pytest.raises(kind, match=says) as caught:
        Laus(service, Cache(tmp_path), KEY).observations(REQUEST)
    assert len(adapter.urls) == asked, case
    for text in [*said_by(caught.value), "".join(traceback.format_exception(caught.value)), *adapter.urls]:
        assert KEY[:12] not in text
    assert not files(tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and KEY[:12].encode() in path.read_bytes()]


@pytest.mark.parametrize("reply", [case[1] for case in CASES if case[2] in (Throttled, BadAnswer, Unavailable)])
def test_the_copy_held_stays(reply: Reply, tmp_path: Path) -> None:
    first = Laus(session(good)[0], Cache(tmp_path), KEY).observations(REQUEST)
    held, cache = files(tmp_path), Cache(tmp_path)
    again = Laus(session(reply)[0], cache, KEY).observations(REQUEST)
    assert again.equals(first)
    assert files(tmp_path) == held
    assert len(cache.problems()) == 1
    assert KEY[:12] not in str(cache.problems())


def test_b01_after_the_days_requests_are_used_up_nobody_is_asked(tmp_path: Path) -> None:
    service, adapter, _ = session(failed("REQUEST_NOT_PROCESSED", QUOTA))
    laus = Laus(service, Cache(tmp_path), KEY)
    for _ in range(3):
        with pytest.raises(Throttled, match="tomorrow"):
            laus.observations(REQUEST)
    assert len(adapter.urls) == 1


def test_b03_no_data_is_no_rows_with_the_services_word(tmp_path: Path) -> None:
    said = [f"No Data Available for Series {RATE} Year: {year}" for year in (2022, 2023)]
    found = Laus(session(succeeded({RATE: []}, *said))[0], Cache(tmp_path), KEY).observations(REQUEST)
    assert found.empty
    assert said[0] in found.attrs["problems"][0]
    offline = Laus(session(Reply(500))[0], Cache(tmp_path, offline=True), "").observations(REQUEST)
    assert offline.attrs == found.attrs
    partly = Laus(session(succeeded({RATE: data(2023, 2023)}, said[0]))[0], Cache(tmp_path / "b"), KEY).observations(
        REQUEST
    )
    assert partly["period_end"].tolist() == [2023]


def test_b04_only_the_yearly_average_is_kept(tmp_path: Path) -> None:
    found = Laus(session(good)[0], Cache(tmp_path), KEY).observations(REQUEST)
    assert found[["variable", "level", "geoid", "period_start", "period_end", "estimate", "status"]].values.tolist() == [
        ["laus.unemployment_rate", "county", "09170", year, year, year - 2018.5, "reported"] for year in (2022, 2023)
    ]  # fmt: skip
    dash = succeeded({RATE: [point(2023, "M13", "-"), point(2022, "M13", "1,234.5")]})
    found = Laus(session(dash)[0], Cache(tmp_path / "b"), KEY).observations(REQUEST)
    assert found["status"].tolist() == ["reported", "not_reported"]
    assert found["estimate"].iloc[0] == 1234.5


@pytest.mark.parametrize(("key", "calls", "most", "years"), [(KEY, 4, 50, 20), ("", 9, 25, 10)])
def test_b05_calls_stay_within_the_limits(key: str, calls: int, most: int, years: int, tmp_path: Path) -> None:
    places = tuple(("county", f"36{n:03d}") for n in range(1, 31))
    request = LausRequest(("unemployment_rate", "labor_force"), places, 2000, 2023)
    questions: list[dict[str, Any]] = []

    def reply(asked: requests.PreparedRequest) -> Reply:
        questions.append(posted(asked))
        assert asked.headers["Content-Type"] == "application/json"
        return good(asked)

    service, adapter, _ = session(reply)
    found = Laus(service, Cache(tmp_path), key).observations(request)
    # 60 series in 24 years: with a key 2 groups of series, 2 spans; without one 3 groups, 3 spans
    assert len(adapter.urls) == len(Laus(service, Cache(tmp_path), key).keys(request)) == calls
    assert all(len(q["seriesid"]) <= most and int(q["endyear"]) - int(q["startyear"]) < years for q in questions)
    assert all(q.get("registrationkey", "") == key for q in questions)
    assert len(found) == 60 * 24


def test_b05_sixty_series_of_which_fifty_came() -> None:
    asked = Asked(tuple(f"S{i}" for i in range(60)), 2023, 2023)
    answer = {
        "status": "REQUEST_SUCCEEDED",
        "Results": {"series": [{"seriesID": f"S{i}", "data": []} for i in range(50)]},
    }
    with pytest.raises(BadAnswer, match="asked for 60 series, got 50; S50 is missing"):
        read(answer, asked)


def test_b06_results_as_a_list_and_as_an_object(tmp_path: Path) -> None:
    series = [{"seriesID": RATE, "data": data()}]
    found = [
        Laus(
            session(answered({"status": "REQUEST_SUCCEEDED", "message": [], "Results": results}))[0],
            Cache(tmp_path / name),
            KEY,
        )
        for name, results in (("list", [{"series": series}]), ("object", {"series": series}))
    ]
    assert found[0].observations(REQUEST).equals(found[1].observations(REQUEST))


def test_b08_an_old_county_of_connecticut_is_empty_and_told(tmp_path: Path) -> None:
    old = series_id("county", "09009", "unemployment_rate")
    reply = succeeded({old: [], RATE: data()}, f"Series does not exist for Series {old}")
    found = Laus(session(reply)[0], Cache(tmp_path), KEY).observations(GONE_COUNTY)
    assert set(found["geoid"]) == {"09170"}
    [problem] = found.attrs["problems"]
    assert "(09009) has no numbers" in problem
    assert "planning regions (09110 to 09190), which are other areas" in problem


def test_series_have_twenty_characters() -> None:
    assert series_id("county", "04001", "employed") == "LAUCN040010000000005"
    assert series_id("state", "09", "unemployment_rate") == "LAUST090000000000003"


@pytest.mark.parametrize(
    ("measures", "places", "first", "last"),
    [
        (("wages",), (("state", "09"),), 2020, 2021),
        (("employed",), (("tract", "09170140100"),), 2020, 2021),
        (("employed",), (("county", "9170"),), 2020, 2021),
        (("employed",), (("state", "09"),), 2022, 2021),
        ((), (("state", "09"),), 2020, 2021),
    ],
)
def test_what_the_service_cannot_have_is_refused(
    measures: tuple[str, ...], places: tuple[tuple[str, str], ...], first: int, last: int
) -> None:
    with pytest.raises(RequestError, match="bls: expected"):
        LausRequest(measures, places, first, last)


def test_the_key_comes_from_the_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BLS_API_KEY", KEY)
    keys: list[str] = []

    def reply(asked: requests.PreparedRequest) -> Reply:
        keys.append(posted(asked)["registrationkey"])
        return good(asked)

    Laus(session(reply)[0], Cache(tmp_path)).observations(REQUEST)
    assert keys == [KEY]
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]


def test_posting_offline_or_by_the_plain_session_keeps_the_rules() -> None:
    with pytest.raises(SourceError, match="offline"):
        Session(mirror="", offline=True).post("https://api.bls.gov/x", {})
    service, _, _ = session(Reply(500, f"no: {KEY}".encode(), {"Content-Type": "text/plain"}))
    for body in ({"json": {"registrationkey": KEY}}, {"data": {"registrationkey": KEY}}):
        with pytest.raises(Unavailable) as caught:
            service.raw.post("https://api.bls.gov/x", **body)  # pyright: ignore[reportArgumentType] - json or data
        assert not [text for text in said_by(caught.value) if KEY[:12] in text]
