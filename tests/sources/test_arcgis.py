"""ArcGIS servers' good and broken answers: rows A01 to A10 of the list of hostile answers."""

from pathlib import Path
from typing import Any

import orjson
import pytest
import shapely

from sources.arcgis import Question
from sources.arcgis_shapes import geojson
from sources.errors import BadAnswer, BadRequest, Drift, Forbidden, NotPublished, SourceError, Throttled, Unavailable
from tests.sources.acs_recorded import HTML_TYPE, JSON_TYPE, Reply
from tests.sources.arcgis_server import ASKED, FIELDS, HERE, SERVICE, Server, client, error, feature, page, read
from tests.sources.portal import Portal, as_json

ERRORS = [
    pytest.param(error(400, details=[]), BadRequest, id="A01"),
    pytest.param(error(400), BadRequest, id="A01-no-details"),
    pytest.param(error(None), BadAnswer, id="A01-no-code"),
    pytest.param(as_json({"error": "down"}), BadAnswer, id="A01-text"),
    pytest.param(as_json([1]), BadAnswer, id="A01-list"),
    pytest.param(error(498, "Invalid Token"), Forbidden, id="A02-498"),
    pytest.param(error(499, "Token Required"), Forbidden, id="A02-499"),
    pytest.param(error(404, "Not found"), NotPublished, id="error-404"),
    pytest.param(error(429, "Too many"), Throttled, id="error-429"),
    pytest.param(error(500, "Service Places/MapServer not started"), Unavailable, id="A10-not-started"),
    pytest.param(Reply(200, b"<html><title>Sign in</title></html>", HTML_TYPE), BadAnswer, id="A10-page"),
    pytest.param(Reply(503, b"busy", HTML_TYPE), Unavailable, id="A10-503"),
    pytest.param(Reply(200, b'{"features": [', JSON_TYPE), BadAnswer, id="cut-off"),
]


@pytest.mark.parametrize(("answer", "kind"), ERRORS)
@pytest.mark.parametrize("where", ["count", "page", "service"])
def test_a01_a02_a10_failures_are_typed_and_keep_the_copy(
    tmp_path: Path, answer: Reply, kind: type[SourceError], where: str
) -> None:
    def broken() -> Server:
        server = Server(answer if where == "page" else page(feature(1)), total=1)
        if where != "page":
            server.routes["returnCountOnly" if where == "count" else r"MapServer\?"] = [answer]
        return server

    with pytest.raises(kind):
        read(broken(), tmp_path / "empty")
    assert not list((tmp_path / "empty").rglob("*.parquet"))
    read(Server(page(feature(1)), total=1), tmp_path)
    held = {f: f.read_bytes() for f in tmp_path.rglob("*.parquet")}
    if kind.copy_may_stand_in:
        assert read(broken(), tmp_path)["GEOID"].tolist() == ["09001"]
    else:
        with pytest.raises(kind):
            read(broken(), tmp_path)
    assert {f: f.read_bytes() for f in tmp_path.rglob("*.parquet")} == held


@pytest.mark.parametrize(
    ("answer", "asked"),
    [(ERRORS[9].values[0], 3), (ERRORS[10].values[0], 3), (ERRORS[0].values[0], 1), (ERRORS[5].values[0], 1)],
)
def test_a10_only_what_may_pass_is_asked_again(tmp_path: Path, answer: Any, asked: int) -> None:
    server, naps = Portal({r"MapServer\?": answer}), list[float]()
    with pytest.raises(SourceError):
        client(server, tmp_path, naps).features(ASKED)
    assert len(server.urls) == asked
    assert len(naps) == asked - 1


def test_a10_what_the_session_has_asked_again_is_not_asked_again_here(tmp_path: Path) -> None:
    server, naps = Portal({r"MapServer\?": Reply(503, b"busy", HTML_TYPE)}), list[float]()
    with pytest.raises(Unavailable):
        client(server, tmp_path, naps).features(ASKED)
    assert (len(server.urls), naps) == (4, [])


def test_a10_a_service_that_comes_back_is_read(tmp_path: Path) -> None:
    server = Server(page(feature(1)), total=1)
    server.routes["returnCountOnly"] = [error(500, "not started"), as_json({"count": 1})]
    assert len(read(server, tmp_path)) == 1


@pytest.mark.parametrize("flag", [{"exceededTransferLimit": True}, {"properties": {"exceededTransferLimit": True}}])
def test_a03_a_page_that_says_there_is_more_is_followed(tmp_path: Path, flag: dict[str, Any]) -> None:
    server = Server(page(feature(1), feature(2), **flag), page(feature(3)), total=3)
    assert read(server, tmp_path)["GEOID"].tolist() == ["09001", "09002", "09003"]
    assert server.offsets == ["0", "2"]


