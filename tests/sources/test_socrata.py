"""A Socrata portal's good and broken answers: rows S01 to S08 and S10 of the list of hostile answers."""

import logging
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sources.errors import BadAnswer, BadRequest, Drift, Forbidden, NotPublished, SourceError, Throttled, Unavailable
from sources.socrata import Socrata
from tests.sources.acs_recorded import HTML_TYPE, JSON_TYPE, Reply
from tests.sources.portal import Portal, as_json

SELECT = ("name", "pupils")
TOKEN = "abcdefghijklmnop"


def about(updated: int | None = 1, **more: Any) -> Reply:
    """The dataset's description."""
    columns = [{"fieldName": "name"}, {"fieldName": "pupils"}, {"fieldName": "unused"}]
    when = {} if updated is None else {"rowsUpdatedAt": updated}
    return as_json({"id": "aaaa-bbbb", "name": "Schools", "attribution": "State", "columns": columns, **when, **more})


def rows(*ids: int, **headers: str) -> Reply:
    """A page of rows; every second one has no `pupils`."""
    page = [{":id": f"row-{i}", "name": f"School {i}"} | ({"pupils": "7"} if i % 2 else {}) for i in ids]
    return as_json(page, headers=JSON_TYPE | headers)


def read(portal: Portal, folder: Path, limit: int = 2, where: str = "") -> pd.DataFrame:
    """The dataset's rows."""
    return Socrata(*portal.open(folder), limit=limit).rows("aaaa-bbbb", SELECT, where)


def soda(status: int, code: str, message: str) -> Reply:
    """A failure as SODA 2.1 words it."""
    return as_json({"code": code, "error": True, "message": message, "data": {}}, status)


def test_s01_no_rows_is_an_empty_table_with_its_columns(tmp_path: Path) -> None:
    found = read(Portal({"views": about(), "resource": as_json([])}), tmp_path)
    assert found.empty
    assert tuple(found.columns) == SELECT


def test_s01_no_rows_never_replace_a_copy(tmp_path: Path) -> None:
    read(Portal({"views": about(1), "resource": rows(1)}), tmp_path)
    assert len(read(Portal({"views": about(2), "resource": as_json([])}), tmp_path)) == 1


BROKEN = [
    pytest.param(soda(429, "throttled", "Too many requests"), Throttled, id="S02-json"),
    pytest.param(Reply(429, b"slow down", {"Content-Type": "text/plain"}), Throttled, id="S02-text"),
    pytest.param(as_json({"message": "Request processing, retry"}, 202), Unavailable, id="S03"),
    pytest.param(soda(400, "query.compiler.malformed", "Could not parse"), BadRequest, id="S04-malformed"),
    pytest.param(soda(400, "query.soql.no-such-column", "No such column: x"), BadRequest, id="S04-column"),
    pytest.param(soda(403, "authentication_required", "token"), Forbidden, id="S05-403"),
    pytest.param(soda(401, "authentication_required", "token"), Forbidden, id="S05-401"),
    pytest.param(soda(404, "dataset.missing", "Not found"), NotPublished, id="S05-404"),
    pytest.param(soda(500, "internal", "?"), Unavailable, id="500"),
    pytest.param(soda(200, "x", "an error that answers 200"), BadAnswer, id="error-200"),
    pytest.param(as_json([1, 2]), BadAnswer, id="no-rows-but-numbers"),
    pytest.param(Reply(200, b"<html><title>Sign in</title>", HTML_TYPE), BadAnswer, id="page"),
    pytest.param(Reply(200, b'[{":id":"1","name":', JSON_TYPE), BadAnswer, id="cut-off"),
]


@pytest.mark.parametrize(("answer", "error"), BROKEN)
@pytest.mark.parametrize("where", ["views", "resource"])
def test_a_broken_answer_is_a_typed_error_and_keeps_the_copy(
    tmp_path: Path, answer: Reply, error: type[SourceError], where: str
) -> None:
    broken = {"views": about(2), "resource": rows(1, 2, 3)} | {where: answer}
    with pytest.raises(error):
        read(Portal(broken), tmp_path, limit=9)
    read(Portal({"views": about(1), "resource": rows(1)}), tmp_path, limit=9)
    before = {f: f.read_bytes() for f in tmp_path.rglob("*.parquet")}
    if error.copy_may_stand_in:
        assert len(read(Portal(broken), tmp_path, limit=9)) == 1
    else:
        with pytest.raises(error):
            read(Portal(broken), tmp_path, limit=9)
    assert {f: f.read_bytes() for f in tmp_path.rglob("*.parquet")} == before


def test_s06_a_full_last_page_is_followed_by_an_empty_one(tmp_path: Path) -> None:
    portal = Portal({"views": about(), "offset=0": rows(1, 2), "offset=2": rows(3, 4), "offset=4": as_json([])})
    assert read(portal, tmp_path)["name"].tolist() == ["School 1", "School 2", "School 3", "School 4"]
    assert all("%24order=%3Aid" in url for url in portal.urls if "resource" in url)


