"""A CKAN portal's good and broken answers: rows K01 to K07 of the list of hostile answers, paging, and what is asked again."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sources.cache import CacheKey
from sources.ckan import Ckan
from sources.errors import BadAnswer, BadRequest, Forbidden, NotPublished, RefusedRedirect, SourceError, Unavailable
from tests.sources.acs_recorded import HTML_TYPE, Reply
from tests.sources.portal import CSV_TYPE, Portal, as_json, csv, done, package, refused, resource

TABLE = "District,Count\nElm,7\n"
PAGE = Reply(200, b"<!doctype html><html><title>Sign in</title></html>", HTML_TYPE)
XLSX = b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml"


def read(portal: Portal, folder: Path) -> pd.DataFrame:
    """The first table of package p."""
    ckan = Ckan(*portal.open(folder))
    found = ckan.package("p")
    return ckan.table(found, found.resources[0])


def page_of(ids: list[int], total: int, limit: int = 2, **more: Any) -> Reply:
    """A datastore page with the column `v`."""
    fields = [{"id": "_id", "type": "int"}, {"id": "v", "type": "text"}]
    records = [{"_id": i, "v": f"row {i}"} for i in ids]
    return done(
        {"fields": fields, "records": records, "total": total, "limit": limit, "total_was_estimated": False} | more
    )


STORED = package(resource("t.csv", datastore_active=True))
FILED = package(resource("t.csv"))

BROKEN_CATALOG = [
    pytest.param(refused(404, __type="Not Found Error", message="Not found"), NotPublished, id="K01-404"),
    pytest.param(refused(200, __type="Not Found Error", message="Not found"), NotPublished, id="K01-200"),
    pytest.param(refused(200, __type="Authorization Error", message="Access denied"), Forbidden, id="K01-denied"),
    pytest.param(refused(200, __type="Search Error", message="?"), BadAnswer, id="K01-other"),
    pytest.param(as_json("Bad request - Action name not known: x", 400), BadRequest, id="K03-400"),
    pytest.param(as_json("Bad request - Action name not known: x", 200), BadAnswer, id="K03-200"),
    pytest.param(as_json({"success": True, "result": []}), BadAnswer, id="K03-list"),
    pytest.param(PAGE, BadAnswer, id="K05-waf"),
    pytest.param(refused(403, __type="Authorization Error", message="Access denied"), Forbidden, id="K05-403"),
    pytest.param(package(), BadAnswer, id="no-resources"),
    pytest.param(package({"id": "x", "name": "", "url": ""}), BadAnswer, id="nameless"),
]


@pytest.mark.parametrize(("answer", "error"), BROKEN_CATALOG)
def test_a_broken_catalog_answer_is_a_typed_error_and_keeps_the_copy(
    tmp_path: Path, answer: Reply, error: type[SourceError]
) -> None:
    with pytest.raises(error):
        read(Portal({"package_show": answer, "download": csv(TABLE)}), tmp_path)
    read(Portal({"package_show": FILED, "download": csv(TABLE)}), tmp_path)
    before = {f: f.read_bytes() for f in tmp_path.rglob("*.parquet")}
    later = Portal({"package_show": answer, "download": csv(TABLE)})
    ckan = Ckan(*later.open(tmp_path))
    if error.copy_may_stand_in:
        assert ckan.package("p").resources[0].name == "t.csv"
        assert [type(problem.error) for problem in ckan.cache.problems()] == [error]
    else:
        with pytest.raises(error):
            ckan.package("p")
    assert {f: f.read_bytes() for f in tmp_path.rglob("*.parquet")} == before


BROKEN_FILE = [
    pytest.param(
        Reply(302, b"", {"Location": "https://s3.amazonaws.com/x?Signature=abc"}), RefusedRedirect, id="K06-s3"
    ),
    pytest.param(
        Reply(403, b"<Error><Code>AccessDenied</Code></Error>", {"Content-Type": "text/xml"}),
        Forbidden,
        id="K06-expired",
    ),
    pytest.param(PAGE, BadAnswer, id="K06-landing-page"),
    pytest.param(Reply(200, b"\xef\xbb\xbf <!DOCTYPE html><html>", CSV_TYPE), BadAnswer, id="K06-page-called-csv"),
    pytest.param(Reply(200, XLSX, CSV_TYPE), BadAnswer, id="K06-wrong-format"),
    pytest.param(Reply(200, b"\x1f\x8b\x08\x00\x00", CSV_TYPE), BadAnswer, id="K06-gzip"),
    pytest.param(Reply(200, XLSX, CSV_TYPE), BadAnswer, id="K07-workbook"),
    pytest.param(csv("District,Count\nElm,7,9\n"), BadAnswer, id="K07-merged-cells"),
    pytest.param(csv("District,District\nElm,7\n"), BadAnswer, id="K07-column-twice"),
    pytest.param(csv("District,Count\n"), BadAnswer, id="no-rows"),
    pytest.param(csv(""), BadAnswer, id="empty"),
    pytest.param(Reply(200, b"District,Count\nElm,7", CSV_TYPE | {"Content-Length": "900"}), BadAnswer, id="cut-off"),
    pytest.param(Reply(404, b"", CSV_TYPE), NotPublished, id="gone"),
    pytest.param(Reply(502, b"", CSV_TYPE), Unavailable, id="down"),
]


@pytest.mark.parametrize(("answer", "error"), BROKEN_FILE)
def test_a_broken_file_is_a_typed_error_and_the_copy_stands_in(
    tmp_path: Path, answer: Reply, error: type[SourceError]
) -> None:
    with pytest.raises(error):
        read(Portal({"package_show": FILED, "download": answer}), tmp_path)
    read(Portal({"package_show": FILED, "download": csv(TABLE)}), tmp_path)
    changed = package(resource("t.csv", last_modified="2022-01-01T00:00:00"))
    assert read(Portal({"package_show": changed, "download": answer}), tmp_path).to_dict("list") == {
        "District": ["Elm"],
        "Count": ["7"],
    }


def test_a_file_shorter_than_the_catalog_says_is_refused(tmp_path: Path) -> None:
    listed = package(resource("t.csv", size=len(TABLE) + 1))
    with pytest.raises(BadAnswer, match="the catalog says 22 bytes, 21 arrived"):
        read(Portal({"package_show": listed, "download": csv(TABLE)}), tmp_path)


def test_the_check_sees_the_bytes_before_they_are_kept(tmp_path: Path) -> None:
    ckan = Ckan(*Portal({"package_show": FILED, "download": csv(TABLE)}).open(tmp_path))
    seen = list[tuple[str, bytes]]()
    found = ckan.package("p")
    ckan.tables(found, found.resources, lambda name, content: seen.append((name, content)))
    assert seen == [("t.csv", TABLE.encode())]


def test_k04_pages_follow_the_limit_the_portal_tells(tmp_path: Path) -> None:
    portal = Portal({"package_show": STORED, "offset=2": page_of([3], 3), "datastore": page_of([1, 2], 3)})
    assert read(portal, tmp_path)["v"].tolist() == ["row 1", "row 2", "row 3"]
    assert "limit=32000" in portal.urls[1]
    assert "sort=_id" in portal.urls[1]
    assert "offset=2" in portal.urls[2]


def test_k04_an_estimated_total_is_not_trusted(tmp_path: Path) -> None:
    pages = {
        "offset=2": page_of([3], 2, total_was_estimated=True),
        "datastore": page_of([1, 2], 2, total_was_estimated=True),
    }
    assert len(read(Portal({"package_show": STORED, **pages}), tmp_path)) == 3


def test_k04_truncated_records_are_read_on(tmp_path: Path) -> None:
    first = page_of([1], 9, limit=5, records_truncated=True, total_was_estimated=True)
    pages = {"offset=1": page_of([2], 9, limit=5, total_was_estimated=True), "datastore": first}
    assert len(read(Portal({"package_show": STORED, **pages}), tmp_path)) == 2


BROKEN_TABLE = [
    pytest.param([page_of([1, 2], 3), page_of([2], 3)], "came twice", id="overlap"),
    pytest.param([page_of([1, 2], 4), page_of([], 4)], "4 rows are there, 2 arrived", id="rows-missing"),
    pytest.param([page_of([1, 2], 3), page_of([3], 5), page_of([], 5)], "5 rows are there", id="grown-meanwhile"),
    pytest.param([done({"records": [{"v": 1}]})], "not a datastore page", id="no-fields"),
    pytest.param(
        [done({"fields": [{"id": "v"}], "records": [{"v": 1}], "limit": 9})], "not a datastore page", id="no-id"
    ),
]


@pytest.mark.parametrize(("pages", "words"), BROKEN_TABLE)
def test_a_table_that_is_not_whole_is_refused(tmp_path: Path, pages: list[Reply], words: str) -> None:
    with pytest.raises(BadAnswer, match=words):
        read(Portal({"package_show": STORED, "datastore": pages}), tmp_path)


def test_k02_a_query_that_took_too_long_is_asked_in_smaller_pieces(tmp_path: Path) -> None:
    slow = refused(409, __type="Validation Error", query=["Query took too long"])
    portal = Portal({"package_show": STORED, "datastore": [slow, page_of([1], 1)]})
    assert len(read(portal, tmp_path)) == 1
    assert "limit=8000" in portal.urls[2]


def test_k02_ends_when_smaller_pieces_do_not_help(tmp_path: Path) -> None:
    slow = refused(409, __type="Validation Error", query=["Query took too long"])
    portal = Portal({"package_show": STORED, "datastore": slow})
    with pytest.raises(BadRequest):
        read(portal, tmp_path)
    assert len(portal.urls) < 6


def test_a_table_gone_from_the_datastore_is_read_from_its_file(tmp_path: Path) -> None:
    gone = refused(404, __type="Not Found Error", message="Not found")
    portal = Portal({"package_show": STORED, "datastore": gone, "download": csv(TABLE)})
    assert read(portal, tmp_path)["Count"].tolist() == ["7"]


def test_numbers_and_nulls_of_a_typed_table_become_text(tmp_path: Path) -> None:
    fields = [{"id": "_id"}, {"id": "a"}, {"id": "b"}]
    rows = done({"fields": fields, "records": [{"_id": 1, "a": 9.5, "b": None}], "total": 1, "limit": 9})
    assert read(Portal({"package_show": STORED, "datastore": rows}), tmp_path).to_dict("list") == {
        "a": ["9.5"],
        "b": [""],
    }


def test_only_a_changed_version_is_asked_for_again(tmp_path: Path) -> None:
    same = Portal({"package_show": FILED, "download": csv(TABLE)})
    read(same, tmp_path)
    read(same, tmp_path)
    assert [("package_show" in url) for url in same.urls] == [True, False, True]
    for about in ({"last_modified": "2022-01-01T00:00:00"}, {"hash": "abc"}):
        newer = Portal({"package_show": package(resource("t.csv", **about)), "download": csv(TABLE + "Oak,9\n")})
        assert len(read(newer, tmp_path)) == 2
        assert len(newer.urls) == 2


def test_a_file_without_version_is_asked_whether_it_has_changed(tmp_path: Path) -> None:
    nameless = package(resource("t.csv", last_modified=None, hash=None))
    portal = Portal(
        {"package_show": nameless, "download": [csv(TABLE, ETag='"e1"'), Reply(304, b"", {"ETag": '"e1"'})]}
    )
    read(portal, tmp_path)
    assert read(portal, tmp_path)["Count"].tolist() == ["7"]
    assert portal.requests[-1].headers["If-None-Match"] == '"e1"'


def test_what_is_kept_says_where_it_is_from(tmp_path: Path) -> None:
    portal = Portal({"package_show": FILED, "download": csv(TABLE)})
    ckan = Ckan(*portal.open(tmp_path))
    found = ckan.package("p")
    ckan.table(found, found.resources[0])
    side = ckan.cache.peek(CacheKey("ctdata", "p/t.csv.id-t.csv"))
    assert side is not None
    assert side.licence == "PDDL"
    assert side.citation == (
        "CTData, Chronic Absenteeism, t.csv (modified 2021-03-23T12:00:00), https://data.ctdata.org/dataset/p"
    )


def test_deleted_resources_are_not_listed(tmp_path: Path) -> None:
    listed = package(resource("old.csv", state="deleted"), resource("t.csv"))
    ckan = Ckan(*Portal({"package_show": listed}).open(tmp_path))
    assert [r.name for r in ckan.package("p").resources] == ["t.csv"]