@pytest.mark.parametrize("flag", [{"exceededTransferLimit": True}, {}])
def test_a04_a_server_that_caps_its_pages_loses_nothing(tmp_path: Path, flag: dict[str, Any]) -> None:
    pages = [page(feature(n), **(flag if n < 5 else {})) for n in range(1, 6)]
    server = Server(*pages, total=5, at_most=2000)
    assert len(read(server, tmp_path)) == 5
    assert server.offsets == ["0", "1", "2", "3", "4"]


REFUSED = [
    pytest.param([page(exceededTransferLimit=True)], 3, "no more came after 0", id="A05"),
    pytest.param([page(feature(1)), page(exceededTransferLimit=True)], 3, "no more came after 1", id="A05-later"),
    pytest.param([page(feature(1), feature(2)), page(feature(1), feature(2))], 4, "2 of them different", id="A06"),
    pytest.param([page(feature(1), feature(2), feature(3))], 2, "2 features are there, 3 arrived", id="too-many"),
    pytest.param([page(feature(1), exceededTransferLimit=True)], 1, "1 features are there", id="more-than-counted"),
    pytest.param(
        [page(feature(1), spatialReference={"wkid": 102100, "latestWkid": 3857})], 1, "is in 3857", id="A09-3857"
    ),
    pytest.param([page(feature(1), spatialReference={"wkid": 102100})], 1, "is in 102100", id="A09-102100"),
    pytest.param([page(feature(1, {"x": -8115000.0, "y": 5060000.0}))], 1, "degrees were asked for", id="A09-metres"),
    pytest.param([page({"geometry": HERE})], 1, "no attributes", id="no-attributes"),
    pytest.param([as_json({"features": {}})], 1, "expected features", id="no-list"),
]


@pytest.mark.parametrize(("pages", "total", "words"), REFUSED)
def test_a05_a06_a09_what_is_not_whole_or_not_in_degrees_is_refused(
    tmp_path: Path, pages: list[Reply], total: int, words: str
) -> None:
    with pytest.raises(BadAnswer, match=words):
        read(Server(*pages, total=total), tmp_path)
    assert not list(tmp_path.rglob("*.parquet"))


def test_a07_a_long_question_is_posted(tmp_path: Path) -> None:
    listed = ",".join(f"'{n:05}'" for n in range(400))
    long = Question(SERVICE, ASKED.layer, ASKED.fields, f"GEOID IN ({listed})")
    server = Server(page(feature(1)), total=1)
    assert len(read(server, tmp_path, long)) == 1
    assert len(server.posted) == 2
    assert all(url.startswith(f"{SERVICE}/8/query&") for url in server.posted)


def test_a08_a_layer_is_found_by_its_name_whatever_its_number(tmp_path: Path) -> None:
    server = Server(page(feature(1)), total=1)
    server.routes[r"MapServer\?"] = [
        as_json({"layers": [{"id": 8, "name": "Tribal Block Groups"}, {"id": 3, "name": "Census Tracts"}]})
    ]
    read(server, tmp_path)
    assert "/MapServer/3/query" in server.urls[-1]


@pytest.mark.parametrize(
    "service",
    [
        {"layers": [{"id": 8, "name": "Tribal Block Groups"}]},
        {"layers": [{"id": 1, "name": "Census Tracts"}], "tables": [{"id": 2, "name": "census tracts"}]},
        {"layers": []},
        {},
    ],
)
def test_a08_no_layer_or_two_of_that_name_stop_with_the_names(tmp_path: Path, service: dict[str, Any]) -> None:
    server = Server(page(feature(1)), total=1)
    server.routes[r"MapServer\?"] = [as_json(service)]
    with pytest.raises(Drift, match="expected one layer named like"):
        read(server, tmp_path)


def test_a08_a_layer_renumbered_between_two_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Drift, match="Tribal Block Groups"):
        read(Server(page(feature(1)), total=1, name="Tribal Block Groups"), tmp_path)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {},
        {"rings": []},
        {"rings": [[]]},
        {"x": "NaN", "y": "NaN"},
        {"x": None, "y": None},
        {"paths": []},
        {"points": []},
    ],
)
def test_a09_a_feature_without_place_keeps_its_row(tmp_path: Path, geometry: Any) -> None:
    found = read(Server(page({"attributes": feature(1)["attributes"], "geometry": geometry}), total=1), tmp_path)
    assert found[["GEOID", "geometry"]].to_numpy().tolist() == [["09001", ""]]