def test_s06_a_short_page_is_the_last(tmp_path: Path) -> None:
    portal = Portal({"views": about(), "offset=0": rows(1, 2), "offset=2": rows(3)})
    assert len(read(portal, tmp_path)) == 3
    assert len([url for url in portal.urls if "resource" in url]) == 2


def test_s06_overlapping_pages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadAnswer, match="1 rows came twice"):
        read(Portal({"views": about(), "offset=0": rows(1, 2), "offset=2": rows(2)}), tmp_path)


def test_s07_values_a_row_leaves_out_are_empty_text(tmp_path: Path) -> None:
    assert read(Portal({"views": about(), "resource": rows(2, 3)}), tmp_path, limit=9).to_dict("list") == {
        "name": ["School 2", "School 3"],
        "pupils": ["", "7"],
    }


def test_s07_objects_stay_their_own_text(tmp_path: Path) -> None:
    answer = as_json([{":id": "1", "name": {"latitude": "41.3"}}])
    assert read(Portal({"views": about(), "resource": answer}), tmp_path)["name"].tolist() == ['{"latitude":"41.3"}']


def test_a_column_that_is_gone_is_drift(tmp_path: Path) -> None:
    less = as_json({"id": "aaaa-bbbb", "columns": [{"fieldName": "name"}]})
    with pytest.raises(Drift, match=r"\['pupils'\] are gone"):
        read(Portal({"views": less, "resource": rows(1)}), tmp_path)


def test_s08_a_dataset_changed_between_pages_is_read_once_more(tmp_path: Path) -> None:
    views = [about(1), about(2), about(2)]
    portal = Portal({"views": views, "offset=0": [rows(1, 2), rows(5, 6)], "offset=2": [rows(3), rows(7)]})
    assert read(portal, tmp_path)["name"].tolist() == ["School 5", "School 6", "School 7"]


def test_s08_a_dataset_that_keeps_changing_is_refused(tmp_path: Path) -> None:
    portal = Portal({"views": [about(n) for n in range(9)], "offset=0": rows(1, 2), "offset=2": rows(3)})
    with pytest.raises(BadAnswer, match="changed twice"):
        read(portal, tmp_path)


def test_an_unchanged_dataset_is_not_asked_for_again(tmp_path: Path) -> None:
    portal = Portal({"views": about(), "resource": rows(1)})
    read(portal, tmp_path)
    assert len(read(portal, tmp_path)) == 1
    assert len([url for url in portal.urls if "resource" in url]) == 1
    changed = Portal({"views": about(2), "resource": rows(1, 3, 5)})
    assert len(read(changed, tmp_path, limit=9)) == 3


@pytest.mark.parametrize("etag", ['"abc-gzip"', 'W/"abc"'])
def test_s10_without_a_date_the_etag_is_sent_back_as_it_came(tmp_path: Path, etag: str) -> None:
    portal = Portal({"views": about(None), "resource": [rows(1, ETag=etag), Reply(304, b"", {"ETag": etag})]})
    read(portal, tmp_path)
    assert len(read(portal, tmp_path)) == 1
    assert portal.requests[-1].headers["If-None-Match"] == etag
    assert portal.requests[-1].url is not None


def test_s10_a_first_page_does_not_speak_for_several(tmp_path: Path) -> None:
    portal = Portal({"views": about(None), "offset=0": rows(1, 2, ETag='"a"'), "offset=2": rows(3)})
    read(portal, tmp_path)
    read(portal, tmp_path)
    assert all("If-None-Match" not in request.headers for request in portal.requests)


def test_another_question_is_another_copy(tmp_path: Path) -> None:
    portal = Portal({"views": about(), "where=": rows(1), "resource": rows(1, 2)})
    assert len(read(portal, tmp_path, limit=9)) == 2
    assert len(read(portal, tmp_path, limit=9, where="pupils > 5")) == 1


def test_the_token_travels_as_a_header_and_is_written_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SOCRATA_APP_TOKEN", TOKEN)
    caplog.set_level(logging.DEBUG)
    portal = Portal({"views": about(), "resource": rows(1)})
    read(portal, tmp_path)
    assert {request.headers["X-App-Token"] for request in portal.requests} == {TOKEN}
    with pytest.raises(Forbidden) as refused:
        read(Portal({"views": soda(403, "invalid_token", "Invalid app token")}), tmp_path / "other")
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert TOKEN not in "".join(portal.urls) + caplog.text + str(refused.value)
    assert TOKEN.encode() not in kept


def test_without_a_token_no_header_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOCRATA_APP_TOKEN", raising=False)
    portal = Portal({"views": about(), "resource": rows(1)})
    read(portal, tmp_path)
    assert all("X-App-Token" not in request.headers for request in portal.requests)