def test_a09_dates_are_milliseconds_and_become_iso(tmp_path: Path) -> None:
    days = [
        feature(1, OPENED=1_693_526_400_000),
        feature(2, OPENED=-86_400_000),
        feature(3),
        feature(4, OPENED="2023-09-01"),
    ]
    found = read(Server(page(*days[:2]), page(*days[2:]), total=4), tmp_path)
    assert found["OPENED"].tolist() == ["2023-09-01T00:00:00+00:00", "1969-12-31T00:00:00+00:00", "", "2023-09-01"]


def test_a09_geojson_is_read_too() -> None:
    point = {"type": "Point", "coordinates": [-72.9, 41.3]}
    assert geojson(point) == geojson(HERE) == point
    assert geojson({"type": "Polygon", "coordinates": []}) is None


def test_a09_holes_and_islands_go_to_their_polygon() -> None:
    def square(low: float, high: float) -> list[list[float]]:
        return [[low, low], [low, high], [high, high], [high, low], [low, low]]

    found = geojson({"rings": [square(4, 6), square(0, 10), square(2, 8), square(20, 21)]})
    area = shapely.from_geojson(orjson.dumps(found))
    assert area.area == 100 - 36 + 4 + 1
    assert found is not None
    assert found["type"] == "MultiPolygon"


@pytest.mark.parametrize("about", [{"fields": FIELDS[:2]}, {"fields": []}, {"fields": None}])
def test_a_lost_field_is_drift(tmp_path: Path, about: dict[str, Any]) -> None:
    with pytest.raises(Drift, match="are gone"):
        read(Server(page(feature(1)), total=1, **about), tmp_path)


def test_a_layer_without_ids_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadAnswer, match="no object id"):
        read(Server(page(feature(1)), total=1, fields=FIELDS[1:]), tmp_path)


def test_a_server_without_paging_is_read_by_ids(tmp_path: Path) -> None:
    server = Server(total=3, advancedQueryCapabilities={"supportsPagination": False})
    pages = [page(feature(1), feature(5)), page(feature(9))]
    server.routes = {"returnIdsOnly": [as_json({"objectIds": [9, 1, 5]})], "OBJECTID\\+%3E%3D": pages} | server.routes
    assert read(server, tmp_path)["GEOID"].tolist() == ["09001", "09005", "09009"]
    assert "%281%3D1%29+AND+OBJECTID+%3E%3D+1+AND+OBJECTID+%3C%3D+5" in server.urls[-2]


def test_ids_that_are_not_as_many_as_counted_are_refused(tmp_path: Path) -> None:
    server = Server(total=3, advancedQueryCapabilities={"supportsPagination": False})
    server.routes = {"returnIdsOnly": [as_json({"objectIds": None})]} | server.routes
    with pytest.raises(BadAnswer, match="0 ids came"):
        read(server, tmp_path)


def test_an_empty_layer_is_an_empty_table_and_never_replaces_a_copy(tmp_path: Path) -> None:
    assert read(Server(total=0), tmp_path / "new").columns.tolist() == ["GEOID", "OPENED", "geometry"]
    read(Server(page(feature(1)), total=1), tmp_path)
    assert len(read(Server(total=0), tmp_path)) == 1


def test_a_layer_not_edited_since_is_not_read_again(tmp_path: Path) -> None:
    edited: dict[str, Any] = {"editingInfo": {"lastEditDate": 1}}
    read(Server(page(feature(1)), total=1, **edited), tmp_path)
    same = Server(page(feature(1)), total=1, **edited)
    assert len(read(same, tmp_path)) == 1
    assert not any("query" in url for url in same.urls)
    later = Server(page(feature(1), feature(2)), total=2, editingInfo={"lastEditDate": 2})
    assert len(read(later, tmp_path)) == 2


def test_older_servers_call_their_json_plain_text(tmp_path: Path) -> None:
    plain = {"Content-Type": "text/plain;charset=utf-8"}
    server = Server(Reply(200, page(feature(1)).body, plain), total=1)
    assert len(read(server, tmp_path)) == 1


def test_services_of_a_folder_are_listed_without_it(tmp_path: Path) -> None:
    server = Portal({"School": as_json({"services": [{"name": "School/B_2223", "type": "MapServer"}, {"name": "A"}]})})
    assert client(server, tmp_path).services("https://gis.example.gov/rest/services/School") == ["B_2223", "A"]
